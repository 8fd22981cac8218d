"""What the circuit says of its steps on squares of its own, and what it does not say yet."""

from jeu_oie.draw.scene import Pattern
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.kind_spec import (
    Group,
    KindSpec,
    Painting,
    RankedBoard,
    no_sentence,
    same_landing,
    same_rules,
    same_sentence,
)
from jeu_oie.game.kinds.landing import EGG, READ, Landing
from jeu_oie.game.squares import Square
from jeu_oie.game.wording import FactFormatter

PEACH = "#F8D8AD"


def ask(_: RankedBoard, square: Square) -> Landing:
    """Whoever asked for a proof has one."""
    return EGG if square.gives_egg else READ


def name_ask(square: Square, facts: FactFormatter) -> str:
    return facts.words("effect.hold" if square.gives_egg else "effect.ask")


HOLD = KindSpec(
    kind=Kind.HOLD,
    band="#F6C98F",
    share=0.30,
    pattern=Pattern(5, 5, '<path d="M2.5 1a1.5 1.9 0 0 1 0 3.2a1.5 1.9 0 0 1 0-3.2z"/>'),
    pictogram="egg",
    legend=15,
    group=Group.SQUARE,
    landing=same_landing(EGG),
    effect=same_sentence("effect.hold"),
    game=no_sentence,
    rules=same_rules("rules.hold"),
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
    effect=same_sentence("effect.say"),
    game=no_sentence,
    rules=same_rules("rules.say"),
)

AID = KindSpec(
    kind=Kind.AID,
    band="#8DB5B3",
    share=0.18,
    pattern=Pattern(4, 4, '<path d="M0 4l4-4M-1 1l2-2M3 5l2-2" stroke-width=".5"/>'),
    pictogram="aid",
    legend=17,
    group=Group.SQUARE,
    landing=same_landing(READ),
    effect=same_sentence("effect.aid"),
    game=no_sentence,
    rules=same_rules(),
)

KNOWN = KindSpec(
    kind=Kind.KNOWN,
    band="#D9E4EC",
    share=0.35,
    pattern=Pattern(4, 6, '<path d="M0 3h4" stroke-width=".4"/>'),
    pictogram="book",
    legend=18,
    group=Group.SQUARE,
    landing=same_landing(READ),
    effect=no_sentence,
    game=no_sentence,
    rules=same_rules(),
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
    effect=same_sentence("effect.time"),
    game=no_sentence,
    rules=same_rules(),
    painting=Painting.TIME,
    short_word=True,
)

DELAY = KindSpec(
    kind=Kind.DELAY,
    band="#FCEBD3",
    share=0.38,
    pattern=Pattern(5, 5, '<path d="M2.5 2.5v.01" stroke-linecap="round"/>'),
    pictogram="calendar-unknown",
    legend=19,
    group=Group.SQUARE,
    landing=same_landing(READ),
    effect=same_sentence("effect.delay"),
    game=no_sentence,
    rules=same_rules("rules.write"),
    painting=Painting.FIELD,
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
    effect=name_ask,
    game=no_sentence,
    rules=same_rules("rules.write"),
    painting=Painting.FIELD,
)

SENTENCE_KINDS = (HOLD, SAY, AID, KNOWN, TIME, DELAY, ASK)
