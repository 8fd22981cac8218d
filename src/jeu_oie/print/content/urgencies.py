"""What the tiles of the hall poster show: the dangers that a circuit speaks of, then what is urgent, none invented.

Fewer than three: its first steps, then advice. Where nothing is urgent (a request to move), the steps alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, groupby, islice

from jeu_oie.circuit.keywords import picture_for
from jeu_oie.circuit.model import NONE, Advice, Emergency, Item, ProblemItem, Shortcut, Step
from jeu_oie.game.answers.answer import answer
from jeu_oie.game.answers.model import PAPER
from jeu_oie.game.answers.shared import shared_by
from jeu_oie.game.answers.subject import calls_for_help
from jeu_oie.game.faces import pictogram_of_step, thing_of
from jeu_oie.game.guidance import shorten_gestures, split_call
from jeu_oie.game.handout import is_calm, shortcuts_of
from jeu_oie.game.wording import FactFormatter
from jeu_oie.print.content.bands import GAS, lower, tie
from jeu_oie.print.content.frame import Keyed

MOST, ENOUGH, STEPS = 6, 3, 3
FIRE, SMOKE = "fire", "smoke"
MONOXIDE = "carbon-monoxide"
OUTSIDE = (GAS, MONOXIDE)  # one calls once one is out
PICTURES = {
    GAS: "thing-gas",
    FIRE: "thing-fire",
    SMOKE: "thing-smoke",
    MONOXIDE: "thing-ill",
    "electrocution": "thing-electricity",
    "lift-inside": "thing-lift",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgencyTile:
    """A tile: a picture over a title, what to do first, and a ``chip``, the number to call or in what time one comes.

    ``danger``: the number is that of a danger, never the landlord's. ``ask``: nobody knows whether it is urgent, two
    boxes are ticked in the hall. ``rank``: of a step.
    """

    title: Keyed
    icon: str
    gestures: tuple[str, ...] = ()
    chip: str = ""
    danger: bool = False
    ask: bool = False
    rank: int = 0


def choose_tiles(facts: FactFormatter) -> tuple[UrgencyTile, ...]:
    """Six at most."""
    path, ideas = list(step_tiles(facts)), list(advice_tiles(facts))
    if is_calm(facts):
        return tuple(chain(path, ideas))[:MOST]
    urgent = tuple(islice(chain(danger_tiles(facts), urgent_tiles(facts), unsure_tiles(facts)), MOST))
    return urgent if len(urgent) >= ENOUGH else (*urgent, *path[:STEPS], *ideas)[:MOST]


def danger_tiles(facts: FactFormatter) -> Iterator[UrgencyTile]:
    """Each danger that a problem or an urgency speaks of; fire here and smoke elsewhere share one tile."""
    spoken = {each.id: each for each in facts.spoken}
    both = FIRE in spoken and SMOKE in spoken
    for name, each in spoken.items():
        if both and name == SMOKE:
            continue
        yield fire_tile(each, spoken[SMOKE], facts) if both and name == FIRE else danger_tile(each, facts)


def danger_tile(each: Emergency, facts: FactFormatter) -> UrgencyTile:
    """Its gestures, then its number; one that is called on a condition only is told in its own words."""
    gestures, calling = (first_of_cases(each, facts), "") if each.cases else split_call(each)
    title = Keyed(facts.danger_title(each), danger_at(each))
    told = UrgencyTile(title=title, icon=PICTURES.get(each.id, "thing-danger"), danger=True)
    if ":" in calling:
        return replace(told, gestures=(*gestures, calling))
    call = tie(each.call or "")
    chip = facts.words("poster.outside", call=call) if call and each.id in OUTSIDE else call
    return replace(told, gestures=gestures or (calling,), chip=chip)


def first_of_cases(each: Emergency, facts: FactFormatter) -> tuple[str, ...]:
    """The first gesture of each case: a tile has no room for all of several."""
    told = ((case.title, lower(shorten_gestures(case.first)[0])) for case in each.cases if case.first)
    return tuple(facts.words("answer.fact", label=title, value=gesture) for title, gesture in told)


def fire_tile(here: Emergency, there: Emergency, facts: FactFormatter) -> UrgencyTile:
    """At home one goes out, elsewhere one stays in: both in one place, so that nobody takes one for the other."""
    gestures = (
        facts.words("poster.here", gesture=lower(here.first[0])),
        facts.words("poster.there", gesture=lower(there.first[0])),
    )
    return UrgencyTile(
        title=Keyed(facts.words("poster.fire"), danger_at(here)),
        icon="thing-fire",
        gestures=gestures,
        chip=tie(here.call or there.call or ""),
        danger=True,
    )


def danger_at(each: Emergency) -> str:
    return f"emergency.{each.id}.danger"


def urgent_tiles(facts: FactFormatter) -> Iterator[UrgencyTile]:
    """The problems that are known to be urgent; of an urgency that no problem names, its criteria."""
    ways = {each.id: each for each in shortcuts_of(facts.board)}
    problems = [each for each in facts.circuit.problems if each.urgency in ways and not facts.dangers_of(each)]
    for (name, first), alike in groupby(problems, lambda each: (each.urgency, each.first)):
        yield from join_tiles([problem_tile(each, ways[name], facts) for each in alike], alike_first=bool(first))
    named = {each.urgency for each in facts.circuit.problems}
    told = {each.title.casefold() for each in facts.circuit.problems}  # a danger among them has its own tile
    for way in ways.values():
        if way.id not in named:
            untold = (said for said in way.criteria if said.casefold() not in told and not facts.dangers_in(said))
            yield from (criterion_tile(said, way, facts) for said in untold)


def join_tiles(tiles: list[UrgencyTile], *, alike_first: bool) -> Iterator[UrgencyTile]:
    """Dangers that ask for the same gestures stand together: « Menaces, coups »."""
    if alike_first and len(tiles) > 1 and tiles[0].danger:
        title = ", ".join((tiles[0].title.text, *(lower(each.title.text) for each in tiles[1:])))
        yield replace(tiles[0], title=replace(tiles[0].title, text=title))
    else:
        yield from tiles


def problem_tile(problem: ProblemItem, way: Shortcut, facts: FactFormatter) -> UrgencyTile:
    """What its answer says: what to do first, if the circuit says it, and in what time somebody comes."""
    told = answer(problem, facts.circuit, shared_by(facts.board), PAPER)
    chip, danger = chip_of(way, facts)
    return UrgencyTile(
        title=title_of("problems", problem),
        icon=picture_of(problem),
        gestures=tuple(act.text for act in told.first) if problem.first else (),
        chip=chip if danger or not told.wait else told.wait.text,
        danger=danger,
    )


def criterion_tile(said: str, way: Shortcut, facts: FactFormatter) -> UrgencyTile:
    found = picture_for(said)
    chip, danger = chip_of(way, facts)
    icon = f"thing-{found}" if found else "question"
    return UrgencyTile(title=Keyed(said, f"shortcuts.{way.id}.criteria"), icon=icon, chip=chip, danger=danger)


def chip_of(way: Shortcut, facts: FactFormatter) -> tuple[str, bool]:
    """Its own number, where that is one of danger; else in what time somebody comes."""
    if calls_for_help(way, facts.circuit):
        return tie(way.call or ""), True
    delay = facts.delay(way.delay)
    if delay and way.said_of("delay").uncertain:
        delay = facts.words("in-brackets", said=delay, note=facts.words("uncertain"))
    return delay or facts.words("poster.urgent"), False


def unsure_tiles(facts: FactFormatter) -> Iterator[UrgencyTile]:
    """The problems of which nobody knows whether they are urgent; in a draft that is ticked."""
    ways = {each.id for each in shortcuts_of(facts.board)}
    for each in facts.circuit.problems:
        if each.urgency not in (*ways, NONE) and not facts.dangers_of(each):
            title = title_of("problems", each)
            yield UrgencyTile(title=title, icon=picture_of(each), gestures=each.first, ask=facts.circuit.draft)


def step_tiles(facts: FactFormatter) -> Iterator[UrgencyTile]:
    """The steps that are known, in order."""
    known = (step for step in facts.circuit.steps if not step.missing and step.title)
    for rank, step in enumerate(known, 1):
        chip = facts.delay(step.delay) if step.delay else ""
        yield UrgencyTile(title=title_of("steps", step), icon=picture_of(step), chip=chip or "", rank=rank)


def advice_tiles(facts: FactFormatter) -> Iterator[UrgencyTile]:
    for each in facts.circuit.advice:
        if not each.for_:
            yield UrgencyTile(title=title_of("advice", each), icon=picture_of(each))


def title_of(kind: str, item: Item) -> Keyed:
    return Keyed(item.title, f"{kind}.{item.id}.title")


def picture_of(item: Item) -> str:
    """What its author chose, else what its title speaks of, else who acts or how one reaches them."""
    chosen = thing_of(item)
    found = None if chosen else picture_for(item.title)
    if chosen or found:
        return chosen or f"thing-{found}"
    if isinstance(item, Step):
        return pictogram_of_step(item)
    return "tip" if isinstance(item, Advice) else "question"
