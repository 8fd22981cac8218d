"""Whether a change of the program changes what it makes: every file of every kit, before and after.

``make CHECKOUT FOLDER`` builds the circuits of a checkout with its program, with each board, with little ink and
large; ``compare BEFORE AFTER`` tells each file that differs (``script/outputs`` does both). Drawings are compared as
the XML that they are (C14N), archives by what they hold, all else byte for byte.
"""

import argparse
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import canonicalize

VARIANTS = {
    **{board: ("--board", board) for board in ("classic", "saver")},
    "ink-saver": ("--ink", "saver"),
    "large": ("--large",),
    "online": ("--base-url", "https://example.org/jeu/", "--only", "svg,html"),
}
HIDDEN = ".jeu-oie"  # hashes of the program stand there
PACK = "site.zip"  # of what is compared already


def make(checkout: Path, folder: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(checkout / "src")}
    for name, options in VARIANTS.items():
        command = (sys.executable, "-m", "jeu_oie", "build", "circuits", "--out", str(folder.absolute() / name))
        subprocess.run((*command, *options), check=True, stdout=subprocess.DEVNULL, cwd=checkout, env=environment)


def files(folder: Path) -> dict[str, bytes]:
    """What the kits in ``folder`` hold, by name."""
    found = (each for each in sorted(folder.rglob("*")) if each.is_file())
    names = ((each.relative_to(folder), each) for each in found)
    return {
        name.as_posix(): each.read_bytes() for name, each in names if HIDDEN not in name.parts and name.name != PACK
    }


def same(name: str, before: bytes, after: bytes) -> bool:
    if before == after:
        return True
    if name.endswith(".svg"):
        return canonicalize(before.decode()) == canonicalize(after.decode())
    if name.endswith(".zip"):
        return not list(differences(unpacked(before), unpacked(after)))
    return False


def unpacked(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def differences(before: dict[str, bytes], after: dict[str, bytes]) -> Iterator[str]:
    """A line a file that is new, gone or another."""
    for name in sorted({*before, *after}):
        if name not in after:
            yield f"gone: {name}"
        elif name not in before:
            yield f"new: {name}"
        elif not same(name, before[name], after[name]):
            yield f"another: {name}"


def compare(before: Path, after: Path) -> int:
    """How many files differ, each told; the comparison first shows that it sees a planted difference."""
    former, made = files(before), files(after)
    planted = {name: data.replace(b"</svg>", b"<g/></svg>") for name, data in former.items() if name.endswith(".svg")}
    seen = list(differences(former, former | planted))
    if not planted or len(seen) < len(planted):
        sys.exit("no planted difference was seen")
    found = list(differences(former, made))
    print(f"{len(former)} files before, {len(made)} after, {len(found)} differ")
    for each in found:
        print(each)
    return len(found)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("make", "compare"))
    parser.add_argument("folders", nargs="+", type=Path)
    asked = parser.parse_args()
    if asked.what == "compare":
        return min(compare(*asked.folders), 1)
    make(*asked.folders)
    return 0


if __name__ == "__main__":
    sys.exit(main())
