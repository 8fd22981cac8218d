"""Data → lines of YAML that the reader reads back to the letter: the twin of the form's ``reading_emit.js``."""

import re
import unicodedata

from jeu_oie.circuit.reader.nodes import Data
from jeu_oie.circuit.writer import DELAYS

BAD = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
HARD = re.compile("[\u00a0\u202f]")
KNOWN = re.compile(r"true|false|0|[1-9][0-9]{0,8}|[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?")
# What other readers of YAML take for a number, a date, a yes or nothing.
TYPED = re.compile(
    r"[-+.]?[\d.][\d.,:_+\-eExXoOabcdefABCDEF]*|yes|no|on|off|y|n|null|true|false|~|\.?nan|[-+]?\.?inf",
    re.IGNORECASE | re.ASCII,
)
UNSAFE = re.compile(r"\s\Z|:(?=\s|\Z)|\s#|\A\.\.\.|\A=")
WORD = re.compile(r"[a-z0-9][a-z0-9-]*")
OPENING = "«(_/$€“‘’…–—+."  # besides letters and digits
ESCAPES = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\"}
LONGEST_BLOCK = 1_900  # the reader counts the end of its last line


def _is_plain(text: str, inside: bool) -> bool:
    """Whether ``text`` needs no quotes."""
    if KNOWN.fullmatch(text):
        return True
    if not text or BAD.search(text) or TYPED.fullmatch(text) or UNSAFE.search(text):
        return False
    letter = unicodedata.category(text[0])[0] in "LN" or text[0] in OPENING
    return letter and not (inside and set(text) & set(",[]{}:?"))


def _quote(text: str) -> str:
    escaped = "".join(ESCAPES.get(sign, sign) for sign in text)
    return '"' + BAD.sub(lambda found: f"\\u{ord(found.group()):04x}", escaped) + '"'


def in_line(text: str, *, inside: bool = False) -> str:
    """A text in one line; ``inside`` brackets."""
    return text if _is_plain(text, inside) else _quote(text)


def fits_block(text: str) -> bool:
    """Whether a block keeps the lines of ``text`` to the letter."""
    if "\n" not in text or len(text) >= LONGEST_BLOCK or HARD.search(text):
        return False
    return all(line and line.strip() == line and not BAD.search(line) for line in text.split("\n"))


def in_block(text: str, column: int, remark: str = "") -> str:
    """A text behind its key, which starts at ``column``; over several lines where it has some."""
    if not fits_block(text):
        return in_line(text) + remark
    return "\n".join((f"|{remark}", *(" " * (column + 2) + line for line in text.split("\n"))))


def in_flow(value: Data) -> str:
    """A value in brackets."""
    if isinstance(value, str):
        return in_line(value, inside=True)
    if isinstance(value, list):
        return f"[{', '.join(map(in_flow, value))}]"
    return f"{{{', '.join(flow_entry(key, each) for key, each in value.items())}}}"


def flow_entry(key: str, value: Data) -> str:
    return f"{in_line(key, inside=True)}: {in_flow(value)}"


def item(value: Data, column: int) -> str:
    """An item of a list, from its dash at ``column`` on."""
    if isinstance(value, str):
        return f"- {in_block(value, column)}"
    if isinstance(value, list) or not value:
        return f"- {in_flow(value)}"
    return f"- {_entries(value, column + 2)}"


def entry(key: str, value: Data, column: int) -> str:
    """One key with what it holds; it starts at ``column``."""
    short = not value or (isinstance(value, list) and all(_is_word(each, key) for each in value))
    return f"{in_line(key)}:{f' {in_flow(value)}' if short else _behind(value, column)}"


def _is_word(value: Data, key: str) -> bool:
    """Whether a list of such items under ``key`` stands in one line."""
    return isinstance(value, str) and (key in DELAYS or WORD.fullmatch(value) is not None)


def _behind(value: Data, column: int) -> str:
    """What stands behind a key, the space or the line feed before it included."""
    margin = "\n" + " " * (column + 2)
    if isinstance(value, str):
        return f" {in_block(value, column)}"
    if isinstance(value, list):
        return "".join(margin + item(each, column + 2) for each in value)
    return margin + _entries(value, column + 2)


def _entries(value: dict[str, Data], column: int) -> str:
    return f"\n{' ' * column}".join(entry(key, each, column) for key, each in value.items())
