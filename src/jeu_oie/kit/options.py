"""What to make of a plan, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from jeu_oie.layout.imposition import Flip
from jeu_oie.render.templates import Templates

SORTS = ("svg", "html", "pdf")


@dataclass(frozen=True, slots=True)
class Options:
    """What to make: ``sorts`` of files, the address of the kit's own folder, a user's own templates.

    ``flip`` and ``shift_mm`` (x, y: how far the printer shifts its backs, to the right and down) place the backs
    of the cards; ``icc``: the output profile of a PDF/X-4 for the print shop; ``people`` who will play.
    """

    sorts: frozenset[str] = frozenset(SORTS)
    address: str | None = None
    templates: Templates | None = None
    flip: Flip = Flip.LONG
    shift_mm: tuple[float, float] = (0.0, 0.0)
    icc: bytes | None = None
    people: int = 30


@dataclass(frozen=True, slots=True)
class Kit:
    """File names (with ``/``) → bytes.

    ``engine_missing``: the print engine could not be loaded, what is only text is not there as PDF.
    ``pages``: print file (« cards ») → how many pages it has.
    """

    files: Mapping[str, bytes] = field(default_factory=dict)
    engine_missing: bool = False
    pages: Mapping[str, int] = field(default_factory=dict)
