"""A card as it is cut out: its front and its back; and the stamp card."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from jeu_oie.draw.geometry import Box, number, rounded_path
from jeu_oie.draw.ink import BLACK, GOLD, IN_GREYS, INK, WHITE
from jeu_oie.draw.marks import cap, centred_text, line_height, qr, text_at
from jeu_oie.draw.scene import Group, Icon, Mark, Scene, Shape, Text, mirror_scene
from jeu_oie.draw.text import Style, at_most, direction, even_lines
from jeu_oie.game.cards import Card
from jeu_oie.sheets.card_back import back
from jeu_oie.sheets.card_face import front
from jeu_oie.sheets.card_frame import INSET, LINE_MM, RADIUS, DeckContext
from jeu_oie.sheets.imposition import CELL, Flip


@dataclass(frozen=True, slots=True)
class CardUnit:
    """The faces of a card (None: the stamp card)."""

    card: Card | None
    front: Scene
    back: Scene


def unit(card: Card, press: DeckContext) -> CardUnit:
    """Both faces of ``card``."""
    language = press.dossier.language
    drawn = front(card, press, CELL).group
    return CardUnit(card, scene_of(drawn, CELL, language), scene_of(back(card, press, CELL), CELL, language))


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
NUMBER = 5.2  # from the number of a step to its words
UNDER = 13.0  # the ruler and its words


@dataclass(frozen=True, slots=True)
class Making:
    """How cards are made of the sheets: turned along the ``flip`` edge, or to ``fold``."""

    flip: Flip = Flip.LONG
    fold: bool = False

    @property
    def steps(self) -> Iterator[str]:
        """Keys of what to do, in order."""
        yield "print.how.fold" if self.fold else f"print.how.{self.flip}"
        if self.fold:
            yield "print.how.glue"
        yield "print.how.cut"


@dataclass(frozen=True, slots=True)
class Edition:
    """How many sheets and cards there are, the hash over all of them, and how they are made."""

    sheets: int
    cards: int
    hash: str
    making: Making


def stamp_card(edition: Edition, press: DeckContext, cut: Box, scale: float = 1) -> Group:
    """The front of the stamp card, printed ``scale`` times as large as it is drawn. The QR code stands behind."""
    cell = cut.inset(INSET)
    outline = rounded_path(cell, (RADIUS,) * 4)
    marks = (
        Shape(outline, press.palette.paper, kind="cell"),
        *set_instructions(edition, press, cell),
        *ruler(press, cell, RULER / scale),
        Shape(outline, "none", INK, LINE_MM, kind="outline"),
    )
    return Group(marks, "carte-timbre", "front")


def set_instructions(edition: Edition, press: DeckContext, cell: Box) -> Iterator[Text]:
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
                yield text_at(room.x, middle, part.number, replace(part.style, bold=True))
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


def paragraphs(edition: Edition, press: DeckContext, room: float, plain: float) -> Iterator[Paragraph]:
    """What is told, at ``plain`` pt."""
    t, dossier = press.words, press.dossier
    colour = press.palette.draft if dossier.draft else INK
    text, bold = Style(plain), Style(plain, bold=True)
    count = t("print.count", cards=edition.cards, sheets=edition.sheets)
    yield Paragraph(even_lines(dossier.game, room, HEAVY, 2) or at_most(dossier.game, room, HEAVY, 2)[0], HEAVY)
    yield Paragraph(at_most(dossier.landlord, room, bold, 2)[0], bold, 1.2)
    yield Paragraph(at_most(dossier.title, room, text, 2)[0], text)
    yield Paragraph(at_most(f"{dossier.version} · {edition.hash}", room, text, 1)[0], text)
    yield Paragraph(at_most(dossier.status, room, bold, 3)[0], bold, 0, colour)
    yield Paragraph(at_most(count, room, text, 2)[0], text, 1.4)
    for rank, key in enumerate(edition.making.steps, 1):
        yield Paragraph(at_most(t(key), room - NUMBER, text, 2)[0], text, 1.0, number=f"{rank}.")


def ruler(press: DeckContext, cell: Box, length: float) -> Iterator[Mark]:
    """A ruler of exactly 5 cm once printed: it measures anything else when a printer has scaled the sheet."""
    left, y, part = cell.centre.x - length / 2, cell.bottom - 6.5, length / 5
    for rank in range(5):
        fill = GOLD if rank % 2 == 0 and not press.palette.saver else WHITE
        yield Shape(f"M{left + part * rank:.4f} {number(y)}h{part:.4f}v3h-{part:.4f}Z", fill, INK, 0.2)
    for end, x in (("start", left), ("end", left + length)):
        yield Shape(f"M{x:.4f} {number(y - 1)}V{number(y + 4)}", "none", INK, 0.2, kind=f"ruler-{end}")
    yield centred_text(cell.centre.x, y - 1.8, press.words("print.ruler"), SMALL)


def stamp_back(press: DeckContext, cut: Box) -> Group:
    """The back of the stamp card: the goose, whose game it is."""
    cell = cut.inset(INSET)
    middle, room = cell.centre.x, cell.w - 2 * STAMP_PAD
    named = [(line, HEAVY) for line in even_lines(press.dossier.game, room, HEAVY, 2) or (press.dossier.game,)]
    owner = press.dossier.landlord
    lines = next(
        (found for n in (1, 2) if (found := even_lines(owner, room, PLAIN, n))), at_most(owner, room, PLAIN, 2)[0]
    )
    named += [(line, PLAIN) for line in lines]
    goose, top = (30.0, cell.y + 5) if press.page else (38.0, cell.y + 12)
    marks: list[Mark] = [
        Shape(rounded_path(cell, (RADIUS,) * 4), WHITE, BLACK, LINE_MM, kind="outline"),
        Icon(f"goose-large{IN_GREYS}", Box(middle - goose / 2, top, goose, goose * 1.075)),
    ]
    y = cell.y + (38 if press.page else 60)
    for line, style in named:
        y += line_height(style.size_pt)
        marks.append(centred_text(middle, y, line, style, BLACK))
    if press.page:
        marks += follow(press, Box(cell.x, y + 2, cell.w, cell.bottom - y - 4))
    return Group(tuple(marks), "dos-timbre", "back")


def follow(press: DeckContext, box: Box) -> Iterator[Mark]:
    """The code over what it is for."""
    words = press.words("stamp.follow")
    side = min(30.0, box.h - 6)
    yield from qr(press.page or "", Box(box.centre.x - side / 2, box.y, side, side))
    yield centred_text(box.centre.x, box.y + side + 4.2, words, SMALL, BLACK)
