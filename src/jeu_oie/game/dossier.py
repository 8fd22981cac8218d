"""What a sheet or a page says besides squares and cards; all that a circuit says, fact by fact."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from jeu_oie.circuit import keys, model
from jeu_oie.circuit.gaps import WRITTEN_WAYS
from jeu_oie.game.bodies import answer_of, answers_of, body_of, letter_answers, stated_rows
from jeu_oie.game.cards import Deck
from jeu_oie.game.dates import day, on_day
from jeu_oie.game.squares import Board
from jeu_oie.game.wording import FACTS, FactFormatter, Row, State, capital
from jeu_oie.messages import Catalog

# --- What a sheet or a page says besides squares and cards: whose circuit it is, its state, actors, words, sources


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


# --- All that a circuit says, fact by fact, with its sources ---------------------------------------------
#
# Everything that the signed hash is made of stands here (``circuit/signing``); questions of common.yaml do not,
# nor the dangers of all landlords: they are nobody's facts. ``game/asked`` chooses what a landlord is asked.


@dataclass(frozen=True, slots=True)
class Claim:
    """One fact to tick: ``label`` is empty where it is the item's own title and text; ``sources`` are numbers."""

    label: str
    value: str
    sources: tuple[int, ...] = ()
    missing: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class ValidationEntry:
    """An item with its facts: what it is and where, its id, where its words come from."""

    place: str
    head: str
    id: str
    claims: tuple[Claim, ...]
    sources: tuple[tuple[int, str], ...] = ()
    provenance: str = ""


@dataclass(frozen=True, slots=True)
class ValidationSection:
    """Items of one sort, under the key of their name."""

    key: str
    entries: tuple[ValidationEntry, ...]


def sections(deck: Deck, dossier: Dossier, facts: FactFormatter) -> tuple[ValidationSection, ...]:
    """The circuit in the order in which a landlord reads it again; nothing for what it does not hold."""
    circuit = facts.circuit
    places = {card.id: card.name for card in deck.every}
    lists: dict[str, Iterable[model.Item]] = {name: getattr(circuit, name) for name in model.READ}
    lists["detours"] = with_steps(circuit.detours)
    items = (
        ValidationSection(name_section(key, circuit), tuple(entry(item, places, facts) for item in held))
        for key, held in lists.items()
    )
    dangers = ValidationSection("emergency", tuple(entry(item, {}, facts) for item in circuit.landlord.emergency))
    told = (
        dangers,
        *items,
        ValidationSection("landlord", tuple(landlord(dossier, facts))),
        ValidationSection("words", tuple(list_terms(dossier))),
    )
    return tuple(section for section in told if section.entries)


def name_section(key: str, circuit: model.Circuit) -> str:
    """Not every detour is out of the circuit, where some have a label of their own."""
    labels = {detour.label for detour in circuit.detours} - {None, model.DetourLabel.OUT_OF_CIRCUIT}
    return "side-tracks" if key == "detours" and labels else key


def with_steps(detours: Iterable[model.Detour]) -> Iterator[model.Item]:
    for detour in detours:
        yield detour
        yield from detour.steps


def entry(item: model.Item, places: dict[str, str], facts: FactFormatter) -> ValidationEntry:
    """An item, its title and text first, then each of its facts; what nobody has found has no source."""
    own = numbers_of((*facts.sources_of(item), *facts.workshops_in(item)), facts)
    said = Claim("", item.text or "", own, title=item.title or facts.words("blank.title"))
    return ValidationEntry(
        places.get(item.id, ""),
        facts.listed((kind_of(item, facts), describe_position(item, facts))) or "",
        item.id,
        (said, *(claim(row, item, facts) for row in rows_of(item, facts))),
        facts.cited(item),
        facts.provenance(item),
    )


def claim(row: Row, item: model.Item, facts: FactFormatter) -> Claim:
    """A fact under the sources that it rests on; what nobody has found has none."""
    missing = row.state is State.MISSING
    fact = "criteria" if row.key == "list" and isinstance(item, model.Shortcut) else FACTS.get(row.key, "")
    dangers = facts.danger_sources(facts.dangers_of(item))
    match row.key:
        case "list" if dangers and isinstance(item, model.ProblemItem):
            numbers: tuple[int, ...] = numbers_of((*dangers, *facts.sources_of(item)), facts)
        case "emergency":
            numbers = numbers_of(facts.danger_sources(facts.numbers), facts)
        case "danger":
            numbers = numbers_of(dangers, facts)
        case "elsewhere":
            numbers = numbers_of([name for each in model.elsewhere_of(item) for name in each.source], facts)
        case _:
            numbers = () if missing else numbers_of(facts.basis(item, fact).source, facts)
    doubt = facts.doubt(item, fact) if fact and not missing else ""
    return Claim(capital(row.label), f"{row.bare} ({doubt})" if doubt else row.bare, numbers, missing)


def numbers_of(names: Iterable[str], facts: FactFormatter) -> tuple[int, ...]:
    """The numbers of sources, each once."""
    ranks = {name: rank for rank, (name, _) in enumerate(facts.sources, 1)}
    return tuple(ranks[name] for name in dict.fromkeys(names))


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


def kind_of(item: model.Item, facts: FactFormatter) -> str:
    match item:
        case model.SetbackItem(kind=kind):
            return facts.words(f"kind.{kind}")
        case model.Detour(label=str(label)):
            return facts.words(keys.DETOUR_LABEL.name_choice(label))
    return ""


def describe_position(item: model.Item, facts: FactFormatter) -> str:
    """After which step an item stands: its square is chosen by that; of advice for some problems, for which."""
    if isinstance(item, model.Advice) and item.for_:
        problems = {each.id: each.title for each in facts.circuit.problems}
        return facts.words("validation.for", problems=facts.listed([problems[each] for each in item.for_]))
    step = getattr(item, "at", None) or getattr(item, "from_", None)
    return "" if step in (None, model.ANY, model.NONE) else facts.words("validation.after", title=facts.titles[step])


def landlord(dossier: Dossier, facts: FactFormatter) -> Iterator[ValidationEntry]:
    """The circuit's frame: its name and arrival, the landlord, its contacts, who does what."""
    t, circuit = facts.words, facts.circuit
    frame = {"circuit": circuit.title, "arrival": circuit.arrival, "short": circuit.landlord.short}
    claims = [Claim(t(f"validation.{key}"), value) for key, value in frame.items() if value]
    claims += [
        Claim(capital(row.label), row.value) for row in dossier.about if row.key not in ("contacts", "validated")
    ]
    claims += [Claim(t("validation.contact"), facts.contact(contact)) for contact in circuit.landlord.contacts]
    claims += [Claim(each.name, facts.agency(each)) for each in circuit.landlord.agencies]
    claims += [Claim(t("validation.actor"), facts.listed((name, role)) or "") for name, role in dossier.actors]
    yield ValidationEntry("", "", "landlord", tuple(claims))


def list_terms(dossier: Dossier) -> Iterator[ValidationEntry]:
    if dossier.words:
        yield ValidationEntry("", "", "words", tuple(Claim(term, meaning) for term, meaning in dossier.words))
