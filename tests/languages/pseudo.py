"""Languages that nobody speaks, made of the French catalog: all that a kit says in them tells whose words it is.

``LONG`` is French with a diaeresis on each vowel, the program's sentences 40 % longer; ``LEFTWARD`` is French in Arabic
letters. A word of either is told from one of another language by its letters (``foreign``).
"""

import gettext
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache, partial
from typing import Any
from unicodedata import normalize

import pytest
from pydantic import BaseModel

from jeu_oie import messages
from jeu_oie.circuit.model import Circuit
from jeu_oie.circuit.read import files, shipped
from jeu_oie.circuit.shapes import names
from jeu_oie.game import sheet_language
from jeu_oie.messages import LANGUAGES, Language, load_catalog, read_catalog

Say = Callable[[str], str]

# Codes of languages that the program has no catalog of; the second is written from right to left.
LONG, LEFTWARD = "et", "fa"
COMMON = "common.yaml"
GROWTH = 0.4  # of the letters of each sentence
VOWELS = "aeiouy"
DIAERESIS = str.maketrans("aeiouyAEIOUY", "äëïöüÿÄËÏÖÜŸ")
ARABIC = str.maketrans(dict(zip("abcdefghijklmnopqrstuvwxyz", "ابجدهفغحيزكلمنوقثرستعظخشصض", strict=True)))
# What fills a sentence or marks it up, and what is the same in every language: addresses, acronyms that people say.
HELD = re.compile(
    r"(\{[^{}]*\}|%\(\w+\)s|<[^<>]*>|&\w+;|\\.|https?://\S+|\S+@\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:fr|org|com|eu|html|pdf|yaml|zip)\b"
    r"|\b[A-Z]{2,}\b|\b[0-9a-f]{6}\b|jeu-oie\s\w+)"
)
TEXTS = {
    *names("text", "texts", "short-text"),
    "where_number",
    "by",
    "note",
    "never",
    "ask",
    "law",
    "limit",
    "why",
    "excludes",
}
TEXTS -= {"version", "hash"}
SHORT = re.compile(r"(?<=[^\W\d_])e(?=[^\W\d_])")
WORD = re.compile(r"[^\W\d_]+")


def fold(text: str) -> str:
    """French letters without their accents."""
    plain = normalize("NFD", text.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae"))
    return "".join(char for char in plain if not "\u0300" <= char <= "\u036f")


def outside(text: str, change: Say) -> str:
    return "".join(part if HELD.fullmatch(part) else change(part) for part in HELD.split(text))


def accent(text: str) -> str:
    return outside(text, lambda part: fold(part).translate(DIAERESIS))


def write_leftward(text: str) -> str:
    """In Arabic letters, which leave short vowels out: as many as an « e » within a word."""
    return outside(text, lambda part: SHORT.sub("", fold(part).lower()).translate(ARABIC))


def lengthen(text: str) -> str:
    """Its words longer, so that none breaks where it did: vowels are held, as in « dëëläïï »."""
    return outside(text, lambda part: stretch(fold(part)).translate(DIAERESIS))


def stretch(text: str) -> str:
    """With GROWTH more characters, each beside the same letter, a vowel where one is near."""
    letters = sum(map(str.isalpha, text))
    grown, owed = "", 0.0
    for char in text:
        owed += GROWTH * len(text) / letters if char.isalpha() else 0
        more = owed >= 1 and char.isalpha() and (char.lower() in VOWELS or owed >= 1.7)
        grown, owed = grown + char + char.lower() * more, owed - more
    return re.sub(r"([^\W\d_])(?=[\W\d_]*$)", lambda found: found[1] + found[1].lower() * round(owed), grown, count=1)


def foreign(text: str, language: str) -> list[str]:
    """The words of ``text`` that are none of ``language``: a vowel without its mark, or a letter of ours."""
    words = (found for part in HELD.split(text) if not HELD.fullmatch(part) for found in WORD.findall(part))
    if language == LEFTWARD:
        return [word for word in words if re.search("[A-Za-zÀ-ÿœŒ]", word)]
    return [word for word in words if re.search("[aeiouyàâéèêîôùûœ]", word, re.IGNORECASE)]


def translate(value: Any, say: Say, name: str = "") -> Any:
    """``value`` with all that people read in it said otherwise; ids, dates and addresses stay."""
    match value:
        case BaseModel():
            said = {each: translate(getattr(value, each), say, each) for each in type(value).model_fields}
            return value.model_copy(update=said)
        case str():
            return say(value) if name in TEXTS and not isinstance(value, Enum) else value
        case Mapping():
            keyed = say if name == "words" else str
            return {
                keyed(key): translate(each, say, "text" if name == "words" else name) for key, each in value.items()
            }
        case tuple():
            return tuple(translate(each, say, name) for each in value)
        case _ if is_dataclass(value) and not isinstance(value, type):
            said = {each.name: translate(getattr(value, each.name), say, each.name) for each in fields(value)}
            return replace(value, **said)
    return value


class Said(gettext.NullTranslations):
    """The French sentences, each said otherwise."""

    def __init__(self, say: Say) -> None:
        super().__init__()
        self.say, self.french = say, read_catalog("fr")

    def gettext(self, message: str) -> str:
        found = self.french.gettext(message)
        return message if found == message else self.say(found)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        found = self.french.ngettext(msgid1, msgid2, n)
        return found if found in (msgid1, msgid2) else self.say(found)


SENTENCE: Mapping[str, Say] = {LONG: lengthen, LEFTWARD: write_leftward}  # the program's
TEXT: Mapping[str, Say] = {LONG: accent, LEFTWARD: write_leftward}  # a circuit's: who writes it minds the board


def in_language(circuit: Circuit, language: str) -> Circuit:
    """``circuit`` as whoever speaks ``language`` would write it."""
    said: Circuit = translate(circuit, TEXT[language])
    return said.model_copy(update={"language": language})


@contextmanager
def spoken() -> Iterator[None]:
    """While it lasts, both languages have a catalog, a common file, and words for the problems of anywhere."""
    ours, shared, told = messages.read_catalog, files._read, shipped.read_shipped
    common = {f"{COMMON}.{language}": language for language in TEXT}

    def read_common(name: str) -> Any:
        return translate(shared(COMMON), TEXT[common[name]]) if name in common else shared(name)

    def read_problems(language: str) -> Any:
        if language not in TEXT:
            return told(language)
        found = told("fr")
        say = partial(translate, say=TEXT[language])
        return replace(
            found,
            problems={name: say(each) for name, each in found.problems.items()},
            helpers={name: say(each) for name, each in found.helpers.items()},
        )

    def read(language: str) -> gettext.NullTranslations:
        return Said(SENTENCE[language]) if language in SENTENCE else ours(language)

    with pytest.MonkeyPatch.context() as patched:
        for name, language in common.items():
            patched.setitem(LANGUAGES, language, Language(name, "problems.yml", int))
        patched.setattr(messages, "read_catalog", read)
        patched.setattr(files, "_read", cache(read_common))
        patched.setattr(shipped, "read_shipped", cache(read_problems))
        patched.setattr(sheet_language, "SHEET_LANGUAGES", (*messages.SHEET_LANGUAGES, *TEXT))
        yield
    load_catalog.cache_clear()
    sheet_language.load_sheet_catalog.cache_clear()
