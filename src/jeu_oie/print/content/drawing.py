"""Drawn pages: the shapes of each as one picture, over it its texts where they were measured, in reading order.

The one content with lengths, in mm: what the board's layout has placed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from jeu_oie.draw import svg
from jeu_oie.draw.scene import Group, Scene, Text, printed_black
from jeu_oie.draw.text import PT_MM, direction, leading
from jeu_oie.print.content.frame import Frame

TITLED = ("heading", "how", "panel")  # kinds of groups that begin with a title
LOOSEST = 1.28  # sizes from line to line, within a paragraph


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a paragraph, ``x`` mm to the right of its first one."""

    text: str
    x: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Lines that read on, ``step`` mm apart: the left end and baseline of the first; ``width`` of the widest.

    ``level``: of a heading, else 0. ``leftward``: its words follow each other leftwards.
    """

    x: float
    y: float
    width: float
    step: float
    size_pt: float
    bold: bool
    fill: str
    leftward: bool
    lang: str
    level: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPage:
    """A page of ``width`` × ``height`` mm; ``shapes``: an SVG, which overruns it by ``over`` mm; ``shows``: what."""

    width: float
    height: float
    over: float
    shapes: str
    shows: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A document of drawn pages."""

    frame: Frame
    pages: tuple[DrawnPage, ...]


def drawing(scenes: Sequence[Scene], title: str, *, saver: bool, over: float = 0) -> Drawing:
    """The pages of ``scenes``; ``over``: mm of what overruns them that is kept."""
    language = scenes[0].language
    frame = Frame(document=title, lang=language, dir=direction(language))
    return Drawing(frame, tuple(page(each, rank, saver=saver, over=over) for rank, each in enumerate(scenes)))


def page(scene: Scene, rank: int, *, saver: bool, over: float) -> DrawnPage:
    inked = printed_black(scene) if saver else scene
    return DrawnPage(
        width=scene.width,
        height=scene.height,
        over=over,
        shapes=svg.shapes(scene, saver, over),
        shows=scene.description,
        paragraphs=tuple(paragraphs(inked, first=rank == 0)),
    )


def paragraphs(scene: Scene, *, first: bool) -> Iterator[Paragraph]:
    """In reading order; the first title of a document is its heading, the others are below it."""
    level = 1 if first else 2
    for group in scene.read():
        texts = [mark for mark in group.marks if isinstance(mark, Text)]
        titled = titles(group, scene)
        for rank, lines in enumerate(runs(texts)):
            heading = level if titled and rank == 0 else 0
            level = 2 if heading else level
            yield paragraph(lines, heading)


def titles(group: Group, scene: Scene) -> bool:
    """Whether a group begins with a title: that which ``scene`` names first is its heading."""
    return group.id in scene.reading[:1] or group.kind in TITLED


def runs(texts: Iterable[Text]) -> Iterator[list[Text]]:
    """The lines that read on."""
    lines: list[Text] = []
    for text in texts:
        if lines and not reads_on(lines[-1], text):
            yield lines
            lines = []
        lines.append(text)
    if lines:
        yield lines


def reads_on(line: Text, after: Text) -> bool:
    """Whether ``after`` goes on with what ``line`` says: of the same face and language, no farther than a line away."""
    faces = ((each.size_pt, each.bold, each.fill, each.language) for each in (line, after))
    step = (after.y - line.y) / (line.size_pt * PT_MM)
    leftward = line.leftward or after.leftward
    return not leftward and len(set(faces)) == 1 and 0 < step < leading(line.content + after.content, 1) * LOOSEST


def paragraph(lines: Sequence[Text], level: int) -> Paragraph:
    first, left = lines[0], min((each.x for each in lines), default=0)
    shifts = [each.x - left for each in lines]
    return Paragraph(
        x=left,
        y=first.y,
        width=max(shift + each.width for shift, each in zip(shifts, lines, strict=True)),
        step=lines[1].y - first.y if len(lines) > 1 else 0,
        size_pt=first.size_pt,
        bold=first.bold,
        fill=first.fill,
        leftward=first.leftward,
        lang=first.language,
        level=level,
        lines=tuple(Line(each.content, shift) for each, shift in zip(lines, shifts, strict=True)),
    )
