"""``explain`` tells the handbook's entry of a problem, by the name that ``check`` shows."""

import re

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


def test_it_speaks_english_too(program):
    status, told, _ = program("explain", "unknown-choice", "--lang", "en")
    assert status == 0
    assert "is not a possible choice" in told


def test_a_mistyped_name_finds_the_nearest(program):
    status, _, said = program("explain", "delay-unreadible")
    assert status == 2
    assert "delay-unreadable" in said


def test_a_name_that_is_none_says_where_the_list_is(program):
    status, _, said = program("explain", "zzzzzzzz\x1b[31m")
    assert status == 2
    assert "jeu-oie explain" in said
    assert "\x1b[31m" not in said


def test_without_a_name_all_are_listed(program):
    status, told, _ = program("explain")
    assert status == 0
    assert set(CODES) <= {*told.split()}
