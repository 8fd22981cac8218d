"""What the program makes of a file that changes (``cases.yaml``); the form loses nothing of it."""

from dataclasses import dataclass
from pathlib import Path

import yaml


@dataclass(frozen=True)
class Case:
    name: str
    before: str
    after: str


def _cases() -> tuple[tuple[Case, ...], tuple[str, ...]]:
    said = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text("utf-8"))
    heads = [(each.get("head", said["head"]), each) for each in said["cases"]]
    cases = tuple(Case(each["name"], head + each["before"], head + each["after"]) for head, each in heads)
    return cases, tuple(said["refused"])


CASES, REFUSED = _cases()
