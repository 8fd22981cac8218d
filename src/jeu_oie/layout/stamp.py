"""What every sheet says of itself: version and content hash, and the page's QR code where it has an address."""

import hashlib
from collections.abc import Iterator

from jeu_oie.board.palette import INK, WHITE, Palette
from jeu_oie.layout.cells import text_at
from jeu_oie.layout.centre import column, fit_lines
from jeu_oie.layout.geometry import Box, number, rounded
from jeu_oie.layout.scene import Icon, Mark, Scene, Shape, Text
from jeu_oie.layout.text import Style

QUIET = 4  # modules of white around a QR code (ISO/IEC 18004)


def content_hash(scene: Scene) -> str:
    """Six hexadecimal digits of what a drawing says: its texts, pictograms and marks, not where they stand."""
    said = [str(mark_says(mark)) for group in scene.groups for mark in group.marks if mark_says(mark)]
    said += [str(group.data) for group in scene.groups if group.data]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:6]


def mark_says(mark: Mark) -> object:
    match mark:
        case Text():
            return mark.content
        case Icon():
            return mark.name
        case Shape():
            return mark.data


def stamp(
    box: Box, version: str, fingerprint: str, invitation: str, page: str | None, palette: Palette
) -> Iterator[Mark]:
    """The stamp in ``box``: version and hash, and beside or over them the QR code of ``page`` with its invitation."""
    yield Shape(rounded(box, (3,) * 4), palette.paper, INK, 0.6)
    said = f"{version} · {fingerprint}"
    if page is None:
        lines, style = fit_lines(said, box.w - 4, 3 if box.h > 14 else 1, (11, 10, 9))
        yield from column(lines, Style(style.size_pt), box)
        return
    foot = 6.5 if box.h > 24 else 0
    side = min(box.h - foot - 3, box.w * 0.52)
    code = Box(box.x + 2, box.y + 1.5, side, side)
    yield Shape(rounded(code, (1,) * 4), WHITE)
    yield Shape(qr_path(page, code), INK)
    beside = Box(code.right + 1, box.y + 1, box.right - code.right - 2, side)
    words = invitation if foot else f"{invitation} {said}"
    lines, style = fit_lines(words, beside.w, 4, (11, 10, 9))
    yield from column(lines, style, beside)
    if foot:
        lines, style = fit_lines(said, box.w - 4, 1, (10, 9))
        yield text_at(box.x + 2.5, box.bottom - 2.4, lines[0], Style(style.size_pt))


def qr_path(address: str, box: Box) -> str:
    """The dark modules of the QR code of ``address``, as path data filling ``box`` with its quiet zone."""
    import segno  # noqa: PLC0415 (only a kit with an address has one)

    rows = [list(row) for row in segno.make(address, error="m", micro=False).matrix]
    size = box.w / (len(rows) + 2 * QUIET)
    step = number(size)
    return "".join(
        f"M{number(box.x + (x + QUIET) * size)} {number(box.y + (y + QUIET) * size)}h{step}v{step}h-{step}z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    )
