"""What a drawing is made of: shapes, pictograms and lines of text, placed in mm, y downwards.

The layout decides all of it; a renderer only writes it down, as SVG or as boxes on a page.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from jeu_oie.board.kinds.traits import Pattern
from jeu_oie.board.palette import BLACK, COLOUR, in_black
from jeu_oie.layout.geometry import Box


@dataclass(frozen=True, slots=True)
class Shape:
    """An outline: SVG path data in mm; ``stroke_mm`` wide, dashed by ``dash`` (« 4 2.2 »).

    ``upright``: a QR code, which no mirror may turn over.
    """

    path: str
    fill: str = "none"
    stroke: str = "none"
    stroke_mm: float = 0
    dash: str = ""
    kind: str = ""
    data: tuple[tuple[str, str], ...] = ()
    upright: bool = False
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

    ``turned`` is upside down: (x, y) is then still the left end as it is read. ``leftward``: its words follow each
    other from right to left.
    """

    x: float
    y: float
    content: str
    size_pt: float
    bold: bool
    fill: str
    width: float
    turned: bool = False
    leftward: bool = False


Mark = Shape | Icon | Text


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
    fill = blacken_paint(mark.fill)
    if isinstance(mark, Shape):
        if fill.startswith("pattern:") and "#" not in fill:  # a pattern without a colour is drawn in ink
            fill = f"{fill}:{BLACK}"
        return replace(mark, fill=fill, stroke=blacken_paint(mark.stroke))
    return replace(mark, fill=fill)


def blacken_paint(paint: str) -> str:
    """A colour, a pattern with one, or « none »."""
    return COLOUR.sub(lambda colour: in_black(colour[0]), paint)
