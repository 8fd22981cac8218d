"""The stamp card: whose kit it is, in which state, and a ruler that tells whether it was printed at true size."""

from collections.abc import Iterator
from dataclasses import dataclass

from jeu_oie.board.kinds import Kind
from jeu_oie.board.palette import GOLD, INK, WHITE
from jeu_oie.layout.cards.face import INSET, LINE_MM, RADIUS, Press
from jeu_oie.layout.geometry import Box, number, rounded
from jeu_oie.layout.marks import cap, centred, line_height, text_at
from jeu_oie.layout.scene import Group, Icon, Mark, Shape, Text
from jeu_oie.layout.stamp import qr
from jeu_oie.layout.text import Style, at_most, even, wrapped

RULER = 50.0
PAD = 4.0
HEAVY = Style(15.5, bold=True)
PLAIN = Style(12)
BOLD = Style(12, bold=True)
SMALL = Style(10)


@dataclass(frozen=True, slots=True)
class Edition:
    """How many sheets and cards there are, and the hash over all of them."""

    sheets: int
    cards: int
    hash: str


def stamp_card(edition: Edition, press: Press, cut: Box) -> Group:
    """The front of the stamp card: words and ruler. The QR code of the page stands behind, where it has room."""
    cell = cut.inset(INSET)
    outline = rounded(cell, (RADIUS,) * 4)
    marks = (
        Shape(outline, press.palette.paper, kind="cell"),
        *identity(edition, press, cell),
        *ruler(press, cell),
        Shape(outline, "none", INK, LINE_MM),
    )
    return Group(marks, "carte-timbre", "front")


def identity(edition: Edition, press: Press, cell: Box) -> Iterator[Mark]:
    """Game, landlord, title, version and status; how many sheets and cards; how to print them."""
    t, dossier = press.words, press.dossier
    colour = press.palette.draft if dossier.draft else INK
    said = (
        (dossier.game, HEAVY, INK, 0.0, 2),
        (dossier.landlord, BOLD, INK, 2.0, 2),
        (dossier.title, PLAIN, INK, 0.0, 2),
        (f"{dossier.version} · {edition.hash}", PLAIN, INK, 0.0, 1),
        (dossier.status, BOLD if dossier.draft else Style(10, bold=True), colour, 0.0, 3),
        (t("print.count", cards=edition.cards, sheets=edition.sheets), SMALL, INK, 2.0, 1),
        (t("print.how"), SMALL, INK, 0.6, 4),
    )
    y = cell.y + 3.4
    for content, style, ink, air, most in said:
        y += air
        for text in paragraph(content, style, ink, Box(cell.x + PAD, y, cell.w - 2 * PAD, 0), most):
            yield text
            y += line_height(style.size_pt)


def paragraph(content: str, style: Style, ink: str, box: Box, most: int) -> Iterator[Text]:
    step = line_height(style.size_pt)
    lines = even(content, box.w, style, 2) if style is HEAVY else None
    for rank, line in enumerate(lines or at_most(content, box.w, style, most)[0]):
        yield text_at(box.x, box.y + step * (rank + 0.5) + cap(style.size_pt) / 2, line, style, ink)


def ruler(press: Press, cell: Box) -> Iterator[Mark]:
    """A ruler of exactly 5 cm: it measures anything else when a printer has scaled the sheet."""
    left, y = cell.centre.x - RULER / 2, cell.bottom - 8.5
    for rank in range(5):
        fill = GOLD if rank % 2 == 0 and not press.palette.saver else WHITE
        yield Shape(f"M{number(left + 10 * rank)} {number(y)}h10v4h-10Z", fill, INK, 0.2)
    yield Shape(f"M{left:.3f} {number(y - 1)}V{number(y + 5)}", "none", INK, 0.2, kind="ruler-start")
    yield Shape(f"M{left + RULER:.3f} {number(y - 1)}V{number(y + 5)}", "none", INK, 0.2, kind="ruler-end")
    lines = wrapped(press.words("print.ruler"), cell.w - 2 * PAD, SMALL)
    step = line_height(SMALL.size_pt)
    for rank, line in enumerate(lines):
        baseline = y - 2.2 - step * (len(lines) - rank - 0.5) + cap(SMALL.size_pt) / 2
        yield centred(cell.centre.x, baseline, line, SMALL)


def stamp_back(press: Press, cut: Box) -> Group:
    """The back of the stamp card: the goose, whose game it is."""
    cell, colours = cut.inset(INSET), press.palette.kinds[Kind.START]
    middle, room = cell.centre.x, cell.w - 2 * PAD
    named = [(line, HEAVY) for line in even(press.dossier.game, room, HEAVY, 2) or (press.dossier.game,)]
    named += [(line, PLAIN) for line in at_most(press.dossier.landlord, room, PLAIN, 2)[0]]
    goose = 30.0 if press.page else 38.0
    marks: list[Mark] = [
        Shape(rounded(cell, (RADIUS,) * 4), colours.body, INK, LINE_MM),
        Icon("goose-large", Box(middle - goose / 2, cell.y + (5 if press.page else 12), goose, goose * 1.075)),
    ]
    y = cell.y + (38 if press.page else 60)
    for line, style in named:
        y += line_height(style.size_pt)
        marks.append(centred(middle, y, line, style))
    if press.page:
        marks += follow(press, Box(cell.x, y + 2, cell.w, cell.bottom - y - 4))
    return Group(tuple(marks), "dos-timbre", "back")


def follow(press: Press, box: Box) -> Iterator[Mark]:
    """The code over what it is for."""
    words = press.words("stamp.follow")
    side = min(30.0, box.h - 6)
    yield from qr(press.page or "", Box(box.centre.x - side / 2, box.y, side, side))
    yield centred(box.centre.x, box.y + side + 4.2, words, SMALL)
