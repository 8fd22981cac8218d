"""Every rule of a board, for whoever settles a case: the rules in order, then the last cases (game.md)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import KINDS
from jeu_oie.game.lines import geese, has, name_stops, setbacks
from jeu_oie.game.meaning import is_idea
from jeu_oie.game.preset import Ends, Finish, First
from jeu_oie.game.rules.table import ends_of
from jeu_oie.game.squares import Board, Square
from jeu_oie.messages import Catalog, split_sentences


@dataclass(frozen=True, slots=True)
class KindName:
    """What a kind of square is called; ``old``: its name in the old game, or none."""

    name: str
    old: str = ""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A sentence; what stands before its colon is a condition: « Moins urgent : restez. »"""

    condition: str
    said: str


@dataclass(frozen=True, slots=True)
class Case:
    """What holds on some kinds of square, or at a moment of the game."""

    names: tuple[KindName, ...]
    rulings: tuple[Ruling, ...]


def last_cases(board: Board, words: Catalog) -> Iterator[Case]:
    """Each moment of the game, then each kind of this board; kinds of which the same is said stand together."""
    for moment, said in moments(board, words):
        yield Case((KindName(words(f"rules.case.{moment}")),), tuple(rulings(said, words)))
    alike: dict[tuple[str, ...], tuple[KindName, ...]] = {}
    for name, said in kinds(board, words):
        alike[said] = (*alike.get(said, ()), name)
    for said, names in alike.items():
        yield Case(names, tuple(rulings(said, words)))


def rulings(said: Sequence[str], words: Catalog) -> Iterator[Ruling]:
    colon = words("rules.colon")
    for sentence in split_sentences(" ".join(said)):
        before, found, after = sentence.partition(f"{colon} ")
        yield Ruling(before if found else "", f"{found}{after}" if found else before)


# --- at each moment of the game


def moments(board: Board, words: Catalog) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What holds on every square: before, the round, reading, proofs, waiting, the end."""
    lists = (
        ("before", before(board)),
        ("turn", in_a_round(board)),
        ("stop", at_stops(board, words)),
        ("eggs", of_eggs(board)),
        ("free", of_waiting(board)),
        ("end", at_the_end(board)),
    )
    for name, keys in lists:
        if said := tuple(words(f"rules.case.{name}.{key}") for key in keys):
            yield name, said


def before(board: Board) -> Iterator[str]:
    yield "seats"
    if has(board, Kind.SHORTCUT):
        yield "urgent"
    yield "voice"


def in_a_round(board: Board) -> Iterator[str]:
    yield "tie"
    if any(track.drawn for track in board.side_tracks):
        yield "track"
    yield from ("arrived", "again")
    if any(KINDS[square.kind].sends for square in board.squares):
        yield "sent"
    yield "many"


def at_stops(board: Board, words: Catalog) -> Iterator[str]:
    if not name_stops(board, words):
        return
    yield "first"
    if geese(board):
        yield "goose"
    if First.DETOUR in board.preset.first and any(track.drawn for track in board.side_tracks):
        yield "track"
    yield "back"


def of_eggs(board: Board) -> Iterator[str]:
    yield from ("most", "choice-blow" if setbacks(board) else "choice")


def of_waiting(board: Board) -> Iterator[str]:
    if has(board, Kind.WAIT, Kind.SILENCE, Kind.BLOCKED):
        yield "pass"
        if has(board, Kind.SHORTCUT, Kind.BACK, Kind.CLOSED):
            yield "jump"


def at_the_end(board: Board) -> Iterator[str]:
    if board.preset.finish is Finish.BOUNCE:
        yield "bounce-goose" if geese(board) else "bounce"
    if ends_of(board) is Ends.HALF:
        yield "half"
    yield from ("wins", "rest")


# --- on each kind of square


def kinds(board: Board, words: Catalog) -> Iterator[tuple[KindName, tuple[str, ...]]]:
    """A kind of square on this board and what is done there, in one order."""
    for kind, kind_spec in KINDS.items():
        squares = [square for square in board.squares if square.kind is kind]
        if said := tuple(kind_spec.rules(board, squares, words)) if squares else ():
            old = kind_spec.old_name and board.preset.old_names and not only_ideas(squares)
            yield KindName(words(f"kind.{kind}"), words(f"old-name.{kind}") if old else ""), said


def only_ideas(squares: Sequence[Square]) -> bool:
    return all(is_idea(square.item) for square in squares)
