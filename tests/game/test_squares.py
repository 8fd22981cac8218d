"""From circuit to squares, to the square (game.md)."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jeu_oie.circuit.fields import Delay, Unit, parse
from jeu_oie.circuit.model import Circuit
from jeu_oie.game.bodies import Body, with_guests
from jeu_oie.game.cards import square_card
from jeu_oie.game.preset import Preset, Size
from jeu_oie.game.squares import TooManyItems, assemble, board_size, deal, part_of_delay, wanted_times
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import load_catalog
from tests.game.making import SHIPPED, board, circuit, gap, items, preset, shipped, sketch, steps

FACT = [{"title": "Bon à savoir"}]
SETBACK = {"title": "Attente", "at": "s1", "kind": "wait"}
EVERYTHING: dict[str, Any] = {
    "questions": [{"title": "Question", "at": "s1"}],
    "spaces": [{"title": "Espace", "at": "s1"}],
    "recourse": [{"id": "r1", "title": "Recours", "at": "s1"}],
    "setbacks": [SETBACK, {"title": "Retour", "at": "s1", "kind": "back", "to": "s1"}],
    "practices": [{"title": "Pratique", "at": "s1", "adopted": "true"}],
    "detours": [{"id": "d1", "title": "Détour", "from": "s1", "to": "s2", "steps": [{"id": "x1", "title": "À côté"}]}],
    "shortcuts": [{"id": "u1", "title": "Urgence", "from": "s1", "to": "s3"}],
    "facts": FACT,
}


def delayed(text):
    return Delay(parse(text))


# --- order and size --------------------------------------------------------------------------------------


def test_what_stands_after_a_step_keeps_the_order_of_the_rules():
    kinds = [kind for kind in gap(board(**EVERYTHING), "s1") if kind not in ("draw", "?")]
    assert kinds == ["shortcut", "detour", "practice", "wait", "back", "recourse", "space", "question"]


def test_items_of_one_list_keep_the_circuit_s_order():
    made = board(setbacks=[{**SETBACK, "title": name} for name in "bac"])
    assert [item.title for item in items(square for square in made.squares if square.kind == "wait")] == ["b", "a", "c"]


def test_the_first_square_is_the_first_step_and_the_last_the_arrival():
    made = board()
    assert [items(made.squares)[0].id, made.squares[0].kind, made.squares[-1].kind] == ["s1", "start", "finish"]
    assert [square.name for square in made.squares] == [str(number) for number in range(1, 33)]


def test_missing_steps_are_blanks_but_the_first_is_the_start():
    made = board(steps=[{"id": "a", "missing": True}, {"id": "b", "title": "B"}, {"id": "c", "missing": True}])
    assert [square.kind for square in made.squares if square.item] == ["start", "step", "blank"]
    assert made.squares[-1].kind == "finish"


@pytest.mark.parametrize(
    "needed, size", [(4, 32), (21, 32), (22, 42), (28, 42), (29, 63), (42, 63), (43, 63), (63, 63)]
)
def test_auto_is_the_smallest_that_leaves_a_third_over_else_63(needed, size):
    assert board_size(needed, Size.AUTO) == size


def test_24_squares_only_when_asked():
    assert board_size(4, Size.S24) == 24
    assert len(board(rules=preset(squares="24")).squares) == 24
    assert len(board(rules=preset(squares="auto")).squares) == 32


@pytest.mark.parametrize(
    "asked, needed, fits", [("24", 25, 32), ("24", 33, 42), ("32", 43, 63), ("42", 64, None), ("auto", 64, None)]
)
def test_too_many_items_name_the_smallest_board_that_fits(asked, needed, fits):
    with pytest.raises(TooManyItems) as raised:
        assemble(circuit(steps=steps(needed - 1)), preset(squares=asked))
    assert (raised.value.needed, raised.value.fits) == (needed, fits)


def test_sixty_two_steps_fill_the_largest_board():
    made = board(rules=preset(squares="auto"), steps=steps(62), facts=FACT)
    assert sketch(made) == " ".join(["start", *["step"] * 61, "finish"])


# --- dealing, time, draws --------------------------------------------------------------------------------


def test_squares_left_over_are_dealt_in_step_order_round_and_round():
    assert deal(8, 3) == [3, 3, 2]
    made = board(facts=FACT)  # 32 squares - 3 steps - arrival = 28
    assert [len(gap(made, name)) for name in ("s1", "s2", "s3")] == [10, 9, 9]


@pytest.mark.parametrize(
    "text, times",
    [
        *[("tout de suite", 0), ("0 jour", 0), ("30 min", 1), ("48 h", 1), ("2 jours", 1), ("2 jours ouvrés", 1)],
        *[("49 h", 2), ("2,5 jours", 2), ("2 semaines", 2), ("14 jours", 2), ("15 jours", 3), ("1 an", 3)],
        *[("2 à 5 jours", 2), ("moins de 4 h", 1)],
    ],
)
def test_how_many_time_squares_a_delay_takes(text, times):
    assert wanted_times(delayed(text)) == times


def test_a_delay_that_nobody_knows_takes_one_time_square():
    assert wanted_times(None) == wanted_times(Delay(condition="avec l’accord")) == 1


def test_time_stands_last_right_before_the_next_step_and_never_before_the_arrival():
    made = board(steps=steps(3, s2={"delay": "3 mois"}, s3={"delay": "tout de suite"}), facts=FACT)
    assert gap(made, "s1") == ["draw"] * 7 + ["+30", "+60", "+90"]
    assert gap(made, "s2") == ["draw"] * 9
    assert gap(made, "s3") == ["draw"] * 9


def test_time_takes_no_more_than_the_share_of_its_gap():
    made = board(rules=preset(squares="24"), steps=steps(21, s2={"delay": "1 an"}), facts=FACT)
    assert gap(made, "s1") == ["+365"]
    assert gap(made, "s3") == []


def test_a_draw_square_after_each_item_and_the_rest_after_the_last():
    made = board(setbacks=[SETBACK, {**SETBACK, "title": "Encore"}], facts=FACT)
    assert gap(made, "s1") == ["wait", "draw", "wait", *["draw"] * 7, "?"]


def test_draw_squares_that_are_too_few_stand_after_the_first_items():
    made = board(rules=preset(squares="24"), setbacks=[SETBACK] * 8, facts=FACT)  # 4 squares left to each gap
    assert gap(made, "s1") == [*["wait", "draw"] * 3, *["wait"] * 5, "?"]


def test_an_empty_pile_makes_draw_squares_time_without_a_day():
    made = board()
    assert gap(made, "s1") == ["passes"] * 9 + ["?"]
    assert (made.draws, made.pile) == (0, ())


@pytest.mark.parametrize(
    "text, parts, unit, bound",
    [
        ("5 jours ouvrés", [3, 5], Unit.WORKING_DAY, False),
        ("9 jours", [5, 9], Unit.DAY, False),
        ("2 semaines", [7, 14], Unit.DAY, False),
        ("2 mois", [20, 40, 60], Unit.DAY, False),
        ("4 h", [4], Unit.HOUR, False),
        ("1 h 30", [90], Unit.MINUTE, False),
        ("30 min", [30], Unit.MINUTE, False),
        ("moins de 4 h", [4], Unit.HOUR, True),
        ("48 h maximum", [48], Unit.HOUR, True),
        ("2 à 5 jours", [3, 5], Unit.DAY, True),
        ("2,5 jours", [1, 2.5], Unit.DAY, False),  # the announced delay itself is never rounded
        ("0,5 jour", [12], Unit.HOUR, False),
        ("0,5 h", [30], Unit.MINUTE, False),
        ("0,5 jour ouvré", [0.5], Unit.WORKING_DAY, False),
    ],
)
def test_a_time_square_says_its_part_of_the_delay_in_its_own_unit(text, parts, unit, bound):
    delay = delayed(text)
    count = wanted_times(delay)
    told = [part_of_delay(delay, rank, count) for rank in range(1, count + 1)]
    assert [each.amount for each in told] == parts
    assert {(each.unit, each.bound) for each in told} == {(unit, bound)}


@pytest.mark.parametrize("delay, under", [("5 jours", "à vérifier"), ("sous 5 jours", "au plus, à vérifier")])
def test_time_squares_of_a_delay_to_be_checked_say_so(delay, under):
    made = assemble(circuit(steps=steps(3, s2={"delay": delay, "uncertain": True})), Preset())
    facts = FactFormatter(made, load_catalog("fr"))
    cards = [square_card(each, facts) for each in made.squares if each.elapsed and each.elapsed.amount]
    assert [card.face.calendar and card.face.calendar.under for card in cards] == [under] * len(cards)
    assert cards
    assert all(card.title.endswith("à vérifier") for card in cards)


def test_a_limit_alone_is_an_upper_bound_and_a_condition_alone_no_delay():
    assert part_of_delay(Delay(at_most=parse("2 semaines")), 1, 1).bound
    assert part_of_delay(Delay(value=parse("2 à 5 jours")), 1, 1).bound
    assert not part_of_delay(Delay(value=parse("2 à 5 jours"), at_most=parse("2 semaines")), 1, 1).bound
    assert part_of_delay(Delay(condition="avec l’accord"), 1, 1).amount is None
    assert part_of_delay(None, 1, 1).amount is None


# --- targets ---------------------------------------------------------------------------------------------


def targets(made):
    return {square.item.id: square.target for square in made.squares if square.item and square.target}


def test_where_shortcuts_lead():
    ends = {"a": "s3", "b": "end", "c": "out", "d": "unknown"}
    made = board(shortcuts=[{"id": f"u-{each}", "title": each, "from": "s1", "to": to} for each, to in ends.items()])
    third = next(square.name for square in made.squares if square.item and square.item.id == "s3")
    assert targets(made) == {"u-a": third, "u-b": "32"}


def test_a_shortcut_from_the_last_step_leads_to_the_arrival():
    made = board(shortcuts=[{"id": "u", "title": "Urgence", "from": "s3", "to": "end"}])
    assert targets(made) == {"u": "32"}


def test_a_setback_may_lead_back_to_its_own_step():
    back = {"kind": "back", "at": "s2"}
    made = board(
        setbacks=[{**back, "id": "own", "title": "1", "to": "s2"}, {**back, "id": "far", "title": "2", "to": "s1"}]
    )
    second = next(square.name for square in made.squares if square.item and square.item.id == "s2")
    assert targets(made) == {"own": second, "far": "1"}


DETOUR = {"title": "Détour", "from": "s2", "to": "s1"}
SIDE = [{"id": "x1", "title": "Un"}, {"id": "x2", "missing": True}]


def test_a_detour_is_a_side_track_with_the_letters_of_its_entry():
    made = board(detours=[{**DETOUR, "id": "d", "steps": SIDE}])
    entry = next(square for square in made.squares if square.kind == "detour")
    (track,) = made.side_tracks
    assert [square.name for square in track.squares] == [f"{entry.name}a", f"{entry.name}b"]
    assert [square.kind for square in track.squares] == ["step", "blank"]
    assert (entry.target, track.entry, track.target, track.drawn) == (f"{entry.name}a", entry.number, "1", True)
    assert [square.number for square in track.squares] == [entry.number] * 2


def test_six_squares_of_a_side_track_have_six_letters():
    made = board(detours=[{**DETOUR, "id": "d", "steps": [{"id": f"x{n}", "title": "Là"} for n in range(6)]}])
    assert "".join(square.name[-1] for square in made.side_tracks[0].squares) == "abcdef"


@pytest.mark.parametrize("to, target", [("end", "32"), ("out", None), ("unknown", None)])
def test_a_side_track_that_leaves_the_circuit(to, target):
    made = board(detours=[{**DETOUR, "id": "d", "to": to, "steps": SIDE}])
    assert made.side_tracks[0].target == target


def test_two_detours_of_one_step_have_their_own_squares():
    made = board(detours=[{**DETOUR, "id": f"d{n}", "steps": [{"id": f"x{n}", "title": "Là"}]} for n in (1, 2)])
    assert len({square.name for track in made.side_tracks for square in track.squares}) == 2


def test_a_told_detour_leads_to_no_square():
    made = board(frozenset({"d"}), detours=[{**DETOUR, "id": "d", "steps": SIDE}])
    assert [square.target for square in made.squares if square.kind == "detour"] == [None]
    assert made.side_tracks[0].drawn is False


def test_which_squares_give_a_trace():
    told = {"s1": {"trace": "Un numéro"}, "s2": {"trace": "none"}}
    made = board(steps=[*steps(3, **told), {"id": "s4", "missing": True, "trace": "Une lettre"}])
    assert [item.id for item in items(square for square in made.squares if square.gives_trace)] == ["s1"]


# --- pile ------------------------------------------------------------------------------------------------


def test_the_pile_holds_all_that_has_no_square_each_sort_in_turn():
    made = board(
        questions=[
            {"id": "q1", "title": "Q"},
            {"id": "q2", "title": "Q", "at": "any"},
            {"id": "q3", "title": "Q", "at": "s1"},
        ],
        facts=[{"id": "f1", "title": "F"}],
        advice=[{"id": "a1", "title": "A"}, {"id": "a2", "title": "A", "at": "s1"}],
        recourse=[{"id": "r1", "title": "R", "at": "any"}, {"id": "r2", "title": "R", "at": "s2"}],
        spaces=[{"id": "e1", "title": "E"}, {"id": "e2", "title": "E", "at": "s2"}],
        practices=[
            {"id": "p1", "title": "P", "adopted": "false"},
            {"id": "p2", "title": "P", "adopted": "true", "at": "s1"},
        ],
        problems=[{"id": "b1", "title": "B"}, {"id": "b2", "title": "B"}],
    )
    assert [item.id for item in made.pile] == ["q1", "f1", "a1", "r1", "e1", "p1", "b1", "q2", "b2"]
    on_board = {square.item.id for square in made.squares if square.item}
    assert {"q3", "r2", "e2", "p2"} <= on_board
    assert not on_board & {item.id for item in made.pile}


def test_the_questions_of_common_yaml_are_all_in_the_pile():
    shared = circuit(questions=[{"title": "Partagée", "at": "s1"}]).questions
    made = assemble(Circuit.model_construct(**{**dict(circuit()), "common_questions": shared}), preset())
    assert made.pile == shared


def test_the_advice_of_common_yaml_is_in_the_pile_or_on_the_card_of_its_step():
    shared = circuit(advice=[{"id": "a1", "title": "Partout"}, {"id": "a2", "title": "Ici", "at": "s1"}]).advice
    made = assemble(Circuit.model_construct(**{**dict(circuit()), "common_advice": shared}), preset())
    assert made.pile == shared[:1]
    facts = FactFormatter(made, load_catalog("fr"))
    assert [note.value for note in with_guests(Body(), "s1", facts).notes] == ["Ici."]


# --- whatever the circuit --------------------------------------------------------------------------------


def test_the_same_circuit_makes_the_same_board():
    assert board(**EVERYTHING) == board(**EVERYTHING)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
@pytest.mark.parametrize("size", ["auto", "63"])
def test_every_item_of_a_shipped_circuit_has_one_place(path, size):
    whole = shipped(path)
    made = assemble(whole, preset(squares=size))
    placed = [square.item.id for square in made.squares if square.item]
    placed += [item.id for track in made.side_tracks for item in items(track.squares)]
    placed += [item.id for item in made.pile]
    detours = {detour.id for detour in whole.detours}
    guests: list[Any] = [item for item in whole.practices if item.at in detours]
    guests += [item for item in whole.questions if item.at in detours]
    guests += [item for item in whole.advice if item.at not in (None, "any")]
    placed += [item.id for item in guests]
    lists = (getattr(whole, name) for name in Circuit.model_fields if name != "emergency")
    expected = [item.id for each in lists if isinstance(each, tuple) for item in each]
    expected += [step.id for detour in whole.detours for step in detour.steps]
    assert sorted(placed) == sorted(expected)


def test_a_circuit_of_hostile_words():
    made = board(
        steps=[{"id": "arrival", "title": "Même"}, {"id": "draw-3", "title": "Même"}, {"id": "12", "title": "Même"}],
        detours=[
            {"id": "1a", "title": "Même", "from": "12", "to": "arrival", "steps": [{"id": "p1", "title": "Même"}]}
        ],
        setbacks=[{"title": "Même", "at": "12", "kind": "closed"}] * 3,
    )
    assert targets(made)["1a"].endswith("a")
    assert len({square.name for square in made.squares}) == 32


names = st.sampled_from([f"s{rank}" for rank in range(1, 7)])
delays = st.sampled_from(["tout de suite", "2 h", "48 h", "5 jours", "2 mois", None])
kinds = st.sampled_from(["wait", "silence", "blocked", "back", "closed"])


@st.composite
def anything(draw):
    """A circuit of six steps with whatever stands on them."""
    told = {name: {"delay": delay} for name in draw(st.sets(names)) if (delay := draw(delays))}
    places = enumerate(draw(st.lists(st.tuples(names, kinds), max_size=12)))
    setbacks = [
        {"id": f"t{n}", "title": "Ça", "at": at, "kind": kind, **({"to": "s1"} if kind == "back" else {})}
        for n, (at, kind) in places
    ]
    ways = enumerate(draw(st.lists(st.tuples(names, st.sampled_from(["end", "out", "unknown"])), max_size=4)))
    shortcuts = [{"id": f"u{n}", "title": "Urgence", "from": at, "to": to} for n, (at, to) in ways]
    facts = [{"id": f"f{n}", "title": "Fait"} for n in range(draw(st.integers(0, 3)))]
    return {"steps": steps(6, **told), "setbacks": setbacks, "shortcuts": shortcuts, "facts": facts}


@settings(max_examples=60)
@given(anything(), st.sampled_from(["auto", "32", "42", "63"]))
def test_whatever_the_circuit_the_rules_hold(parts, size):
    made = board(rules=preset(squares=size), **{key: each for key, each in parts.items() if each})
    placed = items(made.squares)
    wanted = 6 + len(parts["setbacks"]) + len(parts["shortcuts"])
    assert [item.id for item in placed if item.id[0] == "s"] == [f"s{rank}" for rank in range(1, 7)]
    assert len(placed) == wanted
    gaps = [gap(made, f"s{rank}") for rank in range(1, 7)]
    spare = [sum(kind in ("draw", "passes", "?") or kind[0] == "+" for kind in each) for each in gaps]
    assert spare == deal(len(made.squares) - wanted - 1, 6)  # whatever the delays
    assert not any(kind == "?" or kind[0] == "+" for kind in gaps[-1])
    assert not any(("passes" if parts["facts"] else "draw") in each for each in gaps)
    names_of = {square.name for square in made.squares}
    assert all(square.target is None or square.target in names_of for square in made.squares)
