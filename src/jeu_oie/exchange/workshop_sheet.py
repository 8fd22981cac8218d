"""A workshop's sheet that somebody has filled in → the answers, each with its row, or every problem at its cell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from jeu_oie.circuit.delays import DelayError, parse
from jeu_oie.circuit.nearest import plain
from jeu_oie.circuit.persons import persons_in
from jeu_oie.circuit.reader.characters import BAD, classify_character
from jeu_oie.circuit.reader.compose import LONGEST
from jeu_oie.circuit.reader.source import MOST_REPORTED
from jeu_oie.circuit.workshops import is_day
from jeu_oie.errors import Problem, Severity
from jeu_oie.exchange.sheet import TableSheet
from jeu_oie.exchange.spreadsheet import ReadCell, mend_cell
from jeu_oie.exchange.workshop import ACCEPTABLE, ASKED, COLUMNS, DATE, DELAY, ID, KEYS, PEOPLE, VOTES
from jeu_oie.messages import LANGUAGES, load_catalog

MOST = 10_000  # people, votes: more is a slip


@dataclass(frozen=True, slots=True)
class TableAnswer:
    """What table ``table`` wrote about ``key`` of the item ``id``; row and column of its cell, from 1."""

    id: str
    key: str
    table: int
    text: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Filled:
    """A sheet as it was read. ``date`` and ``people`` are empty, 0, where it does not say; ``tables`` that wrote."""

    answers: tuple[TableAnswer, ...] = ()
    date: str = ""
    people: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def tables(self) -> int:
        return len({answer.table for answer in self.answers})


def read_filled(sheet: TableSheet) -> Filled:
    """All that stands in ``sheet``; a cell in which somebody is named is left out, and told."""
    head = next((row for row, cells in enumerate(sheet.rows, 1) if _is_head(cells)), None)
    if head is None:
        told = sheet.problem(1, 1, "returns-head", columns=load_catalog("fr")("returns.columns"))
        return Filled(problems=sheet.problems or (told,))
    columns, tables, problems = _columns(sheet, head)
    found: list[TableAnswer] = []
    about: dict[str, TableAnswer] = {}
    for row, cells in enumerate(sheet.rows, 1):
        if row == head or len(problems) > MOST_REPORTED:
            continue
        for answer in _answers(sheet, row, cells, columns, tables, problems):
            if answer.id in (DATE, PEOPLE):
                about.setdefault(answer.id, answer)
            else:
                found.append(answer)
    date, people = about.get(DATE), about.get(PEOPLE)
    return Filled(
        tuple(found), date.text if date else "", int(people.text) if people else 0, (*sheet.problems, *problems)
    )


@cache
def _column_names() -> Mapping[str, str]:
    """What may name a column."""
    labels = {plain(load_catalog(each)(f"returns.column.{key}")): key for each in LANGUAGES for key in COLUMNS}
    return {**labels, **{key: key for key in COLUMNS}}


@cache
def _box_names() -> Mapping[str, str]:
    """What may say which box of a row is meant."""
    labels = {plain(load_catalog(each)(f"returns.asked.{key}")): key for each in LANGUAGES for key in KEYS}
    return {**labels, **{key: key for key in KEYS}}


def _is_head(cells: tuple[ReadCell, ...]) -> bool:
    keys = {_column_names().get(plain(cell.text).strip()) for cell in cells if len(cell.text) < 40}
    return {ID, ASKED} <= keys


def _columns(sheet: TableSheet, head: int) -> tuple[dict[str, int], dict[int, int], list[Problem]]:
    """The column of each key, the number of each table's column, and what is wrong in the head."""
    columns: dict[str, int] = {}
    tables: dict[int, int] = {}
    problems: list[Problem] = []
    for column, cell in enumerate(sheet.rows[head - 1], 1):
        text = plain(cell.text).strip()
        key = _column_names().get(text)
        digits = "".join(each for each in text if each.isdigit())
        if key:
            columns.setdefault(key, column)
        elif text.startswith("table") and digits and len(digits) < 4 and int(digits) not in tables.values():
            tables[column] = int(digits)
        elif any(column <= len(cells) and cells[column - 1].text.strip() for cells in sheet.rows):
            problems.append(sheet.problem(head, column, "returns-column", value=cell.text.strip() or "…"))
    return columns, tables, problems


def _answers(
    sheet: TableSheet,
    row: int,
    cells: tuple[ReadCell, ...],
    columns: Mapping[str, int],
    tables: Mapping[int, int],
    problems: list[Problem],
) -> Iterator[TableAnswer]:
    """The answers of one row, as far as they can be read; ``problems`` gains what is wrong."""

    def text(key: str) -> str:
        column = columns.get(key, 0)
        return cells[column - 1].text.strip() if 0 < column <= len(cells) else ""

    written = [(column, cells[column - 1]) for column in tables if column <= len(cells)]
    written = [(column, cell) for column, cell in written if cell.text.strip()]
    name, key = text(ID), _box_names().get(plain(text(ASKED)).strip())
    if not written:
        return
    if not name or key is None:
        column = columns[ASKED if name else ID]
        problems.append(sheet.problem(row, column, "returns-row", id=name or "…", asked=text(ASKED) or "…"))
        return
    for column, cell in written:
        said, told = _read(sheet, row, column, cell, name, key)
        problems += told
        if said:
            yield TableAnswer(name, key, tables[column], said, row, column)


def _read(sheet: TableSheet, row: int, column: int, cell: ReadCell, name: str, key: str) -> tuple[str, list[Problem]]:
    """What a cell says, empty where it may not be written; and what is wrong with it."""
    as_key = "date" if name == DATE else "right" if key in (VOTES, "people") else key
    meant = mend_cell(as_key, cell, day_first=sheet.day_first)
    text = " ".join(meant.text.split())
    if meant.code:
        return "", [sheet.problem(row, column, meant.code, Severity.ERROR, value=text)]
    if len(text) > LONGEST:
        return "", [sheet.problem(row, column, "text-too-long", length=str(len(text)), limit=str(LONGEST))]
    if bad := BAD.search(text):
        code, values = classify_character(bad.group())
        return "", [sheet.problem(row, column, code, Severity.ERROR, **values)]
    if code := _wrong(name, key, text):
        return "", [sheet.problem(row, column, code, value=text)]
    persons = [] if name in (DATE, PEOPLE) else list(persons_in(text))
    told = [sheet.problem(row, column, each, Severity.WARNING, value=match.group()) for each, match in persons[:1]]
    return "" if told else text, told


def _wrong(name: str, key: str, text: str) -> str:
    """The code of what makes ``text`` no answer to what is asked."""
    if name == PEOPLE or key == VOTES:
        return "" if text.isdecimal() and int(text) <= MOST else "returns-number"
    if name == DATE:
        return "" if is_day(text) else "date-unreadable"
    if key not in (ACCEPTABLE, DELAY):
        return ""
    try:
        parse(text)
    except DelayError as error:
        return error.code
    return ""
