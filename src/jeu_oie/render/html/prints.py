"""What goes to the print engine, as HTML.

Drawn sheets (board, cards) are SVG shapes with each line of text in a box of its own over them: the engine
sets SVG text letter by letter, which no reader can search (outputs.md, Facts about the print engine). The
shapes stand as an image: inline, each of them would take part in the page's styles and anchors.
"""

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from jeu_oie.layout.font import PT_MM
from jeu_oie.layout.geometry import number
from jeu_oie.layout.scene import Scene, Text
from jeu_oie.render.html import fill

# Baseline under the top of a box whose line is as high as the text's size: the font's ascent of .95 and
# descent of .29 are centred on it (OS/2 and hhea tables).
BASELINE = 0.95 - (0.95 + 0.29 - 1) / 2


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
    leftward: bool


@dataclass(frozen=True, slots=True)
class Part:
    """What stands together (a square, a card): paragraphs of one face each, of lines that read on.

    ``bookmark`` is what the list of bookmarks says of it, if it is there; ``heading``: it names the sheet.
    """

    paragraphs: tuple[tuple[Line, ...], ...]
    bookmark: str
    heading: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its size's rank, its shapes as SVG (base64), what they show in words, its parts in reading order."""

    size: int
    svg: str
    shows: str
    parts: tuple[Part, ...]


def scenes_document(scenes: Sequence[Scene], svgs: Sequence[str], title: str, overrun_mm: float = 0) -> str:
    """One page a scene, as large as it; ``svgs`` are their shapes, overrunning by ``overrun_mm``.

    What is read first on a sheet that says so (``Scene.reading``) is its heading.
    """
    first = scenes[0]
    texts = (text for scene in scenes for text in scene.texts())
    faces = {face: rank for rank, face in enumerate(dict.fromkeys(map(face_of, texts)), 1)}
    sizes = {size: rank for rank, size in enumerate(dict.fromkeys((each.width, each.height) for each in scenes), 1)}
    sheets = [
        Sheet(
            sizes[scene.width, scene.height],
            b64encode(svg.encode()).decode(),
            scene.description,
            tuple(parts_of(scene, faces)),
        )
        for svg, scene in zip(svgs, scenes, strict=True)
    ]
    return fill(
        "print/scenes.html",
        language=first.language,
        title=title,
        sizes=tuple(sizes),
        overrun_mm=overrun_mm,
        baseline=BASELINE,
        faces=tuple(faces),
        headed=bool(first.reading),
        sheets=sheets,
    )


def parts_of(scene: Scene, faces: Mapping[Face, int]) -> Iterator[Part]:
    """The groups of a scene that say something, in reading order; each square has its bookmark."""
    for group in scene.read():
        texts = [mark for mark in group.marks if isinstance(mark, Text)]
        runs = groupby((line_of(text, faces) for text in texts), key=lambda line: (line.face, line.turned))
        if texts:
            heading = group.id in scene.reading[:1]
            square = " ".join(text.content for text in texts) if group.kind == "square" else ""
            yield Part(tuple(tuple(run) for _, run in runs), scene.title if heading else square, heading)


def face_of(text: Text) -> Face:
    return Face(text.size_pt, text.bold, text.fill)


def line_of(text: Text, faces: Mapping[Face, int]) -> Line:
    """The box whose baseline starts at the text's (x, y), upright or turned around that point."""
    top = text.y - BASELINE * text.size_pt * PT_MM
    left, width = number(text.x), number(text.width)
    return Line(faces[face_of(text)], left, number(top), width, text.content, text.turned, text.leftward)
