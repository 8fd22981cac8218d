"""What offices paste: lists as Word marks them, quotation marks that stay in the text, files of other sorts."""

import re
from collections.abc import Mapping
from dataclasses import replace

from jeu_oie.circuit.read.source import SourceText, name_character
from jeu_oie.errors import Problem

# What a word processor, a PDF or a mail puts where YAML wants a dash, by the key of its name.
MARKS: Mapping[str, str] = {
    "bullet": "[\u00b7\u2022\u2023\u2043\u2219\u25a0-\u25ff\ue000-\uf8ff]",  # the last: of a font of Word's own
    "en-dash": "\u2013",
    "em-dash": "[\u2014\u2015]",
    "minus": "\u2212",
    "hyphen": "[\u2010\u2011]",
    "arrow": "[\u2192\u21d2\u27a2]",
    "star": r"\*",
    "letter-o": "o",
    "number": r"\d{1,2}[.)]|[a-z]\)",
}
_MARK = "|".join(f"(?P<{sort.replace('-', '_')}>{pattern})" for sort, pattern in MARKS.items())
MARKED = re.compile(rf"(?P<indent> *)(?:{_MARK})[ \t\u00a0]+(?=[a-z][a-z-]*[ \u00a0]?:(?:[ \u00a0]|$))")
QUOTED = re.compile('[\u201c-\u201f][^\u201c-\u201f]*[\u201c\u201d"]|[\u2018\u201a][^\u2018\u201a]*[\u2018\u2019]')

# What a file is that is no YAML, by the first thing that stands in it.
OTHERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("file-is-rtf", re.compile(r"\{\\rtf")),
    ("file-is-html", re.compile(r"<!doctype html|<(?:html|head|body|p|div|table|span)\b", re.IGNORECASE)),
    ("file-is-xml", re.compile(r"<\?xml|<!--")),
    ("file-is-fence", re.compile("```|~~~")),
    ("file-is-mail", re.compile(r">+ ?\w")),
    ("file-is-mail", re.compile(r"(?:De|From|Objet|Subject|Envoyé|Sent)[ \u00a0]?: ")),
    (
        "file-is-table",
        re.compile(r"(?![#%-])[^\n:{}\[\]]*?(?:;[^\n:;]+;|\t[^\n:\t]+\t|,[^\n:, ][^\n:,]*,)[^\n:{}\[\]]*(?:\n|$)"),
    ),
)
HEAD_CHARS = 4_000  # characters in which the first line is looked for


def recognise(text: str) -> str:
    """The code of what ``text`` is instead of YAML; nothing where it may be YAML."""
    begin = text[:HEAD_CHARS].lstrip("\ufeff \t\n")
    return next((code for code, pattern in OTHERS if pattern.match(begin)), "")


def mend_marks(source: SourceText) -> tuple[SourceText, tuple[Problem, ...]]:
    """``source`` with a dash in the place of each mark before a key, and a problem for each."""
    lines = source.text.split("\n")
    found = [(rank, match) for rank, line in enumerate(lines) if (match := MARKED.match(line))]
    for rank, match in found:
        lines[rank] = f"{match['indent']}- {lines[rank][match.end() :]}"
    problems = tuple(_tell_mark(source, rank + 1, match) for rank, match in found)
    return replace(source, text="\n".join(lines)), problems


def _tell_mark(source: SourceText, line: int, match: re.Match[str]) -> Problem:
    sort = next(sort for sort in MARKS if match[sort.replace("-", "_")])
    mark, key = match[sort.replace("-", "_")], source.lines[line - 1][match.end() :].partition(":")[0].strip()
    shown = mark if mark.isascii() or not "\ue000" <= mark <= "\uf8ff" else name_character(mark)
    return source.problem(line, len(match["indent"]) + 1, "list-mark", mark=shown, sort=sort, key=key)


def keeps_quotes(text: str) -> bool:
    """Whether all of ``text`` stands between quotation marks that YAML takes for a part of it."""
    return QUOTED.fullmatch(text) is not None
