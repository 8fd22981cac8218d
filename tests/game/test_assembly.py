"""From circuit to squares: whatever the circuit, then to the square (game.md)."""

from collections import Counter
from itertools import pairwise
from random import Random
from typing import Any

import pytest

from jeu_oie.circuit.model import Circuit, Step, elsewhere_of
from jeu_oie.circuit.read import read
from jeu_oie.game.assembly import EVENING, MAX_RED, assemble, break_rows
from jeu_oie.game.cards import write
from jeu_oie.game.kinds import TURNS, Kind
from jeu_oie.game.preset import SIZES
from jeu_oie.game.sentences import ASKED_FACTS, TENANT, PlacedSquare
from jeu_oie.game.squares import RED, Board, Square, TooFewItems, TooManyItems
from jeu_oie.messages import load_catalog
from tests.circuits.generated import lay_out
from tests.game.making import SHIPPED, board, circuit, gap, items, preset, shipped, steps

STEPS = (Kind.START, Kind.STEP, Kind.BLANK)
NUMBERS = range(30)


def invented(number: int) -> Circuit:
    """A circuit made by chance of plain words: as many steps, and of each list as many items, as lots say."""
    lots = Random(number)
    count = lots.randint(2, 12)
    names = [f"s{rank}" for rank in range(1, count + 1)]

    def told(name: str) -> dict[str, Any]:
        keys: dict[str, Any] = {
            "actor": lots.choice(["tenant", "landlord", "contractor"]),
            "trace": lots.choice([f"Reçu {name}", "none"]),
            "delay": f"{lots.randint(1, 20)} jours",
            "say": f"Je demande pour {name}",
            "if-silent": lots.choice(names),
            "channels": ["phone"],
            "exit": "C’est fini",
        }
        kept = {key: value for key, value in keys.items() if lots.random() < 0.5}
        return {"missing": True} if lots.random() < 0.2 else kept

    def some(most: int) -> range:
        return range(lots.randint(0, most))

    kinds = ("wait", "silence", "blocked", "closed")
    parts: dict[str, Any] = {
        "topic": lots.choice(["repairs", "neighbours", "transfer", "general"]),
        "actors": {"contractor": {"name": "Entreprise"}},
        "sources": {"guide": {"title": "Guide"}},
        "steps": [{**each, "source": "guide"} for each in steps(count, **{name: told(name) for name in names})],
        "setbacks": [
            {"id": f"x{n}", "title": f"Coup dur {n}", "at": lots.choice(names), "kind": lots.choice(kinds)}
            for n in some(8)
        ],
        "recourse": [
            {"id": f"r{n}", "title": f"Aide {n}", "who": lots.choice(["Mon bailleur", "ADIL"]), "trace": f"Copie {n}"}
            | ({"at": lots.choice(names)} if lots.random() < 0.5 else {})
            for n in some(6)
        ],
        "practices": [
            {
                "id": f"o{n}",
                "title": f"Pratique {n}",
                "at": lots.choice(names),
                "adopted": lots.choice(["true", "false"]),
            }
            for n in some(6)
        ],
        "questions": [
            {"id": f"q{n}", "title": f"Question {n}", "at": lots.choice(names)}
            | ({"answers": [f"A{n}", f"B{n}", f"C{n}"], "right": 1} if lots.random() < 0.5 else {})
            for n in some(5)
        ],
        "problems": [{"id": f"p{n}", "title": f"Panne {n}", "charge": "landlord"} for n in some(10)],
        "spaces": [{"id": f"e{n}", "title": f"Espace {n}", "at": lots.choice(names)} for n in some(2)],
    }
    return circuit(**{key: value for key, value in parts.items() if value})


def titles_of(made: Board) -> list[tuple[str, str]]:
    """What squares say, and in which kind: draws and the arrival say nothing of the circuit."""
    cards = {card.name: card for card in write(made, load_catalog(made.circuit.language)).cards}
    quiet = (Kind.DRAW, Kind.FINISH, *STEPS)
    return [
        (cards[square.name].face.label, f"{cards[square.name].face.title} {cards[square.name].face.text}")
        for square in made.squares
        if square.kind not in quiet
    ]


def check(made: Board) -> None:
    """What holds on every board (rules 1 to 7)."""
    kinds = Counter(square.kind for square in made.squares)
    size = len(made.squares)
    assert size in SIZES
    assert size >= 32
    assert made.squares[0].kind is Kind.START
    assert made.squares[-1].kind is Kind.FINISH
    assert [square.item for square in made.squares if isinstance(square.item, Step)] == list(made.circuit.steps)
    common = len(made.circuit.everywhere.setbacks)
    assert sum(kinds[kind] for kind in TURNS) >= min(3, common)
    assert sum(kinds[kind] for kind in RED) <= MAX_RED
    assert kinds[Kind.RECOURSE] >= 1
    assert kinds[Kind.HELPER] >= 2
    helped = [square.item.id for square in made.squares if square.item and square.kind in (Kind.RECOURSE, Kind.HELPER)]
    assert len(helped) == len({*helped})
    assert kinds[Kind.DRAW] >= size // 10
    assert size // 18 <= kinds[Kind.PROBLEM] <= size // 6
    assert kinds[Kind.DEBATE] <= 2
    assert sum(square.writes for square in made.every_square) <= min(4, size // 6)
    assert [square.name for square in third_in_a_row(made)] == list(made.rows)


def third_in_a_row(made: Board) -> list[Square]:
    squares = made.squares
    return [
        third
        for first, second, third in zip(squares, squares[1:], squares[2:], strict=False)
        if first.kind is second.kind is third.kind and third.kind not in STEPS
    ]


def check_sense(made: Board) -> None:
    """No ask over what tenants do, none about what is known; no doubtful fact without « à vérifier »."""
    for square in made.squares:
        aspect = square.aspect
        if square.kind is Kind.ASK:
            assert aspect is not None
            step = aspect.item
            assert isinstance(step, Step)
            assert TENANT not in step.actor
            assert not step.missing
            assert getattr(step, aspect.fact) is None
            assert aspect.fact in ASKED_FACTS
    asked = Counter(square.aspect.item.id for square in made.squares if square.kind is Kind.ASK and square.aspect)
    assert all(count == 1 for count in asked.values())


@pytest.mark.parametrize("number", NUMBERS)
def test_what_holds_on_every_board_of_an_invented_circuit(number):
    made = assemble(invented(number), preset())
    check(made)
    check_sense(made)
    said = titles_of(made)
    assert [each for each, count in Counter(said).items() if count > 1] == []


@pytest.mark.parametrize("number", range(12))
def test_a_circuit_of_any_letters_has_a_board(number, tmp_path):
    made = read(lay_out(tmp_path, number)).circuit
    if made is not None:
        check_sense(assemble(made, preset()))


@pytest.mark.parametrize("path", SHIPPED, ids=str)
def test_what_holds_on_every_shipped_board(path):
    made = assemble(shipped(path), preset())
    check(made)
    check_sense(made)
    assert len(made.squares) <= EVENING
    assert made.rows == ()


@pytest.mark.parametrize("number", range(6))
def test_a_changed_text_moves_nothing(number):
    """Titles say who is who in no rule: other ones leave every square where it was."""
    first = invented(number)
    other = first.model_copy(
        update={
            "setbacks": tuple(item.model_copy(update={"title": f"Autre {item.title}"}) for item in first.setbacks),
            "practices": tuple(item.model_copy(update={"title": f"Autre {item.title}"}) for item in first.practices),
        }
    )
    assert [square.kind for square in assemble(first, preset()).squares] == [
        square.kind for square in assemble(other, preset()).squares
    ]


@pytest.mark.parametrize("number", NUMBERS)
def test_delays_that_are_found_change_neither_the_number_of_squares_nor_what_leaves_for_the_pile(number):
    found = invented(number)
    unknown = found.model_copy(update={"steps": [step.model_copy(update={"delay": None}) for step in found.steps]})
    before, after = assemble(unknown, preset()), assemble(found, preset())
    assert len(before.squares) == len(after.squares)
    assert before.left_out == after.left_out


def test_the_same_circuit_gives_the_same_board():
    assert assemble(invented(3), preset()) == assemble(invented(3), preset())


FULL = {"trace": "Un numéro", "say": "Je donne mon adresse", "actor": "landlord", "source": "guide"}
SOURCES = {"guide": {"title": "Guide"}}


def test_what_stands_in_a_gap_keeps_the_order_of_the_rules():
    made = board(
        sources=SOURCES,
        steps=steps(3, s1=FULL, s2={"delay": "5 jours", "actor": "landlord"}),
        shortcuts=[{"id": "u1", "title": "Urgence", "from": "s1", "to": "s3"}],
        detours=[{"id": "d1", "title": "Voie", "from": "s1", "to": "s2", "steps": [{"id": "x1", "title": "Pas"}]}],
        practices=[{"title": "Pratique", "at": "s1", "adopted": "true"}],
        setbacks=[
            {"title": "Attente", "at": "s1", "kind": "wait"},
            {"title": "Retour", "at": "s1", "kind": "back", "to": "s1"},
        ],
        recourse=[{"id": "r", "title": "Aide", "at": "s1", "who": "ADIL"}],
        spaces=[{"title": "Espace", "at": "s1"}],
        questions=[{"title": "Question", "at": "s1"}],
    )
    order = ("hold", "say", "shortcut", "detour", "goose", "wait", "back", "helper", "space", "debate", "time")
    stands = [kind.split()[0] for kind in gap(made, "s1")]
    assert [kind for kind in stands if kind in order] == list(order)


def test_a_delay_of_another_s_act_stands_right_before_its_step_and_one_s_own_nowhere():
    told = {
        "s2": {"delay": "5 jours", "actor": "landlord"},
        "s3": {"delay": "10 jours", "actor": "tenant"},
        "s4": {"delay": "tout de suite", "actor": "landlord"},
    }
    made = board(steps=steps(5, **told))
    times = [square for square in made.squares if square.kind is Kind.TIME]
    assert [square.aspect.item.id for square in times if square.aspect] == ["s2"]
    after = made.squares[times[0].number].item
    assert after is not None and after.id == "s2"


def test_who_is_the_landlord_is_written_to_and_anybody_else_helps():
    recourse = [
        {"id": "a", "title": "Lettre", "who": "Mon bailleur", "at": "s2"},
        {"id": "b", "title": "Lettre 2", "who": "Bailleur d’essai", "at": "s2"},
        {"id": "c", "title": "ADIL", "who": "ADIL du département", "at": "s2"},
        {"id": "d", "title": "J’écris au bailleur", "at": "s2"},
        {"id": "e", "title": "Une personne neutre nous écoute", "at": "s2"},
    ]
    made = board(recourse=recourse)
    kinds = {square.item.id: square.kind for square in made.squares if square.item is not None}
    assert [kinds[name] for name in "abd"] == [Kind.RECOURSE] * 3
    assert [kinds[name] for name in "ce"] == [Kind.HELPER] * 2


def test_a_practice_that_is_not_adopted_is_a_fact_and_one_that_is_a_goose():
    made = board(
        practices=[
            {"id": "yes", "title": "Oui", "at": "s2", "adopted": "true"},
            {"id": "no", "title": "Non", "at": "s2", "adopted": "false"},
        ]
    )
    kinds = {square.item.id: square.kind for square in made.squares if square.item is not None}
    assert (kinds["yes"], kinds["no"]) == (Kind.GOOSE, Kind.FACT)


def test_a_circuit_with_nothing_takes_hardships_a_letter_and_helpers_that_hold_anywhere():
    made = board(topic="repairs")
    common = {square.item.id for square in made.squares if square.common and square.item is not None}
    assert {"ecrire", "association", "adil", "no-answer-yet"} <= common
    own = [square for square in made.squares if not square.common]
    assert {square.kind for square in own} <= {*STEPS, Kind.DRAW, Kind.FINISH}


def test_a_circuit_that_refuses_what_holds_anywhere_has_none_of_it():
    made = board(
        common="none", rules=preset(squares="18"), recourse=[{"id": "ecrire", "title": "J’écris", "who": "Bailleur"}]
    )
    assert not any(square.common for square in made.squares)


def test_blanks_that_are_not_written_say_what_others_say():
    other = [{"landlord": "Autre", "value": "un numéro", "source": "guide"}]
    missing = {f"s{n}": {"missing": True, **({"elsewhere": other} if n < 6 else {})} for n in range(2, 9)}
    made = board(sources=SOURCES, steps=steps(8, **missing))
    blanks = [square for square in made.squares if square.kind is Kind.BLANK]
    assert sum(square.writes for square in blanks) == 4
    assert all(square.writes for square in blanks if square.item and not elsewhere_of(square.item))
    faces = {card.name: card.face for card in write(made, load_catalog("fr")).cards}
    read_only = [faces[square.name] for square in blanks if not square.writes]
    assert all("On demandera" in face.text or "on demandera" in face.text for face in read_only)
    assert {face.line for face in read_only} == {"Lisez, cochez."}


def test_too_much_for_an_evening_leaves_for_the_pile_debates_first():
    questions = [{"id": f"q{n}", "title": f"Débat {n}", "at": "s1"} for n in range(4)]
    ideas = [{"id": f"i{n}", "title": f"Idée {n}", "at": "s2", "adopted": "false"} for n in range(30)]
    made = board(questions=questions, practices=ideas)
    assert len(made.squares) == EVENING
    assert [item.id for item in made.left_out[:4]] == ["q3", "q2", "q1", "q0"]
    assert {item.id for item in made.left_out} > {"i29"}


def test_steps_and_detours_never_leave():
    made = board(steps=steps(45))
    assert items(made.squares)[:1]
    assert sum(square.kind in STEPS for square in made.squares) == 45
    with pytest.raises(TooManyItems):
        board(steps=steps(70))


def test_a_size_that_was_asked_for_is_kept_or_refused():
    assert len(board(rules=preset(squares="18")).squares) == 18
    with pytest.raises(TooFewItems) as refused:
        board(rules=preset(squares="63"))
    assert refused.value.most < 63
    with pytest.raises(TooManyItems):
        board(rules=preset(squares="18"), steps=steps(30))


def test_the_third_of_a_kind_changes_places_with_the_nearest_that_may():
    def placed(kind: Kind, where: int) -> PlacedSquare:
        return PlacedSquare(Square("", kind, f"s{where}"), where, 0)

    kinds = [Kind.START, Kind.FACT, Kind.FACT, Kind.FACT, Kind.TIME, Kind.GOOSE, Kind.STEP]
    changed = break_rows([placed(kind, 0) for kind in kinds])
    assert [square.kind for square in changed] == [
        *(Kind.START, Kind.FACT, Kind.FACT, Kind.GOOSE, Kind.TIME, Kind.FACT, Kind.STEP)
    ]
    far = [placed(kind, gap) for kind, gap in ((Kind.FACT, 0), (Kind.FACT, 0), (Kind.FACT, 0), (Kind.GOOSE, 2))]
    assert [square.kind for square in break_rows(far)] == [Kind.FACT] * 3 + [Kind.GOOSE]


def test_side_tracks_count_from_their_entry_and_their_first_reader_moves_on():
    track = [
        {
            "id": "d",
            "title": "Voie",
            "from": "s1",
            "to": "s3",
            "steps": [{"id": "x", "title": "X"}, {"id": "y", "missing": True}],
        }
    ]
    made = board(detours=track)
    inner = made.side_tracks[0].squares
    entry = made.side_tracks[0].entry
    assert [square.name for square in inner] == [f"{entry}a", f"{entry}b"]
    assert all(square.on_side for square in inner)
    assert [square.writes for square in inner] == [False, True]


def test_draws_stand_at_equal_distances():
    made = board(topic="repairs", steps=steps(12))
    places = [square.number for square in made.squares if square.kind is Kind.DRAW]
    gaps = {second - first for first, second in pairwise(places)}
    assert max(gaps) - min(gaps) <= 3


@pytest.mark.parametrize("count", [2, 3, 5])
def test_the_departure_stands_first_however_many_cards_are_drawn(count):
    made = board(common="none", steps=steps(count))
    assert made.squares[0].kind is Kind.START
    assert len(made.squares) in SIZES
