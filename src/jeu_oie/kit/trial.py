"""What games of four teams show of a circuit: told by ``check``, where it is beyond chance, with the author's cure."""

from collections import Counter
from collections.abc import Iterator, Mapping
from math import inf

from jeu_oie.circuit.read import Reading
from jeu_oie.errors import Problem
from jeu_oie.game.kinds import TURNS, Kind
from jeu_oie.kit.plan import Plan

STANDARD_ERRORS = 3
MOST_MINUTES = 55  # game.md: an evening whoever plays
LEAST_KNOWLEDGE = 0.37
FAIR = (0.47, 0.53)
TURNS_LOST = (1.9, 4.0)  # game.md: by a table of average players


def find_in_games(reading: Reading, made: Plan) -> Iterator[Problem]:
    """What an author can mend: its length, its hardships and helpers, a detour too early, what knowing is worth."""
    data = made.forecast.data
    if not data:
        return
    counted = Counter(square.kind for square in made.board.squares)
    longest = data["players"]["random"]["minutes"]["p90"]
    if is_beyond(longest, most=MOST_MINUTES):
        values = {"minutes": round(longest["value"]), "debates": counted[Kind.DEBATE], "steps": counted[Kind.STEP]}
        yield reading.problem("", "steps", "game-too-long", **values)
    waits = [square for square in made.board.squares if square.kind in TURNS]
    if waits and all(square.common for square in waits):
        yield reading.problem("", "steps", "waits-common", count=len(waits))
    lost = data["players"]["average"]["lost"]
    if is_beyond(lost, *TURNS_LOST):
        code = "waits-few" if lost["value"] < TURNS_LOST[0] else "waits-many"
        yield reading.problem("", "steps", code, count=len(waits))
    chosen = {item.id for item in made.board.circuit.recourse}
    helpers = [square.item for square in made.board.squares if square.kind is Kind.HELPER]
    if helpers and not any(item is not None and item.id in chosen for item in helpers):
        yield reading.problem("", "steps", "helpers-common")
    first = data["two"]["first"]
    with_proof = data["two"].get("with", first)
    early = next((track for track in made.board.side_tracks if track.drawn), None)
    if early and is_beyond(with_proof, *FAIR):
        share = round(100 * with_proof["value"])
        values = {"title": early.detour.title, "square": early.entry, "share": share}
        yield reading.problem(early.detour.id, "from", "two-unfair", **values)
    knowledge = data["knowledge"]
    if is_beyond(knowledge, LEAST_KNOWLEDGE):
        values = {"steps": counted[Kind.STEP], "questions": len(made.board.circuit.questions)}
        yield reading.problem("", "steps", "knowledge-low", share=round(100 * knowledge["value"]), **values)


def is_beyond(figure: Mapping[str, float], least: float = -inf, most: float = inf) -> bool:
    """Whether that stands under ``least`` or over ``most`` whatever the dice of these games."""
    doubt = STANDARD_ERRORS * figure["error"]
    return figure["value"] + doubt < least or figure["value"] - doubt > most
