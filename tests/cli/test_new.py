"""Starting: a circuit, a copy of a shipped one, or a whole project; three answers at most, nothing written over."""

import io
import re

import pytest

from jeu_oie.circuit.model import Topic
from jeu_oie.circuit.read import read


@pytest.fixture
def answering(monkeypatch):
    """Somebody sits at the terminal and types these lines."""

    def answering(*lines):
        monkeypatch.setattr("jeu_oie.cli.new.is_asked", lambda: True)
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))

    return answering


def test_what_is_answered_stands_in_the_circuit(program, answering, tmp_path):
    answering("neighbours", 'L’Office "du Drac"', "Le bruit")
    assert program("new", "bruit")[0] == 0
    circuit = read(tmp_path / "bruit.yaml").circuit
    assert circuit
    assert (circuit.topic, circuit.landlord.name, circuit.title) == (Topic.NEIGHBOURS, 'L’Office "du Drac"', "Le bruit")


def test_an_empty_answer_takes_the_default(program, answering, tmp_path):
    answering("", "", "")
    assert program("new", "essai")[0] == 0
    circuit = read(tmp_path / "essai.yaml").circuit
    assert circuit
    assert circuit.topic is Topic.REPAIRS
    assert circuit.landlord.name == "Mon bailleur"


def test_a_wrong_answer_is_asked_again_in_the_words_of_the_language(program, answering):
    answering("travaux", "repairs", "", "")
    status, _, told = program("new", "essai")
    assert status == 0
    assert "« travaux » n’est pas parmi « repairs », « neighbours »" in told


def test_nobody_is_asked_where_nobody_sits(program, tmp_path):
    assert program("new", "essai")[0] == 0
    assert "[Titre du circuit]" in (tmp_path / "essai.yaml").read_text("utf-8")


def test_a_project_is_built_as_it_is(program, answering, tmp_path, monkeypatch):
    answering("transfer", "Bailleur d’ici", "Changer de logement")
    assert program("new", "--project", "fede")[0] == 0
    made = tmp_path / "fede"
    assert (made / "circuits" / "bailleur-d-ici" / "landlord.yaml").read_text("utf-8") == 'name: "Bailleur d’ici"\n'
    assert (made / "schemas" / "circuit.schema.json").exists()
    circuit = read(made / "circuits" / "bailleur-d-ici" / "transfer.yaml").circuit
    assert circuit
    assert circuit.landlord.name == "Bailleur d’ici"
    assert circuit.common_questions  # of the standard common file
    monkeypatch.chdir(made)
    assert program("build", "circuits", "--only", "svg,html")[0] == 0
    assert (made / "output" / "bailleur-d-ici" / "transfer" / "index.html").exists()


def test_every_line_of_the_project_file_can_be_used(program, tmp_path, monkeypatch):
    assert program("new", "--project", "fede")[0] == 0
    file = tmp_path / "fede" / "jeu-oie.yaml"
    lines = file.read_text("utf-8").splitlines()
    used = [
        line.removeprefix("# ") if ":" in line and not line.startswith("# À") and is_key(line) else line
        for line in lines
    ]
    file.write_text("\n".join(used) + "\n", "utf-8")
    (tmp_path / "fede" / "modeles").mkdir()
    (tmp_path / "fede" / "profils").mkdir()
    monkeypatch.chdir(tmp_path / "fede")
    _, _, said = program("odds", "circuits", "--play", "60")
    assert "jeu-oie.yaml" not in said


def is_key(line):
    """« # base-url: … », « #   board: … », and no sentence."""
    return re.fullmatch(r"#\s+[a-z-]+:( \S.*)?", line) is not None


def test_an_example_comes_with_its_landlord(program, tmp_path):
    assert program("new", "--example", "opac-38/repairs", "mien/circuit")[0] == 0
    reading = read(tmp_path / "mien" / "circuit.yaml")
    assert reading.circuit
    assert reading.problems == ()
    assert (tmp_path / "mien" / "landlord.yaml").exists()


def test_an_example_for_a_landlord_of_ones_own_brings_its_frame_alone(program, tmp_path):
    asked = ("new", "--example", "opac-38/repairs", "--landlord", 'Habitat "des" Alpes', "--title", "Mes pannes")
    assert program(*asked, "mien/circuit")[0] == 0
    text = (tmp_path / "mien/circuit.yaml").read_text("utf-8")
    reading = read(tmp_path / "mien/circuit.yaml")
    assert reading.problems == () and reading.circuit
    assert (reading.circuit.landlord.name, reading.circuit.title) == ('Habitat "des" Alpes', "Mes pannes")
    assert "uncertain: true" in text and "delay:" not in text and "OPAC" not in text


def test_what_is_asked_may_be_said_at_once(program, tmp_path):
    assert program("new", "--landlord", "Mon bailleur", "--topic", "transfer", "mien")[0] == 0
    reading = read(tmp_path / "mien.yaml")
    assert reading.written and reading.written.topic == "transfer"
    assert "Mon bailleur" in (tmp_path / "mien.yaml").read_text("utf-8")


def test_an_unknown_example_names_those_that_there_are(program):
    status, _, said = program("new", "--example", "opac/x", "mien")
    assert status == 2
    assert "opac-38/repairs" in said


@pytest.mark.parametrize("arguments", [("--project", "fede"), ("--example", "sdh/repairs", "fede/circuit")])
def test_nothing_is_written_over(program, tmp_path, arguments):
    assert program("new", *arguments)[0] == 0
    before = {file: file.read_bytes() for file in tmp_path.rglob("*.yaml")}
    assert program("new", *arguments)[0] == 1
    assert {file: file.read_bytes() for file in tmp_path.rglob("*.yaml")} == before
