"""How the circuit's facts read in its language: delays, actors, contacts, sources, and what nobody has found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from math import ceil

from jeu_oie.board.squares import Board
from jeu_oie.circuit.delays import Delay, Span, Unit
from jeu_oie.circuit.model import (
    END,
    NONE,
    OUT,
    UNKNOWN,
    Advice,
    Channel,
    Charge,
    Circuit,
    Contact,
    Item,
    Question,
    SetbackItem,
    Shortcut,
    Source,
    Step,
)
from jeu_oie.circuit.workshops import called, said_by, workshops
from jeu_oie.messages import Words

WRITTEN = frozenset({Channel.LETTER, Channel.PORTAL, Channel.EMAIL, Channel.SMS})
SENT = frozenset({Channel.PHONE, Channel.LETTER, Channel.PORTAL, Channel.EMAIL, Channel.SMS})


class State(StrEnum):
    """How sure a row is: said by a source, not found (or not said), said to be nothing, or a rule of the game."""

    STATED = "stated"
    MISSING = "missing"
    NOTHING = "nothing"
    GAME = "game"


@dataclass(frozen=True, slots=True)
class Row:
    """One fact of a card: ``key`` chooses its pictogram, ``label`` and ``value`` are read."""

    key: str
    label: str
    value: str
    state: State = State.STATED


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def closed(text: str) -> str:
    """``text`` with a full stop, unless it has its own mark."""
    return text if text.endswith((".", "!", "?", "…", "»", "”")) else f"{text}."


@dataclass(frozen=True)
class Facts:
    """The circuit's facts, told with ``words``."""

    board: Board
    words: Words

    @property
    def circuit(self) -> Circuit:
        return self.board.circuit

    @cached_property
    def unknown(self) -> str:
        """« pas trouvé » in a draft, « non dit » once the landlord has validated (circuit-format, principle 1)."""
        return self.words("unknown.draft" if self.circuit.draft else "unknown.validated")

    @cached_property
    def places(self) -> dict[str, str]:
        """Item id → name of its square."""
        inner = (square for track in self.board.side_tracks for square in track.squares)
        squares = (*self.board.squares, *inner)
        return {square.item.id: square.name for square in squares if square.item is not None}

    @cached_property
    def titles(self) -> dict[str, str]:
        """Item id → title, for what other items point at."""
        circuit = self.circuit
        inner = (step for detour in circuit.detours for step in detour.steps)
        items: Iterable[Item] = (*circuit.steps, *circuit.detours, *inner, *circuit.recourse, *circuit.shortcuts)
        return {item.id: item.title or self.words("blank.title") for item in items}

    @cached_property
    def sources(self) -> tuple[tuple[str, Source], ...]:
        """The sources in the order of their numbers: the circuit's, then that of the emergency numbers if it is told.

        Workshops come last, in the order of their days: one that comes back changes no other number.
        """
        held = workshops(self.circuit.sources)
        own = ((name, source) for name, source in self.circuit.sources.items() if name not in held)
        emergency = (("", self.emergency_source),) if self.tells_emergency else ()
        return (*own, *emergency, *reversed(held.items()))

    @cached_property
    def emergency_number(self) -> int:
        """The number of the source of the emergency numbers, 0 where no card tells them."""
        return next((rank for rank, (name, _) in enumerate(self.sources, 1) if not name), 0)

    @cached_property
    def tells_emergency(self) -> bool:
        return any(shortcut.call is None for shortcut in self.circuit.shortcuts)

    @cached_property
    def emergency_source(self) -> Source:
        return Source(
            title=self.words("emergency.source"),
            author="Habitations Haute-Provence",
            address="https://habitations-haute-provence.fr/bien-vivre-ensemble/",
        )

    def cited(self, item: Item) -> tuple[tuple[int, str], ...]:
        """Number and title of the sources of ``item``, that of the emergency numbers where its card tells them."""
        numbers = {name: rank for rank, (name, _) in enumerate(self.sources, 1)}
        own = tuple((numbers[name], self.circuit.sources[name].title) for name in dict.fromkeys(item.source))
        tells = isinstance(item, Shortcut) and item.call is None
        return (*own, (self.emergency_number, self.emergency_source.title)) if tells else own

    def sources_of(self, item: Item) -> tuple[str, ...]:
        """The names of what the text and the facts of ``item`` rest on.

        A workshop that gave acceptable delays alone is a source of these, and not of what the landlord or a law says.
        """
        held = workshops(self.circuit.sources)
        said = said_by(item, self.circuit)
        names = tuple(dict.fromkeys(item.source))
        own = tuple(name for name in names if name not in held or item.uncertain or called(held[name]) in said)
        return own or names

    def provenance(self, item: Item) -> str:
        """« à vérifier », and what a card without source says of itself; a setback then only « peut arriver »."""
        said = (self.words("uncertain") if item.uncertain else "", "" if item.source else self.unsourced(item))
        return " · ".join(filter(None, said))

    def unsourced(self, item: Item) -> str:
        """What a card without source says; nothing where it states nothing (a blank, an advice, a debate)."""
        match item:
            case SetbackItem():
                return self.words("source.setback")
            case Step(missing=True) | Advice() | Question(right=None):
                return ""
            case _:
                return self.words("source.none.draft" if self.circuit.draft else "source.none.validated")

    def told_steps(self, detour: str) -> tuple[str, ...]:
        """The cards of a side track that the centre cannot hold, by name and title: its entry's card tells them."""
        tracks = (track for track in self.board.side_tracks if track.detour.id == detour and not track.drawn)
        squares = (square for track in tracks for square in track.squares)
        return tuple(self.words("detour.step", name=square.name, title=self.titles[square.step]) for square in squares)

    @cached_property
    def undrawn(self) -> frozenset[str]:
        """The names of the cards whose square is not on the board."""
        tracks = (track for track in self.board.side_tracks if not track.drawn)
        return frozenset(square.name for track in tracks for square in track.squares)

    def quoted(self, text: str | None) -> str | None:
        """A sentence to say, between quotation marks unless it has its own."""
        if text is None or text.startswith(("«", "“", '"')):
            return text
        return self.words("row.quote", text=text)

    def amount(self, amount: float) -> str:
        """« 3 », « 2,5 »."""
        said = str(int(amount)) if amount == int(amount) else f"{amount:.2f}".rstrip("0")
        return said.replace(".", self.words("decimal"))

    def unit(self, amount: float, unit: Unit) -> str:
        """« jours », in the singular where the language has it so: « 1,5 jour », "1.5 days"."""
        counted = int(amount) if self.words.language == "fr" else ceil(amount)
        return self.words.count(f"unit.{unit}", counted)

    def actors(self, names: Sequence[str]) -> str:
        """Who acts, by name: « bailleur, entreprise »."""
        return ", ".join(self.actor(name) for name in names)

    def actor(self, name: str) -> str:
        declared = self.circuit.actors.get(name)
        return declared.name if declared else self.words(f"actor.{name}")

    def delay(self, delay: Delay | None) -> str | None:
        """An announced delay in the author's own words, with its limit and condition."""
        if delay is None:
            return None
        value = delay.value.text if delay.value else ""
        said = ", ".join(filter(None, (value, self.limit(delay.at_most)))) or self.unknown
        return self.words("delay.condition", delay=said, condition=delay.condition) if delay.condition else said

    def limit(self, limit: Span | None) -> str:
        """« au plus 2 semaines »; the author's words alone where they say so themselves (« sous 48 h »)."""
        if limit is None or limit.bound:
            return limit.text if limit else ""
        return self.words("delay.at-most", limit=limit.text)

    def pointer(self, name: str | None) -> str | None:
        """Where to turn when nothing comes: a title, with its square where it has one."""
        if name is None:
            return None
        title, place = self.titles[name], self.places.get(name)
        if place is None:
            return title
        return self.words("pointer.card" if place in self.undrawn else "pointer", title=title, name=place)

    def charge(self, charge: Charge | None) -> str | None:
        return self.words(f"charge.{charge}") if charge else None

    def urgency(self, urgency: str | None) -> str | None:
        """The urgency class of a problem, « pas urgent » where a source says so."""
        if urgency is None:
            return None
        return self.words("urgency.none") if urgency == NONE else self.titles[urgency]

    def contact(self, contact: Contact) -> str:
        """One way in: « téléphone 01 02 03 04 05 (de 9 h à 12 h) ».

        A label stands for the kind, but for a way that nobody could guess without an address or a number.
        """
        kind = self.words(f"channel.{contact.kind}") if contact.kind else ""
        bare = contact.label and contact.kind in SENT and not contact.value
        said = " ".join(filter(None, (contact.label or kind, contact.value)))
        details = ", ".join(filter(None, (kind if bare else "", contact.hours)))
        return f"{said} ({details})" if details else said

    def contacts(self, contacts: Sequence[Contact]) -> str | None:
        return ", ".join(map(self.contact, contacts)) or None

    def listed(self, texts: Sequence[str]) -> str | None:
        return self.words("separator").join(filter(None, texts)) or None

    def emergency(self) -> Row:
        """National emergency numbers, told where nobody has found the landlord's (outputs.md)."""
        return Row("emergency", self.words("row.emergency"), self.words("emergency.numbers"))

    def leads(self, to: str) -> tuple[Row, ...]:
        """Where a shortcut or a detour leads, when it is no square: outside, or nobody knows."""
        if to == UNKNOWN:
            return (Row("leads", self.words("row.leads"), self.unknown, State.MISSING),)
        if to in (OUT, END):
            return (Row("leads", self.words("row.leads"), self.words(f"leads.{to}")),)
        return (Row("leads", self.words("row.leads"), self.pointer(to) or to),)
