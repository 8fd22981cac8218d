"""``jeu-oie build``: circuits → kits in the output folder."""

import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from jeu_oie.build.discover import Stamps, candidates, folders, look, own_templates, stamps, stops
from jeu_oie.build.gallery import ARCHIVE, renew_gallery
from jeu_oie.build.pool import cores, obeying
from jeu_oie.build.records import Before
from jeu_oie.build.run import Began, CircuitResult, JobOutcome, JobState, Order, Round, Work, local, lock_folder
from jeu_oie.cli import terminal
from jeu_oie.cli.calibrate import shift_of
from jeu_oie.cli.circuits import invalid_input, preset_path, show, tell_no_longer_read, tell_strays
from jeu_oie.cli.options import (
    address,
    board_option,
    card_options,
    circuits_argument,
    icc_option,
    out_option,
    sorts,
    strict_option,
    templates_option,
    variant_options,
)
from jeu_oie.cli.projects import landlord_folders, presets, project_files
from jeu_oie.errors import OutputRefused
from jeu_oie.game.preset import Ink, Preset
from jeu_oie.kit import Flip, Options
from jeu_oie.messages import Catalog
from jeu_oie.sheets.evening import seating

if TYPE_CHECKING:
    from jeu_oie.kit.sheets import Needs

MENDED = (Before.DAMAGED, Before.HALF)
LINES = {JobState.MADE: "cli.built", JobState.UNCHANGED: "building.same"}


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What stands on the command line."""

    paths: tuple[Path, ...]
    board: str
    ink: str | None
    large: bool
    only: frozenset[str]
    out: Path
    templates: Path | None
    base_url: str | None
    icc: bytes | None
    flip: str
    printer: str | None
    people: int
    strict: bool
    jobs: int | None
    force: bool
    watch: bool
    pack: bool
    scheduler: str | None


def build_command(t: Catalog) -> click.Command:
    return click.Command(
        "build",
        callback=lambda **options: build(t, BuildOptions(**options)),
        help=t("cli.build.help"),
        params=[
            circuits_argument(t),
            board_option(t),
            *variant_options(t),
            click.Option(
                ["--only"], metavar="svg,html,pdf", default="svg,html,pdf", callback=sorts(t), help=t("cli.only.help")
            ),
            out_option(t),
            templates_option(t),
            click.Option(["--base-url"], metavar="https://…", callback=address(t), help=t("cli.base-url.help")),
            icc_option(t),
            *card_options(t),
            click.Option(
                ["--people"],
                type=click.IntRange(2, 1000),
                default=30,
                metavar="N",
                show_default=True,
                help=t("people.help"),
            ),
            strict_option(t),
            click.Option(["--jobs"], type=click.IntRange(1, 256), metavar="N", help=t("building.jobs.help")),
            click.Option(["--force"], is_flag=True, help=t("building.force.help")),
            click.Option(["--watch"], is_flag=True, help=t("building.watch.help")),
            click.Option(["--pack"], is_flag=True, help=t("building.pack.help")),
            click.Option(["--scheduler"], metavar="tcp://…", help=t("cluster.scheduler.help")),
        ],
    )


@dataclass(slots=True)
class Tally:
    """How the circuits went so far."""

    status: int = 0
    states: dict[JobState, int] = field(default_factory=dict)
    last: JobOutcome | None = None
    engine_missing: bool = False
    warnings: int = 0  # of unchanged circuits: told when they were made

    def of(self, *states: JobState) -> int:
        return sum(self.states.get(each, 0) for each in states)

    @property
    def total(self) -> int:
        return sum(self.states.values())

    def count(self, outcome: JobOutcome, status: int) -> None:
        self.status = max(self.status, status)
        self.states[outcome.state] = self.states.get(outcome.state, 0) + 1
        self.last = outcome
        self.engine_missing = self.engine_missing or outcome.engine_missing
        self.warnings += outcome.warnings if outcome.state is JobState.UNCHANGED else 0


def build(t: Catalog, asked: BuildOptions) -> None:
    """Build every circuit that has no error; the others are told, and the status is then that of the worst."""
    tell_beside(asked, t)
    with obeying(KeyboardInterrupt, signal.SIGINT, signal.SIGTERM):
        if asked.watch:
            again(t, asked)
        raise click.exceptions.Exit(once(t, asked))


def again(t: Catalog, asked: BuildOptions) -> NoReturn:
    """Build, wait for a save, build: until Ctrl-C. What the command line leaves open is as the project then says."""
    from jeu_oie.build.watching import await_change

    context, first = click.get_current_context(), True
    while True:
        seen = stamp_sources(asked, context)
        try:
            if not first:
                context = context.meta["again"]()
                asked = BuildOptions(**context.params)
                seen = {path: seen.get(path, now) for path, now in stamp_sources(asked, context).items()}
            with context.scope(cleanup=False):
                once(t, asked)
        except click.exceptions.Exit:
            pass  # told: the next save may mend it
        except click.UsageError as error:
            terminal.say(error.format_message())
        except OutputRefused as error:
            terminal.failure(error, t)
        terminal.say(t("building.watching"))
        await_change(seen, partial(stamp_sources, asked, context), partial(find_folders, asked, context))
        first = False


def stamp_sources(asked: BuildOptions, context: click.Context) -> Stamps:
    """All that a build may be made of, as it stands now."""
    return look(asked.paths, beside(asked, context), asked.templates) | stamps(project_files(context))


def find_folders(asked: BuildOptions, context: click.Context) -> set[Path]:
    return folders(asked.paths, beside(asked, context), asked.templates)


def beside(asked: BuildOptions, context: click.Context) -> set[Path]:
    """The folders of the preset, and of the project file with what it names."""
    return {preset_path(asked.board, None).parent, *(file.parent for file in project_files(context))}


def once(t: Catalog, asked: BuildOptions) -> int:
    order = order_of(asked, t)
    round_ = Round(order)
    if not round_.found:
        terminal.say(t("cli.nothing", paths=", ".join(map(terminal.one_line, asked.paths))))
        raise click.exceptions.Exit(terminal.PROBLEM)
    tally = Tally()
    act = workers(asked)
    with lock_folder(
        asked.out, lambda: terminal.say(t("building.waiting", folder=terminal.one_line(asked.out.as_posix())))
    ):
        with progress(round_, t) as advance, closing(round_.run(act)) as results:
            for each in results:
                if isinstance(each, CircuitResult):
                    tally.count(each.outcome, report_result(each, t))
                advance(each)
        if round_.swept:
            terminal.say(t.count("building.swept", round_.swept))
        if tally.of(JobState.MADE, JobState.UNCHANGED) and (asked.pack or any(path.is_dir() for path in asked.paths)):
            if kits := [kit.as_posix() for kit in round_.forsaken()]:
                terminal.say(t.count("building.forsaken", len(kits), kits=terminal.one_line(", ".join(kits))))
            renew_gallery(asked.out, t.language, pack=asked.pack)
            terminal.give_path(asked.out / "index.html")
            if asked.pack:
                terminal.give_path(asked.out / ARCHIVE)
    summarise(tally, t, several=len(round_.found) > 1)
    if tally.total == 1 and tally.last and tally.last.pages and not tally.engine_missing:
        tell_needs(tally.last.pages, asked.people, order.preset, t)
    if tally.engine_missing:
        terminal.say(t("cli.engine-missing", lacking=t("cli.engine-missing.kit")))
    return tally.status


def workers(asked: BuildOptions) -> Work:
    """Who makes the kits: the cores of this machine, or the machines of a cluster."""
    if asked.scheduler is None:
        return local(asked.jobs or cores(), asked.only)
    from jeu_oie.build.cluster import cluster

    return cluster(asked.scheduler)


def order_of(asked: BuildOptions, t: Catalog) -> Order:
    with invalid_input(t):
        of = presets(asked.board)
        own = {each: variant(of(Path(each) / "circuit"), asked.ink, large=asked.large) for each in landlord_folders()}
        preset = variant(of(None), asked.ink, large=asked.large)
        templates, unused = own_templates(asked.templates) if asked.templates else (None, ())
    show(unused, t)
    if stops(unused, asked.strict):
        raise click.exceptions.Exit(terminal.PROBLEM)
    shift_mm = shift_of(asked.printer, asked.flip, large=preset.large, t=t)
    options = Options(
        asked.only, templates=templates, flip=Flip(asked.flip), shift_mm=shift_mm, icc=asked.icc, people=asked.people
    )
    today = datetime.now(UTC).astimezone().date()
    return Order(asked.paths, asked.out, preset, options, today, asked.base_url, asked.strict, asked.force, own)


def tell_beside(asked: BuildOptions, t: Catalog) -> None:
    """Tell of what lies beside the circuits and is not read: links elsewhere, templates that nobody asks for."""
    tell_strays(asked.paths, t)
    if asked.templates is None:
        tell_no_longer_read((each.path for each in candidates(asked.paths)), t)


def variant(preset: Preset, ink: str | None, *, large: bool) -> Preset:
    """The preset in the ink and the print that were asked for: what the command line says wins."""
    asked = {"ink": Ink(ink)} if ink else {}
    return preset.model_copy(update={**asked, **({"large": True} if large else {})})


def report_result(result: CircuitResult, t: Catalog) -> int:
    """Tell how a circuit went, and give the status that it means."""
    outcome = result.outcome
    show(outcome.problems, t)
    if outcome.removed:
        names = terminal.one_line(", ".join(outcome.removed))
        terminal.say(t("cli.removed", folder=terminal.one_line(result.kit.as_posix()), names=names))
    match outcome.state:
        case JobState.MADE:
            if result.before in MENDED:
                terminal.say(t(f"building.{result.before}", name=terminal.one_line(result.circuit)))
            terminal.give_path(result.kit)
            return 0
        case JobState.UNCHANGED:
            terminal.give_path(result.kit)
            return 0
        case JobState.REFUSED if outcome.refusal:
            return terminal.report_refusal(*outcome.refusal, t)
        case JobState.FAILED if outcome.fault:
            return terminal.fault(outcome.fault.last, outcome.fault.where, t)
        case JobState.TAKEN:
            folder = terminal.one_line("/".join(result.kit.parts[-2:]))
            terminal.say(
                t(
                    "cli.same-folder",
                    name=terminal.one_line(result.circuit),
                    folder=folder,
                    other=terminal.one_line(result.other),
                )
            )
        case JobState.DEADLY:
            terminal.say(t("cluster.deadly", name=terminal.one_line(result.circuit)))
        case JobState.LOST:
            terminal.say(t("building.lost", name=terminal.one_line(result.circuit)))
    return terminal.PROBLEM


def summarise(tally: Tally, t: Catalog, *, several: bool) -> None:
    """« 12 faits, 985 inchangés, 3 à corriger », where there are several; and the warnings that nobody saw anew."""
    made, same = tally.of(JobState.MADE), tally.of(JobState.UNCHANGED)
    counted = {"made": made, "unchanged": same, "wrong": tally.total - made - same}
    if several:
        terminal.say(", ".join(t.count(f"building.{name}", n) for name, n in counted.items() if n))
    if tally.warnings:
        terminal.say(t.count("building.warnings", tally.warnings))


@contextmanager
def progress(round_: Round, t: Catalog) -> Iterator[Callable[[Began | CircuitResult], None]]:
    """A bar on a terminal, for several circuits, and what is being made; elsewhere one plain line a circuit."""
    count = len(round_.found)
    if count < 2 or not terminal.is_watched():
        yield lambda each: plain(each, t, alone=count < 2)
        return
    with terminal.bar(t("building.title"), count) as advanced:

        def advance(each: Began | CircuitResult) -> None:
            now = t("building.now", names=", ".join(map(short, round_.now.values()))) if round_.now else ""
            advanced(isinstance(each, CircuitResult), now)

        yield advance


def short(circuit: str) -> str:
    """« actis/repairs »: two of them stand beside the bar."""
    return "/".join(Path(circuit).with_suffix("").parts[-2:])


def plain(each: Began | CircuitResult, t: Catalog, *, alone: bool) -> None:
    """A line for each that is done; the unchanged ones of many are only counted."""
    if isinstance(each, CircuitResult) and (alone or each.outcome.state is not JobState.UNCHANGED):
        terminal.say(t(LINES.get(each.outcome.state, "cli.not-built"), name=terminal.one_line(each.circuit)))


def tell_needs(pages: Mapping[str, int], people: int, preset: Preset, t: Catalog) -> None:
    """Tables and teams for ``people``, then a column for the kit to cut out and one for the kit without scissors.

    Then what takes the place of the board's large sheets, and where the copies of each file are told.
    """
    from jeu_oie.kit.sheets import BY_NAME, Evening, list_counted, needs

    seated = seating(people, preset.players)
    told = {"saver": preset.saver, "large": preset.large}
    kits = [list_counted(each, large=preset.large) for each in (Evening.CUT, Evening.UNCUT)]
    cut, uncut = (needs(rows, pages, seated, **told) for rows in kits)
    glued = needs((BY_NAME["board-a4"],), pages, seated, **told).sheets["A4"]
    terminal.say(t("people.tables", people=people, tables=seated.tables, seats=seated.seats, teams=seated.teams))
    told_for = zip(labels(cut, t), figures(cut), figures(uncut), strict=True)
    rows = [(label, str(first), str(second)) for label, first, second in told_for]
    terminal.tell_table(("", t("people.cut"), t("people.uncut")), rows)
    terminal.say(t("people.tiled", paper=kits[0][0].paper.upper(), sheets=glued))
    terminal.say(t("people.copies"))


def labels(counted: "Needs", t: Catalog) -> list[str]:
    papers = [t("people.sheets", paper=paper) for paper in counted.sheets]
    return [*papers, t("people.duplex"), t("people.colour"), t("people.cuts"), t("people.minutes")]


def figures(counted: "Needs") -> list[int]:
    return [*counted.sheets.values(), counted.duplex, counted.colour, counted.cuts, counted.minutes]
