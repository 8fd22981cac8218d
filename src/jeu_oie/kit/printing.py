"""Documents for paper, laid out, then printed; board and cards drawn once, then sized, inked, cut into tiles."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import sqrt
from typing import TYPE_CHECKING, Protocol

from jeu_oie import heavy
from jeu_oie.draw.geometry import Box
from jeu_oie.draw.html import continue_part
from jeu_oie.draw.marks import cap
from jeu_oie.draw.scene import Scene, Text
from jeu_oie.game.kinds.register import colours_of
from jeu_oie.game.preset import Preset
from jeu_oie.game.wording import FactFormatter
from jeu_oie.kit.plan import Options, Plan
from jeu_oie.messages import Catalog
from jeu_oie.sheets.card_face import DeckContext
from jeu_oie.sheets.card_sheets import CardSheets, Page, draw_cards, duplex_sheets, fold_sheets
from jeu_oie.sheets.document import Imprint, Sheet
from jeu_oie.sheets.imposition import Flip, calibration_sheet
from jeu_oie.sheets.paper import DrawnSheets, PrintContext, scale_scene
from jeu_oie.sheets.tenants import tenants_board
from jeu_oie.sheets.tenants_faces import Tenants, tenants
from jeu_oie.sheets.tiles import TileSheet, tile, tile_sheets

# --- Documents for paper: laid out, with the hashes that their sheets carry; printed when their files are asked
# for
#
# A maker lays out one document, or several files that are made at one go (``sheets`` says which).

if TYPE_CHECKING:
    from jeu_oie.draw.pdf import Printing


class Document(Protocol):
    """What a maker lays out. ``sheets``: name of a sheet (« pieces-2 ») → the content hash that it carries."""

    @property
    def sheets(self) -> Mapping[str, str]: ...

    def files(self) -> dict[str, bytes]:
        """Name of a file of the kit (« print/pieces.pdf ») → its bytes.

        Raises RenderingFailed, and PrintEngineMissing where text flows.
        """


Maker = Callable[[str, Plan, Options], Document]  # the name is that of the document, « pieces »


def print_file(name: str) -> str:
    return f"print/{name}.pdf"


def imprint_of(made: Plan, options: Options) -> Imprint:
    online = f"{options.address}index.html" if options.address else None
    durations = made.forecast.durations
    return Imprint(
        made.board, made.deck, made.dossier, made.words, options.templates, online, durations, options.people
    )


# --- text that flows -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TextDocument:
    """A document whose text flows; ``black``: in black ink only."""

    name: str
    sheet: Sheet
    black: bool

    @property
    def sheets(self) -> Mapping[str, str]:
        return {self.name: self.sheet.hash}

    def files(self) -> dict[str, bytes]:
        printing = heavy.pdf.Printing(duplex=self.sheet.duplex, variant=heavy.pdf.SCREEN, black=self.black)
        return {print_file(self.name): set_in_parts(self.sheet.parts, printing)}


def set_in_parts(parts: Sequence[str], printing: "Printing") -> bytes:
    """One file of a document in ``parts``: the engine holds one of them at a time.

    Raises PrintEngineMissing, RenderingFailed.
    """
    made, pages = [], 0
    for part in parts:
        made.append(heavy.pdf.pdf(continue_part(part, pages), printing))
        pages += heavy.pdf.page_count(made[-1]) if len(parts) > 1 else 0
    return heavy.pdf.bind_parts(made) if len(made) > 1 else made[0]


def text(write: Callable[[Imprint], Sheet]) -> Maker:
    """The maker of a document that ``write`` makes of what all of a kit share."""
    return partial(text_document, write)


def text_document(write: Callable[[Imprint], Sheet], name: str, made: Plan, options: Options) -> TextDocument:
    imprint = imprint_of(made, options)
    return TextDocument(name, write(imprint), imprint.saver)


# --- drawings --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DrawnDocument:
    """A document that is drawn, a page each scene, since what is cut, folded or hung up has its place to the mm.

    It needs no print engine.
    """

    name: str
    pages: DrawnSheets
    made: Plan

    @property
    def sheets(self) -> Mapping[str, str]:
        return self.pages.hashes

    @property
    def scenes(self) -> tuple[Scene, ...]:
        return self.pages.scenes

    def files(self) -> dict[str, bytes]:
        title = f"{self.made.dossier.title} · {self.made.dossier.landlord}"
        edge = heavy.pdf.Edge.SHORT if self.pages.short_edge else heavy.pdf.Edge.LONG
        printing = heavy.pdf.Printing(duplex=self.pages.duplex, variant=heavy.pdf.SCREEN, edge=edge)
        saver = self.made.board.preset.saver
        return {print_file(self.name): heavy.pdf.draw_scenes(self.scenes, saver, title, printing)}


def drawing(draw: Callable[[PrintContext], DrawnSheets]) -> Maker:
    """The maker of a document that ``draw`` draws."""
    return partial(drawn_document, draw)


def drawn_document(
    draw: Callable[[PrintContext], DrawnSheets], name: str, made: Plan, options: Options
) -> DrawnDocument:
    return DrawnDocument(name, draw(paper_of(made, options)), made)


def paper_of(made: Plan, options: Options) -> PrintContext:
    return PrintContext(made.board, made.dossier, made.words, imprint_of(made, options).page)


# --- the tenants' board ----------------------------------------------------------------------------------


def workshop_in(made: Plan) -> Tenants | None:
    """What tenants said; nothing where no workshop has come back into the circuit."""
    return tenants(made.deck, FactFormatter(made.board, made.words))


def tenants_on_a3(name: str, made: Plan, options: Options) -> DrawnDocument:
    said = workshop_in(made)
    assert said is not None
    return DrawnDocument(name, tenants_board(paper_of(made, options), made.drawing, said, name), made)


def tenants_on_a2(name: str, made: Plan, options: Options) -> DrawnDocument:
    """The same, as large as large print wants it."""
    small = tenants_on_a3(name, made, options)
    scenes = tuple(scale_scene(each, sqrt(2), 594, 420) for each in small.scenes)
    return replace(small, pages=DrawnSheets(scenes, small.sheets))


# --- The board on paper: drawn once for screens; sized and inked for a print shop, and cut into A4 pieces, of that

SIZES: Mapping[str, tuple[float, float]] = {"a3": (420, 297), "a2": (594, 420), "a1": (841, 594)}  # ISO 216, landscape


@dataclass(frozen=True, slots=True)
class BoardDocument:
    """The board, its picture, and what the print shop and the home printer get of it.

    ``profile``: of the print shop's press.
    """

    made: Plan
    profile: bytes | None = None

    @property
    def sheets(self) -> Mapping[str, str]:
        return {"board": self.made.drawing.fingerprint}

    @property
    def scenes(self) -> tuple[Scene, ...]:
        return (self.made.drawing.scene,)

    def screen(self) -> bytes:
        return heavy.pdf.draw_scenes(
            self.scenes,
            self.made.board.preset.saver,
            self.scenes[0].title,
            heavy.pdf.Printing(variant=heavy.pdf.SCREEN),
        )

    def files(self) -> dict[str, bytes]:
        screen = self.screen()
        return {
            print_file("board-a3-screen"): screen,
            "board.png": heavy.pdf.picture(screen),
            print_file("board-a4"): tile_board(self.made, screen),
            **shop_files(self.made, screen, self.profile),
        }


def board_document(_: str, made: Plan, options: Options) -> BoardDocument:
    return BoardDocument(made, options.icc)


def shop_files(made: Plan, screen: bytes, profile: bytes | None) -> dict[str, bytes]:
    """The board for a print shop, in each size, made of the one for ``screen``; ``profile``: of its press."""
    bleed = made.board.preset.bleed_mm
    return {
        print_file(f"board-{name}"): heavy.pdf.press(screen, heavy.pdf.Press(*size, bleed, profile))
        for name, size in SIZES.items()
    }


def tile_board(made: Plan, screen: bytes) -> bytes:
    """The board in A4 pieces, at the size of the game: A3, or A2 in large print."""
    sheets, colours = pieces(made), colours_of(made.board.preset)
    scenes = [sheet.scene for sheet in sheets]
    title = f"{scenes[0].title} · {made.dossier.title} · {made.dossier.landlord}"
    over = heavy.pdf.draw_scenes(scenes, colours.saver, title, heavy.pdf.Printing(variant=heavy.pdf.SCREEN))
    return heavy.pdf.laid_under(over, screen, [sheet.board for sheet in sheets])


def pieces(made: Plan) -> tuple[TileSheet, ...]:
    drawn = made.drawing.scene
    width, height = SIZES["a2" if made.board.preset.large else "a3"]
    scale = min(width / drawn.width, height / drawn.height)
    squares, others = (text_boxes(drawn, scale, of_squares=which) for which in (True, False))
    tiling = tile(drawn.width * scale, drawn.height * scale, squares, others)
    return tile_sheets(tiling, scale, PrintContext(made.board, made.dossier, made.words), made.drawing.fingerprint)


def text_boxes(scene: Scene, scale: float, *, of_squares: bool) -> list[Box]:
    """Where the texts of a scene stand, ``scale`` times as large: those of its squares, or all others."""
    return [
        Box(scale * mark.x, scale * (mark.y - cap(mark.size_pt)), scale * mark.width, scale * cap(mark.size_pt))
        for group in scene.groups
        for mark in group.marks
        if isinstance(mark, Text) and (group.kind == "square") is of_squares
    ]


# --- The files of the cards: each face is drawn once, every file is made of the same drawings -------------
#
# Besides, the sheet that shows how far a printer shifts their backs.

if TYPE_CHECKING:
    from jeu_oie.draw.pdf import ComposedPage


@dataclass(frozen=True, slots=True)
class CardDocument:
    """The cards on sheets for ``both`` sides, turned along the ``flip`` edge, and on sheets to ``fold``."""

    made: Plan
    both: CardSheets
    fold: CardSheets
    flip: Flip

    @property
    def sheets(self) -> Mapping[str, str]:
        return {**name_sheets("cards", self.both), **name_sheets("cards-fold", self.fold)}

    def files(self) -> dict[str, bytes]:
        """The cards for both sides, each side alone, and to fold."""
        made, both, fold = self.made, self.both, self.fold
        scenes = in_order([*both.pages, *fold.pages])
        ranks = {scene: rank for rank, scene in enumerate(scenes)}
        title = f"{made.dossier.title} · {made.dossier.landlord}"
        faces = heavy.pdf.draw_scenes(scenes, made.board.preset.saver, title)
        cards = heavy.pdf.compose_pages(faces, [leaf(page, ranks) for page in both.pages], heavy.pdf.Edge(self.flip))
        return {
            print_file("cards"): cards,
            print_file("cards-fold"): heavy.pdf.compose_pages(faces, [leaf(page, ranks) for page in fold.pages]),
            print_file("cards-fronts"): heavy.pdf.extract_pages(cards, range(0, len(both.pages), 2)),
            print_file("cards-backs"): heavy.pdf.extract_pages(cards, range(1, len(both.pages), 2)),
        }


def card_document(_: str, made: Plan, options: Options) -> CardDocument:
    preset = made.board.preset
    press = DeckContext(made.dossier, colours_of(preset), made.words, preset.old_names, imprint_of(made, options).page)
    drawn = draw_cards(made.deck, press, large=preset.large)
    both = duplex_sheets(drawn, options.flip, options.shift_mm)
    return CardDocument(made, both, fold_sheets(drawn), options.flip)


def name_sheets(name: str, sheets: CardSheets) -> dict[str, str]:
    return {f"{name}-{rank}": digits for rank, digits in enumerate(sheets.hashes, 1)}


def in_order(pages: Sequence[Page]) -> list[Scene]:
    """Every drawing of ``pages`` once."""
    return list(dict.fromkeys(scene for page in pages for scene in (page.ground, *(each.face for each in page.shown))))


def leaf(page: Page, ranks: Mapping[Scene, int]) -> "ComposedPage":
    overlays = (heavy.pdf.Overlay(ranks[each.face], each.x, each.y, each.scale, each.turned) for each in page.shown)
    return heavy.pdf.ComposedPage(ranks[page.ground], tuple(overlays))


def calibration_file(t: Catalog, flip: Flip, *, large: bool) -> bytes:
    """A PDF of two pages, front and back."""
    pages = calibration_sheet(t, flip, large=large)
    return heavy.pdf.draw_scenes(
        pages, Preset().saver, t("calibrate.title"), heavy.pdf.Printing(duplex=True, edge=heavy.pdf.Edge(flip))
    )
