"""Codes and keys → sentences, French and English, through gettext; a problem → what says and mends it."""

import gettext
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import ceil
from pathlib import Path
from typing import Protocol

# --- Codes and keys → sentences, French and English, through gettext --------------------------------------
#
# Every sentence of the program has a symbolic key (``problem.duplicate-key``, ``card.row.delay``); the French and
# the English catalogs (``locale/``) both hold all of them: ``board`` what is printed, ``page`` what the page says
# besides, ``problems`` what is wrong in a file, ``cli`` what the command line says, ``odds`` how long a game lasts;
# printed: ``guide`` for the facilitator, ``workshop`` what is written on (worksheets, validation), ``table`` what
# lies on the table (booklet, worksheet), ``handout`` what each tenant takes home (a person's sheet, poster), ``kit``
# what a kit is made of; on line: ``embed`` how to show a kit on a site, ``compare`` landlords side by side and the
# gallery; ``editor`` the page that describes a circuit; ``studio`` what the preview says around a page, ``changes``
# what a diff tells, ``exchange`` tables and diagrams of a circuit, ``building`` how many circuits are built,
# ``cluster`` on which machines, ``returns`` what comes back from the landlord and the workshop, ``handbook`` what the
# format means (``explain`` too). ``{name}`` places are filled here.


@dataclass(frozen=True, slots=True)
class Language:
    """What the program needs to know of a language that no sentence tells."""

    common: str  # the file of ``circuits/`` that tells the dangers in it
    round_to_form: Callable[[float], int]  # the count that gives a part of a unit its form: « 1,5 jour », "1.5 days"


# Those that the program speaks; the first is for whoever asks for another one.
LANGUAGES: Mapping[str, Language] = {
    "fr": Language("common.yaml", int),
    "en": Language("common.en.yml", ceil),
}
SHEET_LANGUAGES = (*LANGUAGES, "ar")  # and those of the person's sheet alone (``game/tongue.py``)
DOMAINS = (
    *("board", "print", "page", "problems", "cli", "odds"),
    *("guide", "workshop", "table", "handout", "kit", "embed", "compare", "studio", "changes", "exchange"),
    "building",
    "cluster",
    "returns",
    "editor",
    "handbook",
)

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
        sentence = look_up(self.translations, key)
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
def look_up(translations: gettext.NullTranslations, key: str) -> str:
    """The sentence of ``key``, asked of one domain after the other once only: a page says some thousand times."""
    return translations.gettext(key)


@cache
def load_catalog(language: str) -> Catalog:
    """The catalog of ``language`` (a BCP 47 code); French where the program does not speak it."""
    spoken = language.split("-")[0].lower()
    spoken = spoken if spoken in LANGUAGES else next(iter(LANGUAGES))
    return Catalog(spoken, read_catalogs(spoken, DOMAINS))


def read_catalogs(language: str, domains: Iterable[str]) -> gettext.NullTranslations:
    """The sentences of ``language`` in ``domains``. Raises FileNotFoundError where it lacks one."""
    folder = Path(__file__).parent / "locale"
    first, *others = (gettext.translation(domain, folder, [language]) for domain in domains)
    for other in others:
        first.add_fallback(other)
    return first


# --- A problem → the sentence that says it and the one that mends it --------------------------------------


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
