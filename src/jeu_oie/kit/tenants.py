"""The tenants' board of a kit, which is there once a workshop has come back into the circuit."""

from math import sqrt

from jeu_oie.board.facts import Facts
from jeu_oie.board.tenants import Tenants, tenants
from jeu_oie.kit.planning import Plan
from jeu_oie.layout.paper import Paper, Sheets, scaled
from jeu_oie.layout.tenants import tenants_board

NAMES = {False: "tenants-board-a3", True: "tenants-board-a2"}  # True in large print


def told_in(made: Plan) -> Tenants | None:
    return tenants(made.deck, Facts(made.board, made.words))


def tenants_files(made: Plan) -> tuple[str, ...]:
    """The name of its file; none where no workshop has come back."""
    return (NAMES[made.board.preset.large],) if told_in(made) else ()


def tenants_sheets(made: Plan, paper: Paper) -> Sheets:
    """Its sheets: A3, in large print the same on A2."""
    said = told_in(made)
    assert said is not None
    name = NAMES[paper.large]
    drawn = tenants_board(paper, made.drawing, said, name)
    if not paper.large:
        return drawn
    return Sheets(tuple(scaled(each, sqrt(2), 594, 420) for each in drawn.scenes), drawn.hashes)
