"""``jeu-oie diff``: what changed in a circuit, also since a revision of git, and what to print again."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from jeu_oie import disk
from jeu_oie.api.diff import diff
from jeu_oie.api.read import read
from jeu_oie.builder.presets import vary
from jeu_oie.circuit.read import Reading, read_shared
from jeu_oie.circuit.read.shared import is_shared
from jeu_oie.circuit.signing import matches
from jeu_oie.cli.circuits import invalid_input, read_former, read_given, stop_at
from jeu_oie.cli.difference import NAMES_SHOWN, danger_lines, section_lines
from jeu_oie.cli.history import read_revision, read_signed
from jeu_oie.cli.moved import difference_of, tell_moved
from jeu_oie.cli.options import FOLDER, PLACE, json_option, option, printer_option
from jeu_oie.cli.printers import shift_of
from jeu_oie.cli.projects import presets, tell_project
from jeu_oie.cli.terminal import Part, Styled, give, give_json, one_line, say, stop
from jeu_oie.disk import is_folder
from jeu_oie.exchange.report import (
    PrintedHashes,
    Report,
    as_data,
    between_line,
    list_obsolete,
    minutes_line,
    sheets_again,
)
from jeu_oie.game.wording import name_place
from jeu_oie.kit.reprinting import Both, printed_in
from jeu_oie.messages import Catalog


@dataclass(frozen=True, slots=True)
class DiffOptions:
    """What stands on the command line."""

    paths: tuple[Path, ...]
    git: str | None
    signed: bool
    board: str
    ink: str | None
    large: bool
    kit: Path | None
    out: Path | None
    flip: str
    printer: str | None
    as_json: bool
    exit_code: bool


def diff_params(t: Catalog) -> list[click.Parameter]:
    return [
        click.Argument(["paths"], nargs=-1, required=True, type=PLACE, metavar=t("changes.metavar")),
        click.Option(["--git"], metavar=t("changes.metavar.revision"), help=t("changes.git.help")),
        click.Option(["--signed"], is_flag=True, help=t("signed.help")),
        *(option(name, t) for name in ("board", "ink", "large")),
        click.Option(["--kit"], type=FOLDER, metavar=t("cli.metavar.folder"), help=t("changes.kit.help")),
        click.Option(["--out"], type=FOLDER, metavar=t("cli.metavar.folder"), help=t("changes.out.help")),
        option("flip", t),
        printer_option(t, t("cli.printer.help")),
        json_option(t("changes.json.help")),
        click.Option(["--exit-code"], is_flag=True, help=t("changes.exit-code.help")),
    ]


def diff_command(t: Catalog, asked: DiffOptions) -> None:
    """Tell what changed, and write it where a folder was asked for."""
    tell_project(None, t)
    if asked.git is not None and len(asked.paths) == 1 and is_folder(asked.paths[0]):
        refuse_printing(asked, t)
        if asked.as_json:
            raise click.UsageError(t("changes.shared"))
        raise click.exceptions.Exit(int(tell_moved(asked.paths[0], asked.git, t) and asked.exit_code))
    old, new = before_and_after(t, asked)
    if is_shared(old) or is_shared(new):
        refuse_printing(asked, t)
        raise click.exceptions.Exit(int(tell_shared(old, new, t, as_json=asked.as_json) and asked.exit_code))
    with invalid_input(t):
        preset = vary(presets(asked.board)(new.files[0]), asked.ink, large=asked.large)
    shift_mm = shift_of(asked.printer, asked.flip, large=preset.large, t=t)
    printed = kit_at(asked.kit, t) if asked.kit else None
    with invalid_input(t):
        made = diff(old, new, board=preset, printed=printed)
    report = made.report(t.language)
    if asked.out is not None:
        written = made.write(asked.out, flip=asked.flip, shift_mm=shift_mm)
        say(t("changes.written", files=", ".join(map(one_line, written))))
    if asked.as_json:
        give_json(made.data(t.language))
    else:
        for line in report_lines(made.both, report, t) if old is not new else since_printed(made.both, report, t):
            give(line)
    raise click.exceptions.Exit(int(asked.exit_code and not report.nothing))


def refuse_printing(asked: DiffOptions, t: Catalog) -> None:
    """What is no circuit alone has neither board nor paper."""
    if asked.signed or asked.kit or asked.out:
        raise click.UsageError(t("changes.shared"))


def tell_shared(old: Reading, new: Reading, t: Catalog, *, as_json: bool) -> bool:
    """What changed in a landlord's file or a common one, and whether anything did. Wrong usage beside a circuit."""
    for each in (old, new):
        if each.circuit is None:
            stop_at(each.problems, t)
    if not (is_shared(old) and is_shared(new)):
        raise click.UsageError(t("changes.two"))
    found = difference_of(old, new, t)
    if as_json:
        give_json(as_data(found))
        return bool(found.sections)
    give(Styled(one_line(new.files[0]), bold=True))
    if not found.sections:
        give(t("changes.same"))
        return False
    for line in (*danger_lines({"": found.changes}, t), *section_lines(found, t)):
        give(line)
    return True


def read_named(path: Path) -> Reading:
    """The circuit at ``path``, or the landlord's or common file that stands there."""
    reading = read_given(path)
    return reading if reading.circuit else read_shared(read_former(path), path.as_posix()) or reading


def before_and_after(t: Catalog, asked: DiffOptions) -> tuple[Reading, Reading]:
    """The circuit before and after."""
    if asked.signed:
        return as_signed(t, asked)
    alone = asked.kit is not None and len(asked.paths) == 1
    if not alone and len(asked.paths) != (2 if asked.git is None else 1):
        raise click.UsageError(t("changes.two"))
    new = read_named(asked.paths[-1])
    if alone and asked.git is None:
        return new, new
    return (read_named(asked.paths[0]) if asked.git is None else read_revision(asked.paths[0], asked.git, t)), new


def as_signed(t: Catalog, asked: DiffOptions) -> tuple[Reading, Reading]:
    """The circuit as it was signed, out of git or a copy that must be it to the letter, and as it is."""
    if len(asked.paths) > 2 or asked.git is not None:
        raise click.UsageError(t("signed.usage"))
    new = read(asked.paths[-1])
    validated = new.written.validated if new.written else None
    if new.circuit is None:
        return new, new
    if validated is None or validated.hash is None:
        stop(t("signed.never", path=one_line(asked.paths[-1])))
    if len(asked.paths) == 1:
        return read_signed(asked.paths[0], validated.hash, t), new
    old = read(asked.paths[0])
    if old.circuit is not None and not matches(validated.hash, old.circuit):
        stop(t("signed.other", old=one_line(asked.paths[0]), path=one_line(asked.paths[1])))
    return old, new


def kit_at(folder: Path, t: Catalog) -> PrintedHashes:
    """What the kit in ``folder`` printed; wrong usage where there is none."""
    try:
        found = printed_in(disk.read(folder / "manifest.json"))
    except OSError:
        found = None
    if found is None:
        raise click.BadParameter(t("changes.kit.wrong", path=one_line(folder)), param_hint="--kit")
    return found


def report_lines(both: Both, report: Report, t: Catalog) -> Iterator[Part]:
    """The whole report as text."""
    dossier = both.new.dossier
    yield Styled(f"{dossier.title} · {dossier.landlord}", bold=True)
    yield between_line(report, t)
    if report.nothing:
        yield t("changes.nothing")
        return
    yield t.count("changes.count", len(report.found.changes))
    yield ""
    yield from danger_lines({"": report.found.changes}, t)
    yield from section_lines(report.found, t)
    for title, told in (("changes.time", time_lines(report, t)), ("changes.paper", paper_lines(report, t))):
        yield ""
        yield Styled(t(title), bold=True)
        yield from told


def since_printed(both: Both, report: Report, t: Catalog) -> Iterator[Part]:
    """What of a kit in hand is to be printed again: how the circuit was then nobody knows."""
    yield Styled(f"{both.new.dossier.title} · {both.new.dossier.landlord}", bold=True)
    if report.listed.nothing:
        yield t("changes.printed.same")
        return
    yield from paper_lines(report, t)


def time_lines(report: Report, t: Catalog) -> Iterator[str]:
    for path in report.found.paths:
        yield "  " + t("separator").join(title or t("changes.path.all") for title in path.problems)
        yield f"    {t('changes.before')} {path.before or t('changes.path.none')}"
        yield f"    {t('changes.after')} {path.after or t('changes.path.none')}"
    if not report.found.paths:
        yield "  " + t("changes.paths.same")
    yield "  " + minutes_line(report, t)


def paper_lines(report: Report, t: Catalog) -> Iterator[str]:
    listed = report.listed
    again = [*cards_named(listed.cards.again, t), *(name for name, _ in sheets_again(listed, t))]
    away = [*cards_named(listed.cards.away, t), *(name for name, _ in list_obsolete(listed, t))]
    away += [t("changes.away.old")] if sheets_again(listed, t) else []
    for key, names in (("changes.again.line", again), ("changes.away.line", away)):
        yield "  " + t(key, what=", ".join(names) or t("changes.none"))
    cards, sheets = t.count("changes.cards", listed.cards.kept), t.count("changes.sheets", listed.sheets.kept)
    yield "  " + t("changes.kept", cards=cards, sheets=sheets)


def cards_named(names: Collection[str], t: Catalog) -> Iterator[str]:
    """Each card by what stands on it, or how many there are where they are many."""
    if len(names) > NAMES_SHOWN:
        yield t.count("changes.cards", len(names))
        return
    yield from (name_place(name, t) for name in names)
