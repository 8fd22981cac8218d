"""The facilitator's guide (``print/4-facilitator.pdf``): the evening for somebody who has never played.

What it says of this board comes from ``sheets/evening``; the rest are sentences of the catalog, one idea each.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from jeu_oie.circuit.model import Emergency, Item, ProblemItem
from jeu_oie.draw.ink import INK
from jeu_oie.game.cards import Card, rows_that_mean
from jeu_oie.game.guidance import say_number_places, shorten_gestures
from jeu_oie.game.handout import is_calm, own_numbers
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import colours_of
from jeu_oie.game.squares import Board
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import Catalog
from jeu_oie.sheets.document import Imprint, Sheet, icon, sheet, split_sentences
from jeu_oie.sheets.evening import (
    CLOSE,
    CLOSING,
    ELSEWHERE,
    Needs,
    OpenQuestions,
    PrintFile,
    calls,
    debates,
    is_elsewhere,
    list_answered,
    list_setbacks,
    list_steps,
    moments,
    neighbour_test,
    seating,
    still_open,
    where,
)
from jeu_oie.sheets.guide_front import file_boxes, things_to_bring, totals

FILE = re.compile(r"([\w/-]+\.pdf)")
LONG = 40  # minutes of half of the games, from which a room plays in two parts


@dataclass(frozen=True, slots=True)
class GuidePart:
    """A heading with its pictogram (or none), sentences, and what is typed."""

    icon: str
    name: str
    sentences: tuple[str, ...]
    code: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """A moment of the evening: when, how long, what to do."""

    clock: str
    length: str
    name: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """A card by its number, with its title and its answer."""

    where: str
    title: str
    answer: str


JOBS = ("gather", "tick", "send", "tell")  # once people have left, in order
CASES = ("aloud", "reading", "language", "conflict", "name", "own", "wrong", "unsure", "stuck", "leaves", "late")
ROOMS = ("with", "without", "staff")
THEMES = (("info", "see"), ("hourglass", "urgent"), ("signpost", "who"), ("goose", "move"))
TOPICS = frozenset({"repairs", "neighbours", "transfer"})
COMMANDS = {"current": "jeu-oie verify CODE CIRCUIT"}
GRIDS = {"steps": "step", "problems": "problem", "recourse": "recourse"}


def guide_sheet(imprint: Imprint, files: Sequence[PrintFile], needs: Needs, *, hall: bool) -> Sheet:
    """The guide of this board.

    ``files`` to print, and what all of them come to; ``hall``: a workshop has come back, whose board hangs there.
    """
    t, facts, deck = imprint.words, FactFormatter(imprint.board, imprint.words), imprint.deck
    seated, numbers = seating(imprint.people, imprint.board.preset.players), calls(deck, facts)
    national, ways = numbers[: len(facts.numbers)], numbers[len(facts.numbers) :]
    unfound = not (is_calm(facts) or own_numbers(facts))
    talked = debates(deck, facts)
    at_table, apart = [card for card in talked if not is_elsewhere(card)], [c.title for c in talked if is_elsewhere(c)]
    return sheet(
        "print/guide.html",
        imprint,
        duplex=True,
        goose=picture(imprint, "goose-letter"),
        pencil=picture(imprint, "pencil"),
        people=seated.people,
        seated=t.count("guide.seated", seated.tables, teams=seated.teams),
        files=tuple(file_boxes(files, imprint)),
        totals=tuple(totals(needs, t)),
        bring=tuple(things_to_bring(imprint, seated, needs)),
        prepare=tuple(prepare(imprint, hall=hall)),
        slots=tuple(slots(imprint)),
        lasts=tuple(imprint.durations.items()),
        numbers=national,
        hours=tuple(dict.fromkeys(filter(None, (each.hours for each in national)))),
        ways=ways,
        dangers=tuple((facts.danger_title(each), gestures_of(each)) for each in facts.spoken),
        phone=picture(imprint, "phone"),
        cases=tuple(part_of(t, "when", key) for key in CASES),
        stand=part_of(t, "format", "stand"),
        standing=t("guide.format.stand.lead"),
        rooms=tuple(part_of(t, "landlord", key) for key in ROOMS),
        together=together(imprint),
        die=picture(imprint, "die"),
        setbacks=replies(list_setbacks(deck), facts),
        order=replies(list_steps(deck), facts),
        neighbour=neighbour_test(facts),
        themes=tuple(themes(imprint)),
        debates=replies(at_table, facts),
        elsewhere=t("guide.elsewhere", file=ELSEWHERE, titles=" · ".join(apart)) if apart else "",
        close=t("guide.close", minutes=CLOSE),
        closing=tuple(closing(t)),
        problems=problem_answers(imprint, facts),
        answers=tuple(answers(imprint, facts)),
        still=still(imprint, facts),
        grids=GRIDS,
        states=tuple(states(imprint)),
        cut=split_sentences,
        runs=name_runs,
        state="draft" if imprint.dossier.draft else "validated",
        unfound=unfound,
        places=say_number_places(facts),
        jobs=tuple(t(f"guide.after.{job}") for job in JOBS),
        paper=colours_of(imprint.board.preset).paper,
    )


def name_runs(sentence: str) -> tuple[tuple[str, bool], ...]:
    """What stands between names of files, and these (True), which no line breaks."""
    return tuple((run, rank % 2 == 1) for rank, run in enumerate(FILE.split(sentence)) if run)


def picture(imprint: Imprint, name: str) -> str:
    return icon(name, INK, saver=imprint.saver)


# --- before ----------------------------------------------------------------------------------------------


def part_of(t: Catalog, section: str, key: str) -> GuidePart:
    """What the catalog says of one of a ``section``: its name, and what to do."""
    return GuidePart("", t(f"guide.{section}.{key}"), split_sentences(t(f"guide.{section}.{key}.do")))


def gestures_of(danger: Emergency) -> tuple[str, ...]:
    """The gestures in the words of every sheet, and what the landlord adds."""
    return tuple(filter(None, (*shorten_gestures(danger.first), danger.text)))


def prepare(imprint: Imprint, *, hall: bool) -> Iterator[GuidePart]:
    """The day before, and the room."""
    t = imprint.words
    said = (t("guide.eve.list"), t("guide.eve.hall") if hall else "")
    yield GuidePart("", t("guide.eve"), split_sentences(" ".join(filter(None, said))))
    yield GuidePart("", t("guide.room"), split_sentences(t("guide.room.list")))


# --- the evening -----------------------------------------------------------------------------------------


def slots(imprint: Imprint) -> Iterator[Slot]:
    t, preset = imprint.words, imprint.board.preset
    state = "draft" if imprint.dossier.draft else "validated"
    for moment in moments(imprint.durations, preset.players):
        said = t(f"guide.moment.{moment.name}.do")
        if moment.name == "welcome":
            said += " " + t(f"guide.moment.welcome.{state}")
        if moment.name == "rules":
            said = f"{t('guide.moment.rules.problem' if imprint.board.problems else 'guide.moment.rules.own')} {said}"
        if moment.name == "debate" and list_setbacks(imprint.deck):
            said = f"{t('guide.moment.debate.setbacks')} {said}"
        yield Slot(
            t("guide.clock", hours=moment.start // 60, minutes=f"{moment.start % 60:02}"),
            t("guide.minutes", minutes=moment.minutes),
            t(f"guide.moment.{moment.name}"),
            split_sentences(said),
        )


def closing(t: Catalog) -> Iterator[tuple[str, GuidePart]]:
    """What the evening closes with, each with its minutes."""
    for name, minutes in CLOSING.items():
        yield t("guide.minutes", minutes=minutes), part_of(t, "close", name)


# --- « Le dossier avance »: the whole room, one pawn ------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Together:
    """How a whole room plays: sentences, the days to tick (none where nobody has computed them), what they mean."""

    icon: str
    lead: str
    sentences: tuple[str, ...]
    days: int
    meaning: str


def together(imprint: Imprint) -> Together:
    t, room = imprint.words, imprint.room
    lead, meaning = [t("guide.together.lead")], t("guide.together.none")
    if room is not None:
        lead.append(t("guide.together.lasts", low=round(room.low), high=round(room.high)))
        lead += [t("guide.together.twice")] if room.middle >= LONG else []
        meaning = t("guide.together.chance", days=room.days, share=round(100 * room.share))
    sentences = tuple(rules_together(imprint.board, t))
    return Together(picture(imprint, "calendar"), " ".join(lead), sentences, room.days if room else 0, meaning)


def rules_together(board: Board, t: Catalog) -> Iterator[str]:
    """What differs from the game of several teams (game.md, « Le dossier avance »), as far as this board has it."""
    yield from (t("guide.together.one"), t("guide.together.hands"), t("guide.together.day"))
    kinds = {square.kind for square in board.squares}
    if Kind.WAIT in kinds:
        yield t("guide.together.wait")
    if kinds & {Kind.SILENCE, Kind.BLOCKED}:
        yield t.count("guide.together.trap", board.preset.trap)
    if kinds & {Kind.SPACE, Kind.RECOURSE}:
        yield t("guide.together.rub")
    yield t("guide.together.vote")
    last = board.squares[-1].name
    ends = {track.target for track in board.side_tracks} | {square.target for square in board.squares}
    if last in ends:
        yield t("guide.together.end")
    yield t("guide.together.won")


# --- debate ----------------------------------------------------------------------------------------------


def themes(imprint: Imprint) -> Iterator[GuidePart]:
    """The questions of the 2017 review in our own words; the last theme but one asks after the circuit's topic too."""
    t, topic = imprint.words, str(imprint.board.circuit.topic)
    for name, key in THEMES:
        said = t(f"guide.theme.{key}.ask")
        if key == "who" and topic in TOPICS:
            said += " " + t(f"guide.topic.{topic}")
        yield GuidePart(picture(imprint, name), t(f"guide.theme.{key}"), split_sentences(said))


def answers(imprint: Imprint, facts: FactFormatter) -> Iterator[tuple[str, tuple[Reply, ...]]]:
    squares, pile = list_answered(imprint.deck)
    if squares:
        yield imprint.words("guide.answers.squares"), replies(squares, facts)
    if pile:
        yield imprint.words("guide.answers.pile"), replies(pile, facts)


def problem_answers(imprint: Imprint, facts: FactFormatter) -> tuple[Reply, ...]:
    """Every problem that a team may draw: urgent or not, and who pays, as far as the file says; else a vote."""
    vote, items = imprint.words("guide.answers.vote"), imprint.board.loose
    return tuple(
        Reply(where(card, facts), card.title, answer_of(items[card.name], card, facts) or vote)
        for card in imprint.deck.problems
        if card.printed
    )


def answer_of(item: Item, card: Card, facts: FactFormatter) -> str:
    """What the file says; a danger is one before any level, and what asks for a gesture is urgent (game.md, Rules)."""
    words = facts.words
    if isinstance(item, ProblemItem) and facts.dangers_of(item):
        return " ".join(filter(None, (words("guide.answers.danger"), card.answer)))
    urgent = isinstance(item, ProblemItem) and facts.first(item) and item.urgency is None
    return " ".join(filter(None, (words("guide.answers.first") if urgent else "", card.answer)))


def replies(cards: Iterable[Card], facts: FactFormatter) -> tuple[Reply, ...]:
    return tuple(Reply(where(card, facts), card.title, card.answer) for card in cards)


# --- what is open, and how sure all is -------------------------------------------------------------------


def still(imprint: Imprint, facts: FactFormatter) -> OpenQuestions:
    """What the cards show as missing, without the gaps that mean nothing there."""
    deck = imprint.deck
    shown = [replace(card, rows=rows_that_mean(card)) for card in deck.every]
    return still_open(shown, facts, imprint.dossier.written)


def states(imprint: Imprint) -> Iterator[GuidePart]:
    """Draft or validated, current or not."""
    state = "draft" if imprint.dossier.draft else "validated"
    for key in (state, "current"):
        yield replace(part_of(imprint.words, "state", key), code=COMMANDS.get(key, ""))
