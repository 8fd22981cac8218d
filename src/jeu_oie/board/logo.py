"""The landlord's logo in the centre of the board, where nothing stands, else beside the head."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from jeu_oie.draw.geometry import Box, rounded_path
from jeu_oie.draw.ink import WHITE
from jeu_oie.draw.logo import Logo, find_place
from jeu_oie.draw.marks import box_of
from jeu_oie.draw.scene import Group, Icon, Image, Shape

MAX_SIZE_MM = (22.0, 14.0)  # width, height
PLATE_MM = 1.4  # of white around it: most logos are made for white paper, and here is water
CLEARANCE_MM = 1.8  # from its plate to what stands beside it
# Kept for it beside the head, where no place is free.
LOGO_WIDTH_MM = MAX_SIZE_MM[0] + 2 * (PLATE_MM + CLEARANCE_MM) + 0.6


def draw_logo(logo: Logo, centre: Box, placed: Sequence[Group]) -> Group | None:
    """On a white plate near the upper right corner; None where the centre has no room for it."""
    edge = PLATE_MM + CLEARANCE_MM
    taken = [box_of(mark).inset(-edge) for group in placed for mark in group.marks]
    box = find_place(logo, centre.inset(edge), taken, MAX_SIZE_MM)
    if box is None:
        return None
    plate = Shape(rounded_path(box.inset(-PLATE_MM), (1.5,) * 4), WHITE)
    return Group((plate, Image(logo, box)), "logo")


def with_logo(groups: Sequence[Group], logo: Group) -> Iterator[Group]:
    """The groups of a board, then its logo: no wave looks out from under it."""
    plate = box_of(logo.marks[0]).inset(-CLEARANCE_MM)
    for group in groups:
        if group.id == "water":
            kept = (each for each in group.marks if not (isinstance(each, Icon) and each.box.overlaps(plate)))
            yield replace(group, marks=tuple(kept))
        else:
            yield group
    yield logo
