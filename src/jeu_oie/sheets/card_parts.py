"""The parts of a card: what is measured first and placed afterwards. Lengths in mm, sizes in pt.

A block knows its height and draws itself from a top; the card's ``fit`` chooses among blocks and ``face`` stacks
them. Sizes: ``look/tokens.md``, Cards A7.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from jeu_oie.circuit.keys import DECLARED
from jeu_oie.draw.geometry import Box, number, rounded_path
from jeu_oie.draw.ink import INK, WHITE
from jeu_oie.draw.marks import cap, centred_text, line_height, text_at
from jeu_oie.draw.scene import Icon, Mark, Shape, Text
from jeu_oie.draw.text import NUMBER, Style, at_most, even_lines, flow, leading, words_of, wrap_text
from jeu_oie.game.preset import Colours
from jeu_oie.game.wording import Row, State

BODY = Style(12)
BODIES = (BODY, Style(11), Style(10))  # smaller only where a list would be cut
LABEL = Style(10)
VALUE = Style(12, bold=True)
NARROW = (VALUE, Style(11.5, bold=True), Style(11, bold=True))  # before a value takes a second line
FLAT_LABEL = Style(10)
FLAT_VALUES = (Style(11, bold=True), Style(10.5, bold=True), Style(10, bold=True))
DANGER = Style(11)  # gestures, where each word counts and room is scarce
NUMBER_TO_CALL = Style(15.5, bold=True)
ANSWER = Style(10)
SMALL = Style(10)  # the floor: nobody reads less at arm's length, and large print is √2 of it (14 pt)

BODY_LINE = 5.05
FOOT_LINE = 4.05
VALUE_LINE = 4.9
BULLET = 3.6  # from the left of a bullet to its text
GAP = 1.0  # between two rows
ICON = 6.0
LEFT = 9.2  # from the left of a row to its words
FLAT = 6.6  # height of a row whose label and value share a line
RADIUS = 2.4

# The pictogram of a row by what it tells; what nobody has found has « ? » instead.
PICTOGRAMS = {
    **{key.row or key.name: key.icon for key in DECLARED if key.icon},
    "emergency": "phone",
    "danger": "danger",
    "advice": "tip",
    "practice": "goose",
    "question": "question",
    "game": "die",
}
LETTER = re.compile(r"\w{1,2}\) ")  # « a) »
UNKNOWN = {"delay": "calendar-unknown", "trace": "egg-unknown"}


@dataclass(frozen=True, slots=True)
class Block:
    """A part of ``height`` mm; ``draw`` gives its marks from a top. ``is_complete`` is False where words were cut."""

    height: float
    draw: Callable[[float], Iterable[Mark]]
    is_complete: bool = True


@dataclass(frozen=True, slots=True)
class BlockColumn:
    """Where blocks stand: from ``x``, ``width`` wide, in a kind's colours."""

    x: float
    width: float
    colours: Colours
    saver: bool


def pictogram(row: Row) -> str:
    """The pictogram of a row: what it tells, an empty egg for « rien d'écrit », « ? » where nobody has found it."""
    if row.state is State.MISSING:
        return UNKNOWN.get(row.key, "question")
    if row.state is State.NOTHING and row.key == "trace":
        return "egg-none"
    if row.key == "channels" and not NUMBER.search(row.value):
        return "signpost"  # a letter or a desk is no telephone
    return PICTOGRAMS.get(row.key, "info")


def paragraph(text: str, column: BlockColumn, style: Style, most: int) -> Block:
    """Lines of text."""
    lines, whole = at_most(text, column.width, style, most)
    step = body_line(style)

    def draw(top: float) -> Iterator[Mark]:
        for rank, line in enumerate(lines):
            yield text_at(column.x, top + step * (rank + 0.5) + cap(style.size_pt) / 2, line, style)

    return Block(step * len(lines), draw, whole)


def title(text: str, column: BlockColumn) -> Block:
    """The title on one line or two even ones; a long one smaller, then on more lines: it is what the card asks."""
    sizes = ((15.5, 1), (15, 1), (14.5, 1), (14, 1), (15.5, 2), (14.5, 2), (13.5, 2), (14, 3), (13, 3), (12, 4))
    styles = ((Style(size, bold=True), count) for size, count in sizes)
    fitting = ((found, style) for style, count in styles if (found := even_lines(text, column.width, style, count)))
    smallest = Style(12, bold=True)
    lines, style = next(fitting, (None, smallest))
    shown = lines if lines is not None else at_most(text, column.width, smallest, 4)[0]
    step = line_height(style.size_pt) * leading(text, 0.97)

    def draw(top: float) -> Iterator[Mark]:
        for rank, line in enumerate(shown):
            yield text_at(column.x, top + step * (rank + 0.5) + cap(style.size_pt) / 2, line, style)

    return Block(step * len(shown), draw, lines is not None)


def body_line(style: Style) -> float:
    """From line to line of a text, mm."""
    return BODY_LINE * style.size_pt / BODY.size_pt


def bullets(items: Sequence[str], column: BlockColumn, most: int, style: Style = BODY, *, lettered: bool) -> Block:
    """A list, each item on at most ``most`` lines; answers have their letter (« a) ») in place of the dot."""
    shift = 5.2 if lettered else BULLET
    cut = [item.partition(" ") if lettered and LETTER.match(item) else ("•", " ", item) for item in items]
    told = [(mark, *at_most(rest, column.width - shift, style, most)) for mark, _, rest in cut if rest.strip()]
    step = body_line(style)

    def draw(top: float) -> Iterator[Mark]:
        y = top
        for mark, lines, _ in told:
            middle = step / 2 + cap(style.size_pt) / 2
            yield text_at(column.x, y + middle, mark, Style(style.size_pt, bold=lettered))
            for line in lines:
                yield text_at(column.x + shift, y + middle, line, style)
                y += step
            y += 0.5

    height = sum(step * len(lines) + 0.5 for _, lines, _ in told)
    return Block(height, draw, all(whole for *_, whole in told))


# --- rows ------------------------------------------------------------------------------------------------


def flat_row(row: Row, column: BlockColumn) -> Block | None:
    """A row whose label and value share a line, or None where they don't fit."""
    start = LEFT + FLAT_LABEL.width(row.label) + 1.8
    value = next((style for style in FLAT_VALUES if style.width(row.value) <= column.width - start - 1.8), None)
    if value is None:
        return None
    line = " ".join(words_of(row.value))

    def draw(top: float) -> Iterator[Mark]:
        box = Box(column.x, top, column.width, FLAT)
        ink, y = row_ink(row, column), box.centre.y
        yield from row_frame(row, box, column)
        yield Icon(pictogram(row), Box(box.x + 2.2, y - 2.5, 5, 5), ink)
        yield text_at(box.x + LEFT, y + cap(FLAT_LABEL.size_pt) / 2, row.label, FLAT_LABEL, ink)
        yield text_at(box.x + start, y + cap(value.size_pt) / 2, line, value, ink)

    return Block(FLAT, draw)


def tall_row(row: Row, column: BlockColumn, most: int, value: Style = VALUE) -> Block:
    """A row with its label over its value, on at most ``most`` lines."""
    room = column.width - LEFT - 1.8
    if value is VALUE:
        value = next((style for style in NARROW if len(flow(row.value, room, style)) == 1), VALUE)
    lines, whole = at_most(row.value, room, value, most)
    step = VALUE_LINE if value in NARROW else line_height(value.size_pt)
    height = 5.5 + step * len(lines)

    def draw(top: float) -> Iterator[Mark]:
        box = Box(column.x, top, column.width, height)
        ink, left = row_ink(row, column), box.x + LEFT
        yield from row_frame(row, box, column)
        yield Icon(pictogram(row), Box(box.x + 1.8, box.centre.y - ICON / 2, ICON, ICON), ink)
        yield text_at(left, top + 1 + line_height(LABEL.size_pt) * 0.74, row.label, LABEL, ink)
        for rank, line in enumerate(lines):
            y = top + 4.7 + step * (rank + 0.5) + cap(value.size_pt) / 2
            yield text_at(left, y, line, value, ink)

    return Block(height, draw, whole)


def call_row(row: Row, hours: str, column: BlockColumn) -> Block:
    """A number to call, large, and its hours under it."""
    upper = tall_row(row, column, 9, NUMBER_TO_CALL)
    step = line_height(LABEL.size_pt)
    lines = wrap_text(hours, column.width - LEFT - 1.8, LABEL)
    height = upper.height + step * len(lines)

    def draw(top: float) -> Iterator[Mark]:
        yield from row_frame(row, Box(column.x, top, column.width, height), column)
        yield from (mark for mark in upper.draw(top) if not isinstance(mark, Shape))
        for rank, line in enumerate(lines):
            y = top + upper.height - 0.9 + step * (rank + 0.5) + cap(LABEL.size_pt) / 2
            yield text_at(column.x + LEFT, y, line, LABEL)

    return Block(height, draw)


def writing_row(row: Row, column: BlockColumn) -> Block:
    """A row to fill in by hand: its label, then a dotted line."""
    height = 12.4

    def draw(top: float) -> Iterator[Mark]:
        box = Box(column.x, top, column.width, height)
        left = box.x + LEFT
        yield from row_frame(row, box, column)
        yield Icon(pictogram(row), Box(box.x + 1.8, box.centre.y - ICON / 2, ICON, ICON), INK)
        yield text_at(left, top + 1 + line_height(LABEL.size_pt) * 0.74, row.label, LABEL)
        yield dotted_line(left, top + height - 2.6, box.right - 2.4)

    return Block(height, draw)


def dotted_line(left: float, y: float, right: float) -> Shape:
    """A line to write on."""
    return Shape(f"M{number(left)} {number(y)}H{number(right)}", "none", INK, 0.3, "0.3 1.1")


def row_frame(row: Row, box: Box, column: BlockColumn) -> Iterator[Mark]:
    """White, dashed where nobody has found the fact; the rule of the game in the band's colour."""
    loose = row.state in (State.MISSING, State.NOTHING)
    game = row.state is State.GAME
    fill = column.colours.band if game else WHITE
    stroke = 0.8 if game and column.saver else 0.4
    yield Shape(rounded_path(box, (RADIUS,) * 4), fill, INK, stroke, "1.1 0.8" if loose else "")


def row_ink(row: Row, column: BlockColumn) -> str:
    return column.colours.text if row.state is State.GAME else INK


# --- foot ------------------------------------------------------------------------------------------------


def answer(text: str, column: BlockColumn, most: int) -> Block:
    """The answer upside down in its box, to be read by turning the card."""
    step = line_height(ANSWER.size_pt)
    lines, whole = at_most(text, column.width - 4.4, ANSWER, most)
    height = step * len(lines) + 2

    def draw(top: float) -> Iterator[Mark]:
        box = Box(column.x, top, column.width, height)
        yield Shape(rounded_path(box, (RADIUS,) * 4), WHITE, INK, 0.3)
        for rank, line in enumerate(lines):
            y = box.bottom - 1 - step * (rank + 0.5) - cap(ANSWER.size_pt) / 2
            yield Text(box.right - 2.2, y, line, ANSWER.size_pt, ANSWER.bold, INK, ANSWER.width(line), turned=True)

    return Block(height, draw, whole)


def foot(lines: Sequence[tuple[str, Style]], column: BlockColumn) -> Block:
    """Centred small lines: where the words come from, version and hash."""
    step = FOOT_LINE
    middle = column.x + column.width / 2

    def draw(top: float) -> Iterator[Mark]:
        for rank, (line, style) in enumerate(lines):
            yield centred_text(middle, top + step * (rank + 0.5) + cap(style.size_pt) / 2, line, style)

    return Block(step * len(lines), draw)
