"""What a square does to the pawn that plays it, as plain data: the outcomes, and what each changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

WAIT_TURNS = 1  # on a wait, whatever its delay


class Reason(StrEnum):
    """Why a pawn comes to a square. ``STOP``: it is the first there, and reads for all."""

    THROW = "throw"
    STOP = "stop"
    BOUNCE = "bounce"
    GOOSE = "goose"
    BRIDGE = "bridge"
    DETOUR = "detour"
    OTHER_WAY = "other-way"
    RIGHT = "right"
    BACK = "back"
    CLOSED = "closed"
    EXIT = "exit"
    JUMP = "jump"
    HELP = "help"


class Ask(StrEnum):
    """What decides which outcome it is.

    ``EGG``, ``DOOR``: the team, as far as it can (an egg at hand, a step that was read before). ``ANSWER``: whether
    the answer is right. ``CARD``: the top card of the pile. ``URGENT``: the team's problem.
    """

    NOTHING = "nothing"
    EGG = "egg"
    DOOR = "door"
    ANSWER = "answer"
    CARD = "card"
    URGENT = "urgent"


class Outcome(StrEnum):
    """How a square falls out. ``EGG``, ``FREE``, ``SPACE``: the pile gives such a card; ``ELSE``: no throw is won."""

    NONE = "none"
    SHOWS = "shows"
    KEEPS = "keeps"
    LEAVES = "leaves"
    STAYS = "stays"
    RIGHT = "right"
    ELSE = "else"
    EGG = "egg"
    FREE = "free"
    SPACE = "space"
    CROSSES = "crosses"


class Help(StrEnum):
    """What a team may do for another: free it from where it waits; or that, or move it one square forward."""

    FREE = "free"
    SPACE = "space"


@dataclass(frozen=True, slots=True)
class Effect:
    """What one outcome does.

    ``egg``: a proof is won; ``shows``: one is turned over; ``lost``: turns to wait. ``to`` and ``why``: the pawn goes
    on to that square (by rank) and plays it; ``reads``: what is read aloud before, if nobody has. ``goose``: as
    many squares again as it came. ``again``: another throw.
    """

    egg: bool = False
    shows: bool = False
    lost: int = 0
    to: int | None = None
    why: Reason = Reason.JUMP
    reads: tuple[int, ...] = ()
    goose: bool = False
    again: bool = False
    helps: Help | None = None
    arrived: bool = False


NO_EFFECT = Effect()


@dataclass(frozen=True, slots=True)
class Landing:
    """What a square does: who decides, and the change of each outcome.

    ``level``: the place of a bridge's urgency in the file (0 is the most urgent): a problem as urgent or more
    crosses.
    """

    ways: Mapping[Outcome, Effect] = field(default_factory=lambda: {Outcome.NONE: NO_EFFECT})
    ask: Ask = Ask.NOTHING
    level: int = 0


def always(change: Effect) -> Landing:
    """The same for whoever lands there."""
    return Landing({Outcome.NONE: change})


def unless_shown(change: Effect) -> Landing:
    """A red square: an egg shown, and nothing happens; else ``change``."""
    return Landing({Outcome.SHOWS: Effect(shows=True), Outcome.KEEPS: change}, Ask.EGG)


READ, EGG = always(NO_EFFECT), always(Effect(egg=True))
