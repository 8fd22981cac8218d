"""Circuits like those that other landlords would write: each one that is shipped, or nobody tuned for, changed by lots.

More and longer telephones, other titles, facts that nobody found, fewer steps and more problems. The same number gives
the same circuit. What the reader or the board refuses is no mutant: other lots are drawn.
"""

from collections.abc import Callable, Collection
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from bench.differ import sides
from jeu_oie.board.centre import DangersTooLong
from jeu_oie.circuit.item import Item
from jeu_oie.circuit.keys import list_facts
from jeu_oie.circuit.model import LISTS
from jeu_oie.circuit.read import Reading, read, references
from jeu_oie.game.preset import Preset
from jeu_oie.game.squares import WrongSize
from jeu_oie.kit.plan import Plan, settle_plan
from tests.circuit.stating import items_in
from tests.circuits.generated import CIRCUIT, COMMON, LANDLORD, WORDS, write_files
from tests.house.source import ROOT

Data = dict[str, Any]
Change = Callable[[Random, Data, Data], None]  # lots, circuit, landlord: changed in place

BASES = tuple(
    file for pattern in sides.FILES for file in sorted(ROOT.glob(pattern)) if file.name not in (LANDLORD, COMMON)
)
TRIES = 20  # most are accepted at once
SEVERAL = 0.5  # how often each change comes beside the one that is a mutant's own
PLAIN = """
    l’agence de secteur le service des relations avec les locataires une entreprise mandatée par le bailleur l’astreinte
    du lundi au vendredi de 8 h 30 à 12 h et de 13 h 30 à 17 h sauf les jours fériés l’accueil téléphonique pour les
    ascenseurs les réparations urgentes robinetterie chauffage et eau chaude la commission répond par écrit
""".split()
STREETS = (
    "Office de l’habitat inventé, bâtiment C, deuxième étage, 128 bis avenue de l’Exemple, 99000 Ville-Inventée".split()
)
LONG_WORD = max((word for word in WORDS if " " not in word), key=len)  # 40 letters
PHONES = ("phone", "sms")


@dataclass(frozen=True)
class Mutant:
    """``file``: its circuit, in a folder of its own; ``reading``: without an error; ``plan``: no game is played."""

    file: Path
    reading: Reading
    plan: Plan


def mutate(folder: Path, number: int) -> Mutant:
    """Write the files of a mutant into a folder of its own, ``folder`` holding all."""
    for attempt in range(TRIES):
        made = write_files(folder / f"m{number:04}", mutant_files(Random(f"{number}, {attempt}"), number))
        reading = read(made)
        plan = plan_of(reading)
        if plan is not None:
            return Mutant(made, reading, plan)
    raise AssertionError(f"no mutant {number} is accepted")


def plan_of(reading: Reading) -> Plan | None:
    """The plan of a kit, no game played; None: it is refused."""
    if reading.circuit is None:
        return None
    try:
        return settle_plan(reading.circuit, Preset(), None)
    except (WrongSize, DangersTooLong):
        return None


def mutant_files(lots: Random, number: int) -> dict[str, Data]:
    """Name → data. The base and one change go by the number, so that few mutants have all of both."""
    base = BASES[number % len(BASES)]
    circuit = draft(base)
    landlord, common = (beside(base, circuit, key) for key in ("landlord", "common"))
    own = CHANGES[number % len(CHANGES)]
    for change in CHANGES:
        if change is own or (change is not no_number and lots.random() < SEVERAL):  # else few would have a number
            change(lots, circuit, landlord)
    circuit["landlord"] = LANDLORD
    made = {CIRCUIT: circuit, LANDLORD: landlord}
    if common:
        circuit["common"] = COMMON
        made[COMMON] = common
    return {name: without_empty(data) for name, data in made.items()}


def without_empty(data: Any) -> Any:
    """Without the keys whose lists hold nothing any more, which no author writes."""
    if isinstance(data, dict):
        return {key: without_empty(value) for key, value in data.items() if value != []}
    return [without_empty(each) for each in data] if isinstance(data, list) else data


def draft(base: Path) -> Data:
    """A circuit that nobody has signed, whatever is changed."""
    circuit = {key: value for key, value in load(base).items() if key != "validated"}
    return circuit | {"status": "draft"}


def beside(base: Path, circuit: Data, key: str) -> Data:
    """What a circuit has in a file beside it; nothing where it names none."""
    return load(base.parent / circuit[key]) if key in circuit else {}


def load(file: Path) -> Data:
    return deepcopy(parsed(file))


@cache
def parsed(file: Path) -> Data:
    data: Data = yaml.load(file.read_text("utf-8"), yaml.CBaseLoader)  # dates stay as they are written
    return data


def phrase(lots: Random, least: int, most: int, words: Collection[str] = PLAIN) -> str:
    """Words in the order in which people write them, from anywhere on, of so many letters."""
    size, known = lots.randint(least, most), list(words)
    start = lots.randrange(len(known))
    text = ""
    while len(text) < size:
        text += f" {known[start % len(known)]}" if text else known[start % len(known)].capitalize()
        start += 1
    return text[:size].rstrip(" ,’")


def phone(lots: Random) -> Data:
    """Of a range that is kept for fiction."""
    value = f"04 65 71 {lots.randint(10, 99)} {lots.randint(10, 99)}"
    return {"kind": "phone", "label": phrase(lots, 20, 80), "value": value, "hours": phrase(lots, 10, 110)}


def telephones(lots: Random, circuit: Data, landlord: Data) -> None:
    """One to six, at the landlord's and where the circuit begins."""
    made = [phone(lots) for _ in range(lots.randint(1, 6))]
    for holder, key in ((landlord, "contacts"), (circuit["steps"][0], "channels")):
        holder[key] = [*made, *without_phones(holder.get(key, ()))]


def no_number(_: Random, circuit: Data, landlord: Data) -> None:
    for holder, key in ((landlord, "contacts"), *((item, "channels") for _, item in items_in(circuit))):
        holder[key] = without_phones(holder.get(key, ()))
    for _kind, item in items_in(circuit):
        for key in ("call", "hours"):
            item.pop(key, None)


def without_phones(contacts: Any) -> list[Any]:
    held = contacts if isinstance(contacts, (list, tuple)) else [contacts]
    return [each for each in held if (each if isinstance(each, str) else each.get("kind")) not in PHONES]


def address(lots: Random, _: Data, landlord: Data) -> None:
    letter = {"kind": "letter", "label": "Courrier", "value": phrase(lots, 120, 120, STREETS)}
    landlord["contacts"] = [*landlord.get("contacts", ()), letter]


def titles(lots: Random, circuit: Data, _: Data) -> None:
    """Of one to fifteen words."""
    for step in circuit["steps"]:
        if "title" in step and lots.random() < 0.5:
            count = lots.randint(1, 15)
            step["title"] = " ".join(phrase(lots, 200, 200).split()[:count]).rstrip(",")


def long_word(lots: Random, circuit: Data, _: Data) -> None:
    """Where words of the circuit stand, in a title too: then in that of the last step as well."""
    kind, item = lots.choice([(kind, item) for kind, item in items_in(circuit) if "title" in item])
    key = lots.choice(("title", "text" if "text" in kind.model_fields else "title"))
    item[key] = f"{item['title']} {LONG_WORD}"
    last = circuit["steps"][-1]
    if key == "title" and last is not item and "title" in last:
        last["title"] += f" {LONG_WORD}"


def facts(lots: Random, circuit: Data, _: Data) -> None:
    """A third of those that are stated are not found."""
    for kind, item in items_in(circuit):
        for key in stated(kind):
            if key in item and lots.random() < 1 / 3:
                del item[key]


def stated(kind: type[Item]) -> list[str]:
    needed = {field.alias or name for name, field in kind.model_fields.items() if field.is_required()}
    return [key.name for key in list_facts(kind).values() if key.name not in {"title", *needed}]


def count_steps(lots: Random, circuit: Data, _: Data) -> None:
    resize(lots, circuit, "steps", lots.randint(2, 16))


def count_problems(lots: Random, circuit: Data, _: Data) -> None:
    resize(lots, circuit, "problems", lots.randint(0, 20))


def resize(lots: Random, circuit: Data, name: str, count: int) -> None:
    """So many items of a list: some taken away with all that hangs on them, or more of the kind, named by nobody."""
    items = circuit.get(name, [])
    while items and len(items) < count:
        place = lots.randrange(len(items))
        free = {key: value for key, value in items[place].items() if key not in {*references.REFERENCES, "stage"}}
        items.insert(place + 1, free | {"id": f"{name}-more-{len(items)}", "title": phrase(lots, 10, 50)})
    gone = {each["id"] for each in lots.sample(items, max(len(items) - count, 0))}
    while gone:
        circuit |= {each: kept(circuit[each], gone) for each in LISTS if each in circuit}
        gone = {item["id"] for each in LISTS for item in circuit.get(each, ()) if lost(each, item, circuit)}


def kept(items: list[Data], gone: Collection[str]) -> list[Data]:
    return [item for item in items if item["id"] not in gone]


def lost(name: str, item: Data, circuit: Data) -> bool:
    """Whether an item hangs on one that is gone; what it can do without is taken from it."""
    known = {each["id"] for _, each in items_in(circuit)} | {*references.WORDS, *circuit.get("use", ())}
    missing = False
    for key in [each for each in references.REFERENCES if each in item]:
        said = value_of(item[key]) if isinstance(value_of(item[key]), list) else [value_of(item[key])]
        there = [each for each in said if each in known]
        if len(there) == len(said):
            continue
        if needed(name, key):
            missing = True
        elif there:
            item[key] = there
        else:
            del item[key]
    return missing


def value_of(fact: Any) -> Any:
    return fact["value"] if isinstance(fact, dict) else fact


def needed(name: str, key: str) -> bool:
    """Whether an item is nothing without the key: it says where it stands."""
    return name in references.ORDERS or key == "at"


CHANGES: tuple[Change, ...] = (
    *(telephones, titles, facts, count_steps, long_word, count_problems, address, no_number),
)
