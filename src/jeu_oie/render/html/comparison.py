"""The landlords of one topic side by side: one row a question, one column a landlord, never a ranking."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from jeu_oie.circuit.model import Topic
from jeu_oie.exchange.compare import Compared, practice_titles, questions
from jeu_oie.layout.direction import direction
from jeu_oie.messages import Catalog
from jeu_oie.render.html.gallery import KitEntry
from jeu_oie.render.html.page_text import web_address
from jeu_oie.render.html.site import frame, site_page

FEWEST = 2  # landlords that can be compared


@dataclass(frozen=True, slots=True)
class Column:
    """A kit and what its circuit answers; ``numbers`` are those of its sources, as they are first cited."""

    anchor: str
    entry: KitEntry
    compared: Compared
    numbers: Mapping[str, int]


def comparisons(entries: Sequence[KitEntry]) -> dict[str, tuple[KitEntry, ...]]:
    """Topic → the kits to compare, each circuit once, by the names of their landlords."""
    topics: dict[str, tuple[KitEntry, ...]] = {}
    for topic in sorted({each.topic for each in entries} & {topic.value for topic in Topic} - {Topic.OTHER.value}):
        own = tuple(once([each for each in entries if each.topic == topic]))
        if len({each.landlord for each in own if each.compared}) >= FEWEST:
            topics[topic] = own
    return topics


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


def columns_of(topic: str, entries: Sequence[KitEntry]) -> tuple[list[Column], dict[str, str]]:
    """The kits that answer, and the titles of the practices that one of them names, by id."""
    asked, answered = questions(topic), [(each, each.compared) for each in entries if each.compared]
    practices = practice_titles([told for _, told in answered])
    columns = [
        Column(f"bailleur-{rank}", entry, told, number_sources(told, asked, practices))
        for rank, (entry, told) in enumerate(answered, 1)
    ]
    return columns, practices


def comparison(topic: str, entries: Sequence[KitEntry], words: Catalog, back: str = "index.html") -> str:
    """The comparison of these kits as HTML; those that an earlier version made are named below it.

    ``back``: the page of all kits, empty where there is none beside it.
    """
    asked, (columns, practices) = questions(topic), columns_of(topic, entries)
    said = [text for column in columns for text in texts(column)]
    return site_page(
        "comparison.html",
        frame(said, rules=rules(len(columns), len(asked), len(practices))),
        language=words.language,
        direction=direction(words.language),
        words=words,
        topic=words(f"topic.{topic}"),
        questions=asked,
        practices=practices,
        columns=columns,
        left_out=[f"{each.landlord}, {each.title}" for each in entries if not each.compared],
        address=web_address,
        back=back,
        each_of=each_of,
        gaps=gaps,
    )


def each_of(write: Callable[[str, bool], Markup], titles: Mapping[str, str], draft: bool) -> dict[str, Markup]:
    """The cell of each practice by its id, as a macro of the template writes it."""
    return {key: write(title, draft) for key, title in titles.items()}


def gaps(empty: Mapping[str, Markup], told: Container[str]) -> Iterator[tuple[Markup, str]]:
    """Of ``empty`` cells those before each practice that is ``told``, and its id; at last those after them."""
    run: list[str] = []
    for key, cell in empty.items():
        if key in told:
            yield Markup("".join(run)), key  # noqa: S704 (cells of our own template)
            run.clear()
        else:
            run.append(cell)
    yield Markup("".join(run)), ""  # noqa: S704


def number_sources(told: Compared, asked: Iterable[str], practices: Iterable[str]) -> dict[str, int]:
    """Source id → its number in the column, in the order in which they are cited from top to bottom."""
    several = [each.sources for key in asked for each in told.answers.get(key, ())]
    several += [told.practices[key].sources for key in practices if key in told.practices]
    cited = dict.fromkeys(name for names in several for name in names if name in told.sources)
    return {name: number for number, name in enumerate(cited, 1)}


def texts(column: Column) -> Iterator[str]:
    """What the fonts must hold."""
    yield from (column.entry.landlord, column.entry.title, column.entry.status, column.entry.version)
    yield from (each.text for several in column.compared.answers.values() for each in several)
    for practice in column.compared.practices.values():
        yield practice.title + practice.decided
    yield from (source.title + source.details for source in column.compared.sources.values())


def rules(columns: int, asked: int, practices: int) -> str:
    """Where the rows of every column stand, so that the same question stands at the same height."""
    rows = f"auto repeat({asked},auto)" + (f" auto repeat({practices},auto)" if practices else "") + " auto"
    return (
        "@media (min-width: 60rem){"
        f".compare{{grid-template:{rows}/13rem repeat({columns},minmax(15rem,1fr))}}"
        f".questions{{grid-row:2/span {asked}}}.landlord h3{{grid-row:{asked + 2}}}"
        f".practices{{grid-row:{asked + 3}/span {practices}}}"
        "}"
    )
