"""What a print shop asks of a PDF: its boxes, its intent, no colour of screens where it has one."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf

RGB = {"/DeviceRGB", "/CalRGB", "/Lab"}
NESTED = ("/XObject", "/Pattern")  # where a page's resources hold streams with operators of their own
BOXES = ("/MediaBox", "/CropBox", "/TrimBox", "/BleedBox")


def read_boxes(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Pages of one shape after another, with their boxes in whole points."""
    shapes = Counter(
        " ".join(
            f"{name[1:]} {'×'.join(str(round(float(side))) for side in page[name])}" for name in BOXES if name in page
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
    return tuple(f"{count} × {colour}" for colour, count in sorted(found.items()))


def screen_colours(holder: Any, seen: set[Any]) -> Iterator[str]:
    """The RGB operators and pictures of a page or form, and of all that it draws."""
    for step in pikepdf.parse_content_stream(holder):
        name = str(step.operator)
        if name in ("rg", "RG") or (name in ("cs", "CS") and str(step.operands[0]) in RGB):
            yield name
    resources = holder.get("/Resources", {})
    for nested in (each for sort in NESTED for each in resources.get(sort, {}).values()):
        if nested.objgen in seen:
            continue
        seen.add(nested.objgen)
        if nested.get("/Subtype") == "/Image":
            if colour_space(nested) in RGB:
                yield "RGB picture"
        elif isinstance(nested, pikepdf.Stream):
            yield from screen_colours(nested, seen)


def colour_space(picture: Any) -> str:
    space = picture.get("/ColorSpace", "")
    if not isinstance(space, pikepdf.Array):
        return str(space)
    return "/DeviceRGB" if str(space[0]) == "/ICCBased" and int(space[1].N) == 3 else str(space[0])
