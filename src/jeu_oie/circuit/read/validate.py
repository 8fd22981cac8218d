"""A tree of nodes → a model, or every problem at its place; the ids of items."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Context
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import islice
from typing import TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from jeu_oie.circuit.fields import DAY_FIRST, RESERVED, DelayMapping
from jeu_oie.circuit.item import FACT_VALUE, OF_FACTS, Item
from jeu_oie.circuit.keys import list_facts
from jeu_oie.circuit.model import LISTS
from jeu_oie.circuit.nearest import nearest
from jeu_oie.circuit.read.compose import Data, Entry, Mapping, Node, Scalar, Sequence, compose, data, void
from jeu_oie.circuit.read.source import MAX_REPORTED, SourceText, source
from jeu_oie.circuit.times import Delay, puts_day_first
from jeu_oie.errors import Place, Problem, Severity

MUST_BE_NAMED = frozenset(("steps", "shortcuts", "detours", "recourse", "emergency", "next"))
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l"})


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of ``list``; ``path`` leads to it from the root; ``detour`` is the id of the side track it is on."""

    list: str
    node: Mapping
    path: tuple[str | int, ...]
    id: str = ""
    named: bool = False  # the id stands in the file
    detour: str | None = None


class Free:
    """Hands out ids that nothing has yet."""

    def __init__(self, taken: Iterable[str]) -> None:
        self.taken = set(taken)
        self.numbers: dict[str, int] = {}

    def name(self, wanted: str) -> str:
        """``wanted``, numbered from 2 if it is taken."""
        name, number = wanted, self.numbers.get(wanted, 1)
        while name in self.taken:
            number += 1
            name = f"{wanted}-{number}"
        self.numbers[wanted] = number
        self.taken.add(name)
        return name


def text(node: Node | None, key: str) -> str | None:
    """The text of ``key`` in ``node``, if it has one that can be read."""
    value = node.get(key) if isinstance(node, Mapping) else None
    return value.text if isinstance(value, Scalar) and not value.broken else None


def elements(root: Mapping, key: str) -> tuple[Node, ...]:
    """The items of a list; nothing if there is no list there."""
    value = root.get(key)
    return value.items if isinstance(value, Sequence) and not value.broken else ()


def items(root: Mapping, names: Iterable[str] = LISTS) -> tuple[ListItem, ...]:
    """Every item of ``root``, side tracks included, with an id: its own, else one made of its title."""
    found = [item for name in names for item in _list_items(root, name)]
    taken = {item.id for item in found if item.named} | set(RESERVED)
    taken |= {node.text for node in elements(root, "use") if isinstance(node, Scalar)}
    free = Free(taken)
    return tuple(item if item.named else _name_item(item, free) for item in found)


def _name_item(item: ListItem, free: Free) -> ListItem:
    """``item`` called by its title."""
    return replace(item, id=free.name(slug(text(item.node, "title") or "") or item.list))


def _list_items(root: Mapping, name: str) -> Iterator[ListItem]:
    for index, node in enumerate(elements(root, name)):
        if not isinstance(node, Mapping) or node.broken:
            continue
        item = _item(name, node, (name, index), None)
        yield item
        if name == "detours":
            for place, step in enumerate(elements(node, "steps")):
                if isinstance(step, Mapping) and not step.broken:
                    yield _item("steps", step, (*item.path, "steps", place), item.id)


def _item(name: str, node: Mapping, path: tuple[str | int, ...], detour: str | None) -> ListItem:
    own = text(node, "id")
    return ListItem(name, node, path, own or "", own is not None, detour)


@lru_cache(256)
def slug(title: str) -> str:
    """« Fuite d'eau » → « fuite-d-eau »."""
    parts = unicodedata.normalize("NFKD", title.casefold().translate(LIGATURES))
    bare = "".join(c for c in parts if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")


def duplicates(source: SourceText, found: Iterable[ListItem]) -> Iterator[Problem]:
    """An id is told each time it comes again."""
    seen: dict[str, int] = {}
    named = ((item.id, item.node.get("id")) for item in found if item.named)
    for name, node in sorted(((n, v) for n, v in named if v), key=lambda pair: (pair[1].line, pair[1].column)):
        if name in seen:
            yield source.problem(node.line, node.column, "duplicate-id", id=name, first=seen[name])
        seen.setdefault(name, node.line)


M = TypeVar("M", bound=BaseModel)

CODES = {
    "enum": "unknown-choice",
    "literal_error": "unknown-choice",
    "string_type": "not-a-text",
    "is_instance_of": "not-a-text",
    "tuple_type": "not-a-list",
    "list_type": "not-a-list",
    "set_type": "not-a-list",
    "frozen_set_type": "not-a-list",
    "model_type": "not-a-mapping",
    "model_attributes_type": "not-a-mapping",
    "dataclass_type": "not-a-mapping",
    "dict_type": "not-a-mapping",
    "mapping_type": "not-a-mapping",
    "int_type": "not-a-number",
    "int_parsing": "not-a-number",
    "int_from_float": "not-a-number",
    "float_type": "not-a-number",
    "float_parsing": "not-a-number",
    "bool_type": "not-true-or-false",
    "bool_parsing": "not-true-or-false",
    "too_short": "list-too-short",
    "too_long": "list-too-long",
    "greater_than": "out-of-range",
    "greater_than_equal": "out-of-range",
    "less_than": "out-of-range",
    "less_than_equal": "out-of-range",
}
# What the line of a missing key looks like where it is not just any text.
EXAMPLES = {
    "format": "format: 1",
    "landlord": 'landlord: {name: "…"}',
    "language": "language: fr",
    "status": "status: draft",
    "topic": "topic: repairs",
    "validated": 'validated: {by: ["…"], on: 2026-01-31}',
    "version": 'version: "2026-01"',
}
KEY = "[key]"  # ends the location of a key of a mapping
MAX_ASKED = 50  # unknown words of a file that are asked what they mean
MAX_UNKNOWN_KEYS = 12  # unknown keys of an item
MAX_SHOWN_CHARS = 60  # characters of a value in a sentence


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a location leads: the node, and the entry it is the value of."""

    node: Node
    entry: Entry | None = None
    broken: bool = False  # the node or one around it has been reported already

    @property
    def head(self) -> Node:
        """The key if the node has one, else the node: where what is missing in it is reported."""
        return self.entry.key if self.entry else self.node


def walk(root: Node, location: Iterable[int | str]) -> Spot:
    """Follow ``location`` as far as the tree goes (``phone`` stands for ``{kind: phone}``).

    The value of a fact with a source of its own stands one level deeper than where it is read.
    """
    node, entry, broken = root, None, root.broken
    for part in location:
        held = node.entry(FACT_VALUE) if isinstance(node, Mapping) and isinstance(part, int) else None
        if held and isinstance(held.value, Sequence):
            node, entry = held.value, held
        if isinstance(node, Mapping) and isinstance(part, str):
            found = node.entry(part)
            if found is None:
                break
            node, entry = found.value, found
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node.items):
            node, entry = node.items[part], None
        broken = broken or node.broken
    return Spot(node, entry, broken)


def load(data: bytes | str, file: str, model: type[M]) -> tuple[M | None, tuple[Problem, ...]]:
    """Read one YAML file as a ``model``: the model, or None and all problems in line order.

    ``file`` is the name that the problems tell. Values are texts as typed: the model decides what they mean.
    """
    text = source(data, file)
    root, problems = compose(text)
    problems += shape(text, root, problems)
    if not isinstance(root, Mapping):
        return None, in_order(problems)
    read, more = validate(text, root, model)
    problems = in_order((*problems, *more))
    return (None if has_error(problems) else read), problems


def shape(text: SourceText, root: Node | None, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The problem of a file that holds nothing, or no keys; none if a problem has been told already."""
    if has_error(problems) or (isinstance(root, Mapping) and not void(root)):
        return ()
    return (text.problem(1, 1, "empty-file" if root is None or void(root) else "file-not-mapping"),)


def has_error(problems: Iterable[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Line order in each file, files as first met, one problem of a kind at a place."""
    files: dict[str, int] = {}
    kept: dict[tuple[Place, str, tuple[tuple[str, str], ...]], Problem] = {}
    for problem in problems:
        files.setdefault(problem.place.file, len(files))
        kept.setdefault((problem.place, problem.code, problem.values), problem)
    return tuple(sorted(kept.values(), key=lambda p: (files[p.place.file], p.place.line, p.place.column)))


def validate(
    text: SourceText, root: Mapping, model: type[M], values: Data | None = None
) -> tuple[M | None, tuple[Problem, ...]]:
    """``root`` as a ``model``; ``values`` are its data when something has been added to them."""
    try:
        given = data(root) if values is None else values
        said = root.get("language")
        context = {DAY_FIRST: puts_day_first(said.text if isinstance(said, Scalar) else None)}
        return model.model_validate(given, context=context, by_alias=True, by_name=False), ()
    except ValidationError as error:
        return None, tuple(_problems(error, text, root, model))


def _problems(error: ValidationError, text: SourceText, root: Mapping, model: type[BaseModel]) -> Iterator[Problem]:
    for found in error.errors(include_url=False, include_input=False)[:MAX_REPORTED]:
        location = found["loc"]
        if found["type"] == "missing":
            yield from _missing(text, root, location, model)
            continue
        spot = walk(root, location)
        if location[-1] == KEY:
            spot = Spot(spot.head, broken=spot.broken)
        if found["type"] == "extra_forbidden":
            if not walk(root, location[:-1]).broken:
                known = keys(model, _names(location))
                if any(isinstance(each, int) for each in location[-2:-1]):  # one of several delays is no fact itself
                    known = fact_keys(model, _names(location)) or known
                yield unknown_key(text, spot.head, str(location[-1]), known)
            continue
        if isinstance(location[-1], str) and fact_keys(model, _names((*location, ""))):
            spot = _value_of(spot)
        if spot.broken or _long_enough(spot.node, found) or _is_empty_delay(found):
            continue
        yield _wrong(text, spot, found)


def _value_of(spot: Spot) -> Spot:
    """Of a fact with a source of its own its value: that is what cannot be read."""
    held = spot.node.entry(FACT_VALUE) if isinstance(spot.node, Mapping) else None
    return Spot(held.value, held, spot.broken or held.value.broken) if held else spot


def _is_empty_delay(found: ErrorDetails) -> bool:
    """Whether what is no delay is no text either: that it is empty is told where it stands, deeper."""
    return found["type"] == "delay-unreadable" and not found["ctx"]["value"].strip()


def _long_enough(node: Node, found: ErrorDetails) -> bool:
    """Pydantic counts the items that it could read: a list may be long enough as it is written."""
    if found["type"] != "too_short" or not isinstance(node, Sequence):
        return False
    return len(node.items) >= int(found["ctx"]["min_length"])


def _missing(
    text: SourceText, root: Mapping, location: tuple[int | str, ...], model: type[BaseModel]
) -> Iterator[Problem]:
    spot, key = walk(root, location[:-1]), str(location[-1])
    if spot.broken or (isinstance(spot.node, Mapping) and spot.node.partial):
        return
    if not is_mistyped(spot.node, key, keys(model, _names(location))):
        yield missing(text, root, spot, key)


def is_mistyped(node: Node, key: str, known: tuple[str, ...]) -> bool:
    """Whether ``node`` has a key that nobody knows and that most likely means ``key``: that is told already."""
    unknown = (typed for typed in node.entries if typed not in known) if isinstance(node, Mapping) else ()
    return any(nearest(typed, known) == key for typed in islice(unknown, MAX_UNKNOWN_KEYS))


def missing(text: SourceText, root: Node, spot: Spot, key: str) -> Problem:
    """A key that ``spot`` lacks: told at its first line, line 1 for the file's own."""
    line, column = (1, 1) if spot.node is root else (spot.head.line, spot.head.column)
    return text.problem(line, column, "missing-key", key=key, example=EXAMPLES.get(key, f"{key}: …"))


def unknown_key(text: SourceText, place: Node, key: str, known: tuple[str, ...]) -> Problem:
    values = {"key": key[:MAX_SHOWN_CHARS]}
    close = nearest(key, known)
    values |= {"nearest": close} if close else {"known": ", ".join(known)}
    return text.problem(place.line, place.column, "unknown-key", **values)


def _wrong(text: SourceText, spot: Spot, found: ErrorDetails) -> Problem:
    kind, context = found["type"], found.get("ctx", {})
    code = CODES.get(kind, kind if "-" in kind or kind in ("address", "language") else "invalid-value")
    values = {
        name: str(value)[:MAX_SHOWN_CHARS] for name, value in context.items() if name not in ("error", "expected")
    }
    place = spot.node
    match code:
        case "unknown-choice":
            values = choice(_typed_text(spot.node), re.findall(r"'([^']*)'", context["expected"]))
        case "not-a-list" if isinstance(spot.node, Mapping) and all(key.startswith("-") for key in spot.node.entries):
            code = "space-after-dash"
        case "list-too-short" | "list-too-long":
            place, values = spot.head, _length(spot.node, context, str(found["loc"][-1]))
        case "id-characters":
            values |= {"nearest": slug(values["id"])} if slug(values["id"]) else {}
        case "out-of-range":
            values = {"value": getattr(spot.node, "text", "")[:MAX_SHOWN_CHARS], "limit": _limit(context)}
        case "invalid-value":
            values = {"value": getattr(spot.node, "text", "")[:MAX_SHOWN_CHARS], "reason": found["msg"]}
    return text.problem(place.line, place.column, code, **values)


def _length(node: Node, context: Context[str, object], key: str) -> dict[str, str]:
    count = str(len(node.items)) if isinstance(node, Sequence) else "1"
    limits = {"least": context.get("min_length"), "most": context.get("max_length")}
    return {"key": key, "count": count} | {name: str(limit) for name, limit in limits.items() if limit is not None}


def _typed_text(node: Node) -> str:
    """The text of ``node``; of a list, its texts."""
    nodes = node.items if isinstance(node, Sequence) else (node,)
    return ", ".join(getattr(each, "text", "") for each in nodes)


def _limit(context: Context[str, object]) -> str:
    """« ≥ 1 »."""
    signs = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}
    return next((f"{sign} {context[name]}" for name, sign in signs.items() if name in context), "")


def choice(value: str, known: list[str]) -> dict[str, str]:
    """The values of a problem about a word that is none of ``known``; no number is near another by its figures."""
    close = None if value.isdecimal() else nearest(value, known)
    return {"value": value[:MAX_SHOWN_CHARS], "known": ", ".join(known)} | ({"nearest": close} if close else {})


@cache
def keys(model: type[BaseModel], location: tuple[str, ...]) -> tuple[str, ...]:
    """The keys that may stand at ``location`` in a file of ``model``."""
    if parts := fact_keys(model, location):
        return (*parts, *OF_FACTS)
    here = _model_at(model, location)
    return tuple(field.alias or name for name, field in here.model_fields.items()) if here else ()


@cache
def fact_keys(model: type[BaseModel], location: tuple[str, ...]) -> tuple[str, ...]:
    """What says the fact itself in its mapping (``value``, what else a delay has); nothing where none may have one."""
    holder = _model_at(model, location[:-1])
    if not location or not holder or not issubclass(holder, Item):
        return ()
    names = {key.name: name for name, key in list_facts(holder).items()}
    if location[-1] not in names:
        return ()
    within = _model(holder.model_fields[names[location[-1]]].annotation)
    return tuple(field.alias or name for name, field in within.model_fields.items()) if within else (FACT_VALUE,)


def _model_at(model: type[BaseModel], location: tuple[str, ...]) -> type[BaseModel] | None:
    here: type[BaseModel] | None = model
    for part in location:
        if here is not None:
            fields = {field.alias or name: field for name, field in here.model_fields.items()}
            # The key of a mapping (sources, actors) is no field: the model stays the same.
            here = _model(fields[part].annotation) if part in fields else here
    return here


def _names(location: tuple[int | str, ...]) -> tuple[str, ...]:
    """The keys that lead to what holds the last part of ``location``."""
    return tuple(part for part in location[:-1] if isinstance(part, str))


def _model(annotation: object) -> type[BaseModel] | None:
    """The model inside ``tuple[Annotated[Step, …], ...]``, ``Mapping[str, Source]``, ``Delay | None``."""
    if isinstance(annotation, type):
        if issubclass(annotation, Delay):
            return DelayMapping
        if issubclass(annotation, BaseModel):
            return annotation
    found = (_model(inner) for inner in get_args(annotation) if inner is not None)
    return next((model for model in found if model), None)
