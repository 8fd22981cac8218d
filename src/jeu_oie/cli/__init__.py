"""The command line: one short function a command, which reads, calls, writes, prints.

Data goes to the standard output, messages and progress to the standard error. Exit status: 0 done, 1 a problem
in what the user gave, 2 wrong usage, 70 a fault of ours, 130 interrupted (outputs.md, Marks in the files).
"""

import atexit
import gc
import gettext
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from functools import partial
from importlib import import_module
from inspect import get_annotations
from pathlib import Path
from typing import Any

import click

from jeu_oie.cli.terminal import (
    NAME,
    PROBLEM,
    CalledContext,
    called_name,
    failure,
    hang_up,
    one_line,
    open_streams,
    refuse,
    say,
)
from jeu_oie.messages import DOMAIN, LANGUAGES, LOCALE, Catalog, load_catalog
from jeu_oie.version import __version__

INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class CommandSpec:
    """A command: its ``module`` of ``cli``, its sentence in the list of all, its help.

    The module has ``<command>_params``, what it takes, and ``<command>_command``, what it does; this gets each by its
    name, or all of it as the data class that it asks for.
    ``project``: a project file says something to it; ``kits``: its ``--out`` is the folder of that project's kits;
    ``names``: what it makes, or holds against a kit, names that project's association.
    """

    module: str
    summary: str
    help: str
    project: bool = False
    kits: bool = False
    names: bool = False


COMMANDS: Mapping[str, CommandSpec] = {
    "ask": CommandSpec("ask", "ask.short", "ask.help", project=True, names=True),
    "build": CommandSpec("build", "cli.build.short", "cli.build.help", project=True, kits=True, names=True),
    "calibrate": CommandSpec("calibrate", "cli.calibrate.short", "cli.calibrate.help", project=True),
    "check": CommandSpec("check", "cli.check.short", "cli.check.help", project=True),
    "compare": CommandSpec("compare", "changes.compare.short", "changes.compare.help"),
    "completion": CommandSpec("completion", "completion.short", "completion.help"),
    "diff": CommandSpec("diff", "changes.short", "changes.help", project=True, names=True),
    "documents": CommandSpec("documents", "cli.documents.short", "cli.documents.help", project=True, names=True),
    "editor": CommandSpec("editor", "editor.short", "editor.help-command"),
    "explain": CommandSpec("explain", "explain.short", "explain.help"),
    "export": CommandSpec("exchange", "exchange.export.short", "exchange.export.help"),
    "import": CommandSpec("exchange", "exchange.import.short", "exchange.import.help"),
    "new": CommandSpec("new", "cli.new.short", "cli.new.help"),
    "odds": CommandSpec("odds", "odds.short", "odds.help", project=True),
    "publish": CommandSpec("publish", "publish.short", "publish.help", project=True, kits=True),
    "reply": CommandSpec("reply", "reply.short", "reply.help"),
    "schema": CommandSpec("new", "cli.schema.short", "cli.schema.help"),
    "serve": CommandSpec("serve", "studio.short", "studio.help", project=True, names=True),
    "status": CommandSpec("status", "status.short", "status.help"),
    "validate": CommandSpec("validate", "validate.short", "validate.help"),
    "verify": CommandSpec("verify", "verify.short", "verify.help", project=True, kits=True, names=True),
    "workshop": CommandSpec("workshop", "workshop.short", "workshop.help", project=True),
}


def main(args: Sequence[str] | None = None) -> None:
    """Run the program and exit. Without ``args`` the process is ours: so are its streams."""
    if args is None:
        open_streams()
    arguments = sys.argv[1:] if args is None else list(args)
    spoken = load_catalog(language(arguments))
    speak(spoken.language)
    # The odds are small matrices: threads make them slower, and take memory.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # To look for plug-ins, of which there are none, pydantic reads what every installed package says of itself.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # What a command makes it keeps to its end: to look for garbage all the time costs a twentieth of it.
    gc.set_threshold(50_000, 20, 20)
    # Nor when it ends: the interpreter would look through everything once more, a tenth of a light build.
    atexit.register(gc.freeze)
    sys.exit(run(arguments, spoken, called_name() if args is None else NAME))


def language(arguments: Sequence[str]) -> str:
    """``--lang``, else the one that the environment names, else French."""
    for rank, argument in enumerate(arguments):
        if argument == "--lang" and rank + 1 < len(arguments):
            return arguments[rank + 1]
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
    said = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return next((each for each in LANGUAGES if said.lower().startswith(each)), "fr")


def speak(spoken: str) -> None:
    """Click's own sentences in the same language (they stand in our catalog: it ships none)."""
    os.environ["LANGUAGE"] = spoken
    gettext.bindtextdomain(DOMAIN, LOCALE)
    gettext.textdomain(DOMAIN)


def run(arguments: Sequence[str], spoken: Catalog, name: str = NAME) -> int:
    """The exit status of one run of what was called by ``name``; no failure is told by a traceback."""
    try:
        check_arguments(arguments, spoken)
        # Without its standalone mode, click returns the status of whatever left early.
        return int(program(spoken).main(arguments, prog_name=name, standalone_mode=False) or 0)
    except click.ClickException as error:
        refuse(error, arguments, spoken)
        return error.exit_code
    except (KeyboardInterrupt, click.exceptions.Abort):
        say(spoken("cli.interrupted"))
        return INTERRUPTED
    except BrokenPipeError:
        hang_up()
        return PROBLEM
    except Exception as error:  # noqa: BLE001 (told in a sentence, whatever it is)
        return failure(error, spoken)


def check_arguments(arguments: Sequence[str], spoken: Catalog) -> None:
    """What a script hands over may be what no system would. Raises UsageError."""
    for each in arguments:
        try:
            whole = b"\0" not in os.fsencode(each)
        except UnicodeEncodeError:
            whole = False
        if not whole:
            raise click.UsageError(spoken("cli.argument.unfit", given=one_line(each)))


class Commands(click.Group):
    """All commands, their help in the language of ``t``. The module of one is imported when it is called."""

    context_class = CalledContext

    def __init__(self, t: Catalog) -> None:
        listed = {name: click.Command(name, short_help=t(spec.summary)) for name, spec in COMMANDS.items()}
        context: dict[str, object] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
        if os.environ.get("NO_COLOR"):
            context["color"] = False
        super().__init__(
            NAME,
            listed,
            help=t("cli.help"),
            context_settings=context,
            params=[language_option(t("cli.lang.help")), ProjectOption(t, shown=True)],
            options_metavar=t("cli.metavar.options"),
            subcommand_metavar=t("cli.metavar.command"),
        )
        self.words = t

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, listed, rest = super().resolve_command(context, arguments)
        context.meta["arguments"] = tuple(rest)  # which « build --watch » takes again
        return name, self.load(name) if name else listed, rest

    def load(self, name: str) -> click.Command:
        gc.disable()
        spec = COMMANDS[name]
        module = import_module(f"jeu_oie.cli.{spec.module}")
        gc.freeze()  # what is loaded stays: no look for garbage needs to walk through it
        gc.enable()
        params = [*getattr(module, f"{name}_params")(self.words), language_option()]
        if spec.project:
            params.append(ProjectOption(self.words, shown=False))
        command = click.Command(
            name,
            callback=called(getattr(module, f"{name}_command"), self.words),
            help=self.words(spec.help),
            params=params,
            options_metavar=self.words("cli.metavar.options"),
        )
        command.context_class = CalledContext
        return command


def called(run: Callable[..., object], t: Catalog) -> Callable[..., object]:
    """``run`` of a command as click calls it."""
    asked: Any = [*get_annotations(run).values()][1]
    whole = is_dataclass(asked)
    return (lambda **said: run(t, asked(**said))) if whole else partial(run, t)


def language_option(said: str | None = None) -> click.Option:
    """The language: before the command as in its help, or after it, where nobody is told."""
    languages = click.Choice(list(LANGUAGES))
    return click.Option(["--lang"], type=languages, expose_value=False, hidden=said is None, help=said)


class ProjectOption(click.Option):
    """The project file that is named before the command, as in its help, or after it; else the one that is found.

    It is read before all other options, whose defaults it says: what stands on the command line wins. Its problems are
    told, with status 1.
    """

    def __init__(self, t: Catalog, *, shown: bool) -> None:
        super().__init__(
            ["--project"],
            type=click.Path(path_type=Path, exists=True, dir_okay=False),
            metavar=t("cli.metavar.file"),
            expose_value=False,
            is_eager=True,
            hidden=not shown,
            help=t("project.help"),
        )
        self.words = t

    def handle_parse_result(
        self, context: click.Context, opts: Mapping[str, Any], args: list[str]
    ) -> tuple[Any, list[str]]:
        named, args = super().handle_parse_result(context, opts, args)
        if isinstance(named, Path):
            context.meta["project"] = named
        if context.command.name in COMMANDS and not context.resilient_parsing:  # a shell is told of no problem
            self.settle(context, list(map(Path, typed_arguments(context.command, opts))))
        return named, args

    def settle(self, context: click.Context, paths: Sequence[Path]) -> None:
        """Give the options of a command what the project of ``paths`` says as their defaults."""
        from jeu_oie.cli.projects import find_settled, options_of

        spec = COMMANDS[str(context.command.name)]
        known = {each.name for each in context.command.params} - (set() if spec.kits else {"out"})
        # The buttons of ``serve`` build.
        asking = known | {"out", "base_url", "icc"} if context.command.name == "serve" else known
        asking |= {"association"} if spec.names else set()
        context.meta["asking"] = asking
        context.obj = find_settled(context.meta.get("project"), paths, asking, self.words)
        if context.obj is not None:
            said = options_of(context.obj, self.words)
            context.default_map = {name: value for name, value in said.items() if name in known}


def typed_arguments(command: click.Command, opts: Mapping[str, Any]) -> Iterator[str]:
    """The words that stand on a command line besides options, as click's parser gives them."""
    for parameter in command.params:
        if isinstance(parameter, click.Argument):
            typed = opts.get(str(parameter.name))
            if isinstance(typed, str):
                yield typed
            elif isinstance(typed, tuple):
                yield from typed


def program(t: Catalog) -> Commands:
    """The whole command line, its help in one language."""
    group = Commands(t)
    click.version_option(__version__, "--version", message=f"{NAME} %(version)s", help=t("cli.version.help"))(group)
    return group
