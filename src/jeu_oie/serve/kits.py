"""The kits that lie in the output folder, where they are ours, and the site of all of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from jeu_oie import disk
from jeu_oie.builder.gallery import ARCHIVE, read_record
from jeu_oie.builder.record import KitRecord, examine_kit, is_interrupted, parse_record
from jeu_oie.disk import Stamp, stamp
from jeu_oie.game.evening import Paper
from jeu_oie.kit.records import MANIFEST, read_manifest
from jeu_oie.trust import Doubt, examine_files

VARIANTS = ("", "-saver", "-large", "-saver-large")  # in what order a kit is looked for


@dataclass(frozen=True, slots=True)
class KitOnDisk:
    """A kit on the disk: its folder, its files, the ``paper`` of those to print; ``old``: its circuit is another now.

    ``problem``: why it is not ours; nothing is then known of it, and no file of it is given.
    """

    folder: Path
    files: Mapping[str, Stamp]
    paper: Mapping[str, Paper]
    old: bool
    problem: Doubt | None = None

    @property
    def large(self) -> bool:
        """Whether it is in large print, as which no board is printed on A3."""
        return "print/1-board-a3.pdf" not in self.files


def find_kit(out: Path, name: str, sources: Iterable[Path], source: Callable[[], str]) -> KitOnDisk | None:
    """The kit called ``name`` in the output folder, in whichever variant, ours before others; None where there is none.

    ``source``: the hash of what the circuit is read from now, asked for where a file was saved after the kit was made.
    """
    strange = None
    for folder in (out / f"{name}{variant}" for variant in VARIANTS):
        if is_interrupted(folder) or not disk.is_taken(folder):
            continue
        record = parse_record(folder)
        problem = examine_kit(folder, record).problem
        if record and not problem:
            return KitOnDisk(folder, record.files, record.paper, is_old(folder, record, sources, source))
        strange = strange or KitOnDisk(folder, {}, {}, old=False, problem=problem)
    return strange


def is_old(kit: Path, record: KitRecord, sources: Iterable[Path], source: Callable[[], str]) -> bool:
    """Whether a kit of ours was made from another circuit than is there now."""
    made = record.files.get(MANIFEST)
    if made is None or not any(seen[1] > made[1] for each in sources if (seen := stamp(each))):
        return False
    told = read_manifest(kit)
    return told is None or told.source != source()


def find_archive(out: Path) -> Stamp | None:
    """The site of all kits in the output folder, packed, where we made it: the stamp with which it stands there."""
    made = {name: known for name, known in read_record(out).files.items() if name == ARCHIVE}
    return made.get(ARCHIVE) if examine_files(out, made).mine else None
