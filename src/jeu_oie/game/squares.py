"""Circuit → board: which square stands where (game.md, « From circuit to squares »).

The assembly is deterministic, keeps the circuit's order, and is stable: the squares left over are dealt to
the gaps whatever the delays, so that a changed delay or text moves nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest

from jeu_oie.circuit import model
from jeu_oie.circuit.fields import DAYS, Delay, Unit
from jeu_oie.game.kinds import Kind
from jeu_oie.game.preset import SIZES, Preset, Size

LETTERS = "abcdef"
WAYS = {
    model.DetourLabel.OUT_OF_CIRCUIT: Kind.DETOUR,
    model.DetourLabel.OTHER_WAY: Kind.OTHER_WAY,
    model.DetourLabel.RIGHT: Kind.RIGHT,
}


def kind_of_detour(detour: model.Detour) -> Kind:
    """The kind of the square at which a side track is entered: only a case out of the circuit is the labyrinth."""
    return WAYS[detour.label or model.DetourLabel.OUT_OF_CIRCUIT]


@dataclass(frozen=True, slots=True)
class Elapsed:
    """What a time square says: ``amount`` of ``unit`` since the step before, None where nobody has found it.

    The last one says the announced time as it is (« 2,5 jours »), those before it whole numbers.

    ``bound`` tells an upper bound (« au plus »), ``unsure`` a step that is « à vérifier »; ``announced`` is False on a
    draw square without a pile, which only says that time passes.
    """

    amount: float | None
    unit: Unit = Unit.DAY
    bound: bool = False
    announced: bool = True
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Square:
    """One square. ``name`` is its number, with a letter on a side track (``10a``).

    ``step`` is the id of the step that it is, or that it follows; ``item`` what the circuit says there;
    ``target`` the name of the square to which it sends a pawn, where it does.
    """

    name: str
    kind: Kind
    step: str
    item: model.Item | None = None
    target: str | None = None
    elapsed: Elapsed | None = None

    @property
    def number(self) -> int:
        """The number on the main track (that of its entry, on a side track)."""
        return int(self.name.rstrip(LETTERS))

    @property
    def gives_trace(self) -> bool:
        """Whether the tenant holds something afterwards, an egg in the game; a blank gives none."""
        return isinstance(self.item, model.Step) and not self.item.missing and self.item.trace not in (None, model.NONE)

    @property
    def has_door(self) -> bool:
        """Whether the matter often ends here: whoever lands exactly there may go to the arrival."""
        return isinstance(self.item, model.Step) and not self.item.missing and self.item.exit is not None


@dataclass(frozen=True, slots=True)
class SideTrack:
    """The squares of an out-of-circuit case; ``target`` is the square after them, None for « out » or unknown.

    ``drawn`` is False where the centre of the board cannot hold them: then they are told on their cards.
    """

    entry: int
    detour: model.Detour
    squares: tuple[Square, ...]
    target: str | None
    drawn: bool = True

    @property
    def kind(self) -> Kind:
        """That of its entry."""
        return kind_of_detour(self.detour)


@dataclass(frozen=True, slots=True)
class Board:
    """The whole board: squares 1 to n, side tracks, and the pile in which draw squares draw."""

    circuit: model.Circuit
    preset: Preset
    squares: tuple[Square, ...]
    side_tracks: tuple[SideTrack, ...]
    pile: tuple[model.Item, ...]

    @property
    def every_square(self) -> tuple[Square, ...]:
        """Those of the side tracks after those of the main track."""
        return (*self.squares, *(square for track in self.side_tracks for square in track.squares))

    @property
    def has_door(self) -> bool:
        return any(square.has_door for square in self.every_square)

    @property
    def draws(self) -> int:
        """How many squares draw from the pile."""
        return sum(square.kind is Kind.QUESTION and square.item is None for square in self.squares)


class TooManyItems(ValueError):
    """The circuit ``needed`` more squares than the ``size`` of the board; ``fits`` is the smallest that holds it."""

    def __init__(self, needed: int, size: int) -> None:
        super().__init__(f"{needed} items, {size} squares")
        self.needed = needed
        self.size = size
        self.fits = next((each for each in SIZES if each >= needed), None)


def assemble(circuit: model.Circuit, preset: Preset, told: frozenset[str] = frozenset()) -> Board:
    """The board of ``circuit``; the detours ``told`` (ids) are not drawn. Raises TooManyItems."""
    groups = [[step_square(step, first=not rank), *stops(circuit, step)] for rank, step in enumerate(circuit.steps)]
    needed = sum(map(len, groups)) + 1
    size = board_size(needed, preset.squares)
    pile = pile_of(circuit)
    shares = deal(size - needed, len(groups))
    following = [*circuit.steps[1:], None]
    laid = [
        fill(group, share, step, drawn=bool(pile)) for group, share, step in zip(groups, shares, following, strict=True)
    ]
    finish = Square("", Kind.FINISH, circuit.steps[-1].id)
    numbered = tuple(replace(square, name=str(number)) for number, square in enumerate(chain(*laid, [finish]), 1))
    squares = aim_squares(numbered, size, told)
    return Board(circuit, preset, squares, side_tracks(squares, told), pile)


def step_square(step: model.Step, *, first: bool) -> Square:
    """The square of a step: the départ, a blank where nobody has documented it, or a plain step."""
    kind = Kind.START if first else Kind.BLANK if step.missing else Kind.STEP
    return Square("", kind, step.id, step)


def stops(circuit: model.Circuit, step: model.Step) -> Iterator[Square]:
    """What stands after ``step``, in the order of game.md (rule 2)."""
    here = step.id
    for shortcut in circuit.shortcuts:
        if shortcut.from_ == here:
            yield Square("", Kind.SHORTCUT, here, shortcut)
    for detour in circuit.detours:
        if detour.from_ == here:
            yield Square("", kind_of_detour(detour), here, detour)
    for practice in circuit.practices:
        if practice.at == here:
            yield Square("", Kind.PRACTICE, here, practice)
    for setback in circuit.setbacks:
        if setback.at == here:
            yield Square("", Kind(setback.kind.value), here, setback)
    placed = ((Kind.RECOURSE, circuit.recourse), (Kind.SPACE, circuit.spaces), (Kind.QUESTION, circuit.questions))
    for kind, items in placed:
        for item in items:
            if item.at == here:
                yield Square("", kind, here, item)


def board_size(needed: int, asked: Size) -> int:
    """How many squares (rule 1): ``auto`` leaves a third over where it can. Raises TooManyItems (rule 7)."""
    if asked is not Size.AUTO:
        size = int(asked)
    else:
        roomy = (each for each in SIZES[1:] if needed * 3 <= each * 2)
        size = next(roomy, SIZES[-1])
    if needed > size:
        raise TooManyItems(needed, size)
    return size


def deal(left: int, gaps: int) -> list[int]:
    """The squares left over, dealt to the gaps in step order, round and round (rule 3)."""
    return [left // gaps + (gap < left % gaps) for gap in range(gaps)]


def wanted_times(delay: Delay | None) -> int:
    """How many time squares announce a delay: none for no wait, 1 up to 2 days, 2 up to 14, 3 beyond, 1 unknown."""
    if delay is None or delay.announced is None:
        return 1
    days = delay.announced.days
    return 0 if days == 0 else 1 if days <= 2 else 2 if days <= 14 else 3


def fill(group: Sequence[Square], share: int, step: model.Step | None, *, drawn: bool) -> list[Square]:
    """A gap: the step's square and its stops, a draw square after each, the other draws, the time squares last."""
    here = group[0].step
    times = 0 if step is None else min(share, wanted_times(step.delay))
    draw = (
        Square("", Kind.QUESTION, here)
        if drawn
        else Square("", Kind.TIME, here, elapsed=Elapsed(None, announced=False))
    )
    draws = [draw] * (share - times)
    stops_here, spare = group[1:], draws[len(group) - 1 :]
    mixed = [
        square for pair in zip_longest(stops_here, draws[: len(stops_here)]) for square in pair if square is not None
    ]
    waits = [Square("", Kind.TIME, here, elapsed=elapsed_before(step, rank, times)) for rank in range(1, times + 1)]
    return [group[0], *mixed, *spare, *waits]


def elapsed_before(step: model.Step | None, rank: int, times: int) -> Elapsed:
    """The ``rank``-th of ``times`` parts of the delay of ``step``."""
    found = part_of_delay(step.delay if step else None, rank, times)
    return replace(found, unsure=step is not None and step.said_of("delay").uncertain and found.amount is not None)


def part_of_delay(delay: Delay | None, rank: int, times: int) -> Elapsed:
    """The ``rank``-th of ``times`` parts of an announced delay, in its own unit (rule 4)."""
    if delay is None or delay.announced is None:
        return Elapsed(None)
    span = delay.announced
    # Where the author gives a limit besides, the end of a range is not the most that one waits.
    bound = span.bound or delay.value is None or (span.low is not None and delay.at_most is None)
    whole, unit = span.high, span.unit
    if unit in (Unit.WEEK, Unit.MONTH, Unit.YEAR):
        whole, unit = whole * DAYS[unit], Unit.DAY
    if unit is Unit.DAY and whole < 1:
        whole, unit = whole * 24, Unit.HOUR
    if unit is Unit.HOUR and whole < 1:
        whole, unit = whole * 60, Unit.MINUTE
    # Half up, at least 1: Python's round() would turn 2.5 days into 2. The whole delay is never rounded.
    part = round(whole, 2) if rank == times else max(1, int(whole * rank / times + 0.5))
    return Elapsed(part, unit, bound)


def pile_of(circuit: model.Circuit) -> tuple[model.Item, ...]:
    """The pile of draw squares (rule 5), top card first.

    What only workshops say comes last, one workshop after the other: no other card gets another number.
    """
    loose = (None, model.ANY)
    own: tuple[Sequence[model.Item], ...] = (
        [item for item in circuit.questions if item.at in loose],
        circuit.facts,
        [item for item in circuit.advice if item.at in loose],
        [item for item in circuit.recourse if item.at in loose],
        [item for item in circuit.spaces if item.at in loose],
        [item for item in circuit.practices if item.at in loose],
        circuit.problems,
        circuit.common_questions,
        [item for item in circuit.common_advice if item.at in loose],
    )
    ranks = {name: rank for rank, name in enumerate(reversed(model.workshops(circuit.sources)), 1)}

    def turn_of(item: model.Item) -> int:
        return min((ranks.get(name, 0) for name in item.source), default=0)

    rounds = [[[item for item in items if turn_of(item) == turn] for items in own] for turn in range(len(ranks) + 1)]
    dealt = (item for lists in rounds for turn in zip_longest(*lists) for item in turn)
    return tuple(item for item in dealt if item is not None)


def aim_squares(squares: tuple[Square, ...], size: int, told: frozenset[str]) -> tuple[Square, ...]:
    """The squares with the names of those to which they send a pawn."""
    numbers = {square.step: square.name for square in squares if isinstance(square.item, model.Step)}
    numbers[model.END] = str(size)
    return tuple(replace(square, target=target(square, numbers, told)) for square in squares)


def target(square: Square, numbers: dict[str, str], told: frozenset[str]) -> str | None:
    """Where a square sends a pawn: the step named by ``to``, the arrival for ``end``, None elsewhere."""
    match square.item:
        case model.Detour(id=name):
            return None if name in told else f"{square.name}{LETTERS[0]}"
        case model.Shortcut(to=to) | model.SetbackItem(to=str(to)) if to not in (model.OUT, model.UNKNOWN):
            return numbers[to]
        case _:
            return None


def side_tracks(squares: tuple[Square, ...], told: frozenset[str]) -> tuple[SideTrack, ...]:
    """The side track of each detour entry, its squares named 10a, 10b…"""
    numbers = {square.step: square.name for square in squares if isinstance(square.item, model.Step)}
    numbers[model.END] = squares[-1].name
    return tuple(
        side_track(square, square.item, numbers, told) for square in squares if isinstance(square.item, model.Detour)
    )


def side_track(entry: Square, detour: model.Detour, numbers: dict[str, str], told: frozenset[str]) -> SideTrack:
    inner = tuple(
        Square(entry.name + letter, Kind.BLANK if step.missing else Kind.STEP, step.id, step)
        for letter, step in zip(LETTERS, detour.steps, strict=False)
    )
    return SideTrack(entry.number, detour, inner, numbers.get(detour.to), detour.id not in told)
