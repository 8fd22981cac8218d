"""Cards on sheets: which card stands in which cell of which page. An imposition is data, in mm.

Fronts and backs alternate, ready for a double-sided printer. Backs stand for the long edge: turned along it, the
sheet shows at (x, y) what was printed at (x, height - y), so the rows of the backs are swapped (tokens.md).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from jeu_oie.board.cards import Card, Deck
from jeu_oie.board.palette import INK
from jeu_oie.layout.cards.back import back
from jeu_oie.layout.cards.face import Press, card_hash, front
from jeu_oie.layout.cards.stamp import Edition, stamp_back, stamp_card
from jeu_oie.layout.geometry import Box, number
from jeu_oie.layout.marks import cap, text_at
from jeu_oie.layout.scene import Group, Mark, Scene, Shape
from jeu_oie.layout.text import Style, shorten

SHEET_LINE = Style(9)
GREY = "#55576E"  # 7:1 on white: a line that is cut off with the margin, or stays unseen


@dataclass(frozen=True, slots=True)
class Imposition:
    """A sheet of ``columns`` × ``rows`` cells, from its top left corner; crosses of ``cross`` mm at the cuts."""

    width: float
    height: float
    columns: int
    rows: int
    cell_width: float
    cell_height: float
    cross: float
    cross_mm: float

    @property
    def places(self) -> int:
        return self.columns * self.rows

    def cut(self, place: int) -> Box:
        """The cell where the front of a place is cut, row by row."""
        row, column = divmod(place, self.columns)
        return Box(column * self.cell_width, row * self.cell_height, self.cell_width, self.cell_height)

    def cut_behind(self, place: int) -> Box:
        """The cell behind it, once the sheet is turned along its long edge."""
        seen = self.cut(place)
        return Box(seen.x, self.height - seen.bottom, seen.w, seen.h)


A7_ON_A4 = Imposition(297, 210, 4, 2, 74.25, 105, 5.2, 0.2)


def card_sheets(deck: Deck, press: Press, imposition: Imposition = A7_ON_A4) -> tuple[Scene, ...]:
    """Every sheet of the deck, front then back; the first cell of the first is the stamp card."""
    cards = deck.printed
    count = -(-(len(cards) + 1) // imposition.places)
    edition = Edition(count, len(cards), deck_hash(cards))
    sheets = laid(cards, imposition)
    return tuple(
        scene
        for rank, sheet in enumerate(sheets, 1)
        for scene in (
            front_sheet(sheet, rank, edition, press, imposition),
            back_sheet(sheet, press, imposition),
        )
    )


def laid(cards: Sequence[Card], imposition: Imposition) -> list[list[Card | None]]:
    """The cards sheet by sheet; None is the stamp card."""
    places: list[Card | None] = [None, *cards]
    return [places[start : start + imposition.places] for start in range(0, len(places), imposition.places)]


def sheet_hashes(deck: Deck, imposition: Imposition = A7_ON_A4) -> tuple[str, ...]:
    """The content hash of each sheet, as printed on it: it changes only when what the sheet says changes."""
    return tuple(deck_hash([card for card in sheet if card]) for sheet in laid(deck.printed, imposition))


def deck_hash(cards: Sequence[Card]) -> str:
    """Six hexadecimal digits over what all cards say."""
    return sha256("".join(map(card_hash, cards)).encode()).hexdigest()[:6]


def front_sheet(
    sheet: Sequence[Card | None], rank: int, edition: Edition, press: Press, imposition: Imposition
) -> Scene:
    groups = [
        front(card, press, imposition.cut(place)) if card else stamp_card(edition, press, imposition.cut(place))
        for place, card in enumerate(sheet)
    ]
    said = Group(tuple(sheet_lines(sheet, rank, edition, press, imposition)), f"planche-{rank}", "sheet")
    return scene((*groups, said), press, imposition)


def back_sheet(sheet: Sequence[Card | None], press: Press, imposition: Imposition) -> Scene:
    groups = [
        back(card, press, imposition.cut_behind(place)) if card else stamp_back(press, imposition.cut_behind(place))
        for place, card in enumerate(sheet)
    ]
    return scene(tuple(groups), press, imposition)


def scene(groups: tuple[Group, ...], press: Press, imposition: Imposition) -> Scene:
    crosses = Group(tuple(cross_marks(imposition)), "coupes", "cuts")
    return Scene(imposition.width, imposition.height, (crosses, *groups), press.dossier.language)


def cross_marks(imposition: Imposition) -> Iterator[Shape]:
    """A cross at each corner of a cell; half of it falls off at the edges of the sheet."""
    half = imposition.cross / 2
    for row in range(imposition.rows + 1):
        for column in range(imposition.columns + 1):
            x, y = column * imposition.cell_width, row * imposition.cell_height
            left, right = max(x - half, 0), min(x + half, imposition.width)
            top, low = max(y - half, 0), min(y + half, imposition.height)
            path = f"M{number(left)} {number(y)}H{number(right)}M{number(x)} {number(top)}V{number(low)}"
            yield Shape(path, "none", INK, imposition.cross_mm)


def sheet_lines(
    sheet: Sequence[Card | None], rank: int, edition: Edition, press: Press, imposition: Imposition
) -> Iterator[Mark]:
    """Whose sheet it is, in the bare margin under the cards of the first row, a part under each."""
    t, dossier = press.words, press.dossier
    own = deck_hash([card for card in sheet if card])
    parts = (
        dossier.landlord,
        dossier.title,
        f"{dossier.version} · {dossier.status}",
        t("print.sheet", n=rank, total=edition.sheets, hash=own),
    )
    for place, part in enumerate(parts):
        cut = imposition.cut(place)
        line = shorten(part, (cut.w - 10,), SHEET_LINE)[0][0]
        y = cut.bottom - 2.5 + cap(SHEET_LINE.size_pt) / 2
        yield text_at(cut.x + 5.4, y, line, SHEET_LINE, GREY)
