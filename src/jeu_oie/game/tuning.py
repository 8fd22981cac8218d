"""Rules tuned to the workshop's time: those that game.md lists, by strength, never the order of the squares.

One rule after the other, each to the value that brings the median game nearest to the minutes aimed at, until it is
near enough; a rule that gains little stays as it is. No chance in it: the same choice on every machine.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from math import inf

from jeu_oie.game.assembly import assemble
from jeu_oie.game.kinds.register import KINDS
from jeu_oie.game.odds import CannotEnd, GameOdds, pace_of, players_of, team_of
from jeu_oie.game.odds.chance import Seeded
from jeu_oie.game.odds.games import SEED
from jeu_oie.game.odds.plays import PlayedGame, Venue
from jeu_oie.game.preset import NONE, SIZES, Dice, Ends, Finish, First, Preset, Size, TunedRule
from jeu_oie.game.rules import compile_rules
from jeu_oie.game.rules.table import FIRST_KINDS, dice_of, ends_of
from jeu_oie.game.squares import Board, WrongSize

__all__ = ["CannotEnd", "Choice", "Tuned", "as_data", "tune"]

NEAR = 0.1  # of the minutes aimed at: near enough, no other rule is changed
GAIN = 0.02  # of the minutes aimed at: nearer by less, and a rule stays as it is
LEAST, EARLY = 0.8, 0.02  # games within half of the time to one and a half; games over within two rounds
ROUNDS = 2
TRIALS = 120  # games of each board that is tried


@dataclass(frozen=True, slots=True)
class Choice:
    """A rule that was changed, and what it did to the median game, in minutes (None: it could not always end)."""

    rule: TunedRule
    before: str
    after: str
    minutes_before: float | None
    minutes_after: float | None


@dataclass(frozen=True, slots=True)
class Tuned:
    """A board under the rules that were chosen, why, and the game that they give.

    ``reached``: 8 games in 10 last between half of the time aimed at and one and a half of it, at most 2 in 100
    are over within two rounds.
    """

    board: Board
    choices: tuple[Choice, ...]
    game: GameOdds
    reached: bool

    @property
    def preset(self) -> Preset:
        """The preset that gives this board again: its size is chosen too."""
        return self.board.preset.model_copy(update={"squares": Size(str(len(self.board.squares)))})


@dataclass(frozen=True)
class Search:
    """What is aimed at, and the boards that were looked at: a board's games are played once."""

    minutes: int
    teams: int
    played: dict[tuple[object, ...], GameOdds | None] = field(default_factory=dict)

    def game(self, board: Board) -> GameOdds | None:
        """The games on a board, None where one did not end."""
        key = (
            len(board.squares),
            *(getattr(board.preset, rule) for rule in TunedRule if rule is not TunedRule.SQUARES),
        )
        if key not in self.played:
            self.played[key] = try_out(board, self.teams)
        return self.played[key]

    def miss(self, game: GameOdds | None) -> float:
        """How far the median game is from the minutes aimed at; games over within two rounds count against it."""
        if game is None:
            return inf
        early = max(0.0, game.within_rounds(2) - EARLY)
        return abs(game.quantile(0.5) - self.minutes) / self.minutes + early

    def reached(self, game: GameOdds) -> bool:
        inside = game.within(1.5 * self.minutes) - game.within(0.5 * self.minutes)
        return inside >= LEAST and game.within_rounds(2) <= EARLY


def try_out(board: Board, teams: int) -> GameOdds | None:
    """A few games, with the same chance on each board: two boards differ by their rules, not by luck."""
    venue = Venue(compile_rules(board), players_of(board.preset), pace_of(board.preset))
    dice, games = Seeded(SEED), list[PlayedGame]()
    while len(games) < TRIALS:
        games.append(venue.play(teams, dice))
        if not games[-1].ended:
            return None
    return GameOdds(venue.table, teams, tuple(games))


def tune(board: Board, minutes: int, teams: int) -> Tuned:
    """The board under the rules that bring a game of ``teams`` nearest to ``minutes``.

    Raises CannotEnd where no rule gives a board that can always be finished.
    """
    search, choices = Search(minutes, teams), list[Choice]()
    for _ in range(ROUNDS):
        turned = len(choices)
        for rule in TunedRule:
            if search.miss(search.game(board)) <= NEAR:
                break
            board = turn(board, rule, search, choices)
        if len(choices) == turned:
            break
    game = search.game(board)
    if game is None:
        team_of(compile_rules(board), players_of(board.preset))  # says which squares are to blame
        raise AssertionError
    return Tuned(board, tuple(choices), game, search.reached(game))


def turn(board: Board, rule: TunedRule, search: Search, choices: list[Choice]) -> Board:
    """The board with the best value of one rule; as it stands where no other is nearer by ``GAIN``."""
    before = search.game(board)
    others = [(other, search.game(other)) for other in CHANGES[rule](board)]
    best, game = min(others, key=lambda pair: search.miss(pair[1]), default=(board, before))
    if search.miss(game) > search.miss(before) - GAIN or game is None:
        return board
    choices.append(Choice(rule, value(board, rule), value(best, rule), median(before), median(game)))
    return best


def median(game: GameOdds | None) -> float | None:
    return None if game is None else round(game.quantile(0.5), 1)


def value(board: Board, rule: TunedRule) -> str:
    """The value of a rule as a preset would write it."""
    return VALUES[rule](board)


# --- rules, by strength ----------------------------------------------------------------------------------


def change_rules(board: Board, keys: Mapping[str, object]) -> Board:
    """The same squares under other rules."""
    return replace(board, preset=board.preset.model_copy(update=dict(keys)))


def each(rule: TunedRule, values: Iterable[object]) -> Callable[[Board], Iterator[Board]]:
    """The values of a rule, on boards that have a square of the kinds that obey it (any board where none does)."""
    tried, kinds = tuple(values), {kind for kind, kind_spec in KINDS.items() if kind_spec.rule == rule}

    def boards(board: Board) -> Iterator[Board]:
        now = value(board, rule)
        if not kinds or any(square.kind in kinds for square in board.squares):
            for one in tried:
                other = change_rules(board, {rule: one})
                if value(other, rule) != now:
                    yield other

    return boards


def stops(board: Board) -> Iterator[Board]:
    """Red squares stop the first pawn too, or do so no longer, where there are any."""
    if any(square.kind in FIRST_KINDS[First.SETBACK] for square in board.squares):
        now = set(board.preset.first)
        yield change_rules(board, {"first": tuple(one for one in First if (one in now) != (one is First.SETBACK))})


def sizes(board: Board) -> Iterator[Board]:
    """The other sizes that hold the circuit, where the preset leaves the size open; 24 only when asked for."""
    if board.preset.squares is not Size.AUTO:
        return
    told = frozenset(track.detour.id for track in board.side_tracks if not track.drawn)
    for size in SIZES[1:]:
        if size != len(board.squares):
            try:
                made = assemble(board.circuit, board.preset.model_copy(update={"squares": Size(str(size))}), told)
            except WrongSize:
                continue
            yield replace(made, preset=board.preset)


CHANGES: Mapping[TunedRule, Callable[[Board], Iterator[Board]]] = {
    TunedRule.ENDS: each(TunedRule.ENDS, (Ends.FIRST, Ends.HALF, Ends.ALL)),
    TunedRule.FINISH: each(TunedRule.FINISH, Finish),
    TunedRule.DICE: each(TunedRule.DICE, (Dice.ONE, Dice.TWO, Dice.BOTH)),
    TunedRule.FIRST: stops,
    TunedRule.TRAP: each(TunedRule.TRAP, (1, 2, 3)),
    TunedRule.SQUARES: sizes,
}
VALUES: Mapping[TunedRule, Callable[[Board], str]] = {
    TunedRule.ENDS: lambda board: ends_of(board).value,
    TunedRule.FINISH: lambda board: board.preset.finish.value,
    TunedRule.DICE: lambda board: dice_of(board).value,
    TunedRule.FIRST: lambda board: ", ".join(board.preset.first) or NONE,
    TunedRule.TRAP: lambda board: str(board.preset.trap),
    TunedRule.SQUARES: lambda board: str(len(board.squares)),
}


def as_data(tuned: Tuned, minutes: int, teams: int) -> dict[str, object]:
    """What was aimed at, whether it is reached, and what was chosen, for JSON."""
    choices = [{"knob" if key == "rule" else key: each for key, each in asdict(one).items()} for one in tuned.choices]
    return {"minutes": minutes, "teams": teams, "reached": tuned.reached, "choices": choices}
