"""Whole commands, measured in turn: what both sides cost changes with the machine, their ratio hardly does."""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
PYTHON = sys.executable
COMMAND = str(Path(PYTHON).with_name("jeu-oie"))
ONE_THREAD = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
}
# As installed: nobody runs a program whose modules are compiled anew each time.
ENVIRONMENT = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | ONE_THREAD
MEGABYTE = 1 << 20 if sys.platform == "darwin" else 1 << 10  # ru_maxrss: bytes there, kilobytes elsewhere


@dataclass(frozen=True)
class Cost:
    """``seconds`` of the processor, its children's too; ``elapsed`` by the clock; peak of its largest process."""

    seconds: float
    megabytes: float
    elapsed: float


def cost(command: list[str], folder: Path, more: dict[str, str] | None = None) -> Cost:
    """One cold run of ``command``, with ``more`` in its environment."""
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, stdout=subprocess.DEVNULL, stderr=said, env=ENVIRONMENT | (more or {})
        )
        _, status, usage = os.wait4(process.pid, 0)
        elapsed = time.perf_counter() - start
        if status:
            said.seek(0)
            raise SystemExit(f"failed: {' '.join(command)[:500]}\n{said.read().decode()}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / MEGABYTE, elapsed)


@dataclass(frozen=True)
class Pairs:
    """Runs of two commands in turn."""

    ours: tuple[Cost, ...]
    base: tuple[Cost, ...]

    @property
    def ratio(self) -> float:
        return median(mine.seconds / its.seconds for mine, its in zip(self.ours, self.base, strict=True))

    @property
    def more(self) -> float:
        """Seconds that ours takes over its base: at least the millisecond under which nothing can be told."""
        return max(0.001, median(mine.seconds - its.seconds for mine, its in zip(self.ours, self.base, strict=True)))

    @property
    def peak(self) -> float:
        return max(each.megabytes for each in self.ours)


def compare(ours: list[str], base: list[str], folder: Path, runs: int, more: dict[str, str] | None = None) -> Pairs:
    """Both commands in turn; the first run of each (a cold disk) does not count."""
    pairs = [(cost(ours, folder, more), cost(base, folder, more)) for _ in range(runs + 1)][1:]
    return Pairs(*zip(*pairs, strict=True))


def row(what: str, figure: float, limit: float, detail: str, *, least: bool = False) -> bool:
    """Print one line of the table; true if the limit, the most or the ``least`` allowed, is kept."""
    kept = figure >= limit if least else figure <= limit
    state, bound = "ok  " if kept else "LESS" if least else "OVER", "at least" if least else "at most"
    print(f"{state} {what:<58} {figure:7.2f}   {bound} {limit:<5g} {detail}", flush=True)
    return kept
