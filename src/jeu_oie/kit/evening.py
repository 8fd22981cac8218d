"""What an evening needs: paper and minutes of hands, reckoned from print files as they were made."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from jeu_oie.game.evening import Needs, Paper, PrintFile, Seating, Work
from jeu_oie.kit.printing import BOOKLETS
from jeu_oie.kit.spec import Colour, Per, SheetSpec
from jeu_oie.messages import Catalog
from jeu_oie.print.content.cards import sheet_places
from jeu_oie.print.look import CardsWay

# Seconds of a hand, as we reckon them; nobody has timed them yet.
CUT, SNIP = 12, 6  # with scissors: along 20 to 30 cm, paper turned; along a few centimetres
FOLD, SORT = 8, 2  # a card or a sheet of a booklet; a card into its pile
PASTE, JOIN = 10, 60  # a folded card; a piece of the board, laid on its neighbour's marks
EGG_SNIPS = 11  # part the eggs of a strip
RULES, WORKSHEET = 2, 1  # pages of a table's file before and after its cards
PLAN = 1  # page of a board in pieces that is no piece
PIECES, NOTHING = "1-board-a4", Paper(0, 0)


def needs(rows: Iterable[SheetSpec], made: Mapping[str, Paper], seated: Seating, *, saver: bool, large: bool) -> Needs:
    """What all ``rows`` come to; ``made``: print file → what it is. Files that were not made do not count."""
    sheets: Counter[str] = Counter()
    seconds: Counter[Work] = Counter()
    duplex = colour = cuts = 0
    for row in rows:
        found, times = paper_of(row, made), copies(row, seated)
        own = found.sheets * times
        sheets[row.paper.upper()] += own
        duplex += 0 if found.one_sided else own
        colour += 0 if saver else colour_pages(row, made) * times
        cuts += card_cuts(row, made, large=large)
        seconds.update(hands(row, made, large=large))
    work = {each: -(-seconds[each] // 60) for each in Work if seconds[each]}
    return Needs(dict(sorted(sheets.items())), duplex, colour, cuts, work)


def copies(row: SheetSpec, seated: Seating) -> int:
    return {Per.TABLE: seated.tables, Per.PERSON: seated.people}.get(row.per, 1)


def paper_of(row: SheetSpec, made: Mapping[str, Paper]) -> Paper:
    """A copy's; where each table has a file of its own, that of the first."""
    return made.get(row.name) or made.get(f"{row.name}-1", NOTHING)


def holds_booklet(row: SheetSpec, made: Mapping[str, Paper]) -> bool:
    return f"{row.name}-1" in made


def card_sheets(row: SheetSpec, made: Mapping[str, Paper]) -> int:
    """The sheets of cards in a table's file, between its rules and its worksheet."""
    found = paper_of(row, made)
    rules = RULES if found.one_sided else RULES // 2
    return max(found.sheets - rules - WORKSHEET, 0) if row.colour is Colour.CARDS else 0


def colour_pages(row: SheetSpec, made: Mapping[str, Paper]) -> int:
    match row.colour:
        case Colour.NONE:
            return 0
        case Colour.ALL:
            return paper_of(row, made).pages
        case Colour.FRONTS:
            return paper_of(row, made).sheets
        case Colour.CARDS:
            cards = card_sheets(row, made)
            return cards and RULES + cards * (2 if holds_booklet(row, made) else 1)


def card_cuts(row: SheetSpec, made: Mapping[str, Paper], *, large: bool) -> int:
    """One less than its cards a sheet: eight are cut once across, then each half three times. One more for the eggs."""
    sheets = card_sheets(row, made)
    return 0 if not sheets or holds_booklet(row, made) else sheets * (cards_a_sheet(row, made, large=large) - 1) + 1


def cards_a_sheet(row: SheetSpec, made: Mapping[str, Paper], *, large: bool) -> int:
    way = CardsWay.FOLD if paper_of(row, made).one_sided else CardsWay.DUPLEX
    return sheet_places(way, large=large)


def hands(row: SheetSpec, made: Mapping[str, Paper], *, large: bool) -> dict[Work, int]:
    """Seconds of each work at a table."""
    found, sheets = paper_of(row, made), card_sheets(row, made)
    if row.name == PIECES and found.pages > PLAN:
        pieces = found.pages - PLAN
        return {Work.CUT: 2 * CUT * pieces, Work.GLUE: JOIN * pieces}
    if holds_booklet(row, made):
        return {Work.FOLD: FOLD * sheets}
    if not sheets:
        return {}
    cards = sheets * cards_a_sheet(row, made, large=large)
    cut = {Work.CUT: card_cuts(row, made, large=large) * CUT + EGG_SNIPS * SNIP, Work.SORT: SORT * cards}
    return {**cut, Work.FOLD: FOLD * cards, Work.GLUE: PASTE * cards} if found.one_sided else cut


def file_to_print(row: SheetSpec, made: Mapping[str, Paper], seated: Seating, t: Catalog) -> PrintFile:
    """The file of a row; the first and the last where each table has a booklet of its own (``TableDocument``)."""
    own = holds_booklet(row, made)
    last = min(seated.tables, BOOKLETS) if own else 0
    first, end = ("-1" if own else ""), (f"{row.name}-{last}.pdf" if last > 1 else "")
    return PrintFile(
        f"{row.name}{first}.pdf",
        copies(row, seated),
        tuple(lines_of(row, made, t)),
        end,
        again=own and seated.tables > last,
        one_sided=row.duplex and paper_of(row, made).one_sided,
    )


def lines_of(row: SheetSpec, made: Mapping[str, Paper], t: Catalog) -> Iterator[tuple[str, int]]:
    """What a copy holds, each with its sheets of paper."""
    found = paper_of(row, made)
    match row.name:
        case "2-table":
            cards = card_sheets(row, made)
            way = "booklet" if holds_booklet(row, made) else "fold" if found.one_sided else "duplex"
            yield t("guide.line.rules"), found.sheets - cards - WORKSHEET
            yield t(f"guide.line.cards.{way}"), cards
            yield t("guide.line.worksheet"), WORKSHEET
        case "3-person":
            yield t("guide.line.person"), found.sheets
            yield t("guide.line.notebook"), 0
        case _:
            yield t(f"guide.line.{row.name}"), found.sheets
