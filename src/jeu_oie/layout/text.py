"""Breaking text into measured lines: whole words, no hyphenation, even lines for titles.

Compounds (« rendez-vous ») and words tied by a no-break space are never broken.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from jeu_oie.layout.direction import NUMBER, TIE
from jeu_oie.layout.font import printable, width

ELLIPSIS = "…"
PIECE = re.compile(r"[^-/.]*[-/.]+|[^-/.]+")  # a long address breaks after these
SHORT_WORD = re.compile(
    r"(?<!\S)(de|du|des|la|le|les|un|une|à|au|aux|en|et|ou|an?|the|of|to|in|on|and|or) ", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Style:
    """A size in pt and a weight."""

    size_pt: float
    bold: bool = False

    def width(self, text: str) -> float:
        """Width of ``text`` in mm."""
        return width(text, self.size_pt, self.bold)


def words_of(text: str) -> tuple[str, ...]:
    """The words of ``text``, as they are printed."""
    return tuple(printable(text).replace("\n", " ").replace("\t", " ").split(" ")) if text.strip() else ()


def flow(text: str, room: float, style: Style) -> tuple[str, ...]:
    """Lines of at most ``room`` mm, each as full as can be; a word longer than a line is cut in pieces."""
    lines: list[str] = []
    for word in filter(None, words_of(text)):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and style.width(joined) <= room:
            lines[-1] = joined
        else:
            lines.extend(pieces(word, room, style))
    return tuple(lines)


def pieces(word: str, room: float, style: Style) -> list[str]:
    """``word`` in pieces that fit; one piece where it does."""
    found: list[str] = []
    while word and style.width(word) > room:
        end = max(1, next((n for n in range(len(word), 1, -1) if style.width(word[:n]) <= room), 1))
        found.append(word[:end])
        word = word[end:]
    return [*found, word] if word else found


def balance(text: str, rooms: Sequence[float], style: Style) -> tuple[str, ...] | None:
    """``text`` on exactly ``len(rooms)`` lines, line i within ``rooms[i]`` mm, as even as can be; None if it cannot."""
    words = tuple(filter(None, words_of(text)))
    if len(words) < len(rooms):
        return None

    @cache
    def best(start: int, line: int) -> tuple[float, tuple[str, ...]] | None:
        if line == len(rooms):
            return (0.0, ()) if start == len(words) else None
        options = []
        for end in range(start + 1, len(words) - (len(rooms) - line - 1) + 1):
            content = " ".join(words[start:end])
            slack = rooms[line] - style.width(content)
            if slack < 0:
                break
            rest = best(end, line + 1)
            if rest is not None:
                options.append((slack**2 + rest[0], (content, *rest[1])))
        return min(options, default=None)

    found = best(0, 0)
    return found[1] if found else None


def shorten(text: str, rooms: Sequence[float], style: Style) -> tuple[tuple[str, ...], int]:
    """As many whole words of ``text`` as ``rooms`` hold, then « … »; and how many characters are too many."""
    words = tuple(filter(None, words_of(text)))
    lines: list[str] = []
    used = 0
    for room in rooms:
        start = used
        while used < len(words) and style.width(" ".join(words[start : used + 1])) <= room:
            used += 1
        lines.append(" ".join(words[start:used]))
        if used == len(words):
            return tuple(filter(None, lines)), 0
    left = " ".join(words[used:])
    while lines[-1] and style.width(f"{lines[-1]} {ELLIPSIS}") > rooms[-1]:
        kept, _, dropped = lines[-1].rpartition(" ")
        lines[-1], left = kept, f"{dropped} {left}"
    if not any(lines):
        return (pieces(words[0], rooms[0] - style.width(ELLIPSIS), style)[0] + ELLIPSIS,), len(left)
    told = list(filter(None, lines))
    if lines[-1] or style.width(told[-1] + ELLIPSIS) > rooms[len(told) - 1]:
        return (*told[: len(told) - bool(lines[-1])], f"{lines[-1]} {ELLIPSIS}".strip()), len(left)
    return (*told[:-1], told[-1] + ELLIPSIS), len(left)  # rather tied to the last word than alone on a line


def wrap_text(text: str, room: float, style: Style) -> tuple[str, ...]:
    """``text`` on full lines, evened out where the last would hold a single word; no telephone number is broken."""
    plain = " ".join(filter(None, words_of(text)))
    tied = NUMBER.sub(lambda found: found[0].replace(" ", TIE), plain)
    lines = space_lines(plain, flow(" ".join(in_pieces(word, room, style) for word in tied.split(" ")), room, style))
    if len(lines) > 1 and " " not in lines[-1]:
        return even_lines(text, room, style, len(lines)) or lines
    return lines


def even_lines(text: str, room: float, style: Style, count: int) -> tuple[str, ...] | None:
    """``text`` on ``count`` even lines, no short word (« de », « la ») at the end of one where that can be."""
    plain = " ".join(filter(None, words_of(text)))
    rooms = [room] * count
    lines = balance(SHORT_WORD.sub(lambda found: found[1] + TIE, plain), rooms, style)
    return balance(plain, rooms, style) if lines is None else space_lines(plain, lines)


def space_lines(plain: str, lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines with the spaces of ``plain``, which were tied to be kept together."""
    if len(" ".join(lines)) != len(plain):
        return lines  # a word was cut in pieces
    starts = accumulate((len(line) + 1 for line in lines), initial=0)
    return tuple(plain[start : start + len(line)] for start, line in zip(starts, lines, strict=False))


def at_most(text: str, room: float, style: Style, most: int) -> tuple[tuple[str, ...], bool]:
    """``text`` on at most ``most`` lines, and whether all of it stands."""
    lines = wrap_text(text, room, style)
    if len(lines) <= most:
        return lines, True
    if not most:
        return (), False
    return shorten(text, [room] * most, style)[0], False


def in_pieces(word: str, room: float, style: Style) -> str:
    """A word longer than a line (a web address) with spaces where it may break, each piece as long as can be."""
    if style.width(word) <= room:
        return word
    lines = [""]
    for piece in PIECE.findall(word):
        if style.width(lines[-1] + piece) <= room:
            lines[-1] += piece
        else:
            lines.append(piece)
    return " ".join(filter(None, lines))
