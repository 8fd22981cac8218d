"""The scripts of page and form: what is shipped is what their sources make; the form in a file asks nobody."""

import shutil
import subprocess

import pytest

from tests.house.source import ROOT

EDITOR = ROOT / "templates" / "editor"
NAMED = ("package.json", "package-lock.json", "tsconfig.json", "tsconfig.editor.json")


@pytest.fixture
def copy(tmp_path):
    """What the verbs read and write, beside the very tools."""
    for name in ("script", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in NAMED:
        shutil.copy(ROOT / name, tmp_path)
    tools = tmp_path / "node_modules" / ".bin"
    tools.mkdir(parents=True)
    for each in (ROOT / "node_modules" / ".bin").iterdir():
        (tools / each.name).symlink_to(each)
    for name in (".made", "yaml"):  # what the form brings along
        (tools.parent / name).symlink_to(ROOT / "node_modules" / name)
    (tools / "tsc").unlink()
    (tools / "tsc").symlink_to("/bin/true")  # script/types asks it
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize(
    "verb, made", [("page", ["page/script"]), ("editor", ["editor/script", "editor/script_studio"])]
)
def test_what_is_shipped_is_what_the_sources_make(copy, verb, made):
    files = [f"templates/{each}.js" for each in made]
    for file in files:
        (copy / file).write_text("", "utf-8")
    done = subprocess.run([f"script/{verb}"], cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    for file in files:
        assert (copy / file).read_bytes() == (ROOT / file).read_bytes(), f"script/{verb} makes it"


@pytest.mark.slow
def test_a_function_said_twice_over_the_files_of_a_page_is_refused(copy):
    place = copy / "templates" / "page" / "script"
    with (place / "search.js").open("a", encoding="utf-8") as file:
        file.write("function finish() {}\n")
    done = subprocess.run(["script/page"], cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode
    assert "'finish' has already been declared" in done.stderr


def test_the_form_in_a_file_asks_nobody_for_anything():
    script = (EDITOR / "script.js").read_text("utf-8")
    assert not [each for each in ("fetch(", "XMLHttpRequest", "EventSource", "eval(") if each in script]
    studio = (EDITOR / "script_studio.js").read_text("utf-8")
    assert "EventSource" in studio
    keeps = [each.name for each in (EDITOR / "script").glob("*.js") if "localStorage" in each.read_text("utf-8")]
    assert keeps == ["draft.js"], "what stays on a device stays where it was asked for"
    assert "localStorage" not in studio
