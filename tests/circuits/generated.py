"""Circuits that nobody has written, within what is accepted: made of the models, and of the reader's own tables.

What a key holds is read off its model (``walking``), what it may name off ``REFERENCES`` and ``ORDERS``, which signs
a text may hold off ``BAD``. Everything else is drawn by lots: which keys are there, how many items, how long a text is
and of which script. The same number gives the same circuit.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any
from unicodedata import normalize

from pydantic import BaseModel

from jeu_oie.circuit.fields import ADDRESS, MAX_SHORT_CHARS, RESERVED, DelayMapping
from jeu_oie.circuit.item import FactSource, Item
from jeu_oie.circuit.keys import list_facts
from jeu_oie.circuit.model import (
    LISTS,
    AnswerKind,
    CircuitFile,
    Common,
    CommonSetback,
    Contact,
    Emergency,
    Landlord,
    Question,
    SetbackItem,
    Step,
    Validation,
)
from jeu_oie.circuit.read import references
from jeu_oie.circuit.read.compose import MAX_CHARS
from jeu_oie.circuit.read.files import SHARED, STANDARD
from jeu_oie.circuit.read.limits import MAX_TOTAL_CHARS
from jeu_oie.circuit.read.shipped import shipped
from jeu_oie.circuit.read.source import BAD
from jeu_oie.circuit.times import AT_ONCE, DelayError, Starts, parse
from tests.circuit.stating import state
from tests.circuits.walking import Walk
from tests.exchange.harmful import HARMFUL
from tests.hostile.families import FAMILIES

CIRCUIT, LANDLORD, COMMON = "circuit.yaml", "landlord.yaml", "common.yaml"
# First and last letters of scripts, and of what is none: from it texts are drawn, a script each.
SCRIPTS = (
    *((0x20, 0x7E), (0xA1, 0x17F), (0x370, 0x3FF), (0x400, 0x4FF), (0x5D0, 0x5EA), (0x600, 0x6FF), (0x900, 0x97F)),
    *((0xE00, 0xE5B), (0x1E00, 0x1EFF), (0x2010, 0x206F), (0x2190, 0x22FF), (0x300, 0x36F), (0x4E00, 0x4FFF)),
    *((0xAC00, 0xACFF), (0xE000, 0xE0FF), (0x1D400, 0x1D4FF), (0x1F300, 0x1F6FF), (0x20000, 0x200FF), (0x9, 0x7FF)),
)
WORDS = (
    "une fuite sous l’évier",
    "je téléphone au 04 76 00 00 00",
    "le gardien note ma demande",
    "dans les 48 heures",
    "accueil@exemple.fr",
    "Anticonstitutionnellementaimablesquement",
    "numéro de dossier",
    "رقم الطلب",
    "pas trouvé",
    "15",
)
ADDRESSES = (
    *(
        "https://exemple.fr",
        "HTTP://EXEMPLE.FR/?a=1&b=2#c",
        "https://é.exemple.fr/œuvre",
        "https://[::1]:8080/",
        "https://[a",
    ),
    *(
        f"https://exemple.fr:{'9' * 1_900}/",
        f"https://exemple.fr/{'a' * 1_900}",
        "https://a/%00%ff%",
        "http://a/'()*;,",
    ),
    *("https://javascript:alert(1)", "https://a/../../b", "https://exemple.fr//b:c", "http://١.fr/", "https://-/?"),
)
DATES = (
    "2017",
    "2017-03",
    "2017-03-14",
    "1999-12",
    "2026-12-31",
    "2024-02-29",
    "0001",
    "9999-12",
    "9999-12-31",
    "2100",
)
COMMUNES = ["Ville d’essai", "Bourg"]
DANGERS = {
    "call": ("15", "112", "114", "04 76 00 00 00", "0 800 47 33 33"),
    "danger": ("Gaz", "Feu ou fumée", "Quelqu’un est en danger", "غاز"),
}
LANGUAGES = ("fr", "en", "ar", "FR", "en-GB", "ar-Arab-EG", "AR-ma", "fr-x-facile")
UNITS = (
    "minutes",
    "min",
    "h",
    "heures",
    "jours",
    "jours ouvrés",
    "j",
    "days",
    "weeks",
    "semaines",
    "mois",
    "ans",
    "years",
)


def fit(text: str, most: int = MAX_CHARS) -> str:
    """``text`` without what no text may hold, not too long, and not empty."""
    kept = normalize("NFC", text)[:most]
    while BAD.search(kept):
        kept = BAD.sub("", kept)
    return kept if kept.strip() else "x"


class Generated(Walk):
    """The files of a circuit, drawn by the lots of ``number``."""

    def __init__(self, number: int) -> None:
        self.lots = Random(number)
        self.often = self.lots.choice((0.15, 0.35, 0.6, 0.9))  # how often a key is there
        self.longest = self.lots.choice((20, 60, 60, 200, MAX_CHARS))
        self.left = MAX_TOTAL_CHARS // 2  # letters that texts may have yet; what is short stays whole
        self.given = 0
        self.list, self.item_id = "", ""
        least = {"steps": self.lots.choice((2, 3, 5, 8, 13, 21))}
        self.ids = {name: self.new_ids(least.get(name) or self.lots.choice((0, 0, 1, 2, 4))) for name in LISTS}
        self.side = {name: self.new_ids(self.lots.randint(*references.DETOUR_SQUARES)) for name in self.ids["detours"]}
        self.actors, self.sources = self.new_ids(3), [*self.new_ids(3), "Livre rouge", "2017-01"]
        self.shared = {name: self.new_ids(self.lots.choice((0, 1, 3))) for name in (*SHARED, "setbacks", "facts")}
        self.common = self.lots.choice(("", STANDARD, COMMON, COMMON))
        self.free = [*COMMUNES]
        self.apart = False  # a landlord's file or what landlords share is being written, which name no step

    def new_ids(self, count: int) -> list[str]:
        return [self.new_id() for _ in range(count)]

    def new_id(self) -> str:
        self.given += 1
        name = f"{self.lots.choice(('a', '010', '1-2', '3e5', 'mai', 'etape-', 'x' * 60, '-'))}{self.given}"
        return f"{name}-0" if name in RESERVED else name

    def seldom(self) -> bool:
        return self.lots.random() < 0.1

    def text(self, most: int = MAX_CHARS) -> str:
        """Words of people, of a script, of those who mean harm, of a spreadsheet; or some of each."""
        made = self.lots.choice((self.words, self.words, self.letters, self.harm, self.mixed))()
        made = fit(made, min(most, max(self.left, MAX_SHORT_CHARS)))
        self.left -= len(made)
        return made

    def words(self) -> str:
        return " ".join(self.lots.choice(WORDS) for _ in range(self.lots.randint(1, 1 + self.longest // 20)))

    def letters(self) -> str:
        first, last = self.lots.choice(SCRIPTS)
        size = self.lots.randint(1, self.longest)
        return "".join(" " if self.seldom() else chr(self.lots.randint(first, last)) for _ in range(size))

    def harm(self) -> str:
        return self.lots.choice((*FAMILIES.values(), *HARMFUL))

    def mixed(self) -> str:
        return "".join(self.lots.choice((self.words, self.letters, self.harm))()[: self.longest] for _ in range(3))

    def delay_text(self) -> str:
        low, high = sorted(self.lots.randint(0, 99) for _ in range(2))
        unit, other = self.lots.choice(UNITS), self.lots.choice(UNITS)
        forms = (f"{high} {unit}", f"{low} à {high} {unit}", f"{low} {other} – {high} {unit}", f"sous {high} {unit}")
        made = self.lots.choice((*forms, f"{high},5 {unit}", "1 h 30", *sorted(AT_ONCE)))
        try:
            parse(made)
        except DelayError:
            return "5 jours"
        return made

    def choose(self, values: list[str]) -> str:
        return self.lots.choice(values)

    def count(self, key: str) -> int:
        return self.lots.choice((1, 1, 2, 3, 6)) if key != "answers" else self.lots.randint(1, 5)

    def name(self, key: str) -> str:  # noqa: ARG002 (any mapping’s)
        return self.text(200)  # YAML ends a key after 1 024 characters, some of which are written as several

    def scalar(self, sort: str, key: str) -> object:  # noqa: ARG002 (its sort tells all)
        made = {
            "text": self.text,
            "short": lambda: self.text(MAX_SHORT_CHARS),
            "date": lambda: self.lots.choice(DATES),
            "address": lambda: self.lots.choice([each for each in ADDRESSES if ADDRESS.fullmatch(each)]),
            "language": lambda: self.lots.choice(LANGUAGES),
            "id": self.new_id,
            "number": lambda: 1,
            "flag": lambda: self.lots.choice((True, False, "true", "false")),
            "delay": self.delay,
        }
        return made[sort]()

    def delay(self) -> object:
        spans = {name: self.delay_text() for name in ("value", "at-most", "at-least")}
        spans |= {"condition": self.text(), "starts": self.lots.choice([*Starts])}
        assert spans.keys() == {found.alias or name for name, found in DelayMapping.model_fields.items()}
        kept = self.lots.sample(sorted(spans), self.lots.randint(1, len(spans)))
        return self.lots.choice((self.delay_text(), {name: spans[name] for name in kept}))

    def keeps(self, kind: type[BaseModel], key: str, *, required: bool) -> bool:
        if key == "common":
            return bool(self.common)
        if key in {"use", "drop"} or (issubclass(kind, SetbackItem) and key == "to"):
            return False  # hang on others: see below
        if kind is CommonSetback and key == "at":
            return False
        asked = required or (key == "title" and issubclass(kind, Item))
        needed = (kind is Contact and key == "label") or (key in self.ids and bool(self.ids[key]) and not self.apart)
        declared = key in {"sources", "actors"} and not (self.apart and kind is not Common)
        placed = kind is Landlord and key == "communes"  # which contacts name
        return asked or needed or declared or placed or self.lots.random() < self.often

    def told(self, kind: type[BaseModel], key: str) -> object:
        if kind is CircuitFile or kind is Common:
            return self.of_file(key)
        if key in references.REFERENCES and issubclass(kind, Item):
            return self.named(key)
        if kind is Emergency and key in DANGERS and not self.seldom():
            return self.lots.choice(DANGERS[key])  # longer ones are accepted, as far as the board has room for them
        if kind is Landlord and key == "communes":
            return COMMUNES
        fixed = {
            "source": lambda: self.some(self.sources),
            "communes": lambda: [self.free.pop() if self.free else f"Hameau {self.new_id()}"],  # of one agency each
            "where": lambda: self.some(COMMUNES),
            "actor": lambda: self.some([*self.actors, *references.ALWAYS]),
            "id": lambda: self.item_id or self.new_id(),
            "steps": lambda: [self.item(Step, "steps", name) for name in self.side[self.item_id]],  # of a side track
            "sources": dict,  # all that is named is declared in the circuit
            "actors": dict,
        }
        return fixed[key]() if key in fixed else None

    def some(self, names: list[str]) -> object:
        return self.lots.choice(
            (self.lots.choice(names), self.lots.sample(names, min(len(names), self.lots.randint(1, 2))))
        )

    def named(self, key: str) -> object:
        """Something that ``key`` may name, or the key is left out (``without``)."""
        side = [each for ids in self.side.values() for each in ids]
        known = {
            **self.ids,
            references.SIDE: side,
            references.SHARED: [],
            references.HELPERS: [*shipped().helpers],
            references.KINDS: [*AnswerKind],
            references.COMMON_PROBLEMS: [*shipped().ids],
        }
        by_list = references.REFERENCES[key]
        allowed = by_list.get(self.list) or by_list.get("", ())
        words = ["any"] if self.apart else [name for each in allowed for name in known.get(each, [each])]
        if key in ("for", "helper"):
            return self.lots.sample(words, self.lots.randint(1, len(words))) if words else WITHOUT
        return self.lots.choice(words) if words and not (self.apart and key != "at") else WITHOUT

    def of_file(self, key: str) -> object:
        """What stands in a circuit's file, or in the one of all landlords."""
        lists = self.shared if self.apart else self.ids
        if key in lists:
            kinds: Mapping[str, type[Item]] = LISTS
            shared = {name: found.annotation for name, found in Common.model_fields.items()}
            return [self.item(element(shared[key]) if self.apart else kinds[key], key, name) for name in lists[key]]
        if key == "emergency":
            number = {"id": "secours", "danger": "Secours", "call": "112"}
            return [
                *(self.item(element(Common.model_fields[key].annotation), key, name) for name in self.new_ids(2)),
                number,
            ]
        if key == "sources":
            return {name: self.model(element(CircuitFile.model_fields[key].annotation)) for name in self.sources}
        if key == "actors":
            return {name: self.model(element(CircuitFile.model_fields[key].annotation)) for name in self.actors}
        fixed: dict[str, object] = {"format": self.lots.choice((1, "1")), "landlord": {}, "common": self.common}
        return fixed.get(key)

    def item(self, kind: type[Item], name: str, own: str) -> dict[str, Any]:
        """An item of the list ``name``, called ``own``."""
        before = self.list, self.item_id
        self.list, self.item_id = name, own
        made = without(self.model(kind))
        made = self.facts(kind, made)
        if name in references.ORDERS and not self.apart:
            self.order(kind, made, name)
        if issubclass(kind, Question):
            self.answer(made)
        if made.get("kind") == AnswerKind.DEADLINE:
            made.setdefault("first", [self.text()])
        if made.get("missing") in (True, "true") and self.seldom():
            del made["title"]
        self.list, self.item_id = before
        return made

    def order(self, kind: type[Item], made: dict[str, Any], name: str) -> None:
        """Shortcuts lead on, setbacks back, side tracks elsewhere."""
        first, second, code = references.ORDERS[name]
        track = self.ids["steps"]
        here = track.index(made[first])
        leads = [each for rank, each in enumerate(track) if references.is_sensible(code, here, rank)]
        if kind is not SetbackItem:
            leads += references.LEAVING
            made[second] = self.lots.choice(leads)
        elif made["kind"] == references.BACK:
            made[second] = self.lots.choice(leads)

    def answer(self, made: dict[str, Any]) -> None:
        if "answers" in made and "right" in made:
            made["right"] = self.lots.randint(1, len(made["answers"]))
        else:
            made.pop("right", None)

    def facts(self, kind: type[Item], made: dict[str, Any]) -> dict[str, Any]:
        """Some facts say for themselves where they come from."""
        for key in list_facts(kind).values():
            if key.name in made and self.seldom() and not isinstance(made[key.name], dict):
                made[key.name] = state(made[key.name], **without(self.model(FactSource)))
        return made

    def files(self) -> dict[str, dict[str, Any]]:
        """Name → data: the circuit's (``CIRCUIT``), and those that it names."""
        circuit = without(self.model(CircuitFile))
        self.apart, track = True, self.ids
        landlord = without(self.model(Landlord))
        made = {CIRCUIT: circuit}
        if self.lots.random() < 0.5:
            made[LANDLORD], circuit["landlord"] = landlord, LANDLORD
        else:
            circuit["landlord"] = landlord
        if self.common == COMMON:
            self.sources = ["commune"]
            made[COMMON] = without(self.model(Common))
            self.take(circuit, made[COMMON])
        self.apart, self.ids = False, track
        if circuit["status"] == "validated" and "validated" not in circuit:
            circuit["validated"] = without(self.model(Validation))
        return made

    def take(self, circuit: dict[str, Any], common: Mapping[str, Any]) -> None:
        """Some of what landlords share is named, some left out."""
        offered = [each["id"] for name in SHARED for each in common.get(name, ())]
        chosen: dict[str, list[str]] = {"use": [], "drop": []} if "common" in circuit else {}
        for name in offered if chosen else ():
            chosen[self.lots.choice(("use", "drop"))] += [name] if self.lots.random() < 0.5 else []
        circuit |= {key: names for key, names in chosen.items() if names}


WITHOUT = object()  # stands for a key that is not written


def without(made: dict[str, Any]) -> dict[str, Any]:
    """Less the keys that are not written: nothing that could be named was there."""
    return {key: value for key, value in made.items() if value is not WITHOUT and value not in ({}, [])}


def element(annotation: Any) -> Any:
    """The model inside ``tuple[Step, ...]``, ``Mapping[str, Source]``."""
    return next(each for each in annotation.__args__ if isinstance(each, type) and issubclass(each, BaseModel))


def lay_out(folder: Path, number: int) -> Path:
    """Write the files of a circuit into a folder of its own; gives the circuit's."""
    return write_files(folder / f"g{number:04}", Generated(number).files())


def write_files(place: Path, files: Mapping[str, Mapping[str, Any]]) -> Path:
    """Write ``files``, a name each, a line for each value; gives the circuit's."""
    place.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (place / name).write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return place / CIRCUIT
