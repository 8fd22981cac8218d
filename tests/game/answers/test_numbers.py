"""Whom to call: claimed numbers alone, with their hours, in the order of the moment."""

import pytest

from jeu_oie.circuit.model import Circuit
from jeu_oie.game.answers.model import Moment, State, Time
from tests.game.answers.making import PLUMBER, TWO_NUMBERS, ask, read_one, values
from tests.game.making import circuit, steps

DAY, CLOSED, UNKNOWN = Moment(Time.DAY), Moment(Time.CLOSED), Moment(Time.UNKNOWN)
MOMENTS = (DAY, CLOSED, UNKNOWN)
LEAK = [{"id": "leak", "title": "Grosse fuite d’eau", "like": "leak-big", "urgency": "u"}]
URGENT = [{"id": "u", "title": "Urgent", "from": "s1", "to": "s3"}]


def repairs(*contacts: dict[str, object], **landlord: object) -> Circuit:
    return circuit(
        topic="repairs",
        landlord={"name": "Office", "contacts": list(contacts), **landlord} if contacts else {"name": "O", **landlord},
        problems=[*LEAK, {"id": "tap", "title": "Un robinet goutte", "urgency": "none"}],
        shortcuts=URGENT,
    )


def phone(value: str, **more: object) -> dict[str, object]:
    return {"kind": "phone", "value": value, **more}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_dripping_tap_gets_the_day_number_alone(moment):
    assert values(ask("robinet", read_one(TWO_NUMBERS), moment)) == ["13 70"]


@pytest.mark.parametrize(
    "moment, expected", [(DAY, ["13 70", "16 61"]), (UNKNOWN, ["13 70", "16 61"]), (CLOSED, ["16 61", "13 70"])]
)
def test_a_big_leak_gets_both_the_one_that_answers_first(moment, expected):
    found = ask("fuite", read_one(TWO_NUMBERS), moment)
    assert values(found) == expected
    assert all(each.hours for each in found.numbers)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_plumber_is_called_about_no_noise(moment):
    assert values(ask("bruit", read_one(PLUMBER), moment)) == []


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_doubtful_number_is_last_and_says_so(moment):
    made = repairs(
        phone("13 70", label="Vieille page", **{"for": "repairs", "uncertain": True}),
        phone("16 61", **{"for": "repairs"}),
    )
    sure, doubtful = ask("leak", made, moment).numbers
    assert (sure.state, doubtful.state) == (State.UNDATED, State.DOUBTFUL)
    assert doubtful.label == "Vieille page (à vérifier)"


@pytest.mark.parametrize("moment", MOMENTS)
def test_hours_that_nobody_found_are_told_as_such_once(moment):
    found = ask("leak", repairs(phone("13 70", **{"for": "repairs"})), moment)
    assert [(each.hours, each.when) for each in found.numbers] == [("", None)]
    assert [each.name for each in found.unknown] == ["les heures", "le délai"]
    assert found.gap == "Pas trouvé ici\u00a0: les heures, le délai."


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_switchboard_that_claims_nothing_answers_nothing(moment):
    found = ask("leak", repairs(phone("13 70", label="Accueil")), moment)
    assert found.numbers == ()
    assert found.number_place


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_paid_contract_is_the_condition_of_its_number(moment):
    made = circuit(
        topic="repairs",
        problems=LEAK,
        shortcuts=URGENT,
        steps=steps(3, s1={"channels": [phone("13 70")], "condition": "J’ai pris le contrat"}),
    )
    assert [each.condition for each in ask("leak", made, moment).numbers] == ["si j’ai pris le contrat"]


@pytest.mark.parametrize("moment", MOMENTS)
def test_of_two_agencies_none_is_picked(moment):
    agencies = [
        {
            "id": name,
            "name": f"Agence {name}",
            "address": f"1 rue du {name}",
            "communes": [name.upper()],
            "contacts": [phone(value, **{"for": "repairs"})],
        }
        for name, value in (("nord", "13 70"), ("sud", "16 61"))
    ]
    found = ask("leak", repairs(agencies=agencies), moment)
    assert [(each.value, each.where) for each in found.numbers] == [("13 70", ("nord",)), ("16 61", ("sud",))]
    assert [each.label for each in found.numbers] == [
        "Agence nord, 1 rue du nord (NORD)",
        "Agence sud, 1 rue du sud (SUD)",
    ]
    addresses = ["Agence nord (NORD) : 1 rue du nord", "Agence sud (SUD) : 1 rue du sud"]
    assert [each.text.replace("\u00a0", " ") for each in found.ways] == addresses


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_number_with_two_claims_is_told_once_and_keeps_its_doubt(moment):
    made = circuit(
        topic="repairs",
        problems=LEAK,
        shortcuts=URGENT,
        landlord={"name": "Office", "contacts": [phone("0 4 6 5", **{"for": "repairs", "uncertain": True})]},
        steps=steps(3, s1={"channels": [phone("0465", hours="jour et nuit")]}),
    )
    (only,) = ask("leak", made, moment).numbers
    assert (only.hours, only.state) == ("jour et nuit", State.DOUBTFUL)


def test_the_number_of_an_urgency_answers_its_own_problems_only():
    made = circuit(
        topic="repairs",
        problems=[*LEAK, {"id": "door", "title": "Porte bloquée", "urgency": "v"}],
        shortcuts=[{**URGENT[0], "call": "13 70", "hours": "le soir"}, {**URGENT[0], "id": "v", "call": "16 61"}],
    )
    assert values(ask("leak", made)) == ["13 70"]
    assert values(ask("door", made)) == ["16 61"]


def test_an_on_call_number_waits_until_the_offices_open_for_what_is_ordinary():
    made = repairs(phone("13 70", when="closed", **{"for": "repairs"}))
    assert values(ask("tap", made, CLOSED)) == []
    assert values(ask("leak", made, CLOSED)) == ["13 70"]
