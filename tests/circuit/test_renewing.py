"""A circuit written again over its file: what says the same keeps its lines and comments."""

import pytest

from jeu_oie.circuit.reader import beside, read, read_text
from jeu_oie.circuit.renewing import renewed, renewed_bytes
from jeu_oie.circuit.writer import yaml_text
from tests.board.making import SHIPPED

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
    assert renewed(text, own(path)) == text


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
    text = renewed(TEXT, wanted)
    assert written(text) == wanted
    for comment in ("# En tête", "# Les étapes", "# la première"):
        assert comment in text
    assert '"Un"' in text


def test_items_that_change_places_take_their_comments_along():
    wanted = written(
        TEXT.replace("  # la première\n", "")
        .replace('  - id: a\n    title: "Un"\n', "")
        .replace("Deux}\n", 'Deux}\n  # la première\n  - id: a\n    title: "Un"\n')
    )
    text = renewed(TEXT, wanted)
    assert text.index("# la première") > text.index("Deux")
    assert written(text) == wanted


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
    made = renewed(text, wanted)
    assert written(made) == wanted
    assert [line for line in text.splitlines() if line not in made.splitlines()] == [
        "    source: [x]  # d’où",
        "    date: 2017",
    ]
    assert "'Un'  # à relire\n    text: Plus\n    source: [x, z]  # d’où\n    uncertain: true\n" in made
    assert "    # sa date\n    date: '2018'\n  z:\n    title: Z\n\nfacts:" in made
    assert "Deux}\n\npractices:\n  - id: p\n" in made


def test_side_tracks_keep_their_lines_too():
    text = TEXT + "detours:\n  - id: d\n    title: D\n    from: a\n    to: b\n    steps:\n      # ici\n      - id: e\n"
    text += "        # là\n        title: 'E'\n"
    wanted = written(text.replace("'E'\n", "'E'\n        trace: T\n"))
    assert renewed(text, wanted) == f"{text}        trace: T\n"


def test_marks_and_ends_of_lines_stay():
    data = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()
    made = renewed_bytes(data, written(TEXT.replace("title: Essai", "title: Autre")))
    assert made == data.replace(b"title: Essai", b"title: Autre")


@pytest.mark.parametrize("former", ["{format: 1, title: x}", "title: [", "", "a: &x b\nc: *x"])
def test_a_file_laid_out_otherwise_is_written_anew(former):
    wanted = written(TEXT)
    assert renewed(former, wanted) == yaml_text(wanted)


def test_a_whole_circuit_is_written_for_people():
    path = SHIPPED[0]
    text = yaml_text(own(path))
    assert read_text(text, path.as_posix(), beside(path)).circuit == read(path).circuit
    assert "\n\nsteps:\n  - id: " in text
    assert "&id" not in text
