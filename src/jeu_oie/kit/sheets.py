"""Every printed file of a kit, declared once: what is made, listed, counted and asked for is read off ``SHEETS``.

A new one is a row here, its maker, its template where it has one, its words (``studio.file.…``, ``changes.sheet.…``,
with a line in the guide ``guide.file.…``) and a row of README's table; tests tell of what lacks.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from jeu_oie.errors import PrintEngineMissing
from jeu_oie.game.wording import FactFormatter
from jeu_oie.kit import printing
from jeu_oie.kit.plan import Options, Part, Plan, PrintedFiles
from jeu_oie.messages import Catalog
from jeu_oie.sheets.circuit import booklet_sheet, circuit_sheet
from jeu_oie.sheets.document import Imprint, Sheet
from jeu_oie.sheets.evening import Seating, seating
from jeu_oie.sheets.forms import validation_sheet, worksheets_sheet
from jeu_oie.sheets.guide import GuideFile, guide_sheet
from jeu_oie.sheets.leaflet import carnet, leaflet
from jeu_oie.sheets.pieces import pieces
from jeu_oie.sheets.poster import poster
from jeu_oie.sheets.rules import rules_sheet
from jeu_oie.sheets.tenants_faces import tenants

CUT, SNIP = 12, 6  # seconds with scissors: along 20 to 30 cm, paper turned; along a few centimetres


class Per(StrEnum):
    """For whom a copy is printed: each table, each person, or one of the others."""

    TABLE = "table"
    PERSON = "person"
    FACILITATOR = "facilitator"
    HALL = "hall"
    LANDLORD = "landlord"
    SHOP = "shop"


class Evening(StrEnum):
    """Which of an evening's two kits a file is counted in: with cards to cut out, or without scissors."""

    BOTH = "both"
    CUT = "cut"
    UNCUT = "uncut"


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """A printed file: ``name`` without folder and ending, ``maker``, for whom, on which ``paper``.

    ``line``: its place on the guide's first page, 0 where it is not handed out; ``choice``: in place of the line
    before. ``large``: where it is handed out in large print alone (True), or never then (False). ``cuts``: with
    scissors a sheet, in usual and in large print, of ``seconds`` each. ``workshop``: only made once a workshop has come
    back, and only in the size of print that it is for.
    """

    name: str
    maker: printing.Maker
    per: Per
    paper: str = "a4"
    thick: bool = False
    duplex: bool = False
    colour: bool = False
    line: int = 0
    choice: bool = False
    large: bool | None = None
    evening: Evening | None = None
    cuts: tuple[int, int] = (0, 0)
    seconds: int = CUT
    workshop: bool = False

    @property
    def file(self) -> str:
        return printing.print_file(self.name)


def guide(imprint: Imprint) -> Sheet:
    """The facilitator's guide, whose first page lists what is handed out."""
    workshop = tenants(imprint.deck, FactFormatter(imprint.board, imprint.words)) is not None
    rows = handed_out(large=imprint.large, workshop=workshop)
    seated = seating(imprint.people, imprint.board.preset.players)
    return guide_sheet(imprint, tuple(guide_line(row, seated, imprint.words) for row in rows), hall=workshop)


BOTH, TO_CUT, UNCUT = Evening
TABLE, PERSON = Per.TABLE, Per.PERSON
# In the order in which they are offered. The board of a table is on the paper where its letters are large enough
# (14 pt in large print). In large print the guide's notes name the tenants' board, since the page of what to prepare
# holds no line more.
SHEETS = (
    SheetSpec("board-a3-screen", printing.board_document, TABLE, "a3", colour=True, line=1, large=False, evening=BOTH),
    SheetSpec("board-a4", printing.board_document, TABLE, colour=True, line=2, choice=True),
    SheetSpec("board-a3", printing.board_document, Per.SHOP, "a3", colour=True),
    SheetSpec("board-a2", printing.board_document, TABLE, "a2", colour=True, line=1, large=True, evening=BOTH),
    SheetSpec("board-a1", printing.board_document, Per.SHOP, "a1", colour=True),
    # Eight cards a sheet: once across, then each half three times; four in large print: once across, each half once.
    SheetSpec(
        "cards",
        printing.card_document,
        TABLE,
        thick=True,
        duplex=True,
        colour=True,
        line=4,
        choice=True,
        evening=TO_CUT,
        cuts=(7, 3),
    ),
    SheetSpec("cards-fold", printing.card_document, TABLE, colour=True, line=5, choice=True),
    SheetSpec("cards-fronts", printing.card_document, TABLE, thick=True, colour=True),
    SheetSpec("cards-backs", printing.card_document, TABLE, thick=True, colour=True),
    SheetSpec("circuit", printing.text(circuit_sheet), Per.FACILITATOR, duplex=True, line=11, evening=BOTH),
    SheetSpec("rules", printing.text(rules_sheet), TABLE, duplex=True, line=7, evening=BOTH),
    SheetSpec("booklet", printing.text(booklet_sheet), TABLE, duplex=True, colour=True, line=3, evening=UNCUT),
    SheetSpec("worksheets", printing.text(worksheets_sheet), TABLE, line=8, evening=BOTH),
    SheetSpec("validation", printing.text(validation_sheet), Per.LANDLORD, duplex=True),
    SheetSpec("guide", printing.text(guide), Per.FACILITATOR, duplex=True, line=12, evening=BOTH),
    # 26 cuts around the die and 9 for the pawns; the second sheet in three strips, each along ten lines.
    SheetSpec(
        "pieces",
        printing.drawing(pieces),
        TABLE,
        thick=True,
        colour=True,
        line=6,
        evening=TO_CUT,
        cuts=(35, 35),
        seconds=SNIP,
    ),
    SheetSpec("carnet", printing.drawing(carnet), PERSON, line=9, evening=BOTH),
    SheetSpec("leaflet", printing.drawing(leaflet), PERSON, duplex=True, colour=True, line=10, evening=BOTH),
    SheetSpec("poster-hall", printing.drawing(poster), Per.HALL, colour=True),
    SheetSpec(
        "tenants-board-a3", printing.tenants_on_a3, Per.HALL, "a3", colour=True, line=13, large=False, workshop=True
    ),
    SheetSpec("tenants-board-a2", printing.tenants_on_a2, Per.HALL, "a2", colour=True, large=True, workshop=True),
)
BY_NAME = {row.name: row for row in SHEETS}


def made_in(made: Plan) -> tuple[SheetSpec, ...]:
    """What a kit of ``made`` holds, in the order in which it is offered."""
    large, workshop = made.board.preset.large, printing.workshop_in(made) is not None
    return tuple(row for row in SHEETS if not row.workshop or (workshop and row.large is large))


def documents(made: Plan, options: Options) -> Iterator[printing.Document]:
    """What all of them are made of, laid out one at a time."""
    return (row.maker(row.name, made, options) for row in by_maker(made_in(made)))


def by_maker(rows: Iterable[SheetSpec]) -> tuple[SheetSpec, ...]:
    """The first row of each maker."""
    found: dict[printing.Maker, SheetSpec] = {}
    for row in rows:
        found.setdefault(row.maker, row)
    return tuple(found.values())


# --- what is printed, in parts ---------------------------------------------------------------------------


def parts(made: Plan, options: Options) -> tuple[Part, ...]:
    """All that is printed of a kit, in parts that know nothing of one another.

    Those whose text flows raise RenderingFailed. They come in the order that needs least memory where one process
    does them in turn: the board first, since its picture needs most beside the engine's, which only grows; the cards
    last, since they take longest, and whoever shares parts out begins with the last.
    """
    rows = sorted(by_maker(made_in(made)), key=lambda row: row.maker is printing.card_document)
    return tuple(partial(printed_if_possible, row, made, options) for row in rows)


def printed_if_possible(row: SheetSpec, made: Plan, options: Options) -> PrintedFiles:
    """The files of a maker; nothing, and that it is missing, without the print engine: who has none gets drawings."""
    try:
        document = row.maker(row.name, made, options)
        return PrintedFiles(document.files(), document.sheets)
    except PrintEngineMissing:
        return PrintedFiles({}, {}, engine_missing=True)


# --- what is handed out ----------------------------------------------------------------------------------


def handed_out(*, large: bool, workshop: bool = False) -> tuple[SheetSpec, ...]:
    """The lines of the guide's first page, in order."""
    rows = (row for row in SHEETS if row.line and row.large in (None, large) and (workshop or not row.workshop))
    return tuple(sorted(rows, key=lambda row: row.line))


def copies(row: SheetSpec, seated: Seating) -> int:
    return {Per.TABLE: seated.tables, Per.PERSON: seated.people}.get(row.per, 1)


def guide_line(row: SheetSpec, seated: Seating, t: Catalog) -> GuideFile:
    paper, sides = "thick" if row.thick else row.paper, "two" if row.duplex else "one"
    return GuideFile(
        f"{row.name}.pdf",
        t(f"guide.file.{row.name}"),
        t(f"guide.paper.{paper}"),
        t(f"guide.sides.{sides}"),
        copies(row, seated),
        row.choice,
    )


# --- what an evening needs -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Needs:
    """Sheets by paper, those of them printed on both sides, pages in colour, cuts, minutes for one person."""

    sheets: Mapping[str, int]
    duplex: int
    colour: int
    cuts: int
    minutes: int


def list_counted(evening: Evening, *, large: bool) -> tuple[SheetSpec, ...]:
    """What is printed for one of the two kits, the board first."""
    return tuple(row for row in handed_out(large=large) if row.evening in (Evening.BOTH, evening))


def needs(rows: Iterable[SheetSpec], pages: Mapping[str, int], seated: Seating, *, saver: bool, large: bool) -> Needs:
    """What all ``rows`` come to; ``pages``: print file → how many it has. Files that were not made do not count."""
    sheets: dict[str, int] = {}
    duplex = colour = cuts = seconds = 0
    for row in rows:
        count, times = pages.get(row.name, 0), copies(row, seated)
        own = (-(-count // 2) if row.duplex else count) * times
        paper = row.paper.upper()
        sheets[paper] = sheets.get(paper, 0) + own
        duplex += own if row.duplex else 0
        colour += count * times if row.colour and not saver else 0
        snips = own * row.cuts[large]
        cuts, seconds = cuts + snips, seconds + snips * row.seconds
    return Needs(dict(sorted(sheets.items())), duplex, colour, cuts, -(-seconds // 60))
