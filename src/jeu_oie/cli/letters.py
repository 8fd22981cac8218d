"""``jeu-oie letters``: nine letters to the landlord as documents, blank and filled, HTML and PDF."""

from functools import partial
from pathlib import Path

import click

from jeu_oie.api.read import read
from jeu_oie.builder.templates import own_templates
from jeu_oie.cli.circuits import invalid_input, show
from jeu_oie.cli.options import circuit_argument, option
from jeu_oie.cli.projects import check_templates, settled_project, tell_project
from jeu_oie.cli.terminal import PROBLEM, give_path, say
from jeu_oie.errors import PangoMissing
from jeu_oie.game.answers.shared import shared_in
from jeu_oie.game.letters.known import blank_facts
from jeu_oie.kit import KitFiles, write
from jeu_oie.messages import Catalog


def letters_command(t: Catalog) -> click.Command:
    return click.Command(
        "letters",
        callback=partial(letters, t),
        help=t("cli.letters.help"),
        params=[
            circuit_argument(),
            option("templates", t),
            click.Option(
                ["--out"],
                type=click.Path(path_type=Path, file_okay=False),
                default=Path("output") / "documents" / "letters",
                show_default=True,
                metavar=t("cli.metavar.folder"),
                help=t("cli.out.help"),
            ),
        ],
    )


def letters(t: Catalog, path: Path, templates: Path | None, out: Path) -> None:
    """Write them; without Pango the HTML alone, which a browser prints."""
    from jeu_oie.print.documents import letter_documents, pdf

    reading = read(path)
    if reading.circuit is None:
        show(reading.problems, t)
        raise click.exceptions.Exit(PROBLEM)
    tell_project(templates, t)
    with invalid_input(t):
        own, unused = own_templates(templates) if templates else (None, ())
        check_templates()(own)
        show(unused, t)
        project = settled_project()
        association = project.association if project else None
        facts = blank_facts(reading.circuit, shared_in(reading.circuit.language, association))
        made = dict(letter_documents(facts, own))
    files = {f"{name}.html": html.encode() for name, html in made.items()}
    try:
        files |= {f"{name}.pdf": pdf(html) for name, html in made.items()}
    except PangoMissing:
        say(t("cli.pango-missing"))
    write(KitFiles(files), out)
    for name in sorted(files):
        give_path(out / name)
