"""The board for a print shop: true boxes, bleed, crop marks outside it, inks instead of screen colours, and PDF/X-4.

Marks and boxes follow ISO 15930-7 (PDF/X-4): BleedBox within MediaBox, TrimBox within BleedBox, no RGB, an output
intent with its profile. A file without a profile has all of it but the intent.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

from jeu_oie.layout.geometry import Box
from jeu_oie.layout.scene import Placement
from jeu_oie.render.pdf.drawing import MM_PT, drawing_of, grown, open_document, save_document, shows
from jeu_oie.render.pdf.inks import to_inks
from jeu_oie.render.pdf.intent import add_intent
from jeu_oie.render.pdf.printing import entitle

GAP, LENGTH, LINE, MARGIN = 2.5, 5.0, 0.1, 1.0  # mm: bleed to mark, the mark, its line, mark to the edge of the sheet


@dataclass(frozen=True, slots=True)
class Press:
    """A print shop's order: the trimmed size and the bleed in mm, the ICC profile of its press if it has one."""

    width: float
    height: float
    bleed: float
    profile: bytes | None = None


def press(drawn: bytes, order: Press) -> bytes:
    """The first page of ``drawn``, as large as it goes into the trimmed size, in its middle.

    The art must overrun its own trim by the bleed, and by a little more where the proportions differ.
    """
    slug = order.bleed + GAP + LENGTH + MARGIN
    with open_document(drawn) as source, pikepdf.new() as made:
        art = source.pages[0]
        page = made.add_blank_page()
        page.MediaBox = pikepdf.Array([0, 0, *((side + 2 * slug) * MM_PT for side in (order.width, order.height))])
        page.TrimBox = pikepdf.Array(grown(page.MediaBox, -slug))
        page.BleedBox = pikepdf.Array(grown(page.TrimBox, order.bleed))
        page.Group = pikepdf.Dictionary(S=pikepdf.Name.Transparency, CS=pikepdf.Name.DeviceCMYK)
        placement = fit_art(art, order, slug)
        form = drawing_of(art, made, 2 * order.bleed / placement.scale)
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Board=form))
        page.Contents = made.make_stream(shows("Board", placement, art, page) + marks(page, order.bleed))
        to_inks(made)
        entitle(made, str(source.docinfo["/Title"]), str(source.Root.Lang))
        if order.profile:
            add_intent(made, order.profile)
        return save_document(made)


def fit_art(art: pikepdf.Page, order: Press, slug: float) -> Placement:
    """The largest scale at which all of ``art`` stands within the trim, its bleed clipped."""
    width, height = (float(side) / MM_PT for side in art.TrimBox.as_list()[2:])
    scale = min(order.width / width, order.height / height)
    x, y = (slug + (room - side * scale) / 2 for room, side in ((order.width, width), (order.height, height)))
    return Placement(x, y, scale, Box(slug, slug, order.width, order.height).inset(-order.bleed))


def marks(page: pikepdf.Page, bleed: float) -> bytes:
    """Two crop marks at each corner of the trim, in black only, outside the bleed."""
    lines = " ".join(f"{x:.4f} {y:.4f} m {to_x:.4f} {to_y:.4f} l" for x, y, to_x, to_y in mark_lines(page, bleed))
    return f"q 0 0 0 1 K {LINE * MM_PT:.4f} w {lines} S Q\n".encode()


def mark_lines(page: pikepdf.Page, bleed: float) -> Iterator[tuple[float, float, float, float]]:
    """From where to where each mark runs, in points."""
    left, low, right, high = map(float, page.TrimBox.as_list())
    near, far = (bleed + GAP) * MM_PT, (bleed + GAP + LENGTH) * MM_PT
    for x, away in ((left, -1), (right, 1)):
        for y in (low, high):
            yield x + away * near, y, x + away * far, y
    for y, away in ((low, -1), (high, 1)):
        for x in (left, right):
            yield x, y + away * near, x, y + away * far
