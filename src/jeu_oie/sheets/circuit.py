"""The circuit in full (``print/circuit.pdf``), and every card in one booklet (``print/booklet.pdf``)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import groupby

from jeu_oie.draw.html import direct_paragraphs, fill, seam, start
from jeu_oie.draw.ink import INK
from jeu_oie.game.card_id import Place
from jeu_oie.game.cards import Card, Deck, by_step, rows_shown
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import KINDS, colours_of
from jeu_oie.game.preset import Palette
from jeu_oie.game.wording import Row, State
from jeu_oie.messages import Catalog
from jeu_oie.sheets.card_face import card_hash
from jeu_oie.sheets.card_parts import pictogram
from jeu_oie.sheets.document import Imprint, Sheet, icon, page_code, sheet

# --- The circuit in full (``print/circuit.pdf``): the place where nothing is cut, step by step, with its sources

WIDE = 3  # rows of a pile card that ask for the whole width
TALL = 8  # rows; a note counts for two


@dataclass(frozen=True, slots=True)
class FactRow:
    """A row: its pictogram as an address, label, value, whether somebody has found it, whether it is a note."""

    icon: str
    label: str
    value: str
    state: State
    note: bool


@dataclass(frozen=True, slots=True)
class CardEntry:
    """A card as it stands in the list: ``main`` a step, ``side`` on a side track; a ``tall`` one may break."""

    name: str
    kind: Kind
    band: str
    ink: str
    icon: str
    label: str
    second: str
    title: str
    text: str
    heading: str
    bullets: tuple[str, ...]
    lettered: bool
    rows: tuple[FactRow, ...]
    answer: str
    provenance: str
    sources: tuple[tuple[int, str], ...]
    dashed: bool
    main: bool
    side: bool
    tall: bool


@dataclass(frozen=True, slots=True)
class StepEntries:
    """A step with all that follows it up to the next; ``between`` tells its squares without a card."""

    entries: tuple[CardEntry, ...]
    between: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PileSort:
    """The cards of the pile that are of one sort, two by two, or one by one where they are ``wide``.

    ``game`` is told once where it is theirs all.
    """

    label: str
    game: str
    wide: bool
    icon: str
    band: str
    ink: str
    pairs: tuple[tuple[CardEntry, ...], ...]


def circuit_sheet(imprint: Imprint) -> Sheet:
    """The circuit in full."""
    deck, dossier, board, words = imprint.deck, imprint.dossier, imprint.board, imprint.words
    palette, digits = colours_of(board.preset), circuit_hash(deck, dossier)
    stages = by_step(deck, [step.id for step in board.circuit.steps])
    finish = next(card for card in deck.cards if card.kind is Kind.FINISH)
    html = fill(
        "print/circuit.html",
        imprint.own,
        t=words,
        dossier=dossier,
        hash=digits,
        goose=icon("goose-large", INK, saver=palette.saver),
        code=page_code(imprint.page),
        calendar=icon("calendar", INK, saver=palette.saver),
        stages=[stage(cards, palette, words) for cards in stages],
        finish=entry(finish, palette),
        sorts=tuple(sorts(deck.loose, palette, words)),
        ink=INK,
        large=imprint.large,
        saver=imprint.saver,
        start=start,
        seam=seam,
    )
    return Sheet(direct_paragraphs(html), digits)


def circuit_hash(deck: Deck, dossier: Dossier) -> str:
    """Six hexadecimal digits over all that the document says, without its stamp."""
    parts: list[str] = [card_hash(card) for card in deck.every]
    parts += [part for pair in (*dossier.words, *dossier.actors) for part in pair]
    for danger in dossier.dangers:
        parts += [danger.title, *danger.gestures, danger.said]
    for source in dossier.sources:
        parts += [source.title, source.details, source.address or "", source.note or ""]
    return sha256("\x1f".join(parts).encode()).hexdigest()[:6]


def stage(cards: Sequence[Card], palette: Palette, words: Catalog) -> StepEntries:
    """The printed cards of a step, and a line for its squares of time and of drawing."""
    entries = tuple(entry(card, palette) for card in cards if card.detailed)
    return StepEntries(entries, tuple(between(cards, words)))


def between(cards: Iterable[Card], words: Catalog) -> Iterator[str]:
    """« Cases 3, 5 : piochez une carte. », « Case 8 : + 2 jours »: what stands there without a card to cut out."""
    bare = sorted((card for card in cards if not card.detailed), key=lambda card: (card.kind, card.title))
    for title, group in groupby(bare, key=lambda card: card.title):
        names = [card.name for card in group]
        yield words.count("circuit.squares", len(names), names=", ".join(names), title=title)


def sorts(pile: Sequence[Card], palette: Palette, words: Catalog) -> Iterator[PileSort]:
    """The pile by sort, each in the order of the pile."""
    for label in dict.fromkeys(card.face.label for card in pile):
        cards = [card for card in pile if card.face.label == label]
        game = {row for card in cards for row in card.rows if row.state is State.GAME}
        if shared := len(game) == 1:
            cards = [replace(card, rows=tuple(row for row in card.rows if row not in game)) for card in cards]
        colours = palette.kinds[cards[0].kind]
        picture = icon(cards[0].face.pictogram.replace("-dashed", ""), colours.text, saver=palette.saver)
        told = "".join(words("answer.fact", label=row.label, value=row.value) for row in game) if shared else ""
        entries = [entry(card, palette) for card in cards]
        wide = any(len(rows_shown(card)) > WIDE for card in cards)
        step = 1 if wide else 2
        pairs = tuple(tuple(entries[rank : rank + step]) for rank in range(0, len(entries), step))
        yield PileSort(label, told, wide, picture, colours.band, colours.text, pairs)


def entry(card: Card, palette: Palette) -> CardEntry:
    colours = palette.kinds[card.kind]
    ink = INK if card.dashed else colours.text
    rows = rows_shown(card)
    return CardEntry(
        name=number_of(card),
        kind=card.kind,
        band=colours.body if card.dashed else colours.band,
        ink=ink,
        icon=icon(card.face.pictogram, ink, saver=palette.saver),
        label=card.face.label,
        second=card.second,
        title=card.title,
        text=card.text,
        heading=card.heading,
        bullets=card.bullets,
        lettered=bool(card.bullets) and not card.heading,
        rows=tuple(line(row, palette, note=row in card.notes) for row in (*rows, *card.notes)),
        answer=card.answer,
        provenance=card.provenance,
        sources=card.sources,
        dashed=card.dashed,
        main=KINDS[card.kind].step and card.card_id.place is Place.SQUARE,
        side=card.card_id.place is Place.SIDE,
        tall=len(rows) + 2 * len(card.notes) > TALL,
    )


def number_of(card: Card) -> str:
    """That of its square, or in its pile; none of what no table draws."""
    return "" if card.card_id.place is Place.REST else card.card_id.shown


def line(row: Row, palette: Palette, *, note: bool) -> FactRow:
    return FactRow(icon(pictogram(row), INK, saver=palette.saver), row.label, row.value, row.state, note)


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
        picture = icon("phone" if written else pictogram(row), INK, saver=palette.saver)
        value = "" if written else row.bare
        yield BookletRow(picture, row.label, value, lacking and not written, row.state is State.GAME)
