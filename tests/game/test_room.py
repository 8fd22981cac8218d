"""« Le dossier avance »: one pawn for a room, days exact and as played, what leads to the arrival goes on instead."""

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest

from jeu_oie.game.assembly import assemble
from jeu_oie.game.kinds.landing import Effect, Help, Landing, Outcome, always, unless_shown
from jeu_oie.game.kinds.question import QUIZ
from jeu_oie.game.odds import Players, odds_of, odds_of_board
from jeu_oie.game.odds.room import room_data
from jeu_oie.game.preset import Finish
from jeu_oie.game.rules import Ask, bare, compile_rules
from jeu_oie.game.rules.together import together
from tests.game import making
from tests.game.extremes import fat, thin
from tests.game.playing import furthest_day
from tests.rules.laying import lay

PLAYS = 2000
# Of the table « Together » of game.md: calendar, attentive and careless win in %, median minutes.
TABLE = {
    "actis/neighbours": (12, 47, 5, 23),
    "actis/repairs": (17, 61, 10, 30),
    "opac-38/repairs": (15, 56, 6, 27),
    "oph-31/neighbours": (12, 62, 10, 18),
    "oph-31/repairs": (12, 65, 18, 18),
    "sdh/repairs": (15, 61, 6, 25),
    "sdh/transfer": (15, 69, 12, 24),
}


def name(path):
    return f"{path.parent.name}/{path.stem}"


def board_of(circuit):
    return assemble(circuit, making.preset(), frozenset())


def walked(squares, number=1, players=None, **landings):
    """The calendar of a bare track on which every throw is ``number``; ``landings``: what squares do (« s3 »)."""
    table = bare(squares, finish=Finish.PASS, throws={(number,): 1.0})
    positions = [replace(each, landing=landings.get(f"s{each.name}", each.landing)) for each in table.positions]
    return odds_of(replace(table, positions=tuple(positions)), players, plays=1).room.calendar


def days(calendar):
    """The chance of each number of days, where there is one."""
    chances = np.diff(calendar.attentive, prepend=0.0)
    return {day: round(float(chance), 6) for day, chance in enumerate(chances) if chance > 1e-9}


def test_each_turn_ticks_a_day():
    assert days(walked(9)) == {9: 1}
    assert days(walked(9, 2)) == {5: 1}


def test_turns_to_wait_are_ticked_at_once():
    assert days(walked(9, s4=unless_shown(Effect(lost=2)))) == {11: 1}


def test_help_that_nobody_needs_rubs_a_day_out():
    for helps in Help:
        assert days(walked(9, s4=always(Effect(helps=helps)))) == {8: 1}


def test_a_throw_that_is_won_costs_no_day():
    assert days(walked(9, players=Players(luck=1), s4=QUIZ)) == {8: 1}
    assert days(walked(9, players=Players(luck=0.25), s4=QUIZ)) == {8: 0.25, 9: 0.75}


def test_help_after_a_throw_that_was_won_costs_no_time_either():
    """Two squares in one turn: its day is rubbed out."""
    assert days(walked(9, players=Players(luck=1), s4=QUIZ, s5=always(Effect(helps=Help.SPACE)))) == {7: 1}


def test_the_calendar_is_nearest_to_six_in_ten():
    exit_ = Landing({Outcome.LEAVES: Effect(), Outcome.STAYS: Effect(lost=3)}, Ask.DOOR)
    calendar = walked(9, s4=exit_)
    assert days(calendar) == {9: 0.95, 12: 0.05}
    assert (calendar.days, round(calendar.share, 6)) == (9, 0.95)
    assert calendar.careless_share == pytest.approx(0.5)


def test_what_leads_to_the_arrival_goes_on():
    parts = {
        "steps": making.steps(4),
        "shortcuts": [{"id": "pont", "title": "Urgence", "from": "s1", "to": "end"}],
        "detours": [
            {"id": "d", "title": "Ailleurs", "from": "s2", "to": "end", "steps": [{"id": "a", "title": "Pas"}]}
        ],
    }
    teams = compile_rules(lay(20, {3: "pont", 5: "s2", 7: "d", 9: "s3", 14: "s4"}, {}, parts))
    room = together(teams)
    bridge, track, entry = teams.rank("3"), teams.rank("7a"), teams.rank("7")
    assert teams.positions[bridge].landing.ways[Outcome.CROSSES].to == teams.arrival
    assert room.positions[bridge].landing.ways == {Outcome.NONE: Effect()}
    assert (teams.positions[track].ends, room.positions[track].ends) == (True, False)
    assert [room.walk(track, number).to for number in (1, 3)] == [entry + 1, entry + 3]
    assert together(room) is room


def test_all_else_is_as_for_teams():
    for path in making.SHIPPED:
        teams = compile_rules(board_of(making.shipped(path)))
        room = together(teams)
        changed = [(one, other) for one, other in zip(teams.positions, room.positions, strict=True) if one is not other]
        assert replace(room, positions=teams.positions) == teams
        assert all(one.ends or one.landing.ask is Ask.URGENT for one, _ in changed)


@pytest.mark.parametrize("path", making.EARLIER[::3], ids=name)
def test_games_that_are_played_take_as_many_days(path):
    assert furthest_day(odds_of_board(board_of(making.shipped(path))).room.calendar, PLAYS) <= 4


@pytest.mark.parametrize("path", making.EARLIER, ids=name)
def test_the_days_are_those_of_the_design(path):
    """1 500 games stand behind its table; questions are answered by chance, on decks that are not the same."""
    days, won, careless, minutes = TABLE[name(path)]
    room = odds_of_board(board_of(making.shipped(path)), plays=500).room
    assert room.calendar.days == days
    assert 100 * room.calendar.share == pytest.approx(won, abs=7)
    assert 100 * room.calendar.careless_share == pytest.approx(careless, abs=5)
    assert room.game.quantile(0.5) == pytest.approx(minutes, rel=0.1)


@pytest.mark.parametrize("circuit", [*map(making.shipped, making.SHIPPED), thin(), fat()], ids=lambda each: each.title)
def test_a_room_wins_by_attention_and_within_an_evening(circuit):
    room = odds_of_board(board_of(circuit), plays=500).room
    assert 0.45 <= room.calendar.share <= 0.75
    assert room.calendar.careless_share <= 0.33
    assert 8 <= room.game.quantile(0.5) <= 48
    assert float(room.calendar.attentive[-1]) == pytest.approx(1)


def test_a_long_game_is_played_in_two_sittings():
    assert [odds_of_board(board_of(each), plays=200).room.sittings for each in (thin(), fat())] == [1, 2]


def test_its_figures_are_data():
    data = room_data(odds_of_board(board_of(thin()), plays=100).room)
    assert set(data) == {"days", "share", "careless", "exact", "minutes", "error", "plays", "sittings"}
    assert set(data["minutes"]) == {"p10", "p50", "p90"}
    assert 0 < data["error"]["p50"] < 10 / sqrt(100) * 2
    assert (data["exact"], data["plays"]) == (True, 100)
