"""A circuit in which every key of every item holds a text of its own: none of them gets lost, in any state of it."""

from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

import pytest

from jeu_oie.circuit.model import LISTS, Detour, Fact, Item, ProblemItem, SetbackItem, Shortcut, Step
from jeu_oie.circuit.shapes import shapes
from tests.game.making import deck, dossier, preset
from tests.game.test_nothing_lost import shown, stands, texts

CONTACT = {"kind": "phone", "label": "libellé {n}", "value": "valeur {n}", "hours": "heures {n}"}
SEVERAL = {"channels", "contact", "criteria", "examples", "first", "answers", "excludes"}
FIXED = {
    "label": "right",
    "urgency": "u",
    "right": 1,
    "uncertain": True,
    "stage": "own",
    "like": "leak-big",
    "helper": ["police"],
}
WAYS = {
    "from": "s1",
    "to": "s2",
    "source": ["guide"],
    "actor": ["firm"],
    "if-silent": "s1",
    "for": ["p"],
    "short": "Nom court",
}


def item(model: type[Item], name: str, numbers: Iterator[int], **own: Any) -> dict[str, Any]:
    """An item with every key that its model has."""
    chosen = {key.name: shape.choices[0] for key, shape in shapes(model) if shape.choices}
    keys = [field.alias or key for key, field in model.model_fields.items()]
    made = {
        key: own[key] if key in own else value(key, name, next(numbers), chosen)
        for key in keys
        if key not in ("missing", "steps")
    }
    return {**made, **own, "id": name}


def value(key: str, name: str, number: int, chosen: Mapping[str, str]) -> Any:
    if key in ("delay", "until"):
        spans = {"value": f"{number} jours", "at-most": f"{number} semaines", "at-least": f"{number} heures"}
        return {**spans, "condition": f"condition {number}", "starts": "call"}
    if key == "acceptable":
        return [f"{number} heures", f"{number} mois"]
    if key == "elsewhere":
        said = {"landlord": f"Office {number}", "value": f"ailleurs {number}", "source": "guide"}
        return [said, {**said, "value": f"ailleurs {number}b", "source": ["site", "guide"]}]
    if key in ("channels", "contact"):
        return [{part: text.format(n=number) for part, text in CONTACT.items()}, {"kind": "desk"}]
    fixed = {**chosen, **FIXED, **WAYS, "at": "s1"}
    if key in fixed:
        return fixed[key]
    return (
        [f"{key} {number} de {name}", f"{key} {number}b de {name}"] if key in SEVERAL else f"{key} {number} de {name}"
    )


def full(**also: Any) -> dict[str, Any]:
    """The circuit: each item once on the board, and once more where it may stand elsewhere."""
    numbers = count(101)  # three digits: none is a part of another
    missing = item(Step, "m", numbers, missing=True)
    side = [item(Step, "x1", numbers), item(Step, "x2", numbers, missing=True)]
    lists: dict[str, Any] = {
        "steps": [
            missing,
            item(Step, "s1", numbers),
            item(Step, "s2", numbers),
            item(Step, "s3", numbers, trace="none"),
        ],
        "detours": [item(Detour, "d", numbers, steps=side)],
        "shortcuts": [
            item(Shortcut, "u", numbers, to="end"),
            {"id": "v", "title": "Sans numéro", "from": "s1", "to": "out"},
        ],
        "setbacks": [item(SetbackItem, "t", numbers, kind="back", to="s1")],
        "problems": [item(ProblemItem, "p", numbers)],
        "facts": [item(Fact, "f", numbers)],
    }
    for name in ("practices", "questions", "advice"):
        lists[name] = [item(LISTS[name], f"{name}-{at}", numbers, at=at) for at in ("s1", "d", "any")]
    for name in ("recourse", "spaces"):
        lists[name] = [item(LISTS[name], f"{name}-{at}", numbers, at=at) for at in ("s1", "any")]
    source = {"title": "Guide d’essai", "author": "Auteur", "date": "2016-12", "note": "À savoir"}
    return {
        **lists,
        "title": "Titre d’essai",
        "version": "version-7",
        "arrival": "Arrivée d’essai",
        "searched": "2016-11",
        "review": "2018-01",
        "validated": {"by": ["Bailleur", "Conseil"], "on": "2017-03-14"},
        "sources": {"guide": {**source, "address": "https://exemple.org/guide"}},
        "actors": {"firm": {"name": "Entreprise", "role": "Répare"}, "landlord": {"name": "Nommé"}},
        "words": {"trace": "ce que je garde"},
        "landlord": {
            "name": "Société",
            "short": "S",
            "formerly": "Avant",
            "area": "Isère",
            "website": "https://exemple.org",
            "where-number": ["dans le hall d’essai"],
            "contacts": [{part: text.format(n="du bailleur") for part, text in CONTACT.items()}],
            "actors": {"desk": {"name": "Accueil", "role": "Reçoit"}},
            "sources": {"site": {**source, "title": "Site d’essai", "address": "https://exemple.org/site"}},
        },
        **also,
    }


STATES: Mapping[str, dict[str, Any]] = {
    "draft": {},
    "validated": {"status": "validated"},
    "english": {"language": "en"},
    "other": {"language": "ar"},
}


def missing_texts(parts: dict[str, Any], told: frozenset[str] = frozenset()) -> list[str]:
    rules = preset(squares="auto")
    all_told = shown(deck(told, rules, **parts), dossier(**parts))
    return [text for text in [*texts(parts), *parts["words"]] if not stands(text, all_told)]


def test_the_circuit_has_every_list_and_every_key():
    parts = full()
    assert set(LISTS) <= parts.keys()
    for name, model in LISTS.items():
        expected = {field.alias or key for key, field in model.model_fields.items()}
        assert expected - set().union(*parts[name]) <= {"missing"}, name


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("told", [frozenset(), frozenset({"d"})], ids=["drawn", "told"])
def test_every_text_stands_in_a_card_or_in_the_dossier(state, told):
    assert missing_texts(full(**STATES[state]), told) == []


def test_the_guard_sees_a_lost_text():
    parts = full()
    all_told = shown(deck(rules=preset(squares="auto"), **parts), dossier(**parts))
    parts["facts"][0]["text"] = "Ceci ne se lit nulle part"
    assert [text for text in texts(parts) if not stands(text, all_told)] == ["Ceci ne se lit nulle part"]
