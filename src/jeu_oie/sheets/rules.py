"""The rules on one sheet (``print/rules.pdf``): one short sentence an idea, 14 pt, only what this board has.

Each sentence tells one rule of game.md, « Rules, to the last case »; a test counts their words (12 at most).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from jeu_oie.draw.ink import INK, WHITE
from jeu_oie.draw.text import Style, even_lines, wrap_text
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import KINDS, colours_of
from jeu_oie.game.squares import Board
from jeu_oie.messages import Catalog
from jeu_oie.sheets.document import Imprint, Sheet, icon, sheet

ROOM = 70.0  # mm that a sentence has beside its pictogram (templates/print/rules.html)
HEADING = 1.5  # lines: a name, and the room under a rule


Durations = Mapping[int, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A heading with its pictogram on a coloured plate, and its sentences, each in lines that leave no word alone."""

    icon: str
    band: str
    name: str
    sentences: tuple[tuple[str, ...], ...]


def rules_sheet(imprint: Imprint) -> Sheet:
    """The rules of this board."""
    board = imprint.board
    general, squares = rules_of(board, imprint.words, imprint.durations)
    return sheet(
        "print/rules.html",
        imprint,
        duplex=True,
        goose=icon("goose-large", INK, saver=imprint.saver),
        timed=bool(imprint.durations),
        general=halves(general),
        squares=halves(squares),
    )


def rules_of(board: Board, words: Catalog, durations: Durations) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """The game, then the squares of this board."""
    return tuple(frame(board, words, durations)), tuple(kinds(board, words))


def set_out(sentences: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    style = Style(14)
    counted = ((sentence, len(wrap_text(sentence, ROOM, style))) for sentence in sentences)
    return tuple(even_lines(sentence, ROOM, style, count) or (sentence,) for sentence, count in counted)


def halves(rules: tuple[Rule, ...]) -> tuple[tuple[Rule, ...], ...]:
    """Two columns, each read down, as even as whole rules make them. (The engine takes a second to even them out.)"""
    counts = [HEADING + sum(map(len, rule.sentences)) for rule in rules]
    middle = min(range(len(rules) + 1), key=lambda rank: max(sum(counts[:rank]), sum(counts[rank:])))
    return rules[:middle], rules[middle:]


# --- the game --------------------------------------------------------------------------------------------


def frame(board: Board, words: Catalog, durations: Durations) -> Iterator[Rule]:
    """Goal, teams, start, turn, eggs, recourse, end."""
    t, preset = words, board.preset

    def rule(picture: str, name: str, *lines: str) -> Rule:
        return Rule(icon(picture, INK, saver=preset.saver), WHITE, name, set_out(lines))

    last = board.squares[-1].name
    goal = t("rules.goal.lasts") if durations else t("rules.goal")
    yield rule("house", goal, t("rules.goal.follow"), t("rules.goal.last", name=last), *lasting(t, durations))
    voices = (t("rules.teams.voice"), t("rules.teams.nobody"), t("rules.teams.names"))
    yield rule("people", t("rules.teams"), t("rules.teams.count"), *voices)
    pile = (t("rules.start.pile"),) if board.pile else ()
    yield rule("goose-letter", t("rules.start"), t("rules.start.pawns"), t("rules.start.cards"), *pile)
    throw = t.count("rules.turn.dice", preset.dice)
    yield rule(
        "die",
        t("rules.turn"),
        throw,
        t("rules.turn.move"),
        t("rules.turn.read"),
        t("rules.turn.again"),
        *rules_of_sending(board, words),
    )
    yield rule(
        "egg",
        t("rules.eggs"),
        t("rules.eggs.proof"),
        t("rules.eggs.shown"),
        t("rules.eggs.most"),
        t("rules.eggs.three"),
    )
    if holds(board, Kind.RECOURSE) or any(item in board.circuit.recourse for item in board.pile):
        yield rule("signpost", t("rules.recourse"), t("rules.recourse.keep"), t("rules.recourse.most"))
    yield rule("clock", t("rules.end"), *ending(board, words))
    if any(KINDS[square.kind].knob == "trap" for square in board.squares):
        yield rule("bubble", t("rules.help"), t("rules.help.passing"))


def lasting(words: Catalog, durations: Durations) -> Iterator[str]:
    """How long a game lasts, as a range: 8 games in 10 (game.md, Odds)."""
    for teams, (low, high) in durations.items():
        yield words("rules.lasts.teams", teams=teams, low=low, high=high)


def rules_of_sending(board: Board, words: Catalog) -> Iterator[str]:
    """A square that sends a pawn on: the square where it lands is played too."""
    if any(KINDS[square.kind].sends for square in board.squares):
        yield words("rules.turn.sent")


def holds(board: Board, *kinds: Kind) -> bool:
    return any(square.kind in kinds for square in board.squares)


def ending(board: Board, words: Catalog) -> Iterator[str]:
    """How the arrival is reached, and when the game is over."""
    finish, ends = board.preset.finish, board.preset.ends
    yield words(f"rules.finish.{finish}")
    if finish == "bounce":
        yield words("rules.finish.rest")
    yield words(f"rules.ends.{ends}")
    if ends != "first":
        yield words("rules.ends.reads")


# --- the squares -----------------------------------------------------------------------------------------


def kinds(board: Board, words: Catalog) -> Iterator[Rule]:
    """A rule for each kind of square on this board, in one order."""
    palette = colours_of(board.preset)
    for kind, traits in KINDS.items():
        squares = [square for square in board.squares if square.kind is kind]
        if said := set_out(traits.rules(board, squares, words)) if squares else ():
            colours = palette.kinds[kind]
            picture = icon(traits.pictogram, colours.text, saver=palette.saver)
            yield Rule(picture, colours.band, words(f"kind.{kind}"), said)
