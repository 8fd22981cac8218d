"""``jeu-oie serve``: the circuits' pages on this machine, made again on each save."""

import signal
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from socket import socket
from threading import Thread

import click

from jeu_oie.api.read import read
from jeu_oie.builder.find import candidates, homes, nameable, sweep_saves
from jeu_oie.builder.presets import preset_path
from jeu_oie.builder.templates import files_in, own_templates
from jeu_oie.cli import circuits
from jeu_oie.cli.circuits import show, stop_at
from jeu_oie.cli.launcher import write_launcher
from jeu_oie.cli.options import circuits_argument, option
from jeu_oie.cli.projects import check_templates, presets, project_files, settled_project, tell_project
from jeu_oie.cli.terminal import failure, give, say, stop
from jeu_oie.disk import find_named, resolve_path
from jeu_oie.game.preset import Preset
from jeu_oie.messages import Catalog
from jeu_oie.programs import open_browser
from jeu_oie.resources import Templates, folder
from jeu_oie.serve.circuits import OpenCircuits, Services, read_circuits
from jeu_oie.serve.guard import Keys, origin
from jeu_oie.serve.routes import Server, listen

OWN = Path("circuits")  # what is served where nothing is named; without it the circuits that the program brings


def serve_params(t: Catalog) -> list[click.Parameter]:
    return [
        circuits_argument(t, required=False),
        option("board", t),
        option("templates", t),
        click.Option(["--port"], type=click.IntRange(1, 65535), default=None, metavar="N", help=t("studio.port.help")),
        click.Option(["opening", "--open"], is_flag=True, help=t("studio.open.help")),
        click.Option(["--install"], is_flag=True, help=t("studio.install.help")),
    ]


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """What stands on the command line."""

    paths: tuple[Path, ...]
    board: str
    templates: Path | None
    port: int | None
    opening: bool
    install: bool


def serve_command(t: Catalog, asked: ServeOptions) -> None:
    """Serve until Ctrl-C or SIGTERM; the address goes to the standard output."""
    if asked.install:
        write_launcher(t)
        return
    served = open_circuits(t, asked)
    opened = listen_at(asked.port, t)
    port = opened.getsockname()[1]
    keys = Keys(lambda key: say(t("studio.entrance", address=entrance(port, key))))
    server = Server(served, t, port, keys, partial(failure, spoken=t), Path.cwd())
    say(t.count("studio.serving", len(served)))
    address = entrance(port, keys.entrance)
    give(address)
    if asked.opening:
        # What opens it may wait for the browser, which waits for the server.
        Thread(target=show_browser, args=(address, t), daemon=True).start()
    if server.serve_at(opened) == signal.SIGINT:
        raise KeyboardInterrupt
    say(t("studio.stopped"))


def open_circuits(t: Catalog, asked: ServeOptions) -> OpenCircuits:
    """The circuits that are served: those named, else those of the folder, else the program's own."""
    paths, board, templates = asked.paths, asked.board, asked.templates
    with circuits.invalid_input(t):
        preset_of = presets(board)
        preset_of(None)
        show(own_templates(templates)[1] if templates else (), t)
        check = check_templates()
    tell_project(templates, t)
    shipped = folder("circuits") if not (paths or any(find_named(OWN, "*.yaml"))) else None
    paths = paths or ((shipped, OWN) if shipped else (OWN,))
    refuse_absent((each for each in paths if each != OWN), t)
    folders = [each for each in paths if each.is_dir() or each == OWN] or [OWN]
    files = partial(project_files, click.get_current_context())
    project = settled_project()
    named = resolve_path(project.file) if project and project.asked else None
    used = services(paths, board, preset_of, templates, files, check, named)
    known = (shipped,) if shipped else paths
    served = OpenCircuits(read_circuits(known), folders, used, shipped=shipped)
    show((problem for each in candidates(known) if not nameable(each.path) for problem in read(each.path).problems), t)
    circuits.tell_strays(known, t)
    own = (each.path for each in served.values() if not served.is_shipped(each))
    circuits.tell_laid(sweep_saves(homes(folders, own)), t)
    if not served:
        circuits.stop_without(paths, t)
    return served


def listen_at(port: int | None, t: Catalog) -> socket:
    """Where the browser will be answered; status 1 where ``port`` is taken."""
    try:
        return listen(port or 0)
    except OSError as error:
        stop(t("studio.port", port=port, details=error.strerror or error))


def show_browser(address: str, t: Catalog) -> None:
    """Open the browser; where there is none, say so: the address stands there."""
    if not open_browser(address):
        say(t("studio.open.none"))


def entrance(port: int, key: str) -> str:
    """The address by which a browser comes in."""
    return f"{origin(port)}/{key}/"


def refuse_absent(paths: Iterable[Path], t: Catalog) -> None:
    """A file that is not there at the start is a slip of the pen; later it is told in the page."""
    absent = [problem for path in paths if not path.exists() for problem in read(path).problems]
    if absent:
        stop_at(absent, t)


def services(
    paths: tuple[Path, ...],
    board: str,
    preset_of: Callable[[Path], Preset],
    templates: Path | None = None,
    project: Callable[[], Iterable[Path]] = tuple,
    check: Callable[[Templates | None], None] = lambda _: None,
    named: Path | None = None,
) -> Services:
    """``check`` raises InvalidInput of templates that nobody has agreed to; ``named``: the project file, if it was."""
    own = preset_path(board, None)

    def preset_files() -> list[Path]:
        """What the preset may be read from: the built-in ones, where it is a file all beside it, the project."""
        beside = own.parent.glob("*.y*ml") if own.parent != folder("boards") else ()
        return [own, *beside, *folder("boards").glob("*.yaml"), *project()]

    def agreed_templates() -> Templates | None:
        read = own_templates(templates)[0] if templates else None
        check(read)
        return read

    return Services(
        paths=paths,
        preset=preset_of,
        preset_files=preset_files,
        templates=agreed_templates,
        template_files=lambda: files_in(templates) if templates else (),
        project=named,
    )
