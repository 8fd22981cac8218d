"""A table ↔ one sheet of a spreadsheet file (.xlsx), every cell a text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from io import BytesIO
from math import isfinite
from posixpath import dirname, join
from typing import NamedTuple, TypeVar
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import openpyxl
from openpyxl.cell.cell import Cell as OwnCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel, from_ISO8601

from jeu_oie.disk import LARGEST
from jeu_oie.exchange import workbook
from jeu_oie.exchange.csv import Gathered, TooLarge
from jeu_oie.exchange.filling import TableSheet, refuse_sheet
from jeu_oie.exchange.table import APOSTROPHE, DATE, CircuitTable, ReadCell, guard_text, unguard_text

# --- The cells of a workbook (.xlsx) in one pass over its XML, each as it comes: no tree, no object of what is
# empty
#
# openpyxl, which writes ours, makes an object of each element that it reads, of each cell between a stray one and
# the rest, of each one that is merged away: of 1.5 kB it made two gigabytes. Here a part of the file costs what its
# length costs, whatever it says; what is needed of it are texts, numbers, and which numbers are dates.

UNPACKED = 120_000_000  # bytes: a million rows that are only formatted take about 100
PIECE = 65_536  # bytes that are read at once
LONGEST_TAG = 1_000_000  # bytes of one tag: the parser would keep it whole
DOCUMENT = "/officeDocument"  # ends of what relations are called, in the strict and the usual form
SHEET, STRINGS, STYLE_SHEET = "/worksheet", "/sharedStrings", "/styles"

TAGS = 4_000_000  # in all parts together
DEEPEST = 100  # tags within tags; a formatted text is eight deep


class WorkbookPage(NamedTuple):
    """The filled cells of a sheet; ``since_1904``: how its days are counted."""

    cells: tuple[workbook.RawCell, ...]
    since_1904: bool


P = TypeVar("P", bound=workbook.Part)


def pages(packed: ZipFile, formats: Mapping[int, str]) -> Iterator[WorkbookPage]:
    """The sheets in turn; ``formats`` are those of numbers that need no declaration.

    Raises TooLarge, Damaged, and what a broken archive or text raises.
    """
    infos = packed.infolist()
    if len(infos) > workbook.PARTS:
        raise TooLarge("sheet-parts", workbook.PARTS)
    if sum(info.file_size for info in infos) > UNPACKED:
        raise TooLarge("file-too-large", UNPACKED // 1_000_000)
    if any(info.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for info in infos):
        raise workbook.Damaged("packed by what no spreadsheet packs with")
    book = Archive(packed, frozenset(packed.namelist()))
    document = book.led_to(book.related(""), DOCUMENT)
    if document is None:
        raise workbook.Damaged("no workbook")
    parts = book.related(document)
    told = book.read(document, workbook.WorkbookSheets())
    strings, styles = workbook.Strings(), workbook.Styles()
    for kind, part in ((STRINGS, strings), (STYLE_SHEET, styles)):
        if target := book.led_to(parts, kind):
            book.read(target, part)
    code = styles.codes(formats)
    # Each once, however often it is named.
    for target in dict.fromkeys(parts[name][1] for name in told.names if leads(parts, name)):
        if target in book.names:
            yield WorkbookPage(book.read(target, workbook.Cells(strings.found, code)).shown(), told.since_1904)


def leads(parts: Mapping[str, tuple[str, str]], name: str) -> bool:
    """Whether ``name`` is what a relation to a sheet is called."""
    return name in parts and parts[name][0].endswith(SHEET)


@dataclass(slots=True)
class Archive:
    """An archive, and how many tags of it have been read."""

    packed: ZipFile
    names: frozenset[str]
    tags: int = 0

    def related(self, part: str) -> Mapping[str, tuple[str, str]]:
        """What ``part`` (the archive itself where it is empty) leads to within it: kind and name of each, by its id."""
        name = join(dirname(part), "_rels", f"{part.rpartition('/')[2]}.rels")
        return self.read(name, workbook.Relations(dirname(part))).found if name in self.names else {}

    def led_to(self, parts: Mapping[str, tuple[str, str]], kind: str) -> str | None:
        """The first of ``parts`` that is there and whose kind ends with ``kind``."""
        return next((name for each, name in parts.values() if each.endswith(kind) and name in self.names), None)

    def read(self, name: str, part: P) -> P:
        """Go through a part, piece by piece. Raises TooLarge, Damaged, expat.ExpatError, BadZipFile."""
        parser = self.parser(part)
        taken = 0
        with self.packed.open(name) as file:
            while piece := file.read(PIECE):
                taken += len(piece)
                parser.Parse(piece)
                if taken - parser.CurrentByteIndex > LONGEST_TAG:
                    raise workbook.Damaged("a tag without end")
        parser.Parse(b"", True)  # noqa: FBT003 (the parser's own way to be told that it was the last piece)
        return part

    def parser(self, part: workbook.Part) -> expat.XMLParserType:
        """Tells ``part`` of tags and texts, as long as there are not too many."""
        depth = 0

        def start(tag: str, said: workbook.Attributes) -> None:
            nonlocal depth
            self.tags += 1
            depth += 1
            if self.tags > TAGS:
                raise TooLarge("sheet-cells", workbook.LOOKED_AT)
            if depth > DEEPEST:
                raise workbook.Damaged("tags within tags")
            part.start(bare(tag), said)

        def end(tag: str) -> None:
            nonlocal depth
            depth -= 1
            part.end(bare(tag))

        def refuse(*_: object) -> None:
            raise workbook.Damaged("declares a type of document, by which texts may grow without end")

        made = expat.ParserCreate()
        made.buffer_text = True
        made.StartDoctypeDeclHandler = refuse
        made.StartElementHandler, made.EndElementHandler = start, end
        made.CharacterDataHandler = part.text
        return made


@lru_cache(1024)
def bare(tag: str) -> str:
    return tag.rpartition(":")[2]


# --- A table ↔ one sheet of a spreadsheet file (.xlsx), every cell a text: nothing in it is taken for a date or a
# sum
#
# Owner of openpyxl. The bytes depend on the table alone: the dates that openpyxl and ZIP put in are set.

LONGEST_CELL = 32_767  # characters of a cell, a limit of the format (ECMA-376 as Excel reads it)
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
        page.column_dimensions[get_column_letter(column)].width = WIDTHS.get(key, WIDTH)
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
            same.writestr(ZipInfo(name, EPOCH), content, ZIP_DEFLATED)
    return made.getvalue()


def sheet_of(data: bytes, file: str) -> TableSheet:
    """The cells of the first sheet in which something stands."""
    if len(data) > LARGEST:
        return refuse_sheet(file, "file-too-large", limit=str(LARGEST // 1_000_000))
    try:
        with ZipFile(BytesIO(data)) as packed:
            page = next(
                (each for each in pages(packed, BUILTIN_FORMATS) if each.cells), WorkbookPage((), since_1904=False)
            )
        gathered = Gathered()
        for raw in page.cells:
            cell = _cell(raw, MAC_EPOCH if page.since_1904 else WINDOWS_EPOCH)
            if cell.text.strip():
                gathered.add_cell(raw.row, raw.column, cell)
    except TooLarge as error:
        return TableSheet(file, (), (error.problem(file),))
    except Exception:  # noqa: BLE001 (a damaged file fails anywhere: in ZIP, in XML, in a number)
        return refuse_sheet(file, "cell-no-workbook")
    return TableSheet(file, gathered.rows())


def _cell(raw: workbook.RawCell, epoch: datetime) -> ReadCell:
    match raw.kind:
        case "f":
            return ReadCell(raw.text, odd="cell-formula")
        case "e":
            return ReadCell(raw.text, odd="cell-error")
        case "b":
            return ReadCell("true" if raw.text.strip() in ("1", "true") else "false")
        case "d":
            return _type_cell(from_ISO8601(raw.text.strip()), raw.shown)
        case "n":
            return _number(raw.text.strip(), raw.shown, epoch)
    text = ESCAPED.sub(lambda found: chr(int(found[1], 16)), raw.text)
    return replace(unguard_text(text.replace("\r\n", "\n").replace("\r", "\n")), sure=True)


def _number(text: str, shown: str, epoch: datetime) -> ReadCell:
    """A number, or the day that its format makes of it."""
    value = float(text) if set(text) & set(".eE") else int(text)
    if not is_date_format(shown):
        return _type_cell(value, shown)
    try:
        return _type_cell(from_excel(value, epoch, timedelta=is_timedelta_format(shown)), shown)
    except (OverflowError, ValueError):  # no calendar goes as far
        return ReadCell(text, odd="cell-error")


def _type_cell(value: object, shown: str) -> ReadCell:
    """What a spreadsheet took for something else than a text."""
    match value:
        case date():  # a datetime is one
            return ReadCell(_day(value, shown), odd=DATE)
        case float() if not isfinite(value):
            return ReadCell(str(value), odd="cell-error")
        case int() | float():
            return ReadCell(str(int(value)) if value == int(value) else str(value).replace(".", ","))
    return ReadCell(str(value), odd=DATE)  # a time, a length of time


def _day(value: date, shown: str) -> str:
    """2017-03 where the cell shows no day."""
    day = value.date() if isinstance(value, datetime) else value
    return day.isoformat() if "d" in shown.lower() or "m" not in shown.lower() else day.isoformat()[:7]
