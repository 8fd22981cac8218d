"""Circuits whose every text is hostile: the models of the format are walked, so that a new field is taken in by itself.

In round r a text carries a few families and a mark of its own; after all rounds it has carried each of them.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unicodedata import category

from pydantic import BaseModel

from jeu_oie.circuit.model import CircuitFile, Common, Landlord
from jeu_oie.circuit.read import read
from tests.circuits.walking import Walk
from tests.hostile.families import FAMILIES

ROUNDS = 13  # with fewer a circuit would hold more than a kit carries
UNSEEN = {"Cc", "Cf", "Zl", "Zp"}  # letters that a reader may refuse: control characters, marks, separators
EACH = -(-len(FAMILIES) // ROUNDS)  # families that one text carries at a time
NAMES = tuple(FAMILIES)

# What is no text of the author's own: names of items, and words of the format.
TOLD: Mapping[str, object] = {
    "language": "fr",
    "status": "draft",
    "topic": "repairs",
    "landlord": "landlord.yaml",
    "common": "common.yaml",
    "from": "a",
    "to": "b",
    "at": "a",
    "if-silent": "r",
    "stage": "own-stage",  # an id, no text that anybody is shown
    "urgency": "u",
    "adopted": "true",
}
FILES: Mapping[str, type[BaseModel]] = {"circuit": CircuitFile, "landlord": Landlord, "common": Common}
# Nobody signs a draft; « use » is given apart, « drop » and « for » hold ids; the others stand in a title's place.
LEFT_OUT = {"validated", "use", "drop", "for", "short", "done", "gestures", "where-number"}
# What no page tells: a gallery is searched by these, and where a contact has its own places these are told.
UNTOLD = frozenset({"communes"})
# What answers tell, and the circuit in full on paper does not.
ANSWERED = UNTOLD | {"agencies", "departments", "cases", "next"}
# Models of which the format wants something besides.
OWN: Mapping[str, Mapping[str, object]] = {
    "SetbackItem": {"kind": "wait", "to": None},
    "ProblemItem": {"kind": "ordinary", "helper": ["dalo"]},  # in a danger nobody else helps
    "Landlord": {"departments": ["38"]},
    "Contact": {"for": ["repairs"]},  # what is for nothing answers nothing
}


@dataclass
class Written(Walk):
    """Three files of a round as data; ``texts``: mark → the families that it carries, less what was refused.

    ``each``: how many a text carries.
    """

    rank: int
    each: int = EACH
    texts: dict[str, list[str]] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    file: str = ""
    ids: Iterator[int] = field(default_factory=lambda: iter(range(10_000)))

    def text(self) -> str:
        """The next text: families, then the mark by which it is known again."""
        number = len(self.texts)
        mark = f"zq{self.rank}n{number}z"
        first = (number + self.rank * self.each) % len(NAMES)
        carried = [NAMES[(first + more) % len(NAMES)] for more in range(self.each)]
        self.texts[mark] = carried
        self.values[mark] = " ".join((*(FAMILIES[name] for name in carried), mark))
        return mark

    def named(self, file: str, kind: type[BaseModel]) -> dict[str, Any]:
        """A file; what it names has names of its own."""
        self.file = file
        return self.model(kind)

    def told(self, kind: type[BaseModel], key: str) -> object:
        """What stands for a field that is no text: a circuit names what all three files have."""
        if key in {"source", "actor"}:
            return [f"{file}-{key[0] if key == 'source' else 'k'}" for file in FILES if self.file in {file, "circuit"}]
        return OWN.get(kind.__name__, {}).get(key, TOLD.get(key))

    def keeps(self, kind: type[BaseModel], key: str, *, required: bool) -> bool:  # noqa: ARG002 (all of them)
        own = OWN.get(kind.__name__, {})
        return own[key] is not None if key in own else key not in LEFT_OUT

    def count(self, key: str) -> int:
        return 2 if key in {"answers", "steps"} else 1

    def name(self, key: str) -> str:
        return {"sources": f"{self.file}-s", "actors": f"{self.file}-k", "departments": "38"}.get(key) or self.text()

    def choose(self, values: list[str]) -> str:
        return values[0]

    def scalar(self, sort: str, key: str) -> object:
        if sort == "delay":
            return {"value": "5 jours", "condition": self.text()}
        if key == "id":
            return f"i-{next(self.ids)}"
        address = f"https://exemple.fr/?a=1&amp;b=2#'(){self.rank}"
        fixed = {"number": "1", "flag": "false", "date": "2024-05", "address": address}
        return fixed.get(sort) or self.text()


def written(rank: int, each: int) -> tuple[Written, dict[str, dict[str, Any]]]:
    """The three files of a round: name → data, marks where texts will stand."""
    made = Written(rank, each)
    circuit, landlord, common = (made.named(*each) for each in FILES.items())
    circuit["use"] = ["dalo", *common["words"]]
    steps, shortcut = circuit["steps"], circuit["shortcuts"]
    recourse, shared = circuit["recourse"], common["recourse"]
    for item, id_ in zip((*steps, *shortcut, *recourse, *shared), ("a", "b", "u", "r", "dalo"), strict=True):
        item["id"] = id_
    for item in (*shared, *common["questions"]):
        del item["at"]
    common["next"][0]["id"] = "remind"
    # No list of dangers is without a number.
    common["emergency"].append({"id": "secours", "danger": "Secours", "call": "112"})
    return made, {"circuit": circuit, "landlord": landlord, "common": common}


def marks_under(data: object, keys: frozenset[str], *, within: bool = False) -> Iterator[str]:
    """The marks that stand under ``keys``; ``words`` that are a list, and no glossary, are what people type."""
    if isinstance(data, dict):
        for key, value in data.items():
            inside = within or key in keys or (key == "words" and isinstance(value, list))
            yield from (key,) if within else ()
            yield from marks_under(value, keys, within=inside)
    elif isinstance(data, list):
        for value in data:
            yield from marks_under(value, keys, within=within)
    elif within and isinstance(data, str):
        yield data


def yaml(data: object, values: Mapping[str, str]) -> str:
    """The data as JSON, which is YAML, one value a line, each text in the place of its mark."""

    def kept(value: object) -> bool:
        if isinstance(value, list):  # one that has lost all is left out
            return not value or any(map(kept, value))
        return not isinstance(value, str) or values.get(value, value) != ""

    def filled(value: object) -> object:
        if isinstance(value, dict):
            return {values.get(key, key): filled(each) for key, each in value.items() if kept(each)}
        if isinstance(value, list):
            return [filled(each) for each in value if kept(each)]
        return values.get(value, value) if isinstance(value, str) else value

    return json.dumps(filled(data), indent=1) + "\n"


@dataclass(frozen=True)
class Round:
    """A circuit that can be built.

    ``texts``: mark → the families that were given; ``shown``, ``printed``: those of which something is left, on the
    screens of a page, in the circuit in full on paper; ``refused``: mark and code of each sentence by which the reader
    held → the line.
    """

    file: Path
    texts: Mapping[str, list[str]]
    shown: tuple[str, ...]
    printed: tuple[str, ...]
    refused: Mapping[str, str]


def write(folder: Path, rank: int, each: int = EACH) -> Round:
    """Write the files of a round; what the reader refuses gives way, family by family."""
    made, files = written(rank, each)
    place = folder / f"landlord-{rank}"
    place.mkdir(parents=True)
    refused: dict[str, str] = {}
    for _ in range(3 * len(made.texts)):  # the reader tells of some letters one at a time
        for name, data in files.items():
            (place / f"{name}.yaml").write_text(yaml(data, made.values), "utf-8")
        reading = read(place / "circuit.yaml")
        if reading.circuit:
            left = [mark for mark in made.texts if made.values[mark]]
            shown, printed = ((*left_beside(left, files, keys),) for keys in (UNTOLD, ANSWERED))
            return Round(place / "circuit.yaml", made.texts, shown, printed, refused)
        for problem in reading.problems:
            line = Path(str(problem.place.file)).read_text("utf-8").splitlines()[problem.place.line - 1]
            there = [each for each in made.values if each in line and made.values[each]]
            assert there, (problem, line)
            mark = max(there, key=lambda each: len(made.values[each]))  # a key stands on the line of its value
            refused[f"{mark} {problem.code}"] = line
            lighten(made, mark)
    raise AssertionError(list(refused)[-3:])


def left_beside(marks: Iterable[str], files: object, keys: frozenset[str]) -> Iterator[str]:
    hidden = set(marks_under(files, keys))
    return (mark for mark in marks if mark not in hidden)


def lighten(made: Written, mark: str) -> None:
    """A text without the letters that a reader may refuse, then with nothing but its mark, then none."""
    value = made.values[mark]
    plain = "".join(each for each in value if category(each) not in UNSEEN)
    made.values[mark] = plain if plain != value else mark if value != mark else ""
