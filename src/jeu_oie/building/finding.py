"""Which files may be circuits, and where the kit of each stands: by their names alone, nothing is read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jeu_oie.board.preset import Preset


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that may be a circuit. One that was found in a folder may turn out to be what circuits share."""

    path: Path
    asked: bool  # named on the command line: it is told, whatever it is


def candidates(paths: Sequence[Path]) -> tuple[Candidate, ...]:
    """Files as they are, and all that a folder may hold of circuits; each once."""
    unique: dict[Path, Candidate] = {}
    for path in paths:
        for each in yaml_in(path) if path.is_dir() else (Candidate(path, asked=True),):
            unique.setdefault(each.path.resolve(), each)
    return tuple(unique.values())


def yaml_in(folder: Path) -> Iterator[Candidate]:
    for path in sorted(folder.rglob("*.yaml")):
        if path.name != "landlord.yaml" and not hidden(path, folder) and not leads_away(path, folder):
            yield Candidate(path, asked=False)


def strays(paths: Sequence[Path]) -> tuple[Path, ...]:
    """What lies in the folders of ``paths`` as a link to a file that nobody named: it is told, and not opened."""
    links = (each for path in paths if path.is_dir() for each in sorted(path.rglob("*.yaml")) if leads_away(each, path))
    return tuple(dict.fromkeys(links))


def leads_away(path: Path, root: Path) -> bool:
    """Whether ``path`` is a link that leads out of ``root``, or to what is hidden in it."""
    home, real = root.resolve(), path.resolve()
    return path.is_symlink() and (not real.is_relative_to(home) or hidden(real, home))


def hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)


def kit_folder(circuit: Path, preset: Preset) -> str:
    """« opac-38/repairs », with « -saver » in black and white, « -large » in large print (outputs.md)."""
    return named_after(circuit, variant_of(preset))


def named_after(circuit: Path, variant: str) -> str:
    return f"{circuit.resolve().parent.name or 'circuit'}/{circuit.stem}{variant}"


def variant_of(preset: Preset) -> str:
    return f"{'-saver' if preset.saver else ''}{'-large' if preset.large else ''}"
