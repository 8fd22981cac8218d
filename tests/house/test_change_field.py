"""A new field, made for real in a copy: the number at which a step's tenant is called back. Three files hold it."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from playwright.sync_api import Browser

from tests.house.source import ROOT

pytestmark = pytest.mark.slow

MOST = 6  # files, besides catalogs
LEFT_OUT = (".po", ".mo", ".pyc")
COPIED = ("src", "templates", "boards", "circuits", "schemas", "tests", "pyproject.toml")
NOT_COPIED = shutil.ignore_patterns("__pycache__", "golden", "browser")

KEY = """PHONE_BACK = Key(
    "phone-back",
    "D’où on rappelle",
    "From where one is called back",
    means=Sort.NUMBER,
    states=("steps",),
    prose=True,
    icon="phone",
    plain=True,
)
"""
FIELD = '    phone_back: Annotated[Text | None, keys.PHONE_BACK] = Field(None, alias="phone-back")\n'
# File, what stands there, what is written before it.
EDITS = (
    ("src/jeu_oie/circuit/keys.py", "IF_SILENT = Key(\n", KEY),
    ("src/jeu_oie/circuit/model.py", "    if_silent: Annotated[", FIELD),
)
SENTENCES = {
    "fr": {
        "board": {"row.phone-back": "on me rappelle"},
        "exchange": {"exchange.column.phone-back": "On me rappelle"},
        "editor": {"editor.label.phone-back": "D’où l’on me rappelle"},
    },
    "en": {
        "board": {"row.phone-back": "I am called back"},
        "exchange": {"exchange.column.phone-back": "Called back"},
        "editor": {"editor.label.phone-back": "Who calls me back"},
    },
}
GUARDS = (
    "circuit/test_keys.py",
    "circuit/test_schema.py::test_the_published_schema_is_current",
    "board/test_every_key.py",
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


def add_field(copy: Path) -> None:
    for name, before, new in EDITS:
        file = copy / name
        text = file.read_text("utf-8")
        assert text.count(before) == 1, name
        file.write_text(text.replace(before, new + before), "utf-8")
    for language, domains in SENTENCES.items():
        for domain, sentences in domains.items():
            add_sentences(copy / "src" / "jeu_oie" / "locale" / language / "LC_MESSAGES" / domain, language, sentences)
    (copy / "schemas" / "circuit.schema.json").write_text(run(copy, "jeu_oie", "schema"), "utf-8")


def add_sentences(file: Path, language: str, sentences: dict[str, str]) -> None:
    with file.with_suffix(".po").open("rb") as po:
        catalog = read_po(po, locale=language)
    for key, sentence in sentences.items():
        catalog.add(key, sentence)
    with file.with_suffix(".po").open("wb") as po, file.with_suffix(".mo").open("wb") as mo:
        write_po(po, catalog)
        write_mo(mo, catalog)


def touched(copy: Path) -> list[str]:
    """The files of the copy, besides catalogs, that are new or other than here."""
    names = (file.relative_to(copy) for file in copy.rglob("*") if file.is_file() and file.suffix not in LEFT_OUT)
    return sorted(
        str(name)
        for name in names
        if not (ROOT / name).is_file() or (ROOT / name).read_bytes() != (copy / name).read_bytes()
    )


def run(copy: Path, *command: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(copy / "src"), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        (sys.executable, "-m", *command), cwd=copy, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def circuit(copy: Path, name: str, line: str, language: str = "fr") -> str:
    file = copy / name / "essai.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(CIRCUIT.format(line=line, language=language), "utf-8")
    return str(file)


def plain(html: str) -> str:
    return " ".join(re.sub("<[^>]*>", " ", html).split()).replace(" : ", ": ")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A checkout with the field, and two circuits of which the second says it."""
    made = tmp_path_factory.mktemp("field")
    for name in COPIED:
        origin = ROOT / name
        if origin.is_dir():
            shutil.copytree(origin, made / name, ignore=NOT_COPIED)
        else:
            shutil.copy(origin, made / name)
    assert touched(made) == []
    add_field(made)
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
    run(copy, "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", *(f"tests/{name}" for name in GUARDS))


def test_it_is_read_told_and_printed(copy):
    said = circuit(copy, "apres", LINE)
    run(copy, "jeu_oie", "check", said)
    run(copy, "jeu_oie", "build", "--only", "svg,html", "--out", str(copy / "kit"), said)
    (page,) = (copy / "kit").rglob("index.html")
    for html in (page, page.with_name("fragment.html")):
        assert SHOWN.search(plain(html.read_text("utf-8"))), html.name
    before, changes = circuit(copy, "avant", ""), copy / "changes"
    assert "On me rappelle" in run(copy, "jeu_oie", "diff", before, said, "--out", str(changes))
    cards = pypdfium2.PdfDocument(changes / "reprint.pdf")
    text = " ".join(" ".join(each.get_textpage().get_text_range() for each in cards).split())
    assert SHOWN.search(text)


@pytest.mark.parametrize("language, name", [("fr", "On me rappelle"), ("en", "Called back")])
def test_it_has_a_column_and_comes_back(copy, language, name):
    said = circuit(copy, f"table-{language}", LINE, language)
    table = str(copy / f"{language}.csv")
    run(copy, "jeu_oie", "export", "--csv", table, said)
    head, keys, *_ = Path(table).read_text("utf-8-sig").splitlines()
    column = keys.split(";").index('"phone-back"')
    assert head.split(";")[column] == f'"{name}"'
    back = copy / f"back-{language}" / "essai.yaml"
    back.parent.mkdir()
    run(copy, "jeu_oie", "import", table, "--into", str(back))
    assert LINE in back.read_text("utf-8")


@pytest.mark.parametrize("language", SENTENCES)
def test_the_form_has_a_field_for_it(copy, language, browser: Browser):
    file = copy / f"editor-{language}.html"
    run(copy, "jeu_oie", "editor", "--language", language, str(file))
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
