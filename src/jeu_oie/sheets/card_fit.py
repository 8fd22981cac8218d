"""What of a card stands on its front, and in which form: everything where it fits, else what matters most.

Whatever is stated and does not stand makes the card end with « suite : circuit en entier » (outputs.md): the
caller adds that line where ``FrontFit.whole`` is False. A number to call is never left out.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from jeu_oie.draw.text import NUMBER, Style
from jeu_oie.game.cards import Card, rows_shown
from jeu_oie.game.kinds import Kind
from jeu_oie.game.wording import Row, State
from jeu_oie.sheets import card_parts
from jeu_oie.sheets.card_parts import GAP, Block, BlockColumn

AIR = 1.6  # between the text and the rows
LINES = 14  # as many as a column holds
FULLEST_FIRST = (9, 3, 2, 1)  # lines of a row
SUITE = 4.2  # the line « suite »
CALLS = ("emergency", "call")
ORDER = ("delay", "trace", "emergency", "danger", "call", "hours", "say", "silent", "charge")


Holds = Callable[[Sequence[Block], Sequence[Block], float], bool]
"""Whether a front has room for these blocks from the band down and these rows, ``spare`` mm left free."""


@dataclass(frozen=True, slots=True)
class FrontFit:
    """The blocks of a front: ``top`` from the band down, ``rows`` above the foot."""

    top: tuple[Block, ...]
    rows: tuple[Block, ...]
    is_complete: bool


def in_one(room: float) -> Holds:
    """Everything in one column of ``room`` mm."""

    def holds(top: Sequence[Block], rows: Sequence[Block], spare: float) -> bool:
        spent = sum(block.height for block in (*top, *rows))
        return spent + GAP * len(rows) + (AIR if rows else 0) <= room - spare

    return holds


@dataclass(frozen=True, slots=True)
class Form:
    """How tight rows are set: ``flat`` tells which share a line with their label, the others take ``lines`` at most."""

    flat: frozenset[State]
    lines: int = 3
    value: Style = card_parts.VALUE
    silent: bool = True  # keeps « si rien ne vient » where nobody has found it


GAPS = frozenset({State.MISSING, State.NOTHING})
FORMS = (
    Form(frozenset()),
    Form(GAPS),
    Form(GAPS, silent=False),
    Form(frozenset(State)),
    Form(frozenset(State), silent=False),
)
TIGHTEST = FORMS[-1]
# On a double card, which has no larger one: long values as plain text, and then smaller.
DOUBLE_FORMS = (
    *FORMS,
    Form(frozenset(State), 9),
    Form(frozenset(State), 9, Style(12)),
    Form(frozenset(State), 9, Style(11)),
    Form(frozenset(State), 9, Style(10)),
)


def fit(
    card: Card, column: BlockColumn, rows_column: BlockColumn, holds: Holds, forms: Sequence[Form] = FORMS
) -> FrontFit:
    """The roomiest set that stands; where even the tightest does not, what comes first."""
    for form in forms:
        whole = everything(card, column, rows_column, form)
        if whole.is_complete and holds(whole.top, whole.rows, 0):
            return whole
    return most_important(card, column, rows_column, holds)


def everything(card: Card, column: BlockColumn, rows_column: BlockColumn, form: Form) -> FrontFit:
    """The whole card in one form."""
    kept = [row for row in order_rows(card) if form.silent or not is_silent_gap(row)]
    urgent = urgent_rows(card)
    said = texts(card, column, LINES, LINES, len(card.bullets))
    top = [*heads(card, column), *said_first(urgent, rows_column, form), *said]
    rows = tuple(row_block(row, rows_column, form) for row in kept if row not in urgent)
    return FrontFit(tuple(top), rows, all(block.is_complete for block in (*top, *rows)))


def is_silent_gap(row: Row) -> bool:
    return row.key == "silent" and row.state is State.MISSING


def most_important(card: Card, column: BlockColumn, rows_column: BlockColumn, holds: Holds) -> FrontFit:
    """As much as stands, by weight: title, numbers to call, rule of the game, text and list, then row after row.

    What nobody has found comes after what is stated; it keeps its place.
    """
    urgent = urgent_rows(card)
    rows = [row for row in order_rows(card) if row not in urgent]
    heading = [*heads(card, column), *said_first(urgent, rows_column, TIGHTEST)]
    taken = first_of_all(rows, rows_column, heading, holds)
    top = next(
        (found for said in shorter(card, column) if holds(found := [*heading, *said], in_order(taken, rows), SUITE)),
        heading,
    )
    for row in sorted((row for row in rows if row not in taken), key=lambda row: row.state is State.MISSING):
        tried = ({**taken, row: tight(row, rows_column, most)} for most in FULLEST_FIRST)
        taken = next((each for each in tried if holds(top, in_order(each, rows), SUITE)), taken)
    left_out = any(row not in taken and not is_silent_gap(row) for row in rows)
    placed = in_order(taken, rows)
    whole = not left_out and all(block.is_complete for block in (*top, *placed)) and holds(top, placed, 0)
    return FrontFit(tuple(top), tuple(placed), whole and (top is not heading or not says_more(card)))


def first_of_all(rows: Sequence[Row], column: BlockColumn, heading: Sequence[Block], holds: Holds) -> dict[Row, Block]:
    """The numbers to call and the rule of the game, in as few lines as it takes; where they are too many, the first."""
    kept = [row for row in rows if row.state is State.GAME or is_call(row)]
    while kept:
        for most in FULLEST_FIRST:
            blocks = {row: tight(row, column, most) for row in kept}
            if holds(heading, in_order(blocks, rows), SUITE):
                return blocks
        kept.pop(-1 if kept[-1].state is not State.GAME or len(kept) == 1 else -2)
    return {}


def is_call(row: Row) -> bool:
    """A number to call, wherever it stands, comes before all else."""
    said_here = row.state is State.STATED and row.key != "elsewhere"  # nobody calls another landlord
    return row.key in CALLS or (said_here and NUMBER.search(row.value) is not None)


def shorter(card: Card, column: BlockColumn) -> Iterator[list[Block]]:
    """Text and list, ever less of them; the list (what is urgent, what to do, the answers) goes last, smaller first."""
    for count in range(len(card.bullets), 0, -1):
        for style in card_parts.BODIES:
            for most in (LINES, 6, 3, 1, 0):
                yield list(texts(card, column, most, 9, count, style))
    if card.bullets:
        yield list(texts(card, column, 0, 2, 1))
    for most in (LINES, 6, 3, 1):
        yield list(texts(card, column, most, 0, 0))


def says_more(card: Card) -> bool:
    return bool(card.text or card.heading or card.bullets)


def in_order(taken: Mapping[Row, Block], rows: Sequence[Row]) -> list[Block]:
    return [taken[row] for row in rows if row in taken]


def tight(row: Row, column: BlockColumn, most: int) -> Block:
    if is_to_write(row):
        return card_parts.writing_row(row, column)
    return card_parts.flat_row(row, column) or card_parts.tall_row(row, column, most)


# --- what a card holds, in its order ---------------------------------------------------------------------


def order_rows(card: Card) -> tuple[Row, ...]:
    """The rows as they are read: delay, trace, call, hours, say, silent, charge, the rest, notes, the game last."""
    rows = rows_shown(card)
    game = [row for row in rows if row.state is State.GAME]
    others = [row for row in (*rows, *card.notes) if row.state is not State.GAME]
    ranks = {key: rank for rank, key in enumerate(ORDER)}
    return (*sorted(others, key=lambda row: ranks.get(row.key, len(ORDER))), *game)


def urgent_rows(card: Card) -> tuple[Row, ...]:
    """On an urgency card danger, then the number and its hours, stand before anything else (outputs.md)."""
    if card.kind is not Kind.SHORTCUT:
        return ()
    return tuple(row for row in order_rows(card) if row.key in (*CALLS, "danger", "hours"))


def said_first(rows: Sequence[Row], column: BlockColumn, form: Form) -> Iterator[Block]:
    """The rows under the title of an urgency card: the number large, its hours with it."""
    numbers = [row for row in rows if row.key in CALLS and row.state is State.STATED]
    hours = [row for row in rows if row.key == "hours"]
    for row in rows:
        if row.key == "danger":
            block = danger_row(row, column, tight=form is TIGHTEST)
        elif row.key == "emergency":
            block = card_parts.tall_row(row, column, 9)
        elif row in numbers:
            block = card_parts.call_row(row, hours[0].value if hours else "", column)
        elif row.key == "hours" and numbers:
            continue
        else:
            flat = card_parts.flat_row(row, column) if row.state in form.flat or row.state is State.MISSING else None
            block = flat or card_parts.tall_row(row, column, 9)
        yield Block(block.height + GAP, block.draw, block.is_complete)


def danger_row(row: Row, column: BlockColumn, *, tight: bool) -> Block:
    """What to do first in a danger; where there is no room for all gestures, the last two, never cut within one."""
    whole = card_parts.tall_row(row, column, LINES, card_parts.DANGER)
    if whole.is_complete and not tight:
        return whole
    brief = card_parts.tall_row(replace(row, value=row.brief), column, LINES, card_parts.DANGER)
    return Block(brief.height, brief.draw, row.brief == row.value)


def heads(card: Card, column: BlockColumn) -> Iterator[Block]:
    title = card_parts.title(card.title, column)
    yield Block(title.height + 0.7, title.draw, title.is_complete)


def texts(
    card: Card, column: BlockColumn, most: int, each: int, count: int, style: Style = card_parts.BODY
) -> Iterator[Block]:
    """The text on at most ``most`` lines, then the heading and ``count`` items of its list on ``each`` at most."""
    whole = count == len(card.bullets)
    if card.text:
        text = card_parts.paragraph(card.text, column, style, most)
        yield Block(text.height, text.draw, text.is_complete and whole)
    if card.heading and count:
        yield card_parts.paragraph(card.heading, column, style, 2)
    if card.bullets and count:
        items = card_parts.bullets(card.bullets[:count], column, each, style, lettered=not card.heading)
        yield Block(items.height, items.draw, items.is_complete and whole)


def is_to_write(row: Row) -> bool:
    return row.key == "acceptable" and row.state is State.NOTHING


def row_block(row: Row, column: BlockColumn, form: Form) -> Block:
    if is_to_write(row):
        return card_parts.writing_row(row, column)
    flat = card_parts.flat_row(row, column) if row.state in form.flat else None
    if flat or row.state is State.GAME or is_call(row):
        return flat or card_parts.tall_row(row, column, form.lines)
    return card_parts.tall_row(row, column, form.lines, form.value)
