"""A table ↔ one sheet of a spreadsheet file (.xlsx), every cell a text: none is taken for a date or a sum.

Owner of openpyxl. The bytes depend on the table alone: the dates that openpyxl and ZIP put in are set.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from math import isfinite
from typing import Any
from xml.etree.ElementTree import Element, fromstring, iterparse
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import openpyxl
from openpyxl.cell.cell import Cell as OwnCell
from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.numbers import BUILTIN_FORMATS, STRIP_RE, is_date_format, is_timedelta_format
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet._reader import CELL_TAG, FORMULA_TAG, ROW_TAG, WorkSheetParser
from openpyxl.xml.constants import ARC_STYLE, REL_NS, SHARED_STRINGS, SHEET_MAIN_NS

from jeu_oie.disk import MAX_FILE_BYTES
from jeu_oie.exchange.cells import APOSTROPHE, DATE, ReadCell, guard_text, unguard_text
from jeu_oie.exchange.csv import Gathered, TooLarge
from jeu_oie.exchange.filling import TableSheet, refuse_sheet
from jeu_oie.exchange.table import CircuitTable

LONGEST_CELL = 32_767  # characters of a cell, a limit of the format (ECMA-376 as Excel reads it)
TEXT = "@"
WIDTHS = {"list": 18, "in": 14, "id": 22, "value": 34, "title": 34, "text": 50, "say": 34, "note": 34, "address": 34}
WIDTHS |= {"sheet": 8, "place": 8, "asked": 26, "said": 26}
WIDTH_CHARS = 18  # characters
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how the format writes what it cannot hold
LETTERED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
CREATED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the first day of ZIP


class CellTooLong(ValueError):
    """A cell of ``column`` in the row of ``id`` is longer than a spreadsheet can hold."""

    def __init__(self, column: str, name: str) -> None:
        super().__init__(f"{column} of {name}")
        self.column, self.name = column, name


def xlsx_of(table: CircuitTable, title: str) -> bytes:
    """The file, its sheet called ``title``. Raises CellTooLong."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = title
    for row, line in enumerate(table.lines(), 1):
        for column, text in enumerate(line, 1):
            _write_cell(page.cell(row, column), text, line[2], table.columns[column - 1])
    for column, key in enumerate(table.columns, 1):
        page.column_dimensions[get_column_letter(column)].width = WIDTHS.get(key, WIDTH_CHARS)
    for row in range(1, table.head + 1):
        for cell in page[row]:
            cell.font = Font(name="Calibri", size=11, bold=row == 1, color="404040")
            cell.fill = PatternFill("solid", fgColor="EDEDED")
    page.freeze_panes = f"{get_column_letter(table.fixed + 1)}{table.head + 1}"
    page.auto_filter.ref = f"A{table.head}:{get_column_letter(len(table.columns))}{page.max_row}"
    made = BytesIO()
    book.save(made)
    return _date_archive(made.getvalue())


def _write_cell(cell: OwnCell, text: str, name: str, key: str) -> None:
    cell.number_format, cell.alignment = TEXT, Alignment(wrap_text=True, vertical="top")
    if not text:
        return
    # A CSV that was saved as a workbook keeps its apostrophes: where they come off, ours gets one more.
    text = guard_text(text) if text.startswith(APOSTROPHE) else text
    text = LETTERED.sub("_x005F_", text)
    if len(text) > LONGEST_CELL:
        raise CellTooLong(key, name)
    cell.value, cell.data_type = text, "s"  # not « f », whatever it begins with


def _date_archive(data: bytes) -> bytes:
    made = BytesIO()
    with ZipFile(BytesIO(data)) as book, ZipFile(made, "w", ZIP_DEFLATED) as same:
        for name in book.namelist():
            content = book.read(name)
            if name == "docProps/core.xml":
                content = CREATED.sub(rb"\g<1>2000-01-01T00:00:00Z", content)
            same.writestr(ZipInfo(name, ZIP_DATE), content, ZIP_DEFLATED)
    return made.getvalue()


MAX_UNPACKED_BYTES = 2_000_000  # bytes of XML: at worst 1.5 s and 250 MB; the largest table of ours has 200 000
XML = (".xml", ".rels")
MAX_FORMAT_CHARS = 255  # characters of the code of a number's format, a limit of Excel's
# The names that the strict form of the format (ISO/IEC 29500) has for what openpyxl knows by the usual ones.
STRICT = {
    b'"http://purl.oclc.org/ooxml/spreadsheetml/main': f'"{SHEET_MAIN_NS}'.encode(),
    b'"http://purl.oclc.org/ooxml/officeDocument/relationships': f'"{REL_NS}'.encode(),
}
NAMES = {"": SHEET_MAIN_NS}
ODD = {"f": "cell-formula", "e": "cell-error"}  # codes of what stands in a cell whatever it says


def sheet_of(data: bytes, file: str) -> TableSheet:
    """The cells of the first sheet in which something stands; what merged cells hide is read too."""
    if len(data) > MAX_FILE_BYTES:
        return refuse_sheet(file, "file-too-large", limit=str(MAX_FILE_BYTES // 1_000_000))
    try:
        return TableSheet(file, first_filled(unpack_xml(data)).rows())
    except TooLarge as error:
        return TableSheet(file, (), (error.problem(file),))
    except Exception:  # noqa: BLE001 (a damaged file fails anywhere: in ZIP, in XML, in a number)
        return refuse_sheet(file, "cell-no-workbook")


def unpack_xml(data: bytes) -> BytesIO:
    """An archive of the XML of a workbook alone, not packed: pictures are not looked at.

    Raises TooLarge, ValueError, BadZipFile.
    """
    kept = BytesIO()
    with ZipFile(BytesIO(data)) as book, ZipFile(kept, "w") as plain:
        parts = {part.filename: part for part in book.infolist() if part.filename.endswith(XML)}
        if sum(part.file_size for part in parts.values()) > MAX_UNPACKED_BYTES:
            raise TooLarge("sheet-unpacked", MAX_UNPACKED_BYTES // 1_000_000)
        for name, part in parts.items():
            plain.writestr(name, read_part(book, part))
    return kept


def read_part(book: ZipFile, part: ZipInfo) -> bytes:
    """The XML of a part, which declares no entities. Raises ValueError, BadZipFile."""
    if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise ValueError("packed by what no spreadsheet packs with")
    with book.open(part) as opened:
        text = opened.read(part.file_size)  # without a number, a part that lies about its size would be unpacked whole
    if b"<!DOCTYPE" in text.replace(b"\0", b""):  # UTF-16 too
        raise ValueError("declares a type of document, by which texts may grow without end")
    for strict, usual in STRICT.items():
        text = text.replace(strict, usual)
    return text


def first_filled(kept: BytesIO) -> Gathered:
    """The cells of the first sheet in which something stands. Raises TooLarge, and what a damaged workbook raises."""
    book = ExcelReader(kept, read_only=True, keep_links=False)
    book.read_manifest()
    book.read_workbook()
    shared, formats = shared_texts(book), number_formats(book.archive)
    sheets = (related.target for _, related in book.parser.find_sheets() if related.Type.endswith("/worksheet"))
    for target in dict.fromkeys(each for each in sheets if each in book.valid_files):  # once, however often it is named
        gathered = Gathered()
        with book.archive.open(target) as source:
            for cell in SheetParser(source, shared).parse():
                read = read_cell(cell, formats.get(cell["style_id"], ""), book.wb.epoch)
                if read.text.strip():
                    gathered.add_cell(cell["row"], cell["column"], read)
        if gathered.count:
            return gathered
    return Gathered()


def shared_texts(book: ExcelReader) -> dict[int, str]:
    """The texts that cells name by their rank; openpyxl's own function takes “x005F_” out of them."""
    part = book.package.find(SHARED_STRINGS)
    texts = xml_of(book.archive, part.PartName[1:]).findall("si", NAMES) if part else ()
    return {rank: Text.from_tree(each).content for rank, each in enumerate(texts)}


def number_formats(archive: ZipFile) -> dict[int, str]:
    """The format by which a cell of each style shows a number (“mmm yyyy”): openpyxl would read fonts too."""
    styles = xml_of(archive, ARC_STYLE) if ARC_STYLE in archive.namelist() else Element("none")
    formats = styles.findall("numFmts/numFmt", NAMES)
    own = {each.get("numFmtId"): each.get("formatCode", "")[:MAX_FORMAT_CHARS] for each in formats}
    used = (each.get("numFmtId", "0") for each in styles.findall("cellXfs/xf", NAMES))
    return {rank: own.get(number) or BUILTIN_FORMATS.get(int(number), "") for rank, number in enumerate(used)}


def xml_of(archive: ZipFile, name: str) -> Element:
    return fromstring(archive.read(name))  # noqa: S314 (of bounded length, without entities)


class SheetParser(WorkSheetParser):  # type: ignore[misc] # openpyxl ships no types
    """The cells of a sheet as openpyxl reads them, however far from the others: its sheets leave those out unsaid."""

    def parse(self) -> Iterator[dict[str, Any]]:
        """The filled cells (``row column value data_type style_id``). Raises ValueError, KeyError, ParseError."""
        within = False
        for event, element in iterparse(self.source, ("start", "end")):  # noqa: S314 (as above)
            if element.tag == ROW_TAG:
                within = event == "start"
            elif element.tag == CELL_TAG and not within:
                raise ValueError("a cell outside all rows")
            if element.tag == ROW_TAG and not within:
                row, cells = self.parse_row(element)
                element.clear()
                if row < 1 or any(cell["row"] != row for cell in cells):
                    raise ValueError("a cell outside its row")
                yield from (cell for cell in cells if cell["value"] is not None)

    def parse_formula(self, element: Element) -> str:
        """As it stands: openpyxl would work a shared one out for each cell, whatever its length."""
        return f"={element.findtext(FORMULA_TAG, '')}"


def read_cell(cell: Mapping[str, Any], shown: str, epoch: datetime) -> ReadCell:
    """The text of a cell; ``shown``: the code of its format; ``epoch``: the day from which the workbook counts."""
    kind, value = cell["data_type"], cell["value"]
    if kind in ODD:
        return ReadCell(value, odd=ODD[kind])
    if isinstance(value, str):
        text = ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
        return replace(unguard_text(text.replace("\r\n", "\n").replace("\r", "\n")), sure=True)
    try:
        if kind == "n" and is_date_format(shown):
            value = from_excel(value, epoch, timedelta=is_timedelta_format(shown))
    except (OverflowError, ValueError):  # no calendar goes as far
        return ReadCell(str(value), odd="cell-error")
    return type_cell(value, shown)


def type_cell(value: object, shown: str) -> ReadCell:
    """What a spreadsheet took for something else than a text."""
    match value:
        case bool():
            return ReadCell(str(value).lower())
        case date():  # a datetime is one
            return ReadCell(_day(value, shown), odd=DATE)
        case float() if not isfinite(value):
            return ReadCell(str(value), odd="cell-error")
        case int() | float():
            return ReadCell(str(int(value)) if value == int(value) else str(value).replace(".", ","))
    return ReadCell(str(value), odd=DATE)  # a time, a length of time


def _day(value: date, shown: str) -> str:
    """2017-03 where the cell shows a month and no day: no day is made up."""
    day, signs = value.date() if isinstance(value, datetime) else value, STRIP_RE.sub("", shown).lower()
    return day.isoformat() if "d" in signs or "m" not in signs else day.isoformat()[:7]
