"""Many circuits: how time and memory grow, what two cores bring, what is spared when little has changed.

    script/bench --scale          SVG and HTML of 10 to 1 000 circuits: about four minutes on two cores
    script/bench --scale --full   whole kits instead, of 5 to 100 circuits, and one warm beside Typst: 12 minutes

Time is the clock's here, since cores are what is measured: nothing else should run meanwhile. Exit status 1: a limit
is passed.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import correlation, median

from bench.content import as_yaml, generated, lay_out, path_of
from bench.measuring import COMMAND, ENVIRONMENT, PYTHON, ROOT, cost, row

LIGHT = ("--only", "svg,html")
LIGHT_SIZES, FULL_SIZES = (10, 50, 100, 250, 500, 1000), (5, 10, 25, 50, 100)
KITS = 4  # made by one run, to know what one more takes


@dataclass(frozen=True)
class Run:
    """Seconds by the clock and of the processors; the peak of the process that was started, not of its own, in MB."""

    seconds: float
    processor: float
    megabytes: float


def timed(arguments: Sequence[str], folder: Path) -> Run:
    """``jeu-oie`` with ``arguments``, which must succeed."""
    start, peak = time.perf_counter(), 0.0
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [COMMAND, *arguments], cwd=folder, stdout=subprocess.DEVNULL, stderr=said, env=ENVIRONMENT
        )
        while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
            peak = max(peak, peak_of(process.pid))
            time.sleep(0.02)
        if ended[1]:
            said.seek(0)
            raise SystemExit(f"failed: {arguments}\n{said.read().decode()[-2000:]}")
    return Run(time.perf_counter() - start, ended[2].ru_utime + ended[2].ru_stime, peak)


def peak_of(process: int) -> float:
    """The most memory that a process has held, in MB; 0 where the system does not tell it this way."""
    try:
        lines = Path(f"/proc/{process}/status").read_text("ascii", "replace").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), 0)


def growth(folder: Path, sizes: Sequence[int], only: Sequence[str]) -> list[Run]:
    """One build from nothing of each size."""
    runs = []
    for size in sizes:
        lay_out(folder / f"circuits-{size}", size)
        runs.append(timed(["build", f"circuits-{size}", *only, "--out", f"out-{size}"], folder))
        told = f"{runs[-1].seconds:7.1f} s ({runs[-1].processor:.1f} of processors), {runs[-1].megabytes:4.0f} MB"
        print(f"     {size:5} circuits: {told}", flush=True)
    return runs


def growth_rows(sizes: Sequence[int], runs: Sequence[Run], what: str) -> bool:
    straight, other = (
        correlation(sizes, times) ** 2 for times in zip(*[(r.seconds, r.processor) for r in runs], strict=True)
    )
    each = runs[-1].seconds / sizes[-1]
    kept = (
        row(
            f"R² of the time of {sizes[0]} to {sizes[-1]} {what}",
            straight,
            0.99,
            f"({each:.3f} s each; of processors {other:.3f})",
            least=True,
        ),
        row("peak memory of the main process, in MB", max(each.megabytes for each in runs), 250, ""),
    )
    return all(kept)


def cores_row(folder: Path, only: Sequence[str], amount: int, runs: int) -> bool:
    """The same circuits by one process, then by two, in turn."""
    lay_out(folder / "cores", amount)
    ratios = []
    for _ in range(runs):
        times = []
        for jobs in (1, 2):
            arguments = ["build", "cores", *only, "--jobs", str(jobs), "--out", "out-cores"]
            times.append(timed(arguments, folder).seconds)
            shutil.rmtree(folder / "out-cores")
        ratios.append(times[0] / times[1])
    return row(
        f"{amount} by one core / by two",
        median(ratios),
        1.7,
        f"({', '.join(map('{:.2f}'.format, ratios))})",
        least=True,
    )


def change_rows(folder: Path, size: int, runs: int) -> bool:
    """All that was built before, again: as it is, then with one circuit changed each time."""
    build = ["build", f"circuits-{size}", *LIGHT, "--out", f"out-{size}"]
    unchanged = [timed(build, folder) for _ in range(runs)]
    path = folder / f"circuits-{size}" / path_of(size // 3)
    alone, among = [], []
    for rank in range(runs):
        path.write_text(as_yaml(generated(size // 3) | {"title": f"Autre titre {rank}"}), "utf-8")
        alone.append(timed(["build", str(path), *LIGHT, "--out", f"alone-{rank}"], folder))
        among.append(timed(build, folder))
    none = median(each.seconds for each in unchanged), median(each.processor for each in unchanged)
    pairs = list(zip(alone, among, strict=True))
    more = (
        median(two.seconds - one.seconds for one, two in pairs),
        median(two.processor - one.processor for one, two in pairs),
    )
    kept = (
        row(f"{size} circuits, none changed, in s", none[0], 3, f"(of processors {none[1]:.2f})"),
        row(f"one changed among {size}: more than it alone, in s", more[0], 3, f"(of processors {more[1]:.2f})"),
    )
    return all(kept)


def warm_row(folder: Path, runs: int) -> bool:
    """One kit more in a run / Typst alone on its sheets, by the processor."""
    source = ROOT / "circuits"
    for rank in range(KITS):
        shutil.copytree(source / "opac-38", folder / "warm" / f"kit-{rank}")
    shutil.copy(source / "common.yaml", folder / "warm")
    documents = [PYTHON, str(ROOT / "bench" / "documents.py")]
    cost([*documents, "keep", "warm/kit-0/repairs.yaml", "documents"], folder)
    ratios = []
    for _ in range(runs):
        paths = [f"warm/kit-{rank}/repairs.yaml" for rank in range(KITS)]
        ours, base = [], []
        for amount in (1, KITS):
            shutil.rmtree(folder / "out-warm", ignore_errors=True)
            ours.append(cost([COMMAND, "build", *paths[:amount], "--jobs", "1", "--out", "out-warm"], folder).seconds)
            base.append(cost([*documents, "print", "documents", str(amount)], folder).seconds)
        ratios.append((ours[1] - ours[0]) / (base[1] - base[0]))
    return row("one whole kit more / Typst on its sheets once more", median(ratios), 1.1, "")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measures how the program does with many circuits.")
    parser.add_argument("--runs", type=int, default=3, help="of what is measured several times")
    parser.add_argument("--most", type=int, default=sys.maxsize, help="leave larger numbers of circuits out")
    parser.add_argument("--full", action="store_true", help="whole kits")
    asked = parser.parse_args()
    sizes = [each for each in (FULL_SIZES if asked.full else LIGHT_SIZES) if each <= asked.most]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if asked.full:
            kept = [
                warm_row(folder, asked.runs),
                cores_row(folder, (), 8, asked.runs),
                growth_rows(sizes, growth(folder, sizes, ()), "whole kits"),
            ]
        else:
            kept = [
                cores_row(folder, LIGHT, 250, asked.runs),
                growth_rows(sizes, growth(folder, sizes, LIGHT), "circuits, SVG and HTML"),
                change_rows(folder, sizes[-1], asked.runs),
            ]
    raise SystemExit(not all(kept))


if __name__ == "__main__":
    main()
