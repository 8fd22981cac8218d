"""Every card in one booklet a table (``print/booklet.pdf``): nothing to cut, 14 pt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from jeu_oie.draw.ink import INK
from jeu_oie.game.cards import Card, rows_shown
from jeu_oie.game.kinds.register import colours_of
from jeu_oie.game.kinds.rows import row_icon
from jeu_oie.game.preset import Palette
from jeu_oie.game.wording import State
from jeu_oie.messages import Catalog
from jeu_oie.sheets.document import Imprint, Sheet, icon, sheet

# --- Every card in one booklet a table (``print/booklet.pdf``): nothing to cut, 14 pt ---------------------
#
# Pages of A5, two on a side of A4 (``draw/pdf`` places them), to fold together. Whoever lands on a square looks for its
# number at the outer edge: the corner of each page tells its first and last square, each card has its number in a
# band. Squares without a card stand there too, in a line. Sources and what a card leaves out stand in the circuit in
# full, as with cards to cut.


@dataclass(frozen=True, slots=True)
class BookletRow:
    """A row: its pictogram as an address, label, value (none: a line to write it); ``game`` is the rule of the game."""

    icon: str
    label: str
    value: str
    missing: bool
    game: bool


@dataclass(frozen=True, slots=True)
class BookletCard:
    """A card as it stands in the booklet; ``bare`` where its square has none: only a line."""

    name: str
    card: Card
    band: str
    ink: str
    body: str
    icon: str
    rows: tuple[BookletRow, ...]
    bare: bool


def booklet_sheet(imprint: Imprint) -> Sheet:
    """The cards in the order of the squares, then those of the pile in the order in which they are drawn."""
    deck, words, palette = imprint.deck, imprint.words, colours_of(imprint.board.preset)
    return sheet(
        "print/booklet.html",
        imprint,
        duplex=True,
        goose=icon("goose-large", INK, saver=imprint.saver),
        squares=tuple(tuple(group) for _, group in groupby(leaves(deck.cards, palette, words), lambda leaf: leaf.bare)),
        pile=tuple(leaves((*deck.pile, *deck.problems), palette, words)),
        problems=bool(deck.problems),
    )


def leaves(cards: Sequence[Card], palette: Palette, words: Catalog) -> Iterator[BookletCard]:
    for card in cards:
        colours = palette.kinds[card.kind]
        ink = INK if card.dashed else colours.text
        yield BookletCard(
            card.card_id.shown,
            card,
            colours.body if card.dashed else colours.band,
            ink,
            colours.body,
            icon(card.face.pictogram, ink, saver=palette.saver),
            tuple(list_rows(card, palette)),
            bare=not card.printed,
        )


def list_rows(card: Card, palette: Palette) -> Iterator[BookletRow]:
    """The rows, the rule of the game last, as on the card; a number that nobody has found is written by hand."""
    for row in sorted(rows_shown(card), key=lambda row: row.state is State.GAME):
        lacking, written = row.state is State.MISSING, row.state is State.MISSING and row.key == "call"
        picture = icon("phone" if written else row_icon(row), INK, saver=palette.saver)
        value = "" if written else row.bare
        yield BookletRow(picture, row.label, value, lacking and not written, row.state is State.GAME)
