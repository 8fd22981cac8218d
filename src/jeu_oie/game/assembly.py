"""Circuit → board: which square stands where (game.md, « From circuit to squares »).

Deterministic, in the circuit's order, and stable: a changed text moves nothing, a changed delay only its own square
and what is left over beside it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, islice
from typing import TypeVar

from jeu_oie.circuit import model
from jeu_oie.game.card_id import CardId, Place
from jeu_oie.game.deck import Dealt, deal_cards
from jeu_oie.game.kinds import Kind
from jeu_oie.game.meaning import ask_delay
from jeu_oie.game.preset import SIZES, Preset, Size
from jeu_oie.game.sentences import (
    HAPPENS,
    MEETS,
    STEP,
    WAIT,
    PlacedSquare,
    ask_between,
    list_asks,
    list_last_asks,
    list_loose,
    list_own,
    list_who,
)
from jeu_oie.game.squares import (
    BETWEEN,
    CUT_OUT,
    DELAY,
    LETTERS,
    Aspect,
    Board,
    SideTrack,
    Square,
    TooFewItems,
    TooManyItems,
    WrongSize,
    kind_of_detour,
)
from jeu_oie.messages import Catalog, load_catalog

MAX_SQUARES = SIZES[-1]
MAX_RUN = 3  # steps of which one square asks the delay
AnyItem = TypeVar("AnyItem", bound=model.Item)
MAX_DRAWS = 4  # at first, on the largest board


def assemble(circuit: model.Circuit, preset: Preset, undrawn: frozenset[str] = frozenset()) -> Board:
    """The board of ``circuit``, of the size that ``preset`` asks for, else the smallest that holds all musts.

    ``undrawn``: ids of detours whose side track the board says in words. Raises WrongSize.
    """
    words = load_catalog(circuit.language)
    held, pushed = make_room(circuit)
    waits = list(list_delays(held))
    musts = [*list_musts(held), *(wait for wait in waits if aspect_of(wait).id not in pushed)]
    cards = [delay_card(aspect_of(wait), words) for wait in waits if aspect_of(wait).id in pushed]
    pile = len(deal_cards(held, words, ids_in(musts), cards, count_cut_out(musts, held)).pile)
    size = choose_size(musts, held, preset.squares, pile)
    laid, dealt = fill(musts, held, size, words, cards, pile // 2)
    if preset.squares is not Size.AUTO and asks_too_much(laid, len(circuit.steps)):
        raise TooFewItems(size, find_most(circuit, preset, size))
    finish = Square("", Kind.FINISH, circuit.steps[-1].id)
    numbered = [replace(square, name=str(number)) for number, square in enumerate((*laid, finish), 1)]
    squares = aim_squares(numbered, undrawn)
    return Board(
        circuit, preset, squares, side_tracks(squares, undrawn), dealt.pile, dealt.problems, dealt.undealt, pushed
    )


# --- musts: what has its square whatever the size ---------------------------------------------------------


def list_musts(circuit: model.Circuit) -> Iterator[PlacedSquare]:
    """Each step and what stands at it, gap by gap (rule 1)."""
    for gap, step in enumerate(circuit.steps):
        kind = Kind.START if not gap else Kind.BLANK if step.missing else Kind.STEP
        yield PlacedSquare(Square("", kind, step.id, step), gap, STEP)
        for rank, (slot, square) in enumerate(stops(circuit, step)):
            yield PlacedSquare(square, gap, slot, rank)


def stops(circuit: model.Circuit, step: model.Step) -> Iterator[tuple[int, Square]]:
    """What stands at ``step``, each with its slot."""
    here = step.id
    urgent = [(Kind.SHORTCUT, item) for item in circuit.shortcuts if item.from_ == here]
    aside = [(kind_of_detour(item), item) for item in circuit.detours if item.from_ == here]
    good = [(Kind.PRACTICE, item) for item in circuit.practices if item.at == here]
    wrong = [(Kind(item.kind.value), item) for item in circuit.setbacks if item.at == here]
    helps = [(Kind.RECOURSE, item) for item in circuit.recourse if item.at == here]
    meets = [(Kind.SPACE, item) for item in circuit.spaces if item.at == here]
    asked = [(Kind.QUESTION, item) for item in circuit.questions if item.at == here]
    happens: tuple[tuple[Kind, model.Item], ...] = (*urgent, *aside, *good, *wrong)
    meeting: tuple[tuple[Kind, model.Item], ...] = (*helps, *meets, *asked)
    yield from ((HAPPENS, Square("", kind, here, item)) for kind, item in happens)
    yield from ((MEETS, Square("", kind, here, item)) for kind, item in meeting)


def list_delays(circuit: model.Circuit) -> Iterator[PlacedSquare]:
    """One square a known delay, right before its step; one for about three steps whose delay nobody has found (rule 2).

    They stand in the gap before it.
    """
    steps = circuit.steps
    for before, step in enumerate(steps[1:]):
        if not step.missing and days_before(step):
            yield place_wait(Kind.TIME, Aspect(step, DELAY), before, circuit)
    for group in delay_groups(steps):
        aspect = Aspect(steps[group[-1]], DELAY, steps=tuple(steps[rank] for rank in group))
        yield place_wait(Kind.DELAY, aspect, group[-1] - 1, circuit)


def place_wait(kind: Kind, aspect: Aspect, gap: int, circuit: model.Circuit) -> PlacedSquare:
    return PlacedSquare(Square("", kind, circuit.steps[gap].id, aspect=aspect), gap, WAIT)


def aspect_of(wait: PlacedSquare) -> Aspect:
    assert wait.square.aspect is not None
    return wait.square.aspect


def days_before(step: model.Step) -> float | None:
    """The announced delay in days, 0 for « tout de suite », None where nobody has found it."""
    announced = step.delay.announced if step.delay else None
    return announced.days if announced else None


def delay_groups(steps: Sequence[model.Step]) -> Iterator[tuple[int, ...]]:
    """Runs of steps without a delay, cut into equal groups of about three, larger ones first."""
    unknown = [bool(rank) and not step.missing and days_before(step) is None for rank, step in enumerate(steps)]
    for lacking, ranks in groupby(range(len(steps)), key=unknown.__getitem__):
        if lacking:
            run = tuple(ranks)
            yield from cut(run, max(1, int(len(run) / MAX_RUN + 0.5)))


def cut(run: Sequence[int], groups: int) -> Iterator[tuple[int, ...]]:
    """``run`` in equal ``groups``, larger ones first."""
    ranks = iter(run)
    for group in range(groups):
        yield tuple(islice(ranks, len(run) // groups + (group < len(run) % groups)))


def ids_in(placed: Iterable[PlacedSquare]) -> frozenset[str]:
    """The ids of the items that have a square."""
    return frozenset(placed_square.square.item.id for placed_square in placed if placed_square.square.item is not None)


def count_cut_out(placed: Iterable[PlacedSquare], circuit: model.Circuit) -> int:
    """How many cards of squares are cut out, those of the side tracks too."""
    aside = sum(len(detour.steps[: len(LETTERS)]) for detour in circuit.detours)
    return aside + sum(placed_square.square.kind in CUT_OUT for placed_square in placed)


# --- too much for the largest board -----------------------------------------------------------------------


def make_room(circuit: model.Circuit) -> tuple[model.Circuit, tuple[str, ...]]:
    """The circuit with the questions, then ideas, that no square is left for (rule 4), and the ids of what must go.

    Delays that nobody has found go first; of each, the last ones first.
    """
    excess = len([*list_musts(circuit), *list_delays(circuit)]) + 1 - (MAX_SQUARES - MAX_DRAWS)
    if excess <= 0:
        return circuit, ()
    delays = [aspect_of(wait).id for wait in list_delays(circuit) if wait.square.kind is Kind.DELAY]
    steps = {step.id for step in circuit.steps}
    questions = [item.id for item in circuit.questions if item.at in steps]
    ideas = [item.id for item in circuit.practices if item.at in steps and item.adopted is not model.Adopted.TRUE]
    pushed = (*reversed(delays), *reversed(questions), *reversed(ideas))[:excess]
    loosened = {
        "questions": tuple(loosen(item, pushed) for item in circuit.questions),
        "practices": tuple(loosen(item, pushed) for item in circuit.practices),
    }
    return circuit.model_copy(update=loosened), pushed


def loosen(item: AnyItem, pushed: Collection[str]) -> AnyItem:
    """``item`` at no step where it has to go to the pile."""
    return item.model_copy(update={"at": None}) if item.id in pushed else item


def delay_card(aspect: Aspect, words: Catalog) -> model.Question:
    """« Quel délai ? » as a card of the pile."""
    text = ask_delay(aspect.steps, words)
    return model.Question.model_construct(id=aspect.id, title=words("delay.question"), text=text)


# --- size -------------------------------------------------------------------------------------------------


def choose_size(musts: Sequence[PlacedSquare], circuit: model.Circuit, asked: Size, pile: int) -> int:
    """How many squares (rule 4). Raises TooManyItems."""
    needed, own_facts = len(musts) + 1, len(list_own(circuit))
    size = int(asked) if asked is not Size.AUTO else find_size(needed, own_facts, pile)
    if needed > size:
        raise TooManyItems(needed, size)
    return size


def find_size(needed: int, own_facts: int, pile: int) -> int:
    """The smallest that holds the musts, an eighth of draws and a twelfth of own facts; else the largest."""
    return next(
        (size for size in SIZES if needed + draws_at_first(size, pile) + facts_at_first(size, own_facts) <= size),
        MAX_SQUARES,
    )


def draws_at_first(size: int, pile: int) -> int:
    return min(MAX_DRAWS if size == MAX_SQUARES else size // 8, pile // 2)


def facts_at_first(size: int, own_facts: int) -> int:
    return 0 if size == MAX_SQUARES else min(own_facts, size // 12)


# --- what is left over -----------------------------------------------------------------------------------


def fill(
    musts: Sequence[PlacedSquare],
    circuit: model.Circuit,
    size: int,
    words: Catalog,
    cards: Sequence[model.Question],
    most: int,
) -> tuple[tuple[Square, ...], Dealt]:
    """All squares but the arrival, in order, and the cards dealt after (rules 5 and 6); ``most`` draw, at first.

    What the board says leaves the deck, so that draws are capped again by what is dealt.
    """
    while True:
        others, draws = fill_gaps(musts, circuit, size, most)
        dealt = deal_cards(circuit, words, ids_in(others), cards, count_cut_out(others, circuit))
        most = len(dealt.pile) // 2
        if draws <= most:
            return tuple(with_draws(others, draws, circuit)), dealt


def fill_gaps(
    musts: Sequence[PlacedSquare], circuit: model.Circuit, size: int, most: int
) -> tuple[tuple[PlacedSquare, ...], int]:
    """The squares left over, dealt to the gaps (rule 5), and how many draw: ``most`` of these at most."""
    free, gaps = size - 1 - len(musts), len(circuit.steps)
    draws = min(draws_at_first(size, 2 * most), free)
    laid, own_facts = list(musts), list_own(circuit)

    def left() -> int:
        return size - 1 - draws - len(laid)

    laid += ask_for_traces(circuit, (*musts, *own_facts), size)[: left()]
    laid += level(laid, own_facts, left())
    laid += spread(list_loose(circuit, ids_in(musts)), left(), circuit)
    laid += level(laid, list_who(circuit), left())
    asked = {placed.square.aspect for placed in laid}
    asks = [placed for placed in list_asks(circuit) if placed.square.aspect not in asked]
    asking, drawing = share_by_halves(left(), len(asks), min(size // 4, most) - draws)
    laid += level(laid, asks, asking)
    draws += drawing
    laid += level(laid, list_last_asks(circuit), left())
    laid += (ask_between(circuit, gap) for gap in evenly(max(0, left()), gaps))
    return tuple(sorted(laid, key=lambda placed: placed.place)), draws


def ask_for_traces(circuit: model.Circuit, known: Sequence[PlacedSquare], size: int) -> list[PlacedSquare]:
    """Asks about a trace, evenly over the steps, until the track has enough egg squares (rule 5a).

    That of the départ only if the others do not suffice.
    """
    lacking = max(2, size // 10) - sum(ask.square.gives_egg for ask in known)
    asks = [ask for ask in list_asks(circuit) if ask.square.gives_egg]
    first, later = [ask for ask in asks if not ask.gap], [ask for ask in asks if ask.gap]
    if lacking >= len(later):
        return [*later, *first[: max(0, lacking - len(later))]]
    return [later[rank] for rank in evenly(lacking, len(later))]


def level(laid: Sequence[PlacedSquare], waiting: Iterable[PlacedSquare], places: int) -> list[PlacedSquare]:
    """As many of ``waiting`` as there are ``places``, one at a time into the gap that has fewest squares (rule 5b)."""
    counts, chosen, left = Counter(placed.gap for placed in laid), list[PlacedSquare](), list(waiting)
    while left and len(chosen) < places:
        next_square = min(left, key=lambda placed: (counts[placed.gap], placed.rank))
        left.remove(next_square)
        counts[next_square.gap] += 1
        chosen.append(next_square)
    return chosen


def spread(waiting: Sequence[PlacedSquare], places: int, circuit: model.Circuit) -> list[PlacedSquare]:
    """As many as there are ``places``, evenly over the gaps (rule 5c)."""
    chosen = waiting[: max(0, places)]
    gaps = evenly(len(chosen), len(circuit.steps))
    return [
        replace(placed, gap=gap, square=replace(placed.square, step=circuit.steps[gap].id))
        for placed, gap in zip(chosen, gaps, strict=True)
    ]


def evenly(count: int, gaps: int) -> list[int]:
    """The j-th of ``count`` goes to gap ⌊(j + ½) gaps / count⌋."""
    return [(2 * rank + 1) * gaps // (2 * count) for rank in range(count)]


def share_by_halves(places: int, asks: int, draws: int) -> tuple[int, int]:
    """A gap, a draw, a gap…: what is exhausted leaves its share to the other (rule 5e)."""
    drawing = min(draws, places // 2)
    asking = min(asks, places - drawing)
    return asking, max(0, min(draws, places - asking))


def with_draws(laid: Sequence[PlacedSquare], draws: int, circuit: model.Circuit) -> Iterator[Square]:
    """``laid`` with draw squares at equal distances (rule 6): the place before which each stands, 3 where it is 2."""
    count = len(laid)
    places = Counter(3 if place == 2 else place for place in (int((k + 0.6) * count / draws) for k in range(draws)))
    for rank, placed in enumerate(laid):
        for _ in range(places[rank]):
            yield Square("", Kind.DRAW, circuit.steps[laid[max(0, rank - 1)].gap].id)
        yield placed.square


# --- a size that was asked for and cannot be filled -------------------------------------------------------


def asks_too_much(squares: Iterable[Square], steps: int) -> bool:
    """Whether more is asked between steps than once a step."""
    between = sum(square.aspect is not None and square.aspect.fact == BETWEEN for square in squares)
    return between > steps


def find_most(circuit: model.Circuit, preset: Preset, size: int) -> int:
    """The largest board below ``size`` that the circuit fills; the smallest that there is holds any."""
    for smaller in reversed([size_below for size_below in SIZES if size_below < size]):
        try:
            assemble(circuit, preset.model_copy(update={"squares": Size(str(smaller))}))
        except WrongSize:
            continue
        return smaller
    return SIZES[0]


# --- names and targets ------------------------------------------------------------------------------------


def aim_squares(squares: Sequence[Square], undrawn: frozenset[str]) -> tuple[Square, ...]:
    """The squares with the names of those to which they send a pawn."""
    numbers = step_numbers(squares)
    return tuple(replace(square, target=target(square, numbers, undrawn)) for square in squares)


def step_numbers(squares: Sequence[Square]) -> dict[str, str]:
    """Id of a step, or ``end`` → the name of its square."""
    steps = {square.step: square.name for square in squares if isinstance(square.item, model.Step)}
    return {**steps, model.END: squares[-1].name}


def target(square: Square, numbers: dict[str, str], undrawn: frozenset[str]) -> str | None:
    """Where a square sends a pawn: the step named by ``to``, the arrival for ``end``, None elsewhere."""
    match square.item:
        case model.Detour(id=name):
            return None if name in undrawn else str(CardId(Place.SIDE, square.number, LETTERS[0]))
        case model.Shortcut(to=to) | model.SetbackItem(to=str(to)) if to not in (model.OUT, model.UNKNOWN):
            return numbers[to]
        case _:
            return None


def side_tracks(squares: Sequence[Square], undrawn: frozenset[str]) -> tuple[SideTrack, ...]:
    """The side track of each detour entry, its squares named 10a, 10b…"""
    numbers = step_numbers(squares)
    return tuple(
        side_track(square, square.item, numbers, undrawn) for square in squares if isinstance(square.item, model.Detour)
    )


def side_track(entry: Square, detour: model.Detour, numbers: dict[str, str], undrawn: frozenset[str]) -> SideTrack:
    inner = tuple(
        Square(str(CardId(Place.SIDE, entry.number, letter)), Kind.BLANK if step.missing else Kind.STEP, step.id, step)
        for letter, step in zip(LETTERS, detour.steps, strict=False)
    )
    return SideTrack(entry.number, detour, inner, numbers.get(detour.to), detour.id not in undrawn)
