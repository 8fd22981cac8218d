"""Title, text and foot of a square: the largest sizes that hold them whole; then the foot goes, then words are cut."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import product
from math import ceil

from jeu_oie.board.calls import CallBlock, Rooms, blocks, draw_call, fits
from jeu_oie.board.cell import PAD_MM, Frame, Measures
from jeu_oie.board.fit import Fitted, fullest
from jeu_oie.draw.geometry import Box, rounded_path
from jeu_oie.draw.ink import INK, WHITE
from jeu_oie.draw.marks import cap, centred_text, largest, line_height, side_insets, text_at
from jeu_oie.draw.scene import Icon, Mark, Shape
from jeu_oie.draw.text import Style, balance_tied, fill_lines, leading, shorten, words_of
from jeu_oie.game.kinds import Kind

# --- The room that a line has in a cell, and a block of lines in the middle of it --------------------------


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
        top = self.room.y + 0.4 + (self.room.h - high) / 2
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

# --- Sizes that are tried ---------------------------------------------------------------------------------


def pairs(titles: Sequence[float], text: str, least: float) -> list[tuple[float, float]]:
    """Sizes of title and text (``least`` or more), those first that read best together: a text is a little smaller."""
    if not text:
        return [(size, least) for size in titles]
    smaller = [size for size in TEXT_SIZES_PT if size >= least] or [least]
    fitting = [(size, small) for size, small in product(titles, smaller) if small <= max(size * 0.86, least)]
    return sorted(fitting, key=lambda pair: -(pair[0] + 1.4 * pair[1]))


TEXT_SIZES_PT = (15, 14, 13, 12, 11, 10.5, 10, 9.9, 9.5, 9)


def fit_words(
    said: tuple[str, str],
    titles: Sequence[float],
    rooms: Rooms,
    least: float,
    room: Box,
    *,
    bold: bool = True,
    tight: bool = False,
) -> Fitted | None:
    """What is ``said`` (title, text) at the largest of ``titles`` that holds it whole; ``tight``: with little air."""
    title, text = said
    if not title and not text:
        return Fitted(())

    def sized(size: float, small: float, place: Box) -> Fitted | None:
        air = 2.4 if text and not tight else AIR_MM if size > titles[-1] + 2 and not text else 1.4
        return Setting(Sized(title, Style(size, bold)), Sized(text, Style(small)), place, rooms, air).fit()

    return fullest((partial(sized, *sizes) for sizes in pairs(titles, text, least)), room)


AIR_MM = 3.2  # mm that the larger sizes leave over and under a title together


def cut_words(title: str, text: str, room: Box, sizes: Measures, rooms: Rooms) -> Fitted:
    """The title whole and as much of the text as can be, else as much of the title."""
    held = fullest(cut_texts(title, text, sizes, rooms), room) if text and title else None
    small = Style(max(sizes.least, 10), bold=True)
    return held or Setting(Sized(title, small), Sized("", small), room, rooms, 0.6).with_cut_title()


def cut_texts(title: str, text: str, sizes: Measures, rooms: Rooms) -> Iterator[WordsForm]:
    """The whole title over three lines of its text, two or one."""
    for under, size in product((3, 2, 1), (*sizes.less, *sizes.smaller)):
        bold, plain = Sized(title, Style(size, bold=True)), Sized(text, Style(sizes.least))
        yield partial(over_cut_text, bold, plain, rooms, under)


def over_cut_text(title: Sized, text: Sized, rooms: Rooms, under: int, room: Box) -> Fitted | None:
    return Setting(title, text, room, rooms, 1.4).with_cut_text(under)


def words_and_foot(frame: Frame, room: Box, badge: str, right: float = 0) -> Fitted:
    """Title and text over the foot in what the band leaves; ``right``: mm taken at the right (the goose at départ)."""
    rooms = rooms_of(frame, right)
    return fullest(whole_forms(frame, badge, rooms), room) or cut_form(frame, room, badge, rooms)


def whole_forms(frame: Frame, badge: str, rooms: Rooms) -> Iterator[WordsForm]:
    """Title and text whole, or the title over whom to call.

    The foot is given up before a title is set in less than the usual sizes, but not what one wins, waits or reaches.
    """
    face, sizes, kept = frame.card.face, frame.sizes, must_stay(frame, badge)
    if face.call:
        yield partial(words_and_call, frame, badge, rooms)
    usual, easy = (*sizes.titles, *sizes.less), max(sizes.least, EASY_TEXT_PT)
    texts = list(dict.fromkeys((face.text, face.text if face.text_short is None else face.text_short)))
    forms = [(True, sizes.titles, text, easy) for text in texts]
    forms += [(True, sizes.less, face.text, easy)]
    forms += [(kept, usual, text, least) for least in (easy, sizes.least) for text in texts]
    forms += [(kept, sizes.smaller, text, least) for text in texts for least in (easy, sizes.least)]
    for footed, titles, text, least in forms:
        words = partial(fit_words, (face.title, text), titles, rooms, least, tight=least < easy)
        yield partial(over_foot, frame, badge, rooms, words) if footed else words


def over_foot(frame: Frame, badge: str, rooms: Rooms, words: WordsForm, room: Box) -> Fitted | None:
    """The words in what the foot leaves of ``room``, and the foot."""
    found = words(Box(room.x, room.y, room.w, room.h - foot_height(frame, badge)))
    return found and Fitted((*found.marks, *foot(frame, room, rooms, badge)), found.over)


def cut_form(frame: Frame, room: Box, badge: str, rooms: Rooms) -> Fitted:
    """As much as ``room`` holds, over the foot where that must stay."""
    face = frame.card.face

    def cut(place: Box) -> Fitted:
        found = cut_words(face.title, face.text, place, frame.sizes, rooms)
        told = frame.card.kind is Kind.FACT or not face.text  # other texts say only where one is
        return found if told else replace(found, over=0)

    kept = over_foot(frame, badge, rooms, cut, room) if must_stay(frame, badge) else None
    return kept or cut(room)


def words_and_call(frame: Frame, badge: str, rooms: Rooms, room: Box) -> Fitted | None:
    """The title over whom to call; of the foot only what must stay. None where both find no room."""
    above = partial(over_foot, frame, badge, rooms, partial(title_and_call, frame, rooms, rooms))
    if frame.card.face.turns or shows_egg(frame):
        return above(room)
    beside = partial(title_and_call, frame, rooms, beside_pill(rooms, room, badge))
    return fullest((partial(over_pill, frame, badge, beside), above), room) if badge else beside(room)


def over_pill(frame: Frame, badge: str, words: WordsForm, room: Box) -> Fitted | None:
    found = words(room)
    return found and Fitted((*found.marks, *badge_pill(frame, room, badge)))


def beside_pill(rooms: Rooms, room: Box, badge: str) -> Rooms:
    """Lines as low as the pill of a jump end before it."""
    pill = badge_width(badge) + 1.4 if badge else 0

    def beside(top: float, bottom: float) -> tuple[float, float]:
        left, width = rooms(top, bottom)
        return left, width - (pill if bottom > room.bottom - PILL_TOP else 0)

    return beside


PILL_TOP = 7.4  # mm over the bottom of a square


def title_and_call(frame: Frame, rooms: Rooms, low: Rooms, room: Box) -> Fitted | None:
    """``low``: where the lines of whom to call run."""
    sizes, call = frame.sizes, frame.card.face.call
    assert call, "asked where there is a number"
    usual = (*sizes.titles, *sizes.less)
    ways = blocks(call, low(room.centre.y, room.centre.y)[1], sizes.least)
    *whole, bare = ([each for each in found if fits(each, room, low)] for found in ways)
    tried = [*((titles, found) for found in whole for titles in (sizes.titles, sizes.less)), (usual, bare)]
    tried += [(sizes.smaller, found) for found in (*whole, bare)]
    forms = (partial(over_call, frame, rooms, low, titles, block) for titles, found in tried for block in found)
    return fullest(forms, room)


def over_call(
    frame: Frame, rooms: Rooms, low: Rooms, titles: Sequence[float], block: CallBlock, room: Box
) -> Fitted | None:
    place = Box(room.x, room.y, room.w, room.h - block.height + SHARED_AIR_MM)
    words = fit_words((frame.card.face.title, ""), titles, rooms, frame.sizes.least, place)
    return words and Fitted((*words.marks, *draw_call(frame, block, room, low)))


SHARED_AIR_MM = 0.6  # mm of the air under a title that a number under it has already


EASY_TEXT_PT = 11  # pt of a text that reads easily on a table


# --- The foot: what is won, waited or reached there -------------------------------------------------------

TURNS_FOOT_MM = 8.4  # mm of a foot that says in large letters how many turns are waited
TURN_SIZES = (18, 17, 16, 15, 14, 13, 12, 11, 10, 9)


def shows_egg(frame: Frame) -> bool:
    """Where an egg is won it is drawn, once: not under a band that shows it."""
    return frame.card.face.egg and frame.card.face.pictogram != "egg"


def must_stay(frame: Frame, badge: str) -> bool:
    return bool(badge or frame.card.face.turns or shows_egg(frame))


def foot_height(frame: Frame, badge: str) -> float:
    face = frame.card.face
    if face.turns:
        return TURNS_FOOT_MM
    return foot_room(frame.sizes) if face.line or badge or shows_egg(frame) else 0


def foot_room(sizes: Measures) -> float:
    return cap(sizes.foot[0]) + 4.2


def foot(frame: Frame, room: Box, rooms: Rooms, badge: str) -> Iterator[Mark]:
    """An egg and the trace, or what happens; the turns in large letters; a jump's badge at the right."""
    face, sizes = frame.card.face, frame.sizes
    baseline = room.bottom - 3.2
    left, width = rooms(baseline - 4, baseline + 0.8)
    if badge:
        yield from badge_pill(frame, room, badge)
        width -= badge_width(badge) + 1
    if shows_egg(frame):
        yield Icon("egg", Box(left - 0.6, baseline - 4.2, 5.4, 5.4))
        left, width = left + 5.4, width - 5.4
    if face.turns:
        turns = [size for size in TURN_SIZES if sizes.least <= size <= max(sizes.titles[0] * 0.9, 14)]
        yield text_at(left, baseline + 0.4, face.turns_said, largest(face.turns_said, width, turns))
    elif face.line and width > 8:
        yield from foot_line(frame, left, baseline, width)


def foot_line(frame: Frame, left: float, baseline: float, width: float) -> Iterator[Mark]:
    face, sizes = frame.card.face, frame.sizes.foot
    style = largest(face.line, width, sizes, bold=False)
    shown = shorten(face.line, (width,), style)[0][0]
    if shown == face.line or shown.count(" ") > 1:  # one word and « … » say less than the egg alone
        yield text_at(left, baseline, shown, style)


def badge_width(badge: str) -> float:
    return Style(10, bold=True).width(badge) + 4


def badge_pill(frame: Frame, room: Box, badge: str) -> list[Mark]:
    """A jump that no corridor holds: « › 12 » where it starts, « ‹ 6 » where it ends."""
    baseline = room.bottom - 3.2
    _, inset = side_insets(frame.box, frame.cell.radii, baseline - 4, baseline + 1.6)
    width = badge_width(badge)
    box = Box(frame.box.right - max(1.4, inset + 0.8) - width, baseline - 4, width, 5.6)
    style = Style(10, bold=True)
    return [
        Shape(rounded_path(box, (2.8,) * 4), WHITE, INK, 0.5),
        centred_text(box.centre.x, box.centre.y + cap(10) / 2, badge, style),
    ]
