"""Whether each text that a sheet is told stands on it, or gave way by name."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

from bench.differ.arabic import BLOCKS
from bench.differ.letters import pages
from bench.differ.tags import mark_texts, read_tags, text_of

# Keys of a content that are for the template, or for whoever lists the file; what stands below them is not read.
UNSAID = frozenset(
    (
        *("at", "code", "dir", "document", "foreign", "hash", "icon", "icons", "kind", "kinds", "lang", "level"),
        *("look", "picture", "state"),
    )
)


def lost(
    content: Mapping[str, Any], said: str, dropped: Collection[str], unsaid: Collection[str] = UNSAID
) -> tuple[str, ...]:
    """The path and text of what neither stands in ``said`` nor is ``dropped``.

    ``dropped``: what gave way, by its path in the content: « steps.3.say », or « rows.2 » for all that is below it.
    Of Arabic, which no file gives back whole, nothing is told.
    """
    paper = squeeze(said)
    return tuple(
        f"{path}: {text}"
        for path, text in texts(content, unsaid)
        if squeeze(text) not in paper and not gave_way(path, dropped)
    )


def unknown(content: Mapping[str, Any], dropped: Iterable[str]) -> tuple[str, ...]:
    """What gave way that a content does not have: a name that is none."""
    paths = [path for path, _ in texts(content, ())]
    return tuple(name for name in dropped if not any(gave_way(path, [name]) for path in paths))


def texts(value: Any, unsaid: Collection[str], path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, each in value.items():
            if key not in unsaid:
                yield from texts(each, unsaid, f"{path}.{key}" if path else str(key))
    elif isinstance(value, (list, tuple)):
        for rank, each in enumerate(value):
            yield from texts(each, unsaid, f"{path}.{rank}" if path else str(rank))
    elif isinstance(value, str) and squeeze(value) and not is_arabic(value):
        yield path, value


def gave_way(path: str, dropped: Iterable[str]) -> bool:
    return any(path == name or path.startswith(f"{name}.") for name in dropped)


def squeeze(text: str) -> str:
    """Without spaces and what has no ink: lines break elsewhere, words are bound."""
    return "".join(letter for letter in text if not letter.isspace() and unicodedata.category(letter) != "Cf")


def is_arabic(text: str) -> bool:
    return any(ord(letter) in block for letter in text for block in BLOCKS)


def said_on(file: bytes | Path) -> str:
    """All that a tagged PDF says, in the order of its tags."""
    with pikepdf.open(BytesIO(file) if isinstance(file, bytes) else file) as pdf:
        read = read_tags(pdf)
        return text_of(read[0], mark_texts(pages(file))) if read else ""
