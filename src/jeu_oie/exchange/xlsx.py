"""A table ↔ one sheet of a spreadsheet file (.xlsx), every cell a text: nothing in it is taken for a date or a sum.

Owner of openpyxl. The bytes depend on the table alone: the dates that openpyxl and ZIP put in are set.
"""

import re
import warnings
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import openpyxl
from openpyxl.cell.cell import Cell as OwnCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from jeu_oie.errors import Place, Problem
from jeu_oie.exchange.sheet import Sheet
from jeu_oie.exchange.spreadsheet import APOSTROPHE, DATE, Cell, guarded, unguarded
from jeu_oie.exchange.table import Table
from jeu_oie.opening import LARGEST

ODD = {"f": "cell-formula", "e": "cell-error"}
LONGEST = 32_767  # characters of a cell, a limit of the format (ECMA-376 as Excel reads it)
TEXT = "@"
WIDTHS = {"list": 18, "in": 14, "id": 22, "value": 34, "title": 34, "text": 50, "say": 34, "note": 34, "address": 34}
WIDTHS |= {"sheet": 8, "place": 8, "asked": 26, "said": 26}
WIDTH = 18  # characters
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how the format writes what it cannot hold
LETTERED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
CREATED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day of ZIP


class CellTooLong(ValueError):
    """A cell of ``column`` in the row of ``id`` is longer than a spreadsheet can hold."""

    def __init__(self, column: str, name: str) -> None:
        super().__init__(f"{column} of {name}")
        self.column, self.name = column, name


def xlsx_of(table: Table, title: str) -> bytes:
    """The file, its sheet called ``title``. Raises CellTooLong."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = title
    for row, line in enumerate(table.lines(), 1):
        for column, text in enumerate(line, 1):
            _put(page.cell(row, column), text, line[2], table.columns[column - 1])
    for column, key in enumerate(table.columns, 1):
        page.column_dimensions[get_column_letter(column)].width = WIDTHS.get(key, WIDTH)
    for row in range(1, table.head + 1):
        for cell in page[row]:
            cell.font = Font(name="Calibri", size=11, bold=row == 1, color="404040")
            cell.fill = PatternFill("solid", fgColor="EDEDED")
    page.freeze_panes = f"{get_column_letter(table.fixed + 1)}{table.head + 1}"
    page.auto_filter.ref = f"A{table.head}:{get_column_letter(len(table.columns))}{page.max_row}"
    made = BytesIO()
    book.save(made)
    return _dated(made.getvalue())


def _put(cell: OwnCell, text: str, name: str, key: str) -> None:
    cell.number_format, cell.alignment = TEXT, Alignment(wrap_text=True, vertical="top")
    if not text:
        return
    # A CSV that was saved as a workbook keeps its apostrophes: where they come off, ours gets one more.
    text = guarded(text) if text.startswith(APOSTROPHE) else text
    text = LETTERED.sub("_x005F_", text)
    if len(text) > LONGEST:
        raise CellTooLong(key, name)
    cell.value, cell.data_type = text, "s"  # not « f », whatever it begins with


def _dated(data: bytes) -> bytes:
    made = BytesIO()
    with ZipFile(BytesIO(data)) as book, ZipFile(made, "w", ZIP_DEFLATED) as same:
        for name in book.namelist():
            content = book.read(name)
            if name == "docProps/core.xml":
                content = CREATED.sub(rb"\g<1>2000-01-01T00:00:00Z", content)
            same.writestr(ZipInfo(name, EPOCH), content, ZIP_DEFLATED)
    return made.getvalue()


def sheet_of(data: bytes, file: str) -> Sheet:
    """The cells of the first sheet in which something stands."""
    if len(data) > LARGEST:
        return _refused(file, "file-too-large", limit=str(LARGEST // 1_000_000))
    try:
        with ZipFile(BytesIO(data)) as packed:
            if sum(info.file_size for info in packed.infolist()) > 10 * LARGEST:
                return _refused(file, "file-too-large", limit=str(10 * LARGEST // 1_000_000))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and links, which we do not read
            book = openpyxl.load_workbook(BytesIO(data))
        sheets = [_rows(page.iter_rows()) for page in book.worksheets]
    except Exception:  # noqa: BLE001 (a damaged file fails anywhere: in ZIP, in XML, in openpyxl)
        return _refused(file, "cell-no-workbook")
    filled = [rows for rows in sheets if any(cell.text for row in rows for cell in row)]
    return Sheet(file, filled[0] if filled else ())


def _rows(rows: Iterable[tuple[OwnCell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(map(_cell, row)) for row in rows)


def _cell(cell: OwnCell) -> Cell:
    value = cell.value
    if isinstance(value, str):
        if cell.data_type in ODD:
            return Cell(value, odd=ODD[cell.data_type])
        text = ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
        return replace(unguarded(text.replace("\r\n", "\n").replace("\r", "\n")), sure=True)
    return Cell("") if value is None else _typed(value, cell.number_format)


def _typed(value: object, shown: str) -> Cell:
    """What a spreadsheet took for something else than a text."""
    match value:
        case bool():
            return Cell("true" if value else "false")
        case date():  # a datetime is one
            return Cell(_day(value, shown), odd=DATE)
        case int() | float():
            return Cell(str(int(value)) if value == int(value) else str(value).replace(".", ","))
    return Cell(str(value), odd=DATE)  # a time, a length of time


def _day(value: date, shown: str) -> str:
    """2017-03 where the cell shows no day."""
    day = value.date() if isinstance(value, datetime) else value
    return day.isoformat() if "d" in shown.lower() or "m" not in shown.lower() else day.isoformat()[:7]


def _refused(file: str, code: str, **values: str) -> Sheet:
    return Sheet(file, (), (Problem(Place(file), code, tuple(values.items())),))
