"""A circuit's file with what changed in it; all other lines, comments and spaces stay as they were.

Keys and items are found by their places in the tree of the file, however it is laid out; what is new takes the place
that the format gives it. The form does the same (``reading_renew.js``): ``tests/renewing`` holds cases for both.
"""

import re
from collections.abc import Mapping
from typing import Any

from jeu_oie.circuit.matching import match_items
from jeu_oie.circuit.model import CircuitFile
from jeu_oie.circuit.pen import Pen
from jeu_oie.circuit.reader import read_text
from jeu_oie.circuit.reader.nodes import Data
from jeu_oie.circuit.reader.places import read_places
from jeu_oie.circuit.writer import LAST, as_data, order_keys, shorten_data, yaml_text

MARK = "\ufeff"
ENDS = re.compile(r"\r\n|\r|\n")


def renew_text(former: str, written: CircuitFile) -> str:
    """``former`` saying what ``written`` says, with its mark and its ends of lines."""
    bare = former.removeprefix(MARK)
    lines = bare.replace("\r\n", "\n").replace("\r", "\n")
    return former[: len(former) - len(bare)] + _end_lines(bare, lines, _renew_lines(lines, written))


def renewed_bytes(former: bytes, written: CircuitFile) -> bytes:
    """The same for a file as it is stored, in UTF-8."""
    return renew_text(former.decode(), written).encode()


def _renew_lines(lines: str, written: CircuitFile) -> str:
    """What cannot be written in its place is written anew as a whole, below all comments."""
    root, before = read_places(lines), read_text(lines, "", lambda _: None).written
    if root is None or before is None:
        return yaml_text(written)
    wanted = _choose_form(root.data, as_data(before), as_data(written), "")
    assert isinstance(wanted, dict)
    for spelt in (False, True):
        made = Pen(lines, spelt).file(root, wanted)
        if read_text(made, "", lambda _: None).written == written:
            return made
    return "".join(f"{each}\n" for each in Pen(lines).comments(0, len(lines), root)) + yaml_text(written)


def _choose_form(said: Data | None, before: Any, now: Any, key: str) -> Data:  # noqa: ANN401 (data of any shape)
    """``now`` as people write it: as it was typed where it says what it said ``before``, else in short."""
    if said is not None and before == now:
        return said
    if isinstance(said, dict) and isinstance(before, Mapping) and isinstance(now, Mapping):
        keys = [name for name in order_keys(now, last=LAST) if name in said or before.get(name) != now[name]]
        return {name: _choose_form(said.get(name), before.get(name), now[name], name) for name in keys}
    if isinstance(said, list) and isinstance(before, list) and isinstance(now, list):
        return [
            _type_data(shorten_data(each, key)) if rank is None else _choose_form(said[rank], before[rank], each, key)
            for rank, each in zip(match_items(before, now), now, strict=True)
        ]
    return _type_data(shorten_data(now, key))


def _type_data(value: Any) -> Data:  # noqa: ANN401 (same)
    """Plain data as a file says it: yes and numbers are texts too."""
    if isinstance(value, list):
        return [_type_data(each) for each in value]
    if isinstance(value, dict):
        return {key: _type_data(each) for key, each in value.items()}
    return str(value).lower() if isinstance(value, bool) else str(value)


def _end_lines(bare: str, lines: str, made: str) -> str:
    """``made`` with the ends of lines of ``bare``, which is ``lines``; what changed gets those of the first line."""
    found = ENDS.search(bare)
    head = _common(lines, made)
    most = min(len(lines), len(made)) - head
    tail = _common(lines[: -most - 1 : -1], made[: -most - 1 : -1])
    middle = made[head : len(made) - tail].replace("\n", found.group() if found else "\n")
    return bare[: _place(bare, head)] + middle + bare[_place(bare, len(lines) - tail) :]


def _common(one: str, other: str) -> int:
    """How many characters both start with."""
    most = min(len(one), len(other))
    return next((place for place in range(most) if one[place] != other[place]), most)


def _place(bare: str, place: int) -> int:
    """Where a place of the text with line feeds only stands in ``bare``."""
    for found in re.finditer("\r\n", bare):
        if found.start() >= place:
            break
        place += 1
    return place
