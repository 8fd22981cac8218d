"""``jeu-oie verify``: a sheet in hand is current, is an old one that the kit knew, or is unknown."""

import json

import pytest

from jeu_oie.cli import verify
from tests.cli.test_odds import CIRCUIT
from tests.cli.test_validate import TODAY, WHOLE


@pytest.fixture
def run(program, tmp_path):
    (tmp_path / "good.yaml").write_text(CIRCUIT)
    return program


def manifest(folder):
    (found,) = folder.glob("output/*/good/manifest.json")
    return json.loads(found.read_text())


@pytest.fixture
def unchanging(monkeypatch):
    """From then on, what a circuit carries is counted once for each preset: many ask it of one file."""
    counted = verify.list_hashes
    known: dict[object, object] = {}

    def once(reading, preset, t):
        key = (reading.files, repr(preset))
        known[key] = known.get(key) or counted(reading, preset, t)
        return known[key]

    def begin():
        known.clear()
        monkeypatch.setattr(verify, "list_hashes", once)

    return begin


def test_sheets_and_cards_are_current_until_the_circuit_says_otherwise(run, tmp_path, unchanging, printing):
    printing("1-board-a3", "2-table", "more/circuit")
    run("build", "good.yaml")
    unchanging()
    told = manifest(tmp_path)
    assert set(told["sheets"]) >= {"board", "cards-1", "more/circuit", "rules"}
    for name, digits in list(told["sheets"].items())[::3]:
        status, out, _ = run("verify", digits, "good.yaml")
        alike = [other for other, same in told["sheets"].items() if same == digits]
        assert name in alike
        assert (status, out) == (0, f"{digits} : à jour. Feuille « {alike[0]} ».\n")
    status, out, _ = run("verify", next(iter(told["cards"].values()))["hash"].upper(), "good.yaml")
    assert status == 0
    assert "à jour. Carte " in out
    # What the circuit no longer says is no longer current.
    old = told["sheets"]
    (tmp_path / "good.yaml").write_text(CIRCUIT.replace("title: Trois", "title: Quatre"))
    unchanging()
    status, out, _ = run("verify", old["more/circuit"], "good.yaml")
    assert status == 1
    assert "n’est plus à jour. C’était « more/circuit »" in out
    assert run("verify", old["rules"], "good.yaml")[0] == 0
    status, out, _ = run("verify", "abcdef", "good.yaml")
    assert status == 1
    assert "aucune feuille" in out


@pytest.mark.parametrize(
    "validated, status, said",
    [
        ("", 1, "personne ne l’a validé"),
        ("validated: {by: Office, on: 2020-01}", 1, "Rien ne scelle cette validation"),
        ("validated: {by: Office, on: 2020-01, hash: 00000000}", 1, "Le contenu a changé"),
    ],
)
def test_a_validation_that_nothing_holds_is_told(run, tmp_path, validated, status, said):
    lines = f"status: validated\n{validated}" if validated else "status: draft"
    (tmp_path / "good.yaml").write_text(CIRCUIT.replace("status: draft", lines), "utf-8")
    found, out, _ = run("verify", "good.yaml")
    assert (found, said in out) == (status, True)
    assert ("validé par Office en janvier 2020" in out) is bool(validated)
    assert ("dit avoir été validé" in out) is ("hash" in validated)
    assert json.loads(run("verify", "good.yaml", "--json")[1])["valid"] is False


@pytest.fixture
def signed(run, tmp_path):
    """A circuit that its landlord has validated."""
    path = tmp_path / "signed.yaml"
    path.write_text(WHOLE, "utf-8")
    assert run("validate", path, *TODAY)[0] == 0
    return path


def test_a_validation_that_stands_says_who_when_and_that_nobody_s_hand_is_known(run, signed):
    status, out, err = run("verify", signed)
    assert (status, err) == (0, "")
    assert "validé par Le bailleur" in out
    assert "sont ceux qui ont été scellés" in out
    assert "ne dit pas qui l’a écrite" in out
    told = json.loads(run("verify", signed, "--json")[1])
    assert (told["valid"], told["sealed"], told["by"], told["changed"]) == (True, True, ["Le bailleur"], [])


@pytest.mark.parametrize(
    "former, now, said, changed",
    [
        ("title: Trois", "title: Quatre", "Le contenu a changé", "content"),
        ("by: Le bailleur", "by: Un autre", "les signataires ont changé", "signers"),
        ("2020-03-14", "2019-03-14", "la date a changé", "date"),
    ],
)
def test_what_has_changed_since_is_told(run, signed, former, now, said, changed):
    text = signed.read_text("utf-8")
    assert former in text
    signed.write_text(text.replace(former, now), "utf-8")
    status, out, _ = run("verify", signed)
    assert (status, said in out) == (1, True)
    assert "sont ceux qui ont été scellés" not in out
    assert json.loads(run("verify", signed, "--json")[1])["changed"] == [changed]


@pytest.mark.parametrize("more", [("a", "b"), ("--json",)])
def test_a_code_goes_with_a_circuit_alone(run, more):
    assert run("verify", "abcdef", "good.yaml", *more)[0] == 2


def test_a_wrong_code_and_a_circuit_that_is_not_there(run):
    status, _, _ = run("verify", "12345g", "good.yaml")
    assert status == 2
    status, _, err = run("verify", "abcdef", "absent.yaml")
    assert status == 1
    assert "absent.yaml" in err
