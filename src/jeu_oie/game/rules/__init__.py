"""The rules, once: a board compiled to its transition table (game.md, « The rules exist once »)."""

from jeu_oie.game.kinds.traits import Act, Outcome, Reason
from jeu_oie.game.rules.table import Table, bare, compile_rules, factor_table
from jeu_oie.game.rules.walk import Move, Position, Result, TableCell

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
