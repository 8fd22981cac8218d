"""Faults planted in ``src``, one at a time: which of them the quick tests see.

    script/bench --planted               60 faults, drawn by a seed over all rooms: about an hour on two cores
    script/bench --planted --faults 12   fewer
    script/bench --planted --seed 2      others
    script/bench --planted --list        the faults, none tried

A fault is what a tired hand writes: < for <=, « and » for « or », a condition turned round, a figure one off, a
statement left out. Each is first tried on the quick tests of its room (``ROOMS``), which a hand runs at once; what
these miss on all that ``script/test`` runs, types first. What passes there is listed: a test is missing, or the line
says nothing.
Each stands in a copy of HEAD, two at once. Exit status 1: fewer than ``LEAST`` are seen.
"""

import argparse
import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from bench.measuring import ROOT

LEAST = 0.9
SEED = 1
GIT = shutil.which("git") or "git"
PACKAGE = Path("src/jeu_oie")
# The folders of tests that watch each room; what stands in none of them (messages, disk…) is of the circuit's.
ROOMS = {
    "api": "api",
    "board": "board sheets",
    "builder": "build kit",
    "circuit": "circuit circuits",
    "cli": "cli",
    "draw": "draw board sheets",
    "exchange": "exchange",
    "game": "game",
    "kit": "kit build",
    "print": "print sheets",
    "serve": "serve editor",
    "sheets": "sheets print",
    "web": "web browser",
    "": "circuit cli house",
}
# A loop that a fault keeps from ending is one that is seen.
PYTEST = "-m pytest -q -x -p no:cacheprovider -p no:randomly -o faulthandler_timeout=120".split()
QUICK = ["-m", "not slow"]

SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
}


@dataclass(frozen=True)
class Fault:
    """``new`` for ``old`` from ``start`` to ``end`` (bytes of the file)."""

    file: Path
    line: int
    start: int
    end: int
    old: str
    new: str

    @property
    def room(self) -> str:
        parts = self.file.relative_to(PACKAGE).parts
        return parts[0] if parts[0] in ROOMS else ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {short(self.old)} → {short(self.new)}"


def short(text: str) -> str:
    spaced = " ".join(text.split())
    return spaced if len(spaced) < 70 else f"{spaced[:67]}…"


def wrongly(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in the place of ``node`` by mistake."""
    match node:
        case ast.Compare(ops=[operator]) if type(operator) in SWAPPED:
            yield changed(node, ops=[SWAPPED[type(operator)]()])
        case ast.BoolOp(op=operator):
            yield changed(node, op=SWAPPED[type(operator)]())
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in SWAPPED and not texts(left, right):
            yield changed(node, op=SWAPPED[type(operator)]())
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield ast.Constant(value + 1)
        case ast.IfExp(test=test):
            yield changed(node, test=ast.UnaryOp(ast.Not(), test))
        case ast.Expr(value=ast.Call()) | ast.AugAssign():
            yield ast.Pass()


def changed(node: ast.AST, **fields: object) -> ast.AST:
    made = copy.copy(node)
    vars(made).update(fields)
    return made


def texts(*sides: ast.AST) -> bool:
    """Whether one of them is a text, which nobody takes away from another."""
    return any(isinstance(each, ast.JoinedStr | ast.Constant) and not is_number(each) for each in sides)


def is_number(each: ast.AST) -> bool:
    return isinstance(each, ast.Constant) and isinstance(each.value, int | float)


def parts(node: ast.AST) -> Iterator[ast.AST]:
    """What runs of ``node``: no annotation, no decorator, no assert, nothing that is for the types alone."""
    if isinstance(node, ast.Assert) or (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)):
        return
    yield node
    for name, value in ast.iter_fields(node):
        if name not in {"annotation", "returns", "decorator_list", "format_spec"}:
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, ast.AST):
                    yield from parts(each)


def faults_of(file: Path, text: bytes) -> Iterator[Fault]:
    lines = [0]
    for line in text.splitlines(keepends=True):
        lines.append(lines[-1] + len(line))
    for node in parts(ast.parse(text)):
        for wrong in wrongly(node):
            assert isinstance(node, ast.expr | ast.stmt)
            assert node.end_lineno is not None
            assert node.end_col_offset is not None
            start, end = lines[node.lineno - 1] + node.col_offset, lines[node.end_lineno - 1] + node.end_col_offset
            new = ast.unparse(ast.fix_missing_locations(wrong))
            placed = new if isinstance(wrong, ast.Pass) else f"({new})"
            yield Fault(file, node.lineno, start, end, text[start:end].decode(), placed)


def draw(seed: int, number: int) -> list[Fault]:
    """One fault of each room, then more of all alike."""
    files = sorted(path.relative_to(ROOT) for path in (ROOT / PACKAGE).rglob("*.py"))
    every = [fault for file in files for fault in faults_of(file, (ROOT / file).read_bytes())]
    random.Random(seed).shuffle(every)  # noqa: S311 (a draw, no secret)
    firsts = [next(fault for fault in every if fault.room == room) for room in ROOMS]
    return [*firsts, *(fault for fault in every if fault not in firsts)][:number]


def copy_into(folder: Path) -> Path:
    """HEAD, ready to be tested: with what is made and not kept."""
    subprocess.run([GIT, "clone", "--quiet", "--no-hardlinks", ROOT, folder], check=True)
    for name in (".venv", "node_modules"):
        (folder / name).symlink_to(ROOT / name)
    run(folder, "hatch_build.py")
    return folder


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    known = {**os.environ, "PYTHONPATH": str(folder / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=known, capture_output=True, text=True, check=False
    )


def tried_in_room(folder: Path, fault: Fault) -> bool:
    return run(folder, *PYTEST, *QUICK, *(f"tests/{each}" for each in ROOMS[fault.room].split())).returncode != 0


def tried_on_types(folder: Path, _: Fault) -> bool:
    return run(folder, "-m", "mypy", "--cache-dir", f"{folder}-mypy", "src").returncode != 0


def tried_on_all(folder: Path, _: Fault) -> bool:
    return run(folder, *PYTEST, *QUICK).returncode != 0


TRIED: dict[str, Callable[[Path, Fault], bool]] = {
    "its room": tried_in_room,
    "types": tried_on_types,
    "script/test": tried_on_all,
}


def seen_by(folder: Path, fault: Fault) -> str:
    """Who sees it first; empty: nobody."""
    file = folder / fault.file
    right = file.read_bytes()
    file.write_bytes(right[: fault.start] + fault.new.encode() + right[fault.end :])
    try:
        return next((who for who, sees in TRIED.items() if sees(folder, fault)), "")
    finally:
        file.write_bytes(right)


def try_all(faults: list[Fault], folders: list[Path]) -> dict[Fault, str]:
    free: SimpleQueue[Path] = SimpleQueue()
    for folder in folders:
        free.put(folder)

    def try_one(fault: Fault) -> str:
        folder = free.get()
        try:
            seen = seen_by(folder, fault)
        finally:
            free.put(folder)
        print(f"{seen or 'NOBODY':12} {fault}", flush=True)
        return seen

    with ThreadPoolExecutor(len(folders)) as pool:
        return dict(zip(faults, pool.map(try_one, faults), strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faults", type=int, default=60)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--list", action="store_true")
    asked = parser.parse_args()
    faults = draw(asked.seed, asked.faults)
    if asked.list:
        print(*faults, sep="\n")
        return
    with tempfile.TemporaryDirectory() as made:
        folders = [copy_into(Path(made) / name) for name in ("one", "two")]
        whole = run(folders[0], *PYTEST, *QUICK)
        if whole.returncode:
            raise SystemExit(f"the tests fail where no fault is planted:\n{whole.stdout}")
        seen = try_all(faults, folders)
    for who in (*TRIED, ""):
        print(f"{sum(each == who for each in seen.values()):4} {who or 'nobody'}")
    raise SystemExit(sum(map(bool, seen.values())) < LEAST * len(faults))


if __name__ == "__main__":
    main()
