"""A card with all that it says: in the circuit in full, in the list of all cards."""

from collections.abc import Iterable
from dataclasses import dataclass

from jeu_oie.game.card_id import Place
from jeu_oie.game.cards import Card, rows_shown
from jeu_oie.game.kinds.register import KINDS
from jeu_oie.game.kinds.rows import row_icon
from jeu_oie.game.wording import Row, State
from jeu_oie.messages import split_sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """A row: its pictogram, label, value; ``state``: stated, missing, a rule of the game…; ``note``: not in bold."""

    icon: str
    label: str
    value: str
    state: str
    note: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FullCard:
    """A card, nothing shortened.

    ``name``: the number of its square, or in its pile. ``text``, ``answer``: by sentences. ``lettered``: its
    ``bullets`` are answers to choose from. ``level``: main for a step, side for one of a side track, else stop.
    """

    name: str
    kind: str
    icon: str
    label: str
    second: str
    title: str
    meaning: str
    text: tuple[str, ...]
    heading: str
    bullets: tuple[str, ...]
    lettered: bool
    rows: tuple[FactRow, ...]
    answer: tuple[str, ...]
    provenance: str
    sources: tuple[tuple[int, str], ...]
    dashed: bool
    level: str


def full_card(card: Card, *, without: Iterable[Row] = ()) -> FullCard:
    """``card``, but for the rows in ``without``, which stand once for several of them."""
    left = set(without)
    rows = [row for row in rows_shown(card) if row not in left]
    return FullCard(
        name="" if card.card_id.place is Place.REST else card.card_id.shown,
        kind=card.kind.value,
        icon=card.face.pictogram,
        label=card.face.label,
        second=card.second,
        title=card.title,
        meaning=card.meaning,
        text=tuple(split_sentences(card.text)),
        heading=card.heading,
        bullets=card.bullets,
        lettered=bool(card.bullets) and not card.heading,
        rows=(*(fact_row(row) for row in rows), *(fact_row(row, note=True) for row in card.notes)),
        answer=tuple(split_sentences(card.answer)),
        provenance=card.provenance,
        sources=card.sources,
        dashed=card.dashed,
        level=level_of(card),
    )


def level_of(card: Card) -> str:
    if card.card_id.place is Place.SIDE:
        return "side"
    return "main" if KINDS[card.kind].step and card.card_id.place is Place.SQUARE else "stop"


def fact_row(row: Row, *, note: bool = False) -> FactRow:
    return FactRow(icon=row_icon(row), label=row.label, value=row.value, state=row.state.value, note=note)


def game_last(rows: Iterable[FactRow]) -> tuple[FactRow, ...]:
    """As on the card: what is done in the game stands last."""
    return tuple(sorted(rows, key=lambda row: row.state == State.GAME))
