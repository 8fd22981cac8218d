"""Outlines → the operators that paint them (ISO 32000-1, 8.5): shapes of a scene, SVG of pictograms and patterns.

Each operator stands on a line of its own: what is made of a drawing afterwards (other inks) looks for it there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from math import ceil, floor
from xml.etree.ElementTree import Element, fromstring

from jeu_oie.board.palette import BLACK, channels
from jeu_oie.layout.geometry import Box
from jeu_oie.layout.outline import segments
from jeu_oie.layout.scene import Shape
from jeu_oie.render.patterns import LINE, PatternTile, tile
from jeu_oie.render.pictograms import content

CAPS = {"butt": 0, "round": 1, "square": 2}
JOINS = {"miter": 0, "round": 1, "bevel": 2}
MITER = 4  # how many widths long a pointed corner may be, in SVG; in PDF it would be 10


@dataclass(frozen=True, slots=True)
class Paint:
    """How an outline is painted: SVG's own names and values, as its elements inherit them."""

    fill: str = "#000000"
    stroke: str = "none"
    width: float = 1
    cap: str = "butt"
    join: str = "miter"
    dash: str = ""
    opacity: float = 1


@dataclass(frozen=True, slots=True)
class Art:
    """What is drawn once and shown often: its box, its operators, and the opacities that they ask for."""

    box: Box
    operators: str
    opacities: frozenset[float]


def amount(value: float) -> str:
    """A number as PDF has it, to a thousandth."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def amounts(*values: float) -> str:
    return " ".join(map(amount, values))


@cache
def outline(path: str) -> str:
    """The operators that build ``path``, without painting it."""
    return "".join(
        f"{amounts(*(side for point in points for side in point))} {verb}\n".lstrip() for verb, points in segments(path)
    )


def colour(value: str, operator: str) -> str:
    """The operator that sets a colour; black is that of the black plate alone (ISO 32000-1, 8.6.4.2)."""
    if value == BLACK:
        return f"0 {operator[1]}\n"
    return f"{' '.join(f'{each / 255:.6g}' for each in channels(value))} {operator}\n"


def shape(mark: Shape) -> str:
    """One outline of a scene."""
    paint = Paint(
        "none" if mark.pattern else mark.fill,
        mark.stroke,
        mark.stroke_mm,
        "butt" if mark.dash else "round",
        "round",
        mark.dash,
    )
    return (tile_pattern(mark) if mark.pattern else "") + paint_path(mark.path, paint)


def tile_pattern(mark: Shape) -> str:
    """The pattern of a shape, tile by tile from the corner of the sheet: programs disagree where PDF's own tiles go.

    A tile is the drawing that the page has under its name. It is not clipped: what stands out of it, the next one
    draws as well, and no seam shows.
    """
    box = pattern(tile(mark)).box
    across, down = zip(*(point for _, points in segments(mark.path) for point in points), strict=True)
    columns = range(floor(min(across) / box.w), ceil(max(across) / box.w))
    rows = range(floor(min(down) / box.h), ceil(max(down) / box.h))
    row = f"/{pattern_name(mark.fill)} Do\n1 0 0 1 {amount(box.w)} 0 cm\n" * len(columns)
    shown = "".join(f"q\n1 0 0 1 {amounts(columns[0] * box.w, rank * box.h)} cm\n{row}Q\n" for rank in rows)
    return f"q\n{outline(mark.path)}W\nn\n{shown}Q\n"


def paint_path(path: str, paint: Paint) -> str:
    """``path`` filled, then stroked: nothing where it is neither."""
    fills, strokes = paint.fill != "none", paint.stroke != "none"
    if not (fills or strokes):
        return ""
    said = colour(paint.fill, "rg") if fills else ""
    if paint.opacity < 1:
        said = f"/{opacity_name(paint.opacity)} gs\n{said}"
    if strokes:
        said += f"{colour(paint.stroke, 'RG')}{amount(paint.width)} w\n{CAPS[paint.cap]} J\n{JOINS[paint.join]} j\n"
        said += f"{MITER} M\n" if paint.join == "miter" else ""
        said += f"[{paint.dash.replace(',', ' ')}] 0 d\n"
    return f"{said}{outline(path)}{'B' if fills and strokes else 'f' if fills else 'S'}\n"


def opacity_name(share: float) -> str:
    return f"O{round(100 * share)}"


def pattern_name(fill: str) -> str:
    return fill.replace("pattern:", "P-").replace(":", "-").replace("#", "")


@cache
def pattern(each: PatternTile) -> Art:
    """One tile of a pattern, in mm; what it draws may stand out of its box by as much."""
    return art(Box(0, 0, each.width, each.height), each.inside, Paint("none", each.ink, float(LINE)))


@cache
def pictogram(name: str, fill: str, saver: bool) -> Art:
    """A pictogram in the unit of its own box; ``fill``: of those of one colour."""
    box, inside = content(name, saver)
    return art(Box(*map(float, box.split())), inside, Paint(fill or "#000000"))


def art(box: Box, svg: str, inherited: Paint) -> Art:
    opacities: set[float] = set()
    operators = "".join(element(each, inherited, opacities) for each in fromstring(f"<g>{svg}</g>"))  # noqa: S314 (ours)
    return Art(box, operators, frozenset(opacities))


def element(drawn: Element, inherited: Paint, opacities: set[float]) -> str:
    """An element of SVG and what it holds. Raises KeyError on what none of our drawings has."""
    paint = inherits(drawn.attrib, inherited)
    name = drawn.tag.rpartition("}")[2]
    if name != "g":
        if paint.opacity < 1:
            opacities.add(paint.opacity)
        return keep_opacity(paint, paint_path(OUTLINES[name](drawn.attrib), paint))
    inside = "".join(element(each, paint, opacities) for each in drawn)
    moved = drawn.get("transform", "").removeprefix("matrix(").removesuffix(")").replace(",", " ")
    return f"q\n{moved} cm\n{inside}Q\n" if moved else inside


def keep_opacity(paint: Paint, operators: str) -> str:
    """An opacity holds for what it was given to, and no longer."""
    return f"q\n{operators}Q\n" if paint.opacity < 1 else operators


def inherits(own: Mapping[str, str], paint: Paint) -> Paint:
    """``paint`` with what an element says itself (SVG 2, 13)."""
    return replace(
        paint,
        fill=full(own.get("fill", paint.fill)),
        stroke=full(own.get("stroke", paint.stroke)),
        width=float(own.get("stroke-width", paint.width)),
        cap=own.get("stroke-linecap", paint.cap),
        join=own.get("stroke-linejoin", paint.join),
        dash=own.get("stroke-dasharray", paint.dash),
        opacity=float(own.get("fill-opacity", paint.opacity)),
    )


def full(value: str) -> str:
    """« #abc » as « #aabbcc »."""
    return "#" + "".join(2 * digit for digit in value[1:]) if len(value) == 4 and value[0] == "#" else value


def circle(own: Mapping[str, str]) -> str:
    return oval(float(own["cx"]), float(own["cy"]), float(own["r"]), float(own["r"]))


def ellipse(own: Mapping[str, str]) -> str:
    return oval(float(own["cx"]), float(own["cy"]), float(own["rx"]), float(own["ry"]))


def oval(x: float, y: float, across: float, down: float) -> str:
    half = f"a{across} {down} 0 1 1"
    return f"M{x - across} {y}{half} {2 * across} 0{half} {-2 * across} 0Z"


def rectangle(own: Mapping[str, str]) -> str:
    x, y, width, height = (float(own.get(name, 0)) for name in ("x", "y", "width", "height"))
    round_ = float(own.get("rx", 0))
    if not round_:
        return f"M{x} {y}h{width}v{height}h{-width}Z"
    across, down, corner = width - 2 * round_, height - 2 * round_, f"a{round_} {round_} 0 0 1"
    return (
        f"M{x + round_} {y}h{across}{corner} {round_} {round_}v{down}{corner} {-round_} {round_}"
        f"h{-across}{corner} {-round_} {-round_}v{-down}{corner} {round_} {-round_}Z"
    )


OUTLINES = {"path": lambda own: own["d"], "circle": circle, "ellipse": ellipse, "rect": rectangle}
