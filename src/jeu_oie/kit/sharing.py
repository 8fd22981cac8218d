"""Work in parts that know nothing of one another: done in turn here, or at once elsewhere."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PrintedFiles:
    """Name of a file (« print/rules.pdf ») → its bytes; name of a sheet → the content hash that it carries.

    ``engine_missing``: nothing of both, since what sets text is not installed.
    """

    files: Mapping[str, bytes]
    sheets: Mapping[str, str]
    engine_missing: bool = False


Part = Callable[[], PrintedFiles]
Share = Callable[[Sequence[Part]], Iterable[PrintedFiles]]  # does all parts, in any order, and gives what they gave


def in_turn(parts: Sequence[Part]) -> Iterator[PrintedFiles]:
    """One after the other, in this process."""
    return (part() for part in parts)
