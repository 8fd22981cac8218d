"""The print files of a kit: each document before the engine, and the hashes that its sheets carry."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jeu_oie.kit.options import Options
from jeu_oie.kit.planning import Plan
from jeu_oie.layout.cards.face import Press
from jeu_oie.layout.sheets import card_sheets, sheet_hashes
from jeu_oie.render import svg
from jeu_oie.render.html import prints
from jeu_oie.render.html.prints_circuit import circuit_document, circuit_hash
from jeu_oie.render.html.prints_rules import rules_sheet
from jeu_oie.render.html.sheet import Imprint, Sheet

if TYPE_CHECKING:
    from jeu_oie.render.pdf import Part, Printing

BOARD = "board-a3"


@dataclass(frozen=True, slots=True)
class Document:
    """A print file before the engine: its HTML, in parts where it is long, and how it is meant to be printed.

    ``sheets``: name of a sheet → the content hash that it carries.
    """

    name: str
    html: "Part | Sequence[Part]"
    printing: "Printing"
    sheets: Mapping[str, str]


# The documents that are one template over what all share, by the name of their file.
TEXTS: Mapping[str, Callable[[Imprint], Sheet]] = {
    "rules": rules_sheet,
}


def imprint_of(made: Plan, options: Options) -> Imprint:
    online = f"{options.address}index.html" if options.address else None
    durations = made.forecast.durations
    return Imprint(made.board, made.deck, made.dossier, made.words, options.templates, online, durations)


def documents(made: Plan, options: Options) -> Iterator[Document]:
    """Every print file, one at a time: only one of them is in memory."""
    # The board first, since its picture needs most memory beside the engine's, which only grows.
    yield board_document(made)
    imprint = imprint_of(made, options)
    yield circuit_file(imprint)
    yield card_document(made, imprint)
    for name, write in TEXTS.items():
        yield text_document(name, write(imprint))


def board_document(made: Plan) -> Document:
    from jeu_oie.render.pdf import Printing  # noqa: PLC0415 (heavy: only where PDF is made)

    scene, preset = made.drawing.scene, made.board.preset
    shapes = svg.shapes(scene, preset.colours, preset.bleed_mm)
    html = prints.scenes_document([scene], [shapes], scene.title, bleed_mm=preset.bleed_mm)
    return Document(BOARD, html, Printing(bleed_mm=preset.bleed_mm), {"board": made.drawing.fingerprint})


def circuit_file(imprint: Imprint) -> Document:
    from jeu_oie.render.pdf import Printing  # noqa: PLC0415 (heavy: only where PDF is made)

    hashes = {"circuit": circuit_hash(imprint.deck, imprint.dossier)}
    return Document("circuit", circuit_document(imprint), Printing(), hashes)


def card_document(made: Plan, imprint: Imprint) -> Document:
    from jeu_oie.render.pdf import Printing  # noqa: PLC0415 (heavy: only where PDF is made)

    preset, dossier = made.board.preset, made.dossier
    laid = card_sheets(made.deck, Press(dossier, preset.colours, made.words, preset.old_names, imprint.page))
    title = f"{dossier.title} · {dossier.landlord}"
    cards, order = prints.scenes_documents(laid, lambda sheet: svg.shapes(sheet, preset.colours), title)
    hashes = {f"cards-{rank}": digits for rank, digits in enumerate(sheet_hashes(made.deck), 1)}
    return Document("cards", cards, Printing(duplex=True, order=order), hashes)


def text_document(name: str, sheet: Sheet) -> Document:
    from jeu_oie.render.pdf import Printing  # noqa: PLC0415 (heavy: only where PDF is made)

    return Document(name, sheet.html, Printing(duplex=sheet.duplex), {name: sheet.hash})
