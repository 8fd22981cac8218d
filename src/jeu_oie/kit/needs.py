"""What an evening for so many people needs: tables, teams, sheets of each paper, colour pages, cuts, minutes.

Counted from the pages that the kit really has, with cards to cut out, and beside it the kit that needs no scissors
(the booklet in place of the cards, a die and buttons in place of the pieces).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from jeu_oie.board.seating import Seating

SECONDS_A_CUT = 12  # a cut with scissors along 20 to 30 cm, paper turned
SECONDS_A_SNIP = 6  # one along a few centimetres: the die's tabs, the pawns, the eggs


class Per(StrEnum):
    """For whom a copy is printed."""

    TABLE = "table"
    PERSON = "person"
    ROOM = "room"


@dataclass(frozen=True, slots=True)
class Copy:
    """A print file, a copy for each ``per``; ``cuts`` a sheet, with scissors, of ``seconds`` each."""

    name: str
    per: Per
    paper: str = "A4"
    duplex: bool = False
    colour: bool = False
    cuts: int = 0
    seconds: int = SECONDS_A_CUT


# The letters of the board are large enough (14 pt in large print) on that paper; the same in A4 sheets to glue.
BOARD = {
    False: Copy("board-a3-screen", Per.TABLE, "A3", colour=True),
    True: Copy("board-a2", Per.TABLE, "A2", colour=True),
}
TILED = Copy("board-a4", Per.TABLE, colour=True)
COMMON = (
    Copy("rules", Per.TABLE, duplex=True),
    Copy("worksheets", Per.TABLE),
    Copy("carnet", Per.PERSON),
    Copy("leaflet", Per.PERSON, duplex=True, colour=True),
    Copy("guide", Per.ROOM, duplex=True),
    Copy("circuit", Per.ROOM, duplex=True),
)
# Eight cards a sheet: once across, then each half three times; four in large print: once across, each half once.
# The pieces: 26 around the die and 9 for the pawns; the second sheet in three strips, each along ten lines.
CUT = (
    Copy("cards", Per.TABLE, duplex=True, colour=True, cuts=7),
    Copy("pieces", Per.TABLE, colour=True, cuts=35, seconds=SECONDS_A_SNIP),
)
LARGE_CUTS = 3
UNCUT = (Copy("booklet", Per.TABLE, duplex=True, colour=True),)


@dataclass(frozen=True, slots=True)
class Needs:
    """Sheets by paper, those of them printed on both sides, pages in colour, cuts, minutes for one person."""

    sheets: Mapping[str, int]
    duplex: int
    colour: int
    cuts: int
    minutes: int


def needs(copies: Iterable[Copy], pages: Mapping[str, int], seated: Seating, *, saver: bool, large: bool) -> Needs:
    """What all ``copies`` come to; ``pages``: print file → how many it has. Files that were not made do not count."""
    times = {Per.TABLE: seated.tables, Per.PERSON: seated.people, Per.ROOM: 1}
    sheets: dict[str, int] = {}
    duplex = colour = cuts = seconds = 0
    for copy in copies:
        count = pages.get(copy.name, 0) * times[copy.per]
        own = -(-pages.get(copy.name, 0) // 2) * times[copy.per] if copy.duplex else count
        sheets[copy.paper] = sheets.get(copy.paper, 0) + own
        duplex += own if copy.duplex else 0
        colour += count if copy.colour and not saver else 0
        snips = own * (LARGE_CUTS if large and copy.name == "cards" else copy.cuts)
        cuts, seconds = cuts + snips, seconds + snips * copy.seconds
    return Needs(dict(sorted(sheets.items())), duplex, colour, cuts, -(-seconds // 60))
