"""Every printed file of a kit, declared once: what is made, listed, counted and asked for is read off ``SHEETS``.

A new one is a row here, its maker, its template where it has one, its words (``studio.file.…``, ``changes.sheet.…``,
``guide.line.…`` for those of an evening) and a row of README's table; tests tell of what lacks.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from jeu_oie.game.evening import Paper, seating
from jeu_oie.game.kinds.register import colours_of
from jeu_oie.game.sheet_language import sheet_language
from jeu_oie.game.wording import FactFormatter
from jeu_oie.kit import printing
from jeu_oie.kit.evening import NOTHING, PIECES, file_to_print, needs
from jeu_oie.kit.options import Options
from jeu_oie.kit.plan import KitFiles, Plan
from jeu_oie.kit.printing import of_board, of_cards
from jeu_oie.kit.spec import Colour, Per, SheetSpec
from jeu_oie.messages import SHEET_LANGUAGES
from jeu_oie.print.content.all_cards import all_cards
from jeu_oie.print.content.circuit import full_circuit
from jeu_oie.print.content.guide import Guide, Outlook, Tomorrow, guide
from jeu_oie.print.content.poster import poster_content
from jeu_oie.print.content.validation import validation_sheet
from jeu_oie.print.content.worksheets import worksheets
from jeu_oie.print.look import look_of

TRIES = 3  # of the guide, whose own pages are counted: figures seldom take a line more


@dataclass(frozen=True, slots=True)
class GuideDocument(printing.PlanDocument):
    """The facilitator's guide; ``counted``: the other files as they were made, to be made for it where it is None.

    Its first page counts all files, itself too. Its hash is that of what it says, whoever comes: no figure of page 1 is
    in it.
    """

    counted: Mapping[str, Paper] | None = None

    @property
    def sheets(self) -> Mapping[str, str]:
        return self.sheet({}).sheets

    def told(self, counted: Mapping[str, Paper]) -> Guide:
        """What it tells where the files of an evening are as ``counted``."""
        board, t = self.made.board, self.made.words
        preset = board.preset
        rows, seated = chosen(large=preset.large), seating(self.options.people, preset.teams)
        reckon = partial(needs, made=counted, seated=seated, saver=preset.saver, large=preset.large)
        return guide(
            self.made.deck,
            self.made.dossier,
            FactFormatter(board, t),
            Outlook(self.made.forecast.durations, printing.room_of(self.made), printing.hour_of(self.made)),
            Tomorrow(
                seated=seated,
                files=tuple(file_to_print(row, counted, seated, t) for row in rows),
                needs=reckon(rows),
                pieces=reckon((BY_NAME[PIECES],)).minutes,
                hall=printing.workshop_in(self.made) is not None,
                page=self.made.page_address,
            ),
        )

    def sheet(self, counted: Mapping[str, Paper]) -> printing.TypesetDocument:
        preset = self.made.board.preset
        look = look_of(colours_of(preset), large=preset.large, black=True)
        return printing.TypesetDocument(self.name, "guide", self.told(counted), look, self.made.own, duplex=True)

    def files(self) -> dict[str, bytes]:
        return {printing.print_file(self.name): self.pdf()}

    def pdf(self) -> bytes:
        """Raises DoesNotFit, RenderingFailed."""
        from jeu_oie.print.shop import count_paper

        others = count_others(self.made, self.options) if self.counted is None else self.counted
        own, made = NOTHING, b""
        for _ in range(TRIES):
            made = self.sheet({**others, self.name: own}).pdf()
            if count_paper(made) == own:
                break
            own = count_paper(made)
        return made


def count_others(made: Plan, options: Options) -> dict[str, Paper]:
    """The paper of what the guide counts besides itself, which is made for that."""
    from jeu_oie.print.shop import paper_in

    rows = by_maker((*chosen(large=made.board.preset.large), BY_NAME[PIECES]))
    files = (row.maker(row.name, made, options).files() for row in rows if row.maker is not GuideDocument)
    return {name: paper for each in files for name, paper in paper_in(each).items()}


def typeset_row(
    name: str,
    template: str,
    tell: printing.Tell,
    per: Per,
    *,
    black: bool = False,
    duplex: bool = False,
    colour: Colour = Colour.NONE,
) -> SheetSpec:
    """The row of a file that ``template`` makes of what ``tell`` tells; ``black``: in black ink alone."""
    maker = partial(printing.typeset_document, template, tell, black=black, duplex=duplex)
    return SheetSpec(name, maker, per, duplex=duplex, colour=colour)


TABLE, PERSON, SHOP = Per.TABLE, Per.PERSON, Per.SHOP
ALL = Colour.ALL


def person_row(name: str, language: str = "") -> SheetSpec:
    tell = partial(printing.person_sheet, language=language)
    return typeset_row(name, "person", tell, PERSON, duplex=True, colour=Colour.FRONTS)


# In the order in which they are offered; the four of an evening first, in that in which they are printed. In large
# print a board on A4 pieces is as large as A2, where its letters have 14 pt.
SHEETS = (
    SheetSpec("1-board-a3", printing.BoardDocument, TABLE, "a3", colour=ALL, line=1, large=False),
    SheetSpec("1-board-a4", printing.BoardDocument, TABLE, colour=ALL, line=2, choice=True),
    SheetSpec("2-table", printing.table_document, TABLE, duplex=True, colour=Colour.CARDS, line=3),
    replace(person_row("3-person"), line=4),
    *(replace(person_row(f"3-person-{each}", each), language=each) for each in SHEET_LANGUAGES),
    SheetSpec("4-facilitator", GuideDocument, Per.FACILITATOR, duplex=True, line=5),
    typeset_row("hall/poster", "poster", of_board(poster_content), Per.HALL, colour=ALL),
    typeset_row("landlord/validation", "validation", of_board(validation_sheet), Per.LANDLORD, black=True, duplex=True),
    typeset_row("more/circuit", "circuit", of_cards(full_circuit), Per.FACILITATOR, duplex=True, colour=ALL),
    typeset_row("more/all-cards", "all-cards", of_cards(all_cards), Per.FACILITATOR, black=True, duplex=True),
    typeset_row("more/worksheets", "worksheets", of_board(worksheets), TABLE, black=True),
    SheetSpec(
        "more/tenants-board-a3", printing.tenants_document, Per.HALL, "a3", colour=ALL, large=False, workshop=True
    ),
    SheetSpec(
        "more/tenants-board-a2", printing.tenants_document, Per.HALL, "a2", colour=ALL, large=True, workshop=True
    ),
    SheetSpec("shop/board-a3", printing.ShopBoard, SHOP, "a3", colour=ALL),
    SheetSpec("shop/board-a2", printing.ShopBoard, SHOP, "a2", colour=ALL),
    SheetSpec("shop/board-a1", printing.ShopBoard, SHOP, "a1", colour=ALL),
    SheetSpec("shop/cards-fronts", printing.ShopCards, SHOP, colour=ALL),
    SheetSpec("shop/cards-backs", printing.ShopCards, SHOP),
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


def print_all(made: Plan, options: Options) -> Iterator[KitFiles]:
    """All that is printed of a kit, maker by maker. Raises DoesNotFit, RenderingFailed.

    The guide comes last, which counts all others. What a file was made of is forgotten before the next one.
    """
    from jeu_oie.print.shop import paper_in
    from jeu_oie.print.typeset import forget

    counted = dict[str, Paper]()
    asked = made_in(made, shop=options.shop, usual="pdf" in options.only, also=options.also)
    for row in sorted(by_maker(asked), key=lambda row: row.maker is GuideDocument):
        document = row.maker(row.name, made, options)
        if isinstance(document, GuideDocument):
            document = replace(document, counted=counted)
        files = document.files()
        paper = paper_in(files)
        counted |= paper
        forget()
        yield KitFiles(files, paper, document.sheets)


def handed_out(*, large: bool) -> tuple[SheetSpec, ...]:
    """The files of an evening, in order; one stands in place of the one before it."""
    rows = (row for row in SHEETS if row.line and row.large in (None, large))
    return tuple(sorted(rows, key=lambda row: row.line))


def chosen(*, large: bool) -> tuple[SheetSpec, ...]:
    """One of each: what is printed where nobody chooses."""
    first, *others = handed_out(large=large)
    return (first, *(row for row in others if not row.choice))
