"""The landlord's numbers as paper and board print them: those of the answers to a circuit's problems, and no other."""

from collections.abc import Iterator
from dataclasses import dataclass

from jeu_oie.circuit.model import AnswerKind, Circuit, ProblemItem, Shortcut, When
from jeu_oie.game.answers.answer import answer, of_way
from jeu_oie.game.answers.model import PAPER, Number, State, Time, Way
from jeu_oie.game.answers.numbers import find_numbers, in_order, join_numbers, list_places
from jeu_oie.game.answers.shared import Shared, shared_in
from jeu_oie.game.answers.subject import OTHER, Subject, calls_for_help

OF_LANDLORD = ("landlord.", "steps.", "shortcuts.")


@dataclass(frozen=True, slots=True)
class LandlordNumbers:
    """``day`` answers by day, ``closed`` evenings and weekends, in what is urgent; one may do both.

    ``doubtful``: what is to be verified first, and stands in no box. ``urgent``: whether the circuit has an urgency.
    """

    day: Number | None
    closed: Number | None
    doubtful: tuple[Number, ...]
    urgent: bool

    @property
    def sure(self) -> tuple[Number, ...]:
        """Each once."""
        return tuple(dict.fromkeys(each for each in (self.day, self.closed) if each))


def landlord_numbers_of(circuit: Circuit) -> LandlordNumbers:
    """What a sheet prints at no time in particular: where nobody has said of which agency, of none."""
    told = told_numbers(circuit)
    sure = [each for each in told if each.state is not State.DOUBTFUL]
    urgent = any(not calls_for_help(each, circuit) for each in circuit.shortcuts)
    return LandlordNumbers(
        next((each for each in sure if each.when is not When.CLOSED), None),
        next((each for each in sure if each.when in (When.CLOSED, When.ALWAYS)), None) if urgent else None,
        tuple(each for each in told if each.state is State.DOUBTFUL),
        urgent,
    )


def told_numbers(circuit: Circuit) -> tuple[Number, ...]:
    """The landlord's numbers in the answers to each problem, to anything else, and of each urgency."""
    shared = shared_in(circuit.language)
    found = join_numbers((*answered(circuit, shared), *of_urgencies(circuit, shared)))
    return in_order(found, Time.UNKNOWN, urgent=True)


def answered(circuit: Circuit, shared: Shared) -> Iterator[Number]:
    problems: tuple[ProblemItem | str, ...] = (*circuit.problems, OTHER)
    for problem in problems:
        for number in answer(problem, circuit, shared, PAPER).numbers:
            if number.at.startswith(OF_LANDLORD) and not number.where:
                yield number


def has_local_numbers(circuit: Circuit) -> bool:
    """Whether whom to call depends on where one lives, and nobody has said where that is."""
    if circuit.here is not None or not list_places(circuit):
        return False
    shared = shared_in(circuit.language)
    problems: tuple[ProblemItem | str, ...] = (*circuit.problems, OTHER)
    return any(each.where for problem in problems for each in answer(problem, circuit, shared, PAPER).numbers)


def entrance_numbers(circuit: Circuit) -> tuple[Number, ...]:
    """The numbers with which one begins by day: those for whatever has no answer of its own."""
    found = answer(OTHER, circuit, shared_in(circuit.language), PAPER).numbers
    ours = (each for each in found if each.at.startswith(OF_LANDLORD) and not each.where)
    return tuple(each for each in ours if each.when is not When.CLOSED)


def entrance_ways(circuit: Circuit) -> tuple[Way, ...]:
    """Where one begins: the ways into the first step that are no number."""
    first, shared = circuit.steps[0], shared_in(circuit.language)
    basis = first.said_of("channels")
    return tuple(
        found for way in first.channels for found in of_way(way, basis.source, circuit, shared, doubt=basis.uncertain)
    )


def of_urgencies(circuit: Circuit, shared: Shared) -> Iterator[Number]:
    for urgency in circuit.shortcuts:
        yield from urgency_numbers_of(urgency, circuit, shared)


def urgency_numbers_of(urgency: Shortcut, circuit: Circuit, shared: Shared) -> tuple[Number, ...]:
    """The numbers of an urgency, whichever of its problems one has and wherever; none where it is a danger."""
    if calls_for_help(urgency, circuit):
        return ()
    subject = Subject(urgency.id, urgency.title, AnswerKind.URGENT, urgency=urgency)
    return tuple(each for each in find_numbers(subject, circuit, PAPER, shared) if not each.where)
