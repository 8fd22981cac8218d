"""The table as data small enough for a page: a reader only looks up, and keeps what the teams hold.

``factor_table`` gives (squares are told by their rank: 0 the départ, side tracks after the arrival)::

    finish, ends, dice   words of the preset (dice: "one", "two" keep one, "both" one or both together)
    arrival              its rank
    next                 {rank: rank}: the square after it, where that is not the next rank (end of a side track)
    cells                cells[square][number - 1]: where so many squares lead: a rank; [rank, why] where a pawn does
                         not come by its throw ("bounce"); [rank, why, 0] where it also does nothing there; null: it
                         stays. number: 1 to the highest throw + 1. [] for the arrival
    lands                lands[square]: which of ``landings`` is played there
    landings             a change, where nothing is decided; else {"ask": …, "level": n, "ways": {outcome: change}}
    shut                 reasons after which a door stays shut
    eggs                 {"held": [[eggs, shown], …], "gain": […], "show": […]}: what a team holds is a rank in held;
                         gain and show give the rank afterwards (-1: not possible)
    common               what is common to all teams:
      first              ranks where the first pawn stops to read for all
      opened             ranks whose cards all read before the first throw
      steps              ranks of steps: a team that a dialogue moves onto an unread one reads it
      places             {rank: number}: how far along a square of a side track is (others: their rank)
      moved              ranks from which no dialogue moves a team
      needed             {teams: how many must arrive before the round is finished}
    pile                 what the cards of the pile give, in their order: an outcome of "card" ("right": if it is
                         answered so, else "else")
    problems             levels of the problem cards in their order: such a problem crosses bridges whose level is as
                         high or higher; null: the table votes (urgent: 0, else "never"); never: urgent at no bridge
    eye                  what the advice sees, see ``move_scores``: {"squares": {rank: glance}, …}

A change holds what happens: ``egg`` 1 (gain), ``shows`` 1 (show), ``lost`` turns, ``again`` 1, ``helps`` ("free",
"space"), ``arrived`` 1, ``goose`` 1 (as many squares again), ``to`` [rank, why] (go there and play it) and ``reads``
[ranks] (read aloud first what nobody has read of them). What is absent does not happen.
"""

import json
from typing import Any

from jeu_oie.game.kinds.landing import NO_EFFECT, Ask, Effect, Landing, Outcome, Reason
from jeu_oie.game.rules.common import share
from jeu_oie.game.rules.move_scores import move_score_data
from jeu_oie.game.rules.table import NEVER, Table
from jeu_oie.game.rules.turn import EGGS, GAIN, SHOW

SHUT = (Reason.CLOSED,)


class Once:
    """A list in which each different value stands once."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self.ranks: dict[str, int] = {}

    def rank(self, value: Any) -> int:  # noqa: ANN401 (any JSON)
        key = json.dumps(value)
        if key not in self.ranks:
            self.ranks[key] = len(self.values)
            self.values.append(value)
        return self.ranks[key]


def factor_table(table: Table) -> dict[str, Any]:
    """The whole table for JSON."""
    landings = Once()
    positions = table.positions
    lands = [landings.rank(landing_data(each.landing)) for each in positions]
    return {
        "finish": table.finish.value,
        "ends": table.ends.value,
        "dice": table.dice.value,
        "arrival": table.arrival,
        "next": {
            str(rank): each.following for rank, each in enumerate(positions) if each.following not in (None, rank + 1)
        },
        "cells": [
            [] if at == table.arrival else [cell(table, at, number) for number in range(1, table.most + 1)]
            for at in range(len(positions))
        ],
        "lands": lands,
        "landings": landings.values,
        "shut": list(SHUT),
        "eggs": {
            "held": list(EGGS),
            "gain": [EGGS.index(GAIN[held]) for held in EGGS],
            "show": [EGGS.index(SHOW[held]) if held in SHOW else -1 for held in EGGS],
        },
        "common": share(table),
        "pile": [card.gives.value for card in table.pile],
        "problems": list(table.problems),
        "never": NEVER,
        "eye": move_score_data(table),
    }


def cell(table: Table, at: int, number: int) -> Any:  # noqa: ANN401 (any JSON)
    """Where ``number`` squares from one of them lead."""
    found = table.walk(at, number)
    if found.to is None or found.why is Reason.THROW:
        return found.to
    return [found.to, found.why.value, 0] if table.is_goose(found.to) else [found.to, found.why.value]


def landing_data(landing: Landing) -> dict[str, Any]:
    if landing.ask is Ask.NOTHING:
        return change_data(landing.ways[Outcome.NONE])
    ways = {way.value: change_data(change) for way, change in landing.ways.items()}
    level = {"level": landing.level} if landing.ask is Ask.URGENT else {}
    return {"ask": landing.ask.value, **level, "ways": ways}


def change_data(change: Effect) -> dict[str, Any]:
    """A change without what does not happen."""
    going = {} if change.to is None else {"to": [change.to, change.why.value]}
    names = ("egg", "shows", "lost", "again", "arrived", "goose")
    said = {name: int(getattr(change, name)) for name in names if getattr(change, name)}
    helps = {"helps": change.helps.value} if change.helps else {}
    reads = {"reads": list(change.reads)} if change.reads else {}
    return {} if change == NO_EFFECT else {**said, **helps, **reads, **going}
