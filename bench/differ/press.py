"""What a print shop asks of a PDF: its boxes, its intent, no colour of screens where it has one."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pikepdf

RGB = {"/DeviceRGB", "/RGB", "/CalRGB", "/Lab"}
SCREEN_PARTS = 3  # of a colour by a profile: red, green, blue
MM = 72 / 25.4  # points
ROUNDED = 0.01  # points
BOXES = ("/MediaBox", "/CropBox", "/TrimBox", "/BleedBox")


def read_boxes(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Pages of one shape after another, with their boxes to a tenth of a millimetre."""
    shapes = Counter(
        " ".join(
            f"{name[1:]} {'×'.join(f'{float(side) / MM:.1f}' for side in page[name])}" for name in BOXES if name in page
        )
        for page in pdf.pages
    )
    return tuple(f"{count} pages of {shape}" for shape, count in shapes.items())


def read_intents(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    intents: Any = pdf.Root.get("/OutputIntents", [])
    return tuple(str(intent.get("/OutputConditionIdentifier")) for intent in intents)


def press_faults(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Nothing where no intent is declared: the file is no print shop's."""
    if not read_intents(pdf):
        return ()
    found = Counter(colour for page in pdf.pages for colour in screen_colours(page.obj, set()))
    wrong = tuple(f"page {number}: {fault}" for number, page in enumerate(pdf.pages, 1) for fault in box_faults(page))
    return (*wrong, *(f"{count} × {colour}" for colour, count in sorted(found.items())))


def box_faults(page: pikepdf.Page) -> Iterator[str]:
    """Each box holds the next one."""
    for outer, inner in pairwise(("/MediaBox", "/BleedBox", "/TrimBox")):
        if inner not in page:
            yield f"no {inner[1:]}"
        elif outer in page:
            (left, low, right, high), (x, y, x2, y2) = ([float(side) for side in page[name]] for name in (outer, inner))
            if min(x - left, y - low, right - x2, high - y2) < -ROUNDED:
                yield f"{inner[1:]} beyond {outer[1:]}"


def screen_colours(holder: Any, seen: set[Any]) -> Iterator[str]:
    """The RGB operators, spaces, pictures and shadings of a page or form, and of all that it draws."""
    resources = holder.get("/Resources", {})
    for step in pikepdf.parse_content_stream(holder):
        name = str(step.operator)
        if name in ("rg", "RG") or (name in ("cs", "CS") and is_screen(named(step.operands[0], resources))):
            yield name
        elif isinstance(step, pikepdf.ContentStreamInlineImage) and is_screen(step.iimage.obj.get("/ColorSpace")):
            yield "RGB picture"
    if is_screen(holder.get("/Group", {}).get("/CS")):
        yield "RGB group"
    for nested in drawn_by(resources):
        if nested.objgen in seen and nested.objgen != (0, 0):
            continue
        seen.add(nested.objgen)
        if nested.get("/Subtype") == "/Image":
            if is_screen(nested.get("/ColorSpace")):
                yield "RGB picture"
        elif "/ShadingType" in nested:
            if is_screen(nested.ColorSpace):
                yield "RGB shading"
        elif isinstance(nested, pikepdf.Stream):
            yield from screen_colours(nested, seen)


def drawn_by(resources: Any) -> Iterator[Any]:
    """Forms, pictures, patterns and shadings, those of masks too."""
    for pattern in resources.get("/Pattern", {}).values():
        yield pattern.get("/Shading", pattern)
    for sort in ("/XObject", "/Shading"):
        yield from resources.get(sort, {}).values()
    for state in resources.get("/ExtGState", {}).values():
        mask = state.get("/SMask")
        if isinstance(mask, pikepdf.Dictionary):
            yield mask.G


def named(space: Any, resources: Any) -> Any:
    return resources.get("/ColorSpace", {}).get(str(space), space)


def is_screen(space: Any) -> bool:
    """Whether colours of a space, or those that it stands for, are red, green and blue."""
    if not isinstance(space, pikepdf.Array):
        return str(space) in RGB
    match str(space[0]):
        case "/ICCBased":
            return int(space[1].N) == SCREEN_PARTS
        case "/Indexed" | "/Pattern":
            return len(space) > 1 and is_screen(space[1])
        case "/Separation" | "/DeviceN":
            return is_screen(space[2])
        case name:
            return name in RGB
