"""Runs commands of the program, each in a process of its own that may not take more than it is given.

A program by itself (``python -m tests.cli.limited JOBS RESULTS SECONDS``): what forks must be small, and pytest is
not. A job is a list of command lines that one process runs in turn; of each a line is written when it begins and when
it ends, so that a process that dies or hangs tells with what.
"""

import contextlib
import io
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from unittest.mock import patch

ROOT = Path(__file__).parents[2]
SECONDS = 5  # of processor time, for one command
MEGABYTES = 300
SAID = 2_000_000  # characters: more than anybody reads
MANY = 10  # processes for which it is worth while to load all before
SLACK = 10  # a process of several commands may take this many times as long

PLANTED: Mapping[str, Callable[[], object]] = {
    "planted-slow": lambda: all(True for _ in iter(int, 1)),
    "planted-large": lambda: bytearray(400_000_000),
    "planted-crash": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    "planted-fault": lambda: print("Traceback (most recent call last):"),  # noqa: T201 (what the guard must see)
    "planted-talk": lambda: print("x" * 3_000_000),  # noqa: T201 (same)
}


# Before a command line: it is run as a process of its own would be, with streams of the system, one of them full.
FULL: Mapping[str, int] = {"full-output": 1, "full-errors": 2}


def run(jobs: Sequence[Sequence[Sequence[str]]], folder: Path, seconds: int = SECONDS) -> list[dict[str, Any]]:
    """What came of each command of ``jobs``, run in ``folder``, in order; one that never ended has no status."""
    told, asked = folder / "results.jsonl", folder / "jobs.json"
    told.unlink(missing_ok=True)
    asked.write_text(json.dumps(jobs), "utf-8")
    named = {"LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "NO_COLOR"}
    own = {name: value for name, value in os.environ.items() if name not in named}
    own |= {"XDG_CONFIG_HOME": str(folder / "config"), "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    command = [sys.executable, "-m", "tests.cli.limited", str(asked), str(told), str(seconds)]
    subprocess.run(command, cwd=folder, env=own, check=True, timeout=900)
    results: list[dict[str, Any]] = []
    for line in map(json.loads, told.read_text("utf-8").splitlines()):
        if "began" in line:
            results.append({"arguments": line["began"], "status": None, "said": ""})
        else:
            results[-1] |= line
    return results


def wrong(result: Mapping[str, Any]) -> str:
    """What is wrong with how a command ended; nothing where it is well."""
    if result["status"] is None:
        return f"ended by signal {result.get('signal')}"
    found = {
        f"status {result['status']}": result["status"] not in (0, 1, 2),
        "a traceback": "Traceback" in result["said"],
        f"{result['seconds']:.1f} s": result["seconds"] > SECONDS,
        f"{result['megabytes']} MB": result["megabytes"] > MEGABYTES,
        f"{result['length']} characters": result["length"] > SAID,
        "says nothing": result["status"] and not result["said"].strip(),
    }
    return ", ".join(what for what, is_so in found.items() if is_so)


def main(asked: Path, told: Path, seconds: int) -> None:
    from jeu_oie.cli import build, check, exchange, workshop  # noqa: F401 (loaded before the processes are forked)

    jobs = json.loads(asked.read_text("utf-8"))
    if len(jobs) > MANY:
        load_rest()
    with told.open("a", encoding="utf-8") as results:
        for job in jobs:
            child = os.fork()
            if not child:
                limit = seconds + 1 if len(job) == 1 else seconds * SLACK
                resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
                resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
                signal.alarm(20 * limit)  # what waits takes no processor time
                for arguments in job:
                    one(arguments, results)
                os._exit(0)
            _, status, used = os.wait4(child, 0)
            if status:
                tell(results, signal=os.waitstatus_to_exitcode(status), megabytes=used.ru_maxrss // 1024)


def load_rest() -> None:
    """What commands load as they go: half a second in each process that is forked before.

    No sheet is set here: a process that is forked from one that has used Typst waits for ever.
    """
    from jeu_oie import cli
    from jeu_oie.exchange import xlsx  # noqa: F401

    silent = contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO())
    with silent[0], silent[1], patch("jeu_oie.api.check.find_misfits", return_value=()), suppress(SystemExit):
        cli.main(["check", "--falc", str(ROOT / "tests" / "kit" / "small.yaml")])


def one(arguments: Sequence[str], results: io.TextIOBase | Any) -> None:
    from jeu_oie import cli

    tell(results, began=arguments)
    if arguments[0] in FULL:
        with_full(arguments, results)
        return
    said, status = io.TextIOWrapper(io.BytesIO(), "utf-8", "surrogateescape", write_through=True), 0
    before = time.process_time()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            if arguments[0] in PLANTED:
                PLANTED[arguments[0]]()
            else:
                cli.main(list(arguments))
        except SystemExit as left:
            status = int(left.code or 0)
    said.seek(0)
    text = said.read()
    tell(
        results,
        status=status,
        said=text[-2_000:],
        length=len(text),
        seconds=time.process_time() - before,
        megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    )


def with_full(arguments: Sequence[str], results: io.TextIOBase | Any) -> None:
    """The descriptors of this process are the command's; what goes to the one that is not full is kept."""
    from jeu_oie import cli

    kept, full = Path(f"said-{os.getpid()}.txt"), FULL[arguments[0]]
    for number in (1, 2):
        target = "/dev/full" if number == full else kept
        os.dup2(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), number)
    sys.stdout, sys.stderr = (open(number, "w", encoding="utf-8", closefd=False) for number in (1, 2))  # noqa: SIM115
    sys.argv[1:], status = arguments[1:], 0
    before = time.process_time()
    try:
        cli.main()
    except SystemExit as left:
        status = int(left.code or 0)
    text = kept.read_text("utf-8")
    # Whom nobody can tell anything has told it by the status.
    tell(
        results,
        status=status,
        said=text[-2_000:] or "(full)",
        length=len(text),
        seconds=time.process_time() - before,
        megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    )


def tell(results: io.TextIOBase | Any, **what: object) -> None:
    results.write(json.dumps(what) + "\n")
    results.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
