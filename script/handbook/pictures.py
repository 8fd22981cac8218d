"""One picture a kind of square, drawn as on the board, and one of the square where a card is drawn."""

from collections.abc import Iterator, Mapping

from jeu_oie.board.cell import WIDE
from jeu_oie.board.faces import draw_cell
from jeu_oie.board.rings import Cell
from jeu_oie.circuit.model import Circuit
from jeu_oie.draw.cutting import subset
from jeu_oie.draw.geometry import Box
from jeu_oie.draw.scene import Scene
from jeu_oie.draw.subset import WEIGHTS, WebFont
from jeu_oie.draw.svg import draw_all
from jeu_oie.game.assembly import assemble
from jeu_oie.game.cards import Card, write
from jeu_oie.game.kinds.register import colours_of
from jeu_oie.game.preset import Preset
from jeu_oie.game.squares import WAYS, Board, Square
from jeu_oie.messages import load_catalog

WIDTH, HEIGHT, EDGE = 54.0, 36.0, 0.6  # mm
RADIUS = 4.0
PRESET = Preset()


def draw_kinds(circuit: Circuit) -> Mapping[str, str]:
    """Kind → SVG of its first square on the board of ``circuit``; its detours stand for those of any kind."""
    first = {str(square.kind): card for square, card in reversed([*squares_of(circuit)])}
    return {name: draw_square(card, circuit.language) for name, card in first.items()}


def squares_of(circuit: Circuit) -> Iterator[tuple[Square, Card]]:
    """The squares with what is written on them, in the order of the board; then with the detours as of each kind."""
    for board in boards_of(circuit):
        cards = {card.name: card for card in write(board, load_catalog(circuit.language)).cards}
        yield from ((each, cards[each.name]) for each in board.every_square)


def boards_of(circuit: Circuit) -> Iterator[Board]:
    """That of ``circuit``, of one in which less was found and so more is asked, of those with other detours."""
    yield assemble(circuit, PRESET)
    asking = tuple(step.model_copy(update={"delay": None, "trace": None}) for step in circuit.steps)
    yield assemble(
        circuit.model_copy(update={"steps": asking, "practices": (), "setbacks": (), "questions": ()}), PRESET
    )
    for label in WAYS:
        detours = tuple(each.model_copy(update={"label": label}) for each in circuit.detours)
        yield assemble(circuit.model_copy(update={"detours": detours}), PRESET)


def draw_square(card: Card, language: str) -> str:
    """The SVG of one square, with the letters of its own words."""
    box = Box(EDGE, EDGE, WIDTH - 2 * EDGE, HEIGHT - 2 * EDGE)
    cell = Cell(1, box, (RADIUS,) * 4, None, None)
    group, _ = draw_cell(cell, card, colours_of(PRESET), WIDE)
    scene = Scene(WIDTH, HEIGHT, (group,), language, card.face.label, card.title)
    return draw_all(scene, PRESET.saver, fonts_of(scene)) + "\n"


def fonts_of(scene: Scene) -> tuple[WebFont, ...]:
    """As few letters as can be: a page shows all the pictures."""
    said = {weight: letters_of(scene, bold=weight == "700") for weight in WEIGHTS}
    return tuple(
        WebFont(weight, subset(WEIGHTS[weight], letters, light=False)) for weight, letters in said.items() if letters
    )


def letters_of(scene: Scene, *, bold: bool) -> frozenset[int]:
    return frozenset(ord(letter) for text in scene.texts() if text.bold == bold for letter in text.content)
