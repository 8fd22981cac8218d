"""A circuit → YAML that the reader reads back to the same model; where each value of a file stands."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from jeu_oie.circuit.item import FACT_VALUE
from jeu_oie.circuit.model import HEAD_KEYS, CircuitFile, Landlord
from jeu_oie.circuit.read.compose import BLOCKS, LOADER, MAX_CHARS, Data, compose, typed_text
from jeu_oie.circuit.read.source import source
from jeu_oie.circuit.read.validate import has_error
from jeu_oie.circuit.shapes import names

M = TypeVar("M", bound=BaseModel)
LAST = ("source", "uncertain", "searched")  # of an item, of a fact
SEVERAL = frozenset(names("several")) - {"use", "drop"}  # one alone needs no list; of the common file one takes a list
DELAYS = names("delays")
# What stands alone for a mapping of it: ``phone`` for ``{kind: phone}``.
ALONE = {
    **dict.fromkeys(names("contacts", "one-or-more-contacts"), "kind"),
    **dict.fromkeys(names("delay", "delays"), "value"),
}


def as_data(written: CircuitFile) -> dict[str, Any]:
    """Plain dicts, lists and texts of what the circuit's file says, in the order of the format; absent stays absent."""
    stated = written.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    if isinstance(written.landlord, dict):
        landlord = Landlord.model_validate(written.landlord, by_alias=True, by_name=False)
        stated["landlord"] = landlord_data(landlord)
    return {key: _drop_made_ids(value) for key, value in order_keys(stated, first=HEAD_KEYS).items()}


def landlord_data(landlord: Landlord) -> dict[str, Any]:
    """The same of a landlord."""
    return landlord.model_dump(mode="json", by_alias=True, exclude_defaults=True)


class UnreadableData(ValueError):
    """Data that no circuit says: the keys that lead to the first ``value`` that cannot be read."""

    def __init__(self, place: str, value: str) -> None:
        super().__init__(place)
        self.place, self.value = place, value


def read_data(model: type[M], data: Mapping[str, Any]) -> M:
    """What plain data say, as ``as_data`` and ``landlord_data`` give them. Raises UnreadableData."""
    try:
        return model.model_validate(type_data(data), by_alias=True, by_name=False)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise UnreadableData(".".join(map(str, first["loc"])), str(first["input"])) from None


def _drop_made_ids(value: Any) -> Any:  # noqa: ANN401 (data of any shape)
    """Items without an id that no file may hold: the reader made it of a title, and makes it again."""
    if not isinstance(value, list):
        return value
    return [
        {key: field for key, field in item.items() if key != "id" or len(field) <= MAX_CHARS}
        if isinstance(item, dict)
        else item
        for item in value
    ]


def order_keys(data: Mapping[str, Any], first: tuple[str, ...] = (), last: tuple[str, ...] = ()) -> dict[str, Any]:
    between = [key for key in data if key not in first and key not in last]
    return {key: data[key] for key in (*first, *between, *last) if key in data}


def yaml_text(written: CircuitFile) -> str:
    """The YAML of a circuit's own file: keys of its head first, then each list after an empty line."""
    return data_text(as_data(written))


def data_text(data: Mapping[str, Any]) -> str:
    """The same of its data, in their order."""
    return "".join(
        f"{'' if key in HEAD_KEYS else chr(10)}{entry(key, type_data(shorten_data(value, key)), 0)}\n"
        for key, value in data.items()
    )


def shorten_data(value: Any, key: str) -> Any:  # noqa: ANN401 (data of any shape)
    """``phone`` for ``{kind: phone}``, ``5 jours`` for ``{value: 5 jours}``, one id for a list of one."""
    if isinstance(value, list):
        alone = key in SEVERAL and len(value) == 1
        return value[0] if alone else [shorten_data(part, key) for part in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {ALONE.get(key)}:
        return value[ALONE[key]]
    ordered = order_keys(value, last=LAST).items()
    return {name: shorten_data(part, key if name == FACT_VALUE else name) for name, part in ordered}


def type_data(value: Any) -> Data:  # noqa: ANN401 (same)
    """Plain data as a file says it: yes and numbers are texts too."""
    if isinstance(value, list):
        return [type_data(part) for part in value]
    if isinstance(value, dict):
        return {key: type_data(part) for key, part in value.items()}
    return str(value).lower() if isinstance(value, bool) else str(value)


BAD = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
HARD = re.compile("[\u00a0\u202f]")
KNOWN = "true|false|0|[1-9][0-9]{0,8}|[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?"
# What other readers of YAML take for a number, a date, a yes or nothing, in small and capital letters.
WORDS = "|".join("".join(f"[{c}{c.upper()}]" for c in word) for word in "yes no on off y n null true false".split())
TYPED = rf"[-+.]?[0-9.][0-9.,:_+\-eExXoOabcdfABCDF]*|{WORDS}|~|\.?[nN][aA][nN]|[-+]?\.?[iI][nN][fF]"
OPENING = "«(_/$€“‘’…–—+."  # besides letters and digits
# A text that needs no quotes: no key, no comment, nothing unseen is in it.
PLAIN = re.compile(
    rf"{KNOWN}|(?!(?:{TYPED})$|\.\.\.)(?=[^\W_]|[{OPENING}])"
    rf"(?:[^\s:{BAD.pattern[1:-1]}]|:(?!\s|$)|(?![{BAD.pattern[1:-1]}])\s(?!#|$))*"
)
WORD = re.compile(r"[a-z0-9][a-z0-9-]*")
ESCAPES = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\"}
LONGEST_BLOCK = 1_900  # the reader counts the end of its last line


def _is_plain(text: str, inside: bool) -> bool:
    """Whether ``text`` needs no quotes."""
    return PLAIN.fullmatch(text) is not None and not (inside and set(text) & set(",[]{}:?"))


def _quote(text: str) -> str:
    escaped = "".join(ESCAPES.get(sign, sign) for sign in text)
    return '"' + BAD.sub(lambda match: f"\\u{ord(match.group()):04x}", escaped) + '"'


def in_line(text: str, *, inside: bool = False) -> str:
    """A text in one line; ``inside`` brackets."""
    return text if _is_plain(text, inside) else _quote(text)


def fits_block(text: str) -> bool:
    """Whether a block keeps the lines of ``text`` to the letter."""
    if "\n" not in text or len(text) >= LONGEST_BLOCK or HARD.search(text):
        return False
    return all(line and line.strip() == line and not BAD.search(line) for line in text.split("\n"))


def in_block(text: str, column: int, remark: str = "") -> str:
    """A text behind its key, which starts at ``column``; over several lines where it has some."""
    if not fits_block(text):
        return in_line(text) + remark
    return "\n".join((f"|{remark}", *(" " * (column + 2) + line for line in text.split("\n"))))


def in_flow(value: Data) -> str:
    """A value in brackets."""
    if isinstance(value, str):
        return in_line(value, inside=True)
    if isinstance(value, list):
        return f"[{', '.join(map(in_flow, value))}]"
    return f"{{{', '.join(flow_entry(key, part) for key, part in value.items())}}}"


def flow_entry(key: str, value: Data) -> str:
    return f"{in_line(key, inside=True)}: {in_flow(value)}"


def item(value: Data, column: int) -> str:
    """An item of a list, from its dash at ``column`` on."""
    if isinstance(value, str):
        return f"- {in_block(value, column)}"
    if isinstance(value, list) or not value:
        return f"- {in_flow(value)}"
    return f"- {_entries(value, column + 2, '')}"


def entry(key: str, value: Data, column: int, above: str = "") -> str:
    """One key with what it holds; it starts at ``column``. A fact is written as its value under its key ``above``."""
    named = above if key == FACT_VALUE else key
    short = not value or (isinstance(value, list) and all(_is_word(word, named) for word in value))
    return f"{in_line(key)}:{f' {in_flow(value)}' if short else _behind(value, column, key)}"


def _is_word(value: Data, key: str) -> bool:
    """Whether a list of such items under ``key`` stands in one line."""
    return isinstance(value, str) and (key in DELAYS or WORD.fullmatch(value) is not None)


def _behind(value: Data, column: int, key: str) -> str:
    """What stands behind a key, the space or the line feed before it included."""
    margin = "\n" + " " * (column + 2)
    if isinstance(value, str):
        return f" {in_block(value, column)}"
    if isinstance(value, list):
        return "".join(margin + item(part, column + 2) for part in value)
    return margin + _entries(value, column + 2, key)


def _entries(value: dict[str, Data], column: int, above: str) -> str:
    return f"\n{' ' * column}".join(entry(key, part, column, above) for key, part in value.items())


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
        return [part.data for part in self.parts]


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
            data = self.anchors[name].data
            return ValueSpan(data=data, start=outer, end=_end(event), outer=outer, flow=True, alias=True)
        anchor = ANCHOR.match(self.text, outer)
        start = anchor.end() if anchor else outer
        read_value = self.scalar if isinstance(event, yaml.ScalarEvent) else self.collection
        part = read_value(event, start, outer)
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
            data: Data = [part.data for part in inside]
            return ValueSpan(data=data, start=start, end=end, outer=outer, flow=flow, parts=tuple(inside))
        keys, values = tuple(map(self.key, inside[::2])), tuple(inside[1::2])
        data = {str(key.data): value.data for key, value in zip(keys, values, strict=True)}
        first = start if flow else keys[0].start
        return ValueSpan(data=data, start=first, end=end, outer=outer, flow=flow, keys=keys, parts=values)

    def key(self, key: ValueSpan) -> ValueSpan:
        mark = QUESTION.search(self.text, max(0, key.outer - 40), key.outer)
        start = mark.start() if mark else key.outer
        return ValueSpan(data=key.data, start=start, end=key.end, outer=key.outer, flow=True)


def match_items(old: Sequence[Any], new: Sequence[Any]) -> list[int | None]:
    """For each of ``new``, which old one it was: the same, else of the same id or title, else the one at its place."""
    left = dict(enumerate(old))
    old_ranks: dict[int, int] = {}

    def match_by(fits: Callable[[Any, Any], bool], *, moved: bool = True) -> None:
        for rank in (rank for rank in range(len(new)) if rank not in old_ranks):
            ranks = chain((rank,), left if moved else ())
            near = next((other for other in ranks if other in left and fits(left[other], new[rank])), None)
            if near is not None:
                old_ranks[rank] = near
                del left[near]

    match_by(lambda one, other: one == other)
    match_by(lambda one, other: _key(one, "id") is not None and _key(one, "id") == _key(other, "id"))
    match_by(lambda one, other: _key(one, "title") is not None and _key(one, "title") == _key(other, "title"))
    match_by(_alike, moved=False)
    return [old_ranks.get(rank) for rank in range(len(new))]


def _key(value: Any, key: str) -> object:  # noqa: ANN401 (data of any shape)
    return value.get(key) if isinstance(value, Mapping) else None


def _alike(one: Any, other: Any) -> bool:  # noqa: ANN401 (same)
    """Whether an item may have become another: of its sort, and not of an id of its own."""
    return type(one) is type(other) and (_key(one, "id") is None or _key(other, "id") is None)


def merge_keys(wanted: Iterable[str], kept: Iterable[str]) -> list[str]:
    """The keys that were there, in their order; each new one behind the one that it follows."""
    order, last = list(kept), -1
    for key in wanted:
        if key not in order:
            order.insert(last + 1, key)
        last = order.index(key)
    return order


def match_keys(part: ValueSpan, now: Mapping[str, Data]) -> dict[int, str]:
    """The key of ``now`` that each entry is: its own, or a new one that says the same."""
    old = [str(key.data) for key in part.keys]
    fresh = [name for name in now if name not in old]
    names: dict[int, str] = {}
    for rank, (name, value) in enumerate(zip(old, part.parts, strict=True)):
        same = name if name in now else next((name for name in fresh if now[name] == value.data), None)
        if same is not None:
            names[rank] = same
            fresh = [name for name in fresh if name != same]
    return names
