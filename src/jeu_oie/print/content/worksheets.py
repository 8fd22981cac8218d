"""What a workshop's tables write on (« more/worksheets »): a set a table, whose rows come back by their codes.

Nobody is named on a sheet that comes back: each page says so. A table shares the sheets out, and one is for the
landlord's staff.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, groupby

from jeu_oie.circuit.gaps import STEP
from jeu_oie.game.asked import IS_SO, AskedRow, list_asked
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.squares import Board
from jeu_oie.game.wording import FactFormatter, name_place
from jeu_oie.game.worksheet import table_rows
from jeu_oie.messages import Catalog
from jeu_oie.print.content.frame import Frame, frame_of


@dataclass(frozen=True, slots=True)
class Announced:
    """What somebody announces, whose ``doubt`` says that it is to be verified; ``ticks``: whether it is so here."""

    said: str
    doubt: str
    ticks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WritingRow:
    """What is asked about something: ``square``, its number, or ``place``, where else its card is.

    ``code`` brings it back; ``notes``: its state here, what others say. ``announced``: the delay and the proof;
    ``lost`` says that nobody has found the delay; ``known``: acceptable ones told before.
    """

    code: str
    square: str
    place: str
    title: str
    text: str
    notes: tuple[str, ...]
    announced: tuple[Announced, ...]
    lost: str
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
    question: str
    question_code: str


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


def worksheets(board: Board, dossier: Dossier, t: Catalog, page: str | None) -> Worksheets:
    """``page``: the address of the circuit's page."""
    facts = FactFormatter(board, t)
    rows = table_rows(list_asked(facts))
    first = (t("worksheets.no"), "")
    delay = (*first, t("row.delay"), t("row.acceptable"))
    told = (
        ("A", "delays", (*delay, t("worksheets.change"))),
        ("B", "home", (*delay, t("worksheets.home.change"))),
        ("C", "blocks", (*first, t("worksheets.blocks.what"), t("worksheets.blocks.help"))),
        ("D", "ideas", (*first, t("worksheets.ideas.votes"), t("worksheets.ideas.need"))),
    )
    tables = (
        WritingTable(
            letter=letter,
            name=t(f"worksheets.{key}"),
            how=t(f"worksheets.{key}.how"),
            kind=key,
            columns=columns,
            rows=tuple(row_of(row, facts) for row in rows[letter]),
        )
        for letter, key, columns in told
        if letter in rows
    )
    return Worksheets(
        frame=frame_of(dossier, t, page, t("worksheets.title")),
        title=t("worksheets.title"),
        no_name=t("worksheets.no-name"),
        table=t("worksheets.table"),
        tables=tuple(tables),
        blanks=(gap_sheet(rows["E"], dossier, facts),) if "E" in rows else (),
        closing=closing_sheet(rows["F"], t),
    )


def row_of(row: AskedRow, facts: FactFormatter) -> WritingRow:
    """A row without a title is for what a table names itself."""
    t, about, boxes = facts.words, row[0], {each.box: each for each in row}
    votes, known = boxes.get("votes"), boxes["acceptable"].now if "acceptable" in boxes else ""
    doubt = t("uncertain") if votes and votes.uncertain else ""
    state = t("separator").join(filter(None, (votes.now, doubt))) if votes else ""
    return WritingRow(
        code=about.code,
        **place_of(about.about, facts),
        title=about.title or (t("worksheets.ideas.new") if votes else ""),
        text=about.text,
        notes=tuple(filter(None, (state, about.elsewhere or row[-1].elsewhere))),
        announced=tuple(
            Announced(each.now, t("uncertain") if each.uncertain else "", tuple(words for _, words in each.choices))
            for each in row
            if each.box in IS_SO
        ),
        lost=facts.unknown if "delay" in boxes else "",
        known=f"{t('worksheets.known')} {known}" if known else "",
    )


def place_of(item: str, facts: FactFormatter) -> dict[str, str]:
    """The number of its square, or « carte 7 »; neither beside the pile."""
    name = facts.card_names.get(item, "")
    on_board, in_pile = name[:1].isdigit(), name.startswith("p")
    return {"square": name if on_board else "", "place": name_place(name, facts.words) if in_pile else ""}


def gap_sheet(rows: Sequence[AskedRow], dossier: Dossier, facts: FactFormatter) -> GapSheet:
    t = facts.words
    nobody = t("worksheets.blanks.draft" if dossier.draft else "worksheets.blanks.validated")
    held = groupby(chain.from_iterable(rows), lambda each: each.about)
    return GapSheet(
        letter="E",
        name=t("worksheets.blanks"),
        how=f"{nobody} {t('worksheets.blanks.how')}",
        by=tuple(t(f"worksheets.by.{who}") for who in ("tenant", "landlord", "paper")),
        gaps=tuple(gap_of(tuple(own), facts) for _, own in held),
    )


def gap_of(asked: AskedRow, facts: FactFormatter) -> Gap:
    about = asked[0]
    return Gap(
        **place_of(about.about, facts),
        title=about.title,
        question=about.text,
        lines=tuple(
            GapLine(label=facts.words(f"returns.asked.{each.box}"), code=each.code, whole=each.box == STEP)
            for each in asked
        ),
    )


def closing_sheet(rows: Sequence[AskedRow], t: Catalog) -> ClosingSheet:
    codes = {box: tuple(each.code for (each,) in held) for box, held in groupby(rows, lambda row: row[0].box)}
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
        question=t("table.question"),
        question_code=codes["question"][0],
    )
