"""Several processes make what one makes, a killed one is told, two builds take turns; a save is built at once."""

import errno
import os
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest

from jeu_oie import cli
from jeu_oie.builder.find import look
from jeu_oie.builder.run import JobOutcome, lock_folder
from tests.build.conftest import FEW_GAMES, append, contents
from tests.build.test_processes import PATIENCE_S, wait_for
from tests.house.source import ROOT


@pytest.mark.slow
def test_two_processes_make_the_same_bytes_as_one(here, program, build):
    made = program("build", "circuits", "--only", "svg,html", "--jobs", "2", "--out", "2")
    assert build("--out", "1", only="svg,html")[0] == 0
    out, said = made.communicate()
    assert made.returncode == 0, said
    assert out.split() == ["2/les-tilleuls/neighbours", "2/les-tilleuls/small", "2/index.html"]
    assert contents(here / "1") == contents(here / "2") != {}


def killed(tasks, *_, **__):
    """As processes do, of which the system ends the one that makes « small » (tests/build/test_processes)."""
    for rank, task in enumerate(tasks):
        yield rank, None
        future: Future[JobOutcome] = Future()
        (job,) = task.args
        if job.circuit.endswith("small.yaml"):
            future.set_exception(BrokenProcessPool())
        else:
            future.set_result(task())
        yield rank, future


def test_a_circuit_that_has_its_process_killed_is_told_and_the_others_are_built(here, monkeypatch, capsys):
    monkeypatch.setattr("jeu_oie.builder.run.by_processes", killed)
    with pytest.raises(SystemExit) as left:
        cli.main(["--lang", "fr", "build", "circuits", "--only", "svg", "--jobs", "2"])
    said = capsys.readouterr().err.replace("\u00a0", " ")
    assert left.value.code == 1
    assert "small.yaml : pas fait, le système a arrêté" in said
    assert "1 fait, 1 à corriger" in said


def test_nothing_new_starts_no_process(here, build, monkeypatch):
    assert build()[0] == 0
    monkeypatch.setattr("jeu_oie.builder.pool.processes", lambda *_, **__: pytest.fail("a process is started"))
    with pytest.raises(SystemExit) as left:
        cli.main(["build", "circuits", "--only", "svg", "--jobs", "2"])
    assert left.value.code == 0


@pytest.mark.slow
def test_a_script_without_a_guard_is_not_run_again(here):
    """Python has each new interpreter run the script that starts it, but for what stands under its guard."""
    (here / "script.py").write_text(
        "import jeu_oie\nprint('once')\nkits = jeu_oie.build('circuits', only=['svg'], jobs=2)\n"
        "print(*(str(kit.state) for kit in kits))\n"
    )
    done = subprocess.run(
        [sys.executable, "script.py"],
        cwd=here,
        env=os.environ | {"PYTHONPATH": str(FEW_GAMES)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.split(), done.stderr) == (["once", "made", "made"], "")


def test_a_second_build_waits_for_the_first_and_says_so(here, build, monkeypatch):
    with ExitStack() as first:
        first.enter_context(lock_folder(here / "output", lambda: pytest.fail("nobody else is here")))

        def wait(_):
            assert contents(here / "output") == {}
            first.close()

        monkeypatch.setattr("jeu_oie.builder.run.time.sleep", wait)
        status, said = build()
    assert (status, said.count("attend qu’elle finisse")) == (0, 1)
    assert "les-tilleuls/small/board.svg" in contents(here / "output")


@pytest.mark.slow
def test_two_builds_at_once_leave_one_whole_output(here, program, build):
    builds = [program("build", "circuits", "--only", "svg", "--jobs", "1", "--force") for _ in range(2)]
    assert [each.wait(60) for each in builds] == [0, 0]
    assert build("--out", "alone")[0] == 0
    assert contents(here / "output") == contents(here / "alone")


def test_a_folder_that_cannot_be_written_to_is_told_by_its_own_name(build, monkeypatch):
    def refuse(*_):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), "output/.jeu-oie/lock")

    monkeypatch.setattr("jeu_oie.builder.run.disk.lock_file", refuse)
    status, said = build()
    assert status == 1
    assert "Refusé : output : on ne peut pas écrire ici" in said


LOCKED = """
import sys
from functools import partial
from pathlib import Path
from jeu_oie.builder.pool import by_processes
from jeu_oie.builder.run import lock_folder
from tests.build.test_processes import linger
with lock_folder(Path("output"), lambda: None):
    list(by_processes([partial(linger, Path(), 0)], 1, renewed=True))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="its test reads /proc")
def test_a_process_that_outlives_a_killed_build_still_holds_its_folder(here):
    """Else it might move a file of its own over those of the next build."""
    build = subprocess.Popen([sys.executable, "-c", LOCKED], cwd=here, env={**os.environ, "PYTHONPATH": str(ROOT)})
    wait_for(here / "begun-0")
    worker = int((here / "begun-0").read_text())
    os.kill(worker, signal.SIGSTOP)
    try:
        wait_until_stopped(worker)  # else it may still see that we are gone, and end
        build.kill()
        build.wait()
        waited: list[bool] = []
        with pytest.raises(TimeoutError), lock_folder(here / "output", partial(hand_back, waited)):
            pytest.fail("two builds write")
        assert waited == [True]
    finally:
        os.kill(worker, signal.SIGCONT)
    with lock_folder(here / "output", lambda: None):
        pass


def wait_until_stopped(process):
    end = time.monotonic() + PATIENCE_S
    while " T " not in Path(f"/proc/{process}/stat").read_text():
        assert time.monotonic() < end
        time.sleep(0.01)


def hand_back(waited):
    waited.append(True)
    raise TimeoutError


@pytest.mark.parametrize(
    "name, counts",
    [
        ("circuits/build.log", False),
        ("build.log", False),
        ("circuits/les-tilleuls/landlord.yaml", True),
        ("circuits/les-tilleuls/templates/print/rules.typ", False),
        ("own/print/rules.typ", True),
        ("circuits/les-tilleuls/plan.txt", True),
    ],
)
def test_only_what_may_be_part_of_a_circuit_is_watched(here, name, counts):
    """A log beside the circuits would start the build that writes it, over and over."""
    circuits, templates = (Path("circuits"), Path("circuits/les-tilleuls/plan.txt")), Path("own")
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    before = look(circuits, (), templates)
    Path(name).write_text("autre", encoding="utf-8")
    assert (look(circuits, (), templates) != before) is counts


@pytest.mark.slow
def test_a_save_is_built_until_somebody_interrupts(here, program):
    watching = program("build", "circuits", "--only", "svg", "--watch")
    heard = iter(watching.stderr.readline, "")
    until(heard, "prochain enregistrement")
    append(here / "circuits/les-tilleuls/small.yaml")
    said = until(heard, "prochain enregistrement")
    assert "1 fait, 1 inchangé" in said
    (here / "circuits/les-tilleuls/small.yaml").write_text("format: 1\n")
    said = until(heard, "prochain enregistrement")
    assert "1 inchangé, 1 à corriger" in said
    os.killpg(watching.pid, signal.SIGINT)
    assert watching.wait(30) == 130
    assert re.search("Interrompu", watching.stderr.read())


def test_a_warning_is_told_once_while_one_watches_until_it_changes(here, monkeypatch, capsys):
    """A circuit of which each save told all its warnings again would bury the new one."""
    path = here / "circuits/les-tilleuls/small.yaml"
    text, told = path.read_text("utf-8"), []

    def warned(*ends):
        items = (f"  - {{title: Au 06 12 34 56 {end}, uncertain: true}}\n" for end in ends)
        return text.replace("words:", f"{''.join(items)}words:")

    saves = iter((f"# plus haut\n{warned(78)}", warned(78, 79), text, warned(78)))

    def save(*_):
        told.append(capsys.readouterr().err.replace("\u00a0", " "))
        saved = next(saves, None)
        if saved is None:
            raise KeyboardInterrupt
        path.write_text(saved, "utf-8")

    monkeypatch.setattr("jeu_oie.builder.watching.await_change", save)
    path.write_text(warned(78), "utf-8")
    with pytest.raises(SystemExit) as left:
        cli.main(["--lang", "fr", "build", str(path.relative_to(here)), "--only", "svg", "--watch"])
    assert left.value.code == 130
    first, moved, more, _, again = told
    assert "06 12 34 56 78" in first and "06 12 34 56 78" in again
    assert "small.yaml" in moved and "06 12 34 56 78" not in moved
    assert "à voir : « 06 12 34 56 79 »" in more and "« 06 12 34 56 78 »" not in more


def until(lines, word):
    said = []
    for line in lines:
        said.append(line.replace("\u00a0", " "))
        if word in line:
            break
    return "".join(said)
