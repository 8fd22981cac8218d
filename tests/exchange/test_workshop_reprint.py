"""A workshop that comes back changes as few cards as it can, and is the source of what it said alone."""

from functools import cache
from pathlib import Path

import pytest

from jeu_oie.circuit.model import Circuit
from jeu_oie.circuit.read import beside, read, read_text
from jeu_oie.circuit.renew import renewed_bytes
from jeu_oie.exchange.workshop import NAME, TableAnswer
from jeu_oie.exchange.workshop_result import bring, workshop_on
from jeu_oie.game.handout import shortcuts_of
from jeu_oie.game.preset import Preset
from jeu_oie.game.wording import FactFormatter
from jeu_oie.kit import Plan, plan
from jeu_oie.kit.plan import settle_plan
from jeu_oie.messages import load_catalog
from tests.chosen import chosen, named
from tests.exchange.tables import circuit_after
from tests.game.making import FEW, circuit, shipped, steps

DAY = {"title": "Atelier du 3 mars 2027, 12 personnes", "date": "2027-03-03"}
LATER = {"title": "Atelier du 4 avril 2028, 9 personnes", "date": "2028-04-04"}


def drawn(held: Circuit) -> Plan:
    """What is printed of a circuit, whose games are not played: no card tells of them."""
    return settle_plan(held, Preset(), None)


@cache
def former(path: Path) -> Plan:
    return drawn(shipped(path))


def said(card):
    """What is printed on a card, but for its number."""
    return (card.text, card.rows, card.notes, card.provenance, card.face)


@pytest.mark.parametrize("path", chosen(FEW, FEW[:1]), ids=named)
def test_cards_of_which_no_table_spoke_are_printed_once(path):
    """All but those that what was found moves on the board, which keeps its size: it takes squares of its own."""
    before, after = former(path), drawn(circuit_after(path))
    old = {card.id: card for card in before.deck.printed}
    silent = [card for card in after.deck.printed if card.id in old and said(card) == said(old[card.id])]
    assert len(silent) > len(old) / 3  # of cards to cut out, nearly half are of what tables speak of
    assert all(card.sources == old[card.id].sources for card in silent)
    moved = [card.name for card in silent if card != old[card.id]]
    assert len(moved) <= len(silent) / 3, moved


@pytest.mark.parametrize("path", chosen(FEW, FEW[:1]), ids=named)
def test_one_new_idea_is_one_card_to_print_at_most(path):
    """The last idea of its class: where the pile has its share of them, page and guide tell it."""
    reading, t = read(path), load_catalog("fr")
    assert reading.written
    idea = TableAnswer("idea.1", NAME, 1, "Un carnet neuf", 1, 1)
    written = bring(reading.written, [idea], workshop_on(DAY["date"], 30, t), t).written
    now = read_text(renewed_bytes(path.read_bytes(), written), path.as_posix(), beside(path))
    assert now.circuit
    before, after = former(path).deck, drawn(now.circuit).deck
    old = {card.name: card for card in before.printed}
    again = [card.title for card in after.printed if old.get(card.name) != card]
    assert again in ([], ["Un carnet neuf"])
    assert "Un carnet neuf" in [card.title for card in after.loose]


def told(**changes):
    return circuit(
        sources={"atelier": DAY, "guide": {"title": "Guide"}, "second": LATER, "loi": {"title": "Loi"}},
        steps=steps(3, s2={"delay": "5 jours", "acceptable": ["2 jours"], "source": ["guide", "atelier"]}),
        **changes,
    )


def facts_of(held):
    made = plan(held, Preset())
    return made, FactFormatter(made.board, made.words)


def test_workshops_are_numbered_after_all_other_sources_the_first_one_first():
    _, facts = facts_of(told(shortcuts=[{"id": "u", "title": "Urgent", "from": "s1", "to": "s3"}]))
    names = [name for name, _ in facts.sources]
    assert (names[:2], names[-2:]) == (["guide", "loi"], ["atelier", "second"])
    assert "numeros-sp-2024" in names[2:-2]


def test_what_only_workshops_say_lies_at_the_bottom_of_the_pile_the_last_workshop_lowest():
    ideas = [{"id": name, "title": name, "adopted": False, "source": source} for name, source in IDEAS]
    made, _ = facts_of(told(practices=ideas, problems=[{"id": "bruit", "title": "Bruit", "source": "atelier"}]))
    ranked = [item.id for item in (*made.board.pile, *made.board.undealt) if item.id in dict(IDEAS)]
    assert ranked == ["vue", "deux", "un", "trois"]


IDEAS = (("un", "atelier"), ("vue", "guide"), ("trois", "second"), ("deux", ["guide", "atelier"]))


def test_a_workshop_is_the_source_of_the_delays_that_it_found_acceptable_and_of_no_other_fact():
    made, facts = facts_of(told())
    item = next(each for each in made.board.circuit.steps if each.id == "s2")
    assert facts.basis(item, "delay").source == facts.sources_of(item) == ("guide",)
    assert facts.basis(item, "acceptable").source == ("atelier",)
    assert [number for number, _ in facts.cited(item)] == [1, len(facts.sources) - 1], "its card shows both"


@pytest.mark.parametrize(
    "changes, sources",
    [
        ({}, ("guide",)),
        ({"uncertain": True}, ("guide", "atelier")),
        ({"text": "On dit. Atelier du 3 mars 2027 : 4 voix."}, ("guide", "atelier")),
        ({"source": "atelier"}, ("atelier",)),
    ],
)
def test_it_is_a_source_where_the_words_are_its_own(changes, sources):
    urgent = {"id": "u", "title": "Urgent", "from": "s1", "to": "s3", "acceptable": ["2 h"]}
    made, facts = facts_of(told(shortcuts=[{**urgent, "source": ["guide", "atelier"], **changes}]))
    (shortcut,) = shortcuts_of(made.board)
    assert facts.sources_of(shortcut) == sources
