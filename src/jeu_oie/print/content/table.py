"""What a table writes in an evening, and its eggs (the last sheet of « 2-table »).

Six rows at most (``game/worksheet``); the others stand on ``more/worksheets``, whose codes the rows bear.
"""

from dataclasses import dataclass

from jeu_oie.circuit.gaps import STEP
from jeu_oie.game.asked import IS_SO, Asked, Audience, list_asked
from jeu_oie.game.cards import Deck, rows_that_mean
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.squares import Board
from jeu_oie.game.wording import FactFormatter, State, capital, name_place
from jeu_oie.game.worksheet import pick_rows
from jeu_oie.messages import Catalog
from jeu_oie.print.content.frame import Frame, Keyed, frame_of

EGGS, LEAST_TEAMS = 3, 4  # a team holds at most 3 (game.md, Rules)
SOUGHT = ("delay", "trace", "silent", "leads")  # facts of a square, in the order in which they are told
WHO = ("tenant", "landlord", "paper")
# What is asked, by its box: the picture beside it, the message that asks.
ASKS = {
    "call": ("thing-phone", "table.call"),
    "trace": ("thing-recorded", "table.trace"),
    "acceptable": ("thing-delay", "table.delay"),
    STEP: ("thing-form", ""),
    **dict.fromkeys(IS_SO, ("actor-landlord", "table.here")),
    "name": ("idea", "table.idea"),
    "question": ("thing-advice", "table.question"),
}


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
    facts = FactFormatter(board, t)
    picked = pick_rows(list_asked(facts), board.circuit)
    gaps = [each for each in picked if each.audience is Audience.BOTH or each.box == "acceptable"]
    return TableSheet(
        frame=frame_of(dossier, t, page, t("table.title")),
        title=t("table.title"),
        number=t("worksheets.table"),
        whose=t("separator").join((dossier.title, dossier.landlord)),
        no_name=t("table.no-name"),
        nobody=nobody_found(deck, t, draft=dossier.draft),
        gaps=tuple(row_of(each, facts) for each in gaps),
        thoughts=tuple(row_of(each, facts) for each in picked[len(gaps) :]),
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


def row_of(asked: Asked, facts: FactFormatter) -> TableRow:
    """A fact that somebody at the table may know, and who says it; what the table thinks."""
    icon, key = ASKS[asked.box]
    t, about = facts.words, name_row(asked, facts)
    unknown = asked.box == STEP
    return TableRow(
        icon=icon,
        code=asked.code,
        about=Keyed("" if unknown else about, f"{asked.about}.title"),
        asks=Keyed(about, f"{asked.about}.title") if unknown else Keyed(t(key), f"catalog.{key}"),
        more=Keyed(asked.text, f"{asked.about}.text"),
        unit=t("table.delay.unit") if asked.box == "acceptable" else "",
        ticks=tuple(words for _, words in asked.choices if asked.box in IS_SO)
        or tuple(t(f"worksheets.by.{each}") for each in WHO if asked.audience is Audience.BOTH),
    )


def name_row(asked: Asked, facts: FactFormatter) -> str:
    """« Case 16 · L’entreprise prend rendez-vous : 2 semaines »."""
    t, place = facts.words, facts.card_names.get(asked.about, "")
    named = t("separator").join(filter(None, (place and capital(name_place(place, t)), asked.title)))
    told = asked.box in IS_SO and asked.now not in asked.title
    return t("answer.fact", label=named, value=asked.now) if told else named
