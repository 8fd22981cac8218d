"""Importing this loads what printing needs, so that processes that are forked afterwards have it (``workers``)."""

from jeu_oie.building.pool import load
from jeu_oie.studio import workers  # noqa: F401 (what the forked processes run)

load(("pdf",))
