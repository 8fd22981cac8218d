"""A table ↔ a CSV that a French Excel opens: semicolons, UTF-8 with its mark, Windows ends of lines.

Read back, it may have gone through any spreadsheet: another separator, another encoding, other ends of lines.
"""

import codecs
import csv
from collections.abc import Iterable
from io import StringIO

from jeu_oie.errors import Place, Problem, Severity
from jeu_oie.exchange.cells import FLAGS
from jeu_oie.exchange.sheet import Sheet, known
from jeu_oie.exchange.spreadsheet import Cell, guarded, unguarded
from jeu_oie.exchange.table import Table
from jeu_oie.opening import LARGEST

SEPARATORS = (";", ",", "\t")
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def csv_of(table: Table) -> bytes:
    lines = (";".join(map(_field, table.columns, line)) for line in table.lines())
    return codecs.BOM_UTF8 + "".join(f"{line}\r\n" for line in lines).encode()


def _field(key: str, text: str) -> str:
    """Always in quotes: a reader that takes commas for separators must not split a text into cells."""
    if not text:
        return ""
    quoted = (text if key in FLAGS else guarded(text)).replace('"', '""')
    return f'"{quoted}"'


def sheet_of(data: bytes, file: str) -> Sheet:
    """The cells of a CSV; what is wrong with the file as a whole stands in the sheet's problems."""
    if len(data) > LARGEST:
        return _refused(file, "file-too-large", limit=str(LARGEST // 1_000_000))
    text, problems = _decoded(data, file)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.startswith("sep=") and text[5:6] == "\n":
        text = f"\n{text[6:]}"  # Excel's own line for the separator; rows are counted as it counts them
    read = {each: _rows(text, each) for each in SEPARATORS}
    separator = max(SEPARATORS, key=lambda each: max((known(row) for row in read[each]), default=0))
    rows = tuple(tuple(map(unguarded, row)) for row in read[separator])
    if text.count('"') % 2:
        problems = (*problems, _unclosed(file, rows))
    return Sheet(file, rows, problems, day_first=separator == ";")


def _decoded(data: bytes, file: str) -> tuple[str, tuple[Problem, ...]]:
    """UTF-8, « Unicode text » (UTF-16), else the Windows code page that « CSV » means in an older Excel."""
    if data.startswith(UTF_16):
        return data.decode("utf-16", "replace"), ()
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode(), ()
    except UnicodeDecodeError:
        told = Problem(Place(file), "cell-encoding", severity=Severity.WARNING)
        return data.decode("cp1252", "replace"), (told,)


def _rows(text: str, separator: str) -> list[list[str]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    rows: list[list[str]] = []
    try:
        rows.extend(reader)
    except csv.Error:  # a text without end: an unclosed quote, which is told
        return rows
    return rows


def _unclosed(file: str, rows: Iterable[tuple[Cell, ...]]) -> Problem:
    """A quote that is never closed swallows the rows after it: told at the longest cell."""
    places = [
        (len(cell.text), row, column) for row, cells in enumerate(rows, 1) for column, cell in enumerate(cells, 1)
    ]
    _, row, column = max(places, default=(0, 1, 1))
    return Problem(Place(file, row, column), "cell-quote")


def _refused(file: str, code: str, **values: str) -> Sheet:
    return Sheet(file, (), (Problem(Place(file), code, tuple(values.items())),))
