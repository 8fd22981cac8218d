"""Run as a program, ``watched.py LOG ARGUMENT…`` runs jeu-oie and writes down what it asks of the system.

One line an event: « open PATH », « connect ADDRESS », « start PROGRAM ». ``--planted`` asks for one of each first.
"""

import contextlib
import os
import socket
import subprocess
import sys
from importlib import import_module
from pathlib import Path

STARTS = {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.startfile", "pty.spawn"}
NETWORK = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request", "socket.sendto"}


def watch(log: str) -> None:
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def heard(event: str, told: tuple[object, ...]) -> None:
        kind = "open" if event == "open" else "start" if event in STARTS else "connect" if event in NETWORK else ""
        line = asked(kind, told) if kind else ""
        if line:
            os.write(descriptor, f"{kind} {line}\n".encode("utf-8", "replace"))

    sys.addaudithook(heard)


def asked(kind: str, told: tuple[object, ...]) -> str:
    """What is asked for, in words; nothing where an open file or an address that holds its own data is meant."""
    if kind != "open":
        return "" if str(told[0]).startswith("data:") else repr(told)
    return os.path.realpath(os.fsdecode(told[0])) if isinstance(told[0], str | bytes | os.PathLike) else ""


def plant() -> None:
    """What the log has to show."""
    with contextlib.suppress(OSError):
        Path("/etc/hostname").read_bytes()
    with contextlib.suppress(OSError), socket.socket() as one:
        one.settimeout(0.1)
        one.connect(("127.0.0.1", 9))
    subprocess.run(["true"], check=True)


if __name__ == "__main__":
    log, *arguments = sys.argv[1:]
    watch(log)
    if "--planted" in arguments:
        plant()
        sys.exit()
    from jeu_oie.cli import main

    # As in tests/conftest.py: nobody reads the figures.
    vars(import_module("jeu_oie.kit.plan")).update(PRINTED_GAMES=100)
    main(arguments)
