"""Seeded games of several teams, who share what was read and help each other (game.md, « Odds »).

The rules are those of the table; a team takes the best option (``move_scores``) with the chance ``care``, else any
die, no egg.
"""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Protocol

from jeu_oie.game.odds.throws import Ending, Fork, Throws
from jeu_oie.game.preset import Preset
from jeu_oie.game.rules import Ask, Eggs, Help, Outcome, SharedState, Table
from jeu_oie.game.rules.common import can_move_on, round_order, teams_needed
from jeu_oie.game.rules.move_scores import Option
from jeu_oie.game.rules.table import NEVER, PileCard, asks
from jeu_oie.game.rules.turn import SHOW
from jeu_oie.game.rules.walk import Move, mask_of, squares_passed

MAX_ROUNDS = 500  # rounds; a game that cannot end is refused before


NO_EGGS = Eggs()


class Chance(Protocol):
    """Where chance comes from: a ``random.Random`` with its seed, given by the caller."""

    def random(self) -> float: ...
    def shuffle(self, x: list[int], /) -> None: ...


@dataclass(frozen=True, slots=True)
class Players:
    """Chances of a choice that is thought over, of a right answer, of a problem that the table calls urgent."""

    care: float = 0.7
    luck: float = 0.5
    urgent: float = 0.5


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds of each thing that a game is made of."""

    turn: float = 30
    card: float = 20
    talk: float = 90
    problem: float = 45
    blank: float = 90
    again: float = 5
    lost: float = 5


def players_of(preset: Preset) -> Players:
    return Players(preset.care, preset.luck, preset.urgent)


def pace_of(preset: Preset) -> Pace:
    return Pace(preset.turn, preset.card, preset.talk, preset.problem, preset.blank, preset.again, preset.lost)


@dataclass(slots=True)
class Team:
    """A team on its way. ``chosen``: choices of a die, of an egg; ``eggs``: won, shown to be free, to move."""

    care: float
    level: int
    at: int = 0
    held: Eggs = NO_EGGS
    wait: int = 0
    arrived: bool = False
    home: int = 0
    met: int = 1
    chosen: list[int] = field(default_factory=lambda: [0, 0])
    eggs: list[int] = field(default_factory=lambda: [0, 0, 0])


@dataclass(frozen=True, slots=True)
class PlayedGame:
    """A game that was played.

    ``met``: the squares on which each team came, ``heard``: those that stop the first pawn and were read (bits by
    rank). ``wins``: each seat's share of the victory. ``landings``: all, on squares told before, on squares that say
    nothing. ``chosen``, ``eggs``: see ``Team``, a team each.
    """

    rounds: int
    minutes: float
    wins: tuple[float, ...]
    met: tuple[int, ...]
    heard: int
    landings: tuple[int, int, int]
    chosen: tuple[tuple[int, int], ...]
    eggs: tuple[int, int, int]
    ended: bool = True


class Venue:
    """The tables that play one board: what does not change from game to game, worked out once.

    ``throws``: those of the board, where somebody else has asked for some.
    """

    def __init__(self, table: Table, players: Players, pace: Pace, throws: Throws | None = None) -> None:
        self.table, self.players, self.pace, self.throws = table, players, pace, throws or Throws(table)
        self.move_scores = self.throws.move_scores
        self.ways: dict[tuple[int, tuple[Move, ...]], frozenset[int]] = {}
        self.offers = tuple(table.throws)
        self.bounds = tuple(accumulate(table.throws.values()))[:-1]
        self.draws = mask_of(asks(table, Ask.CARD))
        self.bridges = bool(asks(table, Ask.URGENT))
        self.seconds = tuple(pace.card + pace.talk * each.talk for each in table.positions)
        self.mute = mask_of([rank for rank, each in enumerate(table.positions) if not each.says])
        self.steps = mask_of([rank for rank, each in enumerate(table.positions) if each.step])

    def passed(self, start: int, moves: tuple[Move, ...]) -> frozenset[int]:
        """The squares that a throw has passed or met."""
        key = (start, moves)
        found = self.ways.get(key)
        if found is None:
            found = self.ways[key] = frozenset(squares_passed(self.table.ground, start, moves))
        return found

    def play(self, teams: int, dice: Chance, cares: Sequence[float] | None = None) -> PlayedGame:
        """A whole game; ``cares``: that of each seat, else all like the venue's."""
        return Game(self, dice, cares or (self.players.care,) * teams).play()


class Game:
    """One game: the table's common state, the pile, the clock, and what is counted."""

    def __init__(self, venue: Venue, dice: Chance, cares: Sequence[float]) -> None:
        self.venue, self.table, self.dice = venue, venue.table, dice
        self.common = SharedState.begin(venue.table)
        self.pile: list[int] = []
        self.known = mask_of(venue.table.opened)
        self.landings = [0, 0, 0]
        self.trapped = False  # whether a team may be waiting
        self.seconds = venue.pace.card * len(venue.table.opened)
        self.teams = [Team(care, level) for care, level in zip(cares, self.problems(len(cares)), strict=True)]

    def problems(self, teams: int) -> list[int]:
        """The level of each team's problem; the table votes on blank cards and where the file does not say."""
        venue, drawn = self.venue, list(range(len(self.table.problems)))
        self.dice.shuffle(drawn)
        found: list[int] = []
        for seat in range(teams):
            level = self.table.problems[drawn[seat]] if seat < len(drawn) else None
            self.seconds += venue.pace.problem if seat < len(drawn) else venue.pace.blank
            if level is None:
                level = 0 if self.dice.random() < venue.players.urgent else NEVER
            found.append(level if venue.bridges else NEVER)
        return found

    def play(self) -> PlayedGame:
        goal, rounds = teams_needed(len(self.teams), self.table.ends), 0
        while rounds < MAX_ROUNDS and len([team for team in self.teams if team.arrived]) < goal:
            rounds += 1
            for seat in round_order(self.table, self.teams):
                self.turn(self.teams[seat], rounds)
        return self.result(rounds, ended=rounds < MAX_ROUNDS)

    def result(self, rounds: int, *, ended: bool) -> PlayedGame:
        """What was played; the steps that nobody has read are read now."""
        left = self.common.unread & self.venue.steps
        self.seconds += self.venue.pace.card * left.bit_count()
        return PlayedGame(
            rounds,
            self.seconds / 60,
            self.wins(),
            tuple(team.met for team in self.teams),
            self.table.unread & ~self.common.unread,
            (self.landings[0], self.landings[1], self.landings[2]),
            tuple((team.chosen[0], team.chosen[1]) for team in self.teams),
            (self.eggs(0), self.eggs(1), self.eggs(2)),
            ended,
        )

    def eggs(self, rank: int) -> int:
        return sum(team.eggs[rank] for team in self.teams)

    def wins(self) -> tuple[float, ...]:
        """Of the teams that arrived first, in the same round, the one with most eggs to show; or they share."""
        first = min((team.home for team in self.teams if team.arrived), default=0)
        ranks = [(team.held.left if team.arrived and team.home == first else -1) for team in self.teams]
        won = [rank == max(ranks) for rank in ranks]
        return tuple(each / sum(won) for each in won)

    # --- one turn ---------------------------------------------------------------------------------------

    def turn(self, team: Team, number: int) -> None:
        """A turn lost, or a throw and those that are won."""
        if team.wait:
            team.wait -= 1
            self.seconds += self.venue.pace.lost
            return
        self.seconds += self.venue.pace.turn
        played, again = 0, True
        while again:
            end = self.throw(team, played)
            played, again = played | end.played, end.again
        if team.arrived:
            team.home = number

    def throw(self, team: Team, played: int) -> Ending:
        venue, common, start = self.venue, self.common, team.at
        option = self.choose(team)
        held = SHOW[team.held] if option.egg else team.held
        node = venue.throws.node(start, option.number, held, common.unread, team.level, played)
        while isinstance(node, Fork):
            node = node.ways[self.decide(node, team)]
        team.at, team.held, team.wait, team.arrived = node.at, node.held, node.lost, node.arrived
        if node.gained or node.shown or option.egg:
            team.eggs[0] += node.gained
            team.eggs[1] += node.shown
            team.eggs[2] += option.egg
        common.unread &= ~node.reads
        self.tell(node)
        team.met |= node.played
        self.trapped |= node.lost > 0
        if self.trapped or node.helps:
            self.meet(team, start, node)
        return node

    def meet(self, team: Team, start: int, end: Ending) -> None:
        """Whoever waits where the pawn has passed is free; another team is helped."""
        others = [each for each in self.teams if each is not team and not each.arrived]
        if self.trapped:
            self.common.free(self.venue.passed(start, end.moves), others)
            self.trapped = any(each.wait for each in self.teams)
        if end.helps and others:
            self.help(end.helps, others)

    def choose(self, team: Team) -> Option:
        """The number that a team moves: the best option, or any die without an egg."""
        venue, dice = self.venue, self.dice
        rank = bisect(venue.bounds, dice.random())
        choice = venue.move_scores.choices(team.at, team.held, self.common.unread, team.level)[rank]
        team.chosen[0] += choice.dice
        team.chosen[1] += choice.eggs
        if dice.random() < team.care:
            return choice.best
        numbers = venue.offers[rank]
        return venue.move_scores.plain[numbers[int(dice.random() * len(numbers))]]

    def decide(self, question: Fork, team: Team) -> Outcome:
        dice = self.dice
        if question.ask is Ask.CARD:
            return self.draw()
        if question.ask is Ask.ANSWER:
            return Outcome.RIGHT if dice.random() < self.venue.players.luck else Outcome.ELSE
        careful = dice.random() < team.care
        if question.ask is Ask.EGG:
            shows = self.venue.move_scores.shows(question.at) if careful else dice.random() < 0.5
            return Outcome.SHOWS if shows else Outcome.KEEPS
        return Outcome.LEAVES if careful or dice.random() < 0.5 else Outcome.STAYS

    def draw(self) -> Outcome:
        """The top card; an empty pile is shuffled again."""
        cards = self.table.pile
        if not self.pile:
            self.pile = list(range(len(cards)))
            self.dice.shuffle(self.pile)
        card = cards[self.pile.pop()] if self.pile else PileCard()
        self.seconds += self.venue.pace.card + self.venue.pace.talk * card.talk
        if card.gives is Outcome.RIGHT and self.dice.random() >= self.venue.players.luck:
            return Outcome.ELSE
        return card.gives

    def tell(self, end: Ending) -> None:
        """The clock: a new square is read, and talked about; one that was read is told in a sentence."""
        venue, landings = self.venue, self.landings
        landings[0] += len(end.moves)
        for at, _, _ in end.moves:
            bit = 1 << at
            if venue.mute & bit:
                landings[2] += 1
            if venue.draws & bit:  # has no card of its own
                continue
            if self.known & bit:
                landings[1] += 1
                self.seconds += venue.pace.again
            else:
                self.known |= bit
                self.seconds += venue.seconds[at]
        only_read = end.reads & ~self.known
        if only_read:
            self.seconds += venue.pace.card * only_read.bit_count()
            self.known |= only_read

    # --- help -------------------------------------------------------------------------------------------

    def help(self, helps: Help, others: Sequence[Team]) -> None:
        """The team that waits longest is freed; else, by a dialogue, the last one moves one square."""
        waiting = max(others, key=lambda each: each.wait)
        if waiting.wait:
            waiting.wait = 0
        elif helps is Help.SPACE:
            movable = [each for each in others if can_move_on(self.table, each.at)]
            if movable:
                last = min(movable, key=lambda each: self.table.place(each.at))
                if self.common.move_on(last) is not None:
                    self.known |= 1 << last.at
                    self.seconds += self.venue.pace.card
