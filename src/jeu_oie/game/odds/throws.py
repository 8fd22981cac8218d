"""What a throw comes to, worked out once for all that matters to it: plays and the chain of one team look it up."""

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from jeu_oie.game.rules import Ask, Eggs, Help, Move, Outcome, Pawn, Result, Table, branches
from jeu_oie.game.rules.move_scores import MoveScores
from jeu_oie.game.rules.table import NEVER, asks
from jeu_oie.game.rules.walk import mask_of


class Ending(NamedTuple):
    """How a throw ends; ``reads`` and ``played`` (bits by rank) are those of this throw."""

    at: int
    held: Eggs
    lost: int
    again: bool
    arrived: bool
    helps: Help | None
    gained: int
    shown: int
    reads: int
    played: int
    moves: tuple[Move, ...]


class Fork(NamedTuple):
    """What has to be decided on a square, and what each outcome leads to."""

    ask: Ask
    at: int
    ways: Mapping[Outcome, "Node"]


Node: TypeAlias = Ending | Fork


class Reach(NamedTuple):
    """The squares that a throw can come to, and those whose having been read matters to it (bits by rank).

    ``bridge``: it matters how urgent the team's problem is.
    """

    squares: int
    first: int
    bridge: bool


class Throws:
    """The throws of one table and their scores, kept as they are asked for."""

    def __init__(self, table: Table) -> None:
        self.table, self.move_scores = table, MoveScores(table)
        self.bridges = mask_of(asks(table, Ask.URGENT))
        self.nodes: dict[tuple[int, int, Eggs, int, int, int], Node] = {}
        self.reaches: dict[tuple[int, int], Reach] = {}

    def node(self, at: int, number: int, held: Eggs, unread: int, level: int, played: int = 0) -> Node:
        """What ``number`` squares from one of them come to."""
        reach = self.reaches.get((at, number))
        if reach is None:
            reach = self.reaches[at, number] = self.reach(at, number)
        key = (at, number, held, unread & reach.first, level if reach.bridge else NEVER, played & reach.squares)
        found = self.nodes.get(key)
        if found is None:
            found = self.nodes[key] = grow(self.table, *key)
        return found

    def reach(self, at: int, number: int) -> Reach:
        """All squares that a throw may come to, and what it may read there or on its way."""
        table, squares, first = self.table, 0, 0
        waiting = [at]
        while waiting:
            walk = table.walk(waiting.pop(), number)
            first |= walk.mask
            landed = [*walk.stops, *([] if walk.to is None else [walk.to])]
            while landed:
                here = landed.pop()
                if squares >> here & 1:
                    continue
                squares |= 1 << here
                for change in table.positions[here].landing.ways.values():
                    first |= mask_of(change.reads)
                    if change.to is not None:
                        landed.append(change.to)
                    if change.goose:
                        waiting.append(here)
        return Reach(squares, first | squares & table.unread, bool(squares & self.bridges))


def grow(table: Table, at: int, number: int, held: Eggs, unread: int, level: int, played: int) -> Node:
    """The tree of a throw: its forks in order, an ending at the end of each way."""
    root: dict[Outcome, Node] = {}
    top = Outcome.NONE
    for decided, result in branches(lambda: Pawn(table, at, number, held, unread, level, played)):
        ways, outcome = root, top
        for question, way in decided:
            fork = ways.setdefault(outcome, Fork(question.ask, question.at, {}))
            assert isinstance(fork, Fork)
            assert isinstance(fork.ways, dict)
            ways, outcome = fork.ways, way
        ways[outcome] = ending_of(result, unread, played)
    return root[top]


def ending_of(result: Result, unread: int, played: int) -> Ending:
    return Ending(
        result.at,
        result.held,
        result.lost,
        result.again,
        result.arrived,
        result.helps,
        result.gained,
        result.shown,
        unread & ~result.unread,
        result.played & ~played,
        result.moves,
    )
