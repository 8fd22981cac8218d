"""The table as a whole: every square says of the game what the table does; it is data, and never steps aside."""

import json
from dataclasses import replace
from functools import partial
from random import Random
from typing import Any

import pytest

from jeu_oie.game.assembly import assemble
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.landing import Effect, Landing, always
from jeu_oie.game.meaning import last_egg
from jeu_oie.game.preset import Dice, Ends, Finish
from jeu_oie.game.rules import (
    Ask,
    Eggs,
    Move,
    Outcome,
    Pawn,
    Reason,
    Table,
    bare,
    branches,
    compile_rules,
    decide,
    factor_table,
)
from jeu_oie.game.rules.common import TEAMS, teams_needed
from jeu_oie.game.rules.move_scores import MoveScores, move_score_data
from jeu_oie.game.rules.table import NEVER, offers
from jeu_oie.game.rules.turn import EGGS, GAIN, SHOW, Decision
from jeu_oie.game.rules.walk import ORIGINS
from tests.game import making
from tests.game.reader import Reader
from tests.rules.laying import lay

RULES: tuple[dict[str, Any], ...] = (
    {},
    {"finish": "pass", "dice": "both", "trap": 1},
    {"finish": "stay", "first": "none"},
)


def tables():
    for path in making.SHIPPED:
        for keys in RULES:
            yield compile_rules(assemble(making.shipped(path), making.preset(squares="auto", **keys)))


def ranks(mask):
    return {rank for rank in range(mask.bit_length()) if mask >> rank & 1}


def pawns(table, dice):
    """A pawn from each square by each number, whatever its team holds and whatever was read."""
    for at in table.inner():
        for number in range(1, table.most + 1):
            unread = table.unread & dice.getrandbits(80) & dice.getrandbits(80)
            played = dice.getrandbits(len(table.positions)) & dice.getrandbits(80) & ~(1 << table.arrival)
            yield at, number, dice.choice(EGGS), unread, dice.choice((0, 1, NEVER)), played


def test_every_result_stays_on_the_board_and_within_the_eggs():
    dice = Random(1)
    for table in tables():
        for at, number, held, unread, level, played in pawns(table, dice):
            start = (table, at, number, held, unread, level, played)
            for _, result in branches(partial(Pawn, *start)):
                assert 0 <= result.at < len(table.positions)
                assert result.held in EGGS
                assert result.arrived == (result.at == table.arrival)
                assert result.at == (result.moves[-1].to if result.moves else at)
                assert not (result.arrived and (result.lost or result.again))
                assert result.unread & ~unread == 0
                assert ranks(unread) - ranks(result.unread) == set(result.reads)


def first_way(table: Table, question: Decision) -> Outcome:
    return next(iter(table.positions[question.at].landing.ways))


def test_the_first_pawn_passes_nothing_that_nobody_has_read():
    dice = Random(2)
    for table in tables():
        for at, number, held, unread, level, played in pawns(table, dice):
            result = decide(
                Pawn(table, at, number, held, unread, level, played),
                partial(first_way, table),
            )
            new = [each for each in table.walk(at, number).way if unread >> each & 1]
            if new:
                assert result.moves[0] == Move(new[0], Reason.STOP, not played >> new[0] & 1)


def test_the_table_leads_where_the_squares_say():
    for path in making.SHIPPED:
        board = assemble(making.shipped(path), making.preset())
        table = compile_rules(board)
        for square, position in zip(board.squares, table.positions, strict=False):
            sent = {table.positions[each.to].name for each in position.landing.ways.values() if each.to is not None}
            assert position.name == square.name
            if square.kind is Kind.CLOSED:
                assert sent == {last_egg(square, board).name}
            else:
                goal = board.squares[-1].name if square.has_door else square.target
                assert sent == ({goal} if goal else set())
            assert (
                any(each.egg for each in position.landing.ways.values() if position.kind != "draw") is square.gives_egg
            )


def test_every_rule_says_where_it_comes_from():
    assert set(ORIGINS) >= set(Reason) | set(Ask)
    assert all(place in ("old game", "game.md") and said for place, said in ORIGINS.values())


def test_the_data_of_the_page_says_what_the_table_says():
    """A reader without a rule of its own comes to the same result, from every square, by every number."""
    dice = Random(3)
    for table in tables():
        data = json.loads(json.dumps(factor_table(table)))
        for at, number, held, unread, level, played in pawns(table, dice):
            start = (table, at, number, held, unread, level, played)
            for decided, result in branches(partial(Pawn, *start)):
                left = list(decided)

                def answer(ask, place, left=left):
                    question, outcome = left.pop(0)
                    assert (question.ask, question.at) == (ask, place)
                    return outcome.value

                reader = Reader(data, at, EGGS.index(held), level, ranks(unread), ranks(played))
                reader.walk(number, "throw", answer)
                assert reader.moves == [(to, why.value, plays) for to, why, plays in result.moves]
                assert tuple(reader.reads) == result.reads
                assert EGGS[reader.held] == result.held
                wanted = {
                    "lost": result.lost,
                    "again": int(result.again),
                    "arrived": int(result.arrived),
                    "helps": result.helps and result.helps.value,
                }
                if not result.arrived:
                    assert reader.said == wanted


def test_the_data_of_the_page_is_small():
    for table in tables():
        assert len(json.dumps(factor_table(table), separators=(",", ":"))) < 8_000


def test_a_bare_track_starts_at_zero():
    table = bare(10, {4: 8, 9: 2}, Finish.BOUNCE)

    def at(start, number):
        return decide(Pawn(table, start, number, Eggs(), 0, NEVER, 0), lambda _: Outcome.NONE).at

    assert [each.name for each in table.positions] == [str(at) for at in range(11)]
    assert at(1, 3) == 8
    assert at(8, 3) == 2  # 11 bounces to 9, which slides


def test_a_bounce_never_pushes_below_the_first_square():
    table = bare(6, {}, Finish.BOUNCE, {(12,): 1.0})
    result = decide(Pawn(table, 5, 12, Eggs(), 0, NEVER, 0), lambda _: Outcome.NONE)
    assert [tuple(move) for move in result.moves] == [(1, Reason.BOUNCE, True)]


def test_a_team_holds_three_eggs_shown_ones_counted():
    assert all(sum(held) <= 3 for held in EGGS)
    for held in EGGS:
        after = GAIN[held]
        assert after in EGGS and after.left == min(3, held.left + 1)
        if held.left:
            assert SHOW[held] == (held.left - 1, held.shown + 1)


@pytest.mark.parametrize("dice, most, count", [(Dice.ONE, 6, 6), (Dice.TWO, 6, 21), (Dice.BOTH, 12, 21)])
def test_what_two_dice_offer(dice, most, count):
    found = offers(dice)
    assert sum(found.values()) == pytest.approx(1)
    assert (max(map(max, found)), len(found)) == (most, count)
    if dice is Dice.BOTH:
        assert (2, 5, 7) in found and (3, 6) in found
    if dice is Dice.TWO:
        assert found[2, 5] == pytest.approx(2 / 36) and found[3,] == pytest.approx(1 / 36)


def test_dice_and_end_follow_the_size():
    for squares, dice, ends in ((18, "two", "all"), (20, "two", "all"), (24, "two", "half"), (48, "both", "half")):
        table = compile_rules(lay(squares, {}, {}, {}))
        assert (table.dice, table.ends) == (dice, ends)
    asked = compile_rules(lay(18, {}, {"dice": "both", "ends": "first"}, {}))
    assert (asked.dice, asked.ends) == ("both", "first")


def test_half_of_the_teams_is_rounded_up():
    assert [teams_needed(teams, Ends.HALF) for teams in TEAMS] == [1, 2, 2, 3, 3]
    assert {teams_needed(teams, Ends.FIRST) for teams in TEAMS} == {1}
    assert [teams_needed(teams, Ends.ALL) for teams in TEAMS] == list(TEAMS)


# --- scores of moves -----------------------------------------------------------------------------------


def with_landing(table, at, landing):
    positions = tuple(
        replace(each, landing=landing) if rank == at else each for rank, each in enumerate(table.positions)
    )
    return replace(table, positions=positions, walks={})


def levels(**parts):
    board = assemble(making.circuit(**parts), making.preset(squares="auto"))
    return {each.id: level for each, level in zip(board.problems, compile_rules(board).problems, strict=True)}


def test_what_says_its_gestures_is_urgent_at_every_bridge_and_a_danger_is_no_team_s_problem():
    """As the guide and the rules sheet say."""
    problems = [
        {"id": "own", "title": "Fuite", "first": ["Je ferme l’eau."]},
        {"id": "gas", "title": "Odeur de gaz"},
        {"id": "door", "title": "La porte grince"},
    ]
    bridge = {"id": "pont", "title": "Urgent", "from": "s1", "to": "s3"}
    found = levels(steps=making.steps(4), shortcuts=[bridge], problems=problems)
    assert found == {"own": 0, "door": None}


def pick(table, at, numbers, held=Eggs(), unread=0, level=NEVER):  # noqa: B008 (frozen)
    return tuple(MoveScores(replace(table, throws={numbers: 1.0})).choices(at, held, unread, level)[0].best)


TRAP = Landing({Outcome.SHOWS: Effect(shows=True), Outcome.KEEPS: Effect(lost=2)}, Ask.EGG)


def test_the_eye_goes_far_and_sees_geese_and_traps():
    table = bare(30)
    assert pick(table, 3, (2, 5)) == (5, False)
    assert pick(with_landing(table, 6, always(Effect(goose=True))), 3, (3, 5)) == (3, False)  # 3 + .8 × 3 > 5
    assert pick(with_landing(table, 8, TRAP), 3, (4, 5)) == (4, False)
    assert pick(with_landing(table, 8, TRAP), 3, (4, 5), Eggs(1, 0)) == (4, False)
    assert pick(with_landing(table, 8, TRAP), 3, (2, 5), Eggs(1, 0)) == (6, True)  # 6 - 2 > 5 - 1.2 > 2


def test_the_eye_shows_an_egg_for_the_arrival_but_not_for_one_square():
    table = bare(30)
    assert pick(table, 24, (3, 5), Eggs(1, 0)) == (6, True)
    assert pick(table, 24, (3, 5), Eggs(0, 1)) == (5, False)
    assert pick(table, 3, (3, 5), Eggs(2, 0)) == (5, False)


def test_the_eye_sees_the_square_that_stops():
    positions = tuple(replace(each, first=each.name == "5") for each in bare(30).positions)
    table = replace(bare(30), positions=positions)
    assert pick(table, 3, (1, 6), unread=1 << 5) == (6, False)
    move_scores = MoveScores(table)
    assert move_scores.worth(3, 6, move_scores.end(3, 6, 1 << 5), Eggs(), 1 << 5, NEVER) == 2


def test_what_the_eye_sees_is_data():
    table = with_landing(bare(30), 8, TRAP)
    data = json.loads(json.dumps(move_score_data(table)))
    assert data["squares"]["8"] == {"red": 5.6}
    assert set(data["squares"]) == {"8", "30"}
