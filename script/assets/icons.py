"""The pictograms that printed sheets set by name, as files: each as the program draws it, and once more in black alone.

``thing-gas`` is a glyph in ink, ``thing-gas.white`` the same on a coloured band; ``thing-gas.flat`` and
``thing-gas.fine`` have its flat colour under an outline, large and small. What the project draws (``goose-letter``)
has its colours within itself.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from jeu_oie.draw.ink import BLACK, FLAT, GLYPHS, INK, OUTLINED, WHITE, content

OWN, PRINT = Path("templates/pictograms"), Path("templates/print")
ON_BAND = ".white"  # ends the name of a glyph that stands on a band; on paper in black alone the band is white


def names(own: Path = OWN) -> Iterator[str]:
    """All that a sheet may name, whether the program or a circuit chooses it."""
    yield from (file.stem for file in own.glob("*.svg"))
    yield from GLYPHS
    yield from (f"{name}{ON_BAND}" for name in GLYPHS)
    yield from (f"{name}{ending}" for name in FLAT for ending in OUTLINED)


def drawn(name: str, *, black: bool = False) -> str:
    """A pictogram as a file of its own."""
    glyph = name.removesuffix(ON_BAND)
    box, inside = content(glyph, black)
    fill = BLACK if black else INK if glyph == name else WHITE
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" fill="{fill}">{inside}</svg>\n'


def all_icons(own: Path = OWN) -> Mapping[str, str]:
    """The text of each file, by its name below ``templates/print``."""
    return {
        f"{folder}/{name}.svg": drawn(name, black=black)
        for folder, black in (("icons", False), ("icons-black", True))
        for name in sorted(names(own))
    }


def write_icons() -> None:
    for old in PRINT.glob("icons*/*.svg"):
        old.unlink()
    for name, text in all_icons().items():
        (PRINT / name).parent.mkdir(exist_ok=True)
        (PRINT / name).write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    write_icons()
