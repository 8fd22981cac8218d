"""``jeu-oie check``: every problem of every circuit, for people or for machines."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from jeu_oie.api.check import Checked, count_found, gather, inspect, row
from jeu_oie.builder.find import stops
from jeu_oie.cli.circuits import invalid_input, show, sources, tell_no_longer_read, tell_strays
from jeu_oie.cli.options import circuits_argument, option, quiet_option
from jeu_oie.cli.projects import asked_board, settled_project
from jeu_oie.cli.reports import annotation
from jeu_oie.cli.terminal import give, give_json, one_line, say
from jeu_oie.errors import Problem
from jeu_oie.messages import Catalog

FORMATS = ("text", "json", "github")


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What stands on the command line."""

    paths: tuple[Path, ...]
    board: str
    form: str
    as_json: bool
    missing: bool
    falc: bool
    strict: bool
    quiet: bool


def check_command(t: Catalog) -> click.Command:
    return click.Command(
        "check",
        callback=lambda **options: check(t, CheckOptions(**options)),
        help=t("cli.check.help"),
        params=[
            circuits_argument(t),
            option("board", t),
            click.Option(
                ["form", "--format"],
                type=click.Choice(FORMATS),
                default="text",
                show_default=True,
                help=t("cli.check.format.help"),
            ),
            click.Option(["as_json", "--json"], is_flag=True, help=t("cli.json.help")),
            click.Option(["--missing"], is_flag=True, help=t("cli.missing.help")),
            click.Option(["--falc"], is_flag=True, help=t("cli.falc.help")),
            option("strict", t),
            quiet_option(t),
        ],
    )


def check(t: Catalog, asked: CheckOptions) -> None:
    """Read and assemble the circuits, tell their problems, exit 1 where something must be mended."""
    with invalid_input(t):
        checked = inspect(
            sources(asked.paths), board=asked_board(asked.board), project=settled_project(), falc=asked.falc
        )
    problems = gather(checked, missing=asked.missing)
    shown = tuple(each for each in problems if not asked.quiet or stops((each,), asked.strict))
    form = "json" if asked.as_json else asked.form
    if form != "text":
        give_report(form, shown, t)
    if not checked:
        say(t("cli.nothing", paths=", ".join(map(one_line, asked.paths))))
    elif form == "text":
        show(shown, t)
    if checked and form == "text" and not asked.quiet:
        summarise(checked, problems, t, missing=asked.missing)
    if not asked.quiet:
        tell_no_longer_read((each.reading.files[0] for each in checked), t)
        tell_strays(asked.paths, t)
    raise click.exceptions.Exit(1 if stops(problems, asked.strict) or not checked else 0)


def give_report(form: str, problems: Sequence[Problem], t: Catalog) -> None:
    """``problems`` for machines, on the standard output."""
    if form == "json":
        give_json([row(each, t) for each in problems])
    else:
        for each in problems:
            give(one_line(annotation(each, t)))


def summarise(checked: Sequence[Checked], problems: Sequence[Problem], t: Catalog, *, missing: bool) -> None:
    """How many circuits and problems there are."""
    say(t.count("cli.checked", len(checked)) + " " + t.count("cli.problems", len(problems)))
    found, asked = count_found(each for one in checked for each in one.asked)
    if not missing and found < asked:
        say(t("cli.gaps", found=found, asked=asked))
