"""Building: the same bytes whatever the machine says of itself; an engine that fails, or that none needs; kits."""

import hashlib
import json
import shutil
import subprocess
import sys
from importlib import import_module

import pytest

from jeu_oie import cli
from jeu_oie.errors import RenderingFailed
from jeu_oie.kit.making import REPLY
from jeu_oie.print import typeset as typesetter
from tests.briefly import PLAY_FEW
from tests.game.making import CIRCUITS
from tests.kit.conftest import ASKED, HOUSE, ROOT, WHOLE

NAME = "oph-31/neighbours"
SMALL = ROOT / "tests" / "kit" / "small.yaml"

# Eight years later, for all that asks Python for the time.
LATER = """
import datetime, time
SHIFT = 8 * 365 * 86400
now, gmtime, localtime, strftime = time.time, time.gmtime, time.localtime, time.strftime
time.time = lambda: now() + SHIFT
time.gmtime = lambda at=None: gmtime(time.time() if at is None else at)
time.localtime = lambda at=None: localtime(time.time() if at is None else at)
time.strftime = lambda shape, at=None: strftime(shape, at or time.localtime())
class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)
    @classmethod
    def today(cls):
        return cls.now()
    @classmethod
    def utcnow(cls):
        return cls.now(datetime.UTC).replace(tzinfo=None)
datetime.datetime = Later
import sys
from importlib import import_module
from jeu_oie.cli import main
main(sys.argv[1:])
"""


def hashes(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.slow
def test_another_process_seed_zone_language_date_and_folder_give_the_same_bytes(other_kits, tmp_path):
    """As the shipped kit, which processes side by side have made with others."""
    env = HOUSE | {
        "PYTHONHASHSEED": "4242",
        "TZ": "Pacific/Kiritimati",
        "LANG": "en_GB.UTF-8",
        "PYTHONPATH": str(ROOT / "src"),
    }
    given = ["build", "neighbours.yaml", "--out", str(tmp_path / "there"), *ASKED, "--only", WHOLE, "--jobs", "1"]
    made = subprocess.run(
        [sys.executable, "-c", PLAY_FEW + LATER, *given],
        cwd=CIRCUITS / "oph-31",
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    assert "past" in made.stderr, "the date was not moved: no review is due"
    there = hashes(tmp_path / "there" / NAME)
    assert len(there) > 20
    assert there == hashes(other_kits / NAME)


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Two small circuits of a folder, and a program run in this process."""
    source = tmp_path / "bailleur"
    shutil.copytree(CIRCUITS / "oph-31", source)
    shutil.copy(CIRCUITS / "common.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")

    def run(*arguments):
        with pytest.raises(SystemExit) as left:
            cli.main(list(map(str, arguments)))
        return left.value.code

    return run


def told(capsys):
    """The standard output and the standard error, with plain spaces."""
    said = capsys.readouterr()
    return said.out, said.err.replace("\u00a0", " ")


def broken(*_, **__):
    raise RenderingFailed("refused")


@pytest.mark.slow
def test_a_failing_engine_leaves_the_former_kit_and_builds_the_others(here, tmp_path, monkeypatch, capsys):
    assert here("build", "bailleur", "--only", "svg") == 0
    kit = tmp_path / "output" / "bailleur"
    before = hashes(kit)
    (tmp_path / "bailleur" / "repairs.yaml").write_text("")
    monkeypatch.setattr(typesetter, "compiled", broken)
    told(capsys)
    assert here("build", "bailleur", "--jobs", "1") == 70
    out, err = told(capsys)
    assert hashes(kit) == before
    assert "bailleur/repairs.yaml : pas fait" in err
    assert "bailleur/neighbours.yaml : pas fait" in err
    assert " : fait" not in err
    assert "faute du programme" in err
    assert out == ""


def test_one_wrong_circuit_does_not_stop_the_others(here, tmp_path, capsys):
    (tmp_path / "bailleur" / "neighbours.yaml").write_text("format: 1\n")
    assert here("build", "bailleur", "--only", "svg") == 1
    out, err = told(capsys)
    assert out.split() == ["output/bailleur/repairs", "output/index.html"]
    assert "bailleur/repairs.yaml : fait" in err
    assert "bailleur/neighbours.yaml : pas fait, voir plus haut" in err


PRINTED = (
    *("1-board-a3", "1-board-a4", "2-table", "3-person", "4-facilitator", "hall/poster", "landlord/validation"),
    *("more/circuit", "more/all-cards", "more/worksheets"),
)
WEB = {"embed.html", "fragment.html", "index.html", "site.zip", REPLY}


@pytest.mark.slow
def test_a_kit_is_whole_where_weasyprint_cannot_be_loaded(here, tmp_path, monkeypatch):
    """As on a machine without Pango."""
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(ImportError):
        import_module("weasyprint")
    shutil.copy(SMALL, tmp_path / "bailleur")
    assert here("build", "bailleur/small.yaml") == 0
    kit = tmp_path / "output" / "bailleur" / "small"
    made = {"board.svg", "board.png", "kit.zip", *WEB, *(f"print/{name}.pdf" for name in PRINTED)}
    assert set(hashes(kit)) == {"manifest.json", *made}
    assert set(json.loads((kit / "manifest.json").read_bytes())["files"]) == made


def test_only_makes_what_was_asked_for(here, tmp_path):
    for only, files in (
        ("svg", {"board.svg"}),
        ("html", WEB),
        ("svg, html", {"board.svg", *WEB}),
    ):
        assert here("build", "bailleur/repairs.yaml", "--only", only, "--prune") == 0
        assert set(hashes(tmp_path / "output" / "bailleur" / "repairs")) == files | {"manifest.json"}


def test_the_black_and_white_kit_stands_beside_the_other(here, tmp_path):
    assert here("build", "bailleur/repairs.yaml", "--only", "svg") == 0
    assert here("build", "bailleur/repairs.yaml", "--only", "svg", "--board", "saver") == 0
    both = [tmp_path / "output" / "bailleur" / name / "board.svg" for name in ("repairs", "repairs-saver")]
    assert both[0].read_bytes() != both[1].read_bytes()


def test_two_circuits_never_fill_one_folder(here, tmp_path, capsys):
    shutil.copytree(tmp_path / "bailleur", tmp_path / "autre" / "bailleur")
    shutil.copy(tmp_path / "common.yaml", tmp_path / "autre")
    assert here("build", "bailleur/repairs.yaml", "autre/bailleur/repairs.yaml", "--only", "svg") == 1
    out, err = told(capsys)
    assert out.split() == ["output/bailleur/repairs"]
    assert "autre/bailleur/repairs.yaml : pas fait" in err
    assert "bailleur/repairs.yaml" in err.split("celui de")[1]


def test_a_circuit_given_twice_is_built_once(here, capsys):
    assert here("build", "bailleur", "bailleur/repairs.yaml", "./bailleur/repairs.yaml", "--only", "svg") == 0
    assert len(capsys.readouterr().out.split()) == 3


def test_the_folder_is_named_after_the_circuits_own(here, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path / "bailleur")
    assert here("build", "repairs.yaml", "--only", "svg", "--out", "../là bas") == 0
    assert (tmp_path / "là bas" / "bailleur" / "repairs" / "board.svg").exists()


def test_a_bug_in_one_circuit_is_ours_to_report(here, monkeypatch, capsys):
    def bug(*_, **__):
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("jeu_oie.builder.run.make", bug)
    assert here("build", "bailleur/repairs.yaml") == 70
    said = capsys.readouterr().err
    assert "ZeroDivisionError: oops" in said
    assert "jeu-oie 0." in said
    assert "Traceback" not in said
