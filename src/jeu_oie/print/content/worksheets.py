"""What a workshop's tables write on (« more/worksheets »): a set a table, whose rows come back by their codes.

Nobody is named on a sheet that comes back: each page says so. A table shares the sheets out, and one is for the
landlord's staff.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from jeu_oie.circuit.gaps import STEP
from jeu_oie.game.cards import Deck
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.squares import Board
from jeu_oie.game.wording import FactFormatter, name_place
from jeu_oie.game.worksheet import WorksheetLine, worksheet
from jeu_oie.messages import Catalog
from jeu_oie.print.content.frame import Frame, frame_of


@dataclass(frozen=True, slots=True, kw_only=True)
class WritingRow:
    """What is asked about something: ``square``, its number, or ``place``, where else its card is.

    ``code`` brings it back; ``notes``: its state here, what others say. ``said`` is the announced delay, which nobody
    has found where it is ``lost``; ``doubt``: that it is to be verified, ``known``: acceptable ones told before.
    """

    code: str
    square: str
    place: str
    title: str
    text: str
    notes: tuple[str, ...]
    said: str
    lost: bool
    doubt: str
    known: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WritingTable:
    """A sheet of rows; ``columns``: their headings, of which each after the second is a box to write in or told."""

    letter: str
    name: str
    how: str
    kind: str
    columns: tuple[str, ...]
    rows: tuple[WritingRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLine:
    """A fact to write, or the item itself (``whole``)."""

    label: str
    code: str
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What nobody has found about one item; ``question``: the text of an item that is unknown itself."""

    square: str
    place: str
    title: str
    question: str
    lines: tuple[GapLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapSheet:
    """``by``: who may say it, to tick."""

    letter: str
    name: str
    how: str
    by: tuple[str, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingSheet:
    """What a table decides at the end; ``codes``: those of its rows, by what they are about."""

    letter: str
    name: str
    how: str
    subject: str
    subject_code: str
    who: str
    columns: tuple[str, ...]
    commitment_codes: tuple[str, ...]
    again: str
    date: str
    place: str
    date_code: str
    lead: str
    found: str
    lead_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Worksheets:
    """All sheets of a table. ``no_name`` stands on each page, beside the ``table`` that writes its number."""

    frame: Frame
    title: str
    no_name: str
    table: str
    tables: tuple[WritingTable, ...]
    blanks: tuple[GapSheet, ...]
    closing: ClosingSheet


def worksheets(board: Board, deck: Deck, dossier: Dossier, t: Catalog, page: str | None) -> Worksheets:
    """``page``: the address of the circuit's page."""
    rows = worksheet(deck, FactFormatter(board, t))
    first = (t("worksheets.no"), "")
    delay = (*first, t("row.delay"), t("row.acceptable"))
    told = (
        ("A", "delays", (*delay, t("worksheets.change")), rows.delays),
        ("B", "home", (*delay, t("worksheets.home.change")), rows.home),
        (
            "C",
            "blocks",
            (*first, t("worksheets.blocks.what"), t("worksheets.blocks.help")),
            rows.blocks,
        ),
        ("D", "ideas", (*first, t("worksheets.ideas.votes"), t("worksheets.ideas.need")), rows.ideas),
    )
    tables = (
        WritingTable(
            letter=letter,
            name=t(f"worksheets.{key}"),
            how=t(f"worksheets.{key}.how"),
            kind=key,
            columns=columns,
            rows=tuple(row_of(line, t, new=key == "ideas") for line in lines),
        )
        for letter, key, columns, lines in told
        if lines
    )
    return Worksheets(
        frame=frame_of(dossier, t, page, t("worksheets.title")),
        title=t("worksheets.title"),
        no_name=t("worksheets.no-name"),
        table=t("worksheets.table"),
        tables=tuple(tables),
        blanks=(gap_sheet(rows.blanks, dossier, t),) if rows.blanks else (),
        closing=closing_sheet(rows.closing, t),
    )


def row_of(line: WorksheetLine, t: Catalog, *, new: bool) -> WritingRow:
    """``new``: a row without a title is for an idea of one's own."""
    doubt = t("uncertain") if line.uncertain else ""
    state = t("separator").join(filter(None, (line.said, doubt))) if new else ""
    return WritingRow(
        code=line.code,
        **place_of(line, t),
        title=line.title or (t("worksheets.ideas.new") if new else ""),
        text=line.text,
        notes=tuple(filter(None, (state, line.elsewhere))),
        said="" if new else line.said,
        lost=not line.found,
        doubt=doubt if line.found and not new else "",
        known=f"{t('worksheets.known')} {line.known}" if line.known else "",
    )


def place_of(line: WorksheetLine, t: Catalog) -> dict[str, str]:
    """The number of its square, or « carte 7 »; neither beside the pile."""
    on_board, in_pile = line.place[:1].isdigit(), line.place.startswith("p")
    return {"square": line.place if on_board else "", "place": name_place(line.place, t) if in_pile else ""}


def gap_sheet(lines: Sequence[WorksheetLine], dossier: Dossier, t: Catalog) -> GapSheet:
    nobody = t("worksheets.blanks.draft" if dossier.draft else "worksheets.blanks.validated")
    return GapSheet(
        letter="E",
        name=t("worksheets.blanks"),
        how=f"{nobody} {t('worksheets.blanks.how')}",
        by=tuple(t(f"worksheets.by.{who}") for who in ("tenant", "landlord", "paper")),
        gaps=tuple(gap_of(tuple(held), t) for _, held in groupby(lines, lambda line: line.id)),
    )


def gap_of(lines: tuple[WorksheetLine, ...], t: Catalog) -> Gap:
    about = lines[0]
    whole = about.fact == STEP
    return Gap(
        **place_of(about, t),
        title=about.title,
        question=about.text if whole else "",
        lines=tuple(
            GapLine(
                label=t("worksheets.blanks.step") if line.fact == STEP else line.label,
                code=line.code,
                whole=line.fact == STEP,
            )
            for line in lines
        ),
    )


def closing_sheet(lines: Sequence[WorksheetLine], t: Catalog) -> ClosingSheet:
    codes = {fact: tuple(line.code for line in held) for fact, held in groupby(lines, lambda line: line.fact)}
    return ClosingSheet(
        letter="F",
        name=t("worksheets.closing"),
        how=t("worksheets.closing.how"),
        subject=t("worksheets.closing.subject"),
        subject_code=codes["subject"][0],
        who=t("worksheets.closing.who"),
        columns=tuple(t(f"worksheets.closing.{key}") for key in ("role", "what", "by")),
        commitment_codes=codes["commitment"],
        again=t("worksheets.closing.again"),
        date=t("worksheets.closing.date"),
        place=t("worksheets.closing.place"),
        date_code=codes["date"][0],
        lead=t("worksheets.closing.lead"),
        found=f"{t('worksheets.closing.found')} {t('worksheets.closing.lead.how')}",
        lead_code=codes["lead"][0],
    )
