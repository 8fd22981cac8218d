"""Jumps: lines that leave a square, run on a lane of a corridor and enter another square. Lengths in millimetres.

Every link gets its possible routes, of which one is chosen; what finds no route is left to the caller.
"""

from collections.abc import Sequence

from jeu_oie.layout.jumps.choice import orders, settle, total
from jeu_oie.layout.jumps.drawing import jump, pills
from jeu_oie.layout.jumps.model import Jump, Link
from jeu_oie.layout.jumps.ways import routes
from jeu_oie.layout.tracks.model import Track

__all__ = ["Jump", "Link", "route"]


def route(links: Sequence[Link], track: Track) -> tuple[tuple[Jump, ...], tuple[Link, ...]]:
    """The links that run in a corridor, and those that cannot; both in the order given."""
    ways = [sorted(routes(link, links, track), key=lambda way: way.cost) for link in links]
    chosen = min((settle(order, ways) for order in orders(ways)), key=lambda found: total(found, len(links)))
    labels = pills(chosen)
    jumps = tuple(jump(chosen[i], labels.get(i)) for i in sorted(chosen))
    return jumps, tuple(link for i, link in enumerate(links) if i not in chosen)
