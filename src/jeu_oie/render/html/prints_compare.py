"""The comparison as a poster for the workshop: A3, a row a question, a column a landlord, 14 pt; never a ranking."""

from collections.abc import Iterator, Sequence

from jeu_oie.board.palette import INK
from jeu_oie.exchange.compare import Cited, questions
from jeu_oie.layout.direction import direction
from jeu_oie.messages import Catalog
from jeu_oie.render.html import fill
from jeu_oie.render.html.comparison import Column, columns_of
from jeu_oie.render.html.directions import direct_paragraphs
from jeu_oie.render.html.gallery import KitEntry
from jeu_oie.render.html.parts import in_parts, seam, start

ABREAST = 4  # landlords on a sheet: a line of 14 pt still holds some thirty letters


def comparison_poster(topic: str, entries: Sequence[KitEntry], words: Catalog) -> tuple[str, ...]:
    """The poster of these kits as HTML for the print engine, in parts."""
    columns, practices = columns_of(topic, entries)
    return in_parts(
        direct_paragraphs(
            fill(
                "print/comparison.html",
                language=words.language,
                direction=direction(words.language),
                ink=INK,
                words=words,
                topic=words(f"topic.{topic}"),
                questions=questions(topic),
                practices=practices,
                plates=tuple(plates(columns)),
                numbers=number_sources(columns),
                start=start,
                seam=seam,
            )
        )
    )


def number_sources(columns: Sequence[Column]) -> dict[Cited, int]:
    """Each source with one number for all landlords: most are of national law, and all of them hang on one wall."""
    cited = dict.fromkeys(each.compared.sources[name] for each in columns for name in each.numbers)
    return {source: number for number, source in enumerate(cited, 1)}


def plates(columns: Sequence[Column]) -> Iterator[tuple[Column, ...]]:
    """As few sheets as hold all landlords, as even as can be."""
    count = -(-len(columns) // ABREAST)
    size, more = divmod(len(columns), count)
    start = 0
    for rank in range(count):
        end = start + size + (rank < more)
        yield tuple(columns[start:end])
        start = end
