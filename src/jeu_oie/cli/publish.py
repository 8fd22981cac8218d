"""``jeu-oie publish``: the kits of the output folder, brought to where people read them."""

import json
import os
import re
from functools import partial
from pathlib import Path

import click

from jeu_oie import disk
from jeu_oie.api.publish import site_of
from jeu_oie.builder.project import NAME, ProjectSettings, find_project, is_elsewhere
from jeu_oie.builder.publish import Publication, prepare, read_from
from jeu_oie.circuit.read.validate import load
from jeu_oie.cli.circuits import invalid_input, save, stop_at
from jeu_oie.cli.options import option
from jeu_oie.cli.projects import agree_to, tell_project
from jeu_oie.cli.terminal import give, give_path, one_line, say, stop
from jeu_oie.messages import Catalog


def publish_params(t: Catalog) -> list[click.Parameter]:
    return [
        click.Argument(["publish"], metavar="[DEST]", required=False),
        option("out", t),
        click.Option(["--dry-run"], is_flag=True, help=t("publish.dry-run.help")),
        click.Option(["--keep"], is_flag=True, help=t("publish.keep.help")),
    ]


def publish_command(t: Catalog, publish: str | None, out: Path, *, dry_run: bool, keep: bool) -> None:
    """Bring what has changed there, and tell it."""
    if not publish:
        tell_project(None, t)
        stop(t("publish.nowhere"))
    site = site_of(publish, Path.cwd())
    if keep:
        keep_in_project(publish, t)
        return
    asked = prepare(out, site)
    if dry_run:
        tell(asked)
    else:
        site.carry(asked, partial(read_from, out))
    sent = t.count("publish.would.sent" if dry_run else "publish.done.sent", len(asked.send))
    gone = t.count("publish.gone", len(asked.drop)) if asked.drop else ""
    say(t("publish.same", where=one_line(publish)) if asked.is_empty else " ".join(filter(None, (sent, gone))))


def keep_in_project(where: str, t: Catalog) -> None:
    """The project file says ``where`` from now on: who had agreed to it has agreed to that. Raises OutputRefused."""
    with invalid_input(t):
        project = find_project((), Path.cwd(), click.get_current_context().find_root().meta.get("project"))
    file = project.file if project else Path.cwd() / NAME
    former = disk.read(file) if project else None
    if not (is_elsewhere(where) or Path(where).is_absolute()):
        where = Path(os.path.relpath(where, file.parent)).as_posix()
    line = f"publish: {json.dumps(where, ensure_ascii=False)}\n"
    text = (former or b"").decode()
    kept, count = re.subn(r"^publish:.*\n?", lambda _: line, text, count=1, flags=re.MULTILINE)
    now = (kept if count else f"{text.rstrip()}\n{line}".lstrip()).encode()
    settings, problems = load(now, file.as_posix(), ProjectSettings)
    if settings is None:
        stop_at(problems, t)
    save(file, former, now)
    if project is None or project.agreed:
        agree_to(file)
    give_path(file)
    say(t("publish.kept", where=one_line(where)))


def tell(asked: Publication) -> None:
    """Each file that would come (+) or go (-), in that order."""
    for sign, names in (("+", asked.send), ("-", asked.drop)):
        for name in names:
            give(f"{sign} {one_line(name)}")
