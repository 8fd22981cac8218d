"""What a tenant is told of one problem: finished facts, each with its sources and its doubt."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from jeu_oie.circuit.model import AnswerKind, Letter, When
from jeu_oie.circuit.times import Span, Starts


class Time(StrEnum):
    """Whether the landlord's offices are open, as far as anybody knows; an order of numbers hangs on it, no more."""

    DAY = "day"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Moment:
    """When one asks. Paper asks at no time."""

    time: Time = Time.UNKNOWN
    today: date | None = None


PAPER = Moment()


class Scope(StrEnum):
    LANDLORD = "landlord"
    GENERAL = "general"  # « En général »: no fact of this landlord


class State(StrEnum):
    """How sure a number is, the surest first."""

    VERIFIED = "verified"
    UNDATED = "undated"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Act:
    """A sentence to do, say, know or keep.

    ``text`` ends with its doubt (« à vérifier », « à valider »), so that nobody can print it without; ``doubt`` is that
    word alone, empty where there is none. ``source``: ids in ``Answer.sources``.
    """

    text: str
    source: tuple[str, ...] = ()
    doubt: str = ""
    scope: Scope = Scope.LANDLORD


@dataclass(frozen=True, slots=True)
class Case:
    """One of several cases of a danger, that one tells apart oneself."""

    id: str
    title: str
    first: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A number to call. ``label``: whose it is, with its doubt; ``when``: None where nobody has said it.

    ``covers``: what it claims. ``where``: communes or agencies for which alone it answers. ``on``: when it was checked.
    ``at``: its address in the circuit (« shortcuts.leak.call »), empty for what is none of the circuit's.
    """

    value: str
    label: str = ""
    hours: str = ""
    when: When | None = None
    covers: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    condition: str = ""
    state: State = State.UNDATED
    on: str = ""
    source: tuple[str, ...] = ()
    at: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """A way in that is no telephone: « Accueil d’une agence (le matin) », with its doubt; ``kind``: a channel."""

    kind: str
    text: str
    value: str = ""
    source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wait:
    """An announced time, in the author's words with its doubt; ``what`` comes then.

    ``span``: what a due day is counted of; None where the time is a minimum or has no amount. ``starts``: ``unknown``
    where nobody says from when it counts: one is asked, it is never picked.
    """

    text: str
    what: str = ""
    span: Span | None = None
    starts: Starts = Starts.UNKNOWN
    condition: str = ""
    doubt: str = ""
    source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class After:
    """When a rung may be climbed, counted from the last dated event.

    ``due``: from the due day, if one is known (announced, or proposed by one's own letter), else after ``days``.
    ``days`` None and no ``months``: any time.
    """

    days: int | None = None
    months: int = 0
    due: bool = False


@dataclass(frozen=True, slots=True)
class Rung:
    """What one does if nothing comes: ``whom`` one turns to; ``letter``: the one to send. ``id`` tells rungs apart.

    ``text``: what goes with the act, where it is said in general.
    """

    id: str
    after: After
    act: Act
    whom: tuple[str, ...] = ()
    letter: Letter | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who helps: ``text`` what for, ``numbers`` and ``ways`` to reach them.

    ``blank``: nobody has said who it is here: three lines to write.
    """

    id: str
    name: str
    text: str = ""
    numbers: tuple[Number, ...] = ()
    ways: tuple[str, ...] = ()
    doubt: str = ""
    source: tuple[str, ...] = ()
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """A step or side track by its id."""

    id: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where one stands on the path. ``called``: where one stands once one has called, if that is elsewhere."""

    at: Stop
    called: Stop | None = None


@dataclass(frozen=True, slots=True)
class Pays:
    """Who pays: a word of the format (``landlord``, ``depends``…), and the sentence."""

    who: str
    act: Act


@dataclass(frozen=True, slots=True)
class Unknown:
    """A fact that nobody has found: its address in the circuit, and what it is called."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    id: str
    title: str
    address: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a tenant is told of one problem; nothing else looks into the circuit for a number, a delay or a rung.

    ``depends``: whether it is urgent, the landlord or the person says. ``cases``: in the place of ``first``.
    ``number_place``: where the landlord's number is found, where none is claimed. ``gap``: ``unknown`` in one line.
    ``decency``: a letter may ask for a decent home; ``law``: what it may cite.
    """

    id: str
    title: str
    picture: str
    kind: AnswerKind
    depends: bool = False
    first: tuple[Act, ...] = ()
    cases: tuple[Case, ...] = ()
    after: Act | None = None
    numbers: tuple[Number, ...] = ()
    sms: Number | None = None
    number_place: str = ""
    ways: tuple[Way, ...] = ()
    say: Act | None = None
    never: tuple[Act, ...] = ()
    law: Act | None = None
    limit: Act | None = None
    note: tuple[Act, ...] = ()
    keep: Act | None = None
    wait: Wait | None = None
    until: Wait | None = None
    rungs: tuple[Rung, ...] = ()
    letter: Letter | None = None
    letter_law: str = ""
    decency: bool = False
    helpers: tuple[Helper, ...] = ()
    place: Place | None = None
    pays: Pays | None = None
    unknown: tuple[Unknown, ...] = ()
    gap: str = ""
    sources: tuple[SourceLine, ...] = field(default=())
