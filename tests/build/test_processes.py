"""Tasks by several processes: each is done, whatever happens to one of them, and none outlives who asked."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path

import pytest

from jeu_oie.builder.pool import KITS_A_PROCESS, by_processes, hand_out

PATIENCE_S = 60


def done(told):
    return {rank: future for rank, future in told if future}


def results(tasks, count=2, *, renewed=False):
    return {rank: future.result() for rank, future in done(by_processes(tasks, count, renewed=renewed)).items()}


def test_no_more_are_at_work_than_there_is_room_and_the_rest_is_left():
    going: list[Future[None]] = []
    most: list[int] = []
    asked = iter(range(9))

    def submit(_):
        going.append(Future())
        most.append(sum(not each.done() for each in going))
        return going[-1]

    told = hand_out(submit, enumerate(asked), lambda: 0 if len(going) > 5 else 2)
    seen = []
    for rank, future in told:
        seen.append((rank, future is not None))
        if going and not going[-1].done():
            going[-1].set_result(None)
    assert max(most) <= 2
    assert sorted(rank for rank, ended in seen if ended) == list(range(len(going)))
    assert list(asked) == list(range(len(going), 9)) != []


def test_what_takes_the_place_of_a_task_begins_before_that_is_told():
    """Whoever writes what a machine has made leaves the machine idle meanwhile otherwise."""

    def submit(_):
        future: Future[None] = Future()
        future.set_result(None)
        return future

    told = [(rank, future is not None) for rank, future in hand_out(submit, enumerate("abc"), lambda: 1)]
    assert told == [(0, False), (1, False), (0, True), (2, False), (1, True), (2, True)]


# What processes do, by name: a new interpreter finds it here.


def number(rank):
    return rank, os.getpid()


def kill_once(mark, rank):
    """The first process that is here has the system end it."""
    try:
        mark.touch(exist_ok=False)
    except FileExistsError:
        return rank
    return os.kill(os.getpid(), signal.SIGKILL)


def kill_always():
    os.kill(os.getpid(), signal.SIGKILL)


def wait_for(path):
    end = time.monotonic() + PATIENCE_S
    while not path.exists():
        assert time.monotonic() < end, path
        time.sleep(0.01)


def meet(own, other):
    own.touch()
    wait_for(other)


def linger(folder, rank):
    """A draft, which is taken away by whoever is told to end."""
    draft = folder / f"draft-{rank}"
    try:
        draft.write_text(str(os.getpid()))
        draft.rename(folder / f"begun-{rank}")  # whole as soon as it is seen
        time.sleep(PATIENCE_S)
    finally:
        (folder / f"begun-{rank}").rename(folder / f"ended-{rank}")


def linger_and_interrupt(folder, parent):
    wait_for(folder / "begun-0")
    os.kill(parent, signal.SIGINT)
    linger(folder, 1)


def test_more_than_one_works(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    assert results([partial(meet, one, two), partial(meet, two, one)]) == {0: None, 1: None}


def test_they_are_renewed_and_every_task_is_done():
    found = results([partial(number, rank) for rank in range(2 * KITS_A_PROCESS + 3)], renewed=True)
    assert [found[rank][0] for rank in sorted(found)] == list(range(2 * KITS_A_PROCESS + 3))
    assert len({process for _, process in found.values()}) > 2


def test_what_was_under_way_when_one_was_killed_is_done_again(tmp_path):
    mark = tmp_path / "mark"
    assert results([partial(kill_once, mark, rank) for rank in range(5)]) == {rank: rank for rank in range(5)}


def test_a_task_that_kills_again_is_told_and_blames_no_other():
    found = done(
        by_processes([partial(number, 0), kill_always, *(partial(number, rank) for rank in (2, 3))], 2, renewed=False)
    )
    failed = {rank: type(future.exception()) for rank, future in found.items() if future.exception()}
    assert failed == {1: BrokenProcessPool}
    assert sorted(found) == [0, 1, 2, 3]


def test_a_failure_is_that_of_its_task():
    found = done(by_processes([partial(int, "x"), partial(int, "1")], 2, renewed=False))
    assert (type(found[0].exception()), found[1].result()) == (ValueError, 1)


def test_an_interruption_leaves_no_process_and_no_draft(heard, tmp_path):
    tasks = [partial(linger, tmp_path, 0), partial(linger_and_interrupt, tmp_path, os.getpid())]
    with pytest.raises(KeyboardInterrupt):
        list(by_processes(tasks, 2, renewed=False))
    assert (tmp_path / "ended-0").exists()
    for ended in tmp_path.glob("ended-*"):
        with pytest.raises(ProcessLookupError):
            os.kill(int(ended.read_text()), 0)
    assert not list(tmp_path.glob("begun-*"))


def test_who_stops_listening_leaves_none_either(tmp_path):
    told = by_processes([partial(linger, tmp_path, rank) for rank in range(2)], 2, renewed=False)
    assert [next(told), next(told)] == [(0, None), (1, None)]
    wait_for(tmp_path / "begun-0")
    told.close()
    assert not list(tmp_path.glob("begun-*"))


STARTER = """
import sys
from functools import partial
from pathlib import Path
from jeu_oie.builder.pool import by_processes
from tests.build.test_processes import linger
list(by_processes([partial(linger, Path(sys.argv[1]), rank) for rank in range(2)], 2, renewed=False))
"""


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are listed by Linux's /proc")
def test_they_end_with_one_that_is_killed(tmp_path):
    command = [sys.executable, "-c", STARTER, tmp_path]
    starter = subprocess.Popen(command, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(Path.cwd())})
    for rank in range(2):
        wait_for(tmp_path / f"begun-{rank}")
    starter.kill()
    starter.wait()
    end = time.monotonic() + PATIENCE_S
    for rank in range(2):
        while Path("/proc", (tmp_path / f"begun-{rank}").read_text(), "exe").exists():
            assert time.monotonic() < end
            time.sleep(0.01)
