"""The front of a card: what its ``Card`` says as far as it fits; what does not fit sends to the circuit in full."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from jeu_oie.draw.geometry import Box
from jeu_oie.draw.marks import thing_icon
from jeu_oie.draw.scene import Group, Mark
from jeu_oie.draw.text import Style, at_most
from jeu_oie.game.cards import Card, rows_shown
from jeu_oie.game.kinds import Kind
from jeu_oie.game.wording import name_place
from jeu_oie.messages import Catalog
from jeu_oie.sheets import card_parts, card_sorts
from jeu_oie.sheets.card_fit import AIR, FrontFit, fit, picture_of, stack_height
from jeu_oie.sheets.card_frame import INSET, PAD, DeckContext, body_of, colours_of, frame_card, tells_all
from jeu_oie.sheets.card_parts import GAP, SMALL, Block, BlockColumn
from jeu_oie.sheets.imposition import CELL

MORE = Style(10, bold=True)
TOP, BOTTOM = 2.4, 1.2  # from the band, and from the outline
MOST_AIR = 7.0  # between two parts, where there is room
LINES_OF_ANSWER = 6
DOT = " · "
WIDE = 19.0  # mm left free, which a picture fills on a card without one
DOTS = 8.6  # between two lines to write on
LINES_TO_WRITE = 3


def card_hash(card: Card) -> str:
    """Six hexadecimal digits over what the card says, without the stamp: it changes when the words change."""
    rows = (part for row in (*rows_shown(card), *card.notes) for part in (row.label, row.value, row.state))
    titles = (title for _, title in card.sources)
    said = (card.name, card.kind, card.face.label, card.second, card.title, card.meaning, card.text, card.heading)
    whole = (*said, *card.bullets, *rows, card.answer, *titles, card.provenance, str(card.dashed))
    return sha256("\x1f".join(whole).encode()).hexdigest()[:6]


@dataclass(frozen=True, slots=True)
class Front:
    """A front as it is drawn, and whether all that is stated stands on it."""

    group: Group
    is_complete: bool


def front(card: Card, press: DeckContext, cut: Box) -> Front:
    """The front of ``card`` in its cut."""
    cell = cut.inset(INSET)
    marks, whole = inside(card, press, body_of(cell))
    return Front(frame_card(card, press, cell, marks), whole)


def inside(card: Card, press: DeckContext, body: Box) -> tuple[list[Mark], bool]:
    """Title, picture and text from the band down; boxes, answer and foot from the bottom up; and whether all stands."""
    column = BlockColumn(body.x + PAD, body.w - 2 * PAD, colours_of(card, press.palette), press.palette.saver)
    room = body.h - TOP - BOTTOM
    chosen, under = with_foot(card, press, column, room)
    bottom = body.bottom - BOTTOM
    low_top = bottom - stack_height(under, 0.6) - stack_height(chosen.rows, GAP) - (GAP if chosen.rows else 0)
    top = Box(column.x, body.y + TOP, column.width, low_top - body.y - TOP)
    marks = (
        *spread_blocks(chosen.top, top, card),
        *stack_blocks(chosen.rows, low_top, GAP),
        *stack_blocks(under, bottom - stack_height(under, 0.6), 0.6),
    )
    return list(marks), chosen.is_complete


def with_foot(card: Card, press: DeckContext, column: BlockColumn, room: float) -> tuple[FrontFit, list[Block]]:
    """What stands over the foot, and the foot, which sends to the whole where something does not stand."""

    def attempt(answer: str, foot: Foot) -> tuple[FrontFit, list[Block]]:
        under = list(under_rows(answer, column, foot))
        return arrange(card, press.words, column, room - stack_height(under, 0.6) - GAP), under

    answers = list(answers_of(card, press.words))
    for foot in foots(card, press, column.width) if tells_all(card, press, CELL.inset(INSET)) else ():
        chosen, under = attempt(answers[0], foot)
        if chosen.is_complete and all(block.is_complete for block in under):
            return chosen, under
    sending = sending_foot(card, press, column.width)
    tried = (attempt(answer, sending) for answer in answers)
    fitting = (each for each in tried if each[0].height + stack_height(each[1], 0.6) + GAP <= room)
    chosen, under = next(fitting, None) or attempt(answers[-1], sending)
    return FrontFit(chosen.top, chosen.rows, is_complete=False), under


def answers_of(card: Card, words: Catalog) -> Iterator[str]:
    """What stands upside down, whole and then ever shorter; nothing on a problem, whose answers the guide has."""
    if card.answer and card.sort != "problem":
        yield from card_sorts.brief_answers(card, words)
    else:
        yield ""


def arrange(card: Card, words: Catalog, column: BlockColumn, room: float) -> FrontFit:
    """The blocks of a card, by what it is."""
    if card.sort == "problem":
        return card_sorts.problem(card, words, column, room)
    if card.kind is Kind.SHORTCUT:
        return card_sorts.urgency(card, words, column, room)
    if card.sort in ("question", "debate") or (card.kind is Kind.QUESTION and not card.in_pile):
        return card_sorts.question(card, words, column, room)
    if card.kind is Kind.BLANK:
        return fit_over_lines(card, words, column, room)
    return fit(card, words, column, room)


def fit_over_lines(card: Card, words: Catalog, column: BlockColumn, room: float) -> FrontFit:
    """A card on which the table writes: what it says gives way to three lines, or as many as it leaves."""
    for lines in range(LINES_TO_WRITE, 0, -1):
        made = fit(card, words, column, room - lines * DOTS)
        if made.height <= room - lines * DOTS:
            return made
    return fit(card, words, column, room)


# --- placing ---------------------------------------------------------------------------------------------


def spread_blocks(blocks: Sequence[Block], area: Box, card: Card) -> Iterator[Mark]:
    """``blocks`` from the top down, the room that is left between them; what fills a wide gap."""
    free = area.h - stack_height(blocks, AIR)
    if card.kind is Kind.BLANK:
        yield from stack_blocks(blocks, area.y, AIR)
        yield from lines_to_write(Box(area.x, area.bottom - free, area.w, free))
        return
    picture = fills(card)
    if picture and free > WIDE:
        side = min(card_sorts.LARGE, free - 6)
        yield from stack_blocks(blocks, area.y, AIR)
        y = area.bottom - free + (free - side) / 2
        yield thing_icon(picture, Box(area.centre.x - side / 2, y, side, side))
        return
    air = min(MOST_AIR, free / (len(blocks) + 1)) if free > 0 else 0
    yield from stack_blocks(blocks, area.y + air * 0.8, AIR + air)


def fills(card: Card) -> str:
    """The picture of what is only talked about: what it speaks of, else a bubble."""
    if card.sort == "debate" or (card.kind is Kind.QUESTION and not card.in_pile and not card.bullets):
        return picture_of(card) or card_sorts.BUBBLE
    return ""


def lines_to_write(free: Box) -> Iterator[Mark]:
    y = free.y + DOTS
    while y < free.bottom - 2:
        yield card_parts.dotted_line(free.x, y, free.right)
        y += DOTS


def stack_blocks(blocks: Sequence[Block], top: float, gap: float) -> Iterator[Mark]:
    for block in blocks:
        yield from block.draw(top)
        top += block.height + gap


# --- the foot --------------------------------------------------------------------------------------------

Foot = tuple[tuple[str, Style], ...]


def under_rows(answer: str, column: BlockColumn, foot: Foot) -> Iterator[Block]:
    """The answer, then the foot."""
    if answer:
        yield card_parts.turned_answer(answer, column, LINES_OF_ANSWER)
    yield card_parts.foot(foot, column)


def foots(card: Card, press: DeckContext, room: float) -> Iterator[Foot]:
    """Where the words come from, by title or else by number, then version and hash: fullest first, on few lines."""
    stamp = stamp_of(card, press)
    told: list[tuple[str, ...]] = []
    titles = [said for said in (card.provenance, *(title for _, title in card.sources)) if said]
    numbers = [said for said in (card.provenance, sources_by_number(card, press.words)) if said]
    for parts in (titles, numbers):
        told += [(DOT.join((*parts, stamp)),), (DOT.join(parts), stamp)]
    for lines in told:
        if all(SMALL.width(line) <= room for line in lines):
            yield tuple((line, SMALL) for line in lines if line)
    yield tuple((line, SMALL) for line in (*at_most(DOT.join(numbers), room, SMALL, 2)[0], stamp))


def sending_foot(card: Card, press: DeckContext, room: float) -> Foot:
    """« suite : circuit en entier », where the sources stand too; then version and hash."""
    t, stamp = press.words, DOT.join(filter(None, (card.provenance, stamp_of(card, press))))
    more = t("print.more.sources" if card.sources else "print.more")
    last = stamp if SMALL.width(stamp) <= room else stamp_of(card, press)
    doubt = at_most(card.provenance, room, SMALL, 1)[0] if card.provenance and last != stamp else ()
    return ((more, MORE), *((line, SMALL) for line in (*doubt, last)))


def stamp_of(card: Card, press: DeckContext) -> str:
    """Where in the pile it is, version and hash."""
    named = name_place(card.name, press.words) if card.in_pile else ""
    return DOT.join(filter(None, (named, press.dossier.version, card_hash(card))))


def sources_by_number(card: Card, words: Catalog) -> str:
    numbers = ", ".join(str(rank) for rank, _ in card.sources)
    return words.count("print.sources.short", len(card.sources), numbers=numbers) if numbers else ""
