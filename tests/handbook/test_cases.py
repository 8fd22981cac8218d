"""What the handbook tells of a whole circuit, where no line shows it, is so: before it is mended and after."""

import pytest

from jeu_oie.api.check import find_problems
from jeu_oie.circuit.read import read_text
from jeu_oie.game.preset import Preset, Size
from jeu_oie.messages import load_catalog
from jeu_oie.problems import find_entry
from tests.handbook.making import TODAY

HEAD = """format: 1
title: Essai
topic: {topic}
landlord: {{name: Bailleur}}
language: {language}
version: "1"
status: draft
"""
STEP = "  - {{id: e{n}, title: Étape {n}}}\n"
ELSEWHERE = "{{landlord: Bailleur, value: 2 jours, source: s}}"
PROBLEM = "  - {{{{title: Panne {{n}}, source: s, elsewhere: [{elsewhere}]}}}}\n"


def listed(key: str, line: str, count: int) -> str:
    return f"{key}:\n{''.join(line.format(n=n) for n in range(count))}"


def circuit(*parts: str, topic: str = "other", language: str = "fr", steps: int = 4) -> str:
    return HEAD.format(topic=topic, language=language) + listed("steps", STEP, steps) + "".join(parts)


SOURCE = "sources: {s: {title: Source}}\n"
LINKED = "  s{n}: {{title: Source, address: 'https://%s/{n}'}}\n"
NUMBERED = "  s{n}: {{title: Source, note: 06 39 98 00 01}}\n"
# The code of what is told → the circuit with the problem, and the one without.
CASES: dict[str, tuple[str, ...]] = {
    "empty-file": ("", circuit()),
    "file-not-mapping": ("Je signale la panne", "title: Je signale la panne"),
    "alias-too-large": (
        "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
        + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 10)}]\n" for a, b in ("ab", "bc", "cd", "de")),
        "a: &a [x, x, x]\nb: *a\n",
    ),
    "too-many-nodes": (
        circuit("  - id: z\n    channels:\n", "      - {kind: phone, value: 04 65 71 00 01}\n" * 8000),
        circuit("  - id: z\n    channels:\n", "      - {kind: phone, value: 04 65 71 00 01}\n" * 8),
    ),
    "too-many-problems": (circuit("review: 2030\n" * 1200), circuit("review: 2030\n")),
    "and-others": (circuit(listed("sources", NUMBERED, 1200)), circuit(listed("sources", NUMBERED, 12))),
    "list-too-short": (circuit(steps=1), circuit("  - {id: suite, missing: true}\n", steps=1)),
    "date-ambiguous": (
        circuit("review: 02/03/2026\n", language="en"),
        circuit("review: 2026-03-02\n", language="en"),
    ),
    "person-named-others": (
        circuit(listed("advice", "  - {{title: Madame Exemple appelle {n}}}\n", 25)),
        circuit(listed("advice", "  - {{title: Madame Exemple appelle {n}}}\n", 5)),
    ),
    "mixed-alphabets-others": (
        circuit(listed("advice", "  - {{title: Le v\u043elet {n}}}\n", 30)),
        circuit(listed("advice", "  - {{title: Le volet {n}}}\n", 30)),
    ),
    "unusual-host-others": (
        circuit(listed("sources", LINKED % "exämple.org", 30)),
        circuit(listed("sources", LINKED % "example.org", 30)),
    ),
    "hint-exit": (
        circuit(topic="neighbours"),
        circuit("  - {id: z, title: Le gardien passe, exit: Le calme revient}\n", topic="neighbours"),
    ),
    "waits-common": (circuit(), circuit("setbacks: [{title: Personne ne rappelle, at: e1, kind: silence}]\n")),
    "kinds-in-a-row": (circuit(), circuit(listed("questions", "  - {{title: Quoi {n}, at: e{n}}}\n", 4))),
    "too-many-items": (circuit(steps=70), circuit(steps=35)),
    "circuit-items": (
        circuit(listed("advice", "  - {{title: Conseil {n}}}\n", 430)),
        circuit(listed("advice", "  - {{title: Conseil {n}}}\n", 190)),
    ),
    "circuit-texts": tuple(
        circuit(SOURCE, listed("problems", PROBLEM.format(elsewhere=", ".join([ELSEWHERE] * count)), 120))
        for count in (10, 2)
    ),
    "circuit-characters": (
        circuit(listed("advice", f"  - {{{{title: Article {{n}}, text: {'Un bail est un contrat. ' * 80}}}}}\n", 50)),
        circuit(listed("advice", "  - {{title: Article {n}, text: Un bail est un contrat.}}\n", 50)),
    ),
}


def codes(text: str, preset: Preset) -> set[str]:
    found = find_problems(read_text(text, "essai.yaml", lambda _: None), preset, TODAY, falc=False, sheets=False)
    return {problem.code for problem in found}


@pytest.mark.parametrize("code", CASES)
def test_a_case_that_is_told_is_one(code):
    assert find_entry(code, load_catalog("fr")).case
    wrong, right = CASES[code]
    assert code in codes(wrong, Preset())
    assert code not in codes(right, Preset())


def test_a_board_may_be_too_large_for_a_circuit():
    assert "board-too-large" in codes(circuit(steps=3), Preset(squares=Size.S63))
    assert "board-too-large" not in codes(circuit(steps=3), Preset(squares=Size.AUTO))
