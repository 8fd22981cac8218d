"""The files beside the page one by one, made when they are asked for: the whole kit takes ten times as long as one."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from jeu_oie.kit import Options, Plan, make
from jeu_oie.kit.board_files import board_document
from jeu_oie.kit.sheets import SHEETS, Row, by_maker, made_in

Files = Mapping[str, bytes]
# The files that are made at one go, and how; the last argument is the hash of the sources.
Making = Callable[[Plan, Options, str], Files]
PICTURE = "board.png"


def drawing(made: Plan, options: Options, source: str) -> Files:
    return make(made, replace(options, sorts=frozenset({"svg"})), source).files


def whole(made: Plan, options: Options, source: str) -> Files:
    return make(made, replace(options, sorts=frozenset({"svg", "html", "pdf"})), source).files


def printing(row: Row) -> Making:
    return lambda made, options, _: row.maker(row.name, made, options).files()


def makings() -> Iterator[tuple[str, Making]]:
    by = {row.maker: printing(row) for row in by_maker(SHEETS)}
    yield PICTURE, by[board_document]
    yield from ((row.file, by[row.maker]) for row in SHEETS)
    yield from {"board.svg": drawing, "kit.zip": whole, "site.zip": whole}.items()


# Each file beside a page, in the order of their list; not every kit has all.
MAKINGS: Mapping[str, Making] = dict(makings())


def makings_of(made: Plan) -> Mapping[str, Making]:
    """Those of MAKINGS that a kit of ``made`` has."""
    absent = {row.file for row in SHEETS} - {row.file for row in made_in(made)}
    return {name: making for name, making in MAKINGS.items() if name not in absent}
