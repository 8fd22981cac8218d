"""``serve --install``: what opens the window without a terminal, in the menu or on the desktop.

It starts this very program in the folder where one stands: that of the circuits. Where it goes depends on the system;
only the first is tried by our tests:

- Linux: an entry of the menu (freedesktop.org, Desktop Entry Specification 1.5) and its picture;
- macOS: a ``.command`` file on the desktop;
- Windows: a ``.cmd`` file on the desktop.
"""

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from shlex import quote

from jeu_oie.builder.find import nameable
from jeu_oie.cli.circuits import stop_at
from jeu_oie.cli.terminal import give_path, say
from jeu_oie.disk import write_asked, write_program
from jeu_oie.errors import Place, Problem
from jeu_oie.messages import Catalog
from jeu_oie.resources import pictogram

NAME = "jeu-oie"
COMMAND = ("-P", "-m", "jeu_oie", "serve", "--open")
RESERVED = re.compile(r'(["`$\\])')  # in a quoted argument of an Exec key


def write_launcher(t: Catalog) -> None:
    """Write the launcher of this system; gives its path. Raises OutputRefused.

    In a folder whose name is no text no system would find its way back: that is told, with status 1.
    """
    folder = Path.cwd()
    if not nameable(folder):
        stop_at((Problem(Place(folder.as_posix()), "file-name"),), t)
    files = launcher(sys.platform, Path(sys.executable), folder, t)
    for path, data in files.items():
        (write_asked if path.suffix == ".svg" else write_program)(path, data)
    give_path(next(iter(files)))
    say(t("studio.install.done" if sys.platform == "linux" else "studio.install.desktop"))


def launcher(system: str, python: Path, folder: Path, t: Catalog) -> Mapping[Path, bytes]:
    """The files to write, the launcher first."""
    desktop = Path.home() / "Desktop"
    if system == "win32":
        lines = ("@echo off", f'cd /d "{in_batch(folder)}"', f'"{in_batch(python)}" {" ".join(COMMAND)}', "")
        text = "\r\n".join(lines)
        return {desktop / f"{NAME}.cmd": text.encode("mbcs" if sys.platform == "win32" else "utf-8")}
    if system == "darwin":
        text = f"#!/bin/sh\ncd {quote(str(folder))} && exec {quote(str(python))} {' '.join(COMMAND)}\n"
        return {desktop / f"{NAME}.command": text.encode()}
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share")
    icon = data / f"icons/hicolor/scalable/apps/{NAME}.svg"
    return {data / f"applications/{NAME}.desktop": entry(python, folder, t).encode(), icon: pictogram("goose").encode()}


def entry(python: Path, folder: Path, t: Catalog) -> str:
    """An entry of the menu; the window itself has the button that ends the program."""
    lines = {
        "Type": "Application",
        "Version": "1.5",
        "Name": t("studio.install.name"),
        "Comment": t("studio.install.comment"),
        "Exec": " ".join([argument(str(python)), *COMMAND]),
        "Path": escape(str(folder)),
        "Icon": NAME,
        "Terminal": "false",
        "Categories": "Office;Publishing;",
    }
    return "[Desktop Entry]\n" + "".join(f"{key}={value}\n" for key, value in lines.items())


def in_batch(path: Path) -> str:
    """A path between the quotes of a batch file, where a percent sign begins the name of a variable."""
    return str(path).replace("%", "%%")


def argument(text: str) -> str:
    """One argument of an Exec key: quoted, a percent sign doubled, then escaped as any string is."""
    return escape('"' + RESERVED.sub(r"\\\1", text).replace("%", "%%") + '"')


def escape(text: str) -> str:
    return text.replace("\\", r"\\").replace("\n", r"\n").replace("\t", r"\t").replace("\r", r"\r")
