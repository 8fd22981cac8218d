"""All that two states of the program make of the same circuits, held against each other.

    script/differ                       HEAD and the working tree
    script/differ main                  the revision main and the working tree
    script/differ OLD NEW               two revisions, or folders of a checkout with its environment
    script/differ --quick               each circuit in one look, by turn; not each in all of them
    script/differ --circuit opac-38/repairs --circuit fat/repairs
    script/differ --faults FILE.pdf     the faults of ink, type and tags in files or folders, beside no other

Circuits: those that are shipped, and tests/circuits/unknown, for which nobody has tuned anything. Silent where nothing
differs; else what differs, from what to what, in which files, and contact sheets in .differ/. Exit status 1: there is
something to sign. What a revision made is kept in .differ/, which may be deleted.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.differ import contact, sides
from bench.differ.differences import Difference, compare_folders, examples, lines
from bench.differ.faults import faults


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="script/differ", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("old", nargs="?", default="HEAD", metavar="OLD")
    parser.add_argument("new", nargs="?", default=str(sides.ROOT), metavar="NEW")
    parser.add_argument("--circuit", action="append", metavar="LANDLORD/CIRCUIT")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--faults", nargs="+", type=Path, metavar="PDF")
    asked = parser.parse_args(arguments)
    if asked.faults:
        return tell_faults(asked.faults)
    old, new = sides.find_side(asked.old, "old"), sides.find_side(asked.new, "new")
    return compare(old, new, plan_for(old, new, asked.circuit, quick=asked.quick))


def plan_for(old: sides.Side, new: sides.Side, asked: Sequence[str] | None, *, quick: bool) -> sides.Plan:
    known = sorted({*old.circuits, *new.circuits})
    wrong = set(asked or ()) - set(known)
    if wrong:
        raise SystemExit(f"no such circuit: {', '.join(sorted(wrong))}\nThere are: {', '.join(known)}")
    names, looks = asked or known, list(sides.LOOKS)
    if not quick:
        return dict.fromkeys(looks, names)
    return {look: names[turn :: len(looks)] for turn, look in enumerate(looks)}


def compare(old: sides.Side, new: sides.Side, plan: sides.Plan) -> int:
    jobs = os.cpu_count() or 1
    before, after = (sides.make(side, plan, jobs) for side in (old, new))
    kits = [(look, name) for look, names in plan.items() for name in names]
    unmade = [
        name + look for look, name in kits if not any(sides.is_made(made, name + look) for made in (before, after))
    ]
    if unmade:
        raise SystemExit(f"made by neither: {', '.join(unmade)}")
    within = {f"{sides.KITS}/{name}{look}" for look, name in kits} | {f"{sides.ANSWERS}/{name}" for _, name in kits}
    found = compare_folders(before, after, within, jobs)
    made_here = [(look, name) for look, name in kits if sides.is_made(after, name + look)]
    unstable = [file for look, name in made_here[:1] for file in sides.unstable(new, look, name, jobs)]
    if unstable:
        found[Difference("other bytes in another process, zone and hash seed")] = unstable
    if not found:
        return 0
    print("\n".join(lines(found)))
    for sheet in contact.write_sheets(before, after, examples(found), sides.KEPT):
        print(sheet.relative_to(sides.ROOT))
    return 1


def tell_faults(paths: Sequence[Path]) -> int:
    told = 0
    for file in (file for path in paths for file in (sorted(path.rglob("*.pdf")) if path.is_dir() else [path])):
        found = faults(file, file.stem)
        print("".join(f"{file}: {fault}\n" for fault in found), end="")
        told += len(found)
    return int(told > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
