"""The rules in the twelve lines of game.md, « The sheet (12 lines) », as far as a board has what they speak of."""

from collections.abc import Iterable, Iterator, Sequence

from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.kind_spec import Group
from jeu_oie.game.kinds.register import KINDS
from jeu_oie.game.meaning import is_idea
from jeu_oie.game.preset import First, Preset
from jeu_oie.game.rules.table import FIRST_KINDS, dice_of, ends_of
from jeu_oie.game.squares import Board
from jeu_oie.game.wording import capital
from jeu_oie.messages import Catalog

# --- what this board has ---------------------------------------------------------------------------------


def has(board: Board, *kinds: Kind) -> bool:
    return any(square.kind in kinds for square in board.squares)


def setbacks(board: Board) -> tuple[Kind, ...]:
    """The kinds of setback on the board: an egg that is shown undoes them."""
    return tuple(kind for kind, kind_spec in KINDS.items() if kind_spec.group is Group.SETBACK and has(board, kind))


def geese(board: Board) -> bool:
    return any(square.kind is Kind.PRACTICE and not is_idea(square.item) for square in board.squares)


def enumerate_kinds(kinds: Iterable[Kind], words: Catalog) -> str:
    """« étape, recours, hors circuit »: each name once."""
    names = dict.fromkeys(words(f"kind.{kind}") for kind in kinds)
    return ", ".join(name[:1].lower() + name[1:] for name in names)


def name_stops(board: Board, words: Catalog) -> str:
    """What stops the first pawn: « Étape, recours, hors circuit »; empty where nothing does."""
    first = board.preset.first
    stopping = (
        kind for each in (First.STEP, First.RECOURSE, First.DETOUR) if each in first for kind in FIRST_KINDS[each]
    )
    met = [kind for kind in stopping if kind is not Kind.BLANK and has(board, kind)]
    names = enumerate_kinds(met, words)
    if First.SETBACK in first and setbacks(board):
        names = ", ".join(filter(None, (names, words("rules.name.setback"))))
    return capital(names) if names else ""


def old_or_new(kind: Kind, old: str, preset: Preset, words: Catalog) -> str:
    """« L’oie », or « Bonne pratique » on boards without the old names."""
    return words(f"rules.name.{old}") if preset.old_names else words(f"kind.{kind}")


def moves(board: Board, t: Catalog, side: str) -> Iterator[str]:
    """Goose and bridge, where the board has them."""
    if geese(board):
        yield t(f"rules.{side}.goose", goose=old_or_new(Kind.PRACTICE, "goose", board.preset, t))
    if has(board, Kind.SHORTCUT):
        yield t(f"rules.{side}.bridge", bridge=old_or_new(Kind.SHORTCUT, "bridge", board.preset, t))


# --- the lines -------------------------------------------------------------------------------------------


def twelve(board: Board, words: Catalog) -> tuple[str, ...]:
    """« The sheet (12 lines) » of game.md, without what this board does not have."""
    return tuple(filter(None, (" ".join(parts) for parts in list_lines(board, words))))


def list_lines(board: Board, t: Catalog) -> Iterator[tuple[str, ...]]:
    names, bad = name_stops(board, t), setbacks(board)
    yield (t("rules.line.draw" if board.problems else "rules.line.write"),)
    yield (opening(board, t), t("rules.line.shuffle") if board.pile else "")
    yield t("rules.line.throw"), t(f"rules.line.dice.{dice_of(board)}")
    yield (t("rules.line.stop", names=names) if names else "",)
    yield (t("rules.line.read" if names else "rules.line.read.only"),)
    yield (t("rules.line.egg"),)
    yield (t("rules.line.show"), t("rules.line.show.blow")) if bad else (t("rules.line.show"),)
    yield tuple(line_of_setbacks(bad, t))
    yield tuple(moves(board, t, "line"))
    yield (t("rules.line.question") if has(board, Kind.DRAW, Kind.QUESTION) else "",)
    yield (t(f"rules.line.finish.{board.preset.finish}"),)
    yield (t(f"rules.line.end.{ends_of(board)}"),)


def opening(board: Board, t: Catalog) -> str:
    """What all read before the first throw: card 1, and every urgency."""
    levels = sum(square.kind is Kind.SHORTCUT for square in board.squares)
    if not levels:
        return t("rules.line.open")
    return t("rules.line.open.urgent" if levels == 1 else "rules.line.open.levels", name=t("kind.shortcut"))


def line_of_setbacks(bad: Sequence[Kind], t: Catalog) -> Iterator[str]:
    backs = [kind for kind in bad if kind in (Kind.BACK, Kind.CLOSED)]
    if bad:
        key = "wait" if not backs else "back" if len(backs) == len(bad) else "wait-back"
        yield t(f"rules.line.{key}", names=enumerate_kinds(bad, t))
    if len(backs) < len(bad):
        yield t("rules.line.free")
