"""What machines read: GitHub's annotations, JSON of a build; the standard input; errors only."""

import io
import json
import re
from pathlib import Path

import pytest

import jeu_oie
from tests.cli.test_cli import GOOD, WARNED, WRONG


@pytest.fixture
def circuits(tmp_path):
    for name, text in (("good", GOOD), ("warned", WARNED), ("wrong", WRONG)):
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    return tmp_path


def test_json_is_said_in_two_ways(program, circuits):
    one, two = (program("check", "wrong.yaml", *asked) for asked in (("--json",), ("--format", "json")))
    assert one == two
    assert json.loads(one[1])[0]["code"]


def test_github_shows_each_problem_beside_its_line(program, circuits):
    status, out, err = program("check", "wrong.yaml", "warned.yaml", "--format", "github", "--lang", "en")
    rows = json.loads(program("check", "wrong.yaml", "warned.yaml", "--json", "--lang", "en")[1])
    assert (status, err) == (1, "")
    assert program("check", "good.yaml", "--format", "github")[:2] == (0, "")
    assert len(out.splitlines()) == len(rows)
    for line, row in zip(out.splitlines(), rows, strict=True):
        where = f"file={row['file']},line={row['line']},col={row['column']},title={row['code']}"
        assert line == f"::{row['severity']} {where}::{row['message']} {row['cure']}".replace("%", "%25")


def test_no_name_or_text_makes_a_command_of_its_own(program, circuits):
    name = "a,line=1::b%0A\n::error::c.yaml"
    (circuits / name).write_text(WRONG, "utf-8")
    _, out, _ = program("check", name, "--format", "github")
    assert all(line.startswith("::error file=a%2Cline=1%3A%3Ab") for line in out.splitlines())
    assert "b%250A%0A%3A%3Aerror%3A%3Ac.yaml,line=" in out
    assert len(out.splitlines()) == len(json.loads(program("check", name, "--json")[1]))


@pytest.fixture
def given(monkeypatch):
    return lambda text: monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


def test_a_circuit_that_comes_on_the_standard_input_is_checked(program, circuits, given):
    given(WRONG)
    status, out, _ = program("check", "-", "--json")
    assert status == 1
    assert {row["file"] for row in json.loads(out)} == {"<stdin>"}
    given(GOOD)
    assert program("check", "-")[0] == 0


def test_it_names_files_of_the_folder_that_one_works_in(program, circuits, given):
    Path("landlord.yaml").write_text("name: Ceux d’ici\n", "utf-8")
    given(GOOD.replace("{name: Bailleur}", "landlord.yaml"))
    assert program("check", "-")[0] == 0
    given(GOOD.replace("{name: Bailleur}", "landlord.yaml"))
    Path("landlord.yaml").unlink()
    status, _, err = program("check", "-")
    assert status == 1
    assert "<stdin>:" in err


def test_other_commands_that_read_a_circuit_take_it_too(program, circuits, given):
    for command in (
        ("odds", "-", "--json", "--play", "60"),
        ("diff", "good.yaml", "-", "--json"),
        ("export", "-", "--csv", "-"),
    ):
        given(GOOD)
        status, out, err = program(*command)
        assert (status, err) == (0, ""), command
        assert out


def test_a_file_of_that_name_has_another(program, circuits, given):
    (circuits / "-").write_text(WRONG, "utf-8")
    given(GOOD)
    assert program("check", "-")[0] == 0
    assert program("check", "./-")[0] in (0, 1)


def test_a_build_tells_in_json_what_it_made(program, circuits):
    (circuits / "all").mkdir()
    for name in ("good", "wrong", "warned"):
        (circuits / f"{name}.yaml").rename(circuits / "all" / f"{name}.yaml")
    status, out, err = program("build", "all", "--only", "svg,html", "--json")
    told = json.loads(out)
    assert status == 1
    assert [(each["circuit"], each["state"]) for each in told["kits"]] == [
        ("all/good.yaml", "made"),
        ("all/warned.yaml", "made"),
        ("all/wrong.yaml", "stopped"),
    ]
    good, warned, wrong = told["kits"]
    assert good["folder"] == "output/all/good"
    made = {each.relative_to(good["folder"]).as_posix() for each in Path(good["folder"]).rglob("*") if each.is_file()}
    assert set(good["files"]) == made
    assert wrong["files"] == []
    assert [each["severity"] for each in warned["problems"]] == ["warning"]
    found = json.loads(program("check", "all/wrong.yaml", "--json")[1])
    assert [each["code"] for each in wrong["problems"]] == [each["code"] for each in found]
    assert told["pages"] == ["output/index.html"]
    assert "all/wrong.yaml:" in err
    again = json.loads(program("build", "all", "--only", "svg,html", "--json")[1])
    assert [each["state"] for each in again["kits"]] == ["unchanged", "unchanged", "stopped"]
    assert again["kits"][0]["files"] == good["files"]


def test_a_build_of_nothing_tells_so_in_json(program, circuits):
    (circuits / "empty").mkdir()
    status, out, err = program("build", "empty", "--json")
    assert (status, json.loads(out)) == (1, {"kits": [], "pages": []})
    assert "Aucun circuit trouvé ici : empty" in err
    assert not (circuits / "output").exists()


def test_quiet_says_nothing_where_nothing_stops(program, circuits):
    assert program("check", "good.yaml", "warned.yaml", "--quiet") == (0, "", "")
    assert program("build", "good.yaml", "warned.yaml", "--only", "svg", "-q") == (0, "", "")
    assert (circuits / "output").is_dir()


@pytest.mark.parametrize("command", [("check",), ("build", "--only", "svg")], ids=lambda each: each[0])
def test_quiet_says_what_stops(program, circuits, command):
    status, out, err = program(*command, "good.yaml", "warned.yaml", "wrong.yaml", "--quiet")
    assert (status, out) == (1, "")
    assert set(re.findall(r"^\w+\.yaml", err, re.MULTILINE)) == {"wrong.yaml"}
    status, _, err = program(*command, "warned.yaml", "--quiet", "--strict")
    assert status == 1
    assert "warned.yaml:" in err
    assert program(*command, "nowhere.yaml", "--quiet")[0] == 1


def test_quiet_leaves_what_machines_read(program, circuits):
    status, out, err = program("build", "good.yaml", "--only", "svg", "--quiet", "--json")
    assert (status, err) == (0, "")
    assert [each["state"] for each in json.loads(out)["kits"]] == ["made"]
    assert json.loads(program("check", "warned.yaml", "--quiet", "--json")[1]) == []


def test_the_rows_are_those_of_the_api(program, circuits):
    rows = json.loads(program("check", "wrong.yaml", "--json", "--lang", "en")[1])
    found = jeu_oie.check("wrong.yaml")
    assert [(row["line"], row["column"], row["code"]) for row in rows] == [
        (each.line, each.column, each.code) for each in found
    ]
    assert [row["message"] for row in rows] == [each.message("en").replace("\u00a0", " ") for each in found]
