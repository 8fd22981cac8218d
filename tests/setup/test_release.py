"""What the release files put together: their own lines run on a small site, with stand-ins for us and the network."""

import json
import re
import shutil
from pathlib import Path

import pytest
import yaml

from tests.house.source import ROOT
from tests.setup.test_ci_runs import shell
from tests.setup.test_scripts import stand_in

EDITOR = '#!/bin/sh\n[ "$1" = editor ] && echo form >"$2"\n'
CURL = """#!/bin/sh
cat >>headers
while [ $# -gt 1 ]; do
    case "$1" in --data) cp "${2#@}" sent.json ;; --upload-file) echo "$2" >>uploaded ;; esac
    shift
done
echo "$1" >>addresses
"""
BILL = '#!/bin/sh\necho "{}"\n'
SHOWN = {"landlord": "Alpes Isère Habitat", "title": "Ma réclamation technique", "status": "Brouillon, à valider"}
KITS = {"opac-38/repairs": "kit-opac-38-repairs.zip", "sdh/transfer": "kit-sdh-transfer.zip"}
HELD = ["editor.html", *KITS.values(), "sbom.cdx.json", "site.zip"]


def put_kit(site: Path, name: str, **said: str) -> None:
    (site / name).mkdir(parents=True)
    (site / name / "kit.zip").write_text(name)
    (site / name / "manifest.json").write_text(json.dumps({"shown": SHOWN | said}), "utf-8")


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """What ``build`` leaves, the program's own script, and commands that stand in for ours and for the network."""
    for name in KITS:
        put_kit(tmp_path / "site", name)
    (tmp_path / "site/site.zip").touch()
    (tmp_path / "program/ci-examples").mkdir(parents=True)
    shutil.copy(ROOT / "ci-examples/downloads", tmp_path / "program/ci-examples")
    stand_in(tmp_path / "program/script/sbom", BILL)
    stand_in(tmp_path / "bin/jeu-oie", EDITOR)
    stand_in(tmp_path / "bin/curl", CURL)
    return tmp_path


def gather(folder: Path) -> str:
    """What the workflow gathers; the notes."""
    jobs = yaml.safe_load((ROOT / "ci-examples/release-github.yml").read_text("utf-8"))["jobs"]
    (line,) = [step["run"] for step in jobs["build"]["steps"] if "downloads" in step.get("run", "")]
    shell(folder, line, JEU_OIE=str(folder / "program"))
    return (folder / "notes.md").read_text("utf-8")


def downloads(folder: Path) -> list[str]:
    return sorted(each.name for each in (folder / "downloads").iterdir())


def test_a_release_holds_every_kit_the_site_the_form_and_the_bill_and_says_what_they_are(built):
    notes = gather(built)
    assert downloads(built) == HELD
    assert (built / "downloads/kit-sdh-transfer.zip").read_text() == "sdh/transfer"
    assert (
        "- `kit-opac-38-repairs.zip` : `Alpes Isère Habitat, « Ma réclamation technique ». Brouillon, à valider.`"
        in notes
    )
    assert all(f"`{name}`" in notes for name in HELD)


def test_a_kit_keeps_its_file_whatever_its_folder_is_called(built):
    names = ["l'été/a b", "$(touch owned)/x", "-x/y", "a\nb/c", "l-t/a b", "a#b/c", '"q"/`touch owned`']
    for name in names:
        put_kit(built / "site", name)
    gather(built)
    kits = [name for name in downloads(built) if name.startswith("kit-")]
    assert len(kits) == len(names) + 2
    assert {(built / "downloads" / kit).read_text() for kit in kits} == {*KITS, *names}
    assert all(re.fullmatch(r"kit-[A-Za-z0-9_.-]+\.zip", kit) for kit in kits)


def test_the_words_of_a_circuit_are_no_markup_in_the_notes(built):
    said = "a` @everyone\n\n# [x](https://evil.example) ``` <img src=x>"
    put_kit(built / "site", "z/z", landlord=said)
    (told,) = [line for line in gather(built).splitlines() if "kit-z-z" in line]
    assert told.count("`") == 4
    assert told.index("@everyone") > told.index(" : `")


def test_only_the_step_that_releases_may_write():
    jobs = yaml.safe_load((ROOT / "ci-examples/release-github.yml").read_text("utf-8"))["jobs"]
    assert {name: job["permissions"] for name, job in jobs.items()} == {
        "build": {"contents": "read"},
        "release": {"contents": "write"},
    }
    (told,) = [step["run"] for step in jobs["release"]["steps"] if "run" in step]
    assert told.startswith("gh release create")


@pytest.mark.parametrize(
    "tag,version", [("v1.2", "1.2"), ("v1/../x'#;&$(touch owned)", "1%2F..%2Fx'%23%3B%26%24(touch%20owned)")]
)
def test_the_twin_for_gitlab_uploads_the_same_and_links_to_it(built, tag, version):
    gather(built)
    script = yaml.safe_load((ROOT / "ci-examples/release-gitlab.yml").read_text("utf-8"))["release"]["script"]
    named = {"CI_API_V4_URL": "https://git.example/api/v4", "CI_PROJECT_ID": "7", "CI_COMMIT_TAG": tag}
    shell(built, *script, **named, CI_JOB_TOKEN="x")
    assert (built / "uploaded").read_text().split() == [f"downloads/{name}" for name in HELD]
    assert {*(built / "headers").read_text().splitlines()} == {"JOB-TOKEN: x"}
    sent = json.loads((built / "sent.json").read_text("utf-8"))
    assert [link["name"] for link in sent["assets"]["links"]] == HELD
    addresses = (built / "addresses").read_text().splitlines()
    assert [link["url"] for link in sent["assets"]["links"]] == addresses[:-1]
    start, _, end = addresses[0].removesuffix("/editor.html").rpartition("/jeux/")
    assert start == "https://git.example/api/v4/projects/7/packages/generic"
    assert end.replace("%27", "'").replace("%28", "(").replace("%29", ")") == version
    assert (sent["tag_name"], sent["description"]) == (tag, (built / "notes.md").read_text("utf-8"))
