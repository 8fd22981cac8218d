"""What another landlord says is printed with its year and its source, and never counts as this landlord's."""

from datetime import date
from typing import Any

import pytest

from jeu_oie.circuit.lint import lint
from jeu_oie.exchange.compare import compare_circuit
from jeu_oie.exchange.diff import difference
from jeu_oie.game.asked import list_asked
from jeu_oie.game.bodies import describe_item
from jeu_oie.game.rules import compile_rules
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import load_catalog
from tests.circuit.lacking import list_gaps
from tests.exchange.making import reading
from tests.game.making import board, card, circuit, deck, steps

SOURCES = {"oph": {"title": "Livret", "date": "2023-05"}, "sdh": {"title": "Site"}, "ici": {"title": "Guide"}}
OPH = {"landlord": "OPH 31", "value": "moins de 4 h", "source": "oph"}
SDH = {"landlord": "SDH", "value": "Un SMS.", "source": ["sdh", "oph"]}
BARE = {"landlord": "SDH", "value": "Un SMS.", "source": "sdh"}
TODAY = date(2026, 11, 25)
SAID = "OPH 31, moins de 4 h (2023). Et ici\N{NO-BREAK SPACE}?"


def parts(*elsewhere: dict[str, Any]) -> dict[str, Any]:
    """A circuit whose second step, urgency, problem and practice say it, or nothing of the sort."""
    also = {"elsewhere": list(elsewhere)} if elsewhere else {}
    return {
        "steps": steps(3, s2=also),
        "shortcuts": [{"id": "u", "title": "Vite", "from": "s1", "to": "s3", **also}],
        "problems": [{"id": "p", "title": "Une fuite", "source": "ici", **also}],
        "practices": [{"id": "b", "title": "Un carnet", "at": "s1", "adopted": "false", **also}],
        "sources": SOURCES,
    }


def facts(**made: Any) -> FactFormatter:
    return FactFormatter(board(**made), load_catalog("fr"))


def notes(name: str, *elsewhere: dict[str, Any]) -> list[str]:
    said = card(deck(**parts(*elsewhere)), name).notes
    return [f"{each.label} : {each.value}" for each in said if each.key == "elsewhere"]


@pytest.mark.parametrize("name", ["s2", "u", "p", "b"])
def test_a_card_says_it_with_the_year_and_cites_its_source(name):
    assert notes(name, OPH) == [f"ailleurs : {SAID}"]
    assert notes(name) == []
    assert "Livret (ailleurs)" in {title for _, title in card(deck(**parts(OPH)), name).sources}


def test_only_a_source_of_nothing_said_here_is_marked_as_one_of_elsewhere():
    both = parts({**OPH, "source": ["oph", "ici"]})
    assert [title for _, title in card(deck(**both), "p").sources] == ["Guide", "Livret (ailleurs)"]


def test_several_stand_in_one_row_and_a_source_without_a_date_gives_no_year():
    assert notes("s2", OPH, SDH) == [
        "ailleurs : OPH 31, moins de 4 h (2023) · SDH, Un SMS. (2023). Et ici\N{NO-BREAK SPACE}?"
    ]
    assert notes("s2", BARE) == ["ailleurs : SDH, Un SMS. Et ici\N{NO-BREAK SPACE}?"]


def test_a_practice_on_the_card_of_a_detour_says_it_too():
    practice = circuit(**parts(OPH)).practices[0]
    assert f"Ailleurs\N{NO-BREAK SPACE}: {SAID}" in describe_item(practice, facts(**parts(OPH)))


def test_the_own_fact_stays_not_found():
    """Of a problem « Ailleurs : … Et ici ? » says so: a gap stands once on a card."""
    made = deck(**parts(OPH))
    for name in ("s2", "u", "p"):
        delays = [each.value for each in card(made, name).rows if each.key == "delay"]
        assert delays == ([] if name == "p" else ["pas trouvé"])
        assert any("Et ici" in each.value for each in card(made, name).notes)
        own = "" if name == "p" else "source pas trouvée ici"  # what is cited is another's
        assert card(made, name).provenance == own
    assert [each.value for each in card(deck(**parts()), "p").rows if each.key == "delay"] == ["pas trouvé"]


def test_nothing_counts_it_as_this_landlords():
    with_it, without = (reading({**HEAD, **parts(*said)}) for said in ((OPH,), ()))
    assert with_it.circuit and without.circuit
    assert [each.fact for each in list_gaps(with_it.circuit)] == [each.fact for each in list_gaps(without.circuit)]
    assert [each.code for each in lint(with_it, TODAY)] == [each.code for each in lint(without, TODAY)]
    told, other = (compare_circuit(facts(**parts(*said))) for said in ((OPH,), ()))
    assert told == other
    assert compile_rules(board(**parts(OPH))) == compile_rules(board(**parts()))  # what the odds are made of


HEAD: dict[str, Any] = {
    "format": 1,
    "title": "T",
    "topic": "repairs",
    "language": "fr",
    "version": "1",
    "status": "draft",
    "landlord": {"name": "Office"},
}


def test_a_worksheet_asks_and_here():
    told = {each.about: each.elsewhere for each in list_asked(facts(**parts(OPH))) if each.elsewhere}
    assert told == dict.fromkeys(("s2", "u", "p", "b"), f"Ailleurs\N{NO-BREAK SPACE}: {SAID}")


def test_a_change_of_it_is_told():
    found = difference(facts(**parts()), facts(**parts(OPH)))
    lines = {(line.label, line.before, line.after) for each in found.changes for line in each.lines}
    assert lines == {("Ailleurs", "", SAID)}
