"""Every program of the system that is ever started, and how: no other module starts one (tests/house/test_programs).

git and sftp are found in the folders of ``PATH`` (never in the current one, nor in one that ``PATH`` names by a
relative path), are started without a shell, get their arguments one by one as they are, and end in time. git sees of
the environment what is said below. What a circuit says is never an option: callers put ``--`` or ``--end-of-options``
before it.

Besides it there is the browser that somebody asks us to open, which Python finds, and ourselves: ``builder.pool`` and
``serve.workers`` have processes of this very program (multiprocessing) do what they are handed as data; and the window
in which a person works runs our own commands (``start_own``).
"""

import os
import subprocess
import sys
import webbrowser
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

from jeu_oie.errors import ProgramRefused

if TYPE_CHECKING:
    from asyncio.subprocess import Process

GIT, SFTP, SSH = "git", "sftp", "ssh"
# Whatever stands in a clone, git only reads objects: it fetches none, asks nobody, runs neither hook nor filter nor
# watch, and takes no folder for a repository that merely looks like one (a bare one is found in a work tree otherwise).
FIRST = (
    *("--no-pager", "--literal-pathspecs"),
    *("-c", "safe.bareRepository=explicit"),
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "protocol.allow=never"),
)
TIMEOUT_S = 60.0  # that one call is given at most
CARRIED_S = 3600.0  # where files travel
# Of the environment git does not see what leads it elsewhere (a hook sets GIT_DIR for what it calls) or has it run
# something; but what a user says of their own configuration and machine: safe.directory is often given so.
HIDDEN = "GIT_"
SHOWN = (
    *("GIT_CONFIG_COUNT", "GIT_CONFIG_KEY_", "GIT_CONFIG_VALUE_"),
    *("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"),
    *("GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM"),
)
VARIABLES: Mapping[str, str] = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",  # over any protocol.<name>.allow of the repository's own
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}


def git(folder: Path, *arguments: str, given: bytes = b"") -> bytes | None:
    """What git says in ``folder``, ``given`` on its standard input; None where it fails.

    Raises ProgramRefused where it is not installed, cannot be started (an argument that no system takes), or does not
    end in time (it is killed then).
    """
    said = run(GIT, [*FIRST, *arguments], given, folder, environment(os.environ), TIMEOUT_S)
    return said.stdout if said.returncode == 0 else None


def git_push(folder: Path, remote: str, ref: str) -> str:
    """Have ``remote`` take ``ref``, where it only goes forward; what was said where it does not, else nothing.

    Only here git speaks to others, by what a remote is usually reached: it runs no hook of the repository's own, and no
    other ssh than the system's. Raises ProgramRefused.
    """
    seen = {**environment(os.environ), "GIT_ALLOW_PROTOCOL": "https:ssh:file", "GIT_SSH_COMMAND": SSH}
    asked = ["push", "--quiet", "--end-of-options", remote, f"{ref}:{ref}"]
    said = run(GIT, [*FIRST, *asked], b"", folder, seen, CARRIED_S)
    return "" if said.returncode == 0 else said.stderr.decode("utf-8", "replace").strip() or remote


@dataclass(frozen=True, slots=True)
class Said:
    """What a program said, and whether it ended well."""

    done: bool
    out: str
    errors: str


def sftp(to: str, port: str, batch: str, *, verbose: bool = False) -> Said:
    """What OpenSSH's sftp says of the lines of ``batch`` at « user@host »; it ends at the first that fails.

    It asks nobody: keys and known hosts are the system's. ``verbose``: with what the server can do. Raises
    ProgramRefused.
    """
    arguments = ["-vv" if verbose else "-q", "-b", "-", *(["-P", port] if port else []), "--", to]
    said = run(SFTP, arguments, batch.encode(), None, os.environ, CARRIED_S)
    return Said(said.returncode == 0, *(each.decode("utf-8", "replace") for each in (said.stdout, said.stderr)))


def run(
    program: str,
    arguments: Sequence[str],
    given: bytes,
    folder: Path | None,
    seen: Mapping[str, str],
    most: float,
) -> "subprocess.CompletedProcess[bytes]":
    """A program of the system, begun in ``folder``; it ends after ``most`` seconds. Raises ProgramRefused."""
    try:
        return subprocess.run(  # noqa: S603 (no shell, found by its full path)
            [find_program(program), *arguments],
            cwd=folder,
            env=seen,
            input=given,
            capture_output=True,
            timeout=most,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ProgramRefused(program, late=True) from error
    except (OSError, ValueError) as error:
        raise ProgramRefused(program) from error


def find_program(program: str) -> str:
    """The full path of ``program``. Raises ProgramRefused where no folder of PATH has it."""
    name = f"{program}.exe" if sys.platform == "win32" else program
    for folder in os.get_exec_path():
        # Asked folder by folder: a bare name is looked for in the current folder first on Windows.
        if Path(folder).is_absolute() and (path := which(str(Path(folder) / name))):
            return path
    raise ProgramRefused(program)


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """The environment that git sees, out of ours."""
    seen = {name: value for name, value in given.items() if not name.startswith(HIDDEN) or name.startswith(SHOWN)}
    return {**seen, **VARIABLES}


# Where nobody types and nothing has colours; no module that lies in the folder is taken for one of ours.
OWN = {"PYTHONSAFEPATH": "1", "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1", "COLUMNS": "100"}


MAX_LINE = 4_000_000  # bytes of what a command says at once: it may quote what it was given


async def start_own(arguments: Sequence[str], folder: Path) -> "Process":
    """A command of this very program, begun in ``folder``; all that it says comes on its standard output.

    Raises OSError where no process can be had.
    """
    import asyncio

    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "jeu_oie", *arguments),
        cwd=folder,
        env={**os.environ, **OWN},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        limit=MAX_LINE,
    )


# Those that take the terminal over, in which the server is still to be heard.
IN_TERMINAL = ("www-browser", "links", "elinks", "lynx", "w3m")


def open_browser(address: str) -> bool:
    """Have the user's browser open ``address``, an own one; whether there is any that has a window of its own."""
    try:
        found = webbrowser.get()
    except webbrowser.Error:
        return False
    return Path(str(getattr(found, "name", ""))).name not in IN_TERMINAL and found.open_new_tab(address)
