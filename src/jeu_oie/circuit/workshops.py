"""What came out of workshops, as it stands in a circuit.

A workshop is a source called ``atelier-2026-11-25`` (``workshop-…``), or one whose title says so (« Atelier du 25
novembre 2026, 30 personnes »), as people write it by hand. What it said of an item that is no fact of its
own (votes, answers that differ) stands at the end of the item's text, after the workshop's name: « Atelier du 25
novembre 2026 : 14 voix sur 30. » So it is printed wherever the item is, and can be told apart, and said again.
"""

import re
from collections.abc import Iterable, Mapping

from jeu_oie.circuit.fields import DATE
from jeu_oie.circuit.model import Circuit, Item, Source

NAME = re.compile(r"(?:atelier|workshop)-\d{4}-\d{2}-\d{2}")
TITLE = re.compile(r"(?:atelier du|workshop of)\s+\d", re.IGNORECASE)
COLON = re.compile(r"\s?:\s")


def is_day(text: str) -> bool:
    """Whether ``text`` is a whole date, YYYY-MM-DD."""
    try:
        Source(title="-", date=text)
    except ValueError:
        return False
    return len(text) == 10 and DATE.fullmatch(text) is not None


def workshops(sources: Mapping[str, Source]) -> dict[str, Source]:
    """The workshops among ``sources``, the last one first."""
    found = {name: each for name, each in sources.items() if NAME.fullmatch(name) or TITLE.match(each.title)}
    return dict(sorted(found.items(), key=lambda each: each[1].date or each[0][-10:], reverse=True))


def workshop_name(source: Source) -> str:
    """The workshop without the number of its people: « Atelier du 25 novembre 2026 »."""
    return source.title.partition(",")[0]


def split_text(text: str, sources: Iterable[Source]) -> tuple[str, Mapping[str, str]]:
    """An item's own text, and what each workshop said of it, by the workshop's name."""
    names = [workshop_name(source) for source in sources]
    heads = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    if not heads:
        return text, {}
    own, *rest = re.split(rf"(?:^|\s)({heads}){COLON.pattern}", text)
    return own.rstrip(), dict(zip(rest[::2], (each.strip() for each in rest[1::2]), strict=True))


def join_text(own: str, said: Mapping[str, str], colon: str) -> str:
    """The inverse of ``split_text``."""
    return " ".join(filter(None, (own, *(f"{name}{colon}{text}" for name, text in said.items() if text))))


def said_by(item: Item, circuit: Circuit) -> Mapping[str, str]:
    """What each workshop said of ``item``, by the workshop's name."""
    return split_text(item.text or "", workshops(circuit.sources).values())[1]
