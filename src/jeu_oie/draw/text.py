"""Text measured with the real font files and broken into lines; which runs from right to left."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from unicodedata import combining

import uharfbuzz as hb

from jeu_oie.resources import ARABIC_FONT, PAPER_FONT, font_bytes

TIE = "\u00a0"
RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "ur", "yi"})
# Letters of Hebrew, Arabic and their neighbours (UAX 9, classes R and AL), figures left out.
STRONG = re.compile("[\u0590-\u065f\u066a-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
NUMBER = re.compile(r"\d(?:[ .\u00a0]?\d){5,}")  # a telephone number


def direction(language: str) -> str:
    """``rtl`` for the languages written from right to left (a BCP 47 code)."""
    return "rtl" if language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


def leftward(text: str) -> bool:
    """Whether ``text`` holds a letter that is written from right to left."""
    return STRONG.search(text) is not None


def leading(text: str, usual: float) -> float:
    """From line to line, times the height of a line: Arabic letters reach higher and lower than European ones."""
    return max(usual, 1.2) if leftward(text) else usual


def hold_numbers(text: str) -> str:
    """``text`` with telephone numbers that keep their order in a line from right to left.

    Figures parted by plain spaces would stand in reverse there; parted by no-break ones they are one number
    (UAX 9, W4: a common separator).
    """
    return NUMBER.sub(lambda found: found[0].replace(" ", TIE), text) if leftward(text) else text


# They have no width, and no glyph where a line is set (``glyphs``).
LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK = "\u200e", "\u200f"
ISOLATED = "\u2066\u2069"  # around what is read from left to right
PARTED = re.compile(f"{ISOLATED[0]}[^{ISOLATED[1]}]*|" r"\d+(?:[ \u00a0./-]\d+)+")  # what is isolated already, or not
RIGHTWARD = re.compile("[A-Za-z\u00c0-\u024f\\d]")


def isolate(text: str) -> str:
    """``text`` as it may stand in a sentence from right to left: what is read the other way keeps its order there.

    It is isolated (UAX 9, 2.4.2), once, unless it has words of that sentence's own direction.
    """
    if leftward(text) or not RIGHTWARD.search(text) or text.startswith(ISOLATED[0]):
        return text
    return text.join(ISOLATED)


def isolate_numbers(text: str) -> str:
    """``text`` with its numbers of several parts in isolates: from right to left « 05 62 » would read « 62 05 »."""
    return PARTED.sub(lambda found: found[0] if found[0].startswith(ISOLATED[0]) else found[0].join(ISOLATED), text)


# One font has the letters of European languages; another lends those of Arabic to a text that has some. A browser
# sets spaces in the first; the print engine sets those between two Arabic words in the other, where they are
# narrower: such a line is a little shorter than measured. How wide a line is does not depend on the order of its
# runs.

FAMILY = "Atkinson Hyperlegible"
PT_MM = 25.4 / 72
CAP_HEIGHT = 0.668  # of the size; Atkinson Hyperlegible, OS/2 sCapHeight
DESCENT = 0.29
LINE = 1.22  # line spacing: ascent + descent of the font
MISSING = "▯"

# The font lacks these; what stands for them reads the same (tokens.md, Type).
STAND_INS = str.maketrans({"\u202f": "\u00a0", "\u2009": "\u00a0", "\u2011": "-", "\u2010": "-", "\u2192": "›"})


@cache
def face(*, bold: bool) -> hb.Font:
    """The font of one weight, that of paper: on screens it is as wide, letter by letter."""
    return open_face(PAPER_FONT, bold=bold)


def open_face(name: str, *, bold: bool) -> hb.Font:
    return hb.Font(hb.Face(hb.Blob(font_bytes(name, "Bold" if bold else "Regular"))))


# The blocks of Arabic letters, and what joins or parts two of them.
ARABIC = re.compile("([\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\u200c-\u200f\ufb50-\ufdff\ufe70-\ufeff]+)")


@cache
def arabic_face(*, bold: bool) -> hb.Font:
    """The font of Arabic letters of one weight."""
    return open_face(ARABIC_FONT, bold=bold)


# What joins, parts or directs the letters beside it, and is not seen: it needs no glyph.
UNSEEN = frozenset("\u061c\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069\ufeff")


@cache
def covered_letters() -> frozenset[int]:
    """The code points that the shipped font has."""
    return frozenset(face(bold=False).face.unicodes)


@cache
def covered_chars() -> frozenset[str]:
    return frozenset(map(chr, covered_letters()))


@cache
def covered_arabic() -> frozenset[int]:
    return frozenset(code for code in arabic_face(bold=False).face.unicodes if ARABIC.match(chr(code)))


def covers(char: str) -> bool:
    """Whether a shipped font has ``char``."""
    return ord(char) in covered_letters() or char in UNSEEN or ord(char) in covered_arabic()


@lru_cache(maxsize=20_000)
def advance(text: str, bold: bool) -> int:
    """Width of ``text`` in thousandths of its size."""
    plain, *others = ARABIC.split(text)
    if not others:
        return measure_run(text, face(bold=bold))
    european, arabic = (plain, *others[1::2]), others[::2]
    return sum(measure_run(run, face(bold=bold)) for run in european) + sum(
        measure_run(run, arabic_face(bold=bold)) for run in arabic
    )


def measure_run(text: str, font: hb.Font) -> int:
    """Width of a run in one font and one script."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    return sum(position.x_advance for position in buffer.glyph_positions or ())


def width(text: str, size_pt: float, bold: bool = False) -> float:
    """Width of ``text`` in mm."""
    return advance(text, bold) / 1000 * size_pt * PT_MM


def missing(text: str) -> str:
    """The characters of ``text`` that no shipped font has, each once, in order."""
    text = text.translate(STAND_INS)
    if covered_chars().issuperset(text):  # nearly always, and a circuit has a thousand lines
        return ""
    absent = (char for before, char in pairwise(" " + text) if not stands(char, before))
    return "".join(dict.fromkeys(absent))


def printable(text: str) -> str:
    """``text`` with ▯ for the characters that no shipped font has, figures in order in a line from right to left."""
    shown = hold_numbers(text.translate(STAND_INS))
    if covered_chars().issuperset(shown):  # nearly always, as well: a page has thousands of texts
        return shown
    return "".join(char if stands(char, before) else MISSING for before, char in pairwise(" " + shown))


def stands(char: str, before: str) -> bool:
    """Whether ``char`` can be shown after ``before``: a mark cannot begin a line, where no letter bears it."""
    return char.isspace() or (covers(char) and not (combining(char) and before.isspace()))


# Compounds (« rendez-vous ») and words tied by a no-break space are never broken.

ELLIPSIS = "…"
LOOSE = re.compile(r" (?=[:;?!»])|(?<=«) ")  # a mark never begins a line, as French is set
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


def tie_marks(text: str) -> str:
    """``text``, in which no line begins with a mark that a space stands before."""
    return LOOSE.sub(TIE, text)


@lru_cache(maxsize=20_000)
def words_of(text: str) -> tuple[str, ...]:
    """The words of ``text``, as they are printed; worked out once: a text is tried in many sizes and rooms."""
    flat = printable(text).replace("\n", " ").replace("\t", " ")
    return tuple(tie_marks(flat).split(" ")) if text.strip() else ()


def flow(text: str, room: float, style: Style) -> tuple[str, ...]:
    """Lines of at most ``room`` mm, each as full as can be; a word longer than a line is cut in pieces."""
    lines: list[str] = []
    for word in filter(None, words_of(text)):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and style.width(joined) <= room:
            lines[-1] = joined
        else:
            lines.extend(cut(word, room, style))
    return tuple(lines)


def cut(word: str, room: float, style: Style) -> Iterator[str]:
    """``word`` in pieces that fit, one after the other: a face asks for the first of a word of thousands of letters."""
    while word and style.width(word) > room:
        end = max(1, next((n for n in range(len(word), 1, -1) if style.width(word[:n]) <= room), 1))
        yield word[:end]
        word = word[end:]
    if word:
        yield word


def break_lines(text: str, style: Style, widths: Sequence[float], fewest: int = 1) -> tuple[str, ...] | None:
    """``text`` on as few even lines as it takes, ``fewest`` or more, line i within ``widths[i]`` mm.

    None where these do not hold it.
    """
    found = (lay_evenly(text, tuple(widths[:count]), style) for count in range(fewest, len(widths) + 1))
    return next((lines for lines in found if lines is not None), None)


@lru_cache(maxsize=20_000)
def lay_evenly(text: str, rooms: tuple[float, ...], style: Style) -> tuple[str, ...] | None:
    """On a line a room, worked out once: every size and shape of a face asks again for the texts beside it."""
    words = tuple(filter(None, words_of(text)))
    if len(words) < len(rooms):
        return None
    found = most_even(words, rooms, style, {})
    return found[1] if found else None


Even = tuple[float, tuple[str, ...]]


def most_even(
    words: tuple[str, ...], rooms: tuple[float, ...], style: Style, known: dict[tuple[int, int], Even | None]
) -> Even | None:
    """How uneven ``words`` stand at best in ``rooms``, and on which lines; ``known``: what was found for their ends."""
    if not rooms:
        return None if words else (0.0, ())
    key = len(words), len(rooms)
    if key not in known:
        options = []
        for end in range(1, len(words) - len(rooms) + 2):
            content = " ".join(words[:end])
            slack = rooms[0] - style.width(content)
            if slack < 0:
                break
            rest = most_even(words[end:], rooms[1:], style, known)
            if rest is not None:
                options.append((slack**2 + rest[0], (content, *rest[1])))
        known[key] = min(options, default=None)
    return known[key]


def fill_lines(words: Sequence[str], widths: Sequence[float], style: Style) -> tuple[list[str], int]:
    """Lines as full as can be, one a width until ``words`` are used up; and how many words stand there."""
    lines: list[str] = []
    used = 0
    for room in widths:
        start = used
        while used < len(words) and style.width(" ".join(words[start : used + 1])) <= room:
            used += 1
        lines.append(" ".join(words[start:used]))
        if used == len(words):
            break
    return lines, used


def shorten(text: str, rooms: Sequence[float], style: Style) -> tuple[tuple[str, ...], int]:
    """As many whole words of ``text`` as ``rooms`` hold, then « … »; and how many characters are too many."""
    words = tuple(filter(None, words_of(text)))
    lines, used = fill_lines(words, rooms, style)
    if used == len(words):
        return tuple(filter(None, lines)), 0
    left = " ".join(words[used:])
    lines, left = without_article(lines, left)
    while lines[-1] and style.width(f"{lines[-1]} {ELLIPSIS}") > rooms[-1]:
        kept, _, dropped = lines[-1].rpartition(" ")
        lines, left = without_article([*lines[:-1], kept], f"{dropped} {left}")
    if not any(lines):
        return (next(cut(words[0], rooms[0] - style.width(ELLIPSIS), style)) + ELLIPSIS,), len(left)
    told = list(filter(None, lines))
    if lines[-1] or style.width(told[-1] + ELLIPSIS) > rooms[len(told) - 1]:
        return (*told[: len(told) - bool(lines[-1])], f"{lines[-1]} {ELLIPSIS}".strip()), len(left)
    return (*told[:-1], told[-1] + ELLIPSIS), len(left)  # rather tied to the last word than alone on a line


def without_article(lines: list[str], left: str) -> tuple[list[str], str]:
    """The last line that says something without the short word (« de », « la ») at its end: it moves to ``left``."""
    last = max((rank for rank, line in enumerate(lines) if line), default=0)
    kept, _, dropped = lines[last].rpartition(" ")
    if not SHORT_WORD.fullmatch(f"{dropped} ") or not (kept or last):
        return lines, left
    return without_article([*lines[:last], kept, *lines[last + 1 :]], f"{dropped} {left}")


def wrap_text(text: str, room: float, style: Style) -> tuple[str, ...]:
    """``text`` on full lines, evened out where the last would hold a single word; no telephone number is broken."""
    plain = " ".join(filter(None, words_of(text)))
    tied = NUMBER.sub(lambda found: found[0].replace(" ", TIE), plain)
    lines = space_lines(plain, flow(" ".join(in_pieces(word, room, style) for word in tied.split(" ")), room, style))
    if len(lines) > 1 and " " not in lines[-1]:
        return balance_tied(text, [room] * len(lines), style) or lines
    return lines


def balance_tied(text: str, rooms: Sequence[float], style: Style) -> tuple[str, ...] | None:
    """On a line a room, no short word (« de », « la ») at the end of one where that can be."""
    plain = " ".join(filter(None, words_of(text)))
    lines = break_lines(SHORT_WORD.sub(lambda found: found[1] + TIE, plain), style, rooms, len(rooms))
    return break_lines(plain, style, rooms, len(rooms)) if lines is None else space_lines(plain, lines)


def space_lines(plain: str, lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines with the spaces of ``plain``, which were tied to be kept together."""
    if len(" ".join(lines)) != len(plain):
        return lines  # a word was cut in pieces
    starts = accumulate((len(line) + 1 for line in lines), initial=0)
    return tuple(plain[start : start + len(line)] for start, line in zip(starts, lines, strict=False))


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
