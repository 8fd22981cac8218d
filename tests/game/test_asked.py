"""What is asked is one list: paper, spreadsheet and answer file hold the same entries, each a fact of the circuit."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from jeu_oie.circuit.gaps import STEP, WRITTEN
from jeu_oie.circuit.item import FactSource
from jeu_oie.circuit.model import UNKNOWN, Contact, Source, name_contacts
from jeu_oie.circuit.read import read
from jeu_oie.exchange.csv import csv_of
from jeu_oie.exchange.workshop import FREE, template
from jeu_oie.game.asked import Audience, list_asked
from jeu_oie.game.wording import FactFormatter
from jeu_oie.game.worksheet import list_rows
from jeu_oie.print.content.table import table_sheet
from jeu_oie.print.content.validation import validation_sheet
from jeu_oie.print.content.worksheets import worksheets
from tests.chosen import chosen, named
from tests.circuits.generated import lay_out
from tests.exchange.tables import rows_of
from tests.game import making
from tests.print.mutants import mutate, plan_of
from tests.print.sheets import codes_of, planned, shipped

DAY = date(2026, 11, 30)
PATHS = [*making.SHIPPED, making.CIRCUITS / "exemple" / "general.yaml"]
every = pytest.mark.parametrize("path", chosen(PATHS, [*making.FEW, PATHS[-1]]), ids=named)


def facts_of(made):
    return FactFormatter(made.board, made.words)


def asked_of(made):
    return list_asked(facts_of(made), DAY)


def spread(codes):
    """« E4, G10–G12 » → its codes."""
    for part in codes.split(", "):
        first, _, last = part.partition("–")
        letter, low, high = first[0], int(first[1:]), int((last or first)[1:])
        yield from (f"{letter}{rank}" for rank in range(low, high + 1))


def on_sheet_to_sign(made):
    content = validation_sheet(made.board, made.dossier, made.words, None)
    rows = (*content.ten, *(row for each in content.sections for entry in each.entries for row in entry.rows))
    return {code for row in rows for code in spread(row.code)}


def on_table_page(made):
    content = table_sheet(made.board, made.deck, made.dossier, made.words, None)
    return {row.code for row in (*content.gaps, *content.thoughts)}


def in_spreadsheet(made, *, full):
    facts = facts_of(made)
    rows = list_rows(list_asked(facts), made.board.circuit, full=full)
    return {line[0] for line in rows_of(csv_of(template(rows, facts, 2)))[1:]} - {""}


def differing(made):
    """What one of them asks and another does not, by name."""
    asked = asked_of(made)
    landlord = {each.code for each in asked if each.audience is not Audience.TABLE}
    table = {each.code for each in asked if each.audience is not Audience.LANDLORD}
    pairs = {
        "sheet to sign": (on_sheet_to_sign(made), landlord),
        "worksheets": ({*codes_of(worksheets(made.board, made.dossier, made.words, None))}, table),
        "spreadsheet": (in_spreadsheet(made, full=True), table),
        "an evening": (in_spreadsheet(made, full=False), on_table_page(made)),
    }
    return {name: here ^ there for name, (here, there) in pairs.items() if here != there}


@every
def test_all_that_ask_hold_the_same_entries(path):
    assert differing(shipped(path)) == {}


@pytest.mark.parametrize("number", chosen(range(8), range(2)))
def test_of_other_landlords_too(number, tmp_path):
    plans = [mutate(tmp_path, number).plan, plan_of(read(lay_out(tmp_path, number)))]
    assert [differing(made) for made in plans if made] == [{}] * sum(map(bool, plans))


def test_the_guard_sees_a_row_that_one_of_them_lacks(monkeypatch):
    def forget(asked, circuit, *, full, former=list_rows):
        return former(asked, circuit, full=full)[:-1]

    monkeypatch.setitem(in_spreadsheet.__globals__, "list_rows", forget)
    assert differing(shipped(PATHS[0])) == {"spreadsheet": {"F8"}, "an evening": {"F8"}}


@every
def test_no_entry_stands_twice_and_a_landlord_s_codes_are_its_own(path):
    asked = asked_of(shipped(path))
    assert len({each.key for each in asked}) == len(asked)
    alone = [each.code for each in asked if each.audience is Audience.LANDLORD]
    assert len({*alone}) == len(alone)
    assert {*alone}.isdisjoint(each.code for each in asked if each.audience is not Audience.LANDLORD)
    assert all(each.question and each.code for each in asked)


def resolve(circuit, key):
    """What stands at the address of a fact; KeyError where nothing can."""
    found = circuit
    for part in key.split("."):
        if isinstance(found, tuple):
            named = [each.id if not isinstance(each, Contact) else None for each in found]
            names = name_contacts(each.kind or "" for each in found) if None in named else named
            found = dict(zip(names, found, strict=True))[part]
        elif isinstance(found, Mapping):
            found = found[part]
        else:
            fields = type(found).model_fields.items()
            found = getattr(found, next(name for name, field in fields if (field.alias or name) == part))
    return found


def lost(circuit, asked):
    """The keys that lead nowhere, or to something else than the entry says; those of table boxes name their item."""
    wrong = []
    for each in asked:
        if each.about.partition(".")[0] in FREE and "." in each.about:
            continue
        boxes = each.audience is Audience.TABLE or each.box in (STEP, WRITTEN)
        try:
            value = resolve(circuit, each.key.rpartition(".")[0] if boxes else each.key)
        except (KeyError, StopIteration, AttributeError):
            wrong.append(each.key)
            continue
        if not boxes and bool(each.now) is (value in (None, (), UNKNOWN)):
            wrong.append(each.key)
    return wrong


@every
def test_each_key_leads_to_its_fact(path):
    made = shipped(path)
    held = bool(made.board.circuit.shortcuts)
    asked = [each for each in asked_of(made) if held or each.about != "urgent"]  # where none is held one is asked for
    assert lost(made.board.circuit, asked) == []


def test_the_guard_sees_a_key_that_leads_nowhere():
    made = shipped(PATHS[0])
    first, *others = asked_of(made)
    assert lost(made.board.circuit, [replace(first, key="steps.nowhere.delay"), *others]) == ["steps.nowhere.delay"]


@pytest.mark.parametrize("name", ["oph-31/repairs", "habitat-76/repairs", "sdh/transfer"])
def test_a_fact_that_is_blanked_is_asked_for(name):
    made = shipped(making.CIRCUITS / f"{name}.yaml")
    told = [each for each in asked_of(made) if each.now and each.box in ("trace", "delay", "if-silent")]
    steps = {f"steps.{step.id}": step for step in made.board.circuit.steps[1:]}
    blanked = [each for each in told if each.key.rpartition(".")[0] in steps]
    assert blanked
    for each in blanked:
        step = steps[each.key.rpartition(".")[0]]
        again = {one.key: one for one in asked_of(changed(made, step, each.box, FactSource()))}[each.key]
        assert (again.now, again.value, again.sources, again.audience) == ("", None, (), Audience.BOTH)
        assert again.base != each.base


def changed(made, step, box, said):
    """``made`` with a fact of a step that is not stated, and what is said of that."""
    name = box.replace("-", "_")
    own = {name: said} if said != FactSource() else {}
    circuit = made.board.circuit
    steps = tuple(each.with_facts({name: None}, own) if each is step else each for each in circuit.steps)
    return replace(made, board=replace(made.board, circuit=circuit.model_copy(update={"steps": steps})))


def test_what_a_landlord_says_that_it_does_not_announce_is_asked_no_more():
    made = shipped(making.CIRCUITS / "oph-31" / "repairs.yaml")
    step = made.board.circuit.steps[1]
    key = f"steps.{step.id}.delay"
    before, after = (
        {each.key: each for each in asked_of(plan)}[key]
        for plan in (made, changed(made, step, "delay", FactSource(silent=True)))
    )
    assert (before.audience, before.now, before.settled) == (Audience.BOTH, "", False)
    assert (after.audience, after.now, after.settled) == (Audience.LANDLORD, "non dit", True)


@cache
def of_source(title, day, *, uncertain=False):
    """The entry of a delay that a source states."""
    steps = making.steps(3, s2={"delay": "5 jours", "source": "s", "uncertain": uncertain})
    source = {"title": title, **({"date": day} if day else {})}
    circuit = making.circuit(steps=steps, sources={"s": source})
    assert isinstance(circuit.sources["s"], Source)
    return {each.key: each for each in asked_of(planned(circuit))}["steps.s2.delay"]


@pytest.mark.parametrize(
    "title, day, settled",
    [
        ("Bailleur d’essai, livret", "2025-06", True),
        ("Bailleur d’essai, livret", "2024-12", True),
        ("Bailleur d’essai, livret", "2024-10", False),
        ("Bailleur d’essai, livret", "", False),
        ("Un journal", "2025-06", False),
    ],
)
def test_a_fact_of_the_landlord_s_own_of_the_last_two_years_is_settled(title, day, settled):
    assert of_source(title, day).settled is settled
    assert not of_source(title, day, uncertain=True).settled


@every
def test_ten_lines_come_first_with_the_entrance_before_all(path):
    asked = asked_of(shipped(path))
    ranks = [each.rank for each in asked if each.rank]
    assert [each.rank for each in asked[: len(ranks)]] == sorted(ranks)
    assert {*ranks} == {*range(1, 11)}
    assert asked[0].key.startswith("steps.")
    assert re.search(r"\.(channels|title)$", asked[0].key)
    for each in asked[: len(ranks)]:
        assert each.line


@every
def test_what_is_found_is_told_with_its_source_and_its_doubt(path):
    for each in asked_of(shipped(path)):
        assert bool(each.on) <= bool(each.sources)
        assert each.now or not (each.sources or each.uncertain)
        assert len(each.base) == 8 or each.audience is Audience.TABLE
