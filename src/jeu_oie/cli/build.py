"""``jeu-oie build``: circuits → kits in the output folder."""

import signal
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import click

from jeu_oie.api.build import Kit, kit_of, make_order
from jeu_oie.api.check import row
from jeu_oie.builder.find import Stamps, folders, look, stamps, stops
from jeu_oie.builder.pool import cores, obeying
from jeu_oie.builder.presets import preset_path
from jeu_oie.builder.project import Project
from jeu_oie.builder.record import KitState
from jeu_oie.builder.run import (
    CircuitResult,
    JobOutcome,
    JobState,
    Order,
    Round,
    Workers,
    local,
    lock_folder,
)
from jeu_oie.cli import terminal
from jeu_oie.cli.circuits import invalid_input, show, stop_without, tell_laid, tell_strays
from jeu_oie.cli.options import build_options, circuits_argument, json_option, printer_option, quiet_option
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
from jeu_oie.game.evening import Paper, seating
from jeu_oie.game.preset import Preset
from jeu_oie.kit.options import OPTIONS, Options
from jeu_oie.kit.writing import Written
from jeu_oie.messages import Catalog

MENDED = (KitState.DAMAGED, KitState.INTERRUPTED)
LINES = {JobState.MADE: "cli.built", JobState.UNCHANGED: "building.same"}


@dataclass(frozen=True, slots=True)
class CommandLine:
    """What stands on it: the options of a build, and what this command alone may be told."""

    paths: tuple[Path, ...]
    options: Options
    printer: str | None
    watch: bool
    scheduler: str | None
    as_json: bool
    quiet: bool


def command_line(said: Mapping[str, Any]) -> CommandLine:
    """That of a command's parameters."""
    own = {name: value for name, value in said.items() if name not in OPTIONS}
    return CommandLine(options=Options(**{name: said[name] for name in said if name in OPTIONS}), **own)


def build_params(t: Catalog) -> list[click.Parameter]:
    return [
        circuits_argument(t),
        *build_options(t),
        printer_option(t, t("cli.printer.help")),
        click.Option(["--watch"], is_flag=True, help=t("building.watch.help")),
        click.Option(["--scheduler"], metavar="tcp://…", help=t("cluster.scheduler.help")),
        json_option(t("cli.build.json.help")),
        quiet_option(t),
    ]


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


def build_command(t: Catalog, **said: Any) -> None:  # noqa: ANN401 (each has its own)
    """Build every circuit that has no error; the others are told, and the status is then that of the worst."""
    asked = command_line(said)
    if not asked.quiet:
        tell_project(asked.options.templates, t)
        tell_strays(asked.paths, t)
    with obeying(KeyboardInterrupt, signal.SIGINT, signal.SIGTERM):
        if asked.watch:
            again(t, asked)
        raise click.exceptions.Exit(once(t, asked, WarningLog()))


def again(t: Catalog, asked: CommandLine) -> NoReturn:
    """Build, wait for a save, build: until Ctrl-C. What the command line leaves open is as the project then says."""
    from jeu_oie.builder.watching import await_change

    context, log = click.get_current_context(), WarningLog()
    wished = wished_in(context)
    while True:
        seen = stamp_sources(asked, context)
        try:
            if log.again:
                arguments = list(context.meta["arguments"])
                context = context.command.make_context(context.info_name, arguments, parent=context.parent)
                asked = command_line(context.params)
                seen = {path: seen.get(path, now) for path, now in stamp_sources(asked, context).items()}
            with context.scope(cleanup=False):
                if not asked.quiet and wished_in(context) != wished:
                    tell_project(asked.options.templates, t)
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


def stamp_sources(asked: CommandLine, context: click.Context) -> Stamps:
    """All that a build may be made of, as it stands now."""
    return look(asked.paths, beside(asked, context), asked.options.templates) | stamps(project_files(context))


def find_folders(asked: CommandLine, context: click.Context) -> set[Path]:
    return folders(asked.paths, beside(asked, context), asked.options.templates)


def beside(asked: CommandLine, context: click.Context) -> set[Path]:
    """The folders of the preset, and of the project file with what it names."""
    return {preset_path(asked.options.board, None).parent, *(file.parent for file in project_files(context))}


def once(t: Catalog, asked: CommandLine, log: WarningLog) -> int:
    work = Round(order_of(asked, t, log))
    if not work.found:
        give_made(asked, (), (), t)
        stop_without(asked.paths, t)
    done, status = list[CircuitResult](), 0
    out = asked.options.out
    with lock_folder(out, lambda: say(asked, t("building.waiting", folder=terminal.one_line(out.as_posix())))):
        with progress(work, asked, t) as advance, closing(work.run(workers(asked))) as results:
            for each in results:
                if each:
                    status = max(status, report_result(each, asked, t, log))
                    done.append(each)
                advance(each)
        tell_left(work, asked, t)
        pages = work.renew_pages()
        kits = [kit_of(each) for each in done] if asked.as_json else []
    if work.strangers:
        names = terminal.one_line(", ".join(work.strangers))
        say(asked, t.count("building.strangers", len(work.strangers), kits=names))
    tell_written(asked, out, work.pages, t)
    for page in pages:
        give_path(asked, page)
    give_made(asked, kits, pages, t)
    if not asked.quiet:
        summarise([each.outcome for each in done], work, asked, t, again=log.again)
    return status


def tell_left(work: Round, asked: CommandLine, t: Catalog) -> None:
    """Tell of what former builds have left: drafts, and kits whose circuit has gone."""
    if work.swept:
        say(asked, t.count("building.swept", work.swept))
    if not asked.quiet:
        tell_laid(work.laid, t)
    if work.has_pages and (kits := [kit.as_posix() for kit in work.forsaken()]):
        say(asked, t.count("building.forsaken", len(kits), kits=terminal.one_line(", ".join(kits))))


def say(asked: CommandLine, text: str) -> None:
    """Only what stops a build is said to ``--quiet``; to ``--json`` no path is given but in its one answer."""
    if not asked.quiet:
        terminal.say(text)


def give_path(asked: CommandLine, path: Path) -> None:
    if not (asked.quiet or asked.as_json):
        terminal.give_path(path)


def show_problems(problems: Sequence[Problem], asked: CommandLine, t: Catalog) -> None:
    show((each for each in problems if not asked.quiet or stops((each,), asked.options.strict)), t)


def give_made(asked: CommandLine, kits: Sequence[Kit], pages: Sequence[Path], t: Catalog) -> None:
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


def workers(asked: CommandLine) -> Workers:
    """Who makes the kits: the cores of this machine, or the machines of a cluster."""
    if asked.scheduler is None:
        return local(asked.options.jobs or cores())
    from jeu_oie.builder.cluster import cluster

    return cluster(asked.scheduler)


def order_of(asked: CommandLine, t: Catalog, log: WarningLog) -> Order:
    with invalid_input(t):
        order, unused = make_order(
            asked.paths, settled_project(), asked.options, board=asked_board(asked.options.board)
        )
        check_templates()(order.own)
    show_problems(log.news("templates", unused), asked, t)
    shift_mm = shift_of(asked.printer, asked.options.flip, large=order.preset.large, t=t)
    return replace(order, options=replace(order.options, shift_mm=shift_mm, language=language_of_pages(t)))


def report_result(result: CircuitResult, asked: CommandLine, t: Catalog, log: WarningLog) -> int:
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


def tell_written(asked: CommandLine, folder: Path, written: Written, t: Catalog) -> None:
    """What a former build had made in ``folder``, and what became of it."""
    for what, names in asdict(written).items():
        if names:
            listed = terminal.one_line(", ".join(names))
            say(asked, t(f"building.{what}", folder=terminal.one_line(folder.as_posix()), names=listed))


def summarise(done: Sequence[JobOutcome], work: Round, asked: CommandLine, t: Catalog, *, again: bool) -> None:
    """« 12 faits, 985 inchangés, 3 à corriger », where there are several; else what an evening needs.

    And the warnings that nobody saw anew, if these were not told ``again`` and again, and what is lacking.
    """
    states = Counter(each.state for each in done)
    made, same = states[JobState.MADE], states[JobState.UNCHANGED]
    if len(work.found) > 1:
        counted = {"made": made, "unchanged": same, "wrong": len(done) - made - same}
        terminal.say(", ".join(t.count(f"building.{name}", n) for name, n in counted.items() if n))
    # Of what was made anew, they were told.
    warnings = sum(each.warnings for each in done if each.state is JobState.UNCHANGED)
    if warnings and not again:
        terminal.say(t.count("building.warnings", warnings))
    if any(each.older for each in (work.pages, *(outcome.written for outcome in done))):
        terminal.say(t("building.older.cure"))
    if len(done) == 1 and done[0].paper:
        tell_needs(done[0].paper, asked, work.order.preset, t)


@contextmanager
def progress(work: Round, asked: CommandLine, t: Catalog) -> Iterator[Callable[[CircuitResult | None], None]]:
    """A bar on a terminal, for several circuits, and what is being made; elsewhere one plain line a circuit."""
    count = len(work.found)
    if asked.quiet:
        yield lambda _: None
        return
    if count < 2 or not terminal.is_watched():
        yield lambda each: plain(each, t, alone=count < 2)
        return
    with terminal.bar(t("building.title"), count) as advanced:

        def advance(each: CircuitResult | None) -> None:
            now = t("building.now", names=", ".join(map(short, work.now.values()))) if work.now else ""
            advanced(each is not None, now)

        yield advance


def short(circuit: str) -> str:
    """« actis/repairs »: two of them stand beside the bar."""
    return "/".join(Path(circuit).with_suffix("").parts[-2:])


def plain(each: CircuitResult | None, t: Catalog, *, alone: bool) -> None:
    """A line for each that is done; the unchanged ones of many are only counted."""
    if each and (alone or each.outcome.state is not JobState.UNCHANGED):
        terminal.say(t(LINES.get(each.outcome.state, "cli.not-built"), name=terminal.one_line(each.circuit)))


def tell_needs(paper: Mapping[str, Paper], asked: CommandLine, preset: Preset, t: Catalog) -> None:
    """What an evening needs, as the first page of the guide says it; then what takes the place of the large board."""
    from jeu_oie.kit.evening import PIECES, needs
    from jeu_oie.kit.sheets import BY_NAME, chosen

    seated = seating(asked.options.people, preset.teams)
    count = partial(needs, made=paper, seated=seated, saver=preset.saver, large=preset.large)
    counted = count(chosen(large=preset.large))
    terminal.say(
        t("people.tables", people=asked.options.people, tables=seated.tables, seats=seated.seats, teams=seated.teams)
    )
    terminal.tell_figures(counted.rows(t))
    if not preset.large:
        glued = count((BY_NAME[PIECES],))
        terminal.say(t("people.tiled", sheets=glued.sheets["A4"], minutes=glued.minutes))
    terminal.say(t("people.copies"))
