"""The table as data small enough for a page: its script only follows it, and keeps what the teams hold.

``table_data`` gives (squares are told by their rank: 0 the départ, side tracks after the arrival)::

    arrival   its rank
    paths     paths[square][die - 1]: where so many squares lead; the first ☐ not ticked on the way stops
    lands     lands[square]: which of ``landings`` is done there
    landings  what a square does, as ``Landing`` has it, without what it does not; ``door`` and ``bridge`` are the
              squares on the way there, in order, the last where it leads
    places    {rank: number}: how far along a square of a side track is (others: their rank)
    opened    ranks whose ☐ is ticked before the first throw
    pile      what the cards of the pile give, in their order: {"gives": …, "about": rank of a réclamation}
    problems  levels of the réclamations in their order: one as urgent as a bridge, or more, crosses it; null: the table
              votes (urgent: 0, else ``never``)
    common    the figures of the rules
"""

import json
from dataclasses import fields
from typing import Any

from jeu_oie.game.kinds.landing import READ, Landing
from jeu_oie.game.rules.common import share
from jeu_oie.game.rules.table import NEVER, PileCard, Table


def table_data(table: Table) -> dict[str, Any]:
    """The whole table for JSON."""
    told = [landing_data(table, at) for at in range(len(table.positions))]
    landings = list({json.dumps(each): each for each in told}.values())
    return {
        "arrival": table.arrival,
        "paths": [list(path) for path in table.paths],
        "lands": [landings.index(each) for each in told],
        "landings": landings,
        "places": {str(at): table.place(at) for at, each in enumerate(table.positions) if each.entry is not None},
        "opened": [at for at, each in enumerate(table.positions) if each.landing.opened],
        "pile": [card_data(card) for card in table.pile],
        "problems": list(table.problems),
        "never": NEVER,
        "common": share(),
    }


def landing_data(table: Table, at: int) -> dict[str, Any]:
    """A landing without what does not happen."""
    landing = table.positions[at].landing
    said = {
        field.name: value
        for field in fields(Landing)
        if (value := getattr(landing, field.name)) != getattr(READ, field.name)
    }
    ways = {name: list(table.way(at, said[name])) for name in ("door", "bridge") if name in said}
    return {name: int(value) if isinstance(value, bool) else value for name, value in (said | ways).items()}


def card_data(card: PileCard) -> dict[str, Any]:
    about = {} if card.about is None else {"about": card.about}
    return {"gives": card.gives.value, **about}
