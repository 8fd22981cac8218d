"""Whom to call at once: the numbers of danger in the order in which they are said, and the landlord's on a square."""

from collections.abc import Sequence
from dataclasses import dataclass

from jeu_oie.circuit.model import By, Channel, Contact, Emergency, Item, Shortcut, Step, Topic, name_contacts
from jeu_oie.game.squares import Board
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import load_catalog

# By what a circuit names its numbers; the police first where people fear other people (pictures.md).
ORDER = ("fire-brigade", "ambulance", "any-danger", "cannot-speak", "police")
AMONG_PEOPLE = ("police", "ambulance", "any-danger", "cannot-speak", "fire-brigade")
MAX_NUMBERS = 3  # numbers of danger on a square


@dataclass(frozen=True, slots=True)
class SquareCall:
    """What a square prints to dial: ``number``, its ``hours``, in ``doubt`` that it is to be verified.

    ``line``: what stands before a line where the landlord's number is written; empty where the number is its own.
    """

    number: str
    hours: str = ""
    doubt: str = ""
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


def call_of(item: Item, facts: FactFormatter) -> SquareCall | None:
    """What the square of an urgency, or of the first step, prints to dial; None where the circuit has no number."""
    own = own_call(item, facts)
    if own:
        return own
    voices = list_voices(facts)
    return SquareCall(" · ".join(voices[:MAX_NUMBERS]), line=facts.words("board.own")) if voices else None


def list_voices(facts: FactFormatter) -> list[str]:
    """The numbers of danger to which one speaks."""
    return [each.call or "" for each in in_order(facts) if each.by is not By.SMS]


def own_call(item: Item, facts: FactFormatter) -> SquareCall | None:
    """The number of an urgency or of the first step, else the first where it is urgent, else of the landlord's file.

    The landlord's alone.
    """
    found = [said for each in (item, *urgencies(item, facts.board)) for said in said_numbers(each, facts)]
    if isinstance(item, Step):
        found += [plain_call(each, facts) for each in plain_phones(facts)]
    return next((each for each in found if facts.is_own_number(each.number)), None)


def plain_phones(facts: FactFormatter) -> tuple[Contact, ...]:
    """The landlord's telephones that nobody called urgent and nobody doubts: of the first step, else of its file."""
    first = facts.circuit.steps[0]
    held = facts.circuit.landlord.contacts
    ways = held if first.said_of("channels").uncertain else (*first.channels, *held)
    doubted = {way.value for way in first.channels if way not in ways}
    # A contact has no key for its doubt: its label says it, in the circuit's language.
    unsure = load_catalog(facts.circuit.language)("uncertain")
    found = {
        way.value: way
        for way in reversed(ways)
        if way.kind is Channel.PHONE
        and facts.is_own_number(way.value or "")
        and way.value not in doubted
        and unsure not in (way.label or "")
    }
    return tuple(reversed(found.values()))


def address_of(way: Contact, facts: FactFormatter) -> str:
    """« steps.report.channels.phone », « landlord.contacts.phone-2 »: a way of the first step or of the landlord."""
    first, landlord = facts.circuit.steps[0], facts.circuit.landlord
    for holder, ways in ((f"steps.{first.id}.channels", first.channels), ("landlord.contacts", landlord.contacts)):
        for name, each in zip(name_contacts(each.kind or "" for each in ways), ways, strict=True):
            if each is way:
                return f"{holder}.{name}"
    return ""


def plain_call(phone: Contact, facts: FactFormatter) -> SquareCall:
    """Beside the number who answers, and when."""
    return SquareCall(phone.value or "", facts.comma.join(filter(None, (phone.label, phone.hours))))


def urgencies(item: Item, board: Board) -> Sequence[Item]:
    """Those that speak for the first step; each urgency speaks for itself."""
    return () if isinstance(item, Shortcut) else board.circuit.shortcuts


def said_numbers(item: Item, facts: FactFormatter) -> list[SquareCall]:
    """The numbers that an item itself names, with their hours."""
    if not isinstance(item, Step | Shortcut):
        return []
    phones = item.channels if isinstance(item, Step) else ()
    named = [(item.call, item.hours, "call")]
    named += [(each.value, each.hours, "channels") for each in phones if each.kind is Channel.PHONE]
    doubt = facts.words("uncertain")
    return [
        SquareCall(call, hours or "", doubt if item.said_of(fact).uncertain else "")
        for call, hours, fact in named
        if call
    ]
