"""What helps: a letter that one writes, somebody outside the landlord, a space where tenants meet."""

from jeu_oie.draw.scene import Pattern
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.kind_spec import Group, KindSpec, RankedBoard, join_lines, same_landing, same_line
from jeu_oie.game.kinds.landing import HELP_SQUARES, Landing
from jeu_oie.game.squares import Square
from jeu_oie.game.wording import FactFormatter


def write_letter(_: RankedBoard, square: Square) -> Landing:
    """With a trace a proof; without one it helps as any helper does."""
    return Landing(box=True, proof=True) if square.gives_egg else HELP


def tell_letter(square: Square, facts: FactFormatter) -> str:
    t = facts.words
    return join_lines(t("line.step"), t("line.proof") if square.gives_egg else t("line.help"))


def tell_help(_: Square, facts: FactFormatter) -> str:
    return join_lines(facts.words("line.step"), facts.words("line.help"))


HELP = Landing(box=True, frees=True, moves=HELP_SQUARES)

RECOURSE = KindSpec(
    kind=Kind.RECOURSE,
    band="#1C6A67",
    share=0.13,
    pattern=Pattern(6, 6, '<path d="M0 6l6-6M-1 1l2-2M5 7l2-2" stroke-width="1.1"/>'),
    pictogram="signpost",
    legend=12,
    group=Group.RECOURSE,
    landing=write_letter,
    line=tell_letter,
)

HELPER = KindSpec(
    kind=Kind.HELPER,
    band="#A9CFC9",
    share=0.25,
    pattern=Pattern(4, 4, '<path d="M0 4l4-4M-1 1l2-2M3 5l2-2" stroke-width=".5"/>'),
    pictogram="aid",
    legend=17,
    group=Group.RECOURSE,
    landing=same_landing(HELP),
    line=tell_help,
)

SPACE = KindSpec(
    kind=Kind.SPACE,
    band="#C488AE",
    share=0.22,
    pattern=Pattern(5, 5, '<circle cx="2.5" cy="2.5" r="1.5"/>'),
    pictogram="people",
    legend=13,
    group=Group.SPACE,
    landing=same_landing(Landing(frees=True, moves=HELP_SQUARES)),
    line=same_line("line.help"),
)
