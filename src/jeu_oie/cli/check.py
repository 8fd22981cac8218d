"""``jeu-oie check``: every problem of every circuit, for people or for machines."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from jeu_oie.api.check import MANY, Checked, count_found, gather, inspect, row
from jeu_oie.builder.find import stops
from jeu_oie.cli.circuits import invalid_input, show, sources, tell_strays
from jeu_oie.cli.options import circuits_argument, json_option, option, quiet_option
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


def check_params(t: Catalog) -> list[click.Parameter]:
    return [
        circuits_argument(t),
        option("board", t),
        click.Option(
            ["form", "--format"],
            type=click.Choice(FORMATS),
            default="text",
            show_default=True,
            help=t("cli.check.format.help"),
        ),
        json_option(t("cli.json.help")),
        click.Option(["--missing"], is_flag=True, help=t("cli.missing.help")),
        click.Option(["--falc"], is_flag=True, help=t("cli.falc.help")),
        option("strict", t),
        quiet_option(t),
    ]


def check_command(t: Catalog, asked: CheckOptions) -> None:
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
    elif form == "text" and len(checked) >= MANY and not asked.missing:
        show((each for each in shown if stops((each,), asked.strict)), t)
        sum_up([each for each in shown if not stops((each,), asked.strict)], t)
    elif form == "text":
        show(shown, t)
    if checked and form == "text" and not asked.quiet:
        summarise(checked, problems, t, missing=asked.missing)
    if not asked.quiet:
        tell_strays(asked.paths, t)
    raise click.exceptions.Exit(1 if stops(problems, asked.strict) or not checked else 0)


def give_report(form: str, problems: Sequence[Problem], t: Catalog) -> None:
    """``problems`` for machines, on the standard output."""
    if form == "json":
        give_json([row(each, t) for each in problems])
    else:
        for each in problems:
            give(one_line(annotation(each, t)))


def sum_up(problems: Sequence[Problem], t: Catalog) -> None:
    """Of many circuits what stops nothing: a line a file, the one with most first, and how often each code."""
    files: dict[str, Counter[str]] = {}
    for each in problems:
        files.setdefault(each.place.file, Counter())[each.code] += 1
    for file, codes in sorted(files.items(), key=lambda entry: (-entry[1].total(), entry[0])):
        told = ", ".join(f"{code} × {times}" if times > 1 else code for code, times in codes.most_common())
        say(t.count("cli.check.summed", codes.total(), file=one_line(file), codes=told))
    if files:
        say(t("cli.check.each"))


def summarise(checked: Sequence[Checked], problems: Sequence[Problem], t: Catalog, *, missing: bool) -> None:
    """How many circuits and problems there are."""
    say(t.count("cli.checked", len(checked)) + " " + t.count("cli.problems", len(problems)))
    found, asked = count_found(each for one in checked for each in one.asked)
    if not missing and found < asked:
        say(t("cli.gaps", found=found, asked=asked))
