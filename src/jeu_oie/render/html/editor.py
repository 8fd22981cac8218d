"""The editor: one file with which people describe a circuit by a form.

The form, its judgement and its sentences are made of the rulebook, so that they are those of the reader. Nothing is
loaded and nothing is sent; ``serve`` gives the same page with what its own home needs.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from markupsafe import Markup

from jeu_oie.board.kinds import Kind
from jeu_oie.board.kinds.register import KINDS, palette_of
from jeu_oie.circuit.rulebook import rulebook
from jeu_oie.exchange.tablebook import tablebook
from jeu_oie.layout.subset import fonts_for, texts_in
from jeu_oie.messages import Catalog
from jeu_oie.render.html import fill, text
from jeu_oie.render.html.editor_words import UNLABELLED, collect_sentences, form_sentences
from jeu_oie.render.html.page_style import colours, fingerprint, font_faces, picture, slim
from jeu_oie.render.pictograms import ICONS

# What stands before an item that makes no square.
ITEMS = {
    "problems": "wrench",
    "advice": "tip",
    "facts": "info",
    "sources": "info",
    "actors": "people",
    "words": "bubble",
}
LETTERS = "#[]<>{}|*$^`~\\"  # people type them


@dataclass(frozen=True, slots=True)
class Served:
    """What ``serve`` adds: data for its home, more of the policy (``connect-src``, ``frame-src``), its own style."""

    data: Mapping[str, Any]
    policy: str
    style: str = ""


def editor(words: Catalog, served: Served | None = None) -> str:
    """The page as HTML, in the language of ``words``. Same words, same text."""
    book = {**rulebook(words), "table": tablebook(words)}
    book["sentences"] |= form_sentences(words)
    sentences = collect_sentences(book, words)
    for field in chain.from_iterable(book["models"].values()):
        if field["key"] in UNLABELLED or f"help.{field['key']}" in sentences:
            del field["help"]  # nobody reads it, or the form says it in its own words
    style = style_of((*texts_in(book), *texts_in(sentences), LETTERS), served.style if served else "")
    script = Markup(text(f"editor/script{'_studio' if served else ''}.js").strip())  # noqa: S704 (our own)
    return fill(
        "editor/editor.html",
        words=words,
        style=style,
        script=script,
        policy=policy(style, script, served.policy if served else ""),
        rulebook=embed_data(book),
        sentences=embed_data(sentences),
        studio=embed_data(served.data) if served else "",
    )


def policy(style: str, script: str, more: str) -> str:
    """The content of the policy's ``<meta>``: this style and script, ``data:`` fonts and pictures, nothing else."""
    return (
        f"default-src 'none'; style-src '{fingerprint(style)}'; script-src '{fingerprint(script)}'; font-src data:; "
        f"img-src data:; base-uri 'none'; form-action 'none'{f'; {more}' if more else ''}"
    )


def embed_data(data: object) -> Markup:
    """Data in a ``<script>``: no text of it can close the element."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(written.replace("<", "\\u003c"))  # noqa: S704 (escaped here)


def style_of(texts: Iterable[str], more: str) -> Markup:
    """The style sheet with the kinds' colours and pictograms, slim."""
    rules = Markup("\n".join((*colours(palette_of({})), *pictograms())))  # noqa: S704 (made here)
    fonts = Markup("".join(font_faces(fonts_for(texts, light=True))))  # noqa: S704 (base64)
    made = fill("editor/editor.css", fonts=fonts, rules=rules)
    return Markup(slim(made + more))  # noqa: S704 (our own templates)


def pictograms() -> Iterator[str]:
    """Each pictogram once: that of a kind of square or item, those of channels and actors."""
    for kind in Kind:
        if kind is not Kind.STEP:
            yield f'.k-{kind},.item[data-kind={kind}]{{--p:url("{picture(KINDS[kind].pictogram)}")}}'
    for name in ICONS:
        yield f'.p-{name}{{--p:url("{picture(name)}")}}'
    for name, drawn in ITEMS.items():
        yield f'.item[data-kind={name}]{{--p:url("{picture(drawn)}")}}'
