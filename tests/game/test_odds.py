"""The figures: known answers, a plain player of the printed rules, the aims of game.md on all shipped circuits."""

from random import Random
from statistics import mean, pstdev
from time import process_time

import numpy as np
import pytest

from jeu_oie.game.assembly import assemble
from jeu_oie.game.odds import DEFAULT_GAMES, Odds, as_data, odds_of_board
from jeu_oie.game.odds.games import ATTENTIVE, AVERAGE, RANDOM, Player, play, seats
from jeu_oie.game.rules import bare, compile_rules
from tests.chosen import chosen, named
from tests.game.making import FEW, SHIPPED, every_kind, preset, shipped
from tests.game.plain import Game

# A bare track, one die, arrival by any throw: turns from its first square (game.md, « Odds »).
KNOWN = {18: 5.333194, 32: 9.333326, 36: 10.476195, 42: 12.190477, 63: 18.190476}
SURE = Player(1, 1)
GAMES = 500


@pytest.mark.parametrize("squares, turns", KNOWN.items())
def test_a_bare_track_takes_as_many_turns_as_the_world_knows(squares, turns):
    odds = Odds(bare(squares), plays=20_000)
    rounds = odds.played(*seats([SURE], odds.plays)).rounds
    assert abs(rounds.mean() - turns) < 3 * rounds.std() / np.sqrt(odds.plays)


def test_a_track_of_boxes_stops_at_each():
    odds = Odds(bare(20, boxes=True), plays=50)
    assert set(odds.played(*seats([SURE], odds.plays)).rounds) == {19}


def test_the_same_seed_gives_the_same_figures_and_another_does_not():
    table = compile_rules(every_kind())
    first, again, other = (as_data(Odds(table, seed=seed, plays=200)) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def plain_games(board, player, teams):
    games = []
    for number in range(GAMES):
        game = Game(board, player.right, player.shows, Random(number))
        won = game.run(teams)
        games.append((game.rounds, game.lost, game.stakes, len(game.ticked), won[0]))
    return games


def agree(plain, fast):
    """Whether two means are within three standard errors."""
    error = np.hypot(pstdev(plain) / np.sqrt(len(plain)), fast.std() / np.sqrt(len(fast)))
    return abs(mean(plain) - fast.mean()) <= 3 * error + 1e-9


@pytest.mark.parametrize(
    "path, teams, player", [(None, 4, AVERAGE), (FEW[0], 2, RANDOM), (FEW[1], 6, ATTENTIVE)], ids=named
)
def test_a_plain_player_of_the_printed_rules_agrees(path, teams, player):
    board = every_kind() if path is None else assemble(shipped(path), preset())
    odds = Odds(compile_rules(board), plays=2000)
    fast = odds.played(*seats([player] * teams, odds.plays))
    rounds, lost, stakes, _, won = zip(*plain_games(board, player, teams), strict=True)
    assert agree(rounds, fast.rounds)
    assert agree(lost, fast.lost)
    assert agree(stakes, fast.quizzes + fast.recalls)
    assert agree(won, fast.won[:, 0])


def test_the_plain_player_sees_another_rule():
    """A planted fault: whoever shows no proof is found out."""
    board = assemble(shipped(FEW[0]), preset())
    odds = Odds(compile_rules(board), plays=2000)
    lost = [game[1] for game in plain_games(board, Player(AVERAGE.right, 0), 4)]
    assert not agree(lost, odds.played(*seats([AVERAGE] * 4, odds.plays)).lost)


def test_no_throw_of_the_plain_player_reads_three_cards():
    board = assemble(shipped(FEW[0]), preset())
    for number in range(100):
        game = Game(board, 1, 0, Random(number))
        game.run(4)
        assert game.most_cards <= 2


@pytest.mark.parametrize("path", chosen(SHIPPED, FEW), ids=named)
def test_shipped_boards_reach_what_is_aimed_at(path):
    """Within the figures that the design has measured, or it says why in its note."""
    data = as_data(odds_of_board(assemble(shipped(path), preset()), 1000))
    average = data["players"]["average"]
    low, high = data["range"]
    assert 0.40 <= data["knowledge"]["value"] <= 0.52
    assert 1.5 <= average["lost"]["value"] <= 4.6
    assert average["quizzes"]["value"] + average["recalls"]["value"] >= 6
    assert all(told["bundle"]["share"] == 1 for told in data["players"].values())
    assert low >= 32
    assert high <= 57
    two = data["two"].get("with", data["two"]["first"])
    assert 0.44 <= two["value"] <= 0.55
    assert (data["tail"], data["helper"], data["danger"], average["heard"]["end"]) == (0, 1.0, 1.0, 1.0)


def test_each_figure_has_its_error_and_each_square_its_visits():
    board = every_kind()
    data = as_data(Odds(compile_rules(board), plays=200))
    assert data["knowledge"]["error"] > 0
    assert data["players"]["average"]["minutes"]["p50"]["error"] > 0
    assert list(data["visits"]) == [square.name for square in board.every_square]
    assert data["board"]["squares"] == len(board.squares)
    assert data["room"]["careless"]["value"] <= data["room"]["chance"]["value"]


def test_two_thousand_games_of_four_teams_take_a_third_of_a_second():
    board = every_kind(squares="63")
    odds = Odds(compile_rules(board))
    right, shows = seats([AVERAGE] * 4, DEFAULT_GAMES)
    begun = process_time()
    play(odds.arrays, right, shows, np.random.default_rng(0))
    assert process_time() - begun < 0.3
