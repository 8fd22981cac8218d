"""A square's face in its cell; those that are drawn in their own way."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import product

from jeu_oie.board.cell import (
    BAR_MM,
    DASHED,
    DOOR,
    LINE_MM,
    PAD_MM,
    Frame,
    Measures,
    TitleOverflow,
    band,
    beside,
    box_to_tick,
    disc,
    has_bar,
    head,
    label,
    plates,
    red_frame,
    second_line,
    under_red,
)
from jeu_oie.board.fit import Fitted, fullest
from jeu_oie.board.rings import Cell
from jeu_oie.board.words import (
    EASY_TEXT_PT,
    TIGHT_MM,
    Strip,
    WordsForm,
    cut_words,
    fit_words,
    over_line,
    rooms_of,
    set_strip,
    told_under,
    words_and_line,
)
from jeu_oie.draw.geometry import Box, number, rounded_path
from jeu_oie.draw.geometry import Side as Edge
from jeu_oie.draw.ink import INK, WHITE, in_flat_colour
from jeu_oie.draw.marks import (
    band_path,
    box_of,
    cap,
    centred_text,
    largest,
    line_height,
    raise_sizes,
    side_insets,
    text_at,
)
from jeu_oie.draw.scene import Group, Icon, Mark, Shape, Text
from jeu_oie.draw.text import Style, break_lines, leading, shorten
from jeu_oie.game.cards import Card
from jeu_oie.game.kinds.kind_spec import Painting
from jeu_oie.game.kinds.register import KINDS
from jeu_oie.game.preset import Palette

Painted = tuple[Sequence[Mark], Fitted]
"""What the outline of the cell stands over, and what stands over it."""


def under_band(frame: Frame) -> Box:
    top = frame.sizes.band + (BAR_MM if has_bar(frame) else 0)
    return Box(frame.box.x, frame.box.y + top, frame.box.w, frame.box.h - top)


THING_MM = (12.6, 10.5, 9.0)


def paint_plain(frame: Frame, badge: str) -> Painted:
    """Words over the line; the thing that they speak of beside them, where they stay as large as a title should be."""
    face, room, thing = frame.card.face, under_band(frame), frame.card.shown_thing
    alone = face.turns > 1 or face.call is not None or not thing
    tried = () if alone else product(THING_MM, frame.sizes.lines[:2])
    body = fullest((partial(beside_thing, frame, badge, *each) for each in tried), room)
    body = body or words_and_line(frame, room, badge)
    return [*band(frame)], Fitted((*head(frame), *body.marks), body.over)


def beside_thing(frame: Frame, badge: str, side: float, size: float, room: Box) -> Fitted | None:
    """The thing, ``side`` mm wide, and title and text at its right, over the line at ``size`` pt."""
    name = frame.card.shown_thing

    def rooms(top: float, bottom: float) -> tuple[float, float]:
        left, width = rooms_of(frame)(top, bottom)
        return left + side + 1.8, width - side - 1.8

    def words(place: Box) -> Fitted | None:
        said, sizes = (frame.card.face.title, told_under(frame)), frame.sizes
        found = fit_words(said, sizes.titles, rooms, max(sizes.least, EASY_TEXT_PT), place)
        if found is None or place.h < side + 1:
            return None
        left = rooms(place.centre.y - side / 2, place.centre.y + side / 2)[0]
        thing = Box(left - side - 1.8, place.centre.y - side / 2, side, side)
        return Fitted((Icon(in_flat_colour(name), thing), *found.marks))

    return over_line(frame, badge, rooms_of(frame), size, words, room)


DELAY_SIZES_PT = (30, 28, 26, 24, 22, 20, 18, 17, 16)


def paint_time(frame: Frame, badge: str) -> Painted:
    """The delay as large as the page holds it, over the line."""
    sizes, room = frame.sizes, under_band(frame)
    forms = (
        partial(over_line, frame, badge, rooms_of(frame), size, partial(whole_delay, frame, titles))
        for titles in (DELAY_SIZES_PT, (*sizes.less, *sizes.smaller))
        for size in sizes.lines
    )
    cut = partial(cut_delay, frame)
    page = fullest(forms, room) or over_line(frame, badge, rooms_of(frame), sizes.lines[-1], cut, room) or cut(room)
    return [*band(frame)], Fitted((*head(frame), *page.marks), page.over)


def whole_delay(frame: Frame, titles: Sequence[float], room: Box) -> Fitted | None:
    """The page with the delay, and whether it is to be verified."""
    page = page_of(frame, room)
    said = (frame.card.face.title, told_under(frame, short=True))
    found = fit_words(said, titles, within(page), frame.sizes.least, page.inset(0.6), air=TIGHT_MM)
    return found and Fitted((*calendar_page(page), *centre_lines(found.marks, page)))


def cut_delay(frame: Frame, room: Box) -> Fitted:
    page = page_of(frame, room)
    cut = cut_words(frame.card.face.title, "", page, frame.sizes, within(page))
    return Fitted((*calendar_page(page), *centre_lines(cut.marks, page)), cut.over)


def page_of(frame: Frame, room: Box) -> Box:
    """The page under its rings, clear of round corners."""
    top, bottom = room.y + 3.4, room.bottom - 2.0
    left, width = rooms_of(frame)(top + 2, bottom - 2)
    return Box(left, top, width, bottom - top)


def within(page: Box) -> Callable[[float, float], tuple[float, float]]:
    return lambda _, __: (page.x + 1.4, page.w - 2.8)


def calendar_page(page: Box) -> Iterator[Mark]:
    yield Shape(rounded_path(page, (2.2,) * 4), WHITE, INK, LINE_MM * 0.8)
    for ring in (0.2, 0.8):
        x = page.x + page.w * ring
        yield Shape(f"M{number(x)} {number(page.y - 1.6)}V{number(page.y + 1.3)}", "none", INK, 1.3)


def centre_lines(marks: Sequence[Mark], page: Box) -> Iterator[Mark]:
    """Lines of text that begin at the left of the page, moved to its middle."""
    for mark in marks:
        if isinstance(mark, Text):
            yield centred_text(page.centre.x, mark.y, mark.content, Style(mark.size_pt, mark.bold))


LINE_STEP = 7.4  # mm from a dotted line to the next: what a hand needs


def paint_field(frame: Frame, badge: str) -> Painted:
    """The larger the words, the less is left to write on, but never less than a line; none where one only reads."""
    if not frame.card.face.writes:
        return paint_plain(frame, badge)
    room, rooms = under_band(frame), rooms_of(frame)
    cut = partial(cut_question, frame)
    asked: list[WordsForm] = [*questions(frame), cut]
    forms = (partial(over_line, frame, badge, rooms, size, words) for words, size in product(asked, frame.sizes.lines))
    found = fullest(forms, room) or cut(room)
    return [*band(frame)], Fitted((*head(frame), *found.marks), found.over)


def questions(frame: Frame) -> Iterator[WordsForm]:
    """What is asked, whole: over two lines to write on, or one where the words need it."""
    face, sizes = frame.card.face, frame.sizes
    titles = list(filter(None, dict.fromkeys((face.title, face.title_short)))) or [""]
    tried = [(sizes.titles[-1:], title, lines) for title in titles for lines in (2, 1)]
    tried += [(sizes.less, title, lines) for title in titles[::-1] for lines in (2, 1)]
    tried += [((size,), title, 1) for size in sizes.smaller for title in titles[::-1]]
    return (partial(whole_question, frame, *each) for each in tried)


def whole_question(frame: Frame, sizes: Sequence[float], title: str, lines: int, room: Box) -> Fitted | None:
    """Over so many lines to write on."""
    place = Box(room.x, room.y, room.w, room.h - lines * LINE_STEP - 1.2)
    words = fit_words((title, ""), sizes, rooms_of(frame), frame.sizes.least, place)
    return words and over_field(frame, words, room)


def cut_question(frame: Frame, room: Box) -> Fitted:
    place = Box(room.x, room.y, room.w, room.h - LINE_STEP - 1)
    face = frame.card.face
    return over_field(frame, cut_words(face.title_short or face.title, "", place, frame.sizes, rooms_of(frame)), room)


def over_field(frame: Frame, words: Fitted, room: Box) -> Fitted:
    """The words at the top of ``room``, and lines to write on under them."""
    raised = raise_lines(words.marks, room.y + 1.6)
    top = max((box_of(mark).bottom for mark in raised), default=room.y)
    return Fitted((*raised, *draw_lines(frame, Box(room.x, top, room.w, room.bottom - top))), words.over)


def raise_lines(marks: Sequence[Mark], top: float) -> list[Mark]:
    """A block of lines moved up to ``top``."""
    lift = min((box_of(mark).y for mark in marks), default=top) - top
    return [
        text_at(mark.x, mark.y - lift, mark.content, Style(mark.size_pt, mark.bold))
        for mark in marks
        if isinstance(mark, Text)
    ]


LOW_FIELD = 6.6  # mm: words in it are small


def draw_lines(frame: Frame, field: Box) -> Iterator[Mark]:
    """As many lines as the field holds, three at most."""
    count = max(1, min(3, int((field.h - 1.6) / LINE_STEP)))
    step = min((field.h - 3.4) / count, LINE_STEP + 2)
    plate = Box(field.x, field.y + 0.8, field.w, field.h - 2.6)
    left, width = rooms_of(frame)(plate.y, plate.bottom)
    if frame.colours.body != WHITE and not frame.palette.saver:
        yield Shape(rounded_path(Box(left - 1, plate.y, width + 2, plate.h), (1.8,) * 4), WHITE)
    low = plate.h < LOW_FIELD
    for rank in range(count):
        y, end = field.bottom - (3.1 if low else 4.2) - rank * step, left + width
        yield Shape(f"M{number(left)} {number(y)}H{number(end)}", "none", INK, 0.5, "0.5 1.3")


def paint_picture(frame: Frame, badge: str) -> Painted:
    """The thing on white under the number, as high as the square over its line; what is asked beside it."""
    box, sizes, room = frame.box, frame.sizes, under_band(frame)
    titles = ((*sizes.titles, *sizes.less), *((size,) for size in sizes.smaller))
    tried = product(titles, PICTURE_SHARES, sizes.lines)
    forms = (partial(beside_picture, frame, badge, *each) for each in tried)
    found = fullest(forms, room)
    if found is None:
        return paint_plain(frame, badge)
    edge = found.marks[0]
    assert isinstance(edge, Shape)
    x, low = box_of(edge).right, box_of(edge).bottom
    ground = rounded_path(Box(box.x, box.y, x - box.x, low - box.y), (frame.cell.radii[0], 0, 0, 0))
    under = (*band(frame), Shape(ground, WHITE, INK, LINE_MM))
    word = tuple(label(frame, x + 1.4, frame.band_end - x - 1.4, frame.colours.text))
    plate = plates(frame, Box(x, frame.band_y, 0, 0), word) if frame.palette.saver else ()
    return under, Fitted((*found.marks[1:], *disc(frame), *plate, *word), found.over)


PICTURE_SHARES = (0.42, 0.36, 0.3)  # of the width, 24 mm at most


def beside_picture(
    frame: Frame, badge: str, titles: Sequence[float], share: float, size: float, room: Box
) -> Fitted | None:
    """A shape that ends where the picture does, the picture, the words in one of ``titles``, the line at ``size``."""
    box, face = frame.box, frame.card.face
    wide = min(box.w * share, 24.0)
    banded = second_line(face, frame.band_end - box.x - wide - 1.4, frame.sizes.least)
    told = " · ".join(filter(None, (face.text, "" if banded else face.common)))

    def rooms(top: float, bottom: float) -> tuple[float, float]:
        left, width = rooms_of(frame)(top, bottom)
        start = box.x + wide + 1.4
        return start, left + width - start

    def words(room: Box) -> Fitted | None:
        found = fit_words((face.title, told), titles, rooms, frame.sizes.least, room, air=TIGHT_MM)
        if found is None:
            return None
        stage = Box(box.x, box.y, wide, room.bottom - box.y)
        side = min(wide - 1.6, room.h + 1.5)
        thing = Icon(
            in_flat_colour(face.pictogram), Box(stage.centre.x - side / 2, stage.bottom - side - 0.6, side, side)
        )
        return Fitted((Shape(rounded_path(stage, (0,) * 4), "none"), thing, *found.marks))

    return over_line(frame, badge, rooms_of(frame), size, words, room)


def paint_start(frame: Frame, badge: str) -> Painted:
    """Départ: the word large in the band, the goose in the square, or in the band if words need the room."""
    sizes, room = frame.sizes, under_band(frame)
    box, label = frame.box, frame.card.face.label
    side = min(box.h - sizes.band - 2.4, 28.0, box.w * 0.4)
    inset = side_insets(box, frame.cell.radii, box.bottom - side, box.bottom - 2)[1]
    x = box.right - max(1.4, inset) - side
    place = Box(x, box.bottom - side - 1, side, side)
    body = words_and_line(frame, room, badge, right=box.right - x + 0.8)
    left = frame.disc_x + sizes.disc + 1.4
    if body.over or narrow(body.marks, sizes) or frame.card.face.call:
        small = Style(sizes.least, bold=True).width(label) + left + 1
        places = [frame.icon_box((sizes.band - 0.6) * share) for share in (1, 0.8, 0.6)]
        place = next((each for each in places if small <= each.x), places[-1])
        body = words_and_line(frame, room, badge)
    banded = place.y < box.y + sizes.band
    door = beside(place) if banded else frame.icon_box(sizes.icon)
    tick = frame.tick_box
    edge = door.x if frame.card.face.door else place.x if banded else tick.x
    style = largest(label, edge - 1 - left, raise_sizes((20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10), sizes.least))
    word = text_at(left, frame.band_y + cap(style.size_pt) / 2, label, style)
    plate = plates(frame, Box(left, frame.band_y, 0, 0), (word,)) if frame.palette.saver else ()
    doors = [Icon(DOOR, door)] if frame.card.face.door else []
    ticks = box_to_tick(tick, ticked=frame.card.face.ticked)
    marks = (*plate, *disc(frame), word, Icon("goose-letter", place), *doors, *ticks, *body.marks)
    return [*band(frame)], Fitted(marks, body.over)


def narrow(body: Sequence[Mark], sizes: Measures) -> bool:
    """Whether the words beside a picture are smaller than a title should be."""
    return any(isinstance(mark, Text) and mark.bold and mark.size_pt < sizes.titles[-1] for mark in body)


HOUSE_SHARES = (0.46, 0.4, 0.34, 0.28, 0.22)  # of the width of an arrival, for the house beside its words


def paint_finish(frame: Frame, badge: str) -> Painted:
    """The arrival: a house on gold, « Arrivée » and the title under it, or beside it in a wide cell.

    The house gives way to the words.
    """
    box = frame.box
    if box.h > box.w:
        stage = Box(box.x, box.y, box.w, box.h * 0.5)
        words = Box(box.x, stage.bottom, box.w, box.h - stage.h)
        edge = f"M{number(box.x)} {number(stage.bottom)}H{number(box.right)}"
        gold = band_path(box, frame.cell.radii, stage.h)
        house = min(box.w - 6, stage.h - 3)
        place = Box(stage.centre.x - house / 2 + 3, stage.bottom - house * 0.97, house, house)
        told = finish_told(frame, words)
    else:
        houses = [min(box.h - 4, box.w * share) for share in HOUSE_SHARES]
        tried = [(house, finish_told(frame, box.grown(Edge.LEFT, -house - 5))) for house in houses]
        house, told = max(tried, key=lambda each: least_bold(each[1], frame.sizes))
        stage = Box(box.x, box.y, house + 5, box.h)
        edge = f"M{number(stage.right)} {number(box.y)}V{number(box.bottom)}"
        gold = rounded_path(stage, (frame.cell.radii[0], 0, 0, frame.cell.radii[3]))
        place = Box(stage.centre.x - house / 2 + 2, stage.centre.y - house / 2, house, house)
    marks = (Icon("house", place), *disc(frame), *told.marks)
    return [Shape(gold, frame.colours.band), Shape(edge, "none", INK, LINE_MM)], Fitted(marks, told.over)


def least_bold(told: Fitted, sizes: Measures) -> tuple[bool, float]:
    """How well the bold words of an arrival read: whole, then as large as a title should be."""
    smallest = min(mark.size_pt for mark in told.marks if isinstance(mark, Text) and mark.bold)
    return not told.over, min(smallest, sizes.titles[-1])


def finish_told(frame: Frame, words: Box) -> Fitted:
    """« Arrivée », the title and what is done there, in ``words``."""
    strip = finish_strip(frame, words)
    free = Box(words.x, words.y, words.w, strip.top - words.y) if strip else words
    big, lines, style, over = finish_sizes(frame, free)
    told = finish_words(frame.card.face.label, big, lines, style, free)
    return Fitted((*told, *(strip.marks if strip else ())), over)


def finish_strip(frame: Frame, words: Box) -> Strip | None:
    """What is done at the arrival, under its words."""

    def rooms(top: float, bottom: float) -> tuple[float, float]:
        left, width = rooms_of(frame)(top, bottom)
        start = max(left, words.x + PAD_MM)
        return start, left + width - start

    forms = (partial(set_strip, frame, rooms=rooms, badge="", size=size) for size in frame.sizes.lines)
    return next((found for form in forms if (found := form(words)) and words.bottom - found.top < words.h * 0.6), None)


ARRIVAL_SIZES_PT = (30, 28, 26, 24, 22, 20, 18, 17, 16, 15, 14, 13, 12)


def finish_sizes(frame: Frame, words: Box) -> tuple[Style, tuple[str, ...], Style, int]:
    """« Arrivée » and the title under it, as large as they go; the word, which is larger, gives way first."""
    face, sizes = frame.card.face, frame.sizes
    room = words.w - 2 * PAD_MM
    first = largest(face.label, room, ARRIVAL_SIZES_PT)
    bigs = [size for size in ARRIVAL_SIZES_PT if size <= first.size_pt]
    steps = (sizes.titles, sizes.less, sizes.smaller)
    tried = ((big, size) for step in steps for big, size in product(bigs, step) if size < big)
    forms = (partial(finish_title, face.title, Style(big, bold=True), Style(size, bold=True)) for big, size in tried)
    found = fullest(forms, Box(words.x, words.y, room, words.h))
    if found:
        return *found, 0
    style = Style(max(sizes.least, 10), bold=True)
    count = max(1, int((words.h - line_height(first.size_pt) - 3) / line_height(style.size_pt)))
    cut, over = shorten(face.title, [room] * count, style)
    return first, cut, style, over


def finish_title(title: str, big: Style, style: Style, room: Box) -> tuple[Style, tuple[str, ...], Style] | None:
    free = room.h - line_height(big.size_pt) - 3
    lines = break_lines(title, style, [room.w] * int(free / line_height(style.size_pt) / leading(title, 1)))
    return (big, lines, style) if lines else None


def finish_words(label: str, big: Style, lines: Sequence[str], style: Style, words: Box) -> Iterator[Mark]:
    step = line_height(style.size_pt) * leading("".join(lines), 1)
    height = line_height(big.size_pt) + 1 + step * len(lines)
    top = words.y + (words.h - height) / 2
    yield centred_text(words.centre.x, top + line_height(big.size_pt) / 2 + cap(big.size_pt) / 2, label, big)
    start = top + line_height(big.size_pt) + 1
    for rank, content in enumerate(lines):
        y = start + step * (rank + 0.5) + cap(style.size_pt) / 2
        yield centred_text(words.centre.x, y, content, style)


PAINTERS: Mapping[Painting, Callable[[Frame, str], Painted]] = {
    Painting.PLAIN: paint_plain,
    Painting.TIME: paint_time,
    Painting.FIELD: paint_field,
    Painting.START: paint_start,
    Painting.FINISH: paint_finish,
    Painting.PICTURE: paint_picture,
}


def draw_cell(
    cell: Cell, card: Card, palette: Palette, sizes: Measures, badge: str = ""
) -> tuple[Group, TitleOverflow | None]:
    """The group of a square, and its title's cut if it has one. ``badge`` tells jumps that no corridor holds."""
    frame = Frame(cell, card, palette.kinds[card.kind], palette, under_red(sizes) if card.face.red else sizes)
    paint = PAINTERS[KINDS[card.kind].painting]
    under, words = paint(frame, badge)
    outline = rounded_path(cell.box, cell.radii)
    body = Shape(outline, frame.colours.body, kind="cell")
    data = (("number", card.name), ("kind", str(card.kind)), ("step", card.step))
    edge = Shape(outline, "none", INK, LINE_MM, DASHED if frame.dashed else "")
    red = (red_frame(cell, palette),) if card.face.red else ()
    group = Group((body, *under, *red, edge, *words.marks), f"case-{card.name}", "square", data)
    return group, TitleOverflow(card, words.over) if words.over else None
