"""All that is wrong with a printed file by itself, beside no other."""

from io import BytesIO
from pathlib import Path

import pikepdf

from bench.differ import floors, ink, letters, press, tags


def faults(pdf: bytes | Path, sheet: str, *, large: bool = False) -> tuple[str, ...]:
    """Of ink, of type under the floor of ``sheet`` (its name in the register), of tags, of a print shop's colours.

    A line for each fault of a page: « page 1: off the page: 70 ».
    """
    pages = letters.pages(pdf)
    with pikepdf.open(BytesIO(pdf) if isinstance(pdf, bytes) else pdf) as opened:
        found = (*tags.faults(opened, pages), *press.press_faults(opened))
    return (*found, *ink.faults(pages), *floors.faults(pages, floors.floor_of(sheet, large=large)))
