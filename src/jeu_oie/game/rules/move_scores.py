"""A fixed score of what each number that is thrown leads to: how an attentive team chooses, and what the page advises.

A number scores the squares that the pawn gains and what the square that it reaches is worth (``Glance``), less the
price of an egg that is shown for one square more or less; the arrival comes first (game.md, « Odds », « the eye »).
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from jeu_oie.game.kinds.landing import Ask, Landing, Outcome, Reason
from jeu_oie.game.rules.table import NEVER, Table
from jeu_oie.game.rules.turn import MAX_EGGS, SHOW, Eggs

THROW = 3.5  # squares that a throw is worth
GOOSE, QUESTION, EGG, SURE, SAFE, DETOUR = 0.8, 1.5, 1.5, 0.8, 1.2, 1.5
PRICE, LATE, NEAR = 2.0, 1.0, 8  # an egg shown for a square more or less, and within so many squares of the end
ARRIVAL = 1000.0


@dataclass(frozen=True, slots=True)
class Glance:
    """What a square is worth: ``plus`` to everybody; ``egg`` to whoever can hold one more; ``goose``, times the number.

    ``red``: its cost, ``SAFE`` at most with an egg at hand. ``urgent``: worth to a problem of ``level`` or
    more urgent; ``door``: to whoever may take it.
    """

    plus: float = 0.0
    egg: float = 0.0
    goose: float = 0.0
    red: float = 0.0
    urgent: float = 0.0
    level: int = 0
    door: float = 0.0


class Option(NamedTuple):
    """A number that a team may move, and whether it shows an egg for it."""

    number: int
    egg: bool = False


class BestOption(NamedTuple):
    """The option with the highest score; whether the ``dice``, and an egg, lead to different squares."""

    best: Option
    dice: bool
    eggs: bool


def glance(table: Table, at: int) -> Glance:
    """What a square is worth to a team that reaches it."""
    landing = table.positions[at].landing
    if landing.ask in (Ask.ANSWER, Ask.CARD):
        return Glance(plus=QUESTION)
    if landing.ask is Ask.EGG:
        return Glance(red=cost(table, at, landing))
    if landing.ask is Ask.URGENT:
        to = landing.ways[Outcome.CROSSES].to
        return Glance(urgent=THROW if to is None else table.place(to) - table.place(at), level=landing.level)
    if landing.ask is Ask.DOOR:
        egg = EGG if landing.ways[Outcome.STAYS].egg else 0.0
        return Glance(egg=egg, door=table.arrival - table.place(at))
    change = landing.ways[Outcome.NONE]
    if change.why in (Reason.DETOUR, Reason.OTHER_WAY, Reason.RIGHT):
        return Glance(plus=-DETOUR)
    gone = 0.0 if change.to is None else table.place(change.to) - table.place(at)
    arrived = ARRIVAL if change.arrived else 0.0
    return Glance(plus=gone + arrived, egg=EGG if change.egg else 0.0, goose=GOOSE if change.goose else 0.0)


def cost(table: Table, at: int, landing: Landing) -> float:
    """What a red square costs whoever shows no egg: turns that are nearly sure, or squares."""
    change = landing.ways[Outcome.KEEPS]
    back = 0.0 if change.to is None else table.place(at) - table.place(change.to)
    return round(SURE * THROW * change.lost + back, 1)


class Destination(NamedTuple):
    """Where a number leads: to which square (None: the pawn stays), and whether it is pushed back there."""

    to: int | None
    bounced: bool


class MoveScores:
    """The scores of one table; each is worked out once."""

    def __init__(self, table: Table) -> None:
        squares = range(len(table.positions))
        self.table = table
        self.numbers = range(table.most + 1)
        self.plain = tuple(map(Option, self.numbers))
        self.shown = tuple(Option(number, egg=True) for number in self.numbers)
        self.glances = tuple(glance(table, at) for at in squares)
        self.places = tuple(map(table.place, squares))
        self.ahead = tuple(0 if at == table.arrival else table.walk(at, table.most).mask for at in squares)
        # The highest first: of equals, ``max`` takes the first.
        self.offers = tuple(
            (tuple(sorted(numbers, reverse=True)), tuple(sorted(with_egg(numbers), reverse=True)))
            for numbers in table.throws
        )
        self.bridges = tuple(map(self.sees_bridge, squares))
        self.seen: dict[tuple[int, int, int, int], tuple[BestOption, ...]] = {}

    def sees_bridge(self, at: int) -> bool:
        """Whether a throw from there may come to one: else it is all the same how urgent a problem is."""
        walks = (self.table.walk(at, number) for number in self.numbers[1:])
        return any(self.glances[end].urgent for walk in walks for end in (*walk.stops, walk.to) if end is not None)

    def choices(self, at: int, held: Eggs, unread: int, level: int) -> tuple[BestOption, ...]:
        """The best of what each throw offers a team, in the order of the table's throws."""
        key = (at, held.left, unread & self.ahead[at], level if self.bridges[at] else NEVER)
        found = self.seen.get(key)
        if found is None:
            found = self.seen[key] = self.compare(at, held, unread, level)
        return found

    def compare(self, at: int, held: Eggs, unread: int, level: int) -> tuple[BestOption, ...]:
        """Of equals the one without an egg, then the higher number."""
        ends = [Destination(at, bounced=False), *(self.end(at, number, unread) for number in self.numbers[1:])]
        squares = [end.to for end in ends]
        plain = [self.worth(at, number, end, held, unread, level) for number, end in enumerate(ends)]
        if not held.left:
            return tuple(
                BestOption(self.plain[max(offer, key=plain.__getitem__)], differ(squares, offer), eggs=False)
                for offer, _ in self.offers
            )
        price = LATE if self.table.arrival - self.places[at] <= NEAR else PRICE
        after = SHOW[held]
        shown = [self.worth(at, number, end, after, unread, level) - price for number, end in enumerate(ends)]
        return tuple(self.pick(offer, more, plain, shown, squares) for offer, more in self.offers)

    def pick(
        self,
        offer: tuple[int, ...],
        more: tuple[int, ...],
        plain: Sequence[float],
        shown: Sequence[float],
        squares: Sequence[int | None],
    ) -> BestOption:
        """With an egg at hand, which moves to ``more`` numbers."""
        one = max(offer, key=plain.__getitem__)
        other = max(more, key=shown.__getitem__)
        best = self.shown[other] if shown[other] > plain[one] else self.plain[one]
        reached = set(map(squares.__getitem__, offer))
        return BestOption(best, len(reached) > 1, not reached.issuperset(map(squares.__getitem__, more)))

    def end(self, at: int, number: int, unread: int) -> Destination:
        """Where a number leads, the square that stops included."""
        walk = self.table.walk(at, number)
        stop = walk.stop(unread)
        return Destination(walk.to, walk.why is Reason.BOUNCE) if stop is None else Destination(stop, bounced=False)

    def worth(self, at: int, number: int, end: Destination, held: Eggs, unread: int, level: int) -> float:
        """What the number is worth that leads to ``end``."""
        to, bounced = end
        if to is None:
            return 0.0
        seen = look(self.glances[to], number, held, level, door=not unread >> to & 1, bounced=bounced)
        return self.places[to] - self.places[at] + seen

    def shows(self, at: int) -> bool:
        """Whether an egg at hand is worth showing on a red square."""
        return self.glances[at].red > SAFE


def look(seen: Glance, number: int, held: Eggs, level: int, *, door: bool, bounced: bool) -> float:
    """What a glance is worth to a team that comes by ``number`` squares."""
    worth = seen.plus
    if seen.egg and held.left < MAX_EGGS:
        worth += seen.egg
    if seen.goose and not bounced:
        worth += seen.goose * number
    if seen.red:
        worth -= min(seen.red, SAFE) if held.left else seen.red
    if seen.urgent and level <= seen.level:
        worth += seen.urgent
    return worth + seen.door if door else worth


def with_egg(numbers: Sequence[int]) -> tuple[int, ...]:
    """What an egg makes of them: one more or one less, at least 1."""
    return tuple(sorted({each + step for each in numbers for step in (1, -1)} - {0}))


def differ(ends: Sequence[int | None], offer: Sequence[int]) -> bool:
    """Whether the numbers of an offer lead to different squares."""
    return len(set(map(ends.__getitem__, offer))) > 1


def move_score_data(table: Table) -> dict[str, Any]:
    """The same for JSON: the glances that say something, and the prices."""
    seen = {at: asdict(glance(table, at)) for at in range(len(table.positions))}
    said = {str(at): {key: value for key, value in each.items() if value} for at, each in seen.items()}
    prices = {"safe": SAFE, "price": PRICE, "late": LATE, "near": NEAR}
    return {"squares": {at: each for at, each in said.items() if each}, **prices}
