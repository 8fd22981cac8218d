"""Importing this loads what printing needs, so that processes that are forked afterwards have it (``workers``)."""

from jeu_oie.builder.pool import load

load(("pdf",))
