"""The back of a card: the pile's pattern around a panel with its pictogram and name (look/print/notes.md, §4).

In black and greys, so that the backs of a kit ask for no coloured ink (outputs.md): a pile is told by its ground, its
pattern and its picture.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from jeu_oie.draw.geometry import Box, rounded_path
from jeu_oie.draw.ink import BLACK, IN_GREYS, WHITE, text_on
from jeu_oie.draw.marks import cap, centred_text, disc_path, line_height
from jeu_oie.draw.scene import Group, Icon, Mark, Pattern, Shape, Text
from jeu_oie.draw.text import Style, at_most, even_lines, wrap_text
from jeu_oie.game.cards import Card
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import KINDS
from jeu_oie.sheets.card_frame import DASH, GEESE, INSET, LINE_MM, RADIUS, DeckContext

PANEL_INSET = (7.6, 8.0)  # from the outline at the sides, and at the top and the foot: 49 × 79
PANEL_RADIUS = 4.4
PLATE = 13.75  # radius
NAME = Style(19, bold=True)
ACTION = Style(13.5)
GAME = Style(10.5)
PILL = Style(10.5, bold=True)
PALE, DEEP = "#DADADA", "#5E5E5E"  # grounds of a back: of a light kind and of a dark one
ON_PALE, ON_DEEP = "#8C8C8C", "#F2F2F2"  # their patterns

BRICKS = Pattern(6, 4, '<path d="M0 .2h6M0 2.2h6M1.5 0v2M4.5 2.2v2" stroke-width=".5"/>')


@dataclass(frozen=True, slots=True)
class CardBack:
    """What the backs of one pile show: its ``name`` in the files, pattern, pictogram, words.

    ``dark``: its ground; ``dashed``: its outline.
    """

    name: str
    pattern: Pattern
    pictogram: str
    label: str
    action: str
    dark: bool = False
    dashed: bool = False


def back_of(card: Card, press: DeckContext) -> CardBack:
    """That of the card's pile: problems, the cards that are drawn, or the square's kind."""
    t = press.words
    if card.sort == "problem":
        return CardBack("problem", BRICKS, "house", t("print.problem"), t("print.back.problem"), dark=True)
    if card.kind is Kind.QUESTION and not card.in_pile:
        # A question of a square is no card to draw: on the table its back is not that of the pile.
        label, action = t("print.back.numbered"), t("print.back.question")
        return CardBack("question", KINDS[Kind.QUESTION].pattern, "bubble", label, action, dark=True)
    kind = Kind.DRAW if card.in_pile else card.kind
    traits = KINDS[kind]
    action = t(f"old-name.{kind}" if traits.old_name and press.old_names else f"print.back.{kind}")
    picture = "question" if card.in_pile else traits.pictogram
    dark = text_on(traits.band) == WHITE
    return CardBack(str(kind), traits.pattern, picture, t(f"kind.{kind}"), action, dark, dashed=kind is Kind.BLANK)


def back(card: Card, press: DeckContext, cut: Box) -> Group:
    """The back of ``card`` in its cut, the same place as its front; all cards of a pile share one."""
    made = back_of(card, press)
    cell = cut.inset(INSET)
    side, top = PANEL_INSET
    panel = Box(cell.x + side, cell.y + top, cell.w - 2 * side, cell.h - 2 * top)
    named = names(made, panel)
    marks = (
        *ground(made, cell),
        Shape(rounded_path(panel, (PANEL_RADIUS,) * 4), WHITE, BLACK, LINE_MM),
        *picture(made, panel),
        *named,
        *game(press.dossier, panel, named[-1].y + 1.6),
    )
    return Group(marks, "", "back", (("kind", made.name),))


def ground(made: CardBack, cell: Box) -> Iterator[Mark]:
    """A grey, and the pattern on it; a thin line inside the edge where the kind has none."""
    outline = rounded_path(cell, (RADIUS,) * 4)
    fill, tint = (DEEP, ON_DEEP) if made.dark else (PALE, ON_PALE)
    yield Shape(outline, fill)
    if made.pattern.drawing:
        yield Shape(outline, f"pattern:{made.name}:{tint}", pattern=made.pattern)
    else:
        yield Shape(rounded_path(cell.inset(2.2), (2.6,) * 4), "none", tint, 0.4)
    yield Shape(outline, "none", BLACK, LINE_MM, DASH if made.dashed else "", kind="outline")


def picture(made: CardBack, panel: Box) -> Iterator[Mark]:
    """The pictogram on its plate; a goose is larger than its plate."""
    x, y = panel.centre.x, panel.y + 4 + PLATE
    side = 29.0 if made.pictogram in GEESE else 19.0
    lift = 2.6 if made.pictogram in GEESE else 0
    yield Shape(disc_path(x, y, PLATE), DEEP if made.dark else WHITE, BLACK, LINE_MM)
    box = Box(x - side / 2, y - side / 2 - lift, side, side)
    yield Icon(made.pictogram + IN_GREYS, box, WHITE if made.dark else BLACK)


def names(made: CardBack, panel: Box) -> list[Text]:
    """The pile's name on one or two lines, and what one does under it."""
    room, x = panel.w - 4, panel.centre.x
    style = next(each for each in (NAME, Style(17, bold=True), Style(15, bold=True)) if fits(made.label, room, each))
    lines = fits(made.label, room, style)
    y = panel.y + 4 + 2 * PLATE + 2.6
    placed: list[Text] = []
    doing = wrap_text(made.action, room, ACTION)
    for each, content, air in ((style, lines, 0.0), (ACTION, even_lines(made.action, room, ACTION, len(doing)), 0.8)):
        step = line_height(each.size_pt) * 0.97
        for line in content or ():
            placed.append(centred_text(x, y + air + step / 2 + cap(each.size_pt) / 2, line, each, BLACK))
            y += step
    return placed


def fits(label: str, room: float, style: Style) -> tuple[str, ...]:
    """The name on one line or two; cut only where the smallest does not hold it."""
    found = next((lines for n in (1, 2) if (lines := even_lines(label, room, style, n))), None)
    return found or (at_most(label, room, style, 2)[0] if style.size_pt <= 15 else ())


def game(dossier: Dossier, panel: Box, free: float) -> Iterator[Mark]:
    """The draft mark or who validated the circuit, and over it, where ``free`` leaves room, the game's title."""
    x, room = panel.centre.x, panel.w - 4
    small = PILL if dossier.draft else Style(10)
    status = at_most(dossier.status, room - (6 if dossier.draft else 0), small, 3)[0]
    title = next((found for n in (2, 1, 3) if (found := even_lines(dossier.game, room, GAME, n))), ())
    height = line_height(small.size_pt) * len(status) + 2
    top = panel.bottom - 2.6 - height
    if dossier.draft:
        width = max(map(small.width, status)) + 6
        pill = Box(x - width / 2, top, width, height)
        yield Shape(rounded_path(pill, (height / 2,) * 4), WHITE, BLACK, 0.6, "1.8 1.2")
    for rank, line in enumerate(status):
        y = top + 1 + line_height(small.size_pt) * (rank + 0.5) + cap(small.size_pt) / 2
        yield centred_text(x, y, line, small, BLACK)
    step = line_height(GAME.size_pt)
    if top - 1.4 - step * len(title) < free:
        return
    for rank, line in enumerate(reversed(title)):
        yield centred_text(x, top - 1.4 - step * (rank + 0.5) + cap(GAME.size_pt) / 2, line, GAME, BLACK)
