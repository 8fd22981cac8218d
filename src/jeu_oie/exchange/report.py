"""What a difference comes to: which sheets to print again, by their content hashes, in words and as data.

The keys of the data (``diff --json``) never change with the language, its words do.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from jeu_oie.draw.scene import Scene
from jeu_oie.exchange.diff import Difference, ReportedChange, Total
from jeu_oie.game.sheet_language import language_name, split_language
from jeu_oie.messages import Catalog

FILES = {"board": "1-board-…", "rules": "2-table", "worksheet": "2-table"}  # of the sheets that have none of their own
CARDS = ("cards", "cards-fold")  # their sheets: nobody prints them again whole where few cards changed


@dataclass(frozen=True, slots=True)
class PrintedHashes:
    """What a kit prints. Name of a sheet (« rules », « cards-2 ») or of a card (« 12 », « p4 ») → its content hash.

    ``titles`` are those of the cards, as far as they are known.
    """

    sheets: Mapping[str, str]
    cards: Mapping[str, str]
    titles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Listed:
    """Names to print, names to throw away (a changed one is in both), how many stay good.

    Each with its title, empty where none is known: a card to throw away is known by what stands on it.
    """

    again: Mapping[str, str]
    away: Mapping[str, str]
    kept: int


@dataclass(frozen=True, slots=True)
class Reprint:
    """Cards, the documents besides, and the sheets of cards for whoever prints those whole."""

    cards: Listed
    sheets: Listed
    card_sheets: Listed

    @property
    def nothing(self) -> bool:
        return not (self.cards.again or self.cards.away or self.sheets.again or self.sheets.away)


def reprint(before: PrintedHashes, after: PrintedHashes) -> Reprint:
    """What differs between what was printed and what would be printed now."""
    listed = partial(list_changes, former=before.titles, titles=after.titles)
    both = before, after
    others = [{name: digits for name, digits in each.sheets.items() if document_of(name) not in CARDS} for each in both]
    cards = [{name: digits for name, digits in each.sheets.items() if document_of(name) == CARDS[0]} for each in both]
    return Reprint(listed(before.cards, after.cards), listed(*others), listed(*cards))


def document_of(sheet: str) -> str:
    """The print file of a sheet: « cards » of « cards-2 »."""
    name, _, rank = sheet.rpartition("-")
    return name if rank.isdecimal() else sheet


def list_changes(
    before: Mapping[str, str], after: Mapping[str, str], former: Mapping[str, str], titles: Mapping[str, str]
) -> Listed:
    """Hashes by name, before and after, and the titles of both."""
    again = {name: titles.get(name, "") for name, digits in after.items() if before.get(name) != digits}
    away = {name: former.get(name, "") for name, digits in before.items() if after.get(name) != digits}
    return Listed(again, away, len(after) - len(again))


def as_data(found: Difference) -> dict[str, Any]:
    return {
        "changes": [change_data(each) for each in found.changes],
        "paths": [
            {"problems": list(each.problems), "before": total_data(before), "after": total_data(after)}
            for each in found.paths
            for before, after in (each.totals,)
        ],
    }


def change_data(each: ReportedChange) -> dict[str, Any]:
    return {
        "step": each.step,
        "list": each.list,
        "id": each.id,
        "title": each.title,
        "place": each.place,
        "mark": each.number,
        "sorts": [str(sort) for sort in each.sorts],
        "wording": each.wording,
        "lines": [
            {"sort": str(line.sort), "label": line.label, "before": line.before, "after": line.after}
            for line in each.lines
        ],
    }


def total_data(total: Total | None) -> dict[str, Any] | None:
    """Minutes of calendar time, days « ouvrés » and « ouvrables », delays that nobody states; whether one is rough."""
    if total is None:
        return None
    days = {"working-days": total.working, "open-days": total.open}
    return {"minutes": total.minutes, **days, "unknown": total.unknown, "about": total.about}


def reprint_data(found: Reprint) -> dict[str, Any]:
    lists = {"cards": found.cards, "sheets": found.sheets, "card-sheets": found.card_sheets}
    return {
        key: {"print": list(each.again), "throw": list(each.away), "unchanged": each.kept}
        for key, each in lists.items()
    }


@dataclass(frozen=True, slots=True)
class Report:
    """What a diff tells. ``minutes``: between which 8 games in 10 of 4 teams last, before and after."""

    found: Difference
    listed: Reprint
    minutes: tuple[tuple[int, int], tuple[int, int]]
    before: str
    after: str

    @property
    def same_minutes(self) -> bool:
        return self.minutes[0] == self.minutes[1]

    @property
    def nothing(self) -> bool:
        return not self.found.sections and self.listed.nothing


@dataclass(frozen=True, slots=True)
class Drawn:
    """A board with its changes, ``svg`` for the page."""

    scene: Scene
    svg: str


def report_values(report: Report, t: Catalog) -> dict[str, Any]:
    """What the page and the documents say alike."""
    return {
        "report": report,
        "between": between_line(report, t),
        "minutes": minutes_line(report, t),
        "again": sheets_again(report.listed, t),
        "away": list_obsolete(report.listed, t),
    }


def sheets_again(listed: Reprint, t: Catalog) -> tuple[tuple[str, str], ...]:
    """The documents to print again: what they are, and their sheets where not all changed."""
    return tuple(documents(listed.sheets.again, t))


def list_obsolete(listed: Reprint, t: Catalog) -> tuple[tuple[str, str], ...]:
    """The documents that are printed no more: a changed one is thrown away as it is replaced."""
    again = {document_of(name) for name in listed.sheets.again}
    return tuple(documents([name for name in listed.sheets.away if document_of(name) not in again], t))


def documents(names: Iterable[str], t: Catalog) -> Iterator[tuple[str, str]]:
    """« le plateau », « 1-board-… »: each document once, with the name of its file."""
    for name in dict.fromkeys(map(document_of, names)):
        yield document_title(name, t), FILES.get(name, name)


def document_title(name: str, t: Catalog) -> str:
    """« le plateau », « la fiche (العربية) »; a document of another version of this program goes by its file."""
    plain, language = split_language(name)
    try:
        said = t(f"changes.sheet.{plain}")
        return t("changes.sheet-in", sheet=said, language=language_name(language)) if language else said
    except KeyError:
        return name


def between_line(report: Report, t: Catalog) -> str:
    """Between which versions: the one that the sheets carry should change with them."""
    if report.before == report.after:
        return t("changes.between.same", after=report.after)
    return t("changes.between", before=report.before, after=report.after)


def minutes_line(report: Report, t: Catalog) -> str:
    """How long a game lasts, and lasted where that was otherwise."""
    (before_low, before_high), (low, high) = report.minutes
    if report.same_minutes:
        return t("changes.minutes.same", low=low, high=high)
    return t("changes.minutes", low=low, high=high, before_low=before_low, before_high=before_high)
