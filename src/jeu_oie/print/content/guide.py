"""The facilitator's guide (« 4-facilitator »): the evening for somebody who has never played.

What it says of this board comes from ``game/evening``; the rest are sentences of the catalog, one idea each.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from jeu_oie.circuit.model import Emergency, Item, ProblemItem
from jeu_oie.game.answers.landlord import has_local_numbers, told_numbers
from jeu_oie.game.cards import Card, Deck, rows_that_mean
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.evening import (
    CLOSE,
    CLOSING,
    ELSEWHERE,
    Call,
    HourFigures,
    Needs,
    OpenQuestions,
    PrintFile,
    RoomFigures,
    Seating,
    Work,
    calls,
    debates,
    is_elsewhere,
    list_answered,
    moments,
    still_open,
    where,
)
from jeu_oie.game.guidance import say_number_places, shorten_gestures
from jeu_oie.game.handout import is_calm
from jeu_oie.game.house_key import key_of
from jeu_oie.game.squares import Board
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import Catalog, split_sentences
from jeu_oie.print.content.frame import Frame, frame_of, plain_fields

LONG = 40  # minutes of half of the games, from which a room plays in two parts
JOBS = ("gather", "tick", "send", "tell")  # once people have left, in order
CASES = ("aloud", "reading", "language", "conflict", "name", "own", "wrong", "unsure", "stuck", "leaves", "late")
ROOMS = ("with", "without", "staff")
THEMES = {"see": "info", "urgent": "hourglass", "who": "signpost", "move": "goose"}  # of a debate → pictogram
TOPICS = frozenset({"repairs", "neighbours", "transfer"})
STATE_CODE = "jeu-oie verify CODE CIRCUIT"  # what is typed
HEADINGS = {
    "find": "guide.find",
    "bring": "guide.bring",
    "before": "guide.before",
    "tonight": "guide.tonight",
    "evening": "guide.evening",
    "problems": "guide.answers.problems",
    "first": "guide.first",
    "answers": "guide.answers",
    "cases": "guide.when",
    "rooms": "guide.landlord",
    "debate": "guide.debate",
    "cards": "guide.debate.cards",
    "neighbour": "guide.neighbour",
    "after": "guide.after",
    "state": "guide.state",
    "others": "guide.others",
    "together": "guide.together",
}
LEADS = {
    "find": "guide.find.when",
    "print": "guide.print.how",
    "bring": "guide.bring.each",
    "tonight": "guide.tonight.lead",
    "problems": "guide.answers.problems.how",
    "first": "guide.first.do",
    "answers": "guide.answers.how",
    "debate": "guide.debate.how",
    "cards": "guide.debate.cards.how",
    "neighbour": "guide.neighbour.how",
    "after": "guide.after.lead",
    "recourse": "guide.open.recourse.who",
    "die": "guide.debate.die.lead",
}
LABELS = {
    "sheets": "guide.print.sheets",
    "number": "guide.find.number",
    "hours": "guide.find.hours",
    "write": "guide.first.write",
    "lasts": "guide.lasts",
    "before": "guide.neighbour.before",
    "after": "guide.neighbour.after",
    "die": "guide.debate.die",
    "check": "guide.open.check",
    "quote": "guide.quote",
}


BOXES = {"1": "board", "2": "table", "3": "person", "4": "facilitator"}  # a file's number → whose it is
MORE = frozenset({"board", "facilitator"})  # whose box says something else
GLUED = "1-board-a4.pdf"  # what the board's box offers besides, where it is not the board itself
# What is brought → its pictogram.
THINGS = {
    "dice": "die",
    "caps": "caps",
    "coins": "coin",
    "pen": "pencil",
    "scissors": "scissors",
    "watch": "clock",
    "phone": "mobile",
}
EGGS = 3  # a team holds so many at most (game.md)


@dataclass(frozen=True, slots=True)
class FileLine:
    """What a file holds, on how many sheets; 0 for what stands on those of the line before."""

    told: str
    sheets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileBox:
    """A file: whose it is (``kind``), « × 4 tables », what it holds, what else to know.

    ``name``: « 2-table.pdf », or the first and the last of those of which each table has one.
    """

    kind: str
    title: str
    name: str
    copies: str
    lines: tuple[FileLine, ...]
    more: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A total: the figure, and of what."""

    big: str
    small: str


@dataclass(frozen=True, slots=True)
class Thing:
    """What is brought: its pictogram, how many of what, what for."""

    icon: str
    told: str
    use: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage(Frame):
    """What page 1 tells of so many people and of files as they were made; ``hands``: minutes, the day before."""

    tomorrow: str
    seated: str
    printing: str
    files: tuple[FileBox, ...]
    totals: tuple[Figure, ...]
    things: tuple[Thing, ...]
    hands: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tomorrow:
    """So many people, what they need; ``pieces``: minutes for the board that is glued together.

    ``hall``: a workshop has come back, whose board hangs there; ``page``: the address of the circuit's page.
    """

    seated: Seating
    files: tuple[PrintFile, ...]
    needs: Needs
    pieces: int
    hall: bool
    page: str | None


def front_page(board: Board, dossier: Dossier, t: Catalog, tomorrow: Tomorrow) -> FrontPage:
    seated, needs = tomorrow.seated, tomorrow.needs
    return FrontPage(
        **plain_fields(frame_of(dossier, t, tomorrow.page, t("guide.title"))),
        tomorrow=t("guide.tomorrow", people=seated.people),
        seated=t.count("guide.seated", seated.tables, teams=seated.teams),
        printing=t("guide.print", n=len(tomorrow.files)),
        files=tuple(file_box(file, tomorrow.pieces, t) for file in tomorrow.files),
        totals=tuple(totals(needs, t)),
        things=tuple(things(board, seated, needs, t)),
        hands=tuple(hands(needs, seated, t)),
    )


def file_box(file: PrintFile, pieces: int, t: Catalog) -> FileBox:
    kind = BOXES[file.name[0]]
    more = ""
    if kind in MORE and file.name != GLUED:
        more = t(f"guide.box.{kind}.more", minutes=pieces)
    elif file.again or file.one_sided:
        more = t("guide.box.files.again" if file.again else "guide.box.one-sided")
    return FileBox(
        kind=kind,
        title=t(f"guide.box.{kind}"),
        name=t("guide.box.files", first=file.name, last=file.last) if file.last else file.name,
        copies=t.count(f"guide.box.{kind}.copies", file.copies),
        lines=tuple(FileLine(*line) for line in file.lines),
        more=split_sentences(more),
    )


def totals(needs: Needs, t: Catalog) -> Iterator[Figure]:
    """Sheets by paper, pages in colour, minutes of hands a table."""
    for paper, count in needs.sheets.items():
        yield Figure(str(count), t.count("guide.total.paper", count, paper=paper))
    yield Figure(str(needs.colour), t.count("guide.total.colour", needs.colour))
    if needs.work:
        yield Figure(t("guide.min", minutes=needs.minutes), t("guide.total.hands"))


def hands(needs: Needs, seated: Seating, t: Catalog) -> Iterator[str]:
    """« Par table : couper 9 minutes, trier 2 minutes. » and all tables together."""
    if needs.work:
        each = (t("guide.hands.work", work=t(f"people.{work}"), minutes=count) for work, count in needs.work.items())
        yield t("guide.hands", works=", ".join(each))
        if seated.tables > 1:
            yield t("guide.hands.all", tables=seated.tables, minutes=seated.tables * needs.minutes)


def things(board: Board, seated: Seating, needs: Needs, t: Catalog) -> Iterator[Thing]:
    """No scissors where nothing is cut; glue where something is glued."""
    counted = {"dice": 1, "caps": seated.teams, "coins": EGGS * seated.teams}
    for name, pictogram in THINGS.items():
        if name == "scissors" and Work.CUT not in needs.work:
            continue
        told = t.count(f"guide.bring.{name}", counted[name]) if name in counted else t(f"guide.bring.{name}")
        if name == "scissors" and Work.GLUE in needs.work:
            told = t("guide.bring.glue")
        yield Thing(pictogram, told, t(f"guide.bring.{name}.use"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A heading, with its pictogram or none, sentences, and what is typed."""

    icon: str = ""
    name: str
    told: tuple[str, ...]
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A moment of the evening: when, how long (``share``: in minutes), what to do."""

    clock: str
    length: str
    share: int
    name: str
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """A card by its number, with its title and its answer."""

    where: str
    title: str
    answer: str


@dataclass(frozen=True, slots=True)
class Replies:
    """The answers of the cards of the squares, or of the pile."""

    heading: str
    cards: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class Duration:
    """« 4 équipes : », « de 31 à 46 minutes »."""

    teams: str
    told: str


@dataclass(frozen=True, slots=True)
class Gestures:
    """A danger, and what one does."""

    title: str
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """How a whole room plays: sentences, its crosses (none where nobody has computed them), what they mean."""

    lead: tuple[str, ...]
    told: tuple[str, ...]
    crosses: int
    meaning: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyAnswer:
    """A question of the key, and what this circuit answers."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """``durations``: teams → minutes between which nearly 9 games in 10 last; the other ways to play, if computed."""

    durations: Mapping[int, tuple[int, int]]
    room: RoomFigures | None = None
    hour: HourFigures | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """The guide in reading order. ``headings``, ``leads``: by part; what has no cards or questions is empty.

    ``find``: how the landlord's number is found, where nobody has it; ``debates``: the cards that are only talked
    about.
    """

    frame: FrontPage
    title: str
    headings: dict[str, str]
    leads: dict[str, tuple[str, ...]]
    labels: dict[str, str]
    find: tuple[str, ...]
    hall: tuple[str, ...]
    ruler: tuple[str, ...]
    prepare: tuple[Part, ...]
    slots: tuple[Slot, ...]
    durations: tuple[Duration, ...]
    lasts: tuple[str, ...]
    problems: tuple[Reply, ...]
    numbers: tuple[Call, ...]
    hours: tuple[str, ...]
    dangers: tuple[Gestures, ...]
    ways: tuple[Call, ...]
    answers: tuple[Replies, ...]
    cases: tuple[Part, ...]
    rooms: tuple[Part, ...]
    themes: tuple[Part, ...]
    debates: tuple[Reply, ...]
    elsewhere: str
    closing: tuple[Part, ...]
    late: tuple[str, ...]
    neighbour: tuple[KeyAnswer, ...]
    jobs: tuple[str, ...]
    still: OpenQuestions
    check: str
    quotes: tuple[str, ...]
    states: tuple[Part, ...]
    ways_to_play: tuple[Part, ...]
    together: Together


def guide(deck: Deck, dossier: Dossier, facts: FactFormatter, outlook: Outlook, tomorrow: Tomorrow) -> Guide:
    """The guide of a board; ``tomorrow`` is what page 1 counts."""
    board, t = facts.board, facts.words
    state = "draft" if dossier.draft else "validated"
    numbers = calls(deck, facts)
    national, ways = numbers[: len(facts.numbers)], numbers[len(facts.numbers) :]
    talked = debates(deck, facts)
    apart = [card.title for card in talked if is_elsewhere(card)]
    still = open_questions(deck, dossier, facts)
    return Guide(
        frame=front_page(board, dossier, t, tomorrow),
        title=t("guide.title"),
        headings=headings(state, still, t),
        leads=leads(state, still, t),
        labels={part: t(key) for part, key in LABELS.items()},
        find=()
        if is_calm(facts) or (told_numbers(facts.circuit) and not has_local_numbers(facts.circuit))
        else find(facts),
        hall=split_sentences(t("guide.hall.poster")),
        ruler=(t("guide.ruler"), t("guide.ruler.else")),
        prepare=tuple(prepare(t, hall=tomorrow.hall)),
        slots=tuple(slots(board, state, outlook, t)),
        durations=tuple(
            Duration(t("guide.lasts.teams", teams=teams), t("guide.lasts.range", low=low, high=high))
            for teams, (low, high) in outlook.durations.items()
        ),
        lasts=split_sentences(t("guide.lasts.how" if outlook.durations else "guide.lasts.unknown")),
        problems=problem_answers(deck, facts),
        numbers=national,
        hours=tuple(dict.fromkeys(filter(None, (each.hours for each in national)))),
        dangers=tuple(Gestures(facts.danger_title(each), gestures_of(each)) for each in facts.spoken),
        ways=ways,
        answers=tuple(answers(deck, facts)),
        cases=tuple(part_of(t, "when", key) for key in CASES),
        rooms=tuple(part_of(t, "landlord", key) for key in ROOMS),
        themes=tuple(themes(board, t)),
        debates=replies((card for card in talked if not is_elsewhere(card)), facts),
        elsewhere=t("guide.elsewhere", file=ELSEWHERE, titles=" · ".join(apart)) if apart else "",
        closing=tuple(closing(t)),
        late=split_sentences(t("guide.close.late")),
        neighbour=tuple(key_answers(facts)),
        jobs=tuple(t(f"guide.after.{job}") for job in JOBS),
        still=still,
        check=t("guide.open.check.how", names=", ".join(still.check)) if still.check else "",
        quotes=tuple(t(f"guide.quote.{rank}") for rank in (1, 2, 3)),
        states=(part_of(t, "state", state), replace(part_of(t, "state", "current"), code=STATE_CODE)),
        ways_to_play=tuple(ways_to_play(outlook.hour, t)),
        together=together(board, outlook.room, t),
    )


def headings(state: str, still: OpenQuestions, t: Catalog) -> dict[str, str]:
    said = {part: t(key) for part, key in HEADINGS.items()}
    grids = {f"open_{each.kind}": t(f"guide.open.{each.kind}") for each in still.grids}
    return {**said, **grids, "open": t(f"guide.open.{state}"), "close": t("guide.close", minutes=CLOSE)}


def leads(state: str, still: OpenQuestions, t: Catalog) -> dict[str, tuple[str, ...]]:
    said = {part: split_sentences(t(key)) for part, key in LEADS.items()}
    return {**said, "open": split_sentences(t("guide.open.none" if still.empty else f"guide.open.lead.{state}"))}


def part_of(t: Catalog, section: str, key: str) -> Part:
    """What the catalog says of one of a ``section``: its name, and what to do."""
    return Part(name=t(f"guide.{section}.{key}"), told=split_sentences(t(f"guide.{section}.{key}.do")))


def find(facts: FactFormatter) -> tuple[str, ...]:
    """Where the landlord's number often is, and what to do with it."""
    return tuple(filter(None, (say_number_places(facts), *split_sentences(facts.words("guide.find.do")))))


def prepare(t: Catalog, *, hall: bool) -> Iterator[Part]:
    """The day before, and the room."""
    said = (*split_sentences(t("guide.eve.list")), *(split_sentences(t("guide.eve.hall")) if hall else ()))
    yield Part(name=t("guide.eve"), told=said)
    yield Part(name=t("guide.room"), told=split_sentences(t("guide.room.list")))


def gestures_of(danger: Emergency) -> tuple[str, ...]:
    """The gestures in the words of every sheet, and what the landlord adds."""
    return tuple(filter(None, (*shorten_gestures(danger.first), danger.text)))


def slots(board: Board, state: str, outlook: Outlook, t: Catalog) -> Iterator[Slot]:
    for moment in moments(outlook.durations, board.preset.teams):
        said = t(f"guide.moment.{moment.name}.do")
        if moment.name == "welcome":
            said = " ".join((said, t(f"guide.moment.welcome.{state}"), t("guide.moment.welcome.hands")))
        if moment.name == "rules":
            said = f"{t('guide.moment.rules.problem' if board.problems else 'guide.moment.rules.own')} {said}"
        yield Slot(
            clock=t("guide.clock", hours=moment.start // 60, minutes=f"{moment.start % 60:02}"),
            length=t("guide.minutes", minutes=moment.minutes),
            share=moment.minutes,
            name=t(f"guide.moment.{moment.name}"),
            told=split_sentences(said),
        )


def closing(t: Catalog) -> Iterator[Part]:
    """What the evening closes with, each with its minutes."""
    for name, minutes in CLOSING.items():
        yield replace(part_of(t, "close", name), code=t("guide.minutes", minutes=minutes))


def key_answers(facts: FactFormatter) -> Iterator[KeyAnswer]:
    """The key's five questions, with which the evening opens and closes; what nobody has found is to be asked."""
    for line in key_of(facts):
        yield KeyAnswer(line.question, line.answer or facts.words("guide.neighbour.unknown"))


def ways_to_play(hour: HourFigures | None, t: Catalog) -> Iterator[Part]:
    """In 45 minutes; in a hall, standing."""
    if hour is not None:
        (four, six), (low, high) = hour.timers.values(), hour.ends
        told = split_sentences(t("guide.format.hour.do", four=four, six=six))
        yield Part(name=t("guide.format.hour"), told=(f"{t('guide.format.hour.lead', low=low, high=high)}.", *told))
    part = part_of(t, "format", "stand")
    yield replace(part, told=(f"{t('guide.format.stand.lead')}.", *part.told))


def together(board: Board, room: RoomFigures | None, t: Catalog) -> Together:
    """The card of the room, whole (game.md, « Variants »)."""
    lead, meaning = [t("guide.together.lead")], t("guide.together.none")
    if room is not None:
        lead.append(t("guide.together.lasts", minutes=round(room.minutes)))
        meaning = t("guide.together.chance", turns=room.turns, share=round(100 * room.share))
    told = split_sentences(t("guide.together.card", turns=room.turns if room else "…"))
    return Together(tuple(lead), told, room.turns if room else 0, split_sentences(meaning))


def themes(board: Board, t: Catalog) -> Iterator[Part]:
    """The questions of the 2017 review in our own words; one theme asks after the circuit's topic too."""
    topic = str(board.circuit.topic)
    for key, pictogram in THEMES.items():
        said = t(f"guide.theme.{key}.ask")
        if key == "who" and topic in TOPICS:
            said += " " + t(f"guide.topic.{topic}")
        yield Part(icon=pictogram, name=t(f"guide.theme.{key}"), told=split_sentences(said))


def answers(deck: Deck, facts: FactFormatter) -> Iterator[Replies]:
    squares, pile = list_answered(deck)
    if squares:
        yield Replies(facts.words("guide.answers.squares"), replies(squares, facts))
    if pile:
        yield Replies(facts.words("guide.answers.pile"), replies(pile, facts))


def problem_answers(deck: Deck, facts: FactFormatter) -> tuple[Reply, ...]:
    """Every problem that a team may draw: urgent or not, and who pays, as far as the file says; else a vote."""
    vote, items = facts.words("guide.answers.vote"), facts.board.loose
    return tuple(
        Reply(where(card, facts), card.title, answer_of(items[card.name], card, facts) or vote)
        for card in deck.problems
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


def open_questions(deck: Deck, dossier: Dossier, facts: FactFormatter) -> OpenQuestions:
    """What the cards show as missing, without the gaps that mean nothing there."""
    shown = [replace(card, rows=rows_that_mean(card)) for card in deck.every]
    return still_open(shown, facts, dossier.written)
