"""A transition table as arrays, one row a square, and how long what is done on it takes."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.landing import Landing
from jeu_oie.game.preset import Preset
from jeu_oie.game.rules import Gives, Position, Table

Ints = NDArray[np.int16]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds (game.md, « Odds »): assumed, not measured; a preset says the first four."""

    throw: int = 20
    box: int = 40
    writing: int = 90
    problem: int = 60
    set_up: int = 90
    team: int = 40
    letter: int = 45
    detour: int = 35
    urgency: int = 30
    debate: int = 120
    quiz: int = 45
    recall: int = 20
    red: int = 25
    waiting: int = 25
    key: int = 40
    other: int = 25
    left: int = 40  # each ☐ that is read at the end


def pace_of(preset: Preset) -> Pace:
    return Pace(preset.turn, preset.card, preset.talk, preset.problem)


def seconds_of(position: Position, pace: Pace) -> int:
    """How long it takes what is done on a square when it is new; a question that was asked is a recall."""
    if position.writes:
        return pace.writing
    seconds: int = pace.red if position.landing.red else getattr(pace, SPENT.get(position.kind, "other"))
    return seconds


SPENT: Mapping[Kind, str] = {
    **dict.fromkeys((Kind.START, Kind.STEP, Kind.BLANK), "box"),
    **dict.fromkeys((Kind.RECOURSE, Kind.HELPER), "letter"),
    **dict.fromkeys((Kind.DETOUR, Kind.OTHER_WAY, Kind.RIGHT), "detour"),
    Kind.SHORTCUT: "urgency",
    Kind.PROBLEM: "problem",
    Kind.QUIZ: "quiz",
    Kind.DEBATE: "debate",
}
CARDS = {Gives.ANSWER: 0, Gives.HELP: 1, Gives.TALK: 2, Gives.READ: 3}
NOWHERE = -1


@dataclass(frozen=True)
class Arrays:
    """The same as ``Table``; ``ways`` holds the squares of each bridge and door, padded with where they lead.

    ``spent``: seconds of what is new on a square. ``cards``: what each card of the pile gives, ``about`` the
    réclamation that it asks about; ``card_seconds`` by what it gives.
    """

    table: Table
    pace: Pace
    paths: Ints
    places: NDArray[np.float32]
    box: Bools
    unread: Bools
    proof: Bools
    frees: Bools
    moves: Ints
    again: Bools
    stake: Ints
    draws: Bools
    red: Bools
    waits: Ints
    back: Ints
    level: Ints
    bridge: Ints
    door: Ints
    ways: Ints
    spent: NDArray[np.int32]
    cards: Ints
    about: Ints
    card_seconds: NDArray[np.int32]

    @property
    def arrival(self) -> int:
        return self.table.arrival


def arrays_of(table: Table, pace: Pace) -> Arrays:
    landings = [each.landing for each in table.positions]
    ways = list_ways(table)
    longest = max((len(way) for way in ways.values()), default=1)
    rows = {key: rank for rank, key in enumerate(ways)}
    padded = [[*way, *[way[-1]] * (longest - len(way))] for way in ways.values()] or [[0]]

    def ints(name: str) -> Ints:
        return np.array([NOWHERE if value is None else value for value in column(landings, name)], np.int16)

    def bools(name: str) -> Bools:
        return np.array(column(landings, name), np.bool_)

    def rows_of(name: str) -> Ints:
        return np.array([rows.get((at, name), NOWHERE) for at in range(len(landings))], np.int16)

    seconds = {Gives.ANSWER: pace.quiz, Gives.HELP: pace.other, Gives.TALK: pace.debate, Gives.READ: pace.other}
    return Arrays(
        table,
        pace,
        np.array(table.paths, np.int16),
        np.array([table.place(at) for at in range(len(landings))], np.float32),
        bools("box"),
        np.isin(np.arange(len(landings)), table.unread),
        bools("proof"),
        bools("frees"),
        ints("moves"),
        bools("again"),
        ints("stake"),
        bools("draws"),
        bools("red"),
        ints("waits"),
        ints("back"),
        ints("level"),
        rows_of("bridge"),
        rows_of("door"),
        np.array(padded, np.int16),
        np.array([seconds_of(each, pace) for each in table.positions], np.int32),
        np.array([CARDS[card.gives] for card in table.pile], np.int16),
        np.array([NOWHERE if card.about is None else card.about for card in table.pile], np.int16),
        np.array([seconds[gives] for gives in CARDS], np.int32),
    )


def column(landings: list[Landing], name: str) -> list[int | None]:
    return [getattr(landing, name) for landing in landings]


def list_ways(table: Table) -> dict[tuple[int, str], tuple[int, ...]]:
    """(Square, « bridge » or « door ») → the squares on the way to where it leads."""
    return {
        (at, name): table.way(at, to)
        for at, each in enumerate(table.positions)
        for name in ("bridge", "door")
        if (to := getattr(each.landing, name)) is not None
    }
