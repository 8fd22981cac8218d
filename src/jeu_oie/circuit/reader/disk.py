"""Circuits on disk: the only place of the reader that opens files."""

from pathlib import Path

from jeu_oie import opening
from jeu_oie.circuit.reader.reading import Reading, read_text
from jeu_oie.circuit.reader.shared import PathRefused, Siblings
from jeu_oie.errors import Place, Problem


def read(path: Path) -> Reading:
    """Read the circuit at ``path``, its landlord and what it takes of common.yaml.

    Never raises for what a file holds, nor for a file that cannot be opened: that is a problem too.
    """
    name = path.as_posix()
    try:
        text = content(path)
    except OSError as error:
        code = "file-not-found" if isinstance(error, FileNotFoundError) else "file-unreadable"
        problem = Problem(Place(name), code, (("path", name),))
        return Reading(None, (problem,), {}, (path,), {name: ()})
    return read_text(text, name, beside(path))


def beside(circuit: Path) -> Siblings:
    """The files that a circuit at ``circuit`` may name."""
    return lambda named: _beside(circuit, named)


def content(path: Path) -> bytes:
    """The bytes of a file, one more than the reader takes at most. Raises OSError."""
    return opening.read(path)


def _beside(circuit: Path, named: str) -> bytes | None:
    """The bytes of ``named``, « x.yaml » or « ../x.yaml » seen from ``circuit``; a link may not lead elsewhere."""
    folder = circuit.parent
    target = folder / named
    if not target.exists():
        return None
    real = target.resolve()
    if real.parent != (folder / named).parent.resolve():
        raise PathRefused(named)
    return content(real)
