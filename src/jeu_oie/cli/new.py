"""``jeu-oie new`` and ``jeu-oie schema``: starting a circuit that an editor completes without YAML known by heart."""

import json
import os
from functools import partial
from pathlib import Path
from shlex import quote

import click

from jeu_oie import disk
from jeu_oie.circuit.schema import schema
from jeu_oie.cli.terminal import give_data, give_path, one_line, say
from jeu_oie.disk import write_atomically, write_new
from jeu_oie.errors import OutputRefused, Refusal
from jeu_oie.messages import Catalog, load_catalog
from jeu_oie.resources import starter_text

# --- The commented circuit that « jeu-oie new » writes: nothing in it is a fact, every list has its example
#
# It stands beside the catalogs (``locale/*/starter.yaml``). Lines that start with « ## » explain; the others, once
# their « # » is removed, are a circuit that can be read.

FIRST = "# yaml-language-server: $schema={schema}\n"


def starter(schema_path: str, language: str) -> str:
    """The text of a new circuit, commented in ``language``; in French where the program does not speak it.

    ``schema_path`` is where ``circuit.schema.json`` stands, seen from the new file: editors check with it.
    """
    return FIRST.format(schema=schema_path) + starter_text(load_catalog(language).language)


# --- ``jeu-oie new`` and ``jeu-oie schema``: starting a circuit that an editor completes without network --

SCHEMA = "circuit.schema.json"


def new_command(t: Catalog) -> click.Command:
    argument = click.Argument(["path"], type=click.Path(path_type=Path, dir_okay=False), metavar="CIRCUIT")
    return click.Command("new", callback=partial(new, t), help=t("cli.new.help"), params=[argument])


def schema_command(t: Catalog) -> click.Command:
    return click.Command("schema", callback=print_schema, help=t("cli.schema.help"))


def new(t: Catalog, path: Path) -> None:
    """Write a commented circuit, and its schema in a ``schemas`` folder, unless a file of that name stands."""
    target = path if path.suffix in (".yaml", ".yml") else path.with_name(f"{path.name}.yaml")
    if os.path.lexists(target):
        raise OutputRefused(str(target), Refusal.EXISTS)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        relative = Path(os.path.relpath(schema_beside(target.parent), target.parent.resolve())).as_posix()
        write_new(target, starter(relative, t.language).encode())
    except OSError as error:
        raise OutputRefused.of(error, str(target)) from error
    give_path(target)
    say(t("cli.new.next", path=one_line(quote(str(target)))))


def schema_beside(folder: Path) -> Path:
    """The nearest ``schemas/`` above that holds this very schema, else one made beside the circuit."""
    for above in (folder, *folder.resolve().parents[:3]):
        if is_ours(above / "schemas" / SCHEMA):
            return (above / "schemas" / SCHEMA).resolve()
    made = folder / "schemas" / SCHEMA
    made.parent.mkdir(exist_ok=True)
    write_atomically(made, text().encode())
    return made.resolve()


def is_ours(path: Path) -> bool:
    try:
        return disk.read(path).decode().replace("\r\n", "\n") == text()
    except (OSError, UnicodeDecodeError):
        return False


def text() -> str:
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def print_schema() -> None:
    give_data(text())
