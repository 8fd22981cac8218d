"""The cover of the leaflet: danger before anything else, then the number or where one begins; whose it is at the foot.

Lengths in mm.
"""

from collections.abc import Iterator

from jeu_oie.board.handout import Handout, NumberToCall
from jeu_oie.board.kinds import Kind
from jeu_oie.board.palette import INK, WHITE
from jeu_oie.layout.danger import Sizes, danger_box, draw_danger
from jeu_oie.layout.flow import Block, Para, height, place_block
from jeu_oie.layout.geometry import Box, rounded_path
from jeu_oie.layout.marks import cap, largest, text_at
from jeu_oie.layout.paper import FOLD, PrintContext
from jeu_oie.layout.scene import Icon, Mark, Shape
from jeu_oie.layout.text import Style

PAD = 4.0
BAND = 12.0
DANGER, LARGE = Sizes(15, 20, 12, 12), Sizes(16, 20, 14, 14)
WRITE = 14.0
NUMBERS = (40, 36, 33, 30, 28, 26, 24, 22, 20)


def cover(paper: PrintContext, hand: Handout, box: Box) -> Iterator[Mark]:
    """Danger, then the number or where one begins; who cannot telephone; at the foot whose leaflet it is."""
    danger = danger_box(paper, hand.numbers, (), box.w, LARGE if paper.large else DANGER, 1)
    yield from draw_danger(paper, danger, box.x, box.y)
    band = Box(box.x, box.y + danger.height + 3, box.w, BAND)
    yield from heading(paper, hand, band)
    y = band.bottom + 3
    for way in hand.ways:
        block = number_of(paper, way, box.w - 2 * PAD)
        write = WRITE if not way.call and paper.dossier.draft else 0
        room = Box(box.x, y, box.w, height(block, box.w - 2 * PAD) + write + 2 * PAD - 1)
        yield Shape(rounded_path(room, (4,) * 4), WHITE, INK, 0.8, "" if way.call else FOLD)
        yield from place_block(block, room.x + PAD, room.y + PAD - 1, room.w - 2 * PAD)
        y = room.bottom + 3
    if not hand.urgent:
        inner = box.w - PAD
        block = entrance_of(paper, hand, inner)
        room = Box(box.x, y, box.w, height(block, inner) + 2 * PAD - 1)
        yield Shape(rounded_path(room, (4,) * 4), WHITE, INK, 0.8)
        yield from place_block(block, room.x + PAD / 2, room.y + PAD - 1, inner)
        y = room.bottom + 3
    foot = name_of(paper, box.w)
    low = box.bottom - height(foot, box.w)
    goose = min(46.0, low - y - height(under(paper, hand), box.w) - 4)
    yield from place_block(under(paper, hand), box.x, y, box.w)
    if goose > 12:
        yield Icon("goose-large", Box(box.centre.x - goose / 2, low - goose * 1.075 - 1, goose, goose * 1.075))
    yield from place_block(foot, box.x, low, box.w)


def heading(paper: PrintContext, hand: Handout, band: Box) -> Iterator[Mark]:
    """What the landlord's part is about, in its band."""
    colours = paper.palette.kinds[Kind.SHORTCUT if hand.urgent else Kind.START]
    said = paper.words("page.urgent" if hand.urgent else "handout.start")
    yield Shape(rounded_path(band, (4,) * 4), colours.band, INK, 0.8)
    title = largest(said, band.w - 2 * PAD, (24, 22, 20, 18))
    y = band.centre.y + cap(title.size_pt) / 2
    yield text_at(band.centre.x - title.width(said) / 2, y, said, title, colours.text)


def number_of(paper: PrintContext, way: NumberToCall, room: float) -> Block:
    t = paper.words
    number = Para(way.number, largest(way.number, room, NUMBERS), centred=True)
    if not way.call:
        return (number, Para(t("handout.write"), paper.text, centred=True)) if paper.dossier.draft else (number,)
    hours = (Para(way.hours, Style(14, bold=True), 0.6, centred=True),) if way.hours else ()
    unsure = (Para(t("page.unsure"), paper.bold, 1, centred=True),) if way.sure else ()
    return (Para(t("page.call"), Style(14), centred=True), number, *hours, *unsure)


def entrance_of(paper: PrintContext, hand: Handout, room: float) -> Block:
    """Each way in, in a size that breaks no address where one can."""
    longest = max((word for said in hand.entrance for word in said.split()), key=len)
    style = largest(longest, room, (14,) if paper.large else (14, 13, 12))
    return tuple(Para(said, style, 2.0 * bool(rank), centred=True) for rank, said in enumerate(hand.entrance))


def under(paper: PrintContext, hand: Handout) -> Block:
    """Who cannot telephone."""
    t = paper.words
    return (Para(t("page.written", written=hand.written), paper.text, 1.6),) if hand.urgent else ()


def name_of(paper: PrintContext, room: float) -> Block:
    dossier = paper.dossier
    return (
        Para(dossier.title, largest(dossier.title, room, (20, 18, 16)), centred=True),
        Para(dossier.landlord, Style(14), 0.6, centred=True),
        Para(dossier.status_long, paper.bold, 1, centred=True, fill=paper.palette.draft if dossier.draft else INK),
    )
