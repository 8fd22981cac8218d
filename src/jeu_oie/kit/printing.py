"""The print files of a kit: each document before it is printed, and the hashes that its sheets carry."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jeu_oie.kit.drawing import DrawnDocument, board_document, drawn_document
from jeu_oie.kit.options import Options
from jeu_oie.kit.planning import Plan
from jeu_oie.kit.tenants import tenants_files, tenants_sheets
from jeu_oie.layout.carnet import carnet
from jeu_oie.layout.leaflet import leaflet
from jeu_oie.layout.paper import Paper, Sheets
from jeu_oie.layout.pieces import pieces
from jeu_oie.layout.poster import poster
from jeu_oie.render.html.prints_booklet import booklet_sheet
from jeu_oie.render.html.prints_circuit import circuit_document, circuit_hash
from jeu_oie.render.html.prints_guide import guide_sheet
from jeu_oie.render.html.prints_rules import rules_sheet
from jeu_oie.render.html.prints_validation import validation_sheet
from jeu_oie.render.html.prints_worksheets import worksheets_sheet
from jeu_oie.render.html.sheet import Imprint, Sheet

if TYPE_CHECKING:
    from jeu_oie.render.pdf import Printing


@dataclass(frozen=True, slots=True)
class TextDocument:
    """A print file whose text flows, as HTML, and how it is meant to be printed.

    ``sheets``: name of a sheet → the content hash that it carries.
    """

    name: str
    html: str
    printing: "Printing"
    sheets: Mapping[str, str]

    def pdf(self) -> bytes:
        """Raises PrintEngineMissing, RenderingFailed."""
        from jeu_oie.render.pdf import pdf  # noqa: PLC0415 (heavy: only where PDF is made)

        return pdf(self.html, self.printing)


Document = TextDocument | DrawnDocument


# The documents that are one template over what all share, by the name of their file.
TEXTS: Mapping[str, Callable[[Imprint], Sheet]] = {
    "rules": rules_sheet,
    "booklet": booklet_sheet,
    "worksheets": worksheets_sheet,
    "validation": validation_sheet,
    "guide": guide_sheet,
}

# Those that are drawn: what is cut, folded, or hung up has its place to the millimetre.
DRAWN: Mapping[str, Callable[[Paper], Sheets]] = {
    "pieces": pieces,
    "carnet": carnet,
    "leaflet": leaflet,
    "poster-hall": poster,
}


def imprint_of(made: Plan, options: Options) -> Imprint:
    online = f"{options.address}index.html" if options.address else None
    durations = made.forecast.durations
    return Imprint(
        made.board, made.deck, made.dossier, made.words, options.templates, online, durations, options.people
    )


DOCUMENTS = ("circuit", *TEXTS, *DRAWN)  # what every kit has but the board's files and the cards'


def documents_of(made: Plan) -> tuple[str, ...]:
    """All print files of a kit but the board's and the cards'."""
    return (*DOCUMENTS, *tenants_files(made))


def document(name: str, made: Plan, options: Options) -> Document:
    """One of ``documents_of`` the plan."""
    imprint = imprint_of(made, options)
    if name == "circuit":
        return circuit_file(imprint)
    if name in TEXTS:
        return text_document(name, TEXTS[name](imprint))
    paper = Paper(made.board, made.dossier, made.words, imprint.page)
    return drawn_document(name, DRAWN[name](paper) if name in DRAWN else tenants_sheets(made, paper), made)


def documents(made: Plan, options: Options) -> Iterator[Document]:
    """Every print file but the cards (``cards``), one at a time."""
    yield board_document(made)
    yield from (document(name, made, options) for name in documents_of(made))


def circuit_file(imprint: Imprint) -> TextDocument:
    from jeu_oie.render.pdf import SCREEN, Printing  # noqa: PLC0415 (heavy: only where PDF is made)

    hashes = {"circuit": circuit_hash(imprint.deck, imprint.dossier)}
    return TextDocument("circuit", circuit_document(imprint), Printing(variant=SCREEN), hashes)


def text_document(name: str, sheet: Sheet) -> TextDocument:
    from jeu_oie.render.pdf import SCREEN, Printing  # noqa: PLC0415 (heavy: only where PDF is made)

    return TextDocument(name, sheet.html, Printing(duplex=sheet.duplex, variant=SCREEN), {name: sheet.hash})
