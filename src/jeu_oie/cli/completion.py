"""What a shell completes after ``jeu-oie``: circuits, boards, printers, sorts of files; putting that in its place."""

import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

import click
from click.shell_completion import CompletionItem, get_completion_class

from jeu_oie.builder.find import OTHERS
from jeu_oie.cli.terminal import give_data, give_path, one_line, say
from jeu_oie.disk import write_asked
from jeu_oie.kit import SORTS
from jeu_oie.messages import SHEET_LANGUAGES, Catalog
from jeu_oie.resources import folder

# --- What is completed ------------------------------------------------------------------------------------

Completing = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]
DEEPEST, MOST = 3, 200  # folders below the one that is typed, and names: a shell waits for this


def complete_circuits(context: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem]:
    """Circuit files, also in the folders below, and these; where there is none, whatever the shell finds."""
    found = list(islice(circuits_like(typed), MOST))
    return [CompletionItem(name) for name in found] or [CompletionItem(typed, type="file")]


def circuits_like(typed: str) -> Iterator[str]:
    """What a circuit or a folder of circuits may be called that begins with ``typed``, as it would be typed."""
    above, _, begun = typed.rpartition("/")
    above = f"{above}/" if "/" in typed else ""
    for each in entries(above or "."):
        if each.name.startswith(begun):
            yield from names_below(above + each.name, each, DEEPEST)


def names_below(name: str, entry: os.DirEntry[str], depth: int) -> Iterator[str]:
    if entry.is_file() and name.endswith(".yaml") and entry.name not in OTHERS:
        yield name
    elif entry.is_dir() and depth:
        below = [found for each in entries(name) for found in names_below(f"{name}/{each.name}", each, depth - 1)]
        yield from (f"{name}/", *below) if below else ()


def entries(name: str) -> list[os.DirEntry[str]]:
    """What lies in a folder and is not hidden, in the order of its names; nothing where it is closed to us."""
    try:
        with os.scandir(name) as found:
            return sorted((each for each in found if not each.name.startswith(".")), key=lambda each: each.name)
    except OSError:
        return []


def complete_boards(context: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem]:
    """The built-in presets, and files that may be one."""
    known = sorted(each.stem for each in folder("boards").glob("*.yaml"))
    files = circuits_like(typed) if "/" in typed or not any(name.startswith(typed) for name in known) else ()
    return [CompletionItem(name) for name in (*known, *islice(files, MOST)) if name.startswith(typed)]


def complete_sorts(context: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem]:
    """« svg,h » → « svg,html »: each sort once."""
    return complete_list(SORTS, typed)


def complete_languages(context: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem]:
    """« ar,e » → « ar,en »."""
    return complete_list(SHEET_LANGUAGES, typed)


def complete_list(known: Iterable[str], typed: str) -> list[CompletionItem]:
    """What may stand in the place of the last one of ``typed``, each of ``known`` once."""
    before, _, begun = typed.rpartition(",")
    given = before.split(",") if before else []
    rest = (each for each in known if each not in given and each.startswith(begun))
    return [CompletionItem(",".join((*given, each))) for each in rest]


def complete_printers(t: Catalog) -> Completing:
    """The printers of which readings are kept."""

    def complete(context: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem]:
        from jeu_oie.cli.printers import readings

        try:
            names = dict.fromkeys(each.printer for each in readings(t))
        except click.ClickException:  # told where they are used
            return []
        return [CompletionItem(name) for name in names if name.startswith(typed)]

    return complete


# --- ``jeu-oie completion``: the script that a shell needs ------------------------------------------------

SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_JEU_OIE_COMPLETE"


def completion_command(t: Catalog) -> click.Command:
    return click.Command(
        "completion",
        callback=partial(completion, t),
        help=t("completion.help"),
        params=[
            click.Argument(["shell"], type=click.Choice(SHELLS), required=False),
            click.Option(["--install"], is_flag=True, help=t("completion.install.help")),
        ],
    )


def completion(t: Catalog, shell: str | None, install: bool) -> None:
    """Print the script of ``shell`` (else of the one that one works in), or put it where that shell looks."""
    named = shell or Path(os.environ.get("SHELL", "")).name
    if named not in SHELLS:
        raise click.UsageError(t("completion.which"))
    script = script_of(named)
    if not install:
        give_data(script)
        return
    place = place_of(named)
    write_asked(place, script.encode())
    give_path(place)
    say(t(f"completion.next.{named}", folder=one_line(place.parent)))


def script_of(shell: str) -> str:
    """Click's own; it starts no shell to ask for its version, as click would."""
    kind = get_completion_class(shell)
    assert kind is not None, shell
    made = kind(click.Command("jeu-oie"), {}, "jeu-oie", VARIABLE)
    return f"{made.source_template % made.source_vars()}\n".lstrip()


def place_of(shell: str) -> Path:
    """Where ``shell`` looks for what it completes, in one's own folders."""
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    settings = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return {
        "bash": data / "bash-completion" / "completions" / "jeu-oie",
        "zsh": data / "zsh" / "site-functions" / "_jeu-oie",
        "fish": settings / "fish" / "completions" / "jeu-oie.fish",
    }[shell]
