"""``jeu-oie explain``: what a problem means and how it is mended, as the handbook tells it."""

from textwrap import dedent, indent

import click

from jeu_oie.circuit.nearest import nearest
from jeu_oie.cli.terminal import Styled, give, give_wrapped, one_line
from jeu_oie.messages import Catalog
from jeu_oie.problems import CODES, ProblemEntry, find_entry, list_groups

MARGIN = "  "


def explain_params(t: Catalog) -> list[click.Parameter]:
    return [click.Argument(["code"], required=False, metavar="[CODE]")]


def explain_command(t: Catalog, code: str | None) -> None:
    """The entry of ``code``; without one, all codes by what they are about."""
    if code is None:
        for title, entries in list_groups(t):
            give_wrapped(Styled(title, bold=True))
            give_wrapped(" ".join(entry.code for entry in entries) + "\n")
    elif code in CODES:
        show_entry(find_entry(code, t), t)
    else:
        near, typed = nearest(code, CODES), one_line(code)
        raise click.UsageError(t("explain.near", code=typed, nearest=near) if near else t("explain.none", code=typed))


def show_entry(entry: ProblemEntry, t: Catalog) -> None:
    """Sentence, cure, and an example: its lines, or a case that is told."""
    give(Styled(entry.code, bold=True))
    give_wrapped(entry.message)
    give_wrapped(f"→ {entry.cure}")
    if entry.case:
        give()
        give_wrapped(t("handbook.case", case=entry.case))
        return
    for said, colour, lines in ((t("handbook.wrong"), "red", entry.wrong), (t("handbook.right"), "green", entry.right)):
        give()
        give(Styled(f"# {said}", colour))
        give(indent(dedent(lines), MARGIN))
