"""A side of the comparison: a checkout, and all that it makes of the circuits."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / ".differ"  # what revisions made is kept: they do not change
FILES = ("circuits/*/*.yaml", "tests/circuits/unknown/*/*.yaml")
# « shop » with a profile, so that the print shop's files are PDF/X; the person's sheet in all languages.
USUAL = (
    *("--only", "svg,html,pdf,shop", "--icc", "/usr/share/color/icc/colord/FOGRA39L_coated.icc"),
    *("--also", "fr,en,ar", "--quiet"),
)
# How the kit of a look is called after its circuit.
LOOKS: Mapping[str, tuple[str, ...]] = {"": (), "-saver": ("--ink", "saver"), "-large": ("--large",)}
AGAIN = {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7"}  # another zone and another seed: the same bytes
KITS, ANSWERS = "kits", "answers"
Plan = Mapping[str, Sequence[str]]  # look → circuits


@dataclass(frozen=True)
class Side:
    """``python`` runs the program of the checkout ``root``; what it makes lies in ``made``."""

    root: Path
    python: Path
    made: Path

    @property
    def circuits(self) -> Mapping[str, str]:
        """Landlord and circuit → its file."""
        files = sorted(file for pattern in FILES for file in self.root.glob(pattern) if file.name != "landlord.yaml")
        return {f"{file.parent.name}/{file.stem}": file.relative_to(self.root).as_posix() for file in files}

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
        known = {**os.environ, "PYTHONPATH": str(self.root / "src"), **environment}
        command = [str(self.python), "-m", "jeu_oie", "--lang", "fr", *arguments]
        return subprocess.run(command, cwd=self.root, env=known, capture_output=True, check=False)


def find_side(name: str, role: str) -> Side:
    """The checkout in a folder, made anew; or that of a git revision, of which all that was made before is kept."""
    if (Path(name) / "src/jeu_oie").is_dir():
        made = KEPT / role
        shutil.rmtree(made, ignore_errors=True)
        return Side(Path(name).resolve(), find_python(Path(name).resolve()), made)
    commit = git("rev-parse", "--verify", f"{name}^{{commit}}").decode().strip()
    root = KEPT / commit / "checkout"
    if not root.exists():
        draft = root.with_name("draft")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        subprocess.run([tool("tar"), "-x", "-C", str(draft)], input=git("archive", commit), check=True)
        subprocess.run([sys.executable, "hatch_build.py"], cwd=draft, check=True)
        draft.rename(root)
    options = sha256(repr((USUAL, LOOKS)).encode()).hexdigest()[:8]
    return Side(root, find_python(root), KEPT / commit / options)


def tool(name: str) -> str:
    return shutil.which(name) or name


def git(*arguments: str) -> bytes:
    done = subprocess.run([tool("git"), *arguments], cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr.decode().strip())
    return done.stdout


def find_python(root: Path) -> Path:
    """Its own environment's; ours where it locks the same libraries; else one is set up for it."""
    own = root / ".venv/bin/python"
    if not own.exists():
        lock = Path("requirements/run.txt")
        if (root / lock).read_bytes() == (ROOT / lock).read_bytes():
            return Path(sys.executable)
        subprocess.run([str(root / "script/setup")], cwd=root, check=True)
    return own


def make(side: Side, plan: Plan, jobs: int) -> Path:
    """What the side makes of the circuits of ``plan``; the folder that holds it."""
    known = side.circuits
    for look, names in plan.items():
        new = [known[name] for name in names if name in known and not is_made(side.made, name + look)]
        build(side, new, side.made / KITS, look, jobs)
    asked = sorted({name for names in plan.values() for name in names if name in known})
    with ThreadPoolExecutor(jobs) as threads:
        list(threads.map(lambda name: ask(side, name), asked))
    return side.made


def is_made(made: Path, kit: str) -> bool:
    """A kit is written whole or not at all."""
    return (made / KITS / kit / "manifest.json").exists()


def build(side: Side, files: Sequence[str], to: Path, look: str, jobs: int, **environment: str) -> None:
    if files:
        given = ("--out", str(to), "--jobs", str(jobs), *USUAL, *LOOKS[look])
        done = side.run("build", *files, *given, **environment)
        if done.returncode:
            print(f"{side.root}: {done.stderr.decode()}", file=sys.stderr)


def ask(side: Side, name: str) -> None:
    """What commands answer of a circuit: check, diff to the next one, both tables."""
    to, known, file = side.made / ANSWERS / name, side.circuits, side.circuits[name]
    names = list(known)
    following = known[names[(names.index(name) + 1) % len(names)]]
    to.mkdir(parents=True, exist_ok=True)
    for command, given in {"check": ("--missing", file), "diff": (file, following)}.items():
        done = side.run(command, "--json", *given)
        failed = json.dumps({"failed": done.stderr.decode()}).encode()
        (to / f"{command}.json").write_bytes(done.stdout or failed)
    side.run("export", file, "--csv", str(to / "table.csv"), "--xlsx", str(to / "table.xlsx"))


def unstable(side: Side, look: str, name: str, jobs: int) -> list[str]:
    """The files of a kit whose bytes are others in another process, zone and hash seed."""
    again = side.made / "again"
    shutil.rmtree(again, ignore_errors=True)
    build(side, [side.circuits[name]], again, look, jobs, **AGAIN)
    first, second = side.made / KITS / (name + look), again / (name + look)
    files = (file.relative_to(first) for file in sorted(first.rglob("*")) if file.is_file())
    return [
        str(file)
        for file in files
        if not (second / file).exists() or (first / file).read_bytes() != (second / file).read_bytes()
    ]
