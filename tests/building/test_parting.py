"""One kit by several processes: the same as by one, whatever happens to a helper."""

import os
import signal

import pytest

from jeu_oie.building.parting import at_once
from jeu_oie.kit.parts import Printed, in_turn

HERE = os.getpid()


def part(rank, act=lambda: None):
    def make():
        act()
        return Printed({f"print/{rank}.pdf": bytes([rank])}, {f"sheet-{rank}": str(os.getpid())})

    return make


def files(printed):
    return [dict(each.files) for each in printed]


def test_what_several_processes_do_comes_in_order_and_is_what_one_does():
    parts = [part(rank) for rank in range(9)]
    assert files(at_once(3)(parts)) == files(in_turn(parts))


def wait_for(path):
    def act():
        while not path.exists():
            pass

    return act


def test_more_than_one_process_works(tmp_path):
    """The first part that is taken ends only once another one has been done: by somebody else."""
    met = tmp_path / "met"
    parts = [part(0, met.touch), part(1), part(2, wait_for(met))]
    makers = {digits for each in at_once(2)(parts) for digits in each.sheets.values()}
    assert len(makers) == 2


def elsewhere(act):
    return lambda: act() if os.getpid() != HERE else None


@pytest.mark.parametrize("harm", [lambda: os.kill(os.getpid(), signal.SIGKILL), lambda: 1 / 0], ids=["killed", "wrong"])
def test_what_a_helper_cannot_do_is_done_here(harm, capfd):
    parts = [part(rank, elsewhere(harm)) for rank in range(9)]
    assert files(at_once(3)(parts)) == files(in_turn(parts))
    assert capfd.readouterr() == ("", "")


def test_what_cannot_be_done_anywhere_fails_here():
    def fail():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(at_once(2)([part(0), part(1, fail), part(2)]))


def test_an_interruption_leaves_no_helper(tmp_path):
    """Ctrl-C, while the helper still works."""
    pid = tmp_path / "pid"

    def act():
        if os.getpid() != HERE:
            pid.write_text(str(os.getpid()))
            signal.pause()
        wait_for(pid)()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(at_once(2)([part(0, act), part(1, act), part(2, act)]))
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)
