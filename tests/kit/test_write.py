"""Writing a kit: all or nothing, nothing of somebody else's touched, each refusal in one sentence."""

import errno
import json
import os
from pathlib import Path

import pytest

from jeu_oie import disk
from jeu_oie.errors import OutputRefused, Refusal
from jeu_oie.kit import KitFiles, write
from jeu_oie.kit.writing import Written


def kit(digits="b055ee", **files):
    made = {name.replace("__", "/"): data for name, data in files.items()}
    return KitFiles(made | {"manifest.json": manifest_of(made, digits)})


def manifest_of(files, digits="b055ee"):
    told = {name: {"bytes": len(data), "sha256": disk.digest(data)} for name, data in files.items()}
    cards = {"1": {"id": "a", "hash": digits}}
    return json.dumps({"files": told, "sheets": {"board": digits}, "cards": cards}).encode()


def manifest_in(folder):
    return json.loads((folder / "manifest.json").read_bytes())


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_is_no_longer_made_stays_older(tmp_path):
    first = kit(a=b"1", print__b=b"2")
    write(first, tmp_path)
    (tmp_path / "mine.txt").write_bytes(b"3")
    for data in (b"4", b"5"):
        assert write(kit(a=data), tmp_path) == Written(older=("print/b",))
        assert contents(tmp_path).keys() == {"a", "manifest.json", "mine.txt", "print/b"}
        told = manifest_in(tmp_path)["files"]
        assert told == {
            "a": {"bytes": 1, "sha256": disk.digest(data)},
            "print/b": {"bytes": 1, "sha256": disk.digest(b"2"), "older": True},
        }
    assert write(first, tmp_path) == Written()
    assert (tmp_path / "manifest.json").read_bytes() == first.files["manifest.json"]


def test_what_is_no_longer_made_is_removed_to_prune_and_nothing_else(tmp_path):
    write(kit(a=b"1", print__b=b"2", c=b"3"), tmp_path)
    (tmp_path / "mine.txt").write_bytes(b"3")
    write(kit(a=b"4", c=b"5"), tmp_path)
    assert write(kit(a=b"4"), tmp_path, prune=True) == Written(removed=("c", "print/b"))
    assert set(contents(tmp_path)) == {"a", "manifest.json", "mine.txt"}
    assert not (tmp_path / "print").exists()
    assert manifest_in(tmp_path)["files"].keys() == {"a"}


@pytest.mark.parametrize("hand", [b"by hand", b"9"], ids=["another size", "the same size"])
def test_what_somebody_changed_is_kept_beside(tmp_path, hand):
    write(kit(a=b"1", b=b"2", c=b"3"), tmp_path)
    for name in "abc":
        (tmp_path / name).write_bytes(hand)
    assert write(kit(a=b"4", b=hand), tmp_path) == Written(kept=("a.1",)), "b is what is made now"
    assert (tmp_path / "c").read_bytes() == (tmp_path / "a.1").read_bytes() == hand
    (tmp_path / "a").write_bytes(hand)
    assert write(kit(a=b"5"), tmp_path, prune=True) == Written(removed=("b",), kept=("a.2",))
    assert contents(tmp_path) == {
        **dict.fromkeys(("a.1", "a.2", "c"), hand),
        "a": b"5",
        "manifest.json": manifest_of({"a": b"5"}),
    }


def test_what_lies_there_as_it_was_made_is_not_kept_beside(tmp_path):
    write(kit(a=b"1", b=b"2"), tmp_path)
    (tmp_path / "a").touch()
    (tmp_path / "b").unlink()
    assert write(kit(a=b"3", b=b"4"), tmp_path) == Written()
    assert contents(tmp_path).keys() == {"a", "b", "manifest.json"}


@pytest.mark.parametrize(
    "made, kept", [({"a": b"4"}, True), ({"print__shop__x": b"4"}, True), ({"print__c": b"4"}, False)]
)
def test_hashes_stay_with_the_paper_that_carries_them(tmp_path, made, kept):
    write(kit("aaaaaa", a=b"1", print__b=b"2"), tmp_path)
    write(kit("bbbbbb", **made), tmp_path)
    told = manifest_in(tmp_path)
    assert told["sheets"]["board"] == told["cards"]["1"]["hash"] == ("aaaaaa" if kept else "bbbbbb")


@pytest.mark.parametrize("name", ["../x", "/x", "..", ".", "", "folder", "a/../../x", "link/x"])
def test_a_manifest_removes_nothing_outside(tmp_path, name):
    out, outside = tmp_path / "out", tmp_path / "x"
    (out / "folder").mkdir(parents=True)
    outside.write_bytes(b"precious")
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "x").write_bytes(b"precious")
    (out / "link").symlink_to(tmp_path / "far")
    named = str(outside) if name == "/x" else name
    (out / "manifest.json").write_bytes(manifest_of({named: b"precious"}))
    assert write(kit(a=b"1"), out) == Written()
    (out / "manifest.json").write_bytes(manifest_of({named: b"precious"}))
    assert write(kit(a=b"1"), out, prune=True) == Written()
    assert outside.read_bytes() == (tmp_path / "far" / "x").read_bytes() == b"precious"
    assert (out / "folder").is_dir()


@pytest.mark.parametrize(
    "manifest",
    [
        "",
        "[]",
        "{}",
        '{"files": 3}',
        '{"files": "ab"}',
        '{"files": {"b": {}}}',
        "[" * 9000,
        '{"files": {"\\u0000": 1}}',
    ],
)
def test_a_manifest_that_is_none_of_ours_is_replaced(tmp_path, manifest):
    (tmp_path / "b").write_bytes(b"mine")
    (tmp_path / "manifest.json").write_text(manifest)
    write(kit(a=b"1"), tmp_path, prune=True)
    assert set(contents(tmp_path)) == {"a", "b", "manifest.json"}


@pytest.mark.parametrize("failing", range(1, 4))
def test_a_full_disk_leaves_the_former_kit_as_it_was(tmp_path, monkeypatch, failing):
    write(kit(a=b"1", b=b"2"), tmp_path)
    before, calls, real = contents(tmp_path), [], disk.write_new

    def full(path, data, like):
        calls.append(path)
        if len(calls) == failing:
            real(path, data[:1], like)
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        return real(path, data, like)

    monkeypatch.setattr(disk, "write_new", full)
    with pytest.raises(OutputRefused) as told:
        write(kit(a=b"3", b=b"4"), tmp_path)
    assert told.value.refusal is Refusal.FULL
    assert contents(tmp_path) == before


def test_an_interruption_leaves_no_draft(tmp_path, monkeypatch):
    write(kit(a=b"1"), tmp_path)
    before = contents(tmp_path)
    monkeypatch.setattr(disk, "write_new", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write(kit(a=b"2"), tmp_path)
    assert contents(tmp_path) == before


def interrupt(path, data, like):
    raise KeyboardInterrupt


def test_a_reader_sees_the_old_file_or_the_new_one(tmp_path):
    write(kit(a=b"1"), tmp_path)
    with (tmp_path / "a").open("rb") as reading:
        write(kit(a=b"2"), tmp_path)
        assert reading.read() == b"1"
    assert (tmp_path / "a").read_bytes() == b"2"


@pytest.mark.parametrize("taken", ["out", "out/print", "out/a"])
def test_what_stands_in_the_way_is_told(tmp_path, taken):
    way = tmp_path / taken
    if taken == "out/a":
        way.mkdir(parents=True)
    else:
        way.parent.mkdir(exist_ok=True)
        way.write_bytes(b"mine")
    with pytest.raises(OutputRefused) as told:
        write(kit(a=b"1", print__b=b"2"), tmp_path / "out")
    assert told.value.refusal is Refusal.TAKEN
    assert not (tmp_path / "out" / "manifest.json").exists()


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.EPERM])
def test_a_place_that_cannot_be_written_to_is_told(tmp_path, monkeypatch, number):
    def refuse(self, *args, **more):
        raise OSError(number, os.strerror(number), str(self))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(OutputRefused) as told:
        write(kit(a=b"1"), tmp_path / "out")
    assert told.value.refusal is Refusal.DENIED


def test_a_gallery_removes_no_kit(tmp_path):
    write(kit(a=b"1"), tmp_path)
    write(KitFiles({"index.html": b"2"}), tmp_path)
    assert set(contents(tmp_path)) == {"a", "index.html", "manifest.json"}
