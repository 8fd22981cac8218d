"""The front of a card, in the box where it is cut (A7, 74.25 × 105 mm), and what fronts share.

Sizes: ``look/tokens.md``, Cards A7. A front says what its ``Card`` says as far as it fits (``fit``): what does not fit
goes onto a ``double`` one, and at last the card sends to the circuit in full.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from jeu_oie.board.cell import pattern_shape
from jeu_oie.draw.geometry import Box, number, rounded_path
from jeu_oie.draw.ink import INK, WHITE
from jeu_oie.draw.marks import band_path, cap, centred_text, disc_path, line_height, text_at
from jeu_oie.draw.scene import Group, Icon, Mark, Shape
from jeu_oie.draw.text import Style, at_most, balance, even_lines
from jeu_oie.game.cards import Card, is_at_once, rows_shown
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.kinds import Kind
from jeu_oie.game.preset import Colours, Palette
from jeu_oie.game.wording import State
from jeu_oie.messages import Catalog
from jeu_oie.sheets import card_parts
from jeu_oie.sheets.card_fit import SUITE, FrontFit, fit, in_one
from jeu_oie.sheets.card_parts import GAP, SMALL, Block, BlockColumn

INSET = 5.0  # from the cut to the outline: more than most printers' dead margin
LINE_MM = 0.8
RADIUS = 4.0
BAND = 17.0
DISC = 4.9
PAD = 2.5
GEESE = ("goose", "goose-letter", "goose-dashed")
DASH = "2.6 1.8"
MORE = Style(10, bold=True)


@dataclass(frozen=True, slots=True)
class DeckContext:
    """What all cards of a deck share; ``page`` is the address of the circuit's page, for the QR code."""

    dossier: Dossier
    palette: Palette
    words: Catalog
    old_names: bool = True
    page: str | None = None


def card_hash(card: Card) -> str:
    """Six hexadecimal digits over what the card says, without the stamp: it changes when the words change."""
    rows = (part for row in (*rows_shown(card), *card.notes) for part in (row.label, row.value, row.state))
    titles = (title for _, title in card.sources)
    said = (card.name, card.kind, card.face.label, card.second, card.title, card.text, card.heading)
    whole = (*said, *card.bullets, *rows, card.answer, *titles, card.provenance, str(card.dashed))
    return sha256("\x1f".join(whole).encode()).hexdigest()[:6]


@dataclass(frozen=True, slots=True)
class Front:
    """A front as it is drawn, and whether all that is stated stands on it."""

    group: Group
    is_complete: bool


def single_front(card: Card, press: DeckContext, cut: Box) -> Front:
    """The front of ``card`` in its cut."""
    cell = cut.inset(INSET)
    marks, whole = inside(card, press, body_of(cell), press.palette.kinds[card.kind])
    return Front(frame_card(card, press, cell, marks), whole)


def body_of(cell: Box) -> Box:
    """What stands under the band."""
    return Box(cell.x, cell.y + BAND, cell.w, cell.h - BAND)


def frame_card(card: Card, press: DeckContext, cell: Box, marks: Iterable[Mark]) -> Group:
    """``marks`` in the card's outline, under its band."""
    colours = press.palette.kinds[card.kind]
    outline = rounded_path(cell, (RADIUS,) * 4)
    dash = DASH if card.kind is Kind.BLANK else ""
    around = (
        Shape(outline, colours.body, kind="cell"),
        *band(card, cell, colours, press.palette),
        Shape(outline, "none", INK, LINE_MM, dash, kind="outline"),
        *head(card, cell, colours, press.palette),
    )
    data = (("kind", str(card.kind)), ("item", card.id))
    return Group((*around, *marks), f"carte-{card.name}", "front", data)


# --- the band --------------------------------------------------------------------------------------------


def band(card: Card, cell: Box, colours: Colours, palette: Palette) -> Iterator[Mark]:
    """The band and its lower line; dashed on an idea that is not done here; patterned in black and white."""
    path = band_path(cell, (RADIUS,) * 4, BAND)
    yield Shape(path, colours.body if card.dashed else colours.band)
    if palette.saver and not card.dashed:
        yield pattern_shape(path, card.kind)
    heavy = 2.2 if palette.saver and card.kind is Kind.STEP else LINE_MM
    line = f"M{number(cell.x + heavy / 2)} {number(cell.y + BAND)}H{number(cell.right - heavy / 2)}"
    yield Shape(line, "none", INK, heavy, DASH if card.dashed or card.kind is Kind.BLANK else "")


def head(card: Card, cell: Box, colours: Colours, palette: Palette) -> Iterator[Mark]:
    """Number in its disc (a pictogram in the pile), kind and second line, pictogram."""
    middle = cell.y + BAND / 2
    side = 13.4 if card.face.pictogram in GEESE else 11.6
    picture = Box(cell.right - 2.4 - side, middle - side / 2, side, side)
    ink = INK if card.dashed else colours.text
    disc_x = cell.x + 2.4 + DISC
    left = disc_x + DISC + 1.9
    if card.in_pile:
        yield from plate(card, Box(cell.x + 2.4, middle - 6, 12, 12))
        left, right = cell.x + 16.4, cell.right - 2.4
    else:
        yield Shape(disc_path(disc_x, middle, DISC), WHITE, INK, LINE_MM)
        style = Style(16 if len(card.name) < 3 else 12.5, bold=True)
        yield centred_text(disc_x, middle + cap(style.size_pt) / 2, card.name, style)
        right = picture.x - 1.4
    yield from labels(card, Box(left, cell.y, right - left, BAND), ink, saver=palette.saver)
    if not card.in_pile:
        if palette.saver and not card.dashed:
            yield Shape(rounded_path(picture.inset(-0.6), (2,) * 4), WHITE)
        yield Icon(card.face.pictogram, picture, ink)


def plate(card: Card, box: Box) -> Iterator[Mark]:
    """What kind of pile card it is, on a white plate."""
    yield Shape(rounded_path(box, (3,) * 4), WHITE, INK, LINE_MM)
    yield Icon(pile_pictogram(card), box.inset(1.7), INK)


def pile_pictogram(card: Card) -> str:
    """What its author chose, else that of its kind; a telephone where one calls at once: a fire is no tap."""
    return card.thing or ("phone" if is_at_once(card) else card.face.pictogram)


def labels(card: Card, box: Box, ink: str, *, saver: bool) -> Iterator[Mark]:
    """The kind's word at 14 pt, smaller or on two lines where it must; who acts, or the old name, under it."""
    middle = box.centre.y
    small, second = seconds(card.second, box.w)
    lines, style = kind_label(card.face.label, box.w)
    step = line_height(style.size_pt) * 0.94
    under = line_height(small.size_pt) * 0.98
    top = middle - (step * len(lines) + under * len(second)) / 2
    if saver:
        width = max([style.width(line) for line in lines] + [small.width(line) for line in second])
        yield Shape(rounded_path(Box(box.x - 1, top - 0.6, width + 2, 2 * (middle - top) + 1.2), (1.6,) * 4), WHITE)
    for rank, line in enumerate(lines):
        yield text_at(box.x, top + step * (rank + 0.5) + cap(style.size_pt) / 2, line, style, ink)
    top += step * len(lines)
    for rank, line in enumerate(second):
        yield text_at(box.x, top + under * (rank + 0.5) + cap(small.size_pt) / 2, line, small, ink)


def kind_label(content: str, room: float) -> tuple[tuple[str, ...], Style]:
    """The kind's word on one line, a little smaller if need be, else on two."""
    for size, count in ((14, 1), (13, 1), (12, 1), (13, 2), (12, 2), (11, 2), (10, 2)):
        lines = even_lines(content, room, Style(size, bold=True), count)
        if lines:
            return lines, Style(size, bold=True)
    return at_most(content, room, Style(10, bold=True), 2)[0], Style(10, bold=True)


def seconds(content: str, room: float) -> tuple[Style, tuple[str, ...]]:
    """The second line at 10.5 pt, at 10 or on two lines where it must, then cut."""
    if not content:
        return SMALL, ()
    for size, count in ((10.5, 1), (10, 1), (10, 2)):
        lines = balance(content, [room] * count, Style(size))
        if lines:
            return Style(size), lines
    return SMALL, at_most(content, room, SMALL, 2)[0]


# --- the body --------------------------------------------------------------------------------------------


def inside(card: Card, press: DeckContext, body: Box, colours: Colours) -> tuple[list[Mark], bool]:
    """Title, text and list from the band down; rows, answer and foot from the bottom up; and whether all stands."""
    rows_column = BlockColumn(body.x + PAD, body.w - 2 * PAD, colours, press.palette.saver)
    column = BlockColumn(body.x + PAD + 1, body.w - 2 * PAD - 2, colours, press.palette.saver)
    bottom, top = body.bottom - 1.5, body.y + 2

    def attempt(*, by_number: bool) -> tuple[list[Block], bool, FrontFit]:
        under = list(under_rows(card, press, rows_column, by_number=by_number))
        told = all(block.is_complete for block in under)
        spent = height_of(under) + (0 if told else SUITE)
        return under, told, fit(card, column, rows_column, in_one(bottom - top - spent))

    under, told, chosen = attempt(by_number=False)
    if not chosen.is_complete:  # titles of sources give way to their numbers before a fact does
        under, told, chosen = attempt(by_number=True)
    whole = chosen.is_complete and told
    if not whole:
        under.insert(-1, more(press, rows_column))
    rows_top = bottom - height_of(under) - sum(block.height + GAP for block in chosen.rows)
    over = top + height_of(chosen.top)
    marks = (
        *stack_blocks(chosen.top, top),
        *stack_blocks(chosen.rows, rows_top, GAP),
        *stack_blocks(under, bottom - height_of(under)),
        *between(card, Box(rows_column.x, over, rows_column.width, rows_top - over)),
    )
    return list(marks), whole


def more(press: DeckContext, column: BlockColumn) -> Block:
    """« suite : circuit en entier »."""
    return Block(SUITE, card_parts.foot([(press.words("print.more"), MORE)], column).draw)


def stack_blocks(blocks: Sequence[Block], top: float, gap: float = 0) -> Iterator[Mark]:
    for block in blocks:
        yield from block.draw(top)
        top += block.height + gap


def height_of(blocks: Sequence[Block]) -> float:
    return sum(block.height for block in blocks)


def under_rows(
    card: Card, press: DeckContext, column: BlockColumn, *, by_number: bool = False, lines: int = 2
) -> Iterator[Block]:
    """The answer, then the foot; the titles of sources on ``lines`` at most."""
    if card.answer:
        turned = card_parts.answer(card.answer, column, 6)
        yield Block(turned.height + 0.6, turned.draw, turned.is_complete)
    said = foot_lines(card, press, column.width, 0 if by_number and card.sources else lines)
    yield card_parts.foot([(line, SMALL) for line in said], column)


def foot_lines(card: Card, press: DeckContext, room: float, lines: int) -> Iterator[str]:
    """Where the words come from, by title or else by number; then version and hash."""
    t = press.words
    yield from cite_sources(card, t, room, lines)
    named = t("print.pile", name=card.name[1:]) if card.in_pile else ""
    yield " · ".join(filter(None, (named, press.dossier.version, card_hash(card))))


def cite_sources(card: Card, words: Catalog, room: float, lines: int) -> tuple[str, ...]:
    """The sources on as few of ``lines`` as hold their titles whole; else their numbers in the circuit in full."""
    told: list[str] = []
    for said in filter(None, (card.provenance, *(title for _, title in card.sources))):
        joined = f"{told[-1]} · {said}" if told else said
        if told and SMALL.width(joined) <= room:
            told[-1] = joined
        else:
            told.append(said)
    if len(told) <= lines and all(SMALL.width(line) <= room for line in told):
        return tuple(told)
    numbers = words("print.sources", numbers=", ".join(str(rank) for rank, _ in card.sources))
    return at_most(" · ".join(filter(None, (card.provenance, numbers))), room, SMALL, 2)[0]


def between(card: Card, free: Box) -> Iterator[Mark]:
    """What fills a wide gap: lines to write on where something is to be completed, else the pictogram, large."""
    if card.kind is Kind.BLANK:
        y = free.y + 9
        while y < free.bottom - 3:
            yield card_parts.dotted_line(free.x + 1, y, free.right - 1)
            y += 8.5
    elif free.h > 17 and not any(row.state is State.MISSING for row in rows_shown(card)):
        side = min(24.0, free.h - 5)
        yield Icon(pile_pictogram(card), Box(free.centre.x - side / 2, free.centre.y - side / 2, side, side), INK)
