"""Letters as documents that an association adapts: HTML, and PDF made of it, by WeasyPrint alone.

Where WeasyPrint or Pango is missing, a browser prints the HTML.
"""

import base64
from collections.abc import Iterator
from functools import cache

from jeu_oie.circuit.read.letters import letter_texts
from jeu_oie.draw.html import fill
from jeu_oie.errors import PangoMissing
from jeu_oie.game.letters.examples import dossier_of, facts_of
from jeu_oie.game.letters.facts import LetterFacts
from jeu_oie.game.letters.writing import Letter, write_blank, write_letter
from jeu_oie.resources import PAPER_FONT, Templates, font_bytes

FILLED = "exemple"  # ends the name of a letter that is filled, of nobody


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
    made: bytes = weasyprint.HTML(string=html, url_fetcher=fetcher).write_pdf()
    return made
