"""The print files that are drawn: scenes and how they are printed, and the hashes that their sheets carry."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jeu_oie.board.kinds.register import colours_of
from jeu_oie.board.palette import Palette
from jeu_oie.kit.planning import Plan
from jeu_oie.layout.paper import Sheets
from jeu_oie.layout.scene import Scene

if TYPE_CHECKING:
    from jeu_oie.render.pdf import Printing

BOARD = "board-a3-screen"  # the board as it is drawn: all other files of it are made of this one


@dataclass(frozen=True, slots=True)
class DrawnDocument:
    """A print file that is drawn, a page each scene; it needs no print engine."""

    name: str
    scenes: tuple[Scene, ...]
    palette: Palette
    title: str
    printing: "Printing"
    sheets: Mapping[str, str]

    def pdf(self) -> bytes:
        from jeu_oie.render.pdf import drawn  # noqa: PLC0415 (heavy: only where PDF is made)

        return drawn(self.scenes, self.palette, self.title, self.printing)


def board_document(made: Plan) -> DrawnDocument:
    from jeu_oie.render.pdf import SCREEN, Printing  # noqa: PLC0415 (heavy: only where PDF is made)

    scene, sheets = made.drawing.scene, {"board": made.drawing.fingerprint}
    palette = colours_of(made.board.preset)
    return DrawnDocument(BOARD, (scene,), palette, scene.title, Printing(variant=SCREEN), sheets)


def drawn_document(name: str, sheets: Sheets, made: Plan) -> DrawnDocument:
    from jeu_oie.render.pdf import SCREEN, Edge, Printing  # noqa: PLC0415 (heavy: only where PDF is made)

    palette, title = colours_of(made.board.preset), f"{made.dossier.title} · {made.dossier.landlord}"
    edge = Edge.SHORT if sheets.short_edge else Edge.LONG
    printing = Printing(duplex=sheets.duplex, variant=SCREEN, edge=edge)
    return DrawnDocument(name, sheets.scenes, palette, title, printing, sheets.hashes)
