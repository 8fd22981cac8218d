"""Text of the circuit → pieces that a template sets: plain text, telephone links, web links."""

import re
from dataclasses import dataclass

from jeu_oie.board.facts import FactFormatter
from jeu_oie.board.spoken import figures_in
from jeu_oie.circuit.model import By

# National numbers and numbers abroad, with the spaces, dots or dashes people write; the four figures of a short one.
LONG = r"\+\d(?:[\s.\-]?\d){7,13}|\b0(?:[\s.\-]?\d){9}\b|\b3\d{3}\b|\b3\d \d{2}\b"
CALLED = re.compile(LONG)
# Two or three figures alone are a number where one calls.
SHORT = r"^\s*1\d{1,2}\s*$"
SHORTEST = 4  # figures of a number that LONG finds
WEB = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TextRun:
    """A run of text, a link where ``href`` is not empty."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Numbers:
    """The numbers of danger of one circuit (``emergency``): two or three figures are one only where something says so.

    ``in_danger`` finds them anywhere, ``last`` where they end a sentence (« J’appelle les pompiers au … »); to
    ``written`` one sends a text.
    """

    in_danger: re.Pattern[str]
    last: re.Pattern[str]
    written: frozenset[str]

    def link(self, text: str) -> tuple[TextRun, ...]:
        """``text``, in which danger is spoken of, with its numbers as links."""
        return with_calls(text, self.in_danger, self.written)


def numbers_of(facts: FactFormatter) -> Numbers:
    dangers = facts.circuit.emergency
    known = sorted({figures for danger in dangers for figures in figures_in(danger.call or "")}, key=len, reverse=True)
    short = "|".join(rf"\b{figures}\b" for figures in known if len(figures) < SHORTEST)
    written = {figures for danger in dangers if danger.by is By.SMS for figures in figures_in(danger.call or "")}
    shorts = f"|{short}" if short else ""
    ending = rf"|(?:{short})(?=\s*[.!]?$)" if short else ""
    return Numbers(re.compile(f"{LONG}{shorts}|{SHORT}"), re.compile(f"{LONG}{ending}"), frozenset(written))


def plain(text: str) -> tuple[TextRun, ...]:
    """``text`` as it stands, without links."""
    return (TextRun(text),) if text else ()


def with_calls(
    text: str, numbers: re.Pattern[str] = CALLED, written: frozenset[str] = frozenset()
) -> tuple[TextRun, ...]:
    """``text`` with its telephone numbers as ``tel:`` links, ``sms:`` for those that one writes to."""
    pieces: list[TextRun] = []
    end = 0
    for found in numbers.finditer(text):
        pieces += plain(text[end : found.start()])
        number = dial_number(found.group())
        pieces.append(TextRun(found.group(), f"{'sms' if number in written else 'tel'}:{number}"))
        end = found.end()
    return (*pieces, *plain(text[end:]))


def dial_number(number: str) -> str:
    """The figures of a number, and its leading +."""
    return re.sub(r"[^\d+]", "", number)


def web_address(address: str | None) -> str:
    """``address`` where it is one of the web (https, http), else nothing: no other link leaves the page."""
    return address if address and WEB.match(address) else ""
