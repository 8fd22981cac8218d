"""What the page's script writes letters from (``templates/page/script/letters.js``), as plain data."""

from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from jeu_oie.circuit.model import AnswerKind, Circuit
from jeu_oie.circuit.read.letters import letter_texts
from jeu_oie.circuit.read.shipped import shipped
from jeu_oie.game.answers.shared import Shared
from jeu_oie.game.answers.subject import OTHER
from jeu_oie.game.letters.facts import LetterFacts
from jeu_oie.game.letters.known import letter_facts

# What the script takes of the answer to a problem, and of its title.
ANSWERED = frozenset({"id", "problem", "kind", "letter", "charge"})


def letters_data(circuit: Circuit, shared: Shared, told: Collection[str]) -> dict[str, Any]:
    """``texts``; ``other``: the facts of any other problem; ``problems``: by id, what differs from these, if anything.

    ``told``: the ids of the page's answers. What the page knows of a problem by its answer stands there alone.
    """
    own = {each.id: each for each in circuit.problems}
    other = facts_data(letter_facts(OTHER, circuit, shared))
    facts = {name: facts_data(letter_facts(own.get(name, name), circuit, shared)) for name in told}
    problems = {name: found for name, each in facts.items() if (found := differing(each, other))}
    return {"texts": texts_data(), "other": other, "problems": problems}


# What the script reads nowhere: words for whoever keeps the texts, and help that no field shows.
UNREAD_OF_LETTERS = {"help", "envoi_help"}
UNREAD_OF_SLOTS = {"help", "empty"}
# Where a slot's value is from counts where a tenant alone knows it; what is offered, where one chooses.
TENANT, CHOICE = "tenant", "choice"


def texts_data() -> dict[str, Any]:
    """The texts of ``circuits/letters.yml`` as far as the script reads them; keys that say nothing are left out."""
    told = letter_texts().model_dump(
        exclude={"examples": True, "subjects": True, "letters": {"__all__": UNREAD_OF_LETTERS}},
        exclude_defaults=True,
        mode="json",
    )
    slots = {name: slot_data(slot) for name, slot in told["slots"].items()}
    answered = {AnswerKind.DANGER.value, *(each.id for each in shipped().index.problems)}
    never = {name: instead for name, instead in told["never"].items() if name in answered}
    return {**told, "slots": {name: slot for name, slot in slots.items() if slot}, "never": never}


def slot_data(slot: dict[str, Any]) -> dict[str, Any]:
    origin = slot.get("origin")
    unread = UNREAD_OF_SLOTS | ({"origin"} if origin != TENANT else set()) | ({"values"} if origin != CHOICE else set())
    return {key: value for key, value in slot.items() if key not in unread}


def facts_data(facts: LetterFacts) -> dict[str, Any]:
    return {**asdict(facts), "laws": sorted(facts.laws)}


def differing(data: dict[str, Any], base: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value != base[key] and key not in ANSWERED}
