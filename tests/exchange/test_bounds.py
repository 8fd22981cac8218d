"""Tables as spreadsheets leave them are read; what goes beyond any circuit is told at its cell, or as a whole."""

import io
import zipfile

import openpyxl
import pytest

from jeu_oie.exchange.cells import ReadCell
from jeu_oie.exchange.csv import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Gathered, TooLarge, csv_of
from jeu_oie.exchange.csv import sheet_of as csv_sheet
from jeu_oie.exchange.xlsx import sheet_of, xlsx_of
from tests.cli.monsters import CSV, MAIN, OFFICE, XLSX, book, cell, csv, lying, sheet, strings
from tests.cli.monsters import ROWS as TABLE
from tests.exchange.making import every_key, given_back, table

FILE = "table.xlsx"


def texts(made):
    assert made.problems == ()
    return [[each.text for each in row] for row in made.rows]


def saved(change):
    """Our own workbook of every key, changed by a program that knows spreadsheets, and saved again."""
    made = openpyxl.load_workbook(io.BytesIO(xlsx_of(table(every_key()), "Circuit")))
    change(made.active)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


# The others are large before they are packed: tests/cli/test_bounds.py reads them.
LIGHT = (
    *("one text in every cell", "one text in 9 998 cells", "entities", "an entity of another file", "too many cells"),
    *("packed otherwise", "a number of a million digits", "a cell outside all rows", "a cell outside its row"),
)


@pytest.mark.parametrize("name", LIGHT)
def test_a_workbook_beyond_any_circuit_is_told(name):
    made, code = XLSX[name]
    found = sheet_of(made(), FILE)
    assert [each.code for each in found.problems] == [code]
    assert [found.text(each.place) for each in found.problems] == [""]
    assert found.rows == ()


@pytest.mark.parametrize("name", ["a head of 300 000 columns", "a million rows", "a cell of 10 MB", "a line of 3 MB"])
def test_a_csv_beyond_any_circuit_is_told(name):
    made, code = CSV[name]
    assert [each.code for each in csv_sheet(made(), "table.csv").problems] == [code]


@pytest.mark.parametrize(
    "row, column", [(1_048_576, 16_384), (1_048_576, 1), (20, 16_384), (MAX_ROWS + 1, 1), (5, MAX_COLUMNS + 1)]
)
def test_a_cell_far_away_is_told_at_its_place(row, column):
    (problem,) = sheet_of(book(sheet(f'<row r="{row}">{cell(row, column, "x")}</row>')), FILE).problems
    assert (problem.place.line, problem.place.column) == (row, column)


@pytest.mark.parametrize("row, column", [(MAX_ROWS, 1), (20, MAX_COLUMNS), (MAX_ROWS, MAX_COLUMNS)])
def test_a_cell_at_the_limit_is_read(row, column):
    made = sheet_of(book(sheet(f'<row r="{row}">{cell(row, column, "x")}</row>')), FILE)
    assert made.problems == ()
    assert made.rows[row - 1][column - 1].text == "x"


def test_cells_are_counted():
    gathered = Gathered()
    for number in range(MAX_CELLS):
        gathered.add_cell(number // 200 + 1, number % 200 + 1, ReadCell("x"))
    with pytest.raises(TooLarge):
        gathered.add_cell(1, 201, ReadCell("x"))


def test_rows_end_with_their_last_cell_and_the_sheet_with_its_last_row():
    gathered = Gathered()
    gathered.add_cell(1, 2, ReadCell("b"))
    gathered.add_cell(3, 1, ReadCell("a"))
    assert [[each.text for each in row] for row in gathered.rows()] == [["", "b"], [], ["a"]]


@pytest.mark.parametrize("name", ["all columns formatted", "all merged", "many parts", "a sheet elsewhere"])
def test_what_holds_no_text_is_not_counted(name):
    made, _ = XLSX[name]
    assert len(texts(sheet_of(made(), FILE))) == len(TABLE)


def test_a_workbook_formatted_all_over_comes_back():
    def change(page):
        for column in page.column_dimensions.values():
            column.width = 50
        for row in range(1, 400):
            for column in range(60, 90):
                page.cell(row, column).fill = openpyxl.styles.PatternFill("solid", fgColor="FFEEEE")
        page.row_dimensions[1_048_576].height = 20

    given_back(sheet_of(saved(change), FILE), every_key())


def test_merged_cells_of_the_usual_kind_come_back():
    def change(page):
        page.insert_rows(1)
        page["A1"] = "Notre circuit"
        page.merge_cells("A1:P1")
        page.merge_cells(start_row=page.max_row + 2, end_row=page.max_row + 3, start_column=1, end_column=4)

    made = sheet_of(saved(change), FILE)
    assert texts(made)[0] == ["Notre circuit"]
    assert len(made.rows) == len(sheet_of(xlsx_of(table(every_key()), "Circuit"), FILE).rows) + 1


def test_a_row_merged_to_its_end_is_read():
    made = sheet_of(book(sheet(after='<mergeCells><mergeCell ref="A30:XFD30"/></mergeCells>')), FILE)
    assert len(texts(made)) == len(TABLE)


def test_what_a_merged_area_hides_is_read():
    hidden = f'<row r="20">{cell(20, 1, "vu")}{cell(20, 2, "caché")}</row>'
    made = sheet_of(book(sheet(hidden, '<mergeCells><mergeCell ref="A20:C20"/></mergeCells>')), FILE)
    assert texts(made)[19] == ["vu", "caché"]


def test_shared_texts_are_read_as_they_are_written():
    shared = "<si><t>un</t></si><si><r><t>de</t></r><r><rPr/><t>ux</t></r><rPh sb='0' eb='1'><t>ふ</t></rPh></si>"
    shared += "<si><t>_x005F_x0041_</t></si><si><t>a_x000D_b</t></si><si/>"
    cells = "".join(f'<c t="s"><v>{n}</v></c>' for n in range(5))
    made = sheet_of(
        book(f"<worksheet {MAIN}><sheetData><row>{cells}</row></sheetData></worksheet>", strings(shared)), FILE
    )
    assert texts(made) == [["un", "deux", "_x0041_", "a\nb"]]


def test_a_strict_workbook_with_prefixes_is_read():
    """ISO/IEC 29500 strict: other addresses of the same names, and any prefix."""
    main = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    page = f'<x:worksheet xmlns:x="{main}"><x:sheetData><x:row r="2"><x:c r="B2" t="str"><x:v>oui</x:v></x:c></x:row>'
    usual = book(f"{page}</x:sheetData></x:worksheet>")
    strict = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(usual)) as before, zipfile.ZipFile(strict, "w") as after:
        for name in before.namelist():
            part = before.read(name).decode().replace(OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships")
            after.writestr(name, part.replace(MAIN, f'xmlns="{main}"'))
    assert texts(sheet_of(strict.getvalue(), FILE)) == [[], ["", "oui"]]


@pytest.mark.parametrize("since, day", [("", "2016-11-03"), (' date1904="1"', "2020-11-04")])
def test_days_count_from_the_year_that_the_workbook_says(since, day):
    parts = {
        "xl/styles.xml": f'<styleSheet {MAIN}><cellStyleXfs><xf numFmtId="0"/></cellStyleXfs>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{OFFICE}"><workbookPr{since}/><sheets>'
        '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
    }
    styles = f'<Relationship Id="rId3" Type="{OFFICE}/styles" Target="/xl/styles.xml"/>'
    page = (
        f'<worksheet {MAIN}><sheetData><row><c s="1"><v>42677</v></c><c><v>42677</v></c></row></sheetData></worksheet>'
    )
    assert texts(sheet_of(book(page, parts, relations=styles), FILE)) == [[day, "42677"]]


@pytest.mark.parametrize(
    "cells, expected",
    [
        ('<c t="b"><v>1</v></c><c t="b"><v>0</v></c>', ["true", "false"]),
        ("<c><v>1.5</v></c><c><v>2.0</v></c><c><v>1E3</v></c>", ["1,5", "2", "1000"]),
        ('<c t="e"><v>#N/A</v></c><c><f>A1+1</f><v>3</v></c>', ["#N/A", "=A1+1"]),
        ('<c t="d"><v>2016-11-03</v></c>', ["2016-11-03"]),
        ("<c><v>1e999</v></c>", ["inf"]),
    ],
)
def test_what_a_cell_may_hold(cells, expected):
    page = f"<worksheet {MAIN}><sheetData><row>{cells}</row></sheetData></worksheet>"
    assert texts(sheet_of(book(page), FILE)) == [expected]


@pytest.mark.parametrize(
    "row",
    [
        '<row r="0"/>',
        '<row r="-1"/>',
        f'<row r="{"9" * 5_000}"/>',
        '<row r="x"/>',
        '<row><c r="A0"/></row>',
        '<row><c r="AAAA1"/></row>',
        '<row><c t="s"><v>7</v></c></row>',
        '<row><c t="s"><v>-1</v></c></row>',
        '<row><c t="d"><v>hier</v></c></row>',
        "<row><c><v>douze</v></c></row>",
    ],
)
def test_what_no_spreadsheet_writes_is_told(row):
    page = f"<worksheet {MAIN}><sheetData>{row}</sheetData></worksheet>"
    assert [each.code for each in sheet_of(book(page), FILE).problems] == ["cell-no-workbook"]


def test_the_first_sheet_in_which_something_stands_is_read():
    parts = {
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{OFFICE}"><sheets><sheet name="A" sheetId="1" r:id="rId8"/>'
        '<sheet name="B" sheetId="2" r:id="rId7"/><sheet name="C" sheetId="3" r:id="rId1"/></sheets></workbook>',
        "xl/worksheets/empty.xml": f"<worksheet {MAIN}/>",
    }
    empty = f'<Relationship Id="rId7" Type="{OFFICE}/worksheet" Target="worksheets/empty.xml"/>'
    chart = f'<Relationship Id="rId8" Type="{OFFICE}/chartsheet" Target="worksheets/sheet1.xml"/>'
    assert len(texts(sheet_of(book(sheet(), parts, relations=empty + chart), FILE))) == len(TABLE)


def test_a_csv_with_empty_columns_and_rows_after_it_comes_back():
    lines = csv_of(table(every_key())).decode("utf-8-sig").split("\r\n")
    quoted = "\r\n".join(f"{line};;;;;;" if line.endswith(('"', ";")) else line for line in lines)
    made = csv_sheet((quoted + "\r\n" + ";;;;;\r\n" * 50_000).encode(), "table.csv")
    assert made.problems == ()
    assert max(map(len, made.rows)) <= len(lines[0].split(";"))  # none of the empty ones


def test_a_long_cell_of_a_csv_loses_none_of_the_rows_after_it():
    made = csv_sheet(csv([*TABLE, ("facts", "", "", "x" * 200_000), ("facts", "", "", "après")]), "table.csv")
    assert made.rows[-1][-1].text == "après"


def test_a_zip_whose_parts_lie_about_their_size_is_told():
    assert [each.code for each in sheet_of(lying(book(sheet())), FILE).problems] == ["cell-no-workbook"]


def test_a_workbook_of_more_than_2_mb_unpacked_is_refused_unread():
    """However little it weighs, whatever stands in it: not even whether it is XML is looked at."""
    more, fits = "x" * 2_000_001, "x" * 1_900_000
    assert [each.code for each in sheet_of(book(sheet(), {"a.xml": more}), FILE).problems] == ["sheet-unpacked"]
    assert sheet_of(book(sheet(), {"a.xml": fits}), FILE).problems == ()
    assert sheet_of(book(sheet(), {"xl/media/logo.png": more}), FILE).problems == (), "pictures are not read"


@pytest.mark.parametrize("mark", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_part_that_declares_entities_is_told_in_any_encoding(mark):
    head, declared = f'<?xml version="1.0" encoding="{mark[:6]}"?>', '<!DOCTYPE a [<!ENTITY b "c">]>'
    whole, bad = (book(f"\ufeff{head}{sheet(before=each)}".encode(mark)) for each in ("", declared))
    assert len(texts(sheet_of(whole, FILE))) == len(TABLE)
    assert [each.code for each in sheet_of(bad, FILE).problems] == ["cell-no-workbook"]
