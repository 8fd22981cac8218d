"""Cards on sheets: which drawn face stands where on which page.

Each face is drawn once, at A7, and shown wherever a file needs it: alternating fronts and backs for a printer that
prints both sides, or front and back on one side of the paper, to fold. What stands besides (cuts, whose sheet it is)
is the sheet's own ground.

The backs can be moved by what a printer shifts them (``calibration``): the printer's shift is (x, y) mm to the right
and down on the back's own page, as it is read; drawn that much to the left and up, backs come out behind their fronts.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from jeu_oie.draw.geometry import Box, number
from jeu_oie.draw.ink import BLACK, INK
from jeu_oie.draw.marks import cap, text_at
from jeu_oie.draw.scene import Group, Mark, Scene, Shape, Text, printed_black
from jeu_oie.draw.text import Style, shorten
from jeu_oie.game.cards import Card, Deck
from jeu_oie.sheets.card import CardUnit, Edition, Making, scene_of, stamp_back, stamp_card, unit
from jeu_oie.sheets.card_face import card_hash
from jeu_oie.sheets.card_frame import DeckContext
from jeu_oie.sheets.imposition import A6_ON_A4, A7_ON_A4, CELL, Flip, Imposition

GREY = "#55576E"  # 7:1 on white: a line in the bare margin of the first row
FOLD = "2.4 1.6"


@dataclass(frozen=True, slots=True)
class PlacedFace:
    """A drawn face on a page: the top left corner of the box that it fills, and whether it stands on its head."""

    face: Scene
    x: float
    y: float
    scale: float
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its ground, and the faces over it."""

    ground: Scene
    shown: tuple[PlacedFace, ...]


@dataclass(frozen=True, slots=True)
class CardSheets:
    """The pages of a file of cards, and the content hash of each sheet."""

    pages: tuple[Page, ...]
    hashes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """What stands on one sheet: units at their places."""

    rank: int
    slots: tuple[tuple[int, CardUnit], ...]

    @property
    def hash(self) -> str:
        return deck_hash([each.card for _, each in self.slots if each.card])


@dataclass(frozen=True, slots=True)
class Cards:
    """Every card's faces, drawn once, and what the files made of them share."""

    units: tuple[CardUnit, ...]
    press: DeckContext
    imposition: Imposition

    @property
    def cards(self) -> tuple[Card, ...]:
        return tuple(each.card for each in self.units if each.card)


def draw_cards(deck: Deck, press: DeckContext, *, large: bool = False) -> Cards:
    """The faces of all cards; in ``large`` print each A7 is shown as A6."""
    return Cards(tuple(unit(card, press) for card in deck.printed), press, A6_ON_A4 if large else A7_ON_A4)


def duplex_sheets(drawn: Cards, flip: Flip = Flip.LONG, shift_mm: tuple[float, float] = (0, 0)) -> CardSheets:
    """Fronts and backs in turn, for both sides of a sheet that is turned along the ``flip`` edge."""
    imposition = drawn.imposition
    laid = sheets_of(drawn, Making(flip), imposition.places)
    pages = tuple(
        page
        for sheet in laid
        for page in (
            front_page(sheet, len(laid), drawn.press, imposition),
            back_page(sheet, imposition, flip, shift_mm),
        )
    )
    return CardSheets(pages, tuple(each.hash for each in laid))


def fold_sheets(drawn: Cards) -> CardSheets:
    """Fronts over the fold, each one's back under it and on its head: folded, both stand upright.

    Folded away along a level line, the back's foot comes behind the front's; seen by turning the card like a page,
    what was on its head at the right is upright at the left.
    """
    laid = sheets_of(drawn, Making(fold=True), drawn.imposition.columns)
    pages = tuple(fold_page(sheet, len(laid), drawn.press, drawn.imposition) for sheet in laid)
    return CardSheets(pages, tuple(each.hash for each in laid))


def sheets_of(drawn: Cards, making: Making, places: int) -> list[Laid]:
    """The units sheet by sheet, ``places`` on each, the stamp card first."""
    count = -(-(1 + len(drawn.units)) // places)
    edition = Edition(count, len(drawn.units), deck_hash(drawn.cards), making)
    units = [stamp_unit(edition, drawn), *drawn.units]
    return [Laid(rank + 1, tuple(enumerate(units[rank * places : (rank + 1) * places]))) for rank in range(count)]


def count_pages(cards: int, *, large: bool, duplex: bool) -> int:
    """How many pages so many cards fill with their stamp: told without drawing one."""
    imposition = A6_ON_A4 if large else A7_ON_A4
    return -(-(1 + cards) // imposition.places) * 2 if duplex else -(-(1 + cards) // imposition.columns)


def stamp_unit(edition: Edition, drawn: Cards) -> CardUnit:
    press, language = drawn.press, drawn.press.dossier.language
    front, back = stamp_card(edition, press, CELL, drawn.imposition.scale), stamp_back(press, CELL)
    return CardUnit(None, scene_of(front, CELL, language), printed_black(scene_of(back, CELL, language)))


def deck_hash(cards: Sequence[Card]) -> str:
    """Six hexadecimal digits over what all cards say."""
    return sha256("".join(map(card_hash, cards)).encode()).hexdigest()[:6]


# --- pages -----------------------------------------------------------------------------------------------


def front_page(sheet: Laid, total: int, press: DeckContext, imposition: Imposition) -> Page:
    said = press.words("print.sheet", n=sheet.rank, total=total, hash=sheet.hash)
    marks: tuple[Mark, ...] = (*cuts(sheet, imposition), *sheet_lines(said, press, imposition))
    shown = tuple(show(each.front, imposition.cut(place), imposition) for place, each in sheet.slots)
    return Page(ground(marks, imposition, press.dossier.language), shown)


def back_page(sheet: Laid, imposition: Imposition, flip: Flip, shift_mm: tuple[float, float]) -> Page:
    x, y = shift_mm

    def behind(seen: Box) -> Box:
        there = imposition.behind(seen, flip)
        return Box(there.x - x, there.y - y, there.w, there.h)

    shown = tuple(show(each.back, behind(cell), imposition) for each, cell in cells(sheet, imposition))
    return Page(ground(cuts(sheet, imposition, behind), imposition), shown)


def fold_page(sheet: Laid, total: int, press: DeckContext, imposition: Imposition) -> Page:
    said = press.words("print.sheet.fold", n=sheet.rank, total=total, hash=sheet.hash)
    middle = imposition.height / 2
    line = Shape(f"M0 {number(middle)}H{number(imposition.width)}", "none", INK, 0.3, FOLD, kind="fold")
    under = (cell_under(cell, imposition) for _, cell in cells(sheet, imposition))
    backs = [each.back for each, _ in cells(sheet, imposition)]
    shown = (
        *(show(each.front, imposition.cut(place), imposition) for place, each in sheet.slots),
        *(show(back, cell, imposition, turned=True) for back, cell in zip(backs, under, strict=True)),
    )
    through = cuts(sheet, imposition, lambda cell: Box(cell.x, 0, cell.w, imposition.height))
    marks: tuple[Mark, ...] = (*through, line, *sheet_lines(said, press, imposition))
    return Page(ground(marks, imposition, press.dossier.language), shown)


def cell_under(cell: Box, imposition: Imposition) -> Box:
    return Box(cell.x, imposition.height - cell.bottom, cell.w, cell.h)


def cells(sheet: Laid, imposition: Imposition) -> Iterator[tuple[CardUnit, Box]]:
    """Every cell that is taken, with its unit."""
    yield from ((each, imposition.cut(place)) for place, each in sheet.slots)


def show(face: Scene, cell: Box, imposition: Imposition, *, turned: bool = False) -> PlacedFace:
    """``face`` in the middle of its cell."""
    scale = imposition.scale
    x, y = cell.x + (cell.w - face.width * scale) / 2, cell.y + (cell.h - face.height * scale) / 2
    return PlacedFace(face, x, y, scale, turned)


def ground(marks: Iterable[Mark], imposition: Imposition, language: str = "") -> Scene:
    return Scene(imposition.width, imposition.height, (Group(tuple(marks), "", "sheet"),), language or "fr")


def cuts(sheet: Laid, imposition: Imposition, at: Callable[[Box], Box] = lambda cell: cell) -> Iterator[Shape]:
    """The arms of a cross inside each corner of what is cut out; those of neighbours make the whole cross."""
    arm = imposition.cross / 2
    paths: list[str] = []
    for place, _ in sheet.slots:
        cell = at(imposition.cut(place))
        for y, down in ((cell.y, arm), (cell.bottom, -arm)):
            for x, across in ((cell.x, arm), (cell.right, -arm)):
                paths.append(f"M{number(x)} {number(y)}h{number(across)}M{number(x)} {number(y)}v{number(down)}")
    for path in dict.fromkeys(paths):
        yield Shape(path, "none", BLACK, imposition.cross_mm, kind="cut")


def sheet_lines(said: str, press: DeckContext, imposition: Imposition) -> Iterator[Text]:
    """Whose sheet it is, in the bare margin between the rows: over the middle cut, and under it if need be."""
    dossier, scale = press.dossier, imposition.scale
    style = Style(10 * scale)
    parts = (dossier.landlord, dossier.title, f"{dossier.version} · {dossier.status}", said)
    for rank, part in enumerate(parts):
        row, column = divmod(rank, imposition.columns)
        cell = imposition.cut(column)
        middle = cell.bottom + (2.5 if row else -2.5) * scale
        line = shorten(part, (cell.w - 10 * scale,), style)[0][0]
        yield text_at(cell.x + 5.4 * scale, middle + cap(style.size_pt) / 2, line, style, GREY)
