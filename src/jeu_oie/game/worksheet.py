"""What a workshop writes on: what tables are asked, row by row, and the few rows of an evening's page.

The same rows are read when the sheets come back, one column a table; on paper a row shows its short code, never its id.
"""

from collections.abc import Iterable, Iterator
from itertools import chain, groupby, islice

from jeu_oie.circuit.gaps import STEP
from jeu_oie.circuit.model import Circuit
from jeu_oie.game.asked import IS_SO, Asked, AskedRow, Audience

MOST = 6  # rows of a table's page


def table_rows(asked: Iterable[Asked]) -> dict[str, tuple[AskedRow, ...]]:
    """What tables are asked, by the letter of its sheet, row by row in the order of their codes."""
    told = sorted((each for each in asked if each.audience is not Audience.LANDLORD), key=rank_code)
    rows = [tuple(row) for _, row in groupby(told, key=rank_code)]
    return {letter: tuple(held) for letter, held in groupby(rows, key=lambda row: row[0].code[0])}


def rank_code(asked: Asked) -> tuple[str, int]:
    return asked.code[0], int(asked.code[1:])


def list_rows(asked: Iterable[Asked], circuit: Circuit, *, full: bool) -> tuple[Asked, ...]:
    """What a spreadsheet asks of tables: what their page does, or all (``full``)."""
    if not full:
        return pick_rows(asked, circuit)
    return tuple(each for rows in table_rows(asked).values() for row in rows for each in row)


def pick_rows(asked: Iterable[Asked], circuit: Circuit) -> tuple[Asked, ...]:
    """What a table writes in an evening: what nobody has found before what the table thinks, six at most."""
    rows = tuple(chain.from_iterable(table_rows(asked).values()))
    thoughts = tuple(list_thoughts(rows, circuit))
    return (*islice(list_gaps(rows, circuit), MOST - len(thoughts)), *thoughts)


def list_gaps(rows: Iterable[AskedRow], circuit: Circuit) -> Iterator[Asked]:
    """One of each sort, then the other steps and delays; of a delay on the main track, what would be acceptable."""
    main = {step.id for step in circuit.steps}
    told = [each for row in rows for each in row if each.audience is Audience.BOTH]
    lacking = {each.about for each in told if each.box == "delay"} & main
    delays = [each for row in rows for each in row if each.box == "acceptable" and each.about in lacking]
    first = (next((each for each in told if each.box == box), None) for box in ("call", "trace"))
    steps = (each for each in told if each.box == STEP)
    return chain(filter(None, first), delays[:1], steps, delays[1:])


def list_thoughts(rows: Iterable[AskedRow], circuit: Circuit) -> Iterator[Asked]:
    """Whether what is announced is so, of a step on the main track first; an idea, a question."""
    told = [each for row in rows for each in row]
    main = {step.id for step in circuit.steps}
    announced = sorted((each for each in told if each.box in IS_SO), key=lambda each: each.about not in main)
    boxes = {each.key: each for each in told}
    yield from announced[:1]
    yield from (boxes["idea.1.name"], boxes["closing.question.question"])
