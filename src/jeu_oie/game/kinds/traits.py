"""What is known of a kind of square, and the words in which it says what it does."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from jeu_oie.draw.scene import Pattern
from jeu_oie.game.kinds import Kind
from jeu_oie.game.preset import Preset
from jeu_oie.game.squares import Board, SideTrack, Square
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import Catalog, load_catalog


class Act(StrEnum):
    """What a square does to the pawn that plays it; ``ORIGINS`` says where the rule comes from."""

    READ = "read"
    EGG = "egg"
    CARD = "card"
    GOOSE = "goose"
    GO = "go"
    BRIDGE = "bridge"
    LOSE = "lose"
    SILENCE = "silence"
    BLOCKED = "blocked"
    CLOSED = "closed"
    DRAW = "draw"
    SPACE = "space"
    ARRIVE = "arrive"


class Reason(StrEnum):
    """Why a pawn moves; ``ORIGINS`` says where the rule comes from."""

    THROW = "throw"
    BOUNCE = "bounce"
    GOOSE = "goose"
    BRIDGE = "bridge"
    DETOUR = "detour"
    OTHER_WAY = "other-way"
    RIGHT = "right"
    BACK = "back"
    CLOSED = "closed"
    EXIT = "exit"
    JUMP = "jump"


class Outcome(StrEnum):
    """How a draw falls out. ``RECOURSE`` and ``SPACE``: the pile gives such a card; ``ELSE``: no throw is won.

    ``LEAVES``: by the door of a step, to the arrival.
    """

    NONE = "none"
    RIGHT = "right"
    ELSE = "else"
    RECOURSE = "recourse"
    SPACE = "space"
    CROSSES = "crosses"
    STAYS = "stays"
    LEAVES = "leaves"


@dataclass(frozen=True)
class RankedBoard:
    """A board, and the rank of each of its squares in the table."""

    board: Board

    @property
    def preset(self) -> Preset:
        return self.board.preset

    @cached_property
    def tracks(self) -> tuple[SideTrack, ...]:
        """The side tracks that are drawn: nobody walks on the others."""
        return tuple(track for track in self.board.side_tracks if track.drawn)

    @cached_property
    def ranks(self) -> dict[str, int]:
        inner = (square for track in self.tracks for square in track.squares)
        return {square.name: rank for rank, square in enumerate((*self.board.squares, *inner))}

    @cached_property
    def facts(self) -> FactFormatter:
        return FactFormatter(self.board, load_catalog(self.board.circuit.language))


@dataclass(frozen=True)
class Played:
    """What a square does: the part of a position that its kind decides. ``door``: one may go to ``to`` instead."""

    act: Act = Act.READ
    to: int | None = None
    why: Reason = Reason.JUMP
    turns: int = 0
    chances: Mapping[Outcome, float] | None = None
    door: bool = False


Play = Callable[[RankedBoard, Square], Played]
Sentence = Callable[[Square, FactFormatter], str]
Rules = Callable[[Board, Sequence[Square], Catalog], Iterator[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """All that is known of a kind; its words are the messages ``kind.…``, ``legend.…``, ``print.back.…`` (by code).

    ``share``: how much of the band's colour the body of a square takes, the rest being white. ``legend``: its place
    there, 0 where it explains itself. ``sort``: where its cards stand on the page. ``effect``: the few words of a
    foot line; ``game``: a card's row « au jeu »; ``rules``: its sentences on the sheet of rules.

    ``dark``: black where colours are spared. ``painter`` draws its cell. ``old_name``: the old game has one, told as
    ``old-name.…`` (« prison » and « mort » are never told: game.md). ``short_word``: the legend has a shorter one.
    ``step``: a step of the circuit. ``arrow``: where it leads is drawn. ``sends``: the square where the pawn comes
    to is played too. ``knob``: the rule of the preset that it obeys.
    ``rare``: a page holds its colours only where the board has such a square.
    """

    kind: Kind
    band: str
    share: float
    pattern: Pattern
    pictogram: str
    legend: int
    sort: str
    act: Play
    effect: Sentence
    game: Sentence
    rules: Rules
    dark: bool = False
    painter: str = "plain"
    old_name: bool = False
    short_word: bool = False
    step: bool = False
    arrow: bool = False
    sends: bool = False
    knob: str = ""
    rare: bool = False


def do(act: Act) -> Play:
    """The same on every square of a kind."""
    return lambda _, __: Played(act)


def say_nothing(_: Square, __: FactFormatter) -> str:
    return ""


def say(key: str) -> Sentence:
    """The same sentence on every square of a kind."""
    return lambda _, facts: facts.words(key)


def rule(*keys: str) -> Rules:
    """The same rules on every board."""
    return lambda _, __, t: (t(key) for key in keys)
