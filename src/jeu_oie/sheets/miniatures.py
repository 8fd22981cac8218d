"""What comes out of the four files of an evening, drawn small without a word, for the guide's first page. In mm."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from itertools import product

from jeu_oie.draw import svg
from jeu_oie.draw.geometry import Box, number, rounded_path
from jeu_oie.draw.ink import INK, WHITE
from jeu_oie.draw.scene import Group, Icon, Mark, Scene, Shape

WIDTH, HEIGHT = 30.0, 25.0
LINE, HAIR = 0.5, 0.35
LIGHT, GREY = "#E4E4E4", "#C4C4C4"  # the guide is printed in black: greys that stay apart
COLUMNS, ROWS = 7, 5  # of the board's ring


def miniature(name: str, *, saver: bool) -> str:
    """The picture of ``board``, ``table``, ``person`` or ``facilitator`` as a ``data:`` address."""
    scene = Scene(WIDTH, HEIGHT, (Group(tuple(PICTURES[name]())),))
    return "data:image/svg+xml;base64," + b64encode(svg.shapes(scene, saver).encode()).decode()


def page(box: Box, fill: str = WHITE) -> Shape:
    return Shape(rounded_path(box, (0.6,) * 4), fill, INK, LINE)


def bar(x: float, y: float, width: float, height: float = 1.2, fill: str = GREY) -> Shape:
    """A line of words, too small to read."""
    return Shape(rounded_path(Box(x, y, width, height), (0.3,) * 4), fill)


def board() -> Iterator[Mark]:
    """A ring of squares, the goose in the middle."""
    whole = Box(0.5, 2, 29, 21)
    yield page(whole)
    across, high = (whole.w - 2) / COLUMNS, (whole.h - 2) / ROWS
    for column, row in product(range(COLUMNS), range(ROWS)):
        if column in (0, COLUMNS - 1) or row in (0, ROWS - 1):
            cell = Box(whole.x + 1 + column * across, whole.y + 1 + row * high, across, high).inset(0.25)
            fill = LIGHT if (column + row) % 2 else WHITE
            yield Shape(rounded_path(cell, (0.5,) * 4), fill, INK, HAIR)
    yield Icon("goose-large", Box(whole.centre.x - 4.5, whole.centre.y - 5, 9, 9.7))


def table() -> Iterator[Mark]:
    """The rules, two cards over a sheet to write on."""
    rules = Box(0.5, 2, 13, 18.4)
    yield page(rules)
    yield bar(2, 4, 7, 1.8, INK)
    for rank in range(5):
        yield Shape(rounded_path(Box(2, 7.6 + 2.4 * rank, 1.5, 1.5), (0.75,) * 4), WHITE, INK, HAIR)
        yield bar(4.4, 7.8 + 2.4 * rank, 7.2)
    sheet = Box(16.3, 0.6, 13, 18.4)
    yield page(sheet)
    for rank in range(5):
        yield Shape(f"M18 {number(4 + 2.6 * rank)}h9.6", "none", INK, HAIR, "0.9 0.7")
    for rank, name in enumerate(("house", "question")):
        card = Box(9.6 + 8.4 * rank, 12.6 - 0.8 * rank, 8, 11)
        yield page(card)
        yield Shape(rounded_path(Box(card.x, card.y, card.w, 2.6), (0.6, 0.6, 0, 0)), INK)
        yield Icon(name, Box(card.x + 1.6, card.y + 4, 4.8, 4.8), INK)


def person() -> Iterator[Mark]:
    """The front with its path, the back with its three stubs and its ladder."""
    front, back = Box(0.8, 0.8, 13.4, 19), Box(15.8, 0.8, 13.4, 19)
    yield page(front)
    yield bar(front.x + 1.4, 2.2, 7, 1.6, INK)
    yield Shape(rounded_path(Box(front.x + 1.2, 4.8, 11, 2.8), (0.5,) * 4), INK)
    for rank in range(4):
        yield Shape(rounded_path(Box(front.x + 1.5 + 2.75 * rank, 5.3, 2.2, 1.8), (0.3,) * 4), WHITE)
    yield Shape(f"M{number(front.x + 2.4)} 9.8v8", "none", GREY, 1)
    for rank in range(4):
        y = 9.2 + 2.5 * rank
        yield Shape(rounded_path(Box(front.x + 1.5, y, 1.8, 1.8), (0.9,) * 4), WHITE, INK, HAIR)
        yield bar(front.x + 4.4, y + 0.2, 7.4)
    yield page(back)
    for rank in range(3):
        yield Shape(rounded_path(Box(back.x + 1.2, 2.4 + 3.2 * rank, 11, 2.6), (0.4,) * 4), LIGHT, INK, HAIR)
    for rank in range(3):
        y = 12.6 + 2.3 * rank
        yield Shape(rounded_path(Box(back.x + 1.5, y, 1.6, 1.6), (0.8,) * 4), INK)
        yield bar(back.x + 4.4, y + 0.2, 7.4)


def facilitator() -> Iterator[Mark]:
    """This guide: a goose over the bar of the evening."""
    for shift in (1.6, 0.8, 0.0):
        yield page(Box(8.2 + shift, 2.2 - shift, 13.4, 19))
    yield Icon("goose-large", Box(11, 3.4, 7.6, 8.2))
    yield Shape("M9.8 13h10.2v2.4h-10.2Z", LIGHT, INK, HAIR)
    yield Shape("M12.2 13v2.4M16 13v2.4", "none", INK, HAIR)
    for rank in range(2):
        yield bar(9.8, 16.8 + 2 * rank, 10.2)


PICTURES: dict[str, Callable[[], Iterator[Mark]]] = {
    "board": board,
    "table": table,
    "person": person,
    "facilitator": facilitator,
}
