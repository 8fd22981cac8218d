"""One kit by several processes: the same as by one, whatever happens to one of them."""

import multiprocessing
import os
import signal
import time
from functools import partial

import pytest

from jeu_oie.builder.pool import together
from jeu_oie.kit.plan import PrintedFiles, in_turn

pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # pytest's own threads do nothing here

HERE = os.getpid()
PATIENCE = 60  # s
FORK = multiprocessing.get_context("fork")


def part(rank, act=lambda: None):
    def make():
        act()
        return PrintedFiles({f"print/{rank}.pdf": bytes([rank])}, {f"sheet-{rank}": str(os.getpid())})

    return make


def files(printed):
    return [dict(each.files) for each in printed]


def test_what_several_processes_do_comes_in_order_and_is_what_one_does():
    parts = [part(rank) for rank in range(9)]
    assert files(together(parts, 3, FORK)) == files(in_turn(parts))


def wait_for(path):
    def act():
        end = time.monotonic() + PATIENCE
        while not path.exists():
            assert time.monotonic() < end, "nobody else works"

    return act


def test_more_than_one_process_works(tmp_path):
    """The first part that is taken ends only once another one has been done: by somebody else."""
    met = tmp_path / "met"
    parts = [part(0, met.touch), part(1), part(2, wait_for(met))]
    makers = {digits for each in together(parts, 2, FORK) for digits in each.sheets.values()}
    assert len(makers) == 2


def elsewhere(act):
    return lambda: act() if os.getpid() != HERE else None


@pytest.mark.parametrize("harm", [lambda: os.kill(os.getpid(), signal.SIGKILL), lambda: 1 / 0], ids=["killed", "wrong"])
def test_what_no_process_can_do_is_done_here(harm, capfd):
    parts = [part(rank, elsewhere(harm)) for rank in range(9)]
    assert files(together(parts, 3, FORK)) == files(in_turn(parts))
    assert capfd.readouterr() == ("", "")


def test_what_cannot_be_done_anywhere_fails_here():
    def fail():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(together([part(0), part(1, fail), part(2)], 2, FORK))


def test_an_interruption_leaves_no_process(heard, tmp_path):
    """Ctrl-C, while they still work."""
    pids = [tmp_path / str(rank) for rank in range(2)]

    def act(rank):
        draft = tmp_path / f"draft-{rank}"
        draft.write_text(str(os.getpid()))
        draft.rename(pids[rank])  # whole as soon as it is seen
        if rank == 1:
            wait_for(pids[0])()
            os.kill(HERE, signal.SIGINT)
        signal.pause()

    with pytest.raises(KeyboardInterrupt):
        list(together([part(rank, partial(act, rank)) for rank in range(2)], 2, FORK))
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(int(pid.read_text()), 0)
