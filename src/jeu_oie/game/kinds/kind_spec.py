"""What is known of a kind of square, and the words in which it says what it does."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from jeu_oie.draw.scene import Pattern
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.landing import Landing
from jeu_oie.game.squares import Board, SideTrack, Square
from jeu_oie.game.wording import FactFormatter


@dataclass(frozen=True)
class RankedBoard:
    """A board, and the rank of each of its squares in the table."""

    board: Board

    @cached_property
    def tracks(self) -> tuple[SideTrack, ...]:
        """The side tracks that are drawn: nobody walks on the others."""
        return tuple(track for track in self.board.side_tracks if track.drawn)

    @cached_property
    def ranks(self) -> dict[str, int]:
        inner = (square for track in self.tracks for square in track.squares)
        return {square.name: rank for rank, square in enumerate((*self.board.squares, *inner))}

    def rank_of(self, name: str | None) -> int | None:
        return None if name is None else self.ranks[name]


LandingRule = Callable[[RankedBoard, Square], Landing]
Sentence = Callable[[Square, FactFormatter], str]


class Group(StrEnum):
    """With which others the cards of a kind stand on the page."""

    SQUARE = "square"
    STEP = "step"
    SHORTCUT = "shortcut"
    DETOUR = "detour"
    OTHER_WAY = "other-way"
    RIGHT = "right"
    PRACTICE = "practice"
    SETBACK = "setback"
    QUESTION = "question"
    RECOURSE = "recourse"
    SPACE = "space"


class Painting(StrEnum):
    """How the cell of a kind is drawn (``board/faces``)."""

    PLAIN = "plain"
    START = "start"
    FINISH = "finish"
    TIME = "time"  # a delay, large
    FIELD = "field"  # a white field to write in
    PICTURE = "picture"  # the thing itself, large


@dataclass(frozen=True, slots=True, kw_only=True)
class KindSpec:
    """All that is known of a kind; its words are the messages ``kind.…``, ``line.…``, ``print.back.…`` (by code).

    ``share``: how much of the band's colour the body of a square takes, the rest being white. ``legend``: its place
    there, 0 where it explains itself. ``group``: where its cards stand on the page. ``landing``: what it does.
    ``line``: all that is done there, as square, card, sheet and page say it, word for word.

    ``dark``: black where colours are spared. ``painting``: how its cell is drawn.
    ``short_word``: the legend has a shorter one. ``step``: a step of the circuit. ``arrow``: where it leads is drawn.
    """

    kind: Kind
    band: str
    share: float
    pattern: Pattern
    pictogram: str
    legend: int
    group: Group
    landing: LandingRule
    line: Sentence
    dark: bool = False
    painting: Painting = Painting.PLAIN
    short_word: bool = False
    step: bool = False
    arrow: bool = False


def same_landing(landing: Landing) -> LandingRule:
    """The same on every square of a kind."""
    return lambda _, __: landing


def same_line(key: str) -> Sentence:
    """The same sentence on every square of a kind."""
    return lambda _, facts: facts.words(key)


def join_lines(*parts: str) -> str:
    """The sentences that hold, one after the other."""
    return " ".join(filter(None, parts))
