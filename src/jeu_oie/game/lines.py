"""What the sheet of the table says: the ten lines of game.md, « The sheet », each kind with its own line, the foot.

The sentences stand in the catalog (``sheet.…``, ``line.…``): squares, cards, sheet and page say the same ones.
"""

from dataclasses import dataclass
from enum import StrEnum

from jeu_oie.circuit.model import Item
from jeu_oie.game.cards import pile_kind
from jeu_oie.game.faces import name_square
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import KINDS
from jeu_oie.game.meaning import is_idea, tell_card
from jeu_oie.game.squares import OPENED, WAYS, Board, Square
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import Catalog

LINES = 10
LAST_CASES = ("alone", "blocked", "urgent", "again", "pile", "equal", "aloud")


class Handicap(StrEnum):
    """Which of two teams starts with a proof, where ``odds`` found that the other wins too often."""

    NONE = ""
    FIRST = "first"
    SECOND = "second"


def has_urgency(board: Board) -> bool:
    """Whether its urgencies are read before the first throw; else the numbers of danger are, on the board itself."""
    return any(square.kind is Kind.SHORTCUT for square in board.squares)


def list_rules(board: Board, words: Catalog, handicap: Handicap = Handicap.NONE) -> tuple[str, ...]:
    """The ten lines; what is between two ``*`` is what one does, ``☐`` is drawn."""
    keys = {rank: f"sheet.line.{rank}" for rank in range(1, LINES + 1)}
    if not has_urgency(board):
        keys[2] = "sheet.line.2.danger"  # the red box in the centre, by its own title
    said = {rank: words(key, box=words("handout.danger")) for rank, key in keys.items()}
    if handicap:
        said[3] = f"{said[3]} {words(f'sheet.line.3.{handicap}')}"
    return tuple(said.values())


def list_last_cases(board: Board, words: Catalog) -> tuple[str, ...]:
    """What else may happen, of what this board has."""
    urgent = has_urgency(board)
    again = any(plays_again(square) for square in board.every_square)
    has = {"urgent": urgent, "again": again}
    return tuple(words(f"rules.last.{case}") for case in LAST_CASES if has.get(case, True))


def plays_again(square: Square) -> bool:
    """Whether it says « encore d’autant »: a good practice, an urgency that leads out of the circuit."""
    return square.kind is Kind.GOOSE or (square.kind is Kind.SHORTCUT and square.target is None)


@dataclass(frozen=True, slots=True)
class KindLine:
    """A kind as the back of the sheet shows it: ``pictogram`` and ``name`` as on a square, and what is done there.

    ``tick``: it has a ☐, ``ticked`` before the first throw; ``egg``: a proof is won there.
    ``dashed``: its outline.
    """

    kind: Kind
    pictogram: str
    name: str
    line: str
    tick: bool = False
    ticked: bool = False
    egg: bool = False
    dashed: bool = False


def list_kinds(board: Board, facts: FactFormatter) -> tuple[KindLine, ...]:
    """Each kind of the board, once for each line it has, in the order of the register; then the cards of the pile."""
    order = {kind: rank for rank, kind in enumerate(KINDS)}
    ranked = sorted(board.every_square, key=lambda each: order[each.kind])
    lines = (*(kind_line(square, facts) for square in ranked), *(card_line(item, facts) for item in board.pile))
    return tuple({(each.name, each.line): each for each in lines}.values())


def kind_line(square: Square, facts: FactFormatter) -> KindLine:
    """A square that leads elsewhere is told by its number: its line is no other's."""
    kind_spec = KINDS[square.kind]
    name = name_square(square, facts)
    if square.target is not None or square.kind in WAYS.values():
        name = facts.words("in-brackets", said=name, note=square.name)
    return KindLine(
        kind=square.kind,
        pictogram="goose-dashed" if is_idea(square.item) else kind_spec.pictogram,
        name=name,
        line=kind_spec.line(square, facts),
        tick=square.has_box,
        ticked=square.kind in OPENED,
        egg=square.gives_egg,
        dashed=square.kind is Kind.BLANK or is_idea(square.item),
    )


def card_line(item: Item, facts: FactFormatter) -> KindLine:
    """A card of the pile, by what it is."""
    kind, word, _ = pile_kind(item)
    name = facts.words("pile.card", name=facts.words(f"pile.{word}"))
    return KindLine(kind, KINDS[kind].pictogram, name, tell_card(item, facts.words))
