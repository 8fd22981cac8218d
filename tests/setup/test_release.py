"""What the release files put together: their own lines run on a small site, with stand-ins for us and the network."""

import json
import os
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.house.source import ROOT
from tests.setup.test_scripts import stand_in

EDITOR = '#!/bin/sh\n[ "$1" = editor ] && echo form >"$2"\n'
CURL = """#!/bin/sh
while [ $# -gt 1 ]; do case "$1" in --data) cat >sent.json ;; --upload-file) echo "$2" >>uploaded ;; esac; shift; done
echo "$1" >>addresses
"""
SHOWN = {"landlord": "Alpes Isère Habitat", "title": "Ma réclamation technique", "status": "Brouillon, à valider"}
HELD = ["editor.html", "kit-opac-38-repairs.zip", "kit-sdh-transfer.zip", "site.zip"]


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """What ``build`` leaves, and commands that stand in for ours and for the network."""
    for name in ("opac-38/repairs", "sdh/transfer"):
        kit = tmp_path / "site" / name
        kit.mkdir(parents=True)
        (kit / "kit.zip").write_text(name)
        (kit / "manifest.json").write_text(json.dumps({"shown": SHOWN}), "utf-8")
    (tmp_path / "site/site.zip").touch()
    stand_in(tmp_path / "bin/jeu-oie", EDITOR)
    stand_in(tmp_path / "bin/curl", CURL)
    return tmp_path


def run(folder: Path, *lines: str, **environment: str) -> None:
    """As the runners do: bash, until the first failure."""
    known = {**os.environ, "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}", **environment}
    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", "\n".join(lines)],
        cwd=folder,
        env=known,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def downloads(folder: Path) -> list[str]:
    return sorted(each.name for each in (folder / "downloads").iterdir())


def test_a_release_holds_every_kit_the_site_and_the_form_and_says_what_they_are(built):
    jobs = yaml.safe_load((ROOT / "ci-examples/release-github.yml").read_text("utf-8"))["jobs"]
    run(built, *(step["run"] for step in jobs["build"]["steps"] if "downloads" in step.get("run", "")))
    assert downloads(built) == HELD
    assert (built / "downloads/kit-sdh-transfer.zip").read_text() == "sdh/transfer"
    notes = (built / "notes.md").read_text("utf-8")
    assert "- `kit-opac-38-repairs.zip` : Alpes Isère Habitat, « Ma réclamation technique ». Brouillon" in notes
    assert all(f"`{name}`" in notes for name in HELD)


def test_only_the_step_that_releases_may_write():
    jobs = yaml.safe_load((ROOT / "ci-examples/release-github.yml").read_text("utf-8"))["jobs"]
    assert {name: job["permissions"] for name, job in jobs.items()} == {
        "build": {"contents": "read"},
        "release": {"contents": "write"},
    }
    (told,) = [step["run"] for step in jobs["release"]["steps"] if "run" in step]
    assert told.startswith("gh release create")


def test_the_twin_for_gitlab_uploads_the_same_and_links_to_it(built):
    script = yaml.safe_load((ROOT / "ci-examples/release-gitlab.yml").read_text("utf-8"))["downloads"]["script"]
    start = script.index("mkdir downloads")
    named = {"CI_API_V4_URL": "https://git.example/api/v4", "CI_PROJECT_ID": "7", "CI_COMMIT_TAG": "v1.2"}
    run(built, *script[start:], **named, CI_JOB_TOKEN="x")
    assert downloads(built) == HELD
    assert (built / "uploaded").read_text().split() == [f"downloads/{name}" for name in HELD]
    sent = json.loads((built / "sent.json").read_text("utf-8"))
    assert [link["name"] for link in sent["assets"]["links"]] == HELD
    addresses = (built / "addresses").read_text().split()
    assert [link["url"] for link in sent["assets"]["links"]] == addresses[:-1]
    assert addresses[0] == "https://git.example/api/v4/projects/7/packages/generic/jeux/1.2/editor.html"
    assert (sent["tag_name"], sent["description"]) == ("v1.2", (built / "notes.md").read_text("utf-8"))
