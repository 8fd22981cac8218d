"""What goes to the print engine, as HTML.

Drawn sheets (board, cards) are SVG shapes with each line of text in a box of its own over them: the engine
sets SVG text letter by letter, which no reader can search (outputs.md, Facts about the print engine). The
shapes stand as an image: inline, each of them would take part in the page's styles and anchors.
"""

from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from jeu_oie.layout.font import PT_MM
from jeu_oie.layout.geometry import number
from jeu_oie.layout.scene import Scene, Text
from jeu_oie.render.html import fill

# Baseline under the top of a box whose line is as high as the text's size: the font's ascent of .95 and
# descent of .29 are centred on it (OS/2 and hhea tables).
BASELINE = 0.95 - (0.95 + 0.29 - 1) / 2


BATCH = 4  # sheets a document: the engine keeps all of a document in memory


@dataclass(frozen=True, slots=True)
class Face:
    """A size in pt, a weight and a colour, one style rule."""

    size_pt: float
    bold: bool
    fill: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: its face's rank; left, top and width of its box in mm."""

    face: int
    left: str
    top: str
    width: str
    content: str
    turned: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its shapes as SVG (base64), its lines in reading order."""

    svg: str
    lines: tuple[Line, ...]


def scenes_document(scenes: Sequence[Scene], svgs: Sequence[str], title: str, bleed_mm: float = 0) -> str:
    """One page a scene, all of the first one's size; ``svgs`` are their shapes, overrunning by ``bleed_mm``.

    With a bleed the page has crop marks around it.
    """
    first = scenes[0]
    texts = [tuple(scene.texts()) for scene in scenes]
    faces = {face: rank for rank, face in enumerate(dict.fromkeys(face_of(each) for page in texts for each in page), 1)}
    sheets = [
        Sheet(b64encode(svg.encode()).decode(), tuple(line_of(each, faces) for each in page))
        for svg, page in zip(svgs, texts, strict=True)
    ]
    return fill(
        "print/scenes.html",
        language=first.language,
        title=title,
        width=first.width,
        height=first.height,
        bleed_mm=bleed_mm,
        baseline=BASELINE,
        faces=tuple(faces),
        sheets=sheets,
    )


def scenes_documents(
    scenes: Sequence[Scene], draw: Callable[[Scene], str], title: str
) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Many sheets as several documents, and which of their pages stands where: equal sheets are drawn once.

    ``draw`` gives the SVG of a sheet's shapes.
    """
    distinct = tuple(dict.fromkeys(scenes))
    ranks = {scene: rank for rank, scene in enumerate(distinct)}
    parts = (distinct[start : start + BATCH] for start in range(0, len(distinct), BATCH))
    documents = (scenes_document(part, [draw(scene) for scene in part], title) for part in parts)
    return tuple(documents), tuple(ranks[scene] for scene in scenes)


def face_of(text: Text) -> Face:
    return Face(text.size_pt, text.bold, text.fill)


def line_of(text: Text, faces: dict[Face, int]) -> Line:
    """The box whose baseline starts at the text's (x, y), upright or turned around that point."""
    top = text.y - BASELINE * text.size_pt * PT_MM
    return Line(faces[face_of(text)], number(text.x), number(top), number(text.width), text.content, text.turned)
