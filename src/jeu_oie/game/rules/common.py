"""The figures of the rules that hold on every board: for odds, page and sheets."""

from typing import Any

from jeu_oie.game.kinds.landing import ANSWER_SQUARES, HELP_SQUARES, MAX_PROOFS, RECALL_SQUARES

TEAMS = (2, 3, 4, 5, 6)
KEYS_CHOSEN, KEY_QUESTIONS = 2, 5
TIMER = {4: 37, 6: 33}  # minutes after which the timer of an evening of 45 rings, by teams


def share() -> dict[str, Any]:
    """The figures of the rules for JSON."""
    return {
        "answer": ANSWER_SQUARES,
        "recall": RECALL_SQUARES,
        "help": HELP_SQUARES,
        "proofs": MAX_PROOFS,
        "keys": [KEYS_CHOSEN, KEY_QUESTIONS],
        "timer": TIMER,
    }
