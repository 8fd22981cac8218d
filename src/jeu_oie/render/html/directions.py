"""The direction of each paragraph of a printed document that holds words written from right to left.

The program's own sentences stand in French where it does not speak a circuit's language: each paragraph then runs
as its words do, and the document as most of them. The print engine knows ``dir``, but not ``dir=auto``.
"""

import re
from functools import partial

from jeu_oie.layout.direction import leftward

BLOCK = re.compile(r"<(h[1-6]|p|li|td|th|dt|dd)\b([^>]*)>((?:\s*<img\b[^>]*>)*)(.*?)</\1>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
SAYS = re.compile(r"[^\W_]")  # figures alone run from left to right
ENOUGH = 0.2  # of the paragraphs: labels and notes of the program stand beside each text of a circuit


def direct_paragraphs(html: str) -> str:
    """``html`` as it is, or with the direction of each paragraph where some run from right to left."""
    if not leftward(html):
        return html
    told = [way for way in (way_of(found[4]) for found in BLOCK.finditer(html)) if way]
    main = "rtl" if told.count("rtl") > ENOUGH * len(told) else "ltr"
    return BLOCK.sub(partial(turn_paragraph, main), html).replace("<html ", f'<html dir="{main}" ', 1)


def way_of(content: str) -> str:
    """``rtl``, ``ltr``, or nothing where nothing is said."""
    said = TAG.sub("", content)
    return ("rtl" if leftward(said) else "ltr") if SAYS.search(said) else ""


def turn_paragraph(main: str, found: re.Match[str]) -> str:
    """A paragraph with its words in their own direction: pictures before them keep their place in the document."""
    way = way_of(found[4])
    if way in ("", main):
        return found[0]
    return f'<{found[1]}{found[2]}>{found[3]}<bdi dir="{way}">{found[4]}</bdi></{found[1]}>'
