"""Marked YAML → a circuit, or every problem at its line. Owner of ``yaml``: no other package imports it."""

from jeu_oie.circuit.reader.disk import beside, content, read
from jeu_oie.circuit.reader.reading import LocatedText, Reading, read_text, read_tree
from jeu_oie.circuit.reader.shared import PathRefused, Siblings
from jeu_oie.circuit.reader.validate import load

__all__ = [
    "LocatedText",
    "PathRefused",
    "Reading",
    "Siblings",
    "beside",
    "content",
    "load",
    "read",
    "read_text",
    "read_tree",
]
