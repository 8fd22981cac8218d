"""The commands by which paper comes back, as they stand on the command line: ``validate``, ``workshop``."""

from pathlib import Path

import click

from jeu_oie.messages import Words


def validate_command(t: Words) -> click.Command:
    def validate(**options: object) -> None:
        from jeu_oie.cli.validate import Asked
        from jeu_oie.cli.validate import validate as act

        act(t, Asked(**options))  # type: ignore[arg-type]

    return click.Command(
        "validate",
        callback=validate,
        help=t("validate.help"),
        short_help=t("validate.short"),
        params=[
            click.Argument(["path"], type=click.Path(path_type=Path), metavar="CIRCUIT"),
            click.Option(
                ["--by"], multiple=True, required=True, metavar=t("validate.by.metavar"), help=t("validate.by.help")
            ),
            click.Option(["--on"], required=True, metavar=t("validate.on.metavar"), help=t("validate.on.help")),
            click.Option(["digits", "--hash"], metavar=t("validate.hash.metavar"), help=t("validate.hash.help")),
            click.Option(
                ["--key"],
                type=click.Path(path_type=Path, exists=True, dir_okay=False),
                metavar=t("cli.metavar.file"),
                help=t("validate.key.help"),
            ),
            click.Option(["--yes"], is_flag=True, help=t("validate.yes.help")),
        ],
    )


def workshop_command(t: Words) -> click.Command:
    def workshop(**options: object) -> None:
        from jeu_oie.cli.workshop import Asked
        from jeu_oie.cli.workshop import workshop as act

        act(t, Asked(**options))  # type: ignore[arg-type]

    file = click.Path(path_type=Path, dir_okay=False)
    return click.Command(
        "workshop",
        callback=workshop,
        help=t("workshop.help"),
        short_help=t("workshop.short"),
        params=[
            click.Argument(["path"], type=click.Path(path_type=Path), metavar="CIRCUIT"),
            click.Argument(["sheet"], type=file, required=False, metavar=t("workshop.metavar.sheet")),
            click.Option(["--template"], type=file, metavar=t("cli.metavar.file"), help=t("workshop.template.help")),
            click.Option(
                ["--tables"],
                type=click.IntRange(1, 60),
                default=6,
                metavar="N",
                show_default=True,
                help=t("workshop.tables.help"),
            ),
            click.Option(["--on"], metavar=t("validate.on.metavar"), help=t("workshop.on.help")),
            click.Option(["--people"], type=click.IntRange(1, 10_000), metavar="N", help=t("workshop.people.help")),
        ],
    )
