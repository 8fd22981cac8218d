"""A save loses nothing: neither what another program writes at any moment, nor what it was asked to write itself."""

import ctypes
import errno
import itertools
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import IO

import pytest

from jeu_oie import disk
from jeu_oie.circuit import saving
from jeu_oie.circuit.saving import NOTHING, FileChanged, mark_of, open_file, replace_file

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what is promised of other systems is not run")

BASE, OURS = b"base\n", b"ours, which is longer\n"


@pytest.fixture
def file(tmp_path) -> Path:
    made: Path = tmp_path / "home" / "one.yaml"
    made.parent.mkdir()
    made.write_bytes(BASE)
    return made


@pytest.fixture(autouse=True)
def hasty(monkeypatch, request):
    """Moments are what counts here, not what a power cut leaves."""
    if "slow" not in request.keywords:
        monkeypatch.setattr(os, "fsync", lambda _: None)


def save(file: Path, data: bytes = OURS, *, keep: bool = False) -> str:
    return replace_file(file, file, data, mark_of(BASE), keep=keep)


def standing(file: Path) -> list[bytes]:
    """What stands in the folder: the file, and what was laid beside it."""
    return [each.read_bytes() for each in sorted(file.parent.iterdir())]


@contextmanager
def at_moment(
    rank: int, act: Callable[[], None], events: Collection[str] = ("c_call", "c_return")
) -> Iterator[list[int]]:
    """Do ``act`` at the ``rank``-th moment: before and after each call of the system.

    The exchange itself makes no moment; before it is after the call that goes before, and so on.
    """
    seen = [0]

    def look(_: FrameType, event: str, called: object) -> None:
        if event in events and of_system(called):
            seen[0] += 1
            if seen[0] == rank:
                act()

    sys.setprofile(look)
    try:
        yield seen
    finally:
        sys.setprofile(None)


def of_system(called: object) -> bool:
    owner = getattr(called, "__module__", None) or type(getattr(called, "__self__", None)).__module__
    return owner in ("posix", "fcntl", "_io")


AFTER = ("c_return",)  # for a kill: the disk is the same before the next call


def moments(act: Callable[[], object], events: Collection[str] = ("c_call", "c_return")) -> range:
    """All the moments of ``act``."""
    with at_moment(0, lambda: None, events) as seen:
        act()
    return range(1, seen[0] + 1)


def put(file: Path, data: bytes) -> None:
    """As most editors do: a new file in the place of the old one."""
    new = file.parent.with_name("new")
    new.write_bytes(data)
    new.replace(file)


def overwrite(file: Path, data: bytes) -> None:
    """In place, as the others do."""
    file.write_bytes(data)


def append(file: Path, data: bytes) -> None:
    with file.open("ab") as held:
        held.write(data)


def put_link(file: Path, data: bytes) -> None:
    """Somebody's file lies elsewhere from now on."""
    other = file.parent.with_name("elsewhere")
    other.write_bytes(data)
    link = file.parent.with_name("link")
    link.symlink_to(other)
    link.replace(file)


WRITERS = [put, overwrite, append, put_link]


def outcome(file: Path, *, keep: bool = False) -> bool:
    """Whether a save was answered well, as the form says it; no draft is left either way."""
    try:
        save(file, keep=keep)
    except FileChanged:
        return False
    finally:
        assert not [each for each in file.parent.iterdir() if disk.DRAFT.fullmatch(each.name)]
    return True


def renew(file: Path) -> None:
    for each in file.parent.iterdir():
        each.unlink()
    file.write_bytes(BASE)


@pytest.mark.parametrize("keep", [False, True])
@pytest.mark.parametrize("write", WRITERS)
def test_what_another_writes_at_any_moment_of_a_save_stays(file, write, keep):
    ended = set()
    for rank in moments(lambda: save(file, keep=keep)):
        renew(file)
        with at_moment(rank, lambda: write(file, b"theirs\n")):
            try:
                saved = outcome(file, keep=keep)
            except saving.Elsewhere:
                assert write is put_link
                saved = False
        ended.add(saved)
        there = standing(file)
        assert any(b"theirs" in each for each in there), rank
        if saved:  # theirs came after ours, or ours stands
            last = file.read_bytes()
            assert b"theirs" in last or last == OURS, rank
            if keep:
                assert any(each.startswith(BASE) for each in there), rank
        else:
            assert b"theirs" in file.read_bytes(), rank
    assert ended == {True, False}


@pytest.mark.parametrize("mode", ["r+b", "ab"])
def test_what_another_writes_late_into_a_file_that_it_had_opened_stays(file, mode):
    """Opened before the save, written to at any moment, or after its end."""
    for rank in (*moments(lambda: save(file)), 10**9):
        renew(file)
        with file.open(mode) as held:

            def write(held=held) -> None:
                held.write(b"theirs\n")
                held.flush()

            with at_moment(rank, write):
                outcome(file)
            if rank == 10**9:
                write()
        assert any(b"theirs" in each for each in standing(file)), rank


def test_what_another_opens_at_any_moment_and_writes_after_the_end_stays(file):
    for rank in moments(lambda: save(file)):
        renew(file)
        held: list[IO[bytes]] = []

        def hold(held=held) -> None:
            held.append(file.open("r+b"))

        with at_moment(rank, hold):
            outcome(file)
        held[0].write(b"theirs\n")
        held[0].close()
        assert any(b"theirs" in each for each in standing(file)), rank


@pytest.fixture
def crossed(monkeypatch) -> list[bool]:
    """Another writes right before the two change places, where it is seen last; that this has begun."""
    real, begun = disk.exchange, list[bool]()

    def exchange(own: Path, target: Path) -> None:
        if not begun:
            put(target, b"first\n")
            begun.append(True)
        real(own, target)

    monkeypatch.setattr(disk, "exchange", exchange)
    return begun


@pytest.mark.parametrize("second", WRITERS)
def test_two_others_who_write_at_any_two_moments_stay(file, second, crossed):
    """The second at any moment after the first."""
    after = 0
    for rank in moments(lambda: outcome(file)):
        renew(file)
        crossed.clear()
        seen: list[bytes] = []

        def act(seen=seen) -> None:
            if crossed:
                seen.append(file.read_bytes())
                second(file, b"second\n")

        with at_moment(rank, act):
            saved = outcome(file)
        assert not saved, rank
        after += bool(seen)
        there = standing(file)
        assert not seen or any(b"second" in each for each in there), rank
        # What the second had before its eyes is its own to replace.
        assert b"first\n" in seen or any(b"first" in each for each in there), rank
    assert after > 20


def test_a_file_that_another_takes_away_at_any_moment_does_not_take_theirs_along(file):
    for rank in moments(lambda: save(file)):
        renew(file)
        with at_moment(rank, lambda: file.unlink(missing_ok=True)), suppress(FileNotFoundError):
            outcome(file)
        assert {each.name for each in file.parent.iterdir()} <= {"one.yaml"}, rank


def test_of_two_who_begin_a_file_one_is_told(file):
    """What stands in the end is theirs: before it was ours, and they replaced it, or we were told."""
    ended, rank, count = [], 0, [1]
    while count[0] > rank:
        rank += 1
        renew(file)
        file.unlink()
        with at_moment(rank, lambda: put(file, b"theirs\n")) as count:
            try:
                replace_file(file, file, OURS, NOTHING)
                ended.append(OURS)
            except FileChanged:
                ended.append(b"theirs\n")
        assert standing(file) == [b"theirs\n"] or count[0] < rank, rank
    assert set(ended) == {OURS, b"theirs\n"}


def begin(act: Callable[[], object]) -> int:
    """A process that does ``act``; its status is 0 where that ends well."""
    pid = os.fork()
    if not pid:
        try:
            act()
            os._exit(0)
        finally:
            os._exit(1)
    return pid


def killed(act: Callable[[], object]) -> int:
    """The status of a process that does ``act`` and may be killed meanwhile."""
    return os.waitpid(begin(act), 0)[1]


def test_a_save_killed_at_any_moment_leaves_a_whole_file_and_no_draft_after_the_next_start(file):
    drafts = 0
    for rank in moments(lambda: save(file), AFTER):
        renew(file)

        def act(rank=rank) -> None:
            with at_moment(rank, lambda: os.kill(os.getpid(), signal.SIGKILL), AFTER):
                save(file)

        assert killed(act) == signal.SIGKILL, rank
        assert file.read_bytes() in (BASE, OURS), rank
        drafts += disk.sweep(file.parent)[0]
        assert set(standing(file)) <= {BASE, OURS}, rank
        assert {each.name for each in file.parent.iterdir()} <= {"one.yaml", "one.yaml.1.txt"}, rank
    assert drafts > 20


@pytest.mark.slow
def test_a_save_killed_at_any_moment_takes_nothing_of_another_along(file, crossed):
    """Until what the other wrote is given back, the draft is all that holds it."""
    after = 0
    for rank in moments(lambda: outcome(file), AFTER):
        renew(file)
        crossed.clear()

        def act(rank=rank) -> None:
            with at_moment(rank, lambda: os.kill(os.getpid(), signal.SIGKILL), AFTER):
                outcome(file)

        assert killed(act) == signal.SIGKILL, rank
        disk.sweep(file.parent)
        there = standing(file)
        assert not [each for each in file.parent.iterdir() if disk.DRAFT.fullmatch(each.name)], rank
        assert b"first\n" in there or file.read_bytes() == BASE, rank
        after += b"first\n" in there
    assert after > 20


def test_git_sees_nothing_of_a_draft_that_a_kill_left(file):
    def act() -> None:
        with disk.draft_folder(file.parent) as place:
            (place / disk.NEXT).write_bytes(b"half")
            (place / disk.apart_name(file)).write_bytes(b"whole")
            os.kill(os.getpid(), signal.SIGKILL)

    subprocess.run(["git", "init", "--quiet", file.parent], check=True)
    assert killed(act) == signal.SIGKILL
    assert len(list(file.parent.glob(".jeu-oie-*.draft"))) == 1
    told = subprocess.run(
        ["git", "-C", file.parent, "status", "--porcelain", "--untracked-files=all"], capture_output=True, check=True
    )
    assert told.stdout == b"?? one.yaml\n"


def test_a_draft_that_a_living_process_has_in_hand_is_not_swept(file):
    with disk.draft_folder(file.parent) as place:
        assert disk.sweep(file.parent) == (0, [])
        assert place.is_dir()
    assert disk.sweep(file.parent) == (0, [])
    assert standing(file) == [BASE]


def test_where_no_folder_can_be_locked_age_alone_tells(file, monkeypatch):
    def refuses(*_):
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))

    monkeypatch.setattr("fcntl.flock", refuses)
    place = disk.draft_of(file)
    place.mkdir()
    assert disk.sweep(file.parent) == (0, [])
    long_ago = time.time() - 2 * disk.ABANDONED_S
    os.utime(place, (long_ago, long_ago))
    assert disk.sweep(file.parent) == (1, [])
    assert not place.exists()


def test_a_sweep_takes_nothing_that_is_not_a_draft_of_ours(file, tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / disk.NEXT).write_bytes(b"precious")
    disk.draft_of(file).symlink_to(tmp_path / "outside")
    own = disk.draft_of(file)
    own.mkdir()
    (own / "notes").write_bytes(b"mine")
    disk.sweep(file.parent)
    assert (tmp_path / "outside" / disk.NEXT).read_bytes() == b"precious"
    assert (own / "notes").read_bytes() == b"mine"


@pytest.fixture(params=["no such call", "the disk cannot", "no such name"])
def unable(request, monkeypatch):
    class Library:
        if request.param != "no such name":

            def renameat2(self, *_: object) -> int:
                ctypes.set_errno({"no such call": 38, "the disk cannot": 22}[request.param])
                return -1

    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Library())


@pytest.mark.parametrize("keep", [False, True])
def test_a_disk_that_cannot_exchange_is_saved_to_all_the_same(file, unable, keep):
    kept = save(file, keep=keep)
    assert file.read_bytes() == OURS
    assert standing(file) == ([OURS, BASE] if keep else [OURS])
    assert kept == ("one.yaml.1.txt" if keep else "")
    with pytest.raises(FileChanged):
        save(file)
    assert len(standing(file)) == 1 + keep


def test_there_our_own_saves_come_one_after_the_other(file, unable):
    held = disk.hold(file.parent)

    def act() -> None:
        disk.release(held)  # a forked process has it too
        save(file)

    saver = begin(act)
    time.sleep(0.05)
    assert file.read_bytes() == BASE, "it waits"
    disk.release(held)
    assert os.waitpid(saver, 0)[1] == 0
    assert file.read_bytes() == OURS


def change_places(own: Path, target: Path) -> None:
    """Ours is tested by another's: the call itself."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.renameat2(-100, os.fsencode(own), -100, os.fsencode(target), 2):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def write_from_outside(file: Path, least: int, seed: int) -> None:
    """Write at random moments, in three ways of which each knows to the letter what it replaces; leave a ledger.

    At least so often, then until told that it is enough."""
    dice, new = random.Random(seed), file.parent.with_name("outside")
    enough = file.parent.with_name("enough")
    with file.parent.with_name("ledger").open("w") as ledger:
        for rank in itertools.takewhile(lambda rank: rank < least or not enough.exists(), itertools.count()):
            ledger.write(f"wrote w{rank}\n")
            time.sleep(dice.uniform(0, 0.0015))
            token = f"w{rank}\n"
            way = dice.choice(("put", "in place", "append"))
            if way == "put":
                new.write_text(token)
                change_places(new, file)
                ledger.write(f"replaced {' '.join(new.read_text().split())}\n")
            else:
                with file.open("r+" if way == "in place" else "a") as held:
                    if way == "in place":
                        ledger.write(f"replaced {' '.join(held.read().split())}\n")
                        held.seek(0)
                        held.truncate()
                    time.sleep(dice.choice((0, 0.0003)))
                    held.write(token)


def race(file: Path, writes: int, saves: int) -> set[str]:
    """What was lost of theirs and ours, when so many outside writes were done and so many saves answered well."""
    writer = begin(lambda: write_from_outside(file, writes, 1))
    saved, known, ended, refused = [], set[str](), 0, 0
    for rank in range(100 * saves):
        opened = open_file(file)
        assert opened
        token = f"s{rank}"
        try:
            replace_file(file, file, f"{token}\n".encode(), opened.mark)
        except FileChanged:
            refused += 1
        else:
            saved.append(token)
            known |= set(opened.text.split())
        if len(saved) >= saves:
            file.parent.with_name("enough").touch()
            ended, status = os.waitpid(writer, os.WNOHANG)
            assert not status
        if ended:
            break
    assert ended and refused, "both were at it until the end"
    ledger = [line.split() for line in file.parent.with_name("ledger").read_text().splitlines()]
    written = {words[1] for words in ledger if words[0] == "wrote"}
    assert len(written) >= writes
    known |= {word for words in ledger if words[0] == "replaced" for word in words[1:]}
    known |= {word for each in standing(file) for word in each.decode().split()}
    assert not [each for each in file.parent.iterdir() if disk.DRAFT.fullmatch(each.name)]
    return {*written, *saved} - known


def test_a_race_with_another_program_loses_nothing(file):
    assert race(file, 300, 30) == set()


@pytest.mark.slow
def test_a_long_race_with_another_program_loses_nothing(file):
    assert race(file, 3000, 1000) == set()


def save_on(file: Path) -> None:
    """Save until one is ended."""
    for rank in range(10**6):
        opened = open_file(file)
        assert opened
        replace_file(file, file, b"%d\n" % rank * 2000, opened.mark)


@pytest.mark.slow
def test_forty_savers_killed_leave_whole_files_and_no_draft(file):
    dice = random.Random(3)
    for _ in range(40):
        saver = begin(lambda: save_on(file))
        time.sleep(dice.uniform(0.005, 0.03))
        os.kill(saver, signal.SIGKILL)
        os.waitpid(saver, 0)
        disk.sweep(file.parent)
        for each in standing(file):
            assert each == BASE or (len(set(each.splitlines())) == 1 and len(each.splitlines()) == 2000)
        assert all(each.name.startswith("one.yaml") for each in file.parent.iterdir())
