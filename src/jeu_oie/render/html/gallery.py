"""The list of a whole output folder: landlords, their circuits, state and version."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from jeu_oie.board.dossier import Dossier
from jeu_oie.board.palette import CREAM, DRAFT, INK, LINK, PAPER
from jeu_oie.messages import Words
from jeu_oie.render.html import fill


@dataclass(frozen=True, slots=True)
class Entry:
    """A kit: its folder under the gallery's, what its sheets say of it, and the files that it has."""

    folder: str
    dossier: Dossier
    files: frozenset[str]


def gallery(entries: Sequence[Entry], words: Words) -> str:
    """The gallery as HTML: landlords in order of their names, circuits in order of their titles."""
    ordered = sorted(
        entries, key=lambda each: (each.dossier.landlord.casefold(), each.dossier.title.casefold(), each.folder)
    )
    groups = [(name, tuple(own)) for name, own in groupby(ordered, key=lambda each: each.dossier.landlord)]
    colours = {"ink": INK, "paper": PAPER, "cream": CREAM, "draft": DRAFT, "link": LINK}
    return fill("gallery.html", groups=groups, words=words, colours=colours)
