"""Whom one calls by where one lives: page, sheet, poster and board give an agency's numbers to its tenants alone."""

import re
from collections.abc import Mapping
from functools import cache
from random import Random
from typing import Any

import pytest

from jeu_oie.board.danger import danger_of
from jeu_oie.circuit.model import Agency, Circuit, Contact, When
from jeu_oie.game.answers.landlord import told_numbers
from jeu_oie.game.answers.numbers import list_places, live_in
from jeu_oie.game.assembly import assemble
from jeu_oie.game.dossier import open_dossier
from jeu_oie.game.handout import is_calm
from jeu_oie.game.preset import Preset
from jeu_oie.game.squares import WrongSize
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import load_catalog
from jeu_oie.print.content.bands import landlord_band
from jeu_oie.print.content.frame import as_data
from jeu_oie.print.content.person import person_content
from jeu_oie.print.content.poster import poster_content
from jeu_oie.web.answer import told_of_all
from tests.chosen import chosen
from tests.game.answers.making import ask, generated, read_one, values
from tests.game.making import FEW
from tests.house.source import ROOT
from tests.print.sheets import found_in

FIXTURE = ROOT / "tests/circuits/unknown/agencies/repairs.yaml"
GENERATED = range(3)
FIGURES = re.compile(r"04 65 71 \d\d \d\d")


@cache
def planted(name: str) -> Circuit:
    """A circuit to whose landlord some agencies and two numbers are given, by lots; the fixture as it stands."""
    if name == "fixture":
        return read_one(FIXTURE)
    found = generated(int(name)) if name.isdigit() else read_one(FEW[[each.parent.name for each in FEW].index(name)])
    if found is None:
        pytest.skip("refused as a whole")
    lots = Random(name)
    values = iter(f"04 65 71 {rank:02} {lots.randint(10, 99)}" for rank in range(99))

    def contact(when: When | None, **more: object) -> Contact:
        claimed = lots.choice(((found.topic.value,), ("urgent",), (found.topic.value, "urgent")))
        return Contact.model_validate(
            {"kind": "phone", "value": next(values), "hours": "le mardi", "when": when, "for": claimed, **more}
        )

    agencies = tuple(
        Agency(
            id=f"agence-{rank}",
            name=f"Agence {rank}",
            communes=tuple(f"Commune {rank}{letter}" for letter in "ab"[: lots.randint(0, 2)]),
            contacts=tuple(contact(lots.choice((None, *When))) for _ in range(lots.randint(0, 2))),
        )
        for rank in range(4)
    )
    own = (contact(When.DAY), contact(When.CLOSED), contact(When.DAY, where=("agence-1",)))
    landlord = found.landlord.model_copy(update={"agencies": agencies, "contacts": own, "communes": ("Commune 9",)})
    return found.model_copy(update={"landlord": landlord})


every = pytest.mark.parametrize(
    "name", chosen(["fixture", FEW[0].parent.name, *map(str, GENERATED)], ["fixture", str(GENERATED[0])])
)


def numbers_of(circuit: Circuit) -> dict[str, set[str]]:
    """Agency → the numbers that are its tenants' alone; « » → those of all."""
    landlord = circuit.landlord
    own = {each.id: {way.value or "" for way in each.contacts} for each in landlord.agencies}
    for way in landlord.contacts:
        for place in way.where or ("",):
            own.setdefault(place, set()).add(way.value or "")
    return own


def printed(circuit: Circuit) -> dict[str, set[str]]:
    """Surface → the numbers that it prints."""
    words = load_catalog("fr")
    try:
        board = assemble(circuit, Preset())
    except WrongSize:
        pytest.skip("no board holds it")
    facts, dossier = FactFormatter(board, words), open_dossier(board, words)
    danger = danger_of(facts)
    told = {
        "sheet": found_in(as_data(person_content(board, dossier, None))),
        "poster": found_in(as_data(poster_content(board, dossier, words, None))),
        "board": [each.call for each in danger.own] if danger else [],
        "band": [row.call for row in landlord_band(facts).rows],
    }
    return {name: set(FIGURES.findall(" ".join(texts).replace("\u00a0", " "))) for name, texts in told.items()}


def page(circuit: Circuit) -> dict[str, dict[int | None, list[str]]]:
    """Problem → place (None: nobody has said it) → the numbers on its screen."""
    facts = FactFormatter(assemble(circuit, Preset()), load_catalog("fr"))

    def numbers(told: Mapping[str, Any]) -> list[str]:
        return [each["value"] for each in told.get("numbers") or () if FIGURES.fullmatch(each["value"])]

    shown: dict[str, dict[int | None, list[str]]] = {}
    places = range(len({*list_places(circuit).values()}))
    for name, told in told_of_all(facts).items():
        local = {int(each["where"]): {**told, **each} for each in told.get("local", ())}
        shown[name] = {None: numbers(told), **{rank: numbers(local.get(rank, told)) for rank in places}}
    return shown


@every
def test_each_agency_s_numbers_are_given_to_its_tenants_and_where_nobody_has_said_it_to_nobody(name):
    circuit, own = planted(name), numbers_of(planted(name))
    places = list_places(circuit)
    views = list(dict.fromkeys(places.values()))
    shown, everyone = page(circuit), set().union(*own.values())
    local = everyone - own[""]
    assert {surface: found & local for surface, found in printed(circuit).items() if found & local} == {}
    assert not {each for told in shown.values() for each in told[None]} & local
    for agency in circuit.landlord.agencies:
        here = live_in(circuit, [agency.id])
        allowed = own.get(agency.id, set()) | own[""]
        commune = next(each for each in (*agency.communes, agency.name) if each in places)
        screens = {each for told in shown.values() for each in told[views.index(places[commune])]}
        told = {each.value for each in told_numbers(here)} & everyone
        assert screens <= allowed, agency.id
        on_paper = printed(here)
        for surface, found in on_paper.items():
            assert found & everyone <= allowed & told, (agency.id, surface)
        # One that answers evenings alone is printed where something is urgent.
        by_day = any(each.value in everyone and each.when is not When.CLOSED for each in told_numbers(here))
        if by_day and not is_calm(FactFormatter(assemble(here, Preset()), load_catalog("fr"))):
            assert on_paper["band"] & everyone, agency.id
            assert on_paper["band"] == on_paper["poster"] & everyone == on_paper["sheet"] & everyone, agency.id


@pytest.mark.parametrize(
    "agency, expected",
    [
        ("vals", {"04 65 71 20 11", "04 65 71 20 99"}),
        ("mer", {"04 65 71 20 22"}),
        ("noir", {"04 65 71 20 00", "04 65 71 20 99"}),
    ],
)
def test_page_sheet_poster_and_board_of_an_agency_agree(agency, expected):
    circuit = planted("fixture")
    everyone = set().union(*numbers_of(circuit).values())
    view = [*dict.fromkeys(list_places(circuit).values())].index(frozenset({agency}))
    screens = {number for told in page(circuit).values() for number in told[view]}
    surfaces = {**printed(live_in(circuit, [agency])), "page": screens}
    assert {name: found & everyone for name, found in surfaces.items()} == dict.fromkeys(surfaces, expected)


def phone(value: str, when: str | None = None, **more: object) -> dict[str, object]:
    return {"kind": "phone", "value": value, "for": "repairs", **({"when": when} if when else {}), **more}


@pytest.mark.parametrize("problem", ["leak", "tap"])
@pytest.mark.parametrize(
    "agency, expected",
    [
        ("vals", {"leak": ["04 65 71 20 11", "04 65 71 20 99"], "tap": ["04 65 71 20 11"]}),
        ("mer", {"leak": ["04 65 71 20 22"], "tap": ["04 65 71 20 22"]}),
        ("noir", {"leak": ["04 65 71 20 00", "04 65 71 20 99"], "tap": ["04 65 71 20 00"]}),
    ],
)
def test_the_landlord_s_own_number_holds_where_no_agency_answers_then(agency, expected, problem):
    assert values(ask(problem, live_in(planted("fixture"), [agency]))) == expected[problem]


def test_communes_of_one_agency_are_told_the_same_and_one_that_a_contact_names_its_own():
    places = list_places(planted("fixture"))
    assert [*places] == ["Bellemare", "Grandval", "Hautval", "Saint-Inventé", "Valnoir"]
    assert places["Grandval"] == places["Hautval"] == {"vals"} and len({*places.values()}) == 3
    circuit = planted("fixture")
    only = Contact.model_validate(phone("04 65 71 20 55", where=["Hautval"]))
    landlord = circuit.landlord.model_copy(update={"contacts": (*circuit.landlord.contacts, only)})
    places = list_places(circuit.model_copy(update={"landlord": landlord}))
    assert (places["Grandval"], places["Hautval"]) == (frozenset({"vals"}), frozenset({"vals", "Hautval"}))


def test_a_landlord_without_agencies_asks_nobody_where_they_live():
    assert {path: list_places(read_one(path)) for path in FEW} == {path: {} for path in FEW}
