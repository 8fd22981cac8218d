"""A circuit's file with what changed in it, the lines and comments of the rest as they were.

Keys and items that say the same keep their lines, wherever they stand: in the circuit, in an item of a list, in a
side track. What is new takes the place that the format gives it.
"""

import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Mapping, Sequence
from textwrap import indent
from typing import Any

from jeu_oie.circuit.model import HEAD, CircuitFile
from jeu_oie.circuit.reader import read_text
from jeu_oie.circuit.writer import LAST, as_data, ordered, part, yaml_text

KEY = re.compile(r"""(?:([^\s#'"\[\]{},&*!|>%@`?-](?:[^:#]*[^\s:#])?)|(["'])(.+?)\2)\s*:(?=\s|$)""")
ITEM, INSIDE = "  - ", "    "  # how people's circuits and ours set the items of a list in
REMARK = re.compile(r"\s+#[^\n]*")
Data = Mapping[str, Any]


def renewed(former: str, written: CircuitFile) -> str:
    """``former`` saying what ``written`` says.

    What is laid out otherwise (in braces, with aliases) is written anew, without the comments in it.
    """
    lines = former.replace("\r\n", "\n").replace("\r", "\n")
    before = read_text(lines, "", lambda _: None).written
    if before is None:
        return yaml_text(written)
    text = _mapping(lines, as_data(before), as_data(written), "")
    same = text is not None and read_text(text, "", lambda _: None).written == written
    return text if text is not None and same else yaml_text(written)


def renewed_bytes(former: bytes, written: CircuitFile) -> bytes:
    """The same for a file as it is stored: its mark and its ends of lines stay. ``former`` is UTF-8."""
    mark = BOM_UTF8 if former.startswith(BOM_UTF8) else b""
    text = former.removeprefix(mark).decode()
    now = renewed(text, written)
    return mark + (now.replace("\n", "\r\n") if "\r\n" in text else now).encode()


# --- keys ------------------------------------------------------------------------------------------------


def _mapping(text: str, before: Data, now: Data, margin: str) -> str | None:
    """The lines of a mapping whose keys stand after ``margin``; None where they cannot be told apart."""
    head, chunks = _chunks(text, lambda line: _key(line, margin) is not None)
    kept = {_first_key(chunk, margin): chunk for chunk in chunks}
    if _says_something(head) or len(kept) < len(chunks) or not before.keys() - {"id"} <= kept.keys() <= before.keys():
        return None
    chunks, tail = _without_tail(list(kept.values()))
    kept = dict(zip(kept, chunks, strict=True))
    told = {
        key: _renewed_key(kept.get(key, ""), key, before.get(key), now[key], margin)
        for key in _order([key for key in kept if key in now], now)
        if key in kept or before.get(key) != now[key]
    }
    return head + "".join(_apart(told, kept, margin)) + tail


def _apart(told: Mapping[str, str], kept: Data, margin: str) -> Iterator[str]:
    """Each key's lines, each ended; a new list of the circuit stands after an empty line."""
    for key, lines in told.items():
        yield "\n" if not margin and key not in kept and key not in HEAD else ""
        yield lines if lines.endswith("\n") else f"{lines}\n"


def _order(kept: list[str], now: Data) -> list[str]:
    """The keys that were there in their order; each new one after the one that precedes it in the format."""
    order, last = list(kept), ""
    for key in ordered(now, last=LAST):
        if key not in order:
            order.insert(order.index(last) + 1 if last else 0, key)
        last = key
    return order


def _renewed_key(chunk: str, key: str, before: Any, now: Any, margin: str) -> str:  # noqa: ANN401 (data of any shape)
    if chunk and before == now:
        return chunk
    inner = None
    if chunk and isinstance(before, list) and isinstance(now, list):
        inner = _list(chunk, key, before, now, margin)
    elif chunk and isinstance(before, Mapping) and isinstance(now, Mapping):
        inner = _nested(chunk, before, now, margin)
    return inner or _comments(chunk) + _anew(chunk, key, now, margin)


def _anew(chunk: str, key: str, now: Any, margin: str) -> str:  # noqa: ANN401 (data of any shape)
    """The key as it is now, with the remark that stood behind it on its line."""
    made = indent(part(key, now), margin)
    said = chunk.removeprefix(_comments(chunk))
    remark = REMARK.search(said) if said.count("\n") <= 1 and '"' not in said and "'" not in said else None
    return made.rstrip("\n") + remark.group() + "\n" if remark and made.count("\n") == 1 else made


def _nested(chunk: str, before: Data, now: Data, margin: str) -> str | None:
    """A key with a mapping under it, in lines of its own."""
    above = _comments(chunk)
    first, _, rest = chunk.removeprefix(above).partition("\n")
    inner = _mapping(rest, before, now, margin + "  ") if REMARK.sub("", first).rstrip().endswith(":") else None
    return None if inner is None else f"{above}{first}\n{inner}"


# --- items -----------------------------------------------------------------------------------------------


def _list(chunk: str, key: str, before: Sequence[Any], now: Sequence[Any], margin: str) -> str | None:
    """A list in which the items that were there, anywhere, keep their lines."""
    head, items = _chunks(chunk, lambda line: line.startswith(margin + ITEM))
    if len(items) != len(before):
        return None
    items, tail = _without_tail(items)
    left = list(zip(before, items, strict=True))
    told = ""
    for item in now:
        at = next((rank for rank, (value, _) in enumerate(left) if value == item), None)
        if at is None:
            at = next((rank for rank, (value, _) in enumerate(left) if _same(value, item)), None)
        told += _new_item(key, item, margin) if at is None else _item(*left.pop(at), key, item, margin)
        told += "" if told.endswith("\n") else "\n"
    return head + told + tail


def _same(value: Any, item: Any) -> bool:  # noqa: ANN401 (data of any shape)
    both = isinstance(value, Mapping) and isinstance(item, Mapping)
    return both and "id" in value and value["id"] == item.get("id")


def _new_item(key: str, item: Any, margin: str) -> str:  # noqa: ANN401 (data of any shape)
    return indent(part(key, [item]).split("\n", 1)[1], margin)


def _item(before: Any, lines: str, key: str, now: Any, margin: str) -> str:  # noqa: ANN401 (data of any shape)
    """An item as it is now; its first key stands behind the dash."""
    if before == now:
        return lines
    above = _comments(lines)
    inside = margin + INSIDE
    said = lines.removeprefix(above).replace(margin + ITEM, inside, 1)
    made = _mapping(said, before, now, inside) if isinstance(now, Mapping) else None
    if made is None or _comments(made):
        return above + _new_item(key, now, margin)
    return above + made.replace(inside, margin + ITEM, 1)


# --- lines -----------------------------------------------------------------------------------------------


def _key(line: str, margin: str) -> str | None:
    """The key that stands in ``line`` right after ``margin``."""
    found = KEY.match(line.removeprefix(margin)) if line.startswith(margin) else None
    return (found[1] or found[3]) if found else None


def _first_key(chunk: str, margin: str) -> str:
    return next(key for line in chunk.split("\n") if (key := _key(line, margin)) is not None)


def _says_something(head: str) -> bool:
    """Whether more than comments stands before the first key; the mark of a document is none."""
    return any(line.strip() and not line.lstrip().startswith("#") and line != "---" for line in head.split("\n"))


def _chunks(text: str, starts: Callable[[str], bool]) -> tuple[str, list[str]]:
    """What stands before the first line that ``starts`` something, and each piece with the comments above it."""
    head: list[str] = []
    pieces: list[list[str]] = []
    waiting: list[str] = []  # comments and empty lines: of what follows
    for line in text.splitlines(keepends=True):
        if starts(line):
            pieces.append([*waiting, line])
            waiting = []
        elif not line.strip() or line.lstrip().startswith("#"):
            waiting.append(line)
        else:
            (pieces[-1] if pieces else head).extend((*waiting, line))
            waiting = []
    (pieces[-1] if pieces else head).extend(waiting)
    return "".join(head), ["".join(piece) for piece in pieces]


def _without_tail(pieces: list[str]) -> tuple[list[str], str]:
    """The pieces, and the comments and empty lines after the last one, behind which nothing may be written."""
    if not pieces:
        return pieces, ""
    lines = pieces[-1].splitlines(keepends=True)
    end = len(lines)
    while end and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return [*pieces[:-1], "".join(lines[:end])], "".join(lines[end:])


def _comments(chunk: str) -> str:
    """The comments and empty lines above what is written anew."""
    above: list[str] = []
    for line in chunk.splitlines(keepends=True):
        if line.strip() and not line.lstrip().startswith("#"):
            break
        above.append(line)
    return "".join(above)
