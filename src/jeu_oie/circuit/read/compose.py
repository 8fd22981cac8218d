"""YAML → a tree of nodes with their places, and all that is refused in it."""

import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn

import yaml

from jeu_oie.circuit.read.diagnosis import Break, Mark, ScalarSpan, blank_sign, diagnose, line_of
from jeu_oie.circuit.read.pasted import keeps_quotes, mend_marks, recognise
from jeu_oie.circuit.read.source import BAD, MAX_REPORTED, REPORTED, SourceText, classify_character
from jeu_oie.errors import Problem, Severity

Data = str | list["Data"] | dict[str, "Data"]


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

    entries: dict[str, Entry] = field(default_factory=dict)
    partial: bool = False

    def entry(self, key: str) -> Entry | None:
        return self.entries.get(key)

    def get(self, key: str) -> Node | None:
        entry = self.entry(key)
        return entry.value if entry else None


def void(node: Node) -> bool:
    """Whether ``node`` holds nothing: no letter, no item, no key."""
    match node:
        case Scalar():
            return not node.text.strip()
        case Mapping():
            return node.size == 1 and not node.partial
    return node.size == 1


def data(node: Node) -> Data:
    """Plain dicts, lists and texts of ``node``."""
    match node:
        case Mapping():
            return {key: data(entry.value) for key, entry in node.entries.items()}
        case Sequence():
            return [data(item) for item in node.items]
        case Scalar():
            return node.text
    raise AssertionError(node)


# The only module that knows PyYAML. It reads events, not nodes: depth, aliases and number are bounded while the
# text is read, and nothing here recurses.

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_DEPTH = 20  # levels
MAX_CHARS = 2_000  # characters of a text
MAX_NODES = 20_000  # nodes, aliases expanded
MAX_DIRECTIVES = 3  # libyaml compares each %TAG with all others
MAX_TRIES = 20  # readings of a file with signs that stop the parser
EMPTY = ("", "~", "null", "Null", "NULL")
COMMENT = re.compile(r"\s+(#\d.*)")
MARGIN = re.compile(r"[ \t]*")
LINES = re.compile("[\u2028\u2029]")  # escaped ones: the source holds none
PLAIN = ("", None)
BLOCKS = ("|", ">")
QUOTES = ("'", '"')


def mark(position: object) -> Mark:
    """A mark of either parser as ours."""
    line, column = getattr(position, "line", 0), getattr(position, "column", 0)
    return Mark(int(line), int(column))


def of(node: Node) -> Mark:
    """Where ``node`` stands, counted from 0."""
    return Mark(node.line - 1, node.column - 1)


class Stop(Exception):
    """The rest of the file is not worth reading; its problem has been noted."""


@dataclass(slots=True)
class OpenNode:
    """A list or a mapping that is being read."""

    start: Mark
    indent: int
    mapping: bool
    flow: bool
    anchor: str | None
    children: list[Node] = field(default_factory=list)
    dropped: bool = False  # refused as a whole (a tag): its content is read for its own problems only


class Composer:
    """Turns the events of one file into a tree; ``root`` is None when nothing could be read."""

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self.frames: list[OpenNode] = []
        self.anchors: dict[str, Node] = {}
        self.last: ScalarSpan | None = None
        self.count = 0
        self.documents = 0
        self.margin = (-1, "")  # a line, counted from 0, and the spaces and tabs before what stands in it
        self.retry: SourceText | None = None  # the same file without the sign that stopped the parser

    def run(self) -> None:
        directives = [number for number, line in enumerate(self.source.lines) if line.startswith("%")]
        if len(directives) > MAX_DIRECTIVES:
            return self.complain(Mark(directives[0], 0), "directive")
        try:
            for event in yaml.parse(self.source.text, Loader=LOADER):
                self.take(event)
        except Stop:
            self.abandon(0)
        except yaml.MarkedYAMLError as error:
            self.broken(error)
        except yaml.YAMLError:
            self.complain(Mark(0, 0), "yaml-syntax")

    def broken(self, error: yaml.MarkedYAMLError) -> None:
        """The parser gives up: what was read before still counts."""
        place = mark(error.problem_mark or error.context_mark)
        start = mark(error.context_mark or error.problem_mark)
        stop = Break(place, start, error.context or "", error.problem or "", self.source, self.last)
        found = diagnose(stop)
        self.retry = blank_sign(self.source, found, self.last)
        self.complain(found.place, found.code, **found.values)
        self.abandon(found.place.line)

    def complain(self, place: Mark, code: str, **values: object) -> None:
        if len(self.problems) == MAX_REPORTED:
            code, values = "too-many-problems", {"limit": MAX_REPORTED}
        if len(self.problems) <= MAX_REPORTED:
            self.problems.append(self.source.problem(place.line + 1, place.column + 1, code, **values))

    def stop(self, place: Mark, code: str, **values: object) -> NoReturn:
        self.complain(place, code, **values)
        raise Stop

    def take(self, event: yaml.Event) -> None:
        if len(self.problems) > MAX_REPORTED:
            raise Stop
        match event:
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    self.stop(mark(event.start_mark), "several-documents")
            case yaml.ScalarEvent():
                self.last = ScalarSpan(mark(event.start_mark), mark(event.end_mark), event.style in QUOTES)
                self.add(self.scalar(event), event.anchor)
            case yaml.AliasEvent():
                self.add(self.alias(event), None)
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                self.open(event)
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self.close()

    def open(self, event: yaml.CollectionStartEvent) -> None:
        place = mark(event.start_mark)
        if len(self.frames) >= MAX_DEPTH:
            for level, frame in enumerate(self.frames):
                frame.dropped = frame.flow or level > 1  # the file and its lists can still be told about
            self.stop(place, "too-deep", limit=MAX_DEPTH)
        above = self.frames[-1].indent if self.frames else -1
        indent = above if event.flow_style else place.column
        frame = OpenNode(place, indent, isinstance(event, yaml.MappingStartEvent), bool(event.flow_style), event.anchor)
        frame.dropped = self.refuse(place, event.tag)
        self.frames.append(frame)

    def close(self, *, partial: bool = False) -> None:
        frame = self.frames.pop()
        line, column = frame.start.line + 1, frame.start.column + 1
        if not frame.mapping:
            frame.children = [self.filled(child, child) for child in frame.children]
        size = 1 + sum(child.size for child in frame.children)
        height = 1 + max((child.height for child in frame.children), default=0)
        if frame.mapping:
            entries = self.entries(frame.children)
            node: Node = Mapping(line, column, frame.dropped, size, height, entries, partial)
        else:
            items = tuple(frame.children)
            dropped = frame.dropped or (partial and not items)
            node = Sequence(line, column, dropped, size, height, items)
        self.add(node, frame.anchor)

    def add(self, node: Node, anchor: str | None) -> None:
        self.count += 1
        if self.count > MAX_NODES:
            self.stop(Mark(node.line - 1, node.column - 1), "too-many-nodes", limit=MAX_NODES)
        if anchor:
            self.anchors[anchor] = node
        if self.frames:
            self.frames[-1].children.append(node)
        else:
            self.root = node

    def abandon(self, line: int) -> None:
        """Close what is open, so that the problems before the break at ``line`` (from 0) are told too."""
        children = self.frames[-1].children if self.frames else []
        if children and isinstance(children[-1], Scalar) and children[-1].line >= line:
            children[-1] = Scalar(children[-1].line, children[-1].column, broken=True)
        elif children:
            children[-1] = mark_unfinished(children[-1])
        while self.frames:
            frame = self.frames[-1]
            if frame.mapping and len(frame.children) % 2:
                key = frame.children[-1]
                frame.children.append(Scalar(key.line, key.column, broken=True))
            frame.anchor = None
            self.count = 0
            self.close(partial=True)

    def scalar(self, event: yaml.ScalarEvent) -> Scalar:
        place = mark(event.start_mark)
        if event.style in QUOTES and self.swallows(place, mark(event.end_mark)):
            self.stop(place, "unclosed-quote")
        refused = self.refuse(place, event.tag)
        broken = self.unreadable(place, event.value) or refused
        if event.style in PLAIN:
            self.cut(mark(event.end_mark))
            self.quotes(place, event.value)
        return Scalar(place.line + 1, place.column + 1, broken, text=typed_text(event))

    def unreadable(self, place: Mark, text: str) -> bool:
        if len(text) > MAX_CHARS:
            self.complain(place, "text-too-long", length=len(text), limit=MAX_CHARS)
            return True
        bad = BAD.search(text)
        if bad and bad.group() != REPORTED:
            code, values = classify_character(bad.group())
            self.complain(place, code, **values)
        return bad is not None

    def cut(self, end: Mark) -> None:
        """« Voir le dossier #12 » says « Voir le dossier »: nothing that is written gets lost unseen."""
        found = COMMENT.match(line_of(self.source, end), end.column)
        if found:
            told = {"value": found[1][:60]}
            self.problems.append(
                self.source.problem(end.line + 1, found.start(1) + 1, "cut-by-hash", Severity.WARNING, **told)
            )

    def quotes(self, place: Mark, text: str) -> None:
        """« “2017-01” »: what a word processor makes of straight quotes is no sign of YAML, and is printed."""
        if keeps_quotes(text):
            told = {"opening": text[0], "closing": text[-1]}
            self.problems.append(
                self.source.problem(place.line + 1, place.column + 1, "quotes-kept", Severity.WARNING, **told)
            )

    def swallows(self, start: Mark, end: Mark) -> bool:
        """Whether a quoted text runs on into lines that belong to the keys around it (YAML 1.2, 7.4)."""
        indent = self.frames[-1].indent if self.frames else -1
        lines = (line for line in self.source.lines[start.line + 1 : end.line + 1] if line.strip(" \t'\",]}"))
        return any(len(line) - len(line.lstrip(" ")) <= indent for line in lines)

    def refuse(self, place: Mark, tag: str | None) -> bool:
        """Whether the node is refused for its tag; tells of a tab that indents it too."""
        if self.margin[0] != place.line:
            found = MARGIN.match(line_of(self.source, place))
            self.margin = place.line, found.group() if found else ""
        tab = self.margin[1].find("\t", 0, place.column)
        if tab >= 0 and len(self.margin[1]) >= place.column:
            self.complain(Mark(place.line, tab), "tab")
        if tag is not None:
            self.complain(place, "tag", tag=tag[:60])
        return tag is not None

    def alias(self, event: yaml.AliasEvent) -> Node:
        place, name = mark(event.start_mark), event.anchor or ""
        target = self.anchors.get(name)
        if target is None:
            self.complain(place, "unknown-alias", alias=name[:60])
            return Scalar(place.line + 1, place.column + 1, broken=True)
        self.count += target.size
        if self.count > MAX_NODES or len(self.frames) + target.height > MAX_DEPTH:
            self.stop(place, "alias-too-large", alias=name[:60])
        return target

    def entries(self, children: list[Node]) -> dict[str, Entry]:
        kept: dict[str, Entry] = {}
        for key, value in zip(children[::2], children[1::2], strict=True):
            if not isinstance(key, Scalar) or not (key.text or key.broken):
                self.complain(of(key), "key-not-text")
            elif key.text == "<<":
                self.complain(of(key), "merge-key")
            elif key.text in kept:
                first = kept[key.text].key.line
                self.complain(of(key), "duplicate-key", key=key.text[:60], first=first)
            elif not key.broken:
                kept[key.text] = Entry(key, self.filled(value, key))
        return kept

    def filled(self, node: Node, place: Node) -> Node:
        """``node``, or a broken one if it is empty: an empty value says nothing, so it is an error."""
        if node.broken or not void(node):
            return node
        self.complain(of(place), "empty-value")
        return Scalar(node.line, node.column, broken=True)


def typed_text(event: yaml.ScalarEvent) -> str:
    """What a text says, as it was typed: in composed letters, without the line feeds around a block."""
    text: str = event.value
    if not text.isascii():
        text = LINES.sub("\n", unicodedata.normalize("NFC", text))
    if event.style in BLOCKS:
        text = text.strip("\n")
    return "" if event.style in PLAIN and text in EMPTY else text


def mark_unfinished(node: Node) -> Node:
    """``node`` when what follows it cannot be read: its last keys may be there."""
    match node:
        case Mapping():
            entries = dict(node.entries)
            for key in list(entries)[-1:]:
                entries[key] = Entry(entries[key].key, mark_unfinished(entries[key].value))
            return replace(node, partial=True, entries=entries)
        case Sequence(items=(*before, last)):
            return replace(node, items=(*before, mark_unfinished(last)))
    return node


def compose(source: SourceText) -> tuple[Node | None, tuple[Problem, ...]]:
    """The tree of ``source`` (as far as it can be read) and all problems of its YAML."""
    if code := recognise(source.text):
        return None, (source.problem(1, 1, code, path=source.file),)
    composer, mended = _compose(source), mend_marks(source)
    if mended[1] and _count_errors(composer):
        again = _compose(mended[0])
        if _count_errors(again) < _count_errors(composer):
            return again.root, (*again.source.problems, *mended[1], *again.problems)
    return composer.root, (*composer.source.problems, *composer.problems)


def _compose(source: SourceText) -> Composer:
    composer = Composer(source)
    composer.run()
    for _ in range(MAX_TRIES):
        if composer.retry is None:
            break
        composer = Composer(composer.retry)
        composer.run()
    return composer


def _count_errors(composer: Composer) -> int:
    return sum(each.severity is Severity.ERROR for each in composer.problems)
