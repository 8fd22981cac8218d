"""``jeu-oie ask``: the answer file that a landlord fills in, one attachment."""

from pathlib import Path

import click

from jeu_oie.api.read import today
from jeu_oie.api.reply import stand
from jeu_oie.cli.circuits import invalid_input, read_former
from jeu_oie.cli.options import circuit_argument, day_option, out_option
from jeu_oie.cli.projects import settled_project, tell_project
from jeu_oie.cli.terminal import give_path, say
from jeu_oie.disk import write_asked
from jeu_oie.errors import OutputRefused, Refusal
from jeu_oie.messages import Catalog
from jeu_oie.web.reply import OURS, Request, reply_page


def ask_params(t: Catalog) -> list[click.Parameter]:
    return [
        circuit_argument(),
        out_option(t, "reply.html", t("ask.out.help"), file=t("cli.metavar.file")),
        day_option(t, t("ask.until.help"), "--until", whole=True),
    ]


def ask_command(t: Catalog, path: Path, out: Path, until: str | None) -> None:
    """Write the file; one of another sort that stands there stays."""
    former = read_former(out) if out.exists() else b""
    if former and OURS not in former:
        raise OutputRefused(str(out), Refusal.EXISTS)
    tell_project(None, t)
    with invalid_input(t):
        standing = stand(path, today())
        project = settled_project()
        association = project.association if project else None
    write_asked(out, reply_page(standing.facts, standing.asked, Request(association, until or "")).encode())
    give_path(out)
    say(t("ask.next", path=path.as_posix()))
