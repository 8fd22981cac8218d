"""The tenants' board: the board of the game with what a workshop said on its squares. Lengths in mm, sizes in pt."""

from collections.abc import Iterator
from dataclasses import replace

from jeu_oie.board import BoardLayout
from jeu_oie.board.cell import measures
from jeu_oie.draw.geometry import Box, rounded_path
from jeu_oie.draw.ink import INK, WHITE
from jeu_oie.draw.marks import (
    Block,
    Para,
    cap,
    fit_or_shorten,
    height,
    largest,
    line_height,
    place_block,
    stamp,
    text_at,
)
from jeu_oie.draw.scene import Group, Icon, Mark, Scene, Shape, Text, bounds, mirror_scene
from jeu_oie.draw.text import Style, direction
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.preset import Palette
from jeu_oie.game.tenants import Tenants
from jeu_oie.sheets.paper import POINT, PrintContext, stamp_scene
from jeu_oie.sheets.tenants_faces import DASH, LEAST, SquareBox, filling, plate, square

# --- The centre of the tenants' board: what hangs here, of which workshop, in which state; and how to read it

SHOWN = 3  # workshops, the last ones
PLATE, PLATE_HIGH = 12.0, 8.0
FACTORS = [percent / 100 for percent in range(100, 55, -4)]  # of the sizes: the first that lets everything stand


def centre(title: Group, legend: Group, said: Tenants, paper: PrintContext) -> Iterator[Group]:
    """Both anew, in the place that ``title`` and ``legend`` have on the board of the game."""
    box = next(mark for mark in legend.marks if isinstance(mark, Shape))
    low = bounds(box.path)
    tops = (mark.box.y if isinstance(mark, Icon) else mark.y - cap(mark.size_pt) for mark in list_drawn(title))
    top = min(tops)
    yield Group(tuple(name_board(Box(low.x + 2, top, low.w - 4, low.y - top - 2), said, paper)), "title")
    yield Group((box, *key(low, paper)), "legend", "legend")


def list_drawn(group: Group) -> Iterator[Icon | Text]:
    return (mark for mark in group.marks if isinstance(mark, Icon | Text))


def name_board(area: Box, said: Tenants, paper: PrintContext) -> Iterator[Mark]:
    """The goose, and beside it the title, the circuit, the workshops, the state; over them in a high centre."""
    tall = area.h > area.w
    goose = area.w * 0.4 if tall else min(area.h, area.w * 0.17, 40)
    left, room = (area.x, area.w) if tall else (area.x + goose + 4, area.w - goose - 4)
    high = area.h - (goose * 1.1 if tall else 0)
    choices = [words_of(said, paper, factor) for factor in FACTORS]
    status = paper.dossier.status
    block, pill = next((each for each in choices if tall_of(each, room) <= high), choices[-1])
    used = tall_of((block, pill), room) + (goose * 1.1 if tall else 0)
    top = area.y + (area.h - used) / 2
    if tall:
        yield Icon("goose-large", Box(area.centre.x - goose / 2, top, goose, goose))
        top += goose * 1.1
    else:
        yield Icon("goose-large", Box(area.x, area.centre.y - goose / 2, goose, goose))
    yield from place_block(block, left, top, room)
    yield from state(left, top + height(block, room) + 1.6, room, (status, pill), paper.dossier, paper.palette)


def words_of(said: Tenants, paper: PrintContext, factor: float) -> tuple[Block, Style]:
    """What stands over the state, and the state's size."""
    t, dossier, least = paper.words, paper.dossier, LEAST[paper.large]
    sized = [max(least, round(size * factor, 1)) for size in (28, 15, 14, 13)]
    circuit = f"{dossier.title}{POINT}{dossier.landlord}"
    block = (
        Para(t("tenants.title"), Style(sized[0], bold=True)),
        Para(circuit, Style(sized[1], bold=True)),
        *(Para(each, Style(sized[2])) for each in said.workshops[:SHOWN]),
    )
    return block, Style(sized[3], bold=True)


def tall_of(words: tuple[Block, Style], room: float) -> float:
    """The height of the words and of the state in its pill."""
    block, style = words
    return height(block, room) + line_height(style.size_pt) + 3.4


def state(
    x: float, y: float, room: float, said: tuple[str, Style], dossier: Dossier, palette: Palette
) -> Iterator[Mark]:
    """The draft mark in a dashed pill, or by whom and when it was validated in a plain one."""
    text, most = said
    style = largest(text, room - 9, [size for size in (13, 12, 11, 10, 9) if size <= most.size_pt] or [most.size_pt])
    shown = fit_or_shorten(text, room - 9, style, 1)[0]
    pill = Box(x, y, style.width(shown) + 8, line_height(style.size_pt) + 1.6)
    yield Shape(rounded_path(pill, (pill.h / 2,) * 4), WHITE, INK, 0.7, DASH if dossier.draft else "")
    ink = palette.draft if dossier.draft else INK
    yield text_at(x + 4, pill.centre.y + cap(style.size_pt) / 2, shown, style, ink)


def key(box: Box, paper: PrintContext) -> Iterator[Mark]:
    """How to read a square: each sort of box, and what it means."""
    entries = (
        (SquareBox("", ()), "announced"),
        (SquareBox("", (), strong=True), "acceptable"),
        (SquareBox("", (), strong=True, dashed=True), "filled"),
        (None, "idea"),
    )
    room = Box(box.x + 4, box.y + 2, box.w - 8, box.h - 4)
    step = room.h / len(entries)
    for rank, (part, name) in enumerate(entries):
        row = Box(room.x, room.y + rank * step, room.w, step)
        high = min(step * 0.76, PLATE_HIGH)
        place = Box(row.x, row.centre.y - high / 2, PLATE, high)
        side = min(step, PLATE_HIGH + 2)
        goose = Icon("goose-dashed", Box(place.centre.x - side / 2, row.centre.y - side / 2, side, side))
        yield plate(part, place, paper.palette) if part else goose
        said, words = paper.words(f"tenants.key.{name}"), Box(place.right + 3, row.y, row.w - PLATE - 3, step)
        yield from filling(said, words, (14, 13, 12, 11, 10, LEAST[paper.large]))


# --- The board, to hang in a hall: the squares of which tenants spoke drawn anew (``tenants_faces``), announced and
# acceptable delay side by side, and the ``centre``; all other squares, the arrows and the side tracks stay as they are.

ROUND = (2.6,) * 4  # the corners of a square on a side track


def tenants_board(paper: PrintContext, drawing: BoardLayout, said: Tenants) -> Scene:
    """The board with what they said, without its stamp."""
    upright = upright_board(paper, drawing)
    return turned_back(paper, board_of(paper, drawing, upright, said))


def stamped_board(paper: PrintContext, drawing: BoardLayout, said: Tenants, digits: str) -> Scene:
    """The same with its version and hash where those of the game's board stand."""
    upright = upright_board(paper, drawing)
    former = next(group for group in upright.groups if group.id == "stamp")
    box = bounds(next(mark for mark in former.marks if isinstance(mark, Shape)).path)
    words, least = paper.words("stamp.follow"), measures(32, large=paper.large).least
    marks = stamp(box, paper.dossier.version, digits, words, paper.page, paper.palette.paper, least)
    return turned_back(paper, stamp_scene(board_of(paper, drawing, upright, said), *marks))


def upright_board(paper: PrintContext, drawing: BoardLayout) -> Scene:
    """As who reads from left to right sees it."""
    return mirror_scene(drawing.scene) if direction(paper.dossier.language) == "rtl" else drawing.scene


def turned_back(paper: PrintContext, scene: Scene) -> Scene:
    return mirror_scene(scene) if direction(paper.dossier.language) == "rtl" else scene


def board_of(paper: PrintContext, drawing: BoardLayout, upright: Scene, said: Tenants) -> Scene:
    """The board as who reads from left to right sees it: what was spoken of and the centre anew."""
    told = {each.place: each for each in said.findings if each.place}
    radii = {str(cell.number): cell.radii for cell in drawing.track.cells}
    if upright is not drawing.scene:
        radii = {name: (two, one, four, three) for name, (one, two, three, four) in radii.items()}
    title, legend = (next(group for group in upright.groups if group.id == name) for name in ("title", "legend"))
    middle = tuple(centre(title, legend, said, paper))
    groups: list[Group] = []
    for group in upright.groups:
        name = dict(group.data).get("number", "")
        if group.kind == "square" and name in told and is_roomy(group):
            groups.append(square(group, radii.get(name, ROUND), told[name], paper))
        elif group.id == "water":
            groups.append(calm(group, middle))
        elif group.id == "legend":
            groups += middle
        elif group.id not in ("title", "goose", "logo", "stamp"):
            groups.append(group)
    title_said = f"{paper.words('tenants.title')} · {paper.dossier.title} · {paper.dossier.landlord}"
    return replace(upright, groups=tuple(groups), title=title_said, description=paper.words("tenants.description"))


SIDE_SQUARE = (40.0, 20.0)  # mm: on a smaller one nothing more is said, the list holds it


def is_roomy(square: Group) -> bool:
    box = bounds(next(mark.path for mark in square.marks if isinstance(mark, Shape) and mark.kind == "cell"))
    return (box.w >= SIDE_SQUARE[0] and box.h >= SIDE_SQUARE[1]) or dict(square.data)["number"].isdigit()


def calm(water: Group, middle: tuple[Group, ...]) -> Group:
    """The water without the waves that would stand under words of the centre."""
    words = [mark for group in middle for mark in group.marks if isinstance(mark, Text)]
    taken = [Box(mark.x - 3, mark.y - cap(mark.size_pt) - 2, mark.width + 6, cap(mark.size_pt) + 4) for mark in words]
    free = (mark for mark in water.marks if not isinstance(mark, Icon) or not any(map(mark.box.overlaps, taken)))
    return replace(water, marks=tuple(free))
