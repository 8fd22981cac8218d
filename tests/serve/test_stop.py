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
from typing import Any
from urllib.request import Request

import pytest

from tests.serve.conftest import PATIENCE, SMALL, come_in, until


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


@pytest.mark.parametrize("sent, status", [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_it_stops_at_once_though_somebody_listens_and_frees_its_port(command, sent, status, tmp_path):
    process = command("one.yaml")
    address = process.stdout.readline().strip()
    host, port = "127.0.0.1", address.split(":")[2].split("/")[0]
    assert address.startswith(f"http://{host}:{port}/")
    browser, home, _ = come_in(address)
    stream = browser.open(f"{home}c/{tmp_path.name}/one/events", timeout=PATIENCE)
    assert stream.readline().startswith(b"data:")
    start = time.monotonic()
    process.send_signal(sent)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == status
    assert time.monotonic() - start < 5
    assert "1 circuit." in said and "Traceback" not in said and "Error" not in said
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind((host, int(port)))
    stream.close()


@pytest.mark.parametrize("sent, status", [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_it_stops_in_a_sentence_while_a_command_of_the_window_runs(command, sent, status, tmp_path):
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
    process.send_signal(sent)
    _, said = process.communicate(timeout=PATIENCE)
    stream.close()
    assert process.returncode == status, said
    assert re.findall(r"Traceback|Error|Warning|closed|faute", said) == [], said
    assert running and [each for each in running if Path(f"/proc/{each}").exists()] == []
    assert list(tmp_path.rglob("*.draft")) == []


def test_it_listens_on_this_machine_only(command):
    port = command("one.yaml").stdout.readline().split(":")[2].split("/")[0]
    # Another address of this machine, which a server of all addresses would answer.
    with pytest.raises(OSError, match=r"."):
        socket.create_connection(("127.0.0.2", int(port)), timeout=2)


def test_a_busy_port_is_told(command):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        process = command("one.yaml", "--port", str(busy.getsockname()[1]))
        out, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1 and out == ""
    assert f"Le port {busy_port(said)} ne peut pas être pris" in said and "--port" in said


def busy_port(said: str) -> str:
    return said.split("Le port ")[1].split()[0]


@pytest.mark.parametrize("arguments", [["two.yaml"], ["one.yaml", "--board", "none"]])
def test_a_slip_of_the_pen_is_told_at_once(command, arguments):
    process = command(*arguments)
    out, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1 and out == "" and "Traceback" not in said


@pytest.mark.parametrize("arguments", [["--port", "70000"], [""]])
def test_wrong_usage_has_its_own_status(command, arguments):
    process = command(*arguments)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 2


def test_without_circuits_it_serves_those_of_the_folder_else_its_own(command, tmp_path):
    (tmp_path / "circuits").mkdir()
    (tmp_path / "circuits/mine.yaml").write_text(SMALL, "utf-8")
    *_, own = come_in(command().stdout.readline().strip())
    assert "/c/circuits/mine/desk" in own and "/c/opac-38/repairs/desk" not in own
    (tmp_path / "circuits").rename(tmp_path / "others")
    *_, brought = come_in(command().stdout.readline().strip())
    assert "/c/opac-38/repairs/desk" in brought and "Il n’y a pas encore de circuit" in brought
