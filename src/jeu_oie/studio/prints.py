"""The files for paper one by one, each made when it is asked for: the whole kit takes ten times as long as one."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from jeu_oie.kit import Options, Plan, make
from jeu_oie.kit.drawing import BOARD
from jeu_oie.kit.parts import printed_board, printed_cards, printed_document
from jeu_oie.kit.printing import DOCUMENTS
from jeu_oie.kit.sharing import Printed

Files = Mapping[str, bytes]
# The files that are made at one go, and how; the last argument is the hash of the sources.
Making = Callable[[Plan, Options, str], Files]


def drawing(made: Plan, options: Options, source: str) -> Files:
    return make(made, replace(options, sorts=frozenset({"svg"})), source).files


def whole(made: Plan, options: Options, source: str) -> Files:
    return make(made, replace(options, sorts=frozenset({"svg", "html", "pdf"})), source).files


def of_part(part: Callable[[Plan, Options], Printed]) -> Making:
    return lambda made, options, source: part(made, options).files


def makings() -> Iterator[tuple[Making, tuple[str, ...]]]:
    yield of_part(printed_board), ("board.png", *paths(BOARD, "board-a4", "board-a3", "board-a2", "board-a1"))
    yield of_part(printed_cards), tuple(paths("cards", "cards-fold", "cards-fronts", "cards-backs"))
    yield from ((of_part(partial(printed_document, name)), tuple(paths(name))) for name in DOCUMENTS)
    yield drawing, ("board.svg",)
    yield whole, ("kit.zip", "site.zip")


def paths(*names: str) -> list[str]:
    return [f"print/{name}.pdf" for name in names]


# Each file beside the page, in the order of their list.
MAKINGS: Mapping[str, Making] = {name: making for making, names in makings() for name in names}
