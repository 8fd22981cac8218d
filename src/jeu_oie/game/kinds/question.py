"""A question: the one of a step, or the pile's top card."""

from collections.abc import Iterator, Sequence

from jeu_oie.draw.scene import Pattern
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.kind_spec import Group, KindSpec, RankedBoard, no_sentence, same_landing, same_sentence
from jeu_oie.game.kinds.landing import NO_EFFECT, READ, Ask, Effect, Help, Landing, Outcome
from jeu_oie.game.meaning import can_win
from jeu_oie.game.squares import Board, Square
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import Catalog

QUIZ = Landing({Outcome.RIGHT: Effect(again=True), Outcome.ELSE: NO_EFFECT}, Ask.ANSWER)
CARD = Landing(
    {
        Outcome.RIGHT: Effect(again=True),
        Outcome.ELSE: NO_EFFECT,
        Outcome.EGG: Effect(egg=True),
        Outcome.FREE: Effect(helps=Help.FREE),
        Outcome.SPACE: Effect(helps=Help.SPACE),
    },
    Ask.CARD,
)


def answer(_: RankedBoard, square: Square) -> Landing:
    """The step's own question; a debate is only talked about."""
    return QUIZ if can_win(square.item) else READ


def name_effect(square: Square, facts: FactFormatter) -> str:
    return facts.words("effect.question") if can_win(square.item) else facts.words("effect.debate")


def tell_game(square: Square, facts: FactFormatter) -> str:
    return facts.words("game.question") if can_win(square.item) else facts.words("game.debate")


def list_rules(board: Board, squares: Sequence[Square], t: Catalog) -> Iterator[str]:
    """As of a card of the pile, where there is one; who reads it stands in the lines that hold for all."""
    if board.draws:
        yield from list_draw_rules(board, squares, t)
    elif not all(can_win(square.item) for square in squares):
        yield t("rules.question.debate")


def list_draw_rules(board: Board, _: Sequence[Square], t: Catalog) -> Iterator[str]:
    """Of a card on a problem that a team holds, where there are such problems."""
    held = ("rules.draw.held",) if board.problems else ()
    return map(t, ("rules.question.debate", "rules.draw.other", *held, "rules.draw.empty"))


QUESTION = KindSpec(
    kind=Kind.QUESTION,
    band="#FAEF6E",
    share=0.34,
    pattern=Pattern(4, 4, '<path d="M2 1.2v1.6M1.2 2h1.6"/>'),
    pictogram="question",
    legend=5,
    group=Group.QUESTION,
    landing=answer,
    effect=name_effect,
    game=tell_game,
    rules=list_rules,
)

DRAW = KindSpec(
    kind=Kind.DRAW,
    band="#F6E44A",
    share=0.34,
    pattern=Pattern(6, 6, '<path d="M3 1.8v2.4M1.8 3h2.4"/>'),
    pictogram="draw",
    legend=21,
    group=Group.SQUARE,
    landing=same_landing(CARD),
    effect=same_sentence("draw.foot"),
    game=no_sentence,
    rules=list_draw_rules,
)
