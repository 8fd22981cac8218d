"""What the parts of a circuit and its files say about one another."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import islice
from typing import Any

from pydantic import BaseModel

from jeu_oie.circuit.item import FACT_VALUE, OF_FACTS
from jeu_oie.circuit.keys import DECLARED
from jeu_oie.circuit.kinds import Setback
from jeu_oie.circuit.model import LISTS, AnswerKind, CircuitFile, Common, Landlord
from jeu_oie.circuit.nearest import nearest
from jeu_oie.circuit.read.compose import Mapping, Node, Scalar, Sequence
from jeu_oie.circuit.read.files import SHARED as OFFERED
from jeu_oie.circuit.read.files import File, alike, list_offered
from jeu_oie.circuit.read.shipped import shipped
from jeu_oie.circuit.read.source import MAX_REPORTED, SourceText
from jeu_oie.circuit.read.validate import (
    MAX_ASKED,
    MAX_SHOWN_CHARS,
    ListItem,
    Spot,
    elements,
    fact_keys,
    is_mistyped,
    keys,
    missing,
    text,
)
from jeu_oie.errors import Problem

# Checks look at the tree, not at the model, so that they speak even when other values cannot be read; they are silent
# about what has been reported already.

UNKNOWN = {"actor": "unknown-actor", "source": "unknown-source"}
SIDE = "side"  # the steps of side tracks
ALWAYS = frozenset(("tenant", "landlord"))  # actors that need no declaration
SHARED = "shared"  # the recourse taken from common.yaml
HELPERS = "helpers"  # the recourse that common.yaml offers, taken or not, and who else the program knows to help
KINDS = "kinds"  # the sorts of answers
COMMON_PROBLEMS = "common-problems"  # what the program knows of problems and dangers
SOURCED = {key.name for key in DECLARED if key.sourced}
LEAVING = ("end", "out", "unknown")
WORDS = ("any", *LEAVING, "none")  # what may stand where an id could
TRACK_STEPS = (2, None)  # steps
DETOUR_SQUARES = (1, 6)  # squares of a side track
_ON_CARDS = ("steps", "any")
_ON_ALL_CARDS = ("steps", "detours", "any")
_AWAY = ("steps", *LEAVING)
# What a key may name: lists, and words; by the list of its item where that matters.
REFERENCES: dict[str, dict[str, tuple[str, ...]]] = {
    "from": {"": ("steps",)},
    "if-silent": {"": ("steps", SIDE, "detours", "recourse", SHARED)},
    "urgency": {"": ("shortcuts", "none")},
    "for": {"": ("problems",), "recourse": ("problems", KINDS)},
    "like": {"": (COMMON_PROBLEMS,)},
    "helper": {"": ("recourse", SHARED, HELPERS)},
    "to": {"shortcuts": _AWAY, "detours": _AWAY, "setbacks": ("steps",)},
    "at": {
        "": ("steps",),
        "recourse": _ON_CARDS,
        "spaces": _ON_CARDS,
        "practices": _ON_ALL_CARDS,
        "questions": _ON_ALL_CARDS,
        "advice": _ON_ALL_CARDS,
        "problems": ("steps", "detours", "none"),
    },
}
BACK = "back"  # the setback that leads somewhere
# The code of two keys of an item whose steps stand in an order that makes no sense.
ORDERS = {
    "shortcuts": ("from", "to", "to-not-later"),
    "detours": ("from", "to", "to-itself"),
    "setbacks": ("at", "to", "to-not-earlier"),
}


@dataclass(frozen=True)
class Names:
    """All that may be named in a circuit. ``None``: not known, because the file that says it cannot be read."""

    items: tuple[ListItem, ...]
    actors: frozenset[str] | None
    sources: frozenset[str] | None
    recourse: frozenset[str]  # taken from common.yaml
    shared: frozenset[str] = frozenset()  # recourse that common.yaml offers
    known: bool = True  # False: some items could not be read, their ids may be the missing ones

    def of(self, *lists: str) -> tuple[str, ...]:
        """The ids of ``lists``, side tracks apart."""
        return tuple(name for each in lists for name in self._by_list.get(each, ()))

    @cached_property
    def _by_list(self) -> dict[str, list[str]]:
        ids: dict[str, list[str]] = {}
        for item in self.items:
            ids.setdefault(SIDE if item.detour else item.list, []).append(item.id)
        return ids

    @cached_property
    def track(self) -> dict[str, int]:
        """Where each step of the main track stands."""
        return {name: place for place, name in reversed(tuple(enumerate(self.of("steps"))))}

    @cached_property
    def acting(self) -> frozenset[str] | None:
        """All who may act."""
        return None if self.actors is None else self.actors | ALWAYS

    @cached_property
    def by_id(self) -> dict[str, ListItem]:
        """The first item of each id."""
        return {item.id: item for item in reversed(self.items)}

    @cached_property
    def _allowed(self) -> dict[tuple[str, str], dict[str, None]]:
        return {}

    def allowed(self, key: str, name: str) -> Iterable[str]:
        """What ``key`` of an item of the list ``name`` may say: ids, then words; asked for once, looked up often."""
        if (key, name) not in self._allowed:
            self._allowed[key, name] = dict.fromkeys(self._said(key, name))
        return self._allowed[key, name]

    def _said(self, key: str, name: str) -> tuple[str, ...]:
        by_list = REFERENCES[key]
        kinds = by_list.get(name) or by_list.get("", ())
        shared = self.recourse if SHARED in kinds else ()
        helpers = (*self.shared, *shipped().helpers) if HELPERS in kinds else ()
        sorts = tuple(AnswerKind) if KINDS in kinds else ()
        common = shipped().ids if COMMON_PROBLEMS in kinds else ()
        return (*self.of(*kinds), *shared, *helpers, *sorts, *common, *(word for word in kinds if word in WORDS))


@dataclass(frozen=True)
class Checker:
    source: SourceText
    root: Mapping
    names: Names
    # How often a word may yet be guessed.
    guesses: Iterator[int] = field(default_factory=lambda: iter(range(MAX_ASKED)))

    def problem(self, node: Node, code: str, **values: object) -> Problem:
        return self.source.problem(node.line, node.column, code, **values)

    def run(self) -> Iterator[Problem]:
        yield from self.lengths(self.root, *TRACK_STEPS)
        yield from self.signature()
        for item in self.names.items:
            yield from self.item(item)

    def signature(self) -> Iterator[Problem]:
        status = self.root.get("status")
        if status is None or text(self.root, "status") != "validated" or self.root.partial:
            return
        if not self.root.get("validated") and not is_mistyped(self.root, "validated", keys(CircuitFile, ())):
            yield missing(self.source, self.root, Spot(status), "validated")

    def lengths(self, node: Mapping, least: int, most: int | None) -> Iterator[Problem]:
        entry = node.entry("steps")
        if entry is None or not isinstance(entry.value, Sequence) or entry.value.broken or node.partial:
            return
        count = len(entry.value.items)
        if count < least:
            yield self.problem(entry.key, "list-too-short", key="steps", count=count, least=least)
        if most is not None and count > most:
            yield self.problem(entry.key, "list-too-long", key="steps", count=count, most=most)

    def item(self, item: ListItem) -> Iterator[Problem]:
        node = item.node
        yield from self.each(node, "source", self.names.sources)
        yield from self.facts(item, CircuitFile, (item.list,))
        for other in elements(node, "elsewhere"):
            if isinstance(other, Mapping) and not other.broken:
                yield from self.each(other, "source", self.names.sources)
        yield from self.each(node, "actor", self.names.acting)
        for key in ("from", "at", "if-silent", "urgency", "like"):
            yield from self.one(node, key, item.list)
        for key in ("for", "helper"):
            yield from self.several(node, key, item.list)
        yield from self.contacts(node, "channels", "contact")
        match item.list:
            case "steps":
                yield from self.step(node)
            case "shortcuts":
                yield from self.way(node, item.list)
            case "detours":
                yield from self.lengths(node, *DETOUR_SQUARES)
                yield from self.way(node, item.list)
            case "setbacks":
                yield from self.setback(node)
            case "questions":
                yield from question(self.source, node)
            case "problems":
                yield from self.deadline(node)

    def deadline(self, node: Mapping) -> Iterator[Problem]:
        """Of a time that is the tenant's own, somebody says which it is, or what to do."""
        said = shipped().problems.get(text(node, "like") or "")
        answered = node.get("until") or node.get("first") or (said and (said.until or said.first))
        if text(node, "kind") == AnswerKind.DEADLINE and not answered and not node.partial:
            yield self.problem(self.value(node, "kind"), "deadline-unsaid")

    def contacts(self, node: Mapping, *keys: str) -> Iterator[Problem]:
        """A contact says its kind or has a label, and its sources are declared."""
        for contact in (each for key in keys for each in contacts_in(node, key)):
            if not contact.get("kind") and not contact.get("label"):
                yield self.problem(contact, "contact-unnamed")
            yield from self.each(contact, "source", self.names.sources)

    def agencies(self, node: Mapping) -> Iterator[Problem]:
        """The contacts of a landlord's agencies; each agency, and the commune of one, stands once."""
        ids: dict[str, int] = {}
        communes: dict[str, tuple[Mapping, str]] = {}
        for agency in agencies_in(node):
            yield from self.contacts(agency, "contacts")
            name = text(agency, "id") or ""
            first = ids.setdefault(name, agency.line)
            if name and first != agency.line:
                yield self.problem(agency.get("id") or agency, "duplicate-id", id=name, first=first)
            for named in _scalars_in(agency, "communes"):
                other, known = communes.setdefault(alike(named.text), (agency, name))
                if other is not agency:
                    yield self.problem(named, "commune-twice", commune=named.text[:MAX_SHOWN_CHARS], agency=known)

    def places(self, landlord: Mapping, node: Mapping, key: str) -> Iterator[Problem]:
        """Where a contact under ``key`` answers for some places alone, these are the landlord's."""
        agencies = [*agencies_in(landlord)]
        known = [named.text for each in (landlord, *agencies) for named in _scalars_in(each, "communes")]
        known += [name for each in agencies if (name := text(each, "id"))]
        for named in (each for contact in contacts_in(node, key) for each in _scalars_in(contact, "where")):
            if named.text not in known:
                yield self.unknown(named, "unknown-id", known)

    def facts(self, item: ListItem, file: type[BaseModel], location: tuple[str, ...]) -> Iterator[Problem]:
        """Facts with a source of their own: that it is declared, and that there is a fact."""
        for key in SOURCED & item.node.entries.keys():
            entry, parts = item.node.entries[key], fact_keys(file, (*location, key))
            fact = entry.value
            if not parts or not isinstance(fact, Mapping) or fact.broken:
                continue
            yield from self.each(fact, "source", self.names.sources)
            known = keys(file, (*location, key))
            if fact.partial or fact.entries.keys() & {*parts} or is_mistyped(fact, FACT_VALUE, known):
                continue
            if text(fact, "silent") == "true":
                continue  # that it is not announced is the fact
            if parts != (FACT_VALUE,) and not fact.entries.keys() & {*OF_FACTS}:
                continue  # a delay of which nothing can be read
            if not all(typed.startswith("-") for typed in fact.entries):
                yield missing(self.source, self.root, Spot(fact, entry), FACT_VALUE)

    def step(self, node: Mapping) -> Iterator[Problem]:
        gap = node.get("missing")
        readable = gap is None or text(node, "missing") == "false"
        known = keys(CircuitFile, ("steps",))
        if readable and not node.get("title") and not node.partial and not is_mistyped(node, "title", known):
            yield missing(self.source, self.root, Spot(node), "title")

    def way(self, node: Mapping, name: str) -> Iterator[Problem]:
        """Where a shortcut, a detour or a setback leads."""
        yield from self.one(node, "to", name)
        first, second, code = ORDERS[name]
        order = self.order(node, first, second)
        if order and not is_sensible(code, *order):
            yield self.problem(self.value(node, second), code, id=text(node, second))

    def setback(self, node: Mapping) -> Iterator[Problem]:
        kind, to = text(node, "kind"), node.entry("to")
        if kind not in set(Setback):
            return
        if kind != BACK:
            if to:
                yield self.problem(to.key, "to-without-back", kind=kind)
            return
        if to is None:
            if not node.partial:
                yield missing(self.source, self.root, Spot(node), "to")
            return
        yield from self.way(node, "setbacks")

    def value(self, node: Mapping, key: str) -> Node:
        return node.get(key) or node

    def order(self, node: Mapping, first: str, second: str) -> tuple[int, int] | None:
        """Where the steps that two keys name stand on the main track, if both do."""
        track = self.names.track
        one, other = text(node, first), text(node, second)
        return (track[one], track[other]) if one in track and other in track else None

    def one(self, node: Mapping, key: str, name: str) -> Iterator[Problem]:
        value = node.get(key)
        if isinstance(value, Mapping) and key in SOURCED:
            value = value.get(FACT_VALUE)
        if isinstance(value, Scalar) and not value.broken:
            yield from self.reference(value, key, self.names.allowed(key, name))

    def several(self, node: Mapping, key: str, name: str) -> Iterator[Problem]:
        """One id or a list of ids, none of them twice."""
        for value in _scalars_in(node, key):
            yield from self.reference(value, key, self.names.allowed(key, name))
        yield from self.doubles(node, key)

    def doubles(self, node: Mapping, key: str) -> Iterator[Problem]:
        """What a list names once more."""
        seen = set[str]()
        for value in _scalars_in(node, key):
            if value.text in seen:
                yield self.problem(value, "named-twice", id=value.text[:MAX_SHOWN_CHARS])
            seen.add(value.text)

    def each(self, node: Mapping, key: str, allowed: Iterable[str] | None) -> Iterator[Problem]:
        """One id or a list of ids, actors or sources."""
        value = node.get(key)
        if allowed is None or value is None:
            return
        for named in value.items if isinstance(value, Sequence) else (value,):
            if isinstance(named, Scalar) and not named.broken and named.text not in allowed:
                yield self.unknown(named, UNKNOWN[key], allowed)

    def reference(self, value: Scalar, key: str, allowed: Iterable[str]) -> Iterator[Problem]:
        name = value.text
        if not self.names.known or name in allowed:
            return
        other = self.names.by_id.get(name)
        if other is None and key == "if-silent" and name in self.names.shared:
            yield self.problem(value, "not-used", id=name)
        elif other is not None and other.named:
            kind = SIDE if other.detour else other.list
            yield self.problem(value, "wrong-kind", id=name, key=key, kind=kind)
        elif name in WORDS:
            yield self.problem(value, "word-not-here", value=name, key=key)
        else:
            yield self.unknown(value, "unknown-id", allowed)

    def unknown(self, value: Scalar, code: str, allowed: Iterable[str]) -> Problem:
        close = nearest(value.text, allowed) if next(self.guesses, None) is not None else None
        return self.problem(value, code, id=value.text[:MAX_SHOWN_CHARS], **({"nearest": close} if close else {}))


def is_sensible(code: str, first: int, second: int) -> bool:
    """Whether two places on the track stand as they should."""
    return {"to-not-later": first < second, "to-itself": first != second, "to-not-earlier": second <= first}[code]


def agencies_in(landlord: Mapping) -> Iterator[Mapping]:
    return (each for each in elements(landlord, "agencies") if isinstance(each, Mapping) and not each.broken)


def contacts_in(node: Mapping, key: str) -> Iterator[Mapping]:
    """The contacts under ``key`` that are written as mappings and can be read."""
    value = node.get(key)
    for contact in (value,) if isinstance(value, Mapping) else elements(node, key):
        if isinstance(contact, Mapping) and not contact.broken and not contact.partial:
            yield contact


def question(source: SourceText, node: Mapping) -> Iterator[Problem]:
    """``right`` counts the answers from 1."""
    right, answers = node.get("right"), node.get("answers")
    number = text(node, "right")
    if right is None or number is None or not number.isascii() or not number.isdigit() or len(number) > 6:
        return
    if answers is None and not node.partial:
        yield source.problem(right.line, right.column, "right-without-answers")
    elif isinstance(answers, Sequence) and not answers.broken and int(number) > len(answers.items):
        yield source.problem(right.line, right.column, "right-out-of-range", right=number, count=len(answers.items))


def check(
    circuit: File[CircuitFile], landlord: File[Landlord] | None, common: File[Common] | None
) -> Iterator[Problem]:
    """What the three files say about one another."""
    assert circuit.root is not None
    used, dropped = _scalars_in(circuit.root, "use"), _scalars_in(circuit.root, "drop")
    names = Names(
        circuit.items,
        _declared_names("actors", circuit, landlord, common),
        _declared_names("sources", circuit, landlord, common),
        frozenset(_taken_recourse(circuit, common, used, dropped)),
        frozenset(_ids(common)),
        _all_known(circuit, common),
    )
    checker = partial(Checker, circuit.source, circuit.root, names)  # each guesses as many words
    yield from islice(checker().run(), MAX_REPORTED)
    yield from islice(_use(checker(), common, used), MAX_REPORTED)
    yield from islice(_drop(checker(), common, used, dropped), MAX_REPORTED)
    if landlord and landlord.root:
        its = Checker(landlord.source, landlord.root, names)
        yield from its.contacts(landlord.root, "contacts")
        yield from its.agencies(landlord.root)
        for node in (landlord.root, *agencies_in(landlord.root)):
            yield from its.places(landlord.root, node, "contacts")
        steps = checker()
        for item in circuit.items:
            yield from steps.places(landlord.root, item.node, "channels")
            yield from steps.places(landlord.root, item.node, "contact")
        for item in landlord.items:
            yield from its.each(item.node, "source", names.sources)
            yield from its.facts(item, Landlord, (item.list,))
    if common and common.root:
        yield from _common_items(common)


def _ids(common: File[Common] | None, *lists: str) -> tuple[str, ...]:
    """The ids of ``lists`` of common.yaml, of its recourse if none is named."""
    return tuple(item.id for item in common.items if item.list in (lists or ("recourse",))) if common else ()


def _taken_recourse(
    circuit: File[CircuitFile], common: File[Common] | None, used: tuple[Scalar, ...], dropped: tuple[Scalar, ...]
) -> Iterator[str]:
    """The recourse of common.yaml that is named in ``use`` or of the circuit's topic, and not left out."""
    assert circuit.root is not None
    wanted, topic = {alike(node.text) for node in used}, text(circuit.root, "topic")
    unwanted = {node.text for node in dropped} | {item.id for item in circuit.items if item.list != "recourse"}
    for item in common.items if common else ():
        if item.list == "recourse" and item.id not in unwanted:
            of_topic = topic in {node.text for node in _scalars_in(item.node, "topics")}
            if of_topic or alike(item.id) in wanted:
                yield item.id


def _all_known(circuit: File[CircuitFile], common: File[Common] | None) -> bool:
    """Whether every item could be looked at, so that an id that is not there is wrong for sure."""
    assert circuit.root is not None
    lists = [circuit.root.get(name) for name in LISTS]
    listed = [node for name in LISTS for node in elements(circuit.root, name)]
    asked = circuit.root.get("common") is not None
    shared = common is not None and common.is_complete if asked else True
    ids = [item.node.get("id") for item in circuit.items]
    known = keys(CircuitFile, ())
    unread = any(is_mistyped(circuit.root, name, known) for name in LISTS) or circuit.root.get("steps") is None
    return (
        circuit.is_complete
        and shared
        and not unread
        and all(node is None or not node.broken for node in (*lists, *listed, *ids))
    )


def _declared_names(
    key: str, circuit: File[CircuitFile], landlord: File[Landlord] | None, common: File[Common] | None
) -> frozenset[str] | None:
    """The actors or sources of the three files; None when one of these could not be read to its end."""
    assert circuit.root is not None
    files: list[File[Any] | None] = [circuit, landlord]
    if circuit.root.get("common") is not None:
        files.append(common)
    names: frozenset[str] = frozenset()
    for file in files:
        value = file.root.get(key) if file and file.root else None
        if file is None or not file.is_complete or (value is not None and value.broken):
            return None
        names |= file.names(key)
    return names


def _scalars_in(holder: Mapping, key: str) -> tuple[Scalar, ...]:
    """The texts under a key that holds one or a list."""
    value = holder.get(key)
    listed: tuple[Node, ...] = value.items if isinstance(value, Sequence) else (value,) if value else ()
    return tuple(node for node in listed if isinstance(node, Scalar) and not node.broken)


def _without_common(checker: Checker, key: str, code: str) -> Iterator[Problem]:
    """``key`` names what stands in a common file, and the circuit has none."""
    entry = checker.root.entry(key)
    if entry and checker.root.get("common") is None and not checker.root.partial:
        yield checker.problem(entry.key, code)


def _use(checker: Checker, common: File[Common] | None, used: tuple[Scalar, ...]) -> Iterator[Problem]:
    yield from _without_common(checker, "use", "use-without-common")
    if common is None or not common.is_complete:
        return
    names = list_offered(common.model) if common.model else (*_ids(common, *OFFERED), *common.names("words"))
    own = {item.id for item in checker.names.items if item.list != "recourse"} & {*_ids(common)}
    known = {alike(name) for name in names}
    for node in used:
        if node.text in own:
            yield checker.problem(node, "use-taken", id=node.text[:MAX_SHOWN_CHARS])
        if alike(node.text) not in known:
            yield checker.unknown(node, "unknown-use", names)


def _drop(
    checker: Checker, common: File[Common] | None, used: tuple[Scalar, ...], dropped: tuple[Scalar, ...]
) -> Iterator[Problem]:
    """What is left out of common.yaml must be there, and not be taken by its name as well."""
    yield from _without_common(checker, "drop", "drop-without-common")
    if common is None or not common.is_complete:
        return
    names = dict.fromkeys(_ids(common, *OFFERED))
    wanted = {alike(node.text) for node in used}
    for node in dropped:
        if node.text not in names:
            yield checker.unknown(node, "unknown-drop", names)
        elif alike(node.text) in wanted:
            yield checker.problem(node, "drop-and-use", id=node.text[:MAX_SHOWN_CHARS])


def _common_items(common: File[Common]) -> Iterator[Problem]:
    """common.yaml stands alone: its items name its own sources only, and no step."""
    assert common.root is not None
    sources = common.names("sources") if common.is_complete else None
    checker = Checker(common.source, common.root, Names(common.items, None, sources, frozenset()))
    for item in common.items:
        yield from checker.each(item.node, "source", sources)
        yield from checker.facts(item, Common, (item.list,))
        yield from checker.doubles(item.node, "for")
        yield from checker.contacts(item.node, "contact")
        yield from question(common.source, item.node)
    yield from _numbers(common)


def _numbers(common: File[Common]) -> Iterator[Problem]:
    """Dangers take the place of the program's own: without a number among them, nobody would have one."""
    entry = common.root.entry("emergency") if common.root else None
    if entry and common.model and not any(item.is_number for item in common.model.emergency):
        yield common.source.problem(entry.key.line, entry.key.column, "emergency-without-number")
