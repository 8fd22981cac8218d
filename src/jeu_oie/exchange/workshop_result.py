"""Answers of a workshop → the circuit that says them, under a source of its own.

Acceptable delays stand as a list, one a table, never a mean. What tables know of a fact that nobody has found becomes
the fact where all tables that answered say the same, « à vérifier » and with the workshop as its own source; else every
answer stands in the text, after the workshop's name. Votes stand in an idea's text; a new idea is a practice of nobody
yet. An answer says nothing of another fact: the source and the doubt of an item that was there stay what they were. The
same sheet brought twice says nothing twice, and what the circuit states already is never replaced.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from jeu_oie.circuit.item import FactSource
from jeu_oie.circuit.keys import list_facts
from jeu_oie.circuit.lint import NO_TRACE
from jeu_oie.circuit.model import (
    LISTS,
    NONE,
    Adopted,
    CircuitFile,
    Detour,
    Item,
    Practice,
    ProblemItem,
    Source,
    Step,
    join_text,
    split_text,
    workshop_name,
    workshops,
)
from jeu_oie.circuit.nearest import plain
from jeu_oie.circuit.read.validate import Free, slug
from jeu_oie.circuit.times import Delay, parse
from jeu_oie.exchange.workshop import ACCEPTABLE, BLANKS, DELAY, NAME, NEED, VOTES, TableAnswer
from jeu_oie.game.dates import day
from jeu_oie.game.wording import capital
from jeu_oie.messages import Catalog

KINDS = ("acceptable", "here", "blanks", "votes", "ideas", "problems", "words")  # what is brought, as it is counted
FACTS = (DELAY, "trace")  # what a table can know to the letter: a number to call is left to who answers it
SOURCED = tuple(list_facts(Step))
# What a table writes in a free row: the list that it stands in, its model, and the keys that it needs.
NEW: Mapping[str, tuple[str, type[Practice] | type[ProblemItem], dict[str, Any]]] = {
    "idea": ("practices", Practice, {"adopted": Adopted.FALSE}),
    "home": ("problems", ProblemItem, {}),
}


@dataclass(frozen=True, slots=True)
class Workshop:
    """A workshop: the name and what is said of its source, how many came."""

    name: str
    source: Source
    people: int


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody has to know of an answer: ``code`` of its sentence, ``values`` of its places."""

    code: str
    answer: TableAnswer
    values: tuple[tuple[str, str], ...] = ()


@dataclass
class Brought:
    """The circuit as it is now; ``counts`` of each kind of thing that was brought, ``kept`` what stays in the sheet."""

    written: CircuitFile
    counts: dict[str, int] = field(default_factory=dict)
    kept: list[TableAnswer] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    unknown: list[TableAnswer] = field(default_factory=list)

    def count(self, kind: str, number: int = 1) -> None:
        self.counts[kind] = self.counts.get(kind, 0) + number


def workshop_on(date: str, people: int, t: Catalog, hands: Iterable[tuple[str, int, int]] = ()) -> Workshop:
    """The workshop of ``date`` (YYYY-MM-DD); its source notes which hands were raised, before and after."""
    title = t.count("returns.source", people, date=day(date, t))
    told = (
        t("returns.hands", question=t(f"house-key.{key}"), before=before, after=after) for key, before, after in hands
    )
    note = t("separator").join(told) or None
    return Workshop(t("returns.source.name", date=date), Source(title=title, date=date, note=note), people)


def bring(written: CircuitFile, answers: Sequence[TableAnswer], workshop: Workshop, t: Catalog) -> Brought:
    """``written`` with all that the tables answered."""
    maker = ResultBuilder(Brought(written), workshop, t)
    placed = sorted(maker.placed(answers), key=lambda each: (each.id, each.table))
    for name, group in groupby(placed, key=lambda each: each.id):
        maker.take(name, tuple(group))
    if maker.used:
        sources = {**written.sources, workshop.name: workshop.source}
        maker.brought.written = maker.brought.written.model_copy(update={"sources": sources})
    return maker.brought


@dataclass
class ResultBuilder:
    """Takes the answers item by item."""

    brought: Brought
    workshop: Workshop
    t: Catalog
    used: bool = False

    @property
    def name(self) -> str:
        return self.workshop.name

    @property
    def items(self) -> dict[str, Item]:
        """The items of the circuit's own file, by id."""
        found = [item for key in LISTS for item in getattr(self.brought.written, key)]
        inner = (step for item in found if isinstance(item, Detour) for step in item.steps)
        return {item.id: item for item in (*found, *inner)}

    def placed(self, answers: Sequence[TableAnswer]) -> Iterator[TableAnswer]:
        """The answers to rows of items; those of free rows go to what a table named there."""
        free: dict[tuple[str, int], list[TableAnswer]] = {}
        for answer in answers:
            head, _, rest = answer.id.partition(".")
            if not rest:
                yield answer
            elif head in NEW:
                free.setdefault((answer.id, answer.table), []).append(answer)
            else:
                self.brought.kept.append(answer)
        for (row, _), own in free.items():
            named = next((each for each in own if each.key == NAME), None)
            if named is None:
                self.note("returns-no-name", own[0])
                continue
            item = self.new(named.text, row.partition(".")[0])
            yield from (replace(each, id=item.id) for each in own if each is not named)

    def new(self, title: str, sort: str) -> Item:
        """The idea or the problem of that title; two tables may have the same."""
        key, model, state = NEW[sort]
        items: tuple[Item, ...] = getattr(self.brought.written, key)
        same = next((each for each in items if plain(each.title) == plain(title)), None)
        if same is not None:
            return same
        name = Free({*self.items, *self.brought.written.use}).name(slug(title) or sort)
        made = model(id=name, title=title, source=(self.name,), **state)
        self.used = True
        self.brought.count("ideas" if sort == "idea" else "problems")
        self.brought.written = self.brought.written.model_copy(update={key: (*items, made)})
        return made

    def take(self, name: str, answers: Sequence[TableAnswer]) -> None:
        """What was said about one item."""
        item = self.items.get(name)
        if item is None:
            self.brought.unknown += answers
            return
        asked: dict[str, list[TableAnswer]] = {}
        words: dict[str, list[TableAnswer]] = {}
        for answer in answers:
            (asked if answer.read else words).setdefault(answer.key, []).append(answer)
        now, says = item, [self.unread(key, own) for key, own in words.items()]
        if ACCEPTABLE in asked and "acceptable" in type(item).model_fields:
            now = self.acceptable(now, asked.pop(ACCEPTABLE))
        if isinstance(item, Practice):
            says += self.votes(asked.pop(VOTES, []), asked.pop(NEED, []))
        for key in (key for key in (DELAY, *BLANKS) if key in asked):
            now, said = self.blank(now, key, asked.pop(key))
            says += said
        self.brought.kept += [answer for own in asked.values() for answer in own]
        self.replace_item(item, self.saying(now, " ".join(says)) if says else now)

    def unread(self, key: str, answers: Sequence[TableAnswer]) -> str:
        """What stands in the place of a delay or a number, in the words of the table."""
        self.brought.count("words", len(answers))
        return self.t("returns.words", said=f"{self.label(key)}{self.quoted(answers)}")

    def label(self, key: str) -> str:
        return "" if key == "step" else self.t("returns.fact", label=capital(self.t(f"returns.asked.{key}")))

    def acceptable(self, item: Item, answers: Sequence[TableAnswer]) -> Item:
        """A step, a shortcut or a problem with the delay of each table after those of other workshops."""
        given = tuple(Delay(parse(answer.text)) for answer in answers)
        former: tuple[Delay, ...] = vars(item)["acceptable"]
        self.brought.count("acceptable", len(given))
        texts, old = [_text(each) for each in given], [_text(each) for each in former]
        sources = self.list_workshops(item) if former else ()
        if self.name in sources:
            if any(old[at : at + len(texts)] == texts for at in range(len(old) - len(texts) + 1)):
                return self.marked(item)
            if len({*sources} & workshops(self.brought.written.sources).keys()) > 1:
                self.note("returns-two-workshops", answers[0], title=item.title)
                return item
            self.note("returns-replaced", answers[0], title=item.title, former=", ".join(old))
            return self.sourced(item, ACCEPTABLE, given, sources)
        return self.sourced(item, ACCEPTABLE, (*former, *given), (*sources, self.name))

    def list_workshops(self, item: Item) -> tuple[str, ...]:
        """Where the acceptable delays of ``item`` come from: of its own sources the workshops, else all."""
        said, own = item.said_of(ACCEPTABLE).source, item.stated.get(ACCEPTABLE)
        held = {**workshops(self.brought.written.sources), self.name: self.workshop.source}
        return said if own and own.source else tuple(name for name in said if name in held) or said

    def votes(self, votes: Sequence[TableAnswer], needs: Sequence[TableAnswer]) -> Iterator[str]:
        if votes:
            self.brought.count("votes")
            yield self.t.count("returns.votes", sum(int(each.text) for each in votes), people=self.workshop.people)
        if needs:
            yield self.t("returns.need", said=self.quoted(needs))

    def blank(self, item: Item, key: str, answers: Sequence[TableAnswer]) -> tuple[Item, list[str]]:
        """A fact that nobody had found: who said what, and the fact where all agree on one that a table can know.

        A step that is missing stays so until somebody documents it.
        """
        told = {bare(each.text) for each in answers}
        whole = key not in FACTS or key not in type(item).model_fields or (isinstance(item, Step) and item.missing)
        stated = None if whole else getattr(item, key)
        if stated is not None and not (told <= NO_TRACE if stated == NONE else told == {bare(_text(stated))}):
            said = self.t("trace.none") if stated == NONE else _text(stated)
            self.note("returns-stated", answers[0], title=item.title, stated=said)
            return item, []
        self.brought.count("here" if key.startswith("here") else "blanks")
        says = [f"{self.label(key)}{self.quoted(answers)}."]
        if stated is not None:
            return self.sourced(item, key, stated, (*item.said_of(key).source, self.name)), says
        if not whole and len(told) == 1:
            return self.sourced(item, key, fact_of(key, answers[0].text), (self.name,), uncertain=True), says
        alone = isinstance(item, Step) and item.missing and not item.stated and not any(map(vars(item).get, SOURCED))
        return self.marked(item.model_copy(update={"uncertain": True}) if alone else item), says

    def saying(self, item: Item, text: str) -> Item:
        """``item`` with what this workshop says of it at the end of its text."""
        held = workshops(self.brought.written.sources)
        own, said = split_text(item.text or "", [*held.values(), self.workshop.source])
        whole = join_text(own, {**said, workshop_name(self.workshop.source): text}, self.t("returns.colon"))
        return self.marked(item.model_copy(update={"text": whole}))

    def quoted(self, answers: Sequence[TableAnswer]) -> str:
        """« un SMS » (tables 1, 3) ; « rien » (table 2): the same words once."""
        same: dict[str, list[TableAnswer]] = {}
        for answer in answers:
            same.setdefault(bare(answer.text), []).append(answer)
        return self.t("returns.and").join(
            self.t.count(
                "returns.quote",
                len(own),
                text=own[0].text.rstrip("."),
                tables=", ".join(str(each.table) for each in own),
            )
            for own in same.values()
        )

    def sourced(
        self, item: Item, key: str, value: object, sources: Iterable[str], *, uncertain: bool | None = None
    ) -> Item:
        """``item`` with a fact that rests on ``sources``; nothing else of it says otherwise than before."""
        former = item.stated.get(key, FactSource())
        names = tuple(dict.fromkeys(sources))
        own = former.model_copy(
            update={
                "source": () if names == item.source and not former.source else names,
                "uncertain": former.uncertain if uncertain is None or item.uncertain is uncertain else uncertain,
            }
        )
        return self.marked(item.with_facts({key: value}, {key: own} if own != FactSource() else {}))

    def marked(self, item: Item) -> Item:
        """``item``; the workshop is to be named among the circuit's sources."""
        self.used = True
        return item

    def note(self, code: str, answer: TableAnswer, **values: str) -> None:
        self.brought.notes.append(Note(code, answer, tuple(values.items())))

    def replace_item(self, former: Item, now: Item) -> None:
        """``now`` in the place of ``former``, on a side track too."""
        if now == former:
            return
        lists = {key: tuple(_swap_item(getattr(self.brought.written, key), former, now)) for key in LISTS}
        self.brought.written = self.brought.written.model_copy(update=lists)


def fact_of(key: str, text: str) -> object:
    """What stands in the circuit for what a table wrote."""
    if key == DELAY:
        return Delay(parse(text))
    return NONE if bare(text) in NO_TRACE else text


def _swap_item(items: Iterable[Item], former: Item, now: Item) -> Iterator[Item]:
    for item in items:
        if isinstance(item, Detour):
            item = item.model_copy(update={"steps": tuple(_swap_item(item.steps, former, now))})  # noqa: PLW2901
        yield now if item.id == former.id else item


def _text(value: object) -> str:
    """A fact as its author wrote it."""
    span = value.announced if isinstance(value, Delay) else None
    return span.text if span else str(value)


def bare(text: str) -> str:
    """What two tables must write alike to have said the same."""
    return plain(text).strip(" .!")
