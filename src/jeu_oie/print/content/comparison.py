"""Landlords side by side for a wall (« comparer-….pdf »): the same questions, the answers with their sources' numbers.

Never a ranking.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jeu_oie.draw.text import direction
from jeu_oie.exchange.compare import Adoption, Answer, KitEntry
from jeu_oie.exchange.side_by_side import ComparedRow, Comparison, side_by_side
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


def comparison_poster(topic: str, landlords: Sequence[KitEntry], words: Catalog) -> ComparisonPoster:
    made = side_by_side(topic, landlords, words)
    title = words("compare.title", topic=words(f"topic.{topic}"))
    return ComparisonPoster(
        frame=Frame(
            document=title, lang=words.language, dir=direction(words.language), title=title, page=words("circuit.page")
        ),
        title=title,
        ranking=words("compare.ranking"),
        intro=" ".join(intro(made, words)),
        question=words("changes.compare.question"),
        practices=words("compare.practices") if made.practices else "",
        plates=tuple(plate_of(landlords, ranks, made, words) for ranks in plates(len(landlords))),
        sources_heading=words("compare.sources"),
        sources=tuple(
            NumberedSource(rank, ", ".join(filter(None, (source.title, source.details))), source.address)
            for source, rank in made.numbers.items()
        ),
    )


def intro(made: Comparison, words: Catalog) -> Iterator[str]:
    yield words("compare.text")
    yield words("compare.unknown", draft=words("unknown.draft"), validated=words("unknown.validated"))
    if made.any_unspotted:
        yield words("compare.unspotted.text")


def plates(landlords: int) -> Iterator[range]:
    """As few sheets as hold all landlords, as even as can be."""
    count = -(-landlords // ABREAST)
    size, more = divmod(landlords, count)
    start = 0
    for rank in range(count):
        end = start + size + (rank < more)
        yield range(start, end)
        start = end


def plate_of(landlords: Sequence[KitEntry], ranks: range, made: Comparison, words: Catalog) -> Plate:
    def row_of(row: ComparedRow) -> PosterRow:
        said = (tuple(answer_of(each, landlords[rank], made, words) for each in row.said[rank]) for rank in ranks)
        return PosterRow(row.title, tuple(map(PosterCell, said, (row.missing[rank] for rank in ranks))))

    columns = tuple(
        PosterColumn(
            landlord=each.landlord,
            about=f"{each.title} · {each.version}",
            status=each.status,
            draft=each.draft,
            lang=each.language,
        )
        for each in (landlords[rank] for rank in ranks)
    )
    return Plate(columns, tuple(map(row_of, made.rows)), tuple(map(row_of, made.practices)))


def answer_of(each: Answer | Adoption, entry: KitEntry, made: Comparison, words: Catalog) -> PosterAnswer:
    """With the numbers of its sources, or that there is none; of a practice only what was decided."""
    state, text = "", ""
    if isinstance(each, Answer):
        text = each.text
    else:
        state = words(f"choice.adopted.{each.state}")
        text = words("compare.decided", decided=each.decided) if each.decided else ""
    numbers = " ".join(f"[{number}]" for number in made.cited(each, entry))
    return PosterAnswer(
        state=state,
        text=text,
        doubt=words("compare.uncertain") if each.uncertain else "",
        sources=numbers or words("compare.unsourced." + ("draft" if entry.draft else "validated")),
    )
