"""A table ↔ a CSV that a French Excel opens: semicolons, UTF-8 with its mark, Windows ends of lines.

Read back, it may have gone through any spreadsheet: another separator, another encoding, other ends of lines.
"""

import codecs
import csv
from dataclasses import dataclass, field
from io import StringIO

from jeu_oie.errors import Place, Problem, Severity
from jeu_oie.exchange.bounds import Gathered, TooLarge, filled_cells
from jeu_oie.exchange.cells import FLAGS
from jeu_oie.exchange.sheet import TableSheet, count_known, refuse_sheet
from jeu_oie.exchange.spreadsheet import guard_text, unguard_text
from jeu_oie.exchange.table import CircuitTable
from jeu_oie.opening import LARGEST

SEPARATORS = (";", ",", "\t")
# A cell may be as long as a file: one that no circuit takes is told where it stands, csv would stop there.
csv.field_size_limit(LARGEST + 1)
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def csv_of(table: CircuitTable) -> bytes:
    lines = (";".join(map(_field, table.columns, line)) for line in table.lines())
    return codecs.BOM_UTF8 + "".join(f"{line}\r\n" for line in lines).encode()


def _field(key: str, text: str) -> str:
    """Always in quotes: a reader that takes commas for separators must not split a text into cells."""
    if not text:
        return ""
    quoted = (text if key in FLAGS else guard_text(text)).replace('"', '""')
    return f'"{quoted}"'


def sheet_of(data: bytes, file: str) -> TableSheet:
    """The cells of a CSV; what is wrong with the file as a whole stands in the sheet's problems."""
    if len(data) > LARGEST:
        return refuse_sheet(file, "file-too-large", limit=str(LARGEST // 1_000_000))
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
