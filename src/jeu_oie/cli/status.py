"""``jeu-oie status``: how far each circuit is, a line each, the one that knows least first."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, astuple, fields
from itertools import zip_longest
from pathlib import Path

import click

from jeu_oie.api.status import CircuitState, status
from jeu_oie.cli.circuits import sources, stop_without
from jeu_oie.cli.options import circuits_argument
from jeu_oie.cli.terminal import give, give_data, give_json
from jeu_oie.exchange.csv import csv_of_rows
from jeu_oie.messages import Catalog

HEADS = ("circuit", "ten", "found", "oldest", "signed", "review")
TEN, YEAR = 10, 4  # facts; digits


def status_params(t: Catalog) -> list[click.Parameter]:
    return [
        circuits_argument(t),
        click.Option(["form", "--json"], flag_value="json", help=t("status.json.help")),
        click.Option(["form", "--csv"], flag_value="csv", help=t("status.csv.help")),
    ]


def status_command(t: Catalog, paths: tuple[Path, ...], form: str | None) -> None:
    states = status(sources(paths))
    if not states:
        stop_without(paths, t)
    if form == "json":
        give_json([asdict(each) for each in states])
    elif form == "csv":
        give_data(csv_of_rows([[each.name for each in fields(CircuitState)], *map(astuple, states)]))
    else:
        for line in aligned([[t(f"status.{name}") for name in HEADS], *(cells(each, t) for each in states)]):
            give(line)
    raise click.exceptions.Exit(1 if any(each.errors for each in states) else 0)


def cells(state: CircuitState, t: Catalog) -> list[str]:
    """One circuit's line; of one that cannot be read its file, and that."""
    if not state.title:
        return [state.file, t("status.unread")]
    signed = t("status.broken") if state.broken else t("status.draft") if state.draft else state.signed
    ten = t("status.of", found=state.ten, asked=TEN)
    found = t("status.of", found=state.found, asked=state.asked)
    return [state.file, ten, found, state.oldest[:YEAR], signed, state.review]


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Columns as wide as what stands in them."""
    widths = [max(map(len, column)) for column in zip_longest(*rows, fillvalue="")]
    for row in rows:
        yield "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=False)).rstrip()
