"""Importing this loads what printing needs, so that processes that are forked afterwards have it (``workers``)."""

from jeu_oie.build.pool import load

load(("pdf",))
