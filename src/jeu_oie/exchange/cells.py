"""One value of a circuit ↔ the text of one cell.

A list has an item a line. Where an item has several lines, or starts or ends with a space, each item stands after a
bullet and its other lines are set in by two spaces. A contact or a delay of several parts has a part a line, under
its key (« value: 04 76 00 00 00 »). Whatever text a circuit holds comes back to the letter.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from jeu_oie.circuit.contacts import Contact
from jeu_oie.circuit.fields import DelayMapping
from jeu_oie.circuit.keys import of
from jeu_oie.circuit.shapes import names

LISTS = names("several", "texts")
CONTACTS = names("contacts", "one-or-more-contacts")
DELAY, DELAYS = names("delay"), names("delays")
FLAGS = (*names("flag"), "adopted")  # yes or no, in any language of a spreadsheet
DATES = names("date")
NUMBERS = names("number", "format")
PARTS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(CONTACTS, tuple(key.name for key in of(Contact).values())),
    **dict.fromkeys((*DELAY, *DELAYS), tuple(key.name for key in of(DelayMapping).values())),
}
BULLET = "\N{BULLET} "
BULLETS = (BULLET, "- ")  # the second one is what people type; a spreadsheet takes it for a sum

Value = str | list[Any] | dict[str, str]


def write_cell(key: str, value: object) -> str:
    """The cell of ``value``, which stands under ``key``."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _lines([_element(key, each) for each in value])
    return _element(key, value)


def _element(key: str, value: object) -> str:
    if not isinstance(value, Mapping):
        return str(value)
    (shortest, *_) = PARTS[key]
    if set(value) == {shortest}:
        return str(value[shortest])
    return "\n".join(f"{part}: {indent(value[part])}" for part in PARTS[key] if part in value)


def _lines(items: Sequence[str]) -> str:
    if all(item and item.strip() == item and "\n" not in item and not item.startswith(BULLETS) for item in items):
        return "\n".join(items)
    return "\n".join(BULLET + indent(item) for item in items)


def indent(text: str) -> str:
    return text.replace("\n", "\n  ")


def read(key: str, cell: str) -> Value:
    """What the author wrote in a cell of ``key``: a text, a list, or the parts of a contact or of a delay."""
    if key in CONTACTS or key in DELAYS:
        return [_parts(key, each) for each in items(cell)]
    if key in LISTS:
        return list(items(cell))
    return _parts(key, cell) if key in DELAY else cell


def items(cell: str) -> list[str]:
    """The items of a list: one a line, or one a bullet."""
    lines = cell.split("\n")
    bullet = next((each for each in BULLETS if lines[0].startswith(each)), None)
    if bullet is None:
        return [line.strip() for line in lines if line.strip()]
    found: list[list[str]] = []
    for line in lines:
        if line.startswith(bullet):
            found.append([line.removeprefix(bullet)])
        elif line.startswith("  "):
            found[-1].append(line.removeprefix("  "))
        elif line.strip():
            found.append([line.strip()])
    return ["\n".join(each) for each in found]


def _parts(key: str, text: str) -> str | dict[str, str]:
    """« kind: phone » and the lines after it, as far as they name a part; else the text alone."""
    named = re.compile(rf"({'|'.join(PARTS[key])})\s*: ?(.*)", re.DOTALL)
    found: dict[str, list[str]] = {}
    last: list[str] = []
    for line in text.split("\n"):
        part = named.fullmatch(line)
        if part and part[1] not in found:
            found[part[1]] = last = [part[2]]
        elif found and line.startswith("  "):
            last.append(line.removeprefix("  "))
        elif line:
            return text
    return {part: "\n".join(lines) for part, lines in found.items()} or text
