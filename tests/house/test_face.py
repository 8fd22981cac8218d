"""``import jeu_oie`` gives its names when they are asked for; the commands of the same names use nothing else."""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module

import jeu_oie
from tests.house.source import ROOT, Module, modules, within
from tests.house.test_lazy import HEAVY, loaded

# The commands that are made of a verb of the same name, and what they would do it with in another way.
VERBS = ("build", "check", "compare", "diff", "odds")
OTHER_WAYS = (
    *("builder.discover.examine", "builder.discover.read_once", "builder.templates.own_templates"),
    *("builder.run.Round", "builder.run.run", "builder.run.lock_folder", "builder.gallery", "builder.presets.presets"),
    *("circuit.lint", "circuit.read.read", "game.odds.odds_of_board"),
    *("kit.make", "kit.plan", "kit.plan_reading", "kit.write", "kit.reprinting.compare_files", "kit.reprinting.entry"),
    *("kit.reprinting.changes_files", "kit.reprinting.data_of", "web.comparison.comparisons"),
)


def second_ways(program: Iterable[Module]) -> Iterator[str]:
    for module in program:
        if module.name.removeprefix("cli.") in VERBS:
            found = (full.removeprefix("jeu_oie.") for full in module.imports)
            yield from (f"{module.name}: {full}" for full in found if any(within(full, each) for each in OTHER_WAYS))


def test_the_guard_sees_a_second_way():
    assert list(second_ways([Module("cli.odds", "from jeu_oie.game.odds import odds_of_board")]))
    assert list(second_ways([Module("cli.check", "from jeu_oie.circuit.lint import gaps")]))
    assert not list(second_ways([Module("cli.odds", "from jeu_oie.api.odds import odds")]))
    assert not list(second_ways([Module("serve.live", "from jeu_oie.circuit.lint import gaps")]))


def test_commands_do_it_in_no_second_way():
    assert list(second_ways(modules())) == []
    used = {module.name: {full for full in module.imports if within(full, "jeu_oie.api")} for module in modules()}
    assert [
        verb for verb in VERBS if not any(within(full, f"jeu_oie.api.{verb}") for full in used[f"cli.{verb}"])
    ] == []


def test_every_name_is_there_and_typed():
    assert sorted(jeu_oie.FACE) == sorted(jeu_oie.__all__)
    for name, home in jeu_oie.FACE.items():
        assert getattr(jeu_oie, name) is getattr(import_module(f"jeu_oie.{home}"), name)
    assert set(jeu_oie.__all__) <= set(dir(jeu_oie))
    assert (ROOT / "src/jeu_oie/py.typed").is_file()


def test_no_name_is_hidden_by_a_room():
    """A room that is loaded becomes an attribute of the package, whatever ``__getattr__`` would have given."""
    rooms = {module.name for module in modules() if module.name and "." not in module.name}
    assert rooms & set(jeu_oie.__all__) == set()


def test_what_is_not_there_is_told_as_python_does():
    code = "import jeu_oie\ntry:\n    jeu_oie.nothing\nexcept AttributeError as error:\n    print(error)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said == "module 'jeu_oie' has no attribute 'nothing'\n"


def test_a_verb_loads_no_more_than_it_needs():
    assert not loaded("import jeu_oie\njeu_oie.Problem\njeu_oie.InvalidInput") & HEAVY
    assert not loaded("import jeu_oie\njeu_oie.check") & {"numpy", "weasyprint", "rich", "pikepdf", "click"}
