"""``jeu-oie build``: circuits → kits in the output folder."""

import hashlib
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import click

from jeu_oie.board.preset import Preset
from jeu_oie.circuit.reader import Reading
from jeu_oie.cli.circuits import circuits_in, examine, preset_named, show, stops
from jeu_oie.cli.report import invalid_input
from jeu_oie.kit import Kit, Options, Plan, make, write, write_gallery
from jeu_oie.messages import Words


def build(
    t: Words, paths: tuple[Path, ...], board: str, only: frozenset[str], out: Path, base_url: str | None, strict: bool
) -> None:
    """Build every circuit that has no error; the others are told, and the status is then 1."""
    with invalid_input(t):
        preset = preset_named(board)
    today = datetime.now(UTC).astimezone().date()
    readings = circuits_in(paths)
    built: list[tuple[Plan, str]] = []
    engine_missing = False
    with progress(readings, t) as advance:
        for reading in readings:
            done = build_one(t, reading, preset, only, out, base_url, strict, today)
            advance(reading)
            if done is not None:
                built.append((done[0], done[1]))
                engine_missing |= done[2].engine_missing
    if any(path.is_dir() for path in paths) and built:
        write_gallery(built, out, t.language)
        click.echo(str(out / "index.html"))
    if engine_missing:
        click.echo(t("cli.engine-missing"), err=True)
    raise click.exceptions.Exit(0 if readings and len(built) == len(readings) else 1)


def build_one(
    t: Words,
    reading: Reading,
    preset: Preset,
    only: frozenset[str],
    out: Path,
    base_url: str | None,
    strict: bool,
    today: date,
) -> tuple[Plan, str, Kit] | None:
    """One circuit's kit, written; None where its problems stop it."""
    name = kit_folder(reading.files[0], preset)
    address = f"{base_url}{name}/" if base_url else None
    made, problems = examine(reading, preset, today, address)
    show(problems, t)
    if made is None or stops(problems, strict):
        return None
    beside = reading.files[0].parent / "templates"
    kit = make(made, Options(only, address, beside if beside.is_dir() else None), source_hash(reading.files))
    write(kit, out / name)
    click.echo(str(out / name))
    return made, name, kit


def kit_folder(circuit: Path, preset: Preset) -> str:
    """« opac-38/repairs », and « -saver » for the black-and-white variant (outputs.md)."""
    parent = circuit.resolve().parent.name or "circuit"
    return f"{parent}/{circuit.stem}{'-saver' if preset.colours.saver else ''}"


def source_hash(files: Sequence[Path]) -> str:
    """Hash of all that the circuit was read from."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()


@contextmanager
def progress(readings: Sequence[Reading], t: Words) -> Iterator[Callable[[Reading], None]]:
    """A bar on a terminal, for several circuits; elsewhere one plain line a circuit."""
    if len(readings) < 2 or not sys.stderr.isatty():
        yield lambda reading: click.echo(t("cli.built", name=reading.files[0].as_posix()), err=True)
        return
    from rich.console import Console  # noqa: PLC0415 (only for a bar)
    from rich.progress import Progress  # noqa: PLC0415 (same)

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(t("cli.building"), total=len(readings))
        yield lambda reading: bar.advance(task)
