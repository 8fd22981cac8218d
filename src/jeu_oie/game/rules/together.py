"""« Le dossier avance »: the rules where a room plays one pawn (game.md). What differs from those of teams, as a table.

Time is told apart, by whoever follows the table (``odds.room``, the page): see ``days_ticked``.
"""

from dataclasses import replace

from jeu_oie.game.kinds.landing import READ, Help, Outcome, Reason
from jeu_oie.game.rules.table import Table
from jeu_oie.game.rules.walk import Position


def together(table: Table) -> Table:
    """The table of a room: no side track and no bridge leads to the arrival, so that the circuit is seen whole.

    Such a track goes on from the square after its entry, such a bridge is only read. The same table where there is
    none.
    """
    positions = tuple(go_on(each, table.arrival) for each in table.positions)
    return table if positions == table.positions else replace(table, positions=positions, walks={})


def go_on(position: Position, arrival: int) -> Position:
    if position.ends:
        assert position.entry is not None
        return replace(position, ends=False, following=position.entry + 1)
    crosses = position.landing.ways.get(Outcome.CROSSES)
    if crosses is not None and crosses.why is Reason.BRIDGE and crosses.to == arrival:
        return replace(position, landing=READ)
    return position


def days_ticked(lost: int, helps: Help | None, *, again: bool) -> int:
    """The days that a throw ticks on the calendar: one, none where it wins another (``again``).

    So a throw that was won costs no day more. Turns to wait are ticked at once; help for another team, of which
    there is none, rubs one out.
    """
    return lost + (not again) - (helps is not None)
