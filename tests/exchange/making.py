"""Circuits for the tests of tables: every key of the format, and texts that do harm elsewhere."""

import json
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from jeu_oie.circuit.read import Reading, beside, read, read_text
from jeu_oie.circuit.write import as_data, yaml_text
from jeu_oie.exchange.filling import TableSheet, read_sheet
from jeu_oie.exchange.table import CircuitTable, table_of
from jeu_oie.messages import load_catalog
from tests.exchange.harmful import HARMFUL
from tests.game.making import SHIPPED
from tests.game.test_every_key import full

__all__ = ["SHIPPED", "after", "every_key", "generated", "given_back", "of", "reading", "said", "shipped", "table"]

DELAYS = (
    "tout de suite",
    "48 h",
    "5 jours ouvrés",
    "2 à 5 jours",
    "1,5 jour",
    " 3  semaines",
    "1 h 30",
    "6 mois",
    "1 an",
)
CONTACT = ("phone", "desk", "letter", "portal", "email", "sms", "caretaker", "in-person")


def reading(data: dict[str, Any], name: str = "essai.yaml") -> Reading:
    """A circuit as it is read from its data; it must have no error."""
    found = read_text(json.dumps(data, ensure_ascii=False), name, lambda _: None)
    assert found.circuit, found.problems
    return found


def every_key(**also: Any) -> Reading:
    """The circuit in which every key of every item holds a text of its own."""
    whole = full(**also)
    places = {"departments": ["38"], "communes": ["Commune d’essai", "Autre commune"]}
    landlord = {**places, "example": "true", **whole["landlord"]}
    head = {"format": 1, "topic": "general", "language": "fr", "status": "draft"}
    return reading({**head, **whole, "landlord": landlord})


def said(by: Reading, **also: Any) -> dict[str, Any]:
    """The data of a circuit's own file, with more."""
    assert by.written
    return {**as_data(by.written), **also}


@cache
def shipped(path: Path) -> Reading:
    found = read(path)
    assert found.circuit, found.problems
    return found


def rewritten(of: Reading) -> str:
    """What was read, written anew."""
    assert of.written
    return yaml_text(of.written)


def table(of: Reading) -> CircuitTable:
    assert of.written and of.circuit
    return table_of(as_data(of.written), load_catalog(of.circuit.language))


def after(sheet: TableSheet, origin: Reading) -> Reading:
    """What a sheet is read as where the circuit of ``origin`` stands."""
    path = origin.files[0]
    return read_sheet(sheet, path.as_posix(), beside(path))


def given_back(sheet: TableSheet, origin: Reading) -> None:
    """``sheet`` holds the circuit of ``origin``, nothing more or less, and so does the YAML that is made of it."""
    found = after(sheet, origin)
    assert [each for each in found.problems if each.place.file == sheet.file] == []
    assert found.written
    assert found.circuit == origin.circuit
    path = origin.files[0]
    again = read_text(yaml_text(found.written), path.as_posix(), beside(path))
    assert again.circuit == origin.circuit, again.problems


def of(seed: int) -> Reading:
    return reading(generated(seed), f"essai-{seed}.yaml")


def generated(seed: int) -> dict[str, Any]:
    """A circuit of a few items of each sort, each key there or not, texts as they come."""
    return Making(Random(seed)).circuit()


class Making:
    def __init__(self, dice: Random) -> None:
        self.dice = dice
        self.numbers: Iterator[int] = count(1)
        self.track = [self.id() for _ in range(dice.randint(2, 4))]
        self.sources = [self.id(), f"Livre {dice.choice('abc')}", "2017-01"]
        self.actors = [self.id(), "Régie de quartier", "=1"]
        self.inner: list[str] = []

    def id(self) -> str:
        start = self.dice.choice(("a", "010", "1-2", "3e5", "mai", "etape-"))
        return f"{start}{next(self.numbers)}"

    def text(self) -> str:
        text = self.dice.choice(HARMFUL)
        return f"{text}{self.dice.choice(HARMFUL)}"[:2000].rstrip("\u00ad") if self.dice.random() < 0.2 else text

    def texts(self) -> list[str]:
        return [self.text() for _ in range(self.dice.randint(1, 3))]

    def maybe(self, **keys: Callable[[], Any]) -> dict[str, Any]:
        return {key.strip("_").replace("_", "-"): make() for key, make in keys.items() if self.dice.random() < 0.35}

    def date(self) -> str:
        return self.dice.choice(("2017", "2017-03", "2017-03-14", "1999-12"))

    def one_of(self, *choices: str) -> Callable[[], str]:
        return lambda: self.dice.choice(choices)

    def several(self, names: list[str]) -> Callable[[], Any]:
        return lambda: self.dice.choice((names[0], names[:2], names[::-1]))

    def delay(self) -> Any:
        span = self.one_of(*DELAYS)
        parts = self.maybe(value=span, at_most=span, condition=self.text)
        return self.dice.choice((span(), parts or span()))

    def delays(self) -> Any:
        return self.dice.choice((self.delay(), [self.delay(), self.delay()]))

    def contact(self) -> Any:
        kind = self.dice.choice(CONTACT)
        parts = self.maybe(label=self.text, value=self.text, hours=self.text)
        return {"kind": kind, **parts} if self.dice.random() < 0.6 or "label" not in parts else parts

    def contacts(self) -> list[Any]:
        return [self.contact() for _ in range(self.dice.randint(1, 3))]

    def word(self) -> tuple[str, str]:
        return self.text()[:200], self.text()  # YAML ends a key after 1024 characters

    def named(self, **keys: Callable[[], Any]) -> dict[str, Any]:
        return self.item(**keys) | {"id": self.id()}

    def item(self, **keys: Callable[[], Any]) -> dict[str, Any]:
        shared = self.maybe(text=self.text, source=self.several(self.sources), uncertain=self.one_of("true", "false"))
        own = {"id": self.id()} if self.dice.random() < 0.5 else {}
        return {**own, "title": self.text(), **shared, **self.maybe(**keys)}

    def step(self, name: str) -> dict[str, Any]:
        keys = dict.fromkeys(("condition", "trace", "say", "call", "hours"), self.text)
        charge = self.one_of("landlord", "tenant", "contract", "depends")
        turn = self.one_of(*self.track, "lettre")
        made = self.named(
            actor=self.several([*self.actors[:2], "tenant"]),
            channels=self.contacts,
            delay=self.delay,
            if_silent=turn,
            charge=charge,
            **keys,
        )
        if self.dice.random() < 0.1:
            made = {key: value for key, value in made.items() if key != "title"} | {"missing": "true"}
        return {**made, "id": name}

    def circuit(self) -> dict[str, Any]:
        first, last = self.track[0], self.track[-1]
        at = {"at": self.one_of(first, last, "any")}
        on = {"at": self.one_of(first, last)}
        urgency = {"from": first, "to": self.dice.choice((last, "end", "out", "unknown"))}
        aside = {"from": last, "to": self.dice.choice((first, "end", "out", "unknown"))}
        kind = self.dice.choice(("wait", "silence", "blocked", "back", "closed"))
        setback = {"at": last, "kind": kind} | ({"to": first} if kind == "back" else {})
        answers = {"answers": self.texts(), "right": "1"} if self.dice.random() < 0.5 else {}
        adopted = {"adopted": self.dice.choice(("true", "trial", "studied", "refused", "false", "unknown"))}
        words_of = {"who": self.text, "condition": self.text, "trace": self.text, "delay": self.delay}
        charge = self.one_of("landlord", "tenant")
        lists = {
            "steps": [self.step(name) for name in self.track],
            "shortcuts": [
                self.named(
                    criteria=self.texts,
                    examples=self.texts,
                    delay=self.delay,
                    call=self.text,
                    hours=self.text,
                )
                | urgency
            ],
            "detours": [self.named(condition=self.text) | aside | {"steps": [self.step(self.id()) for _ in "ab"]}],
            "setbacks": [self.item(delay=self.delay, remedy=self.text) | setback],
            "practices": [self.item(decided=self.text, **at) | adopted],
            "recourse": [
                self.item(contact=self.contacts, excludes=self.texts, **words_of, **at) | {"id": "lettre"},
            ],
            "spaces": [self.item(who=self.text, when=self.text, **at) for _ in "ab"],
            "problems": [
                self.item(
                    delay=self.delay,
                    first=self.texts,
                    acceptable=self.delays,
                    charge=charge,
                    urgency=self.one_of("none"),
                )
            ],
            "questions": [self.item(why=self.text, **on) | answers],
            "advice": [self.item(**at)],
            "facts": [self.item() for _ in "abc"],
        }
        kept = {
            name: items for name, items in lists.items() if name in ("steps", "recourse") or self.dice.random() < 0.6
        }
        return {**self.head(), **kept}

    def head(self) -> dict[str, Any]:
        source = lambda: {  # noqa: E731 (one for each name)
            "title": self.text(),
            **self.maybe(
                author=self.text, date=self.date, note=self.text, address=self.one_of("https://exemple.org/a?b=c;d")
            ),
        }
        actor = lambda: {"name": self.text(), **self.maybe(role=self.text)}  # noqa: E731 (same)
        landlord = {"name": self.text(), **self.maybe(short=self.text, formerly=self.text, area=self.text)}
        landlord |= self.maybe(website=self.one_of("https://exemple.org"), contacts=self.contacts)
        landlord |= self.maybe(actors=lambda: {"accueil": actor()}, sources=lambda: {"site": source()})
        signed = lambda: {"by": self.texts(), "on": self.date()}  # noqa: E731 (same)
        return {
            "format": 1,
            "title": self.text(),
            "topic": self.dice.choice(("repairs", "neighbours", "transfer", "general", "other")),
            "landlord": landlord,
            "language": self.dice.choice(("fr", "en", "ar")),
            "version": self.text(),
            "status": "draft",
            "sources": {name: source() for name in self.sources},
            "actors": {name: actor() for name in self.actors},
            "words": dict(self.word() for _ in "abc"),
            **self.maybe(validated=signed, searched=self.date, review=self.date, arrival=self.text),
        }
