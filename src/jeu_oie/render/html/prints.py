"""A drawing within a text that flows: its shapes as an image, over them each line of its words in a box of its own.

The print engine sets the text of an SVG letter by letter, which no reader can search (outputs.md, Facts about the
print engine); and inline, each shape would take part in the page's styles and anchors.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from jeu_oie.layout.font import PT_MM
from jeu_oie.layout.geometry import number
from jeu_oie.layout.scene import Scene, Text

# Baseline under the top of a box whose line is as high as the text's size: the font's ascent of .95 and
# descent of .29 are centred on it (OS/2 and hhea tables).
BASELINE = 0.95 - (0.95 + 0.29 - 1) / 2


@dataclass(frozen=True, slots=True)
class StyleRule:
    """A size in pt, a weight and a colour, one style rule."""

    size_pt: float
    bold: bool
    fill: str


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line of text: its face's rank; left, top and width of its box in mm."""

    face: int
    left: str
    top: str
    width: str
    content: str
    turned: bool
    leftward: bool


@dataclass(frozen=True, slots=True)
class TextGroup:
    """What stands together (a square): paragraphs of one face each, of lines that read on."""

    paragraphs: tuple[tuple[PlacedLine, ...], ...]


def parts_of(scene: Scene, faces: Mapping[StyleRule, int]) -> Iterator[TextGroup]:
    """The groups of a scene that say something, in reading order."""
    for group in scene.read():
        texts = [mark for mark in group.marks if isinstance(mark, Text)]
        runs = groupby((line_of(text, faces) for text in texts), key=lambda line: (line.face, line.turned))
        if texts:
            yield TextGroup(tuple(tuple(run) for _, run in runs))


def face_of(text: Text) -> StyleRule:
    return StyleRule(text.size_pt, text.bold, text.fill)


def line_of(text: Text, faces: Mapping[StyleRule, int]) -> PlacedLine:
    """The box whose baseline starts at the text's (x, y), upright or turned around that point."""
    top = text.y - BASELINE * text.size_pt * PT_MM
    left, width = number(text.x), number(text.width)
    return PlacedLine(faces[face_of(text)], left, number(top), width, text.content, text.turned, text.leftward)
