"""SVG path data → straight lines and cubic curves, for formats that know no arcs."""

from collections.abc import Iterator
from functools import lru_cache

from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path.parser import parse_path

Point = tuple[float, float]
Segment = tuple[str, tuple[Point, ...]]  # « m », « l », « c » and the points that it leads to; « h » closes


@lru_cache(maxsize=4096)
def segments(path: str) -> tuple[Segment, ...]:
    """The segments of ``path`` (SVG 2, 9.3), in its own unit. Raises ValueError on what is no path data."""
    pen = RecordingPen()
    parse_path(path, pen)
    return tuple(segments_of(pen.value))


def segments_of(drawn: list[tuple[str, tuple[Point, ...]]]) -> Iterator[Segment]:
    at = start = (0.0, 0.0)
    for verb, points in drawn:
        match verb:
            case "moveTo":
                yield "m", points
                start = points[-1]
            case "lineTo":
                yield "l", points
            case "curveTo":
                yield "c", points
            case "qCurveTo":
                yield "c", raise_curve(at, *points)
            case "closePath":
                yield "h", ()
        at = points[-1] if points else start


def raise_curve(start: Point, control: Point, end: Point) -> tuple[Point, Point, Point]:
    """The cubic curve that is a quadratic one."""
    (x0, y0), (x1, y1), (x2, y2) = start, control, end
    return (x0 + 2 * (x1 - x0) / 3, y0 + 2 * (y1 - y0) / 3), (x2 + 2 * (x1 - x2) / 3, y2 + 2 * (y1 - y2) / 3), end
