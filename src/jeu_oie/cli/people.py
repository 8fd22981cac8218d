"""What an evening needs on paper, told after a build."""

from collections.abc import Mapping

from jeu_oie.board.preset import Preset
from jeu_oie.board.seating import seating
from jeu_oie.cli.terminal import say, tell_table
from jeu_oie.kit.needs import BOARD, COMMON, CUT, TILED, UNCUT, Needs, needs
from jeu_oie.messages import Words


def tell_needs(pages: Mapping[str, int], people: int, preset: Preset, t: Words) -> None:
    """Tables and teams for ``people``, then a column for the kit to cut out and one for the kit without scissors.

    Then what takes the place of the board's large sheets, and where the copies of each file are told.
    """
    seated = seating(people, preset.players)
    told = {"saver": preset.saver, "large": preset.large}
    board = BOARD[preset.large]
    kits = [needs((board, *COMMON, *more), pages, seated, **told) for more in (CUT, UNCUT)]
    tiled = needs((TILED,), pages, seated, **told).sheets[TILED.paper]
    say(t("people.tables", people=people, tables=seated.tables, seats=seated.seats, teams=seated.teams))
    told_for = zip(labels(kits[0], t), figures(kits[0]), figures(kits[1]), strict=True)
    rows = [(label, str(first), str(second)) for label, first, second in told_for]
    tell_table(("", t("people.cut"), t("people.uncut")), rows)
    say(t("people.tiled", paper=board.paper, sheets=tiled))
    say(t("people.copies"))


def labels(counted: Needs, t: Words) -> list[str]:
    papers = [t("people.sheets", paper=paper) for paper in counted.sheets]
    return [*papers, t("people.duplex"), t("people.colour"), t("people.cuts"), t("people.minutes")]


def figures(counted: Needs) -> list[int]:
    return [*counted.sheets.values(), counted.duplex, counted.colour, counted.cuts, counted.minutes]
