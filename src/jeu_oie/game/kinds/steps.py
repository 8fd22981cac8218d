"""The circuit itself: départ, steps, steps to fill in, arrival."""

from jeu_oie.draw.scene import Pattern
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.kind_spec import Group, KindSpec, Painting, RankedBoard, join_lines, same_landing, same_line
from jeu_oie.game.kinds.landing import HELP_SQUARES, READ, Landing
from jeu_oie.game.squares import Square
from jeu_oie.game.wording import FactFormatter

CHEQUERS = Pattern(4, 4, '<path d="M0 0h2v2h-2zM2 2h2v2h-2z" fill="currentColor" fill-opacity=".25" stroke="none"/>')


def read_step(source: RankedBoard, square: Square) -> Landing:
    """A trace is a proof; a door leads to the arrival; on a side track the first reader moves on."""
    return Landing(
        box=True,
        proof=square.gives_egg,
        moves=HELP_SQUARES if square.on_side else 0,
        door=source.rank_of(source.board.squares[-1].name) if square.has_door else None,
    )


def tell_step(square: Square, facts: FactFormatter) -> str:
    t = facts.words
    return join_lines(
        t("line.blank") if square.writes else t("line.step"),
        t("line.proof") if square.gives_egg else "",
        t("line.on") if square.on_side else "",
        t("line.door") if square.has_door else "",
    )


START = KindSpec(
    kind=Kind.START,
    band="#F4BC0E",
    share=0.24,
    pattern=CHEQUERS,
    pictogram="goose-letter",
    legend=0,
    group=Group.STEP,
    landing=same_landing(Landing(box=True, opened=True)),
    line=same_line("line.start"),
    painting=Painting.START,
    step=True,
)

STEP = KindSpec(
    kind=Kind.STEP,
    band="#1D3460",
    share=0,
    pattern=Pattern(40, 40, ""),
    pictogram="actor-none",
    legend=1,
    group=Group.STEP,
    landing=read_step,
    line=tell_step,
    step=True,
)

BLANK = KindSpec(
    kind=Kind.BLANK,
    band="#FFFFFF",
    share=0,
    pattern=Pattern(4, 4, ""),
    pictogram="pencil",
    legend=14,
    group=Group.STEP,
    landing=read_step,
    line=tell_step,
    painting=Painting.FIELD,
    step=True,
)

FINISH = KindSpec(
    kind=Kind.FINISH,
    band="#F4BC0E",
    share=0.24,
    pattern=CHEQUERS,
    pictogram="house",
    legend=0,
    group=Group.SQUARE,
    landing=same_landing(READ),
    line=same_line("line.finish"),
    painting=Painting.FINISH,
)
