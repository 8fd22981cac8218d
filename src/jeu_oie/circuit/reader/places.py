"""YAML → a tree in which each value knows from where to where it stands: what a file needs that is written again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from jeu_oie.circuit.reader.compose import BLOCKS, LOADER, compose, typed_text
from jeu_oie.circuit.reader.nodes import Data
from jeu_oie.circuit.reader.source import source
from jeu_oie.circuit.reader.validate import has_error

ANCHOR = re.compile(r"(?:&[\w-]+(?:\s|(?<=\s)#[^\n]*)*)?")
QUESTION = re.compile(r"\?[ \t]+\Z")
Event = Any  # PyYAML's types say that an event may have no place: those of a text have one


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueSpan:
    """A value of ``data``, from ``start`` to ``end`` in the text; ``outer``: where its anchor stands, if it has one.

    ``flow``: in brackets, or a text that is no block. ``alias``: the value stands elsewhere, here is only its name.
    ``keys`` of a mapping start at their question mark, if they have one; ``parts`` are its values, or a list's items.
    """

    data: Data
    start: int
    end: int
    outer: int
    flow: bool
    alias: bool = False
    keys: tuple["ValueSpan", ...] = ()
    parts: tuple["ValueSpan", ...] = ()

    @property
    def items(self) -> list[Data]:
        """What the parts of a list say."""
        return [each.data for each in self.parts]


def read_places(text: str) -> ValueSpan | None:
    """The tree of ``text`` (line feeds only), None where the reader finds fault with its YAML."""
    read = source(text, "")
    root, problems = compose(read)
    if root is None or has_error((*read.problems, *problems)):
        return None
    events = (event for event in yaml.parse(read.text, Loader=LOADER) if isinstance(event, _EVENTS))
    return _Places(read.text, events).part(next(events))


def _end(event: Event) -> int:
    return int(event.end_mark.index)


_EVENTS = (yaml.NodeEvent, yaml.CollectionEndEvent)


class _Places:
    """Reads the events of a text that is known to be sound, and no deeper than the reader allows."""

    def __init__(self, text: str, events: Iterator[Event]) -> None:
        self.text = text
        self.events = events
        self.anchors: dict[str, ValueSpan] = {}

    def part(self, event: Event) -> ValueSpan:
        outer, name = event.start_mark.index, event.anchor
        if isinstance(event, yaml.AliasEvent):
            said = self.anchors[name].data
            return ValueSpan(data=said, start=outer, end=_end(event), outer=outer, flow=True, alias=True)
        found = ANCHOR.match(self.text, outer)
        start = found.end() if found else outer
        made = self.scalar if isinstance(event, yaml.ScalarEvent) else self.collection
        part = made(event, start, outer)
        if name:
            self.anchors[name] = part
        return part

    def scalar(self, event: Event, start: int, outer: int) -> ValueSpan:
        end, block = _end(event), event.style in BLOCKS
        if block:  # up to its last line in which something stands
            kept = self.text[start:end].rstrip(" \t\n")
            end = min(start + len(kept) + 1, len(self.text))
        return ValueSpan(data=typed_text(event), start=start, end=end, outer=outer, flow=not block)

    def collection(self, event: Event, start: int, outer: int) -> ValueSpan:
        inside = []
        while not isinstance(last := next(self.events), yaml.CollectionEndEvent):
            inside.append(self.part(last))
        flow = bool(event.flow_style)
        end = _end(last) if flow and self.text[start] in "[{" else inside[-1].end
        if isinstance(event, yaml.SequenceStartEvent):
            said: Data = [each.data for each in inside]
            return ValueSpan(data=said, start=start, end=end, outer=outer, flow=flow, parts=tuple(inside))
        keys, values = tuple(map(self.key, inside[::2])), tuple(inside[1::2])
        said = {str(key.data): value.data for key, value in zip(keys, values, strict=True)}
        first = start if flow else keys[0].start
        return ValueSpan(data=said, start=first, end=end, outer=outer, flow=flow, keys=keys, parts=values)

    def key(self, key: ValueSpan) -> ValueSpan:
        mark = QUESTION.search(self.text, max(0, key.outer - 40), key.outer)
        start = mark.start() if mark else key.outer
        return ValueSpan(data=key.data, start=start, end=key.end, outer=key.outer, flow=True)
