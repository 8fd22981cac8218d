"""``jeu-oie editor``: the page with which people describe a circuit without writing YAML."""

from pathlib import Path

import click

from jeu_oie.cli.circuits import read_former, save
from jeu_oie.cli.terminal import give_path, say
from jeu_oie.errors import OutputRefused, Refusal
from jeu_oie.messages import LANGUAGES, Catalog, load_catalog
from jeu_oie.web.editor import editor

OURS = b'id="rulebook"'  # a page that this command made


def editor_params(t: Catalog) -> list[click.Parameter]:
    return [
        click.Argument(
            ["path"],
            type=click.Path(path_type=Path, dir_okay=False),
            default=Path("output") / "editor.html",
            metavar=f"[{t('cli.metavar.file')}]",
        ),
        click.Option(["--language"], type=click.Choice(list(LANGUAGES)), help=t("editor.language.help")),
    ]


def editor_command(t: Catalog, path: Path, language: str | None) -> None:
    """Write the page in ``language``, else in that of the program; a file that is no such page stays."""
    former = read_former(path) if path.exists() else None
    if former is not None and OURS not in former:
        raise OutputRefused(str(path), Refusal.EXISTS)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputRefused.of(error, str(path)) from error
    save(path, former, editor(load_catalog(language or t.language)).encode())
    give_path(path)
    say(t("editor.next-step"))
