"""Everything about PDF: scenes → PDF (``scenes``), HTML → PDF (``engine``), files for a print shop, tiles, pictures.

What the layout has placed is written down as it is; what flows (the circuit in full, the rules, the guide) is set by
the print engine (WeasyPrint): ``engine`` loads it and completes the structure that screen readers need. Each
thing is drawn once; what else is made of it (another size, other inks, tiles) is made of its PDF.
"""

from jeu_oie.draw.pdf.document import (
    PLAIN,
    SCREEN,
    Edge,
    Printing,
)
from jeu_oie.draw.pdf.engine import page_count, pdf, picture, warm
from jeu_oie.draw.pdf.scenes import draw_scenes

__all__ = [
    "PLAIN",
    "SCREEN",
    "Edge",
    "Printing",
    "draw_scenes",
    "page_count",
    "pdf",
    "picture",
    "warm",
]
