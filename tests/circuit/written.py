"""``written.yml``: delays and dates as people write them, and how what was understood is written there."""

from pathlib import Path

import yaml

from jeu_oie.circuit.times import DateError, DelayError, Span, parse, propose, read_date

_SAID = yaml.load(Path(__file__).with_name("written.yml").read_text("utf-8"), yaml.BaseLoader)
DELAYS: dict[str, str] = _SAID["delays"]
DATES: dict[str, str] = _SAID["dates"]


def meant(span: Span) -> str:
    """« 2-5 working-day max about »."""
    low = f"{span.low:g}-" if span.low is not None else ""
    flags = [name for name, holds in (("max", span.bound), ("about", span.about)) if holds]
    return " ".join((f"{low}{span.high:g}", span.unit, *flags))


def understood_delay(text: str) -> str:
    """What is understood of it, as the table says it."""
    try:
        return meant(parse(text))
    except DelayError as error:
        if error.code != "delay-unreadable":
            return f"? {error.code}"
        return " ".join(("?", ", ".join(f"{key}: {part}" for key, part in propose(text).items()))).strip()


def understood_date(text: str) -> str:
    try:
        return read_date(text)
    except DateError:
        return "?"
