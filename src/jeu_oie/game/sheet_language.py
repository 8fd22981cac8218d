"""The person's sheet in another language than its circuit: the program's words in it, the circuit's own as they are.

A language of ``messages.LANGUAGES`` has all sentences; the others have those of this sheet alone.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

from jeu_oie.draw.text import direction, isolate
from jeu_oie.messages import LANGUAGES, SHEET_LANGUAGES, Catalog, load_catalog, read_catalog


@dataclass(frozen=True)
class SheetCatalog(Catalog):
    """The sentences of the person's sheet; what fills them keeps its direction in them."""

    def __reduce__(self) -> tuple[Callable[[str], Catalog], tuple[str]]:
        return load_sheet_catalog, (self.language,)

    def __call__(self, key: str, /, **values: object) -> str:
        """Raises KeyError on a key that the catalog lacks."""
        return super().__call__(key, **{name: self.held(value) for name, value in values.items()})

    def held(self, value: object) -> object:
        return isolate(value) if isinstance(value, str) and direction(self.language) == "rtl" else value


def sheet_language(language: str) -> str:
    """The language of the person's sheet for a circuit in ``language`` (a BCP 47 code): the first where it has none."""
    spoken = language.split("-")[0].lower()
    return spoken if spoken in SHEET_LANGUAGES else SHEET_LANGUAGES[0]


@cache
def load_sheet_catalog(language: str) -> Catalog:
    """The sentences of the person's sheet in one of SHEET_LANGUAGES."""
    if language in LANGUAGES:
        return load_catalog(language)
    return SheetCatalog(language, read_catalog(language))


def language_name(language: str) -> str:
    """« العربية »: as those call it whose language it is."""
    return load_sheet_catalog(language)("handout.language")


def split_language(name: str) -> tuple[str, str]:
    """« 3-person-ar » → « 3-person » and « ar »; the name of any other sheet, and no language."""
    plain, _, end = name.rpartition("-")
    return (plain, end) if end in SHEET_LANGUAGES else (name, "")


def review_mark(language: str, words: Catalog) -> tuple[str, ...]:
    """That a translation is to be read again, in both languages; nothing once its catalog says so no more."""
    if language not in LANGUAGES:
        with suppress(KeyError):
            return load_sheet_catalog(language)("handout.translation"), words("handout.translation")
    return ()
