"""The strokes of a page, forms included: where each lies, how wide its line is; cards' fronts before their backs."""

from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf

MM = 72 / 25.4  # points
STROKING = ("S", "s", "B", "b", "B*", "b*")
PAINTING = (*STROKING, "f", "f*", "n")

Box = tuple[float, float, float, float]  # left, top, right, bottom, in mm from the left and the top
State = tuple[pikepdf.Matrix, float]  # over the page; the width of lines


def strokes(page: pikepdf.Page) -> Iterator[tuple[Box, float]]:
    """The box of each stroked path, its line's width, in mm."""
    height = float(page.MediaBox[3])
    for (left, low, right, high), width in walk(page, page.obj, pikepdf.Matrix()):
        yield (left / MM, (height - high) / MM, right / MM, (height - low) / MM), width / MM


def outlines(page: pikepdf.Page, width: float, height: float, slack: float = 0.5) -> tuple[Box, ...]:
    """The stroked boxes of ``width`` × ``height``, give or take ``slack``; in mm, each once."""
    return tuple(
        sorted(
            box
            for box in {box for box, _ in strokes(page)}
            if abs(box[2] - box[0] - width) <= slack and abs(box[3] - box[1] - height) <= slack
        )
    )


def walk(content: Any, owner: Any, start: pikepdf.Matrix) -> Iterator[tuple[Box, float]]:
    stack: list[State] = []
    here, width, at = start, 1.0, (0.0, 0.0)
    ink: list[tuple[float, float]] = []
    for values, name, shown in operations(content):
        if name == "q":
            stack.append((here, width))
        elif name == "Q":
            here, width = stack.pop()
        elif name == "cm":
            here = pikepdf.Matrix(*values) @ here
        elif name == "w":
            width = values[0]
        elif name in ("m", "l", "c", "v", "y"):
            end = (values[-2], values[-1])
            ink += [] if name == "m" else [here.transform(at), here.transform(end)]
            at = end
        elif name == "re":
            left, low, wide, high = values
            ink += [here.transform(each) for each in ((left, low), (left + wide, low + high))]
            ink += [here.transform(each) for each in ((left + wide, low), (left, low + high))]
        elif name == "Do":
            for form, inside in shown_in(owner, shown, here):
                yield from walk(form, form, inside)
        elif name in PAINTING:
            if name in STROKING and ink:
                xs, ys = zip(*ink, strict=True)
                yield (min(xs), min(ys), max(xs), max(ys)), width * size_of(here)
            ink = []


def operations(content: Any) -> Iterator[tuple[list[float], str, str]]:
    """Numbers and name of each operator; of « Do », the name of what it shows."""
    for each in pikepdf.parse_content_stream(content):
        shown = str(each.operands[0]) if str(each.operator) == "Do" else ""
        operands: list[Any] = [] if shown else list(each.operands)
        numbers = [float(value) for value in operands if not isinstance(value, pikepdf.Object)]
        yield numbers, str(each.operator), shown


def shown_in(owner: Any, name: str, here: pikepdf.Matrix) -> Iterator[tuple[Any, pikepdf.Matrix]]:
    """A form that is shown, and the matrix over it; nothing where it is a picture."""
    form = owner.Resources.XObject[name]
    if form.Subtype == "/Form":
        yield form, (pikepdf.Matrix(form.Matrix) @ here if "/Matrix" in form else here)


def size_of(matrix: pikepdf.Matrix) -> float:
    return float(abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5)


# --- cards, printed on both sides -------------------------------------------------------------------------


def misregistered(
    front: pikepdf.Page,
    back: pikepdf.Page,
    width: float,
    height: float,
    *,
    long_edge: bool,
    shift: tuple[float, float] = (0.0, 0.0),
) -> float:
    """How far, in mm, the outlines of cards of ``width`` × ``height`` on both sides lie apart, once printed.

    ``long_edge``: along which the printer turns the sheet; ``shift``: how far it moves its backs, right and down, which
    the file is to make up for. Infinite where one side has no outline of that size, or more of them.
    """
    before = outlines(front, width, height)
    after = [turned(moved(box, shift), paper_of(back), long_edge=long_edge) for box in outlines(back, width, height)]
    if not before or len(before) != len(after):
        return float("inf")
    return max(farthest(before, after), farthest(after, before))


def moved(box: Box, shift: tuple[float, float]) -> Box:
    (left, top, right, bottom), (x, y) = box, shift
    return left + x, top + y, right + x, bottom + y


def turned(box: Box, paper: tuple[float, float], *, long_edge: bool) -> Box:
    """Where a box of the back is seen from the front."""
    (width, height), (left, top, right, bottom) = paper, box
    if long_edge == (width > height):
        return left, height - bottom, right, height - top
    return width - right, top, width - left, bottom


def paper_of(page: pikepdf.Page) -> tuple[float, float]:
    left, low, right, high = (float(side) / MM for side in page.MediaBox)
    return right - left, high - low


def farthest(ones: Iterable[Box], others: Iterable[Box]) -> float:
    known = list(others)
    return max(min(off(one, other) for other in known) for one in ones)


def off(one: Box, other: Box) -> float:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))
