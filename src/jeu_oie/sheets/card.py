"""A card as it is cut out: its front on one cell or on two, its back; and the stamp card."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from jeu_oie.board.cell import pattern_shape
from jeu_oie.draw.geometry import Box, number, rounded_path
from jeu_oie.draw.ink import GOLD, INK, WHITE, mix
from jeu_oie.draw.marks import cap, centred_text, disc_path, line_height, qr, text_at
from jeu_oie.draw.scene import Group, Icon, Mark, Scene, Shape, Text, mirror_scene
from jeu_oie.draw.text import Style, at_most, direction, even_lines, wrap_text
from jeu_oie.game.cards import Card
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import KINDS
from jeu_oie.game.preset import Colours, Palette
from jeu_oie.sheets import card_face
from jeu_oie.sheets.card_fit import AIR, DOUBLE_FORMS, SUITE, FrontFit, Holds, fit
from jeu_oie.sheets.card_parts import GAP, Block, BlockColumn
from jeu_oie.sheets.imposition import CELL, Flip

# --- The back of a card: the kind's colour and pattern around a panel with its pictogram and name (tokens.md)

PANEL_INSET = 6.8
PANEL_RADIUS = 5.0
PLATE = 15.0  # radius
NAME = Style(20, bold=True)
SECOND = Style(12)
GAME = Style(10.5)
PILL = Style(10.5, bold=True)


def back(card: Card, press: card_face.DeckContext, cut: Box) -> Group:
    """The back of ``card`` in its cut, the same place as its front; all cards of the pile share one."""
    kind = Kind.QUESTION if card.in_pile else card.kind
    cell, colours = cut.inset(card_face.INSET), press.palette.kinds[kind]
    panel = cell.inset(PANEL_INSET)
    named = names(kind, press, panel)
    marks = (
        *ground(kind, cell, colours, press.palette),
        Shape(rounded_path(panel, (PANEL_RADIUS,) * 4), colours.body, INK, card_face.LINE_MM),
        *picture(kind, card, panel, colours),
        *named,
        *game(press.dossier, press.palette, panel, named[-1].y + 1.6),
    )
    return Group(marks, "", "back", (("kind", str(kind)),))


def ground(kind: Kind, cell: Box, colours: Colours, palette: Palette) -> Iterator[Mark]:
    """The band's colour, and the pattern in a lighter mix of it."""
    outline = rounded_path(cell, (card_face.RADIUS,) * 4)
    yield Shape(outline, colours.band)
    tint = INK if palette.saver else mix(colours.band, 0.72 if colours.text == WHITE else 0.55)
    if not KINDS[kind].pattern.drawing:  # a thin line inside the edge instead
        yield Shape(rounded_path(cell.inset(2.2), (2.6,) * 4), "none", INK if kind is Kind.BLANK else tint, 0.4)
    else:
        yield pattern_shape(outline, kind, tint)
    yield Shape(outline, "none", INK, card_face.LINE_MM, card_face.DASH if kind is Kind.BLANK else "", kind="outline")


def picture(kind: Kind, card: Card, panel: Box, colours: Colours) -> Iterator[Mark]:
    """The pictogram on its plate; a goose is larger than its plate."""
    x, y = panel.centre.x, panel.y + 5.6 + PLATE
    name = KINDS[kind].pictogram if kind is not Kind.STEP else card.face.pictogram
    if kind is Kind.PRACTICE and card.dashed:
        name = "goose-dashed"
    side = 32.5 if name in card_face.GEESE else 19.5
    lift = 3.0 if name in card_face.GEESE else 0
    yield Shape(disc_path(x, y, PLATE), colours.band, INK, card_face.LINE_MM)
    yield Icon(name, Box(x - side / 2, y - side / 2 - lift, side, side), colours.text)


def names(kind: Kind, press: card_face.DeckContext, panel: Box) -> list[Text]:
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


# --- The front of a double card: two cells side by side (A6), cut as one and folded between its columns like a
# book
#
# Folded, its words lie inside and a back on either side: nobody sees in the pile which card is long.

GUTTER = 5.0  # from the fold to a column
SOURCES = 4  # lines that the titles of sources may take
FOLD = "1.2 0.9"


def double_front(card: Card, press: card_face.DeckContext, cut: Box) -> card_face.Front:
    """The front of ``card`` over two cells."""
    cell = cut.inset(card_face.INSET)
    marks, whole = inside(card, press, card_face.body_of(cell), press.palette.kinds[card.kind])
    return card_face.Front(card_face.frame_card(card, press, cell, (*fold_marks(cut), *marks)), whole)


def fold_marks(cut: Box) -> Iterator[Shape]:
    """Where it is folded: a dashed mark in the bare paper over the card and under it."""
    x = number(cut.centre.x)
    for top in (cut.y, cut.bottom - card_face.INSET + 0.8):
        yield Shape(f"M{x} {number(top)}v{number(card_face.INSET - 0.8)}", "none", INK, 0.25, FOLD, kind="fold")


def inside(card: Card, press: card_face.DeckContext, body: Box, colours: Colours) -> tuple[list[Mark], bool]:
    """Title, text and list at the left of the fold, rows at the right, what is too much for one in the other."""
    left, right = sides = columns(body, colours, saver=press.palette.saver)
    room = body.h - 3.5
    under = list(card_face.under_rows(card, press, right, lines=SOURCES))
    told = all(block.is_complete for block in under)
    holds = in_two(room, room - card_face.height_of(under) - (0 if told else SUITE))
    # Measured in each column, since a block stands where it was measured: the two are equally wide.
    texts = [BlockColumn(each.x + 1, each.width - 2, colours, each.saver) for each in sides]
    chosen, beside = (fit(card, text, rows, holds, DOUBLE_FORMS) for text, rows in zip(texts, sides, strict=True))
    whole = chosen.is_complete and told
    if not whole:
        under.insert(-1, card_face.more(press, right))
    area = Box(left.x, body.y + 2, left.width, room)
    count = split_blocks(chosen.top, chosen.rows, room, room - card_face.height_of(under)) or len(chosen.top)
    marks = (*at_left(card, chosen, count, area), *at_right(beside, count, under, area))
    return list(marks), whole


def columns(body: Box, colours: Colours, *, saver: bool) -> tuple[BlockColumn, BlockColumn]:
    """Where rows stand at the left and at the right of the fold."""
    width = body.w / 2 - card_face.PAD - GUTTER
    return BlockColumn(body.x + card_face.PAD, width, colours, saver), BlockColumn(
        body.centre.x + GUTTER, width, colours, saver
    )


def in_two(left: float, right: float) -> Holds:
    """Everything in two columns, of ``left`` and ``right`` mm."""

    def holds(top: Sequence[Block], rows: Sequence[Block], spare: float) -> bool:
        return split_blocks(top, rows, left, right - spare) is not None

    return holds


def split_blocks(top: Sequence[Block], rows: Sequence[Block], left: float, right: float) -> int | None:
    """How many of all blocks stand at the left: the words there and the rows at the right, if that can be."""
    blocks = (*top, *rows)
    most = len(blocks)
    for count in chain(range(len(top), most + 1), range(len(top) - 1, 0, -1)):
        if (
            measure_blocks(blocks[:count], len(top)) <= left
            and measure_blocks(blocks[count:], len(top) - count) <= right
        ):
            return count
    return None


def measure_blocks(blocks: Sequence[Block], words: int) -> float:
    """The height of ``blocks``, of which the first ``words`` are no rows."""
    rows = max(0, len(blocks) - max(0, words))
    return card_face.height_of(blocks) + GAP * rows + (AIR if rows and words > 0 else 0)


def at_left(card: Card, chosen: FrontFit, count: int, area: Box) -> Iterator[Mark]:
    """The first ``count`` blocks: words from the top down, rows on the foot."""
    rows = chosen.rows[: max(0, count - len(chosen.top))]
    over = area.y + card_face.height_of(chosen.top[:count])
    rows_top = area.bottom - sum(block.height + GAP for block in rows)
    yield from card_face.stack_blocks(chosen.top[:count], area.y)
    yield from card_face.stack_blocks(rows, rows_top, GAP)
    yield from card_face.between(card, Box(area.x, over, area.w, rows_top - over))


def at_right(chosen: FrontFit, count: int, under: Sequence[Block], area: Box) -> Iterator[Mark]:
    """The other blocks from the top down, and the foot."""
    words, rows = chosen.top[count:], chosen.rows[max(0, count - len(chosen.top)) :]
    yield from card_face.stack_blocks(words, area.y)
    yield from card_face.stack_blocks(rows, area.y + card_face.height_of(words) + (AIR if words else 0), GAP)
    yield from card_face.stack_blocks(under, area.bottom - card_face.height_of(under))


# --- A card as it is cut out: its front on one cell, or on two where one does not hold its words; its back on each

TWO = Box(0, 0, 2 * CELL.w, CELL.h)


@dataclass(frozen=True, slots=True)
class CardUnit:
    """The faces of a card (None: the stamp card); a ``double`` one has a front of two cells, folded like a book."""

    card: Card | None
    front: Scene
    back: Scene
    double: bool


def unit(card: Card, press: card_face.DeckContext) -> CardUnit:
    """Both faces of ``card``: a double one only where a single one would send to the circuit in full."""
    front = card_face.single_front(card, press, CELL)
    double = not front.is_complete
    cell = TWO if double else CELL
    group = double_front(card, press, TWO).group if double else front.group
    language = press.dossier.language
    return CardUnit(card, scene_of(group, cell, language), scene_of(back(card, press, CELL), CELL, language), double)


def scene_of(group: Group, cell: Box, language: str) -> Scene:
    """A face; seen in a mirror for a language that is written from right to left."""
    scene = Scene(cell.w, cell.h, (group,), language)
    return mirror_scene(scene) if direction(language) == "rtl" else scene


# --- The stamp card: whose kit it is, in which state, and a ruler that tells whether it was printed at true size

RULER = 50.0
STAMP_PAD = 4.0
HEAVY = Style(15.5, bold=True)
PLAIN = Style(12)
SMALL = Style(10)
BOLD_SMALL = Style(10, bold=True)
NUMBER = 4.4  # from the number of a step to its words
UNDER = 13.0  # the ruler and its words


@dataclass(frozen=True, slots=True)
class Making:
    """How cards are made of the sheets: turned along the ``flip`` edge, or to ``fold``; are there ``doubles``?"""

    flip: Flip = Flip.LONG
    fold: bool = False
    doubles: bool = False

    @property
    def steps(self) -> Iterator[str]:
        """Keys of what to do, in order."""
        yield "print.how.fold" if self.fold else f"print.how.{self.flip}"
        if self.fold:
            yield "print.how.glue"
        yield "print.how.cut"
        if self.doubles:
            yield "print.how.double"


@dataclass(frozen=True, slots=True)
class Edition:
    """How many sheets and cards there are, the hash over all of them, and how they are made."""

    sheets: int
    cards: int
    hash: str
    making: Making


def stamp_card(edition: Edition, press: card_face.DeckContext, cut: Box, scale: float = 1) -> Group:
    """The front of the stamp card, printed ``scale`` times as large as it is drawn. The QR code stands behind."""
    cell = cut.inset(card_face.INSET)
    outline = rounded_path(cell, (card_face.RADIUS,) * 4)
    marks = (
        Shape(outline, press.palette.paper, kind="cell"),
        *set_instructions(edition, press, cell),
        *ruler(press, cell, RULER / scale),
        Shape(outline, "none", INK, card_face.LINE_MM, kind="outline"),
    )
    return Group(marks, "carte-timbre", "front")


def set_instructions(edition: Edition, press: card_face.DeckContext, cell: Box) -> Iterator[Text]:
    """Game, landlord, title, version and status; how many sheets and cards; what to do with them, step by step."""
    room = Box(cell.x + STAMP_PAD, cell.y + 3, cell.w - 2 * STAMP_PAD, cell.h - 3 - UNDER)
    choices = [list(paragraphs(edition, press, room.w, plain)) for plain in (12, 11, 10)]
    chosen = next((each for each in choices if paragraphs_height(each) <= room.h), choices[-1])
    y = room.y
    for part in chosen:
        y += part.air
        step = line_height(part.style.size_pt)
        for rank, line in enumerate(part.lines):
            middle = y + step / 2 + cap(part.style.size_pt) / 2
            if part.number and not rank:
                yield text_at(room.x, middle, part.number, BOLD_SMALL)
            yield text_at(room.x + (NUMBER if part.number else 0), middle, line, part.style, part.ink)
            y += step


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of one style, ``air`` mm under what stands before, behind their ``number`` if they have one."""

    lines: tuple[str, ...]
    style: Style
    air: float = 0
    ink: str = INK
    number: str = ""


def paragraphs_height(parts: Iterable[Paragraph]) -> float:
    return sum(part.air + line_height(part.style.size_pt) * len(part.lines) for part in parts)


def paragraphs(edition: Edition, press: card_face.DeckContext, room: float, plain: float) -> Iterator[Paragraph]:
    """What is told; landlord, title and version at ``plain`` pt."""
    t, dossier = press.words, press.dossier
    colour = press.palette.draft if dossier.draft else INK
    text, bold = Style(plain), Style(plain, bold=True)
    count = t("print.count", cards=edition.cards, sheets=edition.sheets)
    yield Paragraph(even_lines(dossier.game, room, HEAVY, 2) or at_most(dossier.game, room, HEAVY, 2)[0], HEAVY)
    yield Paragraph(at_most(dossier.landlord, room, bold, 2)[0], bold, 1.2)
    yield Paragraph(at_most(dossier.title, room, text, 2)[0], text)
    yield Paragraph(at_most(f"{dossier.version} · {edition.hash}", room, text, 1)[0], text)
    yield Paragraph(at_most(dossier.status, room, bold, 3)[0], bold, 0, colour)
    yield Paragraph(at_most(count, room, SMALL, 1)[0], SMALL, 1.4)
    for rank, key in enumerate(edition.making.steps, 1):
        yield Paragraph(at_most(t(key), room - NUMBER, SMALL, 2)[0], SMALL, 1.0, number=f"{rank}.")


def ruler(press: card_face.DeckContext, cell: Box, length: float) -> Iterator[Mark]:
    """A ruler of exactly 5 cm once printed: it measures anything else when a printer has scaled the sheet."""
    left, y, part = cell.centre.x - length / 2, cell.bottom - 6.5, length / 5
    for rank in range(5):
        fill = GOLD if rank % 2 == 0 and not press.palette.saver else WHITE
        yield Shape(f"M{left + part * rank:.4f} {number(y)}h{part:.4f}v3h-{part:.4f}Z", fill, INK, 0.2)
    for end, x in (("start", left), ("end", left + length)):
        yield Shape(f"M{x:.4f} {number(y - 1)}V{number(y + 4)}", "none", INK, 0.2, kind=f"ruler-{end}")
    yield centred_text(cell.centre.x, y - 1.8, press.words("print.ruler"), SMALL)


def stamp_back(press: card_face.DeckContext, cut: Box) -> Group:
    """The back of the stamp card: the goose, whose game it is."""
    cell, colours = cut.inset(card_face.INSET), press.palette.kinds[Kind.START]
    middle, room = cell.centre.x, cell.w - 2 * STAMP_PAD
    named = [(line, HEAVY) for line in even_lines(press.dossier.game, room, HEAVY, 2) or (press.dossier.game,)]
    owner = press.dossier.landlord
    lines = next(
        (found for n in (1, 2) if (found := even_lines(owner, room, PLAIN, n))), at_most(owner, room, PLAIN, 2)[0]
    )
    named += [(line, PLAIN) for line in lines]
    goose = 30.0 if press.page else 38.0
    marks: list[Mark] = [
        Shape(rounded_path(cell, (card_face.RADIUS,) * 4), colours.body, INK, card_face.LINE_MM, kind="outline"),
        Icon("goose-large", Box(middle - goose / 2, cell.y + (5 if press.page else 12), goose, goose * 1.075)),
    ]
    y = cell.y + (38 if press.page else 60)
    for line, style in named:
        y += line_height(style.size_pt)
        marks.append(centred_text(middle, y, line, style))
    if press.page:
        marks += follow(press, Box(cell.x, y + 2, cell.w, cell.bottom - y - 4))
    return Group(tuple(marks), "dos-timbre", "back")


def follow(press: card_face.DeckContext, box: Box) -> Iterator[Mark]:
    """The code over what it is for."""
    words = press.words("stamp.follow")
    side = min(30.0, box.h - 6)
    yield from qr(press.page or "", Box(box.centre.x - side / 2, box.y, side, side))
    yield centred_text(box.centre.x, box.y + side + 4.2, words, SMALL)
