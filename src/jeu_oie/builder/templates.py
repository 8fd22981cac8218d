"""A user's own templates on the disk: only the folder that was asked for, each file opened once, within bounds.

Nothing that lies beside a circuit is a template by itself: who builds the circuits of others would run what they wrote.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from jeu_oie import disk
from jeu_oie.circuit.nearest import nearest
from jeu_oie.disk import is_link
from jeu_oie.draw.html import mistakes_in, named_in
from jeu_oie.errors import InvalidInput, Place, Problem, RenderingFailed, Severity
from jeu_oie.resources import Templates, is_document
from jeu_oie.resources import folder as built_in

MAX_FILES = 200  # files
MAX_BYTES = 500_000  # bytes of one: the largest of ours has 60 000
# Ours alone: nobody's stand in their place.
NOT_FILLED = (
    "fonts/",
    "pictograms/",
    "print/icons/",
    "print/icons-black/",
    "editor/",
    "studio/",
    "page/script/",
    "reply/",
)


def own_templates(folder: Path) -> tuple[Templates, tuple[Problem, ...]]:
    """The templates under ``folder``, and warnings: files that stand in the place of none of ours.

    Raises InvalidInput on what is no file, leads elsewhere, is too large, or holds a mistake that is seen at once.
    """
    known = frozenset(names_known())
    found = texts_under(folder)
    if len(found) > MAX_FILES:
        raise InvalidInput((Problem(Place(folder.as_posix()), "templates-too-many", (("limit", str(MAX_FILES)),)),))
    # What is no text and bears no name of ours is a picture that lies there, not a template badly saved.
    unread = {name: each for name, each in found.items() if isinstance(each, Problem)}
    others = {name for name, each in unread.items() if name not in known and each.code == "not-utf-8"}
    wrong = [each for name, each in unread.items() if name not in others]
    read = templates_of(folder, found)
    wrong += [] if wrong else mistakes_in(read)
    if wrong:
        raise InvalidInput(tuple(wrong))
    strange = others | {name for name in read.texts.keys() - known - named_in(read) if not is_document(name)}
    return read, tuple(stranger(read.path(name), name, known) for name in sorted(strange))


def digest_of(folder: Path) -> str:
    """Hash of what the templates under ``folder`` say now: nothing of them is run, nor looked through for mistakes."""
    return templates_of(folder, texts_under(folder)).digest


def texts_under(folder: Path) -> dict[str, str | Problem]:
    return {path.relative_to(folder).as_posix(): text_of(path, folder) for path in files_under(folder, MAX_FILES + 1)}


def templates_of(folder: Path, found: dict[str, str | Problem]) -> Templates:
    return Templates(folder.as_posix(), tuple((name, each) for name, each in found.items() if isinstance(each, str)))


def files_under(folder: Path, most: int) -> Iterator[Path]:
    """What stands under ``folder`` and is no folder, in order, ``most`` or a few more; what is hidden is no template.

    A link to a folder is one of these, which is not entered, and a folder that is closed to us.
    """
    waiting = [folder]
    while waiting and most > 0:
        looked = waiting.pop()
        try:
            entries = sorted(os.scandir(looked), key=lambda each: each.name)
        except OSError:
            yield looked
            continue
        shown = [each for each in entries if not each.name.startswith(".")]
        waiting += [Path(each.path) for each in reversed(shown) if each.is_dir(follow_symlinks=False)]
        for each in (each for each in shown if not each.is_dir(follow_symlinks=False)):
            yield Path(each.path)
            most -= 1


def files_in(folder: Path) -> Iterator[Path]:
    """What a change of may change the templates: their folder, and what stands under it."""
    yield folder
    yield from files_under(folder, MAX_FILES)


def text_of(path: Path, folder: Path) -> str | Problem:
    """The text of a template, or why it is not taken. A link, a pipe, a device is never opened."""
    place = Place(path.as_posix())
    if is_link(path):
        return Problem(place, "template-link")
    try:
        data = disk.read_inside(folder, path.relative_to(folder).as_posix(), MAX_BYTES)
    except OSError:
        return Problem(place, "file-unreadable", (("path", place.file),))
    if len(data) > MAX_BYTES:
        return Problem(place, "template-too-large", (("limit", str(MAX_BYTES // 1000)),))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Problem(place, "not-utf-8")


def names_known() -> Iterator[str]:
    """The templates in whose place one of a user's may stand."""
    ours = built_in("templates")
    for path in ours.rglob("*"):
        name = path.relative_to(ours).as_posix()
        if path.is_file() and not name.startswith(NOT_FILLED):
            yield name


def stranger(file: str, name: str, known: Iterable[str]) -> Problem:
    """A file in the place of none of ours, which none of theirs names either: nothing reads it."""
    ours = {each.rpartition("/")[2]: each for each in sorted(known)}
    near = nearest(name.rpartition("/")[2], ours)
    values = (("name", name), ("nearest", ours[near])) if near else (("name", name),)
    return Problem(Place(file), "template-unknown", values, Severity.WARNING)


@contextmanager
def blaming(own: Templates | None) -> Iterator[None]:
    """What the print engine refuses of pages made with a user's templates is theirs. Raises InvalidInput then."""
    try:
        yield
    except RenderingFailed as error:
        if own is None:
            raise
        problem = Problem(Place(own.folder), "template-printing", (("details", str(error)[:1000]),))
        raise InvalidInput((problem,)) from error
