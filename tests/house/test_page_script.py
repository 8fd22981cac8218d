"""The page's script: the compact form that is shipped is what its sources make."""

import re
import shutil
import subprocess

import pytest

from tests.house.source import ROOT

SCRIPT = ROOT / "templates" / "page" / "script.js"
MOST = 42_500  # bytes: the room's mode took what was left for it
OPTIONS = "--bundle --minify --charset=utf8 --format=esm --target=es2022 --log-level=warning"
TOOLS = ROOT / "node_modules" / ".bin"


def parts() -> list[str]:
    """The sources in their order, as ``script/lib.sh`` names it."""
    lib = (ROOT / "script" / "lib.sh").read_text("utf-8")
    found = re.search(r"^page_scripts=\$\(for part in ([\w ]+);", lib, re.MULTILINE)
    assert found
    return found[1].split()


def tool(name: str, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    command = shutil.which(name, path=str(TOOLS))
    assert command, f"no {name}: script/test installs it"
    return subprocess.run([command, *arguments], input=given, cwd=ROOT, capture_output=True, text=True, check=False)


def compact(source: str) -> str:
    done = tool("esbuild", *OPTIONS.split(), given=source)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_shipped_script_is_what_its_sources_make():
    folder = SCRIPT.with_suffix("")
    assert sorted(parts()) == sorted(file.stem for file in folder.iterdir())
    source = "".join((folder / f"{part}.js").read_text("utf-8") for part in parts())
    assert SCRIPT.read_text("utf-8") == compact(source), "script/page makes it"
    assert OPTIONS in (ROOT / "script" / "page").read_text("utf-8")


def test_the_script_is_light():
    assert len(SCRIPT.read_bytes()) <= MOST


def test_the_guard_sees_a_wrong_type(tmp_path):
    file = tmp_path / "wrong.js"
    file.write_text("/** @param {number} n */\nconst twice = (n) => 2 * n;\ntwice('a');\n", "utf-8")
    done = tool("tsc", "--noEmit", "--allowJs", "--checkJs", "--strict", "--lib", "es2022", str(file))
    assert "TS2345" in done.stdout


@pytest.mark.parametrize("verb, tool", [("page", "npx"), ("test", "pytest")])
def test_the_node_tools_are_looked_for_before_they_are_used(verb, tool):
    said = (ROOT / "script" / verb).read_text("utf-8")
    use = re.search(rf"^[^#\n]*\b{tool}\b", said, re.MULTILINE)
    assert use
    assert said.index("\nneed_node\n") < use.start()


TRIED = """
. "$(dirname "$0")/lib.sh"
quietly() { "$@"; }
npm() { echo installs; }
need_node
"""


def test_tools_that_are_there_are_not_installed_again(tmp_path):
    """They are what package-lock.json named when they were installed, or they are installed anew."""
    (tmp_path / "script").mkdir()
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "script" / "lib.sh").write_text((ROOT / "script" / "lib.sh").read_text("utf-8"), "utf-8")
    (tmp_path / "script" / "try").write_text(TRIED, "utf-8")

    def said(lock: str) -> str:
        (tmp_path / "package-lock.json").write_text(lock, "utf-8")
        return subprocess.run(["sh", "script/try"], cwd=tmp_path, capture_output=True, text=True, check=True).stdout

    assert [said("{}"), said("{}"), said('{"new": 1}')] == ["installs\n", "", "installs\n"]
