"""Odds against what is known: Chutes and Ladders, bare tracks in closed form, boards that nobody can finish."""

import json

import pytest

from jeu_oie.game.odds import CannotEnd, Pace, as_data, game_of, odds_of, odds_of_board, team_of
from jeu_oie.game.odds.chain import ARRIVED, chain_of
from jeu_oie.game.odds.teams import MINUTES
from jeu_oie.game.preset import Ends, Finish
from jeu_oie.game.rules import bare, compile_rules
from jeu_oie.game.squares import assemble
from tests.game import making

# The Milton Bradley board: ladders, then chutes.
CHUTES = {1: 38, 4: 14, 9: 31, 21: 42, 28: 84, 36: 44, 51: 67, 71: 91, 80: 100}
CHUTES |= {16: 6, 47: 26, 49: 11, 56: 53, 62: 19, 64: 60, 87: 24, 93: 73, 95: 75, 98: 78}


def shipped(path, **keys):
    return assemble(making.shipped(path), making.preset(squares="auto", **keys))


def test_chutes_and_ladders():
    team = team_of(bare(100, CHUTES, Finish.STAY))
    assert team.mean == pytest.approx(39.225122308234960, abs=1e-9)
    assert team.shortest == 7
    assert team.ends == pytest.approx(1, abs=1e-12)
    assert team.quantile(0.5) == 32


@pytest.mark.parametrize("finish, mean", [(Finish.BOUNCE, 43.3246), (Finish.PASS, 35.8349)])
def test_chutes_and_ladders_by_the_other_finishes(finish, mean):
    assert team_of(bare(100, CHUTES, finish)).mean == pytest.approx(mean, abs=5e-5)


@pytest.mark.parametrize("squares", range(1, 7))
def test_a_bare_track_within_one_throw(squares):
    assert team_of(bare(squares, finish=Finish.PASS)).mean == pytest.approx((7 / 6) ** (squares - 1), abs=1e-12)
    assert team_of(bare(squares, finish=Finish.STAY)).mean == pytest.approx(6, abs=1e-12)


@pytest.mark.parametrize("squares", [1, 2, 5, 30, 63])
def test_a_bare_track_with_a_coin(squares):
    """Steps of 1 or 2: E = 2n/3 + 2/9 (1 - (-1/2)^n), and square k is met 2/3 + 1/3 (-1/2)^k of the time."""
    team = team_of(bare(squares, finish=Finish.PASS, sides=2))
    assert team.mean == pytest.approx(2 * squares / 3 + 2 / 9 * (1 - (-0.5) ** squares), abs=1e-9)
    for at in range(1, squares):
        assert team.visits[at] == pytest.approx(2 / 3 + (-0.5) ** at / 3, abs=1e-9)
    assert team.visits[squares] == pytest.approx(1, abs=1e-12)


def test_a_square_that_sends_back_for_ever_is_to_blame():
    with pytest.raises(CannotEnd) as refused:
        team_of(bare(20, dict.fromkeys(range(10, 16), 1)))
    assert refused.value.squares == tuple(map(str, range(10, 16)))
    assert refused.value.chance == 0


def test_two_dice_that_never_throw_a_one():
    """With `stay` and two dice nobody leaves the square before the arrival."""
    board = shipped(making.SHIPPED[0], dice=2, finish="stay")
    with pytest.raises(CannotEnd) as refused:
        odds_of_board(board)
    assert refused.value.squares == (str(len(board.squares) - 1),)
    assert 0.5 < refused.value.chance < 1


@pytest.mark.parametrize("keys", [{}, {"finish": "pass", "dice": 2}, {"finish": "stay", "abandon": "start"}], ids=str)
@pytest.mark.parametrize("path", making.SHIPPED, ids=str)
def test_every_shipped_board_ends(path, keys):
    odds = odds_of_board(shipped(path, **keys))
    assert odds.team.ends == pytest.approx(1, abs=1e-12)
    for teams in range(2, 9):
        assert odds.games[teams].ends == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize("path", making.SHIPPED, ids=str)
def test_the_classic_game_lasts_as_long_as_a_workshop(path):
    """8 games of 4 teams in 10 last 20 to 60 minutes, at most 2 in 100 are over within two rounds."""
    game = odds_of_board(shipped(path)).games[4]
    assert game.within(60) - game.within(20) >= 0.8
    assert game.within_rounds(2) <= 0.02


@pytest.mark.parametrize("path", making.SHIPPED, ids=str)
def test_from_every_state_the_chances_make_one(path):
    chain = chain_of(compile_rules(shipped(path)))
    for state in range(len(chain.states)):
        assert sum(step.chance for step in chain.steps if step.before == state) == pytest.approx(1)
    assert any(step.after == ARRIVED for step in chain.steps)


@pytest.mark.parametrize("path", making.SHIPPED, ids=str)
def test_the_chain_of_throws_and_that_of_turns_agree(path):
    """The mean from the matrix is the sum of the chances to be still on the way; no visit without its chance."""
    team = team_of(compile_rules(shipped(path, dice=2)))
    assert team.mean == pytest.approx(float((1 - team.arrived).sum()), abs=1e-5)
    assert team.met[-1].tolist() == pytest.approx(team.visits.tolist())
    assert (team.met[1:] >= team.met[:-1]).all()


def test_more_teams_take_longer_and_the_first_seat_gains():
    odds = odds_of(bare(30, finish=Finish.PASS))
    for teams, game in odds.games.items():
        assert sum(game.first) == pytest.approx(1)
        assert list(game.first) == sorted(game.first, reverse=True)
        assert 0 <= game.within(10) <= game.within(60) <= 1
        if teams > 1:
            assert game.quantile(0.5) > odds.games[teams - 1].quantile(0.5) * 0.9
            assert game.met(20) <= game.met(40) <= 1


def test_ends_needs_the_first_half_or_all_of_the_teams():
    team = team_of(bare(30, finish=Finish.PASS))
    first, half, every = (game_of(team, 5, ends, Pace()) for ends in (Ends.FIRST, Ends.HALF, Ends.ALL))
    assert first.quantile(0.5) < half.quantile(0.5) < every.quantile(0.5)
    alone = game_of(team, 1, Ends.HALF, Pace())
    assert alone.over.tolist() == pytest.approx(team.arrived.tolist())


def test_minutes_follow_from_the_pace():
    """One team on a track of one square: the départ's card, one turn, the arrival's card."""
    game = game_of(team_of(bare(1, finish=Finish.PASS)), 1, Ends.FIRST, Pace(turn=30, card=20))
    assert game.minutes.tolist() == pytest.approx([20 / 60, 70 / 60])
    assert game.quantile(0.5) == pytest.approx(70 / 60)
    assert [game.within(1), game.within(2)] == pytest.approx([0, 1])


def test_all_figures_are_data():
    data = json.loads(json.dumps(as_data(odds_of_board(shipped(making.SHIPPED[0])))))
    assert set(data) == {"board", "turns", "ends", "games", "visits"}
    assert set(data["turns"]) >= {"mean", "p10", "p50", "p90"}
    assert set(data["games"]) == {str(teams) for teams in range(1, 9)}
    assert set(data["games"]["4"]["minutes"]) == {"p10", "p50", "p90"}
    assert list(map(int, data["games"]["4"]["within"])) == list(MINUTES)
    assert data["board"]["dice"] == 1
    assert data["visits"]["1"] == 1
    assert all(0 <= chance <= 1 for chance in data["visits"].values())
