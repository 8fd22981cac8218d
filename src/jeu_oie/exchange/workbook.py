"""What a workbook (.xlsx) holds, as its XML tells it: parts, shared texts, cells one by one."""

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from posixpath import join, normpath
from typing import NamedTuple

from jeu_oie.disk import LARGEST
from jeu_oie.exchange.csv import CELLS, TooLarge

# --- What the parts of a workbook (.xlsx) say that lead to its cells: names, shared texts, how numbers are shown

PARTS = 1_000  # files in the archive; a workbook with a picture or two has twenty
STYLES = 100_000
CODE = 255  # characters of the code of a number's format

Attributes = Mapping[str, str]


class Damaged(ValueError):
    """What no spreadsheet writes."""


class Part:
    """What one part of the archive says, told by tags without prefix."""

    def start(self, tag: str, said: Attributes) -> None:
        """A tag opens."""

    def end(self, tag: str) -> None:
        """A tag closes."""

    def text(self, data: str) -> None:
        """Some characters."""


class Relations(Part):
    """Kind and name of what a part in ``folder`` leads to; what lies outside the archive is left out."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.found: dict[str, tuple[str, str]] = {}

    def start(self, tag: str, said: Attributes) -> None:
        if tag == "Relationship" and said.get("TargetMode") != "External":
            target = normpath(join("/", self.folder, said.get("Target", ""))).lstrip("/")
            self.found[said.get("Id", "")] = (said.get("Type", ""), target)


class WorkbookSheets(Part):
    """The relations that a workbook calls its sheets, in order, and whether its days count from 1904."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.since_1904 = False

    def start(self, tag: str, said: Attributes) -> None:
        if tag == "workbookPr":
            self.since_1904 = said.get("date1904") in ("1", "true")
        if tag == "sheet":
            self.names += [value for name, value in said.items() if name.endswith(":id")][:1]
        if tag == "sheet" and len(self.names) > PARTS:
            raise TooLarge("sheet-parts", PARTS)


class Texts(Part):
    """Gathers the text of ``t`` (the reading aid of Japanese texts, ``rPh``, apart)."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.listening = False
        self.aside = False

    def start(self, tag: str, said: Attributes) -> None:  # noqa: ARG002 (what others need)
        self.aside = self.aside or tag == "rPh"
        self.listening = tag == "t" and not self.aside

    def text(self, data: str) -> None:
        if self.listening:
            self.length += len(data)
            if self.length > LARGEST:
                raise TooLarge("file-too-large", LARGEST // 1_000_000)
            self.pieces.append(data)

    def end(self, tag: str) -> None:
        self.listening = False
        self.aside = self.aside and tag != "rPh"

    def taken(self) -> str:
        """What has been gathered, which is then forgotten."""
        said = "".join(self.pieces)
        self.pieces.clear()
        return said


class Strings(Texts):
    """The texts that the cells of all sheets share."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def end(self, tag: str) -> None:
        super().end(tag)
        if tag == "si":
            self.found.append(self.taken())
            if len(self.found) > 2 * CELLS:
                raise TooLarge("sheet-cells", CELLS)


class Styles(Part):
    """How numbers are shown: the format of each style."""

    def __init__(self) -> None:
        self.own: dict[str, str] = {}
        self.used: list[str] = []
        self.within = False

    def start(self, tag: str, said: Attributes) -> None:
        if tag == "numFmt":
            self.own[said.get("numFmtId", "")] = said.get("formatCode", "")[:CODE]
        self.within = tag == "cellXfs" or (self.within and tag != "cellStyleXfs")
        if tag == "xf" and self.within:
            self.used.append(said.get("numFmtId", "0"))
        if max(len(self.own), len(self.used)) > STYLES:
            raise TooLarge("sheet-parts", STYLES)

    def end(self, tag: str) -> None:
        self.within = self.within and tag != "cellXfs"

    def codes(self, formats: Mapping[int, str]) -> Callable[[str], str]:
        """The code of the format by which a cell of a style shows a number."""

        def code(style: str) -> str:
            used = self.used[int(style)] if style.isdecimal() and int(style) < len(self.used) else "0"
            return self.own.get(used) or (formats.get(int(used), "") if used.isdecimal() else "")

        return lru_cache(1024)(code)


# --- The cells of one sheet of a workbook (.xlsx), as its XML tells them, one by one ----------------------

LOOKED_AT = 1_000_000  # cells, empty ones too: a formatted one has a tag of its own
MERGED = 1_000  # areas
LARGEST_AREA = 1_000_000  # cells of an area that hides a sheet, or a column of it
PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


class RawCell(NamedTuple):
    """One cell that is filled: its text, the letter of its type in the format (« f »: a formula), its number format."""

    row: int
    column: int
    text: str
    kind: str
    shown: str


class Area(NamedTuple):
    """Cells that are merged into their first; rows and columns from 1, ends included."""

    top: int
    left: int
    bottom: int
    right: int


@lru_cache(32_768)
def number_of(letters: str) -> int:
    """A → 1, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def place(name: str) -> tuple[int, int]:
    """« B7 » → 7, 2. Raises Damaged."""
    found = PLACE.fullmatch(name)
    if found is None:
        raise Damaged(f"no cell has this name: {name[:20]}")
    return int(found[2]), number_of(found[1])


@dataclass(slots=True)
class OpenCell:
    """The cell that is being read."""

    row: int
    column: int
    kind: str
    style: str
    formula: bool = False
    filled: list[str] = field(default_factory=list)


class Cells(Texts):
    """The cells of one sheet in which something stands."""

    def __init__(self, strings: list[str], code: Callable[[str], str]) -> None:
        super().__init__()
        self.strings, self.code = strings, code
        self.found: list[RawCell] = []
        self.areas: list[Area] = []
        self.row = self.column = self.looked = 0
        self.here: OpenCell | None = None

    def start(self, tag: str, said: Attributes) -> None:
        if tag == "c":
            self.looked += 1
            if self.looked > LOOKED_AT:
                raise TooLarge("sheet-cells", LOOKED_AT, self.row)
            self.column = place(said["r"])[1] if "r" in said else self.column + 1
            self.here = OpenCell(self.row, self.column, said.get("t", "n"), said.get("s", "0"))
        elif tag == "row":
            self.row, self.column = row_of(said.get("r"), self.row), 0
        elif tag == "mergeCell":
            self.merge(said.get("ref", ""))
        else:
            super().start(tag, said)
            self.listening = self.here is not None and (self.listening or tag in ("v", "f"))
            if self.here and tag == "f":
                self.here.formula = True

    def merge(self, name: str) -> None:
        first, _, last = name.partition(":")
        (top, left), (bottom, right) = place(first), place(last or first)
        if (bottom - top + 1) * (right - left + 1) > LARGEST_AREA:
            raise TooLarge("sheet-merged", LARGEST_AREA, top, left)
        self.areas.append(Area(top, left, bottom, right))
        if len(self.areas) > MERGED:
            raise TooLarge("sheet-areas", MERGED, top, left)

    def end(self, tag: str) -> None:
        if tag == "c" and self.here is not None:
            self.close(self.here)
            self.here = None
        elif self.here is not None and tag == "f":
            self.here.filled.append(f"={self.taken()}")
        super().end(tag)

    def close(self, cell: OpenCell) -> None:
        said = self.taken()
        if cell.formula:
            self.found.append(RawCell(cell.row, cell.column, "".join(cell.filled), "f", ""))
        elif said and not said.isspace():
            text = self.shared(said) if cell.kind == "s" else said
            self.found.append(RawCell(cell.row, cell.column, text, cell.kind, self.code(cell.style)))
        if len(self.found) > CELLS:
            raise TooLarge("sheet-cells", CELLS, cell.row, cell.column)

    def shared(self, index: str) -> str:
        number = int(index) if index.strip().isdecimal() else -1
        if not 0 <= number < len(self.strings):
            raise Damaged("a text that is not there")
        return self.strings[number]

    def shown(self) -> tuple[RawCell, ...]:
        """The cells that no merged area hides."""
        hidden = Hidden(self.areas)
        return tuple(cell for cell in self.found if not hidden.holds(cell.row, cell.column))


class Hidden:
    """What merged areas hide, looked up once a stretch of rows between which none begins or ends."""

    def __init__(self, areas: list[Area]) -> None:
        self.starts = sorted({row for area in areas for row in (area.top, area.top + 1, area.bottom + 1)})
        self.columns: list[list[tuple[int, int]]] = [columns_hidden(areas, row) for row in self.starts]

    def holds(self, row: int, column: int) -> bool:
        stretch = bisect_right(self.starts, row) - 1
        if stretch < 0:
            return False
        spans = self.columns[stretch]
        at = bisect_right(spans, column, key=itemgetter(0)) - 1
        return at >= 0 and column <= spans[at][1]


def columns_hidden(areas: list[Area], row: int) -> list[tuple[int, int]]:
    """The columns hidden in a row, as spans that do not touch, in order; an area's own first cell is shown."""
    crossing = sorted((area.left + (area.top == row), area.right) for area in areas if area.top <= row <= area.bottom)
    spans: list[tuple[int, int]] = []
    for left, right in crossing:
        if spans and left <= spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], max(spans[-1][1], right))
        elif left <= right:
            spans.append((left, right))
    return spans


def row_of(name: str | None, before: int) -> int:
    """The number of a row; the next one where it says none. Raises Damaged."""
    if name is None:
        return before + 1
    if not (name.isascii() and name.isdigit() and 0 < len(name) < 9 and int(name) > 0):
        raise Damaged("no row has this number")
    return int(name)
