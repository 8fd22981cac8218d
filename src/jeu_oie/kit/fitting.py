"""What found no room on a sheet → problems at the lines to shorten; ``check`` tries the sheets that hold the most."""

import math
from collections.abc import Iterator

from jeu_oie.circuit.read import Reading
from jeu_oie.errors import DoesNotFit, Problem, Severity
from jeu_oie.game.kinds.register import colours_of
from jeu_oie.kit.plan import Plan
from jeu_oie.print.look import card_look_of, sheet_look_of

PX_MM = 0.2  # of a picture that nobody looks at
BOUND = ("rules", "cards", "cards-fold", "worksheet")  # sheets of « 2-table », no files of their own


def find_misfits(reading: Reading, made: Plan) -> Iterator[Problem]:
    """What finds no room on the person's sheet, or on a card. Raises RenderingFailed.

    They are set in this process, which grows by it and may not fork any more.
    """
    for trial in (try_person, try_cards):
        try:
            trial(made)
        except DoesNotFit as error:
            yield from misfit_problems(reading, error)


def try_person(made: Plan) -> None:
    """Raises DoesNotFit, RenderingFailed."""
    from jeu_oie.print.content.person import person_content
    from jeu_oie.print.typeset import typeset_pictures

    look = sheet_look_of(made.board.preset)
    content = person_content(made.board, made.dossier, made.page_address)
    typeset_pictures("3-person", "person", content, look, PX_MM)


def try_cards(made: Plan) -> None:
    """All of a table, by what each holds at least. Raises DoesNotFit, RenderingFailed."""
    from jeu_oie.print.content.cards import CardMaking, card_sheets
    from jeu_oie.print.typeset import typeset_pictures

    preset = made.board.preset
    look = card_look_of(colours_of(preset), large=preset.large, side="trial")
    making = CardMaking(large=preset.large)
    content = card_sheets(made.deck, made.dossier, made.words, made.page_address, making)
    typeset_pictures("cards", "cards", content, look, PX_MM)


def misfit_problems(reading: Reading, error: DoesNotFit) -> Iterator[Problem]:
    """All of a sheet, each at the line of what is too long."""
    for each in error.misfits:
        item, key = find_line(reading, each.at)
        over = math.ceil(max(each.need - each.have, 1))
        file = "2-table" if error.sheet in BOUND else error.sheet
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
