"""The parts of a card: what is measured first and placed afterwards. Lengths in mm, sizes in pt.

A block knows its height and draws itself from a top; ``card_fit`` chooses among blocks and ``card_face`` stacks them.
Sizes: ``look/print/notes.md``, §4. Nothing is smaller than 10 pt, which large print makes 14.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from jeu_oie.draw.geometry import Box, number, rounded_path
from jeu_oie.draw.ink import DRAFT, INK, WHITE
from jeu_oie.draw.marks import cap, centred_text, disc_path, line_height, text_at, thing_icon
from jeu_oie.draw.scene import Icon, Mark, Shape, Text
from jeu_oie.draw.text import NUMBER, SHORT_WORD, TIE, Style, at_most, even_lines, leading, words_of, wrap_text
from jeu_oie.game.preset import Colours

TITLE = 16.5
SMALL = Style(10)  # the floor: large print is √2 of it (14 pt)
ANSWER = Style(11.5)
GAP = 1.3  # between two boxes
ICON = 6.6
LEFT = 9.6  # from the left of a box to its words
EDGE = 1.8  # from its words to its right
PAD = 1.1  # over and under its words
RADIUS = 2.4
LINES = 30  # more than a card holds


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

    @property
    def centre(self) -> float:
        return self.x + self.width / 2


def set_lines(lines: Sequence[str], style: Style, x: float, top: float, step: float, ink: str = INK) -> Iterator[Text]:
    for rank, line in enumerate(lines):
        yield text_at(x, top + step * (rank + 0.5) + cap(style.size_pt) / 2, line, style, ink)


# --- title, picture, text --------------------------------------------------------------------------------

PICTURE = 18.0  # mm beside a title
BESIDE = 2.4
# Picture, size of the title, lines that it may take: it is read before all else, so that the picture gives way first.
HEADS = ((PICTURE, TITLE, 3), (PICTURE, 15.5, 3), (16, 15, 3), (16, 14.5, 4), (14, 14, 4), (12, 13.5, 4), (12, 13, 5))
BARE = ((TITLE, 1), (TITLE, 2), (15.5, 2), (TITLE, 3), (15.5, 3), (14.5, 3), (14, 4), (13, 4))
LOW = ((TITLE, 1), (15.5, 2), (14.5, 2), (14, 2), (14, 3), (13, 3), (13, 4))  # where height is scarce


def head(title: str, picture: str, column: BlockColumn, heads: Sequence[tuple[float, float, int]] = HEADS) -> Block:
    """The thing at the left, its title beside it in the middle; the title alone where there is no picture."""
    if not picture:
        return plain_title(title, column)
    for side, size, most in heads:
        style, room = Style(size, bold=True), column.width - side - BESIDE
        lines = next((found for n in range(1, most + 1) if (found := even_lines(title, room, style, n))), None)
        if lines:
            return beside(lines, style, picture, side, column)
    side, style = heads[-1][0], Style(13, bold=True)
    cut, _ = at_most(title, column.width - side - BESIDE, style, 5)
    return beside(cut, style, picture, side, column, is_complete=False)


def beside(
    lines: Sequence[str], style: Style, picture: str, side: float, column: BlockColumn, *, is_complete: bool = True
) -> Block:
    step = line_height(style.size_pt) * leading(" ".join(lines), 0.97)
    height = max(side, step * len(lines))

    def draw(top: float) -> Iterator[Mark]:
        yield thing_icon(picture, Box(column.x, top + (height - side) / 2, side, side))
        yield from set_lines(lines, style, column.x + side + BESIDE, top + (height - step * len(lines)) / 2, step)

    return Block(height, draw, is_complete)


def plain_title(
    title: str, column: BlockColumn, sizes: Sequence[tuple[float, int]] = BARE, *, centred: bool = False
) -> Block:
    """The title over the whole width, in the first of ``sizes`` (and lines) that holds it."""
    styles = ((Style(size, bold=True), count) for size, count in sizes)
    fitting = ((found, style) for style, count in styles if (found := even_lines(title, column.width, style, count)))
    lines, style = next(fitting, (None, Style(13, bold=True)))
    shown = lines if lines is not None else at_most(title, column.width, style, 4)[0]
    step = line_height(style.size_pt) * leading(title, 0.97)

    def draw(top: float) -> Iterator[Mark]:
        for line in set_lines(shown, style, column.x, top, step):
            yield centred_text(column.centre, line.y, line.content, style) if centred else line

    return Block(step * len(shown), draw, lines is not None)


def tall_head(title: str, picture: str, column: BlockColumn, side: float) -> Block:
    """The thing large in the middle, its title under it."""
    under = plain_title(title, column, centred=True)

    def draw(top: float) -> Iterator[Mark]:
        yield thing_icon(picture, Box(column.centre - side / 2, top, side, side))
        yield from under.draw(top + side + BESIDE)

    return Block(side + BESIDE + under.height, draw, under.is_complete)


def paragraph(text: str, column: BlockColumn, style: Style, most: int = LINES, *, centred: bool = False) -> Block:
    """Lines of text, even ones where they are centred."""
    lines, whole = at_most(text, column.width, style, most)
    if centred and whole:
        lines = even_lines(text, column.width, style, len(lines)) or lines
    step = line_height(style.size_pt) * leading(text, 0.97)

    def draw(top: float) -> Iterator[Mark]:
        for line in set_lines(lines, style, column.x, top, step):
            yield centred_text(column.centre, line.y, line.content, style) if centred else line

    return Block(step * len(lines), draw, whole)


BULLET = 3.6  # from the left of a bullet to its text


def bullets(items: Sequence[str], column: BlockColumn, style: Style, most: int = LINES) -> Block:
    """A list, each item on at most ``most`` lines."""
    cut = [at_most(item, column.width - BULLET, style, most) for item in items]
    step = line_height(style.size_pt) * 0.95

    def draw(top: float) -> Iterator[Mark]:
        y = top
        for lines, _ in cut:
            yield Shape(disc_path(column.x + 1.2, y + step / 2, 0.7), INK)
            yield from set_lines(lines, style, column.x + BULLET, y, step)
            y += step * len(lines) + 0.4

    return Block(sum(step * len(lines) + 0.4 for lines, _ in cut), draw, all(whole for _, whole in cut))


def join_blocks(upper: Block, lower: Block) -> Block:
    """One right over the other."""

    def draw(top: float) -> Iterator[Mark]:
        yield from upper.draw(top)
        yield from lower.draw(top + upper.height)

    return Block(upper.height + lower.height, draw, upper.is_complete and lower.is_complete)


# --- running text of two weights: « Je reçois : **courrier de réception** » --------------------------------

Run = tuple[str, bool]
"""Words, and whether they are bold."""


@dataclass(frozen=True, slots=True)
class RunLine:
    """The runs of a line, each with its place from the left of the line."""

    runs: tuple[tuple[float, str, Style], ...]

    def draw(self, x: float, baseline: float, ink: str) -> Iterator[Text]:
        for shift, content, style in self.runs:
            yield text_at(x + shift, baseline, content, style, ink)


def tie_words(text: str) -> str:
    """``text`` whose articles keep to their word, and whose telephone numbers are one word."""
    tied = SHORT_WORD.sub(lambda found: found[1] + TIE, " ".join(words_of(text)))
    return NUMBER.sub(lambda found: found[0].replace(" ", TIE), tied)


def flow_runs(runs: Sequence[Run], room: float, size_pt: float, most: int) -> tuple[tuple[RunLine, ...], bool]:
    """The runs on full lines of ``room`` mm, ``most`` at most, and whether all stands."""
    lines: list[list[Run]] = [[]]
    for text, bold in runs:
        for word in filter(None, tie_words(text).split(" ")):
            style = Style(size_pt, bold)
            for piece in (word,) if style.width(word) <= room else wrap_text(word, room, style):
                if lines[-1] and runs_width([*lines[-1], (piece, bold)], size_pt) > room:
                    lines.append([])
                lines[-1].append((piece, bold))
    whole = len(lines) <= most
    kept = lines if whole else [*lines[: most - 1], end_with_dots(lines[most - 1], room, size_pt)]
    return tuple(run_line(line, size_pt) for line in kept), whole


def end_with_dots(line: Sequence[Run], room: float, size_pt: float) -> list[Run]:
    kept = list(line)
    while len(kept) > 1 and runs_width([*kept, ("…", kept[-1][1])], size_pt) > room:
        kept.pop()
    while len(kept[0][0]) > 1 and runs_width([*kept, ("…", kept[-1][1])], size_pt) > room:
        kept[0] = (kept[0][0][:-1], kept[0][1])  # a word longer than a line
    return [*kept, ("…", kept[-1][1])]


def runs_width(words: Sequence[Run], size_pt: float) -> float:
    return sum(Style(size_pt, bold).width(text) for text, bold in merge_runs(words))


def merge_runs(words: Sequence[Run]) -> list[Run]:
    """Neighbours of one weight as one run; a space before each word but the first."""
    merged: list[Run] = []
    for word, bold in words:
        spaced = f" {word}" if merged else word
        if merged and merged[-1][1] is bold:
            merged[-1] = (merged[-1][0] + spaced, bold)
        else:
            merged.append((spaced, bold))
    return merged


def run_line(words: Sequence[Run], size_pt: float) -> RunLine:
    placed, x = [], 0.0
    for text, bold in merge_runs(words):
        style = Style(size_pt, bold)
        lead = style.width(" ") if text.startswith(" ") else 0.0
        placed.append((x + lead, text.strip(" "), style))
        x += style.width(text)
    return RunLine(tuple(placed))


# --- boxes -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BoxStyle:
    """How a box looks: ``fill``, ``ink`` of its words, ``dash`` and width of its outline."""

    fill: str = WHITE
    ink: str = INK
    dash: str = ""
    line_mm: float = 0.4


PLAIN = BoxStyle()
LOOSE = BoxStyle(dash="1.1 0.8")


def danger_style(column: BlockColumn) -> BoxStyle:
    """What one does first in a danger; a heavy outline in black and white."""
    return BoxStyle(line_mm=1.0) if column.saver else BoxStyle(DRAFT, WHITE)


def band_style(column: BlockColumn) -> BoxStyle:
    """The rule of the game, in the band's colour."""
    colours = column.colours
    return BoxStyle(colours.band, colours.text, line_mm=0.8 if column.saver else 0.4)


def run_box(
    runs: Sequence[Run], icon: str, column: BlockColumn, size_pt: float, most: int = 2, style: BoxStyle = PLAIN
) -> Block:
    """Running text in a box behind its pictogram."""
    start = LEFT if icon else 2.2
    lines, whole = flow_runs(runs, column.width - start - EDGE, size_pt, most)
    step = line_height(size_pt) * leading(" ".join(text for text, _ in runs), 0.96)
    height = max(step * len(lines) + 2 * PAD, 6.8)

    def draw(top: float) -> Iterator[Mark]:
        box = Box(column.x, top, column.width, height)
        yield frame(box, style)
        if icon:
            side = min(ICON, height - 1.2)
            yield Icon(icon, Box(box.x + 4.9 - side / 2, box.centre.y - side / 2, side, side), style.ink)
        first = box.centre.y - step * len(lines) / 2
        for rank, line in enumerate(lines):
            yield from line.draw(box.x + start, first + step * (rank + 0.5) + cap(size_pt) / 2, style.ink)

    return Block(height, draw, whole)


def frame(box: Box, style: BoxStyle) -> Shape:
    return Shape(rounded_path(box, (RADIUS,) * 4), style.fill, INK, style.line_mm, style.dash)


NUMBERS = (Style(17, bold=True), Style(15.5, bold=True), Style(14, bold=True), Style(12.5, bold=True))


def call_box(label: str, call: str, hours: str, column: BlockColumn) -> Block:
    """A number to call, large, behind its label where both fit on a line, its hours under it."""
    room, small = column.width - LEFT - EDGE, Style(12)
    beside = small.width(f"{label} ")
    style = next((each for each in NUMBERS if beside + each.width(call) <= room), None)
    label, beside = (label, beside) if style else ("", 0.0)
    style = style or next((each for each in NUMBERS if each.width(call) <= room), NUMBERS[-1])
    parts = ((call, style), (hours, small))
    lines = [(line, each) for said, each in parts if said for line in wrap_text(said, room, each)]
    height = sum(line_height(each.size_pt) * 0.95 for _, each in lines) + 2 * PAD

    def draw(top: float) -> Iterator[Mark]:
        box = Box(column.x, top, column.width, height)
        yield frame(box, PLAIN)
        yield Icon("phone", Box(box.x + 1.4, box.centre.y - 3.5, 7, 7), INK)
        y = top + PAD
        for rank, (line, each) in enumerate(lines):
            step = line_height(each.size_pt) * 0.95
            baseline = y + step / 2 + cap(each.size_pt) / 2
            if label and not rank:
                yield text_at(box.x + LEFT, baseline, label, small)
            yield text_at(box.x + LEFT + (0 if rank else beside), baseline, line, each)
            y += step

    return Block(height, draw)


def write_box(label: str, under: str, column: BlockColumn) -> Block:
    """A number that is written by hand: its label, a dotted line, and what is known of it under both."""
    style, x = Style(12, bold=True), column.x + LEFT
    lines = wrap_text(under, column.width - LEFT - EDGE, Style(12)) if under else ()
    height = 8.6 + 5.0 * len(lines) + (0.6 if lines else 0)

    def draw(top: float) -> Iterator[Mark]:
        yield frame(Box(column.x, top, column.width, height), LOOSE)
        yield Icon("phone", Box(column.x + 1.6, top + (height - ICON) / 2, ICON, ICON), INK)
        yield from set_lines((label,), style, x, top + 1.6, 5.4)
        yield dotted_line(x + style.width(label) + 1.6, top + 6.4, column.x + column.width - 2.4)
        yield from set_lines(lines, Style(12), x, top + 8.2, 5.0)

    return Block(height, draw)


def dotted_line(left: float, y: float, right: float) -> Shape:
    """A line to write on."""
    return Shape(f"M{number(left)} {number(y)}H{number(right)}", "none", INK, 0.3, "0.3 1.1")


TICK = 4.2
LETTER = re.compile(r"(\w{1,2})\) ")  # « a) »


def tick_box(question: str, answers: Sequence[str], column: BlockColumn, more: str = "") -> Block:
    """« Est-ce urgent ? » over boxes to tick, each with its word; ``more``: one that takes a line of its own."""
    height = 19.2 if more else 13.2

    def draw(top: float) -> Iterator[Mark]:
        box = Box(column.x, top, column.width, height)
        yield frame(box, PLAIN)
        yield from set_lines((question,), ASKED, box.x + 2.2, top + 0.7, 5.6)
        yield from tick_marks(answers, Box(box.x + 2.2, top + 6.4, box.w - 4.4, 6.2))
        if more:
            yield from tick_marks((more,), Box(box.x + 2.2, top + 12.4, box.w - 4.4, 6.2))

    return Block(height, draw)


def tick_line(question: str, answers: Sequence[str], column: BlockColumn) -> Block:
    """« Urgent ? » before its boxes, on one line."""
    start = 2.2 + ASKED.width(question) + 2.4

    def draw(top: float) -> Iterator[Mark]:
        box = Box(column.x, top, column.width, 7.6)
        yield frame(box, PLAIN)
        yield from set_lines((question,), ASKED, box.x + 2.2, top, box.h)
        yield from tick_marks(answers, Box(box.x + start, top, box.w - start - 1.8, box.h))

    return Block(7.6, draw)


ASKED, TICKED = Style(12.5, bold=True), Style(12.5)


def tick_marks(answers: Sequence[str], box: Box) -> Iterator[Mark]:
    """A box to tick before each answer, as far apart as ``box`` allows, at most 5 mm."""
    widths = [TICK + 1.2 + TICKED.width(answer) for answer in answers]
    air = min(5.0, (box.w - sum(widths)) / max(1, len(answers) - 1))
    x = box.x
    for answer, width in zip(answers, widths, strict=True):
        yield Shape(rounded_path(Box(x, box.centre.y - TICK / 2, TICK, TICK), (0.9,) * 4), WHITE, INK, 0.5)
        yield text_at(x + TICK + 1.2, box.centre.y + cap(TICKED.size_pt) / 2, answer, TICKED)
        x += width + air


def choice_box(answer: str, column: BlockColumn, style: Style, least: float = 9.4) -> Block:
    """An answer to choose behind its letter in a disc, ``least`` mm high."""
    found = LETTER.match(answer)
    letter, said = (found[1], answer[found.end() :]) if found else ("", answer)
    room = column.width - 10.4 - EDGE
    lines, whole = at_most(said, room, style, 3)
    lines = even_lines(said, room, style, len(lines)) or lines if whole else lines
    step = line_height(style.size_pt) * 0.95
    height = max(least, step * len(lines) + (2 if least > 9 else 1.2) * PAD)

    def draw(top: float) -> Iterator[Mark]:
        box = Box(column.x, top, column.width, height)
        yield frame(box, PLAIN)
        yield Shape(disc_path(box.x + 5.2, box.centre.y, 3.3), WHITE, INK, 0.5)
        mark = Style(12, bold=True)
        yield centred_text(box.x + 5.2, box.centre.y + cap(mark.size_pt) / 2, letter, mark)
        yield from set_lines(lines, style, box.x + 10.4, box.centre.y - step * len(lines) / 2, step)

    return Block(height, draw, whole)


# --- foot ------------------------------------------------------------------------------------------------


def turned_answer(text: str, column: BlockColumn, most: int) -> Block:
    """The answer upside down in the middle, to be read by turning the card."""
    lines, whole = at_most(text, column.width, ANSWER, most)
    lines = even_lines(text, column.width, ANSWER, len(lines)) or lines if whole else lines
    step = line_height(ANSWER.size_pt) * 0.96
    height = step * len(lines)

    def draw(top: float) -> Iterator[Mark]:
        for rank, line in enumerate(lines):
            y = top + height - step * (rank + 0.5) - cap(ANSWER.size_pt) / 2
            width = ANSWER.width(line)
            yield Text(column.centre + width / 2, y, line, ANSWER.size_pt, ANSWER.bold, INK, width, turned=True)

    return Block(height, draw, whole)


FOOT_LINE = 4.05


def foot(lines: Sequence[tuple[str, Style]], column: BlockColumn) -> Block:
    """Centred small lines: where the words come from, version and hash."""

    def draw(top: float) -> Iterator[Mark]:
        for rank, (line, style) in enumerate(lines):
            yield centred_text(column.centre, top + FOOT_LINE * (rank + 0.5) + cap(style.size_pt) / 2, line, style)

    return Block(FOOT_LINE * len(lines), draw)
