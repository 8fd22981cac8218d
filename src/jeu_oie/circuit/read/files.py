"""The three files of a circuit: its own, its landlord's, and what landlords share."""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import chain, zip_longest
from typing import Any, Generic, TypeVar

from jeu_oie.circuit.fields import COMMON, LANDLORD
from jeu_oie.circuit.model import (
    NONE,
    Advice,
    Circuit,
    CircuitBase,
    CircuitFile,
    Common,
    CommonAdvice,
    CommonQuestion,
    CommonRecourse,
    Emergency,
    EmergencyCase,
    Item,
    Landlord,
    Model,
    Question,
    Recourse,
    Tag,
    list_references,
    offices_of,
)
from jeu_oie.circuit.nearest import plain
from jeu_oie.circuit.read import compose as nodes
from jeu_oie.circuit.read.compose import Data, Entry, Scalar, Sequence, compose, data
from jeu_oie.circuit.read.everywhere import list_everywhere
from jeu_oie.circuit.read.source import SourceText, source
from jeu_oie.circuit.read.validate import (
    MAX_SHOWN_CHARS,
    MUST_BE_NAMED,
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
from jeu_oie.messages import LANGUAGES, Catalog, load_catalog
from jeu_oie.resources import circuit_text


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


kept_file = lru_cache(maxsize=4)(read_file)  # who writes a circuit hardly changes the files that it names


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


STANDARD = "standard"  # the common file that comes with the program

V = TypeVar("V")
P = TypeVar("P", Recourse, Question, Advice)
SHARED = ("recourse", "questions", "advice")  # the lists of common.yaml of which a circuit takes some
COMMON_LISTS = (*SHARED, "setbacks", "facts", "emergency", "next")  # and those that all circuits have

Siblings = Callable[[str], bytes | None]


class PathRefused(ValueError):
    """A link leads out of the folder where the file should stand."""


@dataclass(frozen=True)
class Taken:
    """What of common.yaml a circuit takes: what it names in ``use``, what is of its topic, not what it drops."""

    recourse: tuple[CommonRecourse, ...]
    questions: tuple[CommonQuestion, ...]
    advice: tuple[CommonAdvice, ...]
    words: Mapping[str, str]


def list_offered(common: Common) -> tuple[str, ...]:
    """The names that ``use`` may hold."""
    return (*(item.id for name in SHARED for item in getattr(common, name)), *common.words)


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


def take(common: Common, read: CircuitFile) -> Taken:
    """What ``read`` takes: first the recourse of ``use``, in its order, then that of the circuit's topic.

    Questions and advice that are of no topic are everybody's; recourse that is of none is taken by its name only.
    """
    names = dict.fromkeys(meant_by(read.use, list_offered(common)))
    kept = [item for item in common.recourse if item.id not in read.drop]
    ladder = {item.id: item for item in kept}
    of_topic = (item.id for item in kept if read.topic in item.topics)
    order = dict.fromkeys((*(name for name in names if name in ladder), *of_topic))

    def is_taken(item: CommonQuestion | CommonAdvice) -> bool:
        return item.id not in read.drop and (not item.topics or read.topic in item.topics or item.id in names)

    return Taken(
        tuple(ladder[name] for name in order),
        order_questions(filter(is_taken, common.questions)),
        tuple(filter(is_taken, common.advice)),
        {term: common.words[term] for term in names if term in common.words},
    )


def order_questions(questions: Iterable[CommonQuestion]) -> tuple[CommonQuestion, ...]:
    """One on danger, one on a right, one on who helps, in turn, then the others: what a deck draws first."""
    by_tag: dict[Tag | None, list[CommonQuestion]] = {None: [], **{tag: [] for tag in Tag}}
    for question in questions:
        by_tag[min(question.tags, key=list(Tag).index, default=None)].append(question)
    others = by_tag.pop(None)
    in_turn = (question for turn in zip_longest(*by_tag.values()) for question in turn if question)
    return (*in_turn, *others)


def merge(read: CircuitFile, landlord: Landlord, common: Common | None) -> Circuit:
    """The circuit with its landlord and what it takes of ``common``; its own items win, then the landlord's."""
    common = common or Common()
    taken = take(common, read)
    values = {name: getattr(read, name) for name in CircuitBase.model_fields}
    track, free = {step.id for step in read.steps}, Free(_ids(values))
    values["recourse"] += _adopt_items(Recourse, taken.recourse, read.recourse, track, free)
    questions = _adopt_items(Question, taken.questions, read.questions, track, free)
    advice = tuple(_limit_advice(_adopt_items(Advice, taken.advice, read.advice, track, free), read))
    standing = standard(read.language)
    dangers = emergencies(common.emergency or standing.emergency, landlord.emergency)
    emergency = tuple(tell_cases(danger, load_catalog(read.language)) for danger in dangers)
    next_steps = common.next or standing.next
    departments = common.departments or standing.departments
    offices = tuple(office for each in departments.values() for office in offices_of(each))
    kept = (*values.values(), questions, advice, emergency, next_steps)
    sources = {*list_references(kept, "source"), *(name for office in offices for name in office.source)}
    actors = set(list_references(kept, "actor"))
    values |= {
        "landlord": landlord,
        "common_questions": questions,
        "common_advice": advice,
        "emergency": emergency,
        "where_number": landlord.where_number or common.where_number or standing.where_number,
        "gestures": common.gestures,
        "next": next_steps,
        "departments": departments,
        "words": {**taken.words, **read.words},
        "sources": _over(
            read.sources, landlord.sources, {**common.sources, **standing.sources, **common.sources}, sources
        ),
        "actors": _over(read.actors, landlord.actors, common.actors, actors),
        "common_sources": frozenset(sources - read.sources.keys() - landlord.sources.keys()),
        "common_actors": frozenset(actors - read.actors.keys() - landlord.actors.keys()),
        "everywhere": list_everywhere(
            read,
            common,
            standing,
            (item.id for item in taken.recourse),
            {item.id: adopted.id for item, adopted in zip(worded_apart(taken.questions, read), questions, strict=True)},
            free,
        ),
    }
    return Circuit.model_construct(**values)


def worded_apart(questions: Iterable[CommonQuestion], read: CircuitFile) -> tuple[CommonQuestion, ...]:
    """Those that the circuit does not word itself."""
    own = {item.id for item in read.questions}
    return tuple(item for item in questions if item.id not in own)


def _limit_advice(advice: Iterable[Advice], read: CircuitFile) -> Iterator[Advice]:
    """Shared advice for the problems that ``read`` has; none that is for others alone."""
    known = {problem.id for problem in read.problems}
    for item in advice:
        kept = tuple(name for name in item.for_ if name in known)
        if kept or not item.for_:
            yield item.with_facts({"for_": kept}, {})


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


def tell_cases(danger: Emergency, words: Catalog) -> Emergency:
    """``danger`` with the gestures of its cases as ``first``, each case under its title."""
    if danger.first or not danger.cases:
        return danger
    told = chain.from_iterable(_tell_case(case, words) for case in danger.cases if case.first)
    return danger.with_facts({"first": tuple(told)}, {})


def _tell_case(case: EmergencyCase, words: Catalog) -> tuple[str, ...]:
    first, *others = case.first
    return (words("answer.fact", label=case.title, value=first), *others)


def _merge_emergency(own: Emergency, shared: Emergency) -> Emergency:
    """What a landlord states of a danger wins, key by key: leaving one out never takes a gesture away."""
    stated = {name: getattr(own, name) for name in own.model_fields_set}
    source = own.source if "first" in stated else tuple(dict.fromkeys((*own.source, *shared.source)))
    return shared.with_facts({**stated, "source": source}, own.stated)


def _adopt_item(model: type[P], item: Item, track: set[str], name: str) -> P:
    """A shared item as one of the circuit, called ``name``; on a step only where the circuit has that step."""
    values = {key: getattr(item, key) for key in model.model_fields}
    at = values["at"] if values["at"] in (None, "any") or values["at"] in track else None
    return model.model_construct(**{**values, "id": name, "at": at}).with_facts({}, item.stated)


def _ids(values: Mapping[str, Any]) -> set[str]:
    """The ids of a circuit's items, side tracks included."""
    taken = {item.id for items in values.values() if isinstance(items, tuple) for item in items}
    return taken | {step.id for detour in values["detours"] for step in detour.steps}


def _adopt_items(
    model: type[P], taken: Iterable[Item], worded: Iterable[Item], track: set[str], free: Free
) -> tuple[P, ...]:
    """The shared items but for those that the circuit has ``worded`` itself, under ids that nothing else has."""
    own = {item.id for item in worded}
    return tuple(_adopt_item(model, item, track, free.name(item.id)) for item in taken if item.id not in own)


class InPlace(Model):
    """A landlord written in its circuit."""

    landlord: Landlord


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
    if value.text == NONE:
        return None, []
    if value.text == STANDARD:
        spoken = circuit.root.get("language")
        return read_standard(spoken.text if isinstance(spoken, Scalar) else ""), []
    return _sibling(circuit, value, name, siblings, COMMON, Common)


@cache
def read_standard(language: str) -> File[Common]:
    """The common file of the program, as ``common: standard`` takes it."""
    named = LANGUAGES[load_catalog(language).language].common
    return replace(read_file(circuit_text(named), f"jeu-oie/{named}", Common, COMMON_LISTS), shipped=True)


def _sibling(
    circuit: File[CircuitFile], value: Scalar, name: str, siblings: Siblings, allowed: re.Pattern[str], model: type[M]
) -> tuple[File[M] | None, list[Problem]]:
    """Read the file that ``value`` names, if that name is one of the ``allowed`` ones."""

    def refused(code: str) -> tuple[None, list[Problem]]:
        return None, [circuit.source.problem(value.line, value.column, code, path=value.text[:MAX_SHOWN_CHARS])]

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
    lists = COMMON_LISTS if model is Common else ("emergency",)
    return kept_file(text, shown, model, lists), []
