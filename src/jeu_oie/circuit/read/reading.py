"""A circuit's texts → a circuit, or all problems of its three files."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from jeu_oie import disk
from jeu_oie.circuit.model import LISTS, Circuit, CircuitFile, Landlord, Status, name_contacts
from jeu_oie.circuit.read import compose
from jeu_oie.circuit.read.files import File, PathRefused, Siblings, common, landlord, merge, read_file, validate_file
from jeu_oie.circuit.read.limits import Excess, excess
from jeu_oie.circuit.read.numbers import list_foreign_numbers
from jeu_oie.circuit.read.references import check
from jeu_oie.circuit.read.source import SourceText
from jeu_oie.circuit.read.validate import elements, has_error, in_order, text
from jeu_oie.circuit.signing import changed_keys, fingerprint
from jeu_oie.disk import resolve_path
from jeu_oie.errors import Place, Problem, Severity

# Reading is pure: ``siblings`` supplies the bytes. The circuit is read first, then the files it names, then what one
# says about another is checked, whatever could not be read.

COMMENT = re.compile(r"(?:^|\s)#.*")
# Why a validation holds no more, by the key that is no longer what was sealed.
UNSEALED = {
    "hash": "hash-changed",
    "by": "signers-changed",
    "on": "signing-date-changed",
    "seal": "validation-half-sealed",
}


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
    item as a whole; « landlord.name », « sources.bilan-2017.title », « words.trace » are keys of the circuit too.
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


# What people name who have exported it; a diagram, from a former version.
OTHER_FILES = {".csv": "file-is-table", ".xlsx": "file-is-table", ".bpmn": "file-is-diagram"}


def read_text(text: bytes | str, name: str, siblings: Siblings) -> Reading:
    """Read a circuit from ``text``; ``name`` is the file name that problems tell.

    ``siblings`` gives the bytes of a file beside it, by the name as it is written in the circuit
    (``landlord.yaml``, ``../common.yaml``), or None if there is none.
    """
    if code := OTHER_FILES.get(Path(name).suffix.lower()):
        return Reading(None, (Problem(Place(name), code, (("path", name),)),), {}, (Path(name),), {name: ()})
    return _assemble(read_file(text, name, CircuitFile, tuple(LISTS)), name, siblings)


def read_tree(source: SourceText, root: compose.Mapping, name: str, siblings: Siblings) -> Reading:
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
    spoken = circuit.root.get("language")
    language = spoken.text if isinstance(spoken, compose.Scalar) else ""
    numbers = (each for file in (lessor, shared) if file for each in list_foreign_numbers(file, language))
    problems = [*refused, *more, *check(circuit, lessor, shared), *numbers]
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
    told = {
        "hash": {"hash": fingerprint(circuit)},
        "by": {"by": ", ".join(validation.by)},
        "on": {"on": validation.on},
    }
    warnings = [
        reading.problem("", f"validated.{key if key in told else 'hash'}", UNSEALED[key], **told.get(key, {}))
        for key in keys
    ]
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
    own = dict.fromkeys(Path(file.source.file) for file in files if not file.shipped)
    return Reading(circuit, told, places, tuple(own), names, written, texts)


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
        for key, node in _keys(item.node, deep=False):
            yield (name, key), Place(file.source.file, node.line, node.column)


def _texts(file: File[Any]) -> Iterator[LocatedText]:
    waiting: list[tuple[compose.Node, tuple[str, ...]]] = [(file.root, ())] if file.root else []
    while waiting:
        node, keys = waiting.pop()
        if isinstance(node, compose.Mapping):
            waiting += [(entry.value, (*keys, key)) for key, entry in reversed(node.entries.items())]
        elif isinstance(node, compose.Sequence):
            waiting += [(item, keys) for item in reversed(node.items)]
        elif not node.broken:
            assert isinstance(node, compose.Scalar)
            yield LocatedText(Place(file.source.file, node.line, node.column), keys, node.text)


CONTACTS = ("contacts", "contact", "channels")


def _keys(node: compose.Mapping, above: str = "", *, deep: bool = True) -> Iterator[tuple[str, compose.Node]]:
    """« sources », « sources.bilan-2017 », « contacts.phone-2.value », « agencies.nord.communes »: each key, its value.

    Not ``deep``: of the node itself and of its contacts alone.
    """
    for key, entry in node.entries.items():
        yield above + key, entry.value
        if key in CONTACTS:
            yield from _contacts(entry.value, f"{above}{key}.")
        elif key == "agencies":
            for each in elements(node, key):
                if isinstance(each, compose.Mapping):
                    yield from _keys(each, f"{above}{key}.{text(each, 'id')}.")
        elif deep and isinstance(entry.value, compose.Mapping):
            yield from _keys(entry.value, f"{above}{key}.")


def _contacts(node: compose.Node, above: str) -> Iterator[tuple[str, compose.Node]]:
    ways = _ways(node)
    for name, way in zip(name_contacts(map(_kind, ways)), ways, strict=True):
        yield above + name, way
        if isinstance(way, compose.Mapping):
            yield from _keys(way, f"{above}{name}.")


def _ways(node: compose.Node) -> tuple[compose.Node, ...]:
    """One way in, or several, which may have a source of their own."""
    if isinstance(node, compose.Sequence):
        return node.items
    held = node.get("value") if isinstance(node, compose.Mapping) and "kind" not in node.entries else None
    return _ways(held) if held else (node,)


def _kind(way: compose.Node) -> str:
    """« phone » of « phone » and of « {kind: phone} »."""
    kind = way.get("kind") if isinstance(way, compose.Mapping) else way
    return kind.text if isinstance(kind, compose.Scalar) else ""


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
    return disk.read(path)


def _beside(circuit: Path, named: str) -> bytes | None:
    """The bytes of ``named``, « x.yaml » or « ../x.yaml » seen from ``circuit``; a link may not lead elsewhere."""
    folder = circuit.parent
    target = folder / named
    if not target.exists():
        return None
    real = resolve_path(target)
    if real.parent != resolve_path((folder / named).parent):
        raise PathRefused(named)
    return content(real)
