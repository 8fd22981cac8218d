"""The calibration sheet as a PDF of two pages, front and back."""

from jeu_oie.board.preset import Preset
from jeu_oie.layout.calibration import calibration_sheet
from jeu_oie.layout.imposition import Flip
from jeu_oie.messages import Words
from jeu_oie.render import svg
from jeu_oie.render.html import prints


def calibration_file(t: Words, flip: Flip, *, large: bool) -> bytes:
    """Raises PrintEngineMissing, RenderingFailed."""
    from jeu_oie.render.pdf import Edge, Printing, pdf  # noqa: PLC0415 (heavy: only where PDF is made)

    pages = calibration_sheet(t, flip, large=large)
    palette = Preset().colours
    html = prints.scenes_document(pages, [svg.shapes(page, palette) for page in pages], t("calibrate.title"))
    return pdf(html, Printing(duplex=True, edge=Edge(flip)))
