"""What the tables of a workshop wrote, typed into a sheet that matches ``print/worksheets.pdf`` row by row.

A row is one box of the paper: the id of its item and what is asked of it; a column a table. On paper and here the
rows stand in the same order. ``workshop_sheet`` reads it back.
"""

from collections.abc import Iterator

from jeu_oie.board.worksheet import Worksheet, WorksheetLine
from jeu_oie.exchange.table import CircuitTable, Row
from jeu_oie.messages import Catalog

SHEET, PLACE, ID, TITLE, ASKED, SAID = "sheet", "place", "id", "title", "asked", "said"
COLUMNS = (SHEET, PLACE, ID, TITLE, ASKED, SAID)
TABLES = 6

# What is asked, by its key: what the boxes of a row say on paper.
ACCEPTABLE, DELAY, CHANGE, NAME, VOTES, NEED, BLOCKS, HELP = (
    *("acceptable", "delay", "change", "name", "votes", "need"),
    *("blocks", "help"),
)
DATE, PEOPLE = "workshop.date", "workshop.people"  # rows about the workshop itself
BLANKS = ("step", "trace", "call", "written", "leads", "silent")  # facts that nobody has found, besides a delay
FREE = ("home", "idea", "blocks", "closing")  # what begins the id of a row about no item
CLOSING = ("subject", "commitment", "date", "lead")
KEYS = (ACCEPTABLE, DELAY, CHANGE, NAME, VOTES, NEED, BLOCKS, HELP, *BLANKS, *CLOSING, "people")


def template(rows: Worksheet, tables: int, t: Catalog) -> CircuitTable:
    """The empty sheet for so many ``tables``."""
    named = [t("returns.table", n=rank) for rank in range(1, tables + 1)]
    labels = (*(t(f"returns.column.{key}") for key in COLUMNS), *named)
    columns = (*COLUMNS, *(f"table-{rank}" for rank in range(1, tables + 1)))
    return CircuitTable(labels, tuple(_rows(rows, t)), columns, keyed=False, fixed=len(COLUMNS))


def _rows(rows: Worksheet, t: Catalog) -> Iterator[Row]:
    yield {SHEET: "", ID: DATE, TITLE: t("returns.date"), ASKED: t("returns.asked.date")}
    yield {SHEET: "", ID: PEOPLE, TITLE: t("returns.people"), ASKED: t("returns.asked.people")}
    sheets = (rows.delays, rows.home, rows.blocks, rows.ideas, rows.blanks, rows.closing)
    for letter, lines in zip("ABCDEF", sheets, strict=True):
        for line in lines:
            yield from (_row(letter, line, key, t) for key in list_boxes(letter, line))


def list_boxes(letter: str, line: WorksheetLine) -> tuple[str, ...]:
    """The boxes of a row of sheet ``letter``, from left to right."""
    own = () if line.title else (NAME,)
    match letter:
        case "A":
            return (ACCEPTABLE, CHANGE) if line.found else (DELAY, ACCEPTABLE, CHANGE)
        case "B":
            return (*own, *((DELAY,) if line.title and not line.found else ()), ACCEPTABLE, CHANGE)
        case "C":
            return (*own, BLOCKS, HELP)
        case "D":
            return (*own, VOTES, NEED)
    return (line.fact,)


def _row(letter: str, line: WorksheetLine, key: str, t: Catalog) -> Row:
    said = line.said if key in (ACCEPTABLE, DELAY, VOTES) or letter == "E" else ""
    known = f"{t('worksheets.known')} {line.known}" if line.known and key == ACCEPTABLE else ""
    return {
        SHEET: letter,
        PLACE: line.place,
        ID: line.id,
        TITLE: line.title or t(f"returns.free.{next(each for each in FREE if line.id.startswith(each))}"),
        ASKED: t(f"returns.asked.{key}"),
        SAID: " · ".join(filter(None, (said, known))),
    }
