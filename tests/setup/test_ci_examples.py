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

FILES = ("ci-examples/github.yml", "ci-examples/gitlab.yml", ".pre-commit-hooks.yaml")
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


def wrong(command: list[str]) -> str | None:
    """Why the program would refuse it; None where it would not."""
    _, name, *arguments = command
    found = program(words("fr")).commands.get(name)
    if found is None:
        return f"no command {name}"
    try:
        found.make_context(name, arguments)
    except click.ClickException as error:
        return error.format_message()
    return None


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
