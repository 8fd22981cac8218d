"""What nobody has found, on the person's sheet: to ask, with a line to write the answer on. Lengths in mm."""

from collections.abc import Sequence
from dataclasses import dataclass

from jeu_oie.draw.geometry import Box, rounded_path
from jeu_oie.draw.ink import INK
from jeu_oie.draw.marks import Block, Para, height, largest, place_block
from jeu_oie.draw.scene import Icon, Mark, Shape
from jeu_oie.draw.text import Style
from jeu_oie.game.person import PersonSheet
from jeu_oie.sheets.paper import PrintContext, line
from jeu_oie.sheets.person_parts import CREAM, PAD, READ, WRITE_HERE, Line, ground_of

DOTS = "0.4 1.4"
WRITTEN, TIGHT = 8.8, 7.6  # mm from line to line, for a hand that is used to write and where room is short


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A question on one line, dots after it, and what one can say under it."""

    title: Para
    say: Block
    width: float
    line: float

    @property
    def least(self) -> float:
        return self.line + (height(self.say, self.width) if self.say else 0)


def questions_of(
    paper: PrintContext, said: PersonSheet, room: float, line: float, *, say: bool
) -> tuple[AskedLine, ...]:
    inner = room - 2 * PAD
    return tuple(
        AskedLine(
            Line(title, largest(title, inner - 60, (14,)), language=paper.language_of(title)),
            (Line(told, READ, 0, 7, "bubble", language=paper.foreign),) if told and say else (),
            inner,
            line,
        )
        for title, told in said.questions
    )


def height_of_questions(asked: Sequence[AskedLine]) -> float:
    """With the heading and the room over the box."""
    return sum(each.least for each in asked) + 10.5 if asked else 0


def dots(x: float, to_x: float, y: float) -> Shape:
    return line(x, y, to_x, y, dash=DOTS, kind="write", mm=0.5)


def draw_questions(paper: PrintContext, asked: Sequence[AskedLine], box: Box) -> tuple[Mark, ...]:
    """« Je demande, j’écris ici »: a question a line, dots to write on."""
    marks: list[Mark] = [
        Shape(rounded_path(box, (3,) * 4), ground_of(paper, CREAM), INK, 0.7, WRITE_HERE),
        Icon("pencil", Box(box.x + PAD, box.y + 1.4, 7, 7)),
    ]
    head = (Line(paper.words("handout.questions"), Style(15, bold=True)),)
    marks += place_block(head, box.x + PAD + 9, box.y + 1.6, box.w - 12)
    y = box.y + 8.0
    air = min(max(box.h - height_of_questions(asked) + 2, 0) / len(asked), 2 * WRITTEN)
    for each in asked:
        marks += place_block((each.title,), box.x + PAD, y + each.line - 6.9, box.w - 60)
        left = box.x + PAD + each.title.style.width(each.title.text) + 3
        marks.append(dots(left, box.right - PAD, y + each.line - 1.9))
        marks += place_block(each.say, box.x + PAD, y + each.line, each.width)
        y += each.least
        rows = int(air / WRITTEN)
        marks += (dots(box.x + PAD, box.right - PAD, y + WRITTEN * (row + 1) - 1.9) for row in range(rows))
        y += air
    return tuple(marks)
