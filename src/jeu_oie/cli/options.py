"""The arguments and options that several commands have, each spelled once."""

from collections.abc import Callable
from pathlib import Path

import click

from jeu_oie.cli.completion import complete_boards, complete_circuits, complete_languages, complete_printers
from jeu_oie.errors import InvalidInput
from jeu_oie.messages import SHEET_LANGUAGES, Catalog, tell


def circuits_argument(t: Catalog, *, required: bool = True) -> click.Argument:
    """Files and folders; an empty one (an unset variable of the shell) is no folder of circuits."""

    def named(context: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> tuple[Path, ...]:
        if not all(value):
            raise click.BadParameter(t("cli.path.empty"), context, parameter)
        return tuple(map(Path, value))

    return click.Argument(
        ["paths"],
        nargs=-1,
        required=required,
        type=str,
        metavar="CIRCUIT…" if required else "[CIRCUIT…]",
        shell_complete=complete_circuits,
        callback=named,
    )


def circuit_argument() -> click.Argument:
    """One circuit."""
    return click.Argument(
        ["path"], type=click.Path(path_type=Path), metavar="CIRCUIT", shell_complete=complete_circuits
    )


def board_option(t: Catalog) -> click.Option:
    return click.Option(
        ["--board"],
        default="classic",
        metavar=t("cli.metavar.board"),
        shell_complete=complete_boards,
        help=t("cli.board.help"),
    )


def out_option(t: Catalog) -> click.Option:
    return click.Option(
        ["--out"],
        type=click.Path(path_type=Path),
        default=Path("output"),
        metavar=t("cli.metavar.folder"),
        show_default=True,
        help=t("cli.out.help"),
    )


def templates_option(t: Catalog) -> click.Option:
    """The folder of a user's own templates: none is ever read that was not asked for."""
    own = click.Path(path_type=Path, exists=True, file_okay=False)
    return click.Option(["--templates"], type=own, metavar=t("cli.metavar.folder"), help=t("cli.templates.help"))


def icc_option(t: Catalog) -> click.Option:
    """A print shop's profile, read and looked at: another one (a screen's, a scanner's) makes no PDF/X-4."""

    def read(context: click.Context, parameter: click.Parameter, value: Path | None) -> bytes | None:
        if value is None:
            return None
        from jeu_oie.api.build import profile_of

        try:
            return profile_of(value)
        except InvalidInput as error:
            raise click.BadParameter(tell(error.problems[0], t)[0], context, parameter) from None

    file = click.Path(path_type=Path, exists=True, dir_okay=False)
    return click.Option(["--icc"], type=file, metavar=t("cli.metavar.file"), callback=read, help=t("cli.icc.help"))


def strict_option(t: Catalog) -> click.Option:
    return click.Option(["--strict"], is_flag=True, help=t("cli.strict.help"))


def quiet_option(t: Catalog) -> click.Option:
    return click.Option(["--quiet", "-q"], is_flag=True, help=t("cli.quiet.help"))


def sorts(t: Catalog) -> Callable[[click.Context, click.Parameter, str], frozenset[str]]:
    """``svg,html`` → the sorts of files; wrong usage names those that exist."""

    def read(context: click.Context, parameter: click.Parameter, value: str) -> frozenset[str]:
        from jeu_oie.api.build import check_sorts

        try:
            return check_sorts(each.strip() for each in value.split(","))
        except ValueError:
            raise click.BadParameter(t("cli.only.wrong", given=value), context, parameter) from None

    return read


def also_option(t: Catalog) -> click.Option:
    """``ar,en`` → languages of each person's sheet; wrong usage names those that exist."""

    def read(context: click.Context, parameter: click.Parameter, value: str | tuple[str, ...]) -> tuple[str, ...]:
        from jeu_oie.api.build import check_languages

        asked = value if isinstance(value, tuple) else filter(None, map(str.strip, value.split(",")))
        try:
            return tuple(sorted(check_languages(asked)))
        except ValueError as error:
            known = ", ".join(SHEET_LANGUAGES)
            raise click.BadParameter(t("cli.also.wrong", given=error, known=known), context, parameter) from None

    return click.Option(
        ["--also"],
        type=click.UNPROCESSED,
        default="",
        metavar=",".join(SHEET_LANGUAGES),
        callback=read,
        shell_complete=complete_languages,
        help=t("cli.also.help"),
    )


def address(t: Catalog) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """The address of the output folder, with its last slash; http or https only."""

    def read(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
        if value is None:
            return None
        from jeu_oie.api.build import check_address

        try:
            return check_address(value)
        except ValueError:
            raise click.BadParameter(t("cli.base-url.wrong", given=value), context, parameter) from None

    return read


def variant_options(t: Catalog) -> tuple[click.Option, ...]:
    """The ink and the print, over what the preset says."""
    return (
        click.Option(["--ink"], type=click.Choice(["colour", "saver"]), help=t("cli.ink.help")),
        click.Option(["--large"], is_flag=True, help=t("cli.large.help")),
    )


def flip_option(t: Catalog) -> click.Option:
    edges = click.Choice(["long", "short"])
    return click.Option(["--flip"], type=edges, default="long", show_default=True, help=t("cli.flip.help"))


def card_options(t: Catalog) -> tuple[click.Option, ...]:
    """Those of ``build`` that place the backs of the cards."""
    return (
        flip_option(t),
        click.Option(
            ["--printer"],
            metavar=t("cli.metavar.name"),
            shell_complete=complete_printers(t),
            help=t("cli.printer.help"),
        ),
    )
