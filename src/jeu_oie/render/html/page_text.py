"""Text of the circuit → pieces that a template sets: plain text, telephone links, web links."""

import re
from dataclasses import dataclass

# National numbers and numbers abroad, with the spaces, dots or dashes people write; the four figures of a short one.
LONG = r"\+\d(?:[\s.\-]?\d){7,13}|\b0(?:[\s.\-]?\d){9}\b|\b3\d{3}\b|\b3\d \d{2}\b"
# Two or three figures are a number to call only where something says so (outputs.md, the emergency numbers).
EMERGENCY = r"\b(?:112|11[4-9]|196|1[578])\b"
CALLED = re.compile(LONG)
CALLED_IN_DANGER = re.compile(f"{LONG}|{EMERGENCY}")
# « J'appelle les pompiers au 18 »: the figures end the sentence.
CALLED_LAST = re.compile(rf"{LONG}|{EMERGENCY}(?=\s*[.!]?$)")
WEB = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, a link where ``href`` is not empty."""

    text: str
    href: str = ""


def plain(text: str) -> tuple[Piece, ...]:
    """``text`` as it stands, without links."""
    return (Piece(text),) if text else ()


def with_calls(text: str, numbers: re.Pattern[str] = CALLED) -> tuple[Piece, ...]:
    """``text`` with its telephone numbers as ``tel:`` links."""
    pieces: list[Piece] = []
    end = 0
    for found in numbers.finditer(text):
        pieces += plain(text[end : found.start()])
        pieces.append(Piece(found.group(), f"tel:{dialled(found.group())}"))
        end = found.end()
    return (*pieces, *plain(text[end:]))


def dialled(number: str) -> str:
    """The figures of a number, and its leading +."""
    return re.sub(r"[^\d+]", "", number)


def web_address(address: str | None) -> str:
    """``address`` where it is one of the web (https, http), else nothing: no other link leaves the page."""
    return address if address and WEB.match(address) else ""
