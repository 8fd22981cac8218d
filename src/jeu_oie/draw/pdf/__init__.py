"""HTML → PDF through the print engine (WeasyPrint): ``engine`` loads it and completes what screen readers need."""

from jeu_oie.draw.pdf.document import (
    PLAIN,
    SCREEN,
    Edge,
    Printing,
)
from jeu_oie.draw.pdf.engine import page_count, pdf, picture, warm

__all__ = [
    "PLAIN",
    "SCREEN",
    "Edge",
    "Printing",
    "page_count",
    "pdf",
    "picture",
    "warm",
]
