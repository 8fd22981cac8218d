"""What « Que faire ? » computes with in the browser: urgencies, delays, what may go wrong, where one writes to.

The texts stand in the page; this is what its script needs besides (outputs.md, « Modes of the page »).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from jeu_oie.circuit.fields import Delay, Span, Unit
from jeu_oie.circuit.model import NONE, Channel, Contact, Item, ProblemItem, SetbackItem, Shortcut, Topic
from jeu_oie.game.guidance import say_number_places
from jeu_oie.game.wording import FactFormatter
from jeu_oie.web.cards import dial_number

HOURLY = (Unit.HOUR, Unit.MINUTE)


def span_data(span: Span) -> dict[str, Any]:
    """An announced time for the script: ``days`` as it is counted, by ``working`` days or by the clock (``hours``)."""
    kinds = {"working": span.unit is Unit.WORKING_DAY, "hours": span.unit in HOURLY}
    return {"days": float(f"{span.days:.3g}"), **{name: 1 for name, holds in kinds.items() if holds}}


def delay_data(delay: Delay | None, facts: FactFormatter) -> dict[str, Any] | None:
    """A delay with its words; None where nobody has announced one."""
    if delay is None or delay.announced is None:
        return None
    return {"told": facts.delay(delay) or delay.announced.text, **span_data(delay.announced)}


def answer_data(items: Mapping[str, Item], facts: FactFormatter) -> dict[str, Any]:
    """``ways``: urgencies by id; ``problems`` in the order of their cards; ``setbacks``; where one writes, by channel.

    ``where`` says where the landlord's number is found. ``items`` are those of cards, by the names of these.
    """
    ranks = {step.id: rank for rank, step in enumerate(facts.circuit.steps)}
    return {
        "ways": {item.id: way(name, item, ranks, facts) for name, item in items.items() if isinstance(item, Shortcut)},
        "problems": [problem(item, facts) for item in by_use(facts)],
        "setbacks": [
            {"card": name, "at": ranks[item.at]}
            for name, item in items.items()
            if isinstance(item, SetbackItem) and item.at in ranks
        ],
        "write": dict(addresses(facts)),
        "calls": facts.circuit.topic not in (Topic.TRANSFER, Topic.NEIGHBOURS),
        "where": say_number_places(facts),
    }


def by_use(facts: FactFormatter) -> list[ProblemItem]:
    """The problems in the order of the page: that of the file, but danger (which has its own line) and calm last."""
    return sorted(facts.circuit.problems, key=lambda each: bool(facts.dangers_of(each)) or each.urgency == NONE)


def way(name: str, item: Shortcut, ranks: Mapping[str, int], facts: FactFormatter) -> dict[str, Any]:
    """An urgency: its card, the rank of the step where it leads (none: nobody knows, or out of the circuit)."""
    to = len(ranks) if item.to == "end" else ranks.get(item.to)
    found = {"card": name, "to": to, "delay": delay_data(item.delay, facts)}
    return {key: value for key, value in found.items() if value is not None}


def problem(item: ProblemItem, facts: FactFormatter) -> dict[str, Any]:
    found = {
        "id": item.id,
        "urgency": item.urgency,
        "delay": delay_data(item.delay, facts),
        "like": item.like,
        "words": item.words or None,
    }
    return {key: value for key, value in found.items() if value is not None}


# By what a letter, or a message, is sent.
SENT: Mapping[Channel, str] = {Channel.EMAIL: "mail", Channel.SMS: "sms", Channel.LETTER: "post"}


def addresses(facts: FactFormatter) -> Iterator[tuple[str, str]]:
    """The landlord's written addresses that somebody has found, the first of each sort."""
    circuit = facts.circuit
    ways: tuple[Contact, ...] = (*circuit.landlord.contacts, *circuit.steps[0].channels)
    for kind, name in SENT.items():
        found = next((each.value for each in ways if each.kind is kind and each.value), None)
        if found:
            yield name, dial_number(found) if kind is Channel.SMS else found
