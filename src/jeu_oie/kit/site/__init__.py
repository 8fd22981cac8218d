"""The gallery over the kits that stand in an output folder, and ``site.zip``, all that goes on line."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

from jeu_oie import disk
from jeu_oie.kit.options import Kit
from jeu_oie.kit.site.archive import ARCHIVE, Online, online, pack
from jeu_oie.kit.site.shown import Shown, answering, shown_in
from jeu_oie.kit.writing import drafted, moved, refusals, uninterrupted
from jeu_oie.messages import words
from jeu_oie.render.html.comparison import comparison, comparisons, file_of
from jeu_oie.render.html.gallery import gallery


@dataclass(frozen=True, slots=True)
class Written:
    """A gallery: hashes of what its comparisons ``said``, by page; of the states of the kits that it has ``packed``."""

    said: Mapping[str, str] = field(default_factory=dict)
    packed: Mapping[str, str] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Its files."""
        return (*self.said, "index.html", *([ARCHIVE] if self.packed else []))


def write_gallery(
    folder: Path, language: str, kits: Mapping[str, Shown] | None = None, stands: Written | None = None
) -> Written:
    """``index.html`` of the output folder: every kit that stands in it, made now or earlier.

    Besides: a comparison for each topic of several landlords, and ``site.zip``. ``kits``: those of ``folder``, where
    they have been looked at already. ``stands``: what is left of the former gallery, by the same program: what would
    be the same is taken from it. Raises OutputRefused.
    """
    t, stands = words(language), stands or Written()
    with refusals(folder):
        kits = dict(shown_in(folder)) if kits is None else kits
        entries = [each.entry for each in kits.values() if each.entry]
        topics = comparisons(entries)
        said = {file_of(topic): together(kits[each.folder].said for each in own) for topic, own in topics.items()}
        left = {name for name, saying in said.items() if stands.said.get(name) == saying}
        pages = {
            name: comparison(topic, [answering(folder, each) for each in own], t).encode()
            for topic, own in topics.items()
            if (name := file_of(topic)) not in left
        }
        named = [(file_of(topic), t(f"topic.{topic}")) for topic in topics]
        pages["index.html"] = gallery(entries, named, t).encode()
        packed = tuple(online(folder.resolve(), entries))
        put_in_place(folder, pages, left, packed, stands.packed)
    return Written(said, {each.kit.folder: each.state for each in packed})


def together(sayings: Iterable[str]) -> str:
    return hashlib.sha256(" ".join(sayings).encode()).hexdigest()


def put_in_place(
    folder: Path, pages: Mapping[str, bytes], left: AbstractSet[str], kits: Sequence[Online], before: Mapping[str, str]
) -> None:
    """Write ``pages``, and the archive of them, of those that are ``left`` as they are, and of ``kits``.

    ``before``: the states in which kits are in the archive that stands. Raises OSError.
    """
    with drafted(Kit(pages), folder, folder) as drafts:
        if kits:
            same = {name for each in kits if before.get(each.kit.folder) == each.state for name in each.names}
            others = dict.fromkeys(left) | {name: each.kit for each in kits for name in each.names}
            archive = folder / ARCHIVE
            drafts[archive] = disk.draft_of(archive)
            with disk.named(archive), disk.created(drafts[archive], disk.standing(archive)) as file:
                pack(file, folder, pages, others, same | left if before else frozenset())
        with uninterrupted():
            moved(Kit(pages), folder, drafts)
