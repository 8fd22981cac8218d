"""A circuit's text, its landlord's and what it shares → a circuit, or all problems of the three files.

Pure: ``files`` supplies the bytes. The circuit is read first, then the
files it names, then what one says about another is checked, whatever could not be read.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from jeu_oie.circuit.fingerprint import fingerprint
from jeu_oie.circuit.limits import Excess, excess
from jeu_oie.circuit.model import LISTS, Circuit, CircuitFile, Landlord, Status
from jeu_oie.circuit.reader import nodes
from jeu_oie.circuit.reader.crosscheck import check
from jeu_oie.circuit.reader.file import File, read_file, validate_file
from jeu_oie.circuit.reader.shared import Siblings, merge
from jeu_oie.circuit.reader.siblings import common, landlord
from jeu_oie.circuit.reader.source import SourceText
from jeu_oie.circuit.reader.validate import has_error, in_order
from jeu_oie.circuit.signing import changed_keys
from jeu_oie.errors import Place, Problem, Severity

COMMENT = re.compile(r"(?:^|\s)#.*")
# Why a validation holds no more, by the key that is no longer what was sealed.
UNSEALED = {"hash": "hash-changed", "by": "signers-changed", "on": "signing-date-changed"}


@dataclass(frozen=True, slots=True)
class LocatedText:
    """One text of a file, where it begins, and the keys that lead to it (``actors``, ``agence``, ``name``)."""

    place: Place
    keys: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Reading:
    """What reading a circuit gave: ``circuit`` is None when ``problems`` holds an error.

    ``places`` says where each value stands: (item id, key), ("", key) for the circuit's own keys, (id, "") for an
    item as a whole; ``landlord.name``, ``sources.bilan-2017.title``, ``words.trace`` are keys of the circuit too.
    Items without an id have the one made of their title; a danger is called ``emergency.gas``. ``files`` are all
    files read, the circuit first; ``lines`` holds their lines, for the excerpts of later problems; ``texts`` is all
    that they say. ``written`` is what the circuit's own file says, without its landlord's and what it shares: who
    writes it anew needs no more.
    """

    circuit: Circuit | None
    problems: tuple[Problem, ...]
    places: Mapping[tuple[str, str], Place]
    files: tuple[Path, ...]
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    written: CircuitFile | None = field(default=None, repr=False)
    texts: tuple[LocatedText, ...] = field(default=(), repr=False)

    def place(self, item: str, key: str = "") -> Place:
        """Where ``key`` of ``item`` stands; where the item stands, else the file, if the key is absent."""
        first = Place(self.files[0].as_posix() if self.files else "")
        return self.places.get((item, key)) or self.places.get((item, "")) or first

    def problem(
        self,
        item: str,
        key: str,
        code: str,
        severity: Severity = Severity.WARNING,
        /,
        **values: object,
    ) -> Problem:
        """A problem that a later stage found in ``key`` of ``item``, at its place and with its excerpt."""
        place = self.place(item, key)
        shell = SourceText(place.file, "", self.lines.get(place.file, ()))
        return shell.problem(place.line, place.column, code, severity, **values)

    def text_lines(self) -> Iterator[tuple[str, int, str]]:
        """File, number and text of every line of every file, comments apart."""
        for file, lines in self.lines.items():
            yield from ((file, number, COMMENT.sub("", line)) for number, line in enumerate(lines, 1))

    def problem_at(self, file: str, line: int, column: int, code: str, **values: object) -> Problem:
        """A warning that a later stage found in a line as it stands."""
        return SourceText(file, "", self.lines[file]).problem(line, column, code, Severity.WARNING, **values)


def read_text(text: bytes | str, name: str, siblings: Siblings) -> Reading:
    """Read a circuit from ``text``; ``name`` is the file name that problems tell.

    ``siblings`` gives the bytes of a file beside it, by the name as it is written in the circuit
    (``landlord.yaml``, ``../common.yaml``), or None if there is none.
    """
    return _assemble(read_file(text, name, CircuitFile, tuple(LISTS)), name, siblings)


def read_tree(source: SourceText, root: nodes.Mapping, name: str, siblings: Siblings) -> Reading:
    """Read a circuit from nodes that were not YAML: ``source`` holds what was wrong in making them.

    Places are what the nodes say (a row and a column); ``name`` is the file that ``siblings`` are seen from.
    """
    return _assemble(validate_file(source, root, CircuitFile, source.problems, tuple(LISTS)), name, siblings)


def _assemble(circuit: File[CircuitFile], name: str, siblings: Siblings) -> Reading:
    if circuit.root is None:
        return _result(None, (circuit,))
    lessor, refused = landlord(circuit, name, siblings)
    shared, more = common(circuit, name, siblings)
    files: tuple[File[Any], ...] = tuple(file for file in (circuit, lessor, shared) if file is not None)
    problems = [*refused, *more, *check(circuit, lessor, shared)]
    result = _result(None, files, problems, lessor)
    if has_error(result.problems) or not circuit.model or not lessor or not lessor.model:
        return result
    merged = merge(circuit.model, lessor.model, shared.model if shared else None)
    passed = excess(merged)
    return _too_large(result, passed) if passed else _check_seal(replace(result, circuit=merged), merged)


def _too_large(reading: Reading, passed: Excess) -> Reading:
    """A circuit that holds more than can be printed is told as such, with the lines where there is most to shorten."""
    lines = sorted({reading.place(item, key).line for item, key in passed.longest})
    values = {"limit": passed.limit, "count": passed.count, "lines": ", ".join(map(str, lines))}
    problem = reading.problem(passed.item, passed.key, passed.code, Severity.ERROR, **values)
    return replace(reading, problems=in_order((*reading.problems, problem)))


def _check_seal(reading: Reading, circuit: Circuit) -> Reading:
    """A circuit of which content, signers or day are no longer what was sealed counts as a draft again.

    Signers or a day that nobody has sealed are named on no sheet: ``written`` still has them.
    """
    validation = circuit.validated
    if circuit.status is not Status.VALIDATED or validation is None:
        return reading
    keys = changed_keys(circuit, validation)
    if not keys:
        return reading
    told = {"hash": fingerprint(circuit), "by": ", ".join(validation.by), "on": validation.on}
    warnings = [reading.problem("", f"validated.{key}", UNSEALED[key], **{key: told[key]}) for key in keys]
    kept = validation if keys == ("hash",) else None
    draft = circuit.model_copy(update={"status": Status.DRAFT, "validated": kept})
    return replace(reading, circuit=draft, problems=in_order((*reading.problems, *warnings)))


def _result(
    circuit: Circuit | None,
    files: tuple[File[Any], ...],
    problems: Iterable[Problem] = (),
    lessor: File[Landlord] | None = None,
) -> Reading:
    told = in_order((*(problem for file in files for problem in file.problems), *problems))
    main, *others = files
    places = dict(_places(main, ""))
    for file in others:
        for key, place in _places(file, "landlord." if file is lessor and file.source is not main.source else ""):
            places.setdefault(key, place)
    names = {file.source.file: file.source.lines for file in files}
    in_place = (file for file in others if file.source is main.source)
    written = main.model if all(file.model for file in in_place) else None
    texts = tuple(said for file in files if file.source is not main.source or file is main for said in _texts(file))
    return Reading(circuit, told, places, tuple(Path(name) for name in names), names, written, texts)


def _places(file: File[Any], prefix: str) -> Iterator[tuple[tuple[str, str], Place]]:
    """Every key of the file itself, then every key of its items."""
    if file.root is None:
        return
    for key, node in _keys(file.root):
        place = Place(file.source.file, node.line, node.column)
        yield ("", prefix + key), place
        yield ("", key), place
    for item in file.items:
        name = f"emergency.{item.id}" if item.list == "emergency" else item.id
        yield (name, ""), Place(file.source.file, item.node.line, item.node.column)
        for key, entry in item.node.entries.items():
            yield (name, key), Place(file.source.file, entry.value.line, entry.value.column)


def _texts(file: File[Any]) -> Iterator[LocatedText]:
    waiting: list[tuple[nodes.Node, tuple[str, ...]]] = [(file.root, ())] if file.root else []
    while waiting:
        node, keys = waiting.pop()
        if isinstance(node, nodes.Mapping):
            waiting += [(entry.value, (*keys, key)) for key, entry in reversed(node.entries.items())]
        elif isinstance(node, nodes.Sequence):
            waiting += [(item, keys) for item in reversed(node.items)]
        elif not node.broken:
            assert isinstance(node, nodes.Scalar)
            yield LocatedText(Place(file.source.file, node.line, node.column), keys, node.text)


def _keys(node: nodes.Mapping, above: str = "") -> Iterator[tuple[str, nodes.Node]]:
    """« sources », « sources.bilan-2017 », « sources.bilan-2017.title »: each key and its value."""
    for key, entry in node.entries.items():
        yield above + key, entry.value
        if isinstance(entry.value, nodes.Mapping):
            yield from _keys(entry.value, f"{above}{key}.")
