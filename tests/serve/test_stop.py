"""The command from its start to its end: the address, a clean stop whoever listens, a busy port, a slip of the pen."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.request import Request

import pytest

from jeu_oie.cli.serve import entrance
from jeu_oie.serve.guard import Guard
from jeu_oie.serve.routes import Server
from tests.cli.conftest import program
from tests.serve.conftest import PATIENCE, SMALL, come_in, until

__all__ = ["program"]  # a fixture


@pytest.fixture
def command(tmp_path):
    """Start ``jeu-oie serve …`` in a folder with one circuit; killed at the end, were it still there."""
    started: list[subprocess.Popen[str]] = []
    (tmp_path / "one.yaml").write_text(SMALL, "utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}

    def start(*arguments: str, warnings: str = "") -> subprocess.Popen[str]:
        run = [sys.executable, *(["-W", warnings] if warnings else []), "-m", "jeu_oie", "serve", *arguments]
        process = subprocess.Popen(
            run, cwd=tmp_path, text=True, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.slow
def test_it_stops_at_once_though_somebody_listens_and_frees_its_port(command, tmp_path):
    process = command("one.yaml")
    address = process.stdout.readline().strip()
    host, port = "127.0.0.1", address.split(":")[2].split("/")[0]
    assert address.startswith(f"http://{host}:{port}/")
    browser, home, _ = come_in(address)
    stream = browser.open(f"{home}c/{tmp_path.name}/one/events", timeout=PATIENCE)
    assert stream.readline().startswith(b"data:")
    start = time.monotonic()
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert time.monotonic() - start < 20
    assert "1 circuit." in said and "Traceback" not in said and "Error" not in said
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind((host, int(port)))
    stream.close()


@pytest.mark.slow
def test_it_stops_in_a_sentence_while_a_command_of_the_window_runs(command, tmp_path):
    """The command is stopped as by Ctrl-C and waited for, its followers are let go; nothing half done is left."""
    process = command("one.yaml", warnings="default::ResourceWarning")
    browser, home, page = come_in(process.stdout.readline().strip())
    token = re.search(r'data-token="([^"]+)"', page)
    assert token
    asked: Any = {"token": token[1], "action": "build", "circuit": f"{tmp_path.name}/one", "values": {}}
    sent_along = {"Content-Type": "application/json", "Origin": "/".join(home.split("/")[:3])}

    def begin() -> str:
        order = Request(f"{home}window/do", json.dumps(asked).encode(), sent_along)
        with browser.open(order, timeout=PATIENCE) as answer:
            return str(json.loads(answer.read())["task"])

    task, *_ = begin(), begin(), begin()  # one runs, two wait
    stream = browser.open(f"{home}window/tasks/{task}/events", timeout=PATIENCE)
    until((tmp_path / "output/.jeu-oie").exists)  # the first is at work
    running = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=PATIENCE)
    stream.close()
    assert process.returncode == 130, said
    assert re.findall(r"Traceback|Error|Warning|closed|faute", said) == [], said
    assert running and [each for each in running if Path(f"/proc/{each}").exists()] == []
    assert list(tmp_path.rglob("*.draft")) == []


def test_it_listens_on_this_machine_only(shared):
    # Another address of this machine, which a server of all addresses would answer.
    with pytest.raises(OSError, match=r"."):
        socket.create_connection(("127.0.0.2", shared.port), timeout=2)


@pytest.fixture
def serve_here(program, tmp_path):
    """``serve`` in this process, as far as what it is told before it serves: status, standard output and error."""
    (tmp_path / "one.yaml").write_text(SMALL, "utf-8")
    return lambda *arguments: program("serve", *arguments)


def test_a_busy_port_is_told(serve_here):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        status, out, said = serve_here("one.yaml", "--port", port)
    assert (status, out) == (1, "")
    assert f"Le port {port} ne peut pas être pris" in said and "--port" in said


@pytest.mark.parametrize(
    "arguments, status",
    [(["two.yaml"], 1), (["one.yaml", "--board", "none"], 1), (["--port", "70000"], 2), ([""], 2)],
)
def test_a_slip_of_the_pen_is_told_at_once(serve_here, arguments, status):
    assert serve_here(*arguments)[:2] == (status, "")


@pytest.mark.slow
def test_without_circuits_it_serves_those_of_the_folder_else_its_own(program, tmp_path, monkeypatch):
    """What the window's first page says, each time; the server ends as by a signal."""
    homes = []
    serves = Server.serve_at

    def visited(server: Server, opened: socket.socket) -> int:
        guard, port = server.config.app, opened.getsockname()[1]
        assert isinstance(guard, Guard)
        running = Thread(target=serves, args=(server, opened))
        running.start()
        homes.append(come_in(entrance(port, guard.keys.entrance))[2])
        server.stop()
        running.join(PATIENCE)
        return signal.SIGTERM

    monkeypatch.setattr(Server, "serve_at", visited)
    (tmp_path / "circuits").mkdir()
    (tmp_path / "circuits/mine.yaml").write_text(SMALL, "utf-8")
    assert program("serve")[0] in (0, None)
    (tmp_path / "circuits").rename(tmp_path / "others")
    assert program("serve")[0] in (0, None)
    own, brought = homes
    assert "/c/circuits/mine/desk" in own and "/c/opac-38/repairs/desk" not in own
    assert "/c/opac-38/repairs/desk" in brought and "Il n’y a pas encore de circuit" in brought
