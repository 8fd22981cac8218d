"""The rules on one sheet: six drawn lines for everybody, behind them what one does on the squares, in ten at most.

Who settles a case finds every rule of game.md, « Rules, to the last case », at the end of ``more/all-cards.pdf``. Each
sentence tells one of them, only as far as this board has it; a test counts their words (12 at most).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from jeu_oie.draw.ink import INK
from jeu_oie.game.faces import pictogram_of
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import KINDS, colours_of
from jeu_oie.game.lines import geese, has, moves, name_stops, opening, setbacks, twelve
from jeu_oie.game.meaning import is_idea
from jeu_oie.game.preset import Ends, Finish, First
from jeu_oie.game.rules.table import dice_of, ends_of
from jeu_oie.game.squares import Board, Square
from jeu_oie.messages import Catalog
from jeu_oie.sheets.document import Imprint, Sheet, icon, sheet, split_sentences
from jeu_oie.sheets.rules_pictures import picture, table_scene, turn_scene


@dataclass(frozen=True, slots=True)
class WordRun:
    """Words of a line, those that say what one does in bold."""

    text: str
    bold: bool


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """One of the six lines of the front."""

    icons: tuple[str, ...]
    runs: tuple[WordRun, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A kind as the board shows it: its pictogram and its word in its band; the old game's name (or none)."""

    icon: str
    band: str
    ink: str
    name: str
    old: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds of some kinds, or (without a band) of a moment of the game: sentences."""

    chips: tuple[Chip, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SquareLine:
    """One of the ten lines of the back: the kinds of which it holds, or a picture of a moment of the game."""

    chips: tuple[Chip, ...]
    icon: str
    runs: tuple[WordRun, ...]


@dataclass(frozen=True, slots=True)
class AllRules:
    """What who settles a case reads: the rules in order, then the last cases."""

    lines: tuple[str, ...]
    cases: tuple[Rule, ...]


def rules_sheet(imprint: Imprint) -> Sheet:
    """The rules of this board."""
    board, words = imprint.board, imprint.words
    return sheet(
        "print/rules.html",
        imprint,
        duplex=True,
        goose=icon("goose-large", INK, saver=imprint.saver),
        gold=colours_of(board.preset).kinds[Kind.START].band,
        plate=colours_of(board.preset).kinds[Kind.START].text,
        lasts=tuple(words("rules.lasts", teams=n, low=low, high=high) for n, (low, high) in imprint.durations.items()),
        table=picture(table_scene(board, words), saver=imprint.saver),
        six=six(board, words),
        turn=picture(turn_scene(board, words), saver=imprint.saver),
        ten=tuple(list_back(board, words)),
    )


def all_rules(board: Board, words: Catalog) -> AllRules:
    """Every rule of this board."""
    return AllRules(twelve(board, words), (*frame(board, words), *merge_alike(kinds(board, words))))


def conditions(sentences: Sequence[str], colon: str) -> Iterator[WordRun]:
    """What stands before a colon is a condition, in bold: « Moins urgent : restez. »"""
    for sentence in split_sentences(" ".join(sentences)):
        before, found, after = sentence.partition(f"{colon} ")
        yield WordRun(before, bold=bool(found))
        yield WordRun(f"{found}{after} ", bold=False)


# --- the front: six lines --------------------------------------------------------------------------------


def six(board: Board, words: Catalog) -> tuple[DrawnLine, ...]:
    """Lines 1, 3, 4, 6 and 7, 9, 12 of game.md; where the board has no goose and no bridge, what it has."""
    found = [line for line in list_front(board, words) if line.runs]
    return (*found[:5], found[-1])


def list_front(board: Board, t: Catalog) -> Iterator[DrawnLine]:
    """All that may stand on the front: the first five, and the last."""
    saver, names = board.preset.saver, name_stops(board, t)

    def line(icons: Sequence[str], *said: str) -> DrawnLine:
        return DrawnLine(tuple(icon(name, INK, saver=saver) for name in icons), runs_of(" ".join(filter(None, said))))

    yield line(("people",), t("rules.front.draw" if board.problems else "rules.front.write"))
    yield line(("die",), t(f"rules.front.throw.{dice_of(board)}"))
    yield line(("book", "tick"), t("rules.front.stop", names=names) if names else t("rules.front.read"))
    yield line(("egg",), t("rules.front.egg.free" if setbacks(board) else "rules.front.egg"))
    yield line(("goose", "bridge"), *moves(board, t, "front"))
    yield line(("question",), t("rules.front.question") if has(board, Kind.DRAW, Kind.QUESTION) else "")
    yield line(("clock",), t("rules.front.exact", finish=t(f"rules.line.finish.{board.preset.finish}")))
    yield line(("house",), t(f"rules.front.end.{ends_of(board)}"))


def runs_of(said: str) -> tuple[WordRun, ...]:
    """What stands between two stars is bold."""
    return tuple(WordRun(text, bold=bool(rank % 2)) for rank, text in enumerate(said.split("*")) if text)


# --- the back: ten lines ---------------------------------------------------------------------------------

# What stands on a line of the back → the kinds of which it holds; where the board has none of them, it is no line.
ON_SQUARES = {
    "question": (Kind.DRAW, Kind.QUESTION),
    "write": (Kind.BLANK, Kind.DELAY, Kind.ASK),
    "wait": (Kind.WAIT, Kind.SILENCE, Kind.BLOCKED),
    "back": (Kind.BACK, Kind.CLOSED),
    "detour": (Kind.DETOUR,),
    "space": (Kind.SPACE,),
}


def list_back(board: Board, t: Catalog) -> Iterator[SquareLine]:
    """How it begins, what one does on each sort of square, proofs, how it ends."""

    def line(name: str, *said: str) -> SquareLine:
        return SquareLine((), icon(name, INK, saver=board.preset.saver), runs_of(" ".join(said)))

    shuffled = (t("rules.line.shuffle"),) if board.pile else ()
    yield line("people", opening(board, t), *shuffled)
    yield line("book", t("rules.squares.read"))
    for name, found in ON_SQUARES.items():
        chips = {(chip := chip_of(kind, board, t)).name: chip for kind in found if has(board, kind)}
        if chips:
            yield SquareLine(tuple(chips.values()), "", runs_of(t(f"rules.squares.{name}")))
    yield line("egg", t("rules.squares.eggs"))
    yield line("house", t(f"rules.line.finish.{board.preset.finish}"), t("rules.case.end.rest"))


def chip_of(kind: Kind, board: Board, words: Catalog) -> Chip:
    """A kind as its first square shows it."""
    first = next(square for square in board.squares if square.kind is kind)
    colours = colours_of(board.preset).kinds[kind]
    drawn = icon(pictogram_of(first, board.circuit.topic), colours.text, saver=board.preset.saver)
    return Chip(drawn, colours.band, colours.text, words(f"kind.{kind}"))


# --- what who settles a case is asked besides -----------------------------------------------------------


def frame(board: Board, words: Catalog) -> Iterator[Rule]:
    """What holds on every square: before, the round, reading, proofs, waiting, the end."""
    lists = (
        ("before", "people", before(board)),
        ("turn", "die", in_a_round(board)),
        ("stop", "book", at_stops(board, words)),
        ("eggs", "egg", of_eggs(board)),
        ("free", "hourglass", of_waiting(board)),
        ("end", "house", at_the_end(board)),
    )
    for name, pictogram, keys in lists:
        if said := tuple(words(f"rules.case.{name}.{key}") for key in keys):
            drawn = icon(pictogram, INK, saver=board.preset.saver)
            yield Rule((Chip(drawn, "", INK, words(f"rules.case.{name}")),), said)


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


def kinds(board: Board, words: Catalog) -> Iterator[Rule]:
    """A rule for each kind of square on this board, in one order."""
    old = board.preset.old_names
    for kind, traits in KINDS.items():
        squares = [square for square in board.squares if square.kind is kind]
        if said := tuple(traits.rules(board, squares, words)) if squares else ():
            name = words(f"old-name.{kind}") if traits.old_name and old and not only_ideas(squares) else ""
            yield Rule((replace(chip_of(kind, board, words), old=name),), said)


def only_ideas(squares: Sequence[Square]) -> bool:
    return all(is_idea(square.item) for square in squares)


def merge_alike(rules: Iterable[Rule]) -> Iterator[Rule]:
    """Kinds of which the same is said, together where the first of them stands."""
    alike: dict[tuple[str, ...], tuple[Chip, ...]] = {}
    for rule in rules:
        alike[rule.sentences] = (*alike.get(rule.sentences, ()), *rule.chips)
    return (Rule(chips, said) for said, chips in alike.items())
