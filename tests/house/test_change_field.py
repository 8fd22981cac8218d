"""Two new fields, made for real in a copy, by three files: where one is called back, a text; a badge, a choice."""

import json
import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser

from tests.house.changing import add_sentences, copy_tree, edit, run, run_commands, run_guards, touched

pytestmark = pytest.mark.slow

KEY = """PHONE_BACK = Key(
    "phone-back",
    means=Sort.NUMBER,
    states=("steps",),
    prose=True,
    icon="phone",
    card=CardPlace(read=55, never=True),
)
"""
BADGE_KEY = (
    'BADGE = Key("badge", means=Sort.FACT, form=Form.CHOICE, states=("steps",), icon="info", card=CardPlace())\n'
)
BADGE = """class Badge(StrEnum):
    SHOWN = "shown"
    ASKED = "asked"


"""
BADGE_FIELD = "    badge: Annotated[Badge | None, keys.BADGE] = None\n"
FIELD = '    phone_back: Annotated[fields.Text | None, keys.PHONE_BACK] = Field(None, alias="phone-back")\n'
EDITS = (
    ("src/jeu_oie/circuit/keys.py", "IF_SILENT = Key(", KEY + BADGE_KEY + "IF_SILENT = Key("),
    ("src/jeu_oie/circuit/model.py", "    if_silent: Annotated[", FIELD + BADGE_FIELD + "    if_silent: Annotated["),
    ("src/jeu_oie/circuit/model.py", "class Status(StrEnum)", BADGE + "class Status(StrEnum)"),
)
SENTENCES = {
    "fr": {
        "asked.phone-back": "D’où rappelle-t-on ?",
        "asked.badge": "Qui vient a-t-il un badge ?",
        "row.phone-back": "on me rappelle",
        "row.badge": "badge",
        "choice.badge.shown": "on me le montre",
        "choice.badge.asked": "je le demande",
        "exchange.column.phone-back": "On me rappelle",
        "exchange.column.badge": "Badge",
        "editor.label.phone-back": "D’où l’on me rappelle",
        "editor.label.badge": "Badge",
        "key.phone-back": "D’où on rappelle",
        "key.badge": "Qui vient a un badge",
    },
    "en": {
        "asked.phone-back": "From where is one called back?",
        "asked.badge": "Has whoever comes a badge?",
        "row.phone-back": "I am called back",
        "row.badge": "badge",
        "choice.badge.shown": "I am shown it",
        "choice.badge.asked": "I ask for it",
        "exchange.column.phone-back": "Called back",
        "exchange.column.badge": "Badge",
        "editor.label.phone-back": "Who calls me back",
        "editor.label.badge": "Badge",
        "key.phone-back": "From where one is called back",
        "key.badge": "Whoever comes has a badge",
    },
}
GUARDS = (
    "circuit/test_keys.py",
    "circuit/test_schema.py::test_the_published_schema_is_current",
    "game/test_every_key.py",
    "house/test_catalogs.py::test_every_sentence_is_asked_for",
)
SHOWN = (re.compile("[Oo]n me rappelle:? Le standard du bailleur"), re.compile("[Bb]adge:? [Oo]n me le montre"))
LINE = "    phone-back: Le standard du bailleur\n"
CHOSEN = "    badge: shown\n"
# All that a step's card has a row of besides.
OTHERS = (
    """\
    actor: landlord
    channels: [{kind: phone, value: 04 76 00 00 00}]
    condition: pour une panne
    delay: 5 jours
    acceptable: [2 jours]
    trace: un courrier
    say: je signale une panne
    call: 04 76 00 00 01
    hours: de 9 h à 17 h
    if-silent: visite
    charge: landlord
    elsewhere: [{landlord: Office, value: 3 jours, source: guide}]
    exit: un appel suffit
"""
    + CHOSEN
)
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
sources:
  guide:
    title: Guide
"""


def circuit(copy: Path, name: str, line: str, language: str = "fr") -> None:
    file = copy / name / "essai.yaml"
    file.parent.mkdir()
    file.write_text(CIRCUIT.format(line=line, language=language), "utf-8")


ROWS = """
from jeu_oie.circuit import keys, model
print(*(key.name for key in keys.of(model.Step).values() if key.card))
"""


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


DIFF = "diff avant/essai.yaml apres/essai.yaml --out changes"
FULL = "diff seule/essai.yaml pleine/essai.yaml --out full"


@pytest.fixture(scope="module")
def said(copy: Path) -> dict[str, tuple[str, str]]:
    """What the commands say of circuits with it; their files stand in the copy."""
    circuit(copy, "avant", "")
    circuit(copy, "apres", LINE + CHOSEN)
    circuit(copy, "seule", OTHERS)
    circuit(copy, "pleine", LINE + OTHERS)
    commands = ["check apres/essai.yaml", "build --only svg,html --out kit apres/essai.yaml", DIFF, FULL]
    for language in SENTENCES:
        circuit(copy, f"table-{language}", LINE + CHOSEN, language)
        (copy / f"back-{language}").mkdir()
        commands += [
            f"export --csv {language}.csv table-{language}/essai.yaml",
            f"import {language}.csv --into back-{language}/essai.yaml",
            f"editor --language {language} editor-{language}.html",
        ]
    return run_commands(copy, *commands)


def test_it_is_in_the_schema_and_no_guard_misses_it(copy):
    schema = json.loads((copy / "schemas" / "circuit.schema.json").read_text("utf-8"))
    assert schema["$defs"]["Step"]["properties"]["phone-back"]["description"] == "D’où on rappelle"
    run_guards(copy, *(f"tests/{name}" for name in GUARDS), "-k", "not guard")  # whether guards see is asked here


def test_it_is_read_told_and_printed(copy, said):
    (page,) = (copy / "kit").rglob("index.html")
    for html in (page, page.with_name("fragment.html")):
        text = plain(unescape(html.read_text("utf-8")))
        assert all(shown.search(text) for shown in SHOWN), html.name
    assert "On me rappelle" in said[DIFF][0] and "on me le montre" in said[DIFF][0]
    text = text_of(copy / "changes" / "reprint.pdf")
    assert all(shown.search(text) for shown in SHOWN)


def text_of(file: Path) -> str:
    return plain(" ".join(each.get_textpage().get_text_range() for each in pypdfium2.PdfDocument(file)))


@pytest.mark.usefixtures("said")
def test_it_is_read_on_the_printed_card_of_a_step_that_has_all_other_rows(copy):
    """As what never gives way: by its pictogram alone where a label has no room; the rest is on the circuit in full."""
    has = set(re.findall(r"^    ([\w-]+):", LINE + OTHERS, re.MULTILINE))
    assert set(run(copy, "-c", ROWS).stdout.split()) == has
    text = text_of(copy / "full" / "reprint.pdf")
    assert "Le standard du bailleur" in text and "04 76 00 00 01" in text and "circuit en entier" in text


@pytest.mark.usefixtures("said")
@pytest.mark.parametrize("language, name", [("fr", "On me rappelle"), ("en", "Called back")])
def test_it_has_a_column_and_comes_back(copy, language, name):
    head, keys, *_ = (copy / f"{language}.csv").read_text("utf-8-sig").splitlines()
    column = keys.split(";").index('"phone-back"')
    assert head.split(";")[column] == f'"{name}"'
    back = (copy / f"back-{language}" / "essai.yaml").read_text("utf-8")
    assert LINE in back and CHOSEN in back


@pytest.mark.usefixtures("said")
@pytest.mark.parametrize("language", SENTENCES)
def test_the_form_has_a_field_for_it(copy, language, browser: Browser):
    file = copy / f"editor-{language}.html"
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script("delete window.showOpenFilePicker")
    page.goto(file.as_uri())
    with page.expect_file_chooser() as chooser:
        page.locator("[data-open]:visible").first.click()
    chooser.value.set_files([copy / f"table-{language}" / "essai.yaml"])
    page.locator("#parts [data-part=steps]").click()
    page.locator("#form .fold[aria-expanded=false]").first.click()
    page.locator("#form details summary").first.click()
    field = page.locator("#form .f-phone-back")
    assert field.locator("label").inner_text() == SENTENCES[language]["editor.label.phone-back"]
    assert field.locator("input, textarea").input_value() == "Le standard du bailleur"
    page.locator("#form .f-title input").first.focus()
    told = page.locator("#hand dl")
    assert SENTENCES[language]["choice.badge.shown"].lower() in told.inner_text().lower()
    context.close()
