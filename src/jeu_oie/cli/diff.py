"""``jeu-oie diff``: what changed in a circuit, also since a revision of git, and what to print again."""

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, join, normpath

import click

from jeu_oie import disk
from jeu_oie.api.diff import diff as diff_circuits
from jeu_oie.api.read import read
from jeu_oie.builder.presets import vary
from jeu_oie.circuit.keys import Sort
from jeu_oie.circuit.read import Reading, read_text
from jeu_oie.circuit.signing import matches
from jeu_oie.cli.circuits import invalid_input, read_given
from jeu_oie.cli.completion import complete_circuits
from jeu_oie.cli.options import board_option, card_options, variant_options
from jeu_oie.cli.printers import shift_of
from jeu_oie.cli.projects import presets, tell_project
from jeu_oie.cli.terminal import PROBLEM, Part, Styled, give, give_json, one_line, say
from jeu_oie.disk import LARGEST, resolve_path
from jeu_oie.errors import Place, Problem
from jeu_oie.exchange.diff import ReportedChange
from jeu_oie.exchange.report import (
    PrintedHashes,
    Report,
    between_line,
    list_obsolete,
    minutes_line,
    sheets_again,
)
from jeu_oie.game.wording import name_place
from jeu_oie.kit.reprinting import Both, printed_in
from jeu_oie.messages import Catalog
from jeu_oie.programs import run

# --- A circuit as it was in a revision of git: read through ``git``, which the user has, and nothing is checked
# out
#
# git is run (``programs``) at the top of the work tree, never in the circuit's folder: whatever else a clone holds
# may look like a repository there. What it is asked for is objects by their names, which go through no filter and
# no other program.


@dataclass(frozen=True, slots=True)
class Tracked:
    """Where git keeps a circuit: the ``top`` of its work tree, and the circuit's ``name`` from there (« a/b.yaml »)."""

    top: Path
    name: str

    def named(self, other: str) -> str:
        """The name of « other.yaml » or « ../other.yaml », seen from the circuit."""
        return normpath(join(dirname(self.name), other))

    def git(self, *arguments: str) -> bytes | None:
        """What git says there; None where it fails. Raises ProgramRefused."""
        return git(self.top, *arguments)


def read_revision(path: Path, revision: str, t: Catalog) -> Reading:
    """The circuit of ``path``, its landlord and what it takes of common.yaml, at ``revision``.

    Raises ProgramRefused.
    """
    kept = kept_at(path)
    if kept is None:
        raise click.UsageError(t("changes.git.absent", path=one_line(path)))
    commit = commit_of(kept, revision, t)
    name = f"{revision}:{path.as_posix()}"
    absent = Problem(Place(name), "file-not-found", (("path", name),))
    return at_commit(kept, commit, name) or Reading(None, (absent,), {}, (path,), {name: ()})


def read_signed(path: Path, digits: str, t: Catalog) -> Reading:
    """The newest past of ``path`` whose content has the hash that was signed; a sentence and status 1 without one.

    Raises ProgramRefused.
    """
    kept = kept_at(path)
    for reading in list_revisions(kept, path) if kept else ():
        if reading.circuit is not None and matches(digits, reading.circuit):
            return reading
    say(t("signed.not-found", path=one_line(path)))
    raise click.exceptions.Exit(PROBLEM)


def list_revisions(kept: Tracked, path: Path) -> Iterator[Reading]:
    """The circuit after each change of it, or of what it names now, the newest first."""
    named = [other.name if other.parent == path.parent else f"../{other.name}" for other in read(path).files[1:]]
    found = kept.git("rev-list", "HEAD", "--", kept.name, *map(kept.named, named))
    for commit in (found or b"").decode().split():
        reading = at_commit(kept, commit, f"{commit[:7]}:{path.as_posix()}")
        if reading is not None:
            yield reading


def kept_at(path: Path) -> Tracked | None:
    """Where git keeps ``path``; None outside a work tree. Raises ProgramRefused."""
    folder = resolve_path(path.parent)
    beside = next((each for each in (folder, *folder.parents) if (each / ".git").exists()), None)
    said = git(beside, "rev-parse", "--show-toplevel") if beside else None
    if said is None:
        return None
    top = resolve_path(Path(os.fsdecode(said.removesuffix(b"\n"))))
    return Tracked(top, (folder / path.name).relative_to(top).as_posix()) if folder.is_relative_to(top) else None


def at_commit(kept: Tracked, commit: str, name: str) -> Reading | None:
    """The circuit at ``commit``, called ``name``; None where it was not there."""
    text = blob(kept, commit, kept.name)
    return None if text is None else read_text(text, name, lambda other: blob(kept, commit, kept.named(other)))


def commit_of(kept: Tracked, revision: str, t: Catalog) -> str:
    """The commit that ``revision`` names; wrong usage where there is none."""
    found = kept.git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found is None:
        raise click.BadParameter(t("changes.git.revision", revision=revision), param_hint="--git")
    return found.decode().strip()


def blob(kept: Tracked, commit: str, name: str) -> bytes | None:
    """The bytes of ``name`` at ``commit``, None where there is none; of what is too large, only that it is."""
    size = kept.git("cat-file", "-s", f"{commit}:{name}")
    if size is not None and int(size) > LARGEST:
        return bytes(LARGEST + 1)  # as of a file: more than the reader takes, which tells it
    return kept.git("cat-file", "blob", f"{commit}:{name}")


def git(folder: Path, *arguments: str) -> bytes | None:
    done = run("git", arguments, folder)
    return done.out if done.status == 0 else None


# --- ``jeu-oie diff``: what changed in a circuit, in the tenants' words, and what to print again ----------

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
            click.Argument(
                ["paths"],
                nargs=-1,
                required=True,
                type=file,
                metavar=t("changes.metavar"),
                shell_complete=complete_circuits,
            ),
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
    tell_project(None, t)
    old, new = readings(t, asked)
    with invalid_input(t):
        preset = vary(presets(asked.board)(new.files[0]), asked.ink, large=asked.large)
    shift_mm = shift_of(asked.printer, asked.flip, large=preset.large, t=t)
    printed = kit_at(asked.kit, t) if asked.kit else None
    with invalid_input(t):
        made = diff_circuits(old, new, board=preset, printed=printed)
    report = made.report(t.language)
    if asked.out is not None:
        written = made.write(asked.out, flip=asked.flip, shift_mm=shift_mm)
        say(t("changes.written", files=", ".join(map(one_line, written))))
        if asked.out / "changes.pdf" not in written:
            say(t("cli.engine-missing", lacking=t("cli.engine-missing.changes")))
    if asked.as_json:
        give_json(made.data(t.language))
    else:
        for line in lines(made.both, report, t) if old is not new else since_printed(made.both, report, t):
            give(line)
    raise click.exceptions.Exit(int(asked.exit_code and not report.nothing))


def readings(t: Catalog, asked: DiffOptions) -> tuple[Reading, Reading]:
    """The circuit before and after."""
    if asked.signed:
        return as_signed(t, asked)
    alone = asked.kit is not None and len(asked.paths) == 1
    if not alone and len(asked.paths) != (2 if asked.git is None else 1):
        raise click.UsageError(t("changes.two"))
    new = read_given(asked.paths[-1])
    if alone and asked.git is None:
        return new, new
    return (read_given(asked.paths[0]) if asked.git is None else read_revision(asked.paths[0], asked.git, t)), new


def as_signed(t: Catalog, asked: DiffOptions) -> tuple[Reading, Reading]:
    """The circuit as it was signed, out of git or a copy that must be it to the letter, and as it is."""
    if len(asked.paths) > 2 or asked.git is not None:
        raise click.UsageError(t("signed.usage"))
    new = read(asked.paths[-1])
    validated = new.written.validated if new.written else None
    if new.circuit is None:
        return new, new
    if validated is None or validated.hash is None:
        say(t("signed.never", path=one_line(asked.paths[-1])))
        raise click.exceptions.Exit(PROBLEM)
    if len(asked.paths) == 1:
        return read_signed(asked.paths[0], validated.hash, t), new
    old = read(asked.paths[0])
    if old.circuit is not None and not matches(validated.hash, old.circuit):
        say(t("signed.other", old=one_line(asked.paths[0]), path=one_line(asked.paths[1])))
        raise click.exceptions.Exit(PROBLEM)
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


def since_printed(both: Both, report: Report, t: Catalog) -> Iterator[Part]:
    """What of a kit in hand is to be printed again: how the circuit was then nobody knows."""
    yield Styled(f"{both.new.dossier.title} · {both.new.dossier.landlord}", bold=True)
    if report.listed.nothing:
        yield t("changes.printed.same")
        return
    yield from paper_lines(report, t)


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
