"""script/ on machines that lack something, played by stand-ins: no apt, no root, no Pango."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.source import ROOT

TOOLS = ["cat", "cksum", "dirname", "env", "id", "ls", "rm", "sh"]
# Answers as a Python that has the environment but, where the file `lacks` says so, not that module.
PYTHON = """#!/bin/sh
echo "python $*" >>log
case "$*" in *"$(cat lacks)"*) exit 1 ;; esac
"""
LOGGED = """#!/bin/sh
echo "{name} $*" >>log
"""


@pytest.fixture
def newcomer(tmp_path: Path) -> Path:
    """A checkout whose environment stands, on a machine with neither apt nor sudo."""
    shutil.copytree(ROOT / "script", tmp_path / "script")
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    library = tmp_path / "script/lib.sh"
    library.write_text(library.read_text("utf-8").replace("/usr/bin/python3", ""), "utf-8")
    (tmp_path / "bin").mkdir()
    for tool in TOOLS:
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool) or tool)
    stand_in(tmp_path / ".venv/bin/python", PYTHON)
    stand_in(tmp_path / ".venv/bin/jeu-oie", LOGGED.format(name="jeu-oie"))
    (tmp_path / "lacks").write_text("nothing is lacking")
    run(tmp_path, ". script/lib.sh; fingerprint run >.venv/made-run")
    return tmp_path


def stand_in(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    file.chmod(0o755)


def run(folder: Path, command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    known = {"PATH": str(folder / "bin"), "HOME": str(folder), **environment}
    # The shell is called script/x, as a verb would be: lib.sh goes to the folder above.
    shell = [str(folder / "bin/sh"), "-c", command, "script/x"]
    return subprocess.run(shell, cwd=folder, env=known, capture_output=True, text=True, check=False)


def log(folder: Path) -> str:
    return (folder / "log").read_text()


def test_a_second_run_installs_nothing(newcomer):
    done = run(newcomer, "exec script/kit")
    assert done.returncode == 0, done.stderr
    assert "jeu-oie build circuits/opac-38/repairs.yaml" in log(newcomer)
    assert "pip" not in log(newcomer)
    assert "À ouvrir" in done.stderr


def test_a_new_lock_is_installed_with_its_hashes(newcomer):
    with (newcomer / "requirements/run.txt").open("a") as lock:
        lock.write("# changed\n")
    stand_in(newcomer / "bin/python3", PYTHON)
    done = run(newcomer, "exec script/kit")
    assert done.returncode == 0, done.stderr
    assert "pip install --quiet --require-hashes -r requirements/run.txt" in log(newcomer)
    (newcomer / "log").unlink()
    run(newcomer, "exec script/kit")
    assert "pip" not in log(newcomer)


def test_without_pango_the_kit_is_built_all_the_same(newcomer):
    """The program itself says what to type: tests/cli."""
    (newcomer / "lacks").write_text("weasyprint")
    done = run(newcomer, "exec script/kit")
    assert done.returncode == 0, done.stderr
    assert "jeu-oie build" in log(newcomer)


def test_without_pango_the_tests_say_what_to_type(newcomer):
    (newcomer / "lacks").write_text("weasyprint")
    done = run(newcomer, ". script/lib.sh; need_engine")
    assert done.returncode == 0, done.stderr
    assert "Il manque Pango" in done.stderr
    assert all(system in done.stderr for system in ["Debian, Ubuntu", "macOS", "Windows"])


def test_pango_is_installed_where_it_can_be(newcomer):
    (newcomer / "lacks").write_text("weasyprint")
    installs = LOGGED.format(name="apt-get") + 'case "$*" in install*|*" install "*) echo none >lacks ;; esac\n'
    stand_in(newcomer / "bin/apt-get", installs)
    (newcomer / "bin/id").unlink()
    stand_in(newcomer / "bin/id", "#!/bin/sh\necho 0\n")
    done = run(newcomer, "exec script/kit")
    assert done.returncode == 0, done.stderr
    asked = [line for line in log(newcomer).splitlines() if line.startswith("apt-get")]
    assert asked[0].startswith("apt-get update")
    assert "libpango-1.0-0" in asked[1]
    assert "Il manque" not in done.stderr


def test_without_python_it_says_what_to_type(newcomer):
    shutil.rmtree(newcomer / ".venv")
    done = run(newcomer, "exec script/kit")
    assert done.returncode == 1
    assert "python3-venv" in done.stderr


@pytest.mark.parametrize("variable", ["LANG", "LC_ALL"])
def test_it_speaks_english_where_the_machine_does(newcomer, variable):
    assert "Open:" in run(newcomer, "exec script/kit", **{variable: "en_GB.UTF-8"}).stderr


def test_the_locks_name_no_host_and_hold_a_hash_for_each_library():
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text("utf-8")
        assert "://" not in text
        assert all("--hash=" in entry for entry in text.split("\n    # via")[:-1])


def test_the_tests_have_what_the_program_has():
    run_lock, dev_lock = ((ROOT / "requirements" / name).read_text("utf-8") for name in ("run.txt", "dev.txt"))
    pins = {line.split(" ;")[0].rstrip(" \\") for line in run_lock.splitlines() if "==" in line.split(" ;")[0]}
    assert pins
    assert {pin for pin in pins if pin not in dev_lock} == set()
