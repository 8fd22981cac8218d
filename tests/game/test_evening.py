"""What the guide says of a board: nothing that is missing goes unasked, every answer stands, the evening adds up."""

from collections import Counter
from dataclasses import replace

import pytest

from jeu_oie.circuit.gaps import WRITTEN
from jeu_oie.circuit.read import read
from jeu_oie.game.assembly import assemble
from jeu_oie.game.cards import write
from jeu_oie.game.dossier import open_dossier
from jeu_oie.game.evening import (
    EVENING,
    calls,
    debates,
    list_answered,
    minutes_of_play,
    moments,
    seating,
    still_open,
)
from jeu_oie.game.kinds import Kind
from jeu_oie.game.preset import Preset
from jeu_oie.game.squares import WAYS
from jeu_oie.game.wording import FactFormatter, State
from jeu_oie.messages import load_catalog
from tests.circuit.lacking import list_gaps
from tests.game import making
from tests.game.test_every_key import full

NAMES = [f"{path.parent.name}-{path.stem}" for path in making.SHIPPED]


def parts_of(circuit, rules=None):
    made, t = assemble(circuit, rules or Preset()), load_catalog(circuit.language)
    facts = FactFormatter(made, t)
    deck = write(made, t)
    return facts, deck, still_open(deck.every, facts, open_dossier(made, t).written)


def asked_about(still, facts):
    """(title, what is asked) of every question."""
    t = facts.words
    keys = {t(f"guide.ask.{key}"): key for key in ("delay", "trace", "silent", "urgency", "call", "leads", "criteria")}
    keys[t("guide.ask.comes")] = "delay"
    for each in still.first:
        yield from ((each.title, keys.get(question, "step")) for question in each.questions)
    for grid in still.grids:
        for line in grid.lines:
            asked = (column for column, open_ in zip(grid.columns, line.asked, strict=True) if open_)
            yield from ((line.title, keys[column]) for column in asked)


@pytest.mark.parametrize("path", making.SHIPPED, ids=NAMES)
def test_all_that_check_misses_is_asked(path):
    reading = read(path)
    assert reading.circuit
    facts, deck, still = parts_of(reading.circuit)
    titles = {card.id: card.title for card in deck.every}
    # Asked in a sentence of its own; « Ailleurs : … Et ici ? » on the card of the problem.
    apart = {each.title for each in reading.circuit.problems if each.elsewhere}
    lacking: Counter[tuple[str, str]] = Counter()
    for item, fact in (each for each in list_gaps(reading.circuit) if each.fact != WRITTEN):
        key = {"to": "leads", "if_silent": "silent"}.get(fact, fact)
        title = item.title or titles[item.id]
        if title not in apart or key != "delay":
            lacking[title, key] += 1
    assert lacking, "the shipped circuits have gaps: this test compares nothing"
    assert lacking - Counter(asked_about(still, facts)) == Counter()


@pytest.mark.parametrize("path", making.SHIPPED, ids=NAMES)
def test_all_that_a_card_marks_as_missing_is_asked(path):
    facts, deck, still = parts_of(making.shipped(path))
    anybody = facts.circuit.everywhere.ids
    titles = {problem.id: problem.title for problem in facts.circuit.problems}
    marked = Counter(
        (titles.get(card.id, card.title), row.key)
        for card in deck.every
        if card.id not in anybody
        for row in card.rows
        if row.state is State.MISSING and not (card.kind is Kind.START and row.key == "delay")
    )
    assert marked - Counter(asked_about(still, facts)) == Counter()


def test_a_fact_that_is_stated_is_not_asked():
    said = {"delay": "5 jours", "trace": "Numéro", "if-silent": "aide", "channels": ["letter"]}
    made = making.circuit(
        steps=making.steps(3, s1=said, s2=said, s3=said),
        recourse=[{"id": "aide", "title": "Aide", "delay": "1 jour", "trace": "Avis"}],
    )
    assert parts_of(made)[2].empty
    assert not parts_of(making.circuit())[2].empty


def test_a_stated_no_is_not_asked():
    said = {"delay": "5 jours", "trace": "none", "if-silent": "aide", "channels": ["letter"]}
    made = making.circuit(
        steps=making.steps(3, s1=said, s2=said, s3=said),
        recourse=[{"id": "aide", "title": "Aide", "delay": "1 jour", "trace": "none"}],
    )
    assert parts_of(made)[2].grids == ()


def test_what_is_known_is_not_asked_beside_what_is():
    made = making.circuit(steps=making.steps(3, s2={"delay": "5 jours"}))
    lines = {line.title: line.asked for grid in parts_of(made)[2].grids for line in grid.lines}
    assert lines["Étape s2"] == (False, True, True)
    assert lines["Étape s1"][0] is False, "a delay at the départ is nobody's announcement"


def test_cards_that_are_not_printed_are_named_once():
    facts = [{"id": f"f{rank}", "title": f"Fait {rank}", "uncertain": True} for rank in range(40)]
    *_, still = parts_of(making.circuit(facts=facts))
    assert len(still.check) == len(set(still.check)) < 40


@pytest.mark.parametrize("path", making.SHIPPED, ids=NAMES)
def test_every_answer_stands_once_and_no_debate_has_one(path):
    facts, deck, _ = parts_of(making.shipped(path))
    squares, pile = list_answered(deck)
    kept = {card.name for card in deck.problems}
    assert {card.name for card in (*squares, *pile)} == {card.name for card in deck.printed if card.answer} - kept
    talked = debates(deck, facts)
    assert talked
    assert not {card.name for card in talked} & {card.name for card in (*squares, *pile)}
    loose = [item.title for item in facts.circuit.questions if item.right is None and item.at in (None, "any")]
    assert set(loose) <= {card.title for card in talked}


def test_the_answer_to_a_question_told_on_a_detour_stands_too():
    facts, deck, _ = parts_of(making.circuit(**full()), making.preset(squares="auto"))
    squares, pile = list_answered(deck)
    assert any(card.kind in WAYS.values() for card in squares)
    assert all(card.in_pile for card in pile)
    assert facts


def test_a_number_that_nobody_has_found_says_so_beside_the_national_ones():
    way = {"id": "u", "title": "Urgence", "from": "s1", "to": "s2"}
    facts, deck, _ = parts_of(making.circuit(shortcuts=[way]))
    *danger, own = calls(deck, facts)
    assert own.number == "numéro pas trouvé"
    assert not own.found
    assert [each.number for each in danger] == ["18", "15", "17", "112", "SMS au 114"]
    assert {each.hours for each in danger} == {"24 h sur 24, gratuit"}
    facts, deck, _ = parts_of(making.circuit(shortcuts=[{**way, "call": "01 02 03 04 05", "hours": "jour et nuit"}]))
    assert [(each.number, each.hours, each.found) for each in calls(deck, facts)][-1] == (
        "01 02 03 04 05",
        "jour et nuit",
        True,
    )


@pytest.mark.parametrize("durations", [{}, {2: (5, 12), 4: (20, 33), 6: (40, 70)}, {4: (60, 140)}])
@pytest.mark.parametrize("teams", [2, 3, 4, 6])
def test_the_evening_adds_up_and_keeps_its_debate(durations, teams):
    parts = moments(durations, teams)
    assert sum(each.minutes for each in parts) == EVENING
    assert [each.start for each in parts] == [sum(each.minutes for each in parts[:rank]) for rank in range(len(parts))]
    assert next(each.minutes for each in parts if each.name == "debate") >= 20


def test_play_takes_what_eight_games_in_ten_need():
    durations = {2: (5, 12), 4: (20, 33), 6: (40, 70)}
    assert [minutes_of_play(durations, teams) for teams in (2, 4, 6)] == [30, 35, 55]
    assert minutes_of_play({}, 4) == 45


def test_a_card_that_says_to_be_checked_is_named():
    uncertain = {"id": "f", "title": "Fait", "uncertain": True}
    *_, still = parts_of(making.circuit(facts=[uncertain]))
    assert still.check == ("Case\xa013",)
    assert replace(still, first=(), grids=()).empty is False


def test_thirty_people_make_four_tables():
    assert seating(30, 4).tables == 4
