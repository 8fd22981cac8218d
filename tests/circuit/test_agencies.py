"""Agencies that are written wrongly are told at their line, with a cure."""

from datetime import date

import pytest

from jeu_oie.circuit.lint import lint
from jeu_oie.circuit.model import Circuit
from jeu_oie.circuit.read import Reading, read_text
from jeu_oie.circuit.signing import fingerprint
from jeu_oie.errors import Problem
from jeu_oie.exchange.diff import difference
from jeu_oie.game.answers.numbers import live_in
from jeu_oie.game.assembly import assemble
from jeu_oie.game.preset import Preset
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import load_catalog, tell
from tests.house.source import ROOT

FOLDER = ROOT / "tests/circuits/unknown/agencies"
LANDLORD = (FOLDER / "landlord.yaml").read_text("utf-8")
COMMON = (FOLDER / "../common.yaml").read_text("utf-8")


def read_with(old: str = "", new: str = "", *, step: str = "[phone, desk]") -> Reading:
    """The circuit of agencies with ``new`` in the place of ``old`` in its landlord's file."""
    assert old in LANDLORD
    text = (FOLDER / "repairs.yaml").read_text("utf-8").replace("[phone, desk]", step)
    files = {"landlord.yaml": LANDLORD.replace(old, new, 1), "../common.yaml": COMMON}
    return read_text(text, "repairs.yaml", lambda name: files[name].encode() if name in files else None)


def told(reading: Reading) -> dict[tuple[str, int], Problem]:
    problems = (*reading.problems, *lint(reading, date(2026, 12, 1)))
    return {(each.code, each.place.line): each for each in problems}


def line_of(text: str) -> int:
    return LANDLORD[: LANDLORD.index(text)].count("\n") + 1


def test_of_what_is_right_nothing_is_told():
    assert told(read_with()) == {}


@pytest.mark.parametrize(
    "old, new, code, at",
    [
        ("id: mer #", "id: vals #", "duplicate-id", "id: mer #"),
        ("[Bellemare, Saint-Inventé]", "[Bellemare, hautval]", "commune-twice", "communes: [Bellemare"),
        ("[Bellemare, Saint-Inventé]", "[Bellemare, 38000 Saint-Inventé]", "commune-form", "communes: [Bellemare"),
        ("communes: Valnoir", 'communes: "38"', "commune-form", "communes: Valnoir"),
        ("communes: Valnoir", "communes: Ailleurs", "agency-elsewhere", "communes: Valnoir"),
        ("hours: le mardi,", "hours: le mardi, where: valls,", "unknown-id", "hours: le mardi,"),
    ],
)
def test_a_mistake_is_told_at_its_line_with_a_cure(old, new, code, at):
    problem = told(read_with(old, new))[code, line_of(at)]
    assert problem.place.file == "landlord.yaml"
    assert all(tell(problem, load_catalog("fr")))


def test_a_step_s_contact_answers_for_places_that_the_landlord_has():
    way = '[{kind: phone, value: "04 65 71 20 33", where: %s}]'
    assert told(read_with(step=way % "vals")) == {}
    assert [code for code, _ in told(read_with(step=way % "val"))] == ["unknown-id"]


def circuit_of(reading: Reading) -> Circuit:
    assert reading.circuit, reading.problems
    return reading.circuit


def test_an_agency_s_number_is_signed_and_compared_and_whom_it_is_told_to_is_not():
    before, after = circuit_of(read_with()), circuit_of(read_with("04 65 71 20 11", "04 65 71 20 12"))
    assert fingerprint(before) != fingerprint(after)
    assert fingerprint(before) == fingerprint(live_in(before, ["vals"]))
    words = load_catalog("fr")
    found = difference(*(FactFormatter(assemble(each, Preset()), words) for each in (before, after)))
    assert "04 65 71 20 12" in repr(found)
