"""Whatever the bytes: no traceback, little time, little memory, every problem at a place and with a sentence."""

import time
import tracemalloc
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from jeu_oie.circuit.model import CircuitFile
from jeu_oie.circuit.read import compose, load, read_text
from jeu_oie.errors import pointer
from jeu_oie.messages import load_catalog, tell

ROOT = Path(__file__).parents[2]
WRONG = sorted((Path(__file__).parent / "wrong").glob("*.yaml"))
CIRCUIT = """\
format: 1
title: Ma réclamation
topic: repairs
landlord: {name: Office}
language: fr
version: "2017-01"
status: draft
steps:
  - {id: report, title: Je signale, delay: 5 jours, channels: [phone], source: bilan}
  - {id: close, title: C’est réparé, if-silent: report}
setbacks:
  - {title: Silence, at: close, kind: back, to: report}
sources:
  bilan: {title: Bilan}
"""
BOMB = "".join(f"  l{n + 1}: &l{n + 1} [{', '.join([f'*l{n}'] * 9)}]\n" for n in range(12))

HOSTILE = {
    "aliases": CIRCUIT + "words:\n  l0: &l0 [a, b]\n" + BOMB,
    "aliases in a row": CIRCUIT + f"facts: [&a {{title: {'x' * 1999}}}{', *a' * 40000}]\n",
    "one text of 2 MB": CIRCUIT.replace("Je signale", "a" * 2_000_000),
    "one quoted text of 2 MB": CIRCUIT.replace("Je signale", '"' + "é" * 900_000 + '"'),
    "one block of 2 MB": CIRCUIT + "facts:\n  - title: |\n" + "      texte\n" * 160_000,
    "one key of 2 MB": "k" * 2_000_000 + ": a\n",
    "flow mappings": "{" * 5000,
    "flow mappings with keys": "{a: " * 5000,
    "flow lists": "[" * 5000,
    "flow lists closed": "[" * 5000 + "]" * 5000,
    "a list in a list": "- " * 5000 + "a",
    "block mappings": "".join(" " * n + "a:\n" for n in range(2000)),
    "complex keys": "? " * 5000,
    "complex flow keys": "[? " * 5000,
    "200 000 items": CIRCUIT + "facts:\n" + "  - a\n" * 200_000,
    "200 000 keys": "".join(f"k{n}: a\n" for n in range(200_000)),
    "4 000 bad items": CIRCUIT + "facts:\n" + "  - {titre: a}\n" * 4_000,
    "duplicate keys": CIRCUIT + "a: 1\n" * 20_000,
    "tag directives": "".join(f"%TAG !t{n}! tag:example.org,2000:\n" for n in range(50_000)) + "--- a\n",
    "anchors": CIRCUIT + "facts: [" + ", ".join(f"&a{n} x" for n in range(40_000)) + "]\n",
    "controls": "\x07" * 1_000_000,
    "escaped surrogates": 'title: "' + "\\ud800" * 5000 + '"\n',
    "tabs": "\t" * 100_000 + "a",
    "line feeds": "\n" * 1_000_000,
    "comments": "# rien\n" * 200_000,
    "documents": "---\n" * 100_000,
    "quotes": "a: '" + "''" * 500_000,
    "colons": "a: b: " * 100_000,
    "many long ids": CIRCUIT
    + "recourse:\n"
    + "".join(f"  - {{id: x{n}, title: T, at: {'r' * 39}}}\n" for n in range(2_000)),
}


def check(text, name="hostile.yaml"):
    reading = read_text(text, name, lambda _: None)
    places = [(problem.place.line, problem.place.column) for problem in reading.problems]
    assert places == sorted(places)
    assert all(line >= 1 and column >= 1 for line, column in places)
    for problem in reading.problems[:50]:
        excerpt, caret = pointer(problem)
        assert len(excerpt) <= 160
        assert len(caret) <= 161
        for language in ("fr", "en"):
            assert all(tell(problem, load_catalog(language)))
    assert reading.circuit is not None or reading.problems
    return reading


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_costs_little_and_is_refused(text):
    tracemalloc.start()
    start = time.process_time()
    reading = check(text)
    spent = time.process_time() - start
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert reading.circuit is None
    assert spent < 6  # seconds, while memory is being traced
    assert peak < 250_000_000


def test_what_may_be_told_a_thousand_times_is_told_with_its_place():
    reading = check(HOSTILE["one text of 2 MB"])
    assert [(p.code, p.place.line) for p in reading.problems] == [("text-too-long", 9)]


def test_a_file_over_the_limit_is_not_read():
    reading = check("a: b\n" * 1_000_000)
    assert [p.code for p in reading.problems] == ["file-too-large"]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    check(data)


@given(st.text(st.sampled_from("ab1:-?,[]{}#&*!|>'\"%@` \t\n\r\\é\x00\u2028\ufeff"), max_size=120))
def test_any_yaml_like_text_is_read_or_refused(text):
    check(text)


SCALARS = st.sampled_from(
    ["report", "close", "phone", "5 jours", "true", "2017", "none", "any", "1", "back", "https://example.org", "", "é"]
)
KEYS = st.sampled_from([*(field.alias or name for name, field in CircuitFile.model_fields.items()), "id", "at", "kind"])
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=20
)


@given(st.dictionaries(KEYS, VALUES, max_size=8))
def test_any_tree_under_known_keys_is_read_or_refused(tree):
    check(yaml.safe_dump(tree, allow_unicode=True, default_flow_style=None))


@settings(max_examples=200)
@given(st.data())
def test_a_circuit_with_a_piece_out_of_place_is_read_or_refused(data):
    start = data.draw(st.integers(0, len(CIRCUIT)))
    end = data.draw(st.integers(start, min(len(CIRCUIT), start + 30)))
    piece = data.draw(
        st.text(st.sampled_from(":- []{}'\"#&*!a1\n\té"), max_size=6) | st.just(CIRCUIT[start : end + 20])
    )
    check(CIRCUIT[:start] + piece + CIRCUIT[end:])


@settings(max_examples=50)
@given(st.integers(0, 10_000), st.integers(1, 40))
def test_a_cut_out_of_a_real_circuit_is_read_or_refused(start, length):
    text = (ROOT / "circuits" / "opac-38" / "repairs.yaml").read_text("utf-8")
    check(text[: start % len(text)] + text[start % len(text) + length :])


@pytest.mark.parametrize("file", WRONG, ids=lambda file: file.stem)
def test_the_pure_parser_finds_the_same_lines(file, monkeypatch):
    """Where PyYAML has no libyaml, columns and words may differ a little, the lines do not."""
    first = load(file.read_bytes(), file.name, CircuitFile)[1]
    monkeypatch.setattr(compose, "LOADER", yaml.SafeLoader)
    second = load(file.read_bytes(), file.name, CircuitFile)[1]
    assert [p.place.line for p in first] == [p.place.line for p in second]
