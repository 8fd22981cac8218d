"""A circuit's file with what changed in it, the lines and comments of the rest as they were."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from jeu_oie.circuit.model import CircuitFile
from jeu_oie.circuit.reader import read_text
from jeu_oie.circuit.writer import as_data, part, yaml_text

KEY = re.compile(r"([a-z-]+):")
ITEM = "  - "  # how people's circuits and ours set the items of a list in


def renewed(former: str, written: CircuitFile) -> str:
    """``former`` saying what ``written`` says: keys and items that say the same keep their lines.

    A file that is laid out otherwise (in braces, with aliases) is written anew, without its comments.
    """
    lines = former.replace("\r\n", "\n").replace("\r", "\n")
    before = read_text(lines, "", lambda _: None).written
    if before is None:
        return yaml_text(written)
    text = "".join(_merged(lines, as_data(before), as_data(written)))
    return text if read_text(text, "", lambda _: None).written == written else yaml_text(written)


def _merged(former: str, before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    head, chunks = _chunks(former, KEY.match)
    kept = {key: chunk for chunk in chunks if (key := _key(chunk))}
    order = [*(key for key in kept if key in now), *(key for key in now if key not in kept)]
    yield head
    for key in order:
        if key in kept and before.get(key) == now[key]:
            yield kept[key]
        elif key in kept and isinstance(now[key], list):
            yield _list(kept[key], key, before.get(key, []), now[key])
        else:
            yield _comments(kept.get(key, "")) + part(key, now[key])


def _key(chunk: str) -> str:
    return next((found[1] for line in chunk.split("\n") if (found := KEY.match(line))), "")


def _list(chunk: str, key: str, before: list[Any], now: list[Any]) -> str:
    """A list in which the items that were there, anywhere, keep their lines."""
    head, items = _chunks(chunk, lambda line: line.startswith(ITEM))
    if len(items) != len(before):
        return _comments(chunk) + part(key, now)
    left = list(zip(before, items, strict=True))
    told = head
    for item in now:
        at = next((rank for rank, (value, _) in enumerate(left) if value == item), None)
        told += part(key, [item]).split("\n", 1)[1] if at is None else left.pop(at)[1]
    return told


def _chunks(text: str, starts: Any) -> tuple[str, list[str]]:  # noqa: ANN401 (a test of a line)
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


def _comments(chunk: str) -> str:
    """The comments above a key that is written anew."""
    above: list[str] = []
    for line in chunk.splitlines(keepends=True):
        if line.strip() and not line.startswith("#"):
            break
        above.append(line)
    return "".join(above)
