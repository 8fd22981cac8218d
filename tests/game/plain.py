"""A plain player of the printed rules: one game at a time, from the squares, without the transition table."""

from dataclasses import dataclass, field
from random import Random

from jeu_oie.circuit import model
from jeu_oie.game.kinds import Kind
from jeu_oie.game.squares import OPENED, RED, Board, Square

STAKED = (Kind.PROBLEM, Kind.QUIZ)


@dataclass
class Team:
    at: str = "1"
    proofs: int = 0
    wait: int = 0
    home: bool = False
    told: bool = False
    level: int | None = None


@dataclass
class Game:
    """Counts of one game: rounds, turns ``lost``, ``stakes`` of questions and recalls, new ``cards`` of a throw."""

    board: Board
    right: float
    shows: float
    lots: Random
    teams: list[Team] = field(default_factory=list)
    ticked: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    drawn: list[model.Item] = field(default_factory=list)
    rounds: int = 0
    lost: int = 0
    stakes: int = 0
    cards: int = 0
    most_cards: int = 0

    def __post_init__(self) -> None:
        self.squares = {square.name: square for square in self.board.every_square}
        self.tracks = {track.entry: track for track in self.board.side_tracks if track.drawn}
        self.last = self.board.squares[-1].name
        self.ticked = {square.name for square in self.board.squares if square.kind in OPENED}
        self.pile = list(self.board.pile)
        self.lots.shuffle(self.pile)

    def deal(self, teams: int) -> None:
        held: list[model.ProblemItem | None] = [*self.board.problems]
        held += [None] * max(0, teams - len(held))
        self.lots.shuffle(held)
        self.teams = [Team(level=self.level_of(problem)) for problem in held[:teams]]

    def level_of(self, problem: model.ProblemItem | None) -> int | None:
        """1 the most urgent, None not urgent; the table votes where nothing is said."""
        levels = [each.id for each in self.board.circuit.shortcuts]
        if problem is not None and problem.urgency in levels:
            return levels.index(problem.urgency) + 1
        if problem is not None and problem.urgency == model.NONE:
            return None
        return 1 if self.lots.random() < 0.5 else None

    def after(self, name: str) -> str:
        square = self.squares[name]
        if not square.on_side:
            return name if name == self.last else str(square.number + 1)
        track = self.tracks[square.number]
        names = [each.name for each in track.squares]
        rank = names.index(name)
        if rank + 1 < len(names):
            return names[rank + 1]
        known = track.target not in (None, self.last)
        return str(track.target) if known else str(track.entry + 1)

    def leave(self, name: str) -> str:
        square = self.squares[name]
        if not square.on_side and square.number in self.tracks:
            return self.tracks[square.number].squares[0].name
        return self.after(name)

    def forward(self, team: Team, number: int) -> bool:
        """So many squares on; whether a ☐ that nobody has read stops it, or is where it comes to."""
        for step in range(number):
            team.at = self.leave(team.at) if step == 0 else self.after(team.at)
            if self.read(team):
                return True
        return False

    def along(self, team: Team, to: str) -> None:
        while team.at != to:
            team.at = self.after(team.at)
            if self.read(team):
                return

    def read(self, team: Team) -> bool:
        square = self.squares[team.at]
        if not square.has_box or team.at in self.ticked:
            return False
        self.ticked.add(team.at)
        self.cards += 1
        team.proofs = min(3, team.proofs + square.gives_egg)
        return True

    def knows(self) -> bool:
        return self.lots.random() < self.right

    def arrive(self, team: Team) -> None:
        """Two questions of five, one answer."""
        if team.at == self.last and not team.home:
            chance = 0.9 if team.told else 1 - (1 - self.right) ** 2
            team.home, team.told = self.lots.random() < chance, True

    def turn(self, team: Team) -> None:
        self.cards = 0
        if team.wait:
            self.lost += 1
            team.wait = team.wait - 1 if team.wait == 2 and not self.knows() else 0
        elif team.at == self.last:
            self.arrive(team)
        else:
            die = self.lots.randint(1, 6)
            if self.play(team, fresh=self.forward(team, die)):
                self.play(team, fresh=self.forward(team, die))
            self.arrive(team)
        self.most_cards = max(self.most_cards, self.cards)

    def play(self, team: Team, *, fresh: bool) -> bool:
        """What the square says; whether the pawn goes on by as many squares again."""
        square = self.squares[team.at]
        old = not fresh and (square.has_box or square.name in self.asked)
        if fresh:
            if square.on_side or self.helps(square):
                self.help(team, frees=self.helps(square))
        elif square.kind is Kind.SHORTCUT and team.level is not None and team.level <= self.board.level_of(square):
            if square.target is None:
                return True
            self.along(team, square.target)
        elif old:
            team.proofs = min(3, team.proofs + square.gives_egg)
            if square.has_door:
                self.along(team, self.last)
            else:
                self.win(team, 1)
        else:
            return self.act(team, square)
        return False

    def helps(self, square: Square) -> bool:
        return square.kind is Kind.HELPER or (square.kind is Kind.RECOURSE and not square.gives_egg)

    def act(self, team: Team, square: Square) -> bool:
        if square.kind is Kind.GOOSE:
            return True
        if square.kind in STAKED:
            self.asked.add(square.name)
            self.win(team, 2)
        elif square.kind is Kind.DRAW:
            self.draw(team)
        elif square.kind is Kind.SPACE:
            self.help(team, frees=True)
        elif square.kind in RED:
            self.meet(team, square)
        else:
            team.proofs = min(3, team.proofs + square.gives_egg)
        return False

    def win(self, team: Team, squares: int) -> None:
        self.stakes += 1
        if self.knows():
            self.forward(team, squares)

    def help(self, team: Team, *, frees: bool) -> None:
        waiting = [each for each in self.teams if each.wait]
        if frees and waiting:
            max(waiting, key=lambda each: each.wait).wait = 0
        self.forward(team, 2)

    def draw(self, team: Team) -> None:
        if not self.board.pile:
            return
        if not self.drawn:
            self.drawn = self.pile[::-1]
        card = self.drawn.pop()
        self.cards += 1
        if isinstance(card, model.Question) and card.right is not None:
            self.win(team, 2)
        elif isinstance(card, model.Recourse | model.Space):
            self.help(team, frees=True)

    def meet(self, team: Team, square: Square) -> None:
        if team.proofs and self.lots.random() < self.shows:
            team.proofs -= 1
        elif square.kind is Kind.BACK:
            assert square.target is not None
            team.at = square.target
            self.read(team)
        else:
            team.wait = square.turns

    def place(self, team: Team) -> float:
        square = self.squares[team.at]
        return square.number + (0.5 if square.on_side else 0)

    def begins(self) -> int:
        playing = [seat for seat, team in enumerate(self.teams) if not team.home]
        least = min(self.place(self.teams[seat]) for seat in playing)
        return self.lots.choice([seat for seat in playing if self.place(self.teams[seat]) == least])

    def run(self, teams: int) -> list[float]:
        """The share of the victory of each seat."""
        self.deal(teams)
        while not any(team.home for team in self.teams):
            first = self.begins() if self.rounds else 0
            for seat in range(first, first + teams):
                team = self.teams[seat % teams]
                if not team.home:
                    self.turn(team)
            self.rounds += 1
        most = max(team.proofs for team in self.teams if team.home)
        won = [team.home and team.proofs == most for team in self.teams]
        return [each / sum(won) for each in won]
