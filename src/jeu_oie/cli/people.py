"""What an evening needs on paper, told after a build."""

from collections.abc import Mapping

from jeu_oie.board.preset import Preset
from jeu_oie.board.seating import seating
from jeu_oie.cli.terminal import say, tell_table
from jeu_oie.kit.sheets import BY_NAME, Evening, Needs, counted, needs
from jeu_oie.messages import Words


def tell_needs(pages: Mapping[str, int], people: int, preset: Preset, t: Words) -> None:
    """Tables and teams for ``people``, then a column for the kit to cut out and one for the kit without scissors.

    Then what takes the place of the board's large sheets, and where the copies of each file are told.
    """
    seated = seating(people, preset.players)
    told = {"saver": preset.saver, "large": preset.large}
    kits = [counted(each, large=preset.large) for each in (Evening.CUT, Evening.UNCUT)]
    cut, uncut = (needs(rows, pages, seated, **told) for rows in kits)
    glued = needs((BY_NAME["board-a4"],), pages, seated, **told).sheets["A4"]
    say(t("people.tables", people=people, tables=seated.tables, seats=seated.seats, teams=seated.teams))
    told_for = zip(labels(cut, t), figures(cut), figures(uncut), strict=True)
    rows = [(label, str(first), str(second)) for label, first, second in told_for]
    tell_table(("", t("people.cut"), t("people.uncut")), rows)
    say(t("people.tiled", paper=kits[0][0].paper.upper(), sheets=glued))
    say(t("people.copies"))


def labels(counted: Needs, t: Words) -> list[str]:
    papers = [t("people.sheets", paper=paper) for paper in counted.sheets]
    return [*papers, t("people.duplex"), t("people.colour"), t("people.cuts"), t("people.minutes")]


def figures(counted: Needs) -> list[int]:
    return [*counted.sheets.values(), counted.duplex, counted.colour, counted.cuts, counted.minutes]
