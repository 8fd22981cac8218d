"""The command line: one short function a command, which reads, calls, writes, prints.

Data goes to the standard output, messages and progress to the standard error. Exit status: 0 done, 1 a problem
in what the user gave, 2 wrong usage, 70 a fault of ours, 130 interrupted (outputs.md, Marks in the files).
"""

import gc
import gettext
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from jeu_oie import __version__
from jeu_oie.cli.calibrate import calibrate_command
from jeu_oie.cli.comparing import compare_command, diff_command
from jeu_oie.cli.exchange import export_command, import_command
from jeu_oie.cli.failure import PROBLEM, failure
from jeu_oie.cli.options import (
    address,
    board_option,
    card_options,
    circuits_argument,
    icc_option,
    out_option,
    sorts,
    strict_option,
    templates_option,
    variant_options,
)
from jeu_oie.cli.returning import validate_command, workshop_command
from jeu_oie.cli.terminal import hang_up, refuse, say
from jeu_oie.messages import Words, words

INTERRUPTED = 130


def main(args: Sequence[str] | None = None) -> None:
    """Run the program and exit."""
    arguments = sys.argv[1:] if args is None else list(args)
    spoken = words(language(arguments))
    speak(spoken.language)
    # The odds are small matrices: threads make them slower, and take memory.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # What a command makes it keeps to its end: to look for garbage all the time costs a twentieth of it.
    gc.set_threshold(20_000, 20, 20)
    sys.exit(run(arguments, spoken))


def language(arguments: Sequence[str]) -> str:
    """``--lang``, else English where the environment says so, else French."""
    for rank, argument in enumerate(arguments):
        if argument == "--lang" and rank + 1 < len(arguments):
            return arguments[rank + 1]
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
    said = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return "en" if said.lower().startswith("en") else "fr"


def speak(spoken: str) -> None:
    """Click's own sentences in the same language (its catalog is ours: it ships none)."""
    os.environ["LANGUAGE"] = spoken
    gettext.bindtextdomain("click", Path(__file__).parent.parent / "locale")
    gettext.textdomain("click")


def run(arguments: Sequence[str], spoken: Words) -> int:
    """The exit status of one run; every failure is told in a sentence, never by a traceback."""
    try:
        # Without its standalone mode, click returns the status of whatever left early.
        return int(program(spoken).main(arguments, prog_name="jeu-oie", standalone_mode=False) or 0)
    except click.ClickException as error:
        refuse(error, arguments)
        return error.exit_code
    except (KeyboardInterrupt, click.exceptions.Abort):
        say(spoken("cli.interrupted"))
        return INTERRUPTED
    except BrokenPipeError:
        hang_up()
        return PROBLEM
    except Exception as error:  # noqa: BLE001 (told in a sentence, whatever it is)
        return failure(error, spoken)


Command = Callable[..., None]


def program(t: Words) -> click.Group:
    """All commands, their help in one language."""
    context: dict[str, object] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
    if os.environ.get("NO_COLOR"):
        context["color"] = False
    group = click.Group("jeu-oie", help=t("cli.help"), context_settings=context)
    group.params.append(
        click.Option(["--lang"], type=click.Choice(["fr", "en"]), expose_value=False, help=t("cli.lang.help"))
    )
    group.options_metavar, group.subcommand_metavar = t("cli.metavar.options"), t("cli.metavar.command")
    click.version_option(__version__, "--version", message="jeu-oie %(version)s", help=t("cli.version.help"))(group)
    own = (build_command, check_command, serve_command, odds_command, verify_command, new_command, schema_command)
    others = (calibrate_command, export_command, import_command, diff_command, compare_command)
    returning = (editor_command, validate_command, workshop_command)
    for command in (make(t) for make in (*own, *others, *returning)):
        command.options_metavar = t("cli.metavar.options")
        command.params.append(
            click.Option(["--lang"], type=click.Choice(["fr", "en"]), expose_value=False, hidden=True)
        )
        group.add_command(command)
    return group


def build_command(t: Words) -> click.Command:
    def build(**options: object) -> None:
        from jeu_oie.cli.build import Asked
        from jeu_oie.cli.build import build as act

        act(t, Asked(**options))  # type: ignore[arg-type]

    return click.Command(
        "build",
        callback=build,
        help=t("cli.build.help"),
        short_help=t("cli.build.short"),
        params=[
            circuits_argument(t),
            board_option(t),
            *variant_options(t),
            click.Option(
                ["--only"], metavar="svg,html,pdf", default="svg,html,pdf", callback=sorts(t), help=t("cli.only.help")
            ),
            out_option(t),
            templates_option(t),
            click.Option(["--base-url"], metavar="https://…", callback=address(t), help=t("cli.base-url.help")),
            icc_option(t),
            *card_options(t),
            click.Option(
                ["--people"],
                type=click.IntRange(2, 1000),
                default=30,
                metavar="N",
                show_default=True,
                help=t("people.help"),
            ),
            strict_option(t),
            click.Option(["--jobs"], type=click.IntRange(1, 256), metavar="N", help=t("building.jobs.help")),
            click.Option(["--force"], is_flag=True, help=t("building.force.help")),
            click.Option(["--watch"], is_flag=True, help=t("building.watch.help")),
            click.Option(["--pack"], is_flag=True, help=t("building.pack.help")),
            click.Option(["--scheduler"], metavar="tcp://…", help=t("cluster.scheduler.help")),
        ],
    )


def check_command(t: Words) -> click.Command:
    def check(**options: object) -> None:
        from jeu_oie.cli.check import check as act

        act(t, **options)  # type: ignore[arg-type]

    return click.Command(
        "check",
        callback=check,
        help=t("cli.check.help"),
        short_help=t("cli.check.short"),
        params=[
            circuits_argument(t),
            board_option(t),
            click.Option(["as_json", "--json"], is_flag=True, help=t("cli.json.help")),
            click.Option(["--missing"], is_flag=True, help=t("cli.missing.help")),
            click.Option(["--falc"], is_flag=True, help=t("cli.falc.help")),
            strict_option(t),
        ],
    )


def serve_command(t: Words) -> click.Command:
    def serve(**options: object) -> None:
        from jeu_oie.cli.serve import serve as act

        act(t, **options)  # type: ignore[arg-type]

    return click.Command(
        "serve",
        callback=serve,
        help=t("studio.help"),
        short_help=t("studio.short"),
        params=[
            circuits_argument(t, required=False),
            board_option(t),
            templates_option(t),
            click.Option(
                ["--port"], type=click.IntRange(1, 65535), default=None, metavar="N", help=t("studio.port.help")
            ),
        ],
    )


def odds_command(t: Words) -> click.Command:
    def odds(**options: object) -> None:
        from jeu_oie.cli.odds import odds as act

        act(t, **options)  # type: ignore[arg-type]

    return click.Command(
        "odds",
        callback=odds,
        help=t("odds.help"),
        short_help=t("odds.short"),
        params=[
            circuits_argument(t),
            board_option(t),
            click.Option(["as_json", "--json"], is_flag=True, help=t("odds.json.help")),
            click.Option(["plays", "--play"], type=click.IntRange(1, 1_000_000), metavar="N", help=t("odds.play.help")),
            click.Option(
                ["picture_file", "--svg"],
                type=click.Path(path_type=Path, dir_okay=False),
                metavar=t("odds.svg.file"),
                help=t("odds.svg.help"),
            ),
        ],
    )


def verify_command(t: Words) -> click.Command:
    def verify(given: tuple[str, ...], board: str, out: Path, signers: Path | None, as_json: bool) -> None:
        if len(given) == 1:
            from jeu_oie.cli.vouching import verify_validation

            verify_validation(t, Path(given[0]), signers, as_json=as_json)
            return
        from jeu_oie.cli.verify import verify as act

        if len(given) > 2 or signers or as_json:
            raise click.UsageError(t("verify.usage"))
        act(t, given[0], Path(given[1]), board, out)

    return click.Command(
        "verify",
        callback=verify,
        help=t("verify.help"),
        short_help=t("verify.short"),
        params=[
            click.Argument(["given"], nargs=-1, required=True, metavar="[CODE] CIRCUIT"),
            board_option(t),
            out_option(t),
            click.Option(
                ["--signers"],
                type=click.Path(path_type=Path, exists=True, dir_okay=False),
                metavar=t("cli.metavar.file"),
                help=t("verify.signers.help"),
            ),
            click.Option(["as_json", "--json"], is_flag=True, help=t("verify.json.help")),
        ],
    )


def new_command(t: Words) -> click.Command:
    def new(path: Path) -> None:
        from jeu_oie.cli.new import new as act

        act(t, path)

    argument = click.Argument(["path"], type=click.Path(path_type=Path, dir_okay=False), metavar="CIRCUIT")
    return click.Command("new", callback=new, help=t("cli.new.help"), short_help=t("cli.new.short"), params=[argument])


def editor_command(t: Words) -> click.Command:
    def editor(path: Path, language: str | None) -> None:
        from jeu_oie.cli.editor import write_editor

        write_editor(t, path, language)

    return click.Command(
        "editor",
        callback=editor,
        help=t("editor.help-command"),
        short_help=t("editor.short"),
        params=[
            click.Argument(
                ["path"],
                type=click.Path(path_type=Path, dir_okay=False),
                default=Path("output") / "editor.html",
                metavar=f"[{t('cli.metavar.file')}]",
            ),
            click.Option(["--language"], type=click.Choice(["fr", "en"]), help=t("editor.language.help")),
        ],
    )


def schema_command(t: Words) -> click.Command:
    def schema() -> None:
        from jeu_oie.cli.new import print_schema

        print_schema()

    return click.Command("schema", callback=schema, help=t("cli.schema.help"), short_help=t("cli.schema.short"))
