"""The editor's scripts: the bundles that are shipped are what their modules make."""

import pytest

from tests.house.source import ROOT
from tests.house.test_page_script import tool

FOLDER = ROOT / "templates" / "editor"
OPTIONS = ("--bundle", "--minify", "--charset=utf8", "--format=esm", "--target=es2022", "--log-level=warning")


def bundle(entry: str) -> str:
    done = tool("esbuild", entry, *OPTIONS)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("page", ["", "_studio"])
def test_the_shipped_script_is_what_its_modules_make(page):
    made = bundle(f"templates/editor/script/main{page}.js")
    assert (FOLDER / f"script{page}.js").read_text("utf-8") == made, "script/editor makes it"
    verb = (ROOT / "script" / "editor").read_text("utf-8")
    assert all(option in verb for option in OPTIONS)


def written_by(verb: str) -> bool:
    return ">templates" in verb.replace('"', "").replace("> ", ">")


@pytest.mark.parametrize("verb", ["editor", "page"])
def test_a_script_that_is_being_made_leaves_the_former_one_in_place(verb):
    """A serve that runs reads it at any time: nothing is written into it piece by piece."""
    assert written_by('esbuild a.js > "templates/editor/script$page.js"')
    said = (ROOT / "script" / verb).read_text("utf-8")
    assert not written_by(said) and "\n" in said.partition("mv node_modules/.made.js ")[2]


def test_the_page_by_itself_asks_nobody_for_anything():
    script = (FOLDER / "script.js").read_text("utf-8")
    assert not [each for each in ("fetch(", "XMLHttpRequest", "EventSource", "eval(") if each in script]
    studio = (FOLDER / "script_studio.js").read_text("utf-8")
    assert "EventSource" in studio
    keeps = [each.name for each in (FOLDER / "script").glob("*.js") if "localStorage" in each.read_text("utf-8")]
    assert keeps == ["draft.js"], "what stays on a device stays where it was asked for"
    assert "localStorage" not in studio
