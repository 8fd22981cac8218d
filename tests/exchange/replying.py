"""Circuits of which nobody knows anything any more, and the answer files that tell it again.

What is asked of a circuit is blanked where a gap is asked for, else it says something else; the answers are the facts
of the circuit as it was.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from jeu_oie.api.reply import Standing, stand
from jeu_oie.circuit.item import FACT_VALUE, OF_FACTS
from jeu_oie.circuit.model import CircuitFile, Landlord, name_contacts
from jeu_oie.circuit.renew import renewed_bytes, renewed_landlord
from jeu_oie.circuit.write import as_data, landlord_data, read_data
from jeu_oie.exchange.reply import Wrong, fact_names, value_of
from jeu_oie.exchange.reply_result import Scribe
from jeu_oie.game.asked import AnswerForm, Asked

DAY = date(2026, 12, 1)
ON, BY = "2026-12-01", "direction de la proximité"
OTHER = "Tout autre chose"
OTHERS: Mapping[AnswerForm, Any] = {
    AnswerForm.TEXT: OTHER,
    AnswerForm.HOURS: OTHER,
    AnswerForm.DELAY: {FACT_VALUE: "77 jours"},
    AnswerForm.LIST: [OTHER],
}
FREE = ("adopted", "charge", "urgency")  # choices that nothing else in the circuit depends on
Data = dict[str, Any]


def forget(path: Path, *, settled: bool = True) -> tuple[Standing, Standing]:
    """The circuit at ``path`` as it was, and as it is once nobody knows what is asked of it; that is written.

    ``settled``: what is sure is forgotten too.
    """
    known = stand(path, DAY)
    own = (known.landlord_file,) if known.held.landlord else ()
    files = {each: each.read_bytes() for each in (known.path, *own)}
    if not settled:
        known = replace(known, asked=tuple(each for each in known.asked if not each.settled))
    kept: set[str] = set()
    while True:
        for file, data in files.items():
            file.write_bytes(data)
        spoil(known, kept)
        now = stand(path, DAY)
        if {each.key for each in known.asked} - {each.key for each in now.asked} <= kept:
            return known, now
        kept |= {each.key for each in known.asked} - {each.key for each in now.asked}


def spoil(known: Standing, kept: Collection[str]) -> None:
    """Blank what is asked, but for what is ``kept``, which says something else."""
    root = as_data(known.held.written)
    own = landlord_data(known.held.landlord) if known.held.landlord else root["landlord"]
    scribe = Scribe({**root, "landlord": own}, frozenset(), known.words)
    for asked in known.asked:
        *above, last = asked.key.split(".")
        if above[-1] != "contacts" and can_be_told(asked):
            spoil_one(scribe.find(above), last, asked, blank=asked.key not in kept and last in fact_names(above))
    for asked in known.asked:
        *above, last = asked.key.split(".")
        if above[-1] == "contacts" and can_be_told(asked):
            named(scribe.find(above[:-1])["contacts"], last)["label"] = OTHER
    known.path.write_bytes(
        renewed_bytes(known.path.read_bytes(), read_data(CircuitFile, {**scribe.root, "landlord": root["landlord"]}))
    )
    if known.held.landlord:
        file = known.landlord_file
        file.write_bytes(renewed_landlord(file.read_bytes(), read_data(Landlord, own)))


def named(ways: list[Data], name: str) -> Data:
    return dict(zip(name_contacts(each.get("kind", "") for each in ways), ways, strict=True))[name]


def can_be_told(asked: Asked) -> bool:
    """Whether an answer file may hold the fact as it is: nobody's name, one of the choices."""
    try:
        return bool(asked.now) and bool(value_of(asked, asked.value))
    except Wrong:
        return False


def spoil_one(holder: Data, key: str, asked: Asked, *, blank: bool) -> None:
    said = holder[key] if isinstance(holder[key], dict) else {}
    of_fact = {part: said[part] for part in OF_FACTS if part in said}
    if blank:
        del holder[key]
    elif asked.form is AnswerForm.CHOICE:
        if key in FREE:
            holder[key] = next(name for name, _ in reversed(asked.choices))
    elif asked.form is AnswerForm.CONTACTS:
        holder[key] = [{**way, "label": OTHER} for way in holder[key]]
    elif key != "website":
        other = OTHERS[asked.form]
        holder[key] = {**(other if isinstance(other, dict) else {FACT_VALUE: other}), **of_fact} if of_fact else other


def answer(known: Standing, now: Standing, **more: Any) -> bytes:
    """The file of a landlord that says of all that is asked ``now`` what was ``known``."""
    facts = {each.key: each for each in known.asked}
    told = {
        each.key: {
            "says": "other",
            "base": each.base,
            "now": each.now[:200] or "pas trouvé",
            "value": facts[each.key].value,
        }
        for each in now.asked
        if each.key in facts and can_be_told(facts[each.key])
    }
    return reply_of(now, told, **more)


def reply_of(now: Standing, answers: Data, /, **more: Any) -> bytes:
    landlord, topic = now.circuit.landlord.name, now.circuit.topic
    head = {"jeu-oie": "reply", "format": 1, "landlord": landlord, "topic": topic, "by": BY, "on": ON, "sure": True}
    return json.dumps({**head, "answers": answers, **more}).encode()


def says(held: Standing) -> Data:
    """A circuit and its landlord without sources, doubts and when one has looked."""
    root = as_data(held.held.written)
    own = landlord_data(held.held.landlord) if held.held.landlord else root.get("landlord")
    return {**bare(root), "landlord": bare(own), "sources": None}


def bare(value: Any) -> Any:
    if isinstance(value, list):
        return [bare(each) for each in value]
    if not isinstance(value, dict):
        return value
    inner = {key: bare(each) for key, each in value.items() if key not in (*OF_FACTS, "sources")}
    return inner[FACT_VALUE] if [*inner] == [FACT_VALUE] else inner
