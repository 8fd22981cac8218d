"""Odds against what is known: Chutes and Ladders, bare tracks, boards that nobody can finish."""

import json
from dataclasses import replace

import numpy as np
import pytest

from jeu_oie.game.assembly import assemble
from jeu_oie.game.odds import CannotEnd, Players, as_data, game_data, odds_of, odds_of_board, team_of
from jeu_oie.game.odds.chain import ARRIVED, Alone, chain_of
from jeu_oie.game.odds.games import MINUTES, mean_of, play_games
from jeu_oie.game.odds.plays import Pace, Venue
from jeu_oie.game.odds.teams import SHARES, are_apart, rounds_apart
from jeu_oie.game.preset import Ends, Finish
from jeu_oie.game.rules import bare, compile_rules
from tests.game import making
from tests.rules.laying import lay

# The Milton Bradley board: ladders, then chutes.
CHUTES = {1: 38, 4: 14, 9: 31, 21: 42, 28: 84, 36: 44, 51: 67, 71: 91, 80: 100}
CHUTES |= {16: 6, 47: 26, 49: 11, 56: 53, 62: 19, 64: 60, 87: 24, 93: 73, 95: 75, 98: 78}

ONE_DIE: dict[tuple[int, ...], float] = {(face,): 1 / 6 for face in range(1, 7)}
LARGER: dict[tuple[int, ...], float] = {(face,): (2 * face - 1) / 36 for face in range(1, 7)}  # of two dice


def shipped(path, **keys):
    return assemble(making.shipped(path), making.preset(squares="auto", **keys))


def coin(sides):
    return {(face,): 1 / sides for face in range(1, sides + 1)}


def walled(backs):
    """As many squares before the arrival send back to the départ, and there is no proof: six pass no single die."""
    setbacks = [{"id": f"b{rank}", "title": "Retour", "at": "s3", "kind": "back", "to": "s1"} for rank in range(backs)]
    places = {5: "s2", 9: "s3", **{24 - backs + rank: f"b{rank}" for rank in range(backs)}}
    return lay(24, places, {"squares": "24"}, {"setbacks": setbacks})


def test_chutes_and_ladders():
    team = team_of(bare(100, CHUTES, Finish.STAY))
    assert team.mean == pytest.approx(39.225122308234960, abs=1e-9)
    assert team.shortest == 7
    assert team.ends == pytest.approx(1, abs=1e-12)
    assert team.quantile(0.5) == 32


@pytest.mark.parametrize("finish, mean", [(Finish.BOUNCE, 43.3246), (Finish.PASS, 35.8349)])
def test_chutes_and_ladders_by_the_other_finishes(finish, mean):
    assert team_of(bare(100, CHUTES, finish)).mean == pytest.approx(mean, abs=5e-5)


@pytest.mark.parametrize(
    "squares, finish, one, larger",
    [
        (18, Finish.PASS, 5.333194, 4.242666),
        (18, Finish.BOUNCE, 9.612982, 10.977153),
        (36, Finish.PASS, 10.476195, 8.263699),
        (36, Finish.BOUNCE, 14.761934, 15.054144),
        (63, Finish.PASS, 18.190476, 14.300838),
        (63, Finish.BOUNCE, 22.476190, 21.088431),
    ],
)
def test_bare_tracks(squares, finish, one, larger):
    """From square 1 to the last, by one die and by the larger of two."""
    for throws, mean in ((ONE_DIE, one), (LARGER, larger)):
        assert team_of(bare(squares - 1, {}, finish, throws)).mean == pytest.approx(mean, abs=6e-7)


@pytest.mark.parametrize("squares", [18, 36, 63])
def test_with_one_die_to_stay_takes_as_long_as_to_bounce(squares):
    stay, bounce = (team_of(bare(squares - 1, {}, finish)).mean for finish in (Finish.STAY, Finish.BOUNCE))
    assert stay == pytest.approx(bounce, abs=1e-9)


@pytest.mark.parametrize("squares", range(1, 7))
def test_a_bare_track_within_one_throw(squares):
    assert team_of(bare(squares, finish=Finish.PASS)).mean == pytest.approx((7 / 6) ** (squares - 1), abs=1e-10)
    assert team_of(bare(squares, finish=Finish.STAY)).mean == pytest.approx(6, abs=1e-9)


@pytest.mark.parametrize("squares", [1, 2, 5, 30, 63])
def test_a_bare_track_with_a_coin(squares):
    """Steps of 1 or 2: E = 2n/3 + 2/9 (1 - (-1/2)^n)."""
    team = team_of(bare(squares, finish=Finish.PASS, throws=coin(2)))
    assert team.mean == pytest.approx(2 * squares / 3 + 2 / 9 * (1 - (-0.5) ** squares), abs=1e-9)


@pytest.mark.parametrize("squares", [5, 18, 40])
def test_a_track_of_unread_steps_is_read_one_throw_a_step(squares):
    track = bare(squares - 1, finish=Finish.PASS)
    positions = tuple(replace(each, first=0 < int(each.name) < squares - 1) for each in track.positions)
    team = team_of(replace(track, positions=positions))
    assert team.mean == pytest.approx(squares - 1, abs=1e-9)
    assert team.shortest == squares - 1


def test_a_square_that_sends_back_for_ever_is_to_blame():
    with pytest.raises(CannotEnd) as refused:
        team_of(bare(20, dict.fromkeys(range(10, 16), 1)))
    assert refused.value.squares == tuple(map(str, range(10, 16)))
    assert refused.value.chance == 0


def test_a_board_that_can_never_be_finished_names_its_squares():
    with pytest.raises(CannotEnd) as refused:
        odds_of_board(walled(6))
    assert refused.value.squares == tuple(str(number) for number in range(18, 24))


@pytest.mark.parametrize("keys", [{}, {"finish": "pass", "dice": "both"}, {"finish": "stay", "dice": "one"}], ids=str)
@pytest.mark.parametrize("path", making.SHIPPED, ids=str)
def test_every_shipped_board_ends(path, keys):
    assert odds_of_board(shipped(path, **keys)).team.ends == pytest.approx(1, abs=1e-11)


@pytest.mark.parametrize("path", making.SHIPPED, ids=str)
def test_from_every_state_the_chances_make_one(path):
    chain = chain_of(Alone(compile_rules(shipped(path)), Players()))
    sums = np.bincount(chain.before, chain.chance, len(chain.states))
    assert sums == pytest.approx(1)
    assert chain.start.sum() == pytest.approx(1)
    assert (chain.after == ARRIVED).any()


def test_reading_takes_one_team_as_many_throws_as_there_is_to_read():
    """Alone, the team stops at all that it passes: never fewer turns than squares on its way that stop."""
    for path in making.SHIPPED[::3]:
        table = compile_rules(shipped(path))
        read = sum(each.first and each.entry is None for each in table.positions)
        free = compile_rules(shipped(path, first="none"))
        assert team_of(table).mean > team_of(free).mean
        assert team_of(table).quantile(0.5) >= read * 0.8


# --- several teams ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("ends", [Ends.FIRST, Ends.HALF, Ends.ALL])
def test_teams_that_share_nothing_play_as_long_as_computed(ends):
    table = replace(bare(30, {4: 9, 20: 11}, Finish.BOUNCE), ends=ends)
    team, games = team_of(table), odds_of(table, plays=4000).games[4]
    over = rounds_apart(team, 4, ends)
    for rounds in (8, 12, 16, 24):
        error = (over[rounds] * (1 - over[rounds]) / 4000) ** 0.5 + 1e-9
        assert abs(games.within_rounds(rounds) - over[rounds]) <= 4 * error


def test_rounds_are_exact_where_teams_share_nothing_and_help_nobody():
    odds = odds_of(replace(bare(30, {4: 9, 20: 11}, Finish.BOUNCE), ends=Ends.ALL), plays=4000)
    rounds = game_data(odds, 4)["rounds"]
    assert rounds.pop("exact")
    over, error = odds.games[4].over, 4 * (0.25 / 4000) ** 0.5
    for key, share in SHARES.items():
        assert over[rounds[key] - 1] - error < share <= over[rounds[key]] + error


@pytest.mark.parametrize("first", ["none", ["step"]], ids=str)
def test_teams_that_read_for_all_or_help_are_not_apart(first):
    for path in making.SHIPPED:
        assert not are_apart(compile_rules(shipped(path, first=first)))
    alone = making.board(rules=making.preset(first=first), steps=making.steps(4))
    assert are_apart(compile_rules(alone)) == (first == "none")


def test_more_teams_take_longer_and_whoever_begins_gains_no_more():
    odds = odds_of(bare(30, finish=Finish.PASS), plays=1000)
    for teams, game in odds.games.items():
        assert sum(game.seats) == pytest.approx(1)
        assert max(game.seats) - min(game.seats) < 0.08
        assert 0 <= game.within(10) <= game.within(60) <= 1
        if teams > 2:
            assert game.quantile(0.5) > odds.games[teams - 1].quantile(0.5)


def test_minutes_follow_from_the_pace():
    """One square: both problems, the card of the départ, a turn each, the arrival's card, told again to the second."""
    venue = Venue(bare(1, finish=Finish.PASS), Players(), Pace(turn=30, card=20, talk=90, blank=60, again=5))
    game = odds_of(venue.table, venue.players, venue.pace, plays=10).games[2]
    assert {round(each.minutes * 60) for each in game.games} == {2 * 60 + 20 + 2 * 30 + 20 + 5}
    assert game.quantile(0.5) == pytest.approx(225 / 60)


def test_quantiles_have_errors_that_shrink_as_more_is_played():
    few, many = (odds_of(bare(30), plays=plays).games[4] for plays in (100, 1600))
    assert 0 < many.quantile_error(0.5) < few.quantile_error(0.5)
    assert many.share_error(0.5) == pytest.approx(0.5 / 40)
    assert mean_of([1.0, 3.0]).error == pytest.approx(1 / 2**0.5)


def test_a_team_that_thinks_wins_more():
    """One careful team against three that take any die (chance: a quarter)."""
    for path in making.SHIPPED[:3]:
        odds = odds_of_board(shipped(path))
        venue = Venue(odds.table, Players(), Pace())
        assert play_games(venue, 4, 600, (1.0, 0.0, 0.0, 0.0)).seats[0] >= 0.4


def test_all_figures_are_data():
    board = shipped(making.SHIPPED[0])
    data = json.loads(json.dumps(as_data(odds_of_board(board, plays=200))))
    assert set(data) >= {
        *("board", "turns", "ends", "games", "visits", "steps", "kinds", "choices", "seats", "proofs", "landings")
    }
    assert set(data["turns"]) >= {"mean", "p10", "p50", "p90"}
    assert data["turns"]["exact"] is True
    assert set(data["games"]) == {"2", "4", "6"}
    four = data["games"]["4"]
    assert set(four["minutes"]) == {"p10", "p50", "p90"}
    assert (four["exact"], four["plays"]) == (False, 200)
    assert set(data["error"]) == {"visits", "kinds", "seats"}
    assert set(four["error"]) == {"p10", "p50", "p90", "within", "two-rounds", "seats"}
    assert data["error"]["visits"]["1"] == 0 < data["error"]["seats"][0] < 0.05
    assert set(data["room"]) >= {"days", "share", "careless", "minutes", "exact"}
    assert list(map(int, four["within"])) == list(MINUTES)
    assert data["board"] == {"squares": len(board.squares), "dice": "two", "finish": "bounce", "ends": "half"}
    assert data["visits"]["1"] == 1
    assert all(0 <= chance <= 1 for chance in (*data["visits"].values(), *data["kinds"].values()))
    assert data["steps"]["value"] == 1
    assert data["landings"]["nothing"]["value"] == 0
