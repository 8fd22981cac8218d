"""The handbook's own circuit: read once, and cut into the examples that stand beside each part of the format."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from textwrap import dedent

from jeu_oie.circuit.model import Circuit
from jeu_oie.circuit.read import Reading, read_text

CIRCUIT, LANDLORD, COMMON = "circuit.yaml", "landlord.yaml", "common.yaml"
PROJECT, BOARD = "project.yaml", "board.yaml"
FILES = (CIRCUIT, LANDLORD, COMMON, PROJECT, BOARD)


@dataclass(frozen=True)
class Example:
    """The texts of FILES, by their names."""

    texts: Mapping[str, str]

    @cached_property
    def reading(self) -> Reading:
        """The circuit with its landlord and common file."""
        named = {name: text.encode() for name, text in self.texts.items()}
        return read_text(named[CIRCUIT], CIRCUIT, named.get)

    @property
    def circuit(self) -> Circuit:
        """The circuit as finished data, which an example always is."""
        found = self.reading.circuit
        assert found is not None, self.reading.problems
        return found

    def cut(self, file: str, key: str) -> str:
        """The first ``key`` of ``file`` with the lines under it, set in by none; one that has lines comes first."""
        lines = self.texts[file].splitlines()
        starts = [rank for rank, line in enumerate(lines) if line.lstrip(" -").startswith(f"{key}:")]
        chosen = next((rank for rank in starts if lines[rank].endswith(":")), starts[0])
        return dedent("\n".join((lines[chosen], *block_after(lines, chosen)))) + "\n"

    def cut_head(self, file: str, last: str) -> str:
        """The lines of ``file`` up to the block of its key ``last``, without that one."""
        return self.texts[file].partition(f"\n{last}:")[0] + "\n"


def block_after(lines: list[str], start: int) -> list[str]:
    """The lines after ``start`` that are set in further."""
    depth = indent_of(lines[start])
    return list(takewhile(lambda line: indent_of(line) > depth, lines[start + 1 :]))


def indent_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
