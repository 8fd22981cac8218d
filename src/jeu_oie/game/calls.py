"""Whom to call at once: the numbers of danger in the order in which they are said, and the landlord's on a square."""

from dataclasses import dataclass

from jeu_oie.circuit.model import By, Emergency, Item, Shortcut, Topic
from jeu_oie.game.answers.landlord import entrance_numbers, entrance_ways, urgency_numbers_of
from jeu_oie.game.answers.model import Number, State
from jeu_oie.game.answers.shared import shared_in
from jeu_oie.game.answers.subject import calls_for_help
from jeu_oie.game.wording import FactFormatter

# By what a circuit names its numbers; the police first where people fear other people (pictures.md).
ORDER = ("fire-brigade", "ambulance", "any-danger", "cannot-speak", "police")
AMONG_PEOPLE = ("police", "ambulance", "any-danger", "cannot-speak", "fire-brigade")
MAX_NUMBERS = 2  # of an urgency, on its square


@dataclass(frozen=True, slots=True)
class SquareCall:
    """What a square prints to dial: ``number`` and its ``hours``; or what stands before a ``line`` to write it on."""

    number: str = ""
    hours: str = ""
    line: str = ""


def in_order(facts: FactFormatter) -> tuple[Emergency, ...]:
    """The numbers of danger of a circuit."""
    order = AMONG_PEOPLE if facts.circuit.topic is Topic.NEIGHBOURS else ORDER
    ranks = {name: rank for rank, name in enumerate(order)}
    return tuple(sorted(facts.numbers, key=lambda each: ranks.get(each.id, len(order))))


def caption(danger: Emergency, facts: FactFormatter) -> str:
    """« Feu », in the program's words where it knows the number and nothing is in doubt, else in the circuit's."""
    known = danger.id in ORDER and not danger.has_doubt
    return facts.words(f"bands.number.{danger.id}") if known else facts.number_title(danger)


def list_voices(facts: FactFormatter) -> list[str]:
    """The numbers of danger to which one speaks."""
    return [each.call or "" for each in in_order(facts) if each.by is not By.SMS]


def call_of(item: Item, facts: FactFormatter) -> SquareCall:
    """What the square of an urgency, or of the first step, prints to dial; never a number that is to be verified.

    A danger has its own number, any other nothing but the landlord's: where nobody has found it, it is written in.
    """
    circuit = facts.circuit
    if isinstance(item, Shortcut):
        if calls_for_help(item, circuit):
            return SquareCall(item.call or "", item.hours or "")
        return square_call(urgency_numbers_of(item, circuit, shared_in(circuit.language)), facts)
    if circuit.topic is Topic.TRANSFER:
        for way in entrance_ways(circuit)[:1]:  # whose address finds no room there
            return SquareCall(way.text.replace(way.value, "").strip() or way.text)
    return square_call(entrance_numbers(circuit)[:1], facts)


def square_call(numbers: tuple[Number, ...], facts: FactFormatter) -> SquareCall:
    found = [each for each in numbers if each.state is not State.DOUBTFUL][:MAX_NUMBERS]
    if not found:
        return SquareCall(line=facts.words("board.own"))
    hours = facts.words("separator").join(say_hours(each, facts) for each in found)
    return SquareCall(" · ".join(each.value for each in found), hours)


def say_hours(number: Number, facts: FactFormatter) -> str:
    """On what condition and when a number answers; that nobody has found the hours."""
    return facts.comma.join(filter(None, (number.condition, number.hours or facts.words("number.hours.unknown"))))
