"""A new field, made for real in a copy: the number at which a step's tenant is called back. Three files hold it."""

import json
import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser

from tests.house.changing import add_sentences, copy_tree, edit, run, run_guards, touched

pytestmark = pytest.mark.slow

MOST = 6  # files, besides catalogs

KEY = """PHONE_BACK = Key(
    "phone-back",
    means=Sort.NUMBER,
    states=("steps",),
    prose=True,
    icon="phone",
    plain=True,
)
"""
FIELD = '    phone_back: Annotated[fields.Text | None, keys.PHONE_BACK] = Field(None, alias="phone-back")\n'
EDITS = (
    ("src/jeu_oie/circuit/keys.py", "IF_SILENT = Key(", KEY + "IF_SILENT = Key("),
    ("src/jeu_oie/circuit/model.py", "    if_silent: Annotated[", FIELD + "    if_silent: Annotated["),
)
SENTENCES = {
    "fr": {
        "board": {"row.phone-back": "on me rappelle"},
        "exchange": {"exchange.column.phone-back": "On me rappelle"},
        "editor": {"editor.label.phone-back": "D’où l’on me rappelle", "key.phone-back": "D’où on rappelle"},
    },
    "en": {
        "board": {"row.phone-back": "I am called back"},
        "exchange": {"exchange.column.phone-back": "Called back"},
        "editor": {"editor.label.phone-back": "Who calls me back", "key.phone-back": "From where one is called back"},
    },
}
GUARDS = (
    "circuit/test_keys.py",
    "circuit/test_schema.py::test_the_published_schema_is_current",
    "game/test_every_key.py",
    "house/test_catalogs.py::test_every_sentence_is_asked_for",
)
SHOWN = re.compile("[Oo]n me rappelle:? Le standard du bailleur")
LINE = "    phone-back: Le standard du bailleur\n"
CIRCUIT = """\
format: 1
title: Réclamation
topic: repairs
landlord:
  name: Bailleur
language: {language}
version: "1"
status: draft
steps:
  - id: signaler
    title: Signaler
{line}  - id: visite
    title: Visite
"""


def circuit(copy: Path, name: str, line: str, language: str = "fr") -> str:
    file = copy / name / "essai.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(CIRCUIT.format(line=line, language=language), "utf-8")
    return str(file)


def plain(html: str) -> str:
    return " ".join(re.sub("<[^>]*>", " ", html).split()).replace(" : ", ": ")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A checkout with the field."""
    made = copy_tree(tmp_path_factory.mktemp("field"))
    edit(made, EDITS)
    add_sentences(made, SENTENCES)
    (made / "schemas" / "circuit.schema.json").write_text(run(made, "-m", "jeu_oie", "schema").stdout, "utf-8")
    assert touched(made) == [
        "schemas/circuit.schema.json",
        "src/jeu_oie/circuit/keys.py",
        "src/jeu_oie/circuit/model.py",
    ]
    yield made
    shutil.rmtree(made)


def test_it_is_in_the_schema_and_no_guard_misses_it(copy):
    assert len(touched(copy)) <= MOST
    schema = json.loads((copy / "schemas" / "circuit.schema.json").read_text("utf-8"))
    assert schema["$defs"]["Step"]["properties"]["phone-back"]["description"] == "D’où on rappelle"
    run_guards(copy, *(f"tests/{name}" for name in GUARDS))


def test_it_is_read_told_and_printed(copy):
    said = circuit(copy, "apres", LINE)
    run(copy, "-m", "jeu_oie", "check", said)
    run(copy, "-m", "jeu_oie", "build", "--only", "svg,html", "--out", str(copy / "kit"), said)
    (page,) = (copy / "kit").rglob("index.html")
    for html in (page, page.with_name("fragment.html")):
        assert SHOWN.search(plain(unescape(html.read_text("utf-8")))), html.name
    before, changes = circuit(copy, "avant", ""), copy / "changes"
    assert "On me rappelle" in run(copy, "-m", "jeu_oie", "diff", before, said, "--out", str(changes)).stdout
    cards = pypdfium2.PdfDocument(changes / "reprint.pdf")
    text = plain(" ".join(each.get_textpage().get_text_range() for each in cards))
    assert SHOWN.search(text)


@pytest.mark.parametrize("language, name", [("fr", "On me rappelle"), ("en", "Called back")])
def test_it_has_a_column_and_comes_back(copy, language, name):
    said = circuit(copy, f"table-{language}", LINE, language)
    table = str(copy / f"{language}.csv")
    run(copy, "-m", "jeu_oie", "export", "--csv", table, said)
    head, keys, *_ = Path(table).read_text("utf-8-sig").splitlines()
    column = keys.split(";").index('"phone-back"')
    assert head.split(";")[column] == f'"{name}"'
    back = copy / f"back-{language}" / "essai.yaml"
    back.parent.mkdir()
    run(copy, "-m", "jeu_oie", "import", table, "--into", str(back))
    assert LINE in back.read_text("utf-8")


@pytest.mark.parametrize("language", SENTENCES)
def test_the_form_has_a_field_for_it(copy, language, browser: Browser):
    file = copy / f"editor-{language}.html"
    run(copy, "-m", "jeu_oie", "editor", "--language", language, str(file))
    said = circuit(copy, f"form-{language}", LINE, language)
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script("delete window.showOpenFilePicker")
    page.goto(file.as_uri())
    with page.expect_file_chooser() as chooser:
        page.locator("[data-open]:visible").first.click()
    chooser.value.set_files([said])
    page.locator("#parts [data-part=steps]").click()
    page.locator("#form .fold[aria-expanded=false]").first.click()
    page.locator("#form details summary").first.click()
    field = page.locator("#form .f-phone-back")
    assert field.locator("label").inner_text() == SENTENCES[language]["editor"]["editor.label.phone-back"]
    assert field.locator("input, textarea").input_value() == "Le standard du bailleur"
    context.close()
