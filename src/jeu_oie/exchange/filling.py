"""A table that somebody has edited → a circuit, or every problem at its row and column.

The rows become the nodes that the reader makes of YAML, their line being the row and their column the column: so
the same rules hold, and what the reader says points at a cell.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from jeu_oie.circuit.nearest import plain
from jeu_oie.circuit.reader import Reading, Siblings, nodes, read_tree
from jeu_oie.circuit.reader.characters import BAD, classify_character
from jeu_oie.circuit.reader.compose import LONGEST, MOST
from jeu_oie.circuit.reader.source import MOST_REPORTED, SourceText
from jeu_oie.circuit.shapes import names
from jeu_oie.errors import Problem, Severity
from jeu_oie.exchange.cells import Value, read
from jeu_oie.exchange.sheet import Record, TableHead, TableSheet, astray, head_of, near, records, sorts
from jeu_oie.exchange.spreadsheet import ReadCell, mend_cell
from jeu_oie.exchange.table import CIRCUIT, DETOURS, ID, IN, ITEMS, LANDLORD, LIST, OWN, ROWS, STEPS, VALUE
from jeu_oie.exchange.table import WORDS as TERMS

FACTS = (CIRCUIT, LANDLORD, TERMS)  # rows of an ``id`` and a ``value``
# Columns of ids and of words of the format, in which a space around means nothing.
CODES = (LIST, IN, *names("id", "reference", "choice", "flag", "number", "date", "address", models=ROWS))
Entries = dict[str, nodes.Entry]


def read_sheet(sheet: TableSheet, name: str, siblings: Siblings) -> Reading:
    """The circuit that ``sheet`` holds, and all problems in it; ``siblings`` are seen from the file ``name``."""
    head = head_of(sheet)
    if not head.columns:
        return Reading(None, (*sheet.problems, *head.problems), {}, ())
    maker = NodeBuilder(sheet)
    for record in records(sheet, head):
        maker.add(record, column_of(head, LIST))
    root = maker.assembled()
    problems = (*sheet.problems, *head.problems, *astray(sheet, head), *maker.problems[:MOST_REPORTED])
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
    items: dict[str, list[nodes.Mapping]] = field(default_factory=dict)
    inner: dict[str, list[nodes.Mapping]] = field(default_factory=dict)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    count: int = 0  # values, as the reader counts those of a YAML file

    def tell(self, row: int, column: int, code: str, **values: str) -> None:
        self.problems.append(self.sheet.problem(row, column, code, Severity.ERROR, **values))

    def add(self, record: Record, column: int) -> None:
        """Put a row where its ``list`` says; ``column`` is where that stands."""
        _, said = record.cells.get(LIST, (column, ReadCell("")))
        sort = sorts().get(plain(said.text).strip())
        if not said.text.strip():
            self.tell(record.row, column, "cell-no-list")
        elif sort is None:
            close = near(said.text, sorts()) if len(self.problems) < MOST_REPORTED else {}  # no others are told
            self.tell(record.row, column, "cell-list", value=said.text, **close)
        elif sort in FACTS:
            self.fact(record, sort)
        elif sort in ITEMS:
            self.item(record, sort)
        else:
            self.declared(record, sort)

    def item(self, record: Record, sort: str) -> None:
        entries = self.entries(record, {LIST, IN} if sort == STEPS else {LIST})
        node = mapping(record.row, 1, entries)
        if not entries:
            self.tell(record.row, record.cells[LIST][0], "cell-only-list")
        elif sort == STEPS and IN in record.cells:
            column, cell = record.cells[IN]
            self.inner.setdefault(cell.text.strip(), []).append(node)
            self.places.setdefault(cell.text.strip(), (record.row, column))
        else:
            self.items.setdefault(sort, []).append(node)

    def declared(self, record: Record, sort: str) -> None:
        """A source or an actor under its name."""
        key = self.name(record)
        if key is not None:
            node = mapping(record.row, 1, self.entries(record, {LIST, ID}))
            self.add_entry(self.names.setdefault(sort, {}), nodes.Entry(key, node))

    def fact(self, record: Record, sort: str) -> None:
        """« circuit | topic | repairs »: an entry of the circuit, of its landlord or of its words."""
        key = self.name(record, strip=sort != TERMS)
        for other, (column, _) in record.cells.items():
            if other not in (LIST, ID, VALUE):
                self.tell(record.row, column, "cell-not-here", key=other)
        if key is None:
            return
        if VALUE not in record.cells:
            self.tell(record.row, key.column, "cell-no-value", key=key.text)
            return
        column, cell = record.cells[VALUE]
        if sort == TERMS:
            self.add_entry(
                self.names.setdefault(TERMS, {}), nodes.Entry(key, self.node(record.row, column, TERMS, cell))
            )
            return
        above, _, part = key.text.rpartition(".")
        node = self.node(record.row, column, part, cell)
        entries = self.within(above, key) if above else self.circuit if sort == CIRCUIT else self.landlord
        self.add_entry(entries, nodes.Entry(nodes.Scalar(key.line, key.column, text=part), node))

    def within(self, above: str, key: nodes.Scalar) -> Entries:
        """What stands under ``above`` of the circuit: « validated.by » is ``by`` under ``validated``."""
        head = nodes.Scalar(key.line, key.column, text=above)
        found = self.circuit.setdefault(above, nodes.Entry(head, mapping(key.line, key.column, {}))).value
        if isinstance(found, nodes.Mapping):
            return found.entries
        self.tell(key.line, key.column, "duplicate-key", key=above, first=str(found.line))
        return {}

    def add_entry(self, entries: Entries, entry: nodes.Entry) -> None:
        key = entry.key
        if key.text in entries:
            self.tell(key.line, key.column, "duplicate-key", key=key.text, first=str(entries[key.text].key.line))
        else:
            entries[key.text] = entry

    def name(self, record: Record, *, strip: bool = True) -> nodes.Scalar | None:
        """What stands in ``id``, told where nothing does."""
        if ID not in record.cells:
            self.tell(record.row, record.cells[LIST][0], "cell-no-id")
            return None
        column, cell = record.cells[ID]
        text = cell.text.strip() if strip else self.sane(record.row, column, cell.text).text
        return nodes.Scalar(record.row, column, text=text)

    def entries(self, record: Record, apart: set[str]) -> Entries:
        """The cells of a row as what stands under its keys."""
        return {
            key: nodes.Entry(nodes.Scalar(record.row, column, text=key), self.node(record.row, column, key, cell))
            for key, (column, cell) in record.cells.items()
            if key not in apart
        }

    def node(self, row: int, column: int, key: str, cell: ReadCell) -> nodes.Node:
        """What a cell says under ``key``, as the reader takes it."""
        if self.count > MOST:
            return nodes.Scalar(row, column, broken=True)
        found = mend_cell(key, cell, day_first=self.sheet.day_first)
        if found.code:
            self.problems.append(self.sheet.problem(row, column, found.code, found.severity, value=found.text))
        value = read(key, found.text.strip() if key in CODES else found.text)
        return self.tree(row, column, value)

    def tree(self, row: int, column: int, value: Value) -> nodes.Node:
        self.count += len(value) if isinstance(value, list) else 1
        if self.count > MOST:
            self.tell(row, column, "too-many-nodes", limit=str(MOST))
            return nodes.Scalar(row, column, broken=True)
        if isinstance(value, list):
            items = tuple(self.tree(row, column, each) for each in value)
            return nodes.Sequence(row, column, size=1 + len(items), items=items)
        if isinstance(value, Mapping):
            parts = {
                part: nodes.Entry(nodes.Scalar(row, column, text=part), self.sane(row, column, text))
                for part, text in value.items()
            }
            return mapping(row, column, parts)
        return self.sane(row, column, value)

    def sane(self, row: int, column: int, text: str) -> nodes.Scalar:
        """A text as the reader takes it from YAML (compose.scalar): its letters composed."""
        text = unicodedata.normalize("NFC", text).replace("\u2028", " ").replace("\u2029", " ")
        bad = BAD.search(text)
        if bad:
            code, values = classify_character(bad.group())
            self.tell(row, column, code, **values)
        elif len(text) > LONGEST:
            self.tell(row, column, "text-too-long", length=str(len(text)), limit=str(LONGEST))
        elif not text.strip():
            self.tell(row, column, "empty-value")
        else:
            return nodes.Scalar(row, column, text=text)
        return nodes.Scalar(row, column, broken=True)

    def assembled(self) -> nodes.Mapping:
        """The whole circuit; a side track whose detour is not there is told."""
        root = dict(self.circuit)
        for sort, found in self.names.items():
            if found:
                self.add_entry(self.landlord if sort.startswith(OWN) else root, entry(sort.removeprefix(OWN), found))
        if self.landlord:
            self.add_entry(root, entry(LANDLORD, self.landlord))
        for sort, items in self.items.items():
            nested = [self.with_steps(item) for item in items] if sort == DETOURS else items
            self.add_entry(root, list_entry(sort, nested))
        for detour in self.inner:
            row, column = self.places[detour]
            self.tell(row, column, "cell-no-detour", value=detour)
        return mapping(1, 1, root)

    def with_steps(self, detour: nodes.Mapping) -> nodes.Mapping:
        """A detour with the steps of its side track."""
        name = detour.get(ID)
        steps = self.inner.pop(name.text, []) if isinstance(name, nodes.Scalar) else []
        if not steps:
            return detour
        return mapping(detour.line, detour.column, {**detour.entries, STEPS: list_entry(STEPS, steps)})


def mapping(line: int, column: int, entries: Entries) -> nodes.Mapping:
    return nodes.Mapping(line, column, size=2, entries=entries)


def entry(key: str, found: Entries) -> nodes.Entry:
    """``found`` under ``key``, at the place of its first row."""
    place = next(iter(found.values())).key
    return nodes.Entry(nodes.Scalar(place.line, place.column, text=key), mapping(place.line, place.column, found))


def list_entry(key: str, items: list[nodes.Mapping]) -> nodes.Entry:
    place = items[0]
    sequence = nodes.Sequence(place.line, place.column, size=1 + len(items), items=tuple(items))
    return nodes.Entry(nodes.Scalar(place.line, place.column, text=key), sequence)
