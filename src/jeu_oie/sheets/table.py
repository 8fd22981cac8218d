"""What a table writes in an evening, and its eggs (``print/worksheet.pdf``): one A4 page in black and greys.

Six rows at most, what nobody has found before what the table thinks; the others stand on ``worksheets.pdf``, whose
codes the rows bear. The eggs are a strip in the outer margin: one cut along the sheet frees it, whoever likes snips
between two eggs, and a coin does as well. Lengths in mm.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from jeu_oie.circuit.gaps import STEP
from jeu_oie.draw.geometry import Box, Point, number, rounded_path
from jeu_oie.draw.ink import INK, WHITE
from jeu_oie.draw.marks import (
    Block,
    Para,
    box_of,
    cap,
    centred_text,
    height,
    largest,
    line_height,
    place_block,
    qr,
    text_at,
)
from jeu_oie.draw.scene import Group, Icon, Mark, Scene, Shape, printed_black
from jeu_oie.draw.text import Style, wrap_text
from jeu_oie.game.cards import write
from jeu_oie.game.kinds import Kind
from jeu_oie.game.squares import Board
from jeu_oie.game.wording import capital, name_place
from jeu_oie.game.worksheet import Worksheet, WorksheetLine, worksheet
from jeu_oie.messages import Catalog
from jeu_oie.sheets.paper import (
    MARGIN,
    POINT,
    THIN,
    DrawnSheets,
    PrintContext,
    hash_of,
    identity,
    label,
    line,
    ruler,
    sheets,
    stamp_scene,
)

WIDTH, HEIGHT = 210.0, 297.0
CUT = 180.0  # where the strip of eggs begins
DEAD = 6.0  # at the edge of a sheet, where no printer prints
LEFT, ROOM = 10.0, 164.0  # of what is written on
CODE = 22.0  # the side of the page's code
PALE, SHADE = "#ECEDF2", "#D5D7E0"
GAP = 2.6  # between two boxes


def table_sheet(paper: PrintContext) -> DrawnSheets:
    """The sheet of a table, with its hash."""
    bare = sheet(paper)
    digits = hash_of([bare])
    stamped = stamp_scene(bare, *foot(paper, digits))
    return sheets(paper, (printed_black(stamped),), {"worksheet": digits})


def sheet(paper: PrintContext) -> Scene:
    t = paper.words
    top = MARGIN + head_height(paper)
    how = eggs_how(paper)
    tall = height(how, how_room(paper)) + 2 * PAD
    low = Box(LEFT, foot_box(paper).y - 2 - tall, ROOM, tall)
    rows = table_rows(paper, low.y - GAP - top)
    groups = (
        Group(tuple(head(paper)), "titre", "head"),
        *(
            Group(tuple(marks), f"ligne-{rank}", "row")
            for rank, marks in enumerate(place_rows(paper, rows, top, low.y), 1)
        ),
        Group(tuple(eggs_box(paper, how, low)), "mode-d-emploi", "how"),
        Group(tuple(cut_line()), "bande", "strip"),
        *(egg(paper, rank, count_eggs(paper.board)) for rank in range(count_eggs(paper.board))),
    )
    title = f"{t('table.title')} · {paper.dossier.title}"
    return Scene(WIDTH, HEIGHT, groups, paper.dossier.language, title, t("table.shows", n=count_eggs(paper.board)))


# --- head and foot -----------------------------------------------------------------------------------------

NUMBER = Box(LEFT + ROOM - 20, MARGIN, 20, 11)  # where the table writes its own


def head(paper: PrintContext) -> Iterator[Mark]:
    """The title; which table writes; whose sheet it is; that no name is written."""
    (title, *others), said = head_block(paper), paper.words("worksheets.table")
    yield from place_block((title,), LEFT, MARGIN, ROOM)
    yield Shape(rounded_path(NUMBER, (2,) * 4), WHITE, INK, 0.6)
    x, middle = NUMBER.x - 2 - paper.text.width(said), NUMBER.centre.y
    yield text_at(x, middle + cap(paper.text.size_pt) / 2, said, paper.text)
    yield from place_block(tuple(others), LEFT, MARGIN + title.step, ROOM)


def head_block(paper: PrintContext) -> Block:
    t, dossier = paper.words, paper.dossier
    room = NUMBER.x - LEFT - 6 - paper.text.width(t("worksheets.table"))
    return (
        Para(t("table.title"), largest(t("table.title"), room, (26, 24, 22, 20))),
        Para(POINT.join((dossier.title, dossier.landlord)), paper.text, 0.6),
        Para(t("table.no-name"), paper.bold, 0.6),
    )


def head_height(paper: PrintContext) -> float:
    return height(head_block(paper), ROOM) + GAP


def foot_box(paper: PrintContext) -> Box:
    """The room of the sheet's ruler and label."""
    lines = len(wrap_text(identity(paper, "0" * 6), label_room(paper), paper.small))
    tall = max(8 + lines * line_height(paper.small.size_pt), CODE if paper.page else 0)
    return Box(LEFT, HEIGHT - MARGIN - tall, ROOM, tall)


def label_room(paper: PrintContext) -> float:
    return ROOM - (CODE + 4 if paper.page else 0) - 4  # the hash is a little wider or narrower than « 000000 »


def foot(paper: PrintContext, digits: str) -> Iterator[Mark]:
    box = foot_box(paper)
    yield from ruler(paper, box.x, box.y + 1)
    yield from label(identity(paper, digits), paper.small, Box(box.x, box.y, label_room(paper) + 4, box.h))
    if paper.page:
        yield from qr(paper.page, Box(box.right - CODE, box.bottom - CODE, CODE, CODE))


# --- what is written --------------------------------------------------------------------------------------

MOST = 6  # rows
TAB, PAD = 16.0, 2.6
WRITTEN = ROOM - TAB - 2 * PAD
LINE, LEAST = 8.0, 16.0  # from a line to the next one, room to write in: at least


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row to write in: what it is ``about``, what it ``asks`` and ``more`` of it, its ``code`` on the worksheets.

    ``unit``: a number of these is written first; ``ticks``: boxes, one of which is ticked first.
    """

    picture: str
    code: str
    about: str
    asks: str
    more: str = ""
    unit: str = ""
    ticks: tuple[str, ...] = ()

    def block(self, paper: PrintContext) -> Block:
        paras = (Para(self.about, paper.text), Para(self.asks, Style(15, bold=True)), Para(self.more, paper.text))
        return tuple(para for para in paras if para.text)

    def least(self, paper: PrintContext) -> float:
        return height(self.block(paper), WRITTEN) + 2 * PAD + LEAST


def table_rows(paper: PrintContext, room: float) -> tuple[TableRow, ...]:
    """What the table thinks, after as many gaps as ``room`` mm hold with it; ``worksheets.pdf`` has them all."""
    found = worksheet(write(paper.board, paper.words), paper.facts)
    thought = tuple(thoughts(found, paper.board, paper.words))
    asked = tuple(islice(gaps(found, paper.board, paper.words), MOST - len(thought)))
    while asked and sum(row.least(paper) + GAP for row in (*asked, *thought)) > room:
        asked = asked[:-1]
    return (*asked, *thought)


def thoughts(found: Worksheet, board: Board, t: Catalog) -> Iterator[TableRow]:
    """Whether what is announced is so, an idea, a question."""
    known = next(list_announced(found, board), None)
    if known:
        about = name_line(known, t)
        about = about if known.said in known.title else t("answer.fact", label=about, value=known.said)
        yield TableRow(
            "actor-landlord", known.code, about, t("table.here"), ticks=tuple(t(f"table.here.{each}") for each in HERE)
        )
    idea = next(each for each in found.ideas if not each.title)
    yield TableRow("idea", idea.code, "", t("table.idea"))
    yield TableRow("thing-advice", found.closing[0].code, "", t("table.question"))


def list_announced(found: Worksheet, board: Board) -> Iterator[WorksheetLine]:
    """Delays that somebody announces, those of the steps on the main track first."""
    main = {step.id for step in board.circuit.steps}
    known = [each for each in (*found.delays, *found.home) if each.found and each.said]
    return iter(sorted(known, key=lambda each: each.id not in main))


HERE, WHO = ("yes", "no", "sometimes"), ("tenant", "landlord", "paper")


def gaps(found: Worksheet, board: Board, t: Catalog) -> Iterator[TableRow]:
    """What nobody has found: one of each sort, then the other steps and delays."""
    delays = tuple(delay_row(each, t) for each in rank_delays(found.delays, board))
    steps = tuple(fact_row("thing-form", each, t) for each in found.blanks if each.fact == STEP)
    traces = (fact_row("thing-recorded", each, t) for each in found.blanks if each.fact == "trace")
    numbers = (fact_row("thing-phone", each, t) for each in found.blanks if each.fact == "call")
    firsts = (islice(numbers, 1), islice(traces, 1), delays[:1], steps, delays[1:])
    return chain.from_iterable(firsts)


def rank_delays(lines: Sequence[WorksheetLine], board: Board) -> Iterator[WorksheetLine]:
    """The steps before which the board asks for a delay, then the others of the main track."""
    unknown = [each for each in lines if not each.found]
    asking = {each.aspect.steps[-1].id for each in board.squares if each.kind is Kind.DELAY and each.aspect}
    main = {step.id for step in board.circuit.steps} - asking
    return (each for held in (asking, main) for each in unknown if each.id in held)


def delay_row(about: WorksheetLine, t: Catalog) -> TableRow:
    return TableRow("thing-delay", about.code, name_line(about, t), t("table.delay"), unit=t("table.delay.unit"))


def fact_row(picture: str, about: WorksheetLine, t: Catalog) -> TableRow:
    """A fact that somebody at the table may know, and who says it."""
    ticks = tuple(t(f"worksheets.by.{each}") for each in WHO)
    if about.fact == STEP:
        return TableRow(picture, about.code, "", name_line(about, t), about.text, ticks=ticks)
    return TableRow(picture, about.code, name_line(about, t), t(f"table.{about.fact}"), ticks=ticks)


def name_line(about: WorksheetLine, t: Catalog) -> str:
    """« Case 16 · L’entreprise prend rendez-vous »."""
    return POINT.join(filter(None, (about.place and capital(name_place(about.place, t)), about.title)))


def place_rows(paper: PrintContext, rows: Sequence[TableRow], top: float, bottom: float) -> Iterator[tuple[Mark, ...]]:
    """The rows between two heights, what there is to spare shared out among them."""
    spare = (bottom - top - sum(row.least(paper) + GAP for row in rows)) / len(rows)
    for row in rows:
        tall = row.least(paper) + spare
        yield tuple(draw_row(paper, row, Box(LEFT, top, ROOM, tall)))
        top += tall + GAP


def draw_row(paper: PrintContext, row: TableRow, box: Box) -> Iterator[Mark]:
    """A frame with its tab, the words, then lines to write on down to its foot."""
    tab = Box(box.x, box.y, TAB, box.h)
    yield Shape(rounded_path(box, (3,) * 4), WHITE, INK, 0.6)
    yield Shape(rounded_path(tab, (3, 0, 0, 3)), PALE, INK, 0.6)
    side = 9.5
    yield Icon(row.picture, Box(tab.centre.x - side / 2, box.y + PAD, side, side), INK)
    code = Style(14 if paper.large else 9)
    yield centred_text(tab.centre.x, box.bottom - 2.4, row.code, code)
    x, y = tab.right + PAD, box.y + PAD
    block = row.block(paper)
    yield from place_block(block, x, y, WRITTEN)
    y += height(block, WRITTEN)
    yield from writing(paper, row, Box(x, y, WRITTEN, box.bottom - y - PAD))


def writing(paper: PrintContext, row: TableRow, box: Box) -> Iterator[Mark]:
    """As many lines as there is room for, the first one after what is ticked, or a box for a number."""
    count = max(1, int(box.h / LINE))
    step = box.h / count
    leading = tuple(figure(paper, row.unit, box.x, box.y + step) if row.unit else ())
    leading += tuple(tick_boxes(paper, row.ticks, box.x, box.y + step))
    yield from leading
    start = max((box_of(mark).right + 3 for mark in leading), default=box.x)
    for rank in range(1, count + 1):
        y = box.y + rank * step
        yield line(start if rank == 1 else box.x, y, box.right, y, dash="0.4 1", kind="write", mm=0.4)


def figure(paper: PrintContext, unit: str, x: float, foot: float) -> Iterator[Mark]:
    box = Box(x, foot - LINE + 1, 18, LINE - 1)
    yield Shape(rounded_path(box, (1.6,) * 4), WHITE, INK, 0.5, kind="figure")
    yield text_at(box.right + 2, foot - 1, unit, paper.text)


def tick_boxes(paper: PrintContext, words: Sequence[str], x: float, foot: float) -> Iterator[Mark]:
    side = 4.8
    for word in words:
        yield Shape(rounded_path(Box(x, foot - side, side, side), (0.8,) * 4), WHITE, INK, 0.4, kind="tick")
        yield text_at(x + side + 1.6, foot - 0.9, word, paper.text)
        x += side + 1.6 + paper.text.width(word) + 5


# --- eggs -------------------------------------------------------------------------------------------------

EGGS = 3  # a team holds at most 3 (game.md, Rules)
LEAST_TEAMS = 4
PICTURES = {False: 32.0, True: 42.0}  # the two sides of an egg, beside how it is used; True in large print


def count_eggs(board: Board) -> int:
    return EGGS * max(LEAST_TEAMS, board.preset.players)


def eggs_how(paper: PrintContext) -> Block:
    t = paper.words
    return (
        Para(t("table.eggs.cut"), paper.bold),
        Para(t("table.eggs.won"), paper.text, 0.4),
        Para(t("table.eggs.shown"), paper.text),
        Para(t("table.eggs.coin"), paper.bold, 0.4),
    )


def how_room(paper: PrintContext) -> float:
    return ROOM - PICTURES[paper.large] - 3 * PAD


def eggs_box(paper: PrintContext, how: Block, box: Box) -> Iterator[Mark]:
    """What to do with the strip, beside both sides of an egg: drawn, « à montrer »; blank, « montré »."""
    yield Shape(rounded_path(box, (3,) * 4), PALE, INK, 0.6)
    names = [paper.words(f"table.egg.{key}") for key in ("to-show", "shown")]
    style = largest_word(names, PICTURES[paper.large] / 2 - 1, paper)
    side = min(box.h - 2 * PAD - line_height(style.size_pt), 17)
    for rank, name in enumerate(names):
        middle = box.x + PAD + PICTURES[paper.large] * (0.25 + rank / 2)
        yield from draw_egg(Point(middle, box.y + PAD + side / 2), side, drawn=not rank)
        yield centred_text(middle, box.y + PAD + side + line_height(style.size_pt) - 0.8, name, style)
    yield from place_block(how, box.right - PAD - how_room(paper), box.y + PAD, how_room(paper))


def largest_word(words: Iterable[str], room: float, paper: PrintContext) -> Style:
    """One size for all of ``words``."""
    return largest(max(words, key=Style(10).width), room, (14,) if paper.large else (11, 10, 9), bold=False)


def cut_line() -> Iterator[Mark]:
    """One cut, with scissors on its way."""
    yield line(CUT, 0, CUT, HEIGHT, kind="cut", mm=0.4)
    yield Icon("scissors", Box(CUT - 5.4, HEIGHT - MARGIN - 5, 5, 5), INK)


def egg(paper: PrintContext, rank: int, count: int) -> Group:
    """An egg of the strip; a line to snip along parts it from the one above."""
    tall = (HEIGHT - 2 * MARGIN) / count
    cell = Box(CUT, MARGIN + rank * tall, WIDTH - CUT - DEAD, tall)
    words = paper.words("table.egg.to-show")
    style = largest_word((words,), cell.w - 2, paper)
    side = min(tall - line_height(style.size_pt) - 1.6, 15)
    snip = (line(CUT, cell.y, WIDTH, cell.y, kind="snip", mm=THIN),) if rank else ()
    drawn = draw_egg(Point(cell.centre.x, cell.y + 1 + side / 2), side, drawn=True)
    return Group(
        (*snip, *drawn, centred_text(cell.centre.x, cell.bottom - 1.8, words, style)), f"oeuf-{rank + 1}", "egg"
    )


def draw_egg(centre: Point, tall: float, *, drawn: bool) -> Iterator[Mark]:
    """An egg with its tick; dashed and blank where it is turned over."""
    r, y = tall * 0.4, centre.y + tall * 0.08
    low = centre.y + tall / 2
    high = centre.y - tall / 2
    outline = (
        f"M{number(centre.x)} {number(high)}"
        f"C{number(centre.x + r * 0.55)} {number(high)} {number(centre.x + r)} {number(y - r * 0.6)} "
        f"{number(centre.x + r)} {number(y)}"
        f"C{number(centre.x + r)} {number(y + r * 0.6)} {number(centre.x + r * 0.55)} {number(low)} "
        f"{number(centre.x)} {number(low)}"
        f"C{number(centre.x - r * 0.55)} {number(low)} {number(centre.x - r)} {number(y + r * 0.6)} "
        f"{number(centre.x - r)} {number(y)}"
        f"C{number(centre.x - r)} {number(y - r * 0.6)} {number(centre.x - r * 0.55)} {number(high)} "
        f"{number(centre.x)} {number(high)}Z"
    )
    yield Shape(outline, SHADE if drawn else WHITE, INK, 0.6, dash="" if drawn else "1.6 1.2", kind="egg")
    if drawn:
        side = tall * 0.56
        yield Icon("shown", Box(centre.x - side / 2, y - side / 2, side, side), INK)
