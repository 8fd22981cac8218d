"""What a script gets from ``import jeu_oie``: the same as the commands of these names, as data, and nothing printed."""

import json
import shutil
from importlib import import_module
from pathlib import Path

import pytest

import jeu_oie
from tests.game.making import CIRCUITS

SMALL = Path(__file__).parents[1] / "kit" / "small.yaml"
WRONG = "format: 1\ntitle: Essai\ntitel: Essai\n"


@pytest.fixture
def circuits(tmp_path, monkeypatch):
    """Two landlords' circuits in a folder that one works in."""
    monkeypatch.chdir(tmp_path)
    for landlord in ("opac", "sdh"):
        (tmp_path / "circuits" / landlord).mkdir(parents=True)
        text = SMALL.read_text("utf-8").replace("Bailleur d’essai, short: Essai", f"Bailleur {landlord}")
        (tmp_path / "circuits" / landlord / "repairs.yaml").write_text(text, "utf-8")
    return Path("circuits")


@pytest.fixture(autouse=True)
def silent(capfd):
    yield
    said = capfd.readouterr()
    assert (said.out, said.err) == ("", "")


def test_read_gives_the_circuit_or_every_problem(circuits):
    reading = jeu_oie.read("circuits/opac/repairs.yaml")
    assert isinstance(reading.circuit, jeu_oie.Circuit)
    assert reading.circuit.title == "Petit circuit d’essai"
    assert jeu_oie.read("nowhere.yaml").problems[0].code == "file-not-found"


def test_read_takes_a_text_in_the_place_of_the_file(circuits):
    path = circuits / "opac" / "repairs.yaml"
    text = path.read_text("utf-8").replace("landlord: {name: Bailleur opac", "landlord: landlord.yaml #")
    (path.parent / "landlord.yaml").write_text("name: Ceux d’à côté\n", "utf-8")
    for given in (text, text.encode()):
        reading = jeu_oie.read(path, text=given)
        assert reading.circuit is not None
        assert reading.circuit.landlord.name == "Ceux d’à côté"
    wrong = jeu_oie.read(path, text=WRONG)
    assert wrong.circuit is None
    assert {problem.file for problem in wrong.problems} == {path.as_posix()}


def test_a_problem_says_where_what_and_how_to_mend_it():
    problem = next(each for each in jeu_oie.read("x.yaml", text=WRONG).problems if each.line == 3)
    assert (problem.file, problem.line, problem.column, problem.code) == ("x.yaml", 3, 1, "unknown-key")
    assert problem.severity is jeu_oie.Severity.ERROR
    assert "titel" in problem.message("fr")
    assert problem.message() == problem.message("fr") != problem.message("en")
    assert "title" in problem.cure("en")
    assert problem.cure("en") != problem.cure()


@pytest.mark.slow
@pytest.mark.usefixtures("no_misfits")
def test_check_takes_files_folders_and_readings(circuits):
    """What finds no room: test_diff_tells_at_which_line_a_card_finds_no_room."""
    (circuits / "opac" / "wrong.yaml").write_text(WRONG, "utf-8")
    errors = {each.code for each in jeu_oie.check("circuits") if each.severity is jeu_oie.Severity.ERROR}
    assert "unknown-key" in errors
    fine = circuits / "sdh" / "repairs.yaml"
    found = jeu_oie.check(fine)
    assert found == jeu_oie.check([fine]) == jeu_oie.check(jeu_oie.read(fine))
    earlier = CIRCUITS.parent / "tests" / "circuits" / "2026-11" / "oph-31" / "repairs.yaml"
    stated, more, most = (
        set(jeu_oie.check(earlier, missing=missing, falc=falc))
        for missing, falc in ((False, False), (True, False), (True, True))
    )
    assert stated < more < most
    assert not any(each.stated for each in more - stated)


def test_a_board_or_a_project_that_is_none_is_refused(circuits):
    path = "circuits/opac/repairs.yaml"
    for call in (jeu_oie.check, jeu_oie.build, jeu_oie.odds):
        with pytest.raises(jeu_oie.InvalidInput) as raised:
            call(path, board="nowhere")
        assert [each.code for each in raised.value.problems] == ["board-not-found"]
        with pytest.raises(jeu_oie.InvalidInput) as raised:
            call(path, project="nowhere.yaml")
        assert [each.code for each in raised.value.problems] == ["file-unreadable"]
    assert not Path("output").exists()


def test_build_makes_the_kits_and_the_pages_over_them(circuits):
    kits = jeu_oie.build(circuits, out="out", only={"svg", "html"})
    assert [each.folder for each in kits] == [Path("out/opac/repairs"), Path("out/sdh/repairs")]
    for kit in kits:
        assert (kit.state, kit.ready) == ("made", True)
        standing = {each.relative_to(kit.folder).as_posix() for each in kit.folder.rglob("*") if each.is_file()}
        assert set(kit.files) == standing
        assert "board.svg" in kit.files
    assert Path("out/index.html").exists()
    again = jeu_oie.build(circuits, out="out", only={"svg", "html"})
    assert [each.state for each in again] == ["unchanged", "unchanged"]
    assert [each.files for each in again] == [each.files for each in kits]


def test_one_that_fails_stops_none_of_the_others(circuits):
    (circuits / "opac" / "repairs.yaml").write_text(WRONG, "utf-8")
    wrong, fine = jeu_oie.build([circuits / "opac" / "repairs.yaml", circuits / "sdh" / "repairs.yaml"], only={"svg"})
    assert (wrong.ready, wrong.files, wrong.folder.exists()) == (False, (), False)
    assert {each.line for each in wrong.problems} >= {3}
    assert fine.ready


def test_a_project_says_how_and_what_is_asked_for_wins(circuits):
    Path("jeu-oie.yaml").write_text(
        "output: kits\nboard: own.yaml\nlarge: true\nlandlords: {sdh: {board: saver}}\n", "utf-8"
    )
    Path("own.yaml").write_text("palette: {step: '#005A84'}\n", "utf-8")
    kits = jeu_oie.build(circuits, project="jeu-oie.yaml", only={"svg"}, large=False)
    assert [each.folder for each in kits] == [Path("kits/opac/repairs"), Path("kits/sdh/repairs-saver")]
    kits = jeu_oie.build(circuits, project="jeu-oie.yaml", only={"svg"}, board="classic", out="here", large=False)
    assert [each.folder for each in kits] == [Path("here/opac/repairs"), Path("here/sdh/repairs")]
    assert Path("kits/opac/repairs/board.svg").read_bytes() != Path("here/opac/repairs/board.svg").read_bytes()


@pytest.mark.parametrize(
    "wrong",
    [
        {"only": ["docx"]},
        {"only": []},
        {"base_url": "ftp://example.org"},
        {"people": 1},
        {"flip": "up"},
        {"also": ["xx"]},
    ],
)
def test_a_setting_that_cannot_be_is_refused(circuits, wrong):
    with pytest.raises(ValueError, match=r"docx|^$|ftp|1|up|xx"):
        jeu_oie.build(circuits, **wrong)
    assert not Path("output").exists()


@pytest.mark.parametrize("unknown", ["pakc", "printer", "address"])
def test_a_setting_that_is_none_is_not_passed_over(circuits, unknown):
    settings: jeu_oie.BuildSettings = {unknown: "x"}
    with pytest.raises(TypeError, match=unknown):
        jeu_oie.build(circuits, **settings)
    assert not Path("output").exists()


def test_a_profile_of_no_press_is_refused(circuits):
    Path("screen.icc").write_bytes(b"nothing")
    with pytest.raises(jeu_oie.InvalidInput) as raised:
        jeu_oie.build(circuits, icc="screen.icc")
    assert "screen.icc" in raised.value.problems[0].message("en")


def test_diff_tells_what_changed_and_writes_it(circuits):
    old = jeu_oie.read(circuits / "opac" / "repairs.yaml")
    assert jeu_oie.diff(old, old).same
    shutil.copy("circuits/opac/repairs.yaml", "new.yaml")
    text = Path("new.yaml").read_text("utf-8").replace("delay: 2 jours", "delay: 3 jours")
    changed = jeu_oie.diff(old, jeu_oie.read("new.yaml", text=text))
    assert not changed.same
    said = json.dumps(changed.data("fr"), ensure_ascii=False)
    assert "3\u00a0jours" in said or "3 jours" in said
    assert changed.data("en") != changed.data("fr")
    with pytest.raises(jeu_oie.InvalidInput):
        jeu_oie.diff(old, jeu_oie.read("new.yaml", text=WRONG))


def test_diff_tells_at_which_line_a_card_finds_no_room(circuits):
    text = (circuits / "opac" / "repairs.yaml").read_text("utf-8")
    found = text.index("title: ", text.index("steps:")) + len("title: ")
    long = text[:found] + "Encore et " * 60 + text[found:]
    with pytest.raises(jeu_oie.InvalidInput) as raised:
        jeu_oie.diff(circuits / "opac" / "repairs.yaml", jeu_oie.read("new.yaml", text=long)).write("changes")
    problem = raised.value.problems[0]
    assert (problem.code, problem.line) == ("does-not-fit", text[:found].count("\n") + 1)


def test_compare_sets_landlords_side_by_side(circuits):
    compared = jeu_oie.compare(circuits)
    assert compared.topics == ("repairs",)
    assert [each["landlord"] for each in compared.data()[0]["landlords"]] == ["Bailleur opac", "Bailleur sdh"]
    alone = jeu_oie.compare(circuits / "opac")
    assert (alone.topics, alone.data()) == ((), [])
    (circuits / "opac" / "repairs.yaml").write_text(WRONG, "utf-8")
    with pytest.raises(jeu_oie.InvalidInput):
        jeu_oie.compare([circuits / "opac" / "repairs.yaml", circuits / "sdh"])


def test_odds_are_those_of_the_board_and_of_the_teams(circuits):
    path = circuits / "opac" / "repairs.yaml"
    two, six = (jeu_oie.odds(path, teams=teams, plays=100) for teams in (2, 6))
    low, high = two.minutes
    assert low < high
    assert six.minutes > two.minutes
    assert two.data()["players"].keys() == {"attentive", "average", "random"}
    assert jeu_oie.odds(path, board="saver", plays=10).data()["board"] == two.data()["board"]
    with pytest.raises(ValueError, match="2 to 6"):
        jeu_oie.odds(path, teams=9)
    with pytest.raises(jeu_oie.InvalidInput):
        jeu_oie.odds(jeu_oie.read(path, text=WRONG))


@pytest.mark.slow
def test_a_shipped_circuit_has_no_error():
    assert [each for each in jeu_oie.check(CIRCUITS) if each.severity is jeu_oie.Severity.ERROR] == []


def test_every_name_is_there_and_none_is_hidden_by_a_room():
    """A room that is loaded becomes an attribute of the package, whatever ``__getattr__`` would have given."""
    assert sorted(jeu_oie.FACE) == sorted(jeu_oie.__all__)
    for name, home in jeu_oie.FACE.items():
        assert getattr(jeu_oie, name) is getattr(import_module(f"jeu_oie.{home}"), name)
    package = Path(jeu_oie.__file__).parent
    assert {each.stem for each in package.iterdir()} & set(jeu_oie.__all__) == set()
    assert (package / "py.typed").is_file()
