"""Lines of text → the operators that show them, and the fonts that a document carries for that (ISO 32000-1, 9).

A font is embedded with the glyphs that are shown and no others, and with what each of them stands for, so that the text
can be searched, copied and read aloud.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from struct import unpack

import pikepdf
from pikepdf import Array, Dictionary, Name

from jeu_oie.layout.font import CAP_HEIGHT, PT_MM
from jeu_oie.layout.glyphs import Glyph, Run, Typeface, natural, part_of, set_line
from jeu_oie.layout.scene import Text
from jeu_oie.render.pdf.vectors import amount, amounts, colour

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
    return f"{'NotoSansArabic' if typeface.arabic else 'AtkinsonHyperlegible'}-{style}"


def meanings(codes: dict[Code, int]) -> str:
    """The text that each code stands for; none for what completes the glyph before it."""
    pairs = [f"<{code:04x}> {hexadecimal(text)}\n" for (_, text), code in codes.items() if text]
    blocks = (pairs[start : start + BLOCK] for start in range(0, len(pairs), BLOCK))
    return CMAP.format(blocks="".join(f"{len(each)} beginbfchar\n{''.join(each)}endbfchar\n" for each in blocks))
