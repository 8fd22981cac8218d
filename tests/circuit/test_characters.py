"""What nobody sees is refused where it deceives, and stays where a language needs it; the editor judges alike."""

import pytest

from jeu_oie.circuit.model import Source
from jeu_oie.circuit.read import load, read_text
from jeu_oie.messages import load_catalog, tell
from tests.circuit.test_lint import HEAD, STEPS

# What a text may hold.
KEPT = {
    "no-break spaces": "« Allô » :\u00a0oui\u202f?",
    "a soft hyphen between letters": "ré\u00adclamation",
    "a Persian word": "می\u200cخواهم",
    "an Arabic letter joined to nothing": "هـ\u200d",
    "an Indic joiner": "क्\u200dष",
    "a mark after an Arabic word": "الرقم\u200f 04 76 00 00 00",
    "a mark after Arabic and a sign": "(الرقم)\u200f",
    "a mark before an Arabic word": "C++\u200f العربية",
    "a mark in Hebrew": "שלום!\u200f",
    "a letter mark": "عربي\u061c.",
    "a family": "👨\u200d👩\u200d👧",
    "a profession of a colour": "👩🏽\u200d⚕\ufe0f",
    "a rainbow": "🏳\ufe0f\u200d🌈",
    "a heart": "❤\ufe0f",
    "a key": "1\ufe0f\u20e3",
    "an accent apart": "e\u0301te\u0301",
    "Vietnamese": "tiếng Việt",
}
# What it may not, by what it does.
HIDDEN = {
    **{f"direction {sign:04x}": (chr(sign), "direction") for sign in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))},
    **{f"width {sign:04x}": (chr(sign), "width") for sign in (0x200B, 0x2060, 0xFEFF, 0x180E, 0x034F, 0x3164, 0x2063)},
    **{f"tag {sign:05x}": (chr(sign), "tag") for sign in (0xE0001, 0xE0041, 0xE007F, 0xE0100)},
    "a joiner in a Latin word": ("\u200d", "joiner"),
    "a parting in a Latin word": ("\u200c", "joiner"),
    "a mark in a Latin word": ("\u200e", "mark"),
    "a mark of Arabic in a Latin word": ("\u061c", "mark"),
    "a selector in a Latin word": ("\ufe0f", "selector"),
}
AROUND = {
    "a mark that parts digits": ("الرقم 04\u200f76", "mark"),
    "a joiner after a digit of Arabic": ("٠٤\u200c٧٦", "joiner"),
    "two marks": ("عربي\u200f\u200fa", "mark"),
    "two joiners": ("می\u200c\u200cخ", "joiner"),
    "a joiner after an emoji alone": ("👨\u200d a", "joiner"),
    "a soft hyphen at the end": ("Office\u00ad", "soft-hyphen"),
    "a soft hyphen in a number": ("06\u00ad12", "soft-hyphen"),
    "two soft hyphens": ("Of\u00ad\u00adfice", "soft-hyphen"),
    "a selector after a digit": ("1\ufe0f", "selector"),
    "a flag of tags": ("🏴\U000e0067\U000e007f", "tag"),
}
TEXTS = {**{name: (f"Of{sign}fice", sort) for name, (sign, sort) in HIDDEN.items()}, **AROUND}


def circuit(text: str) -> str:
    return f"{HEAD}{STEPS}facts:\n  - uncertain: true\n    title: {text}\n"


def found(text: str) -> list[tuple[int, str, str]]:
    problems = read_text(text, "a.yaml", lambda _: None).problems
    return [(each.place.line, each.code, dict(each.values).get("sort", "")) for each in problems]


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT.keys())
def test_what_a_language_needs_stays(text):
    assert found(circuit(text)) == []


@pytest.mark.parametrize("text, sort", TEXTS.values(), ids=TEXTS.keys())
def test_what_nobody_sees_is_refused_at_its_line(text, sort):
    """As it stands, and as an escape that YAML reads."""
    told = found(circuit(text))
    assert {(code, which) for _, code, which in told} == {("hidden-character", sort)}
    assert {line for line, *_ in told} == {11}
    escaped = "".join(c if c.isalnum() or c == " " else f"\\U{ord(c):08x}" for c in text)
    assert {each[1:] for each in found(circuit(f'"{escaped}"'))} == {("hidden-character", sort)}


def test_it_is_told_with_column_name_and_cure_in_both_languages():
    (problem,) = read_text(circuit("L’Of\u202efice"), "a.yaml", lambda _: None).problems
    assert (problem.place.line, problem.place.column) == (11, 16)
    assert "\u202e" not in problem.excerpt
    for language, said in (("fr", "retourne le sens"), ("en", "turns the direction")):
        message, cure = tell(problem, load_catalog(language))
        assert "U+202E" in message
        assert said in message
        assert cure


@pytest.mark.parametrize("where", ["# \u202e", "Of\u200bfice: 1"])
def test_comments_and_keys_hide_nothing_either(where):
    assert "hidden-character" in {code for _, code, _ in found(f"{where}\n{circuit('T')}")}


@pytest.mark.parametrize("sign", ["\u202e", "\u200b", "\u00ad", "\u200d", "\u200f", "\ufe0f", "\ufeff"])
def test_an_address_holds_none_of_them(sign):
    """Not even next to a letter that would allow it in a text."""
    for address in (f"https://exa{sign}mple.org/", f"https://example.org/a{sign}b", f"https://example.org/عر{sign}بي"):
        read, problems = load(f"title: T\naddress: {address}\n", "a.yaml", Source)
        assert read is None
        assert {each.code for each in problems} <= {"hidden-character", "address"}


def test_names_of_signers_hold_none():
    text = HEAD.replace("draft", "validated\nvalidated: {by: [Le \u202ebailleur], on: 2017}") + STEPS
    assert found(text) == [(8, "hidden-character", "direction")]
