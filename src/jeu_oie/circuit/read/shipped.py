"""What the program ships for every circuit: problems that people have anywhere, dangers, and what is said of each.

``circuits/search.yml`` says what each is called and what people type for it, ``circuits/problems.yml`` what one does,
in English ``problems.en.yml``; they stand where the standard common file is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from pydantic import Field

from jeu_oie.circuit import fields
from jeu_oie.circuit.model import AnswerKind, ElsewhereList, Letter, Model, Topics
from jeu_oie.circuit.read.validate import load
from jeu_oie.messages import LANGUAGES
from jeu_oie.resources import circuit_text

SEARCH = "search.yml"


class SearchDanger(Model):
    """A danger as people type it; its gestures are those of the ``emergency`` of the same id."""

    id: fields.Id
    title: fields.Text
    words: fields.Several


class SearchProblem(Model):
    """A problem that people have anywhere. ``depends``: whether it is urgent, the landlord or the person says.

    ``letter``: absent, that of its kind. ``law``: what a letter may cite. ``envoi``: how it is sent first.
    """

    id: fields.Id
    title: fields.Text
    kind: AnswerKind
    topics: Topics
    icon: fields.Text
    words: fields.Several
    letter: Letter | None = None
    law: fields.Id | None = None
    envoi: fields.Id | None = None
    decency: fields.Flag = False
    depends: fields.Flag = False


class SearchIndex(Model):
    """``stop``: words that say nothing alone. ``same``: groups of words by the name that entries call them by."""

    stop: fields.Text
    same: Mapping[str, fields.Text]
    dangers: tuple[SearchDanger, ...]
    problems: tuple[SearchProblem, ...]


class CommonCharge(StrEnum):
    """Who pays for a common problem; ``insurance`` and ``none`` are for screen and card, never for a letter."""

    LANDLORD = "landlord"
    TENANT = "tenant"
    DEPENDS = "depends"
    INSURANCE = "insurance"
    NONE = "none"


class CommonPays(Model):
    value: CommonCharge
    why: fields.Text | None = None
    source: fields.Several = ()


class CommonUntil(fields.DelayMapping):
    """A time that is the tenant's own, and who says so."""

    source: fields.Several = ()


class Level(StrEnum):
    """Whether one calls the same day."""

    DANGER = "danger"
    URGENT = "urgent"
    ORDINARY = "ordinary"


class CommonProblem(Model):
    """What is said of a common problem anywhere: gestures, what to note, who pays, who helps; ``limit`` of that."""

    id: fields.Id
    title: fields.Text | None = None
    short: fields.Text | None = None
    words: fields.Several = ()
    topics: Topics = ()
    level: Level | None = None
    charge: CommonPays | None = None
    until: CommonUntil | None = None
    first: fields.Texts = ()
    note: fields.Several = ()
    ask: fields.Text | None = None
    law: fields.Text | None = None
    never: fields.Several = ()
    helper: fields.Several = ()
    elsewhere: ElsewhereList = ()
    source: fields.Several = ()
    uncertain: fields.Flag = False
    limit: fields.Text | None = None


class CommonHelper(Model):
    """Somebody who helps and is no recourse: a name, at times a number with its source."""

    name: fields.Text
    call: fields.Text | None = None
    hours: fields.Text | None = None
    source: fields.Several = ()


class ProblemsFile(Model):
    problems: tuple[CommonProblem, ...]
    helpers: Mapping[str, CommonHelper] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shipped:
    """By id: what each common problem and danger is called, what is said of it, who helps."""

    index: SearchIndex
    listed: Mapping[str, SearchProblem]
    dangers: Mapping[str, SearchDanger]
    problems: Mapping[str, CommonProblem]
    helpers: Mapping[str, CommonHelper]

    @property
    def ids(self) -> tuple[str, ...]:
        """What ``like`` may name."""
        return (*self.dangers, *self.listed)


@cache
def shipped(language: str = next(iter(LANGUAGES))) -> Shipped:
    """The two files, as they were read once; what one does is said in ``language``, one of LANGUAGES.

    What people type, and what it is called, is French alone.
    """
    name = LANGUAGES[language].problems
    index, problems = load(circuit_text(SEARCH), SEARCH, SearchIndex)
    assert index is not None, problems
    said, problems = load(circuit_text(name), name, ProblemsFile)
    assert said is not None, problems
    return Shipped(
        index,
        {each.id: each for each in index.problems},
        {each.id: each for each in index.dangers},
        {each.id: each for each in said.problems},
        said.helpers,
    )
