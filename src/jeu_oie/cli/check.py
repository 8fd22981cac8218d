"""``jeu-oie check``: every problem of every circuit, for people or for machines."""

from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import click

from jeu_oie.build.discover import examine, in_order, stops
from jeu_oie.circuit.lint import GAP_CODES, gaps, hints
from jeu_oie.circuit.lint import falc as hard_to_read
from jeu_oie.circuit.read import Reading
from jeu_oie.cli.circuits import circuits_in, invalid_input, show, tell_no_longer_read, tell_strays
from jeu_oie.cli.keys import GOOD, Vouched, check_signatures, list_beside, vouching
from jeu_oie.cli.keys import problems as unvouched
from jeu_oie.cli.options import board_option, circuits_argument, strict_option
from jeu_oie.cli.projects import presets
from jeu_oie.cli.terminal import give_json, one_line, say
from jeu_oie.errors import Problem
from jeu_oie.game.preset import Preset
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
        preset_of = presets(board)
        today = datetime.now(UTC).astimezone().date()
        readings = circuits_in(paths)
        keys = [check_signatures(reading) for reading in readings]
        found = tuple(
            dict.fromkeys(
                each
                for reading, beside in zip(readings, keys, strict=True)
                for each in problems_of(reading, preset_of(reading.files[0]), today, beside, falc=falc)
            )
        )
    # What nobody has found is what the kit says at length: listed only when asked for, so that it buries nothing.
    problems = tuple(each for each in found if each.stated or missing)
    if as_json:
        give_json([row(each, t) for each in problems])
    if not readings:
        say(t("cli.nothing", paths=", ".join(map(one_line, paths))))
    elif not as_json:
        show(problems, t)
        for reading, beside in zip(readings, keys, strict=True):
            file = reading.files[0]
            for each in beside:
                if each.verdict == GOOD:
                    say(f"{one_line(file.as_posix())}: {vouching(each, list_beside(file), t)}")
        say(t.count("cli.checked", len(readings)) + " " + t.count("cli.problems", len(problems)))
        unfound = sum(each.code in GAP_CODES for each in found)
        if unfound and not missing:
            say(t.count("cli.gaps", unfound))
    tell_no_longer_read((each.files[0] for each in readings), t)
    tell_strays(paths, t)
    raise click.exceptions.Exit(1 if stops(problems, strict) or not readings else 0)


def problems_of(
    reading: Reading, preset: Preset, today: date, keys: tuple[Vouched, ...] = (), *, falc: bool = False
) -> tuple[Problem, ...]:
    """All that there is to mend or to find: ``keys`` that vouch for nothing; with ``falc``, what is hard to read."""
    hard = hard_to_read(reading) if falc else ()
    found = (*examine(reading, preset, today)[1], *gaps(reading), *hints(reading), *unvouched(reading, keys), *hard)
    return in_order(reading, found)


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
