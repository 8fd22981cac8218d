"""Circuit → the deck of a table: which cards it draws, in which order (game.md, « The deck of a table »)."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from jeu_oie.circuit import model
from jeu_oie.game.meaning import is_asked_of_landlord
from jeu_oie.game.pictured import is_held, kind_of
from jeu_oie.game.quiz import bare_answer, make_quizzes, pattern_of, workshop_rank
from jeu_oie.game.sentences import LOOSE
from jeu_oie.game.squares import CUT_OUT, LETTERS, Square
from jeu_oie.messages import Catalog

MAX_CARDS, MIN_CARDS, MAX_PROBLEMS, MIN_PROBLEMS = 24, 12, 8, 6
SHEET_CELLS = 48  # of the six sheets that a table prints and cuts, the stamp card and the carte-clé among them
HELPER_CARDS, GENERATED_PATTERNS = 2, 2
SHOWN = 2  # common problems that stay for the pictures of the board
# How many cards of each class are dealt at first, in the order of their priority: danger, rights and helpers, what this
# landlord alone says, debates, quizzes made from the circuit (never more).
SHARES = (6, 6, 10, 2, 2)


@dataclass(frozen=True, slots=True)
class Dealt:
    """The cards of a table.

    ``pile``: 12 to 24 where there are so many, top card first. ``problems``: the réclamations, at most 8, apart.
    ``undealt``: what no table draws and no square holds, for the page and the guide, in the order of the classes.
    """

    pile: tuple[model.Item, ...]
    problems: tuple[model.ProblemItem, ...]
    undealt: tuple[model.Item, ...]


def deal_cards(
    circuit: model.Circuit, words: Catalog, squares: Sequence[Square], left_out: Sequence[model.Item] = ()
) -> Dealt:
    """The deck beside a board of ``squares``: each class to its figure, then what places are left in the same order.

    The pile ends where the sheets of a table are full. ``left_out``: what the board had no square for.
    """
    placed = frozenset(square.item.id for square in squares if square.item is not None)
    problems = choose_problems(circuit)
    classes = list_classes(circuit, words, placed, left_out)
    told = {(each.aspect.item.id, each.aspect.fact) for each in squares if each.aspect is not None}
    quizzes = choose_generated(make_quizzes(circuit, words, told))
    met = [square.item for square in squares if isinstance(square.item, model.Question)]
    stock = apart_in_answer((*classes, quizzes), met)
    counts = count_cards([len(items) for items in stock], size_pile(count_cut_out(squares, circuit), len(problems)))
    pile = interleave([items[:count] for items, count in zip(stock, counts, strict=True)])
    drawn = {item.id for item in pile}
    everywhere = {item.id for item in (*circuit.everywhere.questions, *circuit.everywhere.recourse)}
    everywhere -= {item.id for item in circuit.common_questions}
    gone = [item for item in left_out if isinstance(item, model.SetbackItem)]  # told in the guide
    left = (item for item in (*chain.from_iterable(classes), *gone) if item.id not in {*drawn, *everywhere})
    dealt = {*placed, *(problem.id for problem in problems)}
    further = [each for each in circuit.problems if each.id not in dealt]
    common = {item.id for item in circuit.everywhere.questions}
    # Common ones first, and for themselves: what this landlord asks turns none of them.
    turned = even_answers(pile, common, ())
    made = {quiz.id for quiz in quizzes}
    others = (item for item in turned if isinstance(item, model.Question) and item.id not in made)
    return Dealt(even_answers(turned, made, (*met, *others)), problems, (*dict.fromkeys(left), *further))


def count_cut_out(squares: Iterable[Square], circuit: model.Circuit) -> int:
    """How many cards of squares are cut out, those of the side tracks too."""
    aside = sum(len(detour.steps[: len(LETTERS)]) for detour in circuit.detours)
    return aside + sum(square.kind in CUT_OUT for square in squares)


def size_pile(cut_out: int, problems: int) -> int:
    """The cards of a pile that share six sheets with two more cards, ``cut_out`` cards of squares and ``problems``."""
    return max(MIN_CARDS, min(MAX_CARDS, SHEET_CELLS - 2 - cut_out - problems))


def list_classes(
    circuit: model.Circuit, words: Catalog, placed: Collection[str], left_out: Sequence[model.Item]
) -> tuple[Sequence[model.Item], ...]:
    """What has no square, by class; what only a workshop says last in its class."""
    common = [item for item in circuit.everywhere.questions if item.id not in placed and item.right is not None]
    danger = [item for item in common if model.Tag.DANGER in item.tags]
    others = [item for item in common if item not in danger]
    rights = sorted(others, key=lambda item: not item.tags)  # what says of what it is first
    gone = frozenset(item.id for item in left_out)
    own = list_own_cards(circuit, placed, gone)
    helpers = list_helpers(circuit, words, placed)
    debates = [item for item in own if is_debate(item)]
    shared = [item for item in circuit.everywhere.questions if item.right is None and item.id not in placed]
    rank = workshop_rank(circuit)
    said = [item for item in own if item not in debates and item not in helpers]
    classes: tuple[Sequence[model.Item], ...] = (danger, mix_helpers(rights, helpers), said, (*debates, *shared))
    return tuple(sorted(items, key=lambda item: rank(item.source)) for items in classes)


def list_own_cards(circuit: model.Circuit, placed: Collection[str], gone: Collection[str]) -> list[model.Item]:
    """What the circuit says at no step, or had no square for: questions first, what is common last."""
    lists: tuple[Sequence[model.Item], ...] = (
        circuit.questions,
        circuit.facts,
        circuit.advice,
        circuit.recourse,
        circuit.practices,
        circuit.spaces,
        circuit.common_advice,
    )
    return [
        item
        for items in lists
        for item in items
        if item.id not in placed
        and (getattr(item, "at", None) in LOOSE or item.id in gone)
        and not (isinstance(item, model.Advice) and item.for_)
    ]


def list_helpers(circuit: model.Circuit, words: Catalog, placed: Collection[str]) -> list[model.Recourse]:
    """Who helps and has no square, the circuit's own first."""
    return [
        item
        for item in (*circuit.recourse, *circuit.everywhere.recourse)
        if item.id not in placed and item.at in LOOSE and not is_asked_of_landlord(item, circuit, words)
    ]


def mix_helpers(rights: Sequence[model.Item], helpers: Sequence[model.Item]) -> list[model.Item]:
    """Questions on rights, two helper cards among the first six; the other helpers last."""
    first = SHARES[1] - HELPER_CARDS
    return [*rights[:first], *helpers[:HELPER_CARDS], *rights[first:], *helpers[HELPER_CARDS:]]


def choose_generated(quizzes: Sequence[model.Question]) -> tuple[model.Question, ...]:
    """One each of two patterns."""
    by_pattern: dict[str, model.Question] = {}
    for quiz in quizzes:
        by_pattern.setdefault(pattern_of(quiz), quiz)
    return tuple(by_pattern.values())[:GENERATED_PATTERNS]


def apart_in_answer(
    stock: Sequence[Sequence[model.Item]], met: Iterable[model.Question]
) -> tuple[tuple[model.Item, ...], ...]:
    """``stock`` without quizzes that have the right answer of an earlier one, or of one that is ``met`` on a square."""
    known = {bare_answer(right_answer(item)) for item in met if item.right is not None}

    def is_new(item: model.Item) -> bool:
        if not isinstance(item, model.Question) or item.right is None:
            return True
        answer = bare_answer(right_answer(item))
        if answer in known:
            return False
        known.add(answer)
        return True

    return tuple(tuple(filter(is_new, items)) for items in stock)


def right_answer(quiz: model.Question) -> str:
    assert quiz.right is not None
    return quiz.answers[quiz.right - 1]


def is_debate(item: model.Item) -> bool:
    return isinstance(item, model.Question) and item.right is None


def count_cards(stock: Sequence[int], most: int) -> tuple[int, ...]:
    """How many cards of each class are dealt, of those in ``stock``; of the last class never more than its figure."""
    counts = [0] * len(stock)
    for shares in (SHARES, (*(MAX_CARDS for _ in SHARES[:-1]), SHARES[-1])):
        for rank, (held, share) in enumerate(zip(stock, shares, strict=True)):
            counts[rank] = min(held, share, counts[rank] + most - sum(counts))
    return tuple(counts)


def interleave(classes: Sequence[Sequence[model.Item]]) -> tuple[model.Item, ...]:
    """The cards in proportion: the j-th of n at (j + ½) / n of the pile; ties in the order of the classes."""
    places = ((rank + 0.5) / len(items) for items in classes for rank in range(len(items)))
    return tuple(item for _, item in sorted(zip(places, chain(*classes), strict=True), key=lambda pair: pair[0]))


def even_answers(
    pile: Sequence[model.Item], turned: Collection[str], kept: Iterable[model.Question]
) -> tuple[model.Item, ...]:
    """``pile``, the right answers of its quizzes ``turned`` at the places (a, b, c) least used there and in ``kept``.

    What a circuit's author wrote stands as it is. Quizzes of two answers go round by themselves, so that neither place
    is the better guess.
    """
    used = Counter((len(each.answers), each.right - 1) for each in kept if each.right)
    evened: list[model.Item] = []
    for item in pile:
        if isinstance(item, model.Question) and item.id in turned and item.right:
            count = len(item.answers)
            place = min(range(count), key=lambda rank: used[count, rank])
            used[count, place] += 1
            evened.append(turn_answers(item, place))
        else:
            evened.append(item)
    return tuple(evened)


def turn_answers(quiz: model.Question, place: int) -> model.Question:
    """``quiz`` with its right answer at ``place`` (0 is a), the wrong ones in their order."""
    assert quiz.right is not None
    wrong = [answer for rank, answer in enumerate(quiz.answers, 1) if rank != quiz.right]
    answers = (*wrong[:place], quiz.answers[quiz.right - 1], *wrong[place:])
    return quiz.model_copy(update={"answers": answers, "right": place + 1})


def choose_problems(circuit: model.Circuit) -> tuple[model.ProblemItem, ...]:
    """At most 8 réclamations, urgent ones and others by turns, never more urgent ones; filled up to 6 with common ones.

    No danger is ever one: the dangers are quizzes.
    """
    own = [problem for problem in circuit.problems if is_held(problem, circuit)]
    chosen = tuple(by_turns(own, circuit))[:MAX_PROBLEMS]
    if len(chosen) >= MIN_PROBLEMS:
        return chosen
    common = [problem for problem in circuit.everywhere.problems if is_held(problem, circuit)]
    filling = common[: max(0, len(common) - SHOWN)]
    return tuple(by_turns([*own, *filling], circuit))[:MIN_PROBLEMS]


def by_turns(problems: Sequence[model.ProblemItem], circuit: model.Circuit) -> Iterator[model.ProblemItem]:
    """One that is urgent, one that is not, each in file order; then other ones, and no urgent one without its other."""
    urgent = [problem for problem in problems if is_urgent(problem, circuit)]
    others = [problem for problem in problems if problem not in urgent]
    turns = zip_longest(urgent[: len(others)], others)
    return (problem for turn in turns for problem in turn if problem is not None)


def is_urgent(problem: model.ProblemItem, circuit: model.Circuit) -> bool:
    """Whether a level of urgency holds it, or its kind says so."""
    level = problem.urgency not in (None, model.NONE)
    return level or kind_of(problem, circuit) is model.AnswerKind.URGENT
