"""What a team is asked: a problem in a picture, a question, a debate, the pile's top card."""

from jeu_oie.draw.scene import Pattern
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.kind_spec import Group, KindSpec, Painting, same_landing, same_line
from jeu_oie.game.kinds.landing import ANSWER_SQUARES, READ, Landing

ANSWERED = same_landing(Landing(stake=ANSWER_SQUARES))

PROBLEM = KindSpec(
    kind=Kind.PROBLEM,
    band="#8C3B2E",
    share=0.12,
    pattern=Pattern(6, 4, '<path d="M0 2h6M0 0v2M3 2v2" stroke-width=".4"/>'),
    pictogram="wrench",
    legend=4,
    group=Group.QUESTION,
    landing=ANSWERED,
    line=same_line("line.problem"),
    painting=Painting.PICTURE,
)

QUIZ = KindSpec(
    kind=Kind.QUIZ,
    band="#FAEF6E",
    share=0.34,
    pattern=Pattern(4, 4, '<path d="M2 1.2v1.6M1.2 2h1.6"/>'),
    pictogram="question",
    legend=5,
    group=Group.QUESTION,
    landing=ANSWERED,
    line=same_line("line.quiz"),
)

DEBATE = KindSpec(
    kind=Kind.DEBATE,
    band="#EFD9A0",
    share=0.34,
    pattern=Pattern(7, 5, '<path d="M1 1h2.6v1.4h-1.2l-.6.6v-.6h-.8zM4 3h2v1h-1l-.4.4v-.4h-.6z" stroke-width=".4"/>'),
    pictogram="debate",
    legend=22,
    group=Group.QUESTION,
    landing=same_landing(READ),
    line=same_line("line.debate"),
)

DRAW = KindSpec(
    kind=Kind.DRAW,
    band="#F6E44A",
    share=0.34,
    pattern=Pattern(6, 6, '<path d="M3 1.8v2.4M1.8 3h2.4"/>'),
    pictogram="draw",
    legend=21,
    group=Group.SQUARE,
    landing=same_landing(Landing(draws=True)),
    line=same_line("line.draw"),
)

QUESTIONS = (PROBLEM, QUIZ, DEBATE, DRAW)
