"""Circuit → board: which square stands where (game.md, « From circuit to squares »).

Deterministic, in the circuit's order, and stable: a changed text moves nothing, a changed delay only its own square
and what is left over beside it. A delay never changes how many squares there are: most of what an evening finds is
delays, and another size is another number on every card.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from jeu_oie.circuit import model
from jeu_oie.circuit.nearest import plain
from jeu_oie.game.card_id import CardId, Place
from jeu_oie.game.deck import Dealt, choose_problems, deal_cards
from jeu_oie.game.kinds import TURNS, Kind
from jeu_oie.game.meaning import is_asked_of_landlord, is_idea
from jeu_oie.game.pictured import choose_questions
from jeu_oie.game.preset import SIZES, Preset, Size
from jeu_oie.game.sentences import (
    ASKED,
    CLASSES,
    FACTS,
    HELPS,
    LOOSE,
    PROBLEMS,
    RED,
    STEP,
    TENANT,
    TIME,
    WAYS,
    PlacedSquare,
    list_asks,
    list_own,
    over_gaps,
    put_in,
    what_is_said,
)
from jeu_oie.game.squares import (
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
from jeu_oie.game.squares import RED as RED_KINDS
from jeu_oie.messages import Catalog, load_catalog

AUTO_SIZES = SIZES[4:]  # from 32 squares on; smaller ones only if asked for
EVENING = 36  # squares of an evening, beyond which squares leave for the pile
MAX_RED = 6
LETTER, HELPERS = "ecrire", ("association", "adil")  # of the common file, where a circuit has none
MAX_FIRST_DRAWS = 5  # before common facts


def assemble(circuit: model.Circuit, preset: Preset, undrawn: frozenset[str] = frozenset()) -> Board:
    """The board of ``circuit``, of the size that ``preset`` asks for, else the smallest that holds all musts.

    ``undrawn``: ids of detours whose side track the board says in words. Raises WrongSize.
    """
    words = load_catalog(circuit.language)
    asked = None if preset.squares is Size.AUTO else int(preset.squares)
    delays, others = split_delays(list_musts(circuit, words))
    kept, left_out = make_room(others, circuit, asked)
    size, musts = choose_size(kept, circuit, asked)
    musts += delays[: max(0, size - least_size(kept, circuit, size))]
    laid = sorted(fill(musts, circuit, size), key=lambda placed: placed.place)
    draws = size - 1 - len(laid)
    if asked is not None and size > SIZES[0] and draws > size // 4:
        raise TooFewItems(size, find_most(circuit, preset, size))
    ordered = break_rows(with_draws(laid, draws, circuit))
    finish = Square("", Kind.FINISH, circuit.steps[-1].id)
    numbered = [replace(square, name=str(number)) for number, square in enumerate((*ordered, finish), 1)]
    squares = aim_squares(numbered, undrawn)
    tracks = side_tracks(squares, undrawn, list_written_aside(laid, circuit, max_writing(size)))
    dealt = deal_cards(circuit, words, squares, left_out)
    return Board(
        with_sources(circuit, squares, dealt),
        preset,
        squares,
        tracks,
        dealt.pile,
        dealt.problems,
        dealt.undealt,
        left_out,
        tuple(name_rows(squares)),
    )


def with_sources(circuit: model.Circuit, squares: Sequence[Square], dealt: Dealt) -> model.Circuit:
    """``circuit`` with the sources of what its board takes that holds anywhere."""
    items = [square.item for square in squares if square.item is not None]
    used = {name for item in (*items, *dealt.pile, *dealt.problems, *dealt.undealt) for name in item.all_sources}
    used |= {name for item in items for each in model.elsewhere_of(item) for name in each.source}
    more = {
        name: source
        for name, source in circuit.everywhere.sources.items()
        if name in used and name not in circuit.sources
    }
    if not more:
        return circuit
    return circuit.model_copy(
        update={"sources": {**circuit.sources, **more}, "common_sources": circuit.common_sources | more.keys()}
    )


def list_musts(circuit: model.Circuit, words: Catalog) -> tuple[PlacedSquare, ...]:
    """What has a square on any board (rule 1): each step and what stands at it, gap by gap.

    The delay of another's act stands right before its step.
    """
    return tuple(placed for gap, step in enumerate(circuit.steps) for placed in list_stops(circuit, gap, step, words))


def list_stops(circuit: model.Circuit, gap: int, step: model.Step, words: Catalog) -> Iterator[PlacedSquare]:
    kind = Kind.START if not gap else Kind.BLANK if step.missing else Kind.STEP
    yield PlacedSquare(Square("", kind, step.id, step), gap, STEP)
    urgent = [(Kind.SHORTCUT, item) for item in circuit.shortcuts if item.from_ == step.id]
    aside = [(kind_of_detour(item), item) for item in circuit.detours if item.from_ == step.id]
    good = [(Kind.FACT if is_idea(item) else Kind.GOOSE, item) for item in circuit.practices if item.at == step.id]
    wrong = [(Kind(item.kind.value), item) for item in circuit.setbacks if item.at == step.id]
    helps = [(help_kind(item, circuit, words), item) for item in circuit.recourse if item.at == step.id]
    meets = [(Kind.SPACE, item) for item in circuit.spaces if item.at == step.id]
    asked = [
        (Kind.QUIZ if item.right is not None else Kind.DEBATE, item) for item in circuit.questions if item.at == step.id
    ]
    groups: tuple[tuple[int, Sequence[tuple[Kind, model.Item]]], ...] = (
        (WAYS, (*urgent, *aside, *good)),
        (RED, wrong),
        (HELPS, (*helps, *meets)),
        (ASKED, asked),
    )
    for slot, group in groups:
        for rank, (kind, item) in enumerate(group):
            common = item.id in circuit.everywhere.taken
            at = FACTS if kind is Kind.FACT else slot
            yield PlacedSquare(Square("", kind, step.id, item, common=common), gap, at, rank)
    following = circuit.steps[gap + 1] if gap + 1 < len(circuit.steps) else None
    if following is not None and takes_time(following):
        yield PlacedSquare(Square("", Kind.TIME, step.id, aspect=Aspect(following, DELAY)), gap, TIME)


def takes_time(step: model.Step) -> bool:
    """Whether a delay of another's act is announced, and not « tout de suite »: one's own stays on its card."""
    announced = step.delay.announced if step.delay else None
    return not step.missing and TENANT not in step.actor and announced is not None and announced.days > 0


def split_delays(
    musts: Sequence[PlacedSquare],
) -> tuple[tuple[PlacedSquare, ...], tuple[PlacedSquare, ...]]:
    """Delays, which stand where a place is free (each is on its step's card too), and all else that has a square."""
    delays = tuple(placed for placed in musts if placed.square.kind is Kind.TIME)
    return delays, tuple(placed for placed in musts if placed not in delays)


def help_kind(item: model.Recourse, circuit: model.Circuit, words: Catalog) -> Kind:
    """One writes to the landlord; anybody else helps."""
    return Kind.RECOURSE if is_asked_of_landlord(item, circuit, words) else Kind.HELPER


def list_guarantees(musts: Sequence[PlacedSquare], circuit: model.Circuit, size: int) -> list[PlacedSquare]:
    """What each board has, and the circuit too few of (rule 2): waits, a letter with a copy, two helpers."""
    letter = add_letter(musts, circuit)
    return [*add_waits(musts, circuit, size), *letter, *add_helpers((*musts, *letter), circuit)]


def add_waits(musts: Sequence[PlacedSquare], circuit: model.Circuit, size: int) -> list[PlacedSquare]:
    """Common hardships, evenly; no title twice, six red squares at most."""
    red = [placed.square for placed in musts if placed.square.kind in RED_KINDS]
    waits = sum(square.kind in TURNS for square in red)
    lacking = min(max(3, round(size / 9)) - waits, MAX_RED - len(red))
    told = {plain(square.item.title) for square in red if square.item is not None}
    common = [item for item in circuit.everywhere.setbacks if plain(item.title) not in told]
    added = [
        PlacedSquare(Square("", Kind(item.kind.value), "", item, common=True), 0, RED, len(red) + rank)
        for rank, item in enumerate(common[: max(0, lacking)])
    ]
    return over_gaps(added, circuit)


def add_letter(musts: Sequence[PlacedSquare], circuit: model.Circuit) -> list[PlacedSquare]:
    """A letter of which one keeps a copy, in the gap before the middle."""
    if any(placed.square.kind is Kind.RECOURSE for placed in musts):
        return []
    found = [item for item in list_loose(musts, circuit) if item.id == LETTER]
    gap = max(0, len(circuit.steps) // 2 - 1)
    return [put_in(loose_help(item, Kind.RECOURSE, circuit), gap, circuit) for item in found[:1]]


def add_helpers(musts: Sequence[PlacedSquare], circuit: model.Circuit) -> list[PlacedSquare]:
    """Helpers outside the landlord: the circuit's own first, then the association, then the ADIL."""
    words, gaps = load_catalog(circuit.language), len(circuit.steps)
    lacking = 2 - sum(placed.square.kind is Kind.HELPER for placed in musts)
    loose = list_loose(musts, circuit)
    own = [item for item in circuit.recourse if item in loose and help_kind(item, circuit, words) is Kind.HELPER]
    common = {item.id: item for item in circuit.everywhere.recourse}
    found = [*own, *(common[name] for name in HELPERS if name in common)][: max(0, lacking)]
    places = [gaps - 1] if len(found) == 1 else [2 * gaps // 3, gaps - 1]
    return [
        put_in(loose_help(item, Kind.HELPER, circuit), gap, circuit) for item, gap in zip(found, places, strict=False)
    ]


def list_loose(musts: Sequence[PlacedSquare], circuit: model.Circuit) -> list[model.Recourse]:
    """The recourse that stands at no step: the circuit's, then what holds anywhere."""
    placed = ids_in(musts)
    own = [item for item in circuit.recourse if item.at in LOOSE and item.id not in placed]
    return [*own, *circuit.everywhere.recourse]


def loose_help(item: model.Recourse, kind: Kind, circuit: model.Circuit) -> PlacedSquare:
    own = item in circuit.recourse and item.id not in circuit.everywhere.taken
    return PlacedSquare(Square("", kind, "", item, common=not own), 0, HELPS, len(circuit.recourse))


def ids_in(placed: Iterable[PlacedSquare]) -> frozenset[str]:
    """The ids of the items that have a square."""
    return frozenset(each.square.item.id for each in placed if each.square.item is not None)


@dataclass(frozen=True, slots=True)
class Leaving:
    """Squares that may leave for the pile in an evening (rule 3), last ones first, down to how many stay."""

    kinds: Collection[Kind]
    stay: int
    own: Callable[[Square], bool] = lambda _: True


LEAVE = (
    Leaving((Kind.DEBATE,), 0),
    Leaving((Kind.FACT,), 0, lambda square: is_idea(square.item)),
    Leaving((Kind.QUIZ,), 1),
    Leaving((Kind.HELPER,), 3),
    Leaving((Kind.RECOURSE,), 2),
    Leaving((Kind.GOOSE,), 3),
    Leaving(RED_KINDS, 5),
    Leaving((Kind.SPACE,), 1),
)


def make_room(
    musts: Sequence[PlacedSquare], circuit: model.Circuit, asked: int | None
) -> tuple[tuple[PlacedSquare, ...], tuple[model.Item, ...]]:
    """The musts that stay, and the items of those that leave, in the order in which they leave."""
    gone = list[PlacedSquare]()
    debates = [placed for placed in musts if placed.square.kind is Kind.DEBATE]
    most = 0 if len(musts) > 26 else 1 if len(musts) > 24 else 2
    gone += debates[most:][::-1]
    gone += [placed for placed in musts if placed.square.kind in RED_KINDS][MAX_RED:][::-1]
    for leaving in LEAVE:
        may = [each for each in musts if each.square.kind in leaving.kinds and leaving.own(each.square)]
        for placed in reversed(may[leaving.stay :]):
            kept = [each for each in musts if each not in gone]
            if least_size(kept, circuit, EVENING) <= max(EVENING, asked or 0):
                break
            if placed not in gone:
                gone.append(placed)
    items = [placed.square.item for placed in gone if placed.square.item is not None]
    return tuple(each for each in musts if each not in gone), tuple(items)


def least_size(musts: Sequence[PlacedSquare], circuit: model.Circuit, size: int) -> int:
    """How many squares are needed at least on a board of ``size``."""
    added = len(list_guarantees(musts, circuit, size))
    return len(musts) + added + size // 10 + size // 18 + 1


def choose_size(
    musts: Sequence[PlacedSquare], circuit: model.Circuit, asked: int | None
) -> tuple[int, tuple[PlacedSquare, ...]]:
    """How many squares, and the musts with the guarantees of that size. Raises TooManyItems."""
    if asked is not None:
        needed = len(musts) + 1
        if needed > asked:
            raise TooManyItems(needed, asked)
        added = list_guarantees(musts, circuit, asked)[: asked - needed]
        return asked, (*musts, *added)
    size = next((size for size in AUTO_SIZES if least_size(musts, circuit, size) <= size), None)
    if size is None:
        raise TooManyItems(least_size(musts, circuit, SIZES[-1]), SIZES[-1])
    return size, (*musts, *list_guarantees(musts, circuit, size))


def fill(musts: Sequence[PlacedSquare], circuit: model.Circuit, size: int) -> list[PlacedSquare]:
    """The squares but draws and arrival; what they leave free draws (rules 4 and 5)."""
    free, sixth = size - 1 - size // 10, size // 6
    laid, most = write_blanks(musts, max_writing(size)), max_writing(size)
    shown = list_pictured(circuit)[:sixth]
    first_shown = shown[: size // 18]
    laid += over_gaps(first_shown, circuit)[: max(0, free - len(laid))]
    laid += list_facts(laid, circuit, min(sixth, free - len(laid)))
    laid = [placed for placed in laid if placed.square.kind is not Kind.PROBLEM]
    laid += over_gaps(shown[: max(0, free - len(laid))], circuit)
    writing = most - sum(placed.square.writes for placed in laid) - len(list_written_aside(laid, circuit, most))
    asks = list_asks(circuit)
    count = max(0, min(writing, len(asks), free - len(laid)))
    laid += [asks[(2 * rank + 1) * len(asks) // (2 * count)] for rank in range(count)]
    drawn = min(MAX_FIRST_DRAWS, size // 5)
    laid += list_common_facts(laid, circuit, size - 1 - drawn - len(laid))
    return laid


def max_writing(size: int) -> int:
    """How many squares the table writes on at most (rule 5)."""
    return min(4, size // 6)


def list_written_aside(laid: Iterable[PlacedSquare], circuit: model.Circuit, most: int) -> tuple[str, ...]:
    """The ids of the blanks of side tracks that are written, after those of the main track."""
    written = sum(placed.square.writes and placed.square.kind is Kind.BLANK for placed in laid)
    blanks = [step.id for detour in circuit.detours for step in detour.steps if step.missing]
    return tuple(blanks[: max(0, most - written)])


def write_blanks(musts: Sequence[PlacedSquare], most: int) -> list[PlacedSquare]:
    """The musts, of which so many blanks are written, first those of which nobody says anything elsewhere."""
    blanks = [placed for placed in musts if placed.square.kind is Kind.BLANK]
    bare = [placed for placed in blanks if placed.square.item and not model.elsewhere_of(placed.square.item)]
    others = [placed for placed in blanks if placed not in bare]
    written = [*bare, *others][:most]
    return [
        replace(placed, square=replace(placed.square, writes=True)) if placed in written else placed for placed in musts
    ]


def list_facts(laid: Sequence[PlacedSquare], circuit: model.Circuit, places: int) -> list[PlacedSquare]:
    """The circuit's own facts, class by class, each class into the gaps that have fewest squares."""
    chosen, own = list[PlacedSquare](), list_own(circuit)
    told = {what_is_said(placed.square) for placed in laid}
    for rank in CLASSES:
        waiting = [placed for placed in own if placed.rank == rank and what_is_said(placed.square) not in told]
        chosen += level([*laid, *chosen], waiting, places - len(chosen))
    return chosen


def level(laid: Sequence[PlacedSquare], waiting: Iterable[PlacedSquare], places: int) -> list[PlacedSquare]:
    """As many of ``waiting`` as there are ``places``, one at a time into the gap that has fewest squares."""
    counts, chosen, left = Counter(placed.gap for placed in laid), list[PlacedSquare](), list(waiting)
    while left and len(chosen) < places:
        next_square = min(left, key=lambda placed: counts[placed.gap])
        left.remove(next_square)
        counts[next_square.gap] += 1
        chosen.append(next_square)
    return chosen


def list_pictured(circuit: model.Circuit) -> list[PlacedSquare]:
    """Problems in pictures: the circuit's own that no team holds, then those of its topic anywhere."""
    held = {problem.id for problem in choose_problems(circuit)}
    shown = [*circuit.problems, *circuit.everywhere.problems]
    common = {problem.id for problem in circuit.everywhere.problems}
    chosen = choose_questions([each for each in shown if each.id not in held], circuit)
    return [
        PlacedSquare(
            Square("", Kind.PROBLEM, "", problem, common=problem.id in common, asks=asked.value), 0, PROBLEMS, rank
        )
        for rank, (problem, asked) in enumerate(chosen)
    ]


def list_common_facts(laid: Sequence[PlacedSquare], circuit: model.Circuit, places: int) -> list[PlacedSquare]:
    told = {what_is_said(placed.square) for placed in laid}
    facts = [
        PlacedSquare(Square("", Kind.FACT, "", item, common=True), 0, FACTS, len(CLASSES))
        for item in circuit.everywhere.facts
    ]
    return over_gaps([each for each in facts if what_is_said(each.square) not in told][: max(0, places)], circuit)


def with_draws(laid: Sequence[PlacedSquare], draws: int, circuit: model.Circuit) -> list[PlacedSquare]:
    """``laid`` with draw squares at equal distances (rule 6): the place before which each stands, 3 where it is 2.

    None stands before the departure, however few squares there are.
    """
    count, ordered = len(laid), list[PlacedSquare]()
    distances = (max(1, int((k + 0.6) * count / draws)) for k in range(draws))
    places = Counter(3 if place == 2 and count > 3 else place for place in distances)
    for rank, placed in enumerate(laid):
        gap = laid[max(0, rank - 1)].gap
        draw = PlacedSquare(Square("", Kind.DRAW, circuit.steps[gap].id), gap, placed.slot)
        ordered += [draw] * places[rank]
        ordered.append(placed)
    return ordered


STEPS = (Kind.START, Kind.STEP, Kind.BLANK)
FIXED = frozenset((*STEPS, Kind.TIME, Kind.SHORTCUT, Kind.DETOUR, Kind.OTHER_WAY, Kind.RIGHT))


def break_rows(ordered: Sequence[PlacedSquare]) -> list[Square]:
    """The third of a kind changes places with the nearest later square of its gap, then of the next (rule 6)."""
    found = list(ordered)
    for rank in range(2, len(found)):
        if is_third([placed.square for placed in found], rank):
            other = next((later for later in range(rank + 1, len(found)) if may_change(found, rank, later)), None)
            if other is not None:
                found[rank], found[other] = change_places(found[rank], found[other])
    return [placed.square for placed in found]


def is_third(squares: Sequence[Square], rank: int) -> bool:
    kinds = {square.kind for square in squares[rank - 2 : rank + 1]}
    return len(kinds) == 1 and not kinds & {*STEPS}


def may_change(found: Sequence[PlacedSquare], rank: int, later: int) -> bool:
    here, there = found[rank], found[later]
    apart = there.square.kind not in FIXED and there.square.kind is not here.square.kind
    return apart and there.gap <= here.gap + 1


def change_places(one: PlacedSquare, other: PlacedSquare) -> tuple[PlacedSquare, PlacedSquare]:
    """Each in the other's gap."""
    first = replace(other, gap=one.gap, square=replace(other.square, step=one.square.step))
    return first, replace(one, gap=other.gap, square=replace(one.square, step=other.square.step))


def name_rows(squares: Sequence[Square]) -> Iterator[str]:
    """The squares that are the third of a kind in a row, all the same."""
    return (squares[rank].name for rank in range(2, len(squares)) if is_third(squares, rank))


def find_most(circuit: model.Circuit, preset: Preset, size: int) -> int:
    """The largest board below ``size`` that the circuit fills; the smallest that there is holds any."""
    for smaller in reversed([each for each in SIZES if each < size]):
        try:
            assemble(circuit, preset.model_copy(update={"squares": Size(str(smaller))}))
        except WrongSize:
            continue
        return smaller
    return SIZES[0]


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


def side_tracks(
    squares: Sequence[Square], undrawn: frozenset[str], written: Collection[str] = ()
) -> tuple[SideTrack, ...]:
    """The side track of each detour entry, its squares named 10a, 10b…; ``written``: ids of blanks to write."""
    numbers = step_numbers(squares)
    return tuple(
        side_track(square, square.item, numbers, undrawn, written)
        for square in squares
        if isinstance(square.item, model.Detour)
    )


def side_track(
    entry: Square,
    detour: model.Detour,
    numbers: dict[str, str],
    undrawn: frozenset[str],
    written: Collection[str],
) -> SideTrack:
    inner = tuple(
        Square(
            str(CardId(Place.SIDE, entry.number, letter)),
            Kind.BLANK if step.missing else Kind.STEP,
            step.id,
            step,
            writes=step.id in written,
        )
        for letter, step in zip(LETTERS, detour.steps, strict=False)
    )
    return SideTrack(entry.number, detour, inner, numbers.get(detour.to), detour.id not in undrawn)
