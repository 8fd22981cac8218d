"""Every tracked file: text in UTF-8, no link, nothing that is true on one machine only."""

import re
import stat
import subprocess
from pathlib import Path

import pytest

from tests.house.source import ROOT

BINARY = {".mo", ".png", ".jpg", ".woff2", ".ttf", ".otf", ".pdf", ".zip", ".icc", ".xlsx"}
HOSTS = [("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("deb", "debian", "org")]
LOCAL = re.compile(
    r"(?<![\w.~:/])/(?:home|mnt|opt|root|srv|tmp|Users|work)/|[A-Z]:\\Users\b|"
    + "|".join(re.escape(".".join(host)) for host in HOSTS),
)
MARKERS = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [file for name in listed.decode().split("\0") if name and (file := ROOT / name).exists()]


def texts() -> list[Path]:
    return [file for file in tracked() if file.suffix not in BINARY and file != Path(__file__)]


def faults(text: str) -> list[str]:
    return [match.group() for pattern in (LOCAL, MARKERS) for match in pattern.finditer(text)]


@pytest.mark.parametrize("planted", ["see /tmp/x", "'/home/me/kit'", "https://pypi" + ".org/simple", "<<<<<<< ours"])
def test_the_guard_sees_what_is_true_here_only(planted):
    assert faults(planted)


def test_the_guard_lets_addresses_and_relative_paths_through():
    assert not faults("https://example.org/home/page.html, ../work/x, output/home/")


def test_no_file_names_a_place_of_one_machine():
    found = {str(file.relative_to(ROOT)): faults(file.read_text("utf-8")) for file in texts()}
    assert {name: bad for name, bad in found.items() if bad} == {}


def test_lines_end_as_unix_ends_them():
    assert [str(file) for file in texts() if b"\r\n" in file.read_bytes()] == []


def test_no_file_is_a_link():
    """Links survive neither a wheel nor Windows."""
    assert [str(file) for file in tracked() if file.is_symlink()] == []


def test_every_verb_can_be_run():
    verbs = [file for file in tracked() if file.parent == ROOT / "script" and file.name != "lib.sh"]
    assert verbs
    for verb in [*verbs, ROOT / ".ci" / "run"]:
        assert verb.stat().st_mode & stat.S_IXUSR, verb
        head = verb.read_text("utf-8").splitlines()
        assert head[0].startswith("#!"), verb
        assert head[1].startswith("# "), f"{verb}: say what it does"
        if "python" not in head[0]:
            subprocess.run([head[0][2:], "-n", str(verb)], check=True)
