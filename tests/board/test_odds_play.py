"""Played, not only computed: 10^5 seeded plays of the table agree with its odds within 4 standard errors."""

from math import sqrt
from random import Random
from statistics import fmean, stdev

import pytest

from jeu_oie.board.odds import odds_of_board
from jeu_oie.board.odds.games import Pace
from jeu_oie.board.odds.team import team_of
from jeu_oie.board.play import Thrown, alone, game, passed
from jeu_oie.board.preset import Finish
from jeu_oie.board.rules import bare, compile_rules
from jeu_oie.board.squares import assemble
from tests.board import making

PLAYS = 100_000
FAST = {"oph-31/repairs", "sdh/transfer"}  # bridges, and every trap
BOARDS = [
    pytest.param(path, id=path.stem, marks=() if f"{path.parent.name}/{path.stem}" in FAST else pytest.mark.slow)
    for path in making.SHIPPED
]


def board_of(path, **keys):
    return assemble(making.shipped(path), making.preset(squares="auto", **keys))


def within(found, chance, plays=PLAYS):
    """Whether a share that was played agrees with its chance."""
    return abs(found - chance) <= 4 * sqrt(max(chance * (1 - chance), 1 / plays) / plays)


@pytest.mark.parametrize("path", BOARDS)
def test_plays_agree_with_the_odds(path):
    table = compile_rules(board_of(path))
    team, dice = team_of(table), Random(20170314)
    played = [alone(table, dice) for _ in range(PLAYS)]
    turns = sorted(each.turns for each in played)
    assert abs(fmean(turns) - team.mean) <= 4 * stdev(turns) / sqrt(PLAYS)
    for share in (0.1, 0.5, 0.9):
        quantile = team.quantile(share)
        assert within(sum(each <= quantile for each in turns) / PLAYS, team.arrived[quantile])
    for at in range(len(table.positions)):
        assert within(sum(at in each.met for each in played) / PLAYS, team.visits[at]), table.positions[at].name


@pytest.mark.parametrize("path", BOARDS)
def test_help_makes_no_game_longer(path):
    """Without help games of 4 teams last as computed; with it no quantile comes later."""
    board, plays = board_of(path), 4000
    table, odds = compile_rules(board), odds_of_board(board).games[4]
    for helped in (False, True):
        dice = Random(38)
        passes = [game(table, 4, dice, Pace(), helped=helped).passes for _ in range(plays)]
        for share in (0.1, 0.5, 0.9):
            rank = int((odds.over < share).sum())
            over = sum(each <= rank for each in passes) / plays
            assert within(over, odds.over[rank], plays) or (helped and over > odds.over[rank])


def test_a_seed_gives_the_same_game():
    table = compile_rules(board_of(making.SHIPPED[0]))
    one, two = (game(table, 4, Random(7), Pace(), helped=True) for _ in range(2))
    assert one == two


def test_minutes_that_are_played_are_those_that_are_computed():
    """The mean of the minutes of 4 000 games lies near the odds' median: they are the same pace."""
    for path in making.SHIPPED:
        board = board_of(path)
        table, odds, dice = compile_rules(board), odds_of_board(board).games[4], Random(1)
        minutes = sorted(game(table, 4, dice, Pace()).minutes for _ in range(1000))
        for share in (0.1, 0.5, 0.9):
            assert minutes[int(share * 1000)] == pytest.approx(odds.quantile(share), rel=0.1)


def test_what_a_pawn_passes():
    table = bare(10, {4: 8}, Finish.BOUNCE)
    for start, throw, over in ((0, 3, {1, 2, 3}), (1, 3, {2, 3, 4, 8}), (8, 5, {7, 8, 9})):
        result = next(iter(table.entry(start, throw).results.values()))
        assert passed(table, Thrown(start, throw, result, None)) == over
