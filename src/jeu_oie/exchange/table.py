"""A circuit's own file as one table: a row an item, a column a key of the format; the same for CSV and xlsx.

The first row holds names for people, the second the keys of the format. The column ``list`` says what a row is
(« étape », « raccourci »… or the format's own word), ``in`` the detour on whose side track a step stands. What the
circuit says of itself, a landlord written in place and the words explained stand in ``id`` and ``value``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jeu_oie.circuit.keys import DECLARED, of
from jeu_oie.circuit.model import LISTS, Actor, Model, Source
from jeu_oie.exchange.cells import write_cell
from jeu_oie.messages import Catalog

LIST, IN, ID, VALUE = "list", "in", "id", "value"
CIRCUIT, LANDLORD, STEPS, DETOURS = "circuit", "landlord", "steps", "detours"
ITEMS = tuple(LISTS)  # whose rows are items, in the order in which they are written
ROWS: tuple[type[Model], ...] = (*LISTS.values(), Actor, Source)  # what has a row of its own
_HELD = {key.name for model in ROWS for key in of(model).values()} - {STEPS, ID}
COLUMNS = (LIST, IN, ID, VALUE, *dict.fromkeys(key.name for key in DECLARED if key.name in _HELD))
NAMED = ("actors", "sources")  # mappings of names to what has keys of its own
WORDS = "words"
DANGERS = "emergency"  # of a landlord: what saves lives is copied in no table, and a table changes none of it
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
    """The table of a circuit's ``data`` (``circuit.writer.as_data``), its names in the language of ``words``."""
    rows = tuple({**row, LIST: words(f"exchange.list.{row[LIST]}")} for row in _rows(data))
    return CircuitTable(tuple(words(f"exchange.column.{key}") for key in COLUMNS), rows)


def _rows(data: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    apart = (*ITEMS, *NAMED, WORDS)
    yield from _fact_rows(CIRCUIT, {key: value for key, value in data.items() if key not in apart})
    if isinstance(data[LANDLORD], Mapping):
        own = {key: value for key, value in data[LANDLORD].items() if key not in (*NAMED, DANGERS)}
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
    return {key: write_cell(key, value) for key, value in item.items() if key != STEPS}
