"""What an evening for so many people needs: sheets of each paper, colour pages, cuts, minutes.

Counted from the pages that the kit really has, with cards to cut out, and beside it the kit that needs no scissors
(the booklet in place of the cards, a die and buttons in place of the pieces).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jeu_oie.board.seating import Seating
from jeu_oie.kit.sheets import Evening, Row, copies, handed_out


@dataclass(frozen=True, slots=True)
class Needs:
    """Sheets by paper, those of them printed on both sides, pages in colour, cuts, minutes for one person."""

    sheets: Mapping[str, int]
    duplex: int
    colour: int
    cuts: int
    minutes: int


def counted(evening: Evening, *, large: bool) -> tuple[Row, ...]:
    """What is printed for one of the two kits, the board first."""
    return tuple(row for row in handed_out(large=large) if row.evening in (Evening.BOTH, evening))


def needs(rows: Iterable[Row], pages: Mapping[str, int], seated: Seating, *, saver: bool, large: bool) -> Needs:
    """What all ``rows`` come to; ``pages``: print file → how many it has. Files that were not made do not count."""
    sheets: dict[str, int] = {}
    duplex = colour = cuts = seconds = 0
    for row in rows:
        count, times = pages.get(row.name, 0), copies(row, seated)
        own = (-(-count // 2) if row.duplex else count) * times
        paper = row.paper.upper()
        sheets[paper] = sheets.get(paper, 0) + own
        duplex += own if row.duplex else 0
        colour += count * times if row.colour and not saver else 0
        snips = own * row.cuts[large]
        cuts, seconds = cuts + snips, seconds + snips * row.seconds
    return Needs(dict(sorted(sheets.items())), duplex, colour, cuts, -(-seconds // 60))
