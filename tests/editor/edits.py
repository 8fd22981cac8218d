"""What a person may do to a circuit in a form: keys and items that come, go, move and change."""

from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any

from tests.exchange.harmful import HARMFUL

KEYS = ("neuf", "delay", "2020", "__proto__", "clé : x", "y" * 200)


def holders(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        yield value
        for inside in value.values() if isinstance(value, dict) else value:
            yield from holders(inside)


def paths(value: Any, above: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to every text of a circuit's data."""
    if isinstance(value, dict | list):
        for key, inside in value.items() if isinstance(value, dict) else enumerate(value):
            yield from paths(inside, (*above, key))
    else:
        yield above


def edited(data: Any, dice: Random) -> Any:
    """A copy of ``data`` with one to four changes."""
    made = deepcopy(data)
    for _ in range(dice.randint(1, 4)):
        holder = dice.choice(list(holders(made)))
        if isinstance(holder, list):
            edit_list(holder, dice)
        else:
            edit_mapping(holder, dice)
    return made


def edit_list(items: list[Any], dice: Random) -> None:
    place = dice.randrange(len(items))
    sort = dice.choice(("goes", "comes", "moves", "changes"))
    if sort == "goes" and len(items) > 1:
        del items[place]
    elif sort == "comes":
        items.insert(dice.randint(0, len(items)), value(dice))
    elif sort == "moves":
        items.insert(dice.randrange(len(items)), items.pop(place))
    else:
        items[place] = value(dice)


def edit_mapping(keys: dict[str, Any], dice: Random) -> None:
    if len(keys) > 1 and dice.random() < 0.3:
        del keys[dice.choice(list(keys))]
    else:
        keys[dice.choice((*KEYS, *keys))] = value(dice)


def value(dice: Random, depth: int = 0) -> Any:
    text = dice.choice(HARMFUL)
    if depth > 1 or dice.random() < 0.6:
        return text
    inside = [value(dice, depth + 1) for _ in range(dice.randint(1, 3))]
    return inside if dice.random() < 0.5 else dict(zip(KEYS[1:], inside, strict=False))
