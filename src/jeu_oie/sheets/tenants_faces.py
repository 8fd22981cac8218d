"""A square of which tenants spoke: number and title over what the landlord announces and what they said.

Nothing crosses an outline: of delays that do not all stand in their box those that do are told, and how many more
there are; other words end after a whole one. The list says all of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from jeu_oie.draw.geometry import Box, Radii, rounded_path
from jeu_oie.draw.ink import INK, WHITE
from jeu_oie.draw.marks import cap, centred_text, fit_or_shorten, largest, line_height, lines_of, raise_sizes, text_at
from jeu_oie.draw.scene import Group, Icon, Mark, Shape, bounds
from jeu_oie.draw.text import Style, leading
from jeu_oie.game.kinds import Kind
from jeu_oie.game.preset import Palette
from jeu_oie.game.tenants import TenantFinding, TenantTopic
from jeu_oie.messages import Catalog
from jeu_oie.sheets.paper import PrintContext

DASH, FINE = "2.6 1.8", "1.6 1.2"
PAD = 1.6
TITLES = (14, 13, 12, 11, 10, 9)
VALUES = (16, 15, 14, 13, 12, 11, 10, 9)
LABELS = (11, 10, 9.5, 9)
LEAST = {False: 9.0, True: 9.9}  # True in large print: 14 pt on A2
LOW = 24.0  # a square of a side track is lower
TOP, TOP_ALONE, TOP_LOW = 11.9, 13.2, 6.6  # mm of number and title: over two boxes, over one, on a low square
ROUND = 6.0  # from here on a corner takes room
PITCH = 0.94


@dataclass(frozen=True, slots=True)
class SquareBox:
    """A box of a square: what it is, what it says, a small word ``under`` that where there is room for it.

    ``strong``: the tenants' own; ``dashed``: not sure, or not found. ``shorter``: what it says where ``values`` do
    not all stand, the longest first.
    """

    label: str
    values: tuple[str, ...]
    strong: bool = False
    dashed: bool = False
    under: str = ""
    shorter: tuple[str, ...] = ()


def square(group: Group, radii: Radii, told: TenantFinding, paper: PrintContext) -> Group:
    """``group`` anew, in its own outline."""
    cell = next(mark for mark in group.marks if isinstance(mark, Shape) and mark.kind == "cell")
    box, parts, least = bounds(cell.path), parts_of(told, paper), LEAST[paper.large]
    top = TOP_LOW if box.h < LOW else TOP if len(parts) > 1 else TOP_ALONE
    edge = DASH if told.sort is not TenantTopic.DELAYS else ""
    marks: list[Mark] = [replace(cell, stroke="none"), Shape(cell.path, "none", INK, 0.8, edge)]
    marks += head(Box(box.x, box.y, box.w, top), radii, dict(group.data)["number"], told, least)
    room = lower(box, radii, box.h - top)
    for part, place, inline in place_parts(room, parts, least, low=box.h < LOW):
        marks.append(plate(part, place, paper.palette))
        marks += flowing(part, place, paper, least) if inline else draw_labelled(part, place, least)
    return replace(group, marks=tuple(marks))


def parts_of(told: TenantFinding, paper: PrintContext) -> tuple[SquareBox, ...]:
    t = paper.words
    if told.sort is not TenantTopic.DELAYS:
        label = t("tenants.idea") if told.sort is TenantTopic.IDEA else t("uncertain")
        return (SquareBox(label, told.said or (t("tenants.no-votes"),), strong=True, dashed=True),)
    unsure = told.unsure and told.found
    under = t("uncertain") if unsure else ""
    announced = SquareBox(t("tenants.announced"), (told.announced,), dashed=unsure or not told.found, under=under)
    return (
        announced,
        SquareBox(t("tenants.acceptable"), told.acceptable, strong=True, shorter=tuple(shorter(told, t))),
    )


def shorter(told: TenantFinding, t: Catalog) -> Iterator[str]:
    """« 2 jours, 48 h et 3 autres », down to « 5 délais »."""
    held = told.acceptable
    for shown in range(len(held) - 1, 0, -1):
        yield t.count("tenants.more", len(held) - shown, said=", ".join(held[:shown]))
    yield t.count("tenants.delays", len(held))


def lower(box: Box, radii: Radii, low: float) -> Box:
    """The ``low`` mm at the foot of a square, clear of its round corners."""
    right, left = (radius if radius > ROUND else 0.0 for radius in radii[2:])
    depth = PAD + 0.12 * max(left, right)
    from_left, from_right = (0.32 * radius for radius in (left, right))
    start, end = box.x + PAD + from_left, box.right - PAD - from_right
    return Box(start, box.bottom - low, end - start, low - depth)


def place_parts(
    room: Box, parts: Sequence[SquareBox], least: float, *, low: bool
) -> Iterator[tuple[SquareBox, Box, bool]]:
    """Each part's box, and whether its label runs on into what it says.

    Side by side, the tenants' wider since it holds an answer a table; one over the other where a label has no room.
    """
    if len(parts) == 1:
        yield parts[0], room, low
        return
    one, two = parts
    needed = [Style(least).width(part.label) + 3 for part in parts]
    first = max(0.42 * (room.w - PAD), needed[0])
    if first + PAD + needed[1] <= room.w and first <= 0.5 * room.w:
        yield one, Box(room.x, room.y, first, room.h), low
        yield two, Box(room.x + first + PAD, room.y, room.w - PAD - first, room.h), low
        return
    high = line_height(least) + 1.6
    yield one, Box(room.x, room.y, room.w, high), True
    yield two, Box(room.x, room.y + high + 1, room.w, room.h - high - 1), True


def plate(part: SquareBox, box: Box, palette: Palette) -> Shape:
    """A box as it is drawn on the squares, and in the key."""
    fill = palette.kinds[Kind.QUIZ].body if part.strong else WHITE
    return Shape(rounded_path(box, (1.6,) * 4), fill, INK, 0.9 if part.strong else 0.5, FINE if part.dashed else "")


def head(box: Box, radii: Radii, name: str, told: TenantFinding, least: float) -> Iterator[Mark]:
    """The number in its disc, and the title beside it."""
    radius, edge = (4.2, PAD) if box.h > 11 else (2.9, 0.5)
    shift = 0.3 * radii[0] if radii[0] > ROUND else 0.0
    style = Style(13 if len(name) < 3 else 9.5, bold=True)
    width = max(2 * radius, style.width(name) + 3)
    disc = Box(box.x + edge + shift, box.y + edge + shift * 0.4, width, 2 * radius)
    yield Shape(rounded_path(disc, (radius,) * 4), WHITE, INK, 0.8)
    yield centred_text(disc.centre.x, disc.centre.y + cap(style.size_pt) / 2, name, style)
    right = box.right - PAD - (0.3 * radii[1] if radii[1] > ROUND else 0)
    if told.sort is TenantTopic.IDEA:
        side = min(8.0, box.h - 2)
        yield Icon("goose-dashed", Box(right - side, box.y + 1, side, side))
        right -= side + 0.6
    room = Box(disc.right + 1.2, box.y + 0.6, right - disc.right - 1.2, box.h - 0.8)
    yield from filling(told.title, room, raise_sizes(TITLES, least))


def draw_labelled(part: SquareBox, box: Box, least: float) -> Iterator[Mark]:
    """A label over what a box says."""
    inner = Box(box.x + 1.5, box.y + 0.6, box.w - 2.6, box.h - 1.2)
    small = largest(part.label, inner.w, raise_sizes(LABELS, least), bold=False)
    top, foot = line_height(small.size_pt), line_height(least)
    yield text_at(inner.x, inner.y + top / 2 + cap(small.size_pt) / 2, part.label, small)
    shown = part.under and inner.h > top + 3 * foot and Style(least).width(part.under) <= inner.w
    if shown:
        yield text_at(inner.x, inner.bottom - foot / 2 + cap(least) / 2, part.under, Style(least))
    yield from draw_list(part, Box(inner.x, inner.y + top, inner.w, inner.h - top - (foot if shown else 0)), least)


def flowing(part: SquareBox, box: Box, paper: PrintContext, least: float) -> Iterator[Mark]:
    """« annoncé : 5 jours », in a box too low or too narrow for a label of its own; without it where it does not stand.

    What the box is shows by its colour and outline, which the key explains.
    """
    inner = Box(box.x + 1.5, box.y + 0.4, box.w - 2.6, box.h - 0.8)
    said = paper.words("tenants.says", label=part.label, said=", ".join(part.values))
    sizes = raise_sizes((12, 11, 10, 9), least)
    if any(fit_lines(said, inner, size) for size in sizes):
        yield from filling(said, inner, sizes)
    else:
        yield from draw_list(part, inner, least)


def fit_lines(text: str, box: Box, size: float) -> tuple[str, ...] | None:
    """``text`` on even lines of ``size`` pt, None where it does not stand so in ``box``."""
    most = int(box.h / pitch(text, size))
    return lines_of(text, box.w, Style(size, bold=True), most) if most else None


def draw_list(part: SquareBox, box: Box, least: float) -> Iterator[Mark]:
    """Each of several values on a line of its own where all stand so, else one after the other, else as many as do."""
    values, sizes = part.values, raise_sizes(VALUES, least)
    for size in sizes if len(values) > 1 else ():
        style, step = Style(size, bold=True), pitch("".join(values), size)
        if len(values) * step <= box.h - 0.4 and all(style.width(each) <= box.w for each in values):
            yield from set_lines(values, box, style)
            return
    said = ", ".join(values)
    # Broken within a delay rather than told by nothing but their number.
    choices = (said, *part.shorter[:-1], *((said.replace("\u00a0", " "), part.shorter[-1]) if part.shorter else ()))
    fitting = (each for each in choices if any(fit_lines(each, box, size) for size in sizes))
    yield from filling(next(fitting, choices[-1]), box, sizes)


def filling(text: str, box: Box, sizes: Sequence[float]) -> Iterator[Mark]:
    """``text`` as large as it stands whole in ``box``; else cut at the smallest size: the list has it whole."""
    for size in sizes:
        lines = fit_lines(text, box, size)
        if lines:
            yield from set_lines(lines, box, Style(size, bold=True))
            return
    most = int(box.h / pitch(text, sizes[-1]))
    if most:
        style = Style(sizes[-1], bold=True)
        yield from set_lines(fit_or_shorten(text, box.w, style, most), box, style)


def pitch(text: str, size: float) -> float:
    """From a line to the next one, mm: more where letters carry marks over and under them."""
    return line_height(size) * leading(text, PITCH)


def set_lines(lines: Sequence[str], box: Box, style: Style) -> Iterator[Mark]:
    """Lines from the left of ``box``, in the middle of its height."""
    step = pitch("".join(lines), style.size_pt)
    first = box.centre.y - step * len(lines) / 2
    for rank, content in enumerate(lines):
        yield text_at(box.x, first + step * (rank + 0.5) + cap(style.size_pt) / 2, content, style)
