"""The print files of a kit: each document before it is printed, and the hashes that its sheets carry."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jeu_oie import heavy
from jeu_oie.kit.drawing import DrawnDocument, board_document, drawn_document
from jeu_oie.kit.options import Options
from jeu_oie.kit.planning import Plan
from jeu_oie.kit.tenants import tenants_files, tenants_sheets
from jeu_oie.layout.carnet import carnet
from jeu_oie.layout.leaflet import leaflet
from jeu_oie.layout.paper import Paper, Sheets
from jeu_oie.layout.pieces import pieces
from jeu_oie.layout.poster import poster
from jeu_oie.render.html.parts import continued
from jeu_oie.render.html.prints_booklet import booklet_sheet
from jeu_oie.render.html.prints_circuit import circuit_sheet
from jeu_oie.render.html.prints_guide import guide_sheet
from jeu_oie.render.html.prints_rules import rules_sheet
from jeu_oie.render.html.prints_validation import validation_sheet
from jeu_oie.render.html.prints_worksheets import worksheets_sheet
from jeu_oie.render.html.sheet import Imprint, Sheet

if TYPE_CHECKING:
    from jeu_oie.render.pdf import Printing


@dataclass(frozen=True, slots=True)
class TextDocument:
    """A print file whose text flows, and how it is meant to be printed.

    ``sheets``: name of a sheet → the content hash that it carries.
    """

    name: str
    sheet: Sheet
    printing: "Printing"
    sheets: Mapping[str, str]

    def pdf(self) -> bytes:
        """Raises PrintEngineMissing, RenderingFailed."""
        return set_in_parts(self.sheet.parts, self.printing)


def set_in_parts(parts: Sequence[str], printing: "Printing") -> bytes:
    """One file of a document in ``parts``: the engine holds one of them at a time.

    Raises PrintEngineMissing, RenderingFailed.
    """
    made, pages = [], 0
    for part in parts:
        made.append(heavy.pdf.pdf(continued(part, pages), printing))
        pages += heavy.pdf.page_count(made[-1]) if len(parts) > 1 else 0
    return heavy.pdf.bound(made) if len(made) > 1 else made[0]


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
        return text_document(name, circuit_sheet(imprint), black=imprint.saver)
    if name in TEXTS:
        return text_document(name, TEXTS[name](imprint), black=imprint.saver)
    paper = Paper(made.board, made.dossier, made.words, imprint.page)
    return drawn_document(name, DRAWN[name](paper) if name in DRAWN else tenants_sheets(made, paper), made)


def documents(made: Plan, options: Options) -> Iterator[Document]:
    """Every print file but the cards (``cards``), one at a time."""
    yield board_document(made)
    yield from (document(name, made, options) for name in documents_of(made))


def text_document(name: str, sheet: Sheet, *, black: bool) -> TextDocument:
    printing = heavy.pdf.Printing(duplex=sheet.duplex, variant=heavy.pdf.SCREEN, black=black)
    return TextDocument(name, sheet, printing, {name: sheet.hash})
