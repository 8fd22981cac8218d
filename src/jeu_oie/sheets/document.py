"""A printed document as HTML: what all of them share, and the drawings and pictures in it."""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from hashlib import sha256
from itertools import groupby

from jeu_oie.draw.geometry import Box, number
from jeu_oie.draw.html import direct_paragraphs, fill
from jeu_oie.draw.ink import INK, content
from jeu_oie.draw.marks import qr_path
from jeu_oie.draw.scene import Scene, Text
from jeu_oie.draw.text import PT_MM
from jeu_oie.game.cards import Deck
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.squares import Board
from jeu_oie.game.wording import name_place
from jeu_oie.messages import Catalog
from jeu_oie.resources import Templates

# --- Pictograms and QR codes as ``data:`` addresses, for printed documents: nothing is fetched ------------


@cache
def page_code(page: str | None) -> str:
    """The QR code of a page as a ``data:`` address; empty without an address."""
    if page is None:
        return ""
    path = qr_path(page, Box(0, 0, 24, 24))
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="{INK}" d="{path}"/></svg>'
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


def icon(name: str, colour: str, *, saver: bool) -> str:
    """A pictogram as a ``data:`` address; ``colour`` is that of the pictograms of one colour."""
    box, inside = content(name, saver)
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" fill="{colour}">{inside}</svg>'
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


# --- A drawing within a text that flows: its shapes as an image, over them each line of its words in a box of its
# own
#
# The print engine sets the text of an SVG letter by letter, which no reader can search (outputs.md, Facts about the
# print engine); and inline, each shape would take part in the page's styles and anchors.

# Baseline under the top of a box whose line is as high as the text's size: the font's ascent of .95 and
# descent of .29 are centred on it (OS/2 and hhea tables).
BASELINE = 0.95 - (0.95 + 0.29 - 1) / 2


@dataclass(frozen=True, slots=True)
class StyleRule:
    """A size in pt, a weight and a colour, one style rule."""

    size_pt: float
    bold: bool
    fill: str


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line of text: its face's rank; left, top and width of its box in mm."""

    face: int
    left: str
    top: str
    width: str
    content: str
    turned: bool
    leftward: bool


@dataclass(frozen=True, slots=True)
class TextGroup:
    """What stands together (a square): paragraphs of one face each, of lines that read on."""

    paragraphs: tuple[tuple[PlacedLine, ...], ...]


def parts_of(scene: Scene, faces: Mapping[StyleRule, int]) -> Iterator[TextGroup]:
    """The groups of a scene that say something, in reading order."""
    for group in scene.read():
        texts = [mark for mark in group.marks if isinstance(mark, Text)]
        runs = groupby((line_of(text, faces) for text in texts), key=lambda line: (line.face, line.turned))
        if texts:
            yield TextGroup(tuple(tuple(run) for _, run in runs))


def face_of(text: Text) -> StyleRule:
    return StyleRule(text.size_pt, text.bold, text.fill)


def line_of(text: Text, faces: Mapping[StyleRule, int]) -> PlacedLine:
    """The box whose baseline starts at the text's (x, y), upright or turned around that point."""
    top = text.y - BASELINE * text.size_pt * PT_MM
    left, width = number(text.x), number(text.width)
    return PlacedLine(faces[face_of(text)], left, number(top), width, text.content, text.turned, text.leftward)


# --- A printed document as HTML: what all of them share, and the content hash that each page carries ------
#
# A document is a template that extends ``print/base.html``. Its foot says whose it is, in which state, version and
# hash; the hash is taken of all that the document says but that foot, so that it changes only when the words do.

HASH = "\uf8ff"  # where the hash will stand: a character that no text holds
UNSAID = re.compile(r"<!--stamp-->.*?<!--/stamp-->|<style>.*?</style>|<[^>]*>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Imprint:
    """What all printed documents of a kit share.

    ``own``: the user's own templates; ``page``: the address of the circuit's page, for the QR code;
    ``durations``: teams → minutes between which 8 games in 10 last.
    """

    board: Board
    deck: Deck
    dossier: Dossier
    words: Catalog
    own: Templates | None = None
    page: str | None = None
    durations: Mapping[int, tuple[int, int]] = field(default_factory=dict)

    @property
    def saver(self) -> bool:
        return self.board.preset.saver

    @property
    def large(self) -> bool:
        return self.board.preset.large


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document, and the hash that its pages carry; ``duplex``: printed on both sides."""

    html: str
    hash: str
    duplex: bool = False


def sheet(template: str, imprint: Imprint, *, duplex: bool = False, **values: object) -> Sheet:
    """The document that ``template`` makes of ``values``, stamped."""
    html = fill(
        template,
        imprint.own,
        t=imprint.words,
        place=partial(name_place, words=imprint.words),
        dossier=imprint.dossier,
        large=imprint.large,
        saver=imprint.saver,
        ink=INK,
        code=page_code(imprint.page),
        page_address=imprint.page,
        hash=HASH,
        **values,
    )
    digits = said_hash(html)
    return Sheet(direct_paragraphs(html.replace(HASH, digits)), digits, duplex)


def said_hash(html: str) -> str:
    """Six hexadecimal digits over the words of a document, without its stamp."""
    return sha256(" ".join(UNSAID.sub(" ", html).split()).encode()).hexdigest()[:6]
