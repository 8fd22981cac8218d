"""The one sheet that a tenant keeps (``print/3-person.pdf``): « Que faire ? », and behind it « Mon carnet ».

Measures, hierarchy, what gives way first: look/print/notes.md, §0 to §2. All that is read is 14 pt and more, so that
large print is the same sheet; only its lines about the sheet itself grow. Lengths in mm, sizes in pt.
"""

from collections.abc import Iterator, Sequence

from jeu_oie.draw.geometry import Box, rounded_path
from jeu_oie.draw.ink import INK, LINK, PAPER, WHITE
from jeu_oie.draw.marks import (
    Block,
    Para,
    cap,
    centred_text,
    column,
    fit_or_shorten,
    height,
    largest,
    line_height,
    lines_of,
    place_block,
    text_at,
    thing_icon,
)
from jeu_oie.draw.scene import Group, Icon, Mark, Scene, Shape, grey_scene
from jeu_oie.draw.text import Style, even_lines
from jeu_oie.game.handout import entrance, is_calm
from jeu_oie.game.person import Gesture, LandlordAsk, PersonSheet, person_sheet
from jeu_oie.game.tongue import tongue
from jeu_oie.sheets.bands import BandSizes, danger_band, landlord_band
from jeu_oie.sheets.paper import (
    POINT,
    DrawnSheets,
    PrintContext,
    draft_mark,
    hash_of,
    identity,
    in_language,
    join_points,
    line,
    logo_beside,
    sheets,
    stamp_scene,
)
from jeu_oie.sheets.person_back import FOOT, draw_back, name_sources
from jeu_oie.sheets.person_parts import CREAM, PALE, WRITE_HERE, Line
from jeu_oie.sheets.person_path import PathLayout, lay_path

WIDTH, HEIGHT = 210.0, 297.0
LEFT, TOP, BOTTOM = 12.0, 8.0, 7.0
ROOM = WIDTH - 2 * LEFT
HEAD, DANGER, OWN, GESTURES, GAP = 15.5, 41.5, 23.5, 26.6, 1.6
SIZES = BandSizes(title=18, number=34, caption=14, foot=17, beside=36.5)
OWN_SIZES = BandSizes(title=17, number=45, caption=14, foot=14, beside=36.5)
MOST_ASKS, LEAST = 3, 14.0


def person(paper: PrintContext, language: str = "") -> DrawnSheets:
    """Two pages of A4, printed on both sides and turned along the long edge; one hash for both.

    ``language``: one of ``messages.SHEET_LANGUAGES``; that of the circuit where none is asked for.
    """
    paper = in_language(paper, language or tongue(paper.board.circuit.language))
    said = person_sheet(paper.facts)
    front, back = draw_front(paper, said), draw_back(paper, said)
    digits = hash_of((front, back))
    under = Box(LEFT, TOP, ROOM, HEIGHT - TOP - BOTTOM)
    front, back = (stamp_scene(page, *imprint(paper, digits, under)) for page in (front, back))
    return sheets(paper, (front, back if paper.palette.saver else grey_scene(back)), {"person": digits}, duplex=True)


def imprint(paper: PrintContext, digits: str, box: Box) -> Iterator[Mark]:
    """Whose sheet it is, in which state, at the foot."""
    dossier, style = paper.dossier, paper.small
    bare = (dossier.version, dossier.status, digits)
    choices = (identity(paper, digits), *(join_points(paper, each) for each in ((dossier.landlord, *bare), bare)))
    shown = next((each for each in choices if style.width(each) <= box.w), join_points(paper, bare[::2]))
    yield text_at(box.x, box.bottom - line_height(style.size_pt) / 2 + cap(style.size_pt) / 2, shown, style)


# --- front -----------------------------------------------------------------------------------------------


def draw_front(paper: PrintContext, said: PersonSheet) -> Scene:
    """Head, danger, landlord, gestures, the path, what is asked, sources."""
    y = TOP
    head = tuple(draw_head(paper, Box(LEFT, y, ROOM, HEAD)))
    head += logo_beside(paper, head, Box(LEFT, y, ROOM, HEAD - 1))
    y += HEAD + GAP
    danger = tuple(danger_band(paper, Box(LEFT, y, ROOM, DANGER), SIZES, gas=True))
    y += DANGER + GAP
    high = OWN + (line_height(14) * len(said.notes) - 2 if said.notes else 2 if is_calm(paper.facts) else 0)
    own = tuple(draw_own(paper, said.notes, Box(LEFT, y, ROOM, high)))
    y += high + GAP
    gestures = tuple(draw_gestures(paper, choose_gestures(said.gestures), Box(LEFT, y, ROOM, GESTURES)))
    y += GESTURES + GAP
    foot = tuple(draw_sources(paper, said))
    low = HEIGHT - BOTTOM - FOOT - 0.6
    path, demand = lay_rest(paper, said, Box(LEFT, y, ROOM, low - y))
    groups = (
        Group(head, "titre"),
        Group(danger, "danger"),
        Group(own, "bailleur"),
        Group(gestures, "gestes"),
        Group(path.marks, "chemin"),
        Group(demand, "demande"),
        Group(foot, "sources"),
    )
    title = POINT.join((paper.words("handout.person.title"), paper.dossier.title, paper.dossier.landlord))
    return Scene(WIDTH, HEIGHT, groups, paper.dossier.language, title, reading=("titre",))


def draw_head(paper: PrintContext, box: Box) -> Iterator[Mark]:
    """The goose, the title over whose circuit it is, and its state."""
    dossier = paper.dossier
    yield Icon("goose-letter", Box(box.x, box.y - 1.5, 17.5, 17.5))
    x = box.x + 21
    title = Style(30, bold=True)
    yield text_at(x, box.y + 8.4, paper.words("handout.person.title"), title)
    under = POINT.join((dossier.title, dossier.landlord))
    style = Style(14)
    room = box.right - x
    yield text_at(x, box.y + 14.6, fit_or_shorten(under, room, style, 1)[0], style, language=paper.foreign)
    pill = largest(dossier.status, 90, (13, 12) if not paper.large else (14,))
    shown = fit_or_shorten(dossier.status, 96, pill, 1)[0]
    wide = pill.width(shown) + 7
    place = Box(box.right - wide, box.y + 0.8, wide, 8)
    yield Shape(rounded_path(place, (4,) * 4), WHITE, INK, 0.5, WRITE_HERE if dossier.draft else "")
    fill = paper.palette.draft if dossier.draft else INK
    yield centred_text(place.centre.x, place.centre.y + cap(pill.size_pt) / 2, shown, pill, fill)


# --- whom to reach ---------------------------------------------------------------------------------------


def draw_own(paper: PrintContext, notes: Sequence[str], box: Box) -> Iterator[Mark]:
    """The landlord's number, or boxes for it over ``notes``; where nobody waits in danger, where one begins."""
    if not is_calm(paper.facts):
        yield from landlord_band(paper, box, OWN_SIZES, notes)
        return
    saver = paper.palette.saver
    yield Shape(rounded_path(box, (4,) * 4), WHITE if saver else PALE, INK, 1.2)
    head = Box(box.x, box.y, OWN_SIZES.beside, box.h)
    yield Shape(rounded_path(head, (4, 0, 0, 4)), WHITE if saver else LINK, INK, 1.2)
    inner, said = head.w - 7, paper.words("handout.start")
    style = largest(max(said.split(), key=len), inner, (17, 16, 15, 14))
    title: Block = (Para(said, style, fill=INK if saver else WHITE),)
    yield from place_block(title, head.x + 4, head.centre.y - height(title, inner) / 2, inner)
    room = Box(head.right + 4, box.y + 1, box.w - head.w - 7, box.h - 2)
    block = entrance_block(entrance(paper.facts), room)
    yield from place_block(block, room.x, room.centre.y - height(block, room.w) / 2, room.w)


def entrance_block(ways: Sequence[str], room: Box) -> Block:
    """The first way large, as the address of a site is copied by hand; under it the others, one a line where two."""
    first, *others = ways
    rest = others if len(others) < 3 else [POINT.join(others)]
    under = tuple(Line(each, Style(14)) for each in rest)
    heads = (Line(first, Style(size, bold=True)) for size in (20, 19, 18, 17, 16, 15, 14))
    blocks = [(head, *under) for head in heads if len(head.lines(room.w)) == 1 or head.style.size_pt == LEAST]
    return next((each for each in blocks if height(each, room.w) <= room.h), blocks[-1])


# --- five gestures ---------------------------------------------------------------------------------------

PICTURE = 12.0
GESTURE = Style(14, bold=True)


SHOWN, LINES = 5, 2
INSIDE = ROOM / SHOWN - 1.0


def choose_gestures(gestures: Sequence[Gesture]) -> tuple[Gesture, ...]:
    """The first five that are short enough: a longer advice stands on its card."""
    short = [each for each in gestures if lines_of(each.text, INSIDE, GESTURE, LINES)]
    return tuple(short[:SHOWN])


def draw_gestures(paper: PrintContext, gestures: Sequence[Gesture], box: Box) -> Iterator[Mark]:
    """A picture over a few words, dots between them."""
    yield Shape(rounded_path(box, (4,) * 4), WHITE if paper.palette.saver else PAPER, INK, 0.5)
    wide = box.w / len(gestures)
    for rank, each in enumerate(gestures):
        x = box.x + rank * wide
        if rank:
            yield line(x, box.y + 2.5, x, box.bottom - 2, dash="0.4 1.2", mm=0.4)
        yield thing_icon(each.picture, Box(x + (wide - PICTURE) / 2, box.y + 2, PICTURE, PICTURE))
        lines = even_lines(each.text, INSIDE, GESTURE, LINES) or (each.text,)
        below = Box(x, box.y + PICTURE + 2.6, wide, box.h - PICTURE - 3.4)
        yield from column(lines, GESTURE, below, language=paper.language_of(each.text))


# --- the path, and what is asked of the landlord ---------------------------------------------------------


def lay_rest(paper: PrintContext, said: PersonSheet, box: Box) -> tuple[PathLayout, tuple[Mark, ...]]:
    """The path in what the request leaves of ``box``; what stands under it as a question is asked for once."""
    asked, high = len(said.questions), 0.0
    while True:
        words = request_words(paper, said, asked)
        high = max(high, request_height(words) if words else 0)
        path = lay_path(paper, said, Box(box.x, box.y, box.w, box.h - high - (GAP if words else 0)))
        if path.asked >= asked:
            break
        asked = path.asked
    low = Box(box.x, box.bottom - high, box.w, high)
    return path, tuple(draw_request(paper, words, low)) if words else ()


Word = tuple[str, bool]  # and whether it is bold
REQUEST_PAD, PENCIL = 3.5, 8.0


def request_words(paper: PrintContext, said: PersonSheet, asked: int) -> tuple[Word, ...]:
    """The request but for the first ``asked`` questions; the steps by their titles where these stand on two lines."""
    rest = [paper.facts.quoted(title) or "" for title, _ in said.questions[asked:]]
    named, short = paper.words("handout.ask.steps", steps=" ".join(rest)), paper.words("handout.ask.steps.short")
    whole = request_of(paper, said.asks, named if rest else "")
    return whole if len(request_lines(whole)) <= LINES else request_of(paper, said.asks, short)


def request_of(paper: PrintContext, asks: Sequence[LandlordAsk], steps: str) -> tuple[Word, ...]:
    """« Ce que nous demandons au bailleur : une preuve écrite, un délai à chaque étape. »"""
    named = [text for text in (steps if each.steps else each.text for each in asks) if text]
    told = paper.facts.comma.join(named[:MOST_ASKS])
    if not told:
        return ()
    end = "" if told.endswith(("?", "!", "»", ".")) else "."
    head = paper.words("handout.ask")
    return (*((word, True) for word in head.split(" ")), *((word, False) for word in f"{told}{end}".split(" ")))


def request_lines(words: Sequence[Word]) -> list[list[Word]]:
    """Words that are bold and not, on lines as full as can be."""
    room = ROOM - 2 * REQUEST_PAD - PENCIL - 3
    lines: list[list[Word]] = [[]]
    for word in words:
        if lines[-1] and words_width([*lines[-1], word]) > room:
            lines.append([])
        lines[-1].append(word)
    return lines


def words_width(words: Sequence[Word]) -> float:
    space = Style(14).width(" ")
    return sum(Style(14, bold).width(word) for word, bold in words) + space * (len(words) - 1)


def request_height(words: Sequence[Word]) -> float:
    return max(16.0, len(request_lines(words)) * line_height(14) * 1.05 + 4)


def draw_request(paper: PrintContext, words: Sequence[Word], box: Box) -> Iterator[Mark]:
    """« Ce que nous demandons au bailleur : … », dashed, with the pencil."""
    ground = WHITE if paper.palette.saver else CREAM
    yield Shape(rounded_path(box, (3,) * 4), ground, INK, 0.7, WRITE_HERE)
    yield Icon("pencil", Box(box.x + REQUEST_PAD, box.centre.y - PENCIL / 2, PENCIL, PENCIL))
    lines, step = request_lines(words), line_height(14) * 1.05
    y = box.centre.y - step * len(lines) / 2
    for told in lines:
        x = box.x + REQUEST_PAD + PENCIL + 3
        for bold in (True, False):
            run = " ".join(word for word, heavy in told if heavy is bold)
            if run:
                yield text_at(x, y + step / 2 + cap(14) / 2, run, Style(14, bold))
                x += Style(14, bold).width(f"{run} ")
        y += step


# --- sources ---------------------------------------------------------------------------------------------


def source_lines(paper: PrintContext, said: PersonSheet) -> tuple[str, ...]:
    """What the sheet rests on, as far as there is room, and where all of it stands; that a translation is a draft."""
    mark = draft_mark(paper)
    return name_sources(paper, said.sources, f"{mark}{POINT}" if mark else "")


def draw_sources(paper: PrintContext, said: PersonSheet) -> Iterator[Mark]:
    step = line_height(paper.small.size_pt)
    lines = source_lines(paper, said)
    y = HEIGHT - BOTTOM - step * (len(lines) + 1)
    for rank, told in enumerate(lines):
        yield text_at(LEFT, y + step * (rank + 0.5) + cap(paper.small.size_pt) / 2, told, paper.small)
