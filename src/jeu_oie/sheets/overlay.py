"""A board with what changed marked on it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from jeu_oie.draw.geometry import Box, rounded_path
from jeu_oie.draw.ink import INK, WHITE
from jeu_oie.draw.marks import cap, centred_text
from jeu_oie.draw.scene import Group, Mark, Scene, Shape, bounds
from jeu_oie.draw.text import Style

# A thick dashed ring and a number on each square, seen without colour.

RING, HALO = 2.2, 4.0  # mm
DASH = "5 2.6"
NUMBER = Style(17, bold=True)
DISC = 4.6


def mark_squares(scene: Scene, numbers: Mapping[str, int], description: str) -> Scene:
    """``scene`` with a ring and a number on each square of ``numbers``, by its name; ``description`` tells them."""
    rings = [
        Group(tuple(ring(group, numbers[name])), f"change-{name}", "change", (("number", name),))
        for group in scene.groups
        if group.kind == "square" and (name := dict(group.data)["number"]) in numbers
    ]
    return replace(scene, groups=(*scene.groups, *rings), description=description)


def ring(square: Group, number: int) -> Iterator[Mark]:
    """Around the outline of ``square``, with its number over the upper right corner."""
    cell = next(mark for mark in square.marks if isinstance(mark, Shape) and mark.kind == "cell")
    box = bounds(cell.path)
    said = str(number)
    yield Shape(cell.path, "none", WHITE, HALO)
    yield Shape(cell.path, "none", INK, RING, DASH, kind="change")
    width = max(2 * DISC, NUMBER.width(said) + 4)
    disc = Box(box.right - width + 2.5, box.y - 3, width, 2 * DISC)
    yield Shape(rounded_path(disc, (DISC,) * 4), INK, WHITE, 0.8)
    yield centred_text(disc.centre.x, disc.centre.y + cap(NUMBER.size_pt) / 2, said, NUMBER, WHITE)
