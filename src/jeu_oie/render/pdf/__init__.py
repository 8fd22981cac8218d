"""Everything about PDF: HTML → PDF (``documents``), files for a print shop, tiles, and pictures.

The engine (WeasyPrint) draws each thing once; what else is made of it (another size, other inks, tiles) is made of
its PDF. ``engine`` loads it, ``tags`` completes the structure that screen readers need.
"""

from jeu_oie.render.pdf.composing import Leaf, Put, composed, taken
from jeu_oie.render.pdf.documents import PLAIN, SCREEN, Edge, Printing, page_count, pdf
from jeu_oie.render.pdf.intent import is_for_print
from jeu_oie.render.pdf.pictures import picture
from jeu_oie.render.pdf.press import Press, press
from jeu_oie.render.pdf.tiles import laid_under

__all__ = [
    "PLAIN",
    "SCREEN",
    "Edge",
    "Leaf",
    "Press",
    "Printing",
    "Put",
    "composed",
    "is_for_print",
    "laid_under",
    "page_count",
    "pdf",
    "picture",
    "press",
    "taken",
]
