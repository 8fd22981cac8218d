"""What a letter needs: of an answer, and of what the tenant tells."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from jeu_oie.circuit.read.letters import letter_texts
from jeu_oie.circuit.times import Starts
from jeu_oie.game.days import Term


@dataclass(frozen=True, slots=True)
class AnnouncedDelay:
    """What the landlord announces, in his words; ``term``: None where no day is counted (« environ »)."""

    text: str
    term: Term | None
    doubt: bool = False
    starts: Starts = Starts.UNKNOWN


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What a letter needs of an answer, beside what the tenant tells; ``mail``: where one that is mailed goes.

    ``problem``: its short title; ``letter``: the one that the problem names, ``none``, or empty: that of its kind;
    ``ask``: the demand in its own words; ``laws``: those that may be cited (``laws_cited``); ``subject``: what one
    would bring before the commission, empty where that is not for it.
    """

    problem: str
    kind: str
    landlord: str
    id: str = ""
    address: str = ""
    mail: str = ""
    letter: str = ""
    ask: str = ""
    laws: frozenset[str] = frozenset()
    charge: str = ""
    decency: bool = False
    registered: bool = False
    subject: str = ""
    delay: AnnouncedDelay | None = None
    department: str = ""
    association: str = ""


@dataclass(frozen=True, slots=True)
class Egg:
    """Something that happened about the problem; a letter has its id, and the date that it proposed, ``limit``."""

    kind: str
    day: date | None = None
    hour: time | None = None
    means: str = ""
    number: str = ""
    said: str = ""
    letter: str = ""
    limit: date | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    """What the tenant tells, read at ``now``; ``slots``: what was typed, which wins over what is known.

    ``choice``, ``written``: what one answers to an offer, the date that stands on it; ``in_writing``: a letter is
    wished though the landlord was told; ``ticked``: one has read the doubtful delay oneself.
    """

    now: datetime
    eggs: tuple[Egg, ...] = ()
    slots: Mapping[str, str] = field(default_factory=dict)
    choice: str = ""
    written: date | None = None
    in_writing: bool = False
    rent: bool = True
    ticked: bool = False

    @property
    def today(self) -> date:
        return self.now.date()

    def of(self, *kinds: str) -> list[Egg]:
        """The dated eggs of these kinds, in the order in which they happened."""
        return sorted((each for each in self.eggs if each.day and each.kind in kinds), key=moment_of)


def moment_of(egg: Egg) -> tuple[date, time]:
    return egg.day or date.min, egg.hour or time.max


DECENCY_LAWS, NEIGHBOURS_LAWS = ("decret-2002-120", "loi-89-20-1"), ("loi-89-6-1",)


def laws_cited(law: str, *, decency: bool, kind: str, dated: Iterable[str]) -> frozenset[str]:
    """The laws that letters about a problem may cite: those that it asks for, as far as their source has a date.

    ``law``: the one that it names; a defect of decency asks for the others of decency, neighbours for theirs.
    """
    asked = {law, *(DECENCY_LAWS if decency else ()), *(NEIGHBOURS_LAWS if kind == "neighbours" else ())}
    return frozenset(asked & {*dated} & letter_texts().laws.keys())


def subject_of(problem: str, kind: str, *, decency: bool) -> str:
    """What one brings before the commission; empty where a problem (its common id) and its ``kind`` are not for it."""
    texts = letter_texts()
    decent, repairs, *_ = texts.letter("cdc").subjects
    if decency:
        return decent
    return repairs if kind in ("urgent", "ordinary") else texts.subjects.get(problem, "")
