"""``jeu-oie documents``: what an association adapts and prints: invitation, notice, script, letters."""

from pathlib import Path

import click

from jeu_oie.api.read import read
from jeu_oie.builder.presets import preset_named
from jeu_oie.builder.templates import own_templates
from jeu_oie.cli.circuits import invalid_input, show, stop_at
from jeu_oie.cli.options import circuit_argument, option, out_option
from jeu_oie.cli.projects import check_templates, settled_project, tell_project
from jeu_oie.cli.terminal import give_path, say
from jeu_oie.errors import PangoMissing
from jeu_oie.kit import KitFiles, plan_reading, write
from jeu_oie.messages import Catalog


def documents_params(t: Catalog) -> list[click.Parameter]:
    return [
        circuit_argument(),
        option("templates", t),
        out_option(t, "output/documents", t("cli.out.help")),
    ]


def documents_command(t: Catalog, path: Path, templates: Path | None, out: Path) -> None:
    """Write them; without Pango the HTML alone, which a browser prints."""
    from jeu_oie.print.documents import documents_of, pdf

    reading = read(path)
    if reading.circuit is None:
        stop_at(reading.problems, t)
    tell_project(templates, t)
    with invalid_input(t):
        own, unused = own_templates(templates) if templates else (None, ())
        check_templates()(own)
        show(unused, t)
        project = settled_project()
        association = project.association if project else None
        made, problems = plan_reading(reading, preset_named("classic").model_copy(update={"association": association}))
        if made is None:
            stop_at(problems, t)
        pages = dict(documents_of(made.board, made.dossier, own))
    files = {f"{name}.html": html.encode() for name, html in pages.items()}
    try:
        files |= {f"{name}.pdf": pdf(html) for name, html in pages.items()}
    except PangoMissing:
        say(t("cli.pango-missing"))
    write(KitFiles(files), out)
    for name in sorted(files):
        give_path(out / name)
