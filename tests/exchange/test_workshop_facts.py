"""Whatever a workshop answers, no fact that it did not answer changes its value, its source, its doubt or its words."""

from collections.abc import Iterator
from functools import cache
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jeu_oie.circuit.item import Basis, Item
from jeu_oie.circuit.keys import list_facts
from jeu_oie.circuit.model import LISTS, Circuit, CircuitFile, Practice
from jeu_oie.circuit.read import Reading
from jeu_oie.exchange.workshop import ACCEPTABLE, BLANKS, DELAY, NEED, VOTES, TableAnswer
from jeu_oie.exchange.workshop_result import bring, workshop_on
from jeu_oie.game.assembly import assemble
from jeu_oie.game.cards import write
from jeu_oie.game.preset import Preset
from jeu_oie.game.wording import FactFormatter, capital
from jeu_oie.messages import load_catalog
from script.handbook.statements import claims_of, list_items
from tests.circuit.stating import scattered
from tests.exchange.making import every_key, generated, reading, said

WORDS = load_catalog("fr")
WORKSHOP = workshop_on("2026-11-25", 30, WORDS)
TEXTS = {ACCEPTABLE: ("2 jours", "1 mois"), DELAY: ("5 jours", "4 h"), VOTES: ("3",)}
OTHERS = ("rien", "Un SMS", "On écrit")


def items_of(written: CircuitFile | Circuit) -> Iterator[Item]:
    for name in LISTS:
        for item in getattr(written, name):
            yield item
            yield from getattr(item, "steps", ())


def asked_of(item: Item) -> tuple[str, ...]:
    if isinstance(item, Practice):
        return (VOTES, NEED)
    return (DELAY, *BLANKS, *((ACCEPTABLE,) if hasattr(item, "acceptable") else ()))


def answers_to(written: CircuitFile, lots: Random) -> list[TableAnswer]:
    """What three tables wrote about some items, alike or not."""
    boxes = [(item, key) for item in items_of(written) for key in asked_of(item) if lots.random() < 0.3]
    return [
        TableAnswer(item.id, key, table, lots.choice(TEXTS.get(key, OTHERS)), 1, 1)
        for item, key in boxes
        for table in lots.sample((1, 2, 3), lots.randint(1, 3))
    ]


Facts = dict[tuple[str, str], tuple[object, Basis]]


def facts_of(written: CircuitFile) -> Facts:
    return {
        (item.id, name): (getattr(item, name), item.said_of(name))
        for item in items_of(written)
        for name in list_facts(type(item))
    }


def touched(before: Facts, after: Facts, answers: list[TableAnswer]) -> set[tuple[str, str]]:
    """The facts that say otherwise though nobody answered them."""
    answered = {(each.id, each.key) for each in answers}
    return {name for name, fact in before.items() if name not in answered and after[name] != fact}


@given(st.integers(0, 10_000))
def test_no_fact_that_was_not_answered_says_otherwise(seed):
    written = written_in(reading(scattered(generated(seed % 40), seed)))
    answers = answers_to(written, Random(seed))
    now = bring(written, answers, WORKSHOP, WORDS).written
    assert touched(facts_of(written), facts_of(now), answers) == set()
    both = ({item.id: (item.source, item.uncertain) for item in items_of(each)} for each in (written, now))
    former, later = both
    gaps = {item.id for item in items_of(written) if getattr(item, "missing", False)}
    assert {name for name in former if former[name] != later[name]} <= gaps


def written_in(found: Reading) -> CircuitFile:
    assert found.written
    return found.written


def test_the_guard_sees_an_answer_that_spoils_its_neighbour():
    """As it was once: the whole item « à vérifier », and its sources those of each of its facts."""
    steps = [{"id": "a", "title": "A", "delay": "5 jours", "source": "x"}, {"id": "b", "title": "B"}]
    written = written_in(reading({**HEAD, "steps": steps, "sources": {"x": {"title": "X"}}}))
    one, two = written.steps
    spoilt = written.model_copy(update={"steps": (one.model_copy(update={"uncertain": True}), two)})
    found = touched(facts_of(written), facts_of(spoilt), [TableAnswer("a", "trace", 1, "Un SMS", 1, 1)])
    assert ("a", "delay") in found
    assert ("a", "trace") not in found


HEAD = {
    "format": 1,
    "title": "Essai",
    "topic": "other",
    "landlord": {"name": "B"},
    "language": "fr",
    "version": "1",
    "status": "draft",
}


def told_by(circuit: Circuit) -> dict[tuple[str, str], set[tuple[str, tuple[str, ...]]]]:
    """Item and label → each fact of it, with its sources."""
    facts = FactFormatter(assemble(circuit, Preset(squares="auto")), WORDS)
    found: dict[tuple[str, str], set[tuple[str, tuple[str, ...]]]] = {}
    for item in list_items(circuit):
        for claim in claims_of(item, facts):
            if claim.label:
                found.setdefault((item.id, claim.label), set()).add((claim.value, claim.sources))
    return found


LABELS = {key: WORDS(f"row.{key}") for key in (ACCEPTABLE, DELAY, "trace", "call", "silent")}


@cache
def whole(seed: int) -> Reading:
    return reading(scattered(said(every_key()), seed))


@pytest.mark.parametrize("seed", range(4))
def test_no_row_that_was_not_answered_reads_otherwise(seed):
    circuit, written = whole(seed).circuit, written_in(whole(seed))
    assert circuit
    answers = answers_to(written, Random(seed))
    assert answers
    now = bring(written, answers, WORKSHOP, WORDS).written
    lists = {name: getattr(now, name) for name in LISTS}
    later = circuit.model_copy(update={**lists, "sources": {**circuit.sources, **now.sources}})
    answered = {(each.id, capital(LABELS.get(each.key, ""))) for each in answers}
    after = told_by(later)
    spoilt = {name for name, rows in told_by(circuit).items() if after[name] != rows and name not in answered}
    assert spoilt == set()


def test_an_answer_about_a_trace_leaves_the_sourced_delay_on_the_board_as_it_was():
    steps = [{"id": "a", "title": "A"}, {"id": "b", "title": "B", "delay": "5 jours", "source": "x"}]
    found = reading({**HEAD, "steps": steps, "sources": {"x": {"title": "Guide"}}})
    now = bring(written_in(found), [TableAnswer("b", "trace", 1, "Un SMS", 1, 1)], WORKSHOP, WORDS).written
    assert found.circuit
    later = found.circuit.model_copy(update={"steps": now.steps, "sources": now.sources})
    before, after = (write(assemble(each, Preset(squares="auto")), WORDS) for each in (found.circuit, later))
    waits = [[card.face for card in made.cards if card.kind == "time"] for made in (before, after)]
    assert waits[0] == waits[1] != []
    card = next(each for each in after.cards if each.id == "b")
    rows = {row.key: row.value for row in card.rows}
    assert rows["delay"] == "5 jours"
    assert "Atelier du 25\u00a0novembre\u00a02026" in rows["trace"]
    assert rows["trace"].endswith("à vérifier)")
    assert card.provenance == ""
