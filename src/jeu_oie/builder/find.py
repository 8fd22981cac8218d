"""Circuits as a build finds, reads and judges them: by name alone, then each file once.

What was read is what is hashed and made, whatever is saved meanwhile.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from jeu_oie import disk
from jeu_oie.builder.project import NAME
from jeu_oie.circuit.lint import lint
from jeu_oie.circuit.model import Topic
from jeu_oie.circuit.read import PathRefused, Reading, beside, content, read, read_text
from jeu_oie.disk import Stamp, digest, find_named, is_folder, list_closed, resolve_path, stamp, sweep
from jeu_oie.errors import Place, Problem, Severity
from jeu_oie.game.preset import Preset
from jeu_oie.kit import Plan, plan_reading

SiblingContent = bytes | None | OSError | PathRefused


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that may be a circuit. One that was found in a folder may turn out to be what circuits share."""

    path: Path
    asked: bool  # named on the command line: it is told, whatever it is


def candidates(paths: Sequence[Path]) -> tuple[Candidate, ...]:
    """Files as they are, and all that a folder may hold of circuits; each once."""
    unique: dict[Path, Candidate] = {}
    for path in paths:
        for candidate in yaml_in(path) if is_folder(path) else (Candidate(path, asked=True),):
            unique.setdefault(resolve_path(candidate.path), candidate)
    return tuple(unique.values())


# What is told as such, not as a circuit that lacks everything.
OTHERS = {"landlord.yaml": "landlord-file", NAME: "project-file"}


def yaml_in(folder: Path) -> Iterator[Candidate]:
    for path in sorted(find_named(folder, "*.yaml")):
        if path.name not in OTHERS and not is_hidden(path, folder) and not leads_away(path, folder):
            yield Candidate(path, asked=False)


def strays(paths: Sequence[Path]) -> tuple[Path, ...]:
    """What lies in the folders of ``paths`` as a link to a file that nobody named: it is told, and not opened."""
    links = (
        link
        for path in paths
        if is_folder(path)
        for link in sorted(find_named(path, "*.yaml"))
        if leads_away(link, path)
    )
    return tuple(dict.fromkeys(links))


def find_closed(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The folders of ``paths``, and in them, that nobody lets us look into: what they hold is not read."""
    return tuple(folder for path in paths if is_folder(path) for folder in list_closed(path))


def leads_away(path: Path, root: Path) -> bool:
    """Whether ``path`` is a link that leads out of ``root``, or to what is hidden in it."""
    home, real = resolve_path(root), resolve_path(path)
    return disk.is_link(path) and (not real.is_relative_to(home) or is_hidden(real, home))


def is_hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)


def kit_folder(circuit: Path, preset: Preset, agency: str | None = None) -> str:
    """« opac-38/repairs », with the agency, « -saver » in black and white, « -large » in large print (outputs.md)."""
    return named_after(
        circuit, f"{f'-{agency}' if agency else ''}{'-saver' if preset.saver else ''}{'-large' if preset.large else ''}"
    )


def named_after(circuit: Path, variant: str) -> str:
    return f"{resolve_path(circuit).parent.name or 'circuit'}/{circuit.stem}{variant}"


@dataclass(frozen=True, slots=True)
class Sources:
    """A circuit's bytes, and what stood under each name that it writes (« ../common.yaml »), in the order of asking."""

    text: bytes
    named: Mapping[str, SiblingContent] = field(default_factory=dict)

    def hash(self) -> str:
        """Hash of all that the circuit was read from, as the manifest tells it."""
        return digest(self.text, *(content for content in self.named.values() if isinstance(content, bytes)))

    def key(self, input_hash: str, address: str | None, around: Sequence[object] = ()) -> str:
        """Hash of all that the kit is made of; ``input_hash`` is the same for all circuits (``record.input_hash``)."""
        sibling_hashes = {name: digest(content) for name, content in self.named.items() if isinstance(content, bytes)}
        inputs = [input_hash, address, around, digest(self.text), sibling_hashes]
        return digest(json.dumps(inputs).encode())

    def siblings(self, name: str) -> bytes | None:
        """What the reader asks for, from memory. Raises what the disk raised."""
        content = self.named.get(name)
        if isinstance(content, Exception):
            raise content
        return content


def reread(path: Path, names: Iterable[str]) -> Sources:
    """The bytes of a circuit and of ``names`` as they stand now. Raises OSError, PathRefused."""
    ask = beside(path)
    return Sources(content(path), {name: ask(name) for name in names})


def read_once(path: Path) -> tuple[Reading, Sources | None]:
    """The circuit at ``path`` and the bytes that it was read from; none where it cannot be opened."""
    if not nameable(path):
        return Reading(None, (Problem(Place(path.as_posix()), "file-name"),), {}, (path,)), None
    if path.name in OTHERS and path.is_file():
        return Reading(None, (Problem(Place(path.as_posix()), OTHERS[path.name]),), {}, (path,)), None
    try:
        text = content(path)
    except OSError:
        return read(path), None
    named: dict[str, SiblingContent] = {}
    siblings = beside(path)

    def ask(name: str) -> bytes | None:
        try:
            found = siblings(name)
        except (OSError, PathRefused) as error:
            named[name] = error
            raise
        named[name] = found
        return found

    reading = read_text(text, path.as_posix(), ask)
    return reading, Sources(text, named)


def nameable(path: Path) -> bool:
    """Whether the circuit, its folder and its kit have names that can be written: on a page, in an address."""
    try:
        f"{path} {resolve_path(path).parent.name}".encode()
    except UnicodeEncodeError:  # bytes that are no UTF-8
        return False
    return True


HEAD_BYTES = 4000  # bytes: what a circuit is about stands at its head


def topic_of(circuit: Path) -> tuple[str, str]:
    """Topic and landlord as the file names them, which need not be read for that: a page says which others there are.

    Nothing where it writes them in another way than the examples do.
    """
    try:
        head = content(circuit)[:HEAD_BYTES]
    except OSError:
        return "", ""
    topic, landlord = (value_of(head, key) for key in ("topic", "landlord"))
    landlord_file = f"{resolve_path(circuit).parent}/{landlord}"
    return topic, landlord_file if landlord.endswith((".yaml", ".yml")) else landlord


def value_of(data: bytes, key: str) -> str:
    """What stands in the line of a key, as the examples write it; empty: it is not there, or in another way.

    >>> value_of(b"topic: repairs  # pannes", "topic")
    'repairs'
    """
    match = re.search(rb"^%b:[ \t]*([^\r\n#]+)" % key.encode(), data, re.MULTILINE)
    return match[1].decode("utf-8", "replace").strip() if match else ""


Heads = Mapping[Path, tuple[str, str]]  # circuit → its topic and landlord (``topic_of``)
KNOWN_TOPICS = frozenset(member.value for member in Topic) - {Topic.OTHER.value}


def topics_shared(heads: Heads) -> set[str]:
    """The topics of which several landlords have a circuit, of those that landlords are compared by."""
    landlords: dict[str, set[str]] = {}
    for topic, landlord in heads.values():
        landlords.setdefault(topic, set()).add(landlord)
    return {topic for topic, compared in landlords.items() if topic in KNOWN_TOPICS and len(compared) > 1}


def by_landlord(heads: Heads) -> dict[str, list[Path]]:
    """The circuits of each landlord's file that have a topic of their own there."""
    circuits: dict[str, list[Path]] = {}
    for circuit, (topic, landlord) in heads.items():
        if landlord and topic in KNOWN_TOPICS:
            circuits.setdefault(landlord, []).append(circuit)
    return circuits


def examine(
    reading: Reading, preset: Preset, today: date, address: str | None = None, agency: str | None = None
) -> tuple[Plan | None, tuple[Problem, ...]]:
    """The drawn plan of a circuit, for all or for an ``agency``; what reading, lint, assembling find, in line order."""
    plan, problems = plan_reading(reading, preset, address, agency)
    return plan, in_order(reading, (*reading.problems, *lint(reading, today), *problems))


def in_order(reading: Reading, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The circuit's own problems first, then those of the files that it names, each in line order."""
    circuit_file = reading.files[0].as_posix()
    return tuple(sorted(problems, key=lambda problem: (problem.place.file != circuit_file, problem.place)))


def stops(problems: Iterable[Problem], strict: bool) -> bool:
    """Whether something must be mended first; ``strict`` counts warnings, but not facts that nobody has found."""
    return any(problem.severity is Severity.ERROR or (strict and problem.stated) for problem in problems)


YAML = (".yaml", ".yml")

Stamps = Mapping[Path, Stamp | None]  # None: no such file


def stamps(paths: Iterable[Path]) -> dict[Path, Stamp | None]:
    return {path: stamp(path) for path in paths}


def look(paths: Sequence[Path], more: Iterable[Path], templates: Path | None = None) -> dict[Path, Stamp | None]:
    """What stands in the folders of the circuits, above them (what they share), in ``more``, under ``templates``."""
    template_folders = set(folders_within(templates)) if templates else set()
    files = (
        file
        for folder in folders(paths, more, templates)
        for file in files_in(folder)
        if folder in template_folders or file in paths or file.suffix in YAML
    )
    return stamps(files)


def folders(paths: Sequence[Path], more: Iterable[Path], templates: Path | None = None) -> set[Path]:
    """The folders that hold all that the circuits may be made of."""
    other_folders = (*more, *(folders_within(templates) if templates else ()))
    circuit_folders = homes(paths, (candidate.path for candidate in candidates(paths)))
    return circuit_folders | {folder for folder in other_folders if is_folder(folder)}


def homes(paths: Iterable[Path], circuits: Iterable[Path]) -> set[Path]:
    """The folders of ``circuits``, found in ``paths``, and those above, where common files lie."""
    named = {circuit.parent for circuit in circuits} | {path for path in paths if is_folder(path)}
    return {folder for folder in (*named, *(below / ".." for below in named)) if is_folder(folder)}


def sweep_saves(folders: Iterable[Path]) -> list[Path]:
    """Take away the drafts of saves that were killed; gives what had to be laid beside a file (``disk.sweep``)."""
    return [laid for folder in sorted(set(folders)) for laid in sweep(folder)[1]]


def folders_within(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield folder
        yield from (path for path in folder.rglob("*") if path.is_dir())


def files_in(folder: Path) -> Iterator[Path]:
    try:
        yield from (path for path in folder.iterdir() if path.is_file())
    except OSError:
        return  # gone meanwhile
