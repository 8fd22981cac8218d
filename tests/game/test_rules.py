"""The transition table follows the printed rules, to the last case (game.md, « Rules »)."""

import json

import pytest

from jeu_oie.game.assembly import assemble
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.landing import READ, Landing
from jeu_oie.game.kinds.register import KINDS
from jeu_oie.game.rules import NEVER, CannotEnd, Gives, Position, Table, compile_rules, table_data
from jeu_oie.game.rules.table import FACES, list_stuck
from jeu_oie.game.squares import RED
from tests.game.making import SHIPPED, board, every_kind, preset, shipped

WAY = [
    {
        "id": "d",
        "title": "À côté",
        "from": "s1",
        "to": "s3",
        "steps": [{"id": "x", "title": "X"}, {"id": "y", "title": "Y"}],
    }
]


def table_of(**parts):
    made = board(**parts)
    return made, compile_rules(made)


def test_a_board_of_the_tests_has_every_kind():
    assert {square.kind for square in every_kind().squares} == set(Kind)


def test_a_path_is_six_squares_and_never_passes_the_arrival():
    _, table = table_of()
    assert table.paths[0] == (1, 2, 3, 4, 5, 6)
    assert table.paths[table.arrival - 2] == (table.arrival - 1, *[table.arrival] * (FACES - 1))
    assert all(len(path) == FACES for path in table.paths)


def test_who_stands_on_an_entry_leaves_by_its_track_and_who_passes_it_goes_on():
    made, table = table_of(detours=WAY)
    entry = next(rank for rank, square in enumerate(made.squares) if square.kind is Kind.DETOUR)
    first = table.rank(f"{entry + 1}a")
    assert table.paths[entry][:2] == (first, first + 1)
    assert first not in table.paths[entry - 1]
    rejoins = next(rank for rank, square in enumerate(made.squares) if square.step == "s3")
    assert table.paths[entry][2] == rejoins


@pytest.mark.parametrize("to", ["out", "unknown", "end"])
def test_a_track_without_a_square_to_lead_to_rejoins_right_after_its_entry(to):
    made, table = table_of(detours=[{**WAY[0], "to": to}])
    entry = next(rank for rank, square in enumerate(made.squares) if square.kind is Kind.DETOUR)
    assert table.paths[entry][2] == entry + 1


def test_a_side_square_counts_as_half_more_than_its_entry():
    made, table = table_of(detours=WAY)
    entry = next(rank for rank, square in enumerate(made.squares) if square.kind is Kind.DETOUR)
    assert table.place(table.rank(f"{entry + 1}b")) == entry + 0.5


def test_each_square_does_what_its_line_says():
    """Words and deeds stand in the same entry: one that says « une preuve » gives one, and so on."""
    made = every_kind()
    table = compile_rules(made)
    for position, square in zip(table.positions, made.every_square, strict=True):
        landing = position.landing
        assert landing.box is square.has_box
        assert landing.proof is square.gives_egg
        assert landing.red is (square.kind in RED)
        assert landing.waits == square.turns
        assert (landing.door is not None) is square.has_door
        assert bool(landing.stake) is (square.kind in (Kind.PROBLEM, Kind.QUIZ))


def test_departure_and_urgencies_are_ticked_before_the_first_throw():
    made = every_kind()
    opened = {each.kind for each in compile_rules(made).positions if each.landing.opened}
    assert opened == {Kind.START, Kind.SHORTCUT}


def test_a_bridge_leads_over_all_squares_between_where_a_box_may_stop():
    made, table = table_of(shortcuts=[{"id": "u", "title": "Urgence", "from": "s1", "to": "s3"}])
    at = next(rank for rank, square in enumerate(made.squares) if square.kind is Kind.SHORTCUT)
    bridge = table.positions[at].landing.bridge
    assert bridge is not None
    assert table.way(at, bridge) == tuple(range(at + 1, bridge + 1))


def test_an_urgency_out_of_the_circuit_moves_on_by_as_many_squares():
    made, table = table_of(shortcuts=[{"id": "u", "title": "Urgence", "from": "s1", "to": "out"}])
    at = next(rank for rank, square in enumerate(made.squares) if square.kind is Kind.SHORTCUT)
    assert table.positions[at].landing.again
    assert table.positions[at].landing.bridge is None


def test_levels_of_reclamations_are_the_places_of_their_urgencies():
    urgent = [{"id": name, "title": f"Niveau {name}", "from": "s1", "to": "s3"} for name in ("a", "b")]
    problems = [
        {"id": "p", "title": "Robinet", "urgency": "b"},
        {"id": "q", "title": "Porte", "urgency": "none"},
        {"id": "r", "title": "Volet"},
    ]
    made, table = table_of(shortcuts=urgent, problems=problems)
    levels = dict(zip([problem.id for problem in made.problems], table.problems, strict=True))
    assert [levels["p"], levels["q"], levels["r"]] == [1, NEVER, None]


def test_cards_give_what_they_are():
    made, table = table_of(questions=[{"id": "q", "title": "Et vous ?"}])
    kinds = {card.gives for card in table.pile}
    assert {Gives.ANSWER, Gives.TALK, Gives.HELP} <= kinds
    assert len(table.pile) == len(made.pile)


def row_of_backs(count):
    """A start, squares that lead back to it, an arrival."""
    squares = count + 2
    landings = [READ, *[Landing(back=0)] * count, READ]
    positions = tuple(
        Position(str(at + 1), Kind.BACK, landing, at + 1 if at + 1 < squares else None)
        for at, landing in enumerate(landings)
    )
    return Table(positions, squares)


def test_a_board_that_may_never_end_is_seen():
    """Six squares in a row that lead back, and no proof to show: nobody passes."""
    assert list_stuck(row_of_backs(FACES)) == (0,)
    assert list_stuck(row_of_backs(FACES - 1)) == ()
    assert CannotEnd(["1"]).squares == ("1",)


@pytest.mark.parametrize("path", SHIPPED, ids=str)
def test_each_shipped_board_ends_and_its_table_is_small_json(path):
    table = compile_rules(assemble(shipped(path), preset()))
    assert list_stuck(table) == ()
    assert len(json.dumps(table_data(table))) < 6_000


def test_the_data_say_all_of_a_landing_and_nothing_that_does_not_happen():
    table = compile_rules(every_kind())
    told = table_data(table)
    assert len(told["lands"]) == len(told["paths"]) == len(table.positions)
    for at, position in enumerate(table.positions):
        said = told["landings"][told["lands"][at]]
        assert bool(said.get("box")) is position.landing.box
        assert said.get("waits", 0) == position.landing.waits
    assert all(
        all(value not in (None, False, 0) for key, value in each.items() if key != "level") for each in told["landings"]
    )


def test_every_kind_is_in_the_register():
    assert set(KINDS) == set(Kind)
