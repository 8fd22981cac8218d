"""Documents for paper: laid out, with the hashes that their sheets carry; printed when their files are asked for.

A maker lays out one document, or several files that are made at one go (``sheets`` says which).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import sqrt
from typing import TYPE_CHECKING, Protocol

from jeu_oie import heavy
from jeu_oie.board.facts import FactFormatter
from jeu_oie.board.tenants import Tenants, tenants
from jeu_oie.kit.options import Options
from jeu_oie.kit.planning import Plan
from jeu_oie.layout.paper import DrawnSheets, PrintContext, scale_scene
from jeu_oie.layout.scene import Scene
from jeu_oie.layout.tenants import tenants_board
from jeu_oie.render.html.parts import continue_part
from jeu_oie.render.html.sheet import Imprint, Sheet

if TYPE_CHECKING:
    from jeu_oie.render.pdf import Printing


class Document(Protocol):
    """What a maker lays out. ``sheets``: name of a sheet (« pieces-2 ») → the content hash that it carries."""

    @property
    def sheets(self) -> Mapping[str, str]: ...

    def files(self) -> dict[str, bytes]:
        """Name of a file of the kit (« print/pieces.pdf ») → its bytes.

        Raises RenderingFailed, and PrintEngineMissing where text flows.
        """


Maker = Callable[[str, Plan, Options], Document]  # the name is that of the document, « pieces »


def print_file(name: str) -> str:
    return f"print/{name}.pdf"


def imprint_of(made: Plan, options: Options) -> Imprint:
    online = f"{options.address}index.html" if options.address else None
    durations = made.forecast.durations
    return Imprint(
        made.board, made.deck, made.dossier, made.words, options.templates, online, durations, options.people
    )


# --- text that flows -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TextDocument:
    """A document whose text flows; ``black``: in black ink only."""

    name: str
    sheet: Sheet
    black: bool

    @property
    def sheets(self) -> Mapping[str, str]:
        return {self.name: self.sheet.hash}

    def files(self) -> dict[str, bytes]:
        printing = heavy.pdf.Printing(duplex=self.sheet.duplex, variant=heavy.pdf.SCREEN, black=self.black)
        return {print_file(self.name): set_in_parts(self.sheet.parts, printing)}


def set_in_parts(parts: Sequence[str], printing: "Printing") -> bytes:
    """One file of a document in ``parts``: the engine holds one of them at a time.

    Raises PrintEngineMissing, RenderingFailed.
    """
    made, pages = [], 0
    for part in parts:
        made.append(heavy.pdf.pdf(continue_part(part, pages), printing))
        pages += heavy.pdf.page_count(made[-1]) if len(parts) > 1 else 0
    return heavy.pdf.bind_parts(made) if len(made) > 1 else made[0]


def text(write: Callable[[Imprint], Sheet]) -> Maker:
    """The maker of a document that ``write`` makes of what all of a kit share."""
    return partial(text_document, write)


def text_document(write: Callable[[Imprint], Sheet], name: str, made: Plan, options: Options) -> TextDocument:
    imprint = imprint_of(made, options)
    return TextDocument(name, write(imprint), imprint.saver)


# --- drawings --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DrawnDocument:
    """A document that is drawn, a page each scene, since what is cut, folded or hung up has its place to the mm.

    It needs no print engine.
    """

    name: str
    pages: DrawnSheets
    made: Plan

    @property
    def sheets(self) -> Mapping[str, str]:
        return self.pages.hashes

    @property
    def scenes(self) -> tuple[Scene, ...]:
        return self.pages.scenes

    def files(self) -> dict[str, bytes]:
        title = f"{self.made.dossier.title} · {self.made.dossier.landlord}"
        edge = heavy.pdf.Edge.SHORT if self.pages.short_edge else heavy.pdf.Edge.LONG
        printing = heavy.pdf.Printing(duplex=self.pages.duplex, variant=heavy.pdf.SCREEN, edge=edge)
        saver = self.made.board.preset.saver
        return {print_file(self.name): heavy.pdf.draw_scenes(self.scenes, saver, title, printing)}


def drawing(draw: Callable[[PrintContext], DrawnSheets]) -> Maker:
    """The maker of a document that ``draw`` draws."""
    return partial(drawn_document, draw)


def drawn_document(
    draw: Callable[[PrintContext], DrawnSheets], name: str, made: Plan, options: Options
) -> DrawnDocument:
    return DrawnDocument(name, draw(paper_of(made, options)), made)


def paper_of(made: Plan, options: Options) -> PrintContext:
    return PrintContext(made.board, made.dossier, made.words, imprint_of(made, options).page)


# --- the tenants' board ----------------------------------------------------------------------------------


def workshop_in(made: Plan) -> Tenants | None:
    """What tenants said; nothing where no workshop has come back into the circuit."""
    return tenants(made.deck, FactFormatter(made.board, made.words))


def tenants_on_a3(name: str, made: Plan, options: Options) -> DrawnDocument:
    said = workshop_in(made)
    assert said is not None
    return DrawnDocument(name, tenants_board(paper_of(made, options), made.drawing, said, name), made)


def tenants_on_a2(name: str, made: Plan, options: Options) -> DrawnDocument:
    """The same, as large as large print wants it."""
    small = tenants_on_a3(name, made, options)
    scenes = tuple(scale_scene(each, sqrt(2), 594, 420) for each in small.scenes)
    return replace(small, pages=DrawnSheets(scenes, small.sheets))
