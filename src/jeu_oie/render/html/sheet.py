"""A printed document as HTML: what all of them share, and the content hash that each page carries.

A document is a template that extends ``print/base.html``. Its foot says whose it is, in which state, version and
hash; the hash is taken of all that the document says but that foot, so that it changes only when the words do.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from jeu_oie.board.cards import Deck
from jeu_oie.board.dossier import Dossier
from jeu_oie.board.palette import INK
from jeu_oie.board.squares import Board
from jeu_oie.messages import Catalog
from jeu_oie.render.html import fill
from jeu_oie.render.html.directions import direct_paragraphs
from jeu_oie.render.html.parts import in_parts, seam, start, strip_marks
from jeu_oie.render.html.pictures import page_code
from jeu_oie.render.templates import Templates

HASH = "\uf8ff"  # where the hash will stand: a character that no text holds
UNSAID = re.compile(r"<!--stamp-->.*?<!--/stamp-->|<style>.*?</style>|<[^>]*>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Imprint:
    """What all printed documents of a kit share.

    ``own``: the user's own templates; ``page``: the address of the circuit's page, for the QR code;
    ``durations``: teams → minutes between which 8 games in 10 last; ``people`` who will play.
    """

    board: Board
    deck: Deck
    dossier: Dossier
    words: Catalog
    own: Templates | None = None
    page: str | None = None
    durations: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    people: int = 30

    @property
    def saver(self) -> bool:
        return self.board.preset.saver

    @property
    def large(self) -> bool:
        return self.board.preset.large


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document, and the hash that its pages carry; ``duplex``: printed on both sides.

    ``marked``: its HTML with the places where it may be cut (``parts``).
    """

    marked: str
    hash: str
    duplex: bool = False

    @property
    def html(self) -> str:
        return strip_marks(self.marked)

    @property
    def parts(self) -> tuple[str, ...]:
        """What the engine is given, one after the other."""
        return in_parts(self.marked)


def sheet(template: str, imprint: Imprint, *, duplex: bool = False, **values: object) -> Sheet:
    """The document that ``template`` makes of ``values``, stamped."""
    html = fill(
        template,
        imprint.own,
        t=imprint.words,
        dossier=imprint.dossier,
        large=imprint.large,
        saver=imprint.saver,
        ink=INK,
        code=page_code(imprint.page),
        page_address=imprint.page,
        hash=HASH,
        start=start,
        seam=seam,
        **values,
    )
    digits = said_hash(strip_marks(html))
    return Sheet(direct_paragraphs(html.replace(HASH, digits)), digits, duplex)


def said_hash(html: str) -> str:
    """Six hexadecimal digits over the words of a document, without its stamp."""
    return sha256(" ".join(UNSAID.sub(" ", html).split()).encode()).hexdigest()[:6]
