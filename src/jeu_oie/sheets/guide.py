"""The facilitator's guide (``print/guide.pdf``): the evening for somebody who has never played.

What it says of this board comes from ``board.guide``; the rest are sentences of the catalog, one idea each.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from jeu_oie.draw.ink import INK
from jeu_oie.game.cards import Card, rows_shown
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import colours_of
from jeu_oie.game.wording import FactFormatter
from jeu_oie.sheets.document import Imprint, Sheet, icon, sheet
from jeu_oie.sheets.evening import (
    EVENING,
    OpenQuestions,
    Seating,
    calls,
    debates,
    list_answered,
    minutes_of_play,
    moments,
    seating,
    still_open,
    where,
)

# A sentence ends at a mark that a plain space follows: French sets a no-break one before « ? » and « » ».
END = re.compile(r"(?<=[.?!…»”]) (?=[^a-zà-ÿ])")
CARD_SECONDS = 10.5  # to cut out one card with scissors: seven cuts of 12 s for eight (kit/sheets)


@dataclass(frozen=True, slots=True)
class Figure:
    """Something to know at a glance."""

    icon: str
    big: str
    small: str


@dataclass(frozen=True, slots=True)
class GuideFile:
    """A file to print: ``copies`` for all who play; ``choice``: in place of the line before."""

    name: str
    what: str
    paper: str
    sides: str
    copies: int
    choice: bool


@dataclass(frozen=True, slots=True)
class GuidePart:
    """A heading with its pictogram (or none), what stands under it, sentences, and what is typed."""

    icon: str
    name: str
    lead: str
    sentences: tuple[str, ...]
    code: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """A moment of the evening: when, how long, what to do; ``share`` of the whole, in per cent."""

    clock: str
    minutes: str
    name: str
    band: str
    share: float
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """A card by its number, with its title and its answer."""

    where: str
    title: str
    answer: str


BANDS = {
    "welcome": Kind.START,
    "rules": Kind.SHORTCUT,
    "play": Kind.PRACTICE,
    "bell": Kind.WAIT,
    "debate": Kind.SPACE,
    "close": Kind.FINISH,
}
LINES = ("start", "throw", "game", "egg", "free")
CASES = ("aloud", "reading", "language", "conflict", "name", "own", "wrong", "unsure", "stuck", "leaves", "late")
FORMATS = (("people", "tables"), ("question", "screen"), ("clock", "stand"))
ROOMS = (("bubble", "with"), ("egg", "without"), ("people", "staff"))
THEMES = (("info", "see"), ("hourglass", "urgent"), ("signpost", "who"), ("goose", "move"))
WORKSHEETS = {"A": "delays", "B": "home", "C": "blocks", "D": "ideas", "E": "blanks"}
TOPICS = frozenset({"repairs", "neighbours", "transfer"})
COMMANDS = {"current": "jeu-oie verify CODE CIRCUIT", "variants": "--large   --ink saver"}
GRIDS = {"steps": "step", "problems": "problem", "recourse": "recourse"}


def guide_sheet(imprint: Imprint, files: Sequence[GuideFile], *, hall: bool) -> Sheet:
    """The guide of this board; ``files`` to print; ``hall``: a workshop has come back, whose board hangs there."""
    t, facts, deck = imprint.words, FactFormatter(imprint.board, imprint.words), imprint.deck
    seated, numbers = seating(imprint.people, imprint.board.preset.players), calls(deck, facts)
    missing = still(imprint, facts)
    later = t("guide.print.later.hall" if hall and imprint.large else "guide.print.later")
    return sheet(
        "print/guide.html",
        imprint,
        duplex=True,
        goose=picture(imprint, "goose-large"),
        pencil=picture(imprint, "pencil"),
        seated=seated,
        lead=split_sentences(t("guide.tomorrow.lead.large" if imprint.large else "guide.tomorrow.lead")),
        figures=tuple(figures(imprint, seated)),
        files=files,
        prepare=tuple(prepare(imprint)),
        slots=tuple(slots(imprint)),
        lasts=tuple(imprint.durations.items()),
        lines=tuple(lines(imprint)),
        calls=numbers,
        dangers=tuple((facts.danger_title(each), each.first) for each in facts.spoken),
        phone=picture(imprint, "phone"),
        cases=tuple(
            GuidePart("", t(f"guide.when.{key}"), "", split_sentences(t(f"guide.when.{key}.do"))) for key in CASES
        ),
        formats=tuple(formats(imprint)),
        rooms=tuple(rooms(imprint)),
        die=picture(imprint, "die"),
        themes=tuple(themes(imprint)),
        debates=replies(debates(deck, facts), facts),
        worksheets=tuple(worksheets(imprint, some=not missing.empty)),
        closing=split_sentences(t("guide.close.ask")),
        answers=tuple(answers(imprint, facts)),
        still=missing,
        grids=GRIDS,
        states=tuple(states(imprint)),
        cut=split_sentences,
        state="draft" if imprint.dossier.draft else "validated",
        unfound=not all(call.found for call in numbers),
        notes=t("guide.print.notes", **cutting(imprint), later=later),
        paper=colours_of(imprint.board.preset).paper,
        red=colours_of(imprint.board.preset).draft,
    )


def split_sentences(text: str) -> tuple[str, ...]:
    """A text by its sentences: large print has one idea a line."""
    return tuple(END.split(text))


def picture(imprint: Imprint, name: str) -> str:
    return icon(name, INK, saver=imprint.saver)


# --- before ----------------------------------------------------------------------------------------------


def figures(imprint: Imprint, seated: Seating) -> Iterator[Figure]:
    t = imprint.words
    play = minutes_of_play(imprint.durations, imprint.board.preset.players)
    tables = (t.count("guide.fact.tables", seated.tables), t("guide.fact.tables.more", teams=seated.teams))
    yield Figure(picture(imprint, "people"), *tables)
    yield Figure(picture(imprint, "clock"), t("guide.fact.evening"), t("guide.fact.evening.more", play=play))
    yield Figure(picture(imprint, "pencil"), t("guide.fact.prepare"), t("guide.fact.prepare.more"))
    yield Figure(picture(imprint, "bubble"), t("guide.fact.hosts"), t("guide.fact.hosts.more"))


def prepare(imprint: Imprint) -> Iterator[GuidePart]:
    """The day before, what to bring, the room."""
    for name, key in (("clock", "eve"), ("egg", "bring"), ("house", "room")):
        yield GuidePart(
            picture(imprint, name),
            imprint.words(f"guide.{key}"),
            "",
            split_sentences(imprint.words(f"guide.{key}.list")),
        )


def cutting(imprint: Imprint) -> dict[str, int]:
    """Cards to cut for a table, and minutes with scissors, in whole fives."""
    count = len(imprint.deck.printed)
    return {"cards": count, "minutes": 5 * ceil(count * CARD_SECONDS / 300)}


# --- the evening -----------------------------------------------------------------------------------------


def slots(imprint: Imprint) -> Iterator[Slot]:
    t, preset = imprint.words, imprint.board.preset
    state = "draft" if imprint.dossier.draft else "validated"
    for moment in moments(imprint.durations, preset.players):
        said = t(f"guide.moment.{moment.name}.do")
        if moment.name == "welcome":
            said += " " + t(f"guide.moment.welcome.{state}")
        yield Slot(
            t("guide.clock", hours=moment.start // 60, minutes=f"{moment.start % 60:02}"),
            t("guide.minutes", minutes=moment.minutes),
            t(f"guide.moment.{moment.name}"),
            colours_of(preset).kinds[BANDS[moment.name]].body,
            round(moment.minutes / EVENING * 100, 2),
            split_sentences(said),
        )


def lines(imprint: Imprint) -> Iterator[str]:
    """The game in six lines; how it ends is that of this board."""
    yield from (imprint.words(f"guide.play.{key}") for key in LINES)
    yield imprint.words(f"rules.ends.{imprint.board.preset.ends}")


def formats(imprint: Imprint) -> Iterator[GuidePart]:
    t = imprint.words
    for name, key in FORMATS:
        lead, said = t(f"guide.format.{key}.lead"), t(f"guide.format.{key}.do")
        yield GuidePart(picture(imprint, name), t(f"guide.format.{key}"), lead, split_sentences(said))


def rooms(imprint: Imprint) -> Iterator[GuidePart]:
    t = imprint.words
    for name, key in ROOMS:
        yield GuidePart(
            picture(imprint, name), t(f"guide.landlord.{key}"), "", split_sentences(t(f"guide.landlord.{key}.do"))
        )


# --- debate ----------------------------------------------------------------------------------------------


def themes(imprint: Imprint) -> Iterator[GuidePart]:
    """The questions of the 2017 review in our own words; the last theme but one asks after the circuit's topic too."""
    t, topic = imprint.words, str(imprint.board.circuit.topic)
    for name, key in THEMES:
        said = t(f"guide.theme.{key}.ask")
        if key == "who" and topic in TOPICS:
            said += " " + t(f"guide.topic.{topic}")
        yield GuidePart(picture(imprint, name), t(f"guide.theme.{key}"), "", split_sentences(said))


def worksheets(imprint: Imprint, *, some: bool) -> Iterator[GuidePart]:
    """The worksheets by letter and name, E where ``some`` facts are missing; F, the last, has its own part."""
    t = imprint.words
    for letter, key in WORKSHEETS.items():
        if some or key != "blanks":
            yield GuidePart("", t(f"worksheets.{key}"), letter, split_sentences(t(f"guide.sheets.{key}")))


def answers(imprint: Imprint, facts: FactFormatter) -> Iterator[tuple[str, tuple[Reply, ...]]]:
    squares, pile = list_answered(imprint.deck)
    if squares:
        yield imprint.words("guide.answers.squares"), replies(squares, facts)
    if pile:
        yield imprint.words("guide.answers.pile"), replies(pile, facts)


def replies(cards: Iterable[Card], facts: FactFormatter) -> tuple[Reply, ...]:
    return tuple(Reply(where(card, facts), card.title, card.answer) for card in cards)


# --- what is open, and how sure all is -------------------------------------------------------------------


def still(imprint: Imprint, facts: FactFormatter) -> OpenQuestions:
    """What the cards show as missing, without the gaps that mean nothing there."""
    deck = imprint.deck
    shown = [replace(card, rows=rows_shown(card)) for card in (*deck.cards, *deck.pile)]
    return still_open(shown, facts, imprint.dossier.written)


def states(imprint: Imprint) -> Iterator[GuidePart]:
    """Draft or validated, current or not, the variants, and the logo that is never used."""
    t = imprint.words
    state = "draft" if imprint.dossier.draft else "validated"
    for name, key in (("info", state), ("clock", "current"), ("tip", "variants"), ("people", "falc")):
        said = split_sentences(t(f"guide.state.{key}.do"))
        yield GuidePart(picture(imprint, name), t(f"guide.state.{key}"), "", said, COMMANDS.get(key, ""))
