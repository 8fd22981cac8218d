"""Documents for paper: laid out, with the hashes that their sheets carry; printed when their files are asked for.

The board is drawn once for screens; for paper it is sized, inked for a print shop, and cut into A4 pieces of that.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from jeu_oie.draw.geometry import Box
from jeu_oie.draw.marks import cap
from jeu_oie.draw.scene import Scene, Text
from jeu_oie.game.cards import Deck
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.evening import HourFigures, RoomFigures
from jeu_oie.game.kinds.register import colours_of
from jeu_oie.game.squares import Board
from jeu_oie.game.tenants import Tenants, tenants
from jeu_oie.game.wording import FactFormatter
from jeu_oie.kit.options import Options
from jeu_oie.kit.plan import Plan
from jeu_oie.messages import Catalog
from jeu_oie.print.content.booklet import card_booklet
from jeu_oie.print.content.calibration import calibration
from jeu_oie.print.content.cards import CardMaking, CardSheets, card_sheets, sheet_hashes
from jeu_oie.print.content.drawing import page as drawn_page
from jeu_oie.print.content.frame import Content, content_hash, plain_fields
from jeu_oie.print.content.person import PersonContent, person_content
from jeu_oie.print.content.rules import RulesSheet, rules_sheet
from jeu_oie.print.content.table import table_sheet
from jeu_oie.print.content.tenants import BoardFrame, tenants_sheet
from jeu_oie.print.look import CardLook, CardsWay, Flip, Look, card_look_of, look_of, sheet_look_of
from jeu_oie.resources import Templates
from jeu_oie.sheets.paper import PrintContext
from jeu_oie.sheets.tenants import stamped_board, tenants_board
from jeu_oie.sheets.tiles import TileSheet, enlarge, tile_sheets


class Document(Protocol):
    """What a maker lays out. ``sheets``: name of a sheet (« cards-2 ») → the content hash that it carries."""

    @property
    def sheets(self) -> Mapping[str, str]: ...

    def files(self) -> dict[str, bytes]:
        """Name of a file of the kit (« print/3-person.pdf ») → its bytes.

        Raises DoesNotFit, RenderingFailed.
        """


Tell = Callable[[Plan, Options], Content]
Maker = Callable[[str, Plan, Options], Document]  # the name is that of the document, « 3-person »


def print_file(name: str) -> str:
    return f"print/{name}.pdf"


def room_of(made: Plan) -> RoomFigures | None:
    """The game of a whole room, where the forecast has it."""
    found = made.forecast.data.get("room")
    if found is None:
        return None
    return RoomFigures(found["turns"], found["chance"]["value"], found["minutes"])


def hour_of(made: Plan) -> HourFigures | None:
    """The evening of 45 minutes, where the forecast has it."""
    found = made.forecast.data.get("hour")
    if found is None:
        return None
    ends = sorted(round(each["p90"]["value"]) for each in found.values())
    return HourFigures({int(teams): each["timer"] for teams, each in found.items()}, (ends[0], ends[-1]))


def set_pdf(
    name: str, template: str, content: Content, look: Look, edge: str = "", own: Templates | None = None
) -> bytes:
    """``edge``: along which its sheets are turned; empty: printed on one side. Raises DoesNotFit, RenderingFailed."""
    from jeu_oie.print.shop import for_printing
    from jeu_oie.print.typeset import typeset

    return for_printing(typeset(name, template, content, look, own), edge)


@dataclass(frozen=True, slots=True)
class TypesetDocument:
    """A document that Typst sets: what it tells, in which template, how it looks; ``duplex``: on both sides."""

    name: str
    template: str
    content: Content
    look: Look
    own: Templates | None
    duplex: bool

    @property
    def sheets(self) -> Mapping[str, str]:
        return {self.name: content_hash(self.content)}

    def files(self) -> dict[str, bytes]:
        return {print_file(self.name): self.pdf()}

    def pdf(self) -> bytes:
        """Raises DoesNotFit, RenderingFailed."""
        edge = "long" if self.duplex else ""
        return set_pdf(self.name, self.template, self.content, self.look, edge, self.own)


def typeset_document(
    template: str,
    write: Tell,
    name: str,
    made: Plan,
    options: Options,
    *,
    black: bool = False,
    duplex: bool = False,
) -> TypesetDocument:
    """What ``template`` makes of what ``write`` tells; ``black``: in black ink alone."""
    look = sheet_look_of(made.board.preset, black=black)
    return TypesetDocument(name, template, write(made, options), look, made.own, duplex)


def text_file(template: str, content: Content, made: Plan, edge: str = "") -> bytes:
    """The PDF of a document that is no sheet of a kit. Raises DoesNotFit, RenderingFailed."""
    look = look_of(colours_of(made.board.preset), large=made.board.preset.large)
    return set_pdf(template, template, content, look, edge, made.own)


def person_sheet(made: Plan, _: Options, *, language: str = "") -> PersonContent:
    return person_content(made.board, made.dossier, made.page_address, language)


def of_board(write: Callable[[Board, Dossier, Catalog, str | None], Content]) -> Tell:
    """What ``write`` tells of a plan's board."""
    return lambda made, _: write(made.board, made.dossier, made.words, made.page_address)


def of_cards(write: Callable[[Board, Deck, Dossier, Catalog, str | None], Content]) -> Tell:
    """What ``write`` tells of a plan's board and cards."""
    return lambda made, _: write(made.board, made.deck, made.dossier, made.words, made.page_address)


def rules_content(made: Plan, _: Options) -> RulesSheet:
    return rules_sheet(
        made.board,
        made.dossier,
        made.words,
        made.forecast.durations.get(4),
        made.forecast.handicap,
        made.page_address,
    )


def workshop_in(made: Plan) -> Tenants | None:
    """What tenants said; nothing where no workshop has come back into the circuit."""
    return tenants(made.deck, FactFormatter(made.board, made.words))


def tenants_document(name: str, made: Plan, _: Options) -> TypesetDocument:
    """On A3; in large print, as large as that wants it, on A2."""
    said = workshop_in(made)
    assert said is not None
    paper = PrintContext(made.board, made.dossier, made.words, made.page_address)
    saver = made.board.preset.saver
    board = tenants_board(paper, made.drawing, said)
    content = tenants_sheet(said, board, made.dossier, made.words, made.page_address)
    stamped = stamped_board(paper, made.drawing, said, content_hash(content))
    frame = BoardFrame(**plain_fields(content.frame), board=drawn_page(stamped, 0, saver=saver, over=0))
    look = look_of(colours_of(made.board.preset), large=made.board.preset.large)
    return TypesetDocument(name, "tenants", replace(content, frame=frame), look, made.own, duplex=False)


PICTURE_PX = 1600  # wide
SIZES: Mapping[str, tuple[float, float]] = {"a3": (420, 297), "a2": (594, 420), "a1": (841, 594)}  # ISO 216, landscape


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """A document whose files are made of a plan as they are asked for."""

    name: str
    made: Plan
    options: Options


@dataclass(frozen=True, slots=True)
class BoardDocument(PlanDocument):
    """The board for a table, on one sheet or in A4 pieces, and its picture."""

    @property
    def sheets(self) -> Mapping[str, str]:
        return {"board": self.made.drawing.fingerprint}

    def files(self) -> dict[str, bytes]:
        from jeu_oie.print.drawn import drawn_picture

        scene, preset = self.made.drawing.scene, self.made.board.preset
        picture = drawn_picture(scene, scene.title, saver=preset.saver, width_px=PICTURE_PX)
        pieces = {"board.png": picture, print_file("1-board-a4"): tile_board(self.made)}
        # On A3 the letters of large print would be no larger than others.
        return pieces if preset.large else {print_file("1-board-a3"): board_on_screen(self.made), **pieces}


def board_on_screen(made: Plan) -> bytes:
    """The board on one page without marks, whose words a reader finds."""
    from jeu_oie.print.drawn import drawn_pdf

    scene = made.drawing.scene
    return drawn_pdf((scene,), scene.title, saver=made.board.preset.saver)


@dataclass(frozen=True, slots=True)
class ShopBoard(BoardDocument):
    """The same for a print shop, in each size."""

    def files(self) -> dict[str, bytes]:
        from jeu_oie.print.drawn import drawn_art
        from jeu_oie.print.press import Press, press

        scene, preset = self.made.drawing.scene, self.made.board.preset
        # Smaller than the board is drawn, it would show less of what overruns it.
        over = preset.bleed_mm * max(1, scene.width / min(width for width, _ in SIZES.values())) * 2
        art = drawn_art(scene, scene.title, saver=preset.saver, over=over)
        return {
            print_file(f"shop/board-{name}"): press(art, Press(*size, preset.bleed_mm, self.options.icc))
            for name, size in SIZES.items()
        }


def tile_board(made: Plan) -> bytes:
    """The board in A4 pieces: as many as an A3 takes, or an A2 in large print, enlarged until they are full."""
    from jeu_oie.print.drawn import drawn_art, drawn_pdf
    from jeu_oie.print.shop import laid_under

    sheets, saver = board_pieces(made), made.board.preset.saver
    scenes = [sheet.scene for sheet in sheets]
    title = f"{scenes[0].title} · {made.dossier.title} · {made.dossier.landlord}"
    over = drawn_pdf(scenes, title, saver=saver)
    board = drawn_art(made.drawing.scene, made.drawing.scene.title, saver=saver)
    return laid_under(over, board, [sheet.board for sheet in sheets])


def board_pieces(made: Plan) -> tuple[TileSheet, ...]:
    drawn = made.drawing.scene
    width, height = SIZES["a2" if made.board.preset.large else "a3"]
    scale = min(width / drawn.width, height / drawn.height)
    squares, others = (text_boxes(drawn, scale, of_squares=which) for which in (True, False))
    more, tiling = enlarge(drawn.width * scale, drawn.height * scale, squares, others)
    return tile_sheets(
        tiling, scale * more, PrintContext(made.board, made.dossier, made.words), made.drawing.fingerprint
    )


def text_boxes(scene: Scene, scale: float, *, of_squares: bool) -> list[Box]:
    """Where the texts of a scene stand, ``scale`` times as large: those of its squares, or all others."""
    return [
        Box(scale * mark.x, scale * (mark.y - cap(mark.size_pt)), scale * mark.width, scale * cap(mark.size_pt))
        for group in scene.groups
        for mark in group.marks
        if isinstance(mark, Text) and (group.kind == "square") is of_squares
    ]


SHEETS_AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class CardDocument:
    """The cards on sheets, printed on both sides or on one to fold.

    ``hashes``: of each sheet; ``first``: how many sheets stand before them in another document, which they go on with.
    """

    name: str
    content: CardSheets
    look: CardLook
    hashes: tuple[str, ...]
    own: Templates | None
    first: int = 0

    @property
    def sheets(self) -> Mapping[str, str]:
        return {f"{self.name}-{rank}": digits for rank, digits in enumerate(self.hashes, self.first + 1)}

    @property
    def edge(self) -> str:
        """Along which edge its sheets are turned; empty: printed on one side."""
        return self.look.flip if self.look.way is CardsWay.DUPLEX and not self.look.side else ""

    def pdf(self) -> bytes:
        """Raises DoesNotFit, RenderingFailed."""
        return set_pdf(self.name, "cards", self.content, self.look, self.edge, self.own)

    def split(self) -> tuple["CardDocument", ...]:
        """A few sheets each, in their order: set in one go, all six of a table take twice the memory."""
        return tuple(self.cut(first) for first in range(0, len(self.hashes), SHEETS_AT_ONCE))

    def cut(self, first: int) -> "CardDocument":
        hashes = self.hashes[first : first + SHEETS_AT_ONCE]
        return replace(self, hashes=hashes, first=first, look=replace(self.look, part=(first, first + len(hashes))))


@dataclass(frozen=True, slots=True)
class ShopCards(PlanDocument):
    """The cards for a print shop, which turns its sheets as it likes: fronts alone, backs alone."""

    @property
    def sheets(self) -> Mapping[str, str]:
        return duplex_cards(self.made, self.options).sheets

    def files(self) -> dict[str, bytes]:
        """Raises DoesNotFit, RenderingFailed."""
        cards = duplex_cards(self.made, self.options)
        return {
            print_file(f"shop/cards-{side}"): replace(cards, look=replace(cards.look, side=side)).pdf()
            for side in ("fronts", "backs")
        }


def duplex_cards(made: Plan, options: Options) -> CardDocument:
    return card_document("cards", made, options, CardsWay.DUPLEX)


def folded_cards(made: Plan, options: Options) -> CardDocument:
    return card_document("cards-fold", made, options, CardsWay.FOLD)


def card_document(name: str, made: Plan, options: Options, way: CardsWay) -> CardDocument:
    preset = made.board.preset
    making = CardMaking(way=way, flip=options.flip, large=preset.large)
    look = card_look_of(colours_of(preset), large=preset.large, way=way, flip=options.flip, shift_mm=options.shift_mm)
    return CardDocument(
        name,
        card_sheets(made.deck, made.dossier, made.words, made.page_address, making),
        look,
        sheet_hashes(made.deck.printed, way, large=preset.large),
        made.own,
    )


class Printed(Protocol):
    """A document that is one file, or part of one."""

    @property
    def sheets(self) -> Mapping[str, str]: ...

    def pdf(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class TableDocument:
    """What lies on a table, in printing order: rules, cards, a sheet to write on.

    ``cards``: of each file its own: with booklets, which nobody shuffles, the first tables have a file each,
    « 2-table-1 » to « 2-table-4 ». ``edge``: along which the sheets are turned, empty: printed on one side.
    """

    name: str
    rules: TypesetDocument
    cards: tuple[tuple[Printed, ...], ...]
    worksheet: TypesetDocument
    edge: str

    @property
    def parts(self) -> tuple[Printed, ...]:
        return (self.rules, *(part for each in self.cards for part in each), self.worksheet)

    @property
    def sheets(self) -> Mapping[str, str]:
        return {name: digits for part in self.parts for name, digits in part.sheets.items()}

    def files(self) -> dict[str, bytes]:
        """Raises DoesNotFit, RenderingFailed."""
        from jeu_oie.print.binding import bind_copies
        from jeu_oie.print.typeset import forget

        pdfs = []
        for part in self.parts:
            pdfs.append(part.pdf())
            forget()  # they share little
        rules, *cards, worksheet = pdfs
        made = {}
        for rank, own in enumerate(self.cards, 1):
            held, cards = cards[: len(own)], cards[len(own) :]
            name = print_file(f"{self.name}-{rank}" if len(self.cards) > 1 else self.name)
            depths = (1, 1, *(2 for _ in held[1:]), 1)  # what follows the first cards goes on with them
            made[name] = bind_copies([rules, *held, worksheet], self.edge, depths)
        return made


def table_document(name: str, made: Plan, options: Options) -> TableDocument:
    rules = typeset_document("rules", rules_content, "rules", made, options, duplex=True)
    worksheet = typeset_document("table", of_cards(table_sheet), "worksheet", made, options, black=True)
    if options.cards is CardsWay.BOOKLET:
        own = tuple((each,) for each in booklets(made, options))
        return TableDocument(name, rules, own, worksheet, options.flip)
    cards = duplex_cards(made, options) if options.cards is CardsWay.DUPLEX else folded_cards(made, options)
    return TableDocument(name, rules, (cards.split(),), worksheet, cards.edge)


BOOKLETS = 4  # tables whose booklets begin at different cards: those beyond begin again at the first


@dataclass(frozen=True, slots=True)
class Booklet:
    """The cards as pages of A5, two on a side of A4, to fold together: nothing to cut."""

    pages: TypesetDocument
    flip: Flip

    @property
    def sheets(self) -> Mapping[str, str]:
        return self.pages.sheets

    def pdf(self) -> bytes:
        """Raises DoesNotFit, RenderingFailed."""
        from jeu_oie.print.binding import impose

        return impose(self.pages.pdf(), self.flip)


def booklets(made: Plan, options: Options) -> Iterator[Booklet]:
    """One for each table, whose pile begins farther on."""
    pile = made.deck.pile
    for rank in range(BOOKLETS):
        first = rank * len(pile) // BOOKLETS
        own = replace(made, deck=replace(made.deck, pile=(*pile[first:], *pile[:first])))
        told = card_booklet(own.deck, own.dossier, own.words, own.page_address)
        look = sheet_look_of(own.board.preset)
        pages = TypesetDocument(f"booklet-{rank + 1}", "booklet", told, look, own.own, duplex=True)
        yield Booklet(pages, options.flip)


def calibration_file(t: Catalog, flip: Flip, *, large: bool) -> bytes:
    """A PDF of two pages, front and back. Raises RenderingFailed."""
    look = CardLook(flip=flip, large=large)
    return set_pdf("calibration", "calibration", calibration(t, flip, large=large), look, flip)
