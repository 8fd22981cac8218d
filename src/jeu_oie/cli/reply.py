"""``jeu-oie reply``: what a landlord has answered, shown change by change, and written where somebody accepts it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

import click

from jeu_oie.api.read import today
from jeu_oie.api.reply import Standing, choose, is_whole, names_of, rewrite, stand, take_in
from jeu_oie.cli.circuits import format_problem, invalid_input, read_again, read_former, save, stop_at
from jeu_oie.cli.options import FILE, circuit_argument
from jeu_oie.cli.terminal import Styled, give, one_line, say, stop
from jeu_oie.cli.validate import SignOptions, validate_command
from jeu_oie.exchange.reply import Reply, Verdict, Weighed, Wrong, show_row, weigh
from jeu_oie.messages import Catalog


@dataclass(frozen=True, slots=True)
class ReplyOptions:
    """What stands on the command line."""

    path: Path
    files: tuple[Path, ...]
    accept: tuple[str, ...]
    sign: bool


def reply_params(t: Catalog) -> list[click.Parameter]:
    return [
        circuit_argument(),
        click.Argument(["files"], type=FILE, nargs=-1, required=True, metavar=t("reply.metavar.files")),
        click.Option(["--accept"], multiple=True, metavar=t("reply.metavar.key"), help=t("reply.accept.help")),
        click.Option(["sign", "--validate"], is_flag=True, help=t("reply.validate.help")),
    ]


def reply_command(t: Catalog, asked: ReplyOptions) -> None:
    """Show every answer; write those that are accepted, or nothing at all."""
    with invalid_input(t):
        standing = stand(asked.path, today())
        replies = take_in(asked.files, standing)
    weighed = weigh(standing.asked, replies)
    for each in weighed:
        show_answer(each, t)
    taken = choose(weighed, asked.accept, replies)
    refuse_unknown(asked.accept, taken, replies, t)
    if not asked.accept:
        say(t("reply.none", path=one_line(quote(asked.path.as_posix()))))
        return
    write(standing, taken, replies, t)
    offer(standing, weighed, taken, replies, asked, t)


def show_answer(weighed: Weighed, t: Catalog) -> None:
    """« A3 » and its question, before and after, why it is not taken."""
    row = show_row(weighed, t)
    give(Styled(one_line(" ".join(filter(None, (row.code, row.question)))), bold=True), f"  [{one_line(row.key)}]")
    if row.was:
        give(f"  {t('reply.was')} {one_line(row.was)}")
    give(f"  {t('changes.before')} {one_line(row.before)}")
    give(f"  {t('changes.after')} {one_line(row.after)}")
    if row.problem:
        say(*format_problem(row.problem, t))


def refuse_unknown(accept: Sequence[str], taken: Sequence[Weighed], replies: Sequence[Reply], t: Catalog) -> None:
    """What is named and cannot be taken stops all of it."""
    files = [each.file for each in replies]
    names = {name for each in taken for name in names_of(each, files)}
    refused = [name for name in accept if name not in names and name != "all"]
    for name in refused:
        say(t("reply.not-taken", key=one_line(name)))
    if refused:
        stop(t("reply.nothing"))


def write(standing: Standing, taken: Sequence[Weighed], replies: Sequence[Reply], t: Catalog) -> None:
    """Write the files, if they can be read again."""
    try:
        files = rewrite(standing, taken, replies)
    except Wrong as wrong:
        stop_at((wrong.problem(replies[0].file),), t)
    among = {each.path: each.now.decode() for each in files}
    read_again(among.get(standing.path) or read_former(standing.path), standing.path, t, among=among)
    for each in files:
        save(each.path, each.former, each.now)
    give(t.count("reply.done", len(taken), files=", ".join(one_line(each.path) for each in files) or "–"))


def offer(
    standing: Standing,
    weighed: Sequence[Weighed],
    taken: Sequence[Weighed],
    replies: Sequence[Reply],
    asked: ReplyOptions,
    t: Catalog,
) -> None:
    """What stays open; where nothing does, the validation, by the body that says that all is right."""
    opened = sum(each.verdict is not Verdict.SAFE for each in weighed)
    last = replies[-1]
    if not is_whole(standing, weighed, taken):
        left = sum(not each.settled for each in standing.asked) - len(taken)
        say(t.count("reply.left", max(left, opened)))
        return
    if asked.sign and last.sure:
        validate_command(t, SignOptions(asked.path, (last.by,), last.on, None, yes=True))
        return
    say(t("reply.validate", path=one_line(quote(asked.path.as_posix())), by=one_line(quote(last.by)), on=last.on))
