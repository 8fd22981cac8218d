"""Rules tuned to the workshop's time: few are changed, never the squares' order, and the choice is told."""

from functools import cache

import pytest

from jeu_oie.game.assembly import assemble
from jeu_oie.game.odds import CannotEnd, odds_of_board
from jeu_oie.game.preset import TunedRule
from jeu_oie.game.tuning import CHANGES, VALUES, tune
from jeu_oie.kit import plan
from tests.game import making
from tests.game.test_odds import walled

OPAC, OPH = (making.CIRCUITS / name / "repairs.yaml" for name in ("opac-38", "oph-31"))


def board_of(path, **keys):
    return assemble(making.shipped(path), making.preset(squares="auto", **keys))


@cache
def tuned(path, minutes):
    return tune(board_of(path), minutes, 4)


@pytest.mark.parametrize("path", making.SHIPPED, ids=str)
def test_forty_minutes_for_four_teams(path):
    found = tuned(path, 40)
    assert found.reached
    assert found.game.quantile(0.5) == pytest.approx(40, rel=0.15)
    same = assemble(making.shipped(path), making.preset(squares=found.preset.squares))
    assert found.board.squares == same.squares, "only their number may change"


def test_rules_that_are_near_enough_stay():
    near = making.CIRCUITS / "sdh" / "neighbours.yaml"
    found = tuned(near, 40)
    assert (found.board, found.choices) == (board_of(near), ())


def test_each_choice_says_what_it_did():
    found = tuned(OPH, 40)
    assert (found.choices[0].rule, found.choices[0].before, found.choices[0].after) == ("ends", "half", "all")
    for choice in found.choices:
        assert choice.minutes_before is not None
        assert choice.minutes_after is not None
        assert abs(choice.minutes_after - 40) < abs(choice.minutes_before - 40)
    assert found.choices[-1].minutes_after == round(found.game.quantile(0.5), 1)
    assert (found.preset.ends, found.preset.squares) == ("all", "32")


def test_a_few_games_tell_what_many_do():
    """Tuning plays fewer games than the odds: it is right to a minute and a half."""
    found = tuned(OPH, 40)
    played = odds_of_board(found.board, plays=1000).games[4]
    assert found.game.quantile(0.5) == pytest.approx(played.quantile(0.5), abs=1.5)


def test_the_same_choice_each_time():
    board = board_of(making.CIRCUITS / "actis" / "neighbours.yaml")
    assert tune(board, 40, 4).choices == tune(board, 40, 4).choices


def test_a_size_that_was_asked_for_stays():
    board = assemble(making.shipped(OPH), making.preset(squares="32"))
    assert len(tune(board, 60, 4).board.squares) == 32


def test_minutes_out_of_reach_are_told():
    found = tune(assemble(making.shipped(OPH), making.preset(squares="32")), 200, 2)
    assert not found.reached


def test_rules_that_never_end_are_mended():
    """No die alone passes six squares that send back: both together do."""
    found = tune(walled(6), 40, 4)
    assert ("dice", None) in [(choice.rule, choice.minutes_before) for choice in found.choices]
    assert found.preset.dice == "both"


def test_a_board_that_no_rule_mends_is_told_with_its_squares():
    with pytest.raises(CannotEnd) as refused:
        tune(walled(13), 40, 4)
    assert refused.value.squares


def test_only_knobs_that_the_board_has_are_turned():
    plain = making.board(rules=making.preset(squares="18"))
    assert [rule for rule in TunedRule if list(CHANGES[rule](plain))] == ["ends", "finish", "dice"]
    assert set(VALUES) == set(CHANGES) == set(TunedRule)


def test_a_kit_is_built_with_the_rules_that_were_chosen():
    circuit = making.circuit()
    assert plan(circuit, making.preset()).tuned is None
    made = plan(making.shipped(OPH), making.preset(squares="auto", minutes=40, players=4))
    assert made.tuned is not None
    assert made.tuned.reached
    assert made.board.preset.ends == "all"
    assert made.board.squares == board_of(OPH).squares
