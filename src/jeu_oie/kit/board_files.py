"""The board on paper: drawn once, then sized and inked for a print shop, and cut into A4 pieces."""

from collections.abc import Mapping

from jeu_oie import heavy
from jeu_oie.kit.planning import Plan
from jeu_oie.layout.geometry import Box
from jeu_oie.layout.marks import cap
from jeu_oie.layout.paper import Paper
from jeu_oie.layout.scene import Scene, Text
from jeu_oie.layout.tile_sheets import TileSheet, tile_sheets
from jeu_oie.layout.tiles import tile

SIZES: Mapping[str, tuple[float, float]] = {"a3": (420, 297), "a2": (594, 420), "a1": (841, 594)}  # ISO 216, landscape


def board_files(made: Plan, screen: bytes, profile: bytes | None) -> dict[str, bytes]:
    """All files that are made of the board for ``screen``, by name; ``profile``: of the print shop's press."""
    return {**shop_files(made, screen, profile), "print/board-a4.pdf": tiled(made, screen)}


def shop_files(made: Plan, screen: bytes, profile: bytes | None) -> dict[str, bytes]:
    """The board for a print shop, in each size."""
    bleed = made.board.preset.bleed_mm
    return {
        f"print/board-{name}.pdf": heavy.pdf.press(screen, heavy.pdf.Press(*size, bleed, profile))
        for name, size in SIZES.items()
    }


def tiled(made: Plan, screen: bytes) -> bytes:
    """The board in A4 pieces, at the size of the game: A3, or A2 in large print."""
    sheets, colours = pieces(made), made.board.preset.colours
    scenes = [sheet.scene for sheet in sheets]
    title = f"{scenes[0].title} · {made.dossier.title} · {made.dossier.landlord}"
    over = heavy.pdf.drawn(scenes, colours, title, heavy.pdf.Printing(variant=heavy.pdf.SCREEN))
    return heavy.pdf.laid_under(over, screen, [sheet.board for sheet in sheets])


def pieces(made: Plan) -> tuple[TileSheet, ...]:
    drawn = made.drawing.scene
    width, height = SIZES["a2" if made.board.preset.large else "a3"]
    scale = min(width / drawn.width, height / drawn.height)
    squares, others = (text_boxes(drawn, scale, of_squares=which) for which in (True, False))
    tiling = tile(drawn.width * scale, drawn.height * scale, squares, others)
    return tile_sheets(tiling, scale, Paper(made.board, made.dossier, made.words), made.drawing.fingerprint)


def text_boxes(scene: Scene, scale: float, *, of_squares: bool) -> list[Box]:
    """Where the texts of a scene stand, ``scale`` times as large: those of its squares, or all others."""
    return [
        Box(scale * mark.x, scale * (mark.y - cap(mark.size_pt)), scale * mark.width, scale * cap(mark.size_pt))
        for group in scene.groups
        for mark in group.marks
        if isinstance(mark, Text) and (group.kind == "square") is of_squares
    ]
