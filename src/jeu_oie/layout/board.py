"""The whole board on its sheet: road, cells, jumps, centre, stamp (game.md, The drawing; ``look/tokens.md``)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from jeu_oie.board.cards import PICTOGRAMS, Card, Deck
from jeu_oie.board.dossier import Dossier
from jeu_oie.board.effects import where
from jeu_oie.board.facts import Facts
from jeu_oie.board.kinds import Kind
from jeu_oie.board.palette import INK, WHITE, Palette
from jeu_oie.board.squares import Board, SideTrack
from jeu_oie.layout.cells import Cut, cap, draw_cell, measures
from jeu_oie.layout.centre import Content, LegendEntry, Side, place
from jeu_oie.layout.geometry import Box, Point, number, polyline, rounded
from jeu_oie.layout.geometry import Side as Edge
from jeu_oie.layout.jumps import Jump, Link, route
from jeu_oie.layout.scene import Group, Icon, Mark, Scene, Shape
from jeu_oie.layout.stamp import content_hash, stamp
from jeu_oie.layout.text import Style
from jeu_oie.layout.tracks import TRACKS, Cell, Track
from jeu_oie.messages import Words

SHEET = Box(0, 0, 420, 297)  # A3 landscape; other papers scale it
MARGIN = 8.5
ROAD_MM = 2.0
EDGE_MM = 0.9
DASH = "4 2.2"


@dataclass(frozen=True, slots=True)
class BoardLayout:
    """The drawn board: its scene, its track and jumps (for the page), what did not fit."""

    scene: Scene
    track: Track
    jumps: tuple[Jump, ...]
    cuts: tuple[Cut, ...]
    told: frozenset[str]
    fingerprint: str


def lay_out(board: Board, deck: Deck, dossier: Dossier, words: Words, page: str | None = None) -> BoardLayout:
    """The board of ``deck``; ``page`` is the address of its page, for the QR code.

    ``told`` holds the ids of the detours for which the centre has no room.
    """
    count, palette = len(board.squares), board.preset.colours
    track = TRACKS[board.preset.track](count, SHEET.inset(MARGIN), gap_of(count))
    cards = {card.name: card for card in deck.cards}
    jumps, apart = route(links(board, words), track)
    badges = badges_of(apart)
    drawn = [
        draw_cell(cell, cards[str(cell.number)], palette, count, badges.get(cell.number, "")) for cell in track.cells
    ]
    stamp_box, room = stamp_place(track, 21 if page else 11)
    placed = place(room, content_of(board, cards, dossier, words), palette, measures(count))
    left_out = {card.name for side in placed.left_out for card in side.cards}
    told = frozenset(each.detour.id for each in board.side_tracks if each.squares[0].name in left_out)
    groups = (
        Group((Shape(sheet_path(), palette.ground),), "ground"),
        Group(tuple(road(track, palette)), "road"),
        Group(tuple(meadow(track, jumps)), "meadow"),
        Group(tuple(pond(track.centre, palette)), "water"),
        Group(tuple(halos(jumps)), "halos", "jumps"),
        *(group for group, _ in drawn),
        Group(tuple(chevrons(track.cells, palette)), "way"),
        Group(tuple(draw_jumps(jumps, words, palette)), "jumps", "jumps"),
        *placed.groups,
    )
    scene = Scene(
        SHEET.w,
        SHEET.h,
        groups,
        dossier.language,
        f"{dossier.game} · {dossier.title} · {dossier.subtitle}",
        words("board.description", n=count, first=deck.cards[0].title, last=deck.cards[-1].title),
        ("title", *(group.id for group, _ in drawn)),
    )
    fingerprint = content_hash(scene)
    sealed = Group(tuple(stamp(stamp_box, dossier.version, fingerprint, words("stamp.follow"), page, palette)), "stamp")
    scene = replace(scene, groups=(*scene.groups, sealed))
    cuts = tuple(cut for _, cut in drawn if cut) + placed.cuts
    return BoardLayout(scene, track, jumps, cuts, told, fingerprint)


def gap_of(count: int) -> float:
    """Width of the corridors, mm: narrower with 63 squares, so that their titles have room."""
    return 8 if count > 42 else 11


def sheet_path() -> str:
    """The ground, running over the trimmed sheet on all sides for the bleed."""
    return rounded(SHEET.inset(-10), (0,) * 4)


# --- road, meadow, water ---------------------------------------------------------------------------------


def road(track: Track, palette: Palette) -> Iterator[Shape]:
    """The union of the cells and bridges grown by 2 mm: its edge is drawn once, under the whole road."""
    outlines = [rounded(cell.box, cell.radii) for cell in track.cells]
    outlines += [rounded(cell.bridge, (0,) * 4) for cell in track.cells if cell.bridge]
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
    for a, b in zip(points, points[1:], strict=False):
        yield Box(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x), abs(a.y - b.y)).inset(-2.1)
    if jump.label:
        yield jump.label


def along(spine: Sequence[Point], step: float) -> Iterator[Point]:
    """Points every ``step`` mm along a line, half a step from its ends."""
    left = step / 2
    for a, b in zip(spine, spine[1:], strict=False):
        length = a.distance(b)
        while left <= length:
            share = left / length
            yield Point(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share)
            left += step
        left -= length


def pond(centre: Box, palette: Palette) -> Iterator[Mark]:
    """The water of the centre, with a few waves at its edges."""
    yield Shape(rounded(centre, (5,) * 4), palette.water)
    for x, y in ((0.06, 0.03), (0.9, 0.04), (0.93, 0.26), (0.04, 0.9), (0.93, 0.93)):
        yield Icon("wave", Box(centre.x + centre.w * x - 5, centre.y + centre.h * y - 2, 10, 10))


def chevrons(cells: Sequence[Cell], palette: Palette) -> Iterator[Shape]:
    """The way: one arrow at each joint, three on a bridge."""
    for cell, following in zip(cells, cells[1:], strict=False):
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
    return Shape(closed((tip, one, two)), INK, palette.road, 0.6)


def closed(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{number(point.x)} {number(point.y)}" for point in points) + "Z"


# --- jumps -----------------------------------------------------------------------------------------------

PILL_STYLE = Style(11, bold=True)


def links(board: Board, words: Words) -> tuple[Link, ...]:
    """The jumps of the main track: bridges and returns whose end is known."""
    kinds = (Kind.SHORTCUT, Kind.BACK)
    aimed = [
        square for square in board.squares if square.kind in kinds and square.target and square.target != square.name
    ]
    return tuple(
        Link(
            square.number, int(square.target or 0), label_width(square.number, square.target or "", square.kind, words)
        )
        for square in aimed
    )


def label_parts(start: int, end: str, kind: Kind, words: Words) -> tuple[str, str]:
    """What stands before and after the small drawn arrow of a jump's pill."""
    before = words("jump.shortcut", name=start) if kind is Kind.SHORTCUT else str(start)
    return before, end


def label_width(start: int, end: str, kind: Kind, words: Words) -> float:
    before, after = label_parts(start, end, kind, words)
    return PILL_STYLE.width(before) + PILL_STYLE.width(after) + 6 + 5


def badges_of(apart: Sequence[Link]) -> dict[int, str]:
    """The pairs of badges that stand for jumps no corridor holds: « › 12 » and « ‹ 6 »."""
    badges: dict[int, str] = {}
    for link in apart:
        badges[link.from_] = " ".join(filter(None, (badges.get(link.from_, ""), f"› {link.to}")))
        badges[link.to] = " ".join(filter(None, (badges.get(link.to, ""), f"‹ {link.from_}")))
    return badges


def draw_jumps(jumps: Sequence[Jump], words: Words, palette: Palette) -> Iterator[Mark]:
    """Lines, heads, dots, pills."""
    for jump in jumps:
        kind = Kind.SHORTCUT if jump.forward else Kind.BACK
        colour = INK if palette.saver else palette.kinds[kind].band
        data = (("from", str(jump.from_)), ("to", str(jump.to)))
        yield Shape(polyline(jump.line, 3), "none", colour, 2, "" if jump.forward else DASH, "jump", data)
        yield Shape(closed(jump.head), colour, colour, 0.5)
        yield Shape(dot(jump.start), colour, WHITE, 0.8)
        if jump.label:
            yield from pill(jump.label, label_parts(jump.from_, str(jump.to), kind, words), colour)


def halos(jumps: Sequence[Jump]) -> Iterator[Mark]:
    """White around every line, under the cells and under all lines, so that it cuts none of them."""
    for jump in jumps:
        yield Shape(polyline(jump.line, 3), "none", WHITE, 4.2)
        yield Shape(closed(jump.head), WHITE, WHITE, 2)


def dot(at: Point) -> str:
    return f"M{number(at.x - 1.9)} {number(at.y)}a1.9 1.9 0 1 0 3.8 0a1.9 1.9 0 1 0 -3.8 0Z"


def pill(box: Box, parts: tuple[str, str], colour: str) -> Iterator[Mark]:
    """A label on a line: « Pont : 4 », a drawn arrow (the font has none), « 12 »."""
    from jeu_oie.layout.cells import text_at  # noqa: PLC0415

    yield Shape(rounded(box, (box.h / 2,) * 4), WHITE, colour, 0.6)
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


# --- centre ----------------------------------------------------------------------------------------------

LEGEND = (
    Kind.STEP,
    Kind.TIME,
    Kind.PRACTICE,
    Kind.SHORTCUT,
    Kind.QUESTION,
    Kind.WAIT,
    Kind.SILENCE,
    Kind.DETOUR,
    Kind.BLOCKED,
    Kind.CLOSED,
    Kind.BACK,
    Kind.RECOURSE,
    Kind.SPACE,
    Kind.BLANK,
)
SHORT_WORDS = frozenset({Kind.TIME, Kind.SPACE})


def content_of(board: Board, cards: dict[str, Card], dossier: Dossier, words: Words) -> Content:
    """What the centre says: the kinds that this board has, and its side tracks."""
    sides = tuple(side_of(track, board, cards, words) for track in board.side_tracks if track.drawn)
    return Content(dossier, legend(board, words), sides)


def legend(board: Board, words: Words) -> tuple[LegendEntry, ...]:
    present = {square.kind for square in board.squares}
    entries = tuple(
        LegendEntry(
            kind,
            PICTOGRAMS[kind],
            words(f"legend.word.{kind}" if kind in SHORT_WORDS else f"kind.{kind}"),
            words(f"legend.{kind}", n=board.preset.trap),
        )
        for kind in LEGEND
        if kind in present
    )
    return (*entries, LegendEntry(Kind.BLANK, "egg", words("legend.word.trace"), words("legend.trace")))


def side_of(track: SideTrack, board: Board, cards: dict[str, Card], words: Words) -> Side:
    """A side track with where it comes from and where it goes."""
    facts = Facts(board, words)
    goes = words("track.to", where=where(track.target, facts)) if track.target else words("track.on", name=track.entry)
    return Side(tuple(cards[square.name] for square in track.squares), words("track.from", name=track.entry), goes)


# --- stamp -----------------------------------------------------------------------------------------------


def stamp_place(track: Track, height: float) -> tuple[Box, Box]:
    """Where the stamp stands (a spare box, else the foot of the centre), and what is left for the centre."""
    centre = track.centre.inset(2)
    if track.spare:
        spare = track.spare[0]
        return spare.inset(2), centre
    strip = Box(centre.x + 3, centre.bottom - height - 2, centre.w - 6, height)
    return strip, Box(centre.x, centre.y, centre.w, centre.h - height - 3)
