"""Our templates are compiled once a machine, and anew when they were edited; a user's own are kept nowhere."""

import shutil
import sys
from pathlib import Path

import pytest
from jinja2 import Environment

from jeu_oie.draw import html
from jeu_oie.resources import Templates, bytecode_folder
from tests.house.source import ROOT

NAME, KEPT = "site/code.html", "kept"


@pytest.fixture
def filled(tmp_path, monkeypatch):
    """``filled(own)``: the template as a new process fills it, and the names of those that it had to compile."""
    (tmp_path / KEPT).mkdir()
    shutil.copytree(ROOT / "templates" / "site", tmp_path / "site")
    (tmp_path / NAME).write_text("{{ said }}", "utf-8")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(html, "folder", lambda _: tmp_path)
    monkeypatch.setattr(html, "bytecode_folder", lambda: tmp_path / KEPT)
    compiled = []
    compiles = Environment.compile

    def told(self, source, name=None, *rest):
        compiled.append(name)
        return compiles(self, source, name, *rest)

    monkeypatch.setattr(Environment, "compile", told)

    def run(own=None):
        html.environment.cache_clear()
        compiled.clear()
        return html.fill(NAME, own, said="oui"), [*compiled]

    yield run
    html.environment.cache_clear()


def test_a_template_is_compiled_once(filled):
    assert [filled(), filled()] == [("oui", [NAME]), ("oui", [])]


def test_one_that_was_edited_is_compiled_anew(filled, tmp_path):
    filled()
    (tmp_path / NAME).write_text("{{ said }} !", "utf-8")
    assert filled() == ("oui !", [NAME])


def test_those_that_are_read_in_another_way_are_compiled_anew(filled, monkeypatch):
    filled()
    monkeypatch.setattr(html, "READ", {**html.READ, "trim_blocks": False})
    assert filled() == ("oui", [NAME])


def test_what_a_user_has_written_is_not_kept(filled, tmp_path):
    own = Templates("own", ((NAME, "{{ said }} ?"),))
    assert [filled(own), filled(own)] == [("oui ?", [NAME])] * 2
    assert list((tmp_path / KEPT).iterdir()) == []


def test_where_there_is_no_room_it_is_compiled_each_time(filled, tmp_path):
    shutil.rmtree(tmp_path / KEPT)
    assert [filled(), filled()] == [("oui", [NAME])] * 2


def test_what_was_kept_and_is_damaged_is_compiled_anew(filled, tmp_path):
    filled()
    (one,) = (tmp_path / KEPT).iterdir()
    one.write_bytes(one.read_bytes()[:-9])
    assert filled() == ("oui", [NAME])


def test_nothing_is_kept_where_python_keeps_nothing(filled, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert [filled(), filled()] == [("oui", [NAME])] * 2
    assert list((tmp_path / KEPT).iterdir()) == []


def test_it_is_kept_beside_what_python_has_compiled():
    assert bytecode_folder() == Path(html.__file__).parents[1] / "__pycache__"
