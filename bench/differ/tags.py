"""The tags of a PDF: in which order they read its marks aloud, and what PDF/UA-1 would not have."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pikepdf

from bench.differ.letters import Page, spell

Mark = tuple[int, int, int]  # number of the page, of its form (0: in none), MCID
UNDRAWN = -1  # a form that the page does not draw itself
Place = tuple[int, dict[Any, int]]  # a page: its number, and that of each of its forms


@dataclass(frozen=True)
class Tag:
    """An element of the tree: its role, its alternative text, the marks that it and those in it read, in order."""

    role: str
    alt: str
    marks: tuple[Mark, ...]


def read_tags(pdf: pikepdf.Pdf) -> list[Tag]:
    """All elements, outer ones first: the first one reads all. Empty: there are no tags."""
    root = pdf.Root.get("/StructTreeRoot")
    places = {page.objgen: (number, drawn_forms(page)) for number, page in enumerate(pdf.pages, 1)}
    return [] if root is None else list(read_element(root, (0, {}), places))


def drawn_forms(page: pikepdf.Page) -> dict[Any, int]:
    """The forms that the page itself draws, counted from 1 as they come."""
    drawn = (page.Resources.XObject[str(step.operands[0])] for step in pikepdf.parse_content_stream(page, "Do"))
    forms = (each.objgen for each in drawn if each.Subtype == "/Form")
    return {form: number for number, form in enumerate(forms, 1)}


def read_element(element: Any, place: Place, places: Mapping[Any, Place]) -> Iterator[Tag]:
    place = places[element.Pg.objgen] if "/Pg" in element else place
    held = element.get("/K", [])
    marks: list[Mark] = []
    below: list[Tag] = []
    for kid in held if isinstance(held, pikepdf.Array) else [held]:
        if not isinstance(kid, pikepdf.Dictionary):
            marks.append((place[0], 0, int(kid)))
        elif "/MCID" in kid:
            page, forms = places[kid.Pg.objgen] if "/Pg" in kid else place
            marks.append((page, forms.get(kid.Stm.objgen, UNDRAWN) if "/Stm" in kid else 0, int(kid.MCID)))
        elif "/S" in kid:
            inner = list(read_element(kid, place, places))
            marks += inner[0].marks
            below += inner
    yield Tag(str(element.get("/S", "/Document"))[1:], str(element.get("/Alt", "")), tuple(marks))
    yield from below


def text_of(tag: Tag, texts: Mapping[Mark, str]) -> str:
    return " ".join(texts.get(mark, "") for mark in tag.marks)


def mark_texts(pages: Iterable[Page]) -> dict[Mark, str]:
    texts: dict[Mark, str] = {}
    for page in pages:
        for letter in page.letters:
            if letter.context.mark is not None:
                mark = (page.number, *letter.context.mark)
                texts[mark] = texts.get(mark, "") + letter.text
    return texts


def faults(pdf: pikepdf.Pdf, pages: Iterable[Page]) -> tuple[str, ...]:
    read = read_tags(pdf)
    return (*missing_declarations(pdf), *role_faults(read), *untagged(read[0], pages)) if read else ("no tags",)


def missing_declarations(pdf: pikepdf.Pdf) -> Iterator[str]:
    root: Any = pdf.Root
    with pdf.open_metadata() as metadata:
        declared = {
            "marked": str(root.get("/MarkInfo", {}).get("/Marked")) == "True",
            "language": "/Lang" in root,
            "title": bool(metadata.get("dc:title")),
            "title shown": str(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle")) == "True",
            "PDF/UA-1": metadata.get("pdfuaid:part") == "1",
        }
    yield from (f"not declared: {name}" for name, there in declared.items() if not there)


def role_faults(read: Iterable[Tag]) -> Iterator[str]:
    levels = [int(tag.role[1]) for tag in read if re.fullmatch("H[1-6]", tag.role)]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} H1"
    for before, level in pairwise([0, *levels]):
        if level > before + 1:
            yield f"H{level} after {f'H{before}' if before else 'nothing'}"
    unsaid = sum(tag.role == "Figure" and not tag.alt for tag in read)
    if unsaid:
        yield f"{unsaid} figures without a text"


def untagged(root: Tag, pages: Iterable[Page]) -> Iterator[str]:
    known = set(root.marks)
    for page in pages:
        alone = [
            letter
            for letter in page.letters
            if not letter.context.artifact and (page.number, *(letter.context.mark or ())) not in known
        ]
        if alone:
            yield f"page {page.number}: neither tagged nor artifact: {spell(alone)}"


def square_faults(read: Iterable[Tag], texts: Mapping[Mark, str], squares: int) -> tuple[str, ...]:
    """Empty where a board of so many ``squares`` reads them from the first to the last, before any other number.

    A square is a section that begins with its number, or its number is an element of its own.
    """
    told = [(tag.role, text_of(tag, texts).split()) for tag in read]
    sections = [words for role, words in told if role == "Sect" and words]
    alone = [words for _, words in told if len(words) == 1]
    numbers = [int(words[0]) for words in sections or alone if words[0].isdecimal()]
    if numbers[:squares] == list(range(1, squares + 1)):
        return ()
    return ("squares read as " + " ".join(map(str, numbers[:squares])),)
