"""What the form begins with: the structure of shipped circuits without their facts, and what the national cards are."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jeu_oie.circuit.borrowing import borrow_frame
from jeu_oie.circuit.model import Circuit, CircuitFile, Topic
from jeu_oie.circuit.read import read_text
from jeu_oie.circuit.read.files import standard
from jeu_oie.game.faces import TOPICS
from jeu_oie.messages import Catalog
from jeu_oie.resources import circuit_text

# One landlord's, in the order of the cards; most of its steps are questions, so that little is to be taken out.
EXAMPLES = {
    Topic.REPAIRS: "opac-38/repairs",
    Topic.NEIGHBOURS: "opac-38/neighbours",
    Topic.TRANSFER: "opac-38/transfer",
}
EMPTY = "exemple/general"  # nothing is known of it but whom all may turn to


@dataclass(frozen=True, slots=True)
class Beginning:
    """A circuit to begin with, as data; ``steps`` and ``problems`` are counted."""

    topic: Topic
    picture: str
    language: str
    data: Mapping[str, Any]
    steps: int
    problems: int


@cache
def list_examples(language: str) -> tuple[Beginning, ...]:
    """Those that are written in ``language``: nobody begins with sentences of another one."""
    made = (make_example(topic, name) for topic, name in EXAMPLES.items())
    return tuple(each for each in made if each.language == language)


def make_example(topic: Topic, name: str) -> Beginning:
    """The frame of a shipped circuit, which says nothing of any landlord."""
    circuit, written = read_shipped(name)
    frame = borrow_frame(written, circuit)
    # Who does not want the national cards has no recourse to lead to.
    data = texts(without({key: value for key, value in frame.items() if key not in ("topic", "language")}, "if-silent"))
    return Beginning(topic, TOPICS[topic], circuit.language, data, len(frame["steps"]), len(frame["problems"]))


@cache
def make_empty() -> Mapping[str, Any]:
    """What an empty circuit takes of the national cards."""
    circuit, written = read_shipped(EMPTY)
    return {"use": borrow_frame(written, circuit)["use"]}


def read_shipped(name: str) -> tuple[Circuit, CircuitFile]:
    """A circuit of the program's own, whole and as its file says it."""
    folder, _, _ = name.partition("/")

    def siblings(asked: str) -> bytes:
        return circuit_text(asked.removeprefix("../") if asked.startswith("../") else f"{folder}/{asked}")

    reading = read_text(circuit_text(f"{name}.yaml"), name, siblings)
    assert reading.circuit is not None
    assert reading.written is not None
    return reading.circuit, reading.written


def without(value: Any, name: str) -> Any:  # noqa: ANN401 (data of any shape)
    """``value`` without that key, wherever it stands."""
    if isinstance(value, Mapping):
        return {key: without(each, name) for key, each in value.items() if key != name}
    return [without(each, name) for each in value] if isinstance(value, list) else value


def texts(value: Any) -> Any:  # noqa: ANN401 (data of any shape)
    """As the form holds them: every scalar is a text."""
    if isinstance(value, Mapping):
        return {key: texts(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [texts(each) for each in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


NAMED = ("id", "title", "topics", "at")
COUNTED = {"recourse": (*NAMED, "delay", "trace"), "questions": NAMED, "advice": NAMED}


def standard_common(words: Catalog) -> Mapping[str, Any]:
    """What « common: standard » names: what there is to take of it, without what each says."""
    found = standard(words.language).model_dump(mode="json", by_alias=True, exclude_defaults=True)
    lists = {
        name: [{key: each[key] for key in keys if key in each} for each in found.get(name, ())]
        for name, keys in COUNTED.items()
    }
    sources = {name: {"title": each["title"]} for name, each in found.get("sources", {}).items()}
    actors = {name: {"name": each["name"]} for name, each in found.get("actors", {}).items()}
    dangers = [{"id": each["id"], "first": each["first"][:1]} for each in found["emergency"] if each.get("first")]
    made = {**lists, "sources": sources, "actors": actors, "emergency": dangers}
    return {**texts({key: each for key, each in made.items() if each}), "words": dict.fromkeys(found["words"], "…")}
