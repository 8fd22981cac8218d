"""The cells of a table that somebody has edited: where its columns are, and its rows one by one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from jeu_oie.circuit.nearest import nearest, plain
from jeu_oie.circuit.reader.source import MOST_REPORTED
from jeu_oie.circuit.reader.validate import SHOWN
from jeu_oie.errors import Place, Problem, Severity
from jeu_oie.exchange.spreadsheet import ReadCell
from jeu_oie.exchange.table import COLUMNS, LIST, SORTS
from jeu_oie.messages import LANGUAGES, load_catalog

LONGEST = 40  # characters of a column's name
HEAD = 3  # names of columns by which a row is known as the head


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
        told = tuple((name, value[:SHOWN]) for name, value in values.items())
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


@cache
def columns() -> Mapping[str, str]:
    """What may name a column: its key, and its label in both languages."""
    labels = {plain(load_catalog(each)(f"exchange.column.{key}")): key for each in LANGUAGES for key in COLUMNS}
    return {**labels, **{key: key for key in COLUMNS}}


@cache
def sorts() -> Mapping[str, str]:
    """What may say which list a row belongs to."""
    labels = {plain(load_catalog(each)(f"exchange.list.{sort}")): sort for each in LANGUAGES for sort in SORTS}
    return {**labels, **{sort: sort for sort in SORTS}}


@lru_cache(1024)
def _key(text: str) -> str | None:
    """The column that ``text`` names; a long one names none."""
    return None if len(text) > LONGEST else columns().get(plain(text).strip())


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
    heads = [number for number, found in keys.items() if LIST in found and sum(map(bool, found)) >= HEAD]
    if not heads:
        told = sheet.problem(1, 1, "cell-head", columns=", ".join(COLUMNS[:5]))
        return TableHead(problems=() if sheet.problems else (told,))
    row = max(heads, key=lambda number: sum(cell.text.strip() in COLUMNS for cell in sheet.rows[number - 1]))
    columns: dict[int, str] = {}
    problems: list[Problem] = []
    for column, (key, cell) in enumerate(zip(keys[row], sheet.rows[row - 1], strict=True), 1):
        if key in columns.values():
            problems.append(sheet.problem(row, column, "cell-column-twice", key=str(key)))
        elif key:
            columns[column] = key
        elif cell.text.strip():
            values = {"name": cell.text, **near(cell.text, COLUMNS)}
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
    )[:MOST_REPORTED]
