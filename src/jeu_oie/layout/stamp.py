"""What every sheet says of itself: version and content hash, and the page's QR code where it has an address."""

import hashlib
from collections.abc import Iterator, Sequence

from jeu_oie import heavy
from jeu_oie.board.palette import INK, WHITE
from jeu_oie.layout.geometry import Box, number, rounded_path
from jeu_oie.layout.marks import centred_text, column, largest, raise_sizes
from jeu_oie.layout.scene import Icon, Mark, Scene, Shape, Text
from jeu_oie.layout.text import Style, balance

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
    box: Box, version: str, fingerprint: str, invitation: str, page: str | None, paper: str, least: float
) -> Iterator[Mark]:
    """The stamp in ``box``: version and hash, and beside or over them the QR code of ``page`` with its invitation.

    Nothing is smaller than ``least`` pt.
    """
    yield Shape(rounded_path(box, (3,) * 4), paper, INK, 0.6)
    said = f"{version} · {fingerprint}"
    if page is None:
        lines = (version, fingerprint) if box.h > 14 else (said,)
        widest = max(lines, key=Style(11).width)
        yield from column(lines, largest(widest, box.w - 4, raise_sizes((11, 10), least), bold=False), box)
        return
    if box.w > box.h * 2.2:
        yield from stamp_strip(box, f"{invitation} · {said}", page, least)
    else:
        yield from stamp_upright(box, invitation, (said, version, fingerprint), page, least)


def stamp_strip(box: Box, words: str, page: str, least: float) -> Iterator[Mark]:
    """A low stamp: the code at the left, all words beside it."""
    side = box.h - 3
    code = Box(box.x + 1.5, box.y + 1.5, side, side)
    yield from qr(page, code)
    beside = Box(code.right + 1.5, code.y, box.right - code.right - 3, side)
    lines, style = invite(words, beside, least)
    yield from column(lines, style, beside)


def stamp_upright(box: Box, invitation: str, said: Sequence[str], page: str, least: float) -> Iterator[Mark]:
    """A high stamp: the code over the invitation and the version, as far as they stand on a line each."""
    room = box.w - 3
    lines = [line for line in (one_line([invitation], room, least), one_line(said, room, least)) if line]
    side = min(box.h - 2.5 - 4.4 * len(lines), box.w - 4)
    yield from qr(page, Box(box.centre.x - side / 2, box.y + 1.2, side, side))
    for rank, (content, style) in enumerate(reversed(lines)):
        yield centred_text(box.centre.x, box.bottom - 2 - 4.3 * rank, content, style)


def one_line(choices: Sequence[str], room: float, least: float) -> tuple[str, Style] | None:
    """The first of ``choices`` that stands on one line, 10 to ``least`` pt."""
    sizes = raise_sizes((10, 9.5), least)
    return next(((each, Style(s)) for each in choices for s in sizes if Style(s).width(each) <= room), None)


def qr(address: str, box: Box) -> Iterator[Mark]:
    yield Shape(rounded_path(box, (1,) * 4), WHITE)
    yield Shape(qr_path(address, box), INK, upright=True)


def invite(words: str, room: Box, least: float) -> tuple[tuple[str, ...], Style]:
    """The invitation where it stands whole, else nothing: the code says enough."""
    for size in raise_sizes((12, 11, 10, 9.5), least):
        style = Style(size, bold=True)
        for count in range(1, int(room.h / (size * 0.45)) + 1):
            lines = balance(words, [room.w] * count, style)
            if lines:
                return lines, style
    return (), Style(least)


def qr_path(address: str, box: Box) -> str:
    """The dark modules of the QR code of ``address``, as path data filling ``box`` with its quiet zone."""
    rows = [list(row) for row in heavy.segno.make(address, error="m", micro=False).matrix]
    size = box.w / (len(rows) + 2 * QUIET)
    step = number(size)
    return "".join(
        f"M{number(box.x + (x + QUIET) * size)} {number(box.y + (y + QUIET) * size)}h{step}v{step}h-{step}z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    )
