"""An OpenSSH server of a test's own on this machine, and an ``sftp`` that knows its key and its port."""

import getpass
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SSHD, SERVER = "/usr/sbin/sshd", "internal-sftp"
PATIENCE_S = 60.0


@contextmanager
def sftp_server(home: Path, *, options: str = "") -> Iterator[str]:
    """« user@host:port » of a server that lives as long as this does; ``PATH`` has the program that reaches it."""
    for name in ("host", "own"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", home / name], check=True)
    (home / "authorized").write_bytes((home / "own.pub").read_bytes())
    port = free_port()
    (home / "sshd").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {home}/host\nAuthorizedKeysFile {home}/authorized\n"
        f"PidFile none\nUsePAM no\nStrictModes no\nPermitRootLogin yes\nSubsystem sftp {SERVER} {options}\n"
    )
    (home / "known").write_text(f"[127.0.0.1]:{port} {(home / 'host.pub').read_text()}")
    (home / "ssh").write_text(
        f"Host *\n  IdentityFile {home}/own\n  IdentitiesOnly yes\n  UserKnownHostsFile {home}/known\n"
    )
    (home / "bin").mkdir()
    program = home / "bin" / "sftp"
    program.write_text(f'#!/bin/sh\nexec {shutil.which("sftp")} -F {home}/ssh "$@"\n')
    program.chmod(0o755)
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    with subprocess.Popen([SSHD, "-D", "-f", home / "sshd", "-E", home / "log"]) as server:
        try:
            wait_for(port)
            yield f"{getpass.getuser()}@127.0.0.1:{port}"
        finally:
            server.terminate()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])


def wait_for(port: int) -> None:
    ends = time.monotonic() + PATIENCE_S
    while time.monotonic() < ends:
        try:
            with socket.create_connection(("127.0.0.1", port)):
                return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(port)
