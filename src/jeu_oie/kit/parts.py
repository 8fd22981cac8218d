"""What is printed of a kit, in parts that know nothing of one another: each can be made by itself, or elsewhere."""

from functools import partial

from jeu_oie import heavy
from jeu_oie.errors import PrintEngineMissing
from jeu_oie.kit.board_files import board_files
from jeu_oie.kit.cards import card_files
from jeu_oie.kit.drawing import BOARD, board_document
from jeu_oie.kit.options import Options
from jeu_oie.kit.planning import Plan
from jeu_oie.kit.printing import document, documents_of, imprint_of
from jeu_oie.kit.sharing import Part, Printed


def parts(made: Plan, options: Options) -> tuple[Part, ...]:
    """All parts, in the order that needs least memory where one process does them in turn.

    Those whose text flows raise RenderingFailed. The board comes first, since its picture needs most memory
    beside the engine's, which only grows.
    """
    written = (partial(printed_if_possible, name, made, options) for name in documents_of(made))
    return (partial(printed_board, made, options), *written, partial(printed_cards, made, options))


def printed_board(made: Plan, options: Options) -> Printed:
    """The board for screens, its picture, and what the print shop and the home printer get of it."""
    drawn = board_document(made)
    screen = drawn.pdf()
    own = {f"print/{BOARD}.pdf": screen, "board.png": heavy.pdf.picture(screen)}
    return Printed({**own, **board_files(made, screen, options.icc)}, drawn.sheets)


def printed_document(name: str, made: Plan, options: Options) -> Printed:
    """One of ``documents_of`` the plan. Raises PrintEngineMissing, RenderingFailed."""
    written = document(name, made, options)
    return Printed({f"print/{name}.pdf": written.pdf()}, written.sheets)


def printed_if_possible(name: str, made: Plan, options: Options) -> Printed:
    """The same; nothing, and that it is missing, without the print engine: who has none gets what is drawn."""
    try:
        return printed_document(name, made, options)
    except PrintEngineMissing:
        return Printed({}, {}, engine_missing=True)


def printed_cards(made: Plan, options: Options) -> Printed:
    """The cards for both sides, each side alone, and to fold."""
    cards = card_files(made, imprint_of(made, options), options)
    return Printed({f"print/{name}.pdf": data for name, data in cards.files.items()}, cards.sheets)
