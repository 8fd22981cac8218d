"""landlord.yaml and common.yaml: which files a circuit may name, and what it takes of them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from jeu_oie.circuit.model import (
    Circuit,
    CircuitBase,
    CircuitFile,
    Common,
    Emergency,
    Landlord,
    Question,
    Recourse,
    list_references,
)
from jeu_oie.circuit.nearest import plain
from jeu_oie.circuit.reader.ids import Free
from jeu_oie.circuit.reader.standard import standard

# A name that cannot leave the folder or its parent.
LANDLORD = re.compile(r"[^./\\:\s][^/\\:]*\.ya?ml")
COMMON = re.compile(r"(?:\.\./)?[^./\\:\s][^/\\:]*\.yaml")

V = TypeVar("V")
P = TypeVar("P", Recourse, Question)

Siblings = Callable[[str], bytes | None]


class PathRefused(ValueError):
    """A link leads out of the folder where the file should stand."""


@dataclass(frozen=True)
class Taken:
    """What of common.yaml a circuit names in ``use``, and the names that common.yaml does not have."""

    recourse: tuple[Recourse, ...]
    words: Mapping[str, str]


def list_offered(common: Common) -> tuple[str, ...]:
    """The names that ``use`` may hold."""
    return (*(item.id for item in common.recourse), *common.words)


def alike(name: str) -> str:
    """What names have in common that are one but for case, accents and spaces."""
    return " ".join(plain(name).split())


def meant_by(wanted: Iterable[str], names: Iterable[str]) -> Iterator[str]:
    """The names that are one of ``wanted``, in its order; but for case and accents if none is it to the letter."""
    known = dict.fromkeys(names)
    near: dict[str, list[str]] = {}
    for name in known:
        near.setdefault(alike(name), []).append(name)
    for name in wanted:
        yield from (name,) if name in known else near.get(alike(name), ())


def take(common: Common, use: Iterable[str]) -> Taken:
    """The recourse (in the order of ``use``) and the words that ``use`` names."""
    names = dict.fromkeys(meant_by(use, list_offered(common)))
    ladder = {item.id: item for item in common.recourse}
    words = {term: common.words[term] for term in names if term in common.words}
    return Taken(tuple(ladder[name] for name in names if name in ladder), words)


def merge(read: CircuitFile, landlord: Landlord, common: Common | None) -> Circuit:
    """The circuit with its landlord and what it takes of ``common``; its own items win, then the landlord's."""
    common = common or Common()
    taken = take(common, read.use)
    own = {item.id for item in read.recourse}
    track = {step.id for step in read.steps}
    recourse = (*read.recourse, *(_place_item(item, track) for item in taken.recourse if item.id not in own))
    values = {name: getattr(read, name) for name in CircuitBase.model_fields}
    questions = _questions({**values, "recourse": recourse}, common, track)
    dangers = common if common.emergency else standard(read.language)
    emergency = emergencies(dangers.emergency, landlord.emergency)
    kept = {**values, "recourse": recourse, "questions": (*read.questions, *questions), "emergency": emergency}
    sources = set(list_references(kept.values(), "source"))
    actors = set(list_references(kept.values(), "actor"))
    values |= {
        "landlord": landlord,
        "recourse": recourse,
        "common_questions": questions,
        "emergency": emergency,
        "words": {**taken.words, **read.words},
        "sources": _over(
            read.sources, landlord.sources, {**common.sources, **dangers.sources, **common.sources}, sources
        ),
        "actors": _over(read.actors, landlord.actors, common.actors, actors),
        "common_sources": frozenset(sources - read.sources.keys() - landlord.sources.keys()),
        "common_actors": frozenset(actors - read.actors.keys() - landlord.actors.keys()),
    }
    return Circuit.model_construct(**values)


def _over(own: Mapping[str, V], landlord: Mapping[str, V], common: Mapping[str, V], used: set[str]) -> dict[str, V]:
    """The circuit's own first, then the landlord's, then of the common ones those that are used."""
    merged = dict(own)
    for name, value in (*landlord.items(), *((n, v) for n, v in common.items() if n in used)):
        merged.setdefault(name, value)
    return merged


def emergencies(shared: Iterable[Emergency], own: Iterable[Emergency]) -> tuple[Emergency, ...]:
    """The dangers of all landlords, with what this one says of each; then those that it alone has."""
    by_id = {item.id: item for item in own}
    told = tuple(_merge_emergency(by_id.pop(item.id), item) if item.id in by_id else item for item in shared)
    return (*told, *by_id.values())


def _merge_emergency(own: Emergency, shared: Emergency) -> Emergency:
    """What a landlord states of a danger wins, key by key: leaving one out never takes a gesture away."""
    stated = {name: getattr(own, name) for name in own.model_fields_set}
    source = own.source if "first" in stated else tuple(dict.fromkeys((*own.source, *shared.source)))
    return shared.model_copy(update={**stated, "source": source})


def _place_item(item: P, track: set[str]) -> P:
    """A shared item stands on a step only where the circuit has that step."""
    return item if item.at in (None, "any") or item.at in track else item.model_copy(update={"at": None})


def _questions(own: Mapping[str, Any], common: Common, track: set[str]) -> tuple[Question, ...]:
    """The shared questions but for those that the circuit words itself, under ids that nothing else has."""
    worded = {question.id for question in own["questions"]}
    taken = {item.id for items in own.values() if isinstance(items, tuple) for item in items}
    taken |= {step.id for detour in own["detours"] for step in detour.steps}
    free = Free(taken)
    kept = (question for question in common.questions if question.id not in worded)
    return tuple(_place_item(each.model_copy(update={"id": free.name(each.id)}), track) for each in kept)
