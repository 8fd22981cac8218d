"""Circuits to measure with: of every size, always the same for the same number, no two alike."""

from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import yaml

from tests.kit.generated import circuit, titles

LISTS = ("shortcuts", "detours", "setbacks", "practices", "recourse", "spaces")
TOPICS = ("repairs", "neighbours", "transfer", "other")  # of each landlord's circuits, which share the landlord's file


def generated(number: int) -> dict[str, Any]:
    """A circuit of 5 to 28 steps and some of the other lists: from 24 squares' worth of items to 63."""
    dice = Random(number)  # noqa: S311 (a game)
    said = islice(titles(dice.randint(24, 40)), dice.randint(0, 99), None)  # type: ignore[no-untyped-call]
    steps = dice.choice((5, 6, 8, 10, 12, 15, 20, 24, 28))
    made: dict[str, Any] = circuit(steps, said)  # type: ignore[no-untyped-call]
    for name in LISTS:
        if dice.random() < 0.5:
            del made[name]
    made["questions"] = made["questions"][: dice.randint(1, len(made["questions"]))]
    topic = TOPICS[number % len(TOPICS)]
    return made | {"title": f"Ma réclamation {number}", "topic": topic, "landlord": "landlord.yaml"}


def path_of(number: int) -> Path:
    """Where the circuit stands under its folder."""
    return Path(f"landlord-{number // len(TOPICS):03}") / f"circuit-{number:04}.yaml"


def lay_out(folder: Path, circuits: int) -> None:
    """Write ``circuits`` circuits into ``folder``, each with the file of its landlord beside it."""
    for number in range(circuits):
        path = folder / path_of(number)
        path.parent.mkdir(parents=True, exist_ok=True)
        landlord = {"name": f"Bailleur {number // len(TOPICS)}", "short": f"Bailleur {number // len(TOPICS)}"}
        (path.parent / "landlord.yaml").write_text(as_yaml(landlord), "utf-8")
        path.write_text(as_yaml(generated(number)), "utf-8")


def as_yaml(content: dict[str, Any]) -> str:
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=1000)
