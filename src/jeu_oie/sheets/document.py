"""A printed document as HTML: what all of them share, and the pictures in it."""

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from hashlib import sha256

from jeu_oie.draw.geometry import Box
from jeu_oie.draw.html import direct_paragraphs, fill
from jeu_oie.draw.ink import INK, content
from jeu_oie.draw.marks import qr_path
from jeu_oie.game.cards import Deck
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.squares import Board
from jeu_oie.game.wording import name_place
from jeu_oie.messages import Catalog
from jeu_oie.resources import Templates

# --- Pictograms and QR codes as ``data:`` addresses, for printed documents: nothing is fetched ------------


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


# --- A printed document as HTML: what all of them share, and the content hash that each page carries ------
#
# A document is a template that extends ``print/base.html``. Its foot says whose it is, in which state, version and
# hash; the hash is taken of all that the document says but that foot, so that it changes only when the words do.

HASH = "\uf8ff"  # where the hash will stand: a character that no text holds
UNSAID = re.compile(r"<!--stamp-->.*?<!--/stamp-->|<style>.*?</style>|<[^>]*>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Imprint:
    """What all printed documents of a kit share.

    ``own``: the user's own templates; ``page``: the address of the circuit's page, for the QR code;
    ``durations``: teams → minutes between which 8 games in 10 last.
    """

    board: Board
    deck: Deck
    dossier: Dossier
    words: Catalog
    own: Templates | None = None
    page: str | None = None
    durations: Mapping[int, tuple[int, int]] = field(default_factory=dict)

    @property
    def saver(self) -> bool:
        return self.board.preset.saver

    @property
    def large(self) -> bool:
        return self.board.preset.large


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document, and the hash that its pages carry; ``duplex``: printed on both sides."""

    html: str
    hash: str
    duplex: bool = False


def sheet(template: str, imprint: Imprint, *, duplex: bool = False, **values: object) -> Sheet:
    """The document that ``template`` makes of ``values``, stamped."""
    html = fill(
        template,
        imprint.own,
        t=imprint.words,
        place=partial(name_place, words=imprint.words),
        dossier=imprint.dossier,
        large=imprint.large,
        saver=imprint.saver,
        ink=INK,
        code=page_code(imprint.page),
        page_address=imprint.page,
        hash=HASH,
        **values,
    )
    digits = said_hash(html)
    return Sheet(direct_paragraphs(html.replace(HASH, digits)), digits, duplex)


def said_hash(html: str) -> str:
    """Six hexadecimal digits over the words of a document, without its stamp."""
    return sha256(" ".join(UNSAID.sub(" ", html).split()).encode()).hexdigest()[:6]
