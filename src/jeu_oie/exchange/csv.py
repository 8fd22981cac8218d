"""A table ↔ a CSV that a French Excel opens: semicolons, UTF-8 with its mark, Windows ends of lines.

Read back, it may have gone through any spreadsheet: another separator, another encoding, other ends of lines. A
spreadsheet may hold a million rows of 16 384 columns, and a single cell in the last of them makes all that of a file of
a thousand bytes. So cells are gathered one by one, and empty ones, however they look, are not counted; what stands
beyond the bounds is told.
"""

import codecs
import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from io import StringIO
from itertools import islice

from jeu_oie.disk import MAX_FILE_BYTES
from jeu_oie.errors import Place, Problem, Severity
from jeu_oie.exchange.cells import ReadCell, guard_text, unguard_text
from jeu_oie.exchange.filling import TableSheet, count_known, refuse_sheet
from jeu_oie.exchange.table import FLAGS, CircuitTable, plain_key

MAX_ROWS = 10_000  # a circuit of a landlord's has about a hundred
MAX_COLUMNS = 256  # it has 44
MAX_CELLS = 50_000  # in which something stands; a circuit has about five hundred
EMPTY = ReadCell("")


class TooLarge(Exception):
    """A table goes beyond ``limit``; ``code`` names what of it does, row and column (from 1) where that shows."""

    def __init__(self, code: str, limit: int, row: int = 1, column: int = 1) -> None:
        super().__init__(code)
        self.code, self.limit, self.row, self.column = code, limit, row, column

    def problem(self, file: str) -> Problem:
        return Problem(Place(file, self.row, self.column), self.code, (("limit", str(self.limit)),))


@dataclass(slots=True)
class Gathered:
    """The cells that are filled, by row and column (from 1)."""

    cells: dict[int, dict[int, ReadCell]] = field(default_factory=dict)
    count: int = 0
    length: int = 0  # characters in all of them

    def add_cell(self, row: int, column: int, cell: ReadCell) -> None:
        """Raises TooLarge."""
        if row > MAX_ROWS:
            raise TooLarge("sheet-rows", MAX_ROWS, row, column)
        if column > MAX_COLUMNS:
            raise TooLarge("sheet-columns", MAX_COLUMNS, row, column)
        self.count += 1
        self.length += len(cell.text)
        if self.count > MAX_CELLS:
            raise TooLarge("sheet-cells", MAX_CELLS, row, column)
        if self.length > MAX_FILE_BYTES:
            raise TooLarge("file-too-large", MAX_FILE_BYTES // 1_000_000)
        self.cells.setdefault(row, {})[column] = cell

    def rows(self) -> tuple[tuple[ReadCell, ...], ...]:
        """All rows up to the last one in which something stands, each up to its own last cell."""
        return tuple(line(self.cells.get(row, {})) for row in range(1, max(self.cells, default=0) + 1))


def line(cells: dict[int, ReadCell]) -> tuple[ReadCell, ...]:
    return tuple(cells.get(column, EMPTY) for column in range(1, max(cells, default=0) + 1))


def filled_cells(texts: Sequence[str]) -> list[tuple[int, str]]:
    """The columns (from 1) in which more than spaces stands, with their texts; of too many, one more than fit."""
    found = ((column, text) for column, text in enumerate(texts, 1) if text and not text.isspace())
    return list(islice(found, MAX_COLUMNS + 1))


SEPARATORS = (";", ",", "\t")
# A cell may be as long as a file: one that no circuit takes is told where it stands, csv would stop there.
csv.field_size_limit(MAX_FILE_BYTES + 1)
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def csv_of(table: CircuitTable) -> bytes:
    lines = (";".join(map(_field, table.columns, line)) for line in table.lines())
    return codecs.BOM_UTF8 + "".join(f"{line}\r\n" for line in lines).encode()


def csv_of_rows(rows: Iterable[Sequence[object]]) -> bytes:
    """The same of plain rows: texts, and figures that are none."""
    cells = (((_quote(guard_text(each)) if isinstance(each, str) else str(each)) for each in row) for row in rows)
    return codecs.BOM_UTF8 + "".join(f"{';'.join(line)}\r\n" for line in cells).encode()


def _field(key: str, text: str) -> str:
    return _quote(text if plain_key(key) in FLAGS else guard_text(text))


def _quote(text: str) -> str:
    """Always in quotes: a reader that takes commas for separators must not split a text into cells."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"' if text else ""


def sheet_of(data: bytes, file: str) -> TableSheet:
    """The cells of a CSV; what is wrong with the file as a whole stands in the sheet's problems."""
    if len(data) > MAX_FILE_BYTES:
        return refuse_sheet(file, "file-too-large", limit=str(MAX_FILE_BYTES // 1_000_000))
    text, problems = _decode(data, file)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.startswith("sep=") and text[5:6] == "\n":
        text = f"\n{text[6:]}"  # Excel's own line for the separator; rows are counted as it counts them
    separator, found = max(((each, _read(text, each)) for each in SEPARATORS), key=lambda each: each[1].names)
    if found.beyond:
        return TableSheet(file, (), (*problems, found.beyond.problem(file)))
    if text.count('"') % 2:
        problems = (*problems, _report_unclosed(file, found.cells))
    return TableSheet(file, found.cells.rows(), problems, day_first=separator == ";")


@dataclass(slots=True)
class Split:
    """The cells as one separator makes them; ``names``: how many names of columns stand in one row at most."""

    cells: Gathered = field(default_factory=Gathered)
    names: int = 0
    beyond: TooLarge | None = None


def _read(text: str, separator: str) -> Split:
    found = Split()
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        for number, row in enumerate(reader, 1):
            if not any(row):
                continue
            cells = filled_cells(row)
            found.names = max(found.names, count_known(each for _, each in cells))
            for column, each in cells:
                found.cells.add_cell(number, column, unguard_text(each))
    except TooLarge as error:
        found.beyond = error
    return found


def _decode(data: bytes, file: str) -> tuple[str, tuple[Problem, ...]]:
    """UTF-8, « Unicode text » (UTF-16), else the Windows code page that « CSV » means in an older Excel."""
    if data.startswith(UTF_16):
        return data.decode("utf-16", "replace"), ()
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode(), ()
    except UnicodeDecodeError:
        told = Problem(Place(file), "cell-encoding", severity=Severity.WARNING)
        return data.decode("cp1252", "replace"), (told,)


def _report_unclosed(file: str, found: Gathered) -> Problem:
    """A quote that is never closed swallows the rows after it: told at the longest cell."""
    places = ((len(cell.text), row, column) for row, cells in found.cells.items() for column, cell in cells.items())
    _, row, column = max(places, default=(0, 1, 1))
    return Problem(Place(file, row, column), "cell-quote")
