"""``explain`` tells the handbook's entry of a problem, by the name that ``check`` shows."""

import re

import pytest

from jeu_oie.problems import CODES


def test_the_name_that_check_shows_is_explained(program, tmp_path):
    (tmp_path / "essai.yaml").write_text("format: 1\ntitle: Essai\ntopic: réparations\n", "utf-8")
    _, _, said = program("check", "essai.yaml")
    named = re.search(r"choix possible\. \[(\S+)\]", said)
    assert named
    status, told, _ = program("explain", named[1])
    assert status == 0
    assert "« … » n’est pas un choix possible." in told
    assert "topic: réparations" in told
    assert "topic: repairs" in told


@pytest.mark.parametrize("typed, cure", [("delay-unreadible", "delay-unreadable"), ("zzzz\x1b[31m", "jeu-oie explain")])
def test_a_name_that_is_none_finds_the_nearest_or_the_list(program, typed, cure):
    status, _, said = program("explain", typed)
    assert (status, cure in said, "\x1b" in said) == (2, True, False)


def test_without_a_name_all_are_listed(program):
    status, told, _ = program("explain")
    assert status == 0
    assert set(CODES) <= {*told.split()}


def test_an_example_is_its_lines_or_a_case_that_is_told(program):
    """As in the handbook: a row of a table, as it is typed; of an empty file no line can show anything."""
    _, told, _ = program("explain", "cell-phone")
    assert "L’agence trie la demande;465710001" in told
    assert "L’agence trie la demande;04 65 71 00 01" in told
    _, told, _ = program("explain", "empty-file")
    assert "Par exemple : circuit.yaml a 0 octet" in told
    assert "# faux" not in told
