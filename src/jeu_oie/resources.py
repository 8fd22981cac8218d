"""Where the product's data lies: beside the package in a wheel, at the root of a checkout."""

from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parent.parent


@cache
def folder(name: str) -> Path:
    """Path of ``boards``, ``templates``, ``circuits`` or ``schemas``."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else CHECKOUT / name
