"""The answers of landlords of one topic, a question a row: what a page and a poster show, each in its way."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

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

Said = Sequence[Answer | Adoption]


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A question, a stage or a practice, by its ``name`` on the page.

    ``said``: what each landlord answers; ``missing``: the word for it of each that answers nothing, else empty.
    """

    name: str
    title: str
    said: tuple[Said, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """``rows``: questions, then stages that several landlords have; ``numbers``: each source with one for all.

    ``any_unspotted``: a row says that a stage was not spotted, which needs a word of explanation.
    """

    rows: tuple[ComparedRow, ...]
    practices: tuple[ComparedRow, ...]
    numbers: dict[Cited, int]
    any_unspotted: bool

    def cited(self, each: Answer | Adoption, entry: KitEntry) -> list[int]:
        """The numbers of the sources of an answer."""
        held = entry.compared.sources
        return [self.numbers[held[name]] for name in each.sources if name in held]


def side_by_side(topic: str, entries: Sequence[KitEntry], words: Catalog) -> Comparison:
    told = [each.compared for each in entries]
    asked, stages, practices = questions(topic), stage_titles(told), practice_titles(told)
    # Most sources are of national law, and all of them hang on one wall.
    cited = dict.fromkeys(
        each.sources[name] for each in told for name in number_sources(each, asked, stages, practices)
    )

    def row(
        name: str, title: str, said: Callable[[Compared], Said], question: str = "", *, stage: bool = False
    ) -> ComparedRow:
        answers = tuple(map(said, told))
        missing = tuple(
            "" if own else silence(each, words, unspotted=stage or question in each.compared.unspotted)
            for own, each in zip(answers, entries, strict=True)
        )
        return ComparedRow(name, title, answers, missing)

    def rows() -> Iterator[ComparedRow]:
        for key in asked:
            yield row(f"q-{key}", words(f"compare.question.{key}"), partial(answers_to, key), key)
        for rank, (key, title) in enumerate(stages.items(), 1):
            yield row(f"etape-{rank}", words("compare.stage", title=title), partial(stage_of, key), stage=True)

    return Comparison(
        tuple(rows()),
        tuple(
            row(f"pratique-{rank}", title, partial(practice_of, key))
            for rank, (key, title) in enumerate(practices.items(), 1)
        ),
        {source: number for number, source in enumerate(cited, 1)},
        any(each.unspotted or stages.keys() - each.stages.keys() for each in told),
    )


def silence(entry: KitEntry, words: Catalog, *, unspotted: bool) -> str:
    """The word for an answer that there is not (« pas trouvé »)."""
    return words("compare.unspotted" if unspotted else "unknown.draft" if entry.draft else "unknown.validated")


def answers_to(question: str, told: Compared) -> Said:
    return told.answers.get(question, ())


def stage_of(key: str, told: Compared) -> Said:
    return told.stages[key].answers if key in told.stages else ()


def practice_of(key: str, told: Compared) -> Said:
    return (told.practices[key],) if key in told.practices else ()
