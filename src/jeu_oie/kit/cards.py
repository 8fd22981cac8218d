"""The files of the cards: each face is drawn once, every file is made of the same drawings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jeu_oie import heavy
from jeu_oie.kit.options import Options
from jeu_oie.kit.planning import Plan
from jeu_oie.layout.cards.face import Press
from jeu_oie.layout.scene import Scene
from jeu_oie.layout.sheets import Page, Sheets, draw_cards, duplex_sheets, fold_sheets
from jeu_oie.render.html.sheet import Imprint

if TYPE_CHECKING:
    from jeu_oie.render.pdf import Leaf


@dataclass(frozen=True, slots=True)
class CardFiles:
    """Name of a file (« cards-fold ») → its PDF; name of a sheet → the content hash that it carries."""

    files: Mapping[str, bytes]
    sheets: Mapping[str, str]


def card_files(made: Plan, imprint: Imprint, options: Options) -> CardFiles:
    """The cards for both sides, each side alone, and to fold."""
    both, fold = laid_out(made, imprint, options)
    scenes = in_order([*both.pages, *fold.pages])
    ranks = {scene: rank for rank, scene in enumerate(scenes)}
    faces = heavy.pdf.drawn(scenes, made.board.preset.colours, f"{made.dossier.title} · {made.dossier.landlord}")
    cards = heavy.pdf.composed(faces, [leaf(page, ranks) for page in both.pages], heavy.pdf.Edge(options.flip))
    files = {
        "cards": cards,
        "cards-fold": heavy.pdf.composed(faces, [leaf(page, ranks) for page in fold.pages]),
        "cards-fronts": heavy.pdf.taken(cards, range(0, len(both.pages), 2)),
        "cards-backs": heavy.pdf.taken(cards, range(1, len(both.pages), 2)),
    }
    return CardFiles(files, card_hashes(both, fold))


def laid_out(made: Plan, imprint: Imprint, options: Options) -> tuple[Sheets, Sheets]:
    """The cards on sheets for both sides, and on sheets to fold."""
    preset = made.board.preset
    press = Press(made.dossier, preset.colours, made.words, preset.old_names, imprint.page)
    drawn = draw_cards(made.deck, press, large=preset.large)
    return duplex_sheets(drawn, options.flip, options.shift_mm), fold_sheets(drawn)


def card_hashes(both: Sheets, fold: Sheets) -> dict[str, str]:
    return {**named("cards", both), **named("cards-fold", fold)}


def named(name: str, sheets: Sheets) -> dict[str, str]:
    return {f"{name}-{rank}": digits for rank, digits in enumerate(sheets.hashes, 1)}


def in_order(pages: Sequence[Page]) -> list[Scene]:
    """Every drawing of ``pages`` once."""
    return list(dict.fromkeys(scene for page in pages for scene in (page.ground, *(each.face for each in page.shown))))


def leaf(page: Page, ranks: Mapping[Scene, int]) -> "Leaf":
    puts = (heavy.pdf.Put(ranks[each.face], each.x, each.y, each.scale, each.turned) for each in page.shown)
    return heavy.pdf.Leaf(ranks[page.ground], tuple(puts))
