"""One team alone, exactly; and teams that share nothing, exactly too."""

from dataclasses import dataclass
from math import comb

import numpy as np

from jeu_oie.game.odds.chain import Alone, Figures, chain_of, find_stuck, follow, refuse
from jeu_oie.game.odds.plays import Players
from jeu_oie.game.odds.throws import Throws
from jeu_oie.game.preset import Ends
from jeu_oie.game.rules import Ask, Table
from jeu_oie.game.rules.common import teams_needed

SHARES = {"p10": 0.1, "p50": 0.5, "p90": 0.9}


@dataclass(frozen=True, slots=True)
class TeamOdds:
    """The run of one team alone. ``arrived``: the chance that it has arrived, from turn 0 on."""

    table: Table
    arrived: Figures

    @property
    def ends(self) -> float:
        return min(1.0, float(self.arrived[-1]))

    @property
    def mean(self) -> float:
        """Expected turns until the arrival."""
        return float((1 - self.arrived).sum())

    @property
    def shortest(self) -> int:
        return int(np.argmax(self.arrived > 0))

    def quantile(self, share: float) -> int:
        """The first turn by which ``share`` of the teams have arrived."""
        return min(int(np.searchsorted(self.arrived, share - 1e-12)), len(self.arrived) - 1)


def team_of(table: Table, players: Players | None = None, throws: Throws | None = None) -> TeamOdds:
    """The figures of one team. Raises CannotEnd."""
    chain = chain_of(Alone(table, players or Players(), throws))
    refuse(chain, find_stuck(chain))
    return TeamOdds(table, follow(chain))


def are_apart(table: Table) -> bool:
    """Whether teams share nothing and help nobody: nothing is read for all, nobody waits, no square frees or moves."""
    given = {card.gives for card in table.pile}
    changes = (
        change
        for each in table.positions
        for way, change in each.landing.ways.items()
        if each.landing.ask is not Ask.CARD or way in given
    )
    return not table.unread and not any(change.lost or change.helps for change in changes)


def rounds_apart(team: TeamOdds, teams: int, ends: Ends) -> Figures:
    """The chance that a game is over by each round, where teams are apart (``first: none``).

    A round is finished: it is over once as many as must arrive have done so, in whatever order they throw.
    """
    goal, there = teams_needed(teams, ends), team.arrived
    found: Figures = np.sum(
        [comb(teams, count) * there**count * (1 - there) ** (teams - count) for count in range(goal, teams + 1)], axis=0
    )
    return found
