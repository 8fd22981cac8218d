"""The files for paper one by one, each made when it is asked for: the whole kit takes ten times as long as one."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from jeu_oie.kit import Options, Plan, make
from jeu_oie.kit.board_files import board_files
from jeu_oie.kit.cards import card_files
from jeu_oie.kit.printing import (
    BOARD,
    DRAWN,
    TEXTS,
    Document,
    board_document,
    circuit_file,
    drawn_document,
    imprint_of,
    text_document,
)
from jeu_oie.layout.paper import Paper

Files = Mapping[str, bytes]
# The files that are made at one go, and how; the last argument is the hash of the sources.
Making = Callable[[Plan, Options, str], Files]


def drawing(made: Plan, options: Options, source: str) -> Files:
    return make(made, replace(options, sorts=frozenset({"svg"})), source).files


def whole(made: Plan, options: Options, source: str) -> Files:
    return make(made, replace(options, sorts=frozenset({"svg", "html", "pdf"})), source).files


def boards(made: Plan, options: Options, source: str) -> Files:
    """The board for screens, its picture, and what the print shop and the home printer get of it."""
    from jeu_oie.render.pdf import picture  # noqa: PLC0415 (heavy: only where PDF is made)

    screen = printed(board_document(made))
    return {f"print/{BOARD}.pdf": screen, "board.png": picture(screen), **board_files(made, screen, options.icc)}


def cards(made: Plan, options: Options, source: str) -> Files:
    files = card_files(made, imprint_of(made, options), options).files
    return {f"print/{name}.pdf": data for name, data in files.items()}


def single(name: str) -> Making:
    """One document, by the name of its file."""

    def document(made: Plan, options: Options) -> Document:
        imprint = imprint_of(made, options)
        if name == "circuit":
            return circuit_file(imprint)
        if name in TEXTS:
            return text_document(name, TEXTS[name](imprint))
        return drawn_document(name, DRAWN[name](Paper(made.board, made.dossier, made.words, imprint.page)), made)

    return lambda made, options, source: {f"print/{name}.pdf": printed(document(made, options))}


def printed(document: Document) -> bytes:
    from jeu_oie.render.pdf import pdf  # noqa: PLC0415 (heavy: only where PDF is made)

    return pdf(document.html, document.printing)


def makings() -> Iterator[tuple[Making, tuple[str, ...]]]:
    yield boards, ("board.png", *paths(BOARD, "board-a4", "board-a3", "board-a2", "board-a1"))
    yield cards, tuple(paths("cards", "cards-fold", "cards-fronts", "cards-backs"))
    yield from ((single(name), tuple(paths(name))) for name in (*TEXTS, *DRAWN, "circuit"))
    yield drawing, ("board.svg",)
    yield whole, ("kit.zip", "site.zip")


def paths(*names: str) -> list[str]:
    return [f"print/{name}.pdf" for name in names]


# Each file beside the page, in the order of their list.
MAKINGS: Mapping[str, Making] = {name: making for making, names in makings() for name in names}
