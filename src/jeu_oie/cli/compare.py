"""``jeu-oie compare``: what several landlords answer to the same questions, side by side; never a ranking."""

from pathlib import Path

import click

from jeu_oie.api.compare import Comparison, compare
from jeu_oie.cli.circuits import found_in, invalid_input
from jeu_oie.cli.options import circuits_argument, json_option, out_option
from jeu_oie.cli.terminal import give_json, give_path, say, stop
from jeu_oie.messages import Catalog
from jeu_oie.web.comparison import name_alone


def compare_params(t: Catalog) -> list[click.Parameter]:
    return [
        circuits_argument(t),
        out_option(t, "output/compare", t("cli.out.help")),
        json_option(t("changes.compare.json")),
    ]


def compare_command(t: Catalog, paths: tuple[Path, ...], out: Path, as_json: bool) -> None:
    """Compare all circuits of ``paths``, topic by topic; one that cannot be read is told, and stops it."""
    with invalid_input(t):
        made = compare(found_in(paths, t))
    if not made.topics:
        topics = ", ".join(dict.fromkeys(t(f"topic.{each.topic}") for each in made.entries))
        stop(t("changes.compare.few", topics=topics))
    if as_json:
        give_json(made.data())
        tell_alone(made, t)
        return
    written = made.write(out, language=t.language)
    for file in written:
        give_path(file)
    tell_alone(made, t)


def tell_alone(made: Comparison, t: Catalog) -> None:
    """Name the circuits that are in no comparison, beside what is given."""
    if told := name_alone(made.alone, t):
        say(told)
