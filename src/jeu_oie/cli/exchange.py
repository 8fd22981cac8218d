"""``jeu-oie export`` and ``jeu-oie import``: a circuit as a table, and a table back into a circuit."""

from collections import Counter
from pathlib import Path
from typing import Any

import click

from jeu_oie.api.read import read
from jeu_oie.builder.find import stops
from jeu_oie.circuit.changes import differ
from jeu_oie.circuit.model import Circuit, Item
from jeu_oie.circuit.read import Reading, Siblings, beside, content
from jeu_oie.circuit.renew import renew_text
from jeu_oie.circuit.write import as_data, yaml_text
from jeu_oie.cli.circuits import format_problem as told_of_file
from jeu_oie.cli.circuits import read_again, read_given, save, sentences, show, stop_at
from jeu_oie.cli.options import FILE, PLACE, circuit_argument
from jeu_oie.cli.terminal import PROBLEM, Part, Styled, give_data, give_path, one_line, say, stop
from jeu_oie.disk import write_asked
from jeu_oie.errors import Place, Problem, Severity
from jeu_oie.exchange.csv import csv_of, sheet_of
from jeu_oie.exchange.filling import TableSheet, read_sheet
from jeu_oie.exchange.table import LEFT, CircuitTable, table_of
from jeu_oie.messages import Catalog, load_catalog

FORMS = ("csv", "xlsx")
STREAM = "-"
MAX_SHOWN_CHARS = 100  # characters of a cell
# Problems whose cure speaks of lines of YAML: in a table there is another one.
CURES = frozenset(
    (
        *("missing-key", "duplicate-key", "empty-value", "delay-unreadable", "unknown-key", "unknown-actor"),
        "unknown-source",
    )
)


def export_params(t: Catalog) -> list[click.Parameter]:
    file = t("cli.metavar.file")
    return [
        circuit_argument(),
        *(click.Option([f"--{form}"], metavar=file, help=t(f"exchange.{form}.help")) for form in FORMS),
    ]


def import_params(t: Catalog) -> list[click.Parameter]:
    return [
        click.Argument(["path"], type=PLACE, metavar=t("cli.metavar.file")),
        click.Option(["--into"], type=FILE, metavar="CIRCUIT", help=t("exchange.into.help")),
    ]


def export_command(t: Catalog, path: Path, **asked: str | None) -> None:
    """Write the circuit at ``path`` in each form that was ``asked`` for (form → file, or “-”)."""
    forms = {form: file for form, file in asked.items() if file is not None}
    streams = [form for form, file in forms.items() if file == STREAM]
    if not forms or len(streams) > 1:
        raise click.UsageError(t("exchange.one-form"))
    reading = read_given(path)
    if reading.circuit is None:
        stop_at(reading.problems, t)
    if left := left_of(reading):
        say(t("exchange.left", keys=", ".join(left)))
    assert reading.written is not None
    table = table_of(as_data(reading.written), load_catalog(reading.circuit.language))
    made = {form: table_file(table, f".{form}", t("exchange.sheet"), t) for form in forms}
    for form, file in forms.items():
        if file == STREAM:
            give_data(made[form])
        else:
            write_asked(Path(file), made[form])
            give_path(file)


def left_of(reading: Reading | None) -> dict[str, Any]:
    """What stands in no table of a landlord that is written in its circuit."""
    written = reading.written.landlord if reading and reading.written else None
    return {key: written[key] for key in LEFT if written.get(key)} if isinstance(written, dict) else {}


def table_file(table: CircuitTable, suffix: str, name: str, t: Catalog) -> bytes:
    """The table as « .csv », or « .xlsx » with one sheet of that ``name``; a text that no cell holds is told."""
    if suffix == ".csv":
        return csv_of(table)
    from jeu_oie.exchange.xlsx import CellTooLong, xlsx_of

    try:
        return xlsx_of(table, name)
    except CellTooLong as error:
        stop(t("exchange.too-long", column=error.column, name=error.name))


def import_command(t: Catalog, path: Path, into: Path | None) -> None:
    """Write the circuit that the table at ``path`` holds, into a file or to the standard output."""
    sheet = sheet_at(path, t)
    absent: list[str] = []
    target = into or path.with_suffix(".yaml")
    reading = read_sheet(sheet, target.as_posix(), files_beside(target, absent if into is None else None))
    # Without a place of its own yet, a circuit cannot have its landlord's file beside it.
    problems = [each for each in reading.problems if into or each.code != "file-not-found"]
    for problem in problems:
        say(*format_cell_problem(problem, sheet, t))
    if reading.written is None or stops(problems, strict=False):
        raise click.exceptions.Exit(PROBLEM)
    if absent:
        say(t("exchange.beside", names=one_line(", ".join(dict.fromkeys(absent)))))
    if into is None:
        text = yaml_text(reading.written)
        read_again(text, target, t, alone=True)
        give_data(text)
    else:
        write_circuit(reading, into, t)


def write_circuit(reading: Reading, into: Path, t: Catalog) -> None:
    """Write the circuit where it is asked for, over the former one if there is one."""
    assert reading.written is not None
    former = read(into) if into.exists() else None
    if former is not None and former.written is None:  # somebody's work, which could not be kept
        show(former.problems, t)
        stop(t("exchange.into.broken", path=one_line(into)))
    base = content(into) if former else b""
    before = text_of(base)
    written = reading.written
    if (kept := left_of(former)) and isinstance(written.landlord, dict):
        written = written.model_copy(update={"landlord": {**written.landlord, **kept}})
    text = renew_text(before, written) if former else yaml_text(written)
    if text == before:
        say(t("exchange.same", path=one_line(into)))
        return
    again = read_again(text, into, t)  # what a YAML file may not hold and a table may: too many values
    if former:
        save(into, base, text.encode())
    else:
        write_asked(into, text.encode())
    give_path(into)
    if former and former.circuit and again.circuit:
        tell_gone(former.circuit, again.circuit, t)
    gone = sum((comments(before) - comments(text)).values())
    if gone:
        say(t.count("exchange.comments", gone))


def text_of(data: bytes) -> str:
    """The text of a circuit's file, its lines ended as ours are."""
    return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def tell_gone(before: Circuit, after: Circuit, t: Catalog) -> None:
    """What the circuit held and the table does not: a row may have been deleted on purpose, or by a slip."""
    gone = [each.before for each in differ(before, after) if each.after is None and isinstance(each.before, Item)]
    if gone:
        titles = ", ".join(t("exchange.gone.title", title=item.title) for item in gone)
        say(t.count("exchange.gone", len(gone), titles=titles))


def comments(text: str) -> Counter[str]:
    """The lines of a YAML text that are a comment."""
    return Counter(line.strip() for line in text.splitlines() if line.lstrip().startswith("#"))


def files_beside(target: Path, absent: list[str] | None) -> Siblings:
    """The files beside ``target``; the names of those that are not there are added to ``absent``."""
    found = beside(target)

    def read_one_of(name: str) -> bytes | None:
        data = found(name)
        if data is None and absent is not None:
            absent.append(name)
        return data

    return read_one_of


def sheet_at(path: Path, t: Catalog) -> TableSheet:
    """The cells of a .csv or .xlsx file, known by what it begins with. What cannot be read is told."""
    try:
        data = content(path)
    except OSError as error:
        code = "file-not-found" if isinstance(error, FileNotFoundError) else "file-unreadable"
        stop_at([Problem(Place(path.as_posix()), code, (("path", path.as_posix()),))], t)
    if data.startswith(b"PK"):
        from jeu_oie.exchange.xlsx import sheet_of as sheet_of_workbook

        return sheet_of_workbook(data, path.as_posix())
    return sheet_of(data, path.as_posix())


def format_cell_problem(problem: Problem, sheet: TableSheet, t: Catalog) -> tuple[Part, ...]:
    """A problem of a cell with its row and column as a spreadsheet names them; of a file beside as ``check`` does."""
    place = problem.place
    if place.file != sheet.file:
        return told_of_file(problem, t)
    message, cure = sentences(problem, t)
    values = {name: one_line(value) for name, value in problem.values}
    if problem.code in CURES and "nearest" not in values:
        cure = t(f"exchange.cure.{problem.code}", **values)
    error = problem.severity is Severity.ERROR
    label = sheet.text(Place(place.file, 1, place.column))[:MAX_SHOWN_CHARS]
    column = f"{letters(place.column)} ({one_line(label)})" if label else letters(place.column)
    where = t("exchange.place", file=one_line(place.file), row=place.line, column=column)
    head = Styled(t(f"cli.severity.{problem.severity}"), "red" if error else "yellow", bold=True)
    text = " ".join(sheet.text(place).split())
    cell = f"      | {text[:MAX_SHOWN_CHARS] + '…' if len(text) > MAX_SHOWN_CHARS else text}\n" if text else ""
    return f"{where} ", head, f" {message} [{problem.code}]\n", cell, t("cli.cure", cure=cure)


def letters(column: int) -> str:
    """1 → A, 27 → AA."""
    before, last = divmod(column - 1, 26)
    return (letters(before) if before else "") + chr(ord("A") + last)
