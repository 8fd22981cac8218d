"""The files of the cards: each face is drawn once, every file is made of the same drawings.

Besides, the sheet that shows how far a printer shifts their backs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jeu_oie import heavy
from jeu_oie.board.kinds.register import colours_of
from jeu_oie.board.preset import Preset
from jeu_oie.kit.options import Options
from jeu_oie.kit.planning import Plan
from jeu_oie.kit.printing import imprint_of, print_file
from jeu_oie.layout.calibration import calibration_sheet
from jeu_oie.layout.cards.face import DeckContext
from jeu_oie.layout.imposition import Flip
from jeu_oie.layout.scene import Scene
from jeu_oie.layout.sheets import CardSheets, Page, draw_cards, duplex_sheets, fold_sheets
from jeu_oie.messages import Catalog

if TYPE_CHECKING:
    from jeu_oie.render.pdf import ComposedPage


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
