"""What was read for each printer on a calibration sheet, kept in the user's own settings, for every circuit.

One reading a printer, edge and way that the page lies: a printer turns what it prints by a quarter or a half.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import click
from pydantic import Field, TypeAdapter

from jeu_oie.disk import resolve_path, write_asked
from jeu_oie.kit.records import read_as, read_left
from jeu_oie.messages import Catalog
from jeu_oie.print.look import MOST_SHIFT, Flip

Millimetres = Annotated[float, Field(ge=-MOST_SHIFT, le=MOST_SHIFT)]  # within what the sheet measures


@dataclass(frozen=True, slots=True, order=True)
class ShiftReading:
    """How far ``printer`` shifts its backs, mm to the right and down on the back's own page."""

    printer: str
    flip: Flip
    large: bool
    x: Millimetres
    y: Millimetres

    @property
    def what(self) -> tuple[str, str, bool]:
        return self.printer, self.flip, self.large


@dataclass(frozen=True, slots=True)
class Readings:
    """All that is kept."""

    readings: tuple[ShiftReading, ...]


def settings_file() -> Path:
    from platformdirs import user_config_path

    return user_config_path("jeu-oie", appauthor=False) / "printers.json"


def readings(t: Catalog) -> tuple[ShiftReading, ...]:
    """All that was kept. A file that nobody can read is told, never overwritten."""
    path = settings_file()
    home = resolve_path(path)  # people keep their settings elsewhere, behind a link
    if not home.exists():
        return ()
    kept = read_as(TypeAdapter(Readings), read_left(home.parent, home.name))
    if kept is None:
        raise click.ClickException(t("cli.printers.unreadable", path=path))
    return tuple(sorted(kept.readings))


def keep(reading: ShiftReading, t: Catalog) -> None:
    """Add ``reading`` in the place of a former one of the same printer, edge and print. Raises OutputRefused."""
    others = (each for each in readings(t) if each.what != reading.what)
    told = asdict(Readings(tuple(sorted((*others, reading)))))
    write_asked(settings_file(), f"{json.dumps(told, ensure_ascii=False, indent=1)}\n".encode())


def shift_of(printer: str | None, flip: str, *, large: bool, t: Catalog) -> tuple[float, float]:
    """What ``printer`` shifts its backs by, none where no printer is named; wrong usage names those that are known."""
    if printer is None:
        return 0.0, 0.0
    kept = readings(t)
    found = next((each for each in kept if each.what == (printer, flip, large)), None)
    if found is None:
        raise click.BadParameter(lacking(printer, flip, kept, large=large, t=t), param_hint="--printer")
    return found.x, found.y


def lacking(printer: str, flip: str, kept: Iterable[ShiftReading], *, large: bool, t: Catalog) -> str:
    """Which printers are known, the nearest name; or what to measure of one that is."""
    from jeu_oie.circuit.nearest import nearest

    names = sorted({each.printer for each in kept})
    if printer in names:
        more = f"{' --flip short' if flip == 'short' else ''}{' --large' if large else ''}"
        return t("cli.printers.other", printer=printer, more=more)
    if not names:
        return t("cli.printers.none", printer=printer)
    near = nearest(printer, names)
    known = ", ".join(names)
    if near is None:
        return t("cli.printers.unknown", printer=printer, known=known)
    return t("cli.printers.near", printer=printer, nearest=near, known=known)
