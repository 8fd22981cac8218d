"""``jeu-oie ask``: the answer file that a landlord fills in, one attachment."""

from functools import partial
from pathlib import Path

import click

from jeu_oie.api.read import today
from jeu_oie.api.reply import stand
from jeu_oie.cli.circuits import invalid_input, read_former
from jeu_oie.cli.options import FILE, circuit_argument, day_option
from jeu_oie.cli.projects import settled_project, tell_project
from jeu_oie.cli.terminal import give_path, say
from jeu_oie.disk import write_asked
from jeu_oie.errors import OutputRefused, Refusal
from jeu_oie.messages import Catalog
from jeu_oie.web.reply import OURS, Request, reply_page


def ask_command(t: Catalog) -> click.Command:
    return click.Command(
        "ask",
        callback=partial(ask, t),
        help=t("ask.help"),
        params=[
            circuit_argument(),
            click.Option(
                ["--out"],
                type=FILE,
                default=Path("reply.html"),
                show_default=True,
                metavar=t("cli.metavar.file"),
                help=t("ask.out.help"),
            ),
            day_option(t, t("ask.until.help"), "--until", whole=True),
        ],
    )


def ask(t: Catalog, path: Path, out: Path, until: str | None) -> None:
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
