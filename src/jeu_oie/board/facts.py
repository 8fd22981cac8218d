"""How the circuit's facts read in its language: delays, actors, contacts, sources, and what nobody has found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from jeu_oie.board.squares import Board
from jeu_oie.circuit.delays import Delay
from jeu_oie.circuit.model import (
    END,
    NONE,
    OUT,
    UNKNOWN,
    Channel,
    Charge,
    Circuit,
    Contact,
    Item,
    SetbackItem,
    Source,
)
from jeu_oie.messages import Words

WRITTEN = frozenset({Channel.LETTER, Channel.PORTAL, Channel.EMAIL, Channel.SMS})
WITHOUT_SOURCE = (SetbackItem,)


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
        """The sources in the order of their numbers, that of the emergency numbers last where a card tells them."""
        own = tuple(self.circuit.sources.items())
        return (*own, ("", self.emergency_source)) if self.tells_emergency else own

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
        """Number and title of the sources of ``item``."""
        numbers = {name: rank for rank, (name, _) in enumerate(self.sources, 1)}
        return tuple((numbers[name], self.circuit.sources[name].title) for name in item.source)

    def provenance(self, item: Item) -> str:
        """« à vérifier », and what a card without source says of itself; a setback then only « peut arriver »."""
        without = "source.setback" if isinstance(item, WITHOUT_SOURCE) else "source.none"
        said = (
            self.words("uncertain") if item.uncertain else "",
            "" if item.source else self.words(without),
        )
        return " · ".join(filter(None, said))

    def advice_at(self, place: str) -> tuple[Row, ...]:
        """The advice, and on a detour the practices and questions, that stand on the card of ``place``."""
        circuit = self.circuit
        detours = {detour.id for detour in circuit.detours}
        lists: tuple[tuple[str, Sequence[Item]], ...] = (
            ("advice", [item for item in circuit.advice if item.at == place]),
            ("practice", [item for item in circuit.practices if item.at == place and place in detours]),
            ("question", [item for item in circuit.questions if item.at == place and place in detours]),
        )
        return tuple(Row(key, self.words(f"row.{key}"), self.whole(item)) for key, items in lists for item in items)

    def whole(self, item: Item) -> str:
        """Title, text and, for a question, answers and reason of an item that has no card of its own."""
        parts = [item.title, item.text or "", *getattr(item, "answers", ())]
        parts += [getattr(item, "why", None) or "", getattr(item, "decided", None) or ""]
        parts += [title for _, title in self.cited(item)]
        return self.words("separator").join(filter(None, parts))

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
        limit = self.words("delay.at-most", limit=delay.at_most.text) if delay.at_most else ""
        said = ", ".join(filter(None, (value, limit)))
        if not delay.condition:
            return said or None
        return self.words("delay.condition", delay=said, condition=delay.condition) if said else delay.condition

    def pointer(self, name: str | None) -> str | None:
        """Where to turn when nothing comes: a title, with its square where it has one."""
        if name is None:
            return None
        title, place = self.titles[name], self.places.get(name)
        return self.words("pointer", title=title, name=place) if place else title

    def charge(self, charge: Charge | None) -> str | None:
        return self.words(f"charge.{charge}") if charge else None

    def urgency(self, urgency: str | None) -> str | None:
        """The urgency class of a problem, « pas urgent » where a source says so."""
        if urgency is None:
            return None
        return self.words("urgency.none") if urgency == NONE else self.titles[urgency]

    def contact(self, contact: Contact) -> str:
        """One way in: « au téléphone 01 02 03 04 05 (de 9 h à 12 h) »."""
        kind = self.words(f"channel.{contact.kind}") if contact.kind else ""
        said = " ".join(filter(None, (contact.label or kind, contact.value)))
        return f"{said} ({contact.hours})" if contact.hours else said

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
