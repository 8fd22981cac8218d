"""What changed between two versions of a circuit, in the tenants' words, by step; it blames nobody.

``circuit/changes`` finds what differs; here it gets its words, the squares on both boards, and the time that is
announced along each problem's path. What is not stated reads « pas trouvé » or « non dit », before as after. Of times
nothing is converted: working days stand beside calendar days, and a delay that nobody states is counted as such.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from jeu_oie.circuit import model
from jeu_oie.circuit.changes import MEANING, OF_FACT, Change, Changed, differ
from jeu_oie.circuit.dangers import dangers_in, numbers_to_call, spoken_by
from jeu_oie.circuit.item import Basis
from jeu_oie.circuit.keys import DECLARED, DETOUR_LABEL, Key, Sort
from jeu_oie.circuit.shapes import select_keys
from jeu_oie.circuit.times import Delay, Unit
from jeu_oie.game.dates import day, on_day
from jeu_oie.game.dossier import rows_of, status
from jeu_oie.game.squares import DELAY
from jeu_oie.game.wording import FactFormatter, State, capital, name_place
from jeu_oie.messages import Catalog

LABELS: Mapping[str, str] = {key.attribute: key.label for key in DECLARED}
KEYS: Mapping[str, Key] = {key.attribute: key for key in DECLARED if key.means}
# What tenants need to know: where nobody states it, that is information.
EXPECTED = frozenset(key.attribute for key in DECLARED if key.expected)


def label_of(key: str, t: Catalog) -> str:
    if key.endswith(OF_FACT):
        return t("changes.of-fact", fact=label_of(key.removesuffix(OF_FACT), t))
    return capital(t(LABELS.get(key, f"changes.label.{key}")))


def value_of(key: str, value: object, thing: object, facts: FactFormatter) -> str:
    """``value`` as people read it; an absent one that they need reads « pas trouvé », any other is empty."""
    if value is None or value is False:
        return facts.unknown if key in EXPECTED else facts.words("changes.no") if value is False else ""
    if isinstance(value, Basis):
        return format_basis(value, facts)
    if value is True:
        return facts.words("changes.yes")
    if say := FORMATTERS.get(key):
        return say(value, thing, facts) or ""
    known = KEYS.get(key)
    return (facts.say(known, value, placed=False) or "") if known else str(value)


def right_answer(value: int, thing: object, facts: FactFormatter) -> str:
    return thing.answers[value - 1] if isinstance(thing, model.Question) and value <= len(thing.answers) else str(value)


def list_sources(names: Sequence[str], facts: FactFormatter) -> str:
    titles = (source.title for name in names if (source := facts.circuit.sources.get(name)))
    return facts.listed(tuple(titles)) or ""


def format_basis(basis: Basis, facts: FactFormatter) -> str:
    """« Guide 2017 · à vérifier »."""
    t = facts.words
    none = t("source.none.draft" if facts.circuit.draft else "source.none.validated")
    unsure = t("uncertain") if basis.uncertain else ""
    when = t("row.searched", on=on_day(basis.searched, t)) if basis.searched else ""
    silent = t("unknown.validated") if basis.silent else ""
    return facts.listed((silent, list_sources(basis.source, facts) or none, unsure, when)) or ""


def fields(*kinds: str) -> tuple[str, ...]:
    return tuple(key.attribute for key in select_keys(*kinds))


# What no form says, and the words of both versions do not say alike.
FORMATTERS: Mapping[str, Callable[[Any, object, FactFormatter], str | None]] = {
    "status": lambda _, thing, facts: status(facts.circuit, facts.words),
    "validated": lambda value, _, facts: f"{', '.join(value.by)}, {day(value.on, facts.words)}",
    **dict.fromkeys(fields("date"), lambda value, _, facts: day(value, facts.words)),
    "source": lambda value, _, facts: list_sources(value, facts),
    "right": right_answer,
    "gestures": lambda value, _, facts: facts.listed([gesture.text for gesture in value]),
    "next": lambda value, _, facts: facts.listed([step.title for step in value]),
    "agencies": lambda value, _, facts: facts.listed([f"{each.name} ({facts.agency(each)})" for each in value]),
    "departments": lambda value, _, facts: facts.listed([*value]),
}


@dataclass(frozen=True, slots=True)
class Total:
    """Announced time: ``minutes`` of calendar time, ``working`` (« ouvrés ») and ``open`` days (« ouvrables »).

    ``unknown``: how many delays nobody states; ``about``: one of them is rough.
    """

    minutes: int = 0
    working: float = 0
    open: float = 0
    unknown: int = 0
    about: bool = False

    def with_(self, delay: Delay | None) -> "Total":
        span = delay.announced if delay else None
        if span is None:
            return replace(self, unknown=self.unknown + 1)
        so_far = replace(self, about=self.about or span.about)
        if span.unit is Unit.WORKING_DAY:
            return replace(so_far, working=self.working + span.high)
        if span.unit is Unit.OPEN_DAY:
            return replace(so_far, open=self.open + span.high)
        return replace(so_far, minutes=self.minutes + round(span.days * 1440))


@dataclass(frozen=True, slots=True)
class Path:
    """The path of the problems of those titles; an empty one stands for all steps, one after the other.

    ``before``, ``after``: the time in words, empty where the circuit has no such path.
    """

    problems: tuple[str, ...]
    before: str
    after: str
    totals: tuple[Total | None, Total | None]


def paths(old: FactFormatter, new: FactFormatter) -> tuple[Path, ...]:
    """The paths that changed, problems of one change together: the way of every step first, then the urgent ones."""
    former, now = totals(old.circuit), totals(new.circuit)
    groups: dict[tuple[Total | None, Total | None], list[str]] = {}
    for title in dict.fromkeys((*now, *former)):
        both = former.get(title), now.get(title)
        if both[0] != both[1]:
            groups.setdefault(both, []).append(title)
    return tuple(
        Path(tuple(titles), format_total(both[0], old), format_total(both[1], new), both)
        for both, titles in groups.items()
    )


def totals(circuit: model.Circuit) -> dict[str, Total]:
    """Title of a problem → the time along its path, « » for every step; none where nobody says how urgent it is."""
    urgencies = {shortcut.id: shortcut for shortcut in circuit.shortcuts}
    known = (problem for problem in circuit.problems if problem.urgency)
    return {"": total(circuit, None)} | {
        problem.title: total(circuit, urgencies.get(problem.urgency or "")) for problem in known
    }


def total(circuit: model.Circuit, urgency: model.Shortcut | None) -> Total:
    """The announced times of every step; an urgency has one of its own, from where it leaves to where it leads."""
    counted = Total()
    for delay in delays(circuit, urgency):
        counted = counted.with_(delay)
    return counted


def delays(circuit: model.Circuit, urgency: model.Shortcut | None) -> Iterator[Delay | None]:
    first, *others = circuit.steps
    if first.delay is not None:  # from the problem itself: nobody's announcement where it is not stated
        yield first.delay
    if urgency is None:
        yield from (step.delay for step in others)
        return
    ids = [step.id for step in circuit.steps]
    yield from (step.delay for step in others[: ids.index(urgency.from_)])
    yield urgency.delay
    if urgency.to == model.UNKNOWN:
        yield None
    elif urgency.to not in (model.END, model.OUT):  # what happens outside is not of this circuit
        yield from (step.delay for step in circuit.steps[ids.index(urgency.to) + 1 :])


def format_total(counted: Total | None, facts: FactFormatter) -> str:
    """« 12 jours 4 heures + 5 jours ouvrés ; 3 délais pas trouvés », or « non dits » once validated."""
    if counted is None:
        return ""
    t, (days, minutes) = facts.words, divmod(counted.minutes, 1440)
    parts = [(days, Unit.DAY), (minutes // 60, Unit.HOUR), (minutes % 60, Unit.MINUTE)]
    shown = " ".join(f"{amount}\u00a0{facts.unit(amount, unit)}" for amount, unit in parts if amount)
    apart = ((counted.working, Unit.WORKING_DAY), (counted.open, Unit.OPEN_DAY))
    days_off = (f"{facts.amount(amount)}\u00a0{facts.unit(amount, unit)}" for amount, unit in apart if amount)
    known = " + ".join(filter(None, (shown, *days_off)))
    known = t("delay.about", delay=known) if counted.about else known
    key = "changes.unknown.draft" if facts.circuit.draft else "changes.unknown.validated"
    unknown = t.count(key, counted.unknown) if counted.unknown else ""
    return t("changes.and").join(filter(None, (known or t("changes.none-announced"), unknown)))


@dataclass(frozen=True, slots=True)
class FactChange:
    """One fact: what it is, and how it read and reads; empty where it does not stand.

    ``danger``: it says what to do in danger, or which number to call.
    """

    sort: Sort
    label: str
    before: str
    after: str
    danger: bool = False


@dataclass(frozen=True, slots=True)
class ReportedChange:
    """One thing that changed. ``number`` is that of its mark on the boards, 0 without one.

    ``step`` is where it stands; ``what`` says whether it is new, gone, moved or renamed; ``place`` is its square or
    card, as it is now.
    """

    number: int
    step: str
    list: str
    id: str
    kind: str
    title: str
    what: tuple[str, ...]
    place: str
    lines: tuple[FactChange, ...]
    sorts: tuple[Sort, ...]

    @property
    def named(self) -> bool:
        """Whether its title says more than its kind and its section do."""
        return not self.is_file and self.id != self.step

    @property
    def is_file(self) -> bool:
        """Whether it is a circuit or a landlord as such, and nothing in them."""
        return self.list in ("frame", "landlord")

    @property
    def danger(self) -> bool:
        """Whether anything of a danger for life, of an urgency or of a number to call has changed."""
        return self.list == "emergency" or any(line.danger for line in self.lines)

    @property
    def wording(self) -> bool:
        """Whether only its wording changed; of a danger no word is a mere word."""
        return not self.danger and set(self.sorts) <= {Sort.WORDING}


@dataclass(frozen=True, slots=True)
class ChangeSection:
    """What changed at one step, or of one list; ``step`` is empty there."""

    step: str
    title: str
    changes: tuple[ReportedChange, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All that changed. ``before``, ``after``: name of a square → the number of what changed there."""

    sections: tuple[ChangeSection, ...]
    paths: tuple[Path, ...]
    before: Mapping[str, int] = field(default_factory=dict)
    after: Mapping[str, int] = field(default_factory=dict)

    @property
    def changes(self) -> tuple[ReportedChange, ...]:
        return tuple(change for section in self.sections for change in section.changes)


def difference(old: FactFormatter, new: FactFormatter) -> Difference:
    """What changed from the circuit of ``old`` to that of ``new``, in the words of ``new``."""
    all_changed = differ(old.circuit, new.circuit)
    steps = steps_of(old.circuit, new.circuit)
    at_steps = [(step, [changed for changed in all_changed if changed.step == step]) for step in steps]
    loose: dict[str, list[Changed]] = {}  # list → what changed there at no step
    for changed in all_changed:
        if changed.step not in steps:
            loose.setdefault(changed.list, []).append(changed)
    frame = [(key, loose.pop(key)) for key in ("emergency", "frame", "landlord") if key in loose]
    groups = [*((step, group) for step, group in at_steps if group), *loose.items()]
    marked_things = (key_of(changed) for _, group in groups for changed in group)
    ranks = {key: rank for rank, key in enumerate(marked_things, 1)}
    before = mark_squares(all_changed, ranks, old, lambda changed: changed.before)
    after = mark_squares(all_changed, ranks, new, lambda changed: changed.after)
    marked = {*before.values(), *after.values()}
    sections = tuple(
        ChangeSection(
            key if key in steps else "",
            (new.titles.get(key) or old.titles[key]) if key in steps else new.words(f"changes.list.{key}"),
            tuple(report_change(changed, ranks.get(key_of(changed), 0), marked, old, new) for changed in group),
        )
        for key, group in (*frame, *groups)
    )
    return Difference(sections, paths(old, new), before, after)


def key_of(changed: Changed) -> tuple[str, str]:
    return changed.list, changed.id


def steps_of(old: model.Circuit, new: model.Circuit) -> list[str]:
    """The ids of all steps in the order of ``new``, those that are gone after the step that they followed."""
    order = [step.id for step in new.steps]
    for rank, step in enumerate(old.steps):
        if step.id not in order:
            before = old.steps[rank - 1].id if rank else None
            order.insert(order.index(before) + 1 if before in order else 0, step.id)
    return order


def report_change(
    changed: Changed, number: int, marked: set[int], old: FactFormatter, new: FactFormatter
) -> ReportedChange:
    """``changed`` in words; a new thing, or one that is gone, with all that it says."""
    t = new.words
    stated = {change.key for change in changed.changes}
    shown = [change for change in changed.changes if change.key != "validated" or "status" not in stated]
    lines = [line for change in shown for line in list_fact_changes(changed, change, old, new)]
    what = dict.fromkeys(change.sort for change in changed.changes if change.sort in WHAT)
    return ReportedChange(
        number if number in marked else 0,
        changed.step,
        changed.list,
        changed.id,
        name_kind(changed, t),
        title_of(changed.after if changed.after is not None else changed.before, changed, t),
        tuple(t(f"changes.what.{sort}") for sort in what),
        place_of(changed, old, new),
        tuple(lines),
        tuple(dict.fromkeys(change.sort for change in changed.changes)),
    )


def name_kind(changed: Changed, t: Catalog) -> str:
    """What is called so in the circuit; a detour by its label."""
    match changed.after if changed.after is not None else changed.before:
        case model.Detour(label=str(label)):
            return t(DETOUR_LABEL.name_choice(label))
    key = changed.list.split(".")[-1]  # the steps of a detour are steps
    return t(f"changes.kind.{key}")


WHAT = (Sort.ADDED, Sort.REMOVED, Sort.MOVED, Sort.RENAMED)


def title_of(thing: object, changed: Changed, t: Catalog) -> str:
    match thing:
        case model.Item() | model.Source() | model.Circuit():
            return thing.title or t("blank.title")
        case model.Actor():
            return thing.name
    return changed.id if changed.list == "words" else getattr(thing, "name", changed.id)


def place_of(changed: Changed, old: FactFormatter, new: FactFormatter) -> str:
    """« case 12 », « carte p4 »; as it was for what is gone, nothing for what stands on no square."""
    facts = old if changed.after is None else new
    thing = changed.before if changed.after is None else changed.after
    name = facts.card_names.get(thing.id) if isinstance(thing, model.Item) else None
    if name is None:
        return ""
    return name_place(name, new.words)


def list_fact_changes(changed: Changed, change: Change, old: FactFormatter, new: FactFormatter) -> Iterator[FactChange]:
    if change.sort in (Sort.ADDED, Sort.REMOVED):
        yield from list_facts(changed, change, new if change.after is not None else old, new.words)
    elif change.key != "order":
        before = value_of(change.key, change.before, changed.before, old)
        after = value_of(change.key, change.after, changed.after, new)
        label = label_of(change.key, new.words)
        yield FactChange(change.sort, label, before, after, is_danger(changed, MEANING.get(change.key), before, after))


def list_facts(changed: Changed, change: Change, facts: FactFormatter, t: Catalog) -> Iterator[FactChange]:
    """All that a new thing says, or one that is gone."""
    thing = change.before if change.after is None else change.after
    for means, label, text in list_statements(thing, facts, t):
        both = (text, "") if change.after is None else ("", text)
        yield FactChange(change.sort, label, *both, is_danger(changed, means, *both))


def list_statements(thing: object, facts: FactFormatter, t: Catalog) -> Iterator[tuple[Sort | None, str, str]]:
    """What a change of it would mean, its label, and what it says."""
    if isinstance(thing, model.Item):
        if thing.text:
            yield Sort.WORDING, t("changes.label.text"), thing.text
        rows = (row for row in rows_of(thing, facts) if row.state is not State.MISSING)
        yield from ((ROWS.get(row.key), capital(row.label), row.value) for row in rows)
        for step in getattr(thing, "steps", ()):
            yield None, t("kind.step"), step.title or t("blank.title")
    elif isinstance(thing, model.Source):
        keys = ("author", "date", "address", "note")
        yield from ((Sort.SOURCE, label_of(key, t), getattr(thing, key)) for key in keys if getattr(thing, key))
    elif isinstance(thing, model.Actor):
        yield from ((Sort.WORDING, label_of("role", t), role) for role in (thing.role,) if role)
    else:
        yield Sort.WORDING, label_of("meaning", t), str(thing)


OF_DANGER = (Sort.NUMBER, Sort.URGENCY)
ROWS: Mapping[str, Sort | None] = {key.row or key.name: key.means for key in DECLARED if key.icon}


def is_danger(changed: Changed, means: Sort | None, before: str, after: str) -> bool:
    """Whether a fact says what to do in danger, or whom to call: that is told before all else."""
    return (
        changed.list == "emergency"
        or means in OF_DANGER
        or any(speaks_of_danger(thing) for thing in (changed.before, changed.after))
        or numbers_to_call(before) != numbers_to_call(after)
    )


def speaks_of_danger(thing: object) -> bool:
    """Whether a problem or an urgency speaks of a danger for life."""
    return isinstance(thing, model.Item) and any(dangers_in(text) for text in spoken_by(thing))


def mark_squares(
    all_changed: Iterable[Changed],
    ranks: Mapping[tuple[str, str], int],
    facts: FactFormatter,
    side: Callable[[Changed], object],
) -> dict[str, int]:
    """Name of a square → the number of what changed there; the time before a step changes with its delay."""
    marks: dict[str, int] = {}
    for changed in all_changed:
        thing = side(changed)
        name = facts.places.get(thing.id) if isinstance(thing, model.Item) else None
        if not isinstance(thing, model.Item) or name is None or key_of(changed) not in ranks:
            continue
        marks[name] = ranks[key_of(changed)]
        if any(change.sort in (Sort.DELAY, Sort.ADDED, Sort.REMOVED) for change in changed.changes):
            marks |= dict.fromkeys(waits_before(thing.id, facts), ranks[key_of(changed)])
    return marks


def waits_before(step: str, facts: FactFormatter) -> Iterator[str]:
    """The squares that say, or ask for, the delay of a step."""
    for square in facts.board.squares:
        aspect = square.aspect if square.aspect and square.aspect.fact == DELAY else None
        if aspect and step == aspect.item.id:
            yield square.name
