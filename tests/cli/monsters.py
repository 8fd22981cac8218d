"""Small files that ask for much: one of each kind that was thought of, under the name by which a test tells it."""

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping

CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
HEAD = ("list", "id", "value", "title")
ROWS = (
    HEAD,
    *(("circuit", key, value, "") for key, value in {"format": "1", "title": "Essai", "topic": "repairs"}.items()),
    *(("circuit", key, value, "") for key, value in {"language": "fr", "version": "1", "status": "draft"}.items()),
    ("landlord", "name", "Office", ""),
    ("steps", "a", "", "Un"),
    ("steps", "b", "", "Deux"),
)
YAML = """\
format: 1
title: Essai
topic: repairs
landlord: {name: Office}
language: fr
version: "1"
status: draft
steps: [{id: a, title: Un}, {id: b, title: Deux}]
"""


def letters(column: int) -> str:
    before, last = divmod(column - 1, 26)
    return (letters(before) if before else "") + chr(65 + last)


def cell(row: int, column: int, text: str) -> str:
    return f'<c r="{letters(column)}{row}" t="inlineStr"><is><t>{text}</t></is></c>' if text else ""


def table(rows: Iterable[Iterable[str]] = ROWS, first: int = 1) -> str:
    """The rows of a sheet."""
    return "".join(
        f'<row r="{number}">{"".join(cell(number, column, each) for column, each in enumerate(row, 1))}</row>'
        for number, row in enumerate(rows, first)
    )


def sheet(inner: str = "", after: str = "", before: str = "") -> str:
    return f"{before}<worksheet {MAIN}><sheetData>{table()}{inner}</sheetData>{after}</worksheet>"


def book(
    page: str | bytes,
    more: Mapping[str, str | bytes] | None = None,
    names: int = 1,
    relations: str = "",
    method: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """A workbook of one sheet; ``names``: how often it is named."""
    listed = "".join(f'<sheet name="S{n}" sheetId="{n + 1}" r:id="rId1"/>' for n in range(names))
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" '
        f'ContentType="application/xml"/><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{CONTENT}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{CONTENT}.worksheet+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{CONTENT}.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
        f'Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>{relations}</Relationships>',
        "xl/worksheets/sheet1.xml": page,
        **strings(""),
        **(more or {}),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return made.getvalue()


def strings(inner: str) -> dict[str, str | bytes]:
    return {"xl/sharedStrings.xml": f"<sst {MAIN}>{inner}</sst>"}


def lying(data: bytes, size: int = 10) -> bytes:
    """The workbook, its sheet said to be ``size`` bytes long in the list at the end of the archive."""
    at = data.rindex(b"xl/worksheets/sheet1.xml") - 46 + 24
    return data[:at] + size.to_bytes(4, "little") + data[at + 4 :]


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
EMPTY_ROWS = "".join(
    f'<row r="{n}" s="1" customFormat="1" ht="15" customHeight="1"/>' for n in range(len(ROWS) + 1, 1_048_577)
)
# Name → the file, and the code of what is told of it (empty: it is read).
XLSX: dict[str, tuple[Callable[[], bytes], str]] = {
    "one cell in the last corner": (
        lambda: book(sheet(f'<row r="1048576">{cell(1048576, 16384, "x")}</row>')),
        "sheet-rows",
    ),
    "one cell in the last row": (lambda: book(sheet(f'<row r="1048576">{cell(1048576, 1, "x")}</row>')), "sheet-rows"),
    "one cell in the last column": (lambda: book(sheet(f'<row r="20">{cell(20, 16384, "x")}</row>')), "sheet-columns"),
    "all merged": (lambda: book(sheet(after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')), ""),
    "many merged": (
        lambda: book(
            sheet(
                after="<mergeCells>"
                + "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 60_000))
                + "</mergeCells>"
            )
        ),
        "",
    ),
    "a bomb": (lambda: book(b"<a>" + b" " * 121_000_000), "sheet-unpacked"),
    "a bomb that says it is small": (lambda: lying(book(b"<a>" + b" " * 350_000_000)), "cell-no-workbook"),
    "a shared text of 20 MB": (
        lambda: book(sheet(), strings("<si><t>" + "x" * 20_000_000 + "</t></si>")),
        "sheet-unpacked",
    ),
    "a million shared texts": (lambda: book(sheet(), strings("<si><t>x</t></si>" * 1_000_000)), "sheet-unpacked"),
    "shared texts, as many as fit": (lambda: book(sheet(), strings("<si/>" * 390_000)), ""),
    "styles, as many as fit": (
        lambda: book(
            sheet(), {"xl/styles.xml": f"<styleSheet {MAIN}><cellXfs>{'<xf/>' * 390_000}</cellXfs></styleSheet>"}
        ),
        "",
    ),
    "one text in 9 998 cells": (
        lambda: book(
            f"<worksheet {MAIN}><sheetData>"
            + "".join(f'<row r="{r}"><c r="A{r}" t="s"><v>0</v></c></row>' for r in range(3, 10_001))
            + "</sheetData></worksheet>",
            strings(f"<si><t>{'x' * 30_000}</t></si>"),
        ),
        "file-too-large",
    ),
    "one formula in 9 000 cells": (
        lambda: book(
            sheet(
                f'<row r="20"><c r="A20"><f t="shared" si="0">{"A1+" * 300_000}1</f></c></row>'
                + "".join(f'<row r="{r}"><c r="A{r}"><f t="shared" si="0"/></c></row>' for r in range(21, 9_021))
            )
        ),
        "cell-formula",
    ),
    "millions of empty rows": (lambda: book(sheet("<row/>" * 3_900_000)), "sheet-unpacked"),
    "empty rows, as many as fit": (lambda: book(sheet("<row/>" * 320_000)), ""),
    "a cell outside all rows": (
        lambda: book(f'<worksheet {MAIN}><sheetData><c r="ZZ1" t="str"><v>x</v></c></sheetData></worksheet>'),
        "cell-no-workbook",
    ),
    "a cell outside its row": (
        lambda: book(sheet(f'<row r="20">{cell(4, 3, "x")}</row>')),
        "cell-no-workbook",
    ),
    "one text in every cell": (
        lambda: book(
            f"<worksheet {MAIN}><sheetData>"
            + "".join(
                f'<row r="{r}">'
                + "".join(f'<c r="{letters(c)}{r}" t="s"><v>0</v></c>' for c in range(1, 200))
                + "</row>"
                for r in range(1, 200)
            )
            + "</sheetData></worksheet>",
            strings(f"<si><t>{'x' * 30_000}</t></si>"),
        ),
        "file-too-large",
    ),
    "many parts": (lambda: book(sheet(), {f"xl/{n}.xml": "<a/>" for n in range(20_000)}), ""),
    "a sheet named very often": (lambda: book(f"<worksheet {MAIN}/>", names=37_000), "cell-head"),
    "entities": (
        lambda: book(
            sheet(f'<row r="20">{cell(20, 1, "&a9;")}</row>', before=f'<!DOCTYPE a [<!ENTITY a0 "ha">{LAUGHS}]>')
        ),
        "cell-no-workbook",
    ),
    "an entity of another file": (
        lambda: book(
            sheet(
                f'<row r="20">{cell(20, 1, "&a;")}</row>',
                before='<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/hosts">]>',
            )
        ),
        "cell-no-workbook",
    ),
    "a sheet elsewhere": (
        lambda: book(
            sheet(),
            {
                "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{OFFICE}"><sheets>'
                '<sheet name="A" sheetId="1" r:id="rId9"/><sheet name="B" sheetId="2" r:id="rId8"/>'
                '<sheet name="C" sheetId="3" r:id="rId1"/></sheets></workbook>'
            },
            relations=f'<Relationship Id="rId9" Type="{OFFICE}/worksheet" Target="http://example.org/a.xml" '
            f'TargetMode="External"/><Relationship Id="rId8" Type="{OFFICE}/worksheet" '
            'Target="../../../../etc/hosts"/>',
        ),
        "",
    ),
    "a million formatted rows": (lambda: book(sheet(EMPTY_ROWS)), "sheet-unpacked"),
    "all columns formatted": (
        lambda: book(
            sheet(
                "".join(
                    f'<row r="{r}">' + "".join(f'<c r="{letters(c)}{r}" s="1"/>' for c in range(1, 16_385)) + "</row>"
                    for r in range(20, 25)
                )
            )
        ),
        "",
    ),
    "millions of formatted cells": (
        lambda: book(sheet("".join(f'<row r="{r}">{"<c/>" * 16_384}</row>' for r in range(20, 200)))),
        "sheet-unpacked",
    ),
    "too many cells": (
        lambda: book(sheet(f"<row>{'<c><v>1</v></c>' * 200}</row>" * 300)),
        "sheet-cells",
    ),
    "a tag without end": (lambda: book(f'<worksheet a="{"x" * 1_900_000}'), "cell-no-workbook"),
    "tags within tags": (lambda: book("<a>" * 640_000), "cell-no-workbook"),
    "tags beside tags": (lambda: book(f"<worksheet {MAIN}>{'<a/>' * 480_000}</worksheet>"), "cell-head"),
    "packed otherwise": (lambda: book(sheet(), method=zipfile.ZIP_LZMA), "cell-no-workbook"),
    "a number of a million digits": (
        lambda: book(sheet(f'<row r="20"><c r="A20"><v>{"9" * 1_000_000}</v></c></row>')),
        "cell-no-workbook",
    ),
}


def csv(rows: Iterable[Iterable[str]]) -> bytes:
    return "\r\n".join(";".join(row) for row in rows).encode()


CSV: dict[str, tuple[Callable[[], bytes], str]] = {
    "a head of 300 000 columns": (
        lambda: csv([[*HEAD, *(f"c{n}" for n in range(300_000))], *ROWS[1:]]),
        "sheet-columns",
    ),
    "250 columns nobody knows": (
        lambda: csv([[*HEAD, *(f"{'titre' * 7}{n}" for n in range(250))], *ROWS[1:]]),
        "cell-column",
    ),
    "a cell of 3 MB": (lambda: csv([*ROWS, ("steps", "c", "", "x" * 3_000_000)]), "text-too-long"),
    "a cell of 10 MB": (lambda: csv([*ROWS, ("steps", "c", "", "x" * 10_000_000)]), "file-too-large"),
    "a line of 3 MB": (lambda: csv([*ROWS, ["x"] * 1_500_000]), "sheet-columns"),
    "only zeros": (lambda: b"\0" * 3_900_000, "cell-head"),
    "only ends of lines": (lambda: b"\n" * 3_900_000, "cell-head"),
    "ends of lines, then a cell": (lambda: csv(ROWS) + b"\n" * 3_000_000 + b"x", "sheet-rows"),
    "only separators": (lambda: csv(ROWS) + b"\n" + b";" * 3_000_000, ""),
    "empty columns after each row": (lambda: csv([*row, *[""] * 5_000] for row in ROWS), ""),
    "a quote that never ends": (lambda: csv(ROWS) + b'\n"' + b"x;y\n" * 900_000, "cell-quote"),
    "a quote that ends late": (
        lambda: csv([*ROWS, ("steps", "c", "", '"' + "x;y\n" * 900_000 + '"')]),
        "text-too-long",
    ),
    "only quotes": (lambda: b'"' * 3_900_000, "cell-head"),
    "a million rows": (lambda: csv([*ROWS, *[("facts", "", "", "x")] * 300_000]), "sheet-rows"),
    "a list of a million": (
        lambda: csv(
            [
                (*HEAD, "criteria"),
                *((*row, "") for row in ROWS[1:]),
                ("shortcuts", "s", "", "S", '"' + "x\n" * 1_000_000 + '"'),
            ]
        ),
        "too-many-nodes",
    ),
    "thousands of wrong rows": (
        lambda: csv([*ROWS, *(("étapes-" + str(n), "", "", "x") for n in range(9_000))]),
        "cell-list",
    ),
}


def facts(each: Callable[[int], str], count: int) -> str:
    return YAML + "facts:\n" + "".join(f"  - {each(n)}\n" for n in range(count))


PHONES = "06 12 34 56 78 "
MANY = 35  # of the longest texts: one more would be more than a circuit may hold, and none would be looked at
WORD = "abcdefghijklmnopqrstuvwxyzabcdefghij"
YAMLS: dict[str, tuple[Callable[[], str], str]] = {
    "brackets within brackets": (lambda: YAML + "facts: " + "[" * 1_000_000, "too-deep"),
    "aliases of aliases": (
        lambda: (
            YAML
            + "facts:\n"
            + "  - &a0 [x, x]\n"
            + "".join(f"  - &a{n} [{f'*a{n - 1}, ' * 9}x]\n" for n in range(1, 12))
        ),
        "alias-too-large",
    ),
    "100 000 times one key": (lambda: YAML + "title: x\n" * 100_000, "duplicate-key"),
    "9 000 keys nobody knows": (lambda: YAML + "".join(f"titel{n}: x\n" for n in range(9_000)), "unknown-key"),
    "items of keys nobody knows": (
        lambda: (
            YAML.split("steps:")[0]
            + "steps:\n"
            + "".join("  - {" + ", ".join(f"eeeee{n % 99}{k}: x" for k in range(50)) + "}\n" for n in range(190))
        ),
        "unknown-key",
    ),
    "thousands of steps nobody finds": (
        lambda: (
            YAML.split("steps:")[0]
            + "steps:\n"
            + "".join(f"  - {{id: {WORD}{n}, title: T}}\n" for n in range(1_500))
            + "shortcuts:\n"
            + "".join(f"  - {{id: s{n}, title: T, from: {WORD[::-1]}{n}, to: {WORD}x{n}}}\n" for n in range(1_000))
        ),
        "unknown-id",
    ),
    "thousands of sources nobody knows": (
        lambda: (
            YAML
            + "sources:\n"
            + "".join(f"  {WORD}{n}: {{title: T}}\n" for n in range(2_000))
            + "facts:\n"
            + "".join(f"  - {{title: T, source: {WORD[::-1]}{n}}}\n" for n in range(2_000))
        ),
        "unknown-source",
    ),
    "one line of 3 MB": (
        lambda: YAML + "facts: [" + ", ".join(f'{{title: "{"x" * 490}"}}' for _ in range(6_000)) + "]\n",
        "",
    ),
    "one line of wrong things": (
        lambda: YAML + "facts: [" + ", ".join("{titel: x}" for _ in range(6_000)) + "]\n",
        "unknown-key",
    ),
    "long ids": (lambda: facts(lambda n: f"{{id: {'a' * 1_900}{n}, title: T}}", 1_500), ""),
    "phone numbers": (lambda: facts(lambda n: f"{{title: T, text: {PHONES * 130}}}", MANY), "personal-phone"),
    "phone numbers in one line": (lambda: YAML + f"# {PHONES}\n" + "x: " + PHONES * 200_000, "text-too-long"),
    "tabs": (lambda: YAML + "facts:\n" + "\t- x\n" * 700_000, "tab"),
    "signs that stop": (lambda: YAML + "facts:\n" + "  - title: @x\n" * 250_000, "reserved-start"),
    "characters nobody sees": (lambda: YAML + "\x01" * 3_900_000, "control-character"),
    "dashes": (lambda: YAML + "facts:\n" + "  -\n" * 900_000, ""),
    "directives": (lambda: "%TAG ! x\n" * 400_000 + YAML, "directive"),
    "documents": (lambda: "---\n" * 900_000, ""),
    "spaces before": (lambda: " " * 3_900_000 + "x", ""),
    "thousands of names to use": (
        lambda: YAML + "common: common.yaml\nuse: [" + ", ".join(f"{WORD}y{n}" for n in range(15_000)) + "]\n",
        "unknown-use",
    ),
    "names to use of nothing": (
        lambda: YAML + "use: [" + ", ".join(f"{WORD}{n}" for n in range(19_000)) + "]\n",
        "use-without-common",
    ),
    "a number of a million digits": (lambda: YAML.replace("format: 1", f"format: {'1' * 1_000_000}"), "text-too-long"),
    "hard spaces": (lambda: YAML + "facts:\n  - title: " + "\u00a0" * 1_900_000 + "x", ""),
    "too large": (lambda: YAML + "# x\n" * 2_500_000, "file-too-large"),
}
# Texts of the longest kind that a card may hold, each worst for one of the patterns by which ``check --falc`` looks.
FALC: dict[str, str] = {
    "one word": "a" * 1_990,
    "digits": "1" * 1_990,
    "spaces before a quotation": "a." + " " * 1_900 + "»",
    "capitals": "AB " * 660,
    "new acronyms": "",
    "short sentences": "a. " * 660,
    "short hard sentences": "A% " * 600,
    "dots": "A." * 990,
    "addresses": "a@" * 990,
}


def falc(text: str) -> str:
    def each(n: int) -> str:
        return text or " ".join(f"{letters(n * 300 + k + 1_000)}" for k in range(300))

    return facts(lambda n: f'{{title: T{n}, text: "{each(n)}"}}', MANY)


def icc() -> bytes:
    """A print shop's profile that says to hold four thousand million tags."""
    rest = bytes(8) + b"prtrCMYK" + bytes(16) + b"acsp" + bytes(88) + b"\xff" * 4 + b"x" * 1_000_000
    return (len(rest) + 4).to_bytes(4) + rest


def deep() -> bytes:
    return b'{"readings": ' + b"[" * 3_900_000


def many() -> bytes:
    one = {"printer": "x" * 40, "flip": "long", "large": False, "x": 1, "y": 1e308}
    return json.dumps({"readings": [{**one, "printer": f"{n}"} for n in range(30_000)]}).encode()
