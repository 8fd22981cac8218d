"""A square's face in its cell; those that are drawn in their own way."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from jeu_oie.board.cell import (
    DASHED,
    DOOR,
    LINE_MM,
    PAD_MM,
    Frame,
    Measures,
    TitleOverflow,
    band,
    beside,
    disc,
    head,
    plates,
)
from jeu_oie.board.fit import Fitted, fullest
from jeu_oie.board.rings import Cell
from jeu_oie.board.words import badge_pill, cut_words, fit_words, foot_room, rooms_of, shows_egg, words_and_foot
from jeu_oie.draw.geometry import Box, number, rounded_path
from jeu_oie.draw.ink import INK, WHITE
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

# --- Squares with a band: number, words and pictogram over a title, a text and a foot ----------------------

Painted = tuple[Sequence[Mark], Fitted]
"""What the outline of the cell stands over, and what stands over it."""


def under_band(frame: Frame) -> Box:
    return Box(frame.box.x, frame.box.y + frame.sizes.band, frame.box.w, frame.box.h - frame.sizes.band)


def paint_plain(frame: Frame, badge: str) -> Painted:
    body = words_and_foot(frame, under_band(frame), badge)
    return [*band(frame)], Fitted((*head(frame), *body.marks), body.over)


# --- A delay, whole, on the page of a tear-off calendar ----------------------------------------------------

DELAY_SIZES_PT = (30, 28, 26, 24, 22, 20, 18, 17, 16)


def paint_time(frame: Frame, badge: str) -> Painted:
    """The delay as large as the page holds it; before which step, where there is room for it."""
    sizes, room = frame.sizes, under_band(frame)
    lines = [before_step(frame, room), []] if before_step(frame, room) else [[]]
    tried = ((titles, line) for titles in (DELAY_SIZES_PT, (*sizes.less, *sizes.smaller)) for line in lines)
    page = fullest((partial(whole_delay, frame, *each) for each in tried), room) or cut_delay(frame, room)
    return [*band(frame)], Fitted((*head(frame), *page.marks), page.over)


def whole_delay(frame: Frame, titles: Sequence[float], line: Sequence[Mark], room: Box) -> Fitted | None:
    """The page over ``line``."""
    page = page_of(frame, Box(room.x, room.y, room.w, room.h - (foot_room(frame.sizes) if line else 0)))
    found = fit_words((frame.card.face.title, ""), titles, within(page), frame.sizes.least, page.inset(0.6))
    return found and Fitted((*calendar_page(page), *centre_lines(found.marks, page), *line))


def cut_delay(frame: Frame, room: Box) -> Fitted:
    page = page_of(frame, room)
    cut = cut_words(frame.card.face.title, "", page, frame.sizes, within(page))
    return Fitted((*calendar_page(page), *centre_lines(cut.marks, page)), cut.over)


def before_step(frame: Frame, room: Box) -> list[Mark]:
    """« Avant … » on the foot line, if it stands there whole."""
    baseline = room.bottom - 2.8
    left, width = rooms_of(frame)(baseline - 4, baseline + 2.2)  # Arabic letters reach far down
    style = largest(frame.card.face.text, width, frame.sizes.foot, bold=False)
    fits = frame.card.face.text and style.width(frame.card.face.text) <= width
    return [text_at(left, baseline, frame.card.face.text, style)] if fits else []


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


# --- Squares on which people write: the question over a white field with dotted lines ----------------------

LINE_STEP = 7.4  # mm from a dotted line to the next: what a hand needs


def paint_field(frame: Frame, badge: str) -> Painted:
    """The larger the words, the less is left to write on, but never less than a line."""
    room = under_band(frame)
    low = room.h - (foot_room(frame.sizes) if badge else 0)
    words = question(frame, Box(room.x, room.y, room.w, low)) if frame.card.face.title else Fitted(())
    top = max((box_of(mark).bottom for mark in words.marks), default=room.y)
    field = Box(room.x, top, room.w, room.y + low - top)
    pill = badge_pill(frame, room, badge) if badge else []
    marks = (*head(frame), *words.marks, *draw_lines(frame, field), *pill)
    return [*band(frame)], Fitted(marks, words.over)


def question(frame: Frame, room: Box) -> Fitted:
    """What is asked, at the top of ``room``: two lines are left under it, or one where the words need it."""
    face, sizes = frame.card.face, frame.sizes
    usual, less = sizes.titles[-1:], sizes.less
    titles = list(filter(None, dict.fromkeys((face.title, face.title_short))))
    tried = [(usual, title, lines) for title in titles for lines in (2, 1)]
    tried += [(less, title, lines) for title in titles[::-1] for lines in (2, 1)]
    tried += [(sizes.smaller, title, 1) for title in titles[::-1]]
    words = fullest((partial(whole_question, frame, *each) for each in tried), room)
    if words is None:
        place = Box(room.x, room.y, room.w, room.h - LINE_STEP - 1)
        words = cut_words(titles[-1], "", place, sizes, rooms_of(frame))
    return Fitted(raise_lines(words.marks, room.y + 1.6), words.over)


def whole_question(frame: Frame, sizes: Sequence[float], title: str, lines: int, room: Box) -> Fitted | None:
    """Over so many lines to write on."""
    place = Box(room.x, room.y, room.w, room.h - lines * LINE_STEP - 1.2)
    return fit_words((title, ""), sizes, rooms_of(frame), frame.sizes.least, place)


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
    """As many lines as the field holds, three at most; the egg that is won ends the last."""
    count = max(1, min(3, int((field.h - 1.6) / LINE_STEP)))
    step = min((field.h - 3.4) / count, LINE_STEP + 2)
    plate = Box(field.x, field.y + 0.8, field.w, field.h - 2.6)
    left, width = rooms_of(frame)(plate.y, plate.bottom)
    if frame.colours.body != WHITE and not frame.palette.saver:
        yield Shape(rounded_path(Box(left - 1, plate.y, width + 2, plate.h), (1.8,) * 4), WHITE)
    low = plate.h < LOW_FIELD
    for rank in range(count):
        y, end = field.bottom - (3.1 if low else 4.2) - rank * step, left + width
        if not rank and shows_egg(frame):
            end -= 6.4
            yield Icon("egg", Box(end + 1, y - 4.4, 5.4, 5.4))
        yield Shape(f"M{number(left)} {number(y)}H{number(end)}", "none", INK, 0.5, "0.5 1.3")


# --- Départ and arrival -----------------------------------------------------------------------------------


def paint_start(frame: Frame, badge: str) -> Painted:
    """Départ: the word large in the band, the goose in the square, or in the band if words need the room."""
    sizes, room = frame.sizes, under_band(frame)
    box, label = frame.box, frame.card.face.label
    side = min(box.h - sizes.band - 2.4, 28.0, box.w * 0.4)
    inset = side_insets(box, frame.cell.radii, box.bottom - side, box.bottom - 2)[1]
    x = box.right - max(1.4, inset) - side
    place = Box(x, box.bottom - side - 1, side, side)
    body = words_and_foot(frame, room, badge, right=box.right - x + 0.8)
    left = frame.disc_x + sizes.disc + 1.4
    if body.over or narrow(body.marks, sizes) or frame.card.face.call:
        small = Style(sizes.least, bold=True).width(label) + left + 1
        places = [frame.icon_box((sizes.band - 0.6) * share) for share in (1, 0.8, 0.6)]
        place = next((each for each in places if small <= each.x), places[-1])
        body = words_and_foot(frame, room, badge)
    banded = place.y < box.y + sizes.band
    door = beside(place) if banded else frame.icon_box(sizes.icon)
    edge = door.x if frame.card.face.door else place.x if banded else box.right
    style = largest(label, edge - 1 - left, raise_sizes((20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10), sizes.least))
    word = text_at(left, frame.band_y + cap(style.size_pt) / 2, label, style)
    plate = plates(frame, Box(left, frame.band_y, 0, 0), (word,)) if frame.palette.saver else ()
    doors = [Icon(DOOR, door)] if frame.card.face.door else []
    marks = (*plate, *disc(frame), word, Icon("goose-letter", place), *doors, *body.marks)
    return [*band(frame)], Fitted(marks, body.over)


def narrow(body: Sequence[Mark], sizes: Measures) -> bool:
    """Whether the words beside a picture are smaller than a title should be."""
    return any(isinstance(mark, Text) and mark.bold and mark.size_pt < sizes.titles[-1] for mark in body)


def paint_finish(frame: Frame, badge: str) -> Painted:
    """The arrival: a house on gold, « Arrivée » and the title under it, or beside it in a wide cell."""
    box = frame.box
    tall = box.h > box.w
    side = min(box.w - 6, box.h * 0.5 - 3) if tall else min(box.h - 4, box.w * 0.46)
    if tall:
        stage = Box(box.x, box.y, box.w, box.h * 0.5)
        words = Box(box.x, stage.bottom, box.w, box.h - stage.h)
        scene = [Shape(band_path(box, frame.cell.radii, stage.h), frame.colours.band)]
        edge = f"M{number(box.x)} {number(stage.bottom)}H{number(box.right)}"
        house = Box(stage.centre.x - side / 2 + 3, stage.bottom - side * 0.97, side, side)
    else:
        stage = Box(box.x, box.y, side + 5, box.h)
        words = Box(stage.right, box.y, box.w - stage.w, box.h)
        scene = [Shape(rounded_path(stage, (frame.cell.radii[0], 0, 0, frame.cell.radii[3])), frame.colours.band)]
        edge = f"M{number(stage.right)} {number(box.y)}V{number(box.bottom)}"
        house = Box(stage.centre.x - side / 2 + 2, stage.centre.y - side / 2, side, side)
    big, lines, style, over = finish_sizes(frame, words)
    marks = (Icon("house", house), *disc(frame), *finish_words(frame.card.face.label, big, lines, style, words))
    return [*scene, Shape(edge, "none", INK, LINE_MM)], Fitted(marks, over)


def finish_sizes(frame: Frame, words: Box) -> tuple[Style, tuple[str, ...], Style, int]:
    """« Arrivée » and the title under it, as large as they go; the title is smaller than the word."""
    face, sizes = frame.card.face, frame.sizes
    room = words.w - 2 * PAD_MM
    big = largest(face.label, room, (30, 28, 26, 24, 22, 20, 18, 17, 16, 15, 14, 13, 12))
    free = Box(words.x, words.y, room, words.h - line_height(big.size_pt) - 3)
    smaller = (*(size for size in sizes.titles if size < big.size_pt), *sizes.less, *sizes.smaller)
    found = fullest((partial(finish_title, face.title, Style(size, bold=True)) for size in smaller), free)
    if found:
        return big, *found, 0
    style = Style(max(sizes.least, 10), bold=True)
    cut, over = shorten(face.title, [room] * max(1, int(free.h / line_height(style.size_pt))), style)
    return big, cut, style, over


def finish_title(title: str, style: Style, room: Box) -> tuple[tuple[str, ...], Style] | None:
    most = max(1, int(room.h / line_height(style.size_pt) / leading(title, 1)))
    lines = break_lines(title, style, [room.w] * most)
    return (lines, style) if lines else None


def finish_words(label: str, big: Style, lines: Sequence[str], style: Style, words: Box) -> Iterator[Mark]:
    step = line_height(style.size_pt) * leading("".join(lines), 1)
    height = line_height(big.size_pt) + 1 + step * len(lines)
    top = words.y + (words.h - height) / 2
    yield centred_text(words.centre.x, top + line_height(big.size_pt) / 2 + cap(big.size_pt) / 2, label, big)
    start = top + line_height(big.size_pt) + 1
    for rank, content in enumerate(lines):
        y = start + step * (rank + 0.5) + cap(style.size_pt) / 2
        yield centred_text(words.centre.x, y, content, style)


# --- A square's face in its cell: band, number, pictogram, words, title, foot; all measured, then placed --

PAINTERS: Mapping[Painting, Callable[[Frame, str], Painted]] = {
    Painting.PLAIN: paint_plain,
    Painting.TIME: paint_time,
    Painting.FIELD: paint_field,
    Painting.START: paint_start,
    Painting.FINISH: paint_finish,
}


def draw_cell(
    cell: Cell, card: Card, palette: Palette, sizes: Measures, badge: str = ""
) -> tuple[Group, TitleOverflow | None]:
    """The group of a square, and its title's cut if it has one. ``badge`` tells jumps that no corridor holds."""
    frame = Frame(cell, card, palette.kinds[card.kind], palette, sizes)
    paint = PAINTERS[KINDS[card.kind].painting]
    under, words = paint(frame, badge)
    outline = rounded_path(cell.box, cell.radii)
    body = Shape(outline, frame.colours.body, kind="cell")
    data = (("number", card.name), ("kind", str(card.kind)), ("step", card.step))
    edge = Shape(outline, "none", INK, LINE_MM, DASHED if frame.dashed else "")
    group = Group((body, *under, edge, *words.marks), f"case-{card.name}", "square", data)
    return group, TitleOverflow(card, words.over) if words.over else None
