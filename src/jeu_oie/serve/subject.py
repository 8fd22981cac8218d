"""The file that a form writes: a circuit's own and its landlord's, or the common file that circuits share."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from os.path import normpath
from pathlib import Path
from time import monotonic

from jeu_oie.api.check import gather
from jeu_oie.builder.find import topic_of, value_of
from jeu_oie.circuit.fields import COMMON, LANDLORD
from jeu_oie.circuit.read import Reading, beside, read_text
from jeu_oie.circuit.read.files import STANDARD
from jeu_oie.circuit.saving import NotText, content, legible, mark_of, open_file
from jeu_oie.disk import digest, resolve_path, within
from jeu_oie.errors import Problem, Severity
from jeu_oie.serve.live import Bench, Shelf, inspect

LOOKED_AT = 2  # seconds in which other circuits are read with a common file as it would be


@dataclass(frozen=True, slots=True)
class Subject:
    """A file that a page writes, opened from ``bench``. ``home`` is where it must lie."""

    bench: Bench
    path: Path
    home: Path
    is_common: bool = False


def own_file(bench: Bench) -> Subject:
    return Subject(bench, bench.path, bench.home)


def common_file(bench: Bench, shelf: Shelf) -> Subject | None:
    """The common file that a circuit names; None where it names none, or one that lies in no folder that is served."""
    name = name_common(bench.path)
    if not name or shelf.is_shipped(bench):
        return None
    home = Path(normpath(bench.home.parent / name))  # no link followed that has come since
    if not any(within(home, root) for root in shelf.roots):
        return None
    return Subject(bench, bench.path.parent / name, home, is_common=True)


def name_common(circuit: Path) -> str:
    """The common file as ``circuit`` names it; empty: it names none, or that of the program."""
    try:
        named = value_of(content(circuit) or b"", "common")
    except OSError:
        return ""
    return named if COMMON.fullmatch(named) and named != STANDARD else ""


def name_landlord(circuit: Path) -> str:
    """The landlord's file beside ``circuit`` as it names it, whatever else is wrong there; empty: it names none."""
    named = topic_of(circuit)[1].removeprefix(f"{resolve_path(circuit).parent}/")
    return named if LANDLORD.fullmatch(named) else ""


def others(subject: Subject) -> Iterator[Mapping[str, str]]:
    """The landlord's file and the common one, as the reader found them: it takes none that lies elsewhere.

    One that is no text is left out: the preview tells what is wrong with it. A common file names no other.
    """
    if subject.is_common:
        return
    for path in subject.bench.hands.read(subject.path).files[1:]:
        with suppress(NotText, OSError):
            if seen := open_file(path):
                yield {"name": legible(path.name), "text": seen.text}


def landlord(subject: Subject) -> Mapping[str, object] | None:
    """The landlord's file where the circuit names one: its mark, and which other circuits beside it name it too."""
    name = "" if subject.is_common else name_landlord(subject.path)
    if not name:
        return None
    try:
        mark = mark_of(content(subject.path.with_name(name)))
        beside = sorted(subject.path.parent.glob("*.yaml"))
    except OSError:
        return None
    others = [legible(each.name) for each in beside if each != subject.path and name_landlord(each) == name]
    return {"name": name, "base": mark, "shared": others}


def marks(subject: Subject) -> tuple[str, str]:
    """The mark of the file, and one for all that a circuit was read from besides."""
    edition = None if subject.is_common else subject.bench.edition
    seen = edition.stamps if edition else {}
    try:
        others = [mark_of(content(each)) for each in seen if each != subject.path and each.suffix in (".yaml", ".yml")]
        return mark_of(content(subject.path)), digest("".join(others).encode())
    except OSError:
        return "?", ""  # cannot be read just now: no mark of any file


def judge_circuit(bench: Bench, text: str, landlord: str) -> tuple[Problem, ...]:
    """The problems of a text in the place of the circuit's own, with what stands beside it on the disk."""
    reading = read_with(bench, text.encode(), name_landlord(bench.path), landlord or None)
    return gather((inspect(bench.hands, reading),), missing=False)


def judge_common(subject: Subject, users: Collection[Bench], text: str) -> tuple[Problem, ...]:
    """The problems of a text in the place of the common file, as the circuit from which it was opened shows them.

    Of that circuit itself, and of its other ``users`` as far as time allows, what stops their kits.
    """
    bench = subject.bench
    found = gather((inspect(bench.hands, read_over(bench, text)),), missing=False)
    end = monotonic() + LOOKED_AT
    for each in users:
        if monotonic() > end:
            break
        if each is not bench:
            found += read_over(each, text).problems
    kept = (each for each in found if each.severity is Severity.ERROR or is_about(each, subject))
    return tuple(dict.fromkeys(kept))


def is_about(problem: Problem, subject: Subject) -> bool:
    return resolve_path(Path(problem.file)) == resolve_path(subject.home)


def read_over(bench: Bench, text: str) -> Reading:
    """The circuit of ``bench`` as it stands, over a common file that says ``text``."""
    return read_with(bench, content(bench.path) or b"", name_common(bench.path), text)


def read_with(bench: Bench, own: bytes, name: str, text: str | None) -> Reading:
    """A circuit that says ``own``, the file that it names so saying ``text``; None: what stands on the disk."""
    siblings = beside(bench.path)

    def known(asked: str) -> bytes | None:
        return text.encode() if text is not None and asked == name else siblings(asked)

    return read_text(own, bench.path.as_posix(), known)
