"""The table as a whole: every square says of the game what the table does; it is data, and never steps aside."""

import json
from dataclasses import replace

import pytest

from jeu_oie.game.kinds import Kind
from jeu_oie.game.preset import Finish
from jeu_oie.game.rules import Act, Move, Outcome, Reason, bare, compile_rules, factor_table
from jeu_oie.game.rules.table import CHANGES
from jeu_oie.game.rules.walk import ORIGINS
from jeu_oie.game.squares import assemble
from jeu_oie.game.wording import FactFormatter, closed_target, wait_turns
from jeu_oie.messages import load_catalog
from tests.game import making


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
        facts, table = FactFormatter(board, load_catalog("fr")), compile_rules(board)
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


def tail_of(data, landing):
    tail = data["tails"][data["then"][landing]]
    return tail if isinstance(tail, dict) else {"ways": {"none": tail}}


def asking(data, landing):
    """The square that draws a card: where the moves before it end."""
    tail, beyond = tail_of(data, landing), landing - len(data["cells"])
    to = data["landings"][beyond][0] if beyond >= 0 else landing
    return [to, *(to for to, *_ in tail.get("moves", ()))][-1] if "draws" in tail else None


def looked_up(data, landing, outcome, eggs, card):
    """What a reader of the data finds, as the page's script does."""
    beyond = landing - len(data["cells"])
    to, *why = data["landings"][beyond] if beyond >= 0 else [landing]
    tail = tail_of(data, landing)
    rank = tail["ways"][outcome.value]
    found = data["results"][rank[2 * eggs + card] if isinstance(rank, list) else rank]
    first = [Move(to, Reason(*(why or ["throw"])))] if to is not None else []
    more = (*tail.get("moves", ()), *found.get("moves", ()))
    return found, (*first, *(Move(to, Reason(why), not skipped) for to, why, *skipped in more))


def test_the_data_of_the_page_says_what_the_table_says_in_every_cell():
    for _, table in tables():
        data = json.loads(json.dumps(factor_table(table)))
        for at in table.inner():
            for rank, throw in enumerate(table.throws):
                for eggs in range(4):
                    for card in range(2):
                        wanted, landing = table.entry(at, throw, eggs, card), data["cells"][at][rank] + at
                        tail = tail_of(data, landing)
                        assert asking(data, landing) == wanted.draws
                        assert set(tail["ways"]) == {way.value for way in wanted.results}
                        for way, result in wanted.results.items():
                            found, moves = looked_up(data, landing, way, eggs, card)
                            assert moves == result.moves
                            for key in CHANGES:
                                assert found.get(key, 0) == getattr(result, key), (at, throw, key)


def test_the_data_of_the_page_has_the_first_throw_that_stops_on_its_goose():
    geese = {4: 8, 8: 12}
    positions = [replace(each, act=Act.GOOSE) if int(each.name) in geese else each for each in bare(12).positions]
    table = replace(bare(12), positions=tuple(positions))
    data = factor_table(table)
    _, moves = looked_up(data, data["first"][3], Outcome.NONE, 0, 0)
    _, later = looked_up(data, data["cells"][0][3], Outcome.NONE, 0, 0)
    assert [move.to for move in moves] == [4]
    assert [move.to for move in later] == [4, 8, 12]


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
