"""``jeu-oie workshop``: worksheet → table → circuit → the tenants' board, and what goes wrong on the way."""

import csv
import json
import shutil
import zipfile
from io import BytesIO

import openpyxl
import pypdfium2
import pytest

from jeu_oie.circuit.model import Status
from jeu_oie.circuit.read import read
from jeu_oie.game.preset import Preset
from jeu_oie.kit import Options, make, plan, sheets
from jeu_oie.kit.sheets import made_in
from tests.exchange.tables import filled, rows_of
from tests.game.making import CIRCUITS

PRINTED = "print/more/tenants-board-a3.pdf"


@pytest.fixture
def circuit(tmp_path):
    """A shipped circuit beside its own files."""
    shutil.copytree(CIRCUITS, tmp_path / "circuits")
    return tmp_path / "circuits" / "opac-38" / "repairs.yaml"


@pytest.fixture
def sheet(program, circuit, tmp_path):
    """What six tables filled in."""
    path = tmp_path / "feuille.csv"
    assert program("workshop", circuit, "--template", path, "--tables", "6", "--full")[0] == 0
    path.write_bytes(filled(path.read_bytes()))
    return path


def kit_of(circuit):
    """The files of a kit as far as the tenants' board goes: no other part is printed."""
    now = read(circuit).circuit  # read each time: a workshop has changed it
    assert now
    made = plan(now, Preset())
    options = Options(only=frozenset({"pdf"}))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(
            sheets, "made_in", lambda *given, **more: [row for row in made_in(*given, **more) if row.file == PRINTED]
        )
        return make(made, options, "source").files


def text_of(data):
    with pypdfium2.PdfDocument(data) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
        return [" ".join(page.replace("\u00a0", " ").split()) for page in pages], document[0].get_size()


@pytest.mark.slow
def test_from_the_worksheets_of_six_tables_to_the_board_in_the_hall(program, circuit, sheet):
    assert PRINTED not in kit_of(circuit), "no workshop, no such board"
    status, out, err = program("workshop", circuit, sheet)
    assert status == 0, err
    assert "Atelier du 25 novembre 2026, 30 personnes" in out
    for said in ("délais acceptables", "à vérifier", "idées avec leurs voix", "1 nouvelle idée", "1 nouveau problème"):
        assert said in out
    assert "restent dans la feuille seulement" in err
    assert program("check", circuit)[0] == 0
    files = kit_of(circuit)
    (board, *lists), size = text_of(files[PRINTED])
    assert [round(each / 72 * 25.4) for each in size] == [420, 297]
    for said in ("Le plateau des locataires", "Atelier du 25 novembre 2026, 30 personnes", "Brouillon", "annoncé"):
        assert said in board
    whole = " ".join(lists)
    for said in ("2 × 2 jours, 48 h, 5 jours, 1 semaine, 1 mois", "14 voix sur 30 personnes", "Un carnet partagé"):
        assert said in whole
    assert "Une odeur de gaz" in whole
    assert "La gardienne ferme le dossier" in board
    told = json.loads(files["manifest.json"])
    assert PRINTED in told["files"]
    assert told["sheets"]["more/tenants-board-a3"] in board
    assert PRINTED.removeprefix("print/") in zipfile.ZipFile(BytesIO(files["kit.zip"])).namelist()


@pytest.mark.slow
def test_what_it_would_change_is_shown_and_nothing_written(program, circuit, sheet):
    before = circuit.read_bytes()
    status, out, err = program("workshop", circuit, sheet, "--dry-run")
    assert status == 0 and "Rien n’est écrit" in err
    assert "5 jours" in out and "délais acceptables" not in out
    assert circuit.read_bytes() == before


def test_twice_changes_nothing(program, circuit, sheet):
    program("workshop", circuit, sheet)
    once = circuit.read_bytes()
    status, _, err = program("workshop", circuit, sheet)
    assert (status, circuit.read_bytes()) == (0, once)
    assert "dit déjà tout cela" in err


@pytest.mark.slow
def test_a_year_later_diff_shows_what_moved(program, circuit, sheet, tmp_path):
    program("workshop", circuit, sheet)
    former = tmp_path / "circuits" / "opac-38" / "former.yaml"
    former.write_bytes(circuit.read_bytes())
    text = circuit.read_text("utf-8")
    text = text.replace("value: [2 jours, 5 jours, 2 jours, 1 semaine, 48 h, 1 mois]", "value: [1 jour]", 1)
    text = text.replace("    title: Un carnet partagé", "    title: Un carnet partagé\n    decided: Le CCL", 1)
    circuit.write_text(text.replace("adopted: 'false'", "adopted: trial", 1), "utf-8")
    status, out, err = program("diff", former, circuit)
    assert status == 0, err
    for said in ("avant : 2 jours · 5 jours · 2 jours · 1 semaine · 48 h · 1 mois", "maintenant : 1 jour", "Le CCL"):
        assert said in out
    assert "le plateau des locataires" in out


def test_the_workbook_comes_back_too(program, circuit, tmp_path):
    path = tmp_path / "feuille.xlsx"
    assert program("workshop", circuit, "--template", path, "--full")[0] == 0
    book = openpyxl.load_workbook(path)
    for row in book.active.iter_rows(min_row=2):
        if (row[2].value, row[4].value) == ("report", "délai acceptable"):
            row[6].value = "2 jours"
    book.save(path)
    status, _, err = program("workshop", circuit, path)
    assert (status, "Quel jour" in err) == (1, True)
    assert program("workshop", circuit, path, "--on", "2026-11-25", "--people", "12")[0] == 0
    assert "12 personnes" in circuit.read_text("utf-8")


def test_a_cell_that_cannot_be_read_is_told_and_stops_nothing_else(program, circuit, sheet):
    sheet.write_bytes(filled(sheet.read_bytes(), délai_acceptable=("2 jours", "bientôt")))
    status, out, err = program("workshop", circuit, sheet)
    assert status == 0
    assert "colonne H (table 2)" in err
    assert "Le délai « bientôt » ne se lit pas" in err
    assert "dans les mots de la table, à vérifier" in out
    assert "« bientôt »" in circuit.read_text("utf-8").replace("\u00a0", " ")


def test_names_are_told_and_left_out(program, circuit, sheet):
    sheet.write_bytes(filled(sheet.read_bytes(), ce_que_je_reçois=("La lettre de Mme Martin", "Un mail")))
    status, _, err = program("workshop", circuit, sheet)
    assert status == 0
    assert "ressemble au nom d’une personne" in err
    text = circuit.read_text("utf-8")
    assert "Martin" not in text
    assert "Un mail" in text


def test_answers_without_a_name_are_told_once_with_their_cells(program, circuit, sheet):
    lines = rows_of(sheet.read_bytes())
    free = [line for line in lines if (line[2], line[4]) in (("idea.2", "voix"), ("idea.3", "voix"))]
    for line in free:
        line[6:9] = ["1", "2", "3"]
    write_rows(sheet, lines)
    rows = [lines.index(line) + 1 for line in free]
    status, _, err = program("workshop", circuit, sheet)
    assert status == 0
    said = err
    assert said.count("sans nom") == 1
    cells = ", ".join(f"{letter}{row}" for row in rows for letter in "GHI")
    assert f"Réponses sans nom dans les lignes libres : 6 (cellules {cells})" in said


def write_rows(path, lines):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(lines)


def test_a_validated_circuit_is_a_draft_again(program, circuit, sheet):
    assert program("validate", circuit, "--by", "Le bailleur", "--on", "2020-03-14", "--yes")[0] == 0
    status, _, err = program("workshop", circuit, sheet)
    assert status == 0
    assert "redevient un brouillon" in err
    now = read(circuit).circuit
    assert now
    assert now.status is Status.DRAFT
    assert "status: validated" in circuit.read_text("utf-8")


def test_a_row_of_another_circuit_is_told_and_the_others_are_written(program, circuit, sheet):
    sheet.write_bytes(sheet.read_bytes().replace(b"report", b"signaler"))
    status, _, err = program("workshop", circuit, sheet)
    assert status == 0
    assert "« signaler » n’est pas dans ce circuit" in err
    assert "Atelier du 25" in circuit.read_text("utf-8")


@pytest.mark.parametrize(
    "arguments, status",
    [((), 2), (("f.csv", "--template", "g.csv"), 2), (("--template", "g.pdf"), 2), (("absent.csv",), 1)],
)
def test_usage(program, circuit, arguments, status):
    assert program("workshop", circuit, *arguments)[0] == status


@pytest.mark.parametrize("name", ["feuille.csv", "feuille.xlsx"])
def test_a_sheet_that_stands_is_never_written_over(program, circuit, tmp_path, name):
    """It may hold what six tables wrote in an evening."""
    path = tmp_path / name
    path.write_bytes("déjà rempli".encode())
    status, _, err = program("workshop", circuit, "--template", path)
    assert (status, path.read_bytes()) == (1, "déjà rempli".encode())
    assert "existe déjà ; choisissez un autre nom" in err


def test_an_empty_sheet_is_told(program, circuit, tmp_path):
    path = tmp_path / "vide.csv"
    program("workshop", circuit, "--template", path)
    status, _, err = program("workshop", circuit, path, "--on", "2026-11-25", "--people", "3")
    assert (status, "La feuille est vide" in err) == (1, True)
