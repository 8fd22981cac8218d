"""Played, not only computed: seeded plays of the table agree with its odds within 4 standard errors.

20 000 plays a board here, 10^5 of them in ``script/bench --plays``.
"""

from random import Random
from typing import Any

import pytest

from jeu_oie.circuit.model import Setback
from jeu_oie.game.kinds import Kind
from jeu_oie.game.odds import odds_of_board
from jeu_oie.game.odds.teams import Pace, Thrown, alone, game, squares_passed, team_of
from jeu_oie.game.preset import Finish
from jeu_oie.game.rules import bare, compile_rules
from jeu_oie.game.squares import assemble
from tests.game import making
from tests.game.playing import errors, furthest

PLAYS = 20_000
FAST = {"oph-31/repairs", "sdh/transfer"}  # bridges, and every trap
BOARDS = [
    pytest.param(path, id=path.stem, marks=() if f"{path.parent.name}/{path.stem}" in FAST else pytest.mark.slow)
    for path in making.SHIPPED
]


def board_of(path, **keys):
    return assemble(making.shipped(path), making.preset(squares="auto", **keys))


def every_kind(**keys):
    """63 squares with every kind of square, several of most, and both sorts of side track."""
    traces = {f"s{rank}": {"trace": "Reçu"} for rank in (1, 2, 4, 5, 7)}
    kinds = ("wait", 2), ("silence", 3), ("blocked", 4), ("back", 5), ("closed", 6), ("silence", 7), ("closed", 8)
    others = ((sort.value, 2) for sort in Setback if sort.value not in dict(kinds))
    return making.board(
        rules=making.preset(squares="63", **keys),
        steps=[*making.steps(8, **traces), {"id": "s9", "missing": True}],
        shortcuts=[
            {"id": "pont", "title": "Urgence", "from": "s1", "to": "s4"},
            {"id": "dehors", "title": "Ailleurs", "from": "s3", "to": "out"},
        ],
        detours=[
            {
                "id": "d1",
                "title": "Sinistre",
                "from": "s2",
                "to": "s5",
                "steps": [{"id": "d1a", "title": "Constat", "trace": "Constat"}],
            },
            {"id": "d2", "title": "Chantier", "from": "s6", "to": "unknown", "steps": [{"id": "d2a", "title": "Avis"}]},
            *(
                {
                    "id": name,
                    "title": "Voie",
                    "label": name,
                    "from": "s3",
                    "to": "s4",
                    "steps": [{"id": f"{name}-1", "title": "Pas"}],
                }
                for name in ("other-way", "right")
            ),
        ],
        practices=[{"id": f"o{n}", "title": "Oie", "at": f"s{n}", "adopted": "true"} for n in range(2, 9)],
        setbacks=[
            {"id": f"{kind}{n}", "title": kind, "at": f"s{n}", "kind": kind, **({"to": "s3"} if kind == "back" else {})}
            for kind, n in (*kinds, *others)
        ],
        recourse=[{"id": "r1", "title": "Recours", "at": "s1"}, {"id": "r2", "title": "Recours"}],
        spaces=[{"id": "espace", "title": "Espace", "at": "s3"}],
        questions=[
            {"id": "q1", "title": "Qui", "answers": ["Un", "Deux"], "right": 1},
            {"id": "q2", "title": "Et vous"},
        ],
        problems=[{"id": "p1", "title": "Fuite", "urgency": "pont"}, {"id": "p2", "title": "Porte"}],
    )


def test_that_board_has_every_kind():
    assert {square.kind for square in every_kind().squares} == set(Kind)


RULES: tuple[dict[str, Any], ...] = (
    {},
    {"finish": "pass", "dice": 2, "luck": 0.9},
    {"finish": "stay", "abandon": "start", "trap": 2, "skip": 1},
    {"dice": 2, "luck": 1.0},
)


@pytest.mark.parametrize("keys", RULES, ids=str)
def test_plays_agree_under_other_rules(keys):
    assert furthest(compile_rules(every_kind(**keys)), PLAYS) <= 4


def test_the_guard_sees_odds_of_another_board():
    one, other = (bare(24, jumps, Finish.BOUNCE) for jumps in ({4: 8}, {4: 9}))
    assert furthest(one, 2000) <= 4
    played = team_of(other).visits[8]
    assert errors(sum(8 in alone(one, Random(rank)).met for rank in range(2000)) / 2000, played, 2000) > 4


@pytest.mark.parametrize("path", BOARDS)
def test_plays_agree_with_the_odds(path):
    assert furthest(compile_rules(board_of(path)), PLAYS) <= 4


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
            assert errors(over, odds.over[rank], plays) <= 4 or (helped and over > odds.over[rank])


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
        assert squares_passed(table, Thrown(start, throw, result, None)) == over
