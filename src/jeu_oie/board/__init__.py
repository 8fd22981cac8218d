"""The whole board on its sheet: road, cells, jumps, centre, stamp (game.md, The drawing)."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial

from jeu_oie.board.cell import DOOR, TitleOverflow, measures
from jeu_oie.board.centre import Content, LegendEntry, Placed, Sign, place
from jeu_oie.board.danger import danger_of
from jeu_oie.board.faces import draw_cell
from jeu_oie.board.jumps import Jump, Link, route
from jeu_oie.board.logo import LOGO_WIDTH_MM, draw_logo, with_logo
from jeu_oie.board.rings import Cell, Track, spiral
from jeu_oie.board.sides import SidePanel
from jeu_oie.draw.geometry import Box, Point, number, polyline, rounded_path, toward
from jeu_oie.draw.geometry import Side as Edge
from jeu_oie.draw.ink import INK, WHITE
from jeu_oie.draw.marks import box_of, cap, closed_path, content_hash, stamp, text_at
from jeu_oie.draw.scene import Group, Icon, Mark, Scene, Shape, with_leftward_lines
from jeu_oie.draw.text import Style, direction
from jeu_oie.game.cards import Card, Deck
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.kind_spec import KindSpec
from jeu_oie.game.kinds.register import KINDS, colours_of
from jeu_oie.game.preset import Palette
from jeu_oie.game.squares import Board, SideTrack
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import Catalog

# --- The ground of a board: road, meadow, water, and the arrows that show the way -------------------------

ROAD_MM = 2.0
EDGE_MM = 0.9


def road(track: Track, palette: Palette) -> Iterator[Shape]:
    """The union of the cells and bridges grown by 2 mm: its edge is drawn once, under the whole road."""
    outlines = [rounded_path(cell.box, cell.radii) for cell in track.cells]
    outlines += [rounded_path(cell.bridge, (0,) * 4) for cell in track.cells if cell.bridge]
    path = "".join(outlines)
    yield Shape(path, palette.edge, palette.edge, 2 * (ROAD_MM + EDGE_MM))
    yield Shape(path, palette.road, palette.road, 2 * ROAD_MM)


def meadow(track: Track, jumps: Sequence[Jump]) -> Iterator[Mark]:
    """Tufts of grass in the corridors, where no jump runs; a flower at every third."""
    boxes = [segment for jump in jumps for segment in segments(jump)]
    spots = [spot for corridor in track.corridors for spot in along(corridor.spine, 31.0)]
    for rank, spot in enumerate(spots):
        box = Box(spot.x - 2.4, spot.y - 2.4, 4.8, 4.8)
        near = any(box.inset(-1).overlaps(each) for each in boxes)
        blocked = any(cell.bridge and box.overlaps(cell.bridge.inset(-3)) for cell in track.cells)
        if not near and not blocked:
            yield Icon("flower" if rank % 3 == 1 else "tuft", box)


def segments(jump: Jump) -> Iterator[Box]:
    """The ground that a jump's line covers, halo included."""
    points = (jump.start, *jump.line, *jump.head)
    for a, b in itertools.pairwise(points):
        yield Box(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x), abs(a.y - b.y)).inset(-2.1)
    if jump.label:
        yield jump.label


def along(spine: Sequence[Point], step: float) -> Iterator[Point]:
    """Points every ``step`` mm along a line, half a step from its ends."""
    left = step / 2
    for a, b in itertools.pairwise(spine):
        length = a.distance(b)
        while left <= length:
            share = left / length
            yield Point(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share)
            left += step
        left -= length


def pond(track: Track, palette: Palette, taken: Sequence[Box]) -> Iterator[Mark]:
    """The water of the centre, with a few waves at its edges, none where words stand."""
    centre = track.centre
    parts = (centre, *([joined(track.recess, centre)] if track.recess else []))
    yield Shape("".join(rounded_path(each, (5,) * 4) for each in parts), palette.water)
    for x, y in ((0.06, 0.03), (0.9, 0.04), (0.93, 0.26), (0.04, 0.9), (0.93, 0.93)):
        wave = Box(centre.x + centre.w * x - 5, centre.y + centre.h * y - 2, 10, 10)
        if centre.contains(wave) and not any(wave.overlaps(box) for box in taken):
            yield Icon("wave", wave)


def joined(recess: Box, centre: Box) -> Box:
    """``recess``, over the joint into the centre's water beside it."""
    grown = (recess.grown(side, 10) for side in Edge)
    return next((each for each in grown if each.overlaps(centre)), recess)


def chevrons(cells: Sequence[Cell], palette: Palette) -> Iterator[Shape]:
    """The way: one arrow at each joint, three on a bridge."""
    for cell, following in itertools.pairwise(cells):
        if cell.leaves is None:
            continue
        middle = joint(cell.box, following.box, cell.leaves)
        if cell.bridge:
            for shift in (-3.4, 0.0, 3.4):
                at, out = cell.bridge.centre, cell.leaves.outward
                yield chevron(Point(at.x + out.x * shift, at.y + out.y * shift), cell.leaves, palette)
        else:
            yield chevron(middle, cell.leaves, palette)


def joint(a: Box, b: Box, side: Edge) -> Point:
    """The middle of the stretch along which two neighbours touch."""
    if side.is_level:
        top, bottom = max(a.y, b.y), min(a.bottom, b.bottom)
        x = (a.right + b.x) / 2 if side is Edge.RIGHT else (a.x + b.right) / 2
        return Point(x, (top + bottom) / 2)
    left, right = max(a.x, b.x), min(a.right, b.right)
    y = (a.bottom + b.y) / 2 if side is Edge.BOTTOM else (a.y + b.bottom) / 2
    return Point((left + right) / 2, y)


def chevron(at: Point, side: Edge, palette: Palette) -> Shape:
    """A small ink triangle with a road-coloured rim, pointing the way."""
    out = side.outward
    tip = Point(at.x + out.x * 1.9, at.y + out.y * 1.9)
    base = Point(at.x - out.x * 1.5, at.y - out.y * 1.5)
    one = Point(base.x + out.y * 2.6, base.y + out.x * 2.6)
    two = Point(base.x - out.y * 2.6, base.y - out.x * 2.6)
    return Shape(closed_path((tip, one, two)), INK, palette.road, 0.6)


# --- Jumps: which there are, how they are drawn in the corridors, and the badges of those that no corridor holds

DASHES = "4 2.2"
DOT_INSET_MM = 1.2  # from the edge of a square to the dot where a jump starts: clear of a title that begins there


PILL_STYLE = Style(11, bold=True)


def links(board: Board, words: Catalog) -> tuple[Link, ...]:
    """The jumps of the main track: bridges and returns whose end is known."""
    aimed = [
        square
        for square in board.squares
        if KINDS[square.kind].arrow and square.target and square.target != square.name
    ]
    return tuple(
        Link(
            square.number, int(square.target or 0), label_width(square.number, square.target or "", square.kind, words)
        )
        for square in aimed
    )


def label_parts(start: int, end: str, kind: Kind, words: Catalog) -> tuple[str, str]:
    """What stands before and after the small drawn arrow of a jump's pill."""
    before = words("jump.shortcut", name=start) if kind is Kind.SHORTCUT else str(start)
    return before, end


def label_width(start: int, end: str, kind: Kind, words: Catalog) -> float:
    before, after = label_parts(start, end, kind, words)
    return PILL_STYLE.width(before) + PILL_STYLE.width(after) + 6 + 5


def badges_of(apart: Sequence[Link]) -> dict[int, str]:
    """The pairs of badges that stand for jumps no corridor holds: « › 12 » and « ‹ 6 »."""
    badges: dict[int, str] = {}
    for link in apart:
        badges[link.from_] = " ".join(filter(None, (badges.get(link.from_, ""), f"› {link.to}")))
        badges[link.to] = " ".join(filter(None, (badges.get(link.to, ""), f"‹ {link.from_}")))
    return badges


def draw_jumps(jumps: Sequence[Jump], words: Catalog, palette: Palette) -> Iterator[Mark]:
    """Lines, heads, dots, pills."""
    for jump in jumps:
        kind = Kind.SHORTCUT if jump.forward else Kind.BACK
        colour = INK if palette.saver else palette.kinds[kind].band
        data = (("from", str(jump.from_)), ("to", str(jump.to)))
        yield Shape(polyline(jump.line, 3), "none", colour, 2, "" if jump.forward else DASHES, "jump", data)
        yield Shape(closed_path(jump.head), colour, colour, 0.5)
        yield Shape(dot(toward(jump.start, jump.line[1], DOT_INSET_MM)), colour, WHITE, 0.8)
        if jump.label:
            yield from pill(jump.label, label_parts(jump.from_, str(jump.to), kind, words), colour)


def halos(jumps: Sequence[Jump]) -> Iterator[Mark]:
    """White around every line, under the cells and under all lines, so that it cuts none of them."""
    for jump in jumps:
        yield Shape(polyline(jump.line, 3), "none", WHITE, 4.2)
        yield Shape(closed_path(jump.head), WHITE, WHITE, 2)


def dot(at: Point) -> str:
    return f"M{number(at.x - 1.9)} {number(at.y)}a1.9 1.9 0 1 0 3.8 0a1.9 1.9 0 1 0 -3.8 0Z"


def pill(box: Box, parts: tuple[str, str], colour: str) -> Iterator[Mark]:
    """A label on a line: « Pont : 4 », a drawn arrow (the font has none), « 12 »."""
    yield Shape(rounded_path(box, (box.h / 2,) * 4), WHITE, colour, 0.6)
    before, after = (PILL_STYLE.width(part) for part in parts)
    x = box.centre.x - (before + 6 + after) / 2
    y = box.centre.y
    baseline = y + cap(PILL_STYLE.size_pt) / 2
    yield text_at(x, baseline, parts[0], PILL_STYLE, colour)
    start = x + before + 1.2
    yield Shape(
        f"M{number(start)} {number(y)}h2.6M{number(start + 1.6)} {number(y - 1.1)}l1.2 1.1l-1.2 1.1",
        "none",
        colour,
        0.6,
    )
    yield text_at(x + before + 6, baseline, parts[1], PILL_STYLE, colour)


# --- The whole board on its sheet: road, cells, jumps, centre, stamp (game.md, « The drawing »; tokens.md)

SHEET = Box(0, 0, 420, 297)  # A3 landscape; other papers scale it


MARGIN = 8.5
LIFT_MM = 1.0  # the version stands under the road, 3 mm from the cut
GROUND = Box(MARGIN, MARGIN - LIFT_MM, SHEET.w - 2 * MARGIN, SHEET.h - 2 * MARGIN)


@dataclass(frozen=True, slots=True)
class BoardLayout:
    """The drawn board: its scene, its track and jumps (for the page), what did not fit.

    ``crowded``: the centre has no room for the landlord's logo.
    """

    scene: Scene
    track: Track
    jumps: tuple[Jump, ...]
    cuts: tuple[TitleOverflow, ...]
    undrawn: frozenset[str]
    fingerprint: str
    crowded: bool = False


routed = lru_cache(maxsize=64)(route)  # inks, papers and texts change, jumps hardly ever
kept_cell = lru_cache(maxsize=256)(draw_cell)  # who writes a circuit changes a square at a time


def lay_out(board: Board, deck: Deck, dossier: Dossier, words: Catalog, page: str | None = None) -> BoardLayout:
    """The board of ``deck``; ``page`` is the address of its page, for the QR code.

    ``undrawn`` holds the ids of the detours for which the centre has no room.
    """
    count, palette, logo = len(board.squares), colours_of(board.preset), board.preset.logo
    track = track_of(count)
    cards = {card.name: card for card in deck.cards}
    jumps, apart = routed(links(board, words), track)
    badges = badges_of(apart)
    sizes = partial(measures, count, large=board.preset.large)
    drawn = [
        kept_cell(cell, cards[str(cell.number)], palette, sizes(cell.box.h), badges.get(cell.number, ""))
        for cell in track.cells
    ]
    content, centre = content_of(board, cards, dossier, words), track.centre.inset(2)
    content = replace(content, stamp=STAMP_MM if page else 0)
    recess = track.recess.inset(2) if track.recess else None
    ground = BoardGround(track, jumps, tuple(group for group, _ in drawn), palette)
    placed = place(centre, content, palette, sizes(), recess)
    fingerprint = content_hash(scene_of(ground, placed, deck, dossier, words))
    shown = logo and draw_logo(logo, centre, placed.groups)
    if logo and not shown:  # words make room for it; the hash stays, since the board says the same
        placed = place(centre, replace(content, aside=LOGO_WIDTH_MM), palette, sizes(), recess)
        shown = draw_logo(logo, centre, placed.groups)
    scene = scene_of(ground, placed, deck, dossier, words)
    box, follow, least = stamp_held(placed.groups) if page else EDGE, words("stamp.follow"), sizes().least
    sealed = Group(tuple(stamp(box, dossier.version, fingerprint, follow, page, palette.paper, least)), "stamp")
    kept = tuple(with_logo(scene.groups, shown)) if shown else scene.groups
    scene = replace(scene, groups=(*kept, sealed))
    left_out = {card.name for side in placed.left_out for card in side.cards}
    told = frozenset(each.detour.id for each in board.side_tracks if each.squares[0].name in left_out)
    cuts = tuple(cut for _, cut in drawn if cut)
    scene = with_leftward_lines(scene) if direction(dossier.language) == "rtl" else scene
    return BoardLayout(scene, track, jumps, cuts, told, fingerprint, bool(logo and not shown))


@cache
def track_of(count: int) -> Track:
    """Many boards have the same track, and it takes longest to find."""
    return spiral(count, GROUND, gap_of(count))


@dataclass(frozen=True, slots=True)
class BoardGround:
    """What stands around the centre, with the colours of all."""

    track: Track
    jumps: tuple[Jump, ...]
    squares: tuple[Group, ...]
    palette: Palette


def scene_of(ground: BoardGround, placed: Placed, deck: Deck, dossier: Dossier, words: Catalog) -> Scene:
    """The board but for its stamp and logo, from the ground up."""
    track, palette = ground.track, ground.palette
    groups = (
        Group((Shape(sheet_path(), palette.ground),), "ground"),
        Group(tuple(road(track, palette)), "road"),
        Group(tuple(meadow(track, ground.jumps)), "meadow"),
        Group(tuple(pond(track, palette, tuple(said_in(placed.groups)))), "water"),
        Group(tuple(halos(ground.jumps)), "halos", "jumps"),
        *ground.squares,
        Group(tuple(chevrons(track.cells, palette)), "way"),
        Group(tuple(draw_jumps(ground.jumps, words, palette)), "jumps", "jumps"),
        *(group for group in placed.groups if group.id != "stamp"),
    )
    return Scene(
        SHEET.w,
        SHEET.h,
        groups,
        dossier.language,
        f"{dossier.game} · {dossier.title} · {dossier.subtitle}",
        words("board.description", n=len(track.cells), first=deck.cards[0].title, last=deck.cards[-1].title),
        ("title", *(group.id for group in ground.squares)),
    )


def said_in(groups: Iterable[Group]) -> Iterator[Box]:
    """Where something stands in the centre, with a little room around it."""
    for mark in (mark for group in groups for mark in group.marks):
        yield box_of(mark).inset(-2)


def gap_of(count: int) -> float:
    """Width of the corridors, mm: narrower with 63 squares, so that their titles have room."""
    return 8 if count > 42 else 11


def sheet_path() -> str:
    """The ground, running over the trimmed sheet on all sides for the bleed."""
    return rounded_path(SHEET.inset(-10), (0,) * 4)


def content_of(board: Board, cards: dict[str, Card], dossier: Dossier, words: Catalog) -> Content:
    """What the centre says: the kinds that this board has, and its side tracks."""
    sides = tuple(side_of(track, board, cards, words) for track in board.side_tracks if track.drawn)
    return Content(dossier, centre_legend(words), sides, danger_of(FactFormatter(board, words)))


def centre_legend(words: Catalog) -> tuple[LegendEntry, ...]:
    """The signs that stand on squares of many kinds."""
    return tuple(LegendEntry(sign, words(f"legend.sign.{sign}"), words(f"legend.{sign}")) for sign in Sign)


@dataclass(frozen=True, slots=True)
class KindEntry:
    """A kind, its word, and what it does in two or three words."""

    kind: Kind
    pictogram: str
    word: str
    effect: str


def legend(board: Board, words: Catalog) -> tuple[KindEntry, ...]:
    """The kinds of a board, for its page."""
    present = {square.kind for square in board.squares}
    told = [kind_spec for kind_spec in KINDS.values() if kind_spec.legend and kind_spec.kind in present]
    ranked = sorted(told, key=lambda kind_spec: kind_spec.legend)
    trace = KindEntry(Kind.BLANK, "egg", words("legend.word.trace"), words("legend.trace"))
    door = KindEntry(Kind.BLANK, DOOR, words("legend.word.door"), words("legend.door"))
    return (*(kind_entry(each, words) for each in ranked), trace, *((door,) if board.has_door else ()))


def kind_entry(kind_spec: KindSpec, words: Catalog) -> KindEntry:
    word = words(f"legend.word.{kind_spec.kind}" if kind_spec.short_word else f"kind.{kind_spec.kind}")
    return KindEntry(kind_spec.kind, kind_spec.pictogram, word, words(f"legend.{kind_spec.kind}"))


def side_of(track: SideTrack, board: Board, cards: dict[str, Card], words: Catalog) -> SidePanel:
    """A side track with where it comes from and where it goes."""
    inner = tuple(cards[square.name] for square in track.squares)
    after = track.target or str(track.entry + 1)
    return SidePanel(inner, words("track.from", name=track.entry), words("track.to", name=after), track.kind)


STAMP_MM = 22.0  # mm of a stamp with the QR code in the centre
EDGE = Box(MARGIN + 12, SHEET.h - 7.3, SHEET.w - 2 * MARGIN - 24, 4.4)


def stamp_held(groups: Iterable[Group]) -> Box:
    """The room that the centre keeps for the stamp."""
    return next(box_of(group.marks[0]) for group in groups if group.id == "stamp")
