"""Finding circuits and presets on the disk, reading them, telling their problems, saving one anew."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from shlex import quote

import click

from jeu_oie.build.discover import no_longer_read, read_once, stops, strays, yaml_in
from jeu_oie.circuit.nearest import nearest
from jeu_oie.circuit.read import Reading, beside, content, load, read_text
from jeu_oie.circuit.saving import FileChanged, mark_of, replace_file
from jeu_oie.cli.terminal import PROBLEM, Part, Styled, escape_lines, one_line, say
from jeu_oie.disk import digest, resolve_path
from jeu_oie.errors import InvalidInput, OutputRefused, Place, Problem, Refusal, Severity
from jeu_oie.game.preset import BoardFile, ExtendsInCircle, Preset, resolve
from jeu_oie.messages import Catalog, pointer, tell
from jeu_oie.resources import folder

# --- Finding circuits and presets on the disk, reading them, telling their problems -----------------------

FOLDERS = 3  # that one line names


def circuits_in(paths: Sequence[Path]) -> tuple[Reading, ...]:
    """Every circuit of ``paths``: files as they are, folders without what a circuit names as landlord or common."""
    readings = [reading for path in paths for reading in (in_folder(path) if path.is_dir() else [read_one(path)])]
    unique = {resolve_path(reading.files[0]): reading for reading in readings}
    return tuple(unique.values())


def read_one(path: Path) -> Reading:
    return read_once(path)[0]


def source_hash(files: Sequence[Path]) -> str:
    """Hash of all that a circuit was read from."""
    return digest(*map(content, files))


def found_in(paths: Sequence[Path], t: Catalog) -> tuple[Reading, ...]:
    """The circuits of ``paths``; where there is none, a sentence and status 1."""
    readings = circuits_in(paths)
    if not readings:
        say(t("cli.nothing", paths=", ".join(map(one_line, paths))))
        raise click.exceptions.Exit(1)
    return readings


def in_folder(path: Path) -> list[Reading]:
    readings = [read_one(each.path) for each in yaml_in(path)]
    named = {resolve_path(other) for reading in readings for other in reading.files[1:]}
    return [reading for reading in readings if resolve_path(reading.files[0]) not in named]


def preset_named(name: str) -> Preset:
    """A built-in preset by name, or one of a file, over what it extends. Raises InvalidInput."""
    own = Path(name)
    beside = own.parent if own.suffix in (".yaml", ".yml") else None
    naming = [Place(name)]  # where the preset being read is named: on the command line, else by its « extends »

    def read_one(asked: str) -> BoardFile:
        path = preset_path(asked, beside)
        try:
            data = content(path)
        except OSError:
            raise InvalidInput((unknown_board(asked, naming[-1]),)) from None
        preset, problems = load(data, path.as_posix(), BoardFile)
        if preset is None:
            raise InvalidInput(problems)
        naming.append(extends_place(data, path))
        return preset

    try:
        return resolve(name, read_one)
    except ExtendsInCircle:
        raise InvalidInput((Problem(naming[-1], "board-in-circle"),)) from None


def unknown_board(asked: str, place: Place) -> Problem:
    """No such preset: those that there are, and the nearest."""
    names = sorted(each.stem for each in folder("boards").glob("*.yaml"))
    values = [("given", asked), ("known", ", ".join(names))]
    near = nearest(asked, names)
    return Problem(place, "board-not-found", (*values, ("nearest", near)) if near else tuple(values))


def extends_place(data: bytes, path: Path) -> Place:
    """Where a preset's file names the one that it extends."""
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
        if line.startswith("extends:"):
            return Place(path.as_posix(), number, len(line) - len(line.removeprefix("extends:").lstrip()) + 1)
    return Place(path.as_posix())


def preset_path(asked: str, beside: Path | None) -> Path:
    """``asked`` as a file, else beside the file that extends it, else built in."""
    path = Path(asked)
    if path.suffix in (".yaml", ".yml"):
        return path if beside is None or path.is_absolute() or path.parent == beside else beside / path
    own = beside / f"{path.name}.yaml" if beside else None
    return own if own is not None and own.exists() else folder("boards") / f"{path.name}.yaml"


def tell_no_longer_read(circuits: Iterable[Path], t: Catalog) -> None:
    """Templates beside circuits were read once; whoever relied on it learns how to ask for them."""
    found = [one_line(quote(folder.as_posix())) for folder in no_longer_read(circuits)]
    if found:
        folders = ", ".join(found[:FOLDERS]) + (", …" if len(found) > FOLDERS else "")
        say(t.count("cli.templates.beside", len(found), folders=folders, first=found[0]))


def tell_strays(paths: Sequence[Path], t: Catalog) -> None:
    """Links that lead out of the folders that were named: who wants them names them."""
    found = [one_line(quote(each.as_posix())) for each in strays(paths)]
    if found:
        files = ", ".join(found[:FOLDERS]) + (", …" if len(found) > FOLDERS else "")
        say(t.count("cli.strays", len(found), files=files))


def show(problems: Iterable[Problem], t: Catalog) -> None:
    """Each problem with its line, a caret and the cure, on the standard error."""
    for problem in problems:
        say(*format_problem(problem, t))


def format_problem(problem: Problem, t: Catalog) -> tuple[Part, ...]:
    """Place, sentence, line with a caret, cure."""
    message, cure = sentences(problem, t)
    place = problem.place
    colour = "red" if problem.severity is Severity.ERROR else "yellow"
    head = Styled(t(f"cli.severity.{problem.severity}"), colour, bold=True)
    parts: list[Part] = [f"{one_line(place.file)}:{place.line}:{place.column}: ", head, f" {message}\n"]
    if problem.excerpt:
        excerpt, under = pointer(problem)
        margin = f"{place.line:>5} | "
        # What is shown as an escape takes more room than it had.
        before = "".join("\t" if c == "\t" else " " * len(escape_lines(c)) for c in excerpt[: len(under) - 1])
        parts += [f"{margin}{excerpt}\n", f"{' ' * (len(margin) - 2)}| {before}", Styled("^", colour), "\n"]
    return (*parts, t("cli.cure", cure=cure))


def sentences(problem: Problem, t: Catalog) -> tuple[str, str]:
    """Message and cure; what they quote stays on its line."""
    return tell(replace(problem, values=tuple((name, one_line(value)) for name, value in problem.values)), t)


@contextmanager
def invalid_input(t: Catalog) -> Iterator[None]:
    """Tell the problems of what is read inside, and exit 1."""
    try:
        yield
    except InvalidInput as error:
        show(error.problems, t)
        raise click.exceptions.Exit(1) from None


# --- A circuit's own file written anew: whole or not at all, and never over what somebody else has just written


def read_former(path: Path) -> bytes:
    """What stands in a file before it is read: nothing where it cannot be opened, which reading tells."""
    try:
        return content(path)
    except OSError:
        return b""


def reread(now: bytes | str, path: Path, t: Catalog, *, alone: bool = False) -> Reading:
    """``now`` as ``check`` would read it at ``path``: what a command makes is written only if it can be read again.

    Otherwise what is wrong in it is told, with status 1. ``alone``: the files that it names may not be there yet.
    """
    again = read_text(now, path.as_posix(), beside(path))
    problems = [each for each in again.problems if not (alone and each.code == "file-not-found")]
    if stops(problems, strict=False):
        show(problems, t)
        say(t("cli.unreadable", path=one_line(path)))
        raise click.exceptions.Exit(PROBLEM)
    return again


def save(path: Path, former: bytes | None, now: bytes) -> None:
    """Put ``now`` in the place of ``former`` (None: no file yet); a link stays one.

    Raises OutputRefused, the file being as it was.
    """
    home = resolve_path(path)
    try:
        replace_file(home, home, now, mark_of(former))
    except FileChanged as error:
        raise OutputRefused(str(path), Refusal.CHANGED) from error
    except PermissionError as error:
        raise OutputRefused(str(path), Refusal.DENIED) from error
    except OSError as error:
        raise OutputRefused.of(error, str(path)) from error
