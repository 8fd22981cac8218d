"""The rules (the first sheet of « 2-table »): ten lines for everybody, behind them each kind of square with its line.

The sentences are those of squares and cards (``game/lines``).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jeu_oie.game.dossier import Dossier
from jeu_oie.game.lines import Handicap, KindLine, has_urgency, list_kinds, list_last_cases, list_rules
from jeu_oie.game.squares import RED, Board
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import Catalog
from jeu_oie.print.content.frame import Frame, frame_of

BOX = "☐"
RUNS = re.compile(rf"([*{BOX}])")


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a line, those that say what one does in bold; or a ``box``, ☐, that is drawn: no font has it."""

    text: str
    bold: bool = False
    box: bool = False


@dataclass(frozen=True, slots=True)
class KindPicture:
    """A kind of square as the board shows it: its pictogram, what stands in its band and around it."""

    kind: str
    icon: str
    tick: bool
    ticked: bool
    egg: bool
    red: bool
    dashed: bool


@dataclass(frozen=True, slots=True)
class BackLine:
    """What is done on squares, and on which: a picture each."""

    pictures: tuple[KindPicture, ...]
    names: str
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesSheet:
    """``before``: what lies on the table.

    ``lasts``: how long games last, where it is known; ``foot``: that, and what is done at the end.

    ``urgent``: the second line shows the card of an urgency, else the red box of the board.

    ``signs``: what ☐, egg and red frame mean; ``other``: the last cases.
    """

    frame: Frame
    title: str
    whose: str
    lasts: str
    urgent: bool
    before: tuple[Run, ...]
    lines: tuple[tuple[Run, ...], ...]
    foot: tuple[Run, ...]
    overleaf: str
    squares: str
    signs: tuple[str, str, str]
    kinds: tuple[BackLine, ...]
    other: str


def rules_sheet(
    board: Board,
    dossier: Dossier,
    t: Catalog,
    minutes: tuple[int, int] | None,
    handicap: Handicap,
    page: str | None,
) -> RulesSheet:
    """``minutes`` of four teams, from attentive players to random ones; ``page``: the address of the circuit's page."""
    low, high = minutes or (0, 0)
    return RulesSheet(
        frame=frame_of(dossier, t, page, t("rules.title")),
        title=t("rules.front"),
        whose=t("separator").join((dossier.title, dossier.landlord)),
        lasts=t("rules.lasts", low=low, high=high) if minutes else "",
        urgent=has_urgency(board),
        before=runs_of(t("sheet.before")),
        lines=tuple(map(runs_of, list_rules(board, t, handicap))),
        foot=runs_of(
            t("sheet.foot", low=low, high=high, talk=board.preset.talk) if minutes else t("sheet.foot.unknown")
        ),
        overleaf=t("rules.front.back"),
        squares=t("rules.squares"),
        signs=(t("sign.box"), t("sign.egg"), t("sign.red")),
        kinds=tuple(share_lines(list_kinds(board, FactFormatter(board, t)))),
        other=" ".join(list_last_cases(board, t)),
    )


def share_lines(kinds: Iterable[KindLine]) -> Iterator[BackLine]:
    """Kinds on which one does the same stand on one line."""
    alike: dict[str, list[KindLine]] = {}
    for each in kinds:
        alike.setdefault(each.line, []).append(each)
    for line, some in alike.items():
        yield BackLine(tuple(map(picture_of, some)), ", ".join(each.name for each in some), line)


def picture_of(told: KindLine) -> KindPicture:
    return KindPicture(
        kind=told.kind.value,
        icon=told.pictogram,
        tick=told.tick,
        ticked=told.ticked,
        egg=told.egg,
        red=told.kind in RED,
        dashed=told.dashed,
    )


def runs_of(said: str) -> tuple[Run, ...]:
    """What stands between two stars is bold."""
    bold, runs = False, []
    for part in RUNS.split(said):
        if part == "*":
            bold = not bold
        elif part:
            runs.append(Run("", bold, box=True) if part == BOX else Run(part, bold))
    return tuple(runs)
