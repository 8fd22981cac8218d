"""The whole board on its sheet: road, cells, jumps, centre, stamp (game.md, The drawing; ``look/tokens.md``)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from jeu_oie.board.cards import Card, Deck
from jeu_oie.board.dossier import Dossier
from jeu_oie.board.effects import where
from jeu_oie.board.facts import FactFormatter
from jeu_oie.board.kinds import Kind
from jeu_oie.board.kinds.register import KINDS, colours_of
from jeu_oie.board.kinds.traits import Traits
from jeu_oie.board.squares import Board, SideTrack
from jeu_oie.layout.board.arrows import badges_of, draw_jumps, halos, links
from jeu_oie.layout.board.ground import chevrons, meadow, pond, road
from jeu_oie.layout.cells import draw_cell
from jeu_oie.layout.cells.frame import TitleOverflow, measures
from jeu_oie.layout.centre import Content, place
from jeu_oie.layout.centre.legend import LegendEntry
from jeu_oie.layout.centre.sides import SidePanel
from jeu_oie.layout.direction import direction
from jeu_oie.layout.geometry import Box, rounded_path
from jeu_oie.layout.jumps import Jump, route
from jeu_oie.layout.marks import cap
from jeu_oie.layout.mirror import jump_in, mirror_scene, track_in
from jeu_oie.layout.scene import Group, Scene, Shape, Text
from jeu_oie.layout.stamp import content_hash, stamp
from jeu_oie.layout.tracks import TRACKS, Track
from jeu_oie.messages import Catalog

SHEET = Box(0, 0, 420, 297)  # A3 landscape; other papers scale it


MARGIN = 8.5


@dataclass(frozen=True, slots=True)
class BoardLayout:
    """The drawn board: its scene, its track and jumps (for the page), what did not fit."""

    scene: Scene
    track: Track
    jumps: tuple[Jump, ...]
    cuts: tuple[TitleOverflow, ...]
    undrawn: frozenset[str]
    fingerprint: str


def lay_out(board: Board, deck: Deck, dossier: Dossier, words: Catalog, page: str | None = None) -> BoardLayout:
    """The board of ``deck``; ``page`` is the address of its page, for the QR code.

    ``told`` holds the ids of the detours for which the centre has no room.
    """
    count, palette = len(board.squares), colours_of(board.preset)
    track = TRACKS[board.preset.track](count, SHEET.inset(MARGIN), gap_of(count))
    cards = {card.name: card for card in deck.cards}
    jumps, apart = route(links(board, words), track)
    badges = badges_of(apart)
    sizes = partial(measures, count, large=board.preset.large)
    drawn = [
        draw_cell(cell, cards[str(cell.number)], palette, sizes(cell.box.h), badges.get(cell.number, ""))
        for cell in track.cells
    ]
    stamp_box, room = stamp_place(track, 21 if page else 11)
    placed = place(room, content_of(board, cards, dossier, words), palette, sizes())
    left_out = {card.name for side in placed.left_out for card in side.cards}
    told = frozenset(each.detour.id for each in board.side_tracks if each.squares[0].name in left_out)
    groups = (
        Group((Shape(sheet_path(), palette.ground),), "ground"),
        Group(tuple(road(track, palette)), "road"),
        Group(tuple(meadow(track, jumps)), "meadow"),
        Group(tuple(pond(track.centre, palette, tuple(said_in(placed.groups)))), "water"),
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
    follow, least = words("stamp.follow"), sizes().least
    sealed = Group(tuple(stamp(stamp_box, dossier.version, fingerprint, follow, page, palette.paper, least)), "stamp")
    scene = replace(scene, groups=(*scene.groups, sealed))
    cuts = tuple(cut for _, cut in drawn if cut)
    drawing = BoardLayout(scene, track, jumps, cuts, told, fingerprint)
    return in_mirror(drawing) if direction(dossier.language) == "rtl" else drawing


def in_mirror(drawing: BoardLayout) -> BoardLayout:
    """The board for a language written from right to left: its track starts at the right."""
    return replace(
        drawing,
        scene=mirror_scene(drawing.scene),
        track=track_in(drawing.track, SHEET.w),
        jumps=tuple(jump_in(jump, SHEET.w) for jump in drawing.jumps),
    )


def said_in(groups: Iterable[Group]) -> Iterator[Box]:
    """Where the words of the centre stand, with the boxes drawn around some of them."""
    for mark in (mark for group in groups for mark in group.marks):
        if isinstance(mark, Text):
            height = cap(mark.size_pt)
            yield Box(mark.x - 6, mark.y - height - 3, mark.width + 12, height + 6)


def gap_of(count: int) -> float:
    """Width of the corridors, mm: narrower with 63 squares, so that their titles have room."""
    return 8 if count > 42 else 11


def sheet_path() -> str:
    """The ground, running over the trimmed sheet on all sides for the bleed."""
    return rounded_path(SHEET.inset(-10), (0,) * 4)


def content_of(board: Board, cards: dict[str, Card], dossier: Dossier, words: Catalog) -> Content:
    """What the centre says: the kinds that this board has, and its side tracks."""
    sides = tuple(side_of(track, board, cards, words) for track in board.side_tracks if track.drawn)
    return Content(dossier, legend(board, words), sides)


def legend(board: Board, words: Catalog) -> tuple[LegendEntry, ...]:
    present = {square.kind for square in board.squares}
    told = [traits for traits in KINDS.values() if traits.legend and traits.kind in present]
    entries = (legend_entry(traits, board, words) for traits in sorted(told, key=lambda traits: traits.legend))
    return (*entries, LegendEntry(Kind.BLANK, "egg", words("legend.word.trace"), words("legend.trace")))


def legend_entry(traits: Traits, board: Board, words: Catalog) -> LegendEntry:
    word = words(f"legend.word.{traits.kind}" if traits.short_word else f"kind.{traits.kind}")
    return LegendEntry(traits.kind, traits.pictogram, word, words(f"legend.{traits.kind}", n=board.preset.trap))


def side_of(track: SideTrack, board: Board, cards: dict[str, Card], words: Catalog) -> SidePanel:
    """A side track with where it comes from and where it goes."""
    facts = FactFormatter(board, words)
    goes = words("track.to", where=where(track.target, facts)) if track.target else words("track.on", name=track.entry)
    return SidePanel(tuple(cards[square.name] for square in track.squares), words("track.from", name=track.entry), goes)


def stamp_place(track: Track, height: float) -> tuple[Box, Box]:
    """Where the stamp stands (a spare box, else the foot of the centre), and what is left for the centre."""
    centre = track.centre.inset(2)
    if track.spare:
        spare = track.spare[0]
        return spare.inset(2), centre
    strip = Box(centre.x + 3, centre.bottom - height - 2, centre.w - 6, height)
    return strip, Box(centre.x, centre.y, centre.w, centre.h - height - 3)
