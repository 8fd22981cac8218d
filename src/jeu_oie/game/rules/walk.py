"""Squares as the rules see them, and where so many squares from one of them lead, before anything is played."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from jeu_oie.game.kinds.landing import READ, Ask, Landing, Reason
from jeu_oie.game.preset import Finish

OLD, DESIGN = "old game", "game.md"
ORIGINS: Mapping[Reason | Ask, tuple[str, str]] = {
    Reason.THROW: (OLD, "the pawn moves on as many squares as the die that was kept says"),
    Reason.STOP: (DESIGN, "the first pawn that comes to a step, a detour or a recourse stops there and reads for all"),
    Reason.BOUNCE: (OLD, "points too many are counted back from the arrival"),
    Reason.GOOSE: (OLD, "on a goose the same number again, forward only"),
    Reason.BRIDGE: (DESIGN, "the bridge is crossed by a team whose own problem is as urgent, or more"),
    Reason.DETOUR: (DESIGN, "the labyrinth is a side track: the pawn goes onto it at once"),
    Reason.OTHER_WAY: (DESIGN, "another way is a side track, too"),
    Reason.RIGHT: (DESIGN, "a right that one uses is a side track, too"),
    Reason.BACK: (DESIGN, "the file goes back to an earlier step, unless a proof is shown"),
    Reason.CLOSED: (DESIGN, "a closed file begins again at the last proof behind, unless one is shown"),
    Reason.EXIT: (DESIGN, "a step where the matter often ends has a door: one may go to the arrival, saying why"),
    Reason.JUMP: (OLD, "a square sends the pawn to another"),
    Reason.HELP: (DESIGN, "a dialogue moves another team one square forward; it plays nothing and never arrives"),
    Ask.NOTHING: (DESIGN, "the card is read, what it says is done"),
    Ask.EGG: (OLD, "inn and well: turns are lost; an egg shown frees at once (game.md)"),
    Ask.DOOR: (DESIGN, "the door of a step that was read before is a choice"),
    Ask.ANSWER: (DESIGN, "a right answer wins a throw"),
    Ask.CARD: (DESIGN, "the top card of the pile says what it is"),
    Ask.URGENT: (DESIGN, "whether the team's own problem is urgent decides"),
}


@dataclass(frozen=True, slots=True)
class Position:
    """A square as the rules see it; other squares are told by their rank in the table.

    ``following`` is the next one on the way, None after the arrival; ``ends``: whoever leaves has arrived (a side
    track to ``end``); ``entry``: the square at which its side track begins. ``first``: the first pawn stops there and
    reads for all. ``step``: a step of the circuit; ``talk``: it is talked about, not only read; ``says``: it says
    something of the circuit.
    """

    name: str
    kind: str
    landing: Landing = READ
    following: int | None = None
    ends: bool = False
    entry: int | None = None
    first: bool = False
    step: bool = False
    talk: bool = False
    says: bool = True


class Move(NamedTuple):
    """The pawn comes to ``to``; ``played`` is False where that square does nothing (any more) this turn."""

    to: int
    why: Reason
    played: bool = True


@dataclass(frozen=True)
class Walk:
    """So many squares from one: ``way``, the squares ahead in order, and ``to``, where it ends (None: it stays).

    Where ``why`` is a bounce, ``way`` leads to the arrival and ``to`` lies before it. ``stops``: the squares of
    ``way`` that somebody has to read first, ``mask`` the same as bits by rank.
    """

    to: int | None
    why: Reason
    way: tuple[int, ...]
    stops: tuple[int, ...]

    @cached_property
    def mask(self) -> int:
        return mask_of(self.stops)

    def stop(self, unread: int) -> int | None:
        """The first square of the way that nobody has read (``unread``: bits by rank)."""
        if self.mask & unread:
            for each in self.stops:
                if unread >> each & 1:
                    return each
        return None


def mask_of(ranks: Sequence[int]) -> int:
    return sum(1 << each for each in ranks)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a walk needs: the squares, which one is the arrival, the lowest that a pawn is pushed back to."""

    positions: Sequence[Position]
    arrival: int
    lowest: int
    finish: Finish


def walk(ground: Ground, start: int, number: int) -> Walk:
    """``number`` squares on, along the side track and on from where it leads; the arrival by the finish rule."""
    way, here = list[int](), start
    for left in range(number, 0, -1):
        position = ground.positions[here]
        if position.following is None:
            return Walk(*overshoot(ground, left), *split_way(ground, way))
        here = position.following
        way.append(here)
        if position.ends:
            break
    return Walk(here, Reason.THROW, *split_way(ground, way))


def split_way(ground: Ground, way: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return tuple(way), tuple(each for each in way if ground.positions[each].first)


def overshoot(ground: Ground, left: int) -> tuple[int | None, Reason]:
    """More points than squares: back as many (`bounce`), no move at all (`stay`), or arrived all the same (`pass`)."""
    if ground.finish is Finish.STAY:
        return None, Reason.THROW
    if ground.finish is Finish.PASS:
        return ground.arrival, Reason.THROW
    return max(ground.lowest, ground.arrival - left), Reason.BOUNCE


def squares_passed(ground: Ground, start: int, moves: Sequence[Move]) -> set[int]:
    """The squares that a pawn has passed or met in one throw; a jump passes none."""
    over, here = set[int](), start
    for move in moves:
        if move.why is Reason.BOUNCE:
            over.update(along(ground, here, ground.arrival), range(move.to, ground.arrival + 1))
        elif move.why in (Reason.THROW, Reason.STOP, Reason.GOOSE):
            over.update(along(ground, here, move.to))
        over.add(move.to)
        here = move.to
    return over


def along(ground: Ground, here: int, to: int) -> list[int]:
    """The squares from one to another, along the way."""
    found, position = list[int](), ground.positions[here]
    while position.following is not None and position.following != to and not position.ends:
        found.append(position.following)
        position = ground.positions[position.following]
    return found
