"""From circuit to squares, to the square (game.md)."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jeu_oie.circuit.model import Circuit
from jeu_oie.game.assembly import assemble, cut, evenly, find_size, list_delays, list_musts, share_by_halves
from jeu_oie.game.bodies import Body, with_guests
from jeu_oie.game.kinds import Kind
from jeu_oie.game.preset import SIZES
from jeu_oie.game.squares import DELAY, TooFewItems, TooManyItems
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import load_catalog
from tests.exchange.making import of
from tests.game.making import EARLIER, SHIPPED, board, circuit, gap, items, preset, shipped, sketch, steps, told

FACT = [{"title": "Bon à savoir"}]
SETBACK = {"title": "Attente", "at": "s1", "kind": "wait"}
EVERYTHING: dict[str, Any] = {
    "questions": [{"title": "Question", "at": "s1"}],
    "spaces": [{"title": "Espace", "at": "s1"}],
    "recourse": [{"id": "r1", "title": "Recours", "at": "s1"}],
    "setbacks": [SETBACK, {"title": "Retour", "at": "s1", "kind": "back", "to": "s1"}],
    "practices": [{"title": "Pratique", "at": "s1", "adopted": "true"}],
    "detours": [{"id": "d1", "title": "Détour", "from": "s1", "to": "s2", "steps": [{"id": "x1", "title": "À côté"}]}],
    "shortcuts": [{"id": "u1", "title": "Urgence", "from": "s1", "to": "s3", "hours": "24 h sur 24"}],
    "facts": FACT,
    "advice": [{"title": "Je note tout", "at": "s1"}],
}
AT_ONCE = {f"s{rank}": {"delay": "0 jour"} for rank in range(2, 64)}
FULL = {"trace": "Un numéro", "say": "Bonjour", "if-silent": "s1", "charge": "landlord", "channels": ["phone"]}


# --- musts, in order (rule 1) ----------------------------------------------------------------------------


def test_what_stands_in_a_gap_keeps_the_order_of_the_rules():
    made = board(rules=preset(squares="32"), steps=steps(3, s1=FULL, s2={"delay": "5 jours"}), **EVERYTHING)
    assert gap(made, "s1") == [
        *("hold", "say", "known", "known charge", "known channels"),
        *("shortcut", "detour", "practice", "wait", "back"),
        *("aid", "known hours", "recourse", "space", "question", "ask actor", "time"),
    ]


def test_items_of_one_list_keep_the_circuit_s_order():
    made = board(setbacks=[{**SETBACK, "title": name} for name in "bac"])
    assert [item.title for item in items(square for square in made.squares if square.kind == "wait")] == ["b", "a", "c"]


def test_the_first_square_is_the_first_step_and_the_last_the_arrival():
    made = board()
    assert [items(made.squares)[0].id, made.squares[0].kind, made.squares[-1].kind] == ["s1", "start", "finish"]
    assert [square.name for square in made.squares] == [str(number) for number in range(1, 19)]


def test_missing_steps_are_blanks_but_the_first_is_the_start():
    made = board(steps=[{"id": "a", "missing": True}, {"id": "b", "title": "B"}, {"id": "c", "missing": True}])
    assert [square.kind for square in made.squares if square.item] == ["start", "step", "blank"]
    assert made.squares[-1].kind == "finish"


# --- delays (rule 2) -------------------------------------------------------------------------------------


def waits(**told_of: Any) -> list[tuple[str, str]]:
    """Of six steps: each delay square, and the step that it waits for."""
    made = circuit(steps=steps(6, **told_of))
    aspects = [(each.square.kind, each.square.aspect) for each in sorted(list_delays(made), key=lambda each: each.gap)]
    return [(str(kind), aspect.item.id) for kind, aspect in aspects if aspect]


def test_a_known_delay_is_one_square_right_before_its_step_whatever_it_is():
    delays = ("2 h", "1 an", "2 à 5 jours", "1 mois", "48 h")
    known = {f"s{rank}": {"delay": delay} for rank, delay in enumerate(delays, 2)}
    assert waits(**known) == [("time", f"s{rank}") for rank in range(2, 7)]
    made = board(steps=steps(3, s2={"delay": "3 mois"}, s3={"delay": "tout de suite"}))
    assert gap(made, "s1")[-1] == "time"
    assert "time" not in gap(made, "s2")


def test_the_delay_of_the_first_step_has_no_square():
    assert all(step != "s1" for _, step in waits(s1={"delay": "5 jours"}))


def test_about_three_unknown_delays_are_asked_at_once_before_the_last_of_their_steps():
    assert waits() == [("delay", "s4"), ("delay", "s6")]  # s2 s3 s4 · s5 s6
    assert waits(s4={"delay": "tout de suite"}) == [("delay", "s3"), ("delay", "s6")]
    assert waits(s4={"delay": "5 jours"}) == [("delay", "s3"), ("time", "s4"), ("delay", "s6")]
    made = circuit(steps=[*steps(3), {"id": "m", "missing": True}, *({"id": f"t{n}", "title": "T"} for n in (1, 2))])
    assert [[step.id for step in each.square.aspect.steps] for each in list_delays(made) if each.square.aspect] == [
        ["s2", "s3"],
        ["t1", "t2"],
    ]


def test_a_run_is_cut_into_equal_groups_larger_ones_first():
    assert [len(group) for group in cut(range(7), 2)] == [4, 3]
    assert [len(group) for group in cut(range(8), 3)] == [3, 3, 2]


# --- size (rule 4) ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "needed, own, pile, size",
    [
        *[(4, 0, 0, 18), (18, 0, 0, 18), (19, 0, 0, 20), (10, 9, 24, 18), (15, 9, 24, 18), (16, 9, 24, 20)],
        *[(22, 9, 24, 28), (24, 9, 24, 32), (29, 9, 24, 36), (29, 0, 24, 36), (29, 0, 2, 32), (59, 9, 24, 63)],
        (63, 9, 24, 63),
    ],
)
def test_the_smallest_board_with_an_eighth_of_draws_and_a_twelfth_of_facts(needed, own, pile, size):
    assert find_size(needed, own, pile) == size


@pytest.mark.parametrize(
    "asked, needed, fits", [("24", 25, 28), ("24", 33, 36), ("32", 43, 48), ("42", 64, None), ("auto", 64, None)]
)
def test_too_many_items_name_the_smallest_board_that_fits(asked, needed, fits):
    with pytest.raises(TooManyItems) as raised:
        assemble(
            circuit(steps=steps(needed - 1, **AT_ONCE)),
            preset(squares=asked),
        )
    assert (raised.value.needed, raised.value.fits) == (needed, fits)


@pytest.mark.parametrize("asked", ["36", "63"])
def test_a_size_that_cannot_be_filled_names_the_largest_that_can(asked):
    with pytest.raises(TooFewItems) as raised:
        board(rules=preset(squares=asked))
    assert raised.value.most == 24
    assert len(board(rules=preset(squares="24")).squares) == 24


def test_sixty_two_steps_fill_the_largest_board():
    made = board(steps=steps(62, **AT_ONCE), facts=FACT)
    assert sketch(made) == " ".join(["start", *["step"] * 61, "finish"])


def test_what_no_square_is_left_for_goes_to_the_pile_delays_first_then_questions_then_ideas():
    """59 squares at most, so that four draw."""
    ask = [{"id": f"q{n}", "title": f"Q{n}", "at": "s1"} for n in range(30)]
    ideas = [{"id": f"i{n}", "title": f"I{n}", "at": "s2", "adopted": "false"} for n in range(25)]
    made = board(steps=steps(8), questions=ask, practices=ideas)
    # 8 steps, 30 questions, 25 ideas, 2 delay squares, the arrival: 66
    assert made.pushed == ("delay.s8", "delay.s5", "q29", "q28", "q27", "q26", "q25")
    asked = [square.item.id for square in made.squares if square.kind is Kind.QUESTION and square.item]
    assert asked == [f"q{n}" for n in range(25)]
    assert "Quel délai\u00a0?" in [item.title for item in (*made.pile, *made.undealt)]
    assert {"q29", "q25"} <= {item.id for item in (*made.pile, *made.undealt)}


# --- what is left over (rule 5) --------------------------------------------------------------------------


def facts_of(made: Any) -> list[str]:
    return [told(square) for square in made.squares if square.aspect and square.kind not in (Kind.DELAY, Kind.TIME)]


def test_a_thin_board_is_filled_from_its_own_facts_then_from_what_it_does_not_say():
    made = board(steps=steps(3, s1=FULL, s2=FULL, s3=FULL))
    assert facts_of(made).count("hold") == 3
    assert facts_of(made).count("say") == 3
    bare = board()
    assert {each.split()[0] for each in facts_of(bare)} == {"ask"}
    assert facts_of(bare).count("ask trace") == 3
    assert not bare.is_short


def test_proofs_are_asked_for_until_a_tenth_of_the_squares_wins_one():
    made = board(rules=preset(squares="36"), steps=steps(16, **AT_ONCE), setbacks=[SETBACK] * 14)
    eggs = [square for square in made.squares if square.gives_egg]
    assert {square.step for square in eggs} >= {"s4", "s9", "s14"}  # evenly, and not at the départ
    assert len(eggs) == 5  # then as one of the gaps


def test_the_depart_asks_for_a_proof_only_where_the_others_do_not_suffice():
    made = board(steps=steps(2), setbacks=[SETBACK] * 11)
    assert [square.step for square in made.squares if square.gives_egg] == ["s1", "s2"]


def test_words_of_the_circuit_are_explained_where_a_step_first_uses_them():
    words = {"bail": "Le contrat.", "état des lieux": "On regarde tout.", "VMC": "Elle renouvelle l’air."}
    first, second = {"title": "L’ÉTATS DES LIEUX et le bail"}, {"text": "Mes bails, ma vmc."}
    one, two, three = steps(3)
    made = board(words=words, steps=[{**one, **first}, {**two, **second}, {**three, "title": "Baille"}])
    found = {square.step: square.aspect.term for square in made.squares if square.aspect and square.aspect.term}
    assert found == {"s1": "état des lieux", "s2": "bail"}  # the longest, one a step


def test_loose_facts_recourse_and_examples_have_squares_where_places_are_left():
    made = board(
        facts=[{"id": "f1", "title": "F"}],
        recourse=[{"id": "r1", "title": "R", "at": "any"}],
        advice=[{"id": "a1", "title": "A"}],
        problems=[{"id": f"b{n}", "title": f"B{n}"} for n in range(6)],
    )
    assert {"f1", "r1", "a1"} <= {item.id for item in items(made.squares)}
    assert facts_of(made).count("known example") == 4
    assert [problem.id for problem in made.problems] == [f"b{n}" for n in range(6)]
    assert not {"f1", "r1", "a1"} & {item.id for item in made.pile}


def test_evenly_and_by_halves():
    assert evenly(3, 9) == [1, 4, 7]
    assert evenly(0, 9) == []
    assert share_by_halves(5, 9, 9) == (3, 2)
    assert share_by_halves(5, 1, 9) == (1, 4)
    assert share_by_halves(5, 9, 0) == (5, 0)
    assert share_by_halves(5, 1, 1) == (1, 1)


def test_two_steps_ask_what_happens_in_between_and_say_that_they_are_short():
    made = board(steps=steps(2))
    assert len(made.squares) == 18
    assert made.is_short
    assert {"ask between", "ask channels", "ask charge"} <= set(facts_of(made))


# --- draws (rule 6) --------------------------------------------------------------------------------------


def test_draws_stand_at_equal_distances_and_no_more_than_half_of_the_pile():
    many = [{"id": f"q{n}", "title": f"Question {n}"} for n in range(30)]
    made = board(questions=many, setbacks=[SETBACK] * 18)
    numbers = [square.number for square in made.squares if square.kind is Kind.DRAW]
    gaps = [after - before for before, after in pairwise(numbers)]
    assert len(numbers) >= 3
    assert max(gaps) - min(gaps) <= 1
    assert 2 not in numbers
    few = board(questions=many[:2])
    assert few.draws == 1


def test_without_cards_nothing_draws():
    assert board().draws == 0


# --- targets ---------------------------------------------------------------------------------------------


def targets(made):
    return {square.item.id: square.target for square in made.squares if square.item and square.target}


def test_where_shortcuts_lead():
    ends = {"a": "s3", "b": "end", "c": "out", "d": "unknown"}
    made = board(shortcuts=[{"id": f"u-{each}", "title": each, "from": "s1", "to": to} for each, to in ends.items()])
    third = next(square.name for square in made.squares if square.item and square.item.id == "s3")
    assert targets(made) == {"u-a": third, "u-b": "18"}


def test_a_shortcut_from_the_last_step_leads_to_the_arrival():
    made = board(shortcuts=[{"id": "u", "title": "Urgence", "from": "s3", "to": "end"}])
    assert targets(made) == {"u": "18"}


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


@pytest.mark.parametrize("to, target", [("end", "18"), ("out", None), ("unknown", None)])
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
    assert [item.id for item in items(square for square in made.squares if square.gives_egg)] == []


# --- cards -----------------------------------------------------------------------------------------------


def test_the_advice_of_common_yaml_is_told_on_the_card_of_its_step():
    shared = circuit(advice=[{"id": "a2", "title": "Ici", "at": "s1"}]).advice
    made = assemble(Circuit.model_construct(**{**dict(circuit()), "common_advice": shared}), preset())
    facts = FactFormatter(made, load_catalog("fr"))
    assert [note.value for note in with_guests(Body(), "s1", facts).notes] == ["Ici."]


# --- whatever the circuit --------------------------------------------------------------------------------


def test_the_same_circuit_makes_the_same_board():
    assert board(**EVERYTHING) == board(**EVERYTHING)


@pytest.mark.parametrize("path", [*SHIPPED, *EARLIER], ids=lambda path: "-".join(path.parts[-3:]))
@pytest.mark.parametrize("size", ["auto", "63"])
def test_every_item_of_a_circuit_has_one_place(path, size):
    whole = shipped(path)
    made = assemble(whole, preset(squares=size))
    placed = [item.id for item in items(made.squares)]
    placed += [item.id for track in made.side_tracks for item in items(track.squares)]
    placed += [item.id for item in made.loose.values() if "." not in item.id]
    detours = {detour.id for detour in whole.detours}
    guests: list[Any] = [*whole.practices, *whole.questions, *whole.advice]
    guests = [item for item in guests if item.at in detours]
    here = {item.id for item in items(made.squares)}
    at_steps = [item for item in whole.advice if item.at not in (None, "any", *detours) and item.id not in here]
    guests += at_steps
    placed += [item.id for item in guests]
    # Advice for some problems stands on their cards.
    placed += [item.id for item in (*whole.advice, *whole.common_advice) if item.for_ and item.id not in placed]
    said = {"emergency", "where_number", "gestures", "next"}  # of all that one does, whatever the circuit
    lists = (getattr(whole, name) for name in Circuit.model_fields if name not in said)
    expected = [item.id for each in lists if isinstance(each, tuple) for item in each]
    expected += [step.id for detour in whole.detours for step in detour.steps]
    assert sorted(placed) == sorted(expected)


# Squares, musts, draws, cards, own facts, gaps: the table of game.md, « Figures ».
FIGURES = {
    "actis/neighbours": (28, 22, 3, 24, 3, 3),
    "actis/repairs": (36, 29, 4, 19, 3, 3),
    "opac-38/repairs": (36, 29, 4, 22, 3, 3),
    "oph-31/neighbours": (32, 24, 4, 24, 2, 5),
    "oph-31/repairs": (32, 24, 4, 24, 4, 2),
    "sdh/repairs": (36, 29, 4, 22, 3, 3),
    "sdh/transfer": (32, 24, 4, 24, 4, 4),
}
OWN, GAPS = (Kind.HOLD, Kind.SAY, Kind.AID, Kind.KNOWN), (Kind.DELAY, Kind.ASK, Kind.BLANK)


@pytest.mark.parametrize("path", EARLIER, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_boards_of_the_design(path):
    whole = shipped(path)
    made = assemble(whole, preset())
    musts = len([*list_musts(whole), *list_delays(whole)]) + 1
    own, gaps = (sum(square.kind in kinds for square in made.squares) for kinds in (OWN, GAPS))
    found = (len(made.squares), musts, made.draws, len(made.pile), own, gaps)
    assert found == FIGURES[f"{path.parent.name}/{path.stem}"]


def aspects(made: Any, *kinds: Kind) -> list[Any]:
    return [square.aspect for square in made.squares if square.kind in kinds]


def check_invariants(made: Any) -> None:
    """Whatever the circuit (game.md, « Odds », invariants)."""
    size, whole = len(made.squares), made.circuit
    assert size in SIZES
    said = [square for square in made.squares[:-1] if square.kind is not Kind.DRAW]
    assert len({card_id(square) for square in said}) == size - 1 - made.draws  # no square says nothing, or the same
    assert made.draws <= size / 4
    assert made.draws <= len(made.pile) / 2
    check_eggs(made)
    found = [step for step in whole.steps[1:] if not step.missing]
    known = [step.id for step in found if step.delay and step.delay.announced and step.delay.announced.days]
    assert [aspect.item.id for aspect in aspects(made, Kind.TIME)] == known
    lacking = [step.id for step in found if not (step.delay and step.delay.announced)]
    asked = [step.id for aspect in aspects(made, Kind.DELAY) for step in aspect.steps]
    assert asked == lacking or any(name.startswith(f"{DELAY}.") for name in made.pushed)
    order = [step.id for step in whole.steps]
    places = [order.index(square.step) for square in made.squares]
    assert places == sorted(places)
    names_of = {square.name for square in made.every_square}
    assert all(square.target is None or square.target in names_of for square in made.squares)


def check_eggs(made: Any) -> None:
    """Two at least, unless no place is left or nobody could be asked for a proof."""
    eggs = sum(square.gives_egg for square in made.squares)
    could = [step for step in made.circuit.steps if not step.missing and step.trace is None]
    others = [aspect for aspect in aspects(made, Kind.ASK) if aspect.fact != "trace"]
    assert eggs >= 2 or not others or len(could) <= eggs


def card_id(square: Any) -> str:
    """Two squares never say the same; what happens between two steps may be asked again on a short board."""
    if square.aspect is None:
        return str(square.item.id)
    return square.name if square.aspect.fact == "between" else f"{square.kind}.{square.aspect.id}"


@pytest.mark.parametrize("block", range(10))
def test_the_invariants_of_generated_circuits(block):
    for seed in range(50 * block, 50 * block + 50):
        made = of(seed).circuit
        assert made is not None
        check_invariants(assemble(made, preset()))


def test_a_circuit_of_hostile_words():
    made = board(
        steps=[{"id": "arrival", "title": "Même"}, {"id": "draw-3", "title": "Même"}, {"id": "12", "title": "Même"}],
        detours=[
            {"id": "1a", "title": "Même", "from": "12", "to": "arrival", "steps": [{"id": "p1", "title": "Même"}]}
        ],
        setbacks=[{"title": "Même", "at": "12", "kind": "closed"}] * 3,
    )
    assert targets(made)["1a"].endswith("a")
    assert len({square.name for square in made.squares}) == 18


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
@given(anything())
def test_whatever_the_circuit_the_rules_hold(parts):
    made = board(**{key: each for key, each in parts.items() if each})
    check_invariants(made)
    placed = {item.id for item in items(made.squares)}
    assert placed >= {each["id"] for name in ("steps", "setbacks", "shortcuts") for each in parts[name]}
