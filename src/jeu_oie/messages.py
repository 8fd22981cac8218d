"""Codes and keys → sentences, French and English, through gettext; a problem → what says and mends it."""

import gettext
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from math import ceil
from pathlib import Path
from typing import Protocol

# Codes and keys → sentences, French and English, through gettext.
#
# Every sentence of the program has a symbolic key (``problem.duplicate-key``, ``row.delay``) and stands in the one
# catalog of its language (``locale/``), in the order of the keys. The French and the English hold all of them, those of
# SHEET_LANGUAGES besides what their sheet asks for. ``{name}`` places are filled here.


@dataclass(frozen=True, slots=True)
class Language:
    """What the program needs to know of a language that no sentence tells."""

    common: str  # the file of ``circuits/`` that tells the dangers in it
    problems: str  # the one that tells the problems that people have anywhere
    round_to_form: Callable[[float], int]  # the count that gives a part of a unit its form: « 1,5 jour », "1.5 days"


# Those that the program speaks; the first is for whoever asks for another one.
LANGUAGES: Mapping[str, Language] = {
    "fr": Language("common.yaml", "problems.yml", int),
    "en": Language("common.en.yml", "problems.en.yml", ceil),
}
SHEET_LANGUAGES = (*LANGUAGES, "ar")  # and those of the person's sheet alone (``game/sheet_language.py``)
DOMAIN, LOCALE = "jeu-oie", Path(__file__).parent / "locale"

# Between two sentences; what closes a quotation goes with it.
BETWEEN = re.compile(r"(?<=[.!?])\s+(?![\s»”)])|(?<=[.!?]\s[»”)])\s+|(?<=[.!?][»”)])\s+|\n+")


@dataclass(frozen=True)
class Catalog:
    """The sentences of one language, called with a key: ``words("kind.step")``."""

    language: str
    translations: gettext.NullTranslations

    def __reduce__(self) -> tuple[Callable[[str], "Catalog"], tuple[str]]:
        """To another process goes the name of the language: the catalogs lie there too."""
        return load_catalog, (self.language,)

    def __call__(self, key: str, /, **values: object) -> str:
        """The sentence of ``key``, its ``{places}`` filled with ``values``.

        Raises KeyError on a key that the catalog lacks: a missing sentence is a fault of ours.
        """
        sentence = self.translations.gettext(key)
        if sentence == key:
            raise KeyError(key)
        return sentence.format(**values) if values else sentence

    def count(self, key: str, number: float, /, **values: object) -> str:
        """The sentence of ``key`` in its singular or plural, ``{n}`` being ``number``."""
        sentence = self.translations.ngettext(key, key + ".plural", number)  # type: ignore[arg-type]
        if sentence.startswith(key):
            raise KeyError(key)
        return sentence.format(n=f"{number:g}", **values)


def split_sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text as it is written, spaces around them left out."""
    return tuple(filter(None, (part.strip() for part in BETWEEN.split(text))))


@cache
def load_catalog(language: str) -> Catalog:
    """The catalog of ``language`` (a BCP 47 code); French where the program does not speak it."""
    spoken = language.split("-")[0].lower()
    spoken = spoken if spoken in LANGUAGES else next(iter(LANGUAGES))
    return Catalog(spoken, read_catalog(spoken))


def read_catalog(language: str) -> gettext.NullTranslations:
    """The sentences of ``language``. Raises FileNotFoundError where it has none."""
    return gettext.translation(DOMAIN, LOCALE, [language])


class Coded(Protocol):
    """What is told by its code: a problem (``errors``), which knows this module."""

    @property
    def code(self) -> str: ...
    @property
    def values(self) -> tuple[tuple[str, str], ...]: ...


def tell(problem: Coded, words: Catalog) -> tuple[str, str]:
    """The message and the cure of ``problem`` in the language of ``words``.

    A cure names the nearest known word where there is one. Raises KeyError on a code without a sentence.
    """
    values = _values(problem, words)
    cure = f"problem.{problem.code}.near.cure" if "nearest" in values else f"problem.{problem.code}.cure"
    return words(f"problem.{problem.code}", **values), words(cure, **values)


def _values(problem: Coded, words: Catalog) -> dict[str, str]:
    values = dict(problem.values)
    if problem.code in ("wrong-kind", "word-not-here"):
        values["expected"] = words(f"problem.expected.{values['key']}")
    if problem.code == "hidden-character":
        values["name"] = words(f"problem.hidden.{values['sort']}")
    if problem.code == "list-mark":
        values["name"] = words(f"problem.mark.{values['sort']}", mark=values["mark"])
    if problem.code == "wrong-kind":
        values["kind"] = words(f"problem.kind.{values['kind']}")
    return values
