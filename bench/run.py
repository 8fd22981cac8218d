"""What the program costs beside what its libraries cost alone, measured in one run on this machine.

    script/bench            a median of 9 runs of each
    script/bench --runs 3   quicker, rougher
    script/bench --peers    beside other programs instead (bench/peers.py)
    script/bench --scale    many circuits instead (bench/scale.py; --scale --full: whole kits too)
    script/bench --faults   builds killed at any moment instead (bench/faults.py)
    script/bench --plays    what four teams meet on each board, beside the rules before, instead (bench/plays.py)
    script/bench --serving  a preview under load instead (bench/serving.py)
    script/bench --planted  faults in the source, and which of them the quick tests see, instead (bench/planted.py)
    script/bench --window   a save in the window, until its sheet is seen, instead (bench/window.py)

Every figure is a ratio to something measured in the same minutes, run by run in turn, so that a slow or a
busy machine changes both sides; where the limit is a time, what the same process costs up to there is taken off it.
Each run is a process of its own, cold. Seconds are the processor's: both sides
use one core (linear algebra is held to one thread) and wait for nothing, and the clock would count what else the
machine does (as it does for the preview, where three programs wait for each other). Exit status 1: a limit is passed.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from bench.measuring import COMMAND, ENVIRONMENT, PYTHON, ROOT, Pairs, compare, cost, row
from jeu_oie.game.odds import DEFAULT_GAMES

CIRCUIT = "circuits/opac-38/repairs.yaml"
OTHERS = ("peers", "scale", "faults", "plays", "planted", "serving", "window")  # measures of their own, longer

# Prints the modules of other projects that a build has loaded, in the order in which it did.
LOADED = """
import sys, sysconfig
from jeu_oie.cli import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    assert not end.code, end.code
home = sysconfig.get_path("purelib")
for name, module in tuple(sys.modules.items()):
    if (getattr(module, "__file__", None) or "").startswith(home):
        print("module", name, file=sys.stderr)
"""


def ratio_row(what: str, pairs: Pairs, limit: float) -> bool:
    ours, base = (median(each.seconds for each in side) for side in (pairs.ours, pairs.base))
    return row(what, pairs.ratio, limit, f"({ours:.3f} s / {base:.3f} s)")


def libraries(arguments: list[str], folder: Path) -> list[str]:
    """A command that imports what the build with ``arguments`` imports of other projects, and does nothing."""
    command = [PYTHON, "-c", LOADED, *arguments]
    told = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stderr
    names = [line.removeprefix("module ") for line in told.splitlines() if line.startswith("module ")]
    if not names:
        raise SystemExit(f"failed: jeu-oie {' '.join(arguments)}\n{told}")
    return [PYTHON, "-c", "".join(f"import {name}\n" for name in names if name.replace(".", "").isidentifier())]


def help_row(folder: Path, runs: int) -> bool:
    pairs = compare([COMMAND, "--help"], [PYTHON, "-c", "import click"], folder, runs)
    return ratio_row("--help / import click", pairs, 2)


def light_row(folder: Path, runs: int) -> bool:
    build = ["build", CIRCUIT, "--force", "--board", "sixty-three.yaml", "--only", "svg,html"]
    pairs = compare([COMMAND, *build], libraries(build, folder), folder, runs)
    return ratio_row("SVG and HTML of 63 squares / importing their libraries", pairs, 3.3)


def whole_rows(folder: Path, runs: int) -> bool:
    documents = [PYTHON, str(ROOT / "bench" / "documents.py")]
    cost([*documents, "keep", CIRCUIT, "documents"], folder)
    build = [COMMAND, "build", CIRCUIT, "--force"]
    pairs = compare([*build, "--jobs", "1"], [*documents, "print", "documents"], folder, runs)
    kept = ratio_row("all files / Typst alone on the sheets that it sets", pairs, 1.6)
    shared = median(cost(build, folder).elapsed for _ in range(runs))
    print(f"     all files, their parts shared out among the cores: {shared:.1f} s by the clock", flush=True)
    return row("peak memory of all files, in MB", pairs.peak, 200, "") and kept


def board_rows(folder: Path, runs: int) -> bool:
    """What is made of the board once the engine has drawn it."""
    script = [PYTHON, str(ROOT / "bench" / "board.py")]
    shop, tiles = (
        compare([*script, what, CIRCUIT], [*script, "draw", CIRCUIT], folder, runs).more for what in ("shop", "tile")
    )
    kept = (
        row("the board in A4 pieces, once it is drawn, in s", tiles, 0.2, ""),
        row("the board for a print shop in three sizes, in s", shop, 0.2, ""),
    )
    return all(kept)


def odds_rows(folder: Path, runs: int) -> bool:
    """Games on 63 squares with every kind of square, what a process costs before it plays them taken off."""
    script = [PYTHON, "-m", "bench.odds"]
    here = {"PYTHONPATH": str(ROOT)}
    plays = compare([*script, "play"], [*script, "load"], folder, runs, here).more
    return row(f"{DEFAULT_GAMES} games of four teams, 63 squares, every kind, in s", plays, 0.3, "")


def preview_row(folder: Path, runs: int) -> bool:
    """From a save of the largest circuit to the page in Chromium, by the clock: it also counts what others do."""
    script = [PYTHON, str(ROOT / "bench" / "preview.py"), str(folder), "circuits/actis/repairs.yaml"]
    run = subprocess.run(
        [*script, "sixty-three.yaml", str(3 * runs)],
        capture_output=True,
        text=True,
        check=True,
        env=ENVIRONMENT,
    )
    middle, longest = map(float, run.stdout.split())
    return row("save to page, 63 squares, in s", middle, 0.3, f"(at most {longest:.3f} s)")


def page_rows(folder: Path, runs: int) -> bool:
    """Lighthouse on the largest page, as a phone on a slow network gets it."""
    circuit = "circuits/actis/repairs.yaml"
    cost([COMMAND, "build", circuit, "--only", "html", "--out", "page"], folder)
    (page,) = (folder / "page").rglob("index.html")
    script = [PYTHON, str(ROOT / "bench" / "lighthouse.py"), str(page), str(max(1, runs // 3))]
    told = subprocess.run(script, capture_output=True, text=True, check=True).stdout
    fast, open_to_all, sound, seconds, empty = map(float, told.split())
    kept = (
        row("Lighthouse on a phone: performance", fast, 99, "", least=True),
        row("Lighthouse: accessibility", open_to_all, 100, "", least=True),
        row("Lighthouse: best practices", sound, 100, "", least=True),
        row("the page answers on a slow phone, in s", seconds, 1, f"(one word as heavy: {empty:.2f} s)"),
    )
    return all(kept)


def main() -> None:
    other = next(iter(sys.argv[1:]), "").removeprefix("--")
    if other in OTHERS:
        raise SystemExit(subprocess.run([PYTHON, "-m", f"bench.{other}", *sys.argv[2:]], check=False).returncode)
    parser = argparse.ArgumentParser(description="Measures what the program costs beside its libraries.")
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "circuits", folder / "circuits")
        (folder / "sixty-three.yaml").write_text("extends: classic\nsquares: 63\n", "utf-8")
        measures = (help_row, light_row, whole_rows, board_rows, odds_rows, preview_row, page_rows)
        kept = [measure(folder, runs) for measure in measures]
    raise SystemExit(not all(kept))


if __name__ == "__main__":
    main()
