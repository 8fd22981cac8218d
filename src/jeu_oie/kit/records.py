"""What earlier builds left for later ones, believed only where it is what we write.

Anybody may have laid a record there. Whatever cannot be read, has other types, or names what lies elsewhere, raises
``NotOurs``: then it is as if there were none.
"""

import json
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from jeu_oie import opening
from jeu_oie.disk import Stamp

LARGEST = 8 << 20  # bytes: the record of ten thousand kits
DIGEST = re.compile(r"[0-9a-f]{64}")
AWAY = re.compile(r"[\\:]" if sys.platform == "win32" else r"/")  # what leads elsewhere besides
HIGHEST = 1 << 63

T = TypeVar("T")


class NotOurs(ValueError):
    """A record that we have not written."""


def parse_mapping(data: bytes | None) -> dict[str, Any]:
    """The mapping that ``data`` holds as JSON."""
    try:
        found = json.loads(data or b"")
    except (ValueError, RecursionError) as error:
        raise NotOurs from error
    return of(found, dict)


def read_mapping(file: Path) -> dict[str, Any]:
    """The same of a file."""
    return parse_mapping(read_left(file))


def read_left(file: Path) -> bytes | None:
    """The bytes of a file that was left there; None where there is none, no file, a link, or one far too large."""
    with suppress(OSError, ValueError):  # ValueError: a name that no file can have
        data = opening.read(file, LARGEST, links=False)
        return data if len(data) <= LARGEST else None
    return None


def of(value: object, kind: type[T]) -> T:
    """``value``, which is of ``kind`` to the letter: True is no number."""
    if type(value) is not kind:
        raise NotOurs(kind)
    return value


def text(value: object) -> str:
    """A text that can be written: no half of a surrogate pair."""
    said = of(value, str)
    try:
        said.encode()
    except UnicodeEncodeError as error:
        raise NotOurs from error
    return said


def digest(value: object) -> str:
    if not DIGEST.fullmatch(of(value, str)):
        raise NotOurs(value)
    return of(value, str)


def number(value: object) -> int:
    """A number that a disk may tell."""
    if not -HIGHEST <= of(value, int) < HIGHEST:
        raise NotOurs
    return of(value, int)


def day(value: object) -> str:
    """A date as ISO writes it."""
    try:
        return date.fromisoformat(of(value, str)).isoformat()
    except ValueError as error:
        raise NotOurs from error


def way(value: object) -> str:
    """A way to a file as the system takes it, to wherever."""
    said = of(value, str)
    try:
        said.encode("utf-8", "surrogateescape")  # as the system's names are bytes
    except UnicodeEncodeError as error:
        raise NotOurs from error
    if "\0" in said:
        raise NotOurs
    return said


def inner(value: object) -> str:
    """The place of a file in a folder, « print/cards.pdf »: it leads nowhere else."""
    said = way(value)
    if any(part in ("", ".", "..") or AWAY.search(part) for part in said.split("/")):
        raise NotOurs(said)
    return said


def several(value: object, each: Callable[[object], T]) -> tuple[T, ...]:
    return tuple(map(each, of(value, list)))


def by_name(value: object, name: Callable[[object], str], each: Callable[[object], T]) -> dict[str, T]:
    return {name(key): each(found) for key, found in of(value, dict).items()}


def fields(value: object, count: int) -> list[Any]:
    """A list of so many."""
    if len(of(value, list)) != count:
        raise NotOurs
    return of(value, list)


def stamp(value: object) -> Stamp:
    size, bytes_at, entry_at = map(number, fields(value, 3))
    return size, bytes_at, entry_at
