"""What found no room on a sheet → problems at the lines to shorten; ``check`` tries the sheets that hold the most."""

import math
from collections.abc import Iterator

from jeu_oie.circuit.read import Reading
from jeu_oie.errors import DoesNotFit, Problem, Severity
from jeu_oie.kit.plan import FORMER, Plan


def find_misfits(reading: Reading, made: Plan) -> Iterator[Problem]:
    """What finds no room on the person's sheet, or on a card. Raises RenderingFailed.

    They are set in this process, which grows by it and may not fork any more.
    """
    from jeu_oie.kit.pictures import try_cards, try_person

    for trial in (try_person, try_cards):
        try:
            trial(made)
        except DoesNotFit as error:
            yield from misfit_problems(reading, error)


def misfit_problems(reading: Reading, error: DoesNotFit) -> Iterator[Problem]:
    """All of a sheet, each at the line of what is too long."""
    for each in error.misfits:
        item, key = find_line(reading, each.at)
        over = math.ceil(max(each.need - each.have, 1))
        file = FORMER.get(error.sheet, error.sheet)  # what is bound with others is no file of its own
        yield reading.problem(item, key, "does-not-fit", Severity.ERROR, sheet=file, over=over)


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
