"""The whole board on its sheet: road, cells, jumps, centre, stamp (game.md, The drawing)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial

from jeu_oie.board.arrows import badges_of, draw_jumps, halos, links
from jeu_oie.board.cell import TitleOverflow, measures
from jeu_oie.board.centre import Content, Placed, place
from jeu_oie.board.danger import danger_of
from jeu_oie.board.faces import draw_cell
from jeu_oie.board.ground import chevrons, meadow, pond, road
from jeu_oie.board.jumps import Jump, route
from jeu_oie.board.legend import centre_legend
from jeu_oie.board.logo import LOGO_WIDTH_MM, draw_logo, with_logo
from jeu_oie.board.rings import Track, spiral
from jeu_oie.board.sides import SidePanel
from jeu_oie.draw.geometry import Box, rounded_path
from jeu_oie.draw.marks import box_of, content_hash, stamp
from jeu_oie.draw.scene import Group, Scene, Shape, with_leftward_lines
from jeu_oie.draw.text import direction
from jeu_oie.game.cards import Card, Deck
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.kinds.register import colours_of
from jeu_oie.game.preset import Palette
from jeu_oie.game.squares import Board, SideTrack
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import Catalog

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
