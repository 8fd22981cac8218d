"""Content and a template → PDF or PNG, through Typst: no clock, no system font, no file but those given."""

import json
import re
import threading
from dataclasses import asdict
from functools import cache
from typing import Any

import typst

from jeu_oie.errors import DoesNotFit, Misfit, RenderingFailed
from jeu_oie.print.content.frame import Content, as_data, content_hash
from jeu_oie.print.look import Look
from jeu_oie.resources import Templates, folder, print_template

CATALOG = "catalog."  # begins the address of a text of our own
PACKAGE = re.compile(r'"@[\w-]+/')
MM_INCH = 25.4
KEPT = 10  # compilations
MISFIT = "misfit:"  # before what lib.typ says of all that found no room
CLAIMED = 900  # mm that at least a text claims of what holds it, which has a word that is wider than its line


_ours = threading.local()


def compiler() -> typst.Compiler:
    """One a thread, which cannot be shared. What it has set before is not set again.

    Nothing may be compiled in a process that forks afterwards: the child would wait for ever.
    """
    if not hasattr(_ours, "compiler"):
        _ours.compiler = typst.Compiler(font_paths=fonts(), ignore_system_fonts=True)
    return _ours.compiler  # type: ignore[no-any-return]


def forget() -> None:
    """Free what was worked out for the sheets before: a table's cards take 250 MB, and nothing else empties it.

    Typst keeps what its last ten compilations have used.
    """
    for _ in range(KEPT + 1):
        compiler().compile(b"", format="svg")


@cache
def fonts() -> typst.Fonts:
    """Those of templates/fonts, and no others."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder("templates") / "fonts")]
    )


def typeset(
    name: str, template: str, content: Content, look: Look, own: Templates | None = None, *, tagged: bool = True
) -> bytes:
    """The PDF (ISO 14289-1) of ``content`` in ``template`` (« circuit »); ``name``: that of the sheet, in errors.

    Not ``tagged``: what others show, or a print shop prints. Raises DoesNotFit, RenderingFailed.
    """
    how: dict[str, Any] = {"pdf_standards": ["ua-1"]} if tagged else {"pdf_tags": False}
    made = compiled(name, files_of(template, content, look, own), format="pdf", **how)
    assert isinstance(made, bytes)
    return made


def typeset_pictures(
    name: str, template: str, content: Content, look: Look, px_mm: float, own: Templates | None = None
) -> list[bytes]:
    """A PNG a page, ``px_mm`` pixels a mm. Raises DoesNotFit, RenderingFailed."""
    made = compiled(name, files_of(template, content, look, own), format="png", ppi=px_mm * MM_INCH)
    return [made] if isinstance(made, bytes) else made


def files_of(template: str, content: Content, look: Look, own: Templates | None = None) -> dict[str, bytes]:
    """What Typst reads besides lib.typ, fonts and pictograms."""
    told = {**as_data(content), "hash": content_hash(content), "look": asdict(look)}
    files = {"content.json": json.dumps(told, ensure_ascii=False).encode(), **templates_of(own)}
    return {**files, "main.typ": files.get(f"{template}.typ") or print_template(template).encode()}


def templates_of(own: Templates | None) -> dict[str, bytes]:
    """A user's own templates, which stand in the place of ours of the same name. Raises RenderingFailed."""
    texts = own.texts if own else {}
    found = {name: text for name, text in texts.items() if name.startswith("print/") and name.endswith(".typ")}
    if fetching := [name for name, text in found.items() if PACKAGE.search(text)]:
        raise RenderingFailed(f"{fetching[0]}: a package, which would be fetched")
    return {name.removeprefix("print/"): text.encode() for name, text in found.items()}


def compiled(name: str, files: dict[str, bytes], **how: Any) -> bytes | list[bytes]:  # noqa: ANN401 (Typst's own)
    try:
        made, warnings = compiler().compile_with_warnings(
            files,
            root=str(folder("templates") / "print"),
            timestamp=0,
            **how,
        )
    except typst.TypstError as error:
        _, found, told = error.message.partition(MISFIT)
        if found:
            raise no_room(name, told) from None
        raise RenderingFailed(f"{name}: {error.message} {' '.join(error.hints)} {error.trace}") from error
    if warnings:
        raise RenderingFailed(f"{name}: {'; '.join(each.message for each in warnings)}")
    assert made is not None
    return made


def no_room(name: str, told: str) -> DoesNotFit | RenderingFailed:
    """What found no room, each address once: a heading that is repeated, a second pass tell it again.

    A text of our own catalogue, or too many pages, is a fault of ours.
    """
    found = {each["at"]: Misfit(each["at"], each["need"], each["have"]) for each in json.loads(told)}
    found = {at: each for at, each in found.items() if each.need < CLAIMED} or found  # else what holds it is told too
    ours = [at for at in found if not at or at.startswith(CATALOG)]
    return RenderingFailed(f"{name}: no room, {told}") if ours else DoesNotFit(name, tuple(found.values()))
