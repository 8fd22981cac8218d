"""Every program of the system that is ever started, and how: no other module starts one (tests/house/test_programs).

git is found in the folders of ``PATH`` (never in the current one, nor in one that ``PATH`` names by a relative path),
is started without a shell, gets its arguments one by one as they are, ends in time, and sees of the environment what
is said below. What a circuit says is never an option: callers put ``--`` or ``--end-of-options`` before it.

Besides it there is the browser that somebody asks us to open, which Python finds, and ourselves: ``builder.pool`` and
``serve.workers`` have processes of this very program (multiprocessing) do what they are handed as data; and the window
in which a person works runs our own commands (``start_own``).
"""

import os
import subprocess
import sys
import webbrowser
from collections.abc import Mapping, Sequence
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

from jeu_oie.errors import ProgramRefused

if TYPE_CHECKING:
    from asyncio.subprocess import Process

GIT = "git"
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


def git(folder: Path, *arguments: str) -> bytes | None:
    """What git says in ``folder``; None where it fails.

    Raises ProgramRefused where it is not installed, cannot be started (an argument that no system takes), or does not
    end in time (it is killed then).
    """
    try:
        done = subprocess.run(  # noqa: S603 (no shell, found by its full path)
            [find_git(), *FIRST, *arguments],
            cwd=folder,
            env=environment(os.environ),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ProgramRefused(GIT, late=True) from error
    except (OSError, ValueError) as error:
        raise ProgramRefused(GIT) from error
    return done.stdout if done.returncode == 0 else None


def find_git() -> str:
    """The full path of git. Raises ProgramRefused where no folder of PATH has it."""
    name = f"{GIT}.exe" if sys.platform == "win32" else GIT
    for folder in os.get_exec_path():
        # Asked folder by folder: a bare name is looked for in the current folder first on Windows.
        if Path(folder).is_absolute() and (path := which(str(Path(folder) / name))):
            return path
    raise ProgramRefused(GIT)


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """The environment that git sees, out of ours."""
    seen = {name: value for name, value in given.items() if not name.startswith(HIDDEN) or name.startswith(SHOWN)}
    return {**seen, **VARIABLES}


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
