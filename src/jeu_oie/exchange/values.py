"""One key of an item in words, before or after a change: its label, and what stood there."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from jeu_oie.board.days import day
from jeu_oie.board.dossier import status
from jeu_oie.board.facts import FactFormatter, capital
from jeu_oie.circuit.delays import Delay
from jeu_oie.circuit.keys import DECLARED
from jeu_oie.circuit.model import ANY, END, NONE, OUT, UNKNOWN, Question, Validation
from jeu_oie.circuit.shapes import keys
from jeu_oie.messages import Catalog

LABELS: Mapping[str, str] = {key.attribute: key.label for key in DECLARED}
# What tenants need to know: where nobody states it, that is information.
EXPECTED = frozenset(key.attribute for key in DECLARED if key.expected)


def label_of(key: str, t: Catalog) -> str:
    return capital(t(LABELS.get(key, f"changes.label.{key}")))


def value_of(key: str, value: object, thing: object, facts: FactFormatter) -> str:
    """``value`` as people read it; an absent one that they need reads « pas trouvé », any other is empty."""
    if value is None or value is False:
        return facts.unknown if key in EXPECTED else facts.words("changes.no") if value is False else ""
    say = SAID.get(key)
    return (say(value, thing, facts) if say else format_value(value, facts)) or ""


def format_value(value: object, facts: FactFormatter) -> str | None:
    """A value of a key that needs no words of its own."""
    match value:
        case True:
            return facts.words("changes.yes")
        case Delay():
            return facts.delay(value)
        case tuple():
            return facts.listed([format_value(each, facts) or "" for each in value])
    return str(value)


def resolve_id(value: str, facts: FactFormatter) -> str:
    """What an id points at."""
    if value in (END, OUT):
        return facts.words(f"leads.{value}")
    if value == UNKNOWN:
        return facts.unknown
    return facts.words("changes.any") if value == ANY else facts.titles.get(value, value)


def right_answer(value: int, thing: object, facts: FactFormatter) -> str:
    return thing.answers[value - 1] if isinstance(thing, Question) and value <= len(thing.answers) else str(value)


def list_sources(names: Sequence[str], facts: FactFormatter) -> str:
    titles = (source.title for name in names if (source := facts.circuit.sources.get(name)))
    return facts.listed(tuple(titles)) or ""


def format_signature(value: Validation, facts: FactFormatter) -> str:
    return f"{', '.join(value.by)}, {day(value.on, facts.words)}"


def fields(*kinds: str) -> tuple[str, ...]:
    return tuple(key.attribute for key in keys(*kinds))


SAID: Mapping[str, Callable[[Any, object, FactFormatter], str | None]] = {
    "trace": lambda value, _, facts: facts.words("trace.none") if value == NONE else value,
    "actor": lambda value, _, facts: facts.actors(value),
    "charge": lambda value, _, facts: facts.charge(value),
    "urgency": lambda value, _, facts: facts.urgency(value),
    **dict.fromkeys(fields("contacts", "one-or-more-contacts"), lambda value, _, facts: facts.contacts(value)),
    "adopted": lambda value, _, facts: facts.words(f"adopted.{value}"),
    "kind": lambda value, _, facts: facts.words(f"kind.{value}"),
    "topic": lambda value, _, facts: facts.words(f"topic.{value}"),
    "status": lambda _, thing, facts: status(facts.circuit, facts.words),
    "validated": lambda value, _, facts: format_signature(value, facts),
    **dict.fromkeys(fields("date"), lambda value, _, facts: day(value, facts.words)),
    "source": lambda value, _, facts: list_sources(value, facts),
    "right": right_answer,
    **dict.fromkeys(("at", "from_", "to", "if_silent"), lambda value, _, facts: resolve_id(value, facts)),
}
