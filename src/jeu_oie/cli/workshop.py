"""``jeu-oie workshop``: the sheet that the tables of a workshop fill in, and its answers back into the circuit."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from jeu_oie.api.diff import diff
from jeu_oie.api.read import read
from jeu_oie.builder.presets import preset_named
from jeu_oie.circuit.read import Reading
from jeu_oie.circuit.read.source import MAX_REPORTED
from jeu_oie.circuit.renew import renewed_bytes
from jeu_oie.cli.circuits import read_again, read_former, save, stop_at
from jeu_oie.cli.diff import report_lines
from jeu_oie.cli.exchange import format_cell_problem, letters, sheet_at, table_file
from jeu_oie.cli.options import FILE, circuit_argument, day_option
from jeu_oie.cli.terminal import give, one_line, say, stop
from jeu_oie.disk import write_asked
from jeu_oie.errors import OutputRefused, Place, Problem, Refusal, Severity
from jeu_oie.exchange.filling import TableSheet
from jeu_oie.exchange.table import CircuitTable
from jeu_oie.exchange.workshop import Filled, TableAnswer, read_filled, template
from jeu_oie.exchange.workshop_result import KINDS, Brought, Workshop, bring, workshop_on
from jeu_oie.game.asked import list_asked
from jeu_oie.game.wording import FactFormatter
from jeu_oie.game.worksheet import list_rows
from jeu_oie.kit import plan_reading
from jeu_oie.messages import Catalog, load_catalog

NAMELESS = "returns-no-name"  # told once for all of them


@dataclass(frozen=True, slots=True)
class WorkshopOptions:
    """What stands on the command line."""

    path: Path
    sheet: Path | None
    template: Path | None
    tables: int
    on: str | None
    people: int | None
    full: bool
    dry_run: bool


def workshop_params(t: Catalog) -> list[click.Parameter]:
    return [
        circuit_argument(),
        click.Argument(["sheet"], type=FILE, required=False, metavar=t("workshop.metavar.sheet")),
        click.Option(["--template"], type=FILE, metavar=t("cli.metavar.file"), help=t("workshop.template.help")),
        click.Option(
            ["--tables"],
            type=click.IntRange(1, 60),
            default=6,
            metavar="N",
            show_default=True,
            help=t("workshop.tables.help"),
        ),
        click.Option(["--full"], is_flag=True, help=t("workshop.full.help")),
        day_option(t, t("workshop.on.help"), whole=True),
        click.Option(["--people"], type=click.IntRange(1, 10_000), metavar="N", help=t("workshop.people.help")),
        click.Option(["--dry-run"], is_flag=True, help=t("workshop.dry-run.help")),
    ]


def workshop_command(t: Catalog, asked: WorkshopOptions) -> None:
    """Write an empty sheet, or bring a filled one back."""
    if (asked.sheet is None) is (asked.template is None):
        raise click.UsageError(t("workshop.one"))
    former = read_former(asked.path)
    reading = read(asked.path)
    if reading.circuit is None:
        stop_at(reading.problems, t)
    if asked.template is not None:
        write_empty(reading, asked, asked.template, t)
    elif asked.sheet is not None:
        take(reading, former, asked, asked.sheet, t)


def write_empty(reading: Reading, asked: WorkshopOptions, file: Path, t: Catalog) -> None:
    if file.suffix.lower() not in (".csv", ".xlsx"):
        raise click.BadParameter(t("workshop.form", name=file.name), param_hint="--template")
    if file.exists():
        raise OutputRefused(str(file), Refusal.EXISTS)
    made = empty(reading, asked, t)
    write_asked(file, table_file(made, file.suffix.lower(), t("workshop.sheet"), t))
    say(t("workshop.template.done", file=one_line(file), tables=asked.tables, path=one_line(asked.path)))


def empty(reading: Reading, asked: WorkshopOptions, t: Catalog) -> CircuitTable:
    """The rows of a table's page, or of all worksheets. What the board does not hold is told."""
    made, problems = plan_reading(reading, preset_named("classic"))
    if made is None:
        stop_at(problems, t)
    facts = FactFormatter(made.board, made.words)
    rows = list_rows(list_asked(facts), made.board.circuit, full=asked.full)
    return template(rows, facts, asked.tables)


def take(reading: Reading, former: bytes, asked: WorkshopOptions, file: Path, t: Catalog) -> None:
    """What can be read of the sheet is written; a sheet of which nothing can be read leaves the circuit as it was."""
    assert reading.written is not None
    assert reading.circuit is not None
    sheet = sheet_at(file, t)
    filled = read_filled(sheet)
    show_cells(filled.problems, sheet, t)
    if any(each.severity is Severity.ERROR for each in filled.problems):
        stop(t("workshop.nothing"))
    held_on = workshop_of(filled, asked, load_catalog(reading.circuit.language), t)
    if not filled.answers:
        stop(t("workshop.empty"))
    brought = bring(reading.written, filled.answers, held_on, load_catalog(reading.circuit.language))
    notes = tuple(notes_of(brought, reading, sheet))
    show_cells(notes, sheet, t)
    if asked.dry_run:
        tell_changes(reading, former, asked.path, brought, t)
        return
    write_circuit(reading, former, asked.path, brought, t)
    report(brought, filled, held_on, asked.path, t)


def show_cells(problems: tuple[Problem, ...], sheet: TableSheet, t: Catalog) -> None:
    for problem in problems[:MAX_REPORTED]:
        say(*format_cell_problem(problem, sheet, t))


def workshop_of(filled: Filled, asked: WorkshopOptions, own: Catalog, t: Catalog) -> Workshop:
    """When it was, and how many came: from the command line, else from the sheet."""
    date, people = asked.on or filled.date, asked.people or filled.people
    if not date or not people:
        stop(t("workshop.when"))
    return workshop_on(date, people, own, filled.hands)


def notes_of(brought: Brought, reading: Reading, sheet: TableSheet) -> Iterator[Problem]:
    """What was brought otherwise than it stands, and rows about what the circuit's own file does not hold."""
    nameless = [note.answer for note in brought.notes if note.code == NAMELESS]
    if nameless:
        cells = ", ".join(f"{letters(each.column)}{each.row}" for each in nameless)
        place = Place(sheet.file, nameless[0].row, nameless[0].column)
        yield Problem(place, NAMELESS, (("n", str(len(nameless))), ("cells", cells)), Severity.WARNING)
    for note in brought.notes:
        if note.code != NAMELESS:
            yield sheet.problem(note.answer.row, note.answer.column, note.code, Severity.WARNING, **dict(note.values))
    assert reading.circuit is not None
    shared = {each.id for each in reading.circuit.recourse}
    for answer in {each.id: each for each in reversed(brought.unknown)}.values():
        code = "returns-shared" if answer.id in shared else "returns-item"
        yield sheet.problem(answer.row, answer.column, code, Severity.WARNING, id=answer.id)


def write_circuit(reading: Reading, former: bytes, path: Path, brought: Brought, t: Catalog) -> None:
    """Write the circuit, if it is one that can be read again."""
    now = renewed_bytes(former, brought.written)
    again = read_again(now, path, t)
    if now == former:
        say(t("workshop.same", path=one_line(path)))
        return
    save(path, former, now)
    if reading.circuit is not None and not reading.circuit.draft and again.circuit is not None and again.circuit.draft:
        say(t("workshop.draft"))


def tell_changes(reading: Reading, former: bytes, path: Path, brought: Brought, t: Catalog) -> None:
    """What the circuit would become, item by item; nothing is written."""
    again = read_again(renewed_bytes(former, brought.written), path, t)
    made = diff(reading, again, board=preset_named("classic"))
    for line in report_lines(made.both, made.report(t.language), t):
        give(line)
    say(t("workshop.dry-run"))


def report(brought: Brought, filled: Filled, held_on: Workshop, path: Path, t: Catalog) -> None:
    """What was brought, what was not, what to do next."""
    give(t("workshop.done", path=one_line(path), title=held_on.source.title))
    for kind in KINDS:
        if brought.counts.get(kind):
            give("  " + t.count(f"workshop.{kind}", brought.counts[kind]))
    kept: list[TableAnswer] = brought.kept
    if kept:
        say(t.count("workshop.kept", len(kept)))
    if left := len(filled.problems) - sum(not each.read for each in filled.answers):
        say(t.count("workshop.left", left))
    say(t("workshop.build", path=one_line(path)))
