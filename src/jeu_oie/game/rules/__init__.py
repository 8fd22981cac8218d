"""The rules, once: a board compiled to its transition table (game.md, « The rules exist once »)."""

from jeu_oie.game.kinds.landing import Ask, Effect, Help, Landing, Outcome, Reason
from jeu_oie.game.rules.common import SharedState
from jeu_oie.game.rules.data import factor_table
from jeu_oie.game.rules.table import PileCard, Table, bare, compile_rules
from jeu_oie.game.rules.turn import Decision, Eggs, Pawn, Result, branches, decide
from jeu_oie.game.rules.walk import Move, Position, Walk

__all__ = [
    "Ask",
    "Decision",
    "Effect",
    "Eggs",
    "Help",
    "Landing",
    "Move",
    "Outcome",
    "Pawn",
    "PileCard",
    "Position",
    "Reason",
    "Result",
    "SharedState",
    "Table",
    "Walk",
    "bare",
    "branches",
    "compile_rules",
    "decide",
    "factor_table",
]
