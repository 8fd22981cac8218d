"""What the page and the fragment say of danger, before anything else: the numbers as links, the gestures in order."""

from collections.abc import Iterator
from dataclasses import dataclass

from jeu_oie.board.facts import FactFormatter
from jeu_oie.circuit.model import Emergency
from jeu_oie.render.html.page_text import TextRun, numbers_of, with_calls


@dataclass(frozen=True, slots=True)
class DangerEntry:
    """A number, or what to do first: ``said`` holds the numbers to dial, ``gestures`` what comes before.

    ``hours`` is empty where all numbers have the same (``hours_of``).
    """

    title: str
    said: tuple[TextRun, ...]
    gestures: tuple[tuple[TextRun, ...], ...]
    text: str
    hours: str


def numbers(facts: FactFormatter) -> Iterator[DangerEntry]:
    """The numbers that everybody should know."""
    shared = hours_of(facts)
    for each in facts.numbers:
        yield danger_entry(each, facts.number_title(each), "" if shared else each.hours or "", facts)


def dangers(facts: FactFormatter) -> Iterator[DangerEntry]:
    """What to do first in each danger."""
    for each in facts.dangers:
        yield danger_entry(each, facts.danger_title(each), each.hours or "", facts)


def hours_of(facts: FactFormatter) -> str:
    """The hours of the numbers, where all have the same."""
    found = {each.hours for each in facts.numbers}
    return (found.pop() or "") if len(found) == 1 else ""


def cited_in(facts: FactFormatter) -> tuple[int, ...]:
    """The numbers of the sources of all numbers and dangers."""
    return tuple(sorted(facts.source_numbers[name] for name in facts.danger_sources(facts.circuit.emergency)))


def danger_entry(danger: Emergency, title: str, hours: str, facts: FactFormatter) -> DangerEntry:
    return DangerEntry(
        title,
        numbers_of(facts).link(danger.call or ""),
        tuple(with_calls(gesture) for gesture in danger.first),
        danger.text or "",
        hours,
    )
