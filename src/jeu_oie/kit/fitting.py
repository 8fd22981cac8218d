"""What found no room on a sheet → problems at the lines to shorten; ``check`` tries the sheet that holds the most."""

import math
from collections.abc import Iterator

from jeu_oie.circuit.read import Reading
from jeu_oie.errors import DoesNotFit, Problem, Severity
from jeu_oie.game.kinds.register import colours_of
from jeu_oie.kit.plan import Plan
from jeu_oie.print.look import look_of


def find_misfits(reading: Reading, made: Plan) -> Iterator[Problem]:
    """What finds no room on the person's sheet. Raises RenderingFailed.

    It is set in this process, which grows by it and may not fork any more.
    """
    from jeu_oie.print.content.person import person_content
    from jeu_oie.print.typeset import typeset

    preset = made.board.preset
    look = look_of(colours_of(preset), large=preset.large, logo=preset.logo)
    try:
        typeset("3-person", "person", person_content(made.board, made.dossier, made.page_address), look)
    except DoesNotFit as error:
        yield from misfit_problems(reading, error)


def misfit_problems(reading: Reading, error: DoesNotFit) -> Iterator[Problem]:
    """All of a sheet, each at the line of what is too long."""
    for each in error.misfits:
        item, key = find_line(reading, each.at)
        over = math.ceil(max(each.need - each.have, 1))
        yield reading.problem(item, key, "does-not-fit", Severity.ERROR, sheet=error.sheet, over=over)


def find_line(reading: Reading, at: str) -> tuple[str, str]:
    """Item and key of an address as a reading knows them: « steps.report.title » is the title of the item report.

    Where the address leads deeper than lines are known, the nearest that holds it.
    """
    parts = at.split(".")
    for end in range(len(parts), 0, -1):
        head = parts[:end]
        # Without the name of its list, an address begins with an item.
        known = [(".".join(head[:cut]), ".".join(head[cut:])) for cut in range(end + 1)]
        known += [(".".join(head[1:cut]), ".".join(head[cut:])) for cut in range(2, end + 1)]
        if found := next((each for each in known if any(each) and each in reading.places), None):
            return found
    return "", ""
