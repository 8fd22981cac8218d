"""A circuit's own file as one table: a row an item, a column a key of the format; the same for CSV and xlsx.

The first row holds names for people, the second the keys of the format. The column ``list`` says what a row is
(« étape », « raccourci »… or the format's own word), ``in`` the detour on whose side track a step stands. What the
circuit says of itself, a landlord written in place and the words explained stand in ``id`` and ``value``.

In a cell a list has an item a line. Where an item has several lines, or starts or ends with a space, each item stands
after a bullet and its other lines are set in by two spaces. A contact or a delay of several parts has a part a line,
under its key (« value: 04 76 00 00 00 »). Whatever text a circuit holds comes back to the letter.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jeu_oie.circuit.fields import DelayMapping
from jeu_oie.circuit.item import FACT_VALUE, OF_FACTS
from jeu_oie.circuit.keys import DECLARED, of
from jeu_oie.circuit.model import LISTS, Actor, Contact, ElsewhereItem, Model, Source
from jeu_oie.circuit.shapes import names
from jeu_oie.messages import Catalog

SEVERAL = names("several", "texts")
CONTACTS = names("contacts", "one-or-more-contacts")
DELAY, DELAYS = names("delay"), names("delays")
ELSEWHERE = names("elsewhere")
FLAGS = (*names("flag"), "adopted")  # yes or no, in any language of a spreadsheet
DATES = names("date")
NUMBERS = names("number", "format")
PARTS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(CONTACTS, tuple(key.name for key in of(Contact).values())),
    **dict.fromkeys((*DELAY, *DELAYS), tuple(key.name for key in of(DelayMapping).values())),
    **dict.fromkeys(ELSEWHERE, tuple(key.name for key in of(ElsewhereItem).values())),
}
LISTED = ("source", "for", "where")  # the parts that hold one text or several
BULLET = "\N{BULLET} "
BULLETS = (BULLET, "- ")  # the second one is what people type; a spreadsheet takes it for a sum

Parts = dict[str, str | list[str]]
Value = str | list[Any] | Parts


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
    return "\n".join(f"{part}: {indent(write_cell(part, value[part]))}" for part in PARTS[key] if part in value)


def _lines(items: Sequence[str]) -> str:
    if all(item and item.strip() == item and "\n" not in item and not item.startswith(BULLETS) for item in items):
        return "\n".join(items)
    return "\n".join(BULLET + indent(item) for item in items)


def indent(text: str) -> str:
    return text.replace("\n", "\n  ")


def read(key: str, cell: str) -> Value:
    """What the author wrote in a cell of ``key``: a text, a list, or the parts of a contact or of a delay."""
    if key in CONTACTS or key in DELAYS or key in ELSEWHERE:
        return [_parts(key, each) for each in items(cell)]
    if key in SEVERAL:
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


def _parts(key: str, text: str) -> str | Parts:
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
    whole = {part: "\n".join(lines) for part, lines in found.items()}
    return {part: items(said) if part in LISTED else said for part, said in whole.items()} or text


LIST, IN, ID, VALUE = "list", "in", "id", "value"
CIRCUIT, LANDLORD, STEPS, DETOURS = "circuit", "landlord", "steps", "detours"
ITEMS = tuple(LISTS)  # whose rows are items, in the order in which they are written
ROWS: tuple[type[Model], ...] = (*LISTS.values(), Actor, Source)  # what has a row of its own
_HELD = {key.name for model in ROWS for key in of(model).values()} - {STEPS, ID}
COLUMNS = (LIST, IN, ID, VALUE, *dict.fromkeys(key.name for key in DECLARED if key.name in _HELD))
SOURCED = tuple(key.name for key in DECLARED if key.sourced)
# What single facts say of themselves: columns that a table has only where one does, after all others.
FACTS = {f"{key}.{part}": (key, part) for key in SOURCED for part in OF_FACTS}
BETWEEN = " · "  # the two names of such a column
NAMED = ("actors", "sources")  # mappings of names to what has keys of its own
WORDS = "words"
# Of a landlord: what saves lives, and lists within lists, are copied in no table, and a table changes none of them.
LEFT = ("emergency", "agencies")
OWN = "landlord-"  # before the names of what a landlord written in place declares
SORTS = (CIRCUIT, LANDLORD, *ITEMS, *NAMED, WORDS, "landlord-actors", "landlord-sources")

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CircuitTable:
    """``labels`` name the ``columns`` for people; ``rows`` hold the text of the cells that are filled, by key.

    ``keyed``: a second row of the head holds the keys themselves. The first ``fixed`` columns stay in sight.
    """

    labels: tuple[str, ...]
    rows: tuple[Row, ...]
    columns: tuple[str, ...] = COLUMNS
    keyed: bool = True
    fixed: int = 5

    @property
    def head(self) -> int:
        """How many rows only name the columns."""
        return 1 + self.keyed

    def lines(self) -> Iterator[tuple[str, ...]]:
        """Every row as it is written, those of the head first; an empty text where nothing stands."""
        yield self.labels
        if self.keyed:
            yield self.columns
        yield from (tuple(row.get(key, "") for key in self.columns) for row in self.rows)


def table_of(data: Mapping[str, Any], words: Catalog) -> CircuitTable:
    """The table of a circuit's ``data`` (``circuit.write.as_data``), its names in the language of ``words``."""
    rows = tuple({**row, LIST: words(f"exchange.list.{row[LIST]}")} for row in _rows(data))
    columns = (*COLUMNS, *(key for key in FACTS if any(key in row for row in rows)))
    return CircuitTable(tuple(column_label(key, words) for key in columns), rows, columns)


def column_label(key: str, words: Catalog) -> str:
    """« Délai annoncé », « Délai annoncé · Source »."""
    return BETWEEN.join(words(f"exchange.column.{each}") for each in FACTS.get(key, (key,)))


def plain_key(key: str) -> str:
    """The key whose sort of value stands in a column: that of a fact's source is a source."""
    return FACTS.get(key, (key, key))[1]


def _rows(data: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    apart = (*ITEMS, *NAMED, WORDS)
    yield from _fact_rows(CIRCUIT, {key: value for key, value in data.items() if key not in apart})
    if isinstance(data[LANDLORD], Mapping):
        own = {key: value for key, value in data[LANDLORD].items() if key not in (*NAMED, *LEFT)}
        yield from _fact_rows(LANDLORD, own)
        for name in NAMED:
            yield from _declared_rows(OWN + name, data[LANDLORD].get(name, {}))
    for name in ITEMS:
        for item in data.get(name, ()):
            yield {LIST: name, **_cells(item)}
            for step in item.get(STEPS, ()):
                yield {LIST: STEPS, IN: item[ID], **_cells(step)}
    for name in NAMED:
        yield from _declared_rows(name, data.get(name, {}))
    for term, meaning in data.get(WORDS, {}).items():
        yield {LIST: WORDS, ID: term, VALUE: meaning}


def _fact_rows(sort: str, values: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """A row a key: « circuit | topic | repairs »; « validated.by » for what stands inside."""
    for key, value in values.items():
        if not isinstance(value, Mapping):
            yield {LIST: sort, ID: key, VALUE: write_cell(key, value)}
        elif key != LANDLORD:
            yield from (
                {LIST: sort, ID: f"{key}.{part}", VALUE: write_cell(part, each)} for part, each in value.items()
            )


def _declared_rows(sort: str, values: Mapping[str, Mapping[str, str]]) -> Iterator[dict[str, str]]:
    for name, keys in values.items():
        yield {LIST: sort, ID: name, **_cells(keys)}


def _cells(item: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in item.items():
        if key in SOURCED and isinstance(value, Mapping) and {*OF_FACTS} & value.keys():
            own = {part: each for part, each in value.items() if part not in OF_FACTS}
            found[key] = write_cell(key, own[FACT_VALUE] if [*own] == [FACT_VALUE] else own)
            found |= {f"{key}.{part}": write_cell(part, value[part]) for part in OF_FACTS if part in value}
        elif key != STEPS:
            found[key] = write_cell(key, value)
    return found
