"""The three files of a circuit: its own, its landlord's, and what landlords share."""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Generic, TypeVar

from jeu_oie.circuit.model import (
    Circuit,
    CircuitBase,
    CircuitFile,
    Common,
    Emergency,
    InPlace,
    Landlord,
    Question,
    Recourse,
    list_references,
)
from jeu_oie.circuit.nearest import plain
from jeu_oie.circuit.read import compose as nodes
from jeu_oie.circuit.read.compose import Data, Entry, Scalar, Sequence, compose, data
from jeu_oie.circuit.read.source import SourceText, source
from jeu_oie.circuit.read.validate import (
    MUST_BE_NAMED,
    SHOWN,
    Free,
    ListItem,
    M,
    duplicates,
    items,
    load,
    shape,
    validate,
)
from jeu_oie.errors import Problem
from jeu_oie.messages import LANGUAGES, load_catalog
from jeu_oie.resources import circuit_text

# --- One of the three files of a circuit, as far as it can be read ----------------------------------------


@dataclass(frozen=True)
class File(Generic[M]):
    """One file as far as it could be read; ``is_complete`` is False when names may hide in what could not be."""

    source: SourceText
    root: nodes.Mapping | None
    items: tuple[ListItem, ...] = ()
    model: M | None = None
    problems: tuple[Problem, ...] = ()
    shipped: bool = False  # it comes with the program: no file of the user's

    @property
    def is_complete(self) -> bool:
        return self.root is not None and not self.root.partial

    def names(self, key: str) -> frozenset[str]:
        """The keys of a mapping such as ``sources``."""
        value = self.root.get(key) if self.root else None
        return frozenset(value.entries) if isinstance(value, nodes.Mapping) else frozenset()


def read_file(text: bytes | str, name: str, model: type[M], lists: Iterable[str] = ()) -> File[M]:
    """Read one of the three files; ``lists`` are those whose items have ids, given or made of their titles."""
    read = source(text, name)
    root, problems = compose(read)
    problems += shape(read, root, problems)
    if not isinstance(root, nodes.Mapping):
        return File(read, None, problems=problems)
    return validate_file(read, root, model, problems, tuple(lists))


def validate_file(
    read: SourceText,
    root: nodes.Mapping,
    model: type[M],
    problems: tuple[Problem, ...],
    lists: tuple[str, ...],
) -> File[M]:
    """``root`` as a ``model``, with what is wrong in it and in its ids after ``problems``."""
    found = items(root, lists)
    values = data(root)
    for item in found:
        if not item.named and item.list not in MUST_BE_NAMED and item.node.get("id") is None:
            _set_id(values, item.path, item.id)
    finished, more = validate(read, root, model, values)
    return File(read, root, found, finished, (*problems, *more, *duplicates(read, found)))


def _set_id(values: Data, path: tuple[str | int, ...], name: str) -> None:
    here: Any = values
    for part in path:
        here = here[part]
    here["id"] = name


# --- The dangers that the program ships: what a circuit says of them whose common.yaml says nothing, or that has
# none
#
# Nobody may print a sheet without a number for danger. They stand in ``circuits/common.yaml``, where they can be
# mended without a line of code; ``common.en.yml`` says the same in English (no circuit of that folder, hence its
# ending). Which file is whose stands in ``messages.LANGUAGES``.


def standard(language: str) -> Common:
    """The common file of the program in ``language``; in French where it does not speak it."""
    return _read(LANGUAGES[load_catalog(language).language].common)


@cache
def _read(name: str) -> Common:
    common, problems = load(circuit_text(name), name, Common)
    assert common is not None, problems
    return common


# --- landlord.yaml and common.yaml: which files a circuit may name, and what it takes of them -------------

SHARED = ("recourse", "questions", "emergency")  # lists of common.yaml
# A name that cannot leave the folder or its parent.
LANDLORD = re.compile(r"[^./\\:\s][^/\\:]*\.ya?ml")
STANDARD = "standard"  # the common file that comes with the program
COMMON = re.compile(r"(?:standard|(?:\.\./)?[^./\\:\s][^/\\:]*\.yaml)")

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
    return shared.with_facts({**stated, "source": source}, own.stated)


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


# --- The files that a circuit names: its landlord and what landlords share --------------------------------


def landlord(circuit: File[CircuitFile], name: str, siblings: Siblings) -> tuple[File[Landlord] | None, list[Problem]]:
    assert circuit.root is not None
    entry = circuit.root.entry("landlord")
    if entry is None or entry.value.broken:
        return None, []
    value, read = entry.value, circuit.source
    if isinstance(value, Sequence):
        return None, [read.problem(value.line, value.column, "landlord-unreadable")]
    if isinstance(value, nodes.Mapping):
        return _inline(read, entry, value), []
    assert isinstance(value, Scalar)
    return _sibling(circuit, value, name, siblings, LANDLORD, Landlord)


def _inline(read: SourceText, entry: Entry, value: nodes.Mapping) -> File[Landlord]:
    """A landlord written in place: its problems are the circuit's."""
    shell = nodes.Mapping(1, 1, entries={entry.key.text: entry})
    holder, problems = validate(read, shell, InPlace)
    found = items(value, ("emergency",))
    model = holder.landlord if holder else None
    return File(read, value, found, model, (*problems, *duplicates(read, found)))


def common(circuit: File[CircuitFile], name: str, siblings: Siblings) -> tuple[File[Common] | None, list[Problem]]:
    assert circuit.root is not None
    value = circuit.root.get("common")
    if not isinstance(value, Scalar) or value.broken:
        return None, []
    if value.text == STANDARD:
        spoken = circuit.root.get("language")
        return read_standard(spoken.text if isinstance(spoken, Scalar) else ""), []
    return _sibling(circuit, value, name, siblings, COMMON, Common)


@cache
def read_standard(language: str) -> File[Common]:
    """The common file of the program, as ``common: standard`` takes it."""
    named = LANGUAGES[load_catalog(language).language].common
    return replace(read_file(circuit_text(named), f"jeu-oie/{named}", Common, SHARED), shipped=True)


def _sibling(
    circuit: File[CircuitFile], value: Scalar, name: str, siblings: Siblings, allowed: re.Pattern[str], model: type[M]
) -> tuple[File[M] | None, list[Problem]]:
    """Read the file that ``value`` names, if that name is one of the ``allowed`` ones."""

    def refused(code: str) -> tuple[None, list[Problem]]:
        return None, [circuit.source.problem(value.line, value.column, code, path=value.text[:SHOWN])]

    if not allowed.fullmatch(value.text):
        return refused("landlord-path" if model is Landlord else "common-path")
    try:
        text = siblings(value.text)
    except PathRefused:
        return refused("path-leaves")
    except OSError:
        return refused("file-unreadable")
    if text is None:
        return refused("file-not-found")
    shown = posixpath.normpath(posixpath.join(posixpath.dirname(name), value.text))
    lists = SHARED if model is Common else ("emergency",)
    return read_file(text, shown, model, lists), []
