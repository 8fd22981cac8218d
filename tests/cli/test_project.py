"""A project file says once what holds for all circuits; the command line wins, and a stranger's only says looks."""

import json
import shutil
from pathlib import Path

import pytest

SMALL = Path(__file__).parents[1] / "kit" / "small.yaml"
BLUE = "#004488"


@pytest.fixture
def project(tmp_path):
    """``project("output: kits")``: two landlords' circuits in a folder under that project file."""

    def project(*lines, name="federation"):
        folder = tmp_path / name
        for landlord in ("opac", "sdh"):
            (folder / "circuits" / landlord).mkdir(parents=True)
            shutil.copy(SMALL, folder / "circuits" / landlord / "repairs.yaml")
        (folder / "jeu-oie.yaml").write_text("\n".join(lines) + "\n", "utf-8")
        return folder

    return project


def boards(folder):
    return {file.parent.parent.name: file.read_text("utf-8") for file in folder.rglob("board.svg")}


def test_it_says_where_kits_go_and_how_they_look(project, program, monkeypatch):
    folder = project("output: kits", "board: saver", "base-url: https://example.org/jeu/", "people: 12")
    monkeypatch.chdir(folder / "circuits")
    status, _, _ = program("build", ".", "--only", "svg,html")
    assert status == 0
    made = boards(folder / "kits")
    assert sorted(made) == ["opac", "sdh"]
    assert all("pattern-step" in board for board in made.values())
    page = (folder / "kits" / "opac" / "repairs-saver" / "index.html").read_text("utf-8")
    assert "https://example.org/jeu/opac/repairs-saver/" in page


def test_the_command_line_wins(project, program, monkeypatch):
    folder = project("output: kits", "board: saver", "landlords: {sdh: {board: saver}}")
    monkeypatch.chdir(folder)
    assert program("build", "circuits", "--board", "classic", "--out", "here", "--only", "svg")[0] == 0
    assert not (folder / "kits").exists()
    made = boards(folder / "here")
    assert sorted(made) == ["opac", "sdh"]
    assert not any("pattern-step" in board for board in made.values())


def test_each_landlord_has_its_own_board_and_colours(project, program, monkeypatch):
    folder = project("landlords:", f"  opac: {{palette: {{step: '{BLUE}'}}}}", "  sdh: {board: saver}")
    monkeypatch.chdir(folder)
    assert program("build", "circuits", "--only", "svg")[0] == 0
    made = boards(folder / "output")
    assert BLUE in made["opac"]
    assert BLUE not in made["sdh"]
    assert "pattern-step" in made["sdh"]


def test_a_changed_colour_makes_that_landlords_kits_anew(project, program, monkeypatch):
    folder = project("landlords: {opac: {palette: {step: '#004488'}}}")
    monkeypatch.chdir(folder)
    program("build", "circuits", "--only", "svg")
    (folder / "jeu-oie.yaml").write_text("landlords: {opac: {palette: {step: '#005500'}}}\n", "utf-8")
    said = program("build", "circuits", "--only", "svg")[2]
    assert "1 fait" in said
    assert "1 inchangé" in said


def test_odds_and_check_see_the_same_board(project, program, monkeypatch):
    (folder := project("landlords: {sdh: {board: two.yaml}}")).joinpath("two.yaml").write_text(
        "extends: classic\ndice: 2\n", "utf-8"
    )
    monkeypatch.chdir(folder)
    turns = {name: json.loads(program("odds", f"circuits/{name}", "--json")[1])["turns"] for name in ("opac", "sdh")}
    assert turns["opac"] != turns["sdh"]
    assert program("check", "circuits")[0] == 0


def test_one_found_only_above_a_circuit_says_looks_and_nothing_else(project, program, tmp_path):
    sent = project("output: kits", "board: saver", "icc: profile.icc", "templates: mine", "printer: bureau")
    (sent / "mine").mkdir()
    assert program("build", sent / "circuits", "--only", "svg", "--out", "mine")[0] == 0
    assert not (sent / "kits").exists()
    assert all("pattern-step" in board for board in boards(tmp_path / "mine").values())


def test_one_that_is_named_is_trusted(project, program):
    folder = project("output: kits", "board: saver")
    for arguments in (("--project", folder / "jeu-oie.yaml", "build"), ("build", f"--project={folder}/jeu-oie.yaml")):
        shutil.rmtree(folder / "kits", ignore_errors=True)
        assert program(*arguments, folder / "circuits", "--only", "svg")[0] == 0
        assert sorted(boards(folder / "kits")) == ["opac", "sdh"]


@pytest.mark.parametrize(
    "line, said",
    [
        ("output: ../kits", "mène hors du dossier"),
        ("icc: /etc/passwd", "mène hors du dossier"),
        ("templates: C:/mine", "mène hors du dossier"),
        ("output: elsewhere", "mène hors du dossier"),
        ("ouput: kits", "output"),
        ("people: trente", "chiffres"),
        ("base-url: ftp://example.org", "http"),
        ("flip: above", "long"),
        ("landlords: {sdh: {palette: {step: red}}}", "red"),
    ],
)
def test_what_is_wrong_in_it_is_told_at_its_line(project, program, monkeypatch, line, said):
    folder = project("# un commentaire", line)
    (folder / "elsewhere").symlink_to(folder.parent)
    monkeypatch.chdir(folder)
    status, _, told = program("build", "circuits", "--only", "svg")
    assert status == 1
    assert said in told.replace("\u00a0", " ")
    assert "jeu-oie.yaml:" in told
    assert "Traceback" not in told
    assert not (folder / "output").exists()


def test_commands_that_have_nothing_to_do_with_it_leave_it_alone(project, program, monkeypatch):
    folder = project("people: trente")
    monkeypatch.chdir(folder)
    assert program("schema")[0] == 0
    assert program("--help")[0] == 0


def test_a_landlord_named_first_lends_its_colours_to_no_other(project, program, monkeypatch):
    folder = project(f"landlords: {{opac: {{palette: {{step: '{BLUE}'}}}}}}")
    monkeypatch.chdir(folder)
    assert program("build", "circuits/opac/repairs.yaml", "circuits/sdh/repairs.yaml", "--only", "svg")[0] == 0
    made = boards(folder / "output")
    assert BLUE in made["opac"]
    assert BLUE not in made["sdh"]


@pytest.mark.parametrize(
    "common, named", [("circuits/common.yaml", "../common.yaml"), ("standard", "standard"), ("far/common.yaml", "")]
)
def test_a_new_circuit_begins_with_its_common_file_and_language(project, program, monkeypatch, common, named):
    folder = project(f"common: {common}", "language: en")
    monkeypatch.chdir(folder)
    assert program("new", "circuits/opac/neighbours")[0] == 0
    text = (folder / "circuits" / "opac" / "neighbours.yaml").read_text("utf-8")
    assert "\nlanguage: en\n" in text and "[Title of the circuit]" in text
    lines = [line for line in text.splitlines() if line.startswith("common:")]
    assert lines == ([f"common: {named}"] if named else [])


def test_a_project_of_one_s_own_says_nothing_to_a_project_that_is_made(project, program, monkeypatch):
    folder = project("language: en")
    monkeypatch.chdir(folder)
    assert program("new", "--project", "another")[0] == 0
    assert "\nlanguage: fr\n" in next((folder / "another").rglob("circuits/*/*s.yaml")).read_text("utf-8")


def test_the_pages_over_all_kits_speak_the_language_of_the_project(project, program, monkeypatch):
    folder = project("language: en")
    monkeypatch.chdir(folder)
    assert program("build", "circuits", "--only", "html")[0] == 0
    assert '<html lang="en"' in (folder / "output" / "index.html").read_text("utf-8")
