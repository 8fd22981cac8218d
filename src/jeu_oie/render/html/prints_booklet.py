"""Every card in one booklet a table (``print/booklet.pdf``): nothing to cut, 14 pt.

Plain A4 pages, upright, printed on both sides and stapled in the corner: they come out of any office printer in the
right order. Pages two on a sheet would need an imposition that few printer dialogues get right, and letters of 10 pt
once shrunk. Whoever lands on a square looks for its number at the outer edge: the corner of each page tells its first
and last square, each card has its number in a band. Squares without a card stand there too, in a line.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from jeu_oie.board.cards import Card
from jeu_oie.board.facts import State
from jeu_oie.board.kinds.register import colours_of
from jeu_oie.board.palette import INK, Palette
from jeu_oie.layout.cards.gaps import rows_of
from jeu_oie.layout.cards.parts import pictogram
from jeu_oie.messages import Catalog
from jeu_oie.render.html.pictures import icon
from jeu_oie.render.html.sheet import Imprint, Sheet, sheet


@dataclass(frozen=True, slots=True)
class BookletRow:
    """A row: its pictogram as an address, label, value; ``game`` is the rule of the game."""

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
    source: str
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
        pile=tuple(leaves(deck.pile, palette, words)),
    )


def leaves(cards: Sequence[Card], palette: Palette, words: Catalog) -> Iterator[BookletCard]:
    for card in cards:
        colours = palette.kinds[card.kind]
        ink = INK if card.dashed else colours.text
        yield BookletCard(
            card.name[1:] if card.in_pile else card.name,
            card,
            colours.body if card.dashed else colours.band,
            ink,
            colours.body,
            icon(card.face.pictogram, ink, saver=palette.saver),
            tuple(list_rows(card, palette)),
            source(card, words),
            bare=not card.printed,
        )


def list_rows(card: Card, palette: Palette) -> Iterator[BookletRow]:
    """The rows and notes, the rule of the game last, as on the card."""
    for row in sorted((*rows_of(card), *card.notes), key=lambda row: row.state is State.GAME):
        picture = icon(pictogram(row), INK, saver=palette.saver)
        yield BookletRow(picture, row.label, row.value, row.state is State.MISSING, row.state is State.GAME)


def source(card: Card, words: Catalog) -> str:
    """Where its words come from."""
    titles = words("separator").join(title for _, title in card.sources)
    cited = words.count("booklet.sources", len(card.sources), titles=titles) if titles else ""
    return words("separator").join(filter(None, (card.provenance, cited)))
