"""``jeu-oie check``: every problem of every circuit, for people or for machines."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from jeu_oie.api.check import Checked, gather, inspect
from jeu_oie.builder.discover import stops
from jeu_oie.circuit.signatures import GOOD, list_beside
from jeu_oie.cli.circuits import invalid_input, show, tell_no_longer_read, tell_strays
from jeu_oie.cli.keys import vouching
from jeu_oie.cli.options import board_option, circuits_argument, strict_option
from jeu_oie.cli.projects import asked_board, settled_project
from jeu_oie.cli.terminal import give_json, one_line, say
from jeu_oie.errors import Problem
from jeu_oie.messages import Catalog, tell


def check_command(t: Catalog) -> click.Command:
    return click.Command(
        "check",
        callback=partial(check, t),
        help=t("cli.check.help"),
        params=[
            circuits_argument(t),
            board_option(t),
            click.Option(["as_json", "--json"], is_flag=True, help=t("cli.json.help")),
            click.Option(["--missing"], is_flag=True, help=t("cli.missing.help")),
            click.Option(["--falc"], is_flag=True, help=t("cli.falc.help")),
            strict_option(t),
        ],
    )


def check(
    t: Catalog, paths: tuple[Path, ...], board: str, as_json: bool, missing: bool, falc: bool, strict: bool
) -> None:
    """Read and assemble the circuits, tell their problems, exit 1 where something must be mended."""
    with invalid_input(t):
        checked = inspect(paths, board=asked_board(board), project=settled_project(), falc=falc)
    problems, found = gather(checked, missing=missing), gather(checked, missing=True)
    if as_json:
        give_json([row(each, t) for each in problems])
    if not checked:
        say(t("cli.nothing", paths=", ".join(map(one_line, paths))))
    elif not as_json:
        show(problems, t)
        tell_vouched(checked, t)
        say(t.count("cli.checked", len(checked)) + " " + t.count("cli.problems", len(problems)))
        if len(found) > len(problems):
            say(t.count("cli.gaps", len(found) - len(problems)))
    tell_no_longer_read((each.reading.files[0] for each in checked), t)
    tell_strays(paths, t)
    raise click.exceptions.Exit(1 if stops(problems, strict) or not checked else 0)


def tell_vouched(checked: Sequence[Checked], t: Catalog) -> None:
    """Whose signature is good."""
    for each in checked:
        file = each.reading.files[0]
        for signature in each.signatures:
            if signature.verdict == GOOD:
                say(f"{one_line(file.as_posix())}: {vouching(signature, list_beside(file), t)}")


def row(problem: Problem, t: Catalog) -> dict[str, object]:
    """One problem as outputs.md says: ``code`` never changes with the language."""
    message, cure = tell(problem, t)
    place = problem.place
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "severity": problem.severity,
        "code": problem.code,
        "message": message,
        "cure": cure,
    }
