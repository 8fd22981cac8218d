"""Tracks by name: functions of one signature, ``(count, area, gap) → Track``."""

from collections.abc import Callable

from jeu_oie.layout.geometry import Box
from jeu_oie.layout.tracks.model import HALF_JOINT, Cell, Corridor, Port, Track
from jeu_oie.layout.tracks.oval import oval
from jeu_oie.layout.tracks.serpentine import serpentine
from jeu_oie.layout.tracks.spiral import spiral

TRACKS: dict[str, Callable[[int, Box, float], Track]] = {"spiral": spiral, "serpentine": serpentine, "oval": oval}
SIZES = (24, 32, 42, 63)

__all__ = ["HALF_JOINT", "SIZES", "TRACKS", "Cell", "Corridor", "Port", "Track"]
