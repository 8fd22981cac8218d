"""A good practice: a goose where the landlord does it, an idea to discuss elsewhere."""

from collections.abc import Iterator, Sequence

from jeu_oie.draw.scene import Pattern
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.kind_spec import Group, KindSpec, RankedBoard
from jeu_oie.game.kinds.landing import READ, Effect, Landing, always
from jeu_oie.game.meaning import is_idea
from jeu_oie.game.squares import Board, Square
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import Catalog

# Each row of scales begins in the tile above, so that no seam shows.
SCALES = '<path d="M0 0a2 2 0 0 0 4 0M-2 1.5a2 2 0 0 0 4 0a2 2 0 0 0 4 0M-2-1.5a2 2 0 0 0 4 0a2 2 0 0 0 4 0"/>'


def fly_on(_: RankedBoard, square: Square) -> Landing:
    return READ if is_idea(square.item) else always(Effect(goose=True))


def name_effect(square: Square, facts: FactFormatter) -> str:
    return facts.words("effect.idea") if is_idea(square.item) else facts.words("effect.practice")


def tell_game(square: Square, facts: FactFormatter) -> str:
    return facts.words("game.idea") if is_idea(square.item) else facts.words("game.practice")


def list_rules(_: Board, squares: Sequence[Square], t: Catalog) -> Iterator[str]:
    if not all(is_idea(square.item) for square in squares):
        yield t("rules.practice")
        yield t("rules.practice.back")
    if any(is_idea(square.item) for square in squares):
        yield t("rules.practice.idea")


PRACTICE = KindSpec(
    kind=Kind.PRACTICE,
    band="#5DB963",
    share=0.20,
    pattern=Pattern(4, 3, SCALES),
    pictogram="goose",
    legend=3,
    group=Group.PRACTICE,
    landing=fly_on,
    effect=name_effect,
    game=tell_game,
    rules=list_rules,
    old_name=True,
    sends=True,
)
