"""What is printed is made in a process of its own: once, and never at the server's cost."""

import asyncio
import errno
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any, TypeVar
from urllib.error import HTTPError

import pytest

from jeu_oie.builder.find import examine
from jeu_oie.builder.presets import preset_named
from jeu_oie.circuit.read import read_text
from jeu_oie.errors import RenderingFailed
from jeu_oie.kit import Options, Plan
from jeu_oie.messages import load_catalog
from jeu_oie.serve import workers
from jeu_oie.serve.workers import (
    PrintOrder,
    Prints,
    WarmProcess,
    WorkerFailed,
    WorkerLost,
    lay,
    make_files,
    print_files,
)
from tests.briefly import BRIEFLY
from tests.serve.conftest import PATIENCE, SMALL, come_in, laid, until
from tests.serve.test_preview import titled

T = TypeVar("T")

HOME = "/c/home/one/"
CHEAP = "print/3-person.pdf"


@cache
def plan(title: str) -> Plan:
    made, _ = examine(read_text(titled(title), "one.yaml", lambda _: None), preset_named("classic"), date(2026, 1, 1))
    assert made
    return made


def order(name: str) -> PrintOrder:
    return PrintOrder(name, briefly_played("Un"), Options(), "source")


@cache
def briefly_played(title: str) -> Plan:
    """With the figures of few games: no test here looks at them."""
    made = plan(title)
    return replace(made, forecast=made.forecast.settled)


def in_a_loop(doing: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """What ``doing`` gives, in a thread of its own: another test's browser may have left this one a loop."""
    with ThreadPoolExecutor(1) as one:
        return one.submit(lambda: asyncio.run(doing())).result()


def test_a_plan_is_the_same_in_another_process():
    sent = pickle.loads(pickle.dumps(plan("Un")))  # our own
    assert sent == plan("Un") and sent.words is plan("Un").words is load_catalog("fr")


def test_what_a_process_writes_is_what_is_made_alone(tmp_path):
    async def printed() -> int:
        made = WarmProcess(renewed=True)
        try:
            return await made.do(partial(print_files, order(CHEAP), tmp_path))
        finally:
            made.stop()

    expected = make_files(order(CHEAP))
    assert in_a_loop(printed) == sum(map(len, expected.values()))
    assert {each.relative_to(tmp_path).as_posix(): each.read_bytes() for each in tmp_path.rglob("*.pdf")} == expected


def test_a_file_that_several_ask_for_is_made_once(serve, monkeypatch):
    served = serve()
    made: list[str] = []

    async def slow(asked):
        made.append(asked.name)
        await asyncio.sleep(0.3)
        return dict.fromkeys(("kit.zip", "site.zip"), b"made")

    served.ask(HOME)
    monkeypatch.setattr(served.made.circuits.prints, "produce", laid(slow))
    answers = []
    asking = [
        Thread(target=lambda name=name: answers.append(served.ask(HOME + name)))
        for name in ("kit.zip", "site.zip", "kit.zip", "kit.zip")
    ]
    for each in asking:
        each.start()
    for each in asking:
        each.join()
    assert [(each.status, each.body) for each in answers] == [(200, b"made")] * 4 and len(made) == 1


def test_of_what_was_printed_the_last_is_kept(monkeypatch):
    monkeypatch.setattr(workers, "MAX_BYTES", 10)
    made: list[str] = []

    async def make(order):
        made.append(order.name)
        return {order.name: order.source}

    async def printed() -> None:
        prints = Prints()
        monkeypatch.setattr(prints, "produce", laid(make))

        async def asked(mark: str, name: str, data: bytes) -> int:
            """How many times a file is made for it."""
            before = len(made)
            made_of: Any = SimpleNamespace(name=name, source=data)  # no more of an order is looked at here
            assert await prints.give(mark, made_of) == data
            return len(made) - before

        two = (CHEAP, "print/2-table.pdf")
        assert [await asked("one", each, b"1234") for each in (*two, *two)] == [1, 1, 0, 0]
        assert await asked("two", CHEAP, b"123") == 1
        assert [await asked("one", each, b"1234") for each in reversed(two)] == [0, 1]
        assert [await asked("three", CHEAP, b"too long by itself") for _ in range(2)] == [1, 0]
        places = [Path(each.result().name) for each in prints.making.values()]
        assert [len(list(each.rglob("*.pdf"))) for each in places] == [1], "the last stays, whatever its length"
        prints.stop()
        assert not any(each.exists() for each in places)

    in_a_loop(printed)


def test_what_failed_is_asked_again(serve, monkeypatch):
    served = serve()

    async def fails(_):
        raise WorkerLost

    served.ask(HOME)
    with monkeypatch.context() as patch:
        patch.setattr(served.made.circuits.prints, "produce", laid(fails))
        assert served.ask(f"{HOME}board.svg").status == 503
    assert served.ask(f"{HOME}board.svg").status == 200


def test_where_no_process_can_be_started_it_is_told(serve, monkeypatch):
    served = serve()
    served.ask(HOME)
    monkeypatch.setattr(workers, "processes", lambda *_, **__: refuse())
    answer = served.ask(f"{HOME}board.svg")
    assert answer.status == 503 and "s’est arrêté avant la fin" in answer.text and not served.faults


def refuse():
    raise OSError("no more processes")


def test_a_fault_of_ours_comes_back_with_its_place(monkeypatch, tmp_path):
    monkeypatch.setattr(workers, "MAKINGS", {"board.svg": lambda *_: 1 / 0})
    with pytest.raises(WorkerFailed, match=r"ZeroDivisionError.*test_workers.py"):
        print_files(order("board.svg"), tmp_path)


def test_once_stopped_nothing_is_started():
    made = WarmProcess()
    made.stop()
    with pytest.raises(WorkerLost):
        made.done(lambda: None)


@pytest.mark.parametrize("taken, makings", [(1, 2), (9, 2)], ids=["once", "always"])
def test_what_somebody_took_away_is_made_again_once(monkeypatch, taken, makings):
    """What was made since may have taken its room; and some systems tidy temporary files."""
    made: list[Path] = []

    async def make(asked, place):
        made.append(place)
        size = lay({asked.name: b"made"}, place)
        if len(made) <= taken:
            (place / asked.name).unlink()
        return size

    async def printed() -> bytes:
        prints = Prints()
        monkeypatch.setattr(prints, "produce", make)
        asked: Any = SimpleNamespace(name=CHEAP)
        try:
            return await prints.give("one", asked)
        except WorkerLost:
            return b"lost"
        finally:
            prints.stop()

    assert in_a_loop(printed) == (b"made" if taken < makings else b"lost")
    assert len(made) == makings and not any(each.exists() for each in made)


def test_a_full_disk_is_told_in_a_sentence(monkeypatch, tmp_path):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(workers, "write_new", full)
    with pytest.raises(RenderingFailed, match=os.strerror(errno.ENOSPC)):
        lay({"board.svg": b"made"}, tmp_path)


def group(number: int) -> set[int]:
    """The processes of a group that still run."""
    found = set()
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, belongs = each.read_text("ascii", "replace").rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(belongs) == number and state != "Z":
            found.add(int(each.parent.name))
    return found


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="processes are listed by Linux's /proc")
@pytest.mark.parametrize("sent, status", [(signal.SIGINT, 130), (signal.SIGTERM, 0), (signal.SIGKILL, -9)])
def test_nothing_goes_on_printing_once_it_is_told_to_stop(tmp_path, sent, status):
    (tmp_path / "one.yaml").write_text(SMALL, "utf-8")
    run = [sys.executable, "-c", BRIEFLY, "serve", "one.yaml"]
    process = subprocess.Popen(
        run, cwd=tmp_path, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout
        browser, home, _ = come_in(process.stdout.readline().strip())
        address = f"{home}c/{tmp_path.name}/one/"
        answers: list[str] = []

        def ask() -> None:
            try:
                browser.open(f"{address}kit.zip", timeout=100)
            except (OSError, HTTPError) as error:
                answers.append(str(error))

        asking = Thread(target=ask, daemon=True)
        asking.start()
        until(lambda: len(group(process.pid)) > 2)  # it, what counts its resources, what prints
        with closing(browser.open(f"{address}index.html", timeout=PATIENCE)) as page:
            assert page.status == 200, "pages are answered meanwhile"
        start = time.monotonic()
        process.send_signal(sent)
        _, said = process.communicate(timeout=PATIENCE)
        assert time.monotonic() - start < 30 and process.returncode == status
        # Who is killed tidies up nothing: a process to whom half an order has come says so itself.
        assert sent == signal.SIGKILL or ("Traceback" not in said and "Error" not in said)
        asking.join(PATIENCE)
        assert answers
        until(lambda: not group(process.pid))
    finally:
        for left in group(process.pid):
            os.kill(left, signal.SIGKILL)
        process.wait()
