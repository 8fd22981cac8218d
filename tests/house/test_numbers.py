"""No number to dial stands in the program's code, templates or sentences: they are facts (circuits/)."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Ours, as they are written; script.js of page and editor are made of the scripts beside them.
FILES = [
    *(path for path in sorted((ROOT / "src").rglob("*")) if path.suffix in (".py", ".po")),
    *(
        path
        for path in sorted((ROOT / "templates").rglob("*"))
        if path.suffix in (".html", ".css", ".svg") or path.parent.name == "script"
    ),
]
# After a word that calls; or a whole French number that is none of an example.
CALLED = re.compile(
    r"(?:appel\w*|call\w*|dial\w*|samu|police|pompiers|urgences?|sms au|text|numéros?|numbers?)"
    r"\W{1,4}(?:le |au |the )?(?:1[578]|11[2459])\b"
    r"|\btel:\d|\b0 ?800(?: ?\d\d){3}\b|\b39 ?\d\d\b(?=.{0,20}(?:appel|call))",
    re.IGNORECASE,
)


def dialled(text):
    return [found.group() for found in CALLED.finditer(text)]


def test_no_number_to_dial_stands_in_the_program():
    found = {path.relative_to(ROOT).as_posix(): dialled(path.read_text("utf-8")) for path in FILES}
    assert found
    assert {name: numbers for name, numbers in found.items() if numbers} == {}


@pytest.mark.parametrize(
    "fault",
    ["J’appelle le 18", "Samu (15)", "SMS au 114", 'href="tel:112"', "0 800 47 33 33", "call 112", "Police: 17"],
)
def test_the_guard_sees_a_planted_number(fault):
    assert dialled(f'msgstr "{fault}"')
