"""A board laid by hand: each item where a test says, all other squares only read."""

from collections.abc import Mapping
from typing import Any

from jeu_oie.circuit import model
from jeu_oie.game.assembly import aim_squares, side_tracks
from jeu_oie.game.kinds import Kind
from jeu_oie.game.squares import Board, Square, kind_of_detour
from tests.game import making

KINDS: Mapping[type, Kind] = {
    model.Shortcut: Kind.SHORTCUT,
    model.Practice: Kind.PRACTICE,
    model.Recourse: Kind.RECOURSE,
    model.Space: Kind.SPACE,
    model.Question: Kind.QUESTION,
}
LISTS = ("steps", "shortcuts", "detours", "practices", "setbacks", "recourse", "spaces", "questions")
QUIET, DRAW = "quiet", "draw"


def kind_of(item: Any) -> Kind:
    match item:
        case model.Step(missing=missing):
            return Kind.BLANK if missing else Kind.STEP
        case model.Detour():
            return kind_of_detour(item)
        case model.SetbackItem(kind=kind):
            return Kind(kind.value)
        case _:
            return KINDS[type(item)]


def lay(size: int, places: Mapping[int, str], keys: Mapping[str, Any], parts: Mapping[str, Any]) -> Board:
    """The board of a circuit of ``parts``; ``places``: number → id of an item, or « draw »."""
    made = making.circuit(**parts)
    lists = (getattr(made, key) for key in LISTS)
    items: dict[str, Any] = {item.id: item for items in lists for item in items}
    steps = {number: name for number, name in places.items() if isinstance(items.get(name), model.Step)}
    squares = [Square("1", Kind.START, made.steps[0].id, made.steps[0])]
    for number in range(2, size):
        name, step = places.get(number, QUIET), squares[-1].step
        if name in (QUIET, DRAW):
            squares.append(Square(str(number), Kind.DRAW if name == DRAW else Kind.KNOWN, step))
        else:
            squares.append(Square(str(number), kind_of(items[name]), steps.get(number, step), items[name]))
    squares.append(Square(str(size), Kind.FINISH, squares[-1].step))
    aimed = aim_squares(squares, frozenset())
    return Board(made, making.preset(**keys), aimed, side_tracks(aimed, frozenset()), ())
