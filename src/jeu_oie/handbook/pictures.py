"""One picture a kind of square, drawn as on the board."""

from collections.abc import Iterator, Mapping

from jeu_oie import heavy
from jeu_oie.board.cell import WIDE
from jeu_oie.board.faces import draw_cell
from jeu_oie.board.rings import Cell
from jeu_oie.circuit.model import Circuit
from jeu_oie.draw.geometry import Box
from jeu_oie.draw.scene import Scene
from jeu_oie.draw.subset import WEIGHTS, WebFont
from jeu_oie.game.cards import Card, write
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import colours_of
from jeu_oie.game.preset import Preset
from jeu_oie.game.squares import WAYS, Board, Square, assemble
from jeu_oie.messages import load_catalog

WIDTH, HEIGHT, EDGE = 54.0, 36.0, 0.6  # mm
RADIUS = 4.0
PRESET = Preset()


def draw_kinds(circuit: Circuit) -> Mapping[Kind, str]:
    """Kind → SVG of its first square on the board of ``circuit``; a detour of it stands for those of other kinds."""
    return {square.kind: draw_square(card, circuit.language) for square, card in reversed([*squares_of(circuit)])}


def squares_of(circuit: Circuit) -> Iterator[tuple[Square, Card]]:
    """What is written on squares, in the order of the board; then the detours as those of each kind."""
    for board in boards_of(circuit):
        cards = {card.name: card for card in write(board, load_catalog(circuit.language)).cards}
        yield from ((each, cards[each.name]) for each in board.every_square if not is_draw(each))


def boards_of(circuit: Circuit) -> Iterator[Board]:
    yield assemble(circuit, PRESET)
    for label in WAYS:
        detours = tuple(each.model_copy(update={"label": label}) for each in circuit.detours)
        yield assemble(circuit.model_copy(update={"detours": detours}), PRESET)


def is_draw(square: Square) -> bool:
    """Whether a card is drawn there: the square says nothing of the circuit."""
    return square.kind is Kind.QUESTION and square.item is None


def draw_square(card: Card, language: str) -> str:
    """The SVG of one square, with the letters of its own words."""
    box = Box(EDGE, EDGE, WIDTH - 2 * EDGE, HEIGHT - 2 * EDGE)
    cell = Cell(1, box, (RADIUS,) * 4, None, None, None)
    group, _ = draw_cell(cell, card, colours_of(PRESET), WIDE)
    scene = Scene(WIDTH, HEIGHT, (group,), language, card.face.label, card.title)
    return heavy.svg.draw_all(scene, PRESET.saver, fonts_of(scene)) + "\n"


def fonts_of(scene: Scene) -> tuple[WebFont, ...]:
    """As few letters as can be: a page shows all the pictures."""
    said = {weight: letters_of(scene, bold=weight == "700") for weight in WEIGHTS}
    return tuple(
        WebFont(weight, heavy.cutting.subset(WEIGHTS[weight], letters, light=False))
        for weight, letters in said.items()
        if letters
    )


def letters_of(scene: Scene, *, bold: bool) -> frozenset[int]:
    return frozenset(ord(letter) for text in scene.texts() if text.bold == bold for letter in text.content)
