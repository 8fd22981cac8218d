"""What a sheet or a page says besides squares and cards: whose circuit it is, its state, actors, words, sources."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from jeu_oie.circuit import keys, model
from jeu_oie.circuit.gaps import WRITTEN_WAYS
from jeu_oie.game.bodies import answer_of, answers_of, body_of, letter_answers, stated_rows
from jeu_oie.game.dates import day, on_day
from jeu_oie.game.squares import Board
from jeu_oie.game.wording import FactFormatter, Row, State
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
    known = name_landlord(circuit, words)
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


def translate(dossier: Dossier, circuit: model.Circuit, words: Catalog) -> Dossier:
    """Its head in the language of ``words``: whose circuit it is, in which state and version."""
    return replace(
        dossier,
        language=words.language,
        landlord=name_landlord(circuit, words),
        status=status(circuit, words),
        version=words("version", version=circuit.version),
    )


def name_landlord(circuit: model.Circuit, words: Catalog) -> str:
    """« Habitat 31 (autrefois OPH 31), agence nord »: with its agency where it is told for one."""
    landlord = circuit.landlord
    named = landlord.short or landlord.name
    said = words("landlord.formerly", name=named, formerly=landlord.formerly) if landlord.formerly else named
    return words("comma").join((said, *circuit.agency_names))


def danger(told: model.Emergency, facts: FactFormatter) -> Danger:
    title = facts.number_title(told) if told.is_number else facts.danger_title(told)
    said = facts.listed((facts.number_said(told), told.hours or "", told.text or ""))
    return Danger(title, facts.acts(told), said or "", facts.cited(told))


def status(circuit: model.Circuit, words: Catalog) -> str:
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
        "contacts": facts.contacts(circuit.contacts),
        "where-number": facts.listed(landlord.where_number),
        "version": circuit.version,
        "searched": circuit.searched and day(circuit.searched, t),
        "review": circuit.review and day(circuit.review, t),
        "validated": name_validators(circuit, t),
    }
    return tuple(Row(key, t(f"about.{key}"), value) for key, value in said.items() if value)


def name_validators(circuit: model.Circuit, words: Catalog) -> str | None:
    """Who validated what is a draft (again): nothing that is written gets lost."""
    if circuit.validated is None or not circuit.draft:
        return None
    return words("validated.former", by=", ".join(circuit.validated.by), on=on_day(circuit.validated.on, words))


def find_written_way(facts: FactFormatter) -> str:
    """A written way in, for whoever cannot telephone; « pas trouvé » where the circuit gives none."""
    first = facts.circuit.steps[0].channels
    ways = [way for way in (*first, *facts.circuit.contacts) if way.kind in WRITTEN_WAYS]
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


def details(source: model.Source, facts: FactFormatter) -> str:
    """Who wrote a source, and when."""
    return ", ".join(filter(None, (source.author, source.date and day(source.date, facts.words))))


def name_section(key: str, circuit: model.Circuit) -> str:
    """Not every detour is out of the circuit, where some have a label of their own."""
    labels = {detour.label for detour in circuit.detours} - {None, model.DetourLabel.OUT_OF_CIRCUIT}
    return "side-tracks" if key == "detours" and labels else key


def rows_of(item: model.Item, facts: FactFormatter) -> Iterator[Row]:
    """All that an item says besides title and text, each on a row of its own."""
    body = body_of(item, facts)
    if isinstance(item, model.Step):
        yield from stated_rows((keys.ACTOR,), item, facts)
    yield from (Row("list", body.heading or facts.words("validation.answer"), each) for each in bullets(item, facts))
    yield from (row for row in (*body.rows, *body.notes) if row.key != "acceptable" or row.state is State.STATED)
    match item:
        case model.ProblemItem():
            yield from (facts.mark_row(row, item) for row in answers_of(item, facts))
        case model.SetbackItem():
            yield from stated_rows((keys.SETBACK_TO,), item, facts)
        case model.Question() if answer := answer_of(item, facts):
            yield Row("right", facts.words("validation.right"), answer)


def bullets(item: model.Item, facts: FactFormatter) -> tuple[str, ...]:
    """Criteria, what to do first, possible answers; a detour's steps stand after it."""
    if isinstance(item, model.Question):
        return letter_answers(item)
    return () if isinstance(item, model.Detour) else body_of(item, facts).bullets
