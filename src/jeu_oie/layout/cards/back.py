"""The back of a card: the kind's colour and pattern around a panel with its pictogram and name (tokens.md)."""

from collections.abc import Iterator

from jeu_oie.board.cards import Card
from jeu_oie.board.dossier import Dossier
from jeu_oie.board.kinds import Kind
from jeu_oie.board.kinds.register import KINDS
from jeu_oie.board.palette import INK, WHITE, Colours, Palette, mix
from jeu_oie.layout.cards.face import DASH, GEESE, INSET, LINE_MM, RADIUS, DeckContext
from jeu_oie.layout.geometry import Box, rounded_path
from jeu_oie.layout.marks import cap, centred_text, disc_path, line_height
from jeu_oie.layout.patterned import pattern_shape
from jeu_oie.layout.scene import Group, Icon, Mark, Shape, Text
from jeu_oie.layout.text import Style, at_most, even_lines, wrap_text

PANEL_INSET = 6.8
PANEL_RADIUS = 5.0
PLATE = 15.0  # radius
NAME = Style(20, bold=True)
SECOND = Style(12)
GAME = Style(10.5)
PILL = Style(10.5, bold=True)


def back(card: Card, press: DeckContext, cut: Box) -> Group:
    """The back of ``card`` in its cut, the same place as its front; all cards of the pile share one."""
    kind = Kind.QUESTION if card.in_pile else card.kind
    cell, colours = cut.inset(INSET), press.palette.kinds[kind]
    panel = cell.inset(PANEL_INSET)
    named = names(kind, press, panel)
    marks = (
        *ground(kind, cell, colours, press.palette),
        Shape(rounded_path(panel, (PANEL_RADIUS,) * 4), colours.body, INK, LINE_MM),
        *picture(kind, card, panel, colours),
        *named,
        *game(press.dossier, press.palette, panel, named[-1].y + 1.6),
    )
    return Group(marks, "", "back", (("kind", str(kind)),))


def ground(kind: Kind, cell: Box, colours: Colours, palette: Palette) -> Iterator[Mark]:
    """The band's colour, and the pattern in a lighter mix of it."""
    outline = rounded_path(cell, (RADIUS,) * 4)
    yield Shape(outline, colours.band)
    tint = INK if palette.saver else mix(colours.band, 0.72 if colours.text == WHITE else 0.55)
    if not KINDS[kind].pattern.drawing:  # a thin line inside the edge instead
        yield Shape(rounded_path(cell.inset(2.2), (2.6,) * 4), "none", INK if kind is Kind.BLANK else tint, 0.4)
    else:
        yield pattern_shape(outline, kind, tint)
    yield Shape(outline, "none", INK, LINE_MM, DASH if kind is Kind.BLANK else "", kind="outline")


def picture(kind: Kind, card: Card, panel: Box, colours: Colours) -> Iterator[Mark]:
    """The pictogram on its plate; a goose is larger than its plate."""
    x, y = panel.centre.x, panel.y + 5.6 + PLATE
    name = KINDS[kind].pictogram if kind is not Kind.STEP else card.face.pictogram
    if kind is Kind.PRACTICE and card.dashed:
        name = "goose-dashed"
    side = 32.5 if name in GEESE else 19.5
    lift = 3.0 if name in GEESE else 0
    yield Shape(disc_path(x, y, PLATE), colours.band, INK, LINE_MM)
    yield Icon(name, Box(x - side / 2, y - side / 2 - lift, side, side), colours.text)


def names(kind: Kind, press: DeckContext, panel: Box) -> list[Text]:
    """The kind's name on one or two lines, and the old name or what one does under it."""
    room, x = panel.w - 5, panel.centre.x
    label = press.words(f"kind.{kind}")
    lines = next((found for n in (1, 2) if (found := even_lines(label, room, NAME, n))), (label,))
    told = press.words(f"old-name.{kind}" if KINDS[kind].old_name and press.old_names else f"print.back.{kind}")
    y = panel.y + 5.6 + 2 * PLATE + 2.8
    placed: list[Text] = []
    for style, content, air in ((NAME, lines, 0.0), (SECOND, wrap_text(told, room, SECOND), 0.6)):
        step = line_height(style.size_pt) * (0.95 if style is NAME else 1)
        for line in content:
            placed.append(centred_text(x, y + air + step / 2 + cap(style.size_pt) / 2, line, style))
            y += step
    return placed


def game(dossier: Dossier, palette: Palette, panel: Box, free: float) -> Iterator[Mark]:
    """The draft mark or who validated the circuit, and over it, where ``free`` leaves room, the game's title."""
    x, room = panel.centre.x, panel.w - 5
    small = PILL if dossier.draft else Style(10)
    status = at_most(dossier.status, room - (6 if dossier.draft else 0), small, 3)[0]
    title = next((found for n in (2, 1, 3) if (found := even_lines(dossier.game, room, GAME, n))), ())
    height = line_height(small.size_pt) * len(status) + 2
    top = panel.bottom - 2.6 - height
    if dossier.draft:
        width = max(map(small.width, status)) + 6
        yield Shape(rounded_path(Box(x - width / 2, top, width, height), (height / 2,) * 4), WHITE, INK, 0.6, "1.8 1.2")
    for rank, line in enumerate(status):
        y = top + 1 + line_height(small.size_pt) * (rank + 0.5) + cap(small.size_pt) / 2
        yield centred_text(x, y, line, small, palette.draft if dossier.draft else INK)
    step = line_height(GAME.size_pt)
    if top - 1.4 - step * len(title) < free:
        return
    for rank, line in enumerate(reversed(title)):
        yield centred_text(x, top - 1.4 - step * (rank + 0.5) + cap(GAME.size_pt) / 2, line, GAME)
