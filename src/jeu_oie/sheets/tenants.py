"""The tenants' board: the board of the game with what a workshop said on its squares. Lengths in mm, sizes in pt."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import inf

from jeu_oie.board import BoardLayout
from jeu_oie.board.cell import measures
from jeu_oie.draw.geometry import Box, largest_free, rounded_path
from jeu_oie.draw.ink import INK, WHITE
from jeu_oie.draw.marks import (
    Block,
    Para,
    box_of,
    cap,
    fit_or_shorten,
    height,
    largest,
    line_height,
    place_block,
    stamp,
    text_at,
)
from jeu_oie.draw.scene import Group, Icon, Mark, Scene, Shape, Text, bounds
from jeu_oie.draw.text import Style
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.preset import Palette
from jeu_oie.game.tenants import Tenants
from jeu_oie.sheets.paper import POINT, PrintContext, stamp_scene
from jeu_oie.sheets.tenants_faces import DASH, LEAST, SquareBox, filling, plate, square

SHOWN = 3  # workshops, the last ones
PLATE, PLATE_HIGH = 12.0, 8.0
STATE_EDGES, STATE_GAP = 8.0, 4.0  # mm: in the pill of the state beside its words; from it to the words beside it
ROW, KEY_AIR = 7.4, 14.0  # mm: the least height of a row of the key; what a column needs beside plate and words
KEY: Mapping[str, SquareBox | None] = {
    "announced": SquareBox("", ()),
    "acceptable": SquareBox("", (), strong=True),
    "filled": SquareBox("", (), strong=True, dashed=True),
    "idea": None,
}
FACTORS = [percent / 100 for percent in range(100, 47, -4)]  # of the sizes: the first that lets everything stand


def centre(free: Box, said: Tenants, paper: PrintContext, *, perched: bool) -> Iterator[Group]:
    """Name and key anew, in what the board of the game leaves ``free`` without its own."""
    high = key_rows(free.w, paper) * ROW * LEAST[paper.large] / LEAST[False] + 4
    low = Box(free.x + 1, free.bottom - high, free.w - 2, high)
    area = Box(free.x + 4, free.y + 2, free.w - 6, low.y - free.y - 4)
    yield Group(tuple(name_board(area, said, paper, perched=perched)), "title")
    frame = Shape(rounded_path(low, (4,) * 4), paper.palette.paper, INK, 0.8)
    yield Group((frame, *key(low, paper)), "legend", "legend")


def key_rows(w: float, paper: PrintContext) -> int:
    """In two columns where these hold their words on two lines each."""
    return 2 if sum(key_needs(paper, 2)) + 2 * KEY_AIR < w else 4


def key_needs(paper: PrintContext, rows: int) -> list[float]:
    """Mm that each column of the key asks for."""
    widths = [Style(LEAST[paper.large], bold=True).width(paper.words(f"tenants.key.{name}")) for name in KEY]
    return [max(widths[at : at + rows]) / 2 + PLATE for at in range(0, len(widths), rows)]


def name_board(area: Box, said: Tenants, paper: PrintContext, *, perched: bool) -> Iterator[Mark]:
    """The goose, and beside it the title, the circuit, the workshops, the state; over them in a high centre.

    ``perched``: the goose stands elsewhere. It gives way to words that find no room beside it.
    """
    tall = area.h > area.w
    side = 0.0 if perched else area.w * 0.4 if tall else min(area.h, area.w * 0.17, 40)
    tried = [
        Named(*words_of(said, paper, factor), goose, area.w - (0 if tall or not goose else goose + 4), beside)
        for goose in dict.fromkeys((side, 0.0))
        for factor in FACTORS
        for beside in (False, True)
    ]
    over = side * 1.1 if tall else 0.0
    name = next((each for each in tried if each.height <= area.h - over), min(tried, key=lambda each: each.height))
    left, top = area.right - name.room, area.y + (area.h - over - name.height) / 2
    if name.goose:
        y = top if tall else area.centre.y - name.goose / 2
        x = area.centre.x - name.goose / 2 if tall else area.x
        yield Icon("goose-large", Box(x, y, name.goose, name.goose))
    yield from place_block(name.block, left, top + over, name.room)
    text, style = name.pill
    x = area.right - style.width(text) - STATE_EDGES if name.beside else left
    y = top + over + (0 if name.beside else height(name.block, name.room) + 1.6)
    yield from state(x, y, area.right - x, name.pill, paper.dossier, paper.palette)


@dataclass(frozen=True, slots=True)
class Named:
    """The words in ``room`` mm, and the state under them or ``beside`` the first; the ``goose`` so many mm high."""

    block: Block
    pill: tuple[str, Style]
    goose: float
    room: float
    beside: bool

    @property
    def height(self) -> float:
        text, style = self.pill
        words = height(self.block, self.room)
        if not self.beside:
            return words + line_height(style.size_pt) + 3.4
        first = self.block[0]
        return words if first.style.width(first.text) + STATE_GAP + style.width(text) + STATE_EDGES < self.room else inf


def words_of(said: Tenants, paper: PrintContext, factor: float) -> tuple[Block, tuple[str, Style]]:
    """The name of the board, and the state in its size."""
    t, dossier, least = paper.words, paper.dossier, LEAST[paper.large]
    sized = [max(least, round(size * factor, 1)) for size in (28, 15, 14, 13)]
    circuit = f"{dossier.title}{POINT}{dossier.landlord}"
    last, *former = said.workshops
    hands = f"{POINT}{said.hands.partition(t('comma'))[0]}" if said.hands else ""  # the list says at which questions
    block = (
        Para(t("tenants.title"), Style(sized[0], bold=True)),
        Para(circuit, Style(sized[1], bold=True)),
        *(Para(each, Style(sized[2])) for each in (f"{last}{hands}", *former[: SHOWN - 1])),
    )
    return block, (dossier.status, Style(sized[3], bold=True))


def state(
    x: float, y: float, room: float, said: tuple[str, Style], dossier: Dossier, palette: Palette
) -> Iterator[Mark]:
    """The draft mark in a dashed pill, or by whom and when it was validated in a plain one."""
    text, most = said
    style = largest(
        text, room - STATE_EDGES + 0.1, [size for size in (13, 12, 11, 10, 9) if size <= most.size_pt] or [most.size_pt]
    )
    shown = fit_or_shorten(text, room - STATE_EDGES + 0.1, style, 1)[0]
    pill = Box(x, y, style.width(shown) + STATE_EDGES, line_height(style.size_pt) + 1.6)
    yield Shape(rounded_path(pill, (pill.h / 2,) * 4), WHITE, INK, 0.7, DASH if dossier.draft else "")
    ink = palette.draft if dossier.draft else INK
    yield text_at(x + 4, pill.centre.y + cap(style.size_pt) / 2, shown, style, ink)


def key(box: Box, paper: PrintContext) -> Iterator[Mark]:
    """How to read a square: each sort of box, and what it means."""
    rows = key_rows(box.w, paper)
    needs = key_needs(paper, rows)
    step, starts = (box.h - 4) / rows, [box.x + 4 + (box.w - 4) * share for share in shares_of(needs)]
    for rank, (name, part) in enumerate(KEY.items()):
        column, line = divmod(rank, rows)
        row = Box(starts[column], box.y + 2 + line * step, starts[column + 1] - starts[column] - 4, step)
        high = min(step * 0.76, PLATE_HIGH)
        place = Box(row.x, row.centre.y - high / 2, PLATE, high)
        side = min(step, PLATE_HIGH + 2)
        goose = Icon("goose-dashed", Box(place.centre.x - side / 2, row.centre.y - side / 2, side, side))
        yield plate(part, place, paper.palette) if part else goose
        words = Box(place.right + 3, row.y, row.w - PLATE - 3, step)
        yield from filling(paper.words(f"tenants.key.{name}"), words, (14, 13, 12, 11, 10, LEAST[paper.large]))


def shares_of(needs: Sequence[float]) -> list[float]:
    """Where each column begins, of all their width, and where the last ends."""
    return [each / sum(needs) for each in accumulate(needs, initial=0.0)]


ANEW = ("title", "names", "legend", "logo", "stamp")  # what it says in its own words, or elsewhere
UNDER = ("ground", "road", "meadow", "water", "halos", "way", "jumps")  # what words may stand on
ROUND = (2.6,) * 4  # the corners of a square on a side track


def tenants_board(paper: PrintContext, drawing: BoardLayout, said: Tenants) -> Scene:
    """The board without its stamp: the squares of which tenants spoke and the centre anew, all else as it is."""
    scene = drawing.scene
    told = {each.place: each for each in said.findings if each.place}
    radii = {str(cell.number): cell.radii for cell in drawing.track.cells}
    kept = [group for group in scene.groups if group.id not in (*ANEW, *UNDER)]
    taken = [box_of(mark) for group in kept for mark in group.marks]
    free = largest_free(drawing.track.centre.inset(2), taken)
    middle = tuple(centre(free, said, paper, perched=any(group.id == "goose" for group in kept)))
    groups: list[Group] = []
    for group in scene.groups:
        name = dict(group.data).get("number", "")
        if group.kind == "square" and name in told and is_roomy(group):
            groups.append(square(group, radii.get(name, ROUND), told[name], paper))
        elif group.id == "water":
            groups.append(calm(group, middle))
        elif group.id == "legend":
            groups += middle
        elif group.id not in ANEW:
            groups.append(group)
    title_said = f"{paper.words('tenants.title')} · {paper.dossier.title} · {paper.dossier.landlord}"
    return replace(scene, groups=tuple(groups), title=title_said, description=paper.words("tenants.description"))


def stamped_board(paper: PrintContext, drawing: BoardLayout, said: Tenants, digits: str) -> Scene:
    """The same with its version and hash where those of the game's board stand."""
    former = next(group for group in drawing.scene.groups if group.id == "stamp")
    box = bounds(next(mark for mark in former.marks if isinstance(mark, Shape)).path)
    words, least = paper.words("stamp.follow"), measures(32, large=paper.large).least
    marks = stamp(box, paper.dossier.version, digits, words, paper.page, paper.palette.paper, least)
    return stamp_scene(tenants_board(paper, drawing, said), *marks)


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
