"""What the tables of a workshop wrote: the sheet to fill in, and the answers that it holds.

A row is one box of their paper: its code (« A3 »), the id of its item and what is asked of it; a column a table. On
paper and here they are the same entries (``game/asked``). ``read_filled`` reads it back, by id alone.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from jeu_oie.circuit.nearest import plain
from jeu_oie.circuit.persons import persons_in
from jeu_oie.circuit.read.compose import MAX_CHARS
from jeu_oie.circuit.read.source import BAD, classify_character
from jeu_oie.circuit.times import DelayError, is_day, parse
from jeu_oie.errors import Problem, Severity
from jeu_oie.exchange.cells import ReadCell, mend_cell
from jeu_oie.exchange.filling import TableSheet, known_by
from jeu_oie.exchange.table import CircuitTable, Row
from jeu_oie.game.asked import Asked
from jeu_oie.game.house_key import QUESTIONS
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import Catalog, load_catalog

SHEET, PLACE, ID, TITLE, ASKED, SAID = "sheet", "place", "id", "title", "asked", "said"
COLUMNS = (SHEET, PLACE, ID, TITLE, ASKED, SAID)
MAX_TABLES = 6

# What is asked, by its key: what the boxes of a row say on paper.
ACCEPTABLE, DELAY, NAME, VOTES, NEED = "acceptable", "delay", "name", "votes", "need"
DATE, PEOPLE = "workshop.date", "workshop.people"  # rows about the workshop itself
# Who raised a hand at the key's questions (game.md), before and after: once for the room, or a table each.
HANDS = tuple(f"workshop.{question}" for question in QUESTIONS[1:4])
BEFORE, AFTER = "hands-before", "hands-after"
# What is told of a fact besides an acceptable delay: that nobody has found it, or whether it is so.
BLANKS = ("step", "trace", "call", "written", "to", "if-silent", "here-delay", "here-trace")
FREE = ("home", "idea", "blocks", "closing")  # what begins the id of a row about no item
KEYS = (
    *(ACCEPTABLE, DELAY, "change", NAME, VOTES, NEED, "blocks", "help", *BLANKS),
    *("subject", "commitment", "date", "lead", "question", "people", BEFORE, AFTER),
)


def template(asked: Iterable[Asked], facts: FactFormatter, tables: int) -> CircuitTable:
    """The empty sheet for so many ``tables``."""
    t = facts.words
    named = [t("returns.table", n=rank) for rank in range(1, tables + 1)]
    labels = (*(t(f"returns.column.{key}") for key in COLUMNS), *named)
    columns = (*COLUMNS, *(f"table-{rank}" for rank in range(1, tables + 1)))
    rows = (*list_about(t), *(_row(each, facts) for each in asked))
    return CircuitTable(labels, rows, columns, keyed=False, fixed=len(COLUMNS))


def list_about(t: Catalog) -> Iterator[Row]:
    """What is asked of the workshop itself."""
    for name in (DATE, PEOPLE):
        key = name.partition(".")[2]
        yield {SHEET: "", ID: name, TITLE: t(f"returns.{key}"), ASKED: t(f"returns.asked.{key}")}
    for name in HANDS:
        title = t(f"house-key.{name.partition('.')[2]}")
        yield from ({SHEET: "", ID: name, TITLE: title, ASKED: t(f"returns.asked.{key}")} for key in (BEFORE, AFTER))


def _row(asked: Asked, facts: FactFormatter) -> Row:
    t = facts.words
    known = asked.box == ACCEPTABLE and asked.now
    return {
        SHEET: asked.code,
        PLACE: facts.card_names.get(asked.about, ""),
        ID: asked.about,
        TITLE: asked.title or t(f"returns.free.{asked.about.partition('.')[0]}"),
        ASKED: t(f"returns.asked.{asked.box}"),
        SAID: f"{t('worksheets.known')} {known}" if known else asked.now,
    }


SPOILED_DELAY = "cell-date"  # what a spreadsheet took for a day still says what was typed
COUNTED = (VOTES, "people", BEFORE, AFTER)
MAX_COUNT = 10_000  # people, votes: more is a slip


@dataclass(frozen=True, slots=True)
class TableAnswer:
    """What table ``table`` wrote about ``key`` of the item ``id``; row and column of its cell, from 1.

    ``read``: False where that is no delay or number, but words, which are kept as such.
    """

    id: str
    key: str
    table: int
    text: str
    row: int
    column: int
    read: bool = True


@dataclass(frozen=True, slots=True)
class Filled:
    """A sheet as it was read. ``date`` and ``people`` are empty, 0, where it does not say; ``tables`` that wrote.

    ``hands``: each question of the key (``whom``) at which hands were counted twice: how many before, and after.
    """

    answers: tuple[TableAnswer, ...] = ()
    date: str = ""
    people: int = 0
    hands: tuple[tuple[str, int, int], ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def tables(self) -> int:
        return len({answer.table for answer in self.answers})


def read_filled(sheet: TableSheet) -> Filled:
    """All that stands in ``sheet``, row by row: what cannot be read is told and stops nothing else.

    Words in the place of a delay or a number are kept; a cell in which somebody is named is left out.
    """
    head = next((row for row, cells in enumerate(sheet.rows, 1) if _is_head(cells)), None)
    if head is None:
        told = sheet.problem(1, 1, "returns-head", columns=load_catalog("fr")("returns.columns"))
        return Filled(problems=sheet.problems or (told,))
    columns, tables, problems = _columns(sheet, head)
    found: list[TableAnswer] = []
    about: dict[tuple[str, str], list[str]] = {}
    for row, cells in enumerate(sheet.rows, 1):
        for answer in _answers(sheet, row, cells, columns, tables, problems) if row != head else ():
            if answer.id in OF_ROOM:
                about.setdefault((answer.id, answer.key), []).append(answer.text)
            else:
                found.append(answer)
    date, *_ = about.get((DATE, "date"), [""])
    people, *_ = map(int, about.get((PEOPLE, "people"), ["0"]))
    return Filled(tuple(found), date, people, tuple(_count_hands(about)), (*sheet.problems, *problems))


OF_ROOM = frozenset((DATE, PEOPLE, *HANDS))


def _count_hands(about: Mapping[tuple[str, str], Iterable[str]]) -> Iterator[tuple[str, int, int]]:
    for name in HANDS:
        before, after = about.get((name, BEFORE)), about.get((name, AFTER))
        if before and after:
            yield name.partition(".")[2], sum(map(int, before)), sum(map(int, after))


@cache
def _column_names() -> Mapping[str, str]:
    return known_by(COLUMNS, lambda key, t: t(f"returns.column.{key}"))


@cache
def _box_names() -> Mapping[str, str]:
    """What may say which box of a row is meant."""
    return known_by(KEYS, lambda key, t: t(f"returns.asked.{key}"))


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
            problems.append(
                sheet.problem(head, column, "returns-column", Severity.WARNING, value=cell.text.strip() or "…")
            )
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
        asked = text(ASKED) or "…"
        problems.append(sheet.problem(row, column, "returns-row", Severity.WARNING, id=name or "…", asked=asked))
        return
    for column, cell in written:
        said, told = _read(sheet, row, column, cell, name, key)
        problems += told
        if said:
            yield TableAnswer(name, key, tables[column], said, row, column, read=not told)


def _read(sheet: TableSheet, row: int, column: int, cell: ReadCell, name: str, key: str) -> tuple[str, list[Problem]]:
    """What a cell says, empty where it may not be written; and what is wrong with it."""
    as_key = "date" if name == DATE else "right" if key in COUNTED else key
    meant = mend_cell(as_key, cell, day_first=sheet.day_first)
    text = " ".join(meant.text.split())

    def tell(code: str, **values: str) -> Problem:
        return sheet.problem(row, column, code, Severity.WARNING, **values)

    if len(text) > MAX_CHARS:
        return "", [tell("text-too-long", length=str(len(text)), limit=str(MAX_CHARS))]
    if bad := BAD.search(text):
        code, values = classify_character(bad.group())
        return "", [tell(code, **values)]
    about = name in OF_ROOM
    if named := next((found for found in persons_in(text)), None) if not about else None:
        return "", [tell(named[0], value=named[1].group())]
    spoiled = meant.code not in ("", SPOILED_DELAY)
    code = meant.code or _wrong(name, key, text)
    return "" if spoiled or (code and about) else text, [tell(code, value=text, **dict(meant.values))] if code else []


def _wrong(name: str, key: str, text: str) -> str:
    """The code of what makes ``text`` no answer to what is asked."""
    if key in COUNTED:
        return "" if text.isdecimal() and int(text) <= MAX_COUNT else "returns-number"
    if name == DATE:
        return "" if is_day(text) else "date-unreadable"
    if key not in (ACCEPTABLE, DELAY):
        return ""
    try:
        parse(text)
    except DelayError as error:
        return error.code
    return ""
