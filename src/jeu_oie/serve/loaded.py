"""Importing this loads what printing needs, so that processes that are forked afterwards have it (``workers``)."""

from contextlib import suppress

from jeu_oie.draw.pdf import warm
from jeu_oie.errors import PrintEngineMissing

with suppress(PrintEngineMissing):
    warm()
