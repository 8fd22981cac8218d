"""What a drawing is made of, placed in mm, y downwards; the same in black alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import cycle

from jeu_oie.draw.geometry import Box
from jeu_oie.draw.ink import BLACK, COLOUR, INK, in_black
from jeu_oie.draw.logo import Logo, grey_logo
from jeu_oie.draw.text import leftward


@dataclass(frozen=True, slots=True)
class Pattern:
    """One tile of a pattern: its size in mm, and the SVG of what is drawn in it; empty where the kind is plain."""

    width: float
    height: float
    drawing: str


# The layout decides all of it; a renderer only writes it down, as SVG or as boxes on a page.


@dataclass(frozen=True, slots=True)
class Shape:
    """An outline: SVG path data in mm; ``stroke_mm`` wide, dashed by ``dash`` (« 4 2.2 »)."""

    path: str
    fill: str = "none"
    stroke: str = "none"
    stroke_mm: float = 0
    dash: str = ""
    kind: str = ""
    data: tuple[tuple[str, str], ...] = ()
    pattern: Pattern | None = None


@dataclass(frozen=True, slots=True)
class Icon:
    """A pictogram by name, in a box; ``fill`` colours those of one colour."""

    name: str
    box: Box
    fill: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text: left end and baseline in mm, size in pt, measured width in mm.

    ``leftward``: its words follow each other from right to left. ``language``: where it is not the sheet's.
    """

    x: float
    y: float
    content: str
    size_pt: float
    bold: bool
    fill: str
    width: float
    leftward: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Image:
    """A landlord's logo in a box of its own proportions: it names, and says nothing (``content_hash``)."""

    logo: Logo
    box: Box


Mark = Shape | Icon | Text | Image


@dataclass(frozen=True, slots=True)
class Group:
    """Marks that belong together: ``id`` and ``data`` are given, never counted."""

    marks: tuple[Mark, ...]
    id: str = ""
    kind: str = ""
    data: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a drawing that is already made is shown on a sheet: its top left corner, ``scale`` times as large.

    Nothing of it stands out of ``clip``. In mm from the top left corner of the sheet.
    """

    x: float
    y: float
    scale: float
    clip: Box


@dataclass(frozen=True, slots=True)
class Scene:
    """A sheet of ``width`` × ``height`` mm; groups are drawn in order, ``reading`` tells the order of its texts."""

    width: float
    height: float
    groups: tuple[Group, ...]
    language: str = "fr"
    title: str = ""
    description: str = ""
    reading: tuple[str, ...] = field(default=())

    def read(self) -> list[Group]:
        """The groups in reading order: those named by ``reading`` first, then the others as drawn."""
        ranks = {name: rank for rank, name in enumerate(self.reading)}
        return sorted(self.groups, key=lambda each: ranks.get(each.id, len(ranks)))

    def texts(self) -> Iterator[Text]:
        """The texts in reading order."""
        yield from (mark for group in self.read() for mark in group.marks if isinstance(mark, Text))


def printed_black(scene: Scene) -> Scene:
    """The same for who prints in black alone."""
    return replace(
        scene, groups=tuple(replace(each, marks=tuple(map(mark_in_black, each.marks))) for each in scene.groups)
    )


def mark_in_black(mark: Mark) -> Mark:
    if isinstance(mark, Image):
        return replace(mark, logo=grey_logo(mark.logo))
    fill = blacken_paint(mark.fill)
    if isinstance(mark, Shape):
        if fill.startswith("pattern:") and "#" not in fill:  # a pattern without a colour is drawn in ink
            fill = f"{fill}:{BLACK}"
        return replace(mark, fill=fill, stroke=blacken_paint(mark.stroke))
    return replace(mark, fill=fill)


def with_leftward_lines(scene: Scene) -> Scene:
    """The same in a language written from right to left: lines that have its letters begin at their right end."""
    lines = (
        tuple(replace(mark, leftward=leftward(mark.content)) if isinstance(mark, Text) else mark for mark in each.marks)
        for each in scene.groups
    )
    return replace(scene, groups=tuple(replace(each, marks=own) for each, own in zip(scene.groups, lines, strict=True)))


def blacken_paint(paint: str) -> str:
    """A colour, a pattern with one, or « none »."""
    return COLOUR.sub(lambda colour: in_black(colour[0]), paint)


# A tile of (width, height) mm and what is drawn in it, in the colour of the pattern (``tokens.md``, Kinds).

LINE = ".4"  # mm, where a pattern does not say otherwise


@dataclass(frozen=True, slots=True)
class PatternTile:
    """One tile of a pattern: its size in mm, its colour, and the SVG of what is drawn in it."""

    width: float
    height: float
    ink: str
    inside: str


def tile(mark: Shape) -> PatternTile:
    """What fills a shape whose fill is « pattern:name:#colour »; without a colour it is drawn in ink."""
    assert mark.pattern is not None, mark.fill
    ink = mark.fill.removeprefix("pattern:").partition(":")[2] or INK
    return PatternTile(mark.pattern.width, mark.pattern.height, ink, mark.pattern.drawing.replace("currentColor", ink))


COMMAND = re.compile(r"([A-Za-z])([^A-Za-z]*)")
FIGURE = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
# What each figure of a path command is: x, y, or something else.
PARTS = {"M": "xy", "L": "xy", "T": "xy", "H": "x", "V": "y", "Q": "xyxy", "S": "xyxy", "C": "xyxyxy", "A": "-----xy"}


def commands(path: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each command with its figures, and what each of them is."""
    return [
        (command, list(zip(cycle(PARTS.get(command.upper(), "")), FIGURE.findall(figures), strict=False)))
        for command, figures in COMMAND.findall(path)
    ]


def bounds(path: str) -> Box:
    """The box around the points of an outline whose curves, if it has any, are told from the sheet's corner."""
    at, reached = {"x": 0.0, "y": 0.0}, {"x": list[float](), "y": list[float]()}
    for command, parts in commands(path):
        for part, figure in parts:
            if part in at:
                at[part] = float(figure) + (at[part] if command.islower() else 0)
                reached[part].append(at[part])
    left, top = min(reached["x"]), min(reached["y"])
    return Box(left, top, max(reached["x"]) - left, max(reached["y"]) - top)
