"""What is told of a step on a square of its own, what nobody has found of it, and what is done well."""

from jeu_oie.draw.scene import Pattern
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.kind_spec import Group, KindSpec, Painting, RankedBoard, join_lines, same_landing, same_line
from jeu_oie.game.kinds.landing import READ, Landing
from jeu_oie.game.meaning import is_idea
from jeu_oie.game.squares import Square
from jeu_oie.game.wording import FactFormatter

PEACH = "#F8D8AD"
# Each row of scales begins in the tile above, so that no seam shows.
SCALES = '<path d="M0 0a2 2 0 0 0 4 0M-2 1.5a2 2 0 0 0 4 0a2 2 0 0 0 4 0M-2-1.5a2 2 0 0 0 4 0a2 2 0 0 0 4 0"/>'


def ask(_: RankedBoard, square: Square) -> Landing:
    """Whoever asked for a proof has one."""
    return Landing(proof=square.gives_egg)


def tell_ask(square: Square, facts: FactFormatter) -> str:
    return join_lines(facts.words("line.ask"), facts.words("line.proof") if square.gives_egg else "")


def tell_fact(square: Square, facts: FactFormatter) -> str:
    return facts.words("line.idea" if is_idea(square.item) else "line.fact")


HOLD = KindSpec(
    kind=Kind.HOLD,
    band="#F6C98F",
    share=0.30,
    pattern=Pattern(5, 5, '<path d="M2.5 1a1.5 1.9 0 0 1 0 3.2a1.5 1.9 0 0 1 0-3.2z"/>'),
    pictogram="egg",
    legend=15,
    group=Group.SQUARE,
    landing=same_landing(Landing(proof=True)),
    line=same_line("line.proof"),
)

SAY = KindSpec(
    kind=Kind.SAY,
    band="#F9E0BE",
    share=0.30,
    pattern=Pattern(6, 4, '<path d="M1 1h3v1.6h-1.4l-.8.8v-.8h-.8z"/>'),
    pictogram="bubble",
    legend=16,
    group=Group.SQUARE,
    landing=same_landing(READ),
    line=same_line("line.say"),
)

FACT = KindSpec(
    kind=Kind.FACT,
    band="#D9E4EC",
    share=0.35,
    pattern=Pattern(4, 6, '<path d="M0 3h4" stroke-width=".4"/>'),
    pictogram="book",
    legend=18,
    group=Group.SQUARE,
    landing=same_landing(READ),
    line=tell_fact,
)

TIME = KindSpec(
    kind=Kind.TIME,
    band=PEACH,
    share=0.38,
    pattern=Pattern(3, 3, '<path d="M1.5 1.5v.01" stroke-linecap="round"/>'),
    pictogram="calendar",
    legend=2,
    group=Group.SQUARE,
    landing=same_landing(READ),
    line=same_line("line.fact"),
    painting=Painting.TIME,
    short_word=True,
)

ASK = KindSpec(
    kind=Kind.ASK,
    band="#FFFDF5",
    share=0,
    pattern=Pattern(8, 8, ""),
    pictogram="ask",
    legend=20,
    group=Group.SQUARE,
    landing=ask,
    line=tell_ask,
    painting=Painting.FIELD,
)

GOOSE = KindSpec(
    kind=Kind.GOOSE,
    band="#5DB963",
    share=0.20,
    pattern=Pattern(4, 3, SCALES),
    pictogram="goose",
    legend=3,
    group=Group.PRACTICE,
    landing=same_landing(Landing(again=True)),
    line=same_line("line.goose"),
)

FACTS = (HOLD, SAY, FACT, TIME, ASK, GOOSE)
