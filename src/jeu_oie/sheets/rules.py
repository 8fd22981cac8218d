"""The rules on one sheet: six drawn lines for everybody, behind them what one does on the squares, in ten at most.

Who settles a case finds every rule of game.md, « Rules, to the last case », at the end of ``more/all-cards.pdf``. Each
sentence tells one of them, only as far as this board has it; a test counts their words (12 at most).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jeu_oie.draw.ink import INK
from jeu_oie.game.faces import pictogram_of
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import colours_of
from jeu_oie.game.lines import has, moves, name_stops, opening, setbacks
from jeu_oie.game.rules.table import dice_of, ends_of
from jeu_oie.game.squares import Board
from jeu_oie.messages import Catalog
from jeu_oie.sheets.document import Imprint, Sheet, icon, sheet
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
    """A kind as the board shows it: its pictogram and its word in its band."""

    icon: str
    band: str
    ink: str
    name: str


@dataclass(frozen=True, slots=True)
class SquareLine:
    """One of the ten lines of the back: the kinds of which it holds, or a picture of a moment of the game."""

    chips: tuple[Chip, ...]
    icon: str
    runs: tuple[WordRun, ...]


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
