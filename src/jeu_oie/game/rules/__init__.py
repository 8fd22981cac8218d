"""The rules, once: a board compiled to its transition table (game.md, « The rules exist once »)."""

from jeu_oie.game.kinds.landing import Landing
from jeu_oie.game.rules.data import table_data
from jeu_oie.game.rules.table import NEVER, CannotEnd, Gives, PileCard, Position, Table, bare, compile_rules

__all__ = [
    "NEVER",
    "CannotEnd",
    "Gives",
    "Landing",
    "PileCard",
    "Position",
    "Table",
    "bare",
    "compile_rules",
    "table_data",
]
