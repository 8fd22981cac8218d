"""« Qui m’aide » on a sheet: the tenants' association of the project, and how it is reached."""

from collections.abc import Iterable
from dataclasses import dataclass

from jeu_oie.game.association import Association
from jeu_oie.messages import Catalog


@dataclass(frozen=True, slots=True, kw_only=True)
class Helper:
    """``ways``: how it is reached besides its number; ``blanks``: what is to be written, where nobody has said whose.

    Name, hours and ways are in the circuit's language.
    """

    title: str
    name: str = ""
    call: str = ""
    hours: str = ""
    ways: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()


def helper_of(association: Association | None, words: Catalog, blanks: Iterable[str] = ()) -> Helper:
    """``blanks``: by their names, where there is no association."""
    title = words("handout.helper")
    if association is None:
        return Helper(title=title, blanks=tuple(words(f"handout.helper.{each}") for each in blanks))
    known = association
    return Helper(title=title, name=known.name, call=known.phone, hours=known.hours, ways=known.ways)
