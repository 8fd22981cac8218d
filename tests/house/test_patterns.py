"""No regular expression of the program takes more than its share of time, whatever text it is given."""

import importlib
import re
import signal
from collections import deque
from collections.abc import Callable, Iterator
from functools import cache

import pytest

from jeu_oie.circuit import persons
from tests.house.source import PACKAGE, modules

LENGTH = 30_000  # characters: what grows with the square of a text takes a second or more then
SECONDS = 0.25  # of processor time; what grows evenly takes a hundredth of that
PIECES = (
    *(
        "a",
        "A",
        "1",
        " ",
        "-",
        ".",
        ",",
        "#",
        "@",
        "'",
        '"',
        "[",
        "(",
        ":",
        "\n",
        "\t",
        "\u00a0",
        "é",
        "/",
        "+",
        "=",
        "0",
    ),
    *(
        "a ",
        "A ",
        "1 ",
        "1,",
        "a.",
        "A.",
        "a-",
        "- ",
        "a@",
        "aa.aa@",
        "0 ",
        "06",
        "06 ",
        "+33 ",
        "1:",
        " #",
        "x:",
        "x: ",
    ),
    *(
        "AB ",
        "ab_",
        "IX",
        "1 bis",
        "Mme ",
        "M. ",
        "Jean ",
        "Jean-",
        "[aaa]",
        "'[aaa]'",
        "_x0041",
        "mai ",
        "1/1/",
        "1 mai ",
    ),
    *("\\u", "://", "www.", "»", ". »", "«", "%", "1%", "a\n", " \n", "---\n", "  - ", "{{", "<a", "&amp;", "${"),
)
# How a run ends decides whether what was tried is tried again otherwise.
ENDS = ("!", "»")
# Whose patterns are looked for all through a text; those of the others must fit a whole text, or its beginning.
SEARCHING = (
    *("circuit.falc", "circuit.lint", "circuit.persons"),
    *("circuit.read.reading", "circuit.read.source", "circuit.read.diagnosis"),
)
# These begin where a line does, or are a whole text.
MATCHED = ("circuit.read.diagnosis.DASH", "circuit.read.diagnosis.GLUED", "circuit.persons._ALONE")


class TooSlow(Exception):
    """A pattern has had its time."""


def texts() -> Iterator[str]:
    for piece in PIECES:
        run = (piece * (LENGTH // len(piece) + 1))[:LENGTH]
        for end in ENDS:
            yield run + end
        yield "1" + run + "!"


def slow(pattern: re.Pattern[str], found: Callable[[re.Pattern[str], str], object]) -> str:
    """The beginning of a text for which ``pattern`` takes too long; nothing where there is none."""

    def late(*_: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGVTALRM, late)
    text = ""
    try:
        for text in texts():
            signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
            found(pattern, text)
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    except TooSlow:
        return f"{text[:12]!r} … {text[-3:]!r}"
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return ""


def all_of(pattern: re.Pattern[str], text: str) -> object:
    return deque(pattern.finditer(text), maxlen=0)


def whole(pattern: re.Pattern[str], text: str) -> object:
    return pattern.fullmatch(text)


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """All patterns that stand in modules which read what users write, by module and name."""
    found: dict[str, re.Pattern[str]] = {}
    for module in modules():
        if module.name.split(".")[0] in ("circuit", "game", "exchange", "build", "messages", "serve"):
            read = importlib.import_module(f"{PACKAGE}.{module.name}")
            found |= {
                f"{module.name}.{name}": each
                for name, each in vars(read).items()
                if isinstance(each, re.Pattern) and isinstance(each.pattern, str)
            }
    return {name: each for each, name in {each: name for name, each in reversed(found.items())}.items()}


@pytest.mark.slow
@pytest.mark.parametrize("planted", [r"(?:a+)+b", r"\S*@", r"\d+\s*%", r"\s+(?!\s*»)", r"1\s*,?\s+rue"])
def test_the_guard_sees_a_pattern_that_takes_too_long(planted):
    assert slow(re.compile(planted), all_of)


def test_the_guard_sees_a_pattern_that_takes_too_long_on_a_whole_text():
    assert slow(re.compile(r"(?:\d+,?)*"), whole)


def test_the_guard_sees_the_patterns():
    assert len(patterns()) > 40
    assert {"circuit.persons.MOBILE", "exchange.cells.CHANGED"} <= patterns().keys()


@pytest.mark.slow
def test_each_pattern_takes_its_share():
    found = {name: each for name, each in patterns().items() if name.startswith(SEARCHING)}
    searched = {name: each for name, each in found.items() if name not in MATCHED}
    searched["circuit.persons.names"], _ = persons.names()
    assert {name: told for name, each in searched.items() if (told := slow(each, all_of))} == {}


@pytest.mark.slow
def test_each_pattern_takes_its_share_of_a_whole_text():
    everything = {**patterns(), "circuit.persons.names": persons.names()[1]}
    assert {name: told for name, each in everything.items() if (told := slow(each, whole))} == {}
