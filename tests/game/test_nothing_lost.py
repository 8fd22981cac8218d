"""Nothing that is written gets lost (circuit-format, principle 2), checked without our reader.

The YAML is walked as it stands, with PyYAML's BaseLoader: every text of a circuit, of its landlord and of what it
uses of common.yaml must stand in the deck or in the dossier.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from jeu_oie.circuit.shapes import names
from jeu_oie.game.assembly import assemble
from jeu_oie.game.cards import Deck, write
from jeu_oie.game.dates import day
from jeu_oie.game.dossier import Dossier, open_dossier
from jeu_oie.game.preset import Preset
from jeu_oie.messages import LANGUAGES, load_catalog
from tests.game.making import CIRCUITS, SHIPPED, said, shipped

# What is no text for a reader: names that other values use, words of the format, numbers that choose.
IDS = {
    *("id", "from", "to", "at", "source", "actor", "if-silent", "for", "use", "drop", "landlord", "common"),
    *("like", "helper", "where"),
}
MAY_BE_A_TEXT = {"label"}  # where a choice stands in another model
WORDS = {"format", "language", "right", "missing", "uncertain", "urgency", "stage", "topics", "tags"}
FORMAT = {*WORDS, *names("choice")} - MAY_BE_A_TEXT
# Of what has a title: it says the title otherwise, where that has no room or once the step has happened.
FOR_TITLE = {"short", "done"}
LADDERS = ("recourse", "questions", "advice")
DATE = re.compile(r"\d{4}-\d{2}(-\d{2})?")
WAYS = ("phone", "desk", "letter", "portal", "email", "sms", "caretaker", "in-person")
# Where a text may stand, a word that chooses.
CHOSEN = {
    ("trace", "none"),
    *((key, way) for key in ("channels", "contact") for way in WAYS),
    *(("label", label) for label in ("out-of-circuit", "other-way", "right")),
}


@cache
def load(path: Path) -> Any:
    return yaml.load(path.read_bytes(), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))


def texts(value: Any, key: str = "") -> Iterator[str]:
    """Every text that an author wrote for people."""
    if isinstance(value, dict):
        for name, each in value.items():
            searched = name == "words" and not isinstance(each, dict)  # what is typed for a problem, nobody reads
            if not searched and name not in IDS | FORMAT | (FOR_TITLE if "title" in value else set()):
                yield from texts(each, name)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each, key)
    elif (key, value) not in CHOSEN:
        yield value


def of_common(circuit: Any, common: Any) -> Iterator[str]:
    """What the circuit takes of common.yaml: the questions, what it names, the sources of these."""
    own = {item["id"] for key in LADDERS for item in circuit.get(key, ()) if "id" in item} | {*circuit.get("drop", ())}
    used, topic = circuit.get("use", ()), circuit["topic"]
    shared = [item for key in LADDERS for item in common.get(key, ()) if item["id"] not in own]
    everybodys = [item for key in ("questions", "advice") for item in common.get(key, ()) if "topics" not in item]
    taken = [each for each in shared if each in everybodys or each["id"] in used or topic in each.get("topics", ())]
    yield from texts(taken)
    yield from texts(common["emergency"])
    yield from (term for term in common["words"] if term in circuit.get("use", ()))
    yield from texts([meaning for term, meaning in common["words"].items() if term in circuit.get("use", ())])
    named = set(sources_of([circuit, taken]))
    declared = circuit.get("sources", {})
    yield from texts([source for name, source in common["sources"].items() if name in named and name not in declared])


def sources_of(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        named = value.get("source", ())
        yield from [named] if isinstance(named, str) else named
        for each in value.values():
            yield from sources_of(each)
    elif isinstance(value, list):
        for each in value:
            yield from sources_of(each)


@cache
def written(path: Path) -> list[str]:
    circuit = load(path)
    landlord = load(path.parent / circuit["landlord"])
    common = load(CIRCUITS / "common.yaml")
    return [*texts(circuit), *circuit.get("words", {}), *texts(landlord), *of_common(circuit, common)]


def shown(deck: Deck, dossier: Dossier) -> str:
    """All that cards and dossier say, with plain spaces."""
    return plain("\n".join([*said(deck), *said(dossier)]))


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def stands(text: str, all_told: str, squeezed: Callable[[str], str] = plain) -> bool:
    """Whether ``text`` is told, both ``squeezed`` alike; a date in the words of people."""
    dates = [day(text, load_catalog(each)) for each in LANGUAGES] if DATE.fullmatch(text) else []
    return any(squeezed(each) in all_told for each in (text, *dates))


def lost(path: Path, all_told: str) -> list[str]:
    return [text for text in written(path) if not stands(text, all_told)]


def made(path: Path, *, told: bool = False) -> tuple[Deck, Dossier]:
    circuit = shipped(path)
    names = frozenset(detour.id for detour in circuit.detours) if told else frozenset()
    board = assemble(circuit, Preset(), names)
    spoken = load_catalog(circuit.language)
    return write(board, spoken), open_dossier(board, spoken)


EXAMPLE = CIRCUITS / "oph-31" / "repairs.yaml"
every = pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")


def test_there_are_circuits():
    assert len(SHIPPED) >= 7


@every
def test_every_text_stands_in_a_card_or_in_the_dossier(path):
    assert len(written(path)) > 150
    assert lost(path, shown(*made(path))) == []


@every
def test_every_text_stands_where_side_tracks_are_told(path):
    assert lost(path, shown(*made(path, told=True))) == []


def test_the_guard_sees_each_lost_card():
    path, (deck, dossier) = EXAMPLE, made(EXAMPLE)
    for card in deck.cards:
        if card.printed and not card.face.common:
            rest = replace(deck, cards=tuple(each for each in deck.cards if each is not card))
            assert lost(path, shown(rest, dossier)), card.name


@pytest.mark.parametrize("field", ["text", "title", "rows", "notes", "bullets", "answer"])
def test_the_guard_sees_each_lost_part_of_the_cards(field):
    path, (deck, dossier) = EXAMPLE, made(EXAMPLE)

    def without(card):
        face = replace(card.face, title="", text="") if field in ("title", "rows") else card.face
        return replace(card, face=face, **{field: "" if isinstance(getattr(card, field), str) else ()})

    bare = Deck(tuple(map(without, deck.cards)), tuple(map(without, deck.pile)))
    assert lost(path, shown(bare, dossier))


@pytest.mark.parametrize("field", ["title", "version", "about", "words", "sources"])
def test_the_guard_sees_each_lost_part_of_the_dossier(field):
    path, (deck, dossier) = EXAMPLE, made(EXAMPLE)
    blank = "" if field in ("title", "version") else ()
    also: dict[str, Any] = (
        {"subtitle": "", "landlord": ""} if field == "about" else {"about": ()} if field == "version" else {}
    )
    bare = replace(dossier, **{**also, field: blank})
    assert lost(path, shown(deck, bare))
