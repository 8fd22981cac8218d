"""Command lines that nobody would type: each value that a command takes, as odd as a name, a slip or a script makes it.

The commands and what they take are read off click's table, so that a new one is tried by itself.
"""

import os
import socket
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from jeu_oie.cli import COMMANDS, program
from jeu_oie.messages import load_catalog

LONG = 5_000
# What an odd value is → it; names of files stand in the folder of ``lay_out``.
ODD: Mapping[str, str] = {
    "end of a text": "a\0b",
    "half a character": "a\ud800b",
    "bytes that are no UTF-8": "a\udcffb",
    "a folder that is no UTF-8": "no\udce9/one.yaml",
    "a file that is no UTF-8": "no\udce9.yaml",
    "nothing": "",
    "a space": " ",
    "a line": "a\nb",
    "a turn of direction": "a\u202eb",
    "a long name": "x" * 300,
    "a number of many digits": "9" * LONG,
    "an address of many digits": f"https://a:{'9' * LONG}/",
    "an address that never ends": "https://[a",
    "an address of half a character": "https://a\udcff/",
    "a full device": "/dev/full",
    "no file": "/dev/null/x",
    "a link to nothing": "astray.yaml",
    "a link to itself": "loop.yaml",
    "what a shell or a batch file reads": "%PATH% $(id) `id` !x! ^& ~",
}


def lay_out(folder: Path, text: str) -> None:
    """What the odd names lead to, beside a good circuit."""
    odd = folder / os.fsdecode(b"no\xe9")
    odd.mkdir()
    for each in (folder / "one.yaml", odd / "one.yaml", folder / os.fsdecode(b"no\xe9.yaml")):
        each.write_text(text, "utf-8")
    (folder / "astray.yaml").symlink_to("nowhere.yaml")
    (folder / "loop.yaml").symlink_to("loop.yaml")


def commands() -> Iterator[click.Command]:
    group = program(load_catalog("fr"))
    yield from (group.load(name) for name in COMMANDS)


def plain(parameter: click.Parameter) -> str:
    """A value that a parameter takes."""
    kind = parameter.type
    if isinstance(kind, click.Choice):
        return str(kind.choices[0])
    return "one.yaml" if isinstance(parameter, click.Argument) or isinstance(kind, click.Path) else "2026-11-20"


def with_value(parameter: click.Parameter, value: str) -> list[str]:
    return [value] if isinstance(parameter, click.Argument) else [f"{parameter.opts[-1]}={value}"]


def takes_value(parameter: click.Parameter) -> bool:
    return isinstance(parameter, click.Argument) or not getattr(parameter, "is_flag", False)


def needed(command: click.Command, busy: int, but: click.Parameter | None = None) -> list[str]:
    """What a command asks for at least; a server finds the port taken once it has read all the rest."""
    words = [f"--port={busy}"] if command.name == "serve" else []
    asked = (each for each in command.params if each is not but and (each.required or each.nargs == -1))
    ordered = sorted(asked, key=lambda each: isinstance(each, click.Argument))
    return [*words, *(word for each in ordered for word in with_value(each, plain(each)))]


def odd_lines(busy: int) -> Iterator[list[str]]:
    """Each value of each command, each way odd."""
    for command in commands():
        for parameter in command.params:
            for value in ODD.values() if takes_value(parameter) else ():
                given = with_value(parameter, value)
                rest = needed(command, busy, parameter)
                line = [*rest, *given] if isinstance(parameter, click.Argument) else [*given, *rest]
                yield [str(command.name), *line]


def full_lines(busy: int) -> Iterator[list[str]]:
    """Each command, and its help, with each of its streams full."""
    for command in commands():
        for line in (needed(command, busy), ["--help"]):
            yield from ([stream, str(command.name), *line] for stream in ("full-output", "full-errors"))


def busy_port() -> socket.socket:
    held = socket.socket()
    held.bind(("127.0.0.1", 0))
    held.listen()
    return held
