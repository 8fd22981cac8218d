"""The arguments and options that several commands have, each once: those of a build read off ``kit.options``."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from jeu_oie.circuit.times import DateError, is_day, read_date
from jeu_oie.cli.printers import readings
from jeu_oie.cli.terminal import say
from jeu_oie.errors import InvalidInput
from jeu_oie.game.dates import day
from jeu_oie.kit.options import (
    OPTIONS,
    AgencyId,
    BoardName,
    Choice,
    Count,
    Folder,
    Form,
    Option,
    PressProfile,
    Several,
    Switch,
    WebAddress,
)
from jeu_oie.messages import Catalog, tell
from jeu_oie.resources import folder

FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)
PLACE = click.Path(path_type=Path)  # whatever stands there


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
        type=click.Path(),
        metavar="CIRCUIT…" if required else "[CIRCUIT…]",
        callback=named,
    )


def circuit_argument() -> click.Argument:
    """One circuit."""
    return click.Argument(["path"], type=PLACE, metavar="CIRCUIT")


def out_option(t: Catalog, default: str, said: str, *, file: str = "") -> click.Option:
    """Where it is written: a folder, or what kind of ``file``."""
    kind, metavar = (FILE, file) if file else (FOLDER, t("cli.metavar.folder"))
    return click.Option(["--out"], type=kind, default=Path(default), show_default=True, metavar=metavar, help=said)


def json_option(said: str) -> click.Option:
    return click.Option(["as_json", "--json"], is_flag=True, help=said)


def printer_option(t: Catalog, said: str) -> click.Option:
    """A printer of which a reading is kept."""

    def complete(context: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem]:
        try:
            return complete_one((each.printer for each in readings(t)), typed)
        except click.ClickException:  # told where they are used
            return []

    return click.Option(["--printer"], metavar=t("cli.metavar.name"), shell_complete=complete, help=said)


def day_option(
    t: Catalog, said: str, name: str = "--on", *, required: bool = False, whole: bool = False
) -> click.Option:
    """A date as people write it, said back where it was written otherwise; ``whole``: with its day."""

    def read(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
        if value is None:
            return None
        try:
            on = read_date(value)
        except DateError:
            on = ""
        if not on or (whole and not is_day(on)):
            raise click.BadParameter(t("validate.day", day=value), context, parameter)
        if on != value:
            say(t("read.understood", said=day(on, t)))
        return on

    return click.Option([name], required=required, metavar=t("validate.on.metavar"), callback=read, help=said)


def quiet_option(t: Catalog) -> click.Option:
    return click.Option(["--quiet", "-q"], is_flag=True, help=t("cli.quiet.help"))


def build_options(t: Catalog) -> Iterator[click.Option]:
    """All that the command line may say of a build."""
    return (option(name, t) for name, each in OPTIONS.items() if each.help)


def option(name: str, t: Catalog) -> click.Option:
    """One of them, for a command that has it too."""
    declared = OPTIONS[name]
    default = str(declared.default) if isinstance(declared.form, Choice) and declared.default else declared.default
    typed = {"default": default, **typing_of(declared.form, t)}
    return click.Option([name, declared.flag], callback=reader(declared, t), help=t(declared.help), **typed)


def typing_of(form: Form, t: Catalog) -> dict[str, Any]:
    """How click takes what is typed for an option of that ``form``, and what help and shells show of it."""
    typed: dict[str, Any] = {}
    match form:
        case Switch():
            typed = {"is_flag": True}
        case Count(low, high):
            typed = {"type": click.IntRange(low, high), "metavar": "N", "show_default": True}
        case Choice(words):
            typed = {"type": click.Choice([*map(str, words)]), "show_default": True}
        case Several(known):
            typed = {"type": click.UNPROCESSED, "metavar": ",".join(known), "shell_complete": completing(known)}
        case Folder(standing):
            place = click.Path(path_type=Path, exists=standing, file_okay=not standing)
            typed = {"type": place, "metavar": t("cli.metavar.folder"), "show_default": True}
        case PressProfile():
            file = click.Path(path_type=Path, exists=True, dir_okay=False)
            typed = {"type": file, "metavar": t("cli.metavar.file")}
        case WebAddress():
            typed = {"metavar": "https://…"}
        case AgencyId():
            typed = {"metavar": "ID"}
        case BoardName():
            typed = {"metavar": t("cli.metavar.board"), "shell_complete": complete_boards}
    return typed


def reader(declared: Option[Any, Any], t: Catalog) -> Callable[[click.Context, click.Parameter, Any], Any]:
    """What is typed → the value that it means; wrong usage says what may stand there."""

    def read(context: click.Context, parameter: click.Parameter, value: Any) -> Any:  # noqa: ANN401 (each has its own)
        listed = isinstance(declared.form, Several) and isinstance(value, str)
        try:
            return declared.read(tuple(filter(None, map(str.strip, value.split(",")))) if listed else value)
        except ValueError as error:
            known = ", ".join(getattr(declared.form, "known", ()))
            said = t(declared.wrong, given=value, strange=error, known=known)
        except InvalidInput as error:
            said = tell(error.problems[0], t)[0]
        raise click.BadParameter(said, context, parameter)

    return read


def complete_one(known: Iterable[str], typed: str) -> list[CompletionItem]:
    return [CompletionItem(each) for each in dict.fromkeys(known) if each.startswith(typed)]


def complete_boards(context: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem]:
    """The built-in presets; else a file."""
    known = sorted(each.stem for each in folder("boards").glob("*.yaml"))
    return complete_one(known, typed) or [CompletionItem(typed, type="file")]


def completing(known: Iterable[str]) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """« svg,h » → « svg,html »: each of ``known`` once."""

    def complete(context: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem]:
        given = typed.split(",")[:-1]
        return complete_one((",".join((*given, each)) for each in known if each not in given), typed)

    return complete
