"""What holds a pawn up: the old game's inn and well, and what a file meets besides. All are red."""

from dataclasses import replace

from jeu_oie.draw.scene import Pattern
from jeu_oie.game.kinds import TURNS, Kind
from jeu_oie.game.kinds.kind_spec import Group, KindSpec, RankedBoard, same_line
from jeu_oie.game.kinds.landing import Landing
from jeu_oie.game.squares import Square
from jeu_oie.game.wording import FactFormatter

DOT = '<circle cx="{0}" cy="{0}" r=".35" fill="currentColor" stroke="none"/>'


def lose_turns(_: RankedBoard, square: Square) -> Landing:
    return Landing(waits=TURNS[square.kind])


def go_back(source: RankedBoard, square: Square) -> Landing:
    return Landing(back=source.rank_of(square.target))


def tell_back(square: Square, facts: FactFormatter) -> str:
    return facts.words("line.back", to=square.target)


WAIT = KindSpec(
    kind=Kind.WAIT,
    band="#E88000",
    share=0.17,
    pattern=Pattern(3, 3, DOT.format(0.75) + DOT.format(2.25)),
    pictogram="hourglass",
    legend=6,
    group=Group.SETBACK,
    landing=lose_turns,
    line=same_line("line.wait"),
)

SILENCE = KindSpec(
    kind=Kind.SILENCE,
    band="#A8B9C8",
    share=0.24,
    pattern=Pattern(6, 3, '<path d="M0 1.5q1.5-1.6 3 0t3 0"/>'),
    pictogram="well",
    legend=7,
    group=Group.SETBACK,
    landing=lose_turns,
    line=same_line("line.wait.two"),
)

BLOCKED = replace(
    SILENCE,
    kind=Kind.BLOCKED,
    band="#5B3C22",
    share=0.14,
    pattern=Pattern(2.6, 4, '<path d="M1.3 0v4" stroke-width=".7"/>'),
    pictogram="bars",
    legend=9,
)

CLOSED = replace(
    BLOCKED,
    kind=Kind.CLOSED,
    band="#232323",
    share=0.13,
    pattern=Pattern(4, 4, '<path d="M1 1l2 2M3 1l-2 2"/>'),
    pictogram="folder",
    legend=10,
    dark=True,
)

BACK = KindSpec(
    kind=Kind.BACK,
    band="#CC2C06",
    share=0.13,
    pattern=Pattern(3, 3, '<path d="M0 3l3-3M-.5.5l1-1M2.5 3.5l1-1"/>'),
    pictogram="back",
    legend=11,
    group=Group.SETBACK,
    landing=go_back,
    line=tell_back,
    arrow=True,
)

TRAPS = (WAIT, SILENCE, BLOCKED, CLOSED, BACK)
