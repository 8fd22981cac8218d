"""What the home says of a circuit and of its kit, read again only where their files have changed."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from jeu_oie import disk
from jeu_oie.builder.find import Stamps, stamps
from jeu_oie.builder.gallery import ARCHIVE, read_record
from jeu_oie.builder.record import KitRecord, examine_kit, is_half, parse_record
from jeu_oie.circuit.gaps import list_gaps
from jeu_oie.circuit.read import Reading
from jeu_oie.circuit.signing import changed_keys
from jeu_oie.disk import Stamp, resolve_path, stamp
from jeu_oie.errors import Severity
from jeu_oie.kit.writing import NotOurs, read_mapping
from jeu_oie.trust import Doubt, examine_files

MANIFEST = "manifest.json"
VARIANTS = ("", "-saver", "-large", "-saver-large")  # in what order a kit is looked for


@dataclass(frozen=True, slots=True)
class CircuitState:
    """What one sees of a circuit before opening it; without a title it could not be read.

    ``signed``: the day, as the file says it, and by whom; ``broken``: what was signed has changed since; ``gaps``: how
    many facts nobody has found; ``errors``: how many problems stop its kit.
    """

    title: str = ""
    landlord: str = ""
    names: str = ""
    language: str = ""
    draft: bool = True
    signed: str = ""
    signers: str = ""
    broken: bool = False
    gaps: int = 0
    errors: int = 0


def state_of(reading: Reading) -> CircuitState:
    errors = sum(each.severity is Severity.ERROR for each in reading.problems)
    circuit, written = reading.circuit, reading.written
    if circuit is None:
        return CircuitState(errors=max(1, errors))
    signed = written.validated if written else None
    landlord = circuit.landlord
    return CircuitState(
        title=circuit.title,
        landlord=landlord.name,
        names=" ".join(filter(None, (landlord.name, landlord.short, landlord.formerly, landlord.area))),
        language=circuit.language,
        draft=circuit.draft,
        signed=signed.on if signed else "",
        signers=", ".join(signed.by) if signed else "",
        broken=bool(signed and changed_keys(circuit, signed)),
        gaps=len(list_gaps(circuit)),
        errors=errors,
    )


def list_files(path: Path, reading: Reading) -> set[Path]:
    """The files that a circuit was read from, and those that it names in vain: they may come."""
    absent = [dict(each.values).get("path", "") for each in reading.problems if each.code.startswith("file-")]
    return {*reading.files, *(path.parent / name for name in absent if name and name != path.as_posix())}


FRESH = 10_000_000_000  # ns: longer than a start takes to read 200 circuits
UNSURE: Stamp = (-1, -1, -1)  # of no file


def trust_old(seen: Stamps) -> Stamps:
    """What was saved a moment ago may have been saved while it was read: no stamp holds for it, as in git's index."""
    now = time.time_ns()
    return {each: UNSURE if found and now - FRESH < found[1] <= now else found for each, found in seen.items()}


@dataclass(slots=True)
class Known:
    """The states of circuits, by their files, and the stamps of all that each was read from."""

    kept: dict[Path, tuple[Stamps, CircuitState]] = field(default_factory=dict)

    def learn(self, reading: Reading) -> CircuitState:
        made = state_of(reading)
        path = reading.files[0]
        self.kept[path] = (trust_old(stamps(list_files(path, reading))), made)
        return made

    @property
    def files(self) -> frozenset[Path]:
        """All files that circuits are, were read from, or name in vain, links followed."""
        return frozenset(resolve_path(each) for seen, _ in self.kept.values() for each in seen)

    def sources(self, path: Path) -> Iterable[Path]:
        """What ``path`` was read from, itself first."""
        seen, _ = self.kept[path]
        return (path, *sorted(each for each, found in seen.items() if found and each != path))

    def last(self, path: Path) -> CircuitState:
        """The state of ``path`` when it was read last."""
        return self.kept[path][1]

    def current(self, path: Path) -> CircuitState | None:
        """The state of ``path``, None where its files have changed since."""
        seen, made = self.kept.get(path, ({}, None))
        return made if made and stamps(set(seen)) == seen else None


@dataclass(frozen=True, slots=True)
class KitState:
    """A kit on the disk: its folder, its files, the pages of those for paper; ``old``: its circuit is another now.

    ``problem``: why it is not ours; nothing is then known of it, and no file of it is given.
    """

    folder: Path
    files: Mapping[str, Stamp]
    pages: Mapping[str, int]
    old: bool
    problem: Doubt | None = None

    @property
    def large(self) -> bool:
        """Whether it is in large print, as which no board is printed on A3."""
        return "print/1-board-a3.pdf" not in self.files


def find_kit(out: Path, name: str, sources: Iterable[Path], source: Callable[[], str]) -> KitState | None:
    """The kit called ``name`` in the output folder, in whichever variant, ours before others; None where there is none.

    ``source``: the hash of what the circuit is read from now, asked for where a file was saved after the kit was made.
    """
    strange = None
    for folder in (out / f"{name}{variant}" for variant in VARIANTS):
        if is_half(folder) or not disk.is_taken(folder):
            continue
        record = parse_record(folder)
        problem = examine_kit(folder, record).problem
        if record and not problem:
            return KitState(folder, record.files, record.pages, is_old(folder, record, sources, source))
        strange = strange or KitState(folder, {}, {}, old=False, problem=problem)
    return strange


def is_old(kit: Path, record: KitRecord, sources: Iterable[Path], source: Callable[[], str]) -> bool:
    """Whether a kit of ours was made from another circuit than is there now."""
    made = record.files.get(MANIFEST)
    if made is None or not any(seen[1] > made[1] for each in sources if (seen := stamp(each))):
        return False
    try:
        return read_mapping(kit, MANIFEST).get("source") != source()
    except NotOurs:
        return True


def find_archive(out: Path) -> Stamp | None:
    """The site of all kits in the output folder, packed, where we made it: the stamp with which it stands there."""
    made = {name: known for name, known in read_record(out).files.items() if name == ARCHIVE}
    return made.get(ARCHIVE) if examine_files(out, made).mine else None
