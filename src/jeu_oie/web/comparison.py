"""Landlords of one topic side by side on a page, a question a row, under it the same answer once; never a ranking.

On a phone a block an answer, under the letters of those who give it; from the width on at which all of them stand
beside one another (``rules``), a column a landlord. It is one text: in columns an answer of several stands again in
the column of each.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from jeu_oie.circuit.model import Topic
from jeu_oie.draw.text import direction
from jeu_oie.exchange.compare import NUMBER, Adoption, Answer, KitEntry
from jeu_oie.exchange.side_by_side import ComparedRow, Comparison, side_by_side
from jeu_oie.messages import Catalog
from jeu_oie.web.cards import web_address
from jeu_oie.web.found import NOWHERE, PageHead, SharedPicture, SiteAddress
from jeu_oie.web.site import frame, site_page

FEWEST = 2  # landlords that can be compared


def comparisons(entries: Sequence[KitEntry]) -> dict[str, tuple[KitEntry, ...]]:
    """Topic → the kits to compare, each circuit once, by the names of their landlords."""
    topics: dict[str, tuple[KitEntry, ...]] = {}
    for topic in sorted({each.topic for each in entries} & {topic.value for topic in Topic} - {Topic.OTHER.value}):
        own = tuple(once([each for each in entries if each.topic == topic]))
        if len({each.landlord for each in own}) >= FEWEST:
            topics[topic] = own
    return topics


def left_alone(entries: Sequence[KitEntry]) -> tuple[KitEntry, ...]:
    """The circuits that are in no comparison: no other landlord has their topic, or it is none that can be shared."""
    compared = {each.source for own in comparisons(entries).values() for each in own}
    return tuple(each for each in once(entries) if each.source not in compared)


def name_alone(alone: Sequence[KitEntry], words: Catalog) -> str:
    """The sentence that names them, each with its topic; nothing where there is none."""
    topics = {each: words(f"topic.{each}") for each in Topic} | {Topic.OTHER: words("compare.alone.other")}
    named = (
        words("compare.alone.one", landlord=each.landlord, title=each.title, topic=topics[Topic(each.topic)])
        for each in alone
    )
    said = words("separator").join(named)
    return words("compare.alone", circuits=said) if said else ""


def once(entries: Sequence[KitEntry]) -> Iterator[KitEntry]:
    """Of the kits of one circuit (colour, black and white, large print) the one with the shortest name."""
    met: set[str] = set()
    ordered = sorted(
        entries, key=lambda each: (each.landlord.casefold(), each.title.casefold(), len(each.folder), each.folder)
    )
    for each in ordered:
        if each.source not in met:
            met.add(each.source)
            yield each


def file_of(topic: str) -> str:
    return f"comparer-{topic}.html"


def compared_texts(entry: KitEntry) -> Iterator[str]:
    """What the fonts must hold."""
    compared = entry.compared
    yield from (entry.landlord, entry.title, entry.status, entry.version)
    yield from (each.text for several in compared.answers.values() for each in several)
    for stage in compared.stages.values():
        yield from (stage.title, *(each.text for each in stage.answers))
    for practice in compared.practices.values():
        yield practice.title + practice.decided
    yield from (source.title + source.details for source in compared.sources.values())


FIRST = 3  # questions that are open at first
URGENT = ("number", "delay")  # what somebody in a hurry looks for: open too, where the answers differ
ABREAST_SCREEN = 7  # landlords at most that stand beside one another on a screen; more are chosen from
LABEL, COLUMN = 11, 10.5  # rem: the width of the questions, and the least of a landlord's column
CHOSEN = 4  # of more landlords, so many are shown at first
TINTS = 8  # colours of landlords, in the style


@dataclass(frozen=True, slots=True, eq=False)
class LandlordMark:
    """A landlord as the page knows it again: ``rank`` from 1, a ``letter`` that no other has, one of the ``TINTS``."""

    rank: int
    letter: str
    entry: KitEntry

    @property
    def name(self) -> str:
        return self.entry.short or self.entry.landlord

    @property
    def tint(self) -> int:
        return (self.rank - 1) % TINTS + 1


@dataclass(frozen=True, slots=True)
class SharedAnswer:
    """What one landlord says, or several in the same words; ``sources`` by their numbers on the page.

    ``state`` is that of a practice (``true``, ``trial`` …), whose ``text`` says only what was decided. ``draft``: not
    all who say it have validated it.
    """

    text: str
    language: str
    uncertain: bool
    state: str
    draft: bool
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """The answers that the same landlords share; ``everywhere``: all of them."""

    marks: tuple[LandlordMark, ...]
    answers: tuple[SharedAnswer, ...]
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Silence:
    """Landlords that say nothing, by the word for it (« pas trouvé »)."""

    said: str
    marks: tuple[LandlordMark, ...]


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A question, a stage or a practice: what some landlords or all say, and who says nothing.

    ``opened``: it is open at first.
    """

    name: str
    title: str
    groups: tuple[AnswerGroup, ...]
    silent: tuple[Silence, ...]
    opened: bool = False

    @property
    def answered(self) -> int:
        """How many landlords answer."""
        return len({mark.rank for group in self.groups for mark in group.marks})

    @property
    def common(self) -> int:
        """How many answers all of them share."""
        return sum(len(group.answers) for group in self.groups if group.everywhere)

    @property
    def own(self) -> tuple[AnswerGroup, ...]:
        return tuple(group for group in self.groups if not group.everywhere)

    def groups_of(self, mark: LandlordMark) -> tuple[AnswerGroup, ...]:
        return tuple(group for group in self.own if mark in group.marks)

    def silence_of(self, mark: LandlordMark) -> str:
        return next((each.said for each in self.silent if mark in each.marks), "")

    def state_of(self, mark: LandlordMark) -> str:
        """How a landlord stands to a practice; empty where nobody has found it."""
        return next((group.answers[0].state for group in self.groups if mark in group.marks), "")


def letters_of(names: Sequence[str]) -> list[str]:
    """A letter each that no other has: of the first word where it is free, else of the next; at last a number."""
    words = [[word for word in name.split() if word[0].isalnum()] for name in names]
    found: dict[int, str] = {}
    for take in range(max(map(len, words), default=0)):
        claim(found, [own[take : take + 1] for own in words])
    claim(found, [list(name) for name in names])
    claim(found, [[str(number) for number in range(1, len(names) + 1)]] * len(names))
    return [found[rank] for rank in range(len(names))]


def claim(found: dict[int, str], wished: Sequence[Sequence[str]]) -> None:
    """Give to each that has none the first of what it wishes (its initial, a whole number) that is free."""
    taken = set(found.values())
    for rank, wishes in enumerate(wished):
        if rank in found:
            continue
        signs = (each if each.isdigit() else each[0].upper() for each in wishes if each[0].isalnum())
        free = next((sign for sign in signs if sign not in taken), None)
        if free:
            found[rank] = free
            taken.add(free)


def share(said: Mapping[LandlordMark, Sequence[SharedAnswer]]) -> tuple[AnswerGroup, ...]:
    """The answers of all landlords, each once with those who give it; what all of them say comes first."""
    givers: dict[tuple[str, str, bool, str], dict[LandlordMark, SharedAnswer]] = {}
    for mark, answers in said.items():
        for each in answers:
            givers.setdefault((each.text, each.language, each.uncertain, each.state), {})[mark] = each
    together: dict[tuple[LandlordMark, ...], list[SharedAnswer]] = {}
    for own in givers.values():
        together.setdefault(tuple(own), []).append(join_sources(tuple(own.values())))
    groups = (AnswerGroup(marks, tuple(answers), len(marks) == len(said)) for marks, answers in together.items())
    return tuple(sorted(groups, key=lambda group: not group.everywhere))


def join_sources(same: Sequence[SharedAnswer]) -> SharedAnswer:
    sources = tuple(sorted({number for each in same for number in each.sources}))
    return replace(same[0], sources=sources, draft=any(each.draft for each in same))


def row_of(row: ComparedRow, marks: Sequence[LandlordMark], made: Comparison) -> AskedRow:
    said = {
        mark: [shared_answer(each, mark.entry, made) for each in own] for mark, own in zip(marks, row.said, strict=True)
    }
    silent: dict[str, list[LandlordMark]] = {}
    for mark, word in zip(marks, row.missing, strict=True):
        if word:
            silent.setdefault(word, []).append(mark)
    return AskedRow(row.name, row.title, share(said), tuple(Silence(word, tuple(own)) for word, own in silent.items()))


def shared_answer(each: Answer | Adoption, entry: KitEntry, made: Comparison) -> SharedAnswer:
    text, state = (each.decided, each.state) if isinstance(each, Adoption) else (each.text, "")
    text = NUMBER.sub(lambda number: number[0].replace(" ", "\u00a0"), text)  # no number ends on another line
    return SharedAnswer(text, entry.language, each.uncertain, state, entry.draft, tuple(made.cited(each, entry)))


def open_first(rows: Sequence[AskedRow]) -> tuple[AskedRow, ...]:
    """``rows``, of which some are open at first."""
    urgent = {f"q-{key}" for key in URGENT}
    return tuple(
        replace(row, opened=rank < FIRST or (row.name in urgent and row.answered > 1)) for rank, row in enumerate(rows)
    )


def comparison(
    topic: str,
    entries: Sequence[KitEntry],
    words: Catalog,
    back: str = "index.html",
    alone: Sequence[KitEntry] = (),
    online: SiteAddress = NOWHERE,
    picture: SharedPicture | None = None,
) -> str:
    """The comparison of these kits as HTML; those ``alone`` are named below it.

    ``back``: the page of all kits, empty where there is none beside it; ``picture``: the one to share it with.
    """
    made, letters = side_by_side(topic, entries, words), letters_of([each.landlord for each in entries])
    marks = tuple(map(LandlordMark, count(1), letters, entries))
    rows = tuple(row_of(each, marks, made) for each in made.rows)
    said = [name_alone(alone, words), *(text for each in entries for text in compared_texts(each))]
    return site_page(
        "comparison.html",
        frame(
            said,
            rules="site/columns.css",
            script="site/compare.js",
            landlords=len(marks),
            abreast=len(marks) <= ABREAST_SCREEN,
            least=max(60, LABEL + COLUMN * len(marks) + 2.5),
            label=LABEL,
        ),
        language=words.language,
        direction=direction(words.language),
        found=found_comparison(topic, marks, words, online, picture),
        words=words,
        topic=words(f"topic.{topic}"),
        rows=open_first([row for row in rows if row.groups]),
        quiet=[row for row in rows if not row.groups],
        practices=tuple(row_of(each, marks, made) for each in made.practices),
        marks=marks,
        abreast=len(marks) <= ABREAST_SCREEN,
        chosen=len(marks) if len(marks) <= ABREAST_SCREEN else CHOSEN,
        numbers=made.numbers,
        any_unspotted=made.any_unspotted,
        alone=name_alone(alone, words),
        address=web_address,
        back=back,
    )


def found_comparison(
    topic: str, marks: Sequence[LandlordMark], words: Catalog, online: SiteAddress, picture: SharedPicture | None = None
) -> PageHead:
    entries, name = [mark.entry for mark in marks], words(f"topic.{topic}")
    return PageHead(
        words("compare.page", topic=name, n=len(marks)),
        words("compare.description", topic=name, landlords=", ".join(mark.name for mark in marks)),
        online.address and f"{online.address}{file_of(topic)}",
        words("game.title"),
        words("embed.locale"),
        listed=is_listed(entries, online),
        picture=picture,
    )


def is_listed(entries: Iterable[KitEntry], online: SiteAddress) -> bool:
    """Whether search engines may list what these say: not before all have been validated, unless drafts may be."""
    return all(each.is_listed(drafts=online.drafts) for each in entries)
