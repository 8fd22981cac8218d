"""``jeu-oie calibrate``: how far a printer shifts its backs, and keeping what was read for each printer."""

import json
import math
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from jeu_oie.cli.options import flip_option
from jeu_oie.cli.terminal import give, give_path, one_line, say
from jeu_oie.disk import resolve_path, write_asked
from jeu_oie.kit import writing
from jeu_oie.kit.writing import NotOurs
from jeu_oie.messages import Catalog
from jeu_oie.sheets.imposition import MOST, Flip

# --- What was read for each printer on a calibration sheet, kept in the user's own settings, for every circuit
#
# One reading a printer, edge and way that the page lies: a printer turns what it prints by a quarter or a half.


@dataclass(frozen=True, slots=True, order=True)
class ShiftReading:
    """How far ``printer`` shifts its backs, mm to the right and down on the back's own page."""

    printer: str
    flip: str
    large: bool
    x: float
    y: float

    @property
    def what(self) -> tuple[str, str, bool]:
        return self.printer, self.flip, self.large


def settings_file() -> Path:
    from platformdirs import user_config_path

    return user_config_path("jeu-oie", appauthor=False) / "printers.json"


def readings(t: Catalog) -> tuple[ShiftReading, ...]:
    """All that was kept. A file that nobody can read is told, never overwritten."""
    path = settings_file()
    home = resolve_path(path)  # people keep their settings elsewhere, behind a link
    if not home.exists():
        return ()
    try:
        return tuple(sorted(writing.several(writing.read_mapping(home)["readings"], reading_of)))
    except (NotOurs, KeyError) as error:
        raise click.ClickException(t("cli.printers.unreadable", path=path)) from error


def reading_of(kept: object) -> ShiftReading:
    """Raises NotOurs, KeyError."""
    told = writing.of(kept, dict)
    flip = writing.text(told["flip"])
    if flip not in tuple(Flip):
        raise NotOurs(flip)
    shift = (checked_millimetres(told[axis]) for axis in ("x", "y"))
    return ShiftReading(writing.text(told["printer"]), flip, writing.of(told["large"], bool), *shift)


def checked_millimetres(value: object) -> float:
    """Within what the sheet measures."""
    number = float(value) if type(value) in (int, float) else math.nan  # type: ignore[arg-type]
    if not abs(number) <= MOST:
        raise NotOurs(value)
    return number


def keep(reading: ShiftReading, t: Catalog) -> None:
    """Add ``reading`` in the place of a former one of the same printer, edge and print. Raises OutputRefused."""
    others = (each for each in readings(t) if each.what != reading.what)
    told = {"readings": [asdict(each) for each in sorted((*others, reading))]}
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


# --- ``jeu-oie calibrate``: the sheet that shows how far a printer shifts its backs, and keeping what was read on
# it


@dataclass(frozen=True, slots=True)
class CalibrateOptions:
    """What stands on the command line; ``x`` and ``y`` in mm."""

    printer: str | None
    x: float | None
    y: float | None
    flip: str
    large: bool
    known: bool
    out: Path


def calibrate_command(t: Catalog) -> click.Command:
    return click.Command(
        "calibrate",
        callback=lambda **options: calibrate(t, CalibrateOptions(**options)),
        help=t("cli.calibrate.help"),
        params=[
            click.Option(["--printer"], metavar=t("cli.metavar.name"), help=t("cli.calibrate.printer.help")),
            click.Option(["--x"], metavar="MM", callback=millimetres(t), help=t("cli.calibrate.x.help")),
            click.Option(["--y"], metavar="MM", callback=millimetres(t), help=t("cli.calibrate.y.help")),
            flip_option(t),
            click.Option(["--large"], is_flag=True, help=t("cli.calibrate.large.help")),
            click.Option(["known", "--list"], is_flag=True, help=t("cli.calibrate.list.help")),
            click.Option(
                ["--out"],
                type=click.Path(path_type=Path, dir_okay=False),
                default=Path("calibration.pdf"),
                show_default=True,
                metavar=t("cli.metavar.pdf"),
                help=t("cli.calibrate.out.help"),
            ),
        ],
    )


def millimetres(t: Catalog) -> Callable[[click.Context, click.Parameter, str | None], float | None]:
    """« -0,5 » or « -0.5 », within what the sheet measures."""

    def read(context: click.Context, parameter: click.Parameter, value: str | None) -> float | None:
        if value is None:
            return None
        try:
            number = float(value.replace(",", ".").replace("\u2212", "-"))
        except ValueError:
            raise click.BadParameter(t("cli.calibrate.number", given=value), context, parameter) from None
        if not abs(number) <= MOST:
            raise click.BadParameter(t("cli.calibrate.far", given=value, most=f"{MOST:g}"), context, parameter)
        return number

    return read


def calibrate(t: Catalog, asked: CalibrateOptions) -> None:
    """List what is known, or keep what was read, or make the sheet to read it on."""
    if asked.known:
        tell(t)
    elif asked.printer is not None and asked.x is not None and asked.y is not None and asked.printer.strip():
        keep(ShiftReading(asked.printer, asked.flip, asked.large, asked.x, asked.y), t)
        say(t("cli.calibrate.kept", printer=one_line(asked.printer), x=f"{asked.x:g}", y=f"{asked.y:g}"))
    elif (asked.printer, asked.x, asked.y) != (None, None, None):
        raise click.UsageError(t("cli.calibrate.together"))
    else:
        write_sheet(t, asked)


def tell(t: Catalog) -> None:
    """Every reading on a line of its own."""
    kept = readings(t)
    for each in kept:
        what = t(f"cli.calibrate.edge.{each.flip}") + (t("cli.calibrate.in-large") if each.large else "")
        give(f"{one_line(each.printer)}\tx {each.x:g}\ty {each.y:g}\t{what}")
    say(t("cli.calibrate.where", path=one_line(settings_file())) if kept else t("cli.calibrate.nothing"))


def write_sheet(t: Catalog, asked: CalibrateOptions) -> None:
    from jeu_oie.kit.printing import calibration_file

    write_asked(asked.out, calibration_file(t, Flip(asked.flip), large=asked.large))
    give_path(asked.out)
    say(t("cli.calibrate.next"))
