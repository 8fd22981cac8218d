"""Whatever stops a build, nobody sees half a file, the next build ends right and says what it found."""

import errno
import os
import random
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest

from jeu_oie import disk
from jeu_oie.builder import record
from jeu_oie.builder.pool import obeying
from jeu_oie.circuit.read import content
from jeu_oie.kit import make, writing
from tests.build.conftest import COMMAND, append, contents
from tests.chosen import chosen

OWN = Path("circuits/les-tilleuls")
KIT = Path("output/les-tilleuls/small")


def drafts(out):
    return [path.name for path in out.rglob("*") if path.name.endswith((".draft", ".half"))]


def version(title):
    """Both circuits, under a title that stands in all their files."""
    for name in ("neighbours", "small"):
        file = OWN / f"{name}.yaml"
        lines = file.read_text(encoding="utf-8").splitlines()
        file.write_text("\n".join(f"title: {title}" if line.startswith("title:") else line for line in lines) + "\n")


# Builds once, so that all is loaded; then « start OUT » begins a build in a process of its own, « wait PID » tells its
# status.
STARTER = """
import os, sys
from jeu_oie.cli import main
sys.stdout, real = open(os.devnull, "w"), sys.stdout
given = ["--lang", "fr", "build", "circuits", "--only", "svg,html", "--out"]
try:
    main([*given, "warm", "--jobs", "1"])
except SystemExit:
    sys.stdout = real
for line in sys.stdin:
    what, which = line.split()
    if what == "wait":
        print(os.waitstatus_to_exitcode(os.waitpid(int(which), 0)[1]), flush=True)
        continue
    pid = os.fork()
    if not pid:
        os.setsid()
        os.dup2(os.open("said", os.O_CREAT | os.O_TRUNC | os.O_WRONLY), 2)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        main([*given, which, "--jobs", "2"])
    print(pid, flush=True)
"""


@pytest.fixture
def starter(here):
    """``starter("start", "out")`` and ``starter("wait", pid)``: one number each."""
    process = subprocess.Popen([COMMAND[0], "-c", STARTER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(what, which):
        assert process.stdin and process.stdout
        process.stdin.write(f"{what} {which}\n")
        process.stdin.flush()
        return int(process.stdout.readline())

    yield ask
    process.communicate()


@pytest.mark.slow
@pytest.mark.parametrize("seed", [20, 21])
def test_a_build_killed_at_any_moment_leaves_whole_files_and_the_next_one_ends_right(here, starter, seed):
    """A kill at 20 random moments, ten a time; ``bench/faults`` does 200."""
    wanted, longest = {}, 0.0
    for title in ("Un", "Deux"):
        version(title)
        begun = time.monotonic()
        assert starter("wait", starter("start", title)) == 0
        longest = time.monotonic() - begun
        wanted[title] = contents(here / title)
    dice, told = random.Random(seed), []
    for rank in range(10):
        title = ("Un", "Deux")[rank % 2]
        version(title)
        killed = starter("start", "out")
        time.sleep(dice.uniform(0, longest))
        with suppress(ProcessLookupError):  # it was done by then
            os.killpg(killed, signal.SIGKILL)
        starter("wait", killed)
        seen = contents(here / "out") if (here / "out").exists() else {}
        assert [name for name, data in seen.items() if "/" in name and not known(name, data, wanted)] == []
        left = drafts(here / "out")
        assert starter("wait", starter("start", "out")) == 0
        assert contents(here / "out") == wanted[title]
        assert drafts(here / "out") == []
        if left:
            told.append((here / "said").read_text(encoding="utf-8"))
    assert all("arrêtée net" in each for each in told)


def known(name, data, wanted):
    return any(files.get(name) == data for files in wanted.values())


@pytest.mark.slow
@pytest.mark.parametrize("rank", chosen((0, 2), (2,)))
def test_a_kit_of_two_builds_is_seen_and_mended(build, monkeypatch, rank):
    """Stopped between two moves, as a kill would: no clean-up runs."""
    build(only="svg,html")
    version("Autre")
    moves, real = [], Path.replace

    def stopping(draft, target):
        if draft.name.endswith(".draft") and target.parent == KIT:
            moves.append(target)
            if len(moves) > rank:
                os.kill(os.getpid(), signal.SIGKILL)
        return real(draft, target)

    pid = os.fork()
    if not pid:
        monkeypatch.setattr(Path, "replace", stopping)
        build(only="svg,html")
        os._exit(0)
    assert os.waitpid(pid, 0)[1] == signal.SIGKILL
    assert record.is_interrupted(KIT)
    status, said = build(only="svg,html")
    assert status == 0
    assert "small.yaml : une fabrication avait été arrêtée net" in said
    assert "brouillon" in said
    assert drafts(Path("output")) == []
    assert b"Autre" in (KIT / "index.html").read_bytes()
    assert "2 inchangés" in build(only="svg,html")[1]


REFUSED = [(errno.ENOSPC, "le disque est plein"), (errno.EROFS, "on ne peut pas")]


@pytest.mark.parametrize("number, sentence", chosen(REFUSED, REFUSED[:1]))
def test_a_disk_that_refuses_is_told_and_leaves_the_former_kit(build, here, monkeypatch, number, sentence):
    build()
    before = contents(here / "output")
    version("Autre")

    def refuse(path, data, like=None):
        raise OSError(number, os.strerror(number), str(path))

    with monkeypatch.context() as full:
        full.setattr(disk, "write_new", refuse)
        status, said = build()
    assert status == 1
    assert sentence in said
    assert "2 à corriger" in said
    assert contents(here / "output") == before
    assert drafts(here / "output") == []
    status, said = build()
    assert (status, "2 faits" in said, "arrêtée" in said) == (0, True, False)


@pytest.mark.slow
def test_a_disk_that_is_really_full_is_told_and_leaves_the_former_kit(build, here):
    """A file larger than the system lets this process write: the same refusal, in the middle of a file."""
    import resource

    build()
    before = contents(here / "output")
    version("Autre")
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (9000, {resource.RLIM_INFINITY}))"
    code = f"{limited}\nimport signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\nfrom jeu_oie.cli import main\n"
    arguments = ["--lang", "fr", "build", "circuits", "--only", "svg", "--jobs", "1"]
    command = [COMMAND[0], "-B", "-c", f"{code}main({arguments!r})"]  # no bytecode either, which would be cut
    made = subprocess.run(command, cwd=here, capture_output=True, text=True, check=False)
    assert made.returncode == 1, made.stderr
    assert made.stderr.count("Refusé") == 2
    assert contents(here / "output") == before
    assert drafts(here / "output") == []
    assert build()[0] == 0


def test_a_circuit_that_goes_while_it_is_built_is_told_and_keeps_its_kit(build, here, monkeypatch):
    build()
    before = contents(KIT)
    append(OWN / "small.yaml")

    def going(path):
        if path.name == "small.yaml":
            path.unlink(missing_ok=True)
        return content(path)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr("jeu_oie.builder.find.content", going)
        meanwhile.setattr("jeu_oie.builder.find.reread", lambda path, names: changed(path))
        status, said = build()
    assert status == 1
    assert "small.yaml" in said
    assert contents(KIT) == before


def changed(path):
    raise FileNotFoundError(path)


def test_what_is_told_of_a_source_is_what_was_read_of_it(build, monkeypatch):
    """Saved again while its kit is made: the kit is that of the first save, and the next build makes the second."""

    def saving(plan, *more):
        if plan.board.circuit.title != "Second":
            version("Second")
        return make(plan, *more)

    version("Premier")
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr("jeu_oie.builder.run.make", saving)
        build("--force")
    assert "Premier" in Path("output/les-tilleuls/neighbours/board.svg").read_text(encoding="utf-8")
    assert "1 fait, 1 inchangé" in build()[1]
    assert "Second" in Path("output/les-tilleuls/neighbours/board.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_while_files_are_moved_waits_for_the_last(heard, tmp_path, ending):
    def move():
        with obeying(KeyboardInterrupt, signal.SIGTERM), writing.defer_interrupts():
            signal.raise_signal(ending)
            (tmp_path / "moved").touch()

    with pytest.raises(KeyboardInterrupt):
        move()
    assert (tmp_path / "moved").exists()


def interrupted(here, program, ending):
    """What a build said that was interrupted while it wrote; its process. One that was done by then is begun again."""
    for _ in range(10):
        process = program("build", "circuits", "--only", "svg,html", "--jobs", "2", "--force")
        while not any((here / "output").rglob("*.draft")) and process.poll() is None:
            time.sleep(0.005)
        with suppress(ProcessLookupError):
            if ending == signal.SIGINT:
                os.killpg(process.pid, ending)  # as a terminal does: all processes hear it
            else:
                process.terminate()
        _, said = process.communicate(timeout=60)
        if process.returncode != 0:
            return process, said
    return pytest.fail("each build was done before it could be interrupted")


@pytest.mark.slow
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_who_interrupts_a_build_finds_no_draft_and_no_process(here, program, ending):
    process, said = interrupted(here, program, ending)
    assert process.returncode == 130, said
    assert drafts(here / "output") == []
    assert "Traceback" not in said
    assert ended(process.pid), "only what counts Python's semaphores may go a moment later"


def ended(group):
    """Whether all processes of a group end."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.01)
    return False
