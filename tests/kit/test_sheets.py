"""Every printed file of a kit is declared, with its words, in the page of commands; what is said of it is true."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest

from jeu_oie.exchange.report import CARDS, document_of
from jeu_oie.game.preset import Preset
from jeu_oie.game.sheet_language import split_language
from jeu_oie.kit import Options, plan
from jeu_oie.kit.making import REPLY
from jeu_oie.kit.printing import BoardDocument, TypesetDocument
from jeu_oie.kit.sheets import BY_NAME, SHEETS, by_maker, documents, handed_out, made_in
from jeu_oie.kit.spec import Per, SheetSpec
from jeu_oie.kit.writing import SITE
from jeu_oie.messages import LANGUAGES, SHEET_LANGUAGES, load_catalog
from jeu_oie.print.look import CardsWay
from tests.chosen import chosen
from tests.exchange.tables import circuit_after
from tests.game.making import CIRCUITS
from tests.house.source import ROOT
from tests.kit.test_shipped import PRINTED

BESIDE = {*SITE, "kit.zip", "site.zip", "manifest.json", REPLY} - {row.file for row in SHEETS}  # what is not printed
OF_DIFF = {"changes.pdf", "reprint.pdf", "reprint-fold.pdf", "calibration.pdf"}
NEW = replace(BY_NAME["4-facilitator"], name="forgotten", line=14)
ALSO = frozenset(SHEET_LANGUAGES)
SIZES = {"a4": (297, 210), "a3": (420, 297), "a2": (594, 420)}


@pytest.fixture(scope="module", params=chosen([False, True], [False]), ids=["usual", "large"])
def made(request):
    """A plan into which a workshop has come back: all that a kit may hold."""
    return plan(circuit_after(CIRCUITS / "oph-31" / "neighbours.yaml"), Preset(large=request.param))


def usual(row: SheetSpec) -> bool:
    """Whether every kit has it: no workshop, no other language is needed for it."""
    return not (row.workshop or row.language)


def undeclared(files: Iterable[str], rows: Iterable[SheetSpec]) -> set[str]:
    """What stands in only one of both."""
    return {name for name in files if name not in BESIDE} ^ {row.file for row in rows if usual(row)}


def test_the_guard_sees_a_file_without_a_row_and_a_row_without_a_file():
    files = [row.file for row in SHEETS if usual(row)]
    assert undeclared([*files, "print/forgotten.pdf"], SHEETS) == {"print/forgotten.pdf"}
    assert undeclared(files, (*SHEETS, NEW)) == {"print/forgotten.pdf"}
    assert undeclared(["index.html", *files], SHEETS) == set()


def test_each_file_that_a_kit_makes_has_its_row(shipped_kits):
    files = json.loads((shipped_kits / PRINTED[0] / "manifest.json").read_bytes())["files"]
    assert undeclared(files, SHEETS) == set()


def test_no_two_rows_have_one_name_or_one_line():
    assert len(BY_NAME) == len(SHEETS)
    for large in (False, True):
        lines = [row.line for row in handed_out(large=large)]
        assert lines == sorted(set(lines))


def test_a_language_that_is_asked_for_makes_one_file_more_but_for_the_circuits_own(made):
    own, also = ({row.name for row in made_in(made, also=asked)} for asked in ((), SHEET_LANGUAGES))
    assert also - own == {f"3-person-{language}" for language in SHEET_LANGUAGES if language != "fr"}
    assert own <= also
    named = {name for each in documents(made, Options(also=frozenset(["ar"]))) for name in each.sheets}
    assert {"3-person", "3-person-ar"} <= named and "3-person-en" not in named


def lacking(rows: Iterable[SheetSpec], named: Iterable[str], language: str) -> Iterator[str]:
    """The words that ``language`` lacks of ``rows``, and of documents ``named`` that a diff may name."""
    t = load_catalog(language)
    for key in (
        *(f"studio.file.{split_language(row.name)[0]}" for row in rows),
        *(f"changes.sheet.{split_language(name)[0]}" for name in named),
    ):
        try:
            t(key)
        except KeyError:
            yield key


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guard_sees_a_row_without_words(language):
    found = ["studio.file.forgotten", "changes.sheet.forgotten"]
    assert list(lacking([replace(NEW, paper="a5")], ["forgotten"], language)) == found


@pytest.mark.slow
def test_each_row_has_its_words(made):
    sheets = (
        name for way in CardsWay for each in documents(made, Options(cards=way, also=ALSO)) for name in each.sheets
    )
    named = {document_of(name) for name in sheets} - set(CARDS)
    assert {"board", "rules", "worksheet", "booklet"} <= named
    assert [key for language in LANGUAGES for key in lacking(SHEETS, named, language)] == []


PAGE = "docs/commands.en.md"


def in_table(text: str) -> Iterator[str]:
    """The files that the first column of that table names; the first of a row names the folder of all."""
    for cell in re.findall(r"^\| (`[^|]*) \|", text, re.MULTILINE):
        names = re.findall(r"`([^`]+)`", cell)
        folder = names[0].rpartition("/")[0]
        yield from (name if "/" in name or not folder else f"{folder}/{name}" for name in names)


def kit_table(text: str) -> str:
    return text.split("## What a build writes")[1].split("\n## ")[0]


def test_the_guard_reads_a_table():
    assert list(in_table("| `print/a.pdf`, `b.pdf` | x `c.pdf` |\n| `d.zip` | y |")) == [
        *("print/a.pdf", "print/b.pdf", "d.zip"),
    ]


def test_the_table_of_files_names_each_file_once():
    named = list(in_table(kit_table((ROOT / PAGE).read_text("utf-8"))))
    assert sorted(named) == sorted([*(row.file for row in SHEETS), *BESIDE])


def strangers(text: str) -> set[str]:
    """PDF files that no kit has."""
    return (
        set(re.findall(r"`(?:[\w-]+/)*(\w[\w-]*\.pdf)`", text))
        - {f"{row.name}.pdf".rpartition("/")[2] for row in SHEETS}
        - OF_DIFF
        - {f"2-table-{rank}.pdf" for rank in range(1, 5)}
    )


def test_the_guard_sees_a_file_that_no_kit_has():
    assert strangers("`print/more/circuit.pdf`, `rule.pdf`") == {"rule.pdf"}


@pytest.mark.parametrize("name", ["README.md", "LISEZMOI.md", PAGE, "docs/commands.fr.md", "docs/design/outputs.md"])
def test_every_file_that_is_written_of_is_one_of_a_kit(name):
    assert strangers((ROOT / name).read_text("utf-8")) == set()


def test_paper_and_sides_are_those_that_the_documents_have(made):
    for row in by_maker(made_in(made, also=ALSO)):
        document = row.maker(row.name, made, Options())
        if isinstance(document, TypesetDocument):
            assert document.duplex is row.duplex, row.name
        if isinstance(document, BoardDocument):  # as it is drawn, before it is cut
            drawn = document.made.drawing.scene
            assert (max(drawn.width, drawn.height), min(drawn.width, drawn.height)) == SIZES["a3"], row.name


def test_everybody_gets_something():
    assert {row.per for row in SHEETS} == set(Per)
