"""YAML → a tree of nodes that keep their line and column, every scalar the text that was typed.

The only module that knows PyYAML. It reads events, not nodes: depth, aliases and number are bounded while the
text is read, and nothing here recurses (circuit-format, « YAML that is safe for people »).
"""

import unicodedata
from dataclasses import dataclass, field
from typing import Any

import yaml

from jeu_oie.circuit.reader.source import BAD, REPORTED, Source, named
from jeu_oie.circuit.reader.syntax import diagnose, without_surrogate
from jeu_oie.errors import Problem

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST = 20  # levels
LONGEST = 2_000  # characters of a text
MOST = 50_000  # nodes, aliases expanded
DIRECTIVES = 3  # libyaml compares each %TAG with all others
TRIES = 10  # readings of a file whose escaped surrogates stop the parser
EMPTY = ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class Node:
    """``line`` and ``column`` from 1; ``broken``: already reported; ``size`` and ``height`` with aliases expanded."""

    line: int
    column: int
    broken: bool = False
    size: int = 1
    height: int = 0


@dataclass(frozen=True, slots=True)
class Scalar(Node):
    text: str = ""


@dataclass(frozen=True, slots=True)
class Sequence(Node):
    items: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping(Node):
    """``partial``: the file breaks off before its end, so that no key is missing for sure."""

    entries: tuple[Entry, ...] = ()
    partial: bool = False

    def entry(self, key: str) -> Entry | None:
        return next((entry for entry in self.entries if entry.key.text == key), None)

    def get(self, key: str) -> Node | None:
        entry = self.entry(key)
        return entry.value if entry else None


class Stop(Exception):
    """The rest of the file is not worth reading; its problem has been noted."""


@dataclass(slots=True)
class Frame:
    """A list or a mapping that is being read."""

    line: int
    column: int
    indent: int
    mapping: bool
    anchor: str | None
    children: list[Node] = field(default_factory=list)
    dropped: bool = False  # refused as a whole (a tag): its content is read for its own problems only


class Composer:
    """Turns the events of one file into a tree; ``root`` is None when nothing could be read."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self.frames: list[Frame] = []
        self.anchors: dict[str, Node] = {}
        self.last: Any = None
        self.count = 0
        self.documents = 0
        self.retry: Source | None = None  # the same file without the escape that stopped the parser

    def run(self) -> None:
        directives = [number for number, line in enumerate(self.source.lines, 1) if line.startswith("%")]
        if len(directives) > DIRECTIVES:
            return self.complain(directives[0], 1, "directive")
        try:
            for event in yaml.parse(self.source.text, Loader=LOADER):
                self.take(event)
        except Stop:
            self.abandon(0)
        except yaml.YAMLError as error:
            line, column, code, values = diagnose(error, self.source, self.last)
            if code == "control-character":
                self.retry = without_surrogate(self.source, line, column)
            self.complain(line, column, code, **values)
            self.abandon(line)

    def complain(self, line: int, column: int, code: str, **values: object) -> None:
        self.problems.append(self.source.problem(line, column, code, **values))

    def stop(self, mark: Any, code: str, **values: object) -> None:
        self.complain(mark.line + 1, mark.column + 1, code, **values)
        raise Stop

    def take(self, event: Any) -> None:
        match event:
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    self.stop(event.start_mark, "several-documents")
            case yaml.ScalarEvent():
                self.last = event
                self.add(self.scalar(event), event.anchor)
            case yaml.AliasEvent():
                self.add(self.alias(event), None)
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                self.open(event)
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self.close()

    def open(self, event: Any) -> None:
        mark, mapping = event.start_mark, isinstance(event, yaml.MappingStartEvent)
        if len(self.frames) >= DEEPEST:
            self.stop(mark, "too-deep", limit=DEEPEST)
        above = self.frames[-1].indent if self.frames else -1
        indent = above if event.flow_style else mark.column
        frame = Frame(mark.line + 1, mark.column + 1, indent, mapping, event.anchor)
        frame.dropped = self.refuse(event)
        self.frames.append(frame)

    def close(self, *, partial: bool = False) -> None:
        frame = self.frames.pop()
        if not frame.mapping:
            frame.children = [self.filled(child, child) for child in frame.children]
        size = 1 + sum(child.size for child in frame.children)
        height = 1 + max((child.height for child in frame.children), default=0)
        if frame.mapping:
            entries = self.entries(frame.children)
            node: Node = Mapping(frame.line, frame.column, frame.dropped, size, height, entries, partial)
        else:
            items = tuple(frame.children)
            dropped = frame.dropped or (partial and not items)
            node = Sequence(frame.line, frame.column, dropped, size, height, items)
        self.add(node, frame.anchor)

    def add(self, node: Node, anchor: str | None) -> None:
        self.count += 1
        if self.count > MOST:
            self.complain(node.line, node.column, "too-many-nodes", limit=MOST)
            raise Stop
        if anchor:
            self.anchors[anchor] = node
        if self.frames:
            self.frames[-1].children.append(node)
        else:
            self.root = node

    def abandon(self, line: int) -> None:
        """Close what is open, so that the problems before the break at ``line`` are told too."""
        children = self.frames[-1].children if self.frames else []
        if children and isinstance(children[-1], Scalar) and children[-1].line >= line - 1:
            children[-1] = Scalar(children[-1].line, children[-1].column, broken=True)
        while self.frames:
            frame = self.frames[-1]
            if frame.mapping and len(frame.children) % 2:
                key = frame.children[-1]
                frame.children.append(Scalar(key.line, key.column, broken=True))
            frame.anchor = None
            self.count = 0
            self.close(partial=True)

    def scalar(self, event: Any) -> Scalar:
        mark, text = event.start_mark, event.value
        line, column = mark.line + 1, mark.column + 1
        broken = self.refuse(event) or self.unreadable(event)
        if self.swallows(event):
            self.stop(mark, "unclosed-quote")
        if not text.isascii():
            text = unicodedata.normalize("NFC", text)
        plain = event.style in ("", None)
        return Scalar(line, column, broken, text="" if plain and text in EMPTY else text)

    def unreadable(self, event: Any) -> bool:
        mark, text = event.start_mark, event.value
        if len(text) > LONGEST:
            self.complain(mark.line + 1, mark.column + 1, "text-too-long", length=len(text), limit=LONGEST)
            return True
        bad = BAD.search(text)
        if bad and bad.group() != REPORTED:
            self.complain(mark.line + 1, mark.column + 1, "control-character", character=named(bad.group()))
        return bad is not None

    def swallows(self, event: Any) -> bool:
        """Whether a quoted text runs on into lines that belong to the keys around it (YAML 1.2, 7.4)."""
        first, last = event.start_mark.line, event.end_mark.line
        if event.style not in ("'", '"') or first == last:
            return False
        indent = self.frames[-1].indent if self.frames else -1
        lines = (line for line in self.source.lines[first + 1 : last + 1] if line.strip(" \t'\",]}"))
        return any(len(line) - len(line.lstrip(" ")) <= indent for line in lines)

    def refuse(self, event: Any) -> bool:
        """Whether the node is refused for its tag, or for a tab that indents it."""
        mark = event.start_mark
        before = self.source.lines[mark.line][: mark.column] if mark.line < len(self.source.lines) else ""
        tab = before.find("\t")
        if event.tag is not None:
            self.complain(mark.line + 1, mark.column + 1, "tag", tag=event.tag[:60])
            return True
        if tab >= 0 and not before.strip(" \t"):
            self.complain(mark.line + 1, tab + 1, "tab")
        return False

    def alias(self, event: Any) -> Node:
        mark, target = event.start_mark, self.anchors.get(event.anchor)
        line, column = mark.line + 1, mark.column + 1
        if target is None:
            self.complain(line, column, "unknown-alias", alias=event.anchor[:60])
            return Scalar(line, column, broken=True)
        self.count += target.size
        if self.count > MOST or len(self.frames) + target.height > DEEPEST:
            self.stop(mark, "alias-too-large", alias=event.anchor[:60])
        return target

    def entries(self, children: list[Node]) -> tuple[Entry, ...]:
        kept: dict[str, Entry] = {}
        for key, value in zip(children[::2], children[1::2], strict=True):
            if not isinstance(key, Scalar) or not (key.text or key.broken):
                self.complain(key.line, key.column, "key-not-text")
            elif key.text == "<<":
                self.complain(key.line, key.column, "merge-key")
            elif key.text in kept:
                first = kept[key.text].key.line
                self.complain(key.line, key.column, "duplicate-key", key=key.text[:60], first=first)
            elif not key.broken:
                kept[key.text] = Entry(key, self.filled(value, key))
        return tuple(kept.values())

    def filled(self, node: Node, place: Node) -> Node:
        """``node``, or a broken one if it is empty: an empty value says nothing, so it is an error."""
        if node.broken or not void(node):
            return node
        self.complain(place.line, place.column, "empty-value")
        return Scalar(node.line, node.column, broken=True)


def void(node: Node) -> bool:
    """Whether ``node`` holds nothing: no letter, no item, no key."""
    match node:
        case Scalar():
            return not node.text.strip()
        case Mapping():
            return node.size == 1 and not node.partial
    return node.size == 1


def data(node: Node) -> Any:
    """Plain dicts, lists and texts of ``node``."""
    match node:
        case Mapping():
            return {entry.key.text: data(entry.value) for entry in node.entries}
        case Sequence():
            return [data(item) for item in node.items]
        case Scalar():
            return node.text
    raise AssertionError(node)


def compose(source: Source) -> tuple[Node | None, tuple[Problem, ...]]:
    """The tree of ``source`` (as far as it can be read) and all problems of its YAML."""
    composer = Composer(source)
    composer.run()
    for _ in range(TRIES):
        if composer.retry is None:
            break
        source = composer.retry
        composer = Composer(source)
        composer.run()
    return composer.root, (*source.problems, *composer.problems)
