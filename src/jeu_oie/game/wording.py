"""How the circuit's facts read in its language."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from jeu_oie.circuit import model
from jeu_oie.circuit.dangers import dangers_in, is_rescue, spoken_by
from jeu_oie.circuit.gaps import WRITTEN_WAYS
from jeu_oie.circuit.item import Basis
from jeu_oie.circuit.keys import DECLARED, Form, Key, of
from jeu_oie.circuit.times import Delay, Span, Unit
from jeu_oie.game.card_id import read_card_id
from jeu_oie.game.dates import day, on_day
from jeu_oie.game.squares import Board
from jeu_oie.messages import LANGUAGES, Catalog


def name_place(name: str, words: Catalog) -> str:
    """« case 12 », « carte 4 », « réclamation 3 », « hors pile », from a card's name."""
    card = read_card_id(name)
    return words("where.square" if card.on_board else f"place.{card.place}", name=card.shown)


SENT = WRITTEN_WAYS | {model.Channel.PHONE}


class State(StrEnum):
    """How sure a row is: said by a source, not found (or not said), said to be nothing, or a rule of the game."""

    STATED = "stated"
    MISSING = "missing"
    NOTHING = "nothing"
    GAME = "game"


@dataclass(frozen=True, slots=True)
class Row:
    """One fact of a card: ``key`` chooses its pictogram, ``label`` and ``value`` are read.

    ``brief``: the end of a long value, for a card that cannot hold it whole. ``origin``: what the value ends with, in
    brackets, where the fact has a source of its own.
    """

    key: str
    label: str
    value: str
    state: State = State.STATED
    brief: str = ""
    origin: str = ""

    @property
    def bare(self) -> str:
        """The value without its origin."""
        return self.value.removesuffix(f" ({self.origin})") if self.origin else self.value


# The row of a card → the fact that it tells.
FACTS = {key.row_name: key.attribute for key in DECLARED if key.sourced}


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def close_sentence(text: str) -> str:
    """``text`` with a full stop, unless it has its own mark."""
    return text if text.endswith((".", "!", "?", "…", "»", "”")) else f"{text}."


@dataclass(frozen=True)
class FactFormatter:
    """The circuit's facts, told with ``words``."""

    board: Board
    words: Catalog

    @property
    def circuit(self) -> model.Circuit:
        return self.board.circuit

    @cached_property
    def unknown(self) -> str:
        """« pas trouvé » in a draft, « non dit » once the landlord has validated (circuit-format, principle 1)."""
        return self.words("unknown.draft" if self.circuit.draft else "unknown.validated")

    @cached_property
    def places(self) -> dict[str, str]:
        """Item id → name of its square."""
        return {square.item.id: square.name for square in self.board.every_square if square.item is not None}

    @cached_property
    def card_names(self) -> dict[str, str]:
        """Item id → name of its card: on its square, else in the pile, among the problems, in the rest."""
        return {**{item.id: name for name, item in self.board.loose.items()}, **self.places}

    @cached_property
    def titles(self) -> dict[str, str]:
        """Item id → title, for what other items point at."""
        circuit = self.circuit
        items: Iterable[model.Item] = (
            *circuit.every_step,
            *circuit.detours,
            *circuit.recourse,
            *circuit.shortcuts,
        )
        return {item.id: item.title or self.words("blank.title") for item in items}

    @cached_property
    def workshops(self) -> dict[str, model.Source]:
        """The workshops among the sources, the last one first."""
        return model.workshops(self.circuit.sources)

    @cached_property
    def sources(self) -> tuple[tuple[str, model.Source], ...]:
        """The sources in the order of their numbers.

        Workshops come last, in the order of their days: one that comes back changes no other number.
        """
        held = self.workshops
        own = ((name, source) for name, source in self.circuit.sources.items() if name not in held)
        return (*own, *reversed(held.items()))

    @cached_property
    def numbers(self) -> tuple[model.Emergency, ...]:
        """The numbers that everybody should know."""
        return tuple(danger for danger in self.circuit.emergency if danger.is_number)

    @cached_property
    def dangers(self) -> tuple[model.Emergency, ...]:
        """The dangers in which one does something first."""
        return tuple(danger for danger in self.circuit.emergency if danger.gestures)

    @cached_property
    def spoken(self) -> tuple[model.Emergency, ...]:
        """The dangers of which a problem or an urgency of the circuit speaks."""
        items = (*self.circuit.problems, *self.circuit.shortcuts)
        found = {danger.id for item in items for danger in self.dangers_of(item)}
        return tuple(danger for danger in self.dangers if danger.id in found)

    def dangers_of(self, item: model.Item) -> tuple[model.Emergency, ...]:
        """The danger that a problem is ``like``, else those of which it or an urgency speaks; none of other items."""
        if isinstance(item, model.ProblemItem) and item.like:
            return tuple(danger for danger in self.dangers if danger.id == item.like)
        return tuple(dict.fromkeys(danger for text in spoken_by(item) for danger in self.dangers_in(text)))

    def dangers_in(self, text: str) -> tuple[model.Emergency, ...]:
        named = {danger.id: danger for danger in self.dangers}
        return tuple(named[name] for name in dangers_in(text) if name in named)

    def first(self, problem: model.ProblemItem) -> tuple[str, ...]:
        """What to do at once: the gestures of its dangers, then what the problem itself says."""
        dangers = self.dangers_of(problem)
        gestures = [gesture for danger in dangers for gesture in self.gestures(danger, named=len(dangers) > 1)]
        return tuple(dict.fromkeys((*gestures, *problem.first)))

    def gestures(self, danger: model.Emergency, *, named: bool) -> tuple[str, ...]:
        """The gestures of a danger in order, the first under its name where several stand together."""
        first, *others = danger.first
        return (self.words("answer.fact", label=danger.title, value=first) if named else first, *others)

    def acts(self, danger: model.Emergency) -> tuple[str, ...]:
        """What to do in a danger, in order; last, once one is safe, what comes after."""
        safe = (self.words("danger.safe", after=danger.after),) if danger.after else ()
        return (*danger.first, *safe)

    def danger_title(self, danger: model.Emergency) -> str:
        """« Personne bloquée dans l’ascenseur (à vérifier) »."""
        return self.words("danger.uncertain", danger=danger.title) if danger.has_doubt else danger.title

    def number_said(self, danger: model.Emergency) -> str:
        """The number, and that one writes to it where one does."""
        call = danger.call or ""
        return self.words("danger.sms", number=call) if danger.by is model.By.SMS else call

    def number_title(self, danger: model.Emergency) -> str:
        """Who answers a number, or in what danger it is for; that one writes to it."""
        title = self.danger_title(danger)
        return self.words("danger.sms.title", danger=title) if danger.by is model.By.SMS else title

    def is_own_number(self, call: str) -> bool:
        """Whether ``call`` is the landlord's: whoever is not sure that it is urgent calls no number of danger."""
        return bool(call) and not is_rescue(call, self.circuit.emergency)

    @cached_property
    def source_numbers(self) -> dict[str, int]:
        """Source id → its number."""
        return {name: rank for rank, (name, _) in enumerate(self.sources, 1)}

    def danger_sources(self, dangers: Iterable[model.Emergency]) -> tuple[str, ...]:
        """The ids of their sources, each once."""
        return tuple(dict.fromkeys(name for danger in dangers for name in danger.all_sources))

    def cited(self, item: model.Item) -> tuple[tuple[int, str], ...]:
        """Number and title of the sources of ``item``, of its facts and of the dangers that its card tells.

        A source of nothing but what is said elsewhere is marked as such: nobody takes it for one of what is said here.
        """
        numbers = self.numbers if isinstance(item, model.Shortcut) else ()
        more = (*self.workshops_in(item), *self.danger_sources((*self.dangers_of(item), *numbers)))
        elsewhere = (name for each in model.elsewhere_of(item) for name in each.source)
        names = dict.fromkeys((*item.all_sources, *elsewhere, *more))
        here = {*item.all_sources, *more}
        return tuple((self.source_numbers[name], self._cited_title(name, here)) for name in names)

    def _cited_title(self, name: str, here: Container[str]) -> str:
        title = self.circuit.sources[name].title
        return title if name in here else self.words("in-brackets", said=title, note=self.words("row.elsewhere"))

    def cited_for(self, item: model.Item, fact: str) -> tuple[tuple[int, str], ...]:
        """Number and title of the sources of one fact of ``item``."""
        names = item.said_of(fact).source
        return tuple((self.source_numbers[name], self.circuit.sources[name].title) for name in dict.fromkeys(names))

    def sources_of(self, item: model.Item) -> tuple[str, ...]:
        """The names of what the text and the facts of ``item`` rest on.

        A workshop that gave acceptable delays alone is a source of these, and not of what the landlord or a law says.
        """
        said, held = model.said_by(item, self.workshops.values()), self.workshops
        names = tuple(dict.fromkeys(item.source))
        own = tuple(
            name for name in names if name not in held or item.uncertain or model.workshop_name(held[name]) in said
        )
        return own or names

    def workshops_in(self, item: model.Item) -> tuple[str, ...]:
        """The workshops whose words stand in the text of ``item``."""
        said = model.said_by(item, self.workshops.values())
        return tuple(name for name, source in self.workshops.items() if model.workshop_name(source) in said)

    def basis(self, item: model.Item, fact: str) -> Basis:
        """What ``fact`` of ``item`` rests on. Among the item's sources a workshop may be that of its delays alone."""
        said = item.said_of(fact)
        own = item.stated.get(fact)
        if own and own.source:
            return said
        if fact == "acceptable":
            known = tuple(name for name in said.source if name in self.workshops)
            return replace(said, source=known or said.source)
        return replace(said, source=self.sources_of(item))

    def doubt(self, item: model.Item, fact: str) -> str:
        """« à vérifier » and when it was looked for, where that is not what is said of the whole item."""
        said = item.said_of(fact)
        unsure = "" if said.uncertain is item.uncertain else self.words("uncertain" if said.uncertain else "row.sure")
        when = self.words("row.searched", on=on_day(said.searched, self.words)) if said.searched else ""
        return ", ".join(filter(None, (unsure, when)))

    def origin(self, item: model.Item, fact: str) -> str:
        """The source of a fact that is not its item's, and its doubt; nothing where the foot of the card says it."""
        said = item.said_of(fact)
        titles = ", ".join(self.circuit.sources[name].title for name in said.source)
        source = self.words("row.source", titles=titles) if titles and said.source != item.source else ""
        alone = "" if said.source or not item.all_sources else self.unsourced(item)
        return ", ".join(filter(None, (source or alone, self.doubt(item, fact))))

    def mark_row(self, row: Row, item: model.Item) -> Row:
        """``row`` with the origin of its fact."""
        fact = FACTS.get(row.key)
        if fact is None or row.state is State.MISSING:
            return row
        origin = self.origin(item, fact)
        return replace(row, value=f"{row.value} ({origin})", origin=origin) if origin else row

    def elsewhere(self, said: Sequence[model.ElsewhereItem]) -> str | None:
        """« OPH 31, moins de 4 h (2023). Et ici ? »: what others say, each with the year of its source."""
        told = self.listed([self.elsewhere_said(each) for each in said])
        return self.words("elsewhere.here", said=close_sentence(told)) if told else None

    def elsewhere_said(self, said: model.ElsewhereItem) -> str:
        dates = (self.circuit.sources[name].date for name in said.source)
        date = next(filter(None, dates), None)
        if date is None:
            return self.words("elsewhere.undated", landlord=said.landlord, value=said.value)
        return self.words("elsewhere.dated", landlord=said.landlord, value=said.value, year=date[:4])

    def provenance(self, item: model.Item, *apart: str) -> str:
        """« à vérifier », and what a card without source says of itself; a setback then only « peut arriver ».

        ``apart``: facts that are told of it elsewhere than in rows, whose doubts stand here.
        """
        dangers = self.dangers_of(item)
        unsure = item.uncertain or any(danger.has_doubt for danger in dangers)
        sourced = item.all_sources or self.danger_sources(dangers)
        said = (self.words("uncertain") if unsure else "", "" if sourced else self.unsourced(item))
        doubts = (self.doubt(item, fact) for fact in apart if fact in item.stated)
        return " · ".join(dict.fromkeys(filter(None, (*said, *doubts))))

    def unsourced(self, item: model.Item) -> str:
        """What a card without source says; nothing where it states nothing (a blank, an advice, a debate)."""
        match item:
            case model.SetbackItem():
                return self.words("source.setback")
            case model.Step(missing=True) | model.Advice() | model.Question(right=None):
                return ""
            case _:
                # Where the card cites what is said elsewhere, or at a workshop, only what is said here has no source.
                where = "here" if self.cited(item) and not item.all_sources else "none"
                return self.words(f"source.{where}.{'draft' if self.circuit.draft else 'validated'}")

    def list_undrawn_steps(self, detour: str) -> tuple[str, ...]:
        """The cards of a side track that the centre cannot hold, by name and title: its entry's card tells them."""
        tracks = (track for track in self.board.side_tracks if track.detour.id == detour and not track.drawn)
        squares = (square for track in tracks for square in track.squares)
        return tuple(self.words("detour.step", name=square.name, title=self.titles[square.step]) for square in squares)

    @cached_property
    def undrawn(self) -> frozenset[str]:
        """The names of the cards whose square is not on the board."""
        tracks = (track for track in self.board.side_tracks if not track.drawn)
        return frozenset(square.name for track in tracks for square in track.squares)

    def say(self, key: Key, value: object, *, placed: bool = True) -> str | None:
        """A value of ``key`` as people read it, by its form; None where nothing is stated.

        ``placed``: what it points at has its square, which is another on another board.
        """
        if value in (None, ()):
            return None
        if key.has_none and value == model.NONE:
            return self.words(f"{key.name}.none")
        if key.form is Form.CHOICE:
            return self.words(key.name_choice(str(value)))
        form = Form.NAME if key.form is Form.POINTER and not placed else key.form
        return SAID_BY_FORM[form](self, value)

    def say_of(self, item: model.Item, fact: str) -> str | None:
        """What ``item`` says by one of its fields."""
        return self.say(of(type(item))[fact], getattr(item, fact))

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
        round_to_form = LANGUAGES[self.words.language].round_to_form
        return self.words.count(f"unit.{unit}", round_to_form(amount))

    def actors(self, names: Sequence[str]) -> str:
        """Who acts, by name: « bailleur, entreprise »."""
        return ", ".join(self.actor(name) for name in names)

    def actor(self, name: str) -> str:
        declared = self.circuit.actors.get(name)
        return declared.name if declared else self.words(f"actor.{name}")

    def delay(self, delay: Delay | None) -> str | None:
        """An announced delay in the author's own words, with its limits and condition."""
        return None if delay is None else say_delay(delay, self.words, self.unknown)

    def delays(self, delays: Delay | Sequence[Delay]) -> str | None:
        """One or several; of what tenants find acceptable every answer, never a mean of them."""
        return self.listed([self.delay(each) or "" for each in ((delays,) if isinstance(delays, Delay) else delays)])

    def pointer(self, name: str | None) -> str | None:
        """Where to turn when nothing comes, or where one is led: a title, with its square where it has one."""
        if name in (None, model.UNKNOWN):
            return None
        title, place = self.name(name), self.places.get(name)
        if place is None:
            return title
        return self.words("pointer.card" if place in self.undrawn else "pointer", title=title, name=place)

    def names(self, targets: str | Sequence[str]) -> str | None:
        return self.listed([self.name(each) for each in ((targets,) if isinstance(targets, str) else targets)])

    def name(self, target: str) -> str:
        """The title of what an id names; a word that stands in its place, as people read it."""
        if target in (model.OUT, model.END):
            return self.words(f"leads.{target}")
        if target == model.UNKNOWN:
            return self.unknown
        return self.words("changes.any") if target == model.ANY else self.titles.get(target, target)

    def contact(self, contact: model.Contact) -> str:
        """One way in: « téléphone 01 02 03 04 05 (de 9 h à 12 h) »."""
        return say_contact(contact, self.circuit.landlord, self.words)

    def contacts(self, contacts: Sequence[model.Contact]) -> str | None:
        return self.comma.join(map(self.contact, contacts)) or None

    def agency(self, told: model.Agency) -> str:
        """All that is said of an agency but its name: its communes, where it is, how it is reached."""
        said = (self.comma.join(told.communes), told.address, self.contacts(told.contacts))
        return self.words("separator").join(filter(None, said))

    @cached_property
    def comma(self) -> str:
        """What parts the members of a list."""
        return self.words("comma")

    def listed(self, texts: Sequence[str]) -> str | None:
        return self.words("separator").join(filter(None, texts)) or None

    def emergency(self) -> tuple[Row, ...]:
        """The numbers of danger, told whatever the landlord says (outputs.md)."""
        voice = ", ".join(danger.call or "" for danger in self.numbers if danger.by is not model.By.SMS)
        written = (
            self.words("answer.fact", label=danger.title, value=self.number_said(danger))
            for danger in self.numbers
            if danger.by is model.By.SMS
        )
        said = " · ".join(filter(None, (voice, *written)))
        return (Row("emergency", self.words("row.emergency"), said),) if said else ()


def say_delay(delay: Delay, words: Catalog, unknown: str = "") -> str:
    """A delay in its author's own words, with its limits and condition; ``unknown``: where it has no time at all."""
    least = words("delay.at-least", least=delay.at_least.text) if delay.at_least else ""
    parts = (delay.value.text if delay.value else "", least, say_limit(delay.at_most, words))
    said = words("comma").join(filter(None, parts)) or unknown
    return words("delay.condition", delay=said, condition=delay.condition) if delay.condition else said


def say_limit(limit: Span | None, words: Catalog) -> str:
    """« au plus 2 semaines »; the author's words alone where they say so themselves (« sous 48 h »)."""
    if limit is None or limit.bound:
        return limit.text if limit else ""
    return words("delay.at-most", limit=limit.text)


def say_contact(contact: model.Contact, landlord: model.Landlord, words: Catalog) -> str:
    """One way in, with its places, hours, condition, last trial and doubt.

    A label stands for the kind, but for a way that nobody could guess without an address or a number.
    """
    kind = words(f"channel.{contact.kind}") if contact.kind else ""
    bare = contact.label and contact.kind in SENT and not contact.value and kind not in contact.label.lower()
    said = " ".join(filter(None, (contact.label or kind, contact.value)))
    tried = words("contact.checked", date=day(contact.checked, words)) if contact.checked else ""
    doubt = words("uncertain") if contact.uncertain else ""
    known = (kind if bare else "", *landlord.places(contact), contact.hours, contact.condition, tried, doubt)
    details = words("comma").join(filter(None, known))
    return words("in-brackets", said=said, note=details) if details else said


SAID_BY_FORM: Mapping[Form, Callable[[FactFormatter, Any], str | None]] = {
    Form.TEXT: lambda _, value: str(value),
    Form.LIST: FactFormatter.listed,
    Form.DELAY: FactFormatter.delays,
    Form.QUOTE: FactFormatter.quoted,
    Form.CONTACTS: FactFormatter.contacts,
    Form.ACTORS: FactFormatter.actors,
    Form.POINTER: FactFormatter.pointer,
    Form.NAME: FactFormatter.names,
    Form.ELSEWHERE: FactFormatter.elsewhere,
}
