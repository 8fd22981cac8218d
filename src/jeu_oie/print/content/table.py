"""What a table writes in an evening, and its eggs (the last sheet of « 2-table »).

Six rows at most, what nobody has found before what the table thinks; the others stand on ``more/worksheets``, whose
codes the rows bear.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from jeu_oie.circuit.gaps import STEP
from jeu_oie.game.cards import Deck, rows_that_mean
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.squares import Board
from jeu_oie.game.wording import FactFormatter, State, capital, name_place
from jeu_oie.game.worksheet import Worksheet, WorksheetLine, worksheet
from jeu_oie.messages import Catalog
from jeu_oie.print.content.frame import Frame, Keyed, frame_of

MOST = 6  # rows
EGGS, LEAST_TEAMS = 3, 4  # a team holds at most 3 (game.md, Rules)
SOUGHT = ("delay", "trace", "silent", "leads")  # facts of a square, in the order in which they are told
HERE, WHO = ("yes", "no", "sometimes"), ("tenant", "landlord", "paper")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row to write in: what it is ``about``, what it ``asks`` and ``more`` of it, its ``code`` on the worksheets.

    ``unit``: a number of these is written first; ``ticks``: boxes, one of which is ticked first.
    """

    icon: str
    code: str
    about: Keyed
    asks: Keyed
    more: Keyed
    unit: str = ""
    ticks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Eggs:
    """The strip of eggs: how many, what it ``shows``, how it is cut and used; the names of an egg's two sides."""

    number: int
    shows: str
    cut: str
    won: str
    shown: str
    coin: str
    front: str
    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSheet:
    """``nobody``: which facts of the squares nobody has found; ``gaps``: rows that ask for such, the last go first."""

    frame: Frame
    title: str
    number: str
    whose: str
    no_name: str
    nobody: str
    gaps: tuple[TableRow, ...]
    thoughts: tuple[TableRow, ...]
    eggs: Eggs
    ruler: str


def table_sheet(board: Board, deck: Deck, dossier: Dossier, t: Catalog, page: str | None) -> TableSheet:
    """``page``: the address of the circuit's page."""
    found = worksheet(deck, FactFormatter(board, t))
    thought = tuple(thoughts(found, board, t))
    return TableSheet(
        frame=frame_of(dossier, t, page, t("table.title")),
        title=t("table.title"),
        number=t("worksheets.table"),
        whose=t("separator").join((dossier.title, dossier.landlord)),
        no_name=t("table.no-name"),
        nobody=nobody_found(deck, t, draft=dossier.draft),
        gaps=tuple(islice(gaps(found, board, t), MOST - len(thought))),
        thoughts=thought,
        eggs=eggs(board, t),
        ruler=t("print.ruler"),
    )


def eggs(board: Board, t: Catalog) -> Eggs:
    number = EGGS * max(LEAST_TEAMS, board.preset.teams)
    return Eggs(
        number=number,
        shows=t("table.shows", n=number),
        cut=t("table.eggs.cut"),
        won=t("table.eggs.won"),
        shown=t("table.eggs.shown"),
        coin=t("table.eggs.coin"),
        front=t("table.egg.to-show"),
        back=t("table.egg.shown"),
    )


# --- what nobody has found -------------------------------------------------------------------------------


def nobody_found(deck: Deck, t: Catalog, *, draft: bool) -> str:
    """« Personne n’a trouvé le délai (cases 4, 6), ni la preuve (case 1). »: once for all squares."""
    missing = [(card, row) for card in deck.cards for row in rows_that_mean(card) if row.state is State.MISSING]
    facts = [
        t.count("table.gap", len(names), fact=t(f"print.gap.{key}"), names=", ".join(names))
        for key in SOUGHT
        if (names := [card.name for card, row in missing if row.key == key])
    ]
    if not facts:
        return ""
    if draft:
        return t("print.gaps", facts=t("print.gaps.join").join(facts))
    return t("print.gaps.validated", facts=", ".join(facts))


def gaps(found: Worksheet, board: Board, t: Catalog) -> Iterator[TableRow]:
    """One of each sort, then the other steps and delays."""
    delays = tuple(delay_row(each, t) for each in rank_delays(found.delays, board))
    steps = tuple(fact_row("thing-form", each, t) for each in found.blanks if each.fact == STEP)
    traces = (fact_row("thing-recorded", each, t) for each in found.blanks if each.fact == "trace")
    numbers = (fact_row("thing-phone", each, t) for each in found.blanks if each.fact == "call")
    firsts = (islice(numbers, 1), islice(traces, 1), delays[:1], steps, delays[1:])
    return chain.from_iterable(firsts)


def rank_delays(lines: Sequence[WorksheetLine], board: Board) -> Iterator[WorksheetLine]:
    """The delays of the main track that nobody has found."""
    main = {step.id for step in board.circuit.steps}
    return (each for each in lines if not each.found and each.id in main)


def delay_row(about: WorksheetLine, t: Catalog) -> TableRow:
    asks = our_own("table.delay", t)
    return row("thing-delay", about, name_line(about, t), asks, unit=t("table.delay.unit"))


def fact_row(icon: str, about: WorksheetLine, t: Catalog) -> TableRow:
    """A fact that somebody at the table may know, and who says it."""
    ticks = tuple(t(f"worksheets.by.{each}") for each in WHO)
    if about.fact == STEP:
        asks = Keyed(name_line(about, t), f"{about.id}.title")
        return row(icon, about, "", asks, more=about.text, ticks=ticks)
    return row(icon, about, name_line(about, t), our_own(f"table.{about.fact}", t), ticks=ticks)


# --- what the table thinks -------------------------------------------------------------------------------


def thoughts(found: Worksheet, board: Board, t: Catalog) -> Iterator[TableRow]:
    """Whether what is announced is so, an idea, a question."""
    known = next(list_announced(found, board), None)
    if known:
        about = name_line(known, t)
        about = about if known.said in known.title else t("answer.fact", label=about, value=known.said)
        ticks = tuple(t(f"table.here.{each}") for each in HERE)
        yield row("actor-landlord", known, about, our_own("table.here", t), ticks=ticks)
    idea = next(each for each in found.ideas if not each.title)
    yield row("idea", idea, "", our_own("table.idea", t))
    yield row("thing-advice", found.closing[0], "", our_own("table.question", t))


def list_announced(found: Worksheet, board: Board) -> Iterator[WorksheetLine]:
    """Delays that somebody announces, those of the steps on the main track first."""
    main = {step.id for step in board.circuit.steps}
    known = [each for each in (*found.delays, *found.home) if each.found and each.said]
    return iter(sorted(known, key=lambda each: each.id not in main))


def row(
    icon: str,
    line: WorksheetLine,
    about: str,
    asks: Keyed,
    *,
    more: str = "",
    unit: str = "",
    ticks: tuple[str, ...] = (),
) -> TableRow:
    return TableRow(
        icon=icon,
        code=line.code,
        about=Keyed(about, f"{line.id}.title"),
        asks=asks,
        more=Keyed(more, f"{line.id}.text"),
        unit=unit,
        ticks=ticks,
    )


def our_own(key: str, t: Catalog) -> Keyed:
    return Keyed(t(key), f"catalog.{key}")


def name_line(about: WorksheetLine, t: Catalog) -> str:
    """« Case 16 · L’entreprise prend rendez-vous »."""
    return t("separator").join(filter(None, (about.place and capital(name_place(about.place, t)), about.title)))
