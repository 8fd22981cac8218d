"""A table that somebody has edited → a circuit, or every problem at its row and column.

The rows become the nodes that the reader makes of YAML, their line being the row and their column the column: so the
same rules hold, and what the reader says points at a cell.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from jeu_oie.circuit.item import FACT_VALUE
from jeu_oie.circuit.nearest import nearest, plain
from jeu_oie.circuit.read import Reading, Siblings, compose, read_tree
from jeu_oie.circuit.read.compose import MAX_CHARS, MAX_NODES
from jeu_oie.circuit.read.source import BAD, MAX_REPORTED, SourceText, classify_character
from jeu_oie.circuit.read.validate import MAX_SHOWN_CHARS
from jeu_oie.circuit.shapes import names
from jeu_oie.errors import Place, Problem, Severity
from jeu_oie.exchange import table
from jeu_oie.exchange.cells import ReadCell, mend_cell
from jeu_oie.exchange.table import WORDS as TERMS
from jeu_oie.messages import LANGUAGES, Catalog, load_catalog

LONGEST_NAME = 40  # characters of a column's name
MIN_HEAD_COLUMNS = 3  # names of columns by which a row is known as the head


@dataclass(frozen=True, slots=True)
class TableSheet:
    """The rows of a file called ``file``; ``day_first``: 3/4/2017 is in April, as a French spreadsheet writes it."""

    file: str
    rows: tuple[tuple[ReadCell, ...], ...]
    problems: tuple[Problem, ...] = ()
    day_first: bool = True

    def text(self, place: Place) -> str:
        """The text of the cell at ``place`` (row and column from 1), nothing where there is no such cell."""
        cells = self.rows[place.line - 1] if place.line <= len(self.rows) else ()
        return cells[place.column - 1].text if place.column <= len(cells) else ""

    def problem(
        self, row: int, column: int, code: str, severity: Severity = Severity.ERROR, /, **values: str
    ) -> Problem:
        told = tuple((name, value[:MAX_SHOWN_CHARS]) for name, value in values.items())
        return Problem(Place(self.file, row, column), code, told, severity)


def refuse_sheet(file: str, code: str, **values: str) -> TableSheet:
    """A file in which no cell can be read, and why."""
    return TableSheet(file, (), (Problem(Place(file), code, tuple(values.items())),))


@dataclass(frozen=True, slots=True)
class TableHead:
    """The rows that only name columns, the key of each column that has one, and what is wrong in them."""

    rows: frozenset[int] = frozenset()
    columns: Mapping[int, str] = field(default_factory=dict)
    named: frozenset[int] = frozenset()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of row ``row`` in which something stands, by key: their column, and what was read."""

    row: int
    cells: Mapping[str, tuple[int, ReadCell]]


def known_by(keys: Iterable[str], label: Callable[[str, Catalog], str]) -> Mapping[str, str]:
    """What may name each of ``keys`` in a sheet: itself, and its label in any language."""
    labels = {plain(label(key, load_catalog(each))): key for each in LANGUAGES for key in keys}
    return {**labels, **{key: key for key in keys}}


@cache
def columns() -> Mapping[str, str]:
    return known_by((*table.COLUMNS, *table.FACTS), table.column_label)


@cache
def sorts() -> Mapping[str, str]:
    """What may say which list a row belongs to."""
    return known_by(table.SORTS, lambda sort, t: t(f"exchange.list.{sort}"))


@lru_cache(1024)
def _key(text: str) -> str | None:
    """The column that ``text`` names; a long one names none."""
    return None if len(text) > LONGEST_NAME else columns().get(plain(text).strip())


def count_known(row: Iterable[str]) -> int:
    """How many texts of ``row`` name a column."""
    return sum(_key(text) is not None for text in row)


def near(text: str, known: Iterable[str]) -> dict[str, str]:
    """The word of ``known`` that ``text`` most likely means, as a problem tells it."""
    close = nearest(text, known)
    return {"nearest": close} if close else {}


def head_of(sheet: TableSheet) -> TableHead:
    """The head of ``sheet``, wherever sorting has put it: the row of keys, else that of their names."""
    keys = {number: [_key(cell.text) for cell in cells] for number, cells in enumerate(sheet.rows, 1)}
    heads = [
        number for number, found in keys.items() if table.LIST in found and sum(map(bool, found)) >= MIN_HEAD_COLUMNS
    ]
    if not heads:
        told = sheet.problem(1, 1, "cell-head", columns=", ".join(table.COLUMNS[:5]))
        return TableHead(problems=() if sheet.problems else (told,))
    row = max(heads, key=lambda number: sum(cell.text.strip() in table.COLUMNS for cell in sheet.rows[number - 1]))
    columns: dict[int, str] = {}
    problems: list[Problem] = []
    for column, (key, cell) in enumerate(zip(keys[row], sheet.rows[row - 1], strict=True), 1):
        if key in columns.values():
            problems.append(sheet.problem(row, column, "cell-column-twice", key=str(key)))
        elif key:
            columns[column] = key
        elif cell.text.strip():
            values = {"name": cell.text, **near(cell.text, table.COLUMNS)}
            problems.append(sheet.problem(row, column, "cell-column", Severity.ERROR, **values))
    named = frozenset(column for column, cell in enumerate(sheet.rows[row - 1], 1) if cell.text.strip())
    return TableHead(frozenset(heads), columns, named, tuple(problems))


def records(sheet: TableSheet, head: TableHead) -> Iterator[Record]:
    """The rows in which something stands."""
    for number, cells in enumerate(sheet.rows, 1):
        filled = {column: cell for column, cell in enumerate(cells, 1) if cell.text.strip()}
        found = {head.columns[column]: (column, cell) for column, cell in filled.items() if column in head.columns}
        if found and number not in head.rows:
            yield Record(number, found)


def astray(sheet: TableSheet, head: TableHead) -> tuple[Problem, ...]:
    """What stands in columns that have no name: it would be lost."""
    return tuple(
        sheet.problem(number, column, "cell-no-column", value=cell.text)
        for number, cells in enumerate(sheet.rows, 1)
        for column, cell in enumerate(cells, 1)
        if column not in head.named and cell.text.strip() and number not in head.rows
    )[:MAX_REPORTED]


FACTS = (table.CIRCUIT, table.LANDLORD, TERMS)  # rows of an ``id`` and a ``value``
# Columns of ids and of words of the format, in which a space around means nothing.
CODES = (
    table.LIST,
    table.IN,
    *names("id", "reference", "choice", "flag", "number", "date", "address", models=table.ROWS),
)
Entries = dict[str, compose.Entry]


def read_sheet(sheet: TableSheet, name: str, siblings: Siblings) -> Reading:
    """The circuit that ``sheet`` holds, and all problems in it; ``siblings`` are seen from the file ``name``."""
    head = head_of(sheet)
    if not head.columns:
        return Reading(None, (*sheet.problems, *head.problems), {}, ())
    maker = NodeBuilder(sheet)
    for record in records(sheet, head):
        maker.add(record, column_of(head, table.LIST))
    root = maker.assembled()
    problems = (*sheet.problems, *head.problems, *astray(sheet, head), *maker.problems[:MAX_REPORTED])
    return read_tree(SourceText(sheet.file, "", (), problems), root, name, siblings)


def column_of(head: TableHead, key: str) -> int:
    return next(column for column, name in head.columns.items() if name == key)


@dataclass
class NodeBuilder:
    """Gathers nodes row by row, then puts them together."""

    sheet: TableSheet
    problems: list[Problem] = field(default_factory=list)
    circuit: Entries = field(default_factory=dict)
    landlord: Entries = field(default_factory=dict)
    names: dict[str, Entries] = field(default_factory=dict)
    items: dict[str, list[compose.Mapping]] = field(default_factory=dict)
    inner: dict[str, list[compose.Mapping]] = field(default_factory=dict)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    count: int = 0  # values, as the reader counts those of a YAML file

    def tell(self, row: int, column: int, code: str, **values: str) -> None:
        self.problems.append(self.sheet.problem(row, column, code, Severity.ERROR, **values))

    def add(self, record: Record, column: int) -> None:
        """Put a row where its ``list`` says; ``column`` is where that stands."""
        _, said = record.cells.get(table.LIST, (column, ReadCell("")))
        sort = sorts().get(plain(said.text).strip())
        if not said.text.strip():
            self.tell(record.row, column, "cell-no-list")
        elif sort is None:
            close = near(said.text, sorts()) if len(self.problems) < MAX_REPORTED else {}  # no others are told
            self.tell(record.row, column, "cell-list", value=said.text, **close)
        elif sort in FACTS:
            self.fact(record, sort)
        elif sort in table.ITEMS:
            self.item(record, sort)
        else:
            self.declared(record, sort)

    def item(self, record: Record, sort: str) -> None:
        entries = self.entries(record, {table.LIST, table.IN} if sort == table.STEPS else {table.LIST})
        node = mapping(record.row, 1, entries)
        if not entries:
            self.tell(record.row, record.cells[table.LIST][0], "cell-only-list")
        elif sort == table.STEPS and table.IN in record.cells:
            column, cell = record.cells[table.IN]
            self.inner.setdefault(cell.text.strip(), []).append(node)
            self.places.setdefault(cell.text.strip(), (record.row, column))
        else:
            self.items.setdefault(sort, []).append(node)

    def declared(self, record: Record, sort: str) -> None:
        """A source or an actor under its name."""
        key = self.name(record)
        if key is not None:
            node = mapping(record.row, 1, self.entries(record, {table.LIST, table.ID}))
            self.add_entry(self.names.setdefault(sort, {}), compose.Entry(key, node))

    def fact(self, record: Record, sort: str) -> None:
        """« circuit | topic | repairs »: an entry of the circuit, of its landlord or of its words."""
        key = self.name(record, strip=sort != TERMS)
        for other, (column, _) in record.cells.items():
            if other not in (table.LIST, table.ID, table.VALUE):
                self.tell(record.row, column, "cell-not-here", key=other)
        if key is None:
            return
        if table.VALUE not in record.cells:
            self.tell(record.row, key.column, "cell-no-value", key=key.text)
            return
        column, cell = record.cells[table.VALUE]
        if sort == TERMS:
            self.add_entry(
                self.names.setdefault(TERMS, {}), compose.Entry(key, self.node(record.row, column, table.VALUE, cell))
            )
            return
        above, _, part = key.text.rpartition(".")
        node = self.node(record.row, column, part, cell)
        entries = self.within(above, key) if above else self.circuit if sort == table.CIRCUIT else self.landlord
        self.add_entry(entries, compose.Entry(compose.Scalar(key.line, key.column, text=part), node))

    def within(self, above: str, key: compose.Scalar) -> Entries:
        """What stands under ``above`` of the circuit: « validated.by » is ``by`` under ``validated``."""
        head = compose.Scalar(key.line, key.column, text=above)
        found = self.circuit.setdefault(above, compose.Entry(head, mapping(key.line, key.column, {}))).value
        if isinstance(found, compose.Mapping):
            return found.entries
        self.tell(key.line, key.column, "duplicate-key", key=above, first=str(found.line))
        return {}

    def add_entry(self, entries: Entries, entry: compose.Entry) -> None:
        key = entry.key
        if key.text in entries:
            self.tell(key.line, key.column, "duplicate-key", key=key.text, first=str(entries[key.text].key.line))
        else:
            entries[key.text] = entry

    def name(self, record: Record, *, strip: bool = True) -> compose.Scalar | None:
        """What stands in ``id``, told where nothing does."""
        if table.ID not in record.cells:
            self.tell(record.row, record.cells[table.LIST][0], "cell-no-id")
            return None
        column, cell = record.cells[table.ID]
        text = cell.text.strip() if strip else self.sane(record.row, column, cell.text).text
        return compose.Scalar(record.row, column, text=text)

    def entries(self, record: Record, apart: set[str]) -> Entries:
        """The cells of a row as what stands under its keys."""
        found: Entries = {}
        said: dict[str, Entries] = {}
        for name, (column, cell) in record.cells.items():
            fact, key = table.FACTS.get(name, ("", name))
            if key not in apart:
                made = compose.Entry(
                    compose.Scalar(record.row, column, text=key), self.node(record.row, column, key, cell)
                )
                (said.setdefault(fact, {}) if fact else found)[key] = made
        for fact, parts in said.items():
            found[fact] = with_source(fact, found.get(fact), parts)
        return found

    def node(self, row: int, column: int, key: str, cell: ReadCell) -> compose.Node:
        """What a cell says under ``key``, as the reader takes it."""
        if self.count > MAX_NODES:
            return compose.Scalar(row, column, broken=True)
        found = mend_cell(key, cell, day_first=self.sheet.day_first)
        if found.code:
            said = {"value": found.text, **dict(found.values)}
            self.problems.append(self.sheet.problem(row, column, found.code, found.severity, **said))
        value = table.read(key, found.text.strip() if key in CODES else found.text)
        return self.tree(row, column, value)

    def tree(self, row: int, column: int, value: table.Value) -> compose.Node:
        self.count += len(value) if isinstance(value, list) else 1
        if self.count > MAX_NODES:
            self.tell(row, column, "too-many-nodes", limit=str(MAX_NODES))
            return compose.Scalar(row, column, broken=True)
        if isinstance(value, list):
            items = tuple(self.tree(row, column, each) for each in value)
            return compose.Sequence(row, column, size=1 + len(items), items=items)
        if isinstance(value, Mapping):
            parts = {
                part: compose.Entry(
                    compose.Scalar(row, column, text=part),
                    self.tree(row, column, said) if isinstance(said, list) else self.sane(row, column, said),
                )
                for part, said in value.items()
            }
            return mapping(row, column, parts)
        return self.sane(row, column, value)

    def sane(self, row: int, column: int, text: str) -> compose.Scalar:
        """A text as the reader takes it from YAML (compose.scalar): its letters composed."""
        text = unicodedata.normalize("NFC", text).replace("\u2028", " ").replace("\u2029", " ")
        bad = BAD.search(text)
        if bad:
            code, values = classify_character(bad.group())
            self.tell(row, column, code, **values)
        elif len(text) > MAX_CHARS:
            self.tell(row, column, "text-too-long", length=str(len(text)), limit=str(MAX_CHARS))
        elif not text.strip():
            self.tell(row, column, "empty-value")
        else:
            return compose.Scalar(row, column, text=text)
        return compose.Scalar(row, column, broken=True)

    def assembled(self) -> compose.Mapping:
        """The whole circuit; a side track whose detour is not there is told."""
        root = dict(self.circuit)
        for sort, found in self.names.items():
            if found:
                self.add_entry(
                    self.landlord if sort.startswith(table.OWN) else root, entry(sort.removeprefix(table.OWN), found)
                )
        if self.landlord:
            self.add_entry(root, entry(table.LANDLORD, self.landlord))
        for sort, items in self.items.items():
            nested = [self.with_steps(item) for item in items] if sort == table.DETOURS else items
            self.add_entry(root, list_entry(sort, nested))
        for detour in self.inner:
            row, column = self.places[detour]
            self.tell(row, column, "cell-no-detour", value=detour)
        return mapping(1, 1, root)

    def with_steps(self, detour: compose.Mapping) -> compose.Mapping:
        """A detour with the steps of its side track."""
        name = detour.get(table.ID)
        steps = self.inner.pop(name.text, []) if isinstance(name, compose.Scalar) else []
        if not steps:
            return detour
        return mapping(detour.line, detour.column, {**detour.entries, table.STEPS: list_entry(table.STEPS, steps)})


def with_source(fact: str, own: compose.Entry | None, parts: Entries) -> compose.Entry:
    """The entry of a fact, and what other cells say of it; without a value of its own the reader tells what lacks."""
    place = own.key if own else next(iter(parts.values())).key
    key = compose.Scalar(place.line, place.column, text=fact)
    if own is None:
        value: Entries = {}
    elif isinstance(own.value, compose.Mapping):
        value = own.value.entries
    else:
        value = {FACT_VALUE: compose.Entry(compose.Scalar(place.line, place.column, text=FACT_VALUE), own.value)}
    return compose.Entry(key, mapping(place.line, place.column, {**value, **parts}))


def mapping(line: int, column: int, entries: Entries) -> compose.Mapping:
    return compose.Mapping(line, column, size=2, entries=entries)


def entry(key: str, found: Entries) -> compose.Entry:
    """``found`` under ``key``, at the place of its first row."""
    place = next(iter(found.values())).key
    return compose.Entry(compose.Scalar(place.line, place.column, text=key), mapping(place.line, place.column, found))


def list_entry(key: str, items: list[compose.Mapping]) -> compose.Entry:
    place = items[0]
    sequence = compose.Sequence(place.line, place.column, size=1 + len(items), items=tuple(items))
    return compose.Entry(compose.Scalar(place.line, place.column, text=key), sequence)
