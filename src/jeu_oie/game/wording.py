"""How the circuit's facts read in its language, and what each means in the game."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from jeu_oie.circuit import model
from jeu_oie.circuit.dangers import dangers_in, spoken_by
from jeu_oie.circuit.fields import Delay, Span, Unit
from jeu_oie.circuit.gaps import STEP, WRITTEN, WRITTEN_WAYS, LackingFact
from jeu_oie.circuit.item import Basis
from jeu_oie.circuit.keys import DECLARED, of
from jeu_oie.game.preset import Abandon, Preset
from jeu_oie.game.squares import Board, Square
from jeu_oie.messages import LANGUAGES, Catalog

# --- The numbers that a text to call holds ----------------------------------------------------------------

FIGURES = re.compile(r"\d(?:[\s.]?\d)*")


def figures_in(call: str) -> tuple[str, ...]:
    """The numbers that ``call`` holds (« … ou … »), without spaces."""
    return tuple(re.sub(r"\D", "", found) for found in FIGURES.findall(call))


# --- Dates as people say them: « 14 mars 2017 », « mars 2017 », « 2017 » ----------------------------------


def day(value: str, words: Catalog) -> str:
    """The date ``value`` (YYYY, YYYY-MM or YYYY-MM-DD) in words."""
    year, *rest = value.split("-")
    if not rest:
        return year
    month = words(f"date.month.{int(rest[0])}")
    if len(rest) == 1:
        return words("date.month", month=month, year=year)
    number = int(rest[1])
    return words("date.day", day=words("date.first") if number == 1 else number, month=month, year=year)


def on_day(value: str, words: Catalog) -> str:
    """When it was: « le 14 mars 2017 », « en mars 2017 »."""
    return words("date.on" if value.count("-") == 2 else "date.in", date=day(value, words))


# --- How the circuit's facts read in its language: delays, actors, contacts, sources, and what nobody has found

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
FACTS = {key.row or key.name: key.attribute for key in DECLARED if key.sourced}


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def name_gaps(item: model.Item, gaps: Sequence[LackingFact], words: Catalog) -> str:
    """« Je signale : Ce que je reçois, Si rien ne vient »: what nobody has found of ``item``, as its card calls it."""
    named = (_name_gap(gap, words) for gap in gaps)
    return words("gaps.of", title=item.title or item.id, facts=", ".join(named))


def _name_gap(gap: LackingFact, words: Catalog) -> str:
    if gap.fact == STEP:
        return words("gaps.step")
    if gap.fact == WRITTEN:
        return words("gaps.written")
    return capital(words("row.leads" if gap.fact == "to" else of(type(gap.item))[gap.fact].label))


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
        inner = (square for track in self.board.side_tracks for square in track.squares)
        squares = (*self.board.squares, *inner)
        return {square.item.id: square.name for square in squares if square.item is not None}

    @cached_property
    def titles(self) -> dict[str, str]:
        """Item id → title, for what other items point at."""
        circuit = self.circuit
        inner = (step for detour in circuit.detours for step in detour.steps)
        items: Iterable[model.Item] = (*circuit.steps, *circuit.detours, *inner, *circuit.recourse, *circuit.shortcuts)
        return {item.id: item.title or self.words("blank.title") for item in items}

    @cached_property
    def sources(self) -> tuple[tuple[str, model.Source], ...]:
        """The sources in the order of their numbers.

        Workshops come last, in the order of their days: one that comes back changes no other number.
        """
        held = model.workshops(self.circuit.sources)
        own = ((name, source) for name, source in self.circuit.sources.items() if name not in held)
        return (*own, *reversed(held.items()))

    # --- danger: before anything that a landlord says ------------------------------------------------------

    @cached_property
    def numbers(self) -> tuple[model.Emergency, ...]:
        """The numbers that everybody should know."""
        return tuple(danger for danger in self.circuit.emergency if danger.is_number)

    @cached_property
    def dangers(self) -> tuple[model.Emergency, ...]:
        """The dangers in which one does something first."""
        return tuple(danger for danger in self.circuit.emergency if danger.first)

    @cached_property
    def spoken(self) -> tuple[model.Emergency, ...]:
        """The dangers of which a problem or an urgency of the circuit speaks."""
        items = (*self.circuit.problems, *self.circuit.shortcuts)
        found = {danger.id for item in items for danger in self.dangers_of(item)}
        return tuple(danger for danger in self.dangers if danger.id in found)

    def dangers_of(self, item: model.Item) -> tuple[model.Emergency, ...]:
        """The dangers of which a problem or an urgency speaks; none of any other item."""
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
        known = {figures for danger in self.circuit.emergency for figures in figures_in(danger.call or "")}
        figures = set(figures_in(call))
        return bool(call) and not (figures and figures <= known)

    @cached_property
    def source_numbers(self) -> dict[str, int]:
        """Source id → its number."""
        return {name: rank for rank, (name, _) in enumerate(self.sources, 1)}

    def danger_sources(self, dangers: Iterable[model.Emergency]) -> tuple[str, ...]:
        """The ids of their sources, each once."""
        return tuple(dict.fromkeys(name for danger in dangers for name in danger.all_sources))

    # --- sources -------------------------------------------------------------------------------------------

    def cited(self, item: model.Item) -> tuple[tuple[int, str], ...]:
        """Number and title of the sources of ``item``, of its facts and of the dangers that its card tells."""
        numbers = self.numbers if isinstance(item, model.Shortcut) else ()
        dangers = self.danger_sources((*self.dangers_of(item), *numbers))
        elsewhere = (name for each in model.elsewhere_of(item) for name in each.source)
        names = dict.fromkeys((*item.all_sources, *elsewhere, *self.workshops_in(item), *dangers))
        return tuple((self.source_numbers[name], self.circuit.sources[name].title) for name in names)

    def sources_of(self, item: model.Item) -> tuple[str, ...]:
        """The names of what the text and the facts of ``item`` rest on.

        A workshop that gave acceptable delays alone is a source of these, and not of what the landlord or a law says.
        """
        held = model.workshops(self.circuit.sources)
        said = model.said_by(item, self.circuit)
        names = tuple(dict.fromkeys(item.source))
        own = tuple(
            name for name in names if name not in held or item.uncertain or model.workshop_name(held[name]) in said
        )
        return own or names

    def workshops_in(self, item: model.Item) -> tuple[str, ...]:
        """The workshops whose words stand in the text of ``item``."""
        said = model.said_by(item, self.circuit)
        held = model.workshops(self.circuit.sources)
        return tuple(name for name, source in held.items() if model.workshop_name(source) in said)

    # --- facts with a source of their own ------------------------------------------------------------------

    def basis(self, item: model.Item, fact: str) -> Basis:
        """What ``fact`` of ``item`` rests on. Among the item's sources a workshop may be that of its delays alone."""
        said = item.said_of(fact)
        own = item.stated.get(fact)
        if own and own.source:
            return said
        if fact == "acceptable":
            held = model.workshops(self.circuit.sources)
            return replace(said, source=tuple(name for name in said.source if name in held) or said.source)
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

    def with_origin(self, item: model.Item, fact: str, value: str | None) -> str | None:
        """``value`` with its origin in brackets."""
        origin = self.origin(item, fact) if value else ""
        return f"{value} ({origin})" if origin else value

    def mark_row(self, row: Row, item: model.Item) -> Row:
        """``row`` with the origin of its fact."""
        fact = FACTS.get(row.key)
        if fact is None or row.state is State.MISSING:
            return row
        origin = self.origin(item, fact)
        return replace(row, value=f"{row.value} ({origin})", origin=origin) if origin else row

    def elsewhere(self, said: Sequence[model.ElsewhereItem]) -> str | None:
        """« OPH 31, moins de 4 h (2023). Et ici ? »: what others say, each with the year of its source."""
        told = self.listed([self._one_elsewhere(each) for each in said])
        return self.words("elsewhere.here", said=close_sentence(told)) if told else None

    def _one_elsewhere(self, said: model.ElsewhereItem) -> str:
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
                return self.words("source.none.draft" if self.circuit.draft else "source.none.validated")

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

    def charge(self, charge: model.Charge | None) -> str | None:
        return self.words(f"charge.{charge}") if charge else None

    def urgency(self, urgency: str | None) -> str | None:
        """The urgency class of a problem, « pas urgent » where a source says so."""
        if urgency is None:
            return None
        return self.words("urgency.none") if urgency == model.NONE else self.titles[urgency]

    def contact(self, contact: model.Contact) -> str:
        """One way in: « téléphone 01 02 03 04 05 (de 9 h à 12 h) ».

        A label stands for the kind, but for a way that nobody could guess without an address or a number.
        """
        kind = self.words(f"channel.{contact.kind}") if contact.kind else ""
        bare = contact.label and contact.kind in SENT and not contact.value
        said = " ".join(filter(None, (contact.label or kind, contact.value)))
        details = ", ".join(filter(None, (kind if bare else "", contact.hours)))
        return f"{said} ({details})" if details else said

    def contacts(self, contacts: Sequence[model.Contact]) -> str | None:
        return ", ".join(map(self.contact, contacts)) or None

    def listed(self, texts: Sequence[str]) -> str | None:
        return self.words("separator").join(filter(None, texts)) or None

    def emergency(self) -> tuple[Row, ...]:
        """The numbers of danger, told whatever the landlord says (outputs.md)."""
        voice = ", ".join(danger.call or "" for danger in self.numbers if danger.by is not model.By.SMS)
        written = (self.number_said(danger) for danger in self.numbers if danger.by is model.By.SMS)
        said = " · ".join(filter(None, (voice, *written)))
        return (Row("emergency", self.words("row.emergency"), said),) if said else ()

    def leads(self, to: str) -> tuple[Row, ...]:
        """Where a shortcut or a detour leads, when it is no square: outside, or nobody knows."""
        if to == model.UNKNOWN:
            return (Row("leads", self.words("row.leads"), self.unknown, State.MISSING),)
        if to in (model.OUT, model.END):
            return (Row("leads", self.words("row.leads"), self.words(f"leads.{to}")),)
        return (Row("leads", self.words("row.leads"), self.pointer(to) or to),)


# --- What an item and its square mean in the game, whatever the kind (game.md) ----------------------------


def is_idea(item: model.Item | None) -> bool:
    """A practice that this landlord has not adopted (yet): no move, only something to discuss."""
    return isinstance(item, model.Practice) and item.adopted is not model.Adopted.TRUE


def wait_turns(item: model.Item | None, preset: Preset) -> int:
    """Turns lost on a wait: 1, or 2 if the delay exceeds 10 days (game.md), never more than the preset's ``skip``."""
    delay = item.delay if isinstance(item, model.SetbackItem) else None
    long = delay is not None and delay.announced is not None and delay.announced.days > 10
    return min(2 if long else 1, preset.skip)


def can_win(item: model.Item | None) -> bool:
    """Only a card with ``right``, or a problem with a stated ``urgency`` or ``charge``, can win a throw."""
    match item:
        case model.Question(right=right):
            return right is not None
        case model.ProblemItem(urgency=urgency, charge=charge):
            return urgency is not None or charge is not None
        case _:
            return False


def where(name: str | None, facts: FactFormatter) -> str:
    """« case 12 », « l'arrivée », or that nobody knows."""
    if name is None:
        return facts.words("where.unknown", unknown=facts.unknown)
    if name == facts.board.squares[-1].name:
        return facts.words("where.finish")
    return facts.words("where.square", name=name)


def towards(name: str | None, facts: FactFormatter) -> str:
    """« à la case 12 », « à l'arrivée »."""
    if name == facts.board.squares[-1].name:
        return facts.words("towards.finish")
    return facts.words("towards.square", name=name)


def closed_target(square: Square, facts: FactFormatter) -> str:
    """Where a closed file sends whoever shows an egg; départ for all where the preset's ``abandon`` says so."""
    return "1" if facts.board.preset.abandon is Abandon.START else nearest_trace(square, facts)


def nearest_trace(square: Square, facts: FactFormatter) -> str:
    """The nearest square behind that gives a trace, where a closed file sends whoever shows an egg; else départ."""
    behind = facts.board.squares[: square.number - 1]
    return next((each.name for each in reversed(behind) if each.gives_trace), "1")


def pile_game(item: model.Item, facts: FactFormatter) -> str:
    """The row « au jeu » of a drawn card."""
    t = facts.words
    if isinstance(item, (model.Question, model.ProblemItem)):
        return t("game.question") if can_win(item) else t("game.debate")
    if isinstance(item, model.Recourse):
        return t("game.recourse")
    if isinstance(item, model.Space):
        return t("game.space")
    return t("game.idea") if is_idea(item) else t("game.read")
