"""The letters that the program ships: their French texts, slots, frame and laws (``circuits/letters.yaml``)."""

from collections.abc import Mapping
from functools import cache

from pydantic import ConfigDict, Field

from jeu_oie.circuit import fields
from jeu_oie.circuit.item import Model
from jeu_oie.circuit.read.validate import load
from jeu_oie.resources import circuit_text

FILE = "letters.yaml"


class Written(Model):
    """What stands in our own file; keys that only its readers need are no field."""

    model_config = ConfigDict(extra="ignore")


class Slot(Written):
    """``origin``: ``tenant`` where a person alone knows; ``kind``: ``date`` where a day is typed.

    ``label``, ``help``: said beside the field; ``values``: offered.
    """

    origin: str = Field("", alias="from")
    kind: str = ""
    label: str = ""
    help: str = ""
    empty: str = ""
    values: tuple[str, ...] = ()
    otherwise: str | tuple[str, ...] = Field("", alias="else")
    text: str = ""


class Frame(Written):
    """The lines around each letter, in the order of ``game.letters.FRAME``; ``loyer``: that one goes on paying."""

    sender: tuple[str, ...]
    addressee: tuple[str, ...]
    head: tuple[str, ...]
    foot: tuple[str, ...]
    loyer: str


class Calendar(Written):
    """The words of a date; ``days`` from Monday on; ``first``: the first of a month."""

    days: tuple[str, ...]
    months: tuple[str, ...]
    first: str


class LetterText(Written):
    """``to``: whom, where it is not the landlord; ``envoi``: how it is sent, ``envoi_again`` the second time.

    ``rent``: whether one may add that one goes on paying, or about which subjects alone; ``choice``: letter → what one
    answers, ``subjects`` and ``criteria``: what one chooses from.
    """

    id: str
    object: str
    body: tuple[str, ...]
    rent: fields.Flag | tuple[str, ...] = False
    to: str = ""
    attach: str = ""
    envoi: tuple[str, ...] = ()
    envoi_again: tuple[str, ...] = Field((), alias="envoi-again")
    envoi_help: str = Field("", alias="envoi-help")
    help: str = ""
    choice: Mapping[str, str] = Field(default_factory=dict)
    subjects: tuple[str, ...] = Field((), alias="sujet")
    criteria: tuple[str, ...] = Field((), alias="critère")


class ExampleProblem(Written):
    title: str
    kind: str
    law: str = ""
    letter: str = ""
    decency: fields.Flag = False


class ExampleEgg(Written):
    kind: str
    day: str
    hour: str = ""
    means: str = ""
    number: str = ""
    said: str = ""
    letter: str = ""
    limit: str = ""


class Example(Written):
    problem: ExampleProblem
    eggs: tuple[ExampleEgg, ...] = ()
    slots: Mapping[str, str]
    choice: str = ""
    written: str = ""


class Examples(Written):
    """What a fictitious tenant tells, a letter each; days are ISO texts."""

    today: str
    tenant: Mapping[str, str]
    association: str
    department: str
    letters: Mapping[str, Example]


class LetterTexts(Written):
    """All of the file.

    ``laws``: source → its line; ``subjects``: problem → what one brings before the commission; ``eggs``: kind → its
    line in a list; ``never``: where nothing is written, what one does instead.
    """

    slots: Mapping[str, Slot]
    frame: Frame
    laws: Mapping[str, str]
    letters: tuple[LetterText, ...]
    calendar: Calendar
    subjects: Mapping[str, str]
    eggs: Mapping[str, str]
    never: Mapping[str, str]
    examples: Examples

    def letter(self, name: str) -> LetterText:
        return next(each for each in self.letters if each.id == name)


@cache
def letter_texts() -> LetterTexts:
    texts, problems = load(circuit_text(FILE), FILE, LetterTexts)
    assert texts is not None, problems
    return texts
