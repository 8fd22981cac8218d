"""What the page's script writes letters from (``script/letters.js``), as plain data."""

from dataclasses import asdict
from typing import Any

from jeu_oie.circuit.read.letters import letter_texts
from jeu_oie.game.letters.facts import LetterFacts


def texts_data() -> dict[str, Any]:
    """All texts of ``circuits/letters.yaml`` but the examples; keys that say nothing are left out."""
    return letter_texts().model_dump(exclude={"examples", "subjects"}, exclude_defaults=True, mode="json")


def facts_data(facts: LetterFacts) -> dict[str, Any]:
    return {**asdict(facts), "laws": sorted(facts.laws)}
