"""What we are made of: locked with hashes, written in a bill of materials, looked up among known flaws."""

import json
import os
import re
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.house.source import ROOT
from tests.setup.test_scripts import newcomer, run, stand_in

__all__ = ["newcomer"]  # a fixture

LOCKS = ("run", "dev", "lowest", "supply", "pip", "pip-oldest")
# As pip-audit writes them: what it looked up, what the index does not know, a flaw.
CLEAN = {"name": "jinja2", "version": "3.1.6", "vulns": []}
UNSEEN = {"name": "rich", "skip_reason": "Dependency not found on PyPI and could not be audited: rich (15.0.0)"}
FLAW = {"id": "PYSEC-2019-217", "fix_versions": ["2.10.1", "2.11"], "aliases": [], "description": ""}
OLD = {"name": "jinja2", "version": "2.10", "vulns": [FLAW]}


def locked(name: str) -> dict[tuple[str, str], int]:
    """Names and versions that a lock holds, with how many hashes each has; two versions may stand for two Pythons."""
    text = (ROOT / f"requirements/{name}.txt").read_text("utf-8")
    return hashes_in(text)


def hashes_in(text: str) -> dict[tuple[str, str], int]:
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    heads = [re.match(r"([a-z0-9._-]+)(?:\[[a-z,]+\])?==([^\s;]+)", entry) for entry in entries]
    return {
        (head[1], head[2]): len(re.findall(r"--hash=sha256:[0-9a-f]{64}\b", entry))
        for head, entry in zip(heads, entries, strict=True)
        if head
    }


def test_the_guard_sees_a_library_without_a_hash():
    text = f"# made by\na==1 \\\n    --hash=sha256:{'0' * 64}\n    # via b\nb==2 ; sys_platform == 'x'\n"
    assert hashes_in(text) == {("a", "1"): 1, ("b", "2"): 0}


@pytest.mark.parametrize("name", LOCKS)
def test_every_library_has_its_hashes(name):
    found = locked(name)
    assert len(found) > 30 or found.keys() <= {("pip", version) for _, version in found}
    assert [entry for entry, hashes in found.items() if not hashes] == []
    assert {file.stem for file in (ROOT / "requirements").glob("*.txt")} == {*LOCKS}


@pytest.mark.parametrize("folder", [".", "bench"])
def test_the_tools_of_node_are_locked_by_hash_and_debian_can_install_them(folder):
    """Debian 13's npm takes no lock whose package.json overrides what somebody asks « latest » of."""
    assert "overrides" not in json.loads((ROOT / folder / "package.json").read_text("utf-8"))
    lock = json.loads((ROOT / folder / "package-lock.json").read_text("utf-8"))
    held = {name: entry for name, entry in lock["packages"].items() if name}
    assert held
    assert [name for name, entry in held.items() if not entry["integrity"].startswith("sha512-")] == []


@pytest.fixture(scope="module")
def bill() -> dict[str, Any]:
    done = subprocess.run([ROOT / "script/sbom"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


@pytest.mark.slow  # with tools that have an environment of their own, which a new checkout makes first
def test_the_bill_of_materials_lists_what_is_locked_and_nothing_else(bill):
    listed = [(part["name"], part["version"]) for part in bill["components"]]
    assert sorted(listed) == sorted(locked("run"))
    assert all(part["purl"] == f"pkg:pypi/{part['name']}@{part['version']}" for part in bill["components"])


@pytest.mark.slow
def test_it_holds_their_hashes_and_says_of_which_program(bill):
    from jeu_oie import __version__

    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    told = bill["metadata"]["component"]
    assert (told["name"], told["version"], told["type"]) == ("jeu-oie", __version__, "application")
    hashes = {
        (part["name"], part["version"]): sum(len(each["hashes"]) for each in part["externalReferences"])
        for part in bill["components"]
    }
    assert hashes == locked("run")


def audit(folder: Path, *entries: dict[str, Any], status: int = 0, raw: str = "") -> subprocess.CompletedProcess[str]:
    """``script/audit`` where pip-audit answers so."""
    answer = raw or json.dumps({"dependencies": entries, "fixes": []})
    (folder / "answer").write_text(answer)
    stand_in(folder / ".venv-supply/bin/pip-audit", f'#!/bin/sh\necho "audit $*" >>log\ncat answer\nexit {status}\n')
    stand_in(folder / ".venv-supply/bin/python", "#!/bin/sh\n")
    run(folder, ". script/lib.sh; venv=.venv-supply; fingerprint supply >.venv-supply/made-supply")
    return run(folder, "exec script/audit")


def test_libraries_without_a_known_flaw_pass_in_silence(newcomer):
    done = audit(newcomer, CLEAN)
    assert (done.returncode, done.stderr) == (0, "")
    asked = (newcomer / "log").read_text()
    assert "--requirement requirements/dev.txt --requirement requirements/supply.txt" in asked


def test_a_known_flaw_fails_and_tells_the_versions_without_it(newcomer):
    done = audit(newcomer, CLEAN, OLD, status=1)
    assert done.returncode == 1
    assert "jinja2 2.10 : PYSEC-2019-217 → 2.10.1, 2.11" in done.stderr
    assert "script/lock --upgrade-package" in done.stderr


def test_a_flaw_that_nobody_has_mended_is_told_too(newcomer):
    done = audit(newcomer, OLD | {"vulns": [FLAW | {"fix_versions": []}]}, status=1)
    assert done.returncode == 1
    assert "PYSEC-2019-217 → ?" in done.stderr


@pytest.mark.parametrize("raw", ["", "Traceback (most recent call last):", "{}"])
def test_no_answer_is_a_warning(newcomer, raw):
    done = audit(newcomer, status=1, raw=raw or " ")
    assert done.returncode == 0
    assert "n'ont pas été cherchées" in done.stderr


def test_libraries_that_the_index_does_not_know_are_not_taken_for_clean(newcomer):
    """pip-audit ends with 0 and « No known vulnerabilities found » then."""
    done = audit(newcomer, CLEAN, UNSEEN, UNSEEN | {"name": "click"})
    assert done.returncode == 0
    assert "de 2 bibliothèques sur 3" in done.stderr


def test_a_flaw_is_told_although_others_were_not_looked_up(newcomer):
    assert audit(newcomer, UNSEEN, OLD).returncode == 1


class Flaws(BaseHTTPRequestHandler):
    """A base of flaws (OSV's protocol) that knows of one: in any version of jinja2."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        flaws = [{"id": "PLANTED-1", "affected": [], "modified": "2026-01-01T00:00:00Z"}]
        answer = json.dumps({"vulns": flaws} if asked["package"]["name"] == "jinja2" else {}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Says nothing of each request."""


@pytest.fixture
def flaws() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Flaws) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.slow
def test_the_real_tool_finds_a_planted_flaw_among_what_is_locked(flaws):
    command = [ROOT / "script/audit", "--vulnerability-service", "osv", "--osv-url", flaws]
    known = {**os.environ, "LC_ALL": "en_GB.UTF-8", "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
    done = subprocess.run(command, env=known, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    version = next(version for name, version in locked("dev") if name == "jinja2")
    assert f"jinja2 {version} : PLANTED-1 → ?" in done.stderr
    assert len(re.findall("PLANTED", done.stderr)) == 1
