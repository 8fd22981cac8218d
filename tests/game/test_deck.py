"""The deck of a table: as many cards as its sheets hold, in the shares of the design, nothing lost, in one order."""

from collections import Counter
from itertools import product
from typing import Any

import pytest

from bench.content import generated
from jeu_oie.circuit.model import ANY, Circuit, Item, Question
from jeu_oie.game.assembly import assemble
from jeu_oie.game.cards import write
from jeu_oie.game.deck import (
    LOOSE,
    MAX_CARDS,
    MAX_PROBLEMS,
    SHARES,
    Dealt,
    count_cards,
    deal_cards,
    even_answers,
    interleave,
    size_pile,
)
from jeu_oie.game.preset import Preset
from jeu_oie.game.quiz import make_quizzes, speaks_of_danger
from jeu_oie.messages import load_catalog
from tests.game.making import SHIPPED, circuit, shipped, steps

WORKSHOP = "atelier-2026-11-25"


def deal(made: Circuit, placed: Any = (), pushed: Any = ()) -> Dealt:
    return deal_cards(made, load_catalog(made.language), placed, pushed)


def dealt(placed: Any = (), pushed: Any = (), **parts: Any) -> Dealt:
    return deal(circuit(**parts), placed, pushed)


def ids(items: Any) -> list[str]:
    return [item.id for item in items]


def debates(count: int, name: str = "d", **keys: Any) -> list[dict[str, Any]]:
    return [{"id": f"{name}{rank}", "title": f"Débat {name}{rank} ?", **keys} for rank in range(count)]


def texts(count: int, name: str, **keys: Any) -> list[dict[str, Any]]:
    return [{"id": f"{name}{rank}", "title": f"Carte {name}{rank}", **keys} for rank in range(count)]


def delays(count: int) -> list[Question]:
    """« Quel délai ? » cards, as the assembly makes them."""
    return [Question.model_construct(id=f"delay.s{rank}", title="Quel délai ?") for rank in range(count)]


def loose(made: Circuit) -> list[Item]:
    """Whatever stands at no step and is no problem."""
    lists = (made.questions, made.recourse, made.facts, made.advice, made.common_advice, made.practices, made.spaces)
    at_large = [item for items in lists for item in items if getattr(item, "at", None) in LOOSE]
    for_all = [item for item in at_large if not getattr(item, "for_", ())]  # other advice stands on a problem's card
    return [*for_all, *made.common_questions]


def every_circuit() -> list[Circuit]:
    made = [circuit(**generated(number) | {"landlord": {"name": "Bailleur"}}) for number in range(12)]
    return [*map(shipped, SHIPPED), *made]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_shipped_circuit_fills_the_deck(path):
    assert len(deal(shipped(path)).pile) == MAX_CARDS == 24


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_cards_of_a_table_fill_six_sheets(path):
    """Counted from what is cut out, the stamp card included: side tracks and recourse that the board took in, too."""
    made = assemble(shipped(path), Preset())
    deck = write(made, load_catalog(made.circuit.language))
    assert 1 + len(deck.printed) == 48
    kinds = {card.kind for card in deck.cards if card.printed}
    assert kinds <= {"start", "step", "blank", "detour", "other-way", "right", "shortcut", "recourse", "question"}


@pytest.mark.parametrize(
    "squares, problems, size", [(0, 0, 24), (15, 8, 24), (16, 8, 23), (27, 8, 12), (40, 8, 12), (35, 0, 12)]
)
def test_a_pile_is_as_large_as_six_sheets_allow(squares, problems, size):
    assert size_pile(squares, problems) == size


def test_a_shorter_pile_keeps_what_only_this_circuit_asks():
    """Common questions give way to its own debates, which come last in their class, and to delays without a square."""
    parts: dict[str, Any] = {"questions": debates(4), "facts": texts(6, "f"), "recourse": texts(5, "r")}
    whole, short = (deal_cards(circuit(**parts), load_catalog("fr"), (), delays(2), cut) for cut in (0, 40))
    assert len(whole.pile) > len(short.pile) == 12
    assert {*ids(debates_in(short.pile))} >= {"d0", "d1", "d2", "d3", "delay.s0", "delay.s1"}
    order = [name for name in ids(whole.pile) if name in ids(short.pile)]
    assert ids(short.pile) == order
    assert {*ids(whole.pile)} - {*ids(short.pile)} <= {*ids(short.undealt)}


def debates_in(items: Any) -> list[Any]:
    return [item for item in items if isinstance(item, Question)]


def test_the_places_of_right_answers_even_out_those_of_authors():
    """Made quizzes take the places that authors left; the answer stays the right one."""
    own, met = (
        [
            Question.model_construct(id=f"{name}{rank}", title="", answers=("juste", "x", "y"), right=1)
            for rank in range(2)
        ]
        for name in ("q", "met")
    )
    made = [
        Question.model_construct(id=f"quiz.{rank}", title="", answers=("x", "juste", "y"), right=2) for rank in range(8)
    ]
    pile = even_answers([*own, *made], {quiz.id for quiz in made}, met)
    assert ids(pile) == ids([*own, *made])
    assert list(pile[:2]) == own
    asked = debates_in(pile)
    assert Counter(item.right for item in (*asked, *met)) == {1: 4, 2: 4, 3: 4}
    assert {item.answers[item.right - 1] for item in asked} == {"juste"}
    assert {tuple(sorted(item.answers)) for item in asked} == {("juste", "x", "y")}


def test_every_class_has_its_share():
    """Counted again from the cards themselves."""
    for made in every_circuit():
        pile = deal(made).pile
        quizzes = {*ids(make_quizzes(made, load_catalog(made.language)))}
        own = ({*ids(made.questions)}, {*ids(made.common_questions)}, {*ids(made.recourse)})
        told = {*ids((*made.facts, *made.advice, *made.common_advice))}
        classes = (quizzes, *own, told, {*ids(made.practices)}, {*ids(made.spaces)})
        counts = [len(each & {*ids(pile)}) for each in classes]
        assert sum(counts) == len(pile) <= MAX_CARDS
        for (first, most), count, each in zip(SHARES, counts, classes, strict=True):
            assert count <= most
            assert count >= min(first, len(each & {*ids((*loose(made), *pile))}))


def test_nothing_is_lost_and_nothing_comes_twice():
    for made in every_circuit():
        every = ids(loose(made))
        for placed, pushed in product((frozenset[str](), frozenset(every[::3])), (0, 3)):
            deck = deal(made, placed, delays(pushed))
            shown = [*ids(deck.pile), *ids(deck.problems), *ids(deck.undealt)]
            assert len(shown) == len({*shown})
            assert not placed & {*shown}
            quizzes = {*ids(make_quizzes(made, load_catalog(made.language)))}
            assert {*shown} - quizzes == {*every, *ids(made.problems), *ids(delays(pushed))} - placed


@pytest.mark.parametrize(
    "stock, counts",
    [
        ((20, 20, 20, 20, 20, 20, 20, 20), (9, 4, 4, 3, 2, 1, 1, 0)),
        ((0, 20, 20, 20, 20, 20, 20, 0), (0, 7, 8, 5, 2, 1, 1, 0)),
        ((0, 20, 20, 20, 20, 20, 20, 5), (0, 7, 5, 3, 2, 1, 1, 5)),
        ((0, 0, 0, 20, 20, 20, 20, 40), (0, 0, 0, 3, 2, 1, 1, 17)),
        ((14, 0, 0, 0, 0, 0, 0, 0), (14, 0, 0, 0, 0, 0, 0, 0)),
        ((20, 20, 0, 0, 0, 0, 0, 0), (14, 7, 0, 0, 0, 0, 0, 0)),
        ((3, 2, 1, 0, 0, 0, 0, 0), (3, 2, 1, 0, 0, 0, 0, 0)),
        ((0, 0, 0, 0, 0, 0, 0, 0), (0, 0, 0, 0, 0, 0, 0, 0)),
    ],
)
def test_shares_are_those_of_the_design(stock, counts):
    assert count_cards(stock) == counts


def test_cards_are_interleaved_in_proportion():
    cards = circuit(facts=texts(4, "f"), advice=texts(2, "a"), practices=texts(1, "p", adopted=False))
    assert ids(interleave((cards.facts, cards.advice, cards.practices))) == ["f0", "a0", "f1", "p0", "f2", "a1", "f3"]
    assert ids(interleave((cards.facts[:3], cards.practices))) == ["f0", "f1", "p0", "f2"]
    assert interleave(((), cards.advice, ())) == cards.advice
    assert interleave(()) == ()


def test_the_circuit_s_own_quizzes_come_before_its_debates():
    own = [*debates(2), *debates(1, "q", answers=["Oui", "Non"], right=1)]
    assert ids(dealt(questions=own).pile) == ["q0", "d0", "d1"]


def test_facts_and_advice_come_by_turns():
    deck = dealt(facts=texts(4, "f"), advice=texts(4, "a"))
    assert ids(deck.pile) == ["f0", "a0", "f1", "a1", "f2", "a2"]
    assert ids(deck.undealt) == ["f3", "a3"]


def test_what_stands_at_a_step_is_no_card():
    lists: dict[str, dict[str, Any]] = {
        "questions": {},
        "recourse": {},
        "spaces": {},
        "practices": {"adopted": True},
        "advice": {},
    }
    for name, keys in lists.items():
        assert dealt(**{name: texts(1, "x", at="s1", **keys)}) == Dealt((), (), ())
        assert ids(dealt(**{name: texts(1, "x", at=ANY, **keys)}).pile) == ["x0"]
        assert dealt(placed=["x0"], **{name: texts(1, "x", at=ANY, **keys)}) == Dealt((), (), ())


def test_what_a_full_board_pushed_off_joins_the_pile():
    """Questions and ideas of a step join their class, delays are a class of their own."""
    parts: dict[str, Any] = {
        "questions": [*debates(1, "off", at="s1"), *debates(1)],
        "practices": texts(5, "p", at="s2", adopted=False),
    }
    made = circuit(**parts)
    deck = deal(made, pushed=[*delays(2), *made.practices, made.questions[0]])
    assert {*ids(deck.pile)} == {"off0", "d0", "p0", "p1", "p2", "delay.s0", "delay.s1"}
    assert ids(deck.undealt) == ["p3", "p4"]


def test_what_only_a_workshop_says_comes_last_in_its_class():
    evening = {WORKSHOP: {"title": "Atelier du 25 novembre 2026", "date": "2026-11-25"}, "page": {"title": "Page"}}
    own = [*debates(1, "w", source=WORKSHOP), *debates(1, "b", source=[WORKSHOP, "page"]), *debates(1)]
    assert ids(dealt(questions=own, sources=evening).pile) == ["b0", "d0", "w0"]


def test_problems_are_urgent_and_not_by_turns():
    urgent = [*texts(2, "u", urgency="high"), *texts(1, "first", first=["Je sors."])]
    danger = [{"id": "gas", "title": "Odeur de gaz"}]
    plain = [*texts(2, "none", urgency="none"), *texts(7, "open")]
    high = [{"id": "high", "title": "Niveau 1", "from": "s1", "to": "s3"}]
    deck = dealt(problems=[*plain, *urgent, *danger], shortcuts=high, facts=texts(2, "f"))
    assert ids(deck.problems) == ["u0", "none0", "u1", "none1", "first0", "open0", "open1", "open2"]
    assert len(deck.problems) == MAX_PROBLEMS
    assert ids(deck.undealt) == [*(f"open{rank}" for rank in range(3, 7)), "gas"]


def test_a_problem_on_a_square_stays_a_card():
    assert ids(dealt(placed=["x0"], problems=texts(2, "x")).problems) == ["x0", "x1"]
    deck = dealt(placed=["x9"], problems=texts(10, "x"))
    assert ids(deck.undealt) == ["x8"]


def test_one_more_item_takes_no_other_from_its_order():
    own = {"facts": texts(9, "f"), "questions": debates(9), "steps": steps(4)}
    before, after = dealt(**own), dealt(**own | {"facts": texts(10, "f")})
    assert before.pile == after.pile
    assert ids(after.undealt) == [*ids(before.undealt), "f9"]


@pytest.mark.parametrize(
    "keys",
    [
        {"title": "Odeur de gaz"},
        {"title": "Feu chez moi"},
        {"title": "Menaces", "like": "threats"},
        {"title": "Coups", "kind": "danger"},
        {"title": "Quelqu’un crie", "urgency": "police"},
        {"title": "Expulsion", "like": "eviction"},
        {"title": "On se plaint de moi", "kind": "accused"},
        {"title": "La fibre", "kind": "not-ours"},
    ],
)
def test_no_team_holds_a_danger_nor_what_one_does_not_claim_of_a_landlord(keys):
    police = [{"id": "police", "title": "Danger", "from": "s1", "to": "s3", "call": "17"}]
    problems = [{"id": "p", "first": ["J’appelle"], **keys}, {"id": "tap", "title": "Robinet"}]
    made = circuit(topic="repairs", shortcuts=police, problems=problems)
    deck = deal_cards(made, load_catalog("fr"))
    assert ids(deck.problems) == ["tap"]
    assert "p" in ids(deck.undealt)


@pytest.mark.parametrize("path", SHIPPED, ids=str)
def test_no_shipped_circuit_deals_a_danger(path):
    made = shipped(path)
    assert not [each for each in deal_cards(made, load_catalog("fr")).problems if speaks_of_danger(each.title)]
