"""The sheet that one looks at while one edits, and what finds no room: what a process that is kept warm does."""

from dataclasses import dataclass, replace

from jeu_oie.builder.find import stops
from jeu_oie.builder.templates import blaming
from jeu_oie.circuit.read import Reading
from jeu_oie.errors import DoesNotFit, Problem
from jeu_oie.game.preset import Preset
from jeu_oie.kit.fitting import find_misfits, misfit_problems
from jeu_oie.kit.pictures import Looked, Picture, show
from jeu_oie.kit.plan import plan_reading
from jeu_oie.resources import Templates


@dataclass(frozen=True, slots=True)
class Seen:
    """The pages of a sheet, or the ``problems`` that keep it from being set; an item without a card has neither."""

    pictures: tuple[Picture, ...] = ()
    problems: tuple[Problem, ...] = ()


def see(reading: Reading, preset: Preset, own: Templates | None, sheet: Looked, item: str) -> Seen:
    """Raises InvalidInput for a template of the user's, RenderingFailed."""
    made, problems = plan_reading(reading, preset)
    if made is None or stops((*reading.problems, *problems), strict=False):
        return Seen(problems=tuple(each for each in (*reading.problems, *problems) if stops([each], strict=False)))
    try:
        with blaming(own):
            return Seen(show(replace(made, own=own), sheet, item))
    except DoesNotFit as error:
        return Seen(problems=tuple(misfit_problems(reading, error)))


def try_sheets(reading: Reading, preset: Preset) -> tuple[Problem, ...]:
    """What ``check`` finds on paper; nothing where something else has to be mended first. Raises RenderingFailed."""
    made, _ = plan_reading(reading, preset)
    return () if made is None else tuple(find_misfits(reading, made))
