"""What search engines, and sites where a page is shared, read of it: its head, the site map."""

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class SharedPicture:
    """The picture that is shown with a shared page: its address, what it shows, its size in px."""

    address: str
    alt: str
    size: tuple[int, int]


@dataclass(frozen=True, slots=True)
class PageHead:
    """How a page is found and shared; ``address`` is its own, empty where nobody knows it.

    ``listed``: search engines may list it.
    """

    title: str = ""
    description: str = ""
    address: str = ""
    site: str = ""
    locale: str = ""
    listed: bool = False
    picture: SharedPicture | None = None


@dataclass(frozen=True, slots=True)
class SiteAddress:
    """Where the folder of all kits stands on line: its address with the last slash, empty where nobody told it.

    ``drafts``: search engines may list them too.
    """

    address: str = ""
    drafts: bool = False


NOWHERE = SiteAddress()


def png_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG in px (its first 24 bytes are enough); None of anything else."""
    if not data.startswith(PNG) or len(data) < 24:
        return None
    wide, high = struct.unpack(">II", data[16:24])
    return wide, high


def site_map(addresses: Iterable[str]) -> bytes:
    """``sitemap.xml`` (sitemaps.org 0.9)."""
    lines = (f"<url><loc>{escape(each)}</loc></url>\n" for each in addresses)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{''.join(lines)}</urlset>\n".encode()
