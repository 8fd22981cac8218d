"""The table as a whole: every square says of the game what the table does; it is data, and never steps aside."""

import json
from dataclasses import replace

import pytest

from jeu_oie.board.effects import closed_target, wait_turns
from jeu_oie.board.facts import Facts
from jeu_oie.board.kinds import Kind
from jeu_oie.board.preset import Finish
from jeu_oie.board.rules import Act, Outcome, Reason, bare, compile_rules
from jeu_oie.board.rules.parts import ORIGINS
from jeu_oie.board.squares import assemble
from jeu_oie.messages import words
from tests.board import making


def tables():
    for path in making.SHIPPED:
        for keys in ({}, {"finish": "pass", "dice": 2, "trap": 1}, {"finish": "stay", "abandon": "start", "skip": 1}):
            yield path, compile_rules(assemble(making.shipped(path), making.preset(squares="auto", **keys)))


def every(table):
    for at in table.inner():
        for throw in table.throws:
            for eggs in range(4):
                for card in range(2):
                    yield at, table.entry(at, throw, eggs, card)


def test_every_result_stays_on_the_board_and_within_the_tokens():
    for path, table in tables():
        for at, entry in every(table):
            for result in entry.results.values():
                assert 0 <= result.at < len(table.positions), path
                assert 0 <= result.eggs <= 3 and 0 <= result.card <= 1
                assert result.arrived == (result.at == table.arrival)
                assert result.at == (result.moves[-1].to if result.moves else at)
                assert all(move.played for move in result.moves[:-1])
                assert not (result.arrived and (result.lost or result.again))


def test_the_table_agrees_with_what_the_squares_say():
    for path in making.SHIPPED:
        board = assemble(making.shipped(path), making.preset(squares="auto"))
        facts, table = Facts(board, words("fr")), compile_rules(board)
        for square, position in zip(board.squares, table.positions, strict=False):
            assert position.name == square.name
            if square.target is not None and position.act is not Act.CLOSED:
                assert position.to is not None
                assert table.positions[position.to].name == square.target
            if square.kind is Kind.WAIT:
                assert position.turns == wait_turns(square.item, board.preset)
            if square.kind is Kind.CLOSED:
                assert position.to is not None
                assert table.positions[position.to].name == closed_target(square, facts)


def test_every_rule_says_where_it_comes_from():
    assert set(ORIGINS) >= set(Reason)
    assert set(Act) - set(ORIGINS) <= {Act.GOOSE, Act.BRIDGE, Act.CLOSED}  # told as the reason of the move
    assert all(place in ("old game", "game.md") and said for place, said in ORIGINS.values())


def test_the_table_is_data_that_holds_every_cell():
    for _, table in tables():
        data = json.loads(json.dumps(table.as_data()))
        for at in table.inner():
            cells = data["cells"][table.positions[at].name]
            for throw, cell in zip(table.throws, cells, strict=True):
                said, wanted = data["entries"][cell[2][1]], table.entry(at, throw, 2, 1)
                assert set(said["results"]) == {way.value for way in wanted.results}
                assert [each["at"] for each in said["results"].values()] == [
                    each.at for each in wanted.results.values()
                ]


def test_chances_of_every_draw_make_one():
    for _, table in tables():
        assert sum(table.throws.values()) == pytest.approx(1)
        for position in table.positions:
            if position.chances:
                assert sum(position.chances.values()) == pytest.approx(1)
                assert min(position.chances.values()) >= 0


def test_a_bare_track_starts_at_zero():
    table = bare(10, {4: 8, 9: 2}, Finish.BOUNCE)
    assert [each.name for each in table.positions] == [str(at) for at in range(11)]
    assert table.entry(1, 3).results[Outcome.NONE].at == 8
    assert table.entry(8, 3).results[Outcome.NONE].at == 2  # 11 bounces to 9, which slides


def test_after_a_bounce_geese_never_push_below_the_first_square():
    table = bare(12, {}, Finish.BOUNCE, count=2)
    goose = replace(table.positions[6], act=Act.GOOSE)
    table = replace(table, positions=(*table.positions[:6], goose, *table.positions[7:]), cells={})
    result = table.entry(6, 12).results[Outcome.NONE]
    assert [move.to for move in result.moves] == [6, 1]
    assert [move.why for move in result.moves] == [Reason.BOUNCE, Reason.GOOSE]


def test_a_square_is_played_once_in_a_throw():
    table = bare(6, {}, Finish.BOUNCE, count=1)
    geese = tuple(replace(each, act=Act.GOOSE) if each.name in "15" else each for each in table.positions)
    result = replace(table, positions=geese, cells={}).entry(4, 3).results[Outcome.NONE]
    assert [(move.to, move.played) for move in result.moves] == [(5, True), (2, True)]
