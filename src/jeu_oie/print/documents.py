"""Documents that an association adapts: HTML, and PDF made of it, by WeasyPrint alone.

Where WeasyPrint or Pango is missing, a browser prints the HTML.
"""

import atexit
import base64
import gc
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from jeu_oie.circuit.model import Circuit
from jeu_oie.circuit.read.letters import letter_texts
from jeu_oie.draw.html import fill
from jeu_oie.errors import PangoMissing
from jeu_oie.game.answers.answer import answer
from jeu_oie.game.answers.model import PAPER, Answer
from jeu_oie.game.answers.shared import shared_by
from jeu_oie.game.association import Association
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.letters.examples import dossier_of, facts_of
from jeu_oie.game.letters.facts import LetterFacts
from jeu_oie.game.letters.known import blank_facts
from jeu_oie.game.letters.writing import Letter, write_blank, write_letter
from jeu_oie.game.person import PersonSheet, person_sheet
from jeu_oie.game.squares import Board
from jeu_oie.game.wording import FactFormatter
from jeu_oie.resources import PAPER_FONT, Templates, font_bytes, is_document, our_documents

if TYPE_CHECKING:
    from weasyprint.text.fonts import FontConfiguration

FILLED = "exemple"  # ends the name of a letter that is filled, of nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentData:
    """What a document may say of a circuit, by the names under which its template finds it (docs/look.en.md).

    ``circuit``: all that its file says. ``dossier``: title, landlord, state, version, dangers, sources, in words.
    ``sheet``: what each person's sheet says: path, gestures, levels of urgency, rungs. ``answers``: id of a problem →
    what its tenant is told. ``association``: of the project, if any.
    """

    circuit: Circuit
    dossier: Dossier
    sheet: PersonSheet
    answers: Mapping[str, Answer]
    association: Association | None


def documents_of(board: Board, dossier: Dossier, own: Templates | None = None) -> Iterator[tuple[str, str]]:
    """All documents of a circuit, with those of ``own``, then the letters: name without ending, HTML.

    Raises InvalidInput on a mistake in one of ``own``.
    """
    data = document_data(board, dossier)
    named = {each.name: getattr(data, each.name) for each in fields(data)}
    for name in document_names(own):
        yield PurePosixPath(name).stem, fill(name, own, fonts=font_faces(), **named)
    facts = blank_facts(board.circuit, shared_by(board))
    yield from ((f"letters/{name}", html) for name, html in letter_documents(facts, own))


def document_data(board: Board, dossier: Dossier) -> DocumentData:
    circuit, shared = board.circuit, shared_by(board)
    return DocumentData(
        circuit=circuit,
        dossier=dossier,
        sheet=person_sheet(FactFormatter(board, shared.words)),
        answers={each.id: answer(each, circuit, shared, PAPER) for each in circuit.problems},
        association=board.preset.association,
    )


def document_names(own: Templates | None) -> list[str]:
    """The templates of documents, ours and those of ``own``, in order."""
    return sorted(filter(is_document, {*our_documents(), *(own.texts if own else ())}))


def letter_documents(facts: LetterFacts, own: Templates | None = None) -> Iterator[tuple[str, str]]:
    """Each letter blank, then filled as an example: name of its file without ending, HTML.

    ``facts``: of the circuit's landlord, and the association. Raises InvalidInput on a mistake in one of ``own``.
    """
    for name, example in letter_texts().examples.letters.items():
        yield name, letter_page(write_blank(name, facts), own)
        told = facts_of(example, facts.landlord, dated=facts.laws, association=facts.association)
        filled = write_letter(name, told, dossier_of(example))
        yield f"{name}-{FILLED}", letter_page(filled, own)


def letter_page(letter: Letter, own: Templates | None = None) -> str:
    """A letter as HTML, with its font. Raises InvalidInput on a mistake in one of ``own``."""
    return fill(f"documents/letters/{letter.id}.html", own, letter=letter, fonts=font_faces())


@cache
def font_faces() -> str:
    """The font of paper, whose zero is open, as ``data:``."""
    faces = (
        f"@font-face {{ font-family: A; font-weight: {number}; "
        f"src: url(data:font/ttf;base64,{base64.b64encode(font_bytes(PAPER_FONT, weight)).decode()}); }}"
        for number, weight in (("400", "Regular"), ("700", "Bold"))
    )
    return "\n".join(faces)


def pdf(html: str) -> bytes:
    """A document as PDF; nothing is fetched for it. Raises PangoMissing."""
    try:
        import weasyprint
    except OSError as error:  # Pango is not found
        raise PangoMissing(str(error)) from error
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols=("data",), fail_on_errors=True)
    made: bytes = weasyprint.HTML(string=html, url_fetcher=fetcher).write_pdf(font_config=font_folder())
    return made


@cache
def font_folder() -> "FontConfiguration":
    """Where WeasyPrint lays the fonts of all documents of a process, taken away at its end.

    One that it makes for each document stays on the disk: the styles hold it in a circle.
    """
    from weasyprint.text.fonts import FontConfiguration

    atexit.register(take_fonts_away)
    return FontConfiguration()


def take_fonts_away() -> None:
    font_folder.cache_clear()
    gc.collect()
