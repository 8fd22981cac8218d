"""The rows of a card, by name: the pictogram of each, its place, how long it stays where not all of them stand.

Those that state a key are read off it (``circuit/keys``); those that no key states are declared here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from jeu_oie.circuit.keys import DECLARED, CardPlace
from jeu_oie.draw.text import NUMBER
from jeu_oie.game.wording import Row, State


@dataclass(frozen=True, slots=True)
class RowKind:
    """What is known of the rows of one name; the message ``row.<name>`` names it."""

    icon: str
    card: CardPlace


ROWS: Mapping[str, RowKind] = {
    **{key.row_name: RowKind(key.icon, key.card) for key in DECLARED if key.card},
    "emergency": RowKind("phone", CardPlace(read=30, never=True)),
    "danger": RowKind("danger", CardPlace(read=40)),
    "advice": RowKind("tip", CardPlace()),
    "practice": RowKind("goose", CardPlace()),
    "question": RowKind("question", CardPlace()),
    "missing": RowKind("question", CardPlace()),  # what nobody has found, on one line
    "game": RowKind("die", CardPlace()),
}

UNKNOWN = {"delay": "calendar-unknown", "trace": "egg-unknown"}  # what nobody has found


def row_icon(row: Row) -> str:
    """The pictogram of a row: what it tells, an empty egg for « rien d'écrit », « ? » where nobody has found it."""
    if row.state is State.MISSING:
        return UNKNOWN.get(row.key, "question")
    if row.state is State.NOTHING and row.key == "trace":
        return "egg-none"
    if row.key == "channels" and not NUMBER.search(row.value):
        return "signpost"  # a letter or a desk is no telephone
    return ROWS[row.key].icon
