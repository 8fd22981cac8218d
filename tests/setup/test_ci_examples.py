"""The files to copy into a repository's own automation: read as YAML, with commands and options that exist."""

import re
import shlex
from collections.abc import Iterator
from typing import Any

import click
import pytest
import yaml

from jeu_oie.cli import program
from jeu_oie.messages import words
from tests.house.source import ROOT

EXAMPLES = sorted(f"ci-examples/{each.name}" for each in (ROOT / "ci-examples").glob("*.yml"))
FILES = (*EXAMPLES, ".pre-commit-hooks.yaml")
WORKFLOWS = tuple(each for each in EXAMPLES if "github" in each)
PINNED = re.compile(r"[\w-]+/[\w-]+@v\d+")
COMMAND = re.compile(r"jeu-oie [a-z]+ [^\n|;]*")


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        if "entry" in value:
            yield f"{value['entry']} {' '.join(value['args'])}"
        yield from (text for each in value.values() for text in texts(each))
    elif isinstance(value, list):
        yield from (text for each in value for text in texts(each))


def commands(text: str) -> list[list[str]]:
    """What the file runs of ours, its variables filled with names."""
    said = "\n".join(texts(yaml.safe_load(text)))
    filled = re.sub(r"\$\{\{[^}]*\}\}|\$\w+", "circuits", said)
    return [shlex.split(found) for found in COMMAND.findall(filled)]


def fault(command: list[str]) -> click.ClickException | None:
    """Why the program would refuse it; None where it would not."""
    _, name, *arguments = command
    found = program(words("fr")).commands.get(name)
    if found is None:
        return click.UsageError(f"no command {name}")
    try:
        found.make_context(name, arguments)
    except click.ClickException as error:
        return error
    return None


def wrong(command: list[str]) -> str | None:
    told = fault(command)
    return told.format_message() if told else None


def test_the_guard_sees_a_command_and_an_option_that_are_not_there():
    assert wrong(["jeu-oie", "built", "circuits"])
    assert wrong(["jeu-oie", "build", "circuits", "--output", "site"])
    assert wrong(["jeu-oie", "check", "circuits"]) is None
    assert commands("script:\n  - jeu-oie check $X | tee a\n") == [["jeu-oie", "check", "circuits"]]


@pytest.mark.parametrize("name", FILES)
def test_every_command_of_an_example_exists(name):
    found = commands((ROOT / name).read_text("utf-8"))
    assert found
    base = [
        ["https://x.fr" if before == "--base-url" else each for before, each in zip(["", *one], one, strict=False)]
        for one in found
    ]
    assert [wrong(each) for each in base] == [None] * len(found)
    assert {"check"} <= {each[1] for each in found}


def free(text: str) -> list[str]:
    """What a workflow leaves to chance or gives away: an action without its version, a right for all jobs, a secret."""
    said = yaml.safe_load(text)
    used = [step["uses"] for job in said["jobs"].values() for step in job["steps"] if "uses" in step]
    return [
        *(f"any version: {each}" for each in used if not PINNED.fullmatch(each)),
        *(f"all jobs: {name}" for name, right in said.get("permissions", {"all": "write"}).items() if right != "read"),
        *(f"secret: {each}" for each in re.findall(r"secrets\.\w+", text)),
    ]


def test_the_guard_sees_what_is_left_to_chance():
    step = "jobs:\n  a:\n    steps:\n      - uses: actions/checkout@main\n        with: {token: x secrets.KEY}\n"
    assert free(step) == ["any version: actions/checkout@main", "all jobs: all", "secret: secrets.KEY"]
    assert free("permissions: {contents: write}\njobs: {}") == ["all jobs: contents"]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_actions_are_pinned_and_rights_given_where_they_are_needed(name):
    assert free((ROOT / name).read_text("utf-8")) == []
