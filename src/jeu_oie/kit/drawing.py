"""The print files that are drawn: scenes and how they are printed, and the hashes that their sheets carry."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jeu_oie import heavy
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
        return heavy.pdf.drawn(self.scenes, self.palette, self.title, self.printing)


def board_document(made: Plan) -> DrawnDocument:
    scene, sheets = made.drawing.scene, {"board": made.drawing.fingerprint}
    palette = made.board.preset.colours
    return DrawnDocument(BOARD, (scene,), palette, scene.title, heavy.pdf.Printing(variant=heavy.pdf.SCREEN), sheets)


def drawn_document(name: str, sheets: Sheets, made: Plan) -> DrawnDocument:
    palette, title = made.board.preset.colours, f"{made.dossier.title} · {made.dossier.landlord}"
    edge = heavy.pdf.Edge.SHORT if sheets.short_edge else heavy.pdf.Edge.LONG
    printing = heavy.pdf.Printing(duplex=sheets.duplex, variant=heavy.pdf.SCREEN, edge=edge)
    return DrawnDocument(name, sheets.scenes, palette, title, printing, sheets.hashes)
