"""A difference as data, for ``diff --json``: its keys never change with the language, its words do."""

from typing import Any

from jeu_oie.exchange.diff import Difference, ReportedChange
from jeu_oie.exchange.paths import Path, Total
from jeu_oie.exchange.reprint import Listed, Reprint


def as_data(found: Difference) -> dict[str, Any]:
    return {
        "changes": [change_data(each) for each in found.changes],
        "paths": [path_data(each) for each in found.paths],
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


def path_data(each: Path) -> dict[str, Any]:
    before, after = map(total_data, each.totals)
    return {"problems": list(each.problems), "before": before, "after": after}


def total_data(total: Total | None) -> dict[str, Any] | None:
    """Minutes of calendar time, working days, delays that nobody states."""
    return {"minutes": total.minutes, "working-days": total.working, "unknown": total.unknown} if total else None


def reprint_data(found: Reprint) -> dict[str, Any]:
    lists = {"cards": found.cards, "sheets": found.sheets, "card-sheets": found.card_sheets}
    return {key: listed_data(each) for key, each in lists.items()}


def listed_data(each: Listed) -> dict[str, Any]:
    return {"print": list(each.again), "throw": list(each.away), "unchanged": each.kept}
