"""The sheet in the window: from a save to its picture, beside a process that makes the same picture from nothing.

    script/bench --window             ten saves of each sheet
    script/bench --window --runs 3    quicker, rougher

Each save gives the circuit another title, which stands on every sheet; the first, which starts the process that is kept
warm, is not counted. Both sides are measured by the clock, in turn, as whoever waits would. Exit status 1: a limit is
passed.
"""

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.measuring import PYTHON, ROOT, cost, row
from bench.serving import Preview, preview

CIRCUIT = "opac-38/repairs"
SHEETS = {"card": "report", "person": "", "board": ""}  # with the item whose cards are shown
RUNS = 10
MOST = 0.3  # of what a process of its own takes
TITLE = "title: "

COLD = """
import sys
from jeu_oie.circuit.read import read
from jeu_oie.game.preset import Preset
from jeu_oie.kit.pictures import Looked, show
from jeu_oie.kit.plan import plan_reading
from pathlib import Path
made, _ = plan_reading(read(Path(sys.argv[1])), Preset())
assert show(made, Looked(sys.argv[2]), sys.argv[3])
"""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="script/bench --window")
    parser.add_argument("--runs", type=int, default=RUNS)
    runs = parser.parse_args(arguments).runs
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        shutil.copytree(ROOT / "circuits", folder / "circuits")
        with preview(folder) as served:
            held = [measure(served, folder, sheet, runs) for sheet in SHEETS]
    return 0 if all(held) else 1


def measure(served: Preview, folder: Path, sheet: str, runs: int) -> bool:
    file = folder / f"circuits/{CIRCUIT}.yaml"
    text = file.read_text("utf-8")
    pairs = [*save_in_turn(served, file, text, sheet, runs + 1)][1:]
    file.write_text(text, "utf-8")
    warm, cold = (median(side) for side in zip(*pairs, strict=True))
    ratio = median(ours / base for ours, base in pairs)
    return row(f"{sheet}: a save shown / from nothing", ratio, MOST, f"({warm:.3f} s / {cold:.3f} s)")


def save_in_turn(served: Preview, file: Path, text: str, sheet: str, runs: int) -> Iterator[tuple[float, float]]:
    """Seconds from a save to its sheet, and of a process that makes it."""
    for rank in range(runs):
        start = time.perf_counter()
        file.write_text(text.replace(TITLE, f"{TITLE}{rank} ", 1), "utf-8")
        told = json.loads(served.ask(f"c/{CIRCUIT}/editor/sheets/{sheet}?item={SHEETS[sheet]}"))
        taken = time.perf_counter() - start
        assert told["pages"], told["said"]
        yield taken, cost([PYTHON, "-c", COLD, str(file), sheet, SHEETS[sheet]], file.parent).elapsed


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
