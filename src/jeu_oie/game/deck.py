"""Circuit → the deck of a table: which cards it draws, in which order (game.md, « The deck of a table »)."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import TypeVar

from jeu_oie.circuit import model
from jeu_oie.circuit.dangers import spoken_by
from jeu_oie.game.quiz import make_quizzes, speaks_of_danger, workshop_rank
from jeu_oie.messages import Catalog

Each = TypeVar("Each", bound=model.Item)
LOOSE = (None, model.ANY)  # ``at`` of what stands at no step
MAX_CARDS, MIN_CARDS, MAX_PROBLEMS = 24, 12, 8
SHEET_CELLS = 48  # of the six sheets that a table prints and cuts, the stamp card among them
# How many cards of each class are dealt at first, and at most, in the order of the table of game.md.
SHARES = (
    (9, 14),  # quizzes made from the circuit
    (4, 7),  # its own questions
    (4, 8),  # common questions
    (3, 5),  # recourse
    (2, 6),  # facts and advice
    (1, 3),  # ideas
    (1, 2),  # spaces
)


@dataclass(frozen=True, slots=True)
class Dealt:
    """The cards of a table.

    ``pile``: 12 to 24 where there are so many, top card first. ``problems``: at most 8, apart. ``undealt``: what no
    table draws and no square holds, for the page and the guide, in the order of the classes.
    """

    pile: tuple[model.Item, ...]
    problems: tuple[model.ProblemItem, ...]
    undealt: tuple[model.Item, ...]


def deal_cards(
    circuit: model.Circuit,
    words: Catalog,
    placed: Collection[str] = (),
    pushed: Sequence[model.Item] = (),
    cut_out: int = 0,
) -> Dealt:
    """The deck of ``circuit``: each class up to its first column, then delays, then up to the second column.

    The pile ends where the sheets of a table are full: ``cut_out`` cards of squares are cut out of them too.
    ``placed``: the ids of what has a square already; a problem that is an example there stays a card.
    ``pushed``: what the board could not hold: « Quel délai ? » cards, which are no items of the circuit, and
    questions and ideas of a step, which join their class.
    """
    classes = list_classes(circuit, frozenset(placed), frozenset(item.id for item in pushed))
    quizzes = make_quizzes(circuit, words)
    own = {item.id for items in classes for item in items}
    delays = [item for item in pushed if item.id not in own]
    stock: tuple[Sequence[model.Item], ...] = (quizzes, *classes, delays)
    counts = count_cards([len(items) for items in stock])
    problems = choose_problems(circuit.problems)
    further = [each for each in circuit.problems if each.id not in {*placed, *(problem.id for problem in problems)}]
    dealt = [items[:count] for items, count in zip(stock, counts, strict=True)]
    first = {item.id for item in (*circuit.questions, *pushed)}
    pile = shorten_pile(interleave(dealt), size_pile(cut_out, len(problems)), first)
    drawn = {item.id for item in pile}
    left = (item for item in chain.from_iterable(stock[1:]) if item.id not in drawn)
    met = [item for item in circuit.questions if item.id in placed or item.at not in LOOSE]
    return Dealt(even_answers(pile, {quiz.id for quiz in quizzes}, met), problems, (*left, *further))


def size_pile(cut_out: int, problems: int) -> int:
    """The cards of a pile that share six sheets with the stamp card, ``cut_out`` cards of squares and ``problems``."""
    return max(MIN_CARDS, min(MAX_CARDS, SHEET_CELLS - 1 - cut_out - problems))


def shorten_pile(pile: Sequence[model.Item], most: int, first: Collection[str]) -> tuple[model.Item, ...]:
    """The first ``most`` cards, which hold of each class its share; what is ``first`` (ids) gives way last.

    These are what nobody else asks (the circuit's own questions), and what the board pushed off.
    """
    kept = sorted(range(len(pile)), key=lambda rank: (pile[rank].id not in first, rank))[:most]
    return tuple(pile[rank] for rank in sorted(kept))


def even_answers(
    pile: Sequence[model.Item], made: Collection[str], met: Sequence[model.Question]
) -> tuple[model.Item, ...]:
    """``pile`` with the right answers of the quizzes ``made`` at the places (a, b, c) that are least used.

    What authors wrote stands as it is, in the pile and among those ``met`` on squares. Quizzes of two answers go
    round by themselves, so that neither place is the better guess.
    """
    every = (*met, *(item for item in pile if isinstance(item, model.Question) and item.id not in made))
    used = Counter((len(each.answers), each.right - 1) for each in every if each.right)
    evened: list[model.Item] = []
    for item in pile:
        if isinstance(item, model.Question) and item.id in made:
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


def is_bound(item: model.Item) -> bool:
    """Whether it is advice that only the cards of some problems give."""
    return isinstance(item, model.Advice) and bool(item.for_)


def list_classes(
    circuit: model.Circuit, placed: frozenset[str], pushed: frozenset[str]
) -> tuple[Sequence[model.Item], ...]:
    """What has no square, by class, in the order of the table; what only a workshop says last in its class."""

    def loose(items: Sequence[Each]) -> list[Each]:
        at_large = (item for item in items if getattr(item, "at", None) in LOOSE or item.id in pushed)
        return [item for item in at_large if item.id not in placed and not is_bound(item)]

    questions = sorted(loose(circuit.questions), key=is_debate)
    facts = zip_longest(loose(circuit.facts), loose(circuit.advice), loose(circuit.common_advice))
    classes: tuple[Sequence[model.Item], ...] = (
        questions,
        [item for item in circuit.common_questions if item.id not in placed],
        loose(circuit.recourse),
        [item for turn in facts for item in turn if item is not None],
        loose(circuit.practices),
        loose(circuit.spaces),
    )
    rank = workshop_rank(circuit)
    return tuple(sorted(items, key=lambda item: rank(item.source)) for items in classes)


def is_debate(question: model.Question) -> bool:
    return question.right is None


def count_cards(stock: Sequence[int]) -> tuple[int, ...]:
    """How many cards of each class are dealt, of those in ``stock``, delays last.

    The first column of all, then all delays, then what places are left in the same order up to the last column.
    """
    *classes, delays = stock
    counts = [min(held, first) for held, (first, _) in zip(classes, SHARES, strict=True)]
    delays = min(delays, MAX_CARDS - sum(counts))
    for rank, (held, (_, most)) in enumerate(zip(classes, SHARES, strict=True)):
        room = MAX_CARDS - sum(counts) - delays
        counts[rank] += min(room, min(held, most) - counts[rank])
    return (*counts, delays)


def interleave(classes: Sequence[Sequence[model.Item]]) -> tuple[model.Item, ...]:
    """The cards in proportion: the j-th of n at (j + ½) / n of the pile; ties in the order of the classes."""
    places = ((rank + 0.5) / len(items) for items in classes for rank in range(len(items)))
    return tuple(item for _, item in sorted(zip(places, chain(*classes), strict=True), key=lambda pair: pair[0]))


def choose_problems(problems: Sequence[model.ProblemItem]) -> tuple[model.ProblemItem, ...]:
    """At most 8: urgent and not by turns, each in file order; where one sort is used up, the other goes on."""
    urgent = [problem for problem in problems if is_urgent(problem)]
    others = [problem for problem in problems if not is_urgent(problem)]
    turns = (problem for turn in zip_longest(urgent, others) for problem in turn if problem is not None)
    return tuple(turns)[:MAX_PROBLEMS]


def is_urgent(problem: model.ProblemItem) -> bool:
    """Whether a level of urgency holds it, or it asks for a gesture at once (``first``, or a danger)."""
    level = problem.urgency not in (None, model.NONE)
    return level or bool(problem.first) or any(map(speaks_of_danger, spoken_by(problem)))
