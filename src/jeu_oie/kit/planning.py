"""Circuit + preset → the plan of a kit: board, cards, drawing, odds, and what only drawing shows to be wrong."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from jeu_oie import heavy
from jeu_oie.board.cards import Deck
from jeu_oie.board.cards import write as write_cards
from jeu_oie.board.dossier import Dossier, open_dossier
from jeu_oie.board.preset import Preset
from jeu_oie.board.squares import Board, TooManyItems, assemble
from jeu_oie.circuit.model import Circuit
from jeu_oie.circuit.reader import Reading
from jeu_oie.errors import Problem, Severity
from jeu_oie.layout.board import BoardLayout, lay_out
from jeu_oie.layout.font import missing
from jeu_oie.messages import Catalog, load_catalog

if TYPE_CHECKING:
    from jeu_oie.board.tuning import Tuned

TEAMS = (2, 4, 6)  # told on the rules sheet
AIM = (20.0, 60.0)  # minutes within which 8 games in 10 of 4 teams should last (game.md)
SHARE = 0.8
DIGITS = 4  # kept of each figure: the same bytes whatever the machine's arithmetic library


@dataclass(frozen=True, slots=True)
class Forecast:
    """``durations``: teams → minutes between which 8 games in 10 last.

    ``blamed``: squares without a way to the arrival; then there are no figures.
    """

    durations: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)
    blamed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A circuit's board, its cards and its drawing, before anything is written."""

    board: Board
    deck: Deck
    dossier: Dossier
    drawing: BoardLayout
    words: Catalog
    tuned: "Tuned | None" = None  # where the preset aims at minutes
    forecast: Forecast = Forecast()


def plan(circuit: Circuit, preset: Preset, address: str | None = None) -> Plan:
    """The drawn board of ``circuit``, its rules tuned where the preset aims at minutes (game.md, Tuning).

    Raises TooManyItems.
    """
    made = settle_plan(circuit, preset, address)
    if preset.minutes is not None:
        made = tune_plan(made, preset.minutes, address)
    return replace(made, forecast=forecast(made.board))


def tune_plan(made: Plan, minutes: int, address: str | None) -> Plan:
    """``made`` under the rules that bring its game nearest to ``minutes``; as it is where it cannot be finished."""
    try:
        found = heavy.tuning.tune(made.board, minutes, made.board.preset.players)
    except heavy.tuning.CannotEnd:
        return made
    return replace(settle_plan(made.board.circuit, found.preset, address) if found.choices else made, tuned=found)


def settle_plan(circuit: Circuit, preset: Preset, address: str | None) -> Plan:
    """The drawn board; detours that the centre cannot hold are told on their cards."""
    words = load_catalog(circuit.language)
    drawn = draw(circuit, preset, words, frozenset(), address)
    return draw(circuit, preset, words, drawn.drawing.undrawn, address) if drawn.drawing.undrawn else drawn


def draw(circuit: Circuit, preset: Preset, words: Catalog, told: frozenset[str], address: str | None) -> Plan:
    board = assemble(circuit, preset, told)
    deck, dossier = write_cards(board, words), open_dossier(board, words)
    page_address = f"{address}index.html" if address else None
    return Plan(board, deck, dossier, lay_out(board, deck, dossier, words, page_address), words)


# --- how long a game lasts -------------------------------------------------------------------------------


def forecast(board: Board) -> Forecast:
    """The odds of ``board``, rounded; the squares to blame where a game may never end."""
    try:
        odds = heavy.odds.odds_of_board(board)
    except heavy.odds.CannotEnd as error:
        return Forecast(blamed=error.squares)
    durations = {
        teams: (round(odds.games[teams].quantile(0.1)), round(odds.games[teams].quantile(0.9))) for teams in TEAMS
    }
    game = odds.games[4]
    held = game.within(AIM[1]) - game.within(AIM[0])
    aim = {"teams": 4, "minutes": list(AIM), "share": held, "reached": held >= SHARE}
    return Forecast(durations, round_figures({**heavy.odds.as_data(odds), "aim": aim}))


def round_figures(value: object) -> Any:  # noqa: ANN401 (of the shape that it was given)
    """Every figure of ``value`` on ``DIGITS`` decimals."""
    if isinstance(value, float):
        return round(value, DIGITS)
    if isinstance(value, Mapping):
        return {key: round_figures(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [round_figures(each) for each in value]
    return value


# --- what the plan shows of the circuit ------------------------------------------------------------------


def plan_reading(
    reading: Reading, preset: Preset, address: str | None = None
) -> tuple[Plan | None, tuple[Problem, ...]]:
    """The plan of a reading, and what only assembling and drawing show: too many items, titles cut, missing glyphs."""
    if reading.circuit is None:
        return None, ()
    try:
        made = plan(reading.circuit, preset, address)
    except TooManyItems as error:
        return None, (too_many(reading, error),)
    if made.forecast.blamed:
        squares = ", ".join(made.forecast.blamed)
        return None, (reading.problem("", "steps", "board-cannot-end", Severity.ERROR, squares=squares),)
    return made, tuple(find_problems(reading, made))


def too_many(reading: Reading, error: TooManyItems) -> Problem:
    """More items than squares: an error of ``steps`` that names the smallest board that fits (game.md, rule 7)."""
    code = "board-too-small" if error.fits else "too-many-items"
    values = {"needed": error.needed, "size": error.size, "fits": error.fits or error.size}
    return reading.problem("", "steps", code, Severity.ERROR, **values)


def find_problems(reading: Reading, made: Plan) -> Iterator[Problem]:
    for cut in made.drawing.cuts:
        yield reading.problem(cut.card.id, "title", "title-too-long", over=cut.over, size=len(made.board.squares))
    for detour in sorted(each.detour.id for each in made.board.side_tracks if not each.drawn):
        yield reading.problem(detour, "steps", "detour-told", size=len(made.board.squares))
    if len(made.board.pile) < made.board.draws:
        yield reading.problem("", "steps", "pile-too-thin", cards=len(made.board.pile), draws=made.board.draws)
    yield from glyphs(reading)


def glyphs(reading: Reading) -> Iterator[Problem]:
    """Characters that no shipped font has, looked for in the lines as they stand, comments apart."""
    for file, number, text in reading.text_lines():
        absent = missing(text)
        if absent:
            column = text.index(absent[0]) + 1
            yield reading.problem_at(file, number, column, "glyph-missing", characters=" ".join(absent))
