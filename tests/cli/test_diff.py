"""``jeu-oie diff``: two files, or a file and its past in git; for people, for programs, and on paper."""

import json
import subprocess

import pytest

from tests.cli.test_odds import CIRCUIT

NEW = CIRCUIT.replace("Deux, trace: Numéro", "Deux, trace: Reçu, delay: 5 jours").replace(
    'version: "1"', 'version: "2"'
)


@pytest.fixture
def run(program, tmp_path):
    (tmp_path / "old.yaml").write_text(CIRCUIT)
    (tmp_path / "new.yaml").write_text(NEW)
    return program


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A circuit, its landlord and what is common, as they were in a commit; the circuit has changed since."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "circuits" / "maison"
    folder.mkdir(parents=True)
    beside = "landlord: landlord.yaml\ncommon: ../common.yaml\nuse: [preuve]"
    (folder / "repairs.yaml").write_text(CIRCUIT.replace("landlord: {name: Bailleur}", beside))
    (folder / "landlord.yaml").write_text("name: Bailleur\n")
    (folder.parent / "common.yaml").write_text("words: {preuve: Un papier.}\n")
    git = ["git", "-C", str(tmp_path), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    for arguments in (("init", "-q"), ("add", "circuits"), ("commit", "-qm", "Before")):
        subprocess.run([*git, *arguments], check=True)
    (folder / "repairs.yaml").write_text(NEW.replace("landlord: {name: Bailleur}", beside))
    (folder / "landlord.yaml").write_text("name: Bailleur\ncontacts: [{kind: phone, value: 01 02 03 04 05}]\n")
    (folder.parent / "common.yaml").write_text("words: {preuve: Un papier daté.}\n")
    return folder / "repairs.yaml"


def test_what_changed_and_what_to_print(run):
    status, out, err = run("diff", "old.yaml", "new.yaml")
    assert (status, err) == (0, "")
    for said in ("avant : Numéro", "maintenant : Reçu", "maintenant : 5 jours", "De la version 1 à la version 2"):
        assert said in out
    assert "À réimprimer : case " in out
    assert "À jeter : case " in out
    assert "Inchangé : " in out


def test_nothing_changed(run):
    status, out, _ = run("diff", "old.yaml", "old.yaml", "--exit-code")
    assert status == 0
    assert "Rien n’a changé. Rien n’est à réimprimer." in out


def test_the_exit_status_as_that_of_git(run):
    assert run("diff", "old.yaml", "new.yaml")[0] == 0
    assert run("diff", "old.yaml", "new.yaml", "--exit-code")[0] == 1


def test_in_english(run):
    _, out, _ = run("diff", "old.yaml", "new.yaml", "--lang", "en")
    assert "now: 5 jours" in out
    assert "To print again: square" in out


def test_data(run):
    status, out, _ = run("diff", "old.yaml", "new.yaml", "--json")
    told = json.loads(out)
    assert status == 0
    assert [each["id"] for each in told["changes"]] == ["frame", "b"]
    assert set(told["reprint"]) == {"cards", "sheets", "card-sheets"}
    assert told["reprint"]["cards"]["print"]
    assert told["before"]["version"] == "1"
    assert len(told["after"]["minutes"]) == 2


@pytest.mark.slow
def test_on_paper(run, tmp_path):
    status, _, err = run("diff", "old.yaml", "new.yaml", "--out", "told", "--flip", "short", "--large")
    names = {each.name for each in (tmp_path / "told").iterdir()}
    assert (status, names) == (0, {"changes.html", "changes.pdf", "reprint.pdf", "reprint-fold.pdf"})
    assert "reprint.pdf" in err


def test_what_was_printed_is_that_of_the_kit(run, tmp_path):
    """The kit in the cupboard may be older than the former file, or newer: its manifest says what is on its sheets."""
    run("build", "new.yaml", "--only", "svg")
    (manifest,) = tmp_path.glob("output/*/new/manifest.json")
    _, out, _ = run("diff", "old.yaml", "new.yaml", "--kit", manifest.parent, "--json")
    assert json.loads(out)["reprint"]["cards"]["print"] == []
    status, _, err = run("diff", "old.yaml", "new.yaml", "--kit", tmp_path)
    assert status == 2
    assert "manifest.json" in err


def test_what_a_kit_in_hand_lacks(run, tmp_path, printing):
    """How the circuit was then nobody knows: what is to be printed again stands in the manifest."""
    printing("1-board")
    run("build", "new.yaml", "--only", "pdf")
    (manifest,) = tmp_path.glob("output/*/new/manifest.json")
    status, out, _ = run("diff", "new.yaml", "--kit", manifest.parent)
    assert status == 0 and "Rien à réimprimer" in out
    (tmp_path / "new.yaml").write_text(NEW.replace("title: Deux", "title: Deuxième"))
    _, out, _ = run("diff", "new.yaml", "--kit", manifest.parent)
    assert "À réimprimer" in out and "case" in out and "Avant" not in out
    assert run("diff", "new.yaml")[0] == 2


def test_the_past_in_git_with_the_files_beside(run, repository):
    status, out, _ = run("diff", "--git", "HEAD", repository)
    assert status == 0
    for said in ("maintenant : Reçu", "avant : Un papier.", "maintenant : Un papier daté.", "01 02 03 04 05"):
        assert said in out


def test_what_git_does_not_know(run, repository):
    status, _, err = run("diff", "--git", "nowhere", repository)
    assert status == 2
    assert "« nowhere » n’est pas une révision" in err
    (repository.parent / "later.yaml").write_text(NEW)
    status, _, err = run("diff", "--git", "HEAD", repository.parent / "later.yaml")
    assert status == 1
    assert "HEAD:" in err


def test_outside_git(run, tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    status, _, err = run("diff", "--git", "HEAD", "new.yaml")
    assert status == 2
    assert "git" in err


def test_wrong_usage_and_a_file_that_cannot_be_read(run, tmp_path):
    for arguments in (("old.yaml",), ("old.yaml", "new.yaml", "old.yaml"), ("--git", "HEAD", "old.yaml", "new.yaml")):
        status, _, err = run("diff", *arguments)
        assert status == 2
        assert "AVANT et APRÈS" in err
    (tmp_path / "wrong.yaml").write_text(CIRCUIT.replace("title: Deux", "titel: Deux"))
    status, out, err = run("diff", "old.yaml", "wrong.yaml", "--exit-code")
    assert (status, out) == (1, "")
    assert "titel" in err


DANGERS = """\
emergency:
  - {id: fire-brigade, danger: Pompiers, call: NUMBER, source: guide}
sources: {guide: {title: Guide}}
recourse:
  - {id: cdc, title: La commission, text: WHEN}
advice:
  - {id: proof, title: Une preuve, for: [leak]}
"""


def dangers(number, when="Après"):
    return DANGERS.replace("NUMBER", f"'{number}'").replace("WHEN", when)


@pytest.fixture
def commons(tmp_path):
    (tmp_path / "a.yaml").write_text(dangers("18"), "utf-8")
    (tmp_path / "b.yaml").write_text(dangers("0899", "Avant"), "utf-8")


@pytest.mark.usefixtures("commons")
def test_two_common_files(run):
    status, out, err = run("diff", "a.yaml", "b.yaml")
    assert (status, err) == (0, "")
    lines = ["b.yaml", "Dangers et numéros", "  Danger « Pompiers »", "    Numéro à appeler", "      18 → 0899"]
    assert out.splitlines()[:5] == lines
    assert "avant : Après\n      maintenant : Avant" in out
    assert run("diff", "a.yaml", "b.yaml", "--exit-code")[0] == 1
    status, out, _ = run("diff", "a.yaml", "a.yaml", "--exit-code")
    assert (status, out) == (0, "a.yaml\nRien n’a changé.\n")
    data = json.loads(run("diff", "a.yaml", "b.yaml", "--json")[1])
    assert [(each["list"], each["id"]) for each in data["changes"]] == [
        ("emergency", "fire-brigade"),
        ("recourse", "cdc"),
    ]


def test_two_landlord_s_files(run, tmp_path):
    for name, number in (("a", "01 02 03 04 05"), ("landlord", "0899")):
        (tmp_path / f"{name}.yaml").write_text(f"name: B\ncontacts: [{{kind: phone, value: {number}}}]\n")
    out = run("diff", "a.yaml", "landlord.yaml")[1]
    assert "  Le bailleur\n    Contacts\n      téléphone 01 02 03 04 05 → téléphone 0899\n" in out


@pytest.mark.usefixtures("commons")
@pytest.mark.parametrize("more", [("--out", "told"), ("--kit", "."), ("new.yaml",)])
def test_what_is_no_circuit_has_no_paper_and_is_none(run, more):
    given = ("a.yaml", *more) if more == ("new.yaml",) else ("a.yaml", "b.yaml", *more)
    assert run("diff", *given)[0] == 2


@pytest.mark.usefixtures("commons")
def test_a_common_file_with_a_mistake_is_told_by_its_own_keys(run, tmp_path):
    (tmp_path / "b.yaml").write_text(dangers("18").replace("danger:", "dangr:"), "utf-8")
    status, _, err = run("diff", "a.yaml", "b.yaml")
    assert status == 1
    assert "dangr" in err
    assert "format" not in err


def test_a_common_file_and_its_past(run, repository):
    out = run("diff", "--git", "HEAD", repository.parent.parent / "common.yaml")[1]
    assert "avant : Un papier." in out
    assert "maintenant : Un papier daté." in out


@pytest.mark.parametrize("more", [("--json",), ("--out", "told"), ("--kit", "."), ("--signed",)])
def test_a_folder_is_compared_alone(run, repository, more):
    status, out, _ = run("diff", "--git", "HEAD", repository.parent)
    assert status == 0
    assert "01 02 03 04 05" in out
    assert run("diff", "--git", "HEAD", repository.parent, "--exit-code")[0] == 1
    assert run("diff", "--git", "HEAD", repository.parent, *more)[0] == 2


def test_a_circuit_tells_its_dangers_and_numbers_first(run, repository):
    out = run("diff", "--git", "HEAD", repository)[1]
    assert out.index("Dangers et numéros") < out.index("rien → téléphone 01 02 03 04 05") < out.index("avant :")
