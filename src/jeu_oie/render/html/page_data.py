"""The data of the page for its script and for other readers (outputs.md, Marks in the files)."""

import json
from collections.abc import Mapping

from markupsafe import Markup

from jeu_oie.board.cards import Deck
from jeu_oie.board.dossier import Dossier
from jeu_oie.board.squares import Board
from jeu_oie.circuit.model import Item, ProblemItem
from jeu_oie.render.html.page_board import Place

# Inside <script> nothing may end the element or open a comment; the two separators end a line in old scripts.
ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def data(board: Board, deck: Deck, dossier: Dossier, places: tuple[Place, ...], items: Mapping[str, Item]) -> Markup:
    """Squares, cards, problems and sources as JSON that no text can break out of."""
    targets = {square.name: square.target for square in board.squares}
    squares = [
        {"name": each.name, "kind": each.kind, "step": card.step, "card": each.card, "target": targets.get(each.name)}
        for each, card in zip(places, deck.cards, strict=True)
    ]
    cards = {card.name: card.id for card in (*deck.cards, *deck.pile)}
    problems = [
        {"id": item.id, "card": name, "urgency": item.urgency}
        for name, item in items.items()
        if isinstance(item, ProblemItem)
    ]
    sources = {name: rank for rank, name in enumerate(board.circuit.sources, 1)}
    told = {"title": dossier.title, "squares": squares, "cards": cards, "problems": problems, "sources": sources}
    return Markup(escaped(told))  # noqa: S704 (escaped just now)


def escaped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
