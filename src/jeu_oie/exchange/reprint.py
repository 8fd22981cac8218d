"""What to print again after a change, and what to throw away: by the content hash of each sheet and card."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

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
    """Cards, the documents besides, and the sheets of ``cards.pdf`` for whoever prints those whole."""

    cards: Listed
    sheets: Listed
    card_sheets: Listed

    @property
    def nothing(self) -> bool:
        return not (self.cards.again or self.cards.away or self.sheets.again or self.sheets.away)


def reprint(before: PrintedHashes, after: PrintedHashes) -> Reprint:
    """What differs between what was printed and what would be printed now."""
    others, cards = (
        list_changes(sheets_of(before, keep), sheets_of(after, keep), before.titles, after.titles)
        for keep in (is_other, is_card)
    )
    return Reprint(list_changes(before.cards, after.cards, before.titles, after.titles), others, cards)


def sheets_of(printed: PrintedHashes, keep: Callable[[str], bool]) -> dict[str, str]:
    return {name: digits for name, digits in printed.sheets.items() if keep(name)}


def is_other(sheet: str) -> bool:
    return document_of(sheet) not in CARDS


def is_card(sheet: str) -> bool:
    return document_of(sheet) == CARDS[0]


def document_of(sheet: str) -> str:
    """The print file of a sheet: « pieces » of « pieces-2 »."""
    name, _, rank = sheet.rpartition("-")
    return name if rank.isdecimal() else sheet


def list_changes(
    before: Mapping[str, str], after: Mapping[str, str], former: Mapping[str, str], titles: Mapping[str, str]
) -> Listed:
    """Hashes by name, before and after, and the titles of both."""
    again = {name: titles.get(name, "") for name, digits in after.items() if before.get(name) != digits}
    away = {name: former.get(name, "") for name, digits in before.items() if after.get(name) != digits}
    return Listed(again, away, len(after) - len(again))
