"""Nothing made is lost: what a build does not make stays as it was, marked older, until it is made again or pruned."""

import json
from pathlib import Path

import pytest

import jeu_oie
from jeu_oie.kit import sheets
from tests.build.conftest import append, contents

KIT = Path("output/les-tilleuls/small")
SMALL = Path("circuits/les-tilleuls/small.yaml")
WHOLE, SCREENS = "svg,html,pdf", "svg,html"


def manifest():
    return json.loads((KIT / "manifest.json").read_bytes())


def older():
    return {name for name, file in manifest()["files"].items() if file.get("older")}


def lines(said, kit=KIT):
    return [
        line.removeprefix(f"{kit.as_posix()} : ")
        for line in said.splitlines()
        if line.startswith(f"{kit.as_posix()} :")
    ]


@pytest.fixture
def alone(build, here):
    """One circuit."""
    for name in ("common.yaml", "les-tilleuls/neighbours.yaml"):
        (here / "circuits" / name).unlink()
    return build


@pytest.fixture
def built(alone):
    """The same, its kit for screens made once."""
    assert alone(only=SCREENS)[0] == 0
    return alone


@pytest.mark.slow
def test_a_quick_look_loses_nothing_and_a_full_build_makes_all_again(alone, monkeypatch):
    monkeypatch.setattr(sheets, "SHEETS", (sheets.BY_NAME["2-table"],))  # paper enough
    build = alone
    assert build(only=WHOLE)[0] == 0
    whole, told = contents(KIT), manifest()
    assert {"print/2-table.pdf", "kit.zip", "site.zip", "index.html"} <= whole.keys()
    text = SMALL.read_text("utf-8")
    SMALL.write_text(text.replace('version: "1"', 'version: "2"'), "utf-8")
    assert text != SMALL.read_text("utf-8")
    status, said = build(only="svg")
    now = contents(KIT)
    assert status == 0
    assert {name for name in now if now[name] != whole[name]} == {"board.svg", "manifest.json"}
    assert now.keys() == whole.keys()
    assert older() == whole.keys() - {"board.svg", "manifest.json"}
    assert (manifest()["sheets"], manifest()["cards"]) == (told["sheets"], told["cards"]), "paper carries these"
    (stays,) = lines(said)
    assert "plus anciens" in stays and all(name in stays for name in older())
    assert "« --prune » les retire" in said
    assert build(only="svg") == (0, build(only="svg")[1]), "what stays is not told each time"
    assert contents(KIT) == now
    assert build(only=WHOLE)[0] == 0
    again = contents(KIT)
    assert not older() and again.keys() == whole.keys()
    assert {name for name in again if again[name] != whole[name]} >= {"index.html", "board.svg", "manifest.json"}


def test_to_prune_what_is_older_goes_also_where_nothing_has_changed(built):
    built(only="svg")
    assert older()
    status, said = built("--prune")
    assert (status, contents(KIT).keys()) == (0, {"board.svg", "manifest.json"})
    assert any(line.startswith("retirés") and "site.zip" in line for line in lines(said))
    assert "1" in built("--prune")[1]


@pytest.mark.usefixtures("built")
def test_a_script_is_told_what_is_older_and_what_was_kept():
    (KIT / "index.html").write_text("by hand", "utf-8")
    (made,) = jeu_oie.build(SMALL, only={"html"}, jobs=1)
    assert made.kept == ("index.html.1",) and "index.html" in made.files
    assert made.older == ("board.svg",)
    assert (KIT / "index.html.1").read_text("utf-8") == "by hand"
    (same,) = jeu_oie.build(SMALL, only={"html"}, jobs=1)
    assert (same.state, same.older, same.kept) == ("unchanged", made.older, ())
    (pruned,) = jeu_oie.build(SMALL, only={"html"}, jobs=1, prune=True)
    assert not pruned.older and not (KIT / "board.svg").exists()
    assert (KIT / "index.html.1").exists(), "what is somebody's is never pruned"


def test_a_build_that_was_killed_keeps_no_file_of_ours_beside(built):
    """What stands there is of two builds: of one that is none of the former's nobody can say that a person wrote it."""
    from jeu_oie.builder import record

    record.record_file(KIT).replace(record.interrupted_file(KIT))
    (KIT / "board.svg").write_bytes(b"of the build that was killed")
    (KIT / "index.html").write_text("by hand", "utf-8")
    append(SMALL)
    assert built("--prune")[0] == 0
    assert contents(KIT).keys() == {"board.svg", "index.html", "manifest.json"}, "what goes is looked at all the same"


def test_the_archive_of_all_kits_stays_too(built):
    built("--pack", only=SCREENS)
    packed = Path("output/site.zip").read_bytes()
    append(SMALL)
    status, said = built(only="svg")
    assert status == 0 and Path("output/site.zip").read_bytes() == packed
    assert any("site.zip" in line for line in lines(said, Path("output")))
    built("--pack", only=SCREENS)
    assert "site.zip" not in built(only=SCREENS)[1]
