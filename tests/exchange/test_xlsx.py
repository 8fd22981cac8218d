"""The same table as a workbook: every cell a text, and what a spreadsheet has made of one is told."""

import csv
import datetime as dt
import io
import zipfile
from random import Random

import openpyxl
import pytest

from jeu_oie.exchange.csv import csv_of
from jeu_oie.exchange.table import COLUMNS
from jeu_oie.exchange.xlsx import LONGEST_CELL, CellTooLong, sheet_of, xlsx_of
from tests.circuit.stating import scattered
from tests.exchange.harmful import HARMFUL
from tests.exchange.making import after, every_key, generated, given_back, of, reading, said, shipped, table
from tests.game.making import FEW

FILE = "table.xlsx"
EVERY = every_key()


def book_of(origin):
    return openpyxl.load_workbook(io.BytesIO(xlsx_of(table(origin), "Circuit")))


def with_value(name, key, value):
    """The workbook of every key, a value typed into the cell ``key`` of the row ``name``; the row's number too."""
    book = book_of(EVERY)
    page = book.active
    row = next(cell.row for cell in page["C"] if cell.value == name)
    page.cell(row, COLUMNS.index(key) + 1).value = value
    data = io.BytesIO()
    book.save(data)
    return data.getvalue(), row


@pytest.mark.parametrize("path", FEW[:1], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_shipped_circuit_comes_back(path):
    given_back(sheet_of(xlsx_of(table(shipped(path)), "Circuit"), FILE), shipped(path))


def test_every_key_comes_back():
    given_back(sheet_of(xlsx_of(table(EVERY), "Circuit"), FILE), EVERY)


@pytest.mark.parametrize("seed", range(1000, 1005))
def test_a_generated_circuit_comes_back(seed):
    given_back(sheet_of(xlsx_of(table(of(seed)), "Circuit"), FILE), of(seed))


@pytest.mark.parametrize("seed", range(3))
def test_facts_with_a_source_of_their_own_come_back(seed):
    origin = reading(scattered(generated(seed), seed))
    given_back(sheet_of(xlsx_of(table(origin), "Circuit"), FILE), origin)


def test_every_harmful_text_comes_back():
    facts = [{"id": f"f{rank}", "title": text, "text": text} for rank, text in enumerate(HARMFUL)]
    origin = reading(said(EVERY, facts=facts))
    given_back(sheet_of(xlsx_of(table(origin), "Circuit"), FILE), origin)


@pytest.mark.parametrize("origin", [EVERY, of(1), of(2)], ids=["every key", "one", "another"])
def test_a_csv_that_was_saved_as_a_workbook_comes_back(origin):
    book = openpyxl.Workbook()
    rows = csv.reader(io.StringIO(csv_of(table(origin)).decode("utf-8-sig"), newline=""), delimiter=";")
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            cell = book.active.cell(number, column)
            written = text.replace("_x0", "_x005F_x0")  # as Excel does
            cell.value, cell.data_type = written or None, "s" if text else "n"
    data = io.BytesIO()
    book.save(data)
    given_back(sheet_of(data.getvalue(), FILE), origin)


def test_every_cell_is_a_text():
    (page,) = book_of(reading(said(EVERY, facts=[{"title": text} for text in HARMFUL]))).worksheets
    cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for row in page.iter_rows() for cell in row} == {"@"}
    assert page.freeze_panes == "F3"
    assert [cell.value for cell in page[2]] == list(COLUMNS)


def test_the_same_table_makes_the_same_bytes():
    assert xlsx_of(table(EVERY), "Circuit") == xlsx_of(table(EVERY), "Circuit")
    with zipfile.ZipFile(io.BytesIO(xlsx_of(table(EVERY), "Circuit"))) as book:
        assert {info.date_time for info in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2000-01-01" in book.read("docProps/core.xml")


@pytest.mark.parametrize(
    "name, key, value, expected",
    [
        ("searched", "value", dt.datetime(2016, 11, 3), "2016-11-03"),  # noqa: DTZ001 (a cell has no zone)
        ("searched", "value", 2016, "2016"),
        ("version", "value", 7, "7"),
        ("version", "value", 7.5, "7,5"),
    ],
)
def test_what_a_spreadsheet_typed_is_read(name, key, value, expected):
    data, _ = with_value(name, key, value)
    found = after(sheet_of(data, FILE), EVERY)
    assert found.circuit
    assert getattr(found.circuit, name) == expected


@pytest.mark.parametrize(
    "shown", ["mmm-yy", "mmm yyyy", "[Red]mmm yyyy", "[$-fr-FR]mmmm\\ yyyy;@", 'mmm" de l’an "yyyy']
)
def test_a_month_stays_a_month(shown):
    data, row = with_value("searched", "value", dt.date(2016, 11, 1))
    book = openpyxl.load_workbook(io.BytesIO(data))
    book.active.cell(row, COLUMNS.index("value") + 1).number_format = shown
    again = io.BytesIO()
    book.save(again)
    found = after(sheet_of(again.getvalue(), FILE), EVERY)
    assert found.circuit
    assert found.circuit.searched == "2016-11"


@pytest.mark.parametrize(
    "name, key, value, code",
    [
        ("f", "text", "=1+1", "cell-formula"),
        ("f", "text", "#N/A", "cell-error"),
        ("f", "text", dt.date(2016, 11, 1), "cell-date"),
        ("f", "text", dt.time(12, 30), "cell-date"),
        ("u", "call", 476000000, "cell-phone"),
    ],
)
def test_what_a_spreadsheet_spoiled_is_told_at_its_cell(name, key, value, code):
    data, row = with_value(name, key, value)
    found = after(sheet_of(data, FILE), EVERY)
    places = [(each.place.line, each.place.column) for each in found.problems if each.code == code]
    assert places == [(row, COLUMNS.index(key) + 1)]


def test_a_cell_that_no_spreadsheet_can_hold_is_refused():
    long = reading(said(EVERY, problems=[{"id": "p", "title": "Long", "first": ["x" * 1999] * 17}]))
    with pytest.raises(CellTooLong) as refused:
        xlsx_of(table(long), "Circuit")
    assert (refused.value.column, refused.value.name) == ("first", "p")
    assert LONGEST_CELL < 17 * 2000


@pytest.mark.parametrize("data", [b"PK", b"PK\x03\x04" + b"\0" * 100, b""])
def test_what_is_no_workbook_is_told(data):
    assert [each.code for each in sheet_of(data, FILE).problems] == ["cell-no-workbook"]


def test_a_damaged_workbook_is_read_or_told():
    whole, dice = xlsx_of(table(EVERY), "Circuit"), Random(1)
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(4):
            data[dice.randrange(len(data))] = dice.randrange(256)
        found = after(sheet_of(bytes(data), FILE), EVERY)
        assert found.circuit or found.problems


def test_a_zip_of_something_else_is_told():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        packed.writestr("a.txt", "a")
    assert [each.code for each in sheet_of(data.getvalue(), FILE).problems] == ["cell-no-workbook"]


def test_a_zip_that_swells_is_refused():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"\0" * 130_000_000)
    assert [each.code for each in sheet_of(data.getvalue(), FILE).problems] == ["sheet-unpacked"]
