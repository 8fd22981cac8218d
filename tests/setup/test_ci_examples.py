"""The files to copy into a repository's own automation: read as YAML, with commands and options that exist."""

import re
import shlex
from collections.abc import Iterator
from typing import Any

import click
import pytest
import yaml

from jeu_oie.cli import program
from jeu_oie.messages import load_catalog
from tests.house.source import ROOT

EXAMPLES = sorted(f"ci-examples/{each.name}" for each in (ROOT / "ci-examples").glob("*.yml"))
SCRIPTS = ("ci-examples/changes", "ci-examples/downloads")
COMMAND = re.compile(r"jeu-oie [a-z]+ [^\n|;<]*")


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for each in value.values() for text in texts(each))
    elif isinstance(value, list):
        yield from (text for each in value for text in texts(each))


def commands(text: str) -> list[list[str]]:
    """What the lines of a file run of ours, its variables filled with names."""
    return [shlex.split(found) for found in COMMAND.findall(re.sub(r"\$\w+", "circuits", text))]


def run_by(name: str) -> str:
    """Lines that the file has a shell run: a script's own, or those within its YAML."""
    text = (ROOT / name).read_text("utf-8")
    return text if name in SCRIPTS else "\n".join(texts(yaml.safe_load(text)))


def fault(command: list[str]) -> click.ClickException | None:
    """Why the program would refuse it; None where it would not."""
    _, name, *arguments = command
    known = program(load_catalog("fr"))
    if name not in known.commands:
        return click.UsageError(f"no command {name}")
    try:
        known.load(name).make_context(name, arguments)
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
    assert commands("jeu-oie check $X | tee a\n") == [["jeu-oie", "check", "circuits"]]


@pytest.mark.parametrize("name", [*EXAMPLES, *SCRIPTS])
def test_every_command_of_an_example_exists(name):
    found = commands(run_by(name))
    assert found
    base = [
        ["https://x.fr" if before == "--base-url" else each for before, each in zip(["", *one], one, strict=False)]
        for one in found
    ]
    assert [wrong(each) for each in base] == [None] * len(found)
    assert name in SCRIPTS or "check" in {each[1] for each in found}
