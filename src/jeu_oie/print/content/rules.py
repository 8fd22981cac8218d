"""The rules (the first sheet of « 2-table »): six drawn lines for everybody, behind them what one does on the squares.

Each sentence tells a rule of game.md, only as far as this board has it. Who settles a case finds all of them at the
end of ``more/all-cards``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jeu_oie.game.dossier import Dossier
from jeu_oie.game.faces import pictogram_of
from jeu_oie.game.kinds import Kind
from jeu_oie.game.lines import has, moves, name_stops, opening, setbacks
from jeu_oie.game.preset import Dice
from jeu_oie.game.rules.table import dice_of, ends_of
from jeu_oie.game.squares import Board
from jeu_oie.messages import Catalog
from jeu_oie.print.content.frame import Frame, frame_of


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a line, those that say what one does in bold."""

    text: str
    bold: bool


@dataclass(frozen=True, slots=True)
class FrontLine:
    """One of the six lines of the front, its pictograms before it."""

    icons: tuple[str, ...]
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A kind of square as the board shows it: its pictogram and its name in its band."""

    kind: str
    icon: str
    name: str


@dataclass(frozen=True, slots=True)
class BackLine:
    """One of the ten lines of the back: the kinds of which it holds, or a picture of a moment of the game."""

    chips: tuple[Chip, ...]
    icon: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """What lies on the table: its name, what else is said of it."""

    name: str
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePicture:
    """The table from above: what it ``shows``; by ``kinds`` the squares that a small board begins with.

    ``pile`` has no name where nothing is drawn; ``number``: of dice.
    """

    shows: str
    kinds: tuple[str, ...]
    problems: Thing
    pile: Thing
    number: int
    dice: str
    steps: Thing
    sheet: Thing
    eggs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnPicture:
    """A turn in four pictures, by the lines under each; of two dice one is kept."""

    title: str
    shows: str
    number: int
    throw: tuple[str, ...]
    move: tuple[str, ...]
    read: tuple[str, ...]
    take: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesSheet:
    """``lasts``: how long games last, where it is known; ``other``: what else holds, under the lines of the back."""

    frame: Frame
    title: str
    whose: str
    lasts: str
    table: TablePicture
    six: tuple[FrontLine, ...]
    turn: TurnPicture
    overleaf: str
    squares: str
    ten: tuple[BackLine, ...]
    other: str


def rules_sheet(
    board: Board, dossier: Dossier, t: Catalog, durations: Mapping[int, tuple[int, int]], page: str | None
) -> RulesSheet:
    """``durations``: teams → minutes between which 8 games in 10 last; ``page``: the address of the circuit's page."""
    lasts = (t("rules.lasts", teams=teams, low=low, high=high) for teams, (low, high) in durations.items())
    other = ("rules.squares.else", "rules.credit", *(("rules.lasts.share",) if durations else ()))
    return RulesSheet(
        frame=frame_of(dossier, t, page, t("rules.title")),
        title=t("rules.front"),
        whose=t("separator").join((dossier.title, dossier.landlord)),
        lasts=t("separator").join(lasts),
        table=table_picture(board, t),
        six=six(board, t),
        turn=turn_picture(board, t),
        overleaf=t("rules.front.back"),
        squares=t("rules.squares"),
        ten=tuple(list_back(board, t)),
        other=" ".join(map(t, other)),
    )


# --- the pictures ----------------------------------------------------------------------------------------

MOST_SHOWN = 24  # squares of the largest small board


def table_picture(board: Board, t: Catalog) -> TablePicture:
    dice = number_of_dice(board)
    return TablePicture(
        shows=t("rules.table"),
        kinds=tuple(square.kind.value for square in board.squares[:MOST_SHOWN]),
        problems=Thing(t("rules.table.problems")),
        pile=Thing(t("rules.table.pile") if board.pile else ""),
        number=dice,
        dice=t.count("rules.table.dice", dice),
        steps=Thing(t("rules.table.steps"), t("rules.table.steps.more")),
        sheet=Thing(t("rules.table.sheet"), t("rules.table.sheet.more")),
        eggs=t("rules.table.eggs"),
    )


def turn_picture(board: Board, t: Catalog) -> TurnPicture:
    dice = number_of_dice(board)
    return TurnPicture(
        title=t("rules.turn"),
        shows=t("rules.turn.shows"),
        number=dice,
        throw=(t("rules.turn.throw"), t("rules.turn.three" if dice == 1 else "rules.turn.keep")),
        move=(t("rules.turn.move"),),
        read=(t("rules.turn.read"),),
        take=(t("rules.turn.egg"), t("rules.turn.egg.one")),
    )


def number_of_dice(board: Board) -> int:
    return 1 if dice_of(board) is Dice.ONE else 2


# --- the front: six lines --------------------------------------------------------------------------------


def six(board: Board, t: Catalog) -> tuple[FrontLine, ...]:
    """Lines 1, 3, 4, 6 and 7, 9, 12 of game.md; where the board has no goose and no bridge, what it has."""
    found = [line for line in list_front(board, t) if line.runs]
    return (*found[:5], found[-1])


def list_front(board: Board, t: Catalog) -> Iterator[FrontLine]:
    """All that may stand on the front: the first five, and the last."""
    names = name_stops(board, t)
    yield front(t("rules.front.draw" if board.problems else "rules.front.write"), "people")
    yield front(t(f"rules.front.throw.{dice_of(board)}"), "die")
    yield front(t("rules.front.stop", names=names) if names else t("rules.front.read"), "book", "tick")
    yield front(t("rules.front.egg.free" if setbacks(board) else "rules.front.egg"), "egg")
    yield front(" ".join(moves(board, t, "front")), "goose", "bridge")
    yield front(t("rules.front.question") if has(board, Kind.DRAW, Kind.QUESTION) else "", "question")
    yield front(t("rules.front.exact", finish=t(f"rules.line.finish.{board.preset.finish}")), "clock")
    yield front(t(f"rules.front.end.{ends_of(board)}"), "house")


def front(said: str, *icons: str) -> FrontLine:
    return FrontLine(icons, runs_of(said))


def runs_of(said: str) -> tuple[Run, ...]:
    """What stands between two stars is bold."""
    return tuple(Run(text, bold=bool(rank % 2)) for rank, text in enumerate(said.split("*")) if text)


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


def list_back(board: Board, t: Catalog) -> Iterator[BackLine]:
    """How it begins, what one does on each sort of square, proofs, how it ends."""
    shuffled = (t("rules.line.shuffle"),) if board.pile else ()
    yield back("people", opening(board, t), *shuffled)
    yield back("book", t("rules.squares.read"))
    for name, found in ON_SQUARES.items():
        chips = {(chip := chip_of(kind, board, t)).name: chip for kind in found if has(board, kind)}
        if chips:
            yield BackLine(tuple(chips.values()), "", runs_of(t(f"rules.squares.{name}")))
    yield back("egg", t("rules.squares.eggs"))
    yield back("house", t(f"rules.line.finish.{board.preset.finish}"), t("rules.case.end.rest"))


def back(icon: str, *said: str) -> BackLine:
    return BackLine((), icon, runs_of(" ".join(said)))


def chip_of(kind: Kind, board: Board, t: Catalog) -> Chip:
    """A kind as its first square shows it."""
    first = next(square for square in board.squares if square.kind is kind)
    return Chip(kind.value, pictogram_of(first, board.circuit.topic), t(f"kind.{kind}"))
