"""A circuit's own file written anew: whole or not at all, and never over what somebody else has just written."""

from pathlib import Path

from jeu_oie.circuit.reader import content
from jeu_oie.errors import OutputRefused, Refusal
from jeu_oie.studio.files import Changed, mark_of, put


def held(path: Path) -> bytes:
    """What stands in a file before it is read: nothing where it cannot be opened, which reading tells."""
    try:
        return content(path)
    except OSError:
        return b""


def save(path: Path, former: bytes | None, now: bytes) -> None:
    """Put ``now`` in the place of ``former`` (None: no file yet); a link stays one.

    Raises OutputRefused, the file being as it was.
    """
    home = path.resolve()
    try:
        put(home, home, now, mark_of(former))
    except Changed as error:
        raise OutputRefused(str(path), Refusal.CHANGED) from error
    except PermissionError as error:
        raise OutputRefused(str(path), Refusal.DENIED) from error
    except OSError as error:
        raise OutputRefused.of(error, str(path)) from error
