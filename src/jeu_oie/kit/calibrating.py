"""The calibration sheet as a PDF of two pages, front and back."""

from jeu_oie import heavy
from jeu_oie.board.preset import Preset
from jeu_oie.layout.calibration import calibration_sheet
from jeu_oie.layout.imposition import Flip
from jeu_oie.messages import Words


def calibration_file(t: Words, flip: Flip, *, large: bool) -> bytes:
    pages = calibration_sheet(t, flip, large=large)
    printing = heavy.pdf.Printing(duplex=True, edge=heavy.pdf.Edge(flip))
    return heavy.pdf.drawn(pages, Preset().colours, t("calibrate.title"), printing)
