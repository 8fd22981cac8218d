"""A circuit written again over its file: what says the same keeps its lines and comments."""

import re

import pytest

from jeu_oie.circuit import renew
from jeu_oie.circuit.read import beside, read, read_text
from jeu_oie.circuit.renew import Edit, renew_text, renewed_bytes
from jeu_oie.circuit.write import yaml_text
from tests.game.making import SHIPPED
from tests.renewing.cases import CASES, REFUSED

TEXT = """# En tête
format: 1
title: Essai  # le titre
topic: general
landlord: {name: Bailleur}
language: fr
version: "1"
status: draft

# Les étapes
steps:
  # la première
  - id: a
    title: "Un"
  - {id: b, title: Deux}

facts:
  - title: Un fait
"""
named = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def written(text):
    found = read_text(text, "essai.yaml", lambda _: None)
    assert found.written, found.problems
    return found.written


def own(path):
    found = read(path).written
    assert found
    return found


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_says_the_same_keeps_its_lines(path):
    text = path.read_text("utf-8")
    assert renew_text(text, own(path)) == text


@named
def test_only_what_changed_is_written(case):
    assert renew_text(case.before, written(case.after)) == case.after


@named
def test_nothing_changed_changes_nothing(case):
    assert renew_text(case.before, written(case.before)) == case.before
    data = case.after.encode()
    assert renewed_bytes(data, written(case.after)) == data


@named
def test_a_way_back_says_what_was_said(case):
    """The comments of what went do not come back: the rest does."""
    assert written(renew_text(case.after, written(case.before))) == written(case.before)


def fails(case):
    return renew_text(case.before, written(case.after)) != case.after


def bare(_, *rest, **more):
    """A piece that has lost the comments above it."""
    return Edit("", *rest, **more)


FAULTS = {"Edit": bare, "_afters": lambda made, _: ["" for _ in made], "BESIDE": re.compile("(?!)")}


@pytest.mark.parametrize("name", FAULTS)
def test_the_cases_see_a_comment_that_is_dropped(monkeypatch, name):
    monkeypatch.setattr(renew, name, FAULTS[name])
    assert any(map(fails, CASES))


@pytest.mark.parametrize("former", [*REFUSED, "{format: 1, title: x}", "", "a: &x b\nc: *x"])
def test_a_file_that_is_no_circuit_is_written_anew(former):
    wanted = written(TEXT)
    assert renew_text(former, wanted) == yaml_text(wanted)


@pytest.mark.parametrize(
    "before, now",
    [
        ("title: Deux}", "title: Trois}"),
        ("title: Essai  #", "title: Autre  #"),
        ("  - {id: b, title: Deux}\n", "  - {id: b, title: Deux}\n  - {id: c, title: Trois}\n"),
        ("facts:\n  - title: Un fait\n", ""),
        ("status: draft", "status: draft\nsearched: 2017"),
        ("{name: Bailleur}", "{name: Bailleur, short: B}"),
    ],
)
def test_what_says_something_else_is_written(before, now):
    wanted = written(TEXT.replace(before, now))
    text = renew_text(TEXT, wanted)
    assert written(text) == wanted
    for comment in ("# En tête", "# Les étapes", "# la première"):
        assert comment in text
    assert '"Un"' in text


def test_an_item_that_changes_keeps_the_rest_of_its_lines():
    """Comments inside it, other keys as they were typed, a remark behind a value; a new key in the format's place."""
    text = TEXT.replace('title: "Un"\n', "# dedans\n    title: 'Un'  # à relire\n    source: [x]  # d’où\n").replace(
        "facts:", "sources:\n  # celle-ci\n  x: {title: X}\n  y:\n    title: Y\n    # sa date\n    date: 2017\n\nfacts:"
    )
    wanted = written(
        text.replace("[x]", "[x, z]\n    text: Plus\n    uncertain: true")
        .replace("date: 2017\n", 'date: "2018"\n  z: {title: Z}\n')
        .replace("{id: b, title: Deux}", "{id: b, title: Deux}\n\npractices: [{title: P, adopted: false}]")
    )
    made = renew_text(text, wanted)
    assert written(made) == wanted
    assert [line for line in text.splitlines() if line not in made.splitlines()] == [
        "    source: [x]  # d’où",
        "    date: 2017",
    ]
    assert "'Un'  # à relire\n    text: Plus\n    source: [x, z]  # d’où\n    uncertain: true\n" in made
    assert "    # sa date\n    date: 2018\n  z:\n    title: Z\n\nfacts:" in made
    assert "Deux}\n\npractices:\n  - id: p\n" in made


def test_what_cannot_be_written_in_its_place_is_written_below_all_comments(monkeypatch):
    monkeypatch.setattr("jeu_oie.circuit.renew.Rewriter.file", lambda *_: "")
    wanted = written(TEXT.replace("Deux", "Trois # 3"))
    comments = "# En tête\n# le titre\n# Les étapes\n# la première\n"
    assert renew_text(TEXT, wanted) == comments + yaml_text(wanted)


def test_a_whole_circuit_is_written_for_people():
    path = SHIPPED[0]
    text = yaml_text(own(path))
    assert read_text(text, path.as_posix(), beside(path)).circuit == read(path).circuit
    assert "\n\nsteps:\n  - id: " in text
    assert "&id" not in text
