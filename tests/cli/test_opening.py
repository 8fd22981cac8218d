"""What is no file, whatever command is given it: told in a sentence, at once, and nothing waits for a pipe."""

import ctypes
import os
import shutil
import signal
import socket
from contextlib import contextmanager
from pathlib import Path

import pytest

from jeu_oie import disk
from tests.game.making import SHIPPED

CIRCUIT = """\
format: 1
title: Ma réclamation
topic: repairs
landlord: {name: Office}
language: fr
version: "1"
status: draft
steps: [{id: a, title: A}, {id: b, title: B}]
"""
SECONDS = 30  # a command that waits for a pipe never ends


@pytest.fixture(autouse=True)
def _no_waiting(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    def late(*_):
        pytest.fail("it waits")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def pipe(path):
    os.mkfifo(path)


def device(path):
    path.symlink_to("/dev/zero")


def bound(path):
    with socket.socket(socket.AF_UNIX) as made:
        here = Path.cwd()
        os.chdir(path.parent)  # its name may be no longer than 108 bytes
        made.bind(path.name)
        os.chdir(here)


def folder(path):
    path.mkdir()


KINDS = [pipe, device, bound, folder]
# The command line, « X » being what is no file; how it is called.
COMMANDS = {
    "check X": "x.yaml",
    "check --falc --json X": "x.yaml",
    "check good.yaml --board X": "x.yaml",
    "build X": "x.yaml",
    "build good.yaml --only svg --board X": "x.yaml",
    "build good.yaml --only svg --icc X": "x.icc",
    "odds X": "x.yaml",
    "export X --csv -": "x.yaml",
    "import X": "x.csv",
    "import good.csv --into X": "x.yaml",
    "workshop good.yaml X": "x.xlsx",
    "workshop X good.csv": "x.yaml",
    "validate X --by Office --on 2026-01-02": "x.yaml",
    "verify 123abc X": "x.yaml",
    "diff X good.yaml": "x.yaml",
    "diff good.yaml X": "x.yaml",
    "diff good.yaml good.yaml --kit kit": "kit/manifest.json",
    "compare X good.yaml": "x.yaml",
    "editor X": "x.html",
    "calibrate --list": "config/jeu-oie/printers.json",
    "check inline.yaml": "landlord.yaml",
    "check shared.yaml": "common.yaml",
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_no_file_is_told(command, kind, program, tmp_path):
    (tmp_path / "good.yaml").write_text(CIRCUIT, "utf-8")
    (tmp_path / "inline.yaml").write_text(CIRCUIT.replace("{name: Office}", "landlord.yaml"), "utf-8")
    (tmp_path / "shared.yaml").write_text(f"{CIRCUIT}common: common.yaml\n", "utf-8")
    if "good.csv" in command:
        program("export", "good.yaml", "--csv", "good.csv")
    name = COMMANDS[command]
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    kind(tmp_path / name)
    status, out, err = program(*command.replace("X", name).split())
    said = out + err
    if kind is folder and command in ("check X", "check --falc --json X", "build X", "odds X", "compare X good.yaml"):
        assert status == 1  # a folder of circuits, and none in it
        return
    assert status in (1, 2), said
    assert Path(name).name in said
    assert "Traceback" not in said


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_file_among_circuits_is_told_and_the_others_are_read(kind, program, tmp_path):
    inside = tmp_path / "circuits"
    inside.mkdir()
    shutil.copytree(SHIPPED[0].parent, inside / "office")
    (inside / "good.yaml").write_text(CIRCUIT, "utf-8")
    kind(inside / "office" / "other.yaml")
    status, _, said = program("check", "circuits")
    assert status == 1
    assert "office/other.yaml" in said
    status, out, said = program("build", "circuits", "--only", "svg")
    assert status == 1
    assert "office/other.yaml" in said
    assert "circuits/good" in out.replace("\\", "/")


def test_a_file_is_read_to_its_limit(tmp_path):
    path = tmp_path / "large"
    path.write_bytes(b"0" * 50)
    assert disk.read(path, 50) == b"0" * 50
    assert disk.read(path, 10) == b"0" * 11


def test_a_link_to_a_file_is_followed(tmp_path):
    (tmp_path / "there").write_bytes(b"x")
    (tmp_path / "here").symlink_to("there")
    assert disk.read(tmp_path / "here") == b"x"


@pytest.mark.parametrize("command", ["check X", "import X", "check good.yaml --board X", "workshop good.yaml X"])
def test_a_link_to_a_file_of_gigabytes_is_read_to_the_limit(command, program, tmp_path):
    (tmp_path / "good.yaml").write_text(CIRCUIT, "utf-8")
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(20_000_000_000)
    (tmp_path / "x.yaml").symlink_to("huge")
    status, _, said = program(*command.replace("X", "x.yaml").split())
    assert status == 1
    assert "4 millions" in said


def test_a_pipe_that_takes_the_place_of_a_file_is_seen(tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "x")
    (tmp_path / "file").touch()
    path = tmp_path / "x"
    seen = (tmp_path / "file").stat()
    monkeypatch.setattr(type(path), "stat", lambda _, **__: seen)
    with pytest.raises(disk.NotAFile):
        disk.read(path)


@pytest.mark.parametrize("command", [["check"], ["build", "--only", "svg"]], ids=lambda each: each[0])
def test_a_link_that_leads_out_of_the_folder_is_told_and_not_opened(program, tmp_path, monkeypatch, command):
    """Nobody named what it leads to: its first lines would stand on the screen, all of it in a preview."""
    monkeypatch.chdir(tmp_path)
    circuits = tmp_path / "circuits"
    circuits.mkdir()
    (circuits / "a.yaml").write_text(CIRCUIT, "utf-8")
    (circuits / "near.yaml").symlink_to("a.yaml")
    (tmp_path / "secret.txt").write_text("mot de passe\n", "utf-8")
    (circuits / "z.yaml").symlink_to(tmp_path / "secret.txt")
    status, _, said = program(*command, "circuits")
    assert "mot de passe" not in said
    assert (status, "z.yaml est un lien" in said) == (0, True), said
    assert "near.yaml est" not in said


CAPABILITIES = 0x20080522  # the version of what capget(2) reads
ENTERS_ANY = 1 << 1 | 1 << 2  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH: by these root may enter any folder


@contextmanager
def as_anybody():
    """Without what root may beyond the permissions of files; nothing to do for somebody else."""
    if os.geteuid():
        yield
        return
    system = ctypes.CDLL(None, use_errno=True)
    asked, rights = (ctypes.c_uint32 * 2)(CAPABILITIES, 0), (ctypes.c_uint32 * 6)()
    assert system.capget(asked, rights) == 0, os.strerror(ctypes.get_errno())
    effective = rights[0]
    rights[0] = effective & ~ENTERS_ANY
    assert system.capset(asked, rights) == 0, os.strerror(ctypes.get_errno())
    try:
        yield
    finally:
        rights[0] = effective
        assert system.capset(asked, rights) == 0, os.strerror(ctypes.get_errno())


@pytest.fixture
def shut(tmp_path):
    """``shut`` may be seen and not entered: « circuits/shut » beside a good circuit."""
    inside = tmp_path / "circuits" / "shut"
    inside.mkdir(parents=True)
    for where in (inside, inside.parent):
        (where / "repairs.yaml").write_text(CIRCUIT, "utf-8")
    inside.chmod(0)
    with as_anybody():
        yield inside
    inside.chmod(0o700)


@pytest.mark.parametrize(
    "arguments",
    [
        "check circuits/shut/repairs.yaml",
        "check circuits/shut",
        "build circuits/shut/repairs.yaml --only svg",
        "build circuits/repairs.yaml --only svg --out circuits/shut/out",
        "odds circuits/shut/repairs.yaml",
        "diff circuits/shut/repairs.yaml circuits/repairs.yaml",
        "export circuits/shut/repairs.yaml --csv -",
        "verify 000000 circuits/shut/repairs.yaml",
        "validate circuits/shut/repairs.yaml --by Office --on 2026-01-01",
        "workshop circuits/shut/repairs.yaml --template a.csv",
        "editor circuits/shut/repairs.yaml",
    ],
)
def test_a_folder_without_access_is_told(program, shut, arguments):
    status, _, told = program(*arguments.split())
    assert status == 1
    assert "circuits/shut" in told
    assert any(word in told for word in ("le droit de le lire", "le droit de l’ouvrir")), told


@pytest.mark.parametrize("arguments", ["check circuits", "build circuits --only svg"])
def test_a_folder_without_access_among_others_is_told_and_the_others_are_read(program, shut, arguments):
    status, _, told = program(*arguments.split())
    assert status == 0
    assert "circuits/shut est un dossier fermé pour vous" in told
