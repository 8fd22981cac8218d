"""A user's templates: only plain files of the folder that was asked for, few and small; each mistake at its place."""

import os
import stat

import pytest

from jeu_oie.builder.templates import MAX_BYTES, MAX_FILES, blaming, own_templates
from jeu_oie.errors import InvalidInput, RenderingFailed
from jeu_oie.resources import Templates


@pytest.fixture
def own(tmp_path):
    folder = tmp_path / "own"
    (folder / "page").mkdir(parents=True)
    (folder / "page" / "page.html").write_text("<p>é</p>", "utf-8")
    return folder


def refused(folder):
    with pytest.raises(InvalidInput) as raised:
        own_templates(folder)
    return {(each.code, each.place.file.removeprefix(f"{folder.as_posix()}/")) for each in raised.value.problems}


def test_texts_by_their_names(own):
    (own / ".DS_Store").write_bytes(b"\0\xff")
    (own / ".git").mkdir()
    (own / ".git" / "config").write_text("x")
    (own / "embed.html").write_bytes(b"\xef\xbb\xbfe")
    assert own_templates(own) == (Templates(own.as_posix(), (("embed.html", "e"), ("page/page.html", "<p>é</p>"))), ())


def test_links_are_refused_and_never_read(own, tmp_path):
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "rules.html").write_text("SECRET {{")
    os.truncate(secret / "rules.html", 0)
    (own / "embed.html").symlink_to(secret / "rules.html")
    (own / "gallery.html").symlink_to("nowhere")
    (own / "print").symlink_to(secret)
    (own / "loop").symlink_to(own)
    (own / "inner.html").symlink_to(own / "page" / "page.html")
    assert refused(own) == {
        ("template-link", name) for name in ("embed.html", "gallery.html", "print", "loop", "inner.html")
    }


def test_the_folder_itself_may_be_reached_by_a_link(own, tmp_path):
    """It is the one that was asked for."""
    (tmp_path / "link").symlink_to(own)
    assert own_templates(tmp_path / "link")[0].texts == {"page/page.html": "<p>é</p>"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_a_pipe_is_not_waited_for(own):
    os.mkfifo(own / "embed.html")
    assert refused(own) == {("file-unreadable", "embed.html")}


def test_what_is_put_in_a_files_place_while_it_is_looked_at_is_not_followed(own, monkeypatch):
    """Asked whether it is a link, it is none yet."""
    (own / "embed.html").symlink_to(own / "page" / "page.html")
    monkeypatch.setattr("jeu_oie.builder.templates.is_link", lambda path: False)
    assert refused(own) == {("file-unreadable", "embed.html")}


def test_sizes_and_numbers_are_bounded(own):
    (own / "embed.html").touch()
    os.truncate(own / "embed.html", 3_000_000_000)
    assert refused(own) == {("template-too-large", "embed.html")}
    os.truncate(own / "embed.html", MAX_BYTES)
    assert own_templates(own)
    for rank in range(MAX_FILES):
        (own / f"{rank}.html").touch()
    assert refused(own) == {("templates-too-many", own.as_posix())}


def test_what_is_no_text(own):
    (own / "page" / "page.html").write_bytes("é".encode("latin-1"))
    assert refused(own) == {("not-utf-8", "page/page.html")}
    (own / "page" / "page.html").unlink()
    (own / "logo.png").write_bytes(b"\x89PNG\xff")
    assert [each.code for each in own_templates(own)[1]] == ["template-unknown"]


def test_a_folder_closed_to_us(own):
    (own / "page").chmod(0)
    try:
        if os.access(own / "page", os.R_OK):
            pytest.skip("nothing is closed to this user")
        assert ("file-unreadable", "page") in refused(own)
    finally:
        (own / "page").chmod(stat.S_IRWXU)


@pytest.mark.parametrize(
    "text",
    [
        "{{ faux",
        "{% if %}",
        "{% endif %}",
        "{{ " + "(" * 2000 + "1" + ")" * 2000 + " }}",
        "{{ " + "9" * 5000 + " }}",
        "{% x %}",
    ],
)
def test_what_cannot_be_read_is_told_before_anything_is_made(own, text):
    (own / "embed.html").write_text("\n" + text)
    (own / "fragment.html").write_text("{{")
    ((first, name), (_, other)) = sorted(refused(own), key=lambda each: each[1])
    assert first in ("template-syntax", "template-endless", "template-fails")
    assert (name, other) == ("embed.html", "fragment.html")


def test_a_script_is_not_read_as_a_template(own):
    (own / "page" / "script.js").write_text("let a = {{}}; // {% {#")
    assert own_templates(own)[1] == ()


def test_a_name_that_is_none_of_ours_is_told_with_the_nearest(own):
    for name in ("page/pages.html", "embeds.html", "page/mine.html", "pictograms/goose.svg"):
        (own / name).parent.mkdir(exist_ok=True)
        (own / name).write_text("x")
    (own / "page" / "page.html").write_text("{% include 'page/mine.html' %}")
    _, told = own_templates(own)
    assert {dict(each.values)["name"]: dict(each.values).get("nearest") for each in told} == {
        "page/pages.html": "page/page.html",
        "embeds.html": "embed.html",
        "pictograms/goose.svg": None,
    }
    assert {each.severity for each in told} == {"warning"}


def test_what_the_engine_refuses_of_their_pages_is_theirs():
    with pytest.raises(InvalidInput) as raised, blaming(Templates("own", (("print/rules.typ", "x"),))):
        raise RenderingFailed("logo.png was refused")
    (problem,) = raised.value.problems
    assert (problem.code, problem.place.file) == ("template-printing", "own")
    assert "logo.png" in dict(problem.values)["details"]
    with pytest.raises(RenderingFailed), blaming(None):
        raise RenderingFailed("ours")
