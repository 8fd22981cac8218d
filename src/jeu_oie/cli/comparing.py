"""The commands that compare circuits, as they stand on the command line: ``diff`` in time, ``compare`` side by side."""

from pathlib import Path

import click

from jeu_oie.cli.options import board_option, card_options, circuits_argument, variant_options
from jeu_oie.messages import Words


def diff_command(t: Words) -> click.Command:
    def diff(**options: object) -> None:
        from jeu_oie.cli.diff import Asked
        from jeu_oie.cli.diff import diff as act

        act(t, Asked(**options))  # type: ignore[arg-type]

    file = click.Path(path_type=Path)
    folder = click.Path(path_type=Path, file_okay=False)
    return click.Command(
        "diff",
        callback=diff,
        help=t("changes.help"),
        short_help=t("changes.short"),
        params=[
            click.Argument(["paths"], nargs=-1, required=True, type=file, metavar=t("changes.metavar")),
            click.Option(["--git"], metavar=t("changes.metavar.revision"), help=t("changes.git.help")),
            click.Option(["--signed"], is_flag=True, help=t("signed.help")),
            board_option(t),
            *variant_options(t),
            click.Option(["--kit"], type=folder, metavar=t("cli.metavar.folder"), help=t("changes.kit.help")),
            click.Option(["--out"], type=folder, metavar=t("cli.metavar.folder"), help=t("changes.out.help")),
            *card_options(t),
            click.Option(["as_json", "--json"], is_flag=True, help=t("changes.json.help")),
            click.Option(["--exit-code"], is_flag=True, help=t("changes.exit-code.help")),
        ],
    )


def compare_command(t: Words) -> click.Command:
    def compare(**options: object) -> None:
        from jeu_oie.cli.compare import compare as act

        act(t, **options)  # type: ignore[arg-type]

    return click.Command(
        "compare",
        callback=compare,
        help=t("changes.compare.help"),
        short_help=t("changes.compare.short"),
        params=[
            circuits_argument(t),
            click.Option(
                ["--out"],
                type=click.Path(path_type=Path, file_okay=False),
                default=Path("output") / "compare",
                show_default=True,
                metavar=t("cli.metavar.folder"),
                help=t("cli.out.help"),
            ),
            click.Option(["as_json", "--json"], is_flag=True, help=t("changes.compare.json")),
        ],
    )
