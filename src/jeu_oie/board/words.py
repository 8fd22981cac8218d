"""Title, text and line of a square: the largest sizes that hold them whole; then words are cut, the line goes last."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import product
from math import ceil

from jeu_oie.board.calls import NUMBER_FORMS, CallBlock, Rooms, blocks, draw_call, fits
from jeu_oie.board.cell import CLEAR_MM, PAD_MM, RED_MM, Frame, Measures, band_tells_origin
from jeu_oie.board.fit import Fitted, fullest
from jeu_oie.draw.geometry import Box, number, rounded_path
from jeu_oie.draw.ink import INK, WHITE
from jeu_oie.draw.marks import cap, centred_text, line_height, side_insets, text_at
from jeu_oie.draw.scene import Icon, Mark, Shape
from jeu_oie.draw.text import DESCENT, PT_MM, Style, balance_tied, break_lines, fill_lines, leading, shorten, words_of
from jeu_oie.game.kinds import Kind


def rooms_of(frame: Frame, right: float = 0) -> Rooms:
    """Left end and width that a line has between two heights, the round corners left out."""

    def rooms(top: float, bottom: float) -> tuple[float, float]:
        from_left, from_right = side_insets(frame.box, frame.cell.radii, top, bottom)
        left = frame.box.x + max(PAD_MM, from_left + 1.2)
        end = frame.box.right - max(PAD_MM, from_right + 1.2, right)
        return left, end - left

    return rooms


@dataclass(frozen=True, slots=True)
class Sized:
    """Words in one size: ``pitch`` mm from line to line."""

    words: str
    style: Style

    @property
    def pitch(self) -> float:
        return line_height(self.style.size_pt) * leading(self.words, 0.96)

    @property
    def hanging(self) -> float:
        """How far the tail of a « p » reaches under its line, mm."""
        size = self.style.size_pt
        return DESCENT * size * PT_MM + (cap(size) - self.pitch) / 2

    @property
    def width(self) -> float:
        """On one line."""
        return self.style.width(self.words)

    @property
    def longest(self) -> float:
        """The width of the longest word."""
        return longest_word(self.words, self.style)


@lru_cache(maxsize=2_000)
def longest_word(words: str, style: Style) -> float:
    """Worked out once: a title asks again for the text under it, in each of its sizes."""
    return max(map(style.width, words_of(words)), default=0.0)


@dataclass(frozen=True, slots=True)
class Setting:
    """A title over a text, both measured, in ``room``; ``air`` mm are left free over and under them together."""

    title: Sized
    text: Sized
    room: Box
    rooms: Rooms
    air: float

    def block(self, count: int, under: int) -> list[tuple[float, float]] | None:
        """Top and bottom of the lines, centred; None where they are too many."""
        between = BETWEEN_MM if count and under else 0.0
        high = self.title.pitch * count + between + self.text.pitch * under
        if high + self.air > self.room.h:
            return None
        last = self.text if under else self.title
        lowest = self.room.bottom - CLEAR_MM - last.hanging - high
        top = min(self.room.y + 0.4 + (self.room.h - high) / 2, lowest)
        low = top + self.title.pitch * count + between
        return [
            *((top + self.title.pitch * n, top + self.title.pitch * (n + 1)) for n in range(count)),
            *((low + self.text.pitch * n, low + self.text.pitch * (n + 1)) for n in range(under)),
        ]

    def fit(self) -> Fitted | None:
        """All words on as few lines as they take; None where they do not fit."""
        widest = self.rooms(self.room.centre.y, self.room.centre.y)[1]
        if max(self.title.longest, self.text.longest) > widest:
            return None
        fewest = max(1, ceil(self.title.width / (widest + self.title.style.size_pt)))
        for count in range(fewest, MOST_TITLE + 1) if self.title.words else (0,):
            least = 1 if self.text.words else 0
            if self.block(count, least) is None:
                return None
            some = max(1, ceil(self.text.width / (widest + self.text.style.size_pt)))
            for under in range(some, MOST_LINES) if least else (0,):
                placed = self.block(count, under)
                if placed is None:
                    break
                said = self.lines(placed, count)
                if said:
                    return Fitted(said)
        return None

    def lines(self, placed: Sequence[tuple[float, float]], count: int) -> list[Mark] | None:
        left, widths = self.measure(placed)
        title = balance_tied(self.title.words, widths[:count], self.title.style) if count else ()
        text = flow(self.text.words, widths[count:], self.text.style)
        if title is None or text is None:
            return None
        styles = (*(self.title.style for _ in title), *(self.text.style for _ in text))
        return set_lines((*title, *text), styles, placed, left)

    def with_cut_text(self, under: int) -> Fitted | None:
        """The whole title over ``under`` lines of text, cut; None where it fits not."""
        for count in range(1, MOST_TITLE + 1):
            placed = self.block(count, under)
            if placed is None:
                return None
            left, widths = self.measure(placed)
            title = balance_tied(self.title.words, widths[:count], self.title.style)
            if title:
                text, over = shorten(self.text.words, widths[count:], self.text.style)
                styles = (*(self.title.style for _ in title), *(self.text.style for _ in text))
                return Fitted(set_lines((*title, *text), styles, placed, left), over)
        return None

    def with_cut_title(self) -> Fitted:
        """As many words of the title as fit."""
        most = min(int((self.room.h - self.air) / self.title.pitch), MOST_TITLE)
        if most < 1 or not self.title.words:
            return Fitted((), len(self.title.words))
        placed = self.block(most, 0) or []
        left, widths = self.measure(placed)
        lines, over = shorten(self.title.words, widths, self.title.style)
        return Fitted(set_lines(lines, [self.title.style] * len(lines), placed, left), over)

    def measure(self, placed: Sequence[tuple[float, float]]) -> tuple[float, list[float]]:
        """Where all lines begin, and the width of each."""
        spans = [self.rooms(top, bottom) for top, bottom in placed]
        left = max(span[0] for span in spans)
        return left, [span[0] + span[1] - left for span in spans]


BETWEEN_MM = 1.0  # mm from a title to its text
MOST_LINES, MOST_TITLE = 11, 5


def flow(text: str, rooms: Sequence[float], style: Style) -> tuple[str, ...] | None:
    """``text`` on exactly these lines, each as full as can be but the last; None if it does not fit or needs fewer."""
    words = tuple(filter(None, words_of(text)))
    lines, used = fill_lines(words, rooms, style)
    return tuple(lines) if used == len(words) and len(lines) == len(rooms) and all(lines) else None


def set_lines(
    lines: Sequence[str], styles: Sequence[Style], placed: Sequence[tuple[float, float]], left: float
) -> list[Mark]:
    """Each line on its baseline: a capital stands in the middle of the line's height."""
    return [
        text_at(left, (top + bottom) / 2 + cap(style.size_pt) / 2, content, style)
        for content, style, (top, bottom) in zip(lines, styles, placed, strict=False)
    ]


WordsForm = Callable[[Box], Fitted | None]


def pairs(titles: Sequence[float], text: str, least: float) -> list[tuple[float, float]]:
    """Sizes of title and text (``least`` or more), those first that read best together: a text is a little smaller."""
    if not text:
        return [(size, least) for size in titles]
    smaller = [size for size in TEXT_SIZES_PT if size >= least] or [least]
    fitting = [(size, small) for size, small in product(titles, smaller) if small <= max(size * 0.86, least)]
    return sorted(fitting, key=lambda pair: -(pair[0] + 1.4 * pair[1]))


TEXT_SIZES_PT = (15, 14, 13, 12, 11, 10.5, 10, 9.9, 9.5, 9)
EASY_AIR_MM, TIGHT_MM = 2.4, 0.6  # mm left over and under words together; where they hardly fit: letters leave some
AIR_MM = 3.2  # mm that a title of the larger sizes leaves, where no text stands under it


def fit_words(
    said: tuple[str, str],
    titles: Sequence[float],
    rooms: Rooms,
    least: float,
    room: Box,
    *,
    bold: bool = True,
    air: float = EASY_AIR_MM,
) -> Fitted | None:
    """What is ``said`` (title, text) at the largest of ``titles`` that holds it whole, with ``air`` mm around both."""
    title, text = said
    if not title and not text:
        return Fitted(())

    def sized(size: float, small: float, place: Box) -> Fitted | None:
        spare = air if text else AIR_MM if size > titles[-1] + 2 else TIGHT_MM
        return Setting(Sized(title, Style(size, bold)), Sized(text, Style(small)), place, rooms, spare).fit()

    return fullest((partial(sized, *sizes) for sizes in pairs(titles, text, least)), room)


def cut_words(title: str, text: str, room: Box, sizes: Measures, rooms: Rooms) -> Fitted:
    """The title whole and as much of the text as can be, else as much of the title."""
    held = fullest(cut_texts(title, text, sizes, rooms), room) if text and title else None
    small = Style(max(sizes.least, 10), bold=True)
    return held or Setting(Sized(title, small), Sized("", small), room, rooms, TIGHT_MM).with_cut_title()


def cut_texts(title: str, text: str, sizes: Measures, rooms: Rooms) -> Iterator[WordsForm]:
    """The whole title over three lines of its text, two or one."""
    for under, size in product((3, 2, 1), (*sizes.less, *sizes.smaller)):
        bold, plain = Sized(title, Style(size, bold=True)), Sized(text, Style(sizes.least))
        yield partial(over_cut_text, bold, plain, rooms, under)


def over_cut_text(title: Sized, text: Sized, rooms: Rooms, under: int, room: Box) -> Fitted | None:
    return Setting(title, text, room, rooms, TIGHT_MM).with_cut_text(under)


def words_and_line(frame: Frame, room: Box, badge: str, right: float = 0) -> Fitted:
    """Title and text over the line in what the band leaves; ``right``: mm taken at the right (the goose at départ)."""
    rooms = rooms_of(frame, right)
    return fullest(whole_forms(frame, badge, rooms), room) or cut_form(frame, room, badge, rooms)


def whole_forms(frame: Frame, badge: str, rooms: Rooms) -> Iterator[WordsForm]:
    """Title and text whole over the line, or the title over whom to call; the line gives way last."""
    face, sizes = frame.card.face, frame.sizes
    if face.call:
        yield partial(words_and_call, frame, badge, rooms)
    usual, easy = (*sizes.titles, *sizes.less), max(sizes.least, EASY_TEXT_PT)
    texts = list(dict.fromkeys((told_under(frame), told_under(frame, short=True))))
    if face.turns > 1:
        yield from turn_forms(frame, badge, rooms, texts[0])
        return
    forms = [(sizes.titles, text, easy, sizes.lines[:2]) for text in texts]
    forms += [(sizes.titles, text, sizes.least, sizes.lines) for text in texts]
    forms += [(usual, text, sizes.least, sizes.lines) for text in texts]
    forms += [((size,), text, sizes.least, sizes.lines) for size in sizes.smaller for text in texts]
    tried = [(*form, TIGHT_MM if form[2] < easy else EASY_AIR_MM) for form in forms]
    tried += [(sizes.smaller, text, sizes.least, sizes.lines[-1:], TIGHT_MM) for text in texts]
    for titles, text, least, lines, air in tried:
        words = partial(fit_words, (face.title, text), titles, rooms, least, air=air)
        for size in lines:
            yield partial(over_line, frame, badge, rooms, size, words)


def turn_forms(frame: Frame, badge: str, rooms: Rooms, text: str) -> Iterator[WordsForm]:
    """Of a square of two turns the title at a usual size, or none: its band names what happened."""
    sizes = frame.sizes
    titled = partial(fit_words, (frame.card.face.title, text), sizes.titles, rooms, sizes.least, air=TIGHT_MM)
    for size in sizes.lines:
        yield partial(over_line, frame, badge, rooms, size, titled)
    for size in (*(size for size in ALONE_SIZES_PT if size > sizes.lines[0]), *sizes.lines):
        yield partial(line_alone, frame, badge, rooms, size)


ALONE_SIZES_PT = (12.5, 12.0, 11.4)


def line_alone(frame: Frame, badge: str, rooms: Rooms, size: float, room: Box) -> Fitted | None:
    """The line in the middle of ``room``, without the hair line that parts it from a title."""
    low = set_strip(frame, room, rooms, badge, size)
    if low is None or low.top < room.y:
        return None
    lift = (low.top - room.y) / 2
    line = set_strip(frame, replace(room, h=room.h - lift), rooms, badge, size)
    return Fitted((line or low).marks[1:])


def told_under(frame: Frame, *, short: bool = False) -> str:
    """The text under a title, and whose fact it is where the band does not tell it."""
    face = frame.card.face
    text = face.text if not short or face.text_short is None else face.text_short
    return " · ".join(filter(None, (text, "" if band_tells_origin(frame) else face.common)))


def over_line(frame: Frame, badge: str, rooms: Rooms, size: float, words: WordsForm, room: Box) -> Fitted | None:
    """The words in what the line leaves of ``room``, and the line."""
    line = set_strip(frame, room, rooms, badge, size)
    if line is None or line.top < room.y:
        return None
    found = words(Box(room.x, room.y, room.w, line.top - room.y))
    return found and Fitted((*found.marks, *line.marks), found.over)


def cut_form(frame: Frame, room: Box, badge: str, rooms: Rooms) -> Fitted:
    """As much as ``room`` holds over the line; where not even a word stands there, without it."""
    face = frame.card.face
    under = told_under(frame, short=True)

    def cut(place: Box) -> Fitted:
        found = cut_words(face.title, under, place, frame.sizes, rooms)
        told = frame.card.kind is Kind.FACT or not face.text  # other texts say only where one is
        return found if told else replace(found, over=0)

    kept = over_line(frame, badge, rooms, frame.sizes.lines[-1], cut, room)
    if kept and kept.over < len(face.title) / 2:
        return kept
    inside = replace(room, h=room.h - RED_MM) if face.red else room
    return fullest(bare_forms(frame, under, rooms), inside) or cut(inside)


def bare_forms(frame: Frame, under: str, rooms: Rooms) -> Iterator[WordsForm]:
    """The words whole without the line."""
    said, sizes = (frame.card.face.title, under), frame.sizes
    for titles in ((*sizes.titles, *sizes.less), sizes.smaller):
        yield partial(fit_words, said, titles, rooms, sizes.least, air=TIGHT_MM)


def words_and_call(frame: Frame, badge: str, rooms: Rooms, room: Box) -> Fitted | None:
    """The title over whom to call, over the line. None where they find no room.

    A large number comes first, then a usual title, then the size of the line; last the number alone, without what is
    said of it and a line to write on.
    """
    sizes = frame.sizes
    steps = (sizes.titles, sizes.less, *((size,) for size in sizes.smaller))
    tried = product(range(NUMBER_FORMS), steps, sizes.lines)
    forms = (
        partial(over_line, frame, badge, rooms, line, partial(title_and_call, frame, rooms, titles, form))
        for form, titles, line in tried
    )
    return fullest(forms, room)


def title_and_call(frame: Frame, rooms: Rooms, titles: Sequence[float], form: int, room: Box) -> Fitted | None:
    """``form``: which of the lists of ``blocks``."""
    call = frame.card.face.call
    assert call, "asked where there is a number"
    found = blocks(call, rooms(room.centre.y, room.centre.y)[1], frame.sizes.least)[form]
    fitting = (block for block in found if fits(block, room, rooms))
    return fullest((partial(over_call, frame, rooms, titles, block) for block in fitting), room)


def over_call(frame: Frame, rooms: Rooms, titles: Sequence[float], block: CallBlock, room: Box) -> Fitted | None:
    place = Box(room.x, room.y, room.w, room.h - block.height + SHARED_AIR_MM)
    words = fit_words((frame.card.face.title, ""), titles, rooms, frame.sizes.least, place)
    return words and Fitted((*words.marks, *draw_call(frame, block, room, rooms)))


SHARED_AIR_MM = 0.6  # mm of the air under a title that a number under it has already


EASY_TEXT_PT = 11  # pt of a text that reads easily on a table

EGG_MM = 5.4
MOST_LINE = 8  # lines


@dataclass(frozen=True, slots=True)
class Strip:
    """The line as it stands under a hair line, at the height ``top``."""

    top: float
    marks: Sequence[Mark]


def shows_egg(frame: Frame) -> bool:
    """Where an egg is won it is drawn, once: not under a band that shows it."""
    return frame.card.face.egg and frame.card.face.pictogram != "egg"


def set_strip(frame: Frame, room: Box, rooms: Rooms, badge: str, size: float) -> Strip | None:
    """The line at ``size`` pt at the foot of ``room``, after an egg, before a jump's badge; None without room."""
    line, style = frame.card.face.line, Style(size)
    under = RED_MM + 1.2 if frame.card.face.red else 1.5
    egg, pill = (EGG_MM if shows_egg(frame) else 0.0), (badge_width(badge) + 1 if badge else 0.0)
    pitch, bottom = line_height(size) * leading(line, 0.96), room.bottom - under
    for count in range(1, MOST_LINE + 1):
        high = max(pitch * count, EGG_MM if egg else 0.0, PILL_MM if pill else 0.0)
        spans = [rooms(bottom - pitch * (count - n), bottom - pitch * (count - n - 1)) for n in range(count)]
        left = max(span[0] for span in spans) + egg
        widths = [span[0] + span[1] - left - pill for span in spans]
        lines = break_lines(line, style, widths) if min(widths) > 0 else None
        if lines is not None and len(lines) <= count:
            top = bottom - high - 1.4
            return Strip(top, tuple(strip_marks(frame, lines, style, left, (top, bottom), badge, room)))
    return None


def strip_marks(
    frame: Frame,
    lines: Sequence[str],
    style: Style,
    left: float,
    span: tuple[float, float],
    badge: str,
    room: Box,
) -> Iterator[Mark]:
    top, bottom = span
    inset_left, inset_right = side_insets(frame.box, frame.cell.radii, top, top)
    yield Shape(f"M{number(room.x + inset_left)} {number(top)}H{number(room.right - inset_right)}", "none", INK, 0.25)
    pitch, middle = line_height(style.size_pt) * leading(" ".join(lines), 0.96), (top + 0.9 + bottom) / 2
    if shows_egg(frame):
        yield Icon("egg", Box(left - EGG_MM - 0.4, middle - EGG_MM / 2, EGG_MM, EGG_MM))
    for rank, content in enumerate(lines):
        y = middle + pitch * (rank - (len(lines) - 1) / 2) + cap(style.size_pt) / 2
        yield text_at(left, y, content, style)
    if badge:
        yield from badge_pill(frame, middle, badge)


PILL_MM = 5.6


def badge_width(badge: str) -> float:
    return Style(10, bold=True).width(badge) + 4


def badge_pill(frame: Frame, middle: float, badge: str) -> list[Mark]:
    """A jump that no corridor holds: « › 12 » where it starts, « ‹ 6 » where it ends."""
    _, inset = side_insets(frame.box, frame.cell.radii, middle - PILL_MM / 2, middle + PILL_MM / 2)
    width = badge_width(badge)
    box = Box(frame.box.right - max(1.4, inset + 0.8) - width, middle - PILL_MM / 2, width, PILL_MM)
    style = Style(10, bold=True)
    return [
        Shape(rounded_path(box, (2.8,) * 4), WHITE, INK, 0.5),
        centred_text(box.centre.x, box.centre.y + cap(10) / 2, badge, style),
    ]
