"""Marked YAML → a circuit, or every problem at its line. Owner of ``yaml``: no other package imports it."""

from jeu_oie.circuit.read.files import PathRefused, Siblings
from jeu_oie.circuit.read.reading import LocatedText, Reading, beside, content, read, read_text, read_tree
from jeu_oie.circuit.read.shared import made_of, read_shared
from jeu_oie.circuit.read.validate import load

__all__ = [
    "LocatedText",
    "PathRefused",
    "Reading",
    "Siblings",
    "beside",
    "content",
    "load",
    "made_of",
    "read",
    "read_shared",
    "read_text",
    "read_tree",
]
