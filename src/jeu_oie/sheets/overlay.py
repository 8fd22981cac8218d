"""A board with something laid over it: what changed, or how often each square is met."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from jeu_oie.board import BoardLayout, chevrons, road, sheet_path
from jeu_oie.draw.geometry import Box, Radii, number, rounded_path
from jeu_oie.draw.ink import INK, WHITE, text_on
from jeu_oie.draw.marks import cap, centred_text, corner_shift, fit_lines, largest, line_height
from jeu_oie.draw.scene import Group, Icon, Mark, Scene, Shape, bounds
from jeu_oie.draw.text import TIE, Style
from jeu_oie.game.preset import Palette
from jeu_oie.messages import Catalog

# --- A board with what changed on it: a thick dashed ring and a number on each square, seen without colour

RING, HALO = 2.2, 4.0  # mm
DASH = "5 2.6"
NUMBER = Style(17, bold=True)
DISC = 4.6


def mark_squares(scene: Scene, numbers: Mapping[str, int], description: str) -> Scene:
    """``scene`` with a ring and a number on each square of ``numbers``, by its name; ``description`` tells them."""
    rings = [
        Group(tuple(ring(group, numbers[name])), f"change-{name}", "change", (("number", name),))
        for group in scene.groups
        if group.kind == "square" and (name := dict(group.data)["number"]) in numbers
    ]
    return replace(scene, groups=(*scene.groups, *rings), description=description)


def ring(square: Group, number: int) -> Iterator[Mark]:
    """Around the outline of ``square``, with its number over the upper right corner."""
    cell = next(mark for mark in square.marks if isinstance(mark, Shape) and mark.kind == "cell")
    box = bounds(cell.path)
    said = str(number)
    yield Shape(cell.path, "none", WHITE, HALO)
    yield Shape(cell.path, "none", INK, RING, DASH, kind="change")
    width = max(2 * DISC, NUMBER.width(said) + 4)
    disc = Box(box.right - width + 2.5, box.y - 3, width, 2 * DISC)
    yield Shape(rounded_path(disc, (DISC,) * 4), INK, WHITE, 0.8)
    yield centred_text(disc.centre.x, disc.centre.y + cap(NUMBER.size_pt) / 2, said, NUMBER, WHITE)


# --- The heat map of a board: each square tinted by the teams that pass there, out of 100 (game.md, « Odds »)
#
# One hue, from pale to dark in steps that stay apart in grey; the figure stands on each square besides.

RAMP = ("#F1F6FB", "#CFE2F2", "#A3C8E6", "#72A7D3", "#2D6FAE", "#154D84", "#0A2C52")
BOUNDS = (20, 30, 40, 50, 60, 80)
"""Teams out of 100 from which the next tint begins: narrow where most squares of a board are."""

GROUND, ROAD, EDGE = "#F6F4EE", "#E4DFD3", "#A9A293"
FIGURES = (30, 28, 26, 24, 22, 20, 18, 16, 14, 12)
SIDE = Box(0, 0, 26, 20)  # a square of a side track
GAP = 2.4
SWATCH = 9.0  # height of the scale


@dataclass(frozen=True, slots=True)
class SquareShare:
    """A square where it stands, with the teams that pass there, out of 100."""

    name: str
    box: Box
    radii: Radii
    share: int


def heat(drawing: BoardLayout, visits: Mapping[str, float], words: Catalog, palette: Palette) -> Scene:
    """The board of ``drawing`` with the chance (0 to 1) that a team passes each of its squares."""
    shares = {name: round(100 * chance) for name, chance in visits.items()}
    cells = drawing.track.cells
    places = [SquareShare(str(cell.number), cell.box, cell.radii, shares[str(cell.number)]) for cell in cells]
    names = [name for name in shares if not name.isdecimal()]
    centre = drawing.track.centre
    words_box = replace(centre, h=centre.h - side_height(len(names), centre.w))
    places += [
        SquareShare(name, box, (2.6,) * 4, shares[name])
        for name, box in zip(names, side_boxes(len(names), replace(centre, y=words_box.bottom)), strict=True)
    ]
    plain = replace(palette, road=ROAD, edge=EDGE)
    squares = tuple(square_groups(places, words))
    title = words("odds.map.title")
    groups = (
        Group((Shape(sheet_path(), GROUND),), "ground"),
        Group(tuple(road(drawing.track, plain)), "road"),
        *squares,
        Group(tuple(chevrons(cells, plain)), "way"),
        Group(tuple(draw_caption(words_box, drawing.scene, words)), "title"),
    )
    return Scene(
        drawing.scene.width,
        drawing.scene.height,
        groups,
        drawing.scene.language,
        f"{title} · {drawing.scene.title}",
        words("odds.map.meaning"),
        ("title", *(group.id for group in squares)),
    )


def tint(share: int) -> str:
    """The step of the ramp for ``share`` teams out of 100."""
    return RAMP[bisect_right(BOUNDS, share)]


# --- squares ---------------------------------------------------------------------------------------------


def square_groups(places: Sequence[SquareShare], words: Catalog) -> Iterator[Group]:
    """All squares, their figures at one size: the largest at which each stands in its square."""
    said = [words("odds.percent", share=place.share) for place in places]
    size = min(largest(text, place.box.w - 6, FIGURES).size_pt for text, place in zip(said, places, strict=True))
    low = min(place.box.h for place in places)
    size = next((each for each in FIGURES if each <= size and cap(each) <= low * 0.32), FIGURES[-1])
    for text, place in zip(said, places, strict=True):
        data = (("number", place.name), ("share", str(place.share)))
        yield Group(tuple(square(place, text, Style(size, bold=True))), f"case-{place.name}", "square", data)


def square(place: SquareShare, said: str, style: Style) -> Iterator[Mark]:
    """The tinted square, its number in a disc, the figure in the room under it."""
    box, fill = place.box, tint(place.share)
    yield Shape(rounded_path(box, place.radii), fill, INK, 0.6, kind="cell")
    radius = 4.2 if box.h > 24 else 3.6
    label = Style(12 if box.h > 24 else 10.5, bold=True)
    width = max(2 * radius, label.width(place.name) + 3.2)
    shift = corner_shift(place.radii[0], radius + 1.5, radius + 1.5, 1.3) - radius
    disc = Box(box.x + shift, box.y + 1.5, width, 2 * radius)
    yield Shape(rounded_path(disc, (radius,) * 4), WHITE, INK, 0.5)
    yield centred_text(disc.centre.x, disc.centre.y + cap(label.size_pt) / 2, place.name, label)
    middle = (disc.bottom + box.bottom) / 2 - 0.4
    yield centred_text(box.centre.x, middle + cap(style.size_pt) / 2, said, style, text_on(fill))


def side_columns(room: float) -> int:
    return max(1, int((room - 8 + GAP) / (SIDE.w + GAP)))


def side_height(count: int, room: float) -> float:
    """What the squares of the side tracks take at the foot of the centre."""
    rows = -(-count // side_columns(room))
    return rows * (SIDE.h + GAP) + 2 if rows else 0


def side_boxes(count: int, area: Box) -> Iterator[Box]:
    """Rows of squares, each row centred, from the top of ``area``."""
    columns = side_columns(area.w)
    for rank in range(count):
        row, column = divmod(rank, columns)
        held = min(columns, count - row * columns)
        left = area.centre.x - (held * (SIDE.w + GAP) - GAP) / 2
        yield Box(left + column * (SIDE.w + GAP), area.y + row * (SIDE.h + GAP), SIDE.w, SIDE.h)


# --- what it means ---------------------------------------------------------------------------------------


def draw_caption(box: Box, board: Scene, words: Catalog) -> Iterator[Mark]:
    """Goose, title, which board, what the figures are, and the scale, in the middle of the centre."""
    room = box.w - 16
    which = board.title.partition(" · ")[2].replace(" · ", f"{TIE}· ")  # the circuit, without the game's name
    blocks = [
        fit_lines(words("odds.map.title"), room, 2, (30, 28, 26, 24, 22, 20, 18, 16)),
        fit_lines(which, room, 3, (14, 13, 12, 11)),
        fit_lines(words("odds.map.meaning"), room, 3, (16, 15, 14, 13, 12)),
    ]
    airs = (1.0, 5.0, 5.0)
    height = sum(line_height(style.size_pt) * len(lines) for lines, style in blocks) + sum(airs) + SWATCH + 6
    goose = min(40.0, box.h - height - 12)
    y = box.y + (box.h - height - (goose + 4 if goose >= 12 else 0)) / 2
    if goose >= 12:
        yield Icon("goose-large", Box(box.centre.x - goose / 2, y, goose, goose * 1.08))
        y += goose * 1.08 + 4
    for (lines, style), air in zip(blocks, airs, strict=True):
        for content in lines:
            y += line_height(style.size_pt)
            yield centred_text(box.centre.x, y - style.size_pt * 0.06, content, style)
        y += air
    yield from scale(Box(box.x + 8, y, room, SWATCH))


def scale(box: Box) -> Iterator[Mark]:
    """The tints side by side, with the teams out of 100 at which each begins."""
    width = min(18.0, box.w / len(RAMP))
    left = box.centre.x - width * len(RAMP) / 2
    for rank, fill in enumerate(RAMP):
        yield Shape(rounded_path(Box(left + rank * width, box.y, width, box.h), (0,) * 4), fill)
    whole = Box(left, box.y, width * len(RAMP), box.h)
    yield Shape(rounded_path(whole, (1.6,) * 4), "none", INK, 0.6)
    style = Style(12, bold=True)
    for rank, bound in enumerate((0, *BOUNDS, 100)):
        x = left + rank * width
        yield Shape(f"M{number(x)} {number(box.bottom)}v1.4", "none", INK, 0.6)
        yield centred_text(x, box.bottom + 2.2 + cap(style.size_pt), str(bound), style)
