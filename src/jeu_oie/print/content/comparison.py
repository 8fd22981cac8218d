"""Landlords side by side for a wall (« comparer-….pdf »): the same questions, the answers with their sources' numbers.

Never a ranking.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jeu_oie.draw.text import direction
from jeu_oie.exchange.compare import (
    Adoption,
    Answer,
    Cited,
    Compared,
    KitEntry,
    number_sources,
    practice_titles,
    questions,
    stage_titles,
)
from jeu_oie.messages import Catalog
from jeu_oie.print.content.frame import Frame

ABREAST = 4  # landlords on a sheet: a line of 14 pt still holds some thirty letters


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterAnswer:
    """An answer; ``state``: whether a practice is done. ``doubt``: what is unsure; ``sources``: « [1] [3] »."""

    state: str
    text: str
    doubt: str
    sources: str


@dataclass(frozen=True, slots=True)
class PosterCell:
    """The answers of a landlord, or the word for none."""

    answers: tuple[PosterAnswer, ...]
    missing: str


@dataclass(frozen=True, slots=True)
class PosterRow:
    """A question, a stage or a practice."""

    title: str
    cells: tuple[PosterCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterColumn:
    """Who answers, in a circuit of which state."""

    landlord: str
    about: str
    status: str
    draft: bool
    lang: str


@dataclass(frozen=True, slots=True)
class Plate:
    """Landlords that stand on the same sheets: what they answer, then their practices."""

    columns: tuple[PosterColumn, ...]
    rows: tuple[PosterRow, ...]
    practices: tuple[PosterRow, ...]


@dataclass(frozen=True, slots=True)
class NumberedSource:
    """A source under the number that all landlords share."""

    number: int
    title: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonPoster:
    """All landlords of one topic. ``ranking``: that it is none, on each page; ``question``: over the rows."""

    frame: Frame
    title: str
    ranking: str
    intro: str
    question: str
    practices: str
    plates: tuple[Plate, ...]
    sources_heading: str
    sources: tuple[NumberedSource, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the rows are about, and each source's number."""

    topic: str
    stages: Mapping[str, str]
    practices: Mapping[str, str]
    numbers: Mapping[Cited, int]
    words: Catalog


def comparison_poster(topic: str, landlords: Sequence[KitEntry], words: Catalog) -> ComparisonPoster:
    told = [each.compared for each in landlords]
    stages, practices = stage_titles(told), practice_titles(told)
    cited = dict.fromkeys(
        each.sources[name] for each in told for name in number_sources(each, questions(topic), stages, practices)
    )
    numbers = {source: rank for rank, source in enumerate(cited, 1)}
    asked = Asked(topic, stages, practices, numbers, words)
    title = words("compare.title", topic=words(f"topic.{topic}"))
    return ComparisonPoster(
        frame=poster_frame(title, words),
        title=title,
        ranking=words("compare.ranking"),
        intro=" ".join(intro(asked, told)),
        question=words("changes.compare.question"),
        practices=words("compare.practices") if practices else "",
        plates=tuple(plate_of(each, asked) for each in plates(landlords)),
        sources_heading=words("compare.sources"),
        sources=tuple(
            NumberedSource(rank, ", ".join(filter(None, (source.title, source.details))), source.address)
            for source, rank in numbers.items()
        ),
    )


def poster_frame(title: str, words: Catalog) -> Frame:
    """It is no circuit's: no state, no version."""
    return Frame(
        document=title,
        lang=words.language,
        dir=direction(words.language),
        game="",
        title=title,
        landlord="",
        version="",
        status="",
        draft=False,
        page=words("circuit.page"),
    )


def intro(asked: Asked, told: Sequence[Compared]) -> Iterator[str]:
    words = asked.words
    yield words("compare.text")
    yield words("compare.unknown", draft=words("unknown.draft"), validated=words("unknown.validated"))
    if any(each.unspotted or asked.stages.keys() - each.stages.keys() for each in told):
        yield words("compare.unspotted.text")


def plates(landlords: Sequence[KitEntry]) -> Iterator[Sequence[KitEntry]]:
    """As few sheets as hold all landlords, as even as can be."""
    count = -(-len(landlords) // ABREAST)
    size, more = divmod(len(landlords), count)
    start = 0
    for rank in range(count):
        end = start + size + (rank < more)
        yield landlords[start:end]
        start = end


def plate_of(landlords: Sequence[KitEntry], asked: Asked) -> Plate:
    columns = tuple(
        PosterColumn(
            landlord=each.landlord,
            about=f"{each.title} · {each.version}",
            status=each.status,
            draft=each.draft,
            lang=each.language,
        )
        for each in landlords
    )
    practices = (
        PosterRow(title, tuple(practice_cell(key, each, asked) for each in landlords))
        for key, title in asked.practices.items()
    )
    return Plate(columns, tuple(rows_of(landlords, asked)), tuple(practices))


def rows_of(landlords: Sequence[KitEntry], asked: Asked) -> Iterator[PosterRow]:
    """Questions, then the stages of the landlords' own."""
    words = asked.words
    for key in questions(asked.topic):
        cells = (question_cell(key, each, asked) for each in landlords)
        yield PosterRow(words(f"compare.question.{key}"), tuple(cells))
    for key, title in asked.stages.items():
        yield PosterRow(words("compare.stage", title=title), tuple(stage_cell(key, each, asked) for each in landlords))


def question_cell(key: str, each: KitEntry, asked: Asked) -> PosterCell:
    unspotted = key in each.compared.unspotted
    missing = asked.words("compare.unspotted") if unspotted else nothing_of(each, asked)
    return cell_of(each.compared.answers.get(key, ()), each, asked, missing)


def stage_cell(key: str, each: KitEntry, asked: Asked) -> PosterCell:
    answers = each.compared.stages[key].answers if key in each.compared.stages else ()
    return cell_of(answers, each, asked, asked.words("compare.unspotted"))


def cell_of(answers: Sequence[Answer], each: KitEntry, asked: Asked, missing: str) -> PosterCell:
    told = tuple(
        PosterAnswer(state="", text=answer.text, doubt=doubt_of(answer, asked), sources=sources_of(answer, each, asked))
        for answer in answers
    )
    return PosterCell(told, "" if told else missing)


def practice_cell(key: str, each: KitEntry, asked: Asked) -> PosterCell:
    found = each.compared.practices.get(key)
    if found is None:
        return PosterCell((), nothing_of(each, asked))
    answer = PosterAnswer(
        state=asked.words(f"choice.adopted.{found.state}"),
        text=asked.words("compare.decided", decided=found.decided) if found.decided else "",
        doubt=doubt_of(found, asked),
        sources=sources_of(found, each, asked),
    )
    return PosterCell((answer,), "")


def nothing_of(each: KitEntry, asked: Asked) -> str:
    return asked.words("unknown.draft" if each.draft else "unknown.validated")


def doubt_of(answer: Answer | Adoption, asked: Asked) -> str:
    return asked.words("compare.uncertain") if answer.uncertain else ""


def sources_of(answer: Answer | Adoption, each: KitEntry, asked: Asked) -> str:
    """Their numbers, or that there is none."""
    held = each.compared.sources
    found = " ".join(f"[{asked.numbers[held[name]]}]" for name in answer.sources if name in held)
    return found or asked.words("compare.unsourced." + ("draft" if each.draft else "validated"))
