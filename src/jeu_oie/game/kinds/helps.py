"""What helps: a recourse, a space where tenants meet."""

from collections.abc import Iterator, Sequence

from jeu_oie.draw.scene import Pattern
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.kind_spec import Group, KindSpec, RankedBoard, same_landing, same_rules, same_sentence
from jeu_oie.game.kinds.landing import EGG, Effect, Help, Landing, always
from jeu_oie.game.squares import Board, Square
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import Catalog

FREE, HELP = always(Effect(helps=Help.FREE)), always(Effect(helps=Help.SPACE))


def take_recourse(_: RankedBoard, square: Square) -> Landing:
    """With a trace an egg; without, another team is freed."""
    return EGG if square.gives_egg else FREE


def name_effect(square: Square, facts: FactFormatter) -> str:
    return facts.words("effect.hold" if square.gives_egg else "effect.recourse")


def tell_game(square: Square, facts: FactFormatter) -> str:
    return facts.words("game.trace" if square.gives_egg else "game.recourse")


def list_rules(_: Board, squares: Sequence[Square], t: Catalog) -> Iterator[str]:
    """An egg that is drawn stands in the lines that hold for all."""
    if not all(square.gives_egg for square in squares):
        yield t("rules.recourse.free")


RECOURSE = KindSpec(
    kind=Kind.RECOURSE,
    band="#1C6A67",
    share=0.13,
    pattern=Pattern(6, 6, '<path d="M0 6l6-6M-1 1l2-2M5 7l2-2" stroke-width="1.1"/>'),
    pictogram="signpost",
    legend=12,
    group=Group.RECOURSE,
    landing=take_recourse,
    effect=name_effect,
    game=tell_game,
    rules=list_rules,
)

SPACE = KindSpec(
    kind=Kind.SPACE,
    band="#C488AE",
    share=0.22,
    pattern=Pattern(5, 5, '<circle cx="2.5" cy="2.5" r="1.5"/>'),
    pictogram="people",
    legend=13,
    group=Group.SPACE,
    landing=same_landing(HELP),
    effect=same_sentence("effect.space"),
    game=same_sentence("game.space"),
    rules=same_rules("rules.space", "rules.space.rest"),
    short_word=True,
)
