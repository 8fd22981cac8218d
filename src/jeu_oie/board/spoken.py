"""Where an item may name a danger, and the numbers that a text to call holds."""

import re

from jeu_oie.circuit.model import Item, ProblemItem, Shortcut

FIGURES = re.compile(r"\d(?:[\s.]?\d)*")


def figures_in(call: str) -> tuple[str, ...]:
    """The numbers that ``call`` holds (« … ou … »), without spaces."""
    return tuple(re.sub(r"\D", "", found) for found in FIGURES.findall(call))


def spoken_by(item: Item) -> tuple[str, ...]:
    """The texts in which a problem or an urgency may name a danger."""
    match item:
        case ProblemItem():
            return (item.title, item.text or "")
        case Shortcut():
            return (item.title, item.text or "", *item.criteria, *item.examples)
        case _:
            return ()
