"""Finding circuits on the disk, telling their problems, saving one anew."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from shlex import quote
from typing import NoReturn

import click

from jeu_oie.api.read import list_circuits, read
from jeu_oie.builder.find import find_closed, stops, strays
from jeu_oie.circuit.read import Reading, Siblings, beside, content, read_text
from jeu_oie.circuit.saving import FileChanged, mark_of, replace_file
from jeu_oie.cli.terminal import PROBLEM, Part, Styled, escape_lines, one_line, say, stop, take_input
from jeu_oie.disk import MAX_FILE_BYTES, resolve_path
from jeu_oie.errors import InvalidInput, OutputRefused, Problem, Refusal, Severity, pointer
from jeu_oie.messages import Catalog, tell

MAX_FOLDERS = 3  # that one line names
STREAM, STDIN = Path("-"), "<stdin>"


def sources(paths: Sequence[Path]) -> tuple[Path | Reading, ...]:
    """``paths`` as they are; « - » is the circuit that comes on the standard input."""
    return tuple(read_given(path) if path == STREAM else path for path in paths)


def read_given(path: Path) -> Reading:
    """The circuit at ``path``, or the one on the standard input, beside the files of the folder that one works in."""
    return read(STDIN, text=take_input(MAX_FILE_BYTES)) if path == STREAM else read(path)


def found_in(paths: Sequence[Path], t: Catalog) -> tuple[Reading, ...]:
    """The circuits of ``paths``; where there is none, a sentence and status 1."""
    readings = list_circuits(sources(paths))
    if not readings:
        stop_without(paths, t)
    return readings


def stop_without(paths: Iterable[Path], t: Catalog) -> NoReturn:
    """There is no circuit in ``paths``."""
    stop(t("cli.nothing", paths=", ".join(map(one_line, paths))))


def tell_strays(paths: Sequence[Path], t: Catalog) -> None:
    """Links that lead out of the folders that were named: who wants them names them. Folders that are closed to us."""
    if found := strays(paths):
        say(t.count("cli.strays", len(found), files=name_few(found)))
    if found := find_closed(paths):
        say(t.count("cli.closed", len(found), folders=name_few(found)))


def tell_laid(files: Sequence[Path], t: Catalog) -> None:
    """A save was killed while the file and its new text changed places: nobody knows any more which one is wanted."""
    if files:
        say(t.count("cli.laid", len(files), files=name_few(files)))


def name_few(paths: Sequence[Path]) -> str:
    """The first of ``paths`` as a shell takes them."""
    named = [one_line(quote(each.as_posix())) for each in paths[:MAX_FOLDERS]]
    return ", ".join(named) + (", …" if len(paths) > MAX_FOLDERS else "")


def show(problems: Iterable[Problem], t: Catalog) -> None:
    """Each problem with its line, a caret and the cure, on the standard error."""
    for problem in problems:
        say(*format_problem(problem, t))


def stop_at(problems: Iterable[Problem], t: Catalog) -> NoReturn:
    """Show the problems that stop a command, and end with status 1."""
    show(problems, t)
    raise click.exceptions.Exit(PROBLEM)


def format_problem(problem: Problem, t: Catalog) -> tuple[Part, ...]:
    """Place, sentence, code (for ``explain``), line with a caret, cure."""
    message, cure = sentences(problem, t)
    place = problem.place
    colour = "red" if problem.severity is Severity.ERROR else "yellow"
    head = Styled(t(f"cli.severity.{problem.severity}"), colour, bold=True)
    where = f"{one_line(place.file)}:{place.line}:{place.column}: "
    parts: list[Part] = [where, head, f" {message} [{problem.code}]\n"]
    if problem.excerpt:
        excerpt, under = pointer(problem)
        margin = f"{place.line:>5} | "
        # What is shown as an escape takes more room than it had.
        before = "".join("\t" if c == "\t" else " " * len(escape_lines(c)) for c in excerpt[: len(under) - 1])
        parts += [f"{margin}{excerpt}\n", f"{' ' * (len(margin) - 2)}| {before}", Styled("^", colour), "\n"]
    return (*parts, t("cli.cure", cure=cure))


def sentences(problem: Problem, t: Catalog) -> tuple[str, str]:
    """Message and cure; what they quote stays on its line."""
    return tell(replace(problem, values=tuple((name, one_line(value)) for name, value in problem.values)), t)


@contextmanager
def invalid_input(t: Catalog) -> Iterator[None]:
    """Tell the problems of what is read inside, and exit 1."""
    try:
        yield
    except InvalidInput as error:
        stop_at(error.problems, t)


def read_former(path: Path) -> bytes:
    """What stands in a file before it is read: nothing where it cannot be opened, which reading tells."""
    try:
        return content(path)
    except OSError:
        return b""


def read_again(
    now: bytes | str, path: Path, t: Catalog, *, alone: bool = False, among: Mapping[Path, str] | None = None
) -> Reading:
    """``now`` as ``check`` would read it at ``path``: what a command makes is written only if it can be read again.

    Otherwise what is wrong in it is told, with status 1. ``alone``: the files that it names may not be there yet;
    ``among``: all that is to be written, of which alone problems are told then.
    """
    again = read_text(now, path.as_posix(), beside_made(path, among or {}))
    problems = [
        each
        for each in again.problems
        if not (alone and each.code == "file-not-found") and (among is None or Path(each.place.file) in among)
    ]
    if stops(problems, strict=False):
        show(problems, t)
        stop(t("cli.unreadable", path=one_line(path)))
    return again


def beside_made(path: Path, made: Mapping[Path, str]) -> Siblings:
    """The files beside ``path``, those first that are to be written."""
    standing = beside(path)

    def ask(name: str) -> bytes | None:
        text = made.get(path.parent / name)
        return standing(name) if text is None else text.encode("utf-8", "surrogatepass")

    return ask


def save(path: Path, former: bytes | None, now: bytes) -> None:
    """Put ``now`` in the place of ``former`` (None: no file yet); a link stays one.

    Raises OutputRefused, the file being as it was.
    """
    home = resolve_path(path)
    try:
        replace_file(home, home, now, mark_of(former))
    except FileChanged as error:
        raise OutputRefused(str(path), Refusal.CHANGED) from error
    except PermissionError as error:
        raise OutputRefused(str(path), Refusal.DENIED) from error
    except OSError as error:
        raise OutputRefused.of(error, str(path)) from error
