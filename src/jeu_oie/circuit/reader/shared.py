"""landlord.yaml and common.yaml: which files a circuit may name, and what it takes of them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jeu_oie.circuit.model import Actor, Circuit, CircuitBase, CircuitFile, Common, Item, Landlord, Question, Recourse
from jeu_oie.circuit.nearest import plain

# circuit-format, Files: « exactly so », a name that cannot leave the folder or its parent.
LANDLORD = re.compile(r"[^./\\:\s][^/\\:]*\.ya?ml")
COMMON = re.compile(r"(?:\.\./)?[^./\\:\s][^/\\:]*\.yaml")

Siblings = Callable[[str], bytes | None]


class PathRefused(ValueError):
    """A link leads out of the folder where the file should stand."""


@dataclass(frozen=True)
class Taken:
    """What of common.yaml a circuit names in ``use``, and the names that common.yaml does not have."""

    recourse: tuple[Recourse, ...]
    words: Mapping[str, str]


def offered(common: Common) -> tuple[str, ...]:
    """The names that ``use`` may hold."""
    return (*(item.id for item in common.recourse), *common.words)


def same(name: str, other: str) -> bool:
    """Whether two names are one but for case, accents and spaces."""
    return " ".join(plain(name).split()) == " ".join(plain(other).split())


def take(common: Common, use: Iterable[str]) -> Taken:
    """The recourse (in the order of ``use``) and the words that ``use`` names."""
    names = tuple(use)
    recourse = {item.id: item for name in names for item in common.recourse if same(item.id, name)}
    words = {term: meaning for name in names for term, meaning in common.words.items() if same(term, name)}
    return Taken(tuple(recourse.values()), words)


def merge(read: CircuitFile, landlord: Landlord, common: Common | None) -> Circuit:
    """The circuit with its landlord and what it takes of ``common``; its own items win, then the landlord's."""
    common = common or Common()
    taken = take(common, read.use)
    own = {item.id for item in read.recourse}
    track = {step.id for step in read.steps}
    recourse = (*read.recourse, *(_placed(item, track) for item in taken.recourse if item.id not in own))
    questions = _questions(read, common, track)
    values = {name: getattr(read, name) for name in CircuitBase.model_fields}
    kept = {**values, "recourse": recourse, "questions": (*read.questions, *questions)}
    sources = set(referred(kept.values(), "source"))
    actors = set(referred(kept.values(), "actor"))
    values |= {
        "landlord": landlord,
        "recourse": recourse,
        "common_questions": questions,
        "words": {**taken.words, **read.words},
        "sources": _over(read.sources, landlord.sources, common.sources, sources),
        "actors": _over(read.actors, landlord.actors, common.actors, actors),
    }
    return Circuit.model_construct(**values)


def _over(own: Mapping[str, Any], landlord: Mapping[str, Any], common: Mapping[str, Any], used: set[str]) -> Any:
    """The circuit's own first, then the landlord's, then of the common ones those that are used."""
    merged = dict(own)
    for name, value in (*landlord.items(), *((n, v) for n, v in common.items() if n in used)):
        merged.setdefault(name, value)
    return merged


def _placed(item: Any, track: set[str]) -> Any:
    """A shared item stands on a step only where the circuit has that step."""
    return item if item.at in (None, "any") or item.at in track else item.model_copy(update={"at": None})


def _questions(read: CircuitFile, common: Common, track: set[str]) -> tuple[Question, ...]:
    own = {question.id for question in read.questions}
    return tuple(_placed(question, track) for question in common.questions if question.id not in own)


def referred(values: Iterable[Any], key: str) -> Iterator[str]:
    """The ids that the items in ``values`` name as their ``source`` or ``actor``, side tracks included."""
    for value in values:
        for item in value if isinstance(value, tuple) else ():
            if isinstance(item, Item):
                yield from getattr(item, key, ())
                yield from referred((getattr(item, "steps", ()),), key)


def actor_names(*holders: Mapping[str, Actor]) -> frozenset[str]:
    return frozenset(name for holder in holders for name in holder)
