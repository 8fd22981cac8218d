"""A record that is not ours is no record: nothing fails of it, and it leads to no file elsewhere."""

import json
import os
import random
import shutil
import sys
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest

from jeu_oie.builder import gallery
from jeu_oie.builder.record import RECORDS, KitState, examine_kit, find_orphans, parse_record, record_file
from jeu_oie.builder.run import Job, find_kit
from jeu_oie.game.preset import Preset
from jeu_oie.kit import Options
from jeu_oie.kit.making import entry_of
from jeu_oie.kit.records import read_as, read_left, read_manifest
from tests.build.conftest import contents

OUT = Path("output")
KIT = OUT / "les-tilleuls/small"
RECORD = OUT / ".jeu-oie/les-tilleuls/small.json"
GALLERY = OUT / ".jeu-oie/gallery.json"
MANIFEST = KIT / "manifest.json"
SMALL = Path("circuits/les-tilleuls/small.yaml")

DEEP = b"[" * 100_000
# What a value is replaced by: other types, numbers that no disk tells, names that lead elsewhere or are none.
ODD: tuple[object, ...] = (
    *(None, True, -1, 10**30, 1e308, float("nan"), float("inf"), "", "x" * 5_000, [], {}, [[]], {"": None}),
    *("../../outside/precious", "../outside/precious", "/etc/passwd", "..", "a/../../x", "\0", "\ud800", "\udcff"),
    *("C:\\x", "9999-99-99", "0" * 64, "f" * 64, ["../../outside/precious"], {"../../outside/precious": ["0" * 64]}),
)


@pytest.fixture
def built(build, here):
    """A kit and its gallery, and a file of somebody's outside of them."""
    assert build()[0] == 0
    (here / "outside").mkdir()
    (here / "outside" / "precious").write_bytes(b"precious")
    return build


def changed(file, **values):
    return json.dumps(json.loads(file.read_bytes()) | values).encode()


def clearing():
    """A gallery of other kits that had « precious », by its own stamp: it is to be taken away."""
    files = json.loads(GALLERY.read_bytes())["files"]
    seen = Path("outside/precious").stat()
    files["../outside/precious"] = [seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns]
    return changed(GALLERY, key="0" * 64, files=files)


FORGED = {
    "circuit with NUL": (RECORD, lambda: changed(RECORD, circuit="\0")),
    "circuit too long": (RECORD, lambda: changed(RECORD, circuit="x/" * 40_000)),
    "named with NUL": (RECORD, lambda: changed(RECORD, named=["a\0.yaml"])),
    "named outside": (RECORD, lambda: changed(RECORD, named=["../../../../../../etc/passwd"])),
    "named none": (RECORD, lambda: changed(RECORD, named=[None])),
    "until a number": (RECORD, lambda: changed(RECORD, until=3)),
    "warnings a text": (RECORD, lambda: changed(RECORD, warnings="many")),
    "pages a list": (RECORD, lambda: changed(RECORD, pages=[1])),
    "files none": (RECORD, lambda: changed(RECORD, files=None)),
    "deep": (RECORD, lambda: DEEP),
    "10 MB": (RECORD, lambda: b" " * 10_000_000 + RECORD.read_bytes()),
    "a gallery of other types": (GALLERY, lambda: b"[1, 2, 3, 4]"),
    "a deep gallery": (GALLERY, lambda: DEEP),
    "a gallery to clear": (GALLERY, clearing),
    "a manifest of surrogates": (
        MANIFEST,
        lambda: changed(MANIFEST, shown=dict.fromkeys(("landlord", "title", "status", "version"), "\ud800")),
    ),
    "a manifest that is deep": (MANIFEST, lambda: DEEP),
}


@pytest.mark.slow
def test_a_forged_record_ends_no_build(built, here):
    for name, (file, made) in FORGED.items():
        file.write_bytes(made())
        status, said = built()
        assert status == 0, (name, said)
        assert contents(here / "outside") == {"precious": b"precious"}, name
        assert built()[0] == 0, name


def put_away(file):
    file.unlink()
    return file


ODDLY = {
    "a pipe": lambda file: os.mkfifo(put_away(file)),
    "a link": lambda file: put_away(file).symlink_to(Path("outside/precious").resolve()),
    "a link to nothing": lambda file: put_away(file).symlink_to("nowhere"),
    "a link to itself": lambda file: put_away(file).symlink_to(file.name),
}


@pytest.mark.parametrize("file", [RECORD, GALLERY, MANIFEST], ids=lambda file: file.name)
def test_what_is_no_file_is_no_record(built, here, file):
    for name, lay in ODDLY.items():
        lay(file)
        status, said = built()
        assert status == 0, (name, said)
        assert contents(here / "outside") == {"precious": b"precious"}, name
        assert file.is_file() and not file.is_symlink(), name


def test_a_folder_in_the_place_of_a_record_is_told(built):
    for file in (RECORD, RECORD.with_suffix(".half"), MANIFEST):
        file.unlink(missing_ok=True)
        file.mkdir()
        status, said = built()
        assert status == 1
        assert f"{file.name} : un fichier ou un dossier de ce nom est déjà là" in said
        file.rmdir()
        assert built()[0] == 0


def test_a_page_behind_a_link_is_made_anew_and_not_read(built, here):
    page = KIT / "board.svg"
    page.rename(here / "outside" / "board.svg")
    page.symlink_to((here / "outside" / "board.svg").resolve())
    assert "1 fait, 1 inchangé" in built()[1]
    assert not page.is_symlink()


touched: list[str] = []
watching = False


def watch(event, arguments):
    if watching and event in ("open", "os.remove", "os.rename", "os.rmdir", "os.listdir", "os.scandir"):
        touched.extend(os.fsdecode(each) for each in arguments[:2] if isinstance(each, str | bytes | os.PathLike))


sys.addaudithook(watch)  # it stays, and says nothing when nobody watches


@contextmanager
def watched():
    """The files that are opened, moved or taken away meanwhile."""
    global watching  # noqa: PLW0603 (a hook cannot be taken off)
    touched.clear()
    watching = True
    try:
        yield touched
    finally:
        watching = False


def mutated(data: bytes, dice: random.Random) -> bytes:
    """A record with one or two values changed; now and then its bytes."""
    if dice.random() < 0.15:
        at = dice.randrange(len(data))
        return dice.choice((data[:at], data[:at] + bytes([dice.randrange(256)]) + data[at + 1 :], DEEP, b"NaN", b""))
    told = json.loads(data)
    for _ in range(dice.choice((1, 1, 2))):
        change(told, dice)
    return json.dumps(told).encode()


def change(told, dice):
    """One value, at any depth, is another, is left out, or has another name."""
    holder, key = told, None
    while isinstance(holder, dict | list) and holder:
        key = dice.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
        if not isinstance(holder[key], dict | list) or not holder[key] or dice.random() < 0.3:
            break
        holder = holder[key]
    if key is None:
        return
    kind = dice.random()
    if kind < 0.2:
        del holder[key]
    elif kind < 0.4 and isinstance(holder, dict):
        names = [each for each in ODD if isinstance(each, str)]
        holder[dice.choice(names)] = holder.pop(key)
    else:
        holder[key] = dice.choice(ODD)


@pytest.fixture
def looked(built, here):
    """What a build looks at before it makes anything; gives what it believes."""
    job = Job(SMALL.as_posix(), KIT, Preset(), Options(), date(2026, 1, 1))

    def look():
        before, record = find_kit(job)
        pages = gallery.read_record(OUT).files
        kits = [entry_of(name, read_left(path.parent, path.name)) for name, path in gallery.manifests_in(OUT)]
        return before, record, pages, kits, read_manifest(KIT), list(find_orphans(OUT, set()))

    return look


@pytest.mark.slow
def test_of_three_hundred_changed_records_none_fails_and_none_leads_elsewhere(looked, here):
    whole = {file: file.read_bytes() for file in (RECORD, GALLERY, MANIFEST)}
    own, dice, believed = os.path.realpath(here), random.Random(12), 0
    outside = f"{own}{os.sep}outside"
    for _ in range(110):
        for file, data in whole.items():
            file.write_bytes(mutated(data, dice))
            with watched() as seen:
                _, record, pages, *_ = looked()
            assert not [each for each in seen if not within(each, own) or within(each, outside)]
            believed += (record is not None) + bool(pages)
            file.write_bytes(data)
    assert believed > 110, "what is whole is believed: the guard sees something"


def within(path, folder):
    real = os.path.realpath(path)
    return real == folder or real.startswith(folder + os.sep)


def test_the_watch_sees_a_file_elsewhere(here):
    with watched() as seen:
        Path("/etc/hostname").exists()
        Path(__file__).read_bytes()
    assert [each for each in seen if not within(each, os.path.realpath(here))]


def test_what_was_written_is_believed(built):
    record = parse_record(KIT)
    assert record is not None
    assert read_as(RECORDS, json.dumps(asdict(record)).encode()) == record
    assert examine_kit(KIT, record).mine
    assert find_kit(Job(SMALL.as_posix(), KIT, Preset(), Options(), date(2026, 1, 1)))[0] is KitState.OTHER


def test_a_folder_that_was_sent_with_its_records_is_made_anew(here, build):
    """A stranger's page, and the record beside it, as a clone brings both: stamps cannot be sent along."""
    build()
    page, record = KIT / "board.svg", record_file(KIT)
    told = json.loads(record.read_text("utf-8"))
    page.write_text("<script>alert(1)</script>", "utf-8")
    told["files"]["board.svg"][0] = page.stat().st_size
    record.write_text(json.dumps(told), "utf-8")
    shutil.move("output", "sent")
    shutil.copytree("sent", "output")
    build()
    assert "alert(1)" not in page.read_text("utf-8")
