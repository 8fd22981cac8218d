"""script/ on machines that lack something, played by stand-ins: no apt, no root, no Pango."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.house.source import ROOT

TOOLS = ["basename", "cat", "cksum", "cut", "dirname", "env", "id", "jq", "ls", "mktemp", "rm", "sh"]
# Answers as a Python that has the environment but, where the file `lacks` says so, not that module.
PYTHON = """#!/bin/sh
echo "python $*" >>log
case "$*" in *"$(cat lacks)"*) exit 1 ;; esac
"""
LOGGED = """#!/bin/sh
echo "{name} $*" >>log
"""


# A Python that makes environments, each with a mypy that finds nothing.
ANOTHER = """#!/bin/sh
case "$*" in
*print*) echo {release} ;;
"-m venv "*)
    /bin/mkdir -p "$3/bin" && /bin/cp "$0" "$3/bin/python"
    printf '#!/bin/sh\\n' >"$3/bin/mypy"
    /bin/chmod +x "$3/bin/mypy" ;;
*) echo "python{release} $*" >>log ;;
esac
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


@pytest.fixture
def typist(newcomer: Path) -> Path:
    """A machine with 3.11 in .venv and found, 3.13 found under two names, and one whose venv is missing."""
    for name, release in {"python3": "3.11", "python3.11": "3.11", "python3.13": "3.13", "python": "3.13"}.items():
        stand_in(newcomer / "bin" / name, ANOTHER.format(release=release))
    stand_in(newcomer / "bin/python3.12", "#!/bin/sh\nexit 1\n")
    for name in ("node", "npx"):
        stand_in(newcomer / "bin" / name, LOGGED.format(name=name))
    stand_in(newcomer / "bin/npm", "#!/bin/sh\n/bin/mkdir -p node_modules\n")
    (newcomer / "package-lock.json").touch()
    shutil.rmtree(newcomer / ".venv")
    return newcomer


def pytests(folder: Path) -> list[str]:
    return [line for line in log(folder).splitlines() if " -m pytest" in line]


def test_tests_draw_nothing_by_chance(typist):
    done = run(typist, "exec script/test")
    assert "Failed" not in done.stderr
    (ours,) = pytests(typist)
    assert ours.startswith("python3.11") and "not slow" in ours and "hypothesis" not in ours
    (typist / "log").unlink()
    run(typist, "exec script/test tests/circuit -k delay")
    assert pytests(typist) == ["python3.11 -m pytest tests/circuit -k delay"]


def test_all_tests_explore_by_a_seed_of_the_commit_and_ask_debians_python_too(typist):
    library = typist / "script/lib.sh"
    library.write_text(library.read_text("utf-8").replace("\ndebian=", "\ndebian=python3.13"), "utf-8")
    done = run(typist, "exec script/test --all")
    ours, debians, _ = pytests(typist)
    assert re.search(r"--hypothesis-profile explore --hypothesis-seed \d+$", ours) and "not slow" not in ours
    (typist / "log").unlink()
    run(typist, "exec script/test --all")
    assert pytests(typist)[0] == ours, "the same commit is judged alike"
    assert f"== .venv/bin/python{ours.removeprefix('python3.11')}" in done.stdout
    assert debians == "python3.13 -m pytest -m not slow tests/circuit tests/api"


def test_all_tests_fail_where_debians_python_cannot_be_asked(typist):
    library = typist / "script/lib.sh"
    library.write_text(library.read_text("utf-8").replace("\ndebian=", "\ndebian=bare"), "utf-8")
    stand_in(typist / "bin/bare", '#!/bin/sh\ncase "$*" in *ensurepip*) exit 1 ;; esac\n')
    done = run(typist, "exec script/test --all")
    assert done.returncode == 1 and "python3-venv" in done.stderr.splitlines()[-1]
    assert len(pytests(typist)) == 2, "ours, and with the oldest libraries"


def test_all_tests_try_the_oldest_libraries_under_the_oldest_python_or_say_that_they_do_not(typist):
    done = run(typist, "exec script/test --all")
    assert pytests(typist)[-1].endswith("-m not slow tests/circuit tests/api")
    assert "python3.11 -m pip install --quiet --require-hashes -r requirements/lowest.txt" in log(typist)
    assert (typist / ".venv-lowest/made-lowest").exists() and "bibliothèques permises" not in done.stderr
    (typist / "log").unlink()
    stand_in(typist / "bin/python3.11", "#!/bin/sh\nexit 1\n")
    assert "bibliothèques permises" in run(typist, "exec script/test --all").stderr
    assert not [each for each in pytests(typist) if each.endswith("tests/api")]


def test_a_measure_gets_the_environment_that_drives_the_browser(newcomer):
    (newcomer / "bench").mkdir()
    stand_in(newcomer / "bin/python3", PYTHON)
    run(newcomer, "exec script/bench")
    assert "pip install --quiet --require-hashes -r requirements/dev.txt" in log(newcomer)


def test_the_hook_checks_the_repository_it_is_called_in_with_what_is_locked(newcomer, tmp_path_factory):
    there = tmp_path_factory.mktemp("circuits")
    stand_in(newcomer / ".venv/bin/jeu-oie", '#!/bin/sh\necho "$PWD: $*"\n')
    done = run(newcomer, f'cd "{there}" && exec "{newcomer}/script/hook" circuits')
    assert done.stdout == f"{there}: check circuits\n"
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert (hook["entry"], hook["language"], hook["args"]) == ("script/hook", "script", ["circuits"])


def test_setting_up_builds_nothing(newcomer):
    done = run(newcomer, "exec script/setup")
    assert done.returncode == 0, done.stderr
    assert "jeu-oie" not in log(newcomer)


def test_a_kit_asks_for_no_library_of_the_system(newcomer):
    stand_in(newcomer / "bin/apt-get", LOGGED.format(name="apt-get"))
    (newcomer / "lacks").write_text("weasyprint")
    done = run(newcomer, "exec script/kit")
    assert done.returncode == 0, done.stderr
    assert "jeu-oie build" in log(newcomer)
    assert "apt-get" not in log(newcomer)


def test_without_pango_the_tests_say_what_to_type(newcomer):
    (newcomer / "lacks").write_text("weasyprint")
    done = run(newcomer, ". script/lib.sh; need_pango")
    assert done.returncode == 0, done.stderr
    assert "Il manque Pango" in done.stderr
    assert "sudo apt install libpango-1.0-0" in done.stderr


def test_pango_is_installed_where_it_can_be(newcomer):
    (newcomer / "lacks").write_text("weasyprint")
    installs = LOGGED.format(name="apt-get") + 'case "$*" in install*|*" install "*) echo none >lacks ;; esac\n'
    stand_in(newcomer / "bin/apt-get", installs)
    (newcomer / "bin/id").unlink()
    stand_in(newcomer / "bin/id", "#!/bin/sh\necho 0\n")
    done = run(newcomer, ". script/lib.sh; need_pango")
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


def test_the_locks_name_no_host():
    """That each library has its hashes: test_supply."""
    assert [lock.name for lock in (ROOT / "requirements").glob("*.txt") if "://" in lock.read_text("utf-8")] == []


@pytest.mark.parametrize("failing", ["kit", "test", None])
def test_what_an_integration_runs_fails_where_a_part_does(tmp_path, failing):
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/run", tmp_path / ".ci")
    for name in ("kit", "test"):
        stand_in(tmp_path / "script" / name, f'#!/bin/sh\necho "{name} $*" >>log\nexit {7 * (name == failing)}\n')
    done = subprocess.run([tmp_path / ".ci/run"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode != 0) == bool(failing)
    assert log(tmp_path).split("\n") == ["kit ", "test ", "test tests/setup/test_wheel.py", ""]


def test_the_tests_have_what_the_program_has():
    run_lock, dev_lock = ((ROOT / "requirements" / name).read_text("utf-8") for name in ("run.txt", "dev.txt"))
    pins = {line.split(" ;")[0].rstrip(" \\") for line in run_lock.splitlines() if "==" in line.split(" ;")[0]}
    assert pins
    assert {pin for pin in pins if pin not in dev_lock} == set()
