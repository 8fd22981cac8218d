"""Which part of a file is which part of what it is to say."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from jeu_oie.circuit.reader.nodes import Data
from jeu_oie.circuit.reader.places import ValueSpan


def match_items(old: Sequence[Any], new: Sequence[Any]) -> list[int | None]:
    """For each of ``new``, which old one it was: the same, else of the same id or title, else the one at its place."""
    left = dict(enumerate(old))
    found: dict[int, int] = {}

    def take(fits: Callable[[Any, Any], bool], *, moved: bool = True) -> None:
        for rank in (rank for rank in range(len(new)) if rank not in found):
            ranks = chain((rank,), left if moved else ())
            near = next((other for other in ranks if other in left and fits(left[other], new[rank])), None)
            if near is not None:
                found[rank] = near
                del left[near]

    take(lambda one, other: one == other)
    take(lambda one, other: _key(one, "id") is not None and _key(one, "id") == _key(other, "id"))
    take(lambda one, other: _key(one, "title") is not None and _key(one, "title") == _key(other, "title"))
    take(_alike, moved=False)
    return [found.get(rank) for rank in range(len(new))]


def _key(value: Any, key: str) -> object:  # noqa: ANN401 (data of any shape)
    return value.get(key) if isinstance(value, Mapping) else None


def _alike(one: Any, other: Any) -> bool:  # noqa: ANN401 (same)
    """Whether an item may have become another: of its sort, and not of an id of its own."""
    return type(one) is type(other) and (_key(one, "id") is None or _key(other, "id") is None)


def order_keys(wanted: Iterable[str], kept: Iterable[str]) -> list[str]:
    """The keys that were there, in their order; each new one behind the one that it follows."""
    order, last = list(kept), -1
    for key in wanted:
        if key not in order:
            order.insert(last + 1, key)
        last = order.index(key)
    return order


def match_keys(part: ValueSpan, now: Mapping[str, Data]) -> dict[int, str]:
    """The key of ``now`` that each entry is: its own, or a new one that says the same."""
    old = [str(key.data) for key in part.keys]
    fresh = [name for name in now if name not in old]
    names: dict[int, str] = {}
    for rank, (name, value) in enumerate(zip(old, part.parts, strict=True)):
        same = name if name in now else next((each for each in fresh if now[each] == value.data), None)
        if same is not None:
            names[rank] = same
            fresh = [each for each in fresh if each != same]
    return names
