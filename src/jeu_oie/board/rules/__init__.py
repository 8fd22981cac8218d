"""The rules, once: a board compiled to its transition table (game.md, « The rules exist once »)."""

from jeu_oie.board.kinds.traits import Act, Outcome, Reason
from jeu_oie.board.rules.bare import bare
from jeu_oie.board.rules.compiling import compile_rules
from jeu_oie.board.rules.factored import factor_table
from jeu_oie.board.rules.parts import Move, Position, Result, TableCell
from jeu_oie.board.rules.table import Table

__all__ = [
    "Act",
    "Move",
    "Outcome",
    "Position",
    "Reason",
    "Result",
    "Table",
    "TableCell",
    "bare",
    "compile_rules",
    "factor_table",
]
