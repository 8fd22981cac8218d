"""Writing a kit: all or nothing, nothing of somebody else's touched, each refusal in one sentence."""

import errno
import json
import os
from pathlib import Path

import pytest

from jeu_oie import disk
from jeu_oie.builder.record import KitRecord, write_kit
from jeu_oie.errors import OutputRefused, Refusal
from jeu_oie.kit import KitFiles, write
from jeu_oie.kit.writing import Written


def kit(digits="b055ee", **files):
    made = {name.replace("__", "/"): data for name, data in files.items()}
    return KitFiles(made | {"manifest.json": manifest_of(made, digits)})


# What a manifest says besides its files and hashes.
TOLD = {
    "circuit": {"topic": "other"} | dict.fromkeys(("landlord", "short", "area", "language", "status"), ""),
    "shown": dict.fromkeys(("landlord", "title", "status", "version"), ""),
    "source": "",
    "compare": {"answers": {}, "practices": {}, "sources": {}},
}


def manifest_of(files, digits="b055ee"):
    told = {name: {"bytes": len(data), "sha256": disk.digest(data)} for name, data in files.items()}
    cards = {"1": {"id": "a", "hash": digits}}
    return json.dumps({**TOLD, "files": told, "sheets": {"board": digits}, "cards": cards}).encode()


def manifest_in(folder):
    return json.loads((folder / "manifest.json").read_bytes())


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def put(made, folder, *, prune=False):
    """As a build writes it, with its record."""
    return write_kit(made, folder, KitRecord(disk.digest(b""), (), {}, {}), prune=prune)[0]


@pytest.fixture
def folder(tmp_path):
    """Of a kit in the output folder."""
    return tmp_path / "les-tilleuls" / "small"


def test_what_is_no_longer_made_stays_older(folder):
    first = kit(a=b"1", print__b=b"2")
    put(first, folder)
    (folder / "mine.txt").write_bytes(b"3")
    for data in (b"4", b"5"):
        assert put(kit(a=data), folder) == Written(older=("print/b",))
        assert contents(folder).keys() == {"a", "manifest.json", "mine.txt", "print/b"}
        told = manifest_in(folder)["files"]
        assert told == {
            "a": {"bytes": 1, "sha256": disk.digest(data)},
            "print/b": {"bytes": 1, "sha256": disk.digest(b"2"), "older": True},
        }
    assert put(first, folder) == Written()
    assert (folder / "manifest.json").read_bytes() == first.files["manifest.json"]


def test_what_is_no_longer_made_is_removed_to_prune_and_nothing_else(folder):
    put(kit(a=b"1", print__b=b"2", c=b"3"), folder)
    (folder / "mine.txt").write_bytes(b"3")
    put(kit(a=b"4", c=b"5"), folder)
    assert put(kit(a=b"4"), folder, prune=True) == Written(removed=("c", "print/b"))
    assert set(contents(folder)) == {"a", "manifest.json", "mine.txt"}
    assert not (folder / "print").exists()
    assert manifest_in(folder)["files"].keys() == {"a"}


@pytest.mark.parametrize("hand", [b"by hand", b"9"], ids=["another size", "the same size"])
def test_what_somebody_changed_is_kept_beside(folder, hand):
    put(kit(a=b"1", b=b"2", c=b"3"), folder)
    for name in "abc":
        (folder / name).write_bytes(hand)
    assert put(kit(a=b"4", b=hand), folder) == Written(kept=("a.1",)), "b is what is made now"
    assert (folder / "c").read_bytes() == (folder / "a.1").read_bytes() == hand
    (folder / "a").write_bytes(hand)
    assert put(kit(a=b"5"), folder, prune=True) == Written(removed=("b",), kept=("a.2",))
    assert contents(folder) == {
        **dict.fromkeys(("a.1", "a.2", "c"), hand),
        "a": b"5",
        "manifest.json": manifest_of({"a": b"5"}),
    }


def test_what_lies_there_as_it_was_made_is_not_kept_beside(folder):
    put(kit(a=b"1", b=b"2"), folder)
    (folder / "a").touch()
    (folder / "b").unlink()
    assert put(kit(a=b"3", b=b"4"), folder) == Written()
    assert contents(folder).keys() == {"a", "b", "manifest.json"}


@pytest.mark.parametrize(
    "made, kept", [({"a": b"4"}, True), ({"print__shop__x.pdf": b"4"}, True), ({"print__c.pdf": b"4"}, False)]
)
def test_hashes_stay_with_the_paper_that_carries_them(folder, made, kept):
    put(kit("aaaaaa", **{"a": b"1", "print__b.pdf": b"2"}), folder)
    put(kit("bbbbbb", **made), folder)
    told = manifest_in(folder)
    assert told["sheets"]["board"] == told["cards"]["1"]["hash"] == ("aaaaaa" if kept else "bbbbbb")


@pytest.mark.parametrize("name", ["../x", "/x", "..", ".", "", "folder", "a/../../x", "link/x"])
def test_a_manifest_removes_nothing_outside(folder, name):
    out, outside, far = folder, folder.parent / "x", folder.parent / "far"
    (out / "folder").mkdir(parents=True)
    outside.write_bytes(b"precious")
    far.mkdir()
    (far / "x").write_bytes(b"precious")
    (out / "link").symlink_to(far)
    named = str(outside) if name == "/x" else name
    (out / "manifest.json").write_bytes(manifest_of({named: b"precious"}))
    assert put(kit(a=b"1"), out) == Written()
    (out / "manifest.json").write_bytes(manifest_of({named: b"precious"}))
    assert put(kit(a=b"1"), out, prune=True) == Written()
    assert outside.read_bytes() == (far / "x").read_bytes() == b"precious"
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
def test_a_manifest_that_is_none_of_ours_is_replaced(folder, manifest):
    folder.mkdir(parents=True)
    (folder / "b").write_bytes(b"mine")
    (folder / "manifest.json").write_text(manifest)
    put(kit(a=b"1"), folder, prune=True)
    assert set(contents(folder)) == {"a", "b", "manifest.json"}


def test_what_a_strangers_manifest_names_is_nobodys_to_prune(folder):
    """With its right hash: by its stamps, which only a record of ours has, it is somebody's own."""
    folder.mkdir(parents=True)
    (folder / "mine.txt").write_bytes(b"precious")
    (folder / "manifest.json").write_bytes(manifest_of({"mine.txt": b"precious"}))
    assert put(kit(a=b"1"), folder, prune=True) == Written()
    assert (folder / "mine.txt").read_bytes() == b"precious"


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
