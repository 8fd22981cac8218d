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
from jeu_oie.game.answers.numbers import live_in
from jeu_oie.game.assembly import assemble
from jeu_oie.game.cards import Deck
from jeu_oie.game.cards import write as write_cards
from jeu_oie.game.dossier import Dossier, open_dossier
from jeu_oie.game.evening import Paper
from jeu_oie.game.lines import Handicap
from jeu_oie.game.preset import Preset
from jeu_oie.game.squares import Board, Square, TooFewItems, TooManyItems, WrongSize
from jeu_oie.messages import Catalog, load_catalog
from jeu_oie.resources import Templates


@dataclass(frozen=True, slots=True)
class KitFiles:
    """File names (« print/2-table.pdf ») → bytes; ``paper``: print file (« 2-table ») → its pages and sheets.

    ``sheets``: name of a sheet → the content hash that it carries.
    """

    files: Mapping[str, bytes] = field(default_factory=dict)
    paper: Mapping[str, Paper] = field(default_factory=dict)
    sheets: Mapping[str, str] = field(default_factory=dict)


if TYPE_CHECKING:
    from jeu_oie.game.odds import Odds

PRINTED_GAMES = 2000  # behind each figure on paper: a tenth of a minute right
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
        if self.figures_kept is not None:
            return self.figures_kept
        if self.odds is None:
            return {}
        from jeu_oie.game.odds import as_data

        rounded: Mapping[str, Any] = round_figures(as_data(self.odds))
        return rounded

    @property
    def durations(self) -> Mapping[int, tuple[int, int]]:
        """Teams → minutes, from attentive players to random ones, nearly 9 games in 10 each."""
        if not self.data:
            return {}
        ranges = {2: self.data["teams"]["2"], 4: self.data["range"], 6: self.data["teams"]["6"]}
        return {teams: (round(low), round(high)) for teams, (low, high) in ranges.items()}

    @property
    def handicap(self) -> Handicap:
        """Which of two teams starts with a proof."""
        return Handicap(self.data["two"]["proof"]) if self.data else Handicap.NONE

    @property
    def calendar(self) -> tuple[int, float] | None:
        """The game of a whole room: its turns, the share of attentive rooms that come home in them."""
        room = self.data.get("room")
        return (room["turns"], room["chance"]["value"]) if room else None

    @property
    def settled(self) -> "Forecast":
        """The figures without what they were played on: other processes need no more."""
        return Forecast(None, self.blamed, self.data)


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
    """The drawn board of ``circuit``, and how long its game lasts. Raises WrongSize."""
    made = settle_plan(circuit, preset, address)
    return replace(made, forecast=forecast(made.board))


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


def plan_reading(
    reading: Reading, preset: Preset, address: str | None = None, agency: str | None = None
) -> tuple[Plan | None, tuple[Problem, ...]]:
    """The plan of a reading, and what only assembling and drawing show: too many items, titles cut, missing glyphs.

    ``agency``: for whose tenants alone it is.
    """
    circuit = reading.circuit
    if circuit is None:
        return None, ()
    if agency is not None:
        known = [each.id for each in circuit.landlord.agencies]
        if agency not in known:
            return None, (unknown_agency(reading, agency, known),)
        circuit = live_in(circuit, [agency])
    try:
        made = plan(circuit, preset, address)
    except DangersTooLong:
        return None, (too_long(reading, circuit.emergency),)
    except WrongSize as error:
        return None, (wrong_size(reading, error),)
    if made.forecast.blamed:
        squares = ", ".join(made.forecast.blamed)
        return None, (reading.problem("", "steps", "board-cannot-end", Severity.ERROR, squares=squares),)
    return made, tuple(find_problems(reading, made))


def unknown_agency(reading: Reading, agency: str, known: Sequence[str]) -> Problem:
    """An error that lists those of the landlord; where it has none, that."""
    told = {"id": agency, **({"known": ", ".join(known)} if known else {})}
    return reading.problem(
        "", "landlord.agencies", "agency-unknown" if known else "agencies-none", Severity.ERROR, **told
    )


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
    yield from made.board.preset.dropped
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
    if made.board.left_out:
        titles = ", ".join(item.title for item in made.board.left_out)
        yield reading.problem("", "steps", "items-in-pile", count=len(made.board.left_out), titles=titles)
    if made.board.rows:
        yield reading.problem("", "steps", "kinds-in-a-row", squares=", ".join(made.board.rows))
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
