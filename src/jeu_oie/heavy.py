"""What is heavy to load, and loaded by whoever first asks for something of it: ``heavy.pdf.draw_scenes``.

The only lazy place besides the commands (house.md). The guards count ``heavy.pdf`` as an import where it is written.
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio
    import ctypes

    import distributed
    import pypdfium2
    import segno
    import watchfiles
    import weasyprint
    from bidi import algorithm as bidi
    from PIL import Image, ImageFile, PngImagePlugin

    from jeu_oie.draw import cutting, html, pdf, svg
    from jeu_oie.game import odds, tuning
    from jeu_oie.kit import sheets
    from jeu_oie.web import embed, page

    pillow, picture_file, png = Image, ImageFile, PngImagePlugin

HEAVY = {
    "asyncio": "asyncio",  # only a server, and a window that starts commands
    "bidi": "bidi.algorithm",
    "ctypes": "ctypes",  # only who saves a circuit
    "cutting": "jeu_oie.draw.cutting",  # fontTools: only for letters that the ready fonts lack
    "distributed": "distributed",  # an extra
    "embed": "jeu_oie.web.embed",  # templates: only where a page is made
    "html": "jeu_oie.draw.html",  # jinja2
    "odds": "jeu_oie.game.odds",  # numpy
    "page": "jeu_oie.web.page",
    "pdf": "jeu_oie.draw.pdf",
    "pillow": "PIL.Image",  # only a landlord's logo is a picture that we read
    "picture_file": "PIL.ImageFile",
    "png": "PIL.PngImagePlugin",
    "pypdfium2": "pypdfium2",  # only one file of a kit is a picture
    "segno": "segno",  # only a kit with an address has a QR code
    "sheets": "jeu_oie.kit.sheets",  # a third of all modules, only where something is printed
    "svg": "jeu_oie.draw.svg",
    "tuning": "jeu_oie.game.tuning",
    "watchfiles": "watchfiles",  # only who waits for a save
    "weasyprint": "weasyprint",
}
__all__ = [
    "asyncio",
    "bidi",
    "ctypes",
    "cutting",
    "distributed",
    "embed",
    "html",
    "odds",
    "page",
    "pdf",
    "picture_file",
    "pillow",
    "png",
    "pypdfium2",
    "segno",
    "sheets",
    "svg",
    "tuning",
    "watchfiles",
    "weasyprint",
]


def __getattr__(name: str) -> ModuleType:
    if name not in HEAVY:
        raise AttributeError(name)
    return import_module(HEAVY[name])
