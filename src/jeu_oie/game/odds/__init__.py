"""How long a board lasts, and what knowing is worth on it: many games by a seed (game.md, « Odds »)."""

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jeu_oie.game.kinds import Kind
from jeu_oie.game.lines import Handicap
from jeu_oie.game.odds.arrays import Arrays, Ints, Pace, arrays_of, pace_of
from jeu_oie.game.odds.games import ATTENTIVE, AVERAGE, RANDOM, Floats, Played, Player, play, seats
from jeu_oie.game.rules import CannotEnd, Table, compile_rules
from jeu_oie.game.rules.common import TIMER
from jeu_oie.game.squares import Board

__all__ = ["CannotEnd", "Figure", "Odds", "Pace", "as_data", "odds_of_board"]

DEFAULT_GAMES = 2000
TEAMS, OTHER_TEAMS = 4, (2, 6)
PLAYERS = {"attentive": ATTENTIVE, "average": AVERAGE, "random": RANDOM}
KNOWS, GUESSES = 0.9, 0.33
FAIR = (0.47, 0.53)  # between which the first of two teams should win
ROOM_CHANCE = 0.6  # of the calendar of a room that plays one pawn
SHARES = {"p10": 0.1, "p50": 0.5, "p90": 0.9}


@dataclass(frozen=True, slots=True)
class Figure:
    """What was played, and its standard error."""

    value: float
    error: float


def mean_of(values: NDArray[Any]) -> Figure:
    return Figure(float(values.mean()), float(values.std() / np.sqrt(len(values))))


def quantile_of(values: NDArray[Any], share: float) -> Figure:
    """Its error by what stands one standard error before and after it."""
    around = np.sqrt(share * (1 - share) / len(values))
    low, high = np.quantile(values, (max(0.0, share - around), min(1.0, share + around)))
    return Figure(float(np.quantile(values, share)), float(high - low) / 2)


def minutes_of(played: Played) -> NDArray[np.float64]:
    """To the end, what is read and said after the last round included."""
    minutes: NDArray[np.float64] = (played.seconds + played.after) / 60
    return minutes


@dataclass(frozen=True)
class Odds:
    """All figures of one table, each played when it is first asked for; the same ``seed`` gives the same ones."""

    table: Table
    pace: Pace = field(default_factory=Pace)
    seed: int = 0
    plays: int = DEFAULT_GAMES

    @cached_property
    def arrays(self) -> Arrays:
        return arrays_of(self.table, self.pace)

    def played(self, right: Floats, shows: Floats, *, proofs: Ints | None = None, alarm: int = 0) -> Played:
        random = np.random.Generator(np.random.PCG64(self.seed))
        return play(self.arrays, right, shows, random, proofs=proofs, alarm=alarm)

    def alike(self, player: Player, teams: int) -> Played:
        """All seats play alike; of other numbers of teams than four half as many games."""
        plays = self.plays if teams == TEAMS else self.plays // 2
        return self.played(*seats([player] * teams, plays), alarm=60 * TIMER.get(teams, 0))

    @cached_property
    def games(self) -> dict[str, Played]:
        """Of four teams, by how they play."""
        return {name: self.alike(player, TEAMS) for name, player in PLAYERS.items()}

    @property
    def minutes(self) -> tuple[float, float]:
        """What sheet and guide print: between attentive players and random ones."""
        low, high = minutes_of(self.games["attentive"]), minutes_of(self.games["random"])
        return quantile_of(low, SHARES["p10"]).value, quantile_of(high, SHARES["p90"]).value

    @cached_property
    def others(self) -> dict[int, tuple[Played, Played]]:
        """Attentive and random players, by another number of teams."""
        return {teams: (self.alike(ATTENTIVE, teams), self.alike(RANDOM, teams)) for teams in OTHER_TEAMS}

    def range_of(self, teams: int) -> tuple[float, float]:
        """Minutes of so many teams, 2, 4 or 6."""
        if teams == TEAMS:
            return self.minutes
        low, high = map(minutes_of, self.others[teams])
        return quantile_of(low, SHARES["p10"]).value, quantile_of(high, SHARES["p90"]).value

    def one_against(self, one: Player, others: Player) -> Figure:
        """How often one wins against three others, over all seats alike."""
        right, shows = seats([others] * TEAMS, self.plays)
        rows, seat = np.arange(self.plays), np.arange(self.plays) % TEAMS
        right[rows, seat], shows[rows, seat] = one.right, one.shows
        return mean_of(self.played(right, shows).won[rows, seat])

    @cached_property
    def knowledge(self) -> Figure:
        return self.one_against(Player(KNOWS, AVERAGE.shows), Player(GUESSES, AVERAGE.shows))

    @cached_property
    def proofs(self) -> Figure:
        """Who always shows a proof against three who never do."""
        return self.one_against(Player(AVERAGE.right, 1), Player(AVERAGE.right, 0))

    def first_of_two(self, handicap: Handicap = Handicap.NONE) -> Figure:
        """How often who begins wins, of two teams of which one may start with a proof."""
        proofs = np.zeros((self.plays, 2), np.int16)
        if handicap:
            proofs[:, list(Handicap).index(handicap) - 1] = 1
        return mean_of(self.played(*seats([AVERAGE] * 2, self.plays), proofs=proofs).won[:, 0])

    @cached_property
    def handicap(self) -> Handicap:
        """Who of two starts with a proof: whoever wins too seldom, where that brings both nearer to a half."""
        plain = self.first_of_two().value
        if FAIR[0] <= plain <= FAIR[1]:
            return Handicap.NONE
        weaker = Handicap.FIRST if plain < FAIR[0] else Handicap.SECOND
        return weaker if abs(self.first_of_two(weaker).value - 0.5) < abs(plain - 0.5) else Handicap.NONE

    @cached_property
    def room(self) -> "Room":
        return room_of(self)


@dataclass(frozen=True, slots=True)
class Room:
    """A room that plays one pawn: ``turns`` of its calendar, the ``chance`` of an attentive and of a careless one.

    ``minutes``: of half of the attentive ones.
    """

    turns: int
    chance: Figure
    careless: Figure
    minutes: float


def room_of(odds: Odds) -> Room:
    """The calendar whose chance for an attentive room is nearest to 6 in 10."""
    attentive, careless = (odds.alike(player, 1) for player in (ATTENTIVE, RANDOM))
    counts = np.bincount(attentive.rounds)
    chances = np.cumsum(counts) / counts.sum()
    turns = int(np.abs(chances - ROOM_CHANCE).argmin())
    minutes = quantile_of(minutes_of(attentive), SHARES["p50"]).value
    return Room(turns, mean_of(attentive.rounds <= turns), mean_of(careless.rounds <= turns), minutes)


# Boards: who changes words builds again what is played as before.
@lru_cache(maxsize=4)
def remembered(table: Table, pace: Pace, seed: int, plays: int) -> Odds:
    return Odds(table, pace, seed, plays)


def odds_of_board(board: Board, plays: int = DEFAULT_GAMES) -> Odds:
    """The odds of a board under its preset; those that stand, where one of the last played alike. Raises CannotEnd."""
    return remembered(compile_rules(board), pace_of(board.preset), board.preset.seed, plays)


def as_data(odds: Odds) -> dict[str, Any]:
    """For JSON, as game.md says: all figures of four teams unless said; each with its standard error beside it."""
    table = odds.table
    average = odds.games["average"]
    kinds = {each.kind for each in table.positions}
    visited = average.visits / odds.plays
    return {
        "board": {
            "squares": table.squares,
            "boxes": sum(each.landing.box for each in table.positions),
            "writing": sum(each.writes for each in table.positions),
        },
        "plays": odds.plays,
        "players": {name: played_data(played) for name, played in odds.games.items()},
        "range": list(odds.minutes),
        "knowledge": figure_data(odds.knowledge),
        "proofs": figure_data(odds.proofs),
        "seats": [figure_data(mean_of(average.won[:, seat])) for seat in range(TEAMS)],
        "two": two_data(odds),
        "tail": 0,  # the round is finished in which somebody comes home: no other follows
        "helper": float(Kind.HELPER in kinds),  # its ☐ is read in play, or right after
        "danger": 1.0,  # read before the first throw
        "teams": {str(teams): list(odds.range_of(teams)) for teams in OTHER_TEAMS},
        "hour": {str(teams): hour_data(odds, teams) for teams in TIMER},
        "room": room_data(odds.room),
        "visits": {each.name: float(share) for each, share in zip(table.positions, visited, strict=True)},
    }


def played_data(played: Played) -> dict[str, Any]:
    minutes = minutes_of(played)
    throws = played.cards.sum()
    share = played.cards[:3].sum() / throws
    ninth = int(np.searchsorted(np.cumsum(played.cards) / throws, 0.9))
    return {
        "minutes": {name: figure_data(quantile_of(minutes, at)) for name, at in SHARES.items()},
        "rounds": figure_data(mean_of(played.rounds)),
        "lost": figure_data(mean_of(played.lost)),
        "quizzes": figure_data(mean_of(played.quizzes)),
        "recalls": figure_data(mean_of(played.recalls)),
        "bundle": {"share": float(share), "p90": ninth},
        "heard": {"play": figure_data(mean_of(played.heard)), "end": 1.0},  # the rest is read at the end
    }


def two_data(odds: Odds) -> dict[str, Any]:
    with_proof = {"with": figure_data(odds.first_of_two(odds.handicap))} if odds.handicap else {}
    return {"first": figure_data(odds.first_of_two()), "proof": odds.handicap.value, **with_proof}


def hour_data(odds: Odds, teams: int) -> dict[str, Any]:
    """Random players with the timer: minutes within which 9 games in 10 have ended, what is left read."""
    played = odds.games["random"] if teams == TEAMS else odds.others[teams][1]
    return {"timer": TIMER[teams], "p90": figure_data(quantile_of(played.alarm / 60, SHARES["p90"]))}


def room_data(room: Room) -> dict[str, Any]:
    return {
        "turns": room.turns,
        "chance": figure_data(room.chance),
        "careless": figure_data(room.careless),
        "minutes": room.minutes,
    }


def figure_data(figure: Figure) -> dict[str, float]:
    return {"value": figure.value, "error": figure.error}
