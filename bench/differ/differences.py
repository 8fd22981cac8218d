"""From two folders to a list that a person can sign: what differs, from what to what, in which files."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from difflib import SequenceMatcher
from multiprocessing import get_context
from pathlib import Path

from bench.differ.readings import UNSAID, read_file

HEAVIER = 1.1  # times its former bytes: more is told
NAMED = 4  # files of a difference that are named; the others are counted
LONGEST = 160  # letters of what is told of a side
AROUND = 2  # words before and after what is new or gone


@dataclass(frozen=True, slots=True)
class Difference:
    aspect: str
    old: str = ""
    new: str = ""

    def __str__(self) -> str:
        return (
            f"{self.aspect}: {self.old or '(none)'} → {self.new or '(none)'}" if self.old or self.new else self.aspect
        )


Found = dict[Difference, list[str]]


def compare_folders(old: Path, new: Path, within: Collection[str], jobs: int) -> Found:
    """Difference → the files in which it is found, named from the folder on; those of the folders ``within`` them."""
    found: Found = {}
    before, after = files_of(old, within), files_of(new, within)
    for name in sorted(before ^ after):
        found.setdefault(Difference("file gone" if name in before else "file new"), []).append(name)
    names = sorted(name for name in before & after if (old / name).read_bytes() != (new / name).read_bytes())
    if names:
        # Spawned: a fork would copy the threads of the libraries that read files.
        with ProcessPoolExecutor(min(jobs, len(names)), mp_context=get_context("spawn")) as pool:
            olds, news = ([folder / name for name in names] for folder in (old, new))
            for name, differences in zip(names, pool.map(compare_files, olds, news), strict=True):
                for difference in differences:
                    found.setdefault(difference, []).append(name)
    return found


def files_of(folder: Path, within: Iterable[str]) -> set[str]:
    files = (file for name in within for file in (folder / name).rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix() for file in files}


def compare_files(old: Path, new: Path) -> tuple[Difference, ...]:
    """What two files of one name say otherwise, each word once; a hash that changes alone is told as such."""
    before, after = read_file(old), read_file(new)
    changed = [aspect for aspect in {**before, **after} if before.get(aspect) != after.get(aspect)]
    found = [
        difference
        for aspect in changed
        for difference in compare_parts(aspect, before.get(aspect, ()), after.get(aspect, ()))
    ]
    by_tags = {(each.old, each.new) for each in found if each.aspect == "words by tags"}
    found = [each for each in found if each.aspect != "words as drawn" or (each.old, each.new) not in by_tags]
    if "hashes" in changed and not any(aspect.startswith(("words", "numbers", "values")) for aspect in changed):
        found.append(Difference("hash changed, no word did"))
    if new.stat().st_size > HEAVIER * old.stat().st_size:
        found.append(Difference("heavier", f"{old.stat().st_size} bytes", f"{new.stat().st_size} bytes"))
    return tuple(dict.fromkeys(found))


def compare_parts(aspect: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Difference]:
    if aspect in UNSAID:
        yield Difference(aspect)
        return
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            context = AROUND if aspect.startswith("words") and tag != "replace" else 0
            before, after = old[max(i - context, 0) : j + context], new[max(k - context, 0) : m + context]
            yield Difference(aspect, shorten(" ".join(before)), shorten(" ".join(after)))


def shorten(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST // 2]} […] {text[-LONGEST // 2 :]}"


def lines(found: Found) -> Iterator[str]:
    """What is found most often first."""
    for difference, names in sorted(found.items(), key=lambda each: (-len(each[1]), str(each[0]))):
        more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
        yield f"{difference}\n    {', '.join(names[:NAMED])}{more}"


def examples(found: Found) -> Iterable[str]:
    """One file of each name, of those that look otherwise."""
    seen = found.get(Difference("picture"), [])
    return {name.split("/")[-1]: name for name in reversed(seen)}.values()
