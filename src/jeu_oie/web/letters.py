"""What the page's script writes letters from (``templates/page/script/letters.js``), as plain data."""

from dataclasses import asdict
from typing import Any

from jeu_oie.circuit.model import Circuit
from jeu_oie.circuit.read.letters import letter_texts
from jeu_oie.game.answers.shared import Shared
from jeu_oie.game.answers.subject import OTHER
from jeu_oie.game.letters.facts import LetterFacts
from jeu_oie.game.letters.known import letter_facts

# What the script takes of the answer to a problem, and of its title.
ANSWERED = frozenset({"id", "problem", "kind", "letter", "charge"})


def letters_data(circuit: Circuit, shared: Shared) -> dict[str, Any]:
    """``texts``; ``other``: the facts of any other problem; ``problems``: by id, what differs from these, if anything.

    What the page knows of a problem by its answer stands there alone.
    """
    like = {each.like for each in circuit.problems}
    common = {name: letter_facts(name, circuit, shared) for name in shared.shipped.ids if name not in like}
    own = {each.id: letter_facts(each, circuit, shared) for each in circuit.problems}
    other = facts_data(letter_facts(OTHER, circuit, shared))
    problems = {name: differing(facts_data(each), other) for name, each in {**common, **own}.items()}
    told = {name: facts for name, facts in problems.items() if facts}
    return {"texts": texts_data(), "other": other, "problems": told}


def texts_data() -> dict[str, Any]:
    """All texts of ``circuits/letters.yml`` but the examples; keys that say nothing are left out."""
    return letter_texts().model_dump(exclude={"examples", "subjects"}, exclude_defaults=True, mode="json")


def facts_data(facts: LetterFacts) -> dict[str, Any]:
    return {**asdict(facts), "laws": sorted(facts.laws)}


def differing(data: dict[str, Any], base: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value != base[key] and key not in ANSWERED}
