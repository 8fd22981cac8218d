"""``jeu-oie diff``: what changed in a circuit, in the tenants' words, and what to print again."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from jeu_oie import opening
from jeu_oie.board.preset import Preset
from jeu_oie.building.discover import stops
from jeu_oie.circuit.fingerprint import matches
from jeu_oie.circuit.keys import Sort
from jeu_oie.circuit.reader import Reading
from jeu_oie.cli.build import variant
from jeu_oie.cli.circuits import invalid_input, preset_named, read_one, show
from jeu_oie.cli.failure import PROBLEM
from jeu_oie.cli.options import board_option, card_options, variant_options
from jeu_oie.cli.printers import shift_of
from jeu_oie.cli.revision import read_revision, read_signed
from jeu_oie.cli.terminal import Part, Styled, give, give_json, one_line, say
from jeu_oie.errors import Severity
from jeu_oie.exchange.diff import ReportedChange
from jeu_oie.exchange.reprint import PrintedHashes
from jeu_oie.kit import Flip, Kit, Options, Plan, plan_reading, write
from jeu_oie.kit.differing import Both, changes_files, data_of
from jeu_oie.kit.reprinting import printed_in
from jeu_oie.messages import Catalog
from jeu_oie.render.html.prints_changes import Report, between_line, card_named, list_obsolete, minutes_line, sheets_of

NAMES_SHOWN = 12  # cards and documents that a line names


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


def diff_command(t: Catalog) -> click.Command:
    file = click.Path(path_type=Path)
    folder = click.Path(path_type=Path, file_okay=False)
    return click.Command(
        "diff",
        callback=lambda **options: diff(t, DiffOptions(**options)),
        help=t("changes.help"),
        params=[
            click.Argument(["paths"], nargs=-1, required=True, type=file, metavar=t("changes.metavar")),
            click.Option(["--git"], metavar=t("changes.metavar.revision"), help=t("changes.git.help")),
            click.Option(["--signed"], is_flag=True, help=t("signed.help")),
            board_option(t),
            *variant_options(t),
            click.Option(["--kit"], type=folder, metavar=t("cli.metavar.folder"), help=t("changes.kit.help")),
            click.Option(["--out"], type=folder, metavar=t("cli.metavar.folder"), help=t("changes.out.help")),
            *card_options(t),
            click.Option(["as_json", "--json"], is_flag=True, help=t("changes.json.help")),
            click.Option(["--exit-code"], is_flag=True, help=t("changes.exit-code.help")),
        ],
    )


def diff(t: Catalog, asked: DiffOptions) -> None:
    """Tell what changed, and write it where a folder was asked for."""
    old, new = readings(t, asked)
    with invalid_input(t):
        preset = variant(preset_named(asked.board), asked.ink, large=asked.large)
    shift_mm = shift_of(asked.printer, asked.flip, large=preset.large, t=t)
    printed = kit_at(asked.kit, t) if asked.kit else None
    plans = [plan_or_report(each, preset, t) for each in (old, new)]
    if plans[0] is None or plans[1] is None:
        raise click.exceptions.Exit(PROBLEM)
    both = Both(plans[0], plans[1], printed)
    report = both.report(t)
    if asked.out is not None:
        files, missing = changes_files(both, Options(flip=Flip(asked.flip), shift_mm=shift_mm))
        write(Kit(files), asked.out)
        say(t("changes.written", files=", ".join(one_line(asked.out / name) for name in files)))
        if missing:
            say(t("cli.engine-missing", lacking=t("cli.engine-missing.changes")))
    if asked.as_json:
        give_json(data_of(both, report))
    else:
        for line in lines(both, report, t):
            give(line)
    raise click.exceptions.Exit(int(asked.exit_code and not report.nothing))


def readings(t: Catalog, asked: DiffOptions) -> tuple[Reading, Reading]:
    """The circuit before and after."""
    if asked.signed:
        return as_signed(t, asked)
    if len(asked.paths) != (2 if asked.git is None else 1):
        raise click.UsageError(t("changes.two"))
    new = read_one(asked.paths[-1])
    return (read_one(asked.paths[0]) if asked.git is None else read_revision(asked.paths[0], asked.git, t)), new


def as_signed(t: Catalog, asked: DiffOptions) -> tuple[Reading, Reading]:
    """The circuit as it was signed, out of git or a copy that must be it to the letter, and as it is."""
    if len(asked.paths) > 2 or asked.git is not None:
        raise click.UsageError(t("signed.usage"))
    new = read_one(asked.paths[-1])
    validated = new.written.validated if new.written else None
    if new.circuit is None:
        return new, new
    if validated is None or validated.hash is None:
        say(t("signed.never", path=one_line(asked.paths[-1])))
        raise click.exceptions.Exit(PROBLEM)
    if len(asked.paths) == 1:
        return read_signed(asked.paths[0], validated.hash, t), new
    old = read_one(asked.paths[0])
    if old.circuit is not None and not matches(validated.hash, old.circuit):
        say(t("signed.other", old=one_line(asked.paths[0]), path=one_line(asked.paths[1])))
        raise click.exceptions.Exit(PROBLEM)
    return old, new


def kit_at(folder: Path, t: Catalog) -> PrintedHashes:
    """What the kit in ``folder`` printed; wrong usage where there is none."""
    try:
        found = printed_in(opening.read(folder / "manifest.json"))
    except OSError:
        found = None
    if found is None:
        raise click.BadParameter(t("changes.kit.wrong", path=one_line(folder)), param_hint="--kit")
    return found


def plan_or_report(reading: Reading, preset: Preset, t: Catalog) -> Plan | None:
    """The plan of a reading; where its errors stop it they are told."""
    made, problems = plan_reading(reading, preset)
    problems = (*reading.problems, *problems)
    show((each for each in problems if each.severity is Severity.ERROR), t)
    return None if stops(problems, strict=False) else made


# --- for people ------------------------------------------------------------------------------------------


def lines(both: Both, report: Report, t: Catalog) -> Iterator[Part]:
    """The whole report as text."""
    dossier = both.new.dossier
    yield Styled(f"{dossier.title} · {dossier.landlord}", bold=True)
    yield between_line(report, t)
    if report.nothing:
        yield t("changes.nothing")
        return
    yield t.count("changes.count", len(report.found.changes))
    for section in report.found.sections:
        yield ""
        yield Styled(section.title, bold=True)
        for each in section.changes:
            yield from change_lines(each, t)
    for title, told in (("changes.time", time_lines(report, t)), ("changes.paper", paper_lines(report, t))):
        yield ""
        yield Styled(t(title), bold=True)
        yield from told


def change_lines(each: ReportedChange, t: Catalog) -> Iterator[str]:
    named = t("changes.named", title=each.title) if each.named else ""
    tags = (*each.what, *((t("changes.wording"),) if each.wording else ()))
    if each.list not in ("frame", "landlord"):
        yield "  " + " · ".join(filter(None, (f"{each.kind} {named}".strip(), each.place, ", ".join(tags))))
    for line in each.lines:
        yield f"    {line.label}"
        if line.before:
            yield f"      {t('changes.before')} {line.before}"
        if line.after or line.sort is not Sort.REMOVED:
            yield f"      {t('changes.after')} {line.after or t('changes.gone')}"


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
    again = [*cards_named(listed.cards.again, t), *(name for name, _ in sheets_of(listed, t))]
    away = [*cards_named(listed.cards.away, t), *(name for name, _ in list_obsolete(listed, t))]
    away += [t("changes.away.old")] if sheets_of(listed, t) else []
    for key, names in (("changes.again.line", again), ("changes.away.line", away)):
        yield "  " + t(key, what=", ".join(names) or t("changes.none"))
    cards, sheets = t.count("changes.cards", listed.cards.kept), t.count("changes.sheets", listed.sheets.kept)
    yield "  " + t("changes.kept", cards=cards, sheets=sheets)


def cards_named(names: Collection[str], t: Catalog) -> Iterator[str]:
    """Each card by what stands on it, or how many there are where they are many."""
    if len(names) > NAMES_SHOWN:
        yield t.count("changes.cards", len(names))
        return
    yield from (card_named(name, t) for name in names)
