"""A circuit's file with what changed in it: all other lines, comments and spaces stay; saved whole or not at all."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from jeu_oie.circuit import write
from jeu_oie.circuit.item import FACT_VALUE
from jeu_oie.circuit.model import HEAD_KEYS, CircuitFile, Landlord
from jeu_oie.circuit.read import read_text
from jeu_oie.circuit.read.compose import Data
from jeu_oie.circuit.read.files import read_file

COMMENT = re.compile(r"(?<!\S)#[^\n]*")
COMMENTED = re.compile(r"[ \t]*#")
BESIDE = re.compile(r"[ \t]*(#[^\n]*)?\n?")  # what may stand behind a value in its line


@dataclass(frozen=True)
class Edit:
    """An entry or an item of a block, which has lines of its own, as it is written now.

    ``lead``: the comments just above; ``body``: from its key or its dash to the end of its last line, with the comments
    that are indented more; ``after``: blank lines and comments that stand apart, None behind the last one.
    """

    lead: str
    body: str
    after: str | None = None
    fresh: bool = False
    gap: bool = False  # a new list of the circuit, which an empty line sets off


@dataclass(frozen=True)
class Span:
    """Where an entry or an item stands in the text: offsets of its key or dash, and of the end of its last line.

    ``lead``, ``after``: as those of ``Edit``.
    """

    start: int
    until: int
    lead: str
    after: str | None


@dataclass(frozen=True)
class Rewriter:
    """Writes data over the text of a file, ``lines``; what says the same keeps its lines.

    ``spelt``: what an alias names is written out everywhere. Places are offsets in ``lines``.
    """

    lines: str
    spelt: bool = False
    loose: list[str] = field(default_factory=list)  # comments that what is written in one line has no room for

    def file(self, root: write.ValueSpan, now: Data) -> str:
        return self.lines[: root.start] + self.part(root, now, len(self.lines), root.start)

    def part(self, part: write.ValueSpan, now: Data, end: int, top: int) -> str:
        """From ``top`` (its start, or that of the comments above its first item) to ``end``; ``now`` is of its kind."""
        if not self.changes(part, now):
            return self.lines[top:end]
        if part.flow:
            return self.flow(part, now) + self.lines[part.end : end]
        if isinstance(now, dict):
            return self.block_mapping(part, now, end)
        assert isinstance(now, list)
        return self.block_list(part, now, end, top)

    def changes(self, part: write.ValueSpan, now: Data) -> bool:
        return part.data != now or (self.spelt and _has_alias(part))

    def stays(self, part: write.ValueSpan, now: Data) -> bool:
        """Whether what says ``now`` can be written into what stands there."""
        return type(part.data) is type(now) and not part.alias and bool(now or isinstance(now, str))

    def block_mapping(self, part: write.ValueSpan, now: dict[str, Data], end: int) -> str:
        column, names = self.column(part.start), write.match_keys(part, now)
        ends = [value.end for value in part.parts]
        head, spans = _spare_comments(self.spans_of([key.start for key in part.keys], ends, end, part.start), names)
        edits_by_name = {
            name: self.value(part.parts[rank], now[name], spans[rank], column, (part.keys[rank], name))
            for rank, name in names.items()
        }
        for name in now.keys() - edits_by_name.keys():
            gap = not column and isinstance(now[name], dict | list) and name not in HEAD_KEYS
            edits_by_name[name] = Edit("", f"{write.entry(name, now[name], column)}\n", fresh=True, gap=gap)
        edits = [edits_by_name[name] for name in write.merge_keys(now, names.values())]
        return self.joined(head, edits, spans, part.start, end)

    def block_list(self, part: write.ValueSpan, now: list[Data], end: int, top: int) -> str:
        column, dashes = self.column(part.start), self.dashes(part)
        ranks = write.match_items(part.items, now)
        head, spans = _spare_comments(self.spans_of(dashes, [item.end for item in part.parts], end, top), ranks)
        edits = [
            Edit("", f"{write.item(item, column)}\n", fresh=True)
            if rank is None
            else self.value(part.parts[rank], item, spans[rank], column)
            for rank, item in zip(ranks, now, strict=True)
        ]
        return self.joined(head, edits, spans, top, end)

    def value(
        self,
        part: write.ValueSpan,
        now: Data,
        span: Span,
        column: int,
        named: tuple[write.ValueSpan, str] | None = None,
    ) -> Edit:
        """What stays of an entry or an item; ``named``: its key as it was, and what it is called now."""
        key, name = named or (None, "")
        start, top = key.end if key else span.start, self.top_of(part, key.end) if key else part.start
        head = self.lines[span.start : start] if key is None or key.data == name else write.in_line(name)
        head += self.lines[start:top]
        if not self.changes(part, now):
            return Edit(span.lead, head + self.lines[top : span.until], span.after)
        if self.stays(part, now):
            inside = self.text(part, now, span.until, column) if isinstance(now, str) else None
            body = head + (self.part(part, now, span.until, top) if inside is None else inside)
            loose_comments = [*self.loose]
            self.loose.clear()
        else:
            body = write.entry(name, now, column) if key else write.item(now, column)
            body, loose_comments = self.anew(part, body, start, span)
        indent = " " * column
        return Edit(span.lead + "".join(f"{indent}{comment}\n" for comment in loose_comments), body, span.after)

    def anew(self, part: write.ValueSpan, body: str, start: int, span: Span) -> tuple[str, list[str]]:
        """A value of another sort: its comments stay behind it where one line becomes another, else above it."""
        behind = BESIDE.fullmatch(self.lines, part.end, span.until)
        if behind and "\n" not in body and "\n" not in self.lines[start : part.end]:
            return body + behind.group().rstrip("\n") + "\n", []
        return f"{body}\n", self.comments(start, span.until, part)

    def text(self, part: write.ValueSpan, now: str, until: int, column: int) -> str:
        """A text in place of another, and what stands behind it up to ``until``."""
        remark, rest = self.lines[part.end : until], ""
        if not part.flow:
            comment = re.search(r"[ \t]+#.*", self.lines[part.start : part.end].split("\n", 1)[0])
            remark, rest = f"{comment.group() if comment else ''}\n", remark
        if not BESIDE.fullmatch(remark):  # a comment in a line of its own
            return write.in_line(now) + remark + rest
        end = "\n" if remark.endswith("\n") else ""
        return write.in_block(now, column, remark.rstrip()) + end + rest

    def column(self, place: int) -> int:
        return place - self.line_start(place)

    def line_start(self, place: int) -> int:
        return self.lines.rfind("\n", 0, place) + 1

    def line_end(self, place: int) -> int:
        """The end of the line in which something ends at ``place``, its line feed included."""
        if place and self.lines[place - 1] == "\n":
            return place
        return self.lines.find("\n", place) + 1 or len(self.lines)

    def above(self, place: int, start: int) -> int:
        """Where the comments start that stand just above the line of ``place``, not before ``start``."""
        place = self.line_start(place)
        while place > start:
            before = self.line_start(place - 1)
            if before < start or not COMMENTED.match(self.lines, before):
                break
            place = before
        return place

    def top_of(self, part: write.ValueSpan, start: int) -> int:
        """Where the comments start that belong to the first item of a list under a key that ends at ``start``."""
        if part.flow or not isinstance(part.data, list):
            return part.start
        top = self.above(part.start, self.line_end(start))
        return top if top < self.line_start(part.start) else part.start

    def dashes(self, part: write.ValueSpan) -> Sequence[int]:
        places = [part.start]
        dash = re.compile(rf"^{' ' * self.column(part.start)}-(?=\s|$)", re.MULTILINE)
        for before in part.parts[:-1]:
            match = dash.search(self.lines, self.line_end(before.end))
            assert match
            places.append(match.end() - 1)
        return places

    def spans_of(self, starts: Sequence[int], ends: Sequence[int], end: int, top: int) -> Sequence[Span]:
        """The parts of a block: ``starts`` are the places of keys or dashes, ``ends`` where their values end."""
        deeper = re.compile(rf"(?:(?:[ \t]*\n)*[ ]{{{self.column(starts[0]) + 1},}}#[^\n]*\n?)*")
        untils = []
        for place in ends:
            match = deeper.match(self.lines, self.line_end(place))
            untils.append(min(match.end() if match else place, end))
        tops = [top, *(self.above(place, until) for place, until in zip(starts[1:], untils, strict=False))]
        afters = [self.lines[until:place] for until, place in zip(untils, tops[1:], strict=False)]
        leads = [
            self.lines[place : max(place, self.line_start(start))] for place, start in zip(tops, starts, strict=True)
        ]
        return [Span(*parts) for parts in zip(starts, untils, leads, [*afters, None], strict=True)]

    def joined(self, head: str, edits: Sequence[Edit], spans: Sequence[Span], top: int, end: int) -> str:
        """The pieces one under the other. What stood behind the last one stays there, whatever the last one is now."""
        start = spans[0].start
        edits = [replace(edits[0], lead=head + edits[0].lead), *edits[1:]]
        column = self.column(start)
        indent, alone = " " * column, not self.lines[start - column : start].strip()
        written = ""
        for rank, (edit, after) in enumerate(zip(edits, _afters(edits, spans[0].after), strict=True)):
            last = rank == len(edits) - 1 and not (rank == 0 and edit.lead)
            body = edit.body if last or edit.body.endswith("\n") else f"{edit.body}\n"
            if rank or top < start:
                written += edit.lead + indent + body + after
            elif alone and edit.lead:  # the margin of the first line stands already
                written += edit.lead.lstrip(" \t") + indent + body + after
            else:
                written += body + edit.lead + after
        rest = self.lines[spans[-1].until : end]
        return (f"{written}\n" if rest and not written.endswith("\n") else written) + rest

    def flow(self, part: write.ValueSpan, now: Data) -> str:
        """A list or a mapping in brackets; what stands between its values stays where their order does."""
        starts, ends = [value.outer for value in part.parts], [value.end for value in part.parts]
        if isinstance(now, dict):
            starts = [key.start for key in part.keys]
            ranks, values = self.flow_entries(part, now)
        else:
            assert isinstance(now, list)
            ranks = write.match_items(part.items, now)
            values = [self.flow_value(part, rank, value) for rank, value in zip(ranks, now, strict=True)]
        between = [self.lines[one:other] for one, other in zip(ends, starts[1:], strict=False)]
        if len(values) == len(ends) and all(rank in (None, place) for place, rank in enumerate(ranks)):
            body = "".join(one + other for one, other in zip(values, [*between, ""], strict=True))
        else:
            self.loose.extend(comment.group() for gap in between for comment in COMMENT.finditer(gap))
            body = next((gap for gap in between if "#" not in gap), ", ").join(values)
        return self.lines[part.start : starts[0]] + body + self.lines[ends[-1] : part.end]

    def flow_entries(self, part: write.ValueSpan, now: dict[str, Data]) -> tuple[list[int | None], list[str]]:
        ranks = {name: rank for rank, name in write.match_keys(part, now).items()}
        order = write.merge_keys(now, ranks)
        entries = [self.flow_entry(part, ranks.get(name), name, now) for name in order]
        return [ranks.get(name) for name in order], entries

    def flow_entry(self, part: write.ValueSpan, rank: int | None, name: str, now: dict[str, Data]) -> str:
        if rank is None or part.keys[rank].data != name:
            return write.flow_entry(name, now[name])
        head = self.lines[part.keys[rank].start : part.parts[rank].outer]
        return head + self.flow_value(part, rank, now[name])

    def flow_value(self, part: write.ValueSpan, rank: int | None, now: Data) -> str:
        if rank is None:
            return write.in_flow(now)
        old = part.parts[rank]
        if not self.changes(old, now):
            return self.lines[old.outer : old.end]
        if self.stays(old, now) and not isinstance(now, str):
            return self.lines[old.outer : old.start] + self.flow(old, now)
        self.loose.extend(self.comments(old.outer, old.end, old))
        return write.in_flow(now)

    def comments(self, start: int, until: int, part: write.ValueSpan) -> list[str]:
        """The comments between two places, but for signs in the texts of ``part``."""
        bounds = [start, *(place for text in _texts(part) for place in (text.start, text.end)), until]
        return [
            match.group()
            for one, other in zip(bounds[::2], bounds[1::2], strict=True)
            for match in COMMENT.finditer(self.lines[one:other])
        ]


def _has_alias(part: write.ValueSpan) -> bool:
    return part.alias or any(map(_has_alias, part.parts))


def _texts(part: write.ValueSpan) -> Iterator[write.ValueSpan]:
    """Every text of ``part``, its keys included, in their order."""
    if part.alias or isinstance(part.data, str):
        yield part
    for rank, child in enumerate(part.parts):
        yield from part.keys[rank : rank + 1]
        yield from _texts(child)


def _spare_comments(spans: Sequence[Span], kept: Collection[int | None]) -> tuple[str, list[Span]]:
    """The comments that stand apart behind what goes stay below what stays above them, or come first of all."""
    spared, head, above = [*spans], "", None
    for rank, span in enumerate(spans):
        after = span.after or ""
        if rank in kept:
            above = rank
        elif after.strip() and above is None:
            head += after.lstrip("\n")
        elif after.strip() and above is not None:
            before = (spared[above].after or "").rstrip()
            spared[above] = replace(spared[above], after=(f"{before}\n" if before else "") + after)
    return head, spared


def _afters(edits: Sequence[Edit], first: str | None) -> list[str]:
    """What stands behind each piece: what is new comes before what stood there, set apart as the first two were."""
    between = "" if first is None or first.strip() else first
    afters = [after.after for after in edits]
    for rank, edit in enumerate(edits):
        if rank and edit.fresh:
            afters[rank - 1], afters[rank] = "\n" if edit.gap else between, afters[rank - 1]
    last = afters.pop() or ""
    return [*(between if after is None else after for after in afters), last if last.strip() else ""]


# Keys and items are found by their places in the tree of the file, however it is laid out; what is new takes the
# place that the format gives it. The form does the same: ``tests/renewing`` holds cases for
# both.

MARK = "\ufeff"
ENDS = re.compile(r"\r\n|\r|\n")


def renew_text(former: str, written: CircuitFile) -> str:
    """``former`` saying what ``written`` says, with its mark and its ends of lines."""
    return _renew(former, write.as_data(written), _circuit_says)


def renewed_bytes(former: bytes, written: CircuitFile) -> bytes:
    """The same for a file as it is stored, in UTF-8."""
    return renew_text(former.decode(), written).encode()


def renewed_landlord(former: bytes, landlord: Landlord) -> bytes:
    """The same for a landlord's own file."""
    return _renew(former.decode(), write.landlord_data(landlord), _landlord_says).encode()


Says = Callable[[str], dict[str, Any] | None]  # a text → its plain data, None where it cannot be read


def _circuit_says(text: str) -> dict[str, Any] | None:
    written = read_text(text, "", lambda _: None).written
    return None if written is None else write.as_data(written)


def _landlord_says(text: str) -> dict[str, Any] | None:
    landlord = read_file(text.encode(), "", Landlord, ("emergency",)).model
    return None if landlord is None else write.landlord_data(landlord)


def _renew(former: str, now: dict[str, Any], says: Says) -> str:
    bare = former.removeprefix(MARK)
    lines = bare.replace("\r\n", "\n").replace("\r", "\n")
    return former[: len(former) - len(bare)] + _end_lines(bare, lines, _renew_lines(lines, now, says))


def _renew_lines(lines: str, now: dict[str, Any], says: Says) -> str:
    """What cannot be written in its place is written anew as a whole, below all comments."""
    root, before = write.read_places(lines), says(lines)
    if root is None or before is None:
        return write.data_text(now)
    wanted = _choose_form(root.data, before, now, "")
    assert isinstance(wanted, dict)
    for spelt in (False, True):
        renewed = Rewriter(lines, spelt).file(root, wanted)
        if says(renewed) == now:
            return renewed
    comments = Rewriter(lines).comments(0, len(lines), root)
    return "".join(f"{comment}\n" for comment in comments) + write.data_text(now)


def _choose_form(typed: Data | None, before: Any, now: Any, key: str) -> Data:  # noqa: ANN401 (data of any shape)
    """``now`` as people write it: as it was typed where it says what it said ``before``, else in short."""
    if typed is not None and before == now:
        return typed
    if isinstance(typed, dict) and isinstance(before, Mapping) and isinstance(now, Mapping):
        keys = [
            name for name in write.order_keys(now, last=write.LAST) if name in typed or before.get(name) != now[name]
        ]
        return {
            name: _choose_form(typed.get(name), before.get(name), now[name], key if name == FACT_VALUE else name)
            for name in keys
        }
    if isinstance(typed, list) and isinstance(before, list) and isinstance(now, list):
        return [
            write.type_data(write.shorten_data(value, key))
            if rank is None
            else _choose_form(typed[rank], before[rank], value, key)
            for rank, value in zip(write.match_items(before, now), now, strict=True)
        ]
    return write.type_data(write.shorten_data(now, key))


def _end_lines(bare: str, lines: str, renewed: str) -> str:
    """``renewed`` with the ends of lines of ``bare``, which is ``lines``; what changed gets those of the first line."""
    first_end = ENDS.search(bare)
    head = _common(lines, renewed)
    most = min(len(lines), len(renewed)) - head
    tail = _common(lines[: -most - 1 : -1], renewed[: -most - 1 : -1])
    middle = renewed[head : len(renewed) - tail].replace("\n", first_end.group() if first_end else "\n")
    return bare[: _place(bare, head)] + middle + bare[_place(bare, len(lines) - tail) :]


def _common(one: str, other: str) -> int:
    """How many characters both start with."""
    most = min(len(one), len(other))
    return next((place for place in range(most) if one[place] != other[place]), most)


def _place(bare: str, place: int) -> int:
    """Where a place of the text with line feeds only stands in ``bare``."""
    for match in re.finditer("\r\n", bare):
        if match.start() >= place:
            break
        place += 1
    return place
