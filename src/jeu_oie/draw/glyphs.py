"""A line of text → its glyphs from left to right, as a format needs them that sets no text by itself (PDF).

The same fonts, in the same places, as ``font`` measures with.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import uharfbuzz as hb
from bidi import algorithm as bidi

from jeu_oie.draw.text import (
    ARABIC,
    LEFT_TO_RIGHT_MARK,
    RIGHT_TO_LEFT_MARK,
    STRONG,
    arabic_face,
    face,
    printable,
    shape,
)


@dataclass(frozen=True, slots=True)
class Typeface:
    """One of the shipped fonts at one weight."""

    arabic: bool
    bold: bool

    @property
    def font(self) -> hb.Font:
        return arabic_face(bold=self.bold) if self.arabic else face(bold=self.bold)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph by its number in the font, moved by (x, y), y upwards; all in thousandths of the size.

    ``text``: the characters that it stands for; none for what completes the glyph before it.
    """

    number: int
    text: str
    advance: int
    x: int = 0
    y: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one font, from left to right, and their place in the text; ``leftward``: it is read the other way."""

    typeface: Typeface
    glyphs: tuple[Glyph, ...]
    start: int = 0
    leftward: bool = False


@lru_cache(maxsize=20_000)
def set_line(text: str, *, bold: bool, leftward: bool) -> tuple[Run, ...]:
    """The runs of a line, from left to right; ``leftward``: it begins at its right end (UAX 9, P2)."""
    shown = printable(text)
    if not (leftward or ARABIC.search(shown) or STRONG.search(shown)):
        return (Run(Typeface(arabic=False, bold=bold), shape_glyphs(shown, Typeface(arabic=False, bold=bold))),)
    return tuple(
        Run(typeface, shape_glyphs(part, typeface, "rtl" if level % 2 else "ltr"), start, level % 2 == 1)
        for level, typeface, start, part in reorder_parts(list(parts(shown, bold=bold, leftward=leftward)))
    )


UNSHOWN = dict.fromkeys(map(ord, (LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK)))
Part = tuple[int, Typeface, int, str]  # embedding level, font, place in the text, characters as they are read


def parts(text: str, *, bold: bool, leftward: bool) -> Iterator[Part]:
    """What of a line is of one level and one font, in the order in which it is read, without marks of direction."""
    start = 0
    arabic = (ARABIC.match(char) is not None for char in text)
    for (level, is_arabic), found in groupby(zip(levels(text, leftward=leftward), arabic, strict=True)):
        end = start + len(list(found))
        if shown := text[start:end].translate(UNSHOWN):
            yield level, Typeface(is_arabic, bold), start, shown
        start = end


def levels(text: str, *, leftward: bool) -> list[int]:
    """The embedding level of each character (UAX 9)."""
    base = int(leftward)
    told = bidi.get_empty_storage()
    told["base_level"], told["base_dir"] = base, "LR"[base]
    bidi.get_embedding_levels(text, told)
    bidi.explicit_embed_and_overrides(told)
    bidi.resolve_weak_types(told)
    bidi.resolve_neutral_types(told, debug=False)
    bidi.resolve_implicit_levels(told, debug=False)
    return align_levels(text, [(each["ch"], each["level"]) for each in told["chars"]], base)


def align_levels(text: str, found: Iterable[tuple[str, int]], base: int) -> list[int]:
    """A level for each character: what only joins or parts letters, and has none (X9), takes the one before it."""
    given, waiting = [], list(found)[::-1]
    for char in text:
        if waiting and waiting[-1][0] == char:
            base = waiting.pop()[1]
        given.append(base)
    return given


def reorder_parts(line: list[Part]) -> list[Part]:
    """From left to right what stands in reading order (UAX 9, L2)."""
    for level in range(max((part[0] for part in line), default=0), 0, -1):
        line = [
            part
            for deeper, found in groupby(line, key=lambda each: each[0] >= level)
            for part in (reversed(list(found)) if deeper else found)
        ]
    return line


def shape_glyphs(text: str, typeface: Typeface, direction: str = "") -> tuple[Glyph, ...]:
    buffer = shape(text, typeface.font, direction)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions or ()
    ends = dict(zip(starts := sorted({info.cluster for info in infos}), [*starts[1:], len(text)], strict=True))
    return tuple(
        Glyph(
            info.codepoint,
            text[info.cluster : ends.pop(info.cluster, info.cluster)],
            place.x_advance,
            place.x_offset,
            place.y_offset,
        )
        for info, place in zip(infos, positions, strict=True)
    )


def natural(typeface: Typeface, number: int) -> int:
    """The advance of a glyph by itself, in thousandths of the size."""
    return int(typeface.font.get_glyph_h_advance(number))


NEEDLESS = (
    "GSUB",
    "GPOS",
    "GDEF",
    "STAT",
    "DSIG",
    "gasp",
    "name",
    "post",
    "OS/2",
    "cmap",
)  # to who has the glyphs' numbers


def part_of(typeface: Typeface, numbers: Iterable[int]) -> bytes:
    """A TrueType font of these glyphs, under the numbers that they have; the rest is empty."""
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(numbers)
    wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    wanted.drop_table_tag_set.update(int.from_bytes(name.encode()) for name in NEEDLESS)
    return bytes(hb.subset(typeface.font.face, wanted).blob.data)
