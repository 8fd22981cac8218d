"""Outlines and lines of text → the operators that paint them (ISO 32000-1, 8.5 and 9)."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import groupby
from math import ceil, floor
from struct import unpack
from xml.etree.ElementTree import Element, fromstring

import pikepdf
from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path.parser import parse_path
from pikepdf import Array, Dictionary, Name

from jeu_oie.draw.geometry import Box
from jeu_oie.draw.glyphs import Glyph, Run, Typeface, natural, part_of, set_line
from jeu_oie.draw.ink import BLACK, channels, content
from jeu_oie.draw.scene import LINE, PatternTile, Shape, Text, tile
from jeu_oie.draw.text import CAP_HEIGHT, PT_MM
from jeu_oie.resources import ARABIC_FONT, PAPER_FONT

# --- SVG path data → straight lines and cubic curves, for formats that know no arcs -----------------------

Pair = tuple[float, float]
Segment = tuple[str, tuple[Pair, ...]]  # « m », « l », « c » and the points that it leads to; « h » closes


@lru_cache(maxsize=4096)
def segments(path: str) -> tuple[Segment, ...]:
    """The segments of ``path`` (SVG 2, 9.3), in its own unit. Raises ValueError on what is no path data."""
    pen = RecordingPen()
    parse_path(path, pen)
    return tuple(segments_of(pen.value))


def segments_of(drawn: list[tuple[str, tuple[Pair, ...]]]) -> Iterator[Segment]:
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


def raise_curve(start: Pair, control: Pair, end: Pair) -> tuple[Pair, Pair, Pair]:
    """The cubic curve that is a quadratic one."""
    (x0, y0), (x1, y1), (x2, y2) = start, control, end
    return (x0 + 2 * (x1 - x0) / 3, y0 + 2 * (y1 - y0) / 3), (x2 + 2 * (x1 - x2) / 3, y2 + 2 * (y1 - y2) / 3), end


# --- Outlines → the operators that paint them (ISO 32000-1, 8.5): shapes of a scene, SVG of pictograms and
# patterns
#
# Each operator stands on a line of its own: what is made of a drawing afterwards (other inks) looks for it there.

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


# --- Lines of text → the operators that show them, and the fonts that a document carries for that (ISO 32000-1, 9)
#
# A font is embedded with the glyphs that are shown and no others, and with what each of them stands for, so that
# the text can be searched, copied and read aloud.

SPACE, NO_BREAK = " ", "\u00a0"  # who searches types a plain one
SYMBOLIC = 4  # flag of a font descriptor: its glyphs are shown by codes of ours (9.8.2)
STEM = {False: 80, True: 140}  # thousandths: how thick an upright is, for who would replace the font

CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
{blocks}endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
BLOCK = 100  # mappings in a block at most (Adobe Technical Note 5014, 1.4)


Code = tuple[int, str]  # a glyph's number in its font, and what it stands for there


class Lettering:
    """The texts of a document, as they are shown, and the glyphs that they need.

    A glyph has a code for each text that it stands for: one shape may be a space that breaks or not, several Arabic
    letters, or a bracket in a line from right to left, where it is the mirror image of the other one.
    """

    def __init__(self) -> None:
        self.codes: dict[Typeface, dict[Code, int]] = defaultdict(dict)

    def line(self, mark: Text, *, reads_on: bool = False) -> str:
        """The operators of a line, on axes in mm whose y leads downwards; ``reads_on``: a space follows it.

        Glyphs are shown in the order in which they are read (14.8.2.3.3).
        """
        runs = set_line(mark.content, bold=mark.bold, leftward=mark.leftward)
        turn = (-1, 0, 0, 1) if mark.turned else (1, 0, 0, -1)
        pen, shown = 0, ""
        for start, run in sorted(place_runs(runs), key=lambda each: each[1].start):
            operators, pen = self.run(run, start, pen, mark.size_pt * PT_MM)
            shown += operators
        if reads_on and not mark.content.endswith("-"):
            (space,) = set_line(SPACE, bold=mark.bold, leftward=False)
            shown += self.run(space, pen, pen, mark.size_pt * PT_MM)[0]
        return f"BT\n{colour(mark.fill, 'rg')}{amounts(*turn, mark.x, mark.y)} Tm\n{shown}ET\n"

    def run(self, run: Run, start: int, pen: int, size_mm: float) -> tuple[str, int]:
        """The operators of a run whose left end is ``start``, for a pen at ``pen``; where that stands afterwards.

        What stands higher or lower is a row of its own.
        """
        rows, rise = [f"/{font_name(run.typeface)} {size_mm:.4f} Tf\n"], 0
        for height, found in groupby(in_reading_order(run, start), key=lambda each: each[1].y):
            if height != rise:
                rows.append(f"{amount(height * size_mm / 1000)} Ts\n")
            row, pen = self.row(found, run.typeface, pen)
            rows.append(row)
            rise = height
        return "".join([*rows, "0 Ts\n"] if rise else rows), pen

    def row(self, places: Iterable[tuple[int, Glyph]], typeface: Typeface, pen: int) -> tuple[str, int]:
        """Glyphs as an array of strings and of what moves the pen back between them (9.4.3)."""
        items: list[str] = []
        digits = ""
        for place, glyph in places:
            if pen != place:
                items += [f"<{digits}>"] if digits else []
                items.append(str(pen - place))
                digits = ""
            digits += f"{self.code(typeface, glyph):04x}"
            pen = place + natural(typeface, glyph.number)
        items += [f"<{digits}>"] if digits else []
        return f"[{' '.join(items)}] TJ\n", pen

    def code(self, typeface: Typeface, glyph: Glyph) -> int:
        codes = self.codes[typeface]
        return codes.setdefault((glyph.number, glyph.text.replace(NO_BREAK, SPACE)), len(codes) + 1)

    def fonts(self, made: pikepdf.Pdf) -> Dictionary:
        """The fonts by the names that the operators use."""
        return Dictionary(
            {
                f"/{font_name(typeface)}": embed_font(made, typeface, codes)
                for typeface, codes in sorted(self.codes.items(), key=lambda each: font_name(each[0]))
            }
        )


def font_name(typeface: Typeface) -> str:
    return f"F{2 * typeface.arabic + typeface.bold}"


def place_runs(runs: Iterable[Run]) -> Iterator[tuple[int, Run]]:
    """Each run with its left end, in thousandths of the size."""
    start = 0
    for run in runs:
        yield start, run
        start += sum(glyph.advance for glyph in run.glyphs)


def in_reading_order(run: Run, start: int) -> list[tuple[int, Glyph]]:
    """The glyphs of a run with their left ends."""
    places = []
    for glyph in run.glyphs:
        places.append((start + glyph.x, glyph))
        start += glyph.advance
    return places[::-1] if run.leftward else places


def hexadecimal(text: str) -> str:
    """A string in UTF-16."""
    return f"<{text.encode('utf-16-be').hex()}>"


def embed_font(made: pikepdf.Pdf, typeface: Typeface, codes: dict[Code, int]) -> pikepdf.Object:
    """A font whose glyphs are shown by codes of the document (9.7), with what these stand for."""
    numbers = [number for number, _ in codes]
    file = made.make_stream(data := part_of(typeface, numbers))
    file.Length1 = len(data)
    glyphs_of_codes = b"".join(number.to_bytes(2) for number in (0, *numbers))
    face = typeface.font.face
    tag = hashlib.sha256(repr(sorted(numbers)).encode()).digest()[:6]
    name = Name(f"/{''.join(chr(65 + each % 26) for each in tag)}+{postscript_name(typeface)}")
    extents = typeface.font.get_font_extents("ltr")
    described = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=SYMBOLIC,
        FontBBox=Array(unpack(">4h", face.reference_table("head").data[36:44])),
        ItalicAngle=0,
        Ascent=extents.ascender,
        Descent=extents.descender,
        CapHeight=round(1000 * CAP_HEIGHT),
        StemV=STEM[typeface.bold],
        FontFile2=file,
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        FontDescriptor=made.make_indirect(described),
        CIDToGIDMap=made.make_stream(glyphs_of_codes),
        W=Array([1, Array([natural(typeface, number) for number in numbers])]),
    )
    return made.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([made.make_indirect(descendant)]),
            ToUnicode=made.make_stream(meanings(codes).encode()),
        )
    )


def postscript_name(typeface: Typeface) -> str:
    style = "Bold" if typeface.bold else "Regular"
    return f"{ARABIC_FONT if typeface.arabic else PAPER_FONT}-{style}"


def meanings(codes: dict[Code, int]) -> str:
    """The text that each code stands for; none for what completes the glyph before it."""
    pairs = [f"<{code:04x}> {hexadecimal(text)}\n" for (_, text), code in codes.items() if text]
    blocks = (pairs[start : start + BLOCK] for start in range(0, len(pairs), BLOCK))
    return CMAP.format(blocks="".join(f"{len(each)} beginbfchar\n{''.join(each)}endbfchar\n" for each in blocks))
