"""``jeu-oie build``: circuits → kits in the output folder."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import click

from jeu_oie.board.preset import Ink, Preset
from jeu_oie.building.job import Outcome, State
from jeu_oie.building.pool import cores
from jeu_oie.building.round import Began, Order, Result, Round, local
from jeu_oie.cli.circuits import preset_named, show
from jeu_oie.cli.failure import PROBLEM, fault, refused
from jeu_oie.cli.people import tell_needs
from jeu_oie.cli.printers import shift_of
from jeu_oie.cli.report import invalid_input
from jeu_oie.kit import Flip, Options, write_gallery
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
    jobs: int | None


@dataclass(slots=True)
class Tally:
    """How the circuits went so far."""

    status: int = 0
    states: dict[State, int] = field(default_factory=dict)
    last: Outcome | None = None
    engine_missing: bool = False

    @property
    def told(self) -> int:
        return sum(self.states.values())

    def count(self, outcome: Outcome, status: int) -> None:
        self.status = max(self.status, status)
        self.states[outcome.state] = self.states.get(outcome.state, 0) + 1
        self.last = outcome
        self.engine_missing = self.engine_missing or outcome.engine_missing


def build(t: Words, asked: Asked) -> None:
    """Build every circuit that has no error; the others are told, and the status is then that of the worst."""
    order = order_of(asked, t)
    round_ = Round(order)
    if not round_.found:
        click.echo(t("cli.nothing", paths=", ".join(map(str, asked.paths))), err=True)
        raise click.exceptions.Exit(PROBLEM)
    tally = Tally()
    act = local(asked.jobs or cores(), asked.only)
    with progress(len(round_.found), t) as advance:
        for each in round_.run(act):
            advance(each)
            if isinstance(each, Result):
                tally.count(each.outcome, told(each, t))
    if tally.states.get(State.MADE) and any(path.is_dir() for path in asked.paths):
        write_gallery(asked.out, t.language)
        click.echo(str(asked.out / "index.html"))
    if tally.told == 1 and tally.last and tally.last.pages:
        tell_needs(tally.last.pages, asked.people, order.preset, t)
    if tally.engine_missing:
        click.echo(t("cli.engine-missing"), err=True)
    raise click.exceptions.Exit(tally.status)


def order_of(asked: Asked, t: Words) -> Order:
    with invalid_input(t):
        preset = variant(preset_named(asked.board), asked.ink, large=asked.large)
    shift_mm = shift_of(asked.printer, asked.flip, large=preset.large, t=t)
    options = Options(asked.only, flip=Flip(asked.flip), shift_mm=shift_mm, icc=asked.icc, people=asked.people)
    today = datetime.now(UTC).astimezone().date()
    return Order(asked.paths, asked.out, preset, options, today, asked.base_url, asked.strict)


def variant(preset: Preset, ink: str | None, *, large: bool) -> Preset:
    """The preset in the ink and the print that were asked for: what the command line says wins."""
    asked = {"ink": Ink(ink)} if ink else {}
    return preset.model_copy(update={**asked, **({"large": True} if large else {})})


def told(result: Result, t: Words) -> int:
    """Tell how a circuit went, and give the status that it means."""
    outcome = result.outcome
    show(outcome.problems, t)
    if outcome.removed:
        names = ", ".join(outcome.removed)
        click.echo(t("cli.removed", folder=result.kit.as_posix(), names=names), err=True)
    match outcome.state:
        case State.MADE:
            click.echo(str(result.kit))
            return 0
        case State.REFUSED if outcome.refusal:
            return refused(*outcome.refusal, t)
        case State.FAILED if outcome.fault:
            return fault(outcome.fault.last, outcome.fault.where, t)
        case State.TAKEN:
            folder = "/".join(result.kit.parts[-2:])
            click.echo(t("cli.same-folder", name=result.circuit, folder=folder, other=result.other), err=True)
        case State.LOST:
            click.echo(t("building.lost", name=result.circuit), err=True)
    return PROBLEM


@contextmanager
def progress(count: int, t: Words) -> Iterator[Callable[[Began | Result], None]]:
    """A bar on a terminal, for several circuits; elsewhere one plain line a circuit."""
    if count < 2 or not sys.stderr.isatty():
        yield lambda each: plain(each, t)
        return
    from rich.console import Console
    from rich.progress import Progress

    # What is data stays on the standard output, bar or not.
    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=False, auto_refresh=False) as bar:
        task = bar.add_task(t("cli.building"), total=count)
        yield lambda each: bar.update(task, advance=isinstance(each, Result), refresh=True)


def plain(each: Began | Result, t: Words) -> None:
    if isinstance(each, Result):
        done = each.outcome.state is State.MADE
        click.echo(t("cli.built" if done else "cli.not-built", name=each.circuit), err=True)
