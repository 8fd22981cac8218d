"""``jeu-oie calibrate``: the sheet that shows how far a printer shifts its backs, and keeping what was read on it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from jeu_oie.cli.options import option, out_option, printer_option
from jeu_oie.cli.printers import ShiftReading, keep, readings, settings_file
from jeu_oie.cli.projects import tell_project
from jeu_oie.cli.terminal import give, give_path, one_line, say
from jeu_oie.disk import write_asked
from jeu_oie.messages import Catalog
from jeu_oie.print.look import MOST_SHIFT, Flip


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


def calibrate_params(t: Catalog) -> list[click.Parameter]:
    return [
        printer_option(t, t("cli.calibrate.printer.help")),
        click.Option(["--x"], metavar="MM", callback=millimetres(t), help=t("cli.calibrate.x.help")),
        click.Option(["--y"], metavar="MM", callback=millimetres(t), help=t("cli.calibrate.y.help")),
        option("flip", t),
        click.Option(["--large"], is_flag=True, help=t("cli.calibrate.large.help")),
        click.Option(["known", "--list"], is_flag=True, help=t("cli.calibrate.list.help")),
        out_option(t, "calibration.pdf", t("cli.calibrate.out.help"), file=t("cli.metavar.pdf")),
    ]


def millimetres(t: Catalog) -> Callable[[click.Context, click.Parameter, str | None], float | None]:
    """« -0,5 » or « -0.5 », within what the sheet measures."""

    def read(context: click.Context, parameter: click.Parameter, value: str | None) -> float | None:
        if value is None:
            return None
        try:
            number = float(value.replace(",", ".").replace("\u2212", "-"))
        except ValueError:
            raise click.BadParameter(t("cli.calibrate.number", given=value), context, parameter) from None
        if not abs(number) <= MOST_SHIFT:
            raise click.BadParameter(t("cli.calibrate.far", given=value, most=f"{MOST_SHIFT:g}"), context, parameter)
        return number

    return read


def calibrate_command(t: Catalog, asked: CalibrateOptions) -> None:
    """List what is known, or keep what was read, or make the sheet to read it on."""
    tell_project(None, t)
    if asked.known:
        tell(t)
    elif asked.printer is not None and asked.x is not None and asked.y is not None and asked.printer.strip():
        keep(ShiftReading(asked.printer, Flip(asked.flip), asked.large, asked.x, asked.y), t)
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
