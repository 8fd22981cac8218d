"""Names, signs, streams and addresses that nobody expects: told in a sentence, never a fault of the program's."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from jeu_oie.cli import COMMANDS
from jeu_oie.disk import as_address
from jeu_oie.kit.options import WebAddress
from tests.chosen import chosen
from tests.cli import odd
from tests.cli.limited import run, wrong
from tests.house.source import ROOT

SMALL = (ROOT / "tests/kit/small.yaml").read_text("utf-8")
NO_TEXT = os.fsdecode(b"caf\xe9")  # a name that is no UTF-8
FEW = 64  # of so many odd command lines the fast half runs one


@pytest.fixture
def busy() -> Iterator[int]:
    with odd.busy_port() as held:
        yield int(held.getsockname()[1])


def faults(lines: list[list[str]], folder: Path) -> dict[str, str]:
    """What is wrong with how command lines ended, each in a process of its own, two hundred in each parent."""
    odd.lay_out(folder, SMALL)
    results = run([[each] for each in lines], folder, seconds=20)
    assert len(results) == len(lines)
    slow = ("s", "MB")  # another test's (test_bounds)
    told = {ascii(each["arguments"]): [what for what in wrong(each).split(", ") if what] for each in results}
    return {
        line[:200]: ", ".join(kept)
        for line, each in told.items()
        if (kept := [w for w in each if not w.endswith(slow)])
    }


def test_odd_values_of_commands_are_told(tmp_path, busy):
    lines = list(odd.odd_lines(busy))
    assert {line[0] for line in lines} == set(COMMANDS)
    assert faults(lines[::FEW], tmp_path) == {}


@pytest.mark.slow
def test_a_third_of_all_odd_values_is_told(tmp_path, busy):
    assert faults(list(odd.odd_lines(busy))[::3], tmp_path) == {}


@pytest.mark.slow
def test_a_full_device_is_told_by_each_command(tmp_path, busy):
    lines = list(odd.full_lines(busy))
    assert {line[1] for line in lines} == set(COMMANDS)
    assert faults(lines, tmp_path) == {}


@pytest.mark.slow
def test_a_full_device_is_no_success(tmp_path):
    """Nothing that was asked for is lost in silence."""
    (tmp_path / "one.yaml").write_text(SMALL, "utf-8")
    with Path("/dev/full").open("w") as full:
        for form in ("csv", "xlsx"):
            command = [sys.executable, "-m", "jeu_oie", "export", "one.yaml", f"--{form}", "-"]
            done = subprocess.run(command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
            assert done.returncode == 1 and "<stdout>" in done.stderr and "le disque est plein" in done.stderr, form


@pytest.mark.parametrize("closed", chosen(["1>&-", "2>&-", "1>&- 2>&-"], ["1>&- 2>&-"]))
def test_a_closed_stream_is_no_fault_and_no_file_takes_its_place(tmp_path, closed):
    (tmp_path / "one.yaml").write_text(SMALL, "utf-8")
    command = f"{sys.executable} -m jeu_oie export one.yaml --csv table.csv {closed}"
    assert subprocess.run(command, cwd=tmp_path, shell=True, check=False).returncode == 0
    before = (tmp_path / "table.csv").read_bytes()
    assert before.startswith(b"\xef\xbb\xbf") and b"one.yaml" not in before
    command = f"{sys.executable} -m jeu_oie build one.yaml --only svg {closed}"
    assert subprocess.run(command, cwd=tmp_path, shell=True, check=False).returncode == 0


LOCALES = [("ascii", "é".encode()), ("latin-1", b"\xe9")]


@pytest.mark.slow
@pytest.mark.parametrize("encoding, shown", chosen(LOCALES, LOCALES[:1]))
def test_every_sentence_is_said_whatever_the_locale(tmp_path, encoding, shown):
    """What a narrow encoding has no sign for is shown as an escape; what programs read is UTF-8."""
    (tmp_path / "one.yaml").write_text(SMALL.replace("title: ", "title: 漢 ", 1), "utf-8")
    place = {"PATH": os.environ["PATH"], "LC_ALL": "C", "LANGUAGE": "fr", "PYTHONIOENCODING": encoding}

    def said(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "jeu_oie", *arguments, "--lang", "fr"]
        return subprocess.run(command, cwd=tmp_path, env=place, capture_output=True, check=False)

    explained = said("explain", "file-name")
    assert explained.returncode == 0 and shown in explained.stdout, explained.stderr
    assert shown in said("check", "one.yaml", "--missing").stderr
    told = json.loads(said("build", "one.yaml", "--only", "svg", "--json").stdout.decode())
    assert told["kits"][0]["state"] == "made"
    assert "漢".encode() in said("export", "one.yaml", "--csv", "-").stdout


def test_a_name_that_is_no_text_stops_no_other_circuit(program, tmp_path):
    """It is told, and the site of the others is made."""
    for name in ("one", NO_TEXT):
        (tmp_path / f"{name}.yaml").write_text(SMALL, "utf-8")
    (tmp_path / NO_TEXT).mkdir()
    (tmp_path / NO_TEXT / "one.yaml").write_text(SMALL, "utf-8")
    build = ("build", ".", "--only", "html", "--base-url", "https://exemple.fr/jeux", "--pack", "--index-drafts")
    status, out, err = program(*build)
    assert status == 1 and err.count("[file-name]") == 2 and "caf\\xe9.yaml" in err
    assert "output/site.zip" in out
    # A kit of such a name, of whichever version, has the address of its bytes.
    shutil.copytree(tmp_path / "output" / tmp_path.name, tmp_path / "output" / NO_TEXT)
    (tmp_path / f"{NO_TEXT}.yaml").unlink()
    shutil.rmtree(tmp_path / NO_TEXT)
    (tmp_path / "two.yaml").write_text(SMALL, "utf-8")
    assert program(*build)[0] == 0
    assert as_address(f"{NO_TEXT}/one") == "caf%E9/one"


@pytest.mark.parametrize("option", [[], ["--base-url", "https://exemple.fr"]])
def test_a_build_in_a_folder_whose_name_is_no_text(program, tmp_path, monkeypatch, option):
    place = tmp_path / NO_TEXT
    (place / "circuits/a").mkdir(parents=True)
    (place / "circuits/a/one.yaml").write_text(SMALL, "utf-8")
    monkeypatch.chdir(place)
    assert program("build", "circuits", "--only", "html", *option)[0] == 0
    assert (place / "output/a/one/index.html").exists()


def test_a_folder_that_has_gone_is_told(program, tmp_path, monkeypatch):
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    for command in (["check", "x"], ["build", "x"], ["new", "x"], ["serve"], ["serve", "--install"], ["verify", "x"]):
        status, _, err = program(*command)
        assert status == 1 and "n’existe plus" in err, command


@pytest.mark.parametrize("target", ["nowhere/there.yaml", "there.yaml", "link.yaml"])
def test_nothing_is_written_through_a_link_that_leads_to_nothing(program, tmp_path, target):
    (tmp_path / "one.yaml").write_text(SMALL, "utf-8")
    program("export", "one.yaml", "--csv", "one.csv")
    (tmp_path / "link.yaml").symlink_to(target)
    for command in (["import", "one.csv", "--into", "link.yaml"], ["export", "one.yaml", "--csv", "link.yaml"]):
        status, out, err = program(*command)
        assert (status, out) == (1, "") and "un lien qui ne mène à aucun fichier" in err, command
    assert (tmp_path / "link.yaml").is_symlink() and not (tmp_path / "there.yaml").exists()


@pytest.mark.parametrize("title", ["a\udcffb", "a\u202eb", "x" * 2001])
@pytest.mark.parametrize("beside", [[], ["--example", "opac-38/repairs"], ["--project"]])
def test_what_could_not_be_read_again_begins_no_circuit(program, tmp_path, title, beside):
    """Neither in the circuit nor in the landlord's file beside it; nothing is written."""
    option = "--landlord" if beside == ["--project"] else "--title"
    status, out, err = program("new", "a/one.yaml", *beside, option, title)
    assert (status, out) == (1, "") and "one.yaml" in err and "Rien n’est écrit" in err
    assert list(tmp_path.rglob("*.yaml")) == []


@pytest.mark.parametrize(
    "given",
    [
        "https://",
        "ftp://a",
        "https://[a",
        "https://a b/",
        "https://a\udcff/",
        'https://a/"',
        f"https://a:{'9' * 5_000}/",
    ],
)
def test_what_is_no_address_of_a_site_is_refused(program, tmp_path, given):
    (tmp_path / "one.yaml").write_text(SMALL, "utf-8")
    with pytest.raises(ValueError, match=r"."):
        WebAddress().read(given)
    assert program("build", "one.yaml", "--only", "html", "--base-url", given)[0] == 2


def test_the_longest_address_still_fits_in_a_code(program, tmp_path):
    """With the longest names that a disk takes, in letters that an address writes with three."""
    longest = os.fsdecode("é".encode() * 120)
    (tmp_path / longest).mkdir()
    (tmp_path / longest / f"{longest}.yaml").write_text(SMALL, "utf-8")
    address = f"https://exemple.fr/{'a' * 2_000}"
    while True:
        try:
            WebAddress().read(address)
            break
        except ValueError:
            address = address[:-1]
    status, _, err = program("build", longest, "--only", "html", "--base-url", address)
    assert status == 0, err
