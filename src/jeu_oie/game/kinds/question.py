"""A question, the square's own or the pile's top card."""

from collections.abc import Iterator, Sequence

from jeu_oie.circuit.model import Item, Recourse, Space
from jeu_oie.draw.scene import Pattern
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.traits import Act, Outcome, Played, RankedBoard, Traits
from jeu_oie.game.squares import Board, Square
from jeu_oie.game.wording import FactFormatter, can_win
from jeu_oie.messages import Catalog


def draw(source: RankedBoard, square: Square) -> Played:
    """The square's own question, or the top card of the pile; a debate is only talked about."""
    if square.item is not None:
        return Played(Act.DRAW, chances=answers(source, (square.item,))) if can_win(square.item) else Played()
    return Played(Act.DRAW, chances=answers(source, source.board.pile))


def answers(source: RankedBoard, cards: tuple[Item, ...]) -> dict[Outcome, float]:
    """How a card of ``cards`` falls out: only one that can win a throw is answered right, ``luck`` of the time."""
    mix = {
        Outcome.RIGHT: source.preset.luck * sum(map(can_win, cards)) / len(cards),
        Outcome.RECOURSE: sum(isinstance(each, Recourse) for each in cards) / len(cards),
        Outcome.SPACE: sum(isinstance(each, Space) for each in cards) / len(cards),
    }
    held = {way: chance for way, chance in mix.items() if chance or way is Outcome.RIGHT}
    return {**held, Outcome.ELSE: max(0.0, 1 - sum(held.values()))}


def name_effect(square: Square, facts: FactFormatter) -> str:
    return facts.words("effect.question") if can_win(square.item) else facts.words("effect.debate")


def tell_game(square: Square, facts: FactFormatter) -> str:
    return facts.words("game.question") if can_win(square.item) else facts.words("game.debate")


def list_rules(board: Board, squares: Sequence[Square], t: Catalog) -> Iterator[str]:
    if board.pile and any(square.item is None for square in squares):
        yield t("rules.question.draw")
    yield t("rules.question.right")
    yield t("rules.question.debate")


QUESTION = Traits(
    kind=Kind.QUESTION,
    band="#FAEF6E",
    share=0.34,
    pattern=Pattern(4, 4, '<path d="M2 1.2v1.6M1.2 2h1.6"/>'),
    pictogram="question",
    legend=5,
    sort="question",
    act=draw,
    effect=name_effect,
    game=tell_game,
    rules=list_rules,
)
