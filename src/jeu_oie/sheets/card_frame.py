"""The frame of every card, in the box where it is cut (A7, 74.25 × 105 mm): outline, band, and what cards share.

Sizes: ``look/print/notes.md``, §4. The band says the kind, by its word, its colour and its pictogram; what the card is
about stands under it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jeu_oie.board.cell import pattern_shape
from jeu_oie.draw.geometry import Box, number, rounded_path
from jeu_oie.draw.ink import INK, WHITE, mix
from jeu_oie.draw.marks import band_path, cap, centred_text, disc_path, line_height, text_at
from jeu_oie.draw.scene import Group, Icon, Mark, Shape
from jeu_oie.draw.text import Style, at_most, even_lines
from jeu_oie.game.cards import Card
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import KINDS
from jeu_oie.game.preset import Colours, Palette
from jeu_oie.game.wording import Row
from jeu_oie.messages import Catalog

INSET = 5.0  # from the cut to the outline: more than most printers' dead margin
LINE_MM = 0.8
RADIUS = 4.0
BAND = 13.6
DISC = 5.0  # radius
PAD = 2.6
GEESE = ("goose", "goose-letter", "goose-dashed")
DASH = "2.6 1.8"
PROBLEM = "#9B301C"  # « Notre réclamation »
PROBLEM_COLOURS = Colours(PROBLEM, WHITE, mix(PROBLEM, 0.11))
# The pictogram of a card of the pile, in its band.
SORTS = {"fact": "info", "advice": "tip", "recourse": "signpost", "space": "people", "practice": "goose"}


@dataclass(frozen=True, slots=True)
class DeckContext:
    """What all cards of a deck share; ``page`` is the address of the circuit's page, for the QR code."""

    dossier: Dossier
    palette: Palette
    words: Catalog
    old_names: bool = True
    page: str | None = None


def colours_of(card: Card, palette: Palette) -> Colours:
    """Those of the kind; a problem has its own."""
    return PROBLEM_COLOURS if card.sort == "problem" and not palette.saver else palette.kinds[card.kind]


def body_of(cell: Box) -> Box:
    """What stands under the band."""
    return Box(cell.x, cell.y + BAND, cell.w, cell.h - BAND)


def frame_card(card: Card, press: DeckContext, cell: Box, marks: Iterable[Mark]) -> Group:
    """``marks`` in the card's outline, under its band."""
    colours = colours_of(card, press.palette)
    outline = rounded_path(cell, (RADIUS,) * 4)
    dash = DASH if card.kind is Kind.BLANK else ""
    around = (
        Shape(outline, colours.body, kind="cell"),
        *band(card, cell, colours, press.palette),
        Shape(outline, "none", INK, LINE_MM, dash, kind="outline"),
        *head(card, cell, colours, press),
    )
    data = (("kind", str(card.kind)), ("item", card.id))
    return Group((*around, *marks), f"carte-{card.name}", "front", data)


def band(card: Card, cell: Box, colours: Colours, palette: Palette) -> Iterator[Mark]:
    """The band and its lower line; dashed on an idea that is not done here; patterned in black and white."""
    path = band_path(cell, (RADIUS,) * 4, BAND)
    yield Shape(path, colours.body if card.dashed else colours.band)
    if palette.saver and not card.dashed:
        yield pattern_shape(path, card.kind)
    heavy = 2.2 if palette.saver and card.kind is Kind.STEP else LINE_MM
    line = f"M{number(cell.x + heavy / 2)} {number(cell.y + BAND)}H{number(cell.right - heavy / 2)}"
    yield Shape(line, "none", INK, heavy, DASH if card.dashed or card.kind is Kind.BLANK else "")


def head(card: Card, cell: Box, colours: Colours, press: DeckContext) -> Iterator[Mark]:
    """The square's number in its disc, kind and second line, the kind's pictogram at the right."""
    middle, saver = cell.y + BAND / 2, press.palette.saver
    ink = INK if card.dashed else colours.text
    if not card.in_pile:
        x = cell.x + PAD + DISC
        yield Shape(disc_path(x, middle, DISC), WHITE, INK, LINE_MM)
        style = Style(16 if len(card.name) < 3 else 12.5, bold=True)
        yield centred_text(x, middle + cap(style.size_pt) / 2, card.name, style)
    picture = shown_pictogram(card, press, cell)
    yield from labels(card, label_room(card, cell, picture), ink, press)
    if picture:
        side = side_of(picture)
        box = Box(cell.right - 2.2 - side, middle - side / 2, side, side)
        if saver and not card.dashed:
            yield Shape(rounded_path(box.inset(-0.6), (2,) * 4), WHITE)
        yield Icon(picture, box, INK if saver else ink)


def label_room(card: Card, cell: Box, picture: str) -> Box:
    """Where the words of the band stand: behind the disc, before the pictogram."""
    left = cell.x + PAD + (0 if card.in_pile else 2 * DISC + 1.8)
    return Box(left, cell.y, cell.right - PAD - (side_of(picture) + 1.2 if picture else 0) - left, BAND)


def side_of(picture: str) -> float:
    return 11.0 if picture in GEESE else 9.4


def shown_pictogram(card: Card, press: DeckContext, cell: Box) -> str:
    """The kind's pictogram; it gives way to who acts, or whom one asks for help, where both do not stand."""
    picture = pictogram_of(card)
    words = second_of(card, press)
    beside, alone = (at_most(words, label_room(card, cell, each).w, SECOND, 1)[1] for each in (picture, ""))
    return "" if alone and not beside else picture


def tells_all(card: Card, press: DeckContext, cell: Box) -> bool:
    """Whether the second line of the band stands whole."""
    room = label_room(card, cell, shown_pictogram(card, press, cell)).w
    fits = len(kind_label(label_of(card, press), room)[0]) == 1
    return fits and at_most(second_of(card, press), room, SECOND, 1)[1]


def pictogram_of(card: Card) -> str:
    """The pictogram of the kind; none on a problem, whose picture is the thing."""
    if card.sort == "problem":
        return ""
    if card.sort == "practice" or card.kind is Kind.PRACTICE:
        return "goose-dashed" if card.dashed else "goose"
    return SORTS.get(card.sort, KINDS[card.kind].pictogram)


def labels(card: Card, box: Box, ink: str, press: DeckContext) -> Iterator[Mark]:
    """The kind's word at 14 pt, smaller or on two lines where it must; who acts, or what to do, under it at 12."""
    middle = box.centre.y
    lines, style = kind_label(label_of(card, press), box.w)
    second = second_line(second_of(card, press), box.w) if len(lines) == 1 else ()
    step, under = line_height(style.size_pt) * 0.94, line_height(SECOND.size_pt) * 0.96
    top = middle - (step * len(lines) + under * len(second)) / 2
    if press.palette.saver:
        width = max([style.width(line) for line in lines] + [SECOND.width(line) for line in second])
        plate = Box(box.x - 1, top - 0.6, width + 2, 2 * (middle - top) + 1.2)
        yield Shape(rounded_path(plate, (1.6,) * 4), WHITE)
        ink = INK
    for rank, line in enumerate(lines):
        yield text_at(box.x, top + step * (rank + 0.5) + cap(style.size_pt) / 2, line, style, ink)
    top += step * len(lines)
    for rank, line in enumerate(second):
        yield text_at(box.x, top + under * (rank + 0.5) + cap(SECOND.size_pt) / 2, line, SECOND, ink)


SECOND = Style(12)


def label_of(card: Card, press: DeckContext) -> str:
    return press.words("print.problem") if card.sort == "problem" else card.face.label


def second_of(card: Card, press: DeckContext) -> str:
    """Who acts in a step, whom one asks for help, what an idea is; else what to do with the card."""
    said = card.second if KINDS[card.kind].step or card.dashed else ""
    if (who := helper(card)) is not None:
        said = who.value
    return said or press.words(f"print.second.{card.sort or sort_of(card)}")


def sort_of(card: Card) -> str:
    """What a card of a square is: a question without answers is one to talk about."""
    return "debate" if card.kind is Kind.QUESTION and not card.bullets else str(card.kind)


def helper(card: Card) -> Row | None:
    """The row that says whom one asks for help; it stands in the band."""
    return next((row for row in card.rows if row.key == "who"), None) if card.kind is Kind.RECOURSE else None


def kind_label(content: str, room: float) -> tuple[tuple[str, ...], Style]:
    """The kind's word on one line, a little smaller if need be, else on two."""
    for size, count in ((14, 1), (13, 1), (12, 1), (12.5, 2), (12, 2)):
        lines = even_lines(content, room, Style(size, bold=True), count)
        if lines:
            return lines, Style(size, bold=True)
    return at_most(content, room, Style(12, bold=True), 2)[0], Style(12, bold=True)


def second_line(content: str, room: float) -> tuple[str, ...]:
    """On one line, cut after a whole word where it must."""
    return tuple(line.replace(", …", " …") for line in at_most(content, room, SECOND, 1)[0])
