"""Many games at once, by a seed: all of them take each turn together, an array a field (game.md, « Odds »)."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from jeu_oie.game.kinds.landing import MAX_PROOFS, RECALL_SQUARES
from jeu_oie.game.odds.arrays import Arrays, Bools, Ints
from jeu_oie.game.rules import NEVER

HEARD = 0.9  # the chance of a key that was read out once
VOTED_URGENT = 0.5  # tables that call urgent what their circuit does not say
MAX_ROUNDS = 400
Rows = NDArray[np.int64]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Player:
    """The chance of a right answer, and of a proof shown where one is at hand."""

    right: float
    shows: float


ATTENTIVE, AVERAGE, RANDOM = Player(0.75, 1), Player(0.5, 0.7), Player(1 / 3, 0.5)


@dataclass(slots=True)
class Played:
    """What happened, one entry a game: ``lost`` turns, ``quizzes`` and ``recalls`` with a stake, ``heard`` ☐.

    ``seconds`` to the end of the last round, ``after`` of what is read and said then; ``alarm``: seconds at the end of
    the round in which a timer rang, ``unread`` ☐ at the end. ``won``: the share of each seat. ``cards``: how often a
    throw read so many new cards. ``visits``: how many games met each square.
    """

    seconds: NDArray[np.int32]
    rounds: Ints
    lost: Ints
    quizzes: Ints
    recalls: Ints
    heard: Floats
    after: NDArray[np.int32]
    alarm: NDArray[np.int32]
    won: Floats
    cards: NDArray[np.int64]
    visits: NDArray[np.int64]


@dataclass
class Tables:
    """Games that go on, a row each.

    By seat: ``at``, ``proofs``, ``wait``, ``home``, ``told`` (a key was read out), ``level`` of what is ``held``.
    ``unread`` ☐ and what was ``asked`` a game and square; ``pile`` the order of its cards, ``drawn`` how many.
    Of a turn, ``rows`` are games, ``seats`` whose turn it is in each.
    """

    arrays: Arrays
    right: Floats
    shows: Floats
    random: np.random.Generator
    at: Ints
    proofs: Ints
    wait: Ints
    home: Bools
    told: Bools
    level: Ints
    held: Ints
    unread: Bools
    asked: Bools
    met: Bools
    pile: Ints
    drawn: Ints
    game: Rows
    seconds: NDArray[np.int32]
    lost: Ints
    quizzes: Ints
    recalls: Ints
    new: Ints = field(default_factory=lambda: np.zeros(0, np.int16))

    def chance(self, rows: Rows, share: Floats) -> Bools:
        return self.random.random(rows.shape, dtype=np.float32) < share

    def knows(self, rows: Rows, seats: Rows) -> Bools:
        return self.chance(rows, self.right[rows, seats])

    def take_turn(self, rows: Rows, seats: Rows) -> None:
        self.new = np.zeros(len(self.at), np.int16)
        waiting = self.wait[rows, seats] > 0
        self.spend_turn(rows[waiting], seats[waiting])
        rows, seats = rows[~waiting], seats[~waiting]
        before = self.at[rows, seats] == self.arrays.arrival
        self.say_key(rows[before], seats[before])
        self.throw(rows[~before], seats[~before])

    def spend_turn(self, rows: Rows, seats: Rows) -> None:
        """Of two turns the second is not lost where whom, what and by when were all said."""
        if rows.size:
            complete = self.knows(rows, seats)
            left = self.wait[rows, seats]
            self.wait[rows, seats] = np.where((left == 2) & ~complete, 1, 0)
            self.lost[rows] += 1
            self.seconds[rows] += self.arrays.pace.waiting

    def say_key(self, rows: Rows, seats: Rows) -> None:
        """The left team chooses two questions, the team answers one: right unless it knows neither."""
        if rows.size:
            unknown = 1 - self.right[rows, seats]
            share = np.where(self.told[rows, seats], HEARD, 1 - unknown * unknown).astype(np.float32)
            self.home[rows, seats] = self.chance(rows, share)
            self.told[rows, seats] = True
            self.seconds[rows] += self.arrays.pace.key

    def throw(self, rows: Rows, seats: Rows) -> None:
        if not rows.size:
            return
        self.seconds[rows] += self.arrays.pace.throw
        die = self.random.integers(1, 7, rows.size, dtype=np.int16)
        fresh = self.walk(rows, seats, self.arrays.paths[self.at[rows, seats]], die)
        again = self.land(rows, seats, fresh)
        if again.any():
            rows, seats, die = rows[again], seats[again], die[again]
            fresh = self.walk(rows, seats, self.arrays.paths[self.at[rows, seats]], die)
            self.land(rows, seats, fresh)

    def walk(self, rows: Rows, seats: Rows, way: Ints, most: Ints) -> Bools:
        """So many squares of ``way``, to the first ☐ that nobody has read; whether that is where the pawn stands.

        Who comes to the arrival says its key.
        """
        ahead = self.unread[rows[:, None], way] & (np.arange(way.shape[1]) < most[:, None])
        fresh: Bools = np.logical_or.reduce(ahead, axis=1)
        place = np.where(fresh, ahead.argmax(axis=1), most - 1)
        here = way[np.arange(rows.size), place]
        self.at[rows, seats] = here
        self.met[rows, here] = True
        self.unread[rows[fresh], here[fresh]] = False
        self.new[rows[fresh]] += 1
        self.seconds[rows[fresh]] += self.arrays.spent[here[fresh]]
        self.win_proof(rows[fresh], seats[fresh], here[fresh])
        came = here == self.arrays.arrival
        self.say_key(rows[came], seats[came])
        return fresh

    def move(self, rows: Rows, seats: Rows, squares: int) -> None:
        """Without the die: only a ☐ that nobody has read is played."""
        if rows.size:
            self.walk(rows, seats, self.arrays.paths[self.at[rows, seats]], np.full(rows.size, squares, np.int16))

    def follow(self, rows: Rows, seats: Rows, ways: Ints) -> None:
        """Over a bridge, through a door."""
        if rows.size:
            way = self.arrays.ways[ways]
            self.walk(rows, seats, way, np.full(rows.size, way.shape[1], np.int16))

    def win_proof(self, rows: Rows, seats: Rows, here: Ints) -> None:
        won = self.arrays.proof[here]
        rows, seats = rows[won], seats[won]
        self.proofs[rows, seats] = np.minimum(self.proofs[rows, seats] + 1, MAX_PROOFS)

    def free(self, rows: Rows) -> None:
        """One team that waits, of those the one that has longest to wait."""
        if rows.size:
            seats = self.wait[rows].argmax(axis=1)
            self.wait[rows, seats] = 0

    def land(self, rows: Rows, seats: Rows, fresh: Bools) -> Bools:
        """What is done; whether the pawn goes on by as many squares again."""
        arrays, here = self.arrays, self.at[rows, seats]
        again = arrays.again[here] & (arrays.level[here] < 0)
        helped = arrays.frees[here] & (fresh | ~arrays.box[here])
        self.free(rows[helped])
        moved = (arrays.moves[here] > 0) & (fresh | ~arrays.box[here])
        old = ~fresh & (arrays.box[here] | self.asked[rows, here])
        urgent = old & (arrays.level[here] >= 0) & (self.level[rows, seats] <= arrays.level[here])
        door = old & (arrays.door[here] >= 0)
        recalled = old & ~urgent & ~door
        new = ~fresh & ~old & ~arrays.red[here] & (here != arrays.arrival)
        self.seconds[rows[new & ~arrays.draws[here]]] += arrays.spent[here[new & ~arrays.draws[here]]]
        self.win_proof(rows[new | (old & ~urgent)], seats[new | (old & ~urgent)], here[new | (old & ~urgent)])
        staked = new & (arrays.stake[here] > 0)
        self.ask(rows[staked], seats[staked], here[staked])
        drawing = new & arrays.draws[here]
        self.draw(rows[drawing], seats[drawing])
        red = arrays.red[here] & ~fresh
        self.suffer(rows[red], seats[red], here[red])
        self.recall(rows[recalled], seats[recalled])
        self.move(rows[moved], seats[moved], 2)
        self.follow(rows[door], seats[door], arrays.door[here[door]])
        crossing = urgent & (arrays.bridge[here] >= 0)
        self.follow(rows[crossing], seats[crossing], arrays.bridge[here[crossing]])
        return again | (urgent & arrays.again[here])

    def ask(self, rows: Rows, seats: Rows, here: Ints) -> None:
        """A problem or question of the board that nobody was asked."""
        if rows.size:
            self.asked[rows, here] = True
            self.quizzes[rows] += 1
            right = self.knows(rows, seats)
            self.move(rows[right], seats[right], 2)

    def recall(self, rows: Rows, seats: Rows) -> None:
        if rows.size:
            self.seconds[rows] += self.arrays.pace.recall
            self.recalls[rows] += 1
            right = self.knows(rows, seats)
            self.move(rows[right], seats[right], RECALL_SQUARES)

    def suffer(self, rows: Rows, seats: Rows, here: Ints) -> None:
        """A red square: a proof shown and nothing happens, else turns are lost, or one goes back, playing nothing."""
        if not rows.size:
            return
        self.seconds[rows] += self.arrays.pace.red
        shown = (self.proofs[rows, seats] > 0) & self.chance(rows, self.shows[rows, seats])
        self.proofs[rows[shown], seats[shown]] -= 1
        rows, seats, here = rows[~shown], seats[~shown], here[~shown]
        self.wait[rows, seats] = self.arrays.waits[here]
        back = self.arrays.back[here]
        sent = back >= 0
        self.walk(rows[sent], seats[sent], back[sent][:, None], np.ones(int(sent.sum()), np.int16))

    def draw(self, rows: Rows, seats: Rows) -> None:
        """The top card; one about the réclamation of its team goes under the pile."""
        if not rows.size or not self.arrays.cards.size:
            return
        card = self.next_card(rows)
        own = (self.arrays.about[card] >= 0) & (self.arrays.about[card] == self.held[rows, seats])
        if own.any():
            card[own] = self.next_card(rows[own])
        gives = self.arrays.cards[card]
        self.new[rows] += 1
        self.seconds[rows] += self.arrays.card_seconds[gives]
        asked, helped = gives == 0, gives == 1
        self.quizzes[rows[asked]] += 1
        right = asked.copy()
        right[asked] = self.knows(rows[asked], seats[asked])
        self.free(rows[helped])
        self.move(rows[right | helped], seats[right | helped], 2)

    def next_card(self, rows: Rows) -> Ints:
        """Once the pile is empty its cards are shuffled: they come in the same order, which nobody can tell."""
        top = self.drawn[rows] % self.arrays.cards.size
        self.drawn[rows] += 1
        card: Ints = self.pile[rows, top]
        return card

    def keep(self, going: Bools) -> None:
        for name in PER_GAME:
            setattr(self, name, getattr(self, name)[going])


PER_GAME = (
    *("right", "shows", "at", "proofs", "wait", "home", "told", "level", "held", "unread", "asked", "met", "pile"),
    *("drawn", "game", "seconds", "lost", "quizzes", "recalls"),
)


def sit_down(arrays: Arrays, right: Floats, shows: Floats, proofs: Ints, random: np.random.Generator) -> Tables:
    """Games whose seats answer and show as said (a row a game), before the first throw."""
    games, teams = right.shape
    squares, cards = len(arrays.box), max(1, arrays.cards.size)
    levels, held = deal_levels(arrays, games, teams, random)
    opened = sum(arrays.spent[at] for at, each in enumerate(arrays.table.positions) if each.landing.opened)
    start = arrays.pace.set_up + arrays.pace.team * teams + int(opened)
    return Tables(
        arrays,
        right,
        shows,
        random,
        at=np.zeros((games, teams), np.int16),
        proofs=proofs.copy(),
        wait=np.zeros((games, teams), np.int16),
        home=np.zeros((games, teams), np.bool_),
        told=np.zeros((games, teams), np.bool_),
        level=levels,
        held=held,
        unread=np.tile(arrays.unread, (games, 1)),
        asked=np.zeros((games, squares), np.bool_),
        met=np.zeros((games, squares), np.bool_),
        pile=random.random((games, cards), dtype=np.float32).argsort(axis=1).astype(np.int16),
        drawn=np.zeros(games, np.int16),
        game=np.arange(games),
        seconds=np.full(games, start, np.int32),
        lost=np.zeros(games, np.int16),
        quizzes=np.zeros(games, np.int16),
        recalls=np.zeros(games, np.int16),
    )


def deal_levels(arrays: Arrays, games: int, teams: int, random: np.random.Generator) -> tuple[Ints, Ints]:
    """The level of each team's réclamation, and its rank; of a blank card the table votes."""
    problems = arrays.table.problems
    count = max(teams, len(problems))
    stated = np.array([*(NEVER if level is None else level for level in problems), *[NEVER] * (count - len(problems))])
    voted = np.array([level is None for level in problems] + [True] * (count - len(problems)))
    held = random.random((games, count), dtype=np.float32).argsort(axis=1)[:, :teams]
    urgent = random.random((games, teams), dtype=np.float32) < VOTED_URGENT
    return np.where(voted[held] & urgent, 0, stated[held]).astype(np.int16), held.astype(np.int16)


def play(
    arrays: Arrays,
    right: Floats,
    shows: Floats,
    random: np.random.Generator,
    *,
    proofs: Ints | None = None,
    alarm: int = 0,
) -> Played:
    """Each row of ``right`` and ``shows`` is a game; ``alarm``: seconds after which a timer rings.

    Seat 0 begins the first round.
    """
    games, teams = right.shape
    tables = sit_down(arrays, right, shows, np.zeros((games, teams), np.int16) if proofs is None else proofs, random)
    played = nothing_played(arrays, games, teams)
    for number in range(MAX_ROUNDS):
        play_round(tables, played, first=number == 0)
        end = np.logical_or.reduce(tables.home, axis=1)
        ring = (played.alarm[tables.game] == 0) & (end | (tables.seconds >= alarm))
        note_alarm(tables, played, ring)
        finish(tables, played, end, number + 1)
        tables.keep(~end)
        if not len(tables.at):
            break
    return played


def nothing_played(arrays: Arrays, games: int, teams: int) -> Played:
    zeros = np.zeros(games, np.int32)
    return Played(
        seconds=zeros.copy(),
        rounds=np.zeros(games, np.int16),
        lost=np.zeros(games, np.int16),
        quizzes=np.zeros(games, np.int16),
        recalls=np.zeros(games, np.int16),
        heard=np.zeros(games, np.float32),
        after=zeros.copy(),
        alarm=zeros.copy(),
        won=np.zeros((games, teams), np.float32),
        cards=np.zeros(9, np.int64),
        visits=np.zeros(len(arrays.box), np.int64),
    )


def play_round(tables: Tables, played: Played, *, first: bool) -> None:
    """The farthest behind begins, of several one by lots; then to the left, without who is at home."""
    games, teams = tables.at.shape
    rows = np.arange(games)
    if first:
        begins = np.zeros(games, np.int64)
    else:
        places = tables.arrays.places[tables.at] + np.where(tables.home, 1e6, 0)
        lots = tables.random.random((games, teams), dtype=np.float32)
        begins = (places + lots / 4).argmin(axis=1)
    for turn in range(teams):
        seats = (begins + turn) % teams
        playing = ~tables.home[rows, seats]
        tables.take_turn(rows[playing], seats[playing])
        played.cards += np.bincount(tables.new[rows[playing]], minlength=len(played.cards))


def note_alarm(tables: Tables, played: Played, ring: Bools) -> None:
    """The round in which the timer rang is finished, what is left is read."""
    rows = tables.game[ring]
    played.alarm[rows] = tables.seconds[ring] + reading(tables, ring)


def reading(tables: Tables, which: Bools) -> NDArray[np.int32]:
    """Seconds after the last round: each ☐ that is left, a key of every other team."""
    pace = tables.arrays.pace
    left = tables.unread[which].sum(axis=1) * pace.left
    others = np.maximum((~tables.home[which]).sum(axis=1), 0) * pace.key
    seconds: NDArray[np.int32] = (left + others).astype(np.int32)
    return seconds


def finish(tables: Tables, played: Played, end: Bools, number: int) -> None:
    """What games that end leave behind."""
    rows = tables.game[end]
    boxes = max(1, int(tables.arrays.unread.sum()))
    proofs = np.where(tables.home[end], tables.proofs[end], -1)
    won = proofs == proofs.max(axis=1, keepdims=True)
    played.won[rows] = won / won.sum(axis=1, keepdims=True)
    played.rounds[rows] = number
    played.seconds[rows] = tables.seconds[end]
    played.after[rows] = reading(tables, end)
    played.heard[rows] = 1 - tables.unread[end].sum(axis=1) / boxes
    for name in ("lost", "quizzes", "recalls"):
        getattr(played, name)[rows] = getattr(tables, name)[end]
    played.visits += tables.met[end].sum(axis=0)


def seats(players: Sequence[Player], games: int) -> tuple[Floats, Floats]:
    """The same players in each of so many games."""
    right = np.tile(np.array([each.right for each in players], np.float32), (games, 1))
    shows = np.tile(np.array([each.shows for each in players], np.float32), (games, 1))
    return right, shows
