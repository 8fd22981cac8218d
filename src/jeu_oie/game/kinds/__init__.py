"""The kinds of square (game.md, « From circuit to squares »), a file a kind or family; codes: ``circuit/kinds``."""

from jeu_oie.circuit.kinds import TURNS, Kind

__all__ = ["TURNS", "Kind"]
