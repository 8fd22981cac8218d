"""The commands ``export`` and ``import``; what they do is loaded when they are called."""

from pathlib import Path

import click

from jeu_oie.messages import Words

FORMS = ("csv", "xlsx", "bpmn", "mermaid")


def export_command(t: Words) -> click.Command:
    def export(path: Path, **asked: str | None) -> None:
        from jeu_oie.cli.exchanging import export as act

        act(t, path, **asked)

    file = t("cli.metavar.file")
    return click.Command(
        "export",
        callback=export,
        help=t("exchange.export.help"),
        short_help=t("exchange.export.short"),
        params=[
            click.Argument(["path"], type=click.Path(path_type=Path), metavar="CIRCUIT"),
            *(click.Option([f"--{form}"], metavar=file, help=t(f"exchange.{form}.help")) for form in FORMS),
        ],
    )


def import_command(t: Words) -> click.Command:
    def import_(path: Path, into: Path | None) -> None:
        from jeu_oie.cli.exchanging import import_table

        import_table(t, path, into)

    circuit = click.Path(path_type=Path, dir_okay=False)
    return click.Command(
        "import",
        callback=import_,
        help=t("exchange.import.help"),
        short_help=t("exchange.import.short"),
        params=[
            click.Argument(["path"], type=click.Path(path_type=Path), metavar=t("cli.metavar.file")),
            click.Option(["--into"], type=circuit, metavar="CIRCUIT", help=t("exchange.into.help")),
        ],
    )
