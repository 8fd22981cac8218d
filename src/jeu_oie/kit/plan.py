"""Circuit + preset → the plan of a kit, and what came of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from jeu_oie.board import BoardLayout, lay_out
from jeu_oie.board.centre import DangersTooLong
from jeu_oie.circuit.model import Circuit, Emergency
from jeu_oie.circuit.read import Reading
from jeu_oie.draw.logo import ON_PAGE, fit_logos
from jeu_oie.draw.text import missing
from jeu_oie.errors import Place, Problem, Severity
from jeu_oie.game.assembly import assemble
from jeu_oie.game.cards import Deck
from jeu_oie.game.cards import write as write_cards
from jeu_oie.game.dossier import Dossier, open_dossier
from jeu_oie.game.evening import Paper
from jeu_oie.game.preset import Preset
from jeu_oie.game.squares import Board, Square, TooFewItems, TooManyItems, WrongSize
from jeu_oie.messages import Catalog, load_catalog
from jeu_oie.resources import Templates

# --- What came of a plan ----------------------------------------------------------------------------------

# Print files by their former names → where what they held stands now (the manifest tells it).
FORMER = {
    "cards": "2-table",
    "cards-fold": "2-table",
    "booklet": "2-table",
    "board-a3-screen": "1-board-a3",
    "board-a4": "1-board-a4",
    "guide": "4-facilitator",
    "rules": "2-table",
    "pieces": "2-table",
    "worksheets": "more/worksheets",
    "leaflet": "3-person",
    "carnet": "3-person",
    "poster-hall": "hall/poster",
    "validation": "landlord/validation",
    "circuit": "more/circuit",
    "tenants-board-a3": "more/tenants-board-a3",
    "tenants-board-a2": "more/tenants-board-a2",
    "board-a3": "shop/board-a3",
    "board-a2": "shop/board-a2",
    "board-a1": "shop/board-a1",
    "cards-fronts": "shop/cards-fronts",
    "cards-backs": "shop/cards-backs",
}


@dataclass(frozen=True, slots=True)
class KitFiles:
    """File names (with ``/``) → bytes; ``paper``: print file (« 2-table ») → its pages and sheets."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    paper: Mapping[str, Paper] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PrintedFiles:
    """Name of a file (« print/2-table.pdf ») → its bytes; name of a sheet → the content hash that it carries.

    ``paper``: print file (« 2-table ») → its pages and sheets.
    """

    files: Mapping[str, bytes]
    sheets: Mapping[str, str]
    paper: Mapping[str, Paper]


# --- Circuit + preset → the plan of a kit: board, cards, drawing, odds, and what only drawing shows to be wrong

if TYPE_CHECKING:
    from jeu_oie.game.odds import Odds
    from jeu_oie.game.tuning import Tuned

TEAM_COUNTS = (2, 4, 6)  # told on the rules sheet
AIM_MINUTES = (20.0, 60.0)  # minutes within which 8 games in 10 of 4 teams should last (game.md)
AIM_SHARE = 0.8
PRINTED_GAMES = 2000  # games of 2, 4 and 6 teams behind the figures on paper: a tenth of a minute right
CHECKED_GAMES = 300  # those that show what ``check`` tells of the games
KEPT_DIGITS = 4  # kept of each figure: the same bytes whatever the machine's arithmetic library


@dataclass(frozen=True)
class Forecast:
    """How long a game lasts: played only for what tells it.

    ``blamed``: squares without a way to the arrival; then there are no figures. ``figures_kept``: those that
    stand already.
    """

    odds: "Odds | None" = field(default=None, compare=False)  # follows from the board
    blamed: tuple[str, ...] = ()
    figures_kept: Mapping[str, Any] | None = None

    @cached_property
    def data(self) -> Mapping[str, Any]:
        """All figures, of ``PRINTED_GAMES`` games, rounded."""
        return self.figures(PRINTED_GAMES) if self.figures_kept is None else self.figures_kept

    @property
    def durations(self) -> Mapping[int, tuple[int, int]]:
        """Teams → minutes between which 8 games in 10 last."""
        games = self.data.get("games", {})
        lasts = {teams: games[str(teams)]["minutes"] for teams in TEAM_COUNTS} if games else {}
        return {teams: (round(minutes["p10"]), round(minutes["p90"])) for teams, minutes in lasts.items()}

    @property
    def calendar(self) -> tuple[int, float] | None:
        """« Le dossier avance »: its days, the share of attentive rooms that arrive in them. No game is played."""
        if self.figures_kept is not None:
            kept = self.figures_kept.get("room")
            return (kept["days"], kept["share"]) if kept else None
        if self.odds is None:
            return None
        room = self.odds.room.calendar
        return room.days, round(room.share, KEPT_DIGITS)

    @property
    def exact(self) -> Mapping[str, Any]:
        """The figures of one pawn alone, rounded. No game is played."""
        if self.odds is None:
            return {}
        from jeu_oie.game.odds import exact_data

        rounded: Mapping[str, Any] = round_figures(exact_data(self.odds))
        return rounded

    @property
    def settled(self) -> "Forecast":
        """The figures without what they were played on: other processes need no more."""
        return Forecast(None, self.blamed, self.data)

    def figures(self, plays: int) -> Mapping[str, Any]:
        if self.odds is None:
            return {}
        from jeu_oie.game.odds import as_data

        odds = self.odds.first(plays)
        game = odds.games[4]
        held = game.within(AIM_MINUTES[1]) - game.within(AIM_MINUTES[0])
        aim = {"teams": 4, "minutes": list(AIM_MINUTES), "share": held, "reached": held >= AIM_SHARE}
        rounded: Mapping[str, Any] = round_figures({**as_data(odds), "aim": aim})
        return rounded


class Sister(NamedTuple):
    """Another circuit of the same landlord: its topic, and the name of the folder of its kit, beside this one."""

    topic: str
    folder: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A circuit's board, its cards and its drawing, before anything is written.

    ``address``: where its kit stands on line; ``around``: the pages over all kits that stand above it there
    (``gallery``, ``comparison``). ``sisters``: the landlord's other circuits there. ``own``: the user's templates.
    """

    board: Board
    deck: Deck
    dossier: Dossier
    drawing: BoardLayout
    words: Catalog
    tuned: "Tuned | None" = None  # where the preset aims at minutes
    forecast: Forecast = Forecast()
    address: str | None = None
    around: tuple[str, ...] = ()
    sisters: tuple[Sister, ...] = ()
    own: Templates | None = None

    @property
    def page_address(self) -> str | None:
        return page_of(self.address)

    @property
    def settled(self) -> "Plan":
        """The same without what its figures were played on."""
        return replace(self, forecast=self.forecast.settled)


def plan(circuit: Circuit, preset: Preset, address: str | None = None) -> Plan:
    """The drawn board of ``circuit``, its rules tuned where the preset aims at minutes (game.md, Tuning).

    Raises WrongSize.
    """
    made = settle_plan(circuit, preset, address)
    if preset.minutes is not None:
        made = tune_plan(made, preset.minutes, address)
    return replace(made, forecast=forecast(made.board))


def tune_plan(made: Plan, minutes: int, address: str | None) -> Plan:
    """``made`` under the rules that bring its game nearest to ``minutes``; as it is where it cannot be finished."""
    from jeu_oie.game.tuning import CannotEnd, tune

    try:
        found = tune(made.board, minutes, made.board.preset.players)
    except CannotEnd:
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
    drawing = lay_out(board, deck, dossier, words, page_of(address))
    return Plan(board, deck, dossier, drawing, words, address=address)


def page_of(address: str | None) -> str | None:
    """The page of a kit that stands at ``address``."""
    return f"{address}index.html" if address else None


# --- how long a game lasts -------------------------------------------------------------------------------


def forecast(board: Board) -> Forecast:
    """The odds of ``board``; the squares to blame where a game may never end."""
    from jeu_oie.game.odds import CannotEnd, odds_of_board

    try:
        return Forecast(odds_of_board(board, PRINTED_GAMES))
    except CannotEnd as error:
        return Forecast(blamed=error.squares)


def round_figures(value: object) -> Any:  # noqa: ANN401 (of the shape that it was given)
    """Every figure of ``value`` on ``KEPT_DIGITS`` decimals."""
    if isinstance(value, float):
        return round(value, KEPT_DIGITS)
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
    except DangersTooLong:
        return None, (too_long(reading, reading.circuit.emergency),)
    except WrongSize as error:
        return None, (wrong_size(reading, error),)
    if made.forecast.blamed:
        squares = ", ".join(made.forecast.blamed)
        return None, (reading.problem("", "steps", "board-cannot-end", Severity.ERROR, squares=squares),)
    return made, tuple(find_problems(reading, made))


def too_long(reading: Reading, dangers: Sequence[Emergency]) -> Problem:
    """An error of the longest number of danger."""
    longest = max(dangers, key=lambda each: len(each.call or ""))
    values = {"count": len(dangers), "call": longest.call or longest.title}
    return reading.problem(f"emergency.{longest.id}", "call", "dangers-too-long", Severity.ERROR, **values)


def wrong_size(reading: Reading, error: WrongSize) -> Problem:
    """An error of ``steps`` that names the board which fits: the smallest, or the largest that can be filled."""
    if isinstance(error, TooFewItems):
        return reading.problem("", "steps", "board-too-large", Severity.ERROR, size=error.size, most=error.most)
    assert isinstance(error, TooManyItems)
    code = "board-too-small" if error.fits else "too-many-items"
    values = {"needed": error.needed, "size": error.size, "fits": error.fits or error.size}
    return reading.problem("", "steps", code, Severity.ERROR, **values)


def find_problems(reading: Reading, made: Plan) -> Iterator[Problem]:
    squares = {square.name: square for square in made.board.every_square}
    for cut in made.drawing.cuts:
        yield cut_problem(reading, squares[cut.card.name], cut.over, len(made.board.squares))
    for detour in sorted(each.detour.id for each in made.board.side_tracks if not each.drawn):
        yield reading.problem(detour, "steps", "detour-told", size=len(made.board.squares))
    if made.drawing.crowded:
        yield reading.problem("", "title", "logo-left-out")
    logo = made.board.preset.logo
    if logo and not any(fit_logos(logo)):
        told = (("weight", str(logo.weight // 1000)), ("limit", str(ON_PAGE // 1000)))
        yield Problem(Place(logo.name), "logo-heavy", told, Severity.WARNING)
    if made.board.is_short:
        yield reading.problem("", "steps", "circuit-short", steps=len(made.board.circuit.steps))
    if made.board.pushed:
        yield reading.problem("", "steps", "items-in-pile", count=len(made.board.pushed))
    yield from glyphs(reading)


def cut_problem(reading: Reading, square: Square, over: int, size: int) -> Problem:
    """What is too long for its square: a title, or a fact that a square of its own says."""
    if square.aspect is None:
        item = square.item.id if square.item is not None else ""
        return reading.problem(item, "title" if item else "arrival", "title-too-long", over=over, size=size)
    key = square.aspect.fact.replace("_", "-")
    return reading.problem(square.aspect.item.id, key, "fact-too-long", over=over, size=size)


def glyphs(reading: Reading) -> Iterator[Problem]:
    """Characters that no shipped font has, looked for in the lines as they stand, comments apart."""
    for file, number, text in reading.text_lines():
        absent = missing(text)
        if absent:
            column = text.index(absent[0]) + 1
            yield reading.problem_at(file, number, column, "glyph-missing", characters=" ".join(absent))
