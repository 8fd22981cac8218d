"""The first page of the facilitator's guide, « Demain, 30 personnes »: what to print, what to bring, the evening.

Its frame is the same whatever the figures in it: how many pages the guide has depends on none of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jeu_oie.draw.ink import INK
from jeu_oie.game.preset import Dice
from jeu_oie.game.rules.table import dice_of
from jeu_oie.messages import Catalog
from jeu_oie.sheets.document import Imprint, icon
from jeu_oie.sheets.evening import Needs, PrintFile, Seating
from jeu_oie.sheets.miniatures import miniature

BOXES = {"1": "board", "2": "table", "3": "person", "4": "facilitator"}  # a file's number → whose it is
MORE = frozenset({"board", "facilitator"})  # whose box says something else
GLUED = "1-board-a4.pdf"  # what the board's box offers besides, where it is not the board itself
# What is brought → its pictogram, and the width of its words in mm.
THINGS_TO_BRING = {
    "dice": ("die", 22),
    "caps": ("caps", 28),
    "coins": ("coin", 25),
    "pen": ("pencil", 29),
    "scissors": ("scissors", 23),
    "watch": ("clock", 28),
    "phone": ("mobile", 27),
}
EGGS = 3  # a team holds so many at most (game.md)


@dataclass(frozen=True, slots=True)
class FileBox:
    """A file as it is drawn: whose it is (``kind``), « × 4 tables », its lines with their sheets, what else to know.

    ``name``: « 2-table.pdf », or the first and the last of those of which each table has one.
    """

    kind: str
    title: str
    name: str
    copies: str
    picture: str
    lines: tuple[tuple[str, int], ...]
    more: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A total: the figure, and of what."""

    big: str
    small: str


@dataclass(frozen=True, slots=True)
class ThingToBring:
    """Its pictogram, how many of what, what for; in a column of ``width`` mm."""

    icon: str
    what: str
    use: str
    width: float


def file_boxes(files: Sequence[PrintFile], imprint: Imprint) -> Iterator[FileBox]:
    t = imprint.words
    for file in files:
        kind = BOXES[file.name[0]]
        yield FileBox(
            kind,
            t(f"guide.box.{kind}"),
            t("guide.box.files", first=file.name, last=file.last) if file.last else file.name,
            t.count(f"guide.box.{kind}.copies", file.copies),
            miniature(kind, saver=imprint.saver),
            file.lines,
            more_of(file, kind, t),
        )


def more_of(file: PrintFile, kind: str, t: Catalog) -> str:
    """What the box of a file says besides."""
    if kind in MORE and file.name != GLUED:
        return t(f"guide.box.{kind}.more")
    return t("guide.box.files.again") if file.again else ""


def totals(needs: Needs, t: Catalog) -> Iterator[Figure]:
    """Sheets by paper, pages in colour, minutes of scissors a table."""
    for paper, count in needs.sheets.items():
        yield Figure(str(count), t.count("guide.total.paper", count, paper=paper))
    yield Figure(str(needs.colour), t.count("guide.total.colour", needs.colour))
    yield Figure(t("guide.min", minutes=needs.minutes), t("guide.total.scissors"))


def things_to_bring(imprint: Imprint, seated: Seating, needs: Needs) -> Iterator[ThingToBring]:
    """Seven things; no scissors where nothing is cut."""
    t = imprint.words
    counted = {
        "dice": 1 if dice_of(imprint.board) is Dice.ONE else 2,
        "caps": seated.teams,
        "coins": EGGS * seated.teams,
    }
    for name, (pictogram, width) in THINGS_TO_BRING.items():
        if name == "scissors" and not needs.minutes:
            continue
        what = t.count(f"guide.bring.{name}", counted[name]) if name in counted else t(f"guide.bring.{name}")
        use = t(f"guide.bring.{name}.use")
        yield ThingToBring(icon(pictogram, INK, saver=imprint.saver), what, use, width)
