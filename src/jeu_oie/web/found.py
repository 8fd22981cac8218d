"""What search engines, and sites where a page is shared, read of it: its head, structured data, the site map."""

import json
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

SCHEMA = "https://schema.org"
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

    ``listed``: search engines may list it. ``data``: structured data (schema.org), nothing where it has none.
    """

    title: str = ""
    description: str = ""
    address: str = ""
    site: str = ""
    locale: str = ""
    listed: bool = False
    picture: SharedPicture | None = None
    data: Markup = Markup("")  # noqa: RUF009 (never changed)


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


def structured_data(kind: str, values: Mapping[str, object]) -> Markup:
    """A thing of schema.org as the text of a script: nothing in it can end that script. What is empty is left out."""
    told = {"@context": SCHEMA, "@type": kind, **{name: each for name, each in values.items() if each}}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 (JSON, and no « < » in it)


def how_to(name: str, language: str, address: str, steps: Iterable[str]) -> Markup:
    """A circuit as steps that one takes in turn."""
    told = [{"@type": "HowToStep", "name": step} for step in steps]
    return structured_data("HowTo", {"name": name, "inLanguage": language, "url": address, "step": told})


def list_pages(kind: str, page: PageHead, language: str, pages: Mapping[str, str]) -> Markup:
    """A page over others, which it names; ``pages``: their addresses and titles."""
    items = [
        {"@type": "ListItem", "position": rank, "url": address, "name": title}
        for rank, (address, title) in enumerate(pages.items(), 1)
    ]
    values: dict[str, object] = {"name": page.title, "description": page.description, "inLanguage": language}
    values |= {"url": page.address, "mainEntity": {"@type": "ItemList", "itemListElement": items} if items else None}
    return structured_data(kind, values)


def site_map(addresses: Iterable[str]) -> bytes:
    """``sitemap.xml`` (sitemaps.org 0.9)."""
    lines = (f"<url><loc>{escape(each)}</loc></url>\n" for each in addresses)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{''.join(lines)}</urlset>\n".encode()
