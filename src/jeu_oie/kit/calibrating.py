"""The calibration sheet as a PDF of two pages, front and back."""

from jeu_oie.board.kinds.register import colours_of
from jeu_oie.board.preset import Preset
from jeu_oie.layout.calibration import calibration_sheet
from jeu_oie.layout.imposition import Flip
from jeu_oie.messages import Words


def calibration_file(t: Words, flip: Flip, *, large: bool) -> bytes:
    from jeu_oie.render.pdf import Edge, Printing, drawn  # noqa: PLC0415 (heavy: only where PDF is made)

    pages = calibration_sheet(t, flip, large=large)
    return drawn(pages, colours_of(Preset()), t("calibrate.title"), Printing(duplex=True, edge=Edge(flip)))
