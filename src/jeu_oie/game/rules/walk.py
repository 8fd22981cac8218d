"""One throw, from a square with what the team holds, to all its results (game.md, « Rules, turn by turn »)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from jeu_oie.game.kinds.traits import Act, Outcome, Reason
from jeu_oie.game.preset import Finish

# --- The words of the rules: where each comes from, what a square is, what a throw gives. Plain data ------

EGGS, CARDS = 3, 1  # what a team holds at most (game.md, « Rules, to the last case »)


OLD, DESIGN = "old game", "game.md"
ORIGINS: Mapping[str, tuple[str, str]] = {
    Reason.THROW: (OLD, "the pawn moves on as many squares as the dice say"),
    Reason.BOUNCE: (OLD, "points too many are counted back from the arrival"),
    Reason.GOOSE: (OLD, "on a goose the same throw counts again, in the same direction"),
    Reason.BRIDGE: (DESIGN, "the bridge is crossed if the problem drawn is as urgent; without problems, always"),
    Reason.DETOUR: (DESIGN, "the labyrinth is a side track: the pawn goes onto it at once"),
    Reason.OTHER_WAY: (DESIGN, "another way is a side track, too"),
    Reason.RIGHT: (DESIGN, "a right that one uses is a side track, too"),
    Reason.BACK: (DESIGN, "the file goes back to an earlier step"),
    Reason.CLOSED: (DESIGN, "a closed file begins again at the last trace whose proof is shown, else at the départ"),
    Reason.EXIT: (DESIGN, "a step where the matter often ends has a door: one may go to the arrival, saying why"),
    Reason.JUMP: (OLD, "a square sends the pawn to another"),
    Act.READ: (DESIGN, "the card is read, nothing else happens"),
    Act.EGG: (DESIGN, "a step that leaves a trace gives an egg, three at most"),
    Act.CARD: (DESIGN, "a recourse gives its card, one at most"),
    Act.GO: (OLD, "the pawn goes where the square says and plays there too"),
    Act.LOSE: (OLD, "the inn: turns are lost"),
    Act.SILENCE: (OLD, "the well holds the pawn; an egg shown frees at once (game.md)"),
    Act.BLOCKED: (OLD, "the pawn is held; a recourse card frees at once (game.md)"),
    Act.DRAW: (DESIGN, "a right answer wins a throw"),
    Act.SPACE: (DESIGN, "another team is freed, or moved on one square"),
    Act.ARRIVE: (OLD, "the team has arrived"),
}


@dataclass(frozen=True, slots=True)
class Position:
    """A square as the rules see it; other squares are told by their rank in the table.

    ``following`` is the next one on the way, None after the arrival; ``toll`` the turns lost by whoever goes on
    from here (a side track to « out » or unknown); ``ends``: whoever leaves has arrived (one to ``end``).
    ``to`` and ``why`` say where it sends a pawn and for what reason, ``turns`` what is lost on it, ``chances`` how
    a draw on it falls out. ``piles``: its card is the top one of the pile. ``door``: one may go to ``to`` instead.
    """

    name: str
    kind: str
    act: Act = Act.READ
    following: int | None = None
    toll: int = 0
    ends: bool = False
    to: int | None = None
    why: Reason = Reason.JUMP
    turns: int = 0
    chances: Mapping[Outcome, float] = field(default_factory=dict)
    piles: bool = False
    door: bool = False


class Move(NamedTuple):
    """The pawn comes to ``to``; ``played`` is False where it has played that square in this throw already."""

    to: int
    why: Reason
    played: bool = True


class Result(NamedTuple):
    """What one throw does: the squares in order, turns lost, tokens, and what comes next.

    ``at``, ``eggs`` and ``card`` are where the pawn stands and what its team holds afterwards (an egg that was
    shown is turned over: it is no longer counted). ``again``: the team throws once more at once. ``helps``:
    another team may be freed, or moved one square.
    """

    moves: tuple[Move, ...]
    at: int
    eggs: int
    card: int
    lost: int = 0
    eggs_gained: int = 0
    eggs_shown: int = 0
    card_gained: int = 0
    card_shown: int = 0
    again: bool = False
    arrived: bool = False
    helps: bool = False


class TableCell(NamedTuple):
    """A cell of the table: the result of each outcome, and the square that draws (None where nothing is drawn)."""

    draws: int | None
    results: Mapping[Outcome, Result]


# --- One throw, from a square with what the team holds, to all its results (game.md, « Rules, to the last case »)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a walk needs: the squares, which one is the arrival, the lowest that a pawn is pushed back to."""

    positions: Sequence[Position]
    arrival: int
    lowest: int
    finish: Finish


@dataclass(slots=True)
class Pawn:
    """A pawn on its way during one throw."""

    ground: Ground
    here: int
    throw: int
    eggs: int
    card: int
    outcome: Outcome = Outcome.NONE
    stops: bool = False  # on its first goose
    backwards: bool = False
    moves: list[Move] = field(default_factory=list)
    played: set[int] = field(default_factory=set)
    lost: int = 0
    eggs_gained: int = 0
    eggs_shown: int = 0
    card_gained: int = 0
    card_shown: int = 0
    draws: int | None = None
    again: bool = False
    arrived: bool = False
    helps: bool = False
    onward: bool = False

    def land(self, to: int, why: Reason) -> None:
        """Come to a square; it is played unless it was in this throw."""
        fresh = to not in self.played
        self.moves.append(Move(to, why, fresh))
        self.here, self.onward = to, fresh

    def result(self) -> Result:
        return Result(
            tuple(self.moves),
            self.here,
            self.eggs,
            self.card,
            self.lost,
            self.eggs_gained,
            self.eggs_shown,
            self.card_gained,
            self.card_shown,
            self.again,
            self.arrived,
            self.helps,
        )


def entry(ground: Ground, here: int, throw: int, eggs: int, card: int) -> TableCell:
    """All results of a throw; a draw opens one for each way that it can fall out."""
    return branches(Pawn(ground, here, throw, eggs, card), lambda way: Pawn(ground, here, throw, eggs, card, way))


def opening(ground: Ground, here: int, throw: int) -> TableCell:
    """A team's very first throw: one that would win stops on its first goose (old game, where 9 won at once)."""
    made = entry(ground, here, throw, 0, 0)
    goose = any(move.why is Reason.GOOSE for result in made.results.values() for move in result.moves)
    if not goose or not any(result.arrived for result in made.results.values()):
        return made
    return branches(
        Pawn(ground, here, throw, 0, 0, stops=True),
        lambda way: Pawn(ground, here, throw, 0, 0, way, stops=True),
    )


def branches(first: Pawn, other: Callable[[Outcome], Pawn]) -> TableCell:
    made = walk_pawn(first)
    if made.draws is None:
        return TableCell(None, {Outcome.NONE: made.result()})
    ways = first.ground.positions[made.draws].chances
    return TableCell(made.draws, {way: walk_pawn(other(way)).result() for way in ways})


def walk_pawn(pawn: Pawn) -> Pawn:
    """The throw, then each square on which the pawn lands, until it rests."""
    advance(pawn, Reason.THROW)
    while pawn.onward:
        pawn.onward = False
        pawn.played.add(pawn.here)
        position = pawn.ground.positions[pawn.here]
        ACTS[position.act](pawn, position)
        if position.door:
            leave(pawn, position)
    return pawn


def advance(pawn: Pawn, why: Reason) -> None:
    """As many squares as thrown, along the side track and on from where it leads; the arrival by the finish rule."""
    ground, here, toll = pawn.ground, pawn.here, 0
    if pawn.backwards:
        pawn.land(max(ground.lowest, here - pawn.throw), why)
        return
    for left in range(pawn.throw, 0, -1):
        position = ground.positions[here]
        if position.following is None:
            overshoot(pawn, left, why, toll)
            return
        toll += position.toll
        here = position.following
        if position.ends:
            break
    pawn.lost += toll
    pawn.land(here, why)


def overshoot(pawn: Pawn, left: int, why: Reason, toll: int) -> None:
    """More points than squares: back as many (`bounce`), no move at all (`stay`), or arrived all the same (`pass`)."""
    ground = pawn.ground
    if ground.finish is Finish.STAY:
        return
    pawn.lost += toll
    if ground.finish is Finish.PASS:
        pawn.land(ground.arrival, why)
    else:
        pawn.backwards = True
        pawn.land(max(ground.lowest, ground.arrival - left), Reason.BOUNCE)


# --- what a square does ----------------------------------------------------------------------------------


def read(pawn: Pawn, position: Position) -> None:
    """Nothing but the card."""


def egg(pawn: Pawn, position: Position) -> None:
    """A trace: an egg, three at most."""
    if pawn.eggs < EGGS:
        pawn.eggs += 1
        pawn.eggs_gained += 1


def take_card(pawn: Pawn, position: Position) -> None:
    """A recourse card, one at most."""
    if pawn.card < CARDS:
        pawn.card += 1
        pawn.card_gained += 1


def goose(pawn: Pawn, position: Position) -> None:
    """The same throw again, same direction."""
    if not pawn.stops:
        advance(pawn, Reason.GOOSE)


def go(pawn: Pawn, position: Position) -> None:
    assert position.to is not None
    pawn.land(position.to, position.why)


def leave(pawn: Pawn, position: Position) -> None:
    """By the door to the arrival, for who chooses it; a closed file begins again, and takes none."""
    if pawn.moves[-1].why is Reason.CLOSED:
        return
    if pawn.draws is None:  # else a bridge has drawn, and led here
        pawn.draws = pawn.here
    if pawn.outcome is Outcome.LEAVES:
        go(pawn, position)


def bridge(pawn: Pawn, position: Position) -> None:
    """Draw a problem; cross if it is as urgent as the bridge asks."""
    pawn.draws = pawn.here
    if pawn.outcome in (Outcome.CROSSES, Outcome.LEAVES):
        go(pawn, position)


def lose(pawn: Pawn, position: Position) -> None:
    pawn.lost += position.turns


def silence(pawn: Pawn, position: Position) -> None:
    """Turns lost, or an egg shown."""
    if not show_egg(pawn):
        lose(pawn, position)


def apply_blocked(pawn: Pawn, position: Position) -> None:
    """Turns lost, or a recourse card shown."""
    if pawn.card:
        pawn.card -= 1
        pawn.card_shown += 1
    else:
        lose(pawn, position)


def apply_closed(pawn: Pawn, position: Position) -> None:
    """Back to the last trace where an egg can be shown, else to the départ."""
    assert position.to is not None
    pawn.land(position.to if position.to and show_egg(pawn) else 0, Reason.CLOSED)


def show_egg(pawn: Pawn) -> bool:
    """Show an egg, which turns it over as used: proof is shown, never handed in. Whether there was one."""
    if not pawn.eggs:
        return False
    pawn.eggs -= 1
    pawn.eggs_shown += 1
    return True


def draw(pawn: Pawn, position: Position) -> None:
    """Answered right, the team throws again; a recourse or a space of the pile is taken or played."""
    pawn.draws = pawn.here
    if pawn.outcome is Outcome.RIGHT:
        pawn.again = True
    elif pawn.outcome is Outcome.RECOURSE:
        take_card(pawn, position)
    elif pawn.outcome is Outcome.SPACE:
        pawn.helps = True


def space(pawn: Pawn, position: Position) -> None:
    pawn.helps = True


def arrive(pawn: Pawn, position: Position) -> None:
    """Arrived; what was lost on the way no longer matters."""
    pawn.arrived, pawn.lost = True, 0


ACTS: Mapping[Act, Callable[[Pawn, Position], None]] = {
    Act.READ: read,
    Act.EGG: egg,
    Act.CARD: take_card,
    Act.GOOSE: goose,
    Act.GO: go,
    Act.BRIDGE: bridge,
    Act.LOSE: lose,
    Act.SILENCE: silence,
    Act.BLOCKED: apply_blocked,
    Act.CLOSED: apply_closed,
    Act.DRAW: draw,
    Act.SPACE: space,
    Act.ARRIVE: arrive,
}
