"""Every printed file of a kit, declared once: what is made, listed, counted and asked for is read off ``SHEETS``.

A new one is a row here, its maker, its template where it has one, its words (``studio.file.…``, ``changes.sheet.…``,
``guide.file.…`` for those of an evening) and a row of README's table; tests tell of what lacks.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from jeu_oie.errors import PrintEngineMissing
from jeu_oie.game.sheet_language import sheet_language
from jeu_oie.kit import printing
from jeu_oie.kit.options import Options
from jeu_oie.kit.plan import Plan, PrintedFiles
from jeu_oie.messages import SHEET_LANGUAGES, Catalog
from jeu_oie.print.content.cards import sheet_count
from jeu_oie.print.look import CardsWay
from jeu_oie.sheets.document import Sheet
from jeu_oie.sheets.evening import Needs, PrintFile, Seating, seating
from jeu_oie.sheets.guide import guide_sheet
from jeu_oie.sheets.poster import poster

CUT, SNIP = 12, 6  # seconds with scissors: along 20 to 30 cm, paper turned; along a few centimetres
EGG_SNIPS = 11  # part the eggs of a strip
PERSON_PAGES = 2  # its front and its back
RULES, WORKSHEET = 2, 2  # pages of a table's file around its cards; the back of the last one is blank


class Per(StrEnum):
    """For whom a copy is printed: each table, each person, or one of the others."""

    TABLE = "table"
    PERSON = "person"
    FACILITATOR = "facilitator"
    HALL = "hall"
    LANDLORD = "landlord"
    SHOP = "shop"


class Colour(StrEnum):
    """Which pages of a file are drawn in colour; the others in black and greys."""

    NONE = "none"
    ALL = "all"
    FRONTS = "fronts"
    CARDS = "cards"  # the fronts of a table's cards alone


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """A printed file: ``name`` without ending, in its folder; ``maker``, for whom, on which ``paper``.

    ``line``: its place among the four files of an evening, 0 where it is not one of them; ``choice``: in place of the
    line before. ``large``: where it is made in large print alone (True), or never then (False). ``workshop``: only made
    once a workshop has come back. ``language``: only made where it is asked for, and is not the circuit's own.
    """

    name: str
    maker: printing.Maker
    per: Per
    paper: str = "a4"
    duplex: bool = False
    colour: Colour = Colour.NONE
    line: int = 0
    choice: bool = False
    large: bool | None = None
    workshop: bool = False
    language: str = ""

    @property
    def file(self) -> str:
        return printing.print_file(self.name)

    @property
    def shop(self) -> bool:
        """Whether it is made on request alone."""
        return self.per is Per.SHOP


# --- the guide, whose first page counts all files, itself too ---------------------------------------------

USUAL_PAGES, TRIES = 8, 3  # of the guide: what is tried first; its frame holds whatever figures there are


@dataclass(frozen=True, slots=True)
class GuideDocument:
    """The facilitator's guide. Its hash is that of what it says, whoever comes: no figure of page 1 is in it."""

    name: str
    made: Plan
    options: Options

    @property
    def sheets(self) -> Mapping[str, str]:
        return {self.name: self.sheet(dict.fromkeys(BY_NAME, USUAL_PAGES)).hash}

    def sheet(self, counted: Mapping[str, int]) -> Sheet:
        """The guide, where print files have so many pages."""
        imprint = printing.imprint_of(self.made, self.options)
        large, seated = imprint.large, seating(imprint.people, imprint.board.preset.players)
        rows = chosen(large=large)
        held = {row.name: tuple(lines_of(row, counted, self.options, imprint.words)) for row in rows}
        files = tuple(file_to_print(row, held[row.name], seated, self.options.cards) for row in rows)
        needed = needs(rows, counted, seated, cards=self.options.cards, saver=imprint.saver, large=large)
        return guide_sheet(imprint, files, needed, hall=printing.workshop_in(self.made) is not None)

    def files(self) -> dict[str, bytes]:
        return {printing.print_file(self.name): self.pdf()}

    def pdf(self) -> bytes:
        """Raises PrintEngineMissing, RenderingFailed."""
        from jeu_oie.draw import pdf

        made = b""
        counted = {**counted_pages(self.made, self.options), self.name: USUAL_PAGES}
        for _ in range(TRIES):
            made = printing.TextDocument(self.name, self.sheet(counted), black=True).pdf()
            if pdf.page_count(made) == counted[self.name]:
                break
            counted[self.name] = pdf.page_count(made)
        return made


def facilitator(name: str, made: Plan, options: Options) -> GuideDocument:
    return GuideDocument(name, made, options)


def counted_pages(made: Plan, options: Options) -> dict[str, int]:
    """Print file → how many pages it has, told before any is made (a booklet is made for it)."""
    large = made.board.preset.large
    if options.cards is CardsWay.BOOKLET:
        from jeu_oie.draw import pdf

        cards = pdf.page_count(next(printing.booklets(made, options)).pdf())
    else:
        sides = 2 if options.cards is CardsWay.DUPLEX else 1
        cards = sides * sheet_count(len(made.deck.printed), options.cards, large=large)
    return {
        "1-board-a3": 1,
        "1-board-a4": len(printing.board_pieces(made)),
        "2-table": RULES + cards + WORKSHEET,
        "3-person": PERSON_PAGES,
    }


def file_to_print(row: SheetSpec, lines: tuple[tuple[str, int], ...], seated: Seating, cards: CardsWay) -> PrintFile:
    """The file of a row; the first and the last where each table has a booklet of its own (``TableBooklets``)."""
    own = cards is CardsWay.BOOKLET and row.maker is printing.table_document
    last = min(seated.tables, printing.BOOKLETS) if own else 0
    first, end = ("-1" if own else ""), (f"{row.name}-{last}.pdf" if last > 1 else "")
    return PrintFile(f"{row.name}{first}.pdf", copies(row, seated), lines, end, again=own and seated.tables > last)


def lines_of(row: SheetSpec, counted: Mapping[str, int], options: Options, t: Catalog) -> Iterator[tuple[str, int]]:
    """What a copy holds, each with its sheets of paper."""
    count = counted[row.name]
    match row.name:
        case "2-table":
            cards = card_pages(count)
            yield t("guide.line.rules"), RULES // 2
            yield t(f"guide.line.cards.{options.cards}"), -(-cards // 2)
            yield t("guide.line.worksheet"), WORKSHEET // 2
        case "3-person":
            yield t("guide.line.person"), -(-count // 2)
            yield t("guide.line.notebook"), 0
        case _:
            yield t(f"guide.line.{row.name}"), -(-count // 2) if row.duplex else count


TABLE, PERSON, SHOP = Per.TABLE, Per.PERSON, Per.SHOP
ALL = Colour.ALL
# In the order in which they are offered; the four of an evening first, in that in which they are printed. In large
# print a board on A4 pieces is as large as A2, where its letters have 14 pt.
SHEETS = (
    SheetSpec("1-board-a3", printing.board_document, TABLE, "a3", colour=ALL, line=1, large=False),
    SheetSpec("1-board-a4", printing.board_document, TABLE, colour=ALL, line=2, choice=True),
    SheetSpec("2-table", printing.table_document, TABLE, duplex=True, colour=Colour.CARDS, line=3),
    SheetSpec(
        "3-person",
        printing.typesetting("person", printing.person_sheet, duplex=True),
        PERSON,
        duplex=True,
        colour=Colour.FRONTS,
        line=4,
    ),
    *(
        SheetSpec(
            f"3-person-{language}",
            printing.typesetting("person", partial(printing.person_sheet, language=language), duplex=True),
            PERSON,
            duplex=True,
            colour=Colour.FRONTS,
            language=language,
        )
        for language in SHEET_LANGUAGES
    ),
    SheetSpec("4-facilitator", facilitator, Per.FACILITATOR, duplex=True, line=5),
    SheetSpec("hall/poster", printing.drawing(poster), Per.HALL, colour=ALL),
    SheetSpec(
        "landlord/validation",
        printing.typesetting("validation", printing.validation_content, black=True, duplex=True),
        Per.LANDLORD,
        duplex=True,
    ),
    SheetSpec(
        "more/circuit",
        printing.typesetting("circuit", printing.circuit_content, duplex=True),
        Per.FACILITATOR,
        duplex=True,
        colour=ALL,
    ),
    SheetSpec(
        "more/all-cards",
        printing.typesetting("all-cards", printing.all_cards_content, black=True, duplex=True),
        Per.FACILITATOR,
        duplex=True,
    ),
    SheetSpec("more/worksheets", printing.typesetting("worksheets", printing.worksheets_content, black=True), TABLE),
    SheetSpec("more/tenants-board-a3", printing.tenants_on_a3, Per.HALL, "a3", colour=ALL, large=False, workshop=True),
    SheetSpec("more/tenants-board-a2", printing.tenants_on_a2, Per.HALL, "a2", colour=ALL, large=True, workshop=True),
    SheetSpec("shop/board-a3", printing.shop_board, SHOP, "a3", colour=ALL),
    SheetSpec("shop/board-a2", printing.shop_board, SHOP, "a2", colour=ALL),
    SheetSpec("shop/board-a1", printing.shop_board, SHOP, "a1", colour=ALL),
    SheetSpec("shop/cards-fronts", printing.shop_cards, SHOP, colour=ALL),
    SheetSpec("shop/cards-backs", printing.shop_cards, SHOP),
)
BY_NAME = {row.name: row for row in SHEETS}


def made_in(made: Plan, *, shop: bool = True, usual: bool = True, also: Collection[str] = ()) -> tuple[SheetSpec, ...]:
    """What a kit of ``made`` holds, in the order in which it is offered: the ``usual`` files, those of the ``shop``.

    ``also``: the languages besides the circuit's in which each person has a sheet.
    """
    large, workshop = made.board.preset.large, printing.workshop_in(made) is not None
    others = {"", *also} - {sheet_language(made.board.circuit.language)}
    rows = (row for row in SHEETS if row.language in others and (shop if row.shop else usual))
    return tuple(row for row in rows if row.large in (None, large) and (workshop or not row.workshop))


def documents(made: Plan, options: Options) -> Iterator[printing.Document]:
    """What all of them are made of, laid out one at a time; the print shop's carry what the others do."""
    return (row.maker(row.name, made, options) for row in by_maker(made_in(made, shop=False, also=options.also)))


def by_maker(rows: Iterable[SheetSpec]) -> tuple[SheetSpec, ...]:
    """The first row of each maker."""
    found: dict[printing.Maker, SheetSpec] = {}
    for row in rows:
        found.setdefault(row.maker, row)
    return tuple(found.values())


# --- what is printed -------------------------------------------------------------------------------------


def print_all(made: Plan, options: Options) -> Iterator[PrintedFiles]:
    """All that is printed of a kit, maker by maker. Raises RenderingFailed where text flows.

    They come in the order that needs least memory: the board first, since its picture needs most beside the engine's,
    which only grows; the table's file, the longest, last.
    """
    settled = made.settled  # played once
    asked = made_in(made, shop=options.shop, usual="pdf" in options.only, also=options.also)
    for row in sorted(by_maker(asked), key=lambda row: row.maker is printing.table_document):
        yield printed_if_possible(row, settled, options)


def printed_if_possible(row: SheetSpec, made: Plan, options: Options) -> PrintedFiles:
    """The files of a maker; nothing, and that it is missing, without the print engine: who has none gets drawings."""
    try:
        document = row.maker(row.name, made, options)
        return PrintedFiles(document.files(), document.sheets)
    except PrintEngineMissing:
        return PrintedFiles({}, {}, engine_missing=True)


# --- what is handed out ----------------------------------------------------------------------------------


def handed_out(*, large: bool) -> tuple[SheetSpec, ...]:
    """The files of an evening, in order; one stands in place of the one before it."""
    rows = (row for row in SHEETS if row.line and row.large in (None, large))
    return tuple(sorted(rows, key=lambda row: row.line))


def chosen(*, large: bool) -> tuple[SheetSpec, ...]:
    """One of each: what is printed where nobody chooses."""
    first, *others = handed_out(large=large)
    return (first, *(row for row in others if not row.choice))


def copies(row: SheetSpec, seated: Seating) -> int:
    return {Per.TABLE: seated.tables, Per.PERSON: seated.people}.get(row.per, 1)


# --- what an evening needs -------------------------------------------------------------------------------


def needs(
    rows: Iterable[SheetSpec],
    pages: Mapping[str, int],
    seated: Seating,
    *,
    cards: CardsWay = CardsWay.DUPLEX,
    saver: bool,
    large: bool,
) -> Needs:
    """What all ``rows`` come to; ``pages``: print file → how many it has. Files that were not made do not count."""
    sheets: dict[str, int] = {}
    duplex = colour = cuts = seconds = 0
    for row in rows:
        count, times = pages_of(row, pages), copies(row, seated)
        own = (-(-count // 2) if row.duplex else count) * times
        paper = row.paper.upper()
        sheets[paper] = sheets.get(paper, 0) + own
        duplex += own if row.duplex else 0
        colour += 0 if saver else colour_pages(row, count, cards) * times
        if row.maker is printing.table_document and count:
            cuts, seconds = scissors(count, cards, large=large)
    return Needs(dict(sorted(sheets.items())), duplex, colour, cuts, -(-seconds // 60))


def pages_of(row: SheetSpec, pages: Mapping[str, int]) -> int:
    """How many pages a copy has; where each table has a file of its own, that of the first."""
    return pages.get(row.name) or pages.get(f"{row.name}-1", 0)


def colour_pages(row: SheetSpec, count: int, cards: CardsWay) -> int:
    """How many of ``count`` pages are in colour."""
    match row.colour:
        case Colour.NONE:
            return 0
        case Colour.ALL:
            return count
        case Colour.FRONTS:
            return -(-count // 2)
        case Colour.CARDS:
            return card_pages(count) // (2 if cards is CardsWay.DUPLEX else 1)


def card_pages(count: int) -> int:
    """The pages of cards in a table's file of ``count``."""
    return max(count - RULES - WORKSHEET, 0)


def scissors(count: int, cards: CardsWay, *, large: bool) -> tuple[int, int]:
    """Cuts of a table, and seconds: eight cards a sheet are cut once across, then each half three times.

    Four in large print, or to fold: once across, each half once. The strip of eggs is one cut more, and its eggs
    are parted.
    """
    each = 3 if large or cards is CardsWay.FOLD else 7
    sheets = card_pages(count) // (2 if cards is CardsWay.DUPLEX else 1)
    cuts = 0 if cards is CardsWay.BOOKLET else sheets * each + 1
    return cuts, cuts * CUT + EGG_SNIPS * SNIP * bool(cuts)
