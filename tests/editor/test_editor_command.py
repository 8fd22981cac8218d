"""``jeu-oie editor``: where the page is written, and what it never writes over."""

import pytest

from tests.cli.conftest import program

__all__ = ["program"]


def test_the_page_is_written_where_a_person_looks_for_it(program, tmp_path):
    status, said, told = program("editor")
    assert (status, said) == (0, "output/editor.html\n")
    assert "navigateur" in told
    page = (tmp_path / "output" / "editor.html").read_text("utf-8")
    assert '<html lang="fr">' in page
    assert program("editor")[0] == 0, "written again over itself"


def test_the_page_speaks_the_language_that_is_asked_for(program, tmp_path):
    assert program("editor", "form.html", "--language", "en")[0] == 0
    assert "Start with nothing" in (tmp_path / "form.html").read_text("utf-8")


@pytest.mark.parametrize("before", ["mes notes", ""])
def test_a_file_that_is_no_such_page_stays(program, tmp_path, before):
    (tmp_path / "notes.html").write_text(before, "utf-8")
    status, _, told = program("editor", "notes.html")
    assert (status, (tmp_path / "notes.html").read_text("utf-8")) == (1, before)
    assert "existe déjà" in told
