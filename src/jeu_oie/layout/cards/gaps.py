"""Which gaps of a card are worth telling: those that somebody could fill."""

from jeu_oie.board.cards import Card
from jeu_oie.board.facts import Row, State


def rows_of(card: Card) -> tuple[Row, ...]:
    """The rows of ``card``, without gaps that mean nothing there.

    Where something is to be done at once (a fire), nobody announces a delay and nobody asks for an acceptable one.
    """
    if is_at_once(card):
        return tuple(row for row in card.rows if row.state is State.GAME)
    return card.rows


def is_at_once(card: Card) -> bool:
    """A problem that says what to do at once, and for which no delay is announced."""
    states = {row.key: row.state for row in card.rows}
    to_write = states.get("acceptable") is State.NOTHING
    return bool(card.heading) and to_write and states.get("delay") is State.MISSING
