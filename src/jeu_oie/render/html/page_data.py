"""The data of the page for its script and for other readers (outputs.md, Marks in the files)."""

import json
from collections.abc import Mapping

from markupsafe import Markup

from jeu_oie.board.cards import Deck
from jeu_oie.board.dossier import Dossier
from jeu_oie.board.rules import compile_rules, factored
from jeu_oie.board.squares import Board
from jeu_oie.circuit.model import Item, ProblemItem
from jeu_oie.render.html.page_board import Place

# Inside <script> nothing may end the element or open a comment; the two separators end a line in old scripts.
ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def data(board: Board, deck: Deck, dossier: Dossier, places: tuple[Place, ...], items: Mapping[str, Item]) -> Markup:
    """Squares, cards, problems, sources and the transition table as JSON that no text can break out of."""
    squares = [
        {"name": each.name, "kind": each.kind, "step": card.step} for each, card in zip(places, deck.cards, strict=True)
    ]
    cards = {card.name: card.id for card in deck.printed}
    problems = [
        {"id": item.id, "card": name, **({"urgency": item.urgency} if item.urgency else {})}
        for name, item in items.items()
        if isinstance(item, ProblemItem)
    ]
    sources = {name: rank for rank, name in enumerate(board.circuit.sources, 1)}
    told = {
        "title": dossier.title,
        "squares": squares,
        "cards": cards,
        "problems": problems,
        "sources": sources,
        "rules": factored(compile_rules(board)),
    }
    return Markup(escaped(told))  # noqa: S704 (escaped just now)


def escaped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
