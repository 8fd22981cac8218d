"""Circuits with faults that a form can hold, for both judges."""

import json
from random import Random
from typing import Any

TEXTS = (
    *("", "  ", "x" * 2001, "bientôt", "-5 jours", "101 ans", "5 à 2 jours", "oui", "2017-02-30", "Étape_1", "any"),
    *("end", "none", "unknown", "out", "phone", "fax", "back", "validated", "brouillon", "javascript:alert(1)", "x y"),
    *("3", "0", "1", "true", "a\u0007b", "../landlord.yaml", "landlord.yaml", "français", "lettre", "tenant"),
)
KEYS = (
    *("titre", "delais", "xylophone", "if_silent", "étapes", "source", "to", "at", "from", "kind", "missing", "right"),
    *("answers", "urgency", "actor", "use", "common", "validated", "review", "charge", "contact", "channels"),
)


def spoilt(data: dict[str, Any], dice: Random) -> str:
    """The text of ``data`` with one to four faults, as JSON: every value has a place of its own."""
    for _ in range(dice.randint(1, 4)):
        spoil(dice.choice(list(holders(data))), dice)
    return json.dumps(data, ensure_ascii=False)


def holders(value: Any) -> Any:
    if isinstance(value, dict | list):
        yield value
        for inside in value.values() if isinstance(value, dict) else value:
            yield from holders(inside)


def spoil(holder: Any, dice: Random) -> None:
    if not holder:
        return
    if isinstance(holder, list):
        holder[dice.randrange(len(holder))] = wrong(dice)
        return
    sort = dice.random()
    if sort < 0.3:
        del holder[dice.choice(list(holder))]
    elif sort < 0.6:
        holder[dice.choice(KEYS)] = wrong(dice)
    else:
        holder[dice.choice(list(holder))] = wrong(dice)


def wrong(dice: Random) -> Any:
    """A value of any sort."""
    text = dice.choice(TEXTS)
    return dice.choice((text, text, text, [text], [], {}, {"kind": text}, {"value": text}, {"title": text}))
