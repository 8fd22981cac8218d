"""What files looked like when they were read: by this a change is known, whatever told of it."""

from collections.abc import Iterable, Mapping
from pathlib import Path

# Time of the last change (ns), size (bytes), number on its disk (an editor may put a new file in the place of the
# old one); None: no such file.
Stamp = tuple[int, int, int] | None
Stamps = Mapping[Path, Stamp]


def stamp(path: Path) -> Stamp:
    try:
        seen = path.stat()
    except (OSError, ValueError):  # ValueError: a name that no file can have
        return None
    return seen.st_mtime_ns, seen.st_size, seen.st_ino


def stamps(paths: Iterable[Path]) -> dict[Path, Stamp]:
    return {path: stamp(path) for path in paths}


def half_saved(before: Stamps, now: Stamps) -> bool:
    """Whether a file has just gone or lost all it held: most editors are then about to write it."""
    return any(before.get(path) and (seen is None or not seen[1]) for path, seen in now.items())
