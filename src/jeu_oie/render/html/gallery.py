"""The list of a whole output folder: landlords, their circuits, state and version."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from jeu_oie.board.kinds import Kind
from jeu_oie.board.palette import BANDS, DRAFT, EDGE, GROUND, INK, LINK, PAPER, ROAD
from jeu_oie.layout.subset import fonts_for
from jeu_oie.messages import Words
from jeu_oie.render.html import fill
from jeu_oie.render.pictograms import content


@dataclass(frozen=True, slots=True)
class Entry:
    """A kit: its folder under the gallery's, what its sheets say of it, and the files that it has."""

    folder: str
    language: str
    landlord: str
    title: str
    status: str
    version: str
    draft: bool
    files: frozenset[str]


def gallery(entries: Sequence[Entry], words: Words) -> str:
    """The gallery as HTML: landlords in order of their names, circuits in order of their titles."""
    ordered = sorted(entries, key=lambda each: (each.landlord.casefold(), each.title.casefold(), each.folder))
    groups = [(name, tuple(own)) for name, own in groupby(ordered, key=lambda each: each.landlord)]
    said = [text for each in ordered for text in (each.landlord, each.title, each.status, each.version)]
    fonts = [(font.weight, b64encode(font.data).decode(), font.letters) for font in fonts_for(said)]
    files = {each.folder: links(each.files, words) for each in ordered}
    colours = {"ink": INK, "paper": PAPER, "ground": GROUND, "road": ROAD, "edge": EDGE, "draft": DRAFT, "link": LINK}
    return fill(
        "gallery.html",
        groups=groups,
        words=words,
        colours=colours,
        band=BANDS[Kind.STEP],
        files=files,
        fonts=fonts,
        goose=content("goose-large"),
    )


def links(files: frozenset[str], words: Words) -> tuple[tuple[str, str], ...]:
    """What can be printed or taken of a kit, as far as it has it: file, name."""
    named = {
        "print/board-a3.pdf": words("gallery.file.board"),
        "print/cards.pdf": words("gallery.file.cards"),
        "print/rules.pdf": words("gallery.file.rules"),
        "print/circuit.pdf": words("gallery.file.circuit"),
        "board.png": words("gallery.file.picture"),
    }
    return tuple((file, name) for file, name in named.items() if file in files)
