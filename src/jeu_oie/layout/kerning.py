"""A font's kerning as one table of classes: what its own table says of the letters that are left, in half the bytes.

Lengths in units of the font.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

Pairs = Mapping[tuple[str, str], int]


def is_kerned_alone(font: "TTFont") -> bool:
    """Whether kerning is all that the letters of ``font`` do to each other."""
    substitutes = font["GSUB"].table.LookupList.Lookup if "GSUB" in font and font["GSUB"].table.LookupList else []
    return "GPOS" in font and not substitutes and {each.FeatureTag for each in features(font)} == {"kern"}


def features(font: "TTFont") -> list[Any]:
    return list(font["GPOS"].table.FeatureList.FeatureRecord)


def join_kerning(font: "TTFont") -> None:
    """Write the kerning of ``font`` again: letters that are kerned alike share a row, or a column, of one table."""
    from fontTools.otlLib.builder import PairPosBuilder, buildValue  # noqa: PLC0415 (heavy, and hardly ever needed)

    lookups = font["GPOS"].table.LookupList
    letters = tuple(font.getGlyphOrder())
    pairs = {pair: value for lookup in lookups.Lookup for pair, value in pairs_of(lookup, letters)}
    builder = PairPosBuilder(font, None)
    for firsts, seconds, value in blocks(pairs, letters):
        builder.addClassPair(None, firsts, buildValue({"XAdvance": value}), seconds, None)
    lookups.Lookup = [builder.build()]
    for each in features(font):
        each.Feature.LookupListIndex = [0]


def pairs_of(lookup: Any, letters: tuple[str, ...]) -> Iterator[tuple[tuple[str, str], int]]:  # noqa: ANN401 (same)
    """What a lookup says of each pair that it says anything of: its first subtable that knows the pair."""
    found: dict[tuple[str, str], int] = {}
    for part in lookup.SubTable:
        for first in part.Coverage.glyphs:
            for second, value in row_of(part, first, letters):
                found.setdefault((first, second), (value.XAdvance or 0) if value else 0)
    yield from ((pair, value) for pair, value in found.items() if value)


def row_of(part: Any, first: str, letters: tuple[str, ...]) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 (same)
    """What a subtable says of ``first`` before each other letter: pair by pair, or by classes."""
    if part.Format == 1:
        pairs = part.PairSet[part.Coverage.glyphs.index(first)].PairValueRecord
        yield from ((pair.SecondGlyph, pair.Value1) for pair in pairs)
        return
    row = part.Class1Record[part.ClassDef1.classDefs.get(first, 0)].Class2Record
    yield from ((second, row[part.ClassDef2.classDefs.get(second, 0)].Value1) for second in letters)


def blocks(pairs: Pairs, letters: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], int]]:
    """Letters that stand first alike, letters that stand second alike, and what lies between them."""
    rows = alike(letters, lambda first: tuple(pairs.get((first, second), 0) for second in letters))
    columns = alike(letters, lambda second: tuple(pairs.get((first[0], second), 0) for first in rows))
    for firsts in rows:
        for seconds in columns:
            if value := pairs.get((firsts[0], seconds[0]), 0):
                yield firsts, seconds, value


def alike(letters: tuple[str, ...], told: Callable[[str], tuple[int, ...]]) -> list[tuple[str, ...]]:
    """The letters of which ``told`` says the same, and not only nothing."""
    groups: dict[tuple[int, ...], list[str]] = {}
    for letter in letters:
        groups.setdefault(told(letter), []).append(letter)
    return [tuple(group) for values, group in groups.items() if any(values)]
