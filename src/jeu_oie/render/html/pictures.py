"""Pictograms and QR codes as ``data:`` addresses, for printed documents: nothing is fetched."""

from base64 import b64encode
from functools import cache

from jeu_oie.board.palette import INK
from jeu_oie.layout.geometry import Box
from jeu_oie.layout.stamp import qr_path
from jeu_oie.render.pictograms import content


@cache
def page_code(page: str | None) -> str:
    """The QR code of a page as a ``data:`` address; empty without an address."""
    if page is None:
        return ""
    path = qr_path(page, Box(0, 0, 24, 24))
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="{INK}" d="{path}"/></svg>'
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


def icon(name: str, colour: str, *, saver: bool) -> str:
    """A pictogram as a ``data:`` address; ``colour`` is that of the pictograms of one colour."""
    box, inside = content(name, saver)
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" fill="{colour}">{inside}</svg>'
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()
