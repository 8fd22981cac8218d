"""Each command has its help in each language, a line of docs and a test that calls it: read off the table of them."""

import ast
import re
from collections.abc import Collection, Iterator
from functools import cache

import click
import pytest

from jeu_oie.cli import COMMANDS, program
from jeu_oie.messages import LANGUAGES, load_catalog
from tests.house.source import ROOT

COMMANDS_PAGE = (ROOT / "docs" / "commands.en.md").read_text("utf-8")
# These call whatever stands in the table.
CALLS_ALL = ("odd.py", "test_odd.py", "test_commands.py")


def named(name: str, text: str) -> bool:
    """Whether a line of ``text`` tells of a command: `name`, or jeu-oie name."""
    return bool(re.search(rf"(`|jeu-oie ){name}\b", text))


@cache
def words_called() -> frozenset[str]:
    """The first word of each text that stands in the tests of the command line."""
    files = (file for file in (ROOT / "tests" / "cli").glob("*.py") if file.name not in CALLS_ALL)
    nodes = (node for file in files for node in ast.walk(ast.parse(file.read_text("utf-8"))))
    return frozenset(
        node.value.split(maxsplit=1)[0]
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.strip()
    )


def lacking(name: str, command: click.Command, page: str, called: Collection[str]) -> Iterator[str]:
    """What a command lacks; without a module or a summary it is not even loaded."""
    if not command.help:
        yield "help"
    yield from (f"help of {each.opts[0]}" for each in command.params if lacks_help(each))
    if not named(name, page):
        yield "a line of docs"
    if name not in called:
        yield "a test"


def lacks_help(parameter: click.Parameter) -> bool:
    return isinstance(parameter, click.Option) and not parameter.hidden and not parameter.help


def test_the_guard_sees_what_a_command_lacks():
    bare = click.Command("greet", params=[click.Option(["--loud"])])
    assert list(lacking("greet", bare, "`greeting`", ())) == ["help", "help of --loud", "a line of docs", "a test"]
    told = click.Command("greet", help="Says hello.")
    assert list(lacking("greet", told, "`jeu-oie greet` says hello", {"greet"})) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help_a_line_of_docs_and_a_test(name, language):
    command = program(load_catalog(language)).load(name)
    assert list(lacking(name, command, COMMANDS_PAGE, words_called())) == []
