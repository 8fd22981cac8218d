"""Rules tuned to the workshop's time: few are changed, never the squares' order, and the choice is told."""

import pytest

from jeu_oie.game.odds import CannotEnd, odds_of_board
from jeu_oie.game.squares import assemble
from jeu_oie.game.tuning import KNOBS, tune
from jeu_oie.kit import plan
from tests.game import making


def board_of(path, **keys):
    return assemble(making.shipped(path), making.preset(squares="auto", **keys))


@pytest.mark.parametrize("path", making.SHIPPED, ids=str)
def test_forty_minutes_for_four_teams(path):
    board = board_of(path)
    tuned = tune(board, 40, 4)
    assert tuned.reached
    assert tuned.game.quantile(0.5) == pytest.approx(40, rel=0.1)
    assert tuned.board.squares == board.squares


def test_rules_that_are_near_enough_stay():
    board = board_of(making.CIRCUITS / "opac-38" / "repairs.yaml")
    tuned = tune(board, 40, 4)
    assert (tuned.board, tuned.choices) == (board, ())


def test_each_choice_says_what_it_did():
    board = board_of(making.CIRCUITS / "oph-31" / "repairs.yaml")
    tuned = tune(board, 40, 4)
    assert [(each.knob, each.before, each.after) for each in tuned.choices] == [("ends", "half", "all")]
    before, after = tuned.choices[0].minutes_before, tuned.choices[0].minutes_after
    assert before is not None and after is not None and before < after
    assert tuned.choices[-1].minutes_after == round(odds_of_board(tuned.board).games[4].quantile(0.5), 1)
    assert (tuned.preset.ends, tuned.preset.squares) == ("all", "32")


def test_the_same_choice_each_time():
    board = board_of(making.CIRCUITS / "actis" / "neighbours.yaml")
    assert tune(board, 40, 4).choices == tune(board, 40, 4).choices


def test_a_size_that_was_asked_for_stays():
    board = assemble(making.shipped(making.CIRCUITS / "oph-31" / "repairs.yaml"), making.preset(squares="32"))
    tuned = tune(board, 60, 4)
    assert len(tuned.board.squares) == 32
    assert len(tune(board_of(making.CIRCUITS / "oph-31" / "repairs.yaml"), 60, 4).board.squares) > 32


def test_minutes_out_of_reach_are_told():
    assert not tune(board_of(making.CIRCUITS / "oph-31" / "repairs.yaml"), 200, 2).reached


def test_rules_that_never_end_are_mended():
    """Two dice and `stay` never throw the last 1: another finish is chosen."""
    board = board_of(making.SHIPPED[0], dice=2, finish="stay")
    with pytest.raises(CannotEnd):
        odds_of_board(board)
    tuned = tune(board, 40, 4)
    assert tuned.preset.finish != "stay" or tuned.preset.dice == 1
    assert odds_of_board(tuned.board).team.ends == pytest.approx(1, abs=1e-12)


def test_only_knobs_that_the_board_has_are_turned():
    plain = making.board()
    assert [knob for knob in KNOBS if list(KNOBS[knob](plain))] == ["ends", "finish", "dice"]


def test_a_kit_is_built_with_the_rules_that_were_chosen():
    circuit, path = making.circuit(), making.CIRCUITS / "oph-31" / "repairs.yaml"
    assert plan(circuit, making.preset()).tuned is None
    made = plan(making.shipped(path), making.preset(squares="auto", minutes=40, players=4))
    assert made.tuned is not None and made.tuned.reached
    assert made.board.preset.ends == "all"
    assert made.board.squares == board_of(path).squares
