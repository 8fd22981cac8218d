"""A reader of the page's data, with no rule of its own: what ``rules/data.py`` promises is enough to take a throw."""

from collections.abc import Callable, Iterator
from typing import Any


class Reader:
    """One pawn on the data of a board; ``unread`` and ``played`` are sets of ranks."""

    def __init__(self, data: dict[str, Any], at: int, held: int, level: int, unread: set[int], played: set[int]):
        self.data, self.at, self.held, self.level = data, at, held, level
        self.unread, self.played = set(unread), set(played)
        self.moves: list[tuple[int, str, bool]] = []
        self.reads: list[int] = []
        self.said: dict[str, Any] = {"lost": 0, "again": 0, "arrived": 0, "helps": None}

    def following(self, at: int) -> int:
        found: int = self.data["next"].get(str(at), at + 1)
        return found

    def way(self, to: int) -> Iterator[int]:
        here = self.at
        while here != to:
            here = self.following(here)
            yield here

    def walk(self, number: int, why: str, decide: Callable[[str, int], str]) -> None:
        cell = self.data["cells"][self.at][number - 1]
        to, why, *quiet = [cell, why] if not isinstance(cell, list) else cell
        end = self.data["arrival"] if to is None or why == "bounce" else to
        stop = next((each for each in self.way(end) if each in self.unread), None)
        if stop is not None:
            self.come(stop, "stop", number, decide)
        elif to is not None:
            self.come(to, why, number, decide, quiet=bool(quiet))

    def come(self, to: int, why: str, number: int, decide: Callable[[str, int], str], *, quiet: bool = False) -> None:
        known = to not in self.unread
        self.read([to])
        self.at = to
        plays = to not in self.played and not quiet
        self.moves.append((to, why, plays))
        self.played.add(to)
        if plays:
            self.change(self.outcome(known, why, decide), number, decide)

    def read(self, ranks: list[int]) -> None:
        for rank in ranks:
            if rank in self.unread:
                self.unread.remove(rank)
                self.reads.append(rank)

    def outcome(self, known: bool, why: str, decide: Callable[[str, int], str]) -> dict[str, Any]:
        landing: dict[str, Any] = self.data["landings"][self.data["lands"][self.at]]
        ask = landing.get("ask")
        if ask is None:
            return landing
        settled = {
            "egg": "keeps" if self.data["eggs"]["show"][self.held] < 0 else None,
            "door": None if known and why not in self.data["shut"] else "stays",
            "urgent": "crosses" if self.level <= landing.get("level", 0) else "stays",
        }.get(ask)
        found: dict[str, Any] = landing["ways"][settled or decide(ask, self.at)]
        return found

    def change(self, change: dict[str, Any], number: int, decide: Callable[[str, int], str]) -> None:
        if "shows" in change:
            self.held = self.data["eggs"]["show"][self.held]
        if "egg" in change:
            self.held = self.data["eggs"]["gain"][self.held]
        self.said["lost"] += change.get("lost", 0)
        for key in ("again", "arrived", "helps"):
            self.said[key] = change.get(key, self.said[key])
        self.read(change.get("reads", []))
        if "goose" in change:
            self.walk(number, "goose", decide)
        if "to" in change:
            to, why = change["to"]
            self.come(to, why, number, decide)
