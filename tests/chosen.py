"""What each change is tried on, among all that ``script/test --all`` tries (``slow``)."""

from collections.abc import Collection, Iterable
from itertools import product
from pathlib import Path
from typing import Any

import pytest


def chosen(values: Iterable[Any], usual: Collection[Any]) -> list[Any]:
    """``values``, for ``parametrize``; those that are not among ``usual`` are slow. A tuple: of several names."""
    return [
        pytest.param(*(each if isinstance(each, tuple) else (each,)), marks=() if each in usual else pytest.mark.slow)
        for each in values
    ]


def crossed(some: Collection[Any], others: Collection[Any]) -> list[Any]:
    """Each with each, for ``parametrize("some, other", …)``; usual: pairs that have every value once."""
    least = min(len(some), len(others))
    return [
        pytest.param(one, other, marks=() if (row - column) % least == 0 else pytest.mark.slow)
        for (row, one), (column, other) in product(enumerate(some), enumerate(others))
    ]


def named(value: object) -> str | None:
    """For ``ids``: a circuit by its landlord and its topic; else what pytest makes of the value."""
    return f"{value.parent.name}-{value.stem}" if isinstance(value, Path) else None
