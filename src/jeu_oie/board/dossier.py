"""What a sheet or a page says besides squares and cards: whose circuit it is, its state, actors, words, sources."""

from dataclasses import dataclass

from jeu_oie.board.days import day, on_day
from jeu_oie.board.facts import WRITTEN, FactFormatter, Row
from jeu_oie.board.squares import Board
from jeu_oie.circuit.model import Circuit, Emergency, Source
from jeu_oie.messages import Catalog


@dataclass(frozen=True, slots=True)
class Reference:
    """A source as it is listed under its number."""

    number: int
    title: str
    details: str
    address: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Danger:
    """A number of danger, or the gestures of one; ``said``: the number, its hours, what else it says."""

    title: str
    gestures: tuple[str, ...]
    said: str
    sources: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """The frame of every output. ``status`` is the draft mark, or by whom and when it was validated."""

    language: str
    game: str
    title: str
    subtitle: str
    landlord: str
    draft: bool
    status: str
    status_long: str
    version: str
    dangers: tuple[Danger, ...]
    about: tuple[Row, ...]
    written: str
    actors: tuple[tuple[str, str], ...]
    words: tuple[tuple[str, str], ...]
    sources: tuple[Reference, ...]


def open_dossier(board: Board, words: Catalog) -> Dossier:
    """The dossier of ``board``."""
    facts = FactFormatter(board, words)
    circuit = board.circuit
    landlord = circuit.landlord
    named = landlord.short or landlord.name
    known = words("landlord.formerly", name=named, formerly=landlord.formerly) if landlord.formerly else named
    return Dossier(
        language=circuit.language,
        game=words("game.title"),
        title=circuit.title,
        subtitle=words("subtitle", topic=words(f"topic.{circuit.topic}"), landlord=known),
        landlord=known,
        draft=circuit.draft,
        status=status(circuit, words),
        status_long=words("draft.long") if circuit.draft else status(circuit, words),
        version=words("version", version=circuit.version),
        dangers=tuple(danger(each, facts) for each in (*facts.numbers, *facts.dangers)),
        about=about(facts),
        written=find_written_way(facts),
        actors=tuple((actor.name, actor.role or "") for actor in circuit.actors.values()),
        words=tuple(circuit.words.items()),
        sources=references(facts),
    )


def danger(told: Emergency, facts: FactFormatter) -> Danger:
    title = facts.number_title(told) if told.is_number else facts.danger_title(told)
    said = facts.listed((facts.number_said(told), told.hours or "", told.text or ""))
    return Danger(title, told.first, said or "", facts.cited(told))


def status(circuit: Circuit, words: Catalog) -> str:
    """« Brouillon, à valider », or « Validé par … le … »."""
    if circuit.draft or circuit.validated is None:
        return words("draft")
    return words("validated", by=", ".join(circuit.validated.by), on=on_day(circuit.validated.on, words))


def about(facts: FactFormatter) -> tuple[Row, ...]:
    """The landlord's own facts, and the dates of the circuit, each where it stands."""
    t, circuit, landlord = facts.words, facts.circuit, facts.circuit.landlord
    said = {
        "landlord": landlord.name,
        "formerly": landlord.formerly,
        "area": landlord.area,
        "website": landlord.website,
        "contacts": facts.contacts(landlord.contacts),
        "version": circuit.version,
        "searched": circuit.searched and day(circuit.searched, t),
        "review": circuit.review and day(circuit.review, t),
        "validated": name_validators(circuit, t),
    }
    return tuple(Row(key, t(f"about.{key}"), value) for key, value in said.items() if value)


def name_validators(circuit: Circuit, words: Catalog) -> str | None:
    """Who validated what is a draft (again): nothing that is written gets lost."""
    if circuit.validated is None or not circuit.draft:
        return None
    return words("validated.former", by=", ".join(circuit.validated.by), on=on_day(circuit.validated.on, words))


def find_written_way(facts: FactFormatter) -> str:
    """A written way in, for whoever cannot telephone; « pas trouvé » where the circuit gives none."""
    first = facts.circuit.steps[0].channels
    ways = [way for way in (*first, *facts.circuit.landlord.contacts) if way.kind in WRITTEN]
    return facts.contacts(ways) or facts.unknown


def references(facts: FactFormatter) -> tuple[Reference, ...]:
    """The sources, numbered as the cards cite them."""
    return tuple(
        Reference(
            number,
            source.title,
            details(source, facts),
            source.address,
            source.note,
        )
        for number, (_, source) in enumerate(facts.sources, 1)
    )


def details(source: Source, facts: FactFormatter) -> str:
    """Who wrote a source, and when."""
    return ", ".join(filter(None, (source.author, source.date and day(source.date, facts.words))))
