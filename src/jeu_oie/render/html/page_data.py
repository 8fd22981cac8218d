"""The data of the page for its script and for other readers (outputs.md, Marks in the files)."""

import json
from collections.abc import Mapping

from markupsafe import Markup

from jeu_oie.board.cards import Deck
from jeu_oie.board.dossier import Dossier
from jeu_oie.board.effects import can_win
from jeu_oie.board.rules import compile_rules, factor_table
from jeu_oie.board.squares import Board
from jeu_oie.circuit.model import Item, ProblemItem, Recourse, Shortcut, Space
from jeu_oie.messages import Catalog
from jeu_oie.render.html.page_board import SquareButton

# Inside <script> nothing may end the element or open a comment; the two separators end a line in old scripts.
ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


# The sentences that the script says.
SPOKEN = (
    *("throw", "turn", "square", "then", "stays", "eggs_gained", "eggs_shown", "card_gained", "card_shown"),
    *("lost", "again", "arrived", "over"),
    *("goose", "bounce", "bridge", "detour", "back", "closed", "freed", "helped", "help", "help.team", "help.none"),
    *("answer", "chip.home", "chip.square", "chip.wait", "chip.turn", "chip.eggs", "chip.card", "copied"),
    *("frise.step", "frise.since", "frise.total", "frise.again", "frise.none", "stuck.near", "stuck.beyond"),
    *("letter.mail", "letter.sms", "letter.voice", "letter.problem", "letter.date", "letter.number", "letter.step"),
    *("letter.reminder", "cited"),
)


def data(
    board: Board,
    deck: Deck,
    dossier: Dossier,
    places: tuple[SquareButton, ...],
    items: Mapping[str, Item],
    words: Catalog,
) -> Markup:
    """Squares, cards, problems, sources and the transition table as JSON that no text can break out of.

    ``squares`` are the names of those of side tracks, in the ranks of the table after 1, 2…; ``cards`` says of each
    rank whether it has a card of its own (a shortcut: the urgency that it asks for), ``gives`` a sign for each card of
    the pile (p1, p2…), ``sources`` how many there are, each ``#source-1``, ``#source-2``….
    """
    asks = {square.name: square.item.id for square in board.squares if isinstance(square.item, Shortcut)}
    printed = {card.name for card in deck.cards if card.printed}
    table = compile_rules(board)
    names = [position.name for position in table.positions]
    told = {
        "title": dossier.title,
        "squares": names[len(board.squares) :],
        "cards": [asks.get(name, int(name in printed)) for name in names],
        "gives": "".join(gives(items[card.name]) for card in deck.pile),
        "problems": [
            {"card": name, "id": item.id, **({"urgency": item.urgency} if item.urgency else {})}
            for name, item in items.items()
            if isinstance(item, ProblemItem)
        ],
        "sources": len(dossier.sources),
        "rules": factor_table(table),
        "words": {key: words(f"script.{key}") for key in SPOKEN},
    }
    return Markup(escape_json(told))  # noqa: S704 (escaped just now)


def gives(item: Item) -> str:
    """What a card of the pile can give: a throw (``r``), a recourse card (``c``), help (``s``), nothing (``-``)."""
    if can_win(item):
        return "r"
    return {Recourse: "c", Space: "s"}.get(type(item), "-")


def escape_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
