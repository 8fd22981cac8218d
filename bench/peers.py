"""The same 63 steps drawn as a map by nf-metro and printed by RenderCV, beside ours: whole commands, in turn.

    script/bench --peers             11 runs of each
    script/bench --peers --runs 3    quicker, rougher

Both are installed from the package index into an environment that is thrown away afterwards. What is compared:

- SVG: `jeu-oie build --only svg`, a board of 63 squares, with `nf-metro render` of a map of 63 stations with the
  titles of these squares, in sections of nine.
- PDF: RenderCV's document of 63 entries (title, second line, facts of each square; its other outputs switched off)
  with the board of these 63 squares alone as a PDF (`bench/board.py many`: the circuit read, laid out, written; no
  odds): one, cold, and one of many that a single run makes, as for a folder of circuits; then all PDFs of a kit with
  a document of about as many pages, which says the same entries over and over, page for page.

RenderCV's template asks for a Typst package of icons which only Typst's own server gives, and uses none of them
in such a document: an empty one stands in for it, which spares RenderCV reading it.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from bench.measuring import COMMAND, PYTHON, ROOT, Cost, cost
from jeu_oie import __version__
from jeu_oie.circuit.read import read
from jeu_oie.game.cards import Card
from jeu_oie.game.preset import Preset
from jeu_oie.kit.plan import plan

CIRCUIT = "circuits/opac-38/repairs.yaml"
BOARD = "extends: classic\nsquares: 63\n"
PEERS = ("nf-metro", "rendercv[full]")
SECTION = 9  # stations in a section of the map
BATCH = 20  # boards made in one run, as for a folder of circuits; RenderCV takes one file a run
LONG = 40  # times the 63 entries: as many pages as a kit has
ICONS = "xdg/typst/packages/preview/fontawesome"


def newest_python() -> str:
    """RenderCV asks for a newer Python than we do: its newest version is to be measured, not an old one."""
    found = (shutil.which(f"python3.{minor}") for minor in (14, 13, 12))
    return next((each for each in found if each), sys.executable)


def install(folder: Path) -> tuple[Path, dict[str, str]]:
    """The commands of the peers, installed, and their versions."""
    subprocess.run([newest_python(), "-m", "venv", folder / "venv"], check=True)
    home = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    pip = [str(home / "python"), "-m", "pip", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--quiet", *PEERS], check=True)
    listed = subprocess.run([*pip, "list", "--format", "json"], check=True, capture_output=True).stdout
    return home, {each["name"].lower(): each["version"] for each in json.loads(listed)}


def cards(folder: Path) -> list[Card]:
    """What stands on the 63 squares."""
    circuit = read(folder / CIRCUIT).circuit
    assert circuit
    made = plan(circuit, Preset.model_validate({"squares": "63"}))
    numbers = {str(square.number) for square in made.board.squares}
    found = [card for card in made.deck.cards if card.name in numbers]
    assert len(found) == 63
    return found


def metro_map(of: list[Card]) -> str:
    lines = ["%%metro title: Circuit", "%%metro line: main | Circuit | #0570b0", "graph LR"]
    for start in range(0, len(of), SECTION):
        ranks = range(start, min(start + SECTION, len(of)))
        lines.append(f"    subgraph part{start} [{start + 1}]")
        lines += [f"        s{rank}[{plain(of[rank].face.title or of[rank].title)}]" for rank in ranks]
        lines += [f"        s{rank} -->|main| s{rank + 1}" for rank in ranks[:-1]]
        lines.append("    end")
    lines += [f"    s{rank - 1} -->|main| s{rank}" for rank in range(SECTION, len(of), SECTION)]
    return "\n".join(lines) + "\n"


def plain(text: str) -> str:
    """``text`` without what has a meaning in Mermaid."""
    return "".join(sign if sign.isalnum() or sign in " ’'-,." else " " for sign in text)


def entries(of: list[Card], times: int = 1) -> str:
    sections = {f"Circuit {rank}": [entry(card) for card in of] for rank in range(times)}
    return json.dumps({"cv": {"name": "Circuit", "sections": sections}}, ensure_ascii=False)


def entry(card: Card) -> dict[str, object]:
    facts = [f"{row.label} : {row.value}" for row in card.rows]
    return {"name": card.title, "summary": card.second or card.face.label, **({"highlights": facts} if facts else {})}


def stand_in(folder: Path) -> None:
    """An empty package of icons, in every version that a template may ask for."""
    for version in ("0.5.0", "0.6.0", "0.6.1", "0.7.0"):
        place = folder / ICONS / version
        place.mkdir(parents=True)
        about = f'[package]\nname = "fontawesome"\nversion = "{version}"\nentrypoint = "lib.typ"\n'
        (place / "typst.toml").write_text(about, "utf-8")
        (place / "lib.typ").write_text("#let fa-icon(name, ..rest) = []\n", "utf-8")


def pages(folder: Path) -> int:
    from jeu_oie.print.shop import count_paper

    return sum(count_paper(path.read_bytes()).pages for path in folder.rglob("*.pdf"))


def commands(folder: Path, home: Path) -> dict[str, list[str]]:
    """What is run in turn, once what they read is written."""
    of = cards(folder)
    (folder / "map.mmd").write_text(metro_map(of), "utf-8")
    (folder / "cv.yaml").write_text(entries(of), "utf-8")
    (folder / "long.yaml").write_text(entries(of, LONG), "utf-8")
    stand_in(folder)
    build = [COMMAND, "build", CIRCUIT, "--board", "sixty-three.yaml", "--only"]
    boards = [PYTHON, str(ROOT / "bench" / "board.py"), "many", CIRCUIT]
    rendercv = [str(home / "rendercv"), "render", "-nomd", "-nohtml", "-nopng"]
    return {
        "svg": [*build, "svg", "--out", "svg", "--force"],
        "metro": [str(home / "nf-metro"), "render", "map.mmd", "-o", "map.svg"],
        "board": [*boards, "1"],
        "boards": [*boards, str(BATCH)],
        "cv": [*rendercv, "cv.yaml", "-o", "short"],
        "kit": [*build, "pdf", "--out", "kit", "--force"],
        "long": [*rendercv, "long.yaml", "-o", "long"],
    }


def measure(folder: Path, home: Path, runs: int) -> bool:
    """Run them in turn, then print a line for each pair; a first round (a cold disk) does not count.

    Whether our SVG and our PDF are faster, cold.
    """
    environment = {"XDG_CACHE_HOME": str(folder / "xdg")}
    asked = commands(folder, home)

    def rounds(names: str, times: int) -> list[dict[str, Cost]]:
        return [{name: cost(asked[name], folder, environment) for name in names.split()} for _ in range(times + 1)][1:]

    print("| what | theirs / ours, by the clock | by the processor | ours | theirs |")
    print("|---|---|---|---|---|")
    short = rounds("svg metro board boards cv", runs)
    svg = told("SVG of 63 squares / nf-metro, 63 stations", short, ("svg", 1), ("metro", 1))
    board = told("PDF of one board, cold / RenderCV, 63 entries", short, ("board", 1), ("cv", 1))
    told(f"PDF of each of {BATCH} boards made by one run / RenderCV, 63 entries", short, ("boards", BATCH), ("cv", 1))
    whole = rounds("kit long", max(1, runs // 4))
    ours, theirs = pages(folder / "kit"), pages(folder / "long")
    told(f"a page of all PDFs ({ours}) / of a long RenderCV ({theirs})", whole, ("kit", ours), ("long", theirs))
    return min(svg, board) > 1


def told(what: str, rounds: list[dict[str, Cost]], ours: tuple[str, int], theirs: tuple[str, int]) -> float:
    """One line of the table, and its ratio by the clock: the median of the rounds, for each of what is made."""
    (mine, of_mine), (its, of_its) = ours, theirs
    clock = median(each[its].elapsed * of_mine / (each[mine].elapsed * of_its) for each in rounds)
    processor = median(each[its].seconds * of_mine / (each[mine].seconds * of_its) for each in rounds)
    times = [median(each[name].elapsed for each in rounds) / amount for name, amount in (ours, theirs)]
    print(f"| {what} | {clock:.2f} | {processor:.2f} | {times[0]:.3f} s | {times[1]:.3f} s |", flush=True)
    return clock


def main() -> None:
    parser = argparse.ArgumentParser(description="Measures the program beside others that do something alike.")
    parser.add_argument("--runs", type=int, default=11)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "circuits", folder / "circuits")
        (folder / "sixty-three.yaml").write_text(BOARD, "utf-8")
        home, versions = install(folder)
        peers = ", ".join(f"{each} {versions[each]}" for each in ("nf-metro", "rendercv", "typst"))
        print(f"jeu-oie {__version__}, {peers}; median of {runs} runs in turn")
        kept = measure(folder, home, runs)
    raise SystemExit(not kept)


if __name__ == "__main__":
    main()
