"""Builds killed at any moment: nobody ever sees half a file, and the next build ends right.

    script/bench --faults              200 kills: about seven minutes on two cores
    script/bench --faults --kills 20   fewer

Each build turns eight kits into another version of themselves, and is killed without warning (SIGKILL): all of it,
or only one of its processes. Every file that can be seen is then that of the one version or of the other; the next
build ends well, all files are those of a build that nobody disturbed, and no draft is left. Exit status 1: a fault.
"""

import argparse
import os
import random
import signal
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from bench.content import as_yaml, generated, lay_out, path_of
from bench.measuring import COMMAND, ENVIRONMENT

CIRCUITS, VERSIONS = 8, ("un", "deux")
RECORDS = ".jeu-oie"
SEED = 1

Files = Mapping[str, bytes]


def write_version(folder: Path, version: str) -> None:
    for number in range(CIRCUITS):
        content = generated(number) | {"title": f"Version {version}"}
        (folder / "circuits" / path_of(number)).write_text(as_yaml(content), "utf-8")


def start(folder: Path, out: str) -> subprocess.Popen[bytes]:
    command = [COMMAND, "--lang", "en", "build", "circuits", "--only", "svg,html", "--jobs", "2", "--out", out]
    return subprocess.Popen(
        command,
        cwd=folder,
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def seen(out: Path) -> Files:
    """The files of the kits that people see, and those of the gallery over them."""
    found = (path for path in out.rglob("*") if path.is_file() and not hidden(path.relative_to(out)))
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in found}


def hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def drafts(out: Path) -> list[str]:
    """What a killed build left under way: all that is hidden but the records and the lock."""
    found = (path.relative_to(out) for path in out.rglob(".*") if path.name != RECORDS)
    halves = (path.relative_to(out) for path in (out / RECORDS).rglob("*.half"))
    return sorted(map(str, (*found, *halves)))


def group(process: subprocess.Popen[bytes]) -> list[int]:
    """The processes of a build that still run, itself first."""
    command = ["ps", "-o", "pid=,stat=", "-s", str(process.pid)]
    lines = subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()
    found = [int(pid) for pid, state in map(str.split, lines) if not state.startswith("Z")]
    return sorted(found, key=lambda pid: pid != process.pid)


def disturb(process: subprocess.Popen[bytes], dice: random.Random, longest: float) -> str:
    """Kill ``process``, or one or all of its processes, at a moment within ``longest`` seconds; what was killed."""
    time.sleep(dice.uniform(0, longest))
    what = dice.choice(("the main process", "all processes", "one of its processes"))
    found = group(process)
    for pid in {"the main process": found[:1], "all processes": found}.get(what, found[-1:]):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            what = "nothing: it had ended"
    process.communicate()
    while len(group(process)) > 0:  # those that it leaves end by themselves
        time.sleep(0.02)
    return what


def faults(now: Files, wanted: Mapping[str, Files]) -> list[str]:
    """The files of kits that are those of neither version."""
    kits = {name: data for name, data in now.items() if "/" in name}
    return [name for name, data in kits.items() if all(data != files.get(name) for files in wanted.values())]


def main() -> None:
    parser = argparse.ArgumentParser(description="Kills builds at random moments and looks at what they leave.")
    parser.add_argument("--kills", type=int, default=200)
    kills = parser.parse_args().kills
    dice, told, wanted = random.Random(SEED), Counter[str](), {}  # noqa: S311 (moments, no secret)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lay_out(folder / "circuits", CIRCUITS)
        longest = 0.0
        for version in VERSIONS:
            write_version(folder, version)
            begun = time.perf_counter()
            finished(start(folder, version))
            longest = time.perf_counter() - begun
            wanted[version] = seen(folder / version)
        for rank in range(kills):
            version = VERSIONS[rank % 2]
            write_version(folder, version)
            told[disturb(start(folder, "out"), dice, longest)] += 1
            wrong = faults(seen(folder / "out"), wanted)
            said = finished(start(folder, "out"))
            told["the next build said so"] += "killed" in said or "interrupted" in said
            wrong += [f"{each}: left" for each in drafts(folder / "out")]
            now = seen(folder / "out")
            wrong += [
                f"{each}: not as undisturbed"
                for each in sorted(now.keys() | wanted[version].keys())
                if now.get(each) != wanted[version].get(each)
            ]
            if wrong:
                raise SystemExit(f"kill {rank + 1}: {', '.join(wrong)}\n{said[-1000:]}")
    print(
        f"{kills} kills, no half file, every next build right:",
        *(f"  {n} × {what}" for what, n in told.items()),
        sep="\n",
    )


def finished(process: subprocess.Popen[bytes]) -> str:
    """What a build says that nobody disturbs; it must succeed."""
    said = process.communicate()[1].decode()
    if process.returncode:
        raise SystemExit(f"a build that nobody disturbed failed:\n{said}")
    return said


if __name__ == "__main__":
    main()
