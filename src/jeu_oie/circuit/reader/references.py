"""What one value of a circuit says about another: ids that must exist, orders that must make sense.

Works on the tree, not on the model, so that it speaks even when other values cannot be read; it is silent about
what has been reported already.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from jeu_oie.circuit.model import CircuitFile
from jeu_oie.circuit.nearest import nearest
from jeu_oie.circuit.reader.ids import Item, elements, text
from jeu_oie.circuit.reader.nodes import Mapping, Node, Scalar, Sequence
from jeu_oie.circuit.reader.source import Source
from jeu_oie.circuit.reader.validate import SHOWN, Spot, keys, missing, mistyped
from jeu_oie.errors import Problem

UNKNOWN = {"actor": "unknown-actor", "source": "unknown-source"}
SIDE = "side"  # the steps of side tracks
ALWAYS = frozenset(("tenant", "landlord"))  # actors that need no declaration
LEAVING = ("end", "out", "unknown")
SHORTEST = {"steps": 2}
DETOUR = (1, 6)  # squares of a side track
CARDS = frozenset(("practices", "recourse", "spaces", "questions", "advice"))  # ``at`` may be ``any``
ON_DETOURS = frozenset(("practices", "questions", "advice"))


@dataclass(frozen=True)
class Names:
    """All that may be named in a circuit. ``None``: not known, because the file that says it cannot be read."""

    items: tuple[Item, ...]
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
    def track(self) -> tuple[str, ...]:
        """The steps of the main track, in order."""
        return self.of("steps")

    @cached_property
    def waiting(self) -> tuple[str, ...]:
        """Where one can turn when nothing comes."""
        return (*self.of("steps", SIDE, "detours", "recourse"), *self.recourse)


@dataclass(frozen=True)
class Checker:
    source: Source
    root: Mapping
    names: Names

    def problem(self, node: Node, code: str, **values: object) -> Problem:
        return self.source.problem(node.line, node.column, code, **values)

    def run(self) -> Iterator[Problem]:
        yield from self.lengths(self.root, SHORTEST["steps"], None)
        yield from self.signature()
        for item in self.names.items:
            yield from self.item(item)

    def signature(self) -> Iterator[Problem]:
        status = self.root.get("status")
        if status is None or text(self.root, "status") != "validated" or self.root.partial:
            return
        if not self.root.get("validated") and not mistyped(self.root, "validated", keys(CircuitFile, ())):
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

    def item(self, item: Item) -> Iterator[Problem]:
        node = item.node
        yield from self.each(node, "source", self.names.sources)
        actors = self.names.actors
        yield from self.each(node, "actor", None if actors is None else actors | ALWAYS)
        yield from self.one(node, "from", self.names.track)
        yield from self.at(item)
        yield from self.one(node, "if-silent", self.names.waiting)
        yield from self.one(node, "urgency", (*self.names.of("shortcuts"), "none"))
        yield from contacts(self.source, node, "channels", "contact")
        match item.list:
            case "steps":
                yield from self.step(node)
            case "shortcuts":
                yield from self.shortcut(node)
            case "detours":
                yield from self.lengths(node, *DETOUR)
                yield from self.detour(node)
            case "setbacks":
                yield from self.setback(node)
            case "questions":
                yield from question(self.source, node)

    def step(self, node: Mapping) -> Iterator[Problem]:
        gap = node.get("missing")
        readable = gap is None or text(node, "missing") == "false"
        known = keys(CircuitFile, ("steps",))
        if readable and not node.get("title") and not node.partial and not mistyped(node, "title", known):
            yield missing(self.source, self.root, Spot(node), "title")

    def shortcut(self, node: Mapping) -> Iterator[Problem]:
        yield from self.one(node, "to", (*self.names.track, *LEAVING))
        order = self.order(node, "from", "to")
        if order and order[1] <= order[0]:
            yield self.problem(self.value(node, "to"), "to-not-later", id=text(node, "to"))

    def detour(self, node: Mapping) -> Iterator[Problem]:
        yield from self.one(node, "to", (*self.names.track, *LEAVING))
        order = self.order(node, "from", "to")
        if order and order[0] == order[1]:
            yield self.problem(self.value(node, "to"), "to-itself", id=text(node, "to"))

    def setback(self, node: Mapping) -> Iterator[Problem]:
        kind, to = text(node, "kind"), node.entry("to")
        if kind not in ("wait", "silence", "blocked", "back", "closed"):
            return
        if kind != "back":
            if to:
                yield self.problem(to.key, "to-without-back", kind=kind)
            return
        if to is None:
            if not node.partial:
                yield missing(self.source, self.root, Spot(node), "to")
            return
        yield from self.one(node, "to", self.names.track)
        order = self.order(node, "at", "to")
        if order and order[1] > order[0]:
            yield self.problem(to.value, "to-not-earlier", id=text(node, "to"))

    def value(self, node: Mapping, key: str) -> Node:
        return node.get(key) or node

    def order(self, node: Mapping, first: str, second: str) -> tuple[int, int] | None:
        """Where the steps that two keys name stand on the main track, if both do."""
        track = self.names.track
        one, other = text(node, first), text(node, second)
        return (track.index(one), track.index(other)) if one in track and other in track else None

    def at(self, item: Item) -> Iterator[Problem]:
        if item.node.get("at") is None:
            return
        allowed = list(self.names.track)
        if item.list in ON_DETOURS:
            allowed += self.names.of("detours")
        if item.list in CARDS:
            allowed.append("any")
        yield from self.one(item.node, "at", allowed)

    def one(self, node: Mapping, key: str, allowed: Iterable[str]) -> Iterator[Problem]:
        value = node.get(key)
        if isinstance(value, Scalar) and not value.broken:
            yield from self.reference(value, key, tuple(allowed))

    def each(self, node: Mapping, key: str, allowed: Iterable[str] | None) -> Iterator[Problem]:
        """One id or a list of ids, actors or sources."""
        value = node.get(key)
        if allowed is None or value is None:
            return
        for named in value.items if isinstance(value, Sequence) else (value,):
            if isinstance(named, Scalar) and not named.broken and named.text not in allowed:
                yield self.unknown(named, UNKNOWN[key], allowed)

    def reference(self, value: Scalar, key: str, allowed: tuple[str, ...]) -> Iterator[Problem]:
        name = value.text
        if name in allowed or not self.names.known:
            return
        other = next((item for item in self.names.items if item.id == name), None)
        if other is None and key == "if-silent" and name in self.names.shared:
            yield self.problem(value, "not-used", id=name)
        elif other is not None and other.named:
            kind = SIDE if other.detour else other.list
            yield self.problem(value, "wrong-kind", id=name, key=key, kind=kind)
        elif name in ("any", *LEAVING, "none"):
            yield self.problem(value, "word-not-here", value=name, key=key)
        else:
            yield self.unknown(value, "unknown-id", allowed)

    def unknown(self, value: Scalar, code: str, allowed: Iterable[str]) -> Problem:
        close = nearest(value.text, allowed)
        return self.problem(value, code, id=value.text[:SHOWN], **({"nearest": close} if close else {}))


def contacts(source: Source, node: Mapping, *keys: str) -> Iterator[Problem]:
    """A contact says its kind or has a label."""
    for key in keys:
        value = node.get(key)
        for contact in (value,) if isinstance(value, Mapping) else elements(node, key):
            if not isinstance(contact, Mapping) or contact.broken or contact.partial:
                continue
            if not contact.get("kind") and not contact.get("label"):
                yield source.problem(contact.line, contact.column, "contact-unnamed")


def question(source: Source, node: Mapping) -> Iterator[Problem]:
    """``right`` counts the answers from 1."""
    right, answers = node.get("right"), node.get("answers")
    number = text(node, "right")
    if right is None or number is None or not number.isascii() or not number.isdigit() or len(number) > 6:
        return
    if answers is None and not node.partial:
        yield source.problem(right.line, right.column, "right-without-answers")
    elif isinstance(answers, Sequence) and not answers.broken and int(number) > len(answers.items):
        yield source.problem(right.line, right.column, "right-out-of-range", right=number, count=len(answers.items))
