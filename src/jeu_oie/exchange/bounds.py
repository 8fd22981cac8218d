"""How large a table may be, and the cells of one as they are read: what stands beyond is told, nothing is made for it.

A spreadsheet may hold a million rows of 16 384 columns, and a single cell in the last of them makes all that of a
file of a thousand bytes. So cells are gathered one by one, and empty ones, however they look, are not counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from jeu_oie.errors import Place, Problem
from jeu_oie.exchange.spreadsheet import ReadCell
from jeu_oie.opening import LARGEST

ROWS = 10_000  # a circuit of a landlord's has about a hundred
COLUMNS = 256  # it has 44
CELLS = 50_000  # in which something stands; a circuit has about five hundred
EMPTY = ReadCell("")


class TooLarge(Exception):
    """A table goes beyond ``limit``; ``code`` names what of it does, row and column (from 1) where that shows."""

    def __init__(self, code: str, limit: int, row: int = 1, column: int = 1) -> None:
        super().__init__(code)
        self.code, self.limit, self.row, self.column = code, limit, row, column

    def problem(self, file: str) -> Problem:
        return Problem(Place(file, self.row, self.column), self.code, (("limit", str(self.limit)),))


@dataclass(slots=True)
class Gathered:
    """The cells that are filled, by row and column (from 1)."""

    cells: dict[int, dict[int, ReadCell]] = field(default_factory=dict)
    count: int = 0
    length: int = 0  # characters in all of them

    def add_cell(self, row: int, column: int, cell: ReadCell) -> None:
        """Raises TooLarge."""
        if row > ROWS:
            raise TooLarge("sheet-rows", ROWS, row, column)
        if column > COLUMNS:
            raise TooLarge("sheet-columns", COLUMNS, row, column)
        self.count += 1
        self.length += len(cell.text)
        if self.count > CELLS:
            raise TooLarge("sheet-cells", CELLS, row, column)
        if self.length > LARGEST:
            raise TooLarge("file-too-large", LARGEST // 1_000_000)
        self.cells.setdefault(row, {})[column] = cell

    def rows(self) -> tuple[tuple[ReadCell, ...], ...]:
        """All rows up to the last one in which something stands, each up to its own last cell."""
        return tuple(line(self.cells.get(row, {})) for row in range(1, max(self.cells, default=0) + 1))


def line(cells: dict[int, ReadCell]) -> tuple[ReadCell, ...]:
    return tuple(cells.get(column, EMPTY) for column in range(1, max(cells, default=0) + 1))


def filled_cells(texts: Sequence[str]) -> list[tuple[int, str]]:
    """The columns (from 1) in which more than spaces stands, with their texts; of too many, one more than fit."""
    found = ((column, text) for column, text in enumerate(texts, 1) if text and not text.isspace())
    return list(islice(found, COLUMNS + 1))
