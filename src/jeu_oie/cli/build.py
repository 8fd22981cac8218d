"""``jeu-oie build``: circuits → kits in the output folder."""

import hashlib
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import quote

import click

from jeu_oie.board.preset import Ink, Preset
from jeu_oie.circuit.reader import Reading
from jeu_oie.cli.circuits import examine, found_in, preset_named, show, stops
from jeu_oie.cli.failure import PROBLEM, failure
from jeu_oie.cli.people import tell_needs
from jeu_oie.cli.printers import shift_of
from jeu_oie.cli.report import invalid_input
from jeu_oie.kit import Flip, Kit, Options, make, write, write_gallery
from jeu_oie.messages import Words


@dataclass(frozen=True, slots=True)
class Asked:
    """What stands on the command line."""

    paths: tuple[Path, ...]
    board: str
    ink: str | None
    large: bool
    only: frozenset[str]
    out: Path
    base_url: str | None
    icc: bytes | None
    flip: str
    printer: str | None
    people: int
    strict: bool


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for and read besides, the same for every circuit."""

    asked: Asked
    preset: Preset
    today: date
    shift_mm: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Built:
    """A kit that was written."""

    kit: Kit


def build(t: Words, asked: Asked) -> None:
    """Build every circuit that has no error; the others are told, and the status is then that of the worst."""
    with invalid_input(t):
        preset = variant(preset_named(asked.board), asked.ink, large=asked.large)
    shift_mm = shift_of(asked.printer, asked.flip, large=preset.large, t=t)
    order = Order(asked, preset, datetime.now(UTC).astimezone().date(), shift_mm)
    readings = found_in(asked.paths, t)
    taken: dict[str, Path] = {}
    outcomes: list[Built | int] = []
    with progress(readings, t) as advance:
        for reading in readings:
            outcomes.append(attempt(t, reading, order, taken))
            advance(reading, isinstance(outcomes[-1], Built))
    built = [each for each in outcomes if isinstance(each, Built)]
    if built and any(path.is_dir() for path in asked.paths):
        write_gallery(asked.out, t.language)
        click.echo(str(asked.out / "index.html"))
    if len(readings) == 1 and built and built[0].kit.pages:
        tell_needs(built[0].kit.pages, asked.people, order.preset, t)
    if any(each.kit.engine_missing for each in built):
        click.echo(t("cli.engine-missing"), err=True)
    raise click.exceptions.Exit(max((each for each in outcomes if isinstance(each, int)), default=0))


def variant(preset: Preset, ink: str | None, *, large: bool) -> Preset:
    """The preset in the ink and the print that were asked for: what the command line says wins."""
    asked = {"ink": Ink(ink)} if ink else {}
    return preset.model_copy(update={**asked, **({"large": True} if large else {})})


def attempt(t: Words, reading: Reading, order: Order, taken: dict[str, Path]) -> Built | int:
    """One circuit's kit, or the status of what stopped it: the other circuits are built all the same.

    ``taken`` holds the folders that this run has filled: no kit may take the place of another.
    """
    name, own = kit_folder(reading.files[0], order.preset), reading.files[0]
    other = taken.setdefault(name.casefold(), own)
    if other != own:
        click.echo(t("cli.same-folder", name=own.as_posix(), folder=name, other=other.as_posix()), err=True)
        return PROBLEM
    try:
        return build_one(t, reading, order, name) or PROBLEM
    except click.exceptions.ClickException:
        raise
    except Exception as error:  # noqa: BLE001 (whatever it is, the next circuit has its turn)
        return failure(error, t)


def build_one(t: Words, reading: Reading, order: Order, name: str) -> Built | None:
    """One circuit's kit, written; None where its problems stop it."""
    address = f"{order.asked.base_url}{quote(name)}/" if order.asked.base_url else None
    made, problems = examine(reading, order.preset, order.today, address)
    show(problems, t)
    if made is None or stops(problems, order.asked.strict):
        return None
    beside = reading.files[0].parent / "templates"
    options = Options(
        order.asked.only,
        address,
        beside if beside.is_dir() else None,
        flip=Flip(order.asked.flip),
        shift_mm=order.shift_mm,
        icc=order.asked.icc,
        people=order.asked.people,
    )
    kit = make(made, options, source_hash(reading.files))
    gone = write(kit, order.asked.out / name)
    if gone:
        click.echo(t("cli.removed", folder=(order.asked.out / name).as_posix(), names=", ".join(gone)), err=True)
    click.echo(str(order.asked.out / name))
    return Built(kit)


def kit_folder(circuit: Path, preset: Preset) -> str:
    """« opac-38/repairs », with « -saver » in black and white, « -large » in large print (outputs.md)."""
    parent = circuit.resolve().parent.name or "circuit"
    variant = f"{'-saver' if preset.colours.saver else ''}{'-large' if preset.large else ''}"
    return f"{parent}/{circuit.stem}{variant}"


def source_hash(files: Sequence[Path]) -> str:
    """Hash of all that the circuit was read from."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()


@contextmanager
def progress(readings: Sequence[Reading], t: Words) -> Iterator[Callable[[Reading, bool], None]]:
    """A bar on a terminal, for several circuits; elsewhere one plain line a circuit."""
    if len(readings) < 2 or not sys.stderr.isatty():
        yield lambda reading, done: click.echo(
            t("cli.built" if done else "cli.not-built", name=reading.files[0].as_posix()), err=True
        )
        return
    from rich.console import Console
    from rich.progress import Progress

    # What is data stays on the standard output, bar or not.
    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task(t("cli.building"), total=len(readings))
        yield lambda reading, done: bar.advance(task)
