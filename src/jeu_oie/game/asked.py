"""What is asked of a landlord, of a table of tenants, or of both: one list, read by everything that asks.

The sheet to sign, the answer file, a table's page, the worksheets, the spreadsheet of an evening and
``check --missing`` read it; nothing else decides what is asked. Not asked: law, words, common questions, titles, what
other landlords do, what tenants say, numbers of danger.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from itertools import chain, groupby

from jeu_oie.circuit import keys, model
from jeu_oie.circuit.gaps import STEP, WRITTEN, find_gaps, is_waited_for
from jeu_oie.circuit.item import FACT_VALUE, OF_FACTS
from jeu_oie.circuit.keys import Form, Key, of
from jeu_oie.circuit.model import named_contacts
from jeu_oie.circuit.nearest import plain
from jeu_oie.circuit.shapes import shapes
from jeu_oie.circuit.times import Delay, period_end
from jeu_oie.game.card_id import read_card_id
from jeu_oie.game.dossier import name_section
from jeu_oie.game.meaning import is_idea, is_known_step
from jeu_oie.game.needs import Line, list_urgencies, ten_lines
from jeu_oie.game.preset import Preset
from jeu_oie.game.squares import Board
from jeu_oie.game.wording import FactFormatter, capital
from jeu_oie.messages import load_catalog

YEARS = 2  # what a source said before these may have changed
BASE_CHARS = 8
LETTER = "G"  # of what a landlord alone answers, after those of a table's sheets


class AnswerForm(StrEnum):
    """How an answer is given: what field the answer file shows, what shape of YAML the answer has."""

    TEXT = "text"
    DELAY = "delay"
    CHOICE = "choice"
    CONTACTS = "contacts"
    HOURS = "hours"
    LIST = "list"
    STEP = "step"  # nobody knows the step itself: its title and its actor


class Audience(StrEnum):
    """Who is asked."""

    LANDLORD = "landlord"
    TABLE = "table"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A fact of the circuit that somebody is asked.

    ``key`` is its address by ids, never ranks (``steps.report.delay``, ``landlord.contacts.phone-2``); of what no item
    holds yet, where it would stand (``steps.report.written``, ``shortcuts.urgent.call``). ``about``: its item's id,
    ``title``, ``text`` and ``elsewhere``: what that says, where it is shown beside, and what other landlords say.
    ``now`` is what is written, in words, empty where nobody has found it; ``value`` the same as YAML has it, as JSON;
    ``sources`` the titles of its sources, ``on`` the newest of their dates. ``base`` is a short hash of ``now`` and
    what it rests on: an answer to another state is seen by it. ``choices``: the values of a CHOICE, and their words.
    ``rank`` is 1 to 10 for the ten facts that matter first (several keys of one line share a rank), else 0; ``line``
    is the question of that whole line. ``settled``: the landlord's own source says so for certain since less than two
    years, or that nothing is announced: it is read again by whoever signs, and asked of nobody.
    ``code`` names it on paper and in the spreadsheet: « A3 »; what stands in one row of a table's sheet has one code.
    """

    key: str
    question: str
    form: AnswerForm
    audience: Audience
    section: str
    about: str = ""
    title: str = ""
    text: str = ""
    elsewhere: str = ""
    now: str = ""
    value: object = None
    sources: tuple[str, ...] = ()
    on: str = ""
    uncertain: bool = False
    base: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    rank: int = 0
    line: str = ""
    settled: bool = False
    code: str = ""

    @property
    def box(self) -> str:
        """What of its item is asked: ``delay``, ``acceptable``; STEP of a step that nobody knows."""
        return STEP if self.form is AnswerForm.STEP else self.key.rpartition(".")[2]


FORMS = {
    Form.DELAY: AnswerForm.DELAY,
    Form.LIST: AnswerForm.LIST,
    Form.CONTACTS: AnswerForm.CONTACTS,
    Form.CHOICE: AnswerForm.CHOICE,
    Form.ACTORS: AnswerForm.CHOICE,
    Form.POINTER: AnswerForm.CHOICE,
    Form.NAME: AnswerForm.CHOICE,
}
# What no landlord answers for: what tenants say, find acceptable and do themselves, other landlords.
NOT_ASKED = (keys.SAY, keys.ACCEPTABLE, keys.ELSEWHERE, keys.UNTIL, keys.EXCLUDES, keys.EXAMPLES)
OF_DANGERS = (keys.EMERGENCY_FIRST, keys.AFTER, keys.CALL, keys.HOURS, keys.TEXT)


@dataclass(frozen=True)
class Place:
    """An item and the address under which its facts are asked: ``steps.report``."""

    section: str
    at: str
    item: model.Item
    held: bool = True  # False of what the circuit does not hold


@dataclass(frozen=True)
class Asking:
    """The facts of one circuit, as they are asked on ``day``; None: no source is too old."""

    facts: FactFormatter
    day: date | None

    @property
    def circuit(self) -> model.Circuit:
        return self.facts.circuit

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        return ten_lines(self.facts)

    @cached_property
    def ranks(self) -> dict[str, tuple[int, str]]:
        """Key → its rank among the ten, and the question of that line."""
        return {name: (rank, label) for rank, (label, names) in enumerate(self.lines, 1) for name in names}

    def ask(self, place: Place, key: Key, gaps: Collection[str]) -> Iterator[Asked]:
        """A fact that is stated, that nobody has found, or that is one of the ten."""
        item, name = place.item, f"{place.at}.{key.name}"
        said, lacking = item.said_of(key.attribute), key.attribute in gaps
        unknown = lacking or getattr(item, key.attribute) == model.UNKNOWN
        now = "" if unknown else self.say(item, key)
        if not (now or unknown or name in self.ranks):
            return
        form = AnswerForm.HOURS if key is keys.HOURS else FORMS.get(key.form, AnswerForm.TEXT)
        form = AnswerForm.CHOICE if key is keys.RIGHT else form
        asked = Asked(
            key=name,
            question=self.facts.words(f"asked.{key.name}", title=item.title),
            form=form,
            audience=Audience.BOTH if lacking and place.held else Audience.LANDLORD,
            section=place.section,
            about=item.id,
            title=item.title,
            now=now,
            value=bare_value(item, key) if now else None,
            uncertain=said.uncertain and bool(now),
            choices=tuple(list_choices(key, item, self.facts)) if form is AnswerForm.CHOICE else (),
        )
        yield self.rest(asked, self.facts.basis(item, key.attribute).source if now else (), silent=said.silent)

    def say(self, item: model.Item, key: Key) -> str:
        """What is written, without squares, which a landlord does not see; « non dit » of what it does not announce."""
        if item.said_of(key.attribute).silent:
            return self.facts.words("unknown.validated")
        if isinstance(item, model.Question) and item.right:
            return item.answers[item.right - 1]
        return self.facts.say(key, getattr(item, key.attribute), placed=False) or ""

    def rest(self, asked: Asked, names: Iterable[str] = (), *, silent: bool = False) -> Asked:
        """``asked`` with what it rests on, its rank, and whether that settles it."""
        held = tuple(self.circuit.sources[name] for name in dict.fromkeys(names))
        dates = [source.date for source in held if source.date]
        titles = tuple(source.title for source in held)
        rank, line = self.ranks.get(asked.key, (0, ""))
        alone = rank and len(self.lines[rank - 1][1]) == 1
        said = json.dumps([asked.now, asked.value, titles, asked.uncertain], ensure_ascii=False, sort_keys=True)
        return replace(
            asked,
            sources=titles,
            on=max(dates, default=""),
            base=sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:BASE_CHARS],
            rank=rank,
            line=line,
            question=line if alone and asked.form is not AnswerForm.STEP else asked.question,
            settled=silent or (bool(asked.now) and not asked.uncertain and any(map(self.is_fresh, held))),
        )

    def is_fresh(self, source: model.Source) -> bool:
        """Whether it is the landlord's own, of the last two years."""
        landlord = self.circuit.landlord
        names = filter(None, (landlord.name, landlord.short, landlord.formerly))
        said = plain(f"{source.title} {source.author or ''}")
        if not source.date or not any(plain(name) in said for name in names):
            return False
        return self.day is None or (self.day - period_end(source.date)).days <= YEARS * 365

    def ask_all(self, place: Place) -> Iterator[Asked]:
        item, gaps = place.item, find_gaps(place.item, self.circuit)
        if STEP in gaps:
            yield self.ask_gap(place, keys.TITLE.name, AnswerForm.STEP, item.text or "")
        else:
            asked = (key for key in list_keys(place.section, type(item)) if self.is_asked(item, key, place))
            yield from chain.from_iterable(self.ask(place, key, gaps) for key in asked)
        if WRITTEN in gaps:
            yield self.ask_gap(place, WRITTEN, AnswerForm.CONTACTS)

    def ask_gap(self, place: Place, name: str, form: AnswerForm, text: str = "") -> Asked:
        """What no field lacks: a written way in, or a step that nobody knows, whose text says what is asked."""
        title = place.item.title or self.facts.words("blank.title")
        asked = Asked(
            key=f"{place.at}.{name}",
            question=self.facts.words("asked.step" if form is AnswerForm.STEP else "asked.written", title=title),
            form=form,
            audience=Audience.BOTH,
            section=place.section,
            about=place.item.id,
            title=title,
            text=text,
        )
        return self.rest(asked)

    def is_asked(self, item: model.Item, key: Key, place: Place) -> bool:
        """Whether the landlord answers for it: not for the recourse of the law, nor for what a tenant does."""
        if f"{place.at}.{key.name}" in self.ranks:
            return True
        value = getattr(item, key.attribute)
        match key:
            case keys.TITLE:
                return not item.text
            case keys.IF_SILENT:
                return value is None or value in {step.id for step in self.circuit.steps}
            case keys.CALL if isinstance(item, model.Shortcut) and value:
                return self.facts.is_own_number(value)
            case keys.ACTOR:
                return bool(value != ("tenant",))
        return True

    def all(self) -> Iterator[Asked]:
        yield from chain.from_iterable(map(self.ask_all, list_places(self.facts)))
        yield from self.contacts()
        yield from self.names()

    def contacts(self) -> Iterator[Asked]:
        """The contacts of the landlord, then those of its agencies, by name."""
        held = (("landlord.contacts", "", self.circuit.landlord.contacts),)
        agencies = (
            (f"landlord.agencies.{each.id}.contacts", each.name, each.contacts)
            for each in self.circuit.landlord.agencies
        )
        for at, title, ways in chain(held, agencies):
            for name, way in named_contacts(ways):
                yield self.rest(
                    Asked(
                        key=f"{at}.{name}",
                        question=self.facts.words("asked.contacts"),
                        form=AnswerForm.CONTACTS,
                        audience=Audience.LANDLORD,
                        section="landlord",
                        title=title,
                        now=self.facts.contact(way),
                        value=[way.model_dump(mode="json", by_alias=True, exclude_defaults=True)],
                        uncertain=way.uncertain,
                    ),
                    way.source,
                )

    def names(self) -> Iterator[Asked]:
        """What the landlord is called, and what those do that only this landlord has."""
        own, circuit = self.circuit.landlord, self.circuit
        for key in (keys.NAME, keys.FORMERLY, keys.WEBSITE):
            if value := getattr(own, key.name):
                yield self.tell(f"landlord.{key.name}", self.facts.words(f"asked.{key.name}"), value)
        for name, actor in circuit.actors.items():
            if actor.role and name not in circuit.common_actors:
                at = "landlord.actors" if name in own.actors else "actors"
                yield self.tell(f"{at}.{name}.role", self.facts.words("asked.role", title=actor.name), actor.role)

    def tell(self, key: str, question: str, value: str) -> Asked:
        """A text of the landlord's frame, which has no source."""
        form, audience = AnswerForm.TEXT, Audience.LANDLORD
        asked = Asked(key=key, question=question, form=form, audience=audience, section="landlord")
        return self.rest(replace(asked, now=value, value=value))


def list_asked(facts: FactFormatter, day: date | None = None) -> tuple[Asked, ...]:
    """All that is asked: the ten facts that matter first, then the circuit in the order of the format, then tables.

    ``day``: on which it is asked; None: no source is too old.
    """
    told = tuple(Asking(facts, day).all())
    rows = number_rows(facts, {each.key: each for each in told if each.audience is Audience.BOTH})
    boxes = {each.key: each for row in rows for each in row}
    ordered = sorted(told, key=lambda each: each.rank or len(told))
    alone = (each for each in ordered if each.audience is Audience.LANDLORD)
    coded = {each.key: replace(each, code=f"{LETTER}{rank}") for rank, each in enumerate(alone, 1)}
    return tuple({each.key: coded.get(each.key) or boxes[each.key] for each in (*ordered, *boxes.values())}.values())


def ask_landlord(circuit: model.Circuit) -> tuple[Asked, ...]:
    """What a landlord is asked, found or not, in the order of the format; without codes: no board of it is made."""
    board = Board(circuit, Preset(), (), (), ())
    return tuple(Asking(FactFormatter(board, load_catalog(circuit.language)), None).all())


def lines_of_ten(asked: Iterable[Asked]) -> Iterator[tuple[Asked, ...]]:
    """The ten that matter first, a line each: several facts may share one."""
    ranked = sorted((each for each in asked if each.rank), key=lambda each: each.rank)
    return (tuple(line) for _, line in groupby(ranked, key=lambda each: each.rank))


def list_places(facts: FactFormatter) -> Iterator[Place]:
    """The items whose facts a landlord answers for, in the order in which it reads them again."""
    circuit = facts.circuit
    yield from (Place("emergency", f"landlord.emergency.{item.id}", item) for item in circuit.landlord.emergency)
    yield from (Place("steps", f"steps.{item.id}", item) for item in circuit.steps)
    held = bool(circuit.shortcuts)
    yield from (Place("shortcuts", f"shortcuts.{item.id}", item, held) for item in list_urgencies(facts))
    section = name_section("detours", circuit)
    for detour in circuit.detours:
        yield Place(section, f"detours.{detour.id}", detour)
        yield from (Place(section, f"detours.{detour.id}.steps.{step.id}", step) for step in detour.steps)
    own = (each for each in circuit.recourse if each.contact and not {*each.all_sources} <= circuit.common_sources)
    rest: dict[str, Iterable[model.Item]] = {
        "problems": (item for item in circuit.problems if not facts.dangers_of(item) or item.delay),
        "practices": circuit.practices,
        "setbacks": circuit.setbacks,
        "spaces": circuit.spaces,
        "recourse": own,
        "facts": circuit.facts,
        "questions": (item for item in circuit.questions if item.right),
    }
    for section, items in rest.items():
        yield from (Place(section, f"{section}.{item.id}", item) for item in items)


def list_keys(section: str, kind: type[model.Item]) -> tuple[Key, ...]:
    """What an item of that sort states, in the order of its model."""
    held = of(kind).values()
    if kind is model.Emergency:
        return tuple(key for key in held if key in OF_DANGERS)
    if kind is model.Question:
        return (keys.RIGHT,)
    told = [key for key in held if key.card or key in (keys.TEXT, keys.FIRST) or section in key.states]
    return tuple(key for key in told if key not in NOT_ASKED)


def bare_value(item: model.Item, key: Key) -> object:
    """A fact as YAML has it, without what is said of it."""
    told = item.model_dump(mode="json", by_alias=True, exclude_defaults=True).get(key.name)
    if not (key.sourced and isinstance(told, dict)):
        return told
    parts = {name: part for name, part in told.items() if name not in OF_FACTS}
    return parts[FACT_VALUE] if {*parts} == {FACT_VALUE} else parts or None


def list_choices(key: Key, item: model.Item, facts: FactFormatter) -> Iterator[tuple[str, str]]:
    """The values that may stand there, and their words."""
    circuit, of_the_format = facts.circuit, dict(shapes(type(item)))[key].choices
    targets: tuple[str, ...]
    match key:
        case keys.RIGHT:
            answers = getattr(item, keys.ANSWERS.attribute)
            yield from ((str(rank), answer) for rank, answer in enumerate(answers, 1))
            return
        case keys.ACTOR:
            yield from ((name, facts.actor(name)) for name in dict.fromkeys(("tenant", "landlord", *circuit.actors)))
            return
        case _ if of_the_format:
            targets = of_the_format
        case keys.URGENCY:
            targets = (*(each.id for each in circuit.shortcuts), model.NONE)
        case keys.IF_SILENT:
            targets = tuple(each.id for each in (*circuit.steps, *circuit.detours, *circuit.recourse))
        case _:
            targets = (*(each.id for each in circuit.steps), model.END, model.OUT)
    yield from ((str(each), facts.say(key, each, placed=False) or "") for each in targets if each != item.id)


SHEETS = {"delays": "A", "home": "B", "blocks": "C", "ideas": "D", "blanks": "E", "closing": "F"}
FREE = {"home": 3, "blocks": 2, "idea": 4, "commitment": 4}  # rows for what no item says
HOME_ALONE = 8  # rows of « ce qui change tout chez moi » where the circuit names no problem
HERE = ("yes", "no", "sometimes")
IS_SO = {"here-delay": keys.DELAY, "here-trace": keys.TRACE}  # « est-ce ainsi chez nous ? » of what is announced

AskedRow = tuple[Asked, ...]  # what stands in one row of a table's sheet


def number_rows(facts: FactFormatter, gaps: dict[str, Asked]) -> Iterator[AskedRow]:
    """The rows of the sheets in their order, each with its code; every one of ``gaps`` stands in one."""
    left = dict(gaps)
    for section, letter in SHEETS.items():
        rows = [row for row in list_rows(section, facts, left) if row]
        for rank, row in enumerate(rows, 1):
            code = f"{letter}{rank}"
            yield tuple(replace(each, section=each.section or section, code=code) for each in row)


def list_rows(section: str, facts: FactFormatter, left: dict[str, Asked]) -> Iterator[AskedRow]:
    """The rows of one sheet; what stands there is taken from the gaps that are ``left``."""
    places = sorted(list_places(facts), key=lambda place: order_of(place.item, facts))
    match section:
        case "delays":
            told = (place for place in places if has_delay(place.item))
            yield from (delay_row(place, facts, left) for place in told)
        case "home":
            waited = [place for place in places if asks_delay(place.item, facts)]
            yield from (delay_row(place, facts, left) for place in waited)
            yield from free_rows("home", ("acceptable", "change"), facts, FREE["home"] if waited else HOME_ALONE)
        case "blocks":
            steps = (place for place in places if is_known_step(place.item))
            yield from (boxes(place, ("blocks", "help"), facts) for place in steps)
            yield from free_rows("blocks", ("blocks", "help"), facts)
        case "ideas":
            ideas = (place for place in list_places(facts) if is_idea(place.item))
            yield from (boxes(place, ("votes", "need"), facts) for place in ideas)
            yield from free_rows("idea", ("votes", "need"), facts)
        case "blanks":
            ranks = {place.item.id: rank for rank, place in enumerate(places)}
            yield from ((each,) for each in sorted(left.values(), key=lambda each: ranks[each.about]))
        case "closing":
            yield from closing_rows(facts)


def order_of(item: model.Item, facts: FactFormatter) -> tuple[bool, int, str]:
    """That of the squares, then of what is met on none."""
    name = facts.places.get(item.id)
    card = read_card_id(name) if name else None
    return (card is None, card.number if card else 0, card.letter if card else "")


def has_delay(item: model.Item) -> bool:
    """A step, or a class of urgency that announces a delay, or for which another landlord does."""
    if isinstance(item, model.Shortcut):
        return bool(item.delay and item.delay.announced) or bool(item.elsewhere)
    return is_known_step(item)


def asks_delay(item: model.Item, facts: FactFormatter) -> bool:
    """A problem for which a delay means something: none in a danger, none where only a thing to do at once is told."""
    return isinstance(item, model.ProblemItem) and is_waited_for(item, facts.circuit)


def delay_row(place: Place, facts: FactFormatter, left: dict[str, Asked]) -> AskedRow:
    """Whether what is announced is so, or how long it takes where nobody has found it, then what is acceptable."""
    announced = [box for box, key in IS_SO.items() if is_announced(place.item, key)]
    gap = left.pop(f"{place.at}.{keys.DELAY.name}", None)
    return (*boxes(place, announced, facts), *((gap,) if gap else ()), *boxes(place, ("acceptable", "change"), facts))


def is_announced(item: model.Item, key: Key) -> bool:
    value = getattr(item, key.attribute, None)
    if isinstance(value, Delay):
        return bool(value.announced or value.at_least)
    return value not in (None, model.NONE)


def boxes(place: Place, names: Iterable[str], facts: FactFormatter) -> AskedRow:
    """What a table is asked of an item, each with what is said there already."""
    item = place.item
    return tuple(
        Asked(
            key=f"{place.at}.{name}",
            question=facts.words(f"returns.asked.{name}"),
            form=BOX_FORMS.get(name, AnswerForm.TEXT),
            audience=Audience.TABLE,
            section="",
            about=item.id,
            title=item.title,
            text=item.text or "" if is_idea(item) else "",
            elsewhere=say_elsewhere(item, facts),
            now=(now := said_in(name, item, facts)),
            uncertain=bool(now) and item.said_of(IS_SO[name].attribute if name in IS_SO else name).uncertain,
            choices=tuple((each, facts.words(f"table.here.{each}")) for each in HERE) if name in IS_SO else (),
        )
        for name in names
    )


BOX_FORMS = {**dict.fromkeys(IS_SO, AnswerForm.CHOICE), "acceptable": AnswerForm.DELAY}


def said_in(name: str, item: model.Item, facts: FactFormatter) -> str:
    """What is announced, what was acceptable at another workshop, the state of an idea."""
    match item:
        case model.Practice() if name == "votes":
            return facts.listed((facts.say(keys.ADOPTED, item.adopted) or "", item.decided or "")) or ""
        case model.Step() | model.Shortcut() | model.ProblemItem():
            key = {**IS_SO, "acceptable": keys.ACCEPTABLE}.get(name)
            return facts.say(key, getattr(item, key.attribute), placed=False) or "" if key else ""
    return ""


def say_elsewhere(item: model.Item, facts: FactFormatter) -> str:
    """« Ailleurs : OPH 31, moins de 4 h (2023). Et ici ? »: a table answers for its own landlord."""
    said = facts.elsewhere(model.elsewhere_of(item))
    return capital(facts.words("answer.fact", label=facts.words("row.elsewhere"), value=said)) if said else ""


def free_rows(sheet: str, names: tuple[str, ...], facts: FactFormatter, count: int = 0) -> Iterator[AskedRow]:
    """Rows for what no item says, which a table names itself."""
    for rank in range(1, (count or FREE[sheet]) + 1):
        yield tuple(free_box(f"{sheet}.{rank}", name, facts) for name in ("name", *names))


def closing_rows(facts: FactFormatter) -> Iterator[AskedRow]:
    """What a table asks its landlord and decides at the end; whoever leads the next game is named elsewhere."""
    ranks = range(1, FREE["commitment"] + 1)
    for about in ("subject", *(f"commitment.{rank}" for rank in ranks), "date", "lead", "question"):
        yield (free_box(f"closing.{about}", about.partition(".")[0], facts),)


def free_box(about: str, name: str, facts: FactFormatter) -> Asked:
    question, form = facts.words(f"returns.asked.{name}"), BOX_FORMS.get(name, AnswerForm.TEXT)
    return Asked(key=f"{about}.{name}", question=question, form=form, audience=Audience.TABLE, section="", about=about)
