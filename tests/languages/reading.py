"""What a kit says in the language of its circuit, and what in another one; what overflows in it, or lacks a glyph."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pypdfium2

from bench.differ.faults import faults
from bench.differ.floors import UNDER
from jeu_oie.draw.text import MISSING
from jeu_oie.kit.making import embedding, made_page, reply_file
from jeu_oie.kit.options import Options
from jeu_oie.kit.plan import Plan
from jeu_oie.kit.sheets import GuideDocument, by_maker, made_in
from tests.browser.pages import Tree
from tests.languages.pseudo import HELD, WORD, foreign

# The plan of the pieces shows the board small; a print shop's are pieces of what is read already.
UNREAD = ("1-board-a4", "shop/")
SPOKEN = ("title", "aria-label", "alt", "placeholder")
BRANDS = {"WhatsApp"}
# A word as people set it: what stands between spaces, with the marks that may close it; no part of an address.
SET = re.compile(r"(?<!\S)[«(]?([^\W\d_’]{5,})(?=[.,:;?!»)]*(?:\s|$))")
HASH = re.compile("[a-f]+")  # whose figures stand apart


class Runs(Tree):
    """What a page says, each text with the language that it is marked as, and whether its direction is."""

    def __init__(self, html: str) -> None:
        self.said: list[tuple[str, str]] = []
        super().__init__(html)

    @property
    def language(self) -> str:
        return next((each.attributes["lang"] for each in reversed(self.open) if "lang" in each.attributes), "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        own = self.elements[-1].attributes
        self.said += ((own.get("lang", self.language), own[name]) for name in SPOKEN if name in own)

    def handle_data(self, data: str) -> None:
        super().handle_data(data)
        if self.open and self.open[-1].tag not in ("style", "script"):
            self.said.append((self.language, data))


def strangers(said: str, language: str) -> set[str]:
    """The words of ``said`` that are of another language; single letters are names of answers and squares."""
    return {word for word in foreign(said, language) if len(word) > 1} - BRANDS


def unmarked(html: str, language: str) -> set[str]:
    """Words of another language that stand in no element which says so."""
    return {word for marked, text in Runs(html).said if marked == language for word in strangers(text, language)}


def pages_of(made: Plan) -> Iterator[tuple[str, str]]:
    """The page, what others embed of it, the landlord's answer file."""
    page = made_page(made, Options())
    parts = embedding(made, {"index.html": page})
    yield "index.html", page.decode()
    yield from ((name, data.decode()) for name, data in parts.items() if name == "fragment.html")
    yield "reply.html", reply_file(made).decode()


def sheets_of(made: Plan, only: Collection[str] = ()) -> Iterator[tuple[str, bytes]]:
    """Each sheet once, or ``only`` some. Raises DoesNotFit, RenderingFailed."""
    for row in by_maker(made_in(made)):
        if row.name in only or not (only or row.name.startswith(UNREAD)):
            document: Any = row.maker(row.name, made, Options())
            if isinstance(document, GuideDocument):
                document = replace(document, counted={})  # the others are made already
            files: Mapping[str, bytes] = document.files()
            yield from ((row.name, data) for name, data in files.items() if name.endswith(".pdf") and "a4" not in name)


def read_sheet(pdf: bytes, sheet: str, language: str) -> tuple[str, ...]:
    """What is wrong with a sheet, but for the size of its letters, of which ``tests/print`` asks."""
    text = "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    found = [each for each in faults(pdf, sheet) if UNDER not in each]
    if MISSING in text:
        found.append("a glyph is missing")
    words = {word for word in SET.findall(HELD.sub(" ", text)) if foreign(word, language) and not HASH.fullmatch(word)}
    return (*found, *sorted(words & french()))


def french() -> frozenset[str]:
    """The words of the program's French sentences: what a template may say by itself."""
    from jeu_oie.messages import load_catalog

    held = vars(load_catalog("fr").translations)["_catalog"]
    return frozenset(word for key, said in held.items() if key for word in WORD.findall(said) if len(word) > 2)
