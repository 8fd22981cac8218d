"""Board → transition table. What a square does is decided here alone, by its kind and what the circuit says."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from jeu_oie.board.effects import can_win, closed_target, is_idea, wait_turns
from jeu_oie.board.facts import Facts
from jeu_oie.board.kinds import Kind
from jeu_oie.board.preset import Preset
from jeu_oie.board.rules.parts import Act, Outcome, Position, Reason
from jeu_oie.board.rules.table import Table, dice
from jeu_oie.board.squares import Board, SideTrack, Square
from jeu_oie.circuit.model import Detour, Item, Recourse, Shortcut, Space
from jeu_oie.messages import words

TOLD_MOST = 3  # turns lost on a detour that is told on its card, one a step (game.md, rule 6)


@dataclass(frozen=True)
class Source:
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
    def facts(self) -> Facts:
        return Facts(self.board, words(self.board.circuit.language))


@dataclass(frozen=True)
class Played:
    """What a square does: the part of a position that its kind decides."""

    act: Act = Act.READ
    to: int | None = None
    why: Reason = Reason.JUMP
    turns: int = 0
    chances: Mapping[Outcome, float] | None = None


def compile_rules(board: Board) -> Table:
    """The transition table of a board under its preset."""
    source = Source(board)
    positions = (*main_track(source), *(each for track in source.tracks for each in side_track(source, track)))
    preset = board.preset
    return Table(positions, len(board.squares), dice(preset.dice), preset.finish, preset.ends, drawable=len(board.pile))


def main_track(source: Source) -> Iterator[Position]:
    last = len(source.board.squares) - 1
    for rank, square in enumerate(source.board.squares):
        yield position(source, square, rank + 1 if rank < last else None)


def side_track(source: Source, track: SideTrack) -> Iterator[Position]:
    """Its squares, then what it leads to, which counts as a square.

    « out » and unknown cost a turn and lead on from the square after the entry; a track to ``end`` arrives with
    any throw that leaves it.
    """
    arrival = source.board.squares[-1].name
    for square in track.squares[:-1]:
        yield position(source, square, source.ranks[square.name] + 1)
    following = source.ranks[track.target] if track.target else track.entry
    toll = 0 if track.target else 1
    yield position(source, track.squares[-1], following, toll, ends=track.target == arrival)


def position(source: Source, square: Square, following: int | None, toll: int = 0, *, ends: bool = False) -> Position:
    played = ACTS[square.kind](source, square)
    return Position(
        square.name,
        square.kind.value,
        played.act,
        following,
        toll,
        ends,
        played.to,
        played.why,
        played.turns,
        played.chances or {},
        square.kind is Kind.QUESTION and square.item is None,
    )


# --- what each kind does ---------------------------------------------------------------------------------


def nothing(source: Source, square: Square) -> Played:
    return Played()


def finish(source: Source, square: Square) -> Played:
    return Played(Act.ARRIVE)


def step(source: Source, square: Square) -> Played:
    """A trace gives an egg; the départ never does: teams start without its egg."""
    return Played(Act.EGG) if square.gives_trace else Played()


def practice(source: Source, square: Square) -> Played:
    """A goose where the landlord does it; an idea only to discuss elsewhere."""
    return Played() if is_idea(square.item) else Played(Act.GOOSE)


def shortcut(source: Source, square: Square) -> Played:
    """To « out » or unknown it costs a turn and stays; without problems whoever lands there crosses."""
    if square.target is None:
        return Played(Act.LOSE, turns=1)
    to, problems = source.ranks[square.target], source.board.circuit.problems
    if not problems:
        return Played(Act.GO, to, Reason.BRIDGE)
    assert isinstance(square.item, Shortcut)
    urgent = sum(each.urgency == square.item.id for each in problems) / len(problems)
    return Played(Act.BRIDGE, to, Reason.BRIDGE, chances={Outcome.CROSSES: urgent, Outcome.STAYS: 1 - urgent})


def detour(source: Source, square: Square) -> Played:
    """Onto the side track at once; where it is told on its card, a turn is lost for each of its steps."""
    if square.target is not None:
        return Played(Act.GO, source.ranks[square.target], Reason.DETOUR)
    assert isinstance(square.item, Detour)
    return Played(Act.LOSE, turns=min(TOLD_MOST, len(square.item.steps)))


def wait(source: Source, square: Square) -> Played:
    turns = wait_turns(square.item, source.preset)
    return Played(Act.LOSE, turns=turns) if turns else Played()


def silence(source: Source, square: Square) -> Played:
    return Played(Act.SILENCE, turns=source.preset.trap)


def blocked(source: Source, square: Square) -> Played:
    return Played(Act.BLOCKED, turns=source.preset.trap)


def back(source: Source, square: Square) -> Played:
    assert square.target is not None
    return Played(Act.GO, source.ranks[square.target], Reason.BACK)


def closed(source: Source, square: Square) -> Played:
    return Played(Act.CLOSED, source.ranks[closed_target(square, source.facts)], Reason.CLOSED)


def recourse(source: Source, square: Square) -> Played:
    return Played(Act.CARD)


def space(source: Source, square: Square) -> Played:
    return Played(Act.SPACE)


def question(source: Source, square: Square) -> Played:
    """The square's own question, or the top card of the pile; a debate is only talked about."""
    if square.item is not None:
        return Played(Act.DRAW, chances=answers(source, (square.item,))) if can_win(square.item) else Played()
    return Played(Act.DRAW, chances=answers(source, source.board.pile))


def answers(source: Source, cards: tuple[Item, ...]) -> dict[Outcome, float]:
    """How a card of ``cards`` falls out: only one that can win a throw is answered right, ``luck`` of the time."""
    mix = {
        Outcome.RIGHT: source.preset.luck * sum(map(can_win, cards)) / len(cards),
        Outcome.RECOURSE: sum(isinstance(each, Recourse) for each in cards) / len(cards),
        Outcome.SPACE: sum(isinstance(each, Space) for each in cards) / len(cards),
    }
    held = {way: chance for way, chance in mix.items() if chance or way is Outcome.RIGHT}
    return {**held, Outcome.ELSE: max(0.0, 1 - sum(held.values()))}


ACTS: Mapping[Kind, Callable[[Source, Square], Played]] = {
    Kind.START: nothing,
    Kind.FINISH: finish,
    Kind.STEP: step,
    Kind.TIME: nothing,
    Kind.PRACTICE: practice,
    Kind.SHORTCUT: shortcut,
    Kind.DETOUR: detour,
    Kind.WAIT: wait,
    Kind.SILENCE: silence,
    Kind.BLOCKED: blocked,
    Kind.BACK: back,
    Kind.CLOSED: closed,
    Kind.RECOURSE: recourse,
    Kind.SPACE: space,
    Kind.QUESTION: question,
    Kind.BLANK: nothing,
}
