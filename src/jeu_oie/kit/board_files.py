"""The board on paper: drawn once for screens; sized and inked for a print shop, and cut into A4 pieces, of that."""

from collections.abc import Mapping
from dataclasses import dataclass

from jeu_oie import heavy
from jeu_oie.board.kinds.register import colours_of
from jeu_oie.kit.options import Options
from jeu_oie.kit.planning import Plan
from jeu_oie.kit.printing import print_file
from jeu_oie.layout.geometry import Box
from jeu_oie.layout.marks import cap
from jeu_oie.layout.paper import PrintContext
from jeu_oie.layout.scene import Scene, Text
from jeu_oie.layout.tile_sheets import TileSheet, tile_sheets
from jeu_oie.layout.tiles import tile

SIZES: Mapping[str, tuple[float, float]] = {"a3": (420, 297), "a2": (594, 420), "a1": (841, 594)}  # ISO 216, landscape


@dataclass(frozen=True, slots=True)
class BoardDocument:
    """The board, its picture, and what the print shop and the home printer get of it.

    ``profile``: of the print shop's press.
    """

    made: Plan
    profile: bytes | None = None

    @property
    def sheets(self) -> Mapping[str, str]:
        return {"board": self.made.drawing.fingerprint}

    @property
    def scenes(self) -> tuple[Scene, ...]:
        return (self.made.drawing.scene,)

    def screen(self) -> bytes:
        return heavy.pdf.draw_scenes(
            self.scenes,
            self.made.board.preset.saver,
            self.scenes[0].title,
            heavy.pdf.Printing(variant=heavy.pdf.SCREEN),
        )

    def files(self) -> dict[str, bytes]:
        screen = self.screen()
        return {
            print_file("board-a3-screen"): screen,
            "board.png": heavy.pdf.picture(screen),
            print_file("board-a4"): tile_board(self.made, screen),
            **shop_files(self.made, screen, self.profile),
        }


def board_document(_: str, made: Plan, options: Options) -> BoardDocument:
    return BoardDocument(made, options.icc)


def shop_files(made: Plan, screen: bytes, profile: bytes | None) -> dict[str, bytes]:
    """The board for a print shop, in each size, made of the one for ``screen``; ``profile``: of its press."""
    bleed = made.board.preset.bleed_mm
    return {
        print_file(f"board-{name}"): heavy.pdf.press(screen, heavy.pdf.Press(*size, bleed, profile))
        for name, size in SIZES.items()
    }


def tile_board(made: Plan, screen: bytes) -> bytes:
    """The board in A4 pieces, at the size of the game: A3, or A2 in large print."""
    sheets, colours = pieces(made), colours_of(made.board.preset)
    scenes = [sheet.scene for sheet in sheets]
    title = f"{scenes[0].title} · {made.dossier.title} · {made.dossier.landlord}"
    over = heavy.pdf.draw_scenes(scenes, colours.saver, title, heavy.pdf.Printing(variant=heavy.pdf.SCREEN))
    return heavy.pdf.laid_under(over, screen, [sheet.board for sheet in sheets])


def pieces(made: Plan) -> tuple[TileSheet, ...]:
    drawn = made.drawing.scene
    width, height = SIZES["a2" if made.board.preset.large else "a3"]
    scale = min(width / drawn.width, height / drawn.height)
    squares, others = (text_boxes(drawn, scale, of_squares=which) for which in (True, False))
    tiling = tile(drawn.width * scale, drawn.height * scale, squares, others)
    return tile_sheets(tiling, scale, PrintContext(made.board, made.dossier, made.words), made.drawing.fingerprint)


def text_boxes(scene: Scene, scale: float, *, of_squares: bool) -> list[Box]:
    """Where the texts of a scene stand, ``scale`` times as large: those of its squares, or all others."""
    return [
        Box(scale * mark.x, scale * (mark.y - cap(mark.size_pt)), scale * mark.width, scale * cap(mark.size_pt))
        for group in scene.groups
        for mark in group.marks
        if isinstance(mark, Text) and (group.kind == "square") is of_squares
    ]
