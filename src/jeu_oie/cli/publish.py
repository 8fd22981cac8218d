"""``jeu-oie publish``: the kits of the output folder, brought to where people read them."""

from functools import partial
from pathlib import Path

import click

from jeu_oie.builder.publish import FolderSite, Publication, Site, prepare, read_from
from jeu_oie.builder.publish_git import GitSite
from jeu_oie.builder.publish_sftp import SftpSite
from jeu_oie.cli.options import option
from jeu_oie.cli.terminal import give, one_line, say
from jeu_oie.messages import Catalog

BRANCH, ELSEWHERE = "git+", "://"


def publish_command(t: Catalog) -> click.Command:
    return click.Command(
        "publish",
        callback=partial(publish, t),
        help=t("publish.help"),
        params=[
            click.Argument(["where"], metavar="DEST"),
            option("out", t),
            click.Option(["--dry-run"], is_flag=True, help=t("publish.dry-run.help")),
        ],
    )


def publish(t: Catalog, where: str, out: Path, *, dry_run: bool) -> None:
    """Bring what has changed there, and tell it."""
    site = site_of(where)
    asked = prepare(out, site)
    if dry_run:
        tell(asked)
    else:
        site.carry(asked, partial(read_from, out))
    sent = t.count("publish.would.sent" if dry_run else "publish.done.sent", len(asked.send))
    gone = t.count("publish.gone", len(asked.drop)) if asked.drop else ""
    say(t("publish.same", where=one_line(where)) if asked.is_empty else " ".join(filter(None, (sent, gone))))


def tell(asked: Publication) -> None:
    """Each file that would come (+) or go (-), in that order."""
    for sign, names in (("+", asked.send), ("-", asked.drop)):
        for name in names:
            give(f"{sign} {one_line(name)}")


def site_of(where: str) -> Site:
    """``git+BRANCH``, ``sftp://user@host/path``, else a folder. Raises PublishRefused."""
    if where.startswith(BRANCH):
        return GitSite(Path.cwd(), where.removeprefix(BRANCH))
    return SftpSite.at(where) if ELSEWHERE in where else FolderSite(Path(where))
