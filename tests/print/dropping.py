"""What gave way on a sheet that Typst sets: its template records ``metadata((at: …, dropped: (…)))<dropped>``."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst


def dropped_in(files: Mapping[str, bytes], root: Path, fonts: typst.Fonts) -> tuple[str, ...]:
    """All names that gave way, block by block; ``files``: what the sheet is set from, « main.typ » among them."""
    given: Any = dict(files)
    told = typst.query(given, "<dropped>", field="value", root=str(root), font_paths=fonts, ignore_system_fonts=True)
    return tuple(name for each in json.loads(told) for name in each["dropped"])
