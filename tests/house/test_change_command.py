"""A new command, made in a copy of the program: its module and its row, then a guard asks for all that it lacks."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from jeu_oie.messages import LANGUAGES
from tests.house.changing import add_sentences, copy_tree, edit, run_commands, run_guards, touched

pytestmark = pytest.mark.slow

TABLE, MODULE = "src/jeu_oie/cli/__init__.py", "src/jeu_oie/cli/languages.py"
PAGE, TEST = "docs/commands.en.md", "tests/cli/test_languages.py"
CODE = '''"""``jeu-oie languages``: the languages that there are."""

import click

from jeu_oie.cli.terminal import give
from jeu_oie.messages import LANGUAGES, Catalog


def languages_params(_: Catalog) -> list[click.Parameter]:
    return []


def languages_command(_: Catalog) -> None:
    give(" ".join(LANGUAGES))
'''
ROW = '    "languages": CommandSpec("languages", "languages.short", "languages.help"),\n'
SENTENCES = {"languages.help": "Dit les langues du programme.", "languages.short": "Dit les langues."}
GUARD = "tests/cli/test_commands.py"
CALLS = '"""It calls the command."""\n\nLINE = "languages"\n'


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The program with the command, of which nothing is documented or tested."""
    made = copy_tree(tmp_path_factory.mktemp("command"))
    (made / MODULE).write_text(CODE, "utf-8")
    edit(made, ((TABLE, '    "new": CommandSpec', f'{ROW}    "new": CommandSpec'),))
    add_sentences(made, dict.fromkeys(LANGUAGES, SENTENCES))
    yield made
    shutil.rmtree(made)


def test_two_files_hold_it(copy):
    assert touched(copy) == [TABLE, MODULE]


def test_it_is_called_and_listed(copy):
    said = run_commands(copy, "languages", "--help", "languages --help")
    assert said["languages"][0].split() == list(LANGUAGES)
    assert "Dit les langues." in said["--help"][0] and "Dit les langues du programme." in said["languages --help"][0]


def test_a_line_of_docs_and_a_test_are_demanded(copy):
    told = run_guards(copy, GUARD, "-k", "languages", status=1)
    assert "a line of docs" in told and "a test" in told
    edit(copy, ((PAGE, "`jeu-oie completion`", "`jeu-oie languages` tells the languages. `jeu-oie completion`"),))
    (copy / TEST).write_text(CALLS, "utf-8")
    run_guards(copy, GUARD, "tests/house/test_catalogs.py::test_every_sentence_is_asked_for")
