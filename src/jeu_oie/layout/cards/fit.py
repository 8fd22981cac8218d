"""What of a card stands on its A7 front, and in which form: everything where it fits, else what matters most.

Whatever is stated and does not stand makes the card end with « suite : circuit en entier » (outputs.md): the
caller adds that line where ``Fit.whole`` is False. A number to call is never left out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from jeu_oie.board.cards import Card
from jeu_oie.board.facts import Row, State
from jeu_oie.board.kinds import Kind
from jeu_oie.layout.cards import parts
from jeu_oie.layout.cards.gaps import rows_of
from jeu_oie.layout.cards.parts import GAP, Block, Column
from jeu_oie.layout.text import NUMBER, Style

AIR = 1.6  # between the text and the rows
SUITE = 4.0  # the line « suite »
CALLS = ("call", "emergency")
ORDER = ("delay", "trace", "call", "emergency", "hours", "say", "silent", "charge")


@dataclass(frozen=True, slots=True)
class Fit:
    """The blocks of a front: ``top`` from the band down, ``rows`` above the foot; ``height`` of all with gaps."""

    top: tuple[Block, ...]
    rows: tuple[Block, ...]
    whole: bool

    @property
    def height(self) -> float:
        spent = sum(block.height for block in (*self.top, *self.rows))
        return spent + GAP * len(self.rows) + (AIR if self.rows else 0)


@dataclass(frozen=True, slots=True)
class Form:
    """How tight rows are set: ``flat`` tells which share a line with their label."""

    flat: frozenset[State]
    lines: int = 3


FORMS = (
    Form(frozenset()),
    Form(frozenset({State.MISSING, State.NOTHING})),
    Form(frozenset(State)),
)


def fit(card: Card, column: Column, rows_column: Column, room: float) -> Fit:
    """The roomiest set that fits in ``room`` mm; where even the tightest does not, what comes first."""
    for form, silent in ((FORMS[0], True), (FORMS[1], True), (FORMS[1], False), (FORMS[2], True), (FORMS[2], False)):
        whole = everything(card, column, rows_column, form, silent=silent)
        if whole.whole and whole.height <= room:
            return whole
    return most_important(card, column, rows_column, room - SUITE)


def everything(card: Card, column: Column, rows_column: Column, form: Form, *, silent: bool) -> Fit:
    """The whole card in one form; a ``silent`` row that nobody has found may go."""
    kept = [row for row in ordered(card) if silent or not is_silent_gap(row)]
    urgent = urgent_rows(card)
    said = texts(card, column, 9, 9, len(card.bullets))
    top = [*heads(card, column), *said_first(urgent, rows_column, form), *said]
    rows = tuple(row_block(row, rows_column, form) for row in kept if row not in urgent)
    return Fit(tuple(top), rows, all(block.whole for block in (*top, *rows)))


def is_silent_gap(row: Row) -> bool:
    return row.key == "silent" and row.state is State.MISSING


def most_important(card: Card, column: Column, rows_column: Column, room: float) -> Fit:
    """As much as stands, by weight: title, numbers to call, rule of the game, text and list, then row after row.

    What nobody has found comes after what is stated; it keeps its place.
    """
    urgent = urgent_rows(card)
    rows = [row for row in ordered(card) if row not in urgent]
    taken = {row: tight(row, rows_column, 9) for row in rows if is_call(row) or row.state is State.GAME}
    heading = [*heads(card, column), *said_first(urgent, rows_column, FORMS[-1])]
    top = next(
        (found for said in shorter(card, column) if stands(found := [*heading, *said], taken.values(), room)),
        heading,
    )
    for row in sorted((row for row in rows if row not in taken), key=lambda row: row.state is State.MISSING):
        block = next(fitting(row, rows_column, top, list(taken.values()), room), None)
        if block is not None:
            taken[row] = block
    left_out = any(row not in taken and not is_silent_gap(row) for row in rows)
    blocks = (*top, *taken.values())
    whole = not left_out and all(block.whole for block in blocks) and (top is not heading or not says_more(card))
    return Fit(tuple(top), tuple(taken[row] for row in rows if row in taken), whole)


def is_call(row: Row) -> bool:
    """A number to call, wherever it stands, is never dropped and never cut."""
    return row.key in CALLS or (row.state is State.STATED and NUMBER.search(row.value) is not None)


def shorter(card: Card, column: Column) -> Iterator[list[Block]]:
    """Text and list, ever less of them; the list (what is urgent, what to do, the answers) goes last, smaller first."""
    for count in range(len(card.bullets), 0, -1):
        for style in parts.BODIES:
            for most in (3, 2, 1, 0):
                yield list(texts(card, column, most, 9, count, style))
    if card.bullets:
        yield list(texts(card, column, 0, 2, 1))
    for most in (3, 2, 1):
        yield list(texts(card, column, most, 0, 0))


def says_more(card: Card) -> bool:
    return bool(card.text or card.heading or card.bullets)


def stands(top: Sequence[Block], rows: Iterable[Block], room: float) -> bool:
    return Fit(tuple(top), tuple(rows), whole=True).height <= room


def fitting(row: Row, column: Column, top: Sequence[Block], rows: Sequence[Block], room: float) -> Iterator[Block]:
    """The forms of a row that still stand, the fullest first."""
    for most in (9, 3, 2, 1):
        block = tight(row, column, most)
        if stands(top, (*rows, block), room):
            yield block


def tight(row: Row, column: Column, most: int) -> Block:
    if is_to_write(row):
        return parts.writing_row(row, column)
    return parts.flat_row(row, column) or parts.tall_row(row, column, most)


# --- what a card holds, in its order ---------------------------------------------------------------------


def ordered(card: Card) -> tuple[Row, ...]:
    """The rows as they are read: delay, trace, call, hours, say, silent, charge, the rest, notes, the game last."""
    rows = rows_of(card)
    game = [row for row in rows if row.state is State.GAME]
    others = [row for row in (*rows, *card.notes) if row.state is not State.GAME]
    ranks = {key: rank for rank, key in enumerate(ORDER)}
    return (*sorted(others, key=lambda row: ranks.get(row.key, len(ORDER))), *game)


def urgent_rows(card: Card) -> tuple[Row, ...]:
    """On an urgency card the number and its hours stand before anything else (outputs.md)."""
    if card.kind is not Kind.SHORTCUT:
        return ()
    return tuple(row for row in ordered(card) if row.key in (*CALLS, "hours"))


def said_first(rows: Sequence[Row], column: Column, form: Form) -> Iterator[Block]:
    """The rows under the title of an urgency card: the number large, its hours with it."""
    numbers = [row for row in rows if row.key in CALLS and row.state is State.STATED]
    hours = [row for row in rows if row.key == "hours"]
    for row in rows:
        if row in numbers:
            block = parts.call_row(row, hours[0].value if hours and row.key == "call" else "", column)
        elif row.key == "hours" and numbers:
            continue
        else:
            flat = parts.flat_row(row, column) if row.state in form.flat or row.state is State.MISSING else None
            block = flat or parts.tall_row(row, column, 9)
        yield Block(block.height + GAP, block.draw, block.whole)


def heads(card: Card, column: Column) -> Iterator[Block]:
    title = parts.title(card.title, column)
    yield Block(title.height + 0.7, title.draw, title.whole)


def texts(card: Card, column: Column, most: int, each: int, count: int, style: Style = parts.BODY) -> Iterator[Block]:
    """The text on at most ``most`` lines, then the heading and ``count`` items of its list on ``each`` at most."""
    whole = count == len(card.bullets)
    if card.text:
        text = parts.paragraph(card.text, column, style, most)
        yield Block(text.height, text.draw, text.whole and whole)
    if card.heading and count:
        yield parts.paragraph(card.heading, column, style, 2)
    if card.bullets and count:
        items = parts.bullets(card.bullets[:count], column, each, style, lettered=not card.heading)
        yield Block(items.height, items.draw, items.whole and whole)


def is_to_write(row: Row) -> bool:
    return row.key == "acceptable" and row.state is State.NOTHING


def row_block(row: Row, column: Column, form: Form) -> Block:
    if is_to_write(row):
        return parts.writing_row(row, column)
    flat = parts.flat_row(row, column) if row.state in form.flat else None
    return flat or parts.tall_row(row, column, form.lines)
