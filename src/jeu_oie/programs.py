"""Every program of the system that is ever started, and how: no other module starts one (tests/house/test_programs).

Each is found in the folders of ``PATH`` (never in the current one, nor in one that ``PATH`` names by a relative path),
is started without a shell, gets its arguments one by one as they are, ends in time, and sees of the environment what
its entry below lets through. What a circuit says is never an option: callers put ``--`` or ``--end-of-options``
before it.

Besides these there is the browser that somebody asks us to open, which Python finds, and ourselves: ``builder.pool``
shares work out among processes of this very program (multiprocessing), which are handed data; and the window in which
a person works runs our own commands (``start_own``).
"""

import os
import subprocess
import sys
import webbrowser
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

from jeu_oie.errors import ProgramRefused

if TYPE_CHECKING:
    from asyncio.subprocess import Process


@dataclass(frozen=True, slots=True)
class Program:
    """How a program is started: ``first`` arguments, ``seconds`` that it is given at most, its environment.

    It sees the user's environment, without the variables that begin with one of ``hidden`` unless they begin with one
    of ``shown``; ``variables`` is set over it.
    """

    first: tuple[str, ...] = ()
    seconds: float = 60
    hidden: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict)


# Whatever stands in a clone, git only reads objects: it fetches none, asks nobody, runs neither hook nor filter nor
# watch, and takes no folder for a repository that merely looks like one (a bare one is found in a work tree otherwise).
GIT = Program(
    first=(
        *("--no-pager", "--literal-pathspecs"),
        *("-c", "safe.bareRepository=explicit"),
        *("-c", "core.fsmonitor=false"),
        *("-c", f"core.hooksPath={os.devnull}"),
        *("-c", "protocol.allow=never"),
    ),
    # Those that lead git elsewhere (a hook sets GIT_DIR for what it calls) or have it run something.
    hidden=("GIT_",),
    # What a user says of their own configuration and machine: safe.directory is often given so.
    shown=(
        *("GIT_CONFIG_COUNT", "GIT_CONFIG_KEY_", "GIT_CONFIG_VALUE_"),
        *("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"),
        *("GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM"),
    ),
    variables={
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "none",  # over any protocol.<name>.allow of the repository's own
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
    },
)

PROGRAMS: Mapping[str, Program] = {
    "git": GIT,
    "ssh-keygen": Program(seconds=120),  # somebody may be typing a passphrase
}


@dataclass(frozen=True, slots=True)
class Done:
    """What a program that ended gave."""

    status: int
    out: bytes
    err: bytes


def run(program: str, arguments: Sequence[str | Path], folder: Path, given: bytes = b"") -> Done:
    """Run one of PROGRAMS in ``folder``, with ``given`` on its standard input, until it ends.

    Raises ProgramRefused where it is not installed, cannot be started (an argument that no system takes), or does not
    end in time (it is killed then).
    """
    how = PROGRAMS[program]
    try:
        done = subprocess.run(  # noqa: S603 (no shell, found by its full path)
            [find_program(program), *how.first, *arguments],
            cwd=folder,
            env=environment(how, os.environ),
            input=given,
            capture_output=True,
            timeout=how.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ProgramRefused(program, late=True) from error
    except (OSError, ValueError) as error:
        raise ProgramRefused(program) from error
    return Done(done.returncode, done.stdout, done.stderr)


def find_program(program: str) -> str:
    """The full path of ``program``. Raises ProgramRefused where no folder of PATH has it."""
    name = f"{program}.exe" if sys.platform == "win32" else program
    for folder in os.get_exec_path():
        # Asked folder by folder: a bare name is looked for in the current folder first on Windows.
        if Path(folder).is_absolute() and (path := which(str(Path(folder) / name))):
            return path
    raise ProgramRefused(program)


def environment(how: Program, given: Mapping[str, str]) -> dict[str, str]:
    """The environment that a program sees, out of ours."""
    seen = {
        name: value for name, value in given.items() if not name.startswith(how.hidden) or name.startswith(how.shown)
    }
    return {**seen, **how.variables}


# Where nobody types and nothing has colours; no module that lies in the folder is taken for one of ours.
OWN = {"PYTHONSAFEPATH": "1", "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1", "COLUMNS": "100"}


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
