"""The one door to the terminal, by which all passes that is printed; what went wrong, in a sentence."""

import codecs
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from io import BufferedWriter, FileIO, TextIOWrapper
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

import click

from jeu_oie.circuit.nearest import FRENCH, plain
from jeu_oie.disk import open_nowhere
from jeu_oie.errors import ClusterRefused, OutputRefused, ProgramRefused, PublishRefused
from jeu_oie.messages import Catalog
from jeu_oie.version import __version__

# File names, cells, revisions, messages of the system are not ours. A terminal obeys some characters (it clears
# itself, renames its window, types what it was told), others turn a line around or hide in it: all of these are
# shown, as « \x1b ». Text is text: no markup is looked for in it. Colours are ours alone (``Styled``).
#
# What programs read is left as it is where it goes to a pipe or a file, and shown as above on a terminal only:
# data, and the path of what was written (as ls does). In JSON such characters are escaped everywhere, in JSON's own
# way.

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

PROBLEM, FAULT = 1, 70  # the exit status

# Controls (C0 but tab and line feed, delete, C1), the two separators that end lines, what turns the direction of what
# follows, what is invisible everywhere, halves of a character (an undecodable byte of a name is one). The joiners and
# marks that Arabic or Persian words need are left in them.
OBEYED = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b\u2060-\u2064\u206a-\u206f\u180e"
HIDDEN = r"\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff"
IN_TEXT = re.compile(f"[{OBEYED}{HIDDEN}]")
IN_LINE = re.compile(rf"[{OBEYED}{HIDDEN}\t\n]")
QUOTED = re.compile(r"(?<!\w)'([^'\n]*)'(?!\w)")  # as click quotes, in any language; an apostrophe of ours is « ’ »
BYTES = range(0xDC80, 0xDD00)  # how Python holds bytes that are no UTF-8


@dataclass(frozen=True, slots=True)
class Styled:
    """Text in a colour and weight of ours."""

    text: str
    colour: str | None = None
    bold: bool = False


Part = str | Styled
DRAWN: list["Progress"] = []  # the bar that is on the terminal, if any


def escape_lines(text: str) -> str:
    """``text`` on its lines, with what a terminal would obey or hide as escapes."""
    return IN_TEXT.sub(escape, text)


def one_line(name: object) -> str:
    r"""A name, a path, a word of the command line, what the system says: on one line, nothing hidden in it.

    >>> one_line("a\n\x1b[2J")
    'a\\n\\x1b[2J'
    """
    return IN_LINE.sub(escape, str(name))


def escape(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code in BYTES or code < 0x100:
        return {9: "\\t", 10: "\\n"}.get(code) or f"\\x{code & 0xFF:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


class Outlet(FileIO):
    """Standard output or error that goes to a file, a device, a pipe.

    What the system refuses to take of the output is told once, as of any file, and of errors nobody can be told; what
    would be written after that goes nowhere.
    """

    shut = False

    def write(self, data: Any, /) -> int:  # noqa: ANN401 (FileIO’s: whatever holds bytes)
        """Raises OutputRefused; BrokenPipeError where nobody reads any more."""
        if not self.shut:
            try:
                return super().write(data)
            except OSError as error:
                self.shut = True
                if self.fileno() == OUTPUT and isinstance(error, BrokenPipeError):
                    raise
                if self.fileno() == OUTPUT:
                    raise OutputRefused.of(error, "<stdout>") from error
        return memoryview(data).nbytes


OUTPUT = 1


def open_streams() -> None:
    """Have the standard streams of this process take any text, and tell what they refuse."""
    sys.stdout, sys.stderr = open_stream(sys.stdout), open_stream(sys.stderr)


def open_stream(given: TextIO | None) -> TextIO:
    """A closed one leads nowhere: the next file that is opened would else be written into in its place.

    What is said as ASCII is said in UTF-8, as Python and click do where a locale says nothing better.
    """
    if not isinstance(given, TextIOWrapper):
        return open_nowhere()
    encoding = "utf-8" if codecs.lookup(given.encoding).name == "ascii" else given.encoding
    if given.isatty():
        given.reconfigure(encoding=encoding, errors="backslashreplace")
        return given
    outlet = BufferedWriter(Outlet(given.fileno(), "w", closefd=False))
    return TextIOWrapper(outlet, encoding, "backslashreplace", line_buffering=given.line_buffering)


NAME = "jeu-oie"
COMPLETING = "_JEU_OIE_COMPLETE"  # as click names it


def called_name() -> str:
    """What starts this program again: its name where a shell finds it, else what was typed to start it.

    ``script/kit`` leaves the command in ``.venv/bin``, which no shell searches. Shells complete the name.
    """
    typed = sys.argv[0]
    if COMPLETING in os.environ:
        return NAME
    if Path(typed).stem != NAME:
        return "python -m jeu_oie"
    return NAME if typed == NAME or which(NAME) == typed else typed


def as_called(text: str) -> str:
    """``text``, in which each command stands as whoever called the program can type it.

    « jeu-oie check » becomes « .venv/bin/jeu-oie check »; sentences about the program keep its name.
    """
    context = click.get_current_context(silent=True)
    root = context.find_root() if context else None
    if root is None or not isinstance(root.command, click.Group) or root.info_name in (None, NAME):
        return text
    typed = re.compile(rf"(?<![/\w]){NAME}(?= (?:{'|'.join(root.command.commands)})\b)")
    return typed.sub(lambda _: one_line(root.info_name), text)


class CalledFormatter(click.HelpFormatter):
    """A help whose examples can be typed."""

    def getvalue(self) -> str:
        return as_called(super().getvalue())


class CalledContext(click.Context):
    """What a command is called in."""

    formatter_class = CalledFormatter


def say(*parts: Part) -> None:
    """A message, on the standard error."""
    with beside_bar():
        click.echo("".join(map(draw_part, parts)), err=True)


def stop(*parts: Part) -> NoReturn:
    """Say why nothing goes on, and end with status 1."""
    say(*parts)
    raise click.exceptions.Exit(PROBLEM)


def give(*parts: Part) -> None:
    """A line of an answer that people read, on the standard output."""
    give_text("".join(map(draw_part, parts)) + "\n")


def draw_part(part: Part) -> str:
    if isinstance(part, str):
        return as_called(escape_lines(part))
    return click.style(as_called(escape_lines(part.text)), fg=part.colour, bold=part.bold or None)


def give_wrapped(text: Part = "") -> None:
    """Paragraphs that wrap at the width of the terminal."""
    from rich.text import Text

    part = text if isinstance(text, Styled) else Styled(text)
    console().print(Text(as_called(escape_lines(part.text)), style="bold" if part.bold else ""))


def tell_figures(rows: Iterable[tuple[str, object]]) -> None:
    """Things on the left, how many on the right, on the standard error."""
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 3, 0, 0))
    table.add_column()
    table.add_column(justify="right")
    for thing, count in rows:
        table.add_row(Text(escape_lines(thing)), str(count))
    console(err=True).print(table)


def give_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table of figures in lines, on the standard output."""
    from rich.table import Table
    from rich.text import Text

    table = Table()
    for head in heads:
        table.add_column(Text(escape_lines(head)), justify="right")
    for row in rows:
        table.add_row(*(Text(escape_lines(cell)) for cell in row))
    console().print(table)


def console(*, err: bool = False) -> "Console":
    from rich.console import Console

    return Console(stderr=err, highlight=False, markup=False, emoji=False)


def is_watched() -> bool:
    """Whether somebody follows what is being done, on a terminal."""
    return sys.stderr.isatty()


@contextmanager
def bar(title: str, total: int) -> Iterator[Callable[[bool, str], None]]:
    """A bar of progress, while ``total`` things are done: to call with whether one more is, and what is being done."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[now]}", markup=False),
    )
    # It refreshes on news only: a thread of its own would keep this process from forking. Click writes past what rich
    # redirects (``beside_bar``).
    with Progress(
        *columns,
        console=console(err=True),
        transient=True,
        auto_refresh=False,
        redirect_stdout=False,
        redirect_stderr=False,
    ) as drawing:
        task = drawing.add_task(escape_lines(title), total=total, now="")
        DRAWN.append(drawing)
        try:
            yield lambda done, now: drawing.update(task, advance=done, now=one_line(now), refresh=bool(now))
        finally:
            DRAWN.pop()


@contextmanager
def beside_bar() -> Iterator[None]:
    """What is written to the terminal meanwhile has lines of its own: a bar goes before it, and comes back under it."""
    for drawing in DRAWN:
        drawing.stop()
    yield
    for drawing in DRAWN:
        sys.stdout.flush()
        drawing.start()


def refuse(error: click.ClickException, arguments: Sequence[str], spoken: Catalog) -> None:
    """What click says of a wrong use, which quotes what was typed."""
    from io import StringIO

    said = StringIO()
    error.show(said)
    text = said.getvalue().rstrip("\n")
    for argument in arguments:
        for word in (argument, *argument.split("=", 1)):
            if word != one_line(word):
                text = text.replace(word, one_line(word))
    say(quote_as(text, spoken))


def quote_as(text: str, spoken: Catalog) -> str:
    """A sentence of click's with the quotation marks of the language of ``spoken``."""
    return QUOTED.sub(lambda found: spoken("cli.quoted", text=found[1]), text)


def hang_up() -> None:
    """Nobody reads any more: what is still said would be an error of its own."""
    sys.stderr.close()


def is_asked() -> bool:
    """Whether somebody can be asked, and answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(question: str, default: str, spoken: Catalog, choices: Sequence[str] = ()) -> str:
    """What somebody answers; an empty answer is ``default``."""
    kind = click.Choice(choices) if choices else None
    return str(
        click.prompt(
            escape_lines(question),
            default=default,
            type=kind,
            show_choices=False,
            value_proc=lambda given: read_answer(given, kind, spoken),
            err=True,
        )
    )


def agree(question: str, spoken: Catalog) -> bool:
    """Whether somebody says yes; an empty answer is no."""
    yes, no = plain(spoken("cli.yes")), spoken("cli.no")
    said = plain(ask(f"{question} [{spoken('cli.yes')}/{no}]", no, spoken).strip())
    return bool(said) and yes.startswith(said)


def read_answer(given: str, kind: click.Choice[str] | None, spoken: Catalog) -> str:
    """``given`` where it is one of the choices, in French too. Raises click.BadParameter."""
    meant = FRENCH.get(plain(given.strip()), given)
    given = meant if kind and meant in kind.choices else given
    try:
        return str(kind.convert(given, None, None)) if kind else given
    except click.BadParameter as error:
        raise click.BadParameter(quote_as(error.message, spoken)) from None


def take_input(most: int) -> bytes:
    """What comes on the standard input, one byte more than ``most`` at most."""
    return sys.stdin.buffer.read(most + 1)


def give_json(data: object) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=1)
    give_data(IN_TEXT.sub(lambda found: json.dumps(found.group())[1:-1], text) + "\n")


def give_data(data: str | bytes) -> None:
    """A file on the standard output, as it is; on a terminal as it may be shown."""
    text = data if isinstance(data, str) else data.decode("utf-8", "surrogateescape")
    raw = data if isinstance(data, bytes) else data.encode("utf-8", "surrogateescape")
    give_text(escape_lines(text) if sys.stdout.isatty() else raw)


def give_text(text: str | bytes) -> None:
    with beside_bar() if sys.stdout.isatty() else nullcontext():
        click.echo(text, nl=False)


def give_path(path: Path | str) -> None:
    """Where something was written, for whom goes on with it; a name on one line on a terminal."""
    give_data(f"{one_line(path) if sys.stdout.isatty() else path}\n")


def failure(error: Exception, spoken: Catalog) -> int:
    """Tell ``error`` and give the status that it means: the user can mend it (1), or it is a fault of ours (70)."""
    if isinstance(error, OutputRefused):
        return report_refusal(error.path, error.refusal, error.details, spoken)
    if isinstance(error, ClusterRefused):
        say(spoken(f"cluster.{error.unfit}", address=one_line(error.address), here=__version__, there=error.there))
        return PROBLEM
    if isinstance(error, PublishRefused):
        say(spoken(f"publish.refused.{error.why}", what=one_line(error.what)))
        return PROBLEM
    if isinstance(error, ProgramRefused):
        say(spoken("cli.program.late" if error.late else "cli.program.absent", program=error.program))
        return PROBLEM
    if isinstance(error, OSError) and (reason := explain(error, spoken)):
        say(spoken("cli.refused", reason=reason))
        return PROBLEM
    import traceback

    lines = traceback.format_exception(error)
    return fault(lines[-1].strip(), lines[-2].strip(), spoken)


def explain(error: OSError, spoken: Catalog) -> str:
    """What the system refuses of a file, or of the folder that one works in; empty where it names neither."""
    if isinstance(error, PermissionError) and error.filename:
        return spoken("cli.closed.path", path=one_line(error.filename))
    if isinstance(error, FileNotFoundError) and is_folder_gone():
        return spoken("cli.folder.gone")
    return explain_refusal(*OutputRefused.of(error, "").arguments, spoken) if error.filename else ""


def is_folder_gone() -> bool:
    """Whether the folder that one works in has been removed."""
    try:
        Path.cwd()
    except FileNotFoundError:
        return True
    return False


def explain_refusal(path: str, refusal: str, details: str, spoken: Catalog) -> str:
    return spoken(f"cli.output.{refusal}", path=one_line(path), details=one_line(details))


def report_refusal(path: str, refusal: str, details: str, spoken: Catalog) -> int:
    say(spoken("cli.refused", reason=explain_refusal(path, refusal, details, spoken)))
    return PROBLEM


def fault(last: str, where: str, spoken: Catalog) -> int:
    say(spoken("cli.fault", version=__version__, last=one_line(last), where=escape_lines(where)))
    return FAULT
