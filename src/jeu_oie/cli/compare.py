"""``jeu-oie compare``: what several landlords answer to the same questions, side by side; never a ranking."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import click

from jeu_oie.circuit.read import Reading
from jeu_oie.cli.circuits import found_in, show
from jeu_oie.cli.options import circuits_argument
from jeu_oie.cli.terminal import PROBLEM, give_json, give_path, say
from jeu_oie.errors import Severity
from jeu_oie.game.squares import TooManyItems
from jeu_oie.kit import KitFiles, write
from jeu_oie.kit.plan import too_many
from jeu_oie.kit.reprinting import compare_files, comparison_data_of, entry
from jeu_oie.messages import Catalog
from jeu_oie.web.site import KitEntry, comparisons, left_alone, name_alone


def compare_command(t: Catalog) -> click.Command:
    return click.Command(
        "compare",
        callback=partial(compare, t),
        help=t("changes.compare.help"),
        params=[
            circuits_argument(t),
            click.Option(
                ["--out"],
                type=click.Path(path_type=Path, file_okay=False),
                default=Path("output") / "compare",
                show_default=True,
                metavar=t("cli.metavar.folder"),
                help=t("cli.out.help"),
            ),
            click.Option(["as_json", "--json"], is_flag=True, help=t("changes.compare.json")),
        ],
    )


def compare(t: Catalog, paths: tuple[Path, ...], out: Path, as_json: bool) -> None:
    """Compare all circuits of ``paths``, topic by topic; one that cannot be read is told, and stops it."""
    readings = found_in(paths, t)
    entries = list(entries_of(readings, t))
    if len(entries) < len(readings):
        raise click.exceptions.Exit(PROBLEM)
    if not comparisons(entries):
        topics = ", ".join(dict.fromkeys(t(f"topic.{each.topic}") for each in entries))
        say(t("changes.compare.few", topics=topics))
        raise click.exceptions.Exit(PROBLEM)
    if as_json:
        give_json(comparison_data_of(entries))
        tell_alone(entries, t)
        return
    made = compare_files(entries, t)
    write(KitFiles(made.files), out)
    for name in made.files:
        give_path(out / name)
    tell_alone(entries, t)
    if made.engine_missing:
        say(t("cli.engine-missing", lacking=t("cli.engine-missing.comparison")))


def tell_alone(entries: Sequence[KitEntry], t: Catalog) -> None:
    """Name the circuits that are in no comparison, beside what is given."""
    if told := name_alone(left_alone(entries), t):
        say(told)


def entries_of(readings: Sequence[Reading], t: Catalog) -> Iterator[KitEntry]:
    for reading in readings:
        show((each for each in reading.problems if each.severity is Severity.ERROR), t)
        if reading.circuit is not None:
            try:
                yield entry(reading.circuit, reading.files[0].as_posix())
            except TooManyItems as error:
                show((too_many(reading, error),), t)
