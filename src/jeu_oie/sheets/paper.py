"""What all handouts share: sizes, folds, the line that says whose sheet it is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from jeu_oie.draw.geometry import Box, number
from jeu_oie.draw.ink import GOLD, INK, WHITE
from jeu_oie.draw.marks import cap, content_hash, text_at
from jeu_oie.draw.scene import Group, Icon, Image, Mark, Scene, Shape, Text, commands, mirror_scene
from jeu_oie.draw.text import RIGHT_TO_LEFT_MARK, Style, direction
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.kinds.register import colours_of
from jeu_oie.game.preset import Palette
from jeu_oie.game.squares import Board
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import Catalog

# --- What all handouts share: sizes, folds and cuts, the ruler, and the line that says whose sheet it is --

RULER = 50.0
FOLD = "2.4 1.6"
THIN = 0.25
POINT = "\u00a0· "  # never at the start of a line
MARGIN = 8.0  # more than most printers' dead margin


@dataclass(frozen=True, slots=True)
class PrintContext:
    """What is told and how it looks; ``page`` is the address of the circuit's page, for the QR code."""

    board: Board
    dossier: Dossier
    words: Catalog
    page: str | None = None

    @property
    def palette(self) -> Palette:
        return colours_of(self.board.preset)

    @property
    def facts(self) -> FactFormatter:
        return FactFormatter(self.board, self.words)

    @property
    def large(self) -> bool:
        return self.board.preset.large

    @property
    def small(self) -> Style:
        """For the stamp: 9 pt, 14 pt in large print."""
        return Style(14 if self.large else 9)

    @property
    def text(self) -> Style:
        """For what is read: 12 pt, 14 pt in large print."""
        return Style(14 if self.large else 12)

    @property
    def bold(self) -> Style:
        return replace(self.text, bold=True)


@dataclass(frozen=True, slots=True)
class DrawnSheets:
    """A drawn document: its pages, and name of a sheet → the hash that it carries.

    ``duplex``: printed on both sides.
    """

    scenes: tuple[Scene, ...]
    hashes: Mapping[str, str]
    duplex: bool = False


def sheets(
    paper: PrintContext, scenes: Sequence[Scene], hashes: Mapping[str, str], *, duplex: bool = False
) -> DrawnSheets:
    """The document; seen in a mirror for a language that is written from right to left."""
    leftward = direction(paper.dossier.language) == "rtl"
    return DrawnSheets(tuple(map(mirror_scene, scenes) if leftward else scenes), hashes, duplex)


def hash_of(scenes: Sequence[Scene]) -> str:
    """Six hexadecimal digits over what all pages say, before they are stamped."""
    if len(scenes) == 1:
        return content_hash(scenes[0])
    return sha256("".join(map(content_hash, scenes)).encode()).hexdigest()[:6]


def stamp_scene(scene: Scene, *marks: Mark) -> Scene:
    """The sheet with the marks that its hash is not made of."""
    return replace(scene, groups=(*scene.groups, Group(marks, "timbre", "stamp")))


def join_points(paper: PrintContext, parts: Iterable[str]) -> str:
    """« a · b », the parts in the order in which the sheet is read, whatever language each is in."""
    leftward = direction(paper.dossier.language) == "rtl"
    return (RIGHT_TO_LEFT_MARK + POINT if leftward else POINT).join(parts)


def ruler(paper: PrintContext, x: float, y: float) -> Iterator[Mark]:
    """A ruler of exactly 5 cm whose top left corner is (x, y), and what it is: measures what a printer scaled."""
    for rank in range(5):
        fill = GOLD if rank % 2 == 0 and not paper.palette.saver else WHITE
        yield Shape(f"M{number(x + 10 * rank)} {number(y)}h10v3h-10Z", fill, INK, 0.2)
    yield Shape(f"M{x:.3f} {number(y - 1)}V{number(y + 4)}", "none", INK, 0.2, kind="ruler-start")
    yield Shape(f"M{x + RULER:.3f} {number(y - 1)}V{number(y + 4)}", "none", INK, 0.2, kind="ruler-end")
    yield text_at(x + RULER + 3, y + 1.5 + cap(paper.small.size_pt) / 2, paper.words("print.ruler"), paper.small)


def line(x: float, y: float, to_x: float, to_y: float, *, dash: str = "", kind: str = "", mm: float = THIN) -> Shape:
    """A straight line: solid to cut, dashed to fold."""
    return Shape(f"M{x:.3f} {y:.3f}L{to_x:.3f} {to_y:.3f}", "none", INK, mm, dash, kind)


def scale_scene(scene: Scene, by: float, width: float, height: float) -> Scene:
    """The same sheet on paper of ``width`` × ``height``, every length and size times ``by``."""
    groups = (replace(group, marks=tuple(scaled_mark(mark, by) for mark in group.marks)) for group in scene.groups)
    return replace(scene, width=width, height=height, groups=tuple(groups))


def scaled_mark(mark: Mark, by: float) -> Mark:
    match mark:
        case Text():
            x, y, size, wide = (value * by for value in (mark.x, mark.y, mark.size_pt, mark.width))
            return replace(mark, x=x, y=y, size_pt=size, width=wide)
        case Icon() | Image():
            box = mark.box
            return replace(mark, box=Box(box.x * by, box.y * by, box.w * by, box.h * by))
        case Shape():
            dash = " ".join(f"{float(part) * by:.2f}" for part in mark.dash.split())
            return replace(mark, path=scaled_path(mark.path, by), stroke_mm=mark.stroke_mm * by, dash=dash)


def scaled_path(path: str, by: float) -> str:
    """Path data, its lengths times ``by``: angles and flags of arcs are none."""
    return "".join(
        command + " ".join(figure if part in "afs" else f"{float(figure) * by:.3f}" for part, figure in parts)
        for command, parts in commands(path)
    )
