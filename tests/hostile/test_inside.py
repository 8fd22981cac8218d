"""What lies under a folder is opened through no link, whatever is swapped meanwhile; whose a folder is."""

import os
from pathlib import Path

import pytest

from jeu_oie import disk, trust
from jeu_oie.trust import Doubt

DEEP = "a/b/file.txt"
CALLS = pytest.mark.parametrize("stepwise", [True, False], ids=["folder by folder", "by its whole path"])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """« root/a/b/file.txt », and beside the root what nobody may have."""
    (tmp_path / "root/a/b").mkdir(parents=True)
    (tmp_path / "root" / DEEP).write_bytes(b"own")
    (tmp_path / "far/b").mkdir(parents=True)
    for name in ("file.txt", "b/file.txt"):
        (tmp_path / "far" / name).write_bytes(b"SECRET")
    return tmp_path / "root"


def is_refused(root: Path, name: str) -> bool:
    try:
        disk.read_inside(root, name)
    except OSError:
        return True
    return False


def swap(path: Path, target: Path) -> None:
    path.rename(path.with_name("gone"))
    path.symlink_to(target)


@CALLS
def test_it_is_read(root: Path, stepwise: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "STEPWISE", stepwise)
    known = disk.stamp(root / DEEP)
    assert disk.read_inside(root, DEEP) == disk.read_inside(root, DEEP, known=known) == b"own"
    assert disk.read_inside(root, DEEP, 1) == b"ow", "one byte more than asked for"
    (root.parent / "link").symlink_to(root)
    assert disk.read_inside(root.parent / "link", DEEP) == b"own", "the root is the one that was named"


@CALLS
@pytest.mark.parametrize("place, target", [("a", "far"), ("a/b", "far"), (DEEP, "far/file.txt")])
def test_no_link_on_the_way_is_followed(
    root: Path, place: str, target: str, stepwise: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "STEPWISE", stepwise)
    swap(root / place, root.parent / target)
    assert (root / DEEP).read_bytes() == b"SECRET", "it leads there"
    assert is_refused(root, DEEP)


@CALLS
@pytest.mark.parametrize("name", ["../far/file.txt", "a/../../far/file.txt", "a", "a/b", "none.txt", "a/pipe"])
def test_what_is_no_file_under_it_is_not_opened(
    root: Path, name: str, stepwise: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "STEPWISE", stepwise)
    os.mkfifo(root / "a/pipe")
    assert is_refused(root, name)


@CALLS
def test_another_file_in_its_place_is_not_given(root: Path, stepwise: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "STEPWISE", stepwise)
    known = disk.stamp_of((root / DEEP).stat())
    (root / "a/other").write_bytes(b"sec")
    os.utime(root / "a/other", ns=(known[1], known[1]))
    (root / "a/other").replace(root / DEEP)
    with pytest.raises(disk.NotAFile):
        disk.read_inside(root, DEEP, known=known)


@pytest.mark.parametrize("place, target", [("a", "far"), ("a/b", "far"), (DEEP, "far/file.txt")])
def test_a_link_that_is_laid_right_before_a_step_is_not_followed(
    root: Path, place: str, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All was well when it was looked at: it is swapped right before that very name is opened."""
    whole = os.open

    def late(path: str, flags: int, *given: int, dir_fd: int | None = None) -> int:
        if path == Path(place).name:
            swap(root / place, root.parent / target)
        return whole(path, flags, *given, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", late)
    assert is_refused(root, DEEP)
    assert (root / place).is_symlink(), "it was swapped"


def doubt(root: Path) -> Doubt | None:
    seen = disk.stamp(root / DEEP)
    assert seen
    return trust.examine_files(root, {DEEP: seen}).problem


def test_where_no_owner_is_told_what_lies_under_the_home_is_ones_own(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trust, "USER", None)
    for home, problem in ((root.parent, None), (root / "a", Doubt.OWNER), (root.parent / "far", Doubt.OWNER)):
        monkeypatch.setattr(Path, "home", lambda home=home: home)
        assert doubt(root) == problem


@pytest.mark.parametrize("folder", ["", "a", "a/b"])
@pytest.mark.parametrize(
    "mode, problem",
    [(0o755, None), (0o775, None), (0o700, None), (0o777, Doubt.OWNER), (0o1777, Doubt.OWNER), (0o702, Doubt.OWNER)],
)
def test_where_others_write_nothing_is_ones_own(root: Path, folder: str, mode: int, problem: Doubt | None) -> None:
    (root / folder).chmod(mode)
    assert doubt(root) == problem


@pytest.mark.parametrize("user, problem", [(0, None), (1, Doubt.OWNER)], ids=["the owner", "another"])
def test_what_is_the_users_or_roots_is_ones_own(
    root: Path, user: int, problem: Doubt | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a container the program runs as the owner of the folder that is handed over."""
    owner = root.stat().st_uid
    monkeypatch.setattr(trust, "USER", lambda: owner + user)
    monkeypatch.setattr(trust, "ROOT", -1)
    assert doubt(root) == problem
    monkeypatch.setattr(trust, "ROOT", owner)
    assert doubt(root) is None


def test_each_doubt_is_told_from_the_others(root: Path) -> None:
    assert doubt(root) is None
    assert trust.examine_files(root, {DEEP: (1, 1, 1)}).problem == Doubt.CHANGED
    assert trust.examine_files(root, {"none/file.txt": (1, 1, 1)}).problem == Doubt.CHANGED
    swap(root / "a", root.parent / "far")
    assert doubt(root) == Doubt.LINK
    assert not trust.examine_files(root, {DEEP: (1, 1, 1)}).mine
