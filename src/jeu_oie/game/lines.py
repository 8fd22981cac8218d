"""What the sheet of the table says: the ten lines of game.md, « The sheet », each kind with its own line, the foot.

The sentences stand in the catalog (``sheet.…``, ``line.…``): squares, cards, sheet and page say the same ones.
"""

from dataclasses import dataclass
from enum import StrEnum

from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import KINDS
from jeu_oie.game.meaning import is_idea
from jeu_oie.game.squares import Board, Square
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import Catalog

LINES = 10


class Handicap(StrEnum):
    """Which of two teams starts with a proof, where ``odds`` found that the other wins too often."""

    NONE = ""
    FIRST = "first"
    SECOND = "second"


def list_rules(board: Board, words: Catalog, handicap: Handicap = Handicap.NONE) -> tuple[str, ...]:
    """The ten lines; what is between two ``*`` is what one does, ``☐`` is drawn."""
    urgent = any(square.kind is Kind.SHORTCUT for square in board.squares)
    keys = {rank: f"sheet.line.{rank}" for rank in range(1, LINES + 1)}
    if not urgent:
        keys[2] = "sheet.line.2.danger"
    said = {rank: words(key) for rank, key in keys.items()}
    if handicap:
        said[3] = f"{said[3]} {words(f'sheet.line.3.{handicap}')}"
    return tuple(said.values())


@dataclass(frozen=True, slots=True)
class KindLine:
    """A kind as the back of the sheet shows it: ``pictogram`` and ``name`` as on a square, and what is done there."""

    kind: Kind
    pictogram: str
    name: str
    line: str


def list_kinds(board: Board, facts: FactFormatter) -> tuple[KindLine, ...]:
    """Each kind of the board with each of its lines, in the order of the register; of several places one alone."""
    order = {kind: rank for rank, kind in enumerate(KINDS)}
    found: dict[tuple[object, ...], KindLine] = {}
    for square in sorted(board.every_square, key=lambda each: order[each.kind]):
        alike = (square.kind, is_idea(square.item), square.gives_egg, square.writes, square.has_door, square.on_side)
        found.setdefault((*alike, square.target is None), kind_line(square, facts))
    return tuple({(each.name, each.line): each for each in found.values()}.values())


def kind_line(square: Square, facts: FactFormatter) -> KindLine:
    kind_spec = KINDS[square.kind]
    name = facts.words("known.idea" if is_idea(square.item) else f"kind.{square.kind}")
    return KindLine(square.kind, kind_spec.pictogram, name, kind_spec.line(square, facts))
