"""One key of an item in words, before or after a change: its label, and what stood there."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from jeu_oie.board.days import day
from jeu_oie.board.dossier import status
from jeu_oie.board.facts import Facts, capital
from jeu_oie.circuit.keys import DECLARED
from jeu_oie.circuit.model import ANY, END, NONE, OUT, UNKNOWN, Question, Validation
from jeu_oie.messages import Words

LABELS: Mapping[str, str] = {key.attribute: key.label for key in DECLARED}
# What tenants need to know: where nobody states it, that is information.
EXPECTED = frozenset(key.attribute for key in DECLARED if key.expected)


def label_of(key: str, t: Words) -> str:
    return capital(t(LABELS.get(key, f"changes.label.{key}")))


def value_of(key: str, value: object, thing: object, facts: Facts) -> str:
    """``value`` as people read it; an absent one that they need reads « pas trouvé », any other is empty."""
    if value is None or value is False:
        return facts.unknown if key in EXPECTED else facts.words("changes.no") if value is False else ""
    say = SAID.get(key)
    if say is not None:
        return say(value, thing, facts) or ""
    return (facts.listed(tuple(map(str, value))) or "") if isinstance(value, tuple) else str(value)


def pointed(value: str, facts: Facts) -> str:
    """What an id points at."""
    if value in (END, OUT):
        return facts.words(f"leads.{value}")
    if value == UNKNOWN:
        return facts.unknown
    return facts.words("changes.any") if value == ANY else facts.titles.get(value, value)


def right_answer(value: int, thing: object, facts: Facts) -> str:
    return thing.answers[value - 1] if isinstance(thing, Question) and value <= len(thing.answers) else str(value)


def sourced(names: Sequence[str], facts: Facts) -> str:
    titles = (source.title for name in names if (source := facts.circuit.sources.get(name)))
    return facts.listed(tuple(titles)) or ""


def signed(value: Validation, facts: Facts) -> str:
    return f"{', '.join(value.by)}, {day(value.on, facts.words)}"


SAID: Mapping[str, Callable[[Any, object, Facts], str | None]] = {
    "delay": lambda value, _, facts: facts.delay(value),
    "acceptable": lambda value, _, facts: facts.listed([facts.delay(each) or "" for each in value]),
    "trace": lambda value, _, facts: facts.words("trace.none") if value == NONE else value,
    "channels": lambda value, _, facts: facts.contacts(value),
    "contact": lambda value, _, facts: facts.contacts(value),
    "contacts": lambda value, _, facts: facts.contacts(value),
    "actor": lambda value, _, facts: facts.actors(value),
    "charge": lambda value, _, facts: facts.charge(value),
    "urgency": lambda value, _, facts: facts.urgency(value),
    "adopted": lambda value, _, facts: facts.words(f"adopted.{value}"),
    "kind": lambda value, _, facts: facts.words(f"kind.{value}"),
    "topic": lambda value, _, facts: facts.words(f"topic.{value}"),
    "status": lambda _, thing, facts: status(facts.circuit, facts.words),
    "validated": lambda value, _, facts: signed(value, facts),
    **dict.fromkeys(("searched", "review", "date"), lambda value, _, facts: day(value, facts.words)),
    "source": lambda value, _, facts: sourced(value, facts),
    "right": right_answer,
    **dict.fromkeys(("uncertain", "missing"), lambda _, thing, facts: facts.words("changes.yes")),
    **dict.fromkeys(("at", "from_", "to", "if_silent"), lambda value, _, facts: pointed(value, facts)),
}
