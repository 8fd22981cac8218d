"""``jeu-oie build``: circuits → kits in the output folder."""

import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Literal, NoReturn

import click

from jeu_oie.api.build import Building, BuildSettings, Kit, kit_of, make_order
from jeu_oie.api.check import row
from jeu_oie.builder.find import Stamps, candidates, folders, look, stamps, stops
from jeu_oie.builder.pool import cores, obeying
from jeu_oie.builder.presets import preset_path
from jeu_oie.builder.project import Project
from jeu_oie.builder.record import Before
from jeu_oie.builder.run import Began, CircuitResult, JobState, Order, Work, local
from jeu_oie.cli import terminal
from jeu_oie.cli.circuits import invalid_input, show, tell_laid, tell_no_longer_read, tell_strays
from jeu_oie.cli.completion import complete_sorts
from jeu_oie.cli.options import (
    address,
    also_option,
    board_option,
    card_options,
    circuits_argument,
    icc_option,
    out_option,
    quiet_option,
    sorts,
    strict_option,
    templates_option,
    variant_options,
)
from jeu_oie.cli.printers import shift_of
from jeu_oie.cli.projects import (
    asked_board,
    check_templates,
    language_of_pages,
    project_files,
    settled_project,
    tell_project,
)
from jeu_oie.errors import OutputRefused, Problem, Severity
from jeu_oie.game.preset import Preset
from jeu_oie.kit import CardsWay
from jeu_oie.kit.writing import Written
from jeu_oie.messages import Catalog
from jeu_oie.sheets.evening import seating

MENDED = (Before.DAMAGED, Before.HALF)
LINES = {JobState.MADE: "cli.built", JobState.UNCHANGED: "building.same"}


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What stands on the command line."""

    paths: tuple[Path, ...]
    board: str
    ink: Literal["colour", "saver"] | None
    large: bool
    only: frozenset[str]
    out: Path
    templates: Path | None
    base_url: str | None
    index_drafts: bool
    icc: bytes | None
    flip: Literal["long", "short"]
    printer: str | None
    cards: Literal["duplex", "fold", "booklet"]
    also: tuple[str, ...]
    people: int
    strict: bool
    jobs: int | None
    force: bool
    prune: bool
    watch: bool
    pack: bool
    scheduler: str | None
    as_json: bool
    quiet: bool


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
                ["--only"],
                metavar="svg,html,pdf,shop",
                default="svg,html,pdf",
                callback=sorts(t),
                shell_complete=complete_sorts,
                help=t("cli.only.help"),
            ),
            out_option(t),
            templates_option(t),
            click.Option(["--base-url"], metavar="https://…", callback=address(t), help=t("cli.base-url.help")),
            click.Option(["--index-drafts"], is_flag=True, help=t("cli.index-drafts.help")),
            icc_option(t),
            *card_options(t),
            click.Option(
                ["--cards"],
                type=click.Choice([str(way) for way in CardsWay]),
                default=str(CardsWay.DUPLEX),
                show_default=True,
                help=t("cli.cards.help"),
            ),
            also_option(t),
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
            click.Option(["--prune"], is_flag=True, help=t("building.prune.help")),
            click.Option(["--watch"], is_flag=True, help=t("building.watch.help")),
            click.Option(["--pack"], is_flag=True, help=t("building.pack.help")),
            click.Option(["--scheduler"], metavar="tcp://…", help=t("cluster.scheduler.help")),
            click.Option(["as_json", "--json"], is_flag=True, help=t("cli.build.json.help")),
            quiet_option(t),
        ],
    )


@dataclass(slots=True)
class WarningLog:
    """The warnings that this run has told: while it watches, each save tells those alone that are new."""

    shown: dict[str, frozenset[tuple[object, ...]]] = field(default_factory=dict)
    again: bool = False  # a round has been told: how many warnings unchanged circuits have is known

    def news(self, circuit: str, problems: Sequence[Problem]) -> tuple[Problem, ...]:
        """All errors, and the warnings that the last save of ``circuit`` had not; their lines may have moved."""
        former = self.shown.get(circuit, frozenset())
        named = {each: (each.place.file, each.code, each.values) for each in problems}
        self.shown[circuit] = frozenset(named.values())
        return tuple(each for each in problems if each.severity is Severity.ERROR or named[each] not in former)


@dataclass(slots=True)
class Tally:
    """How the circuits went so far."""

    status: int = 0
    states: dict[JobState, int] = field(default_factory=dict)
    pages: Mapping[str, int] = field(default_factory=dict)  # of the last one
    engine_missing: bool = False
    warnings: int = 0  # of unchanged circuits: told when they were made
    older: bool = False

    def of(self, *states: JobState) -> int:
        return sum(self.states.get(each, 0) for each in states)

    @property
    def total(self) -> int:
        return sum(self.states.values())

    def count(self, result: CircuitResult, status: int) -> None:
        outcome = result.outcome
        self.status = max(self.status, status)
        self.states[outcome.state] = self.states.get(outcome.state, 0) + 1
        self.pages = outcome.pages
        self.older = self.older or bool(outcome.written.older)
        self.engine_missing = self.engine_missing or outcome.engine_missing
        self.warnings += outcome.warnings if outcome.state is JobState.UNCHANGED else 0


def build(t: Catalog, asked: BuildOptions) -> None:
    """Build every circuit that has no error; the others are told, and the status is then that of the worst."""
    if not asked.quiet:
        tell_beside(asked, t)
    with obeying(KeyboardInterrupt, signal.SIGINT, signal.SIGTERM):
        if asked.watch:
            again(t, asked)
        raise click.exceptions.Exit(once(t, asked, WarningLog()))


def again(t: Catalog, asked: BuildOptions) -> NoReturn:
    """Build, wait for a save, build: until Ctrl-C. What the command line leaves open is as the project then says."""
    from jeu_oie.builder.watching import await_change

    context, log = click.get_current_context(), WarningLog()
    wished = wished_in(context)
    while True:
        seen = stamp_sources(asked, context)
        try:
            if log.again:
                context = context.meta["again"]()
                asked = BuildOptions(**context.params)
                seen = {path: seen.get(path, now) for path, now in stamp_sources(asked, context).items()}
            with context.scope(cleanup=False):
                if not asked.quiet and wished_in(context) != wished:
                    tell_project(asked.templates, t)
                wished = wished_in(context)
                once(t, asked, log)
        except click.exceptions.Exit:
            pass  # told: the next save may mend it
        except click.UsageError as error:
            terminal.say(error.format_message())
        except OutputRefused as error:
            terminal.failure(error, t)
        log.again = True
        say(asked, t("building.watching"))
        await_change(seen, partial(stamp_sources, asked, context), partial(find_folders, asked, context))


def wished_in(context: click.Context) -> tuple[Mapping[str, str], bool]:
    """What the project file says that needs a yes, and whether it has it."""
    project = context.find_object(Project)
    return (project.wishes, project.agreed) if project else ({}, False)


def stamp_sources(asked: BuildOptions, context: click.Context) -> Stamps:
    """All that a build may be made of, as it stands now."""
    return look(asked.paths, beside(asked, context), asked.templates) | stamps(project_files(context))


def find_folders(asked: BuildOptions, context: click.Context) -> set[Path]:
    return folders(asked.paths, beside(asked, context), asked.templates)


def beside(asked: BuildOptions, context: click.Context) -> set[Path]:
    """The folders of the preset, and of the project file with what it names."""
    return {preset_path(asked.board, None).parent, *(file.parent for file in project_files(context))}


def once(t: Catalog, asked: BuildOptions, log: WarningLog) -> int:
    work = Building(order_of(asked, t, log))
    if not work.round.found:
        terminal.say(t("cli.nothing", paths=", ".join(map(terminal.one_line, asked.paths))))
        give_made(asked, (), (), t)
        raise click.exceptions.Exit(terminal.PROBLEM)
    tally, kits = Tally(), list[Kit]()
    act = workers(asked)
    with work.lock(lambda: say(asked, t("building.waiting", folder=terminal.one_line(asked.out.as_posix())))):
        with progress(work, asked, t) as advance, closing(work.results(act)) as results:
            for each in results:
                if isinstance(each, CircuitResult):
                    tally.count(each, report_result(each, asked, t, log))
                    if asked.as_json:
                        kits.append(kit_of(each))
                advance(each)
        tell_left(work, asked, t)
        pages = work.renew_pages(language_of_pages(t), pack=asked.pack)
    if work.strangers:
        names = terminal.one_line(", ".join(work.strangers))
        say(asked, t.count("building.strangers", len(work.strangers), kits=names))
    tell_written(asked, asked.out, work.pages, t)
    tally.older = tally.older or bool(work.pages.older)
    for page in pages:
        give_path(asked, page)
    give_made(asked, kits, pages, t)
    if log.again:
        tally.warnings = 0
    if not asked.quiet:
        summarise(tally, work, asked, t)
    return tally.status


def tell_left(work: Building, asked: BuildOptions, t: Catalog) -> None:
    """Tell of what former builds have left: drafts, and kits whose circuit has gone."""
    if work.round.swept:
        say(asked, t.count("building.swept", work.round.swept))
    if not asked.quiet:
        tell_laid(work.round.laid, t)
    if work.has_pages(pack=asked.pack) and (kits := [kit.as_posix() for kit in work.round.forsaken()]):
        say(asked, t.count("building.forsaken", len(kits), kits=terminal.one_line(", ".join(kits))))


# --- what is told: to ``--quiet`` only what stops it, to ``--json`` no path but in its one answer ------------


def say(asked: BuildOptions, text: str) -> None:
    if not asked.quiet:
        terminal.say(text)


def give_path(asked: BuildOptions, path: Path) -> None:
    if not (asked.quiet or asked.as_json):
        terminal.give_path(path)


def show_problems(problems: Sequence[Problem], asked: BuildOptions, t: Catalog) -> None:
    show((each for each in problems if not asked.quiet or stops((each,), asked.strict)), t)


def give_made(asked: BuildOptions, kits: Sequence[Kit], pages: Sequence[Path], t: Catalog) -> None:
    """To ``--json`` what was made: of each circuit its state, its folder, the files in it, its problems."""
    if asked.as_json:
        told = {"kits": [kit_data(each, t) for each in kits], "pages": [each.as_posix() for each in pages]}
        terminal.give_json(told)


def kit_data(kit: Kit, t: Catalog) -> dict[str, object]:
    return {
        "circuit": kit.circuit.as_posix(),
        "state": str(kit.state),
        "folder": kit.folder.as_posix(),
        "files": list(kit.files),
        "older": list(kit.older),
        "kept": list(kit.kept),
        "problems": [row(each, t) for each in kit.problems],
    }


def workers(asked: BuildOptions) -> Work:
    """Who makes the kits: the cores of this machine, or the machines of a cluster."""
    if asked.scheduler is None:
        return local(asked.jobs or cores())
    from jeu_oie.builder.cluster import cluster

    return cluster(asked.scheduler)


def order_of(asked: BuildOptions, t: Catalog, log: WarningLog) -> Order:
    settings: BuildSettings = {
        "out": asked.out,
        "ink": asked.ink,
        "large": asked.large,
        "only": asked.only,
        "templates": asked.templates,
        "base_url": asked.base_url,
        "index_drafts": asked.index_drafts,
        "pack": asked.pack,
        "icc": asked.icc,
        "flip": asked.flip,
        "cards": asked.cards,
        "also": asked.also,
        "people": asked.people,
        "strict": asked.strict,
        "force": asked.force,
        "prune": asked.prune,
    }
    with invalid_input(t):
        order, unused = make_order(asked.paths, settled_project(), settings, board=asked_board(asked.board))
        check_templates()(order.options.templates)
    show_problems(log.news("templates", unused), asked, t)
    shift_mm = shift_of(asked.printer, asked.flip, large=order.preset.large, t=t)
    return replace(order, options=replace(order.options, shift_mm=shift_mm))


def tell_beside(asked: BuildOptions, t: Catalog) -> None:
    """Tell of what acts in this build, and of what lies beside the circuits and is not read."""
    tell_project(asked.templates, t)
    tell_strays(asked.paths, t)
    if asked.templates is None:
        tell_no_longer_read((each.path for each in candidates(asked.paths)), t)


def report_result(result: CircuitResult, asked: BuildOptions, t: Catalog, log: WarningLog) -> int:
    """Tell how a circuit went, and give the status that it means."""
    outcome = result.outcome
    if outcome.state is not JobState.UNCHANGED:
        show_problems(log.news(result.circuit, outcome.problems), asked, t)
    tell_written(asked, result.kit, outcome.written, t)
    match outcome.state:
        case JobState.MADE:
            if result.before in MENDED:
                say(asked, t(f"building.{result.before}", name=terminal.one_line(result.circuit)))
            give_path(asked, result.kit)
            return 0
        case JobState.UNCHANGED:
            give_path(asked, result.kit)
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


def tell_written(asked: BuildOptions, folder: Path, written: Written, t: Catalog) -> None:
    """What a former build had made in ``folder``, and what became of it."""
    for what, names in asdict(written).items():
        if names:
            listed = terminal.one_line(", ".join(names))
            say(asked, t(f"building.{what}", folder=terminal.one_line(folder.as_posix()), names=listed))


def summarise(tally: Tally, work: Building, asked: BuildOptions, t: Catalog) -> None:
    """« 12 faits, 985 inchangés, 3 à corriger », where there are several; else what an evening needs.

    And the warnings that nobody saw anew, and what is lacking.
    """
    made, same = tally.of(JobState.MADE), tally.of(JobState.UNCHANGED)
    counted = {"made": made, "unchanged": same, "wrong": tally.total - made - same}
    if len(work.round.found) > 1:
        terminal.say(", ".join(t.count(f"building.{name}", n) for name, n in counted.items() if n))
    if tally.warnings:
        terminal.say(t.count("building.warnings", tally.warnings))
    if tally.older:
        terminal.say(t("building.older.cure"))
    if tally.total == 1 and tally.pages and not tally.engine_missing:
        tell_needs(tally.pages, asked, work.order.preset, t)
    if tally.engine_missing:
        terminal.say(t("cli.engine-missing", lacking=t("cli.engine-missing.kit")))


@contextmanager
def progress(work: Building, asked: BuildOptions, t: Catalog) -> Iterator[Callable[[Began | CircuitResult], None]]:
    """A bar on a terminal, for several circuits, and what is being made; elsewhere one plain line a circuit."""
    count = len(work.round.found)
    if asked.quiet:
        yield lambda _: None
        return
    if count < 2 or not terminal.is_watched():
        yield lambda each: plain(each, t, alone=count < 2)
        return
    with terminal.bar(t("building.title"), count) as advanced:

        def advance(each: Began | CircuitResult) -> None:
            now = t("building.now", names=", ".join(map(short, work.round.now.values()))) if work.round.now else ""
            advanced(isinstance(each, CircuitResult), now)

        yield advance


def short(circuit: str) -> str:
    """« actis/repairs »: two of them stand beside the bar."""
    return "/".join(Path(circuit).with_suffix("").parts[-2:])


def plain(each: Began | CircuitResult, t: Catalog, *, alone: bool) -> None:
    """A line for each that is done; the unchanged ones of many are only counted."""
    if isinstance(each, CircuitResult) and (alone or each.outcome.state is not JobState.UNCHANGED):
        terminal.say(t(LINES.get(each.outcome.state, "cli.not-built"), name=terminal.one_line(each.circuit)))


def tell_needs(pages: Mapping[str, int], asked: BuildOptions, preset: Preset, t: Catalog) -> None:
    """What an evening needs, as the first page of the guide says it; then what takes the place of the large board."""
    from jeu_oie.kit.sheets import BY_NAME, chosen, needs

    seated = seating(asked.people, preset.players)
    count = partial(
        needs, pages=pages, seated=seated, cards=CardsWay(asked.cards), saver=preset.saver, large=preset.large
    )
    counted = count(chosen(large=preset.large))
    terminal.say(t("people.tables", people=asked.people, tables=seated.tables, seats=seated.seats, teams=seated.teams))
    terminal.tell_table(("", ""), [(label, str(figure)) for label, figure in counted.rows(t)])
    if not preset.large:
        glued = count((BY_NAME["1-board-a4"],)).sheets["A4"]
        terminal.say(t("people.tiled", sheets=glued))
    terminal.say(t("people.copies"))
