"""Played, not only computed: seeded plays of the table agree with its odds within 4 standard errors.

4 000 plays a board here, 10^5 of them in ``script/bench --plays``.
"""

from dataclasses import replace
from functools import partial
from statistics import fmean
from typing import Any

import pytest

from jeu_oie.circuit.kinds import Setback
from jeu_oie.game.assembly import assemble
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.landing import Effect, Help, unless_shown
from jeu_oie.game.odds import odds_of_board
from jeu_oie.game.odds.chance import Seeded, stream
from jeu_oie.game.odds.games import play_games
from jeu_oie.game.odds.plays import Game, Pace, Players, Venue, players_of
from jeu_oie.game.odds.teams import team_of
from jeu_oie.game.odds.throws import Fork, Throws
from jeu_oie.game.preset import Ends, Finish
from jeu_oie.game.rules import Eggs, Pawn, bare, branches, compile_rules
from jeu_oie.game.rules.table import NEVER
from tests.game import making
from tests.game.playing import deviations, errors, furthest, turns_alone
from tests.rules.laying import lay

PLAYS = 4000
FAST = {"oph-31/repairs", "sdh/transfer"}  # bridges, and every trap
BOARDS = [
    pytest.param(path, id=path.stem, marks=() if f"{path.parent.name}/{path.stem}" in FAST else pytest.mark.slow)
    for path in making.SHIPPED
]


def board_of(path, **keys):
    return assemble(making.shipped(path), making.preset(squares="auto", **keys))


def every_kind(**keys):
    """A board with every kind of square, and both sorts of side track."""
    known = {f"s{rank}": {"trace": "Reçu"} for rank in (1, 2, 4, 5, 7)}
    known["s3"] = {"say": "Je rappelle", "if-silent": "r1", "delay": "5 jours", "condition": "Par écrit"}
    kinds = ("wait", 2), ("silence", 3), ("blocked", 4), ("back", 5), ("closed", 6), ("silence", 7), ("closed", 8)
    others = ((sort.value, 2) for sort in Setback if sort.value not in dict(kinds))
    return making.board(
        rules=making.preset(squares="52", **keys),
        steps=[*making.steps(8, **known), {"id": "s9", "missing": True}],
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
        practices=[{"id": f"o{n}", "title": "Oie", "at": f"s{n}", "adopted": "true"} for n in range(2, 8)],
        setbacks=[
            {"id": f"{kind}{n}", "title": kind, "at": f"s{n}", "kind": kind, **({"to": "s3"} if kind == "back" else {})}
            for kind, n in (*kinds, *others)
        ],
        recourse=[{"id": "r1", "title": "Recours", "at": "s1"}, {"id": "r2", "title": "Recours"}],
        spaces=[{"id": "espace", "title": "Espace", "at": "s3"}],
        questions=[
            {"id": "q1", "title": "Qui", "at": "s5", "answers": ["Un", "Deux"], "right": 1},
            {"id": "q2", "title": "Et vous"},
        ],
        problems=[{"id": "p1", "title": "Fuite", "urgency": "pont"}, {"id": "p2", "title": "Porte"}],
    )


def test_that_board_has_every_kind():
    assert {square.kind for square in every_kind().squares} == set(Kind)


def every_trap(**keys):
    """Bridges, geese, doors, every trap and both sorts of side track, close together."""
    parts = {
        "steps": [
            *making.steps(5, s2={"trace": "Reçu"}, s4={"trace": "Numéro", "exit": "Le calme revient"}),
            {"id": "s6", "missing": True},
        ],
        "shortcuts": [
            {"id": "feu", "title": "Danger", "from": "s1", "to": "s4"},
            {"id": "dehors", "title": "Ailleurs", "from": "s3", "to": "out"},
        ],
        "detours": [
            {"id": "d1", "title": "Sinistre", "from": "s2", "to": "s5", "steps": [{"id": "a", "title": "Constat"}]},
            {"id": "d2", "title": "Chantier", "from": "s4", "to": "unknown", "steps": [{"id": "b", "title": "Avis"}]},
        ],
        "practices": [{"id": f"oie-{rank}", "title": "Oie", "adopted": "true"} for rank in range(1, 4)],
        "setbacks": [
            {"id": kind, "title": kind, "at": "s3", "kind": kind, **({"to": "s2"} if kind == "back" else {})}
            for kind in ("wait", "silence", "blocked", "back", "closed")
        ],
        "recourse": [{"id": "r1", "title": "Recours", "trace": "Constat"}, {"id": "r2", "title": "Recours"}],
        "spaces": [{"id": "espace", "title": "Espace"}],
        "questions": [{"id": "q", "title": "Qui", "answers": ["Un", "Deux"], "right": 1}],
        "problems": [{"id": "p1", "title": "Fuite", "urgency": "feu"}, {"id": "p2", "title": "Porte"}],
    }
    names = "feu oie-1 s2 wait d1 draw s3 silence dehors oie-2 blocked q s4 back d2 r1 draw s5 closed espace oie-3 r2"
    return lay(28, dict(enumerate((*names.split(), "s6"), 2)), keys, parts)


RULES: tuple[dict[str, Any], ...] = (
    {},
    {"finish": "pass", "dice": "both", "luck": 0.9, "care": 1.0},
    {"finish": "stay", "dice": "one", "trap": 3, "first": "none"},
    {"luck": 1.0, "care": 0.0, "first": ["step", "setback"]},
)


@pytest.mark.parametrize("keys", RULES, ids=str)
def test_plays_agree_under_other_rules(keys):
    board = every_trap(**keys)
    assert furthest(compile_rules(board), PLAYS, players_of(board.preset)) <= 4


def test_the_guard_sees_odds_of_another_board():
    one, other = (bare(24, jumps, Finish.BOUNCE) for jumps in ({4: 8}, {4: 19}))
    assert furthest(one, 2000) <= 4
    venue, dice, team = Venue(one, Players(), Pace()), Seeded(1), team_of(other)
    turns = [turns_alone(venue, dice) for _ in range(2000)]
    median = team.quantile(0.5)
    assert errors(sum(each <= median for each in turns) / 2000, team.arrived[median], 2000) > 4


@pytest.mark.parametrize("path", BOARDS)
def test_plays_agree_with_the_odds(path):
    assert max(deviations(compile_rules(board_of(path)), PLAYS, Players())) <= 4


def test_what_is_kept_of_a_throw_is_what_the_rules_say():
    """The trees of throws are kept by what matters to them: from each state they give what a pawn gives."""
    table, dice = compile_rules(every_trap()), Seeded(3)
    throws = Throws(table)
    for _ in range(3000):
        at = int(dice.random() * len(table.positions))
        if at == table.arrival:
            continue
        unread = table.unread & int(dice.random() * 2**53) & int(dice.random() * 2**53)
        played = int(dice.random() * 2**53) & int(dice.random() * 2**53) & ~(1 << table.arrival)
        number, held = 1 + int(dice.random() * table.most), (Eggs(), Eggs(1, 2), Eggs(2, 0))[int(dice.random() * 3)]
        level = (0, NEVER)[int(dice.random() * 2)]
        start = (at, number, held, unread, level, played)
        for decided, result in branches(partial(Pawn, table, *start)):
            node = throws.node(*start)
            for question, outcome in decided:
                assert isinstance(node, Fork)
                assert (node.ask, node.at) == question
                node = node.ways[outcome]
            assert not isinstance(node, Fork)
            assert (node.at, node.held, node.lost, node.again) == (result.at, result.held, result.lost, result.again)
            assert node.moves == result.moves
            assert unread & ~node.reads == result.unread
            assert played | node.played == result.played


# --- several teams ---------------------------------------------------------------------------------------


def test_a_seed_gives_the_same_games():
    venue = Venue(compile_rules(board_of(making.SHIPPED[0])), Players(), Pace())
    assert play_games(venue, 4, 20).games == play_games(venue, 4, 20).games


def test_chance_is_even_and_the_same_on_every_machine():
    numbers = stream(1)
    first = [next(numbers) for _ in range(3)]
    assert first == [0.5118216247002567, 0.9504636963259353, 0.14415961271963373]
    many = [next(numbers) for _ in range(20_000)]
    assert fmean(many) == pytest.approx(0.5, abs=0.01)
    assert 0 <= min(many) < 0.001
    assert 0.999 < max(many) < 1
    cards = list(range(10))
    Seeded(2).shuffle(cards)
    assert sorted(cards) == list(range(10)) != cards


def track(squares, move, **landings):
    """A bare track on which every throw is ``move``; ``landings``: what squares do, by name (« s3 »)."""
    table = bare(squares, finish=Finish.PASS, throws={(move,): 1.0})
    positions = [replace(each, landing=landings.get(f"s{each.name}", each.landing)) for each in table.positions]
    return replace(table, positions=tuple(positions), ends=Ends.HALF)


def placed(table, *places):
    """A game whose teams stand on ``places``."""
    made = Game(Venue(table, Players(), Pace()), Seeded(1), (1.0,) * len(places))
    for team, at in zip(made.teams, places, strict=True):
        team.at = at
    return made


TRAP = unless_shown(Effect(lost=2))


def test_a_round_is_finished():
    """One of two teams must arrive: where the first in the round does, the other still has its turn."""
    both = placed(track(9, 1), 8, 8)
    assert both.play().rounds == 1
    assert [team.home for team in both.teams] == [1, 1]
    ahead = placed(track(9, 1), 8, 7)
    assert ahead.play().wins == (1.0, 0.0)
    assert [(team.arrived, team.at) for team in ahead.teams] == [(True, 9), (False, 8)]


def test_of_those_that_arrive_first_most_proofs_win_or_they_share():
    made = placed(track(9, 1), 8, 8, 8)
    for team, home, eggs in zip(made.teams, (2, 1, 1), (3, 1, 1), strict=True):
        team.arrived, team.home, team.held = True, home, Eggs(eggs, 0)
    assert made.wins() == (0.0, 0.5, 0.5)
    made.teams[2].held = Eggs(2, 1)
    assert made.wins() == (0.0, 0.0, 1.0)


def test_whoever_passes_frees_whoever_waits():
    made = placed(track(20, 2, s5=TRAP), 5, 4)
    waiting, passing = made.teams
    waiting.wait, made.trapped = 2, True
    made.turn(passing, 1)
    assert (passing.at, waiting.wait) == (6, 0)


def test_a_turn_is_lost_on_a_trap_and_costs_less_time():
    made = placed(track(20, 2, s5=TRAP), 3, 8)
    made.turn(made.teams[0], 1)
    assert (made.teams[0].at, made.teams[0].wait) == (5, 2)
    before = made.seconds
    made.turn(made.teams[0], 2)
    assert (made.teams[0].at, made.teams[0].wait, made.seconds - before) == (5, 1, Pace().lost)


def test_help_goes_to_whoever_waits_else_to_the_last():
    made = placed(track(20, 1), 9, 3, 12)
    _, last, waiting = made.teams
    waiting.wait = 2
    made.help(Help.SPACE, made.teams[1:])
    assert (waiting.wait, last.at) == (0, 3)
    made.help(Help.FREE, made.teams[1:])
    assert last.at == 3
    made.help(Help.SPACE, made.teams[1:])
    assert last.at == 4


def test_what_is_unread_at_the_end_is_read():
    def minutes(unread):
        table = track(9, 1)
        step = replace(table.positions[2], first=True, step=True)
        made = placed(replace(table, positions=(*table.positions[:2], step, *table.positions[3:])), 8, 8)
        made.common.unread = unread
        return made.play().minutes

    assert minutes(1 << 2) - minutes(0) == pytest.approx(Pace().card / 60)


def test_every_step_is_heard_and_no_landing_says_nothing():
    for path in making.SHIPPED:
        game = odds_of_board(board_of(path), plays=300).games[4]
        assert game.steps.value == 1
        assert game.landings["nothing"].value == 0
        assert game.within_rounds(2) == 0
        assert game.choices["enough"].value >= 0.95
        assert all(0.12 <= seat <= 0.38 for seat in game.seats)  # 20 to 31 %, of few games


@pytest.mark.parametrize("path", BOARDS)
def test_the_classic_game_lasts_as_long_as_a_workshop(path):
    """8 games of 4 teams in 10 last 20 to 60 minutes."""
    game = odds_of_board(board_of(path), plays=300).games[4]
    assert game.within(60) - game.within(20) >= 0.8
    assert {Kind.STEP, Kind.FINISH} <= {Kind(kind) for kind, share in game.kinds.items() if share == 1}
