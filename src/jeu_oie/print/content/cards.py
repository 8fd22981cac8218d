"""The cards that a table cuts out: what stands on each front and back, in reading order, and what gives way last."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from jeu_oie.circuit.keys import DECLARED
from jeu_oie.draw.ink import WHITE, in_flat_colour, text_on
from jeu_oie.draw.scene import Pattern
from jeu_oie.draw.text import NUMBER
from jeu_oie.game.cards import Card, Deck, card_hash, deck_hash, rows_that_mean
from jeu_oie.game.dossier import Dossier
from jeu_oie.game.faces import thing_in
from jeu_oie.game.guidance import shorten_gestures
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import KINDS
from jeu_oie.game.kinds.rows import ROWS, row_icon
from jeu_oie.game.recall import Recall
from jeu_oie.game.squares import RED
from jeu_oie.game.wording import Row, State, capital, name_place
from jeu_oie.messages import Catalog, split_sentences
from jeu_oie.print.content.frame import Frame, Keyed, frame_of
from jeu_oie.print.look import CardsWay, Flip

CLAIM = "claim"  # a kind of its own on paper: that of which each team keeps one
DOT = " · "


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRow:
    """« Je reçois : **courrier** ». ``forms``: its value, fullest first; ``rank``: the greatest gives way first."""

    icon: str
    label: str
    forms: tuple[str, ...]
    rank: int
    never: bool


@dataclass(frozen=True, slots=True)
class Bullet:
    """``last``: what stands for it where those after it gave way, « …, et 2 autres cas »; empty: the same."""

    text: str
    last: str = ""


@dataclass(frozen=True, slots=True)
class BulletList:
    """``heading``: what its items are."""

    heading: str
    items: tuple[Bullet, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer behind its letter; ``right``: that of which the left team knows that it is."""

    letter: str
    text: str
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """What one does, or whom one calls, in a danger. ``forms``: fullest first; ``number``: it is one to call."""

    label: str
    forms: tuple[str, ...]
    number: bool


@dataclass(frozen=True, slots=True)
class Call:
    """The number of an urgency, empty where nobody has found it, and its hours."""

    label: str
    value: str
    hours: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What the left team asks, and the answer by sentences; none where the table writes it. ``label``: « Rappel »."""

    question: str
    answer: tuple[str, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Notes:
    """« Ma clé : notez. »: what is said of it, a line to write on behind each word."""

    heading: str
    told: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """What the card does in the game; ``label`` where there is room."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The front of a card, from its band down; ``at``: the address of the longest text that never gives way.

    ``tick``: its square has a ☐, ``ticked`` before the first throw.
    ``place``: where its card is met (``12``, ``p7``), ``number``: in its band, empty in the pile. ``form``: usual,
    blank (a table writes on it), question, picture, claim, urgency, red or key. ``picture``: the thing itself;
    ``filler``: what fills a card that is only talked about. ``first``: what one does first, fullest first. ``level``:
    how urgent a réclamation is, ``notes``: what its team writes. ``answer``: what is right, ``reasons`` after it as far
    as there is room: the left team reads it, so that it stands upright. ``recall``: at the foot; ``key``: the questions
    at the door. ``origins``: where its words come from, fullest first; ``back``: the
    rank of its back.
    """

    place: str
    kind: str
    form: str
    at: str
    number: str
    label: str
    second: str
    pictogram: str
    tick: bool
    ticked: bool
    dashed: bool
    title: Keyed
    picture: str
    filler: bool
    alarms: tuple[Alarm, ...]
    call: Call | None
    meaning: str
    text: tuple[str, ...]
    list: BulletList | None
    choices: tuple[Choice, ...]
    rows: tuple[CardRow, ...]
    first: tuple[str, ...]
    level: str
    notes: Notes | None
    key: tuple[str, ...]
    gaps: str
    game: Rule | None
    recall: Asked | None
    answer: str
    reasons: tuple[str, ...]
    origins: tuple[str, ...]
    stamp: str
    back: int


@dataclass(frozen=True, slots=True)
class Back:
    """What the backs of one pile show. ``dark``: its ground; ``dashed``: its outline; ``answers``: of the carte-clé."""

    kind: str
    pictogram: str
    label: str
    action: str
    dark: bool
    dashed: bool
    answers: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class StampCard:
    """Whose kit it is, and what to do with its sheets: the first card; ``edition``: version and hash of all cards."""

    edition: str
    count: str
    steps: tuple[str, ...]
    ruler: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardSheets:
    """All that is cut out. ``sheets``: what each says of itself; ``state``: version and state; ``whole``: where all is.

    ``patterns``: kind → the SVG of a tile, which tells it in black and white.
    """

    frame: Frame
    stamp: StampCard
    fronts: tuple[Front, ...]
    backs: tuple[Back, ...]
    patterns: dict[str, str]
    sheets: tuple[str, ...]
    state: str
    whole: str


def sheet_places(way: CardsWay, *, large: bool) -> int:
    """How many cards stand on a sheet of A4."""
    return (4 if large else 8) // (2 if way is CardsWay.FOLD else 1)


def sheet_hashes(cards: Sequence[Card], way: CardsWay, *, large: bool) -> tuple[str, ...]:
    """The hash of what stands on each sheet; the stamp card stands on the first, before all others."""
    places = sheet_places(way, large=large)
    slots = (None, *cards)
    return tuple(deck_hash(filter(None, slots[at : at + places])) for at in range(0, len(slots), places))


@dataclass(frozen=True, slots=True, kw_only=True)
class CardMaking:
    """How the cards are made."""

    way: CardsWay = CardsWay.DUPLEX
    flip: Flip = Flip.LONG
    large: bool = False

    @property
    def steps(self) -> Iterator[str]:
        """Keys of what to do, in order."""
        yield "print.how.fold" if self.way is CardsWay.FOLD else f"print.how.{self.flip}"
        if self.way is CardsWay.FOLD:
            yield "print.how.glue"
        yield "print.how.cut"


def card_sheets(deck: Deck, dossier: Dossier, t: Catalog, page: str | None, making: CardMaking) -> CardSheets:
    """``page``: the address of the circuit's page."""
    cards, fold = deck.printed, making.way is CardsWay.FOLD
    hashes = sheet_hashes(cards, making.way, large=making.large)
    backs = tuple(dict.fromkeys(back_of(card, t) for card in cards))
    total, said = len(hashes), "print.sheet.fold" if fold else "print.sheet"
    return CardSheets(
        frame=frame_of(dossier, t, page, t("print.cards")),
        stamp=StampCard(
            DOT.join((dossier.version, deck_hash(cards))),
            t("print.count", cards=len(cards), sheets=total),
            tuple(map(t, making.steps)),
            t("print.ruler"),
        ),
        fronts=tuple(front(card, dossier, t, back=backs.index(back_of(card, t))) for card in cards),
        backs=backs,
        patterns={CLAIM: tile(BRICKS)} | {kind.value: tile(KINDS[kind].pattern) for kind in KINDS},
        sheets=tuple(t(said, n=rank, total=total, hash=digits) for rank, digits in enumerate(hashes, 1)),
        state=DOT.join((dossier.version, dossier.status)),
        whole=t("print.more.sources"),
    )


BRICKS = Pattern(6, 4, '<path d="M0 .2h6M0 2.2h6M1.5 0v2M4.5 2.2v2" stroke-width=".5"/>')


def tile(pattern: Pattern) -> str:
    """The SVG of a tile in black; empty where the kind is plain."""
    if not pattern.drawing:
        return ""
    drawn = pattern.drawing.replace("currentColor", "#000000")
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {pattern.width:g} {pattern.height:g}"'
    return f'{head} fill="none" stroke="#000000" stroke-width=".4">{drawn}</svg>'


def back_of(card: Card, t: Catalog) -> Back:
    """That of the card's pile: problems, the cards that are drawn, or the square's kind."""
    if card.sort == "problem":
        return Back(CLAIM, "house", t("print.problem"), t("print.back.claim"), dark=True, dashed=False)
    if card.key:
        told = zip(own_key(t).lines, card.key, strict=True)
        answers = tuple(Asked(short, list_parts(each.answer)) for short, each in told)
        write = t("house-key.write")
        return Back(card.kind.value, KEY, t("house-key.answers"), write, dark=False, dashed=False, answers=answers)
    if card.kind in ASKED and not card.in_pile:
        # A question of a square is no card to draw: on the table its back is not that of the pile.
        label = t("kind.debate" if card.kind is Kind.DEBATE else "print.back.numbered")
        action = t(f"print.back.{card.kind}")
        return Back(card.kind.value, "bubble", label, action, dark=True, dashed=False)
    kind = Kind.DRAW if card.in_pile else card.kind
    kind_spec = KINDS[kind]
    action = t("print.back.read" if kind is Kind.BLANK and not card.face.writes else f"print.back.{kind}")
    picture = "question" if card.in_pile else kind_spec.pictogram
    dark = text_on(kind_spec.band) == WHITE
    return Back(kind.value, picture, t(f"kind.{kind}"), action, dark, dashed=kind is Kind.BLANK)


# The pictogram of a card of the pile, in its band.
SORTS = {"fact": "info", "advice": "tip", "recourse": "signpost", "space": "people", "practice": "goose"}
LETTER = re.compile(r"(\w{1,2})\) ")  # « a) »
QUIZ = "quiz."  # begins the id of a question that is made of an item, whose id ends it
KEYS = {key.row_name: key.name for key in DECLARED if key.card}  # a row → the key that it states
IN_ALARM = ("emergency", "call", "danger", "hours")  # rows of an urgency that stand before all others
ASKED = (Kind.QUIZ, Kind.DEBATE)
BUBBLE, KEY = "bubble", "thing-key"  # the pictures of what is only talked about, of the carte-clé
OWN_KEY = ("first", "whom", "what", "silence", "help")  # the lines that a team writes on its réclamation


def front(card: Card, dossier: Dossier, t: Catalog, *, back: int) -> Front:
    form = form_of(card)
    claim, urgent = form == "claim", form == "urgency"
    rows = tuple(card_rows(card, t)) if form not in ("question", "claim") else ()
    return Front(
        place=card.name,
        kind=CLAIM if claim else card.kind.value,
        form=form,
        at=longest_kept(card, form),
        number="" if card.in_pile else card.card_id.shown,
        label=t("print.problem") if claim else t("house-key.title") if card.key else card.face.label,
        second=second_of(card, t),
        pictogram=pictogram_of(card),
        tick=card.face.tick and not card.in_pile,
        ticked=card.face.ticked,
        dashed=card.dashed,
        title=Keyed(t("house-key.front") if card.key else card.title, f"{item_of(card)}.title"),
        picture=in_flat_colour(shown_picture(card, form)),
        filler=form == "question" and not card.bullets,
        alarms=tuple(alarms(card, t)) if urgent else (),
        call=call(card, t) if urgent else None,
        meaning=card.meaning,
        text=split_sentences(t("house-key.choose") if card.key else "" if claim and card.bullets else card.text),
        list=bullet_list(card, form, t),
        choices=tuple(choices(card, t)) if form == "question" else (),
        rows=rows,
        first=tuple(first_gestures(card, t)) if claim else (),
        level=card.level,
        notes=own_key(t) if claim else None,
        key=tuple(each.question for each in card.key),
        gaps="" if claim else gaps(card, t),
        game=Rule("", t("house-key.again")) if card.key else None if claim else rule(card, t),
        recall=replace(asked(card.recall), label=t("print.recall")) if card.recall else None,
        answer=answer(card, form, t),
        reasons=reasons(card, form, t),
        origins=tuple(dict.fromkeys(origins(card, t))),
        stamp=stamp(card, dossier, t),
        back=back,
    )


# How the front of a kind is set, where it is not the usual way.
FORMS = {Kind.SHORTCUT: "urgency", Kind.PROBLEM: "picture", Kind.BLANK: "blank", **dict.fromkeys(RED, "red")}


def form_of(card: Card) -> str:
    if card.sort == "problem":
        return "claim"
    if card.key:
        return "key"
    if card.sort in ("question", "debate") or (card.kind in ASKED and not card.in_pile):
        return "question"
    if card.kind is Kind.BLANK and not card.face.writes:
        return "usual"
    return FORMS.get(card.kind, "usual")


def pictogram_of(card: Card) -> str:
    """The pictogram of the kind; none on a problem, whose picture is the thing."""
    if card.kind is Kind.PROBLEM:
        return ""
    if card.key:
        return KEY
    if card.sort == "practice" or card.kind is Kind.GOOSE:
        return "goose-dashed" if card.dashed else "goose"
    return SORTS.get(card.sort, KINDS[card.kind].pictogram)


ACTS = ("channel-", "actor-tenant", "actor-landlord")  # whoever else acts has no picture of his own


def picture_of(card: Card) -> str:
    """The thing itself: what its author chose, else what its words speak of; a step's channel or actor; else nothing.

    Never the pictogram of the band again, and never a wrong one.
    """
    if card.shown_thing:
        return card.shown_thing
    if card.in_pile:
        return thing_in(card.text)
    return card.face.pictogram if card.face.pictogram.startswith(ACTS) else ""


def shown_picture(card: Card, form: str) -> str:
    if form in ("claim", "picture"):
        return picture_of(card) or card.face.pictogram
    if form == "key":
        return ""
    if form == "urgency":
        return card.thing or "thing-danger"
    if form == "question":
        return "" if card.bullets else picture_of(card) or BUBBLE
    return picture_of(card)


def second_of(card: Card, t: Catalog) -> str:
    """Who acts in a step, whom one asks for help, what an idea is; else what to do with the card."""
    said = card.second if KINDS[card.kind].step or card.dashed else ""
    if card.kind in (Kind.RECOURSE, Kind.HELPER):
        said = next((row.value for row in card.rows if row.key == "who"), said)
    if card.kind in RED:
        return card.face.turns_said
    said = said or card.face.common
    return said or t(f"print.second.{card.sort or sort_of(card)}")


def sort_of(card: Card) -> str:
    """What a card of a square is: a question without answers is one to talk about, a blank may be one to read."""
    if card.kind is Kind.BLANK and not card.face.writes:
        return Kind.STEP.value
    return "picture" if card.kind is Kind.PROBLEM else str(card.kind)


def card_rows(card: Card, t: Catalog) -> Iterator[CardRow]:
    """The rows with a fact, as they are read. The one that matters most never gives way, but after an alarm."""
    rows = stated_rows(card)
    others = () if card.kind is Kind.SHORTCUT else rows
    first = min(others, key=lambda row: (not never(row), ROWS[row.key].card.keep), default=None)
    for row in rows:
        yield CardRow(
            icon=row_icon(row),
            label=lead(row, t),
            forms=tuple(dict.fromkeys(value_forms(row, t))),
            rank=ROWS[row.key].card.keep,
            never=never(row) or row is first,
        )


def stated_rows(card: Card) -> tuple[Row, ...]:
    """The rows with a fact, by ``read``; whom one asks for help stands in the band, a danger before all others."""
    rows = [row for row in rows_that_mean(card) if row.state in (State.STATED, State.NOTHING)]
    if card.kind in (Kind.RECOURSE, Kind.HELPER):
        rows = [row for row in rows if row.key != "who"]
    if card.kind is Kind.SHORTCUT:
        rows = [row for row in rows if row.key not in IN_ALARM]
    if card.kind is Kind.PROBLEM:
        rows = [row for row in rows if row.state is State.STATED]  # « à écrire ensemble »: on the table's sheet
    return tuple(sorted(rows, key=lambda row: ROWS[row.key].card.read))


def never(row: Row) -> bool:
    """Whether it never gives way: what one receives, and a number to call, wherever it stands."""
    return ROWS[row.key].card.never or (row.state is State.STATED and NUMBER.search(row.value) is not None)


def lead(row: Row, t: Catalog) -> str:
    """« Je reçois : », the row's label on a card."""
    short = t(f"print.label.{row.key}") if ROWS[row.key].card.short else row.label
    return capital(t("answer.fact", label=short, value="").rstrip())


IN_BRACKETS = re.compile(r" \([^()]*\)")


def value_forms(row: Row, t: Catalog) -> Iterator[str]:
    """The value, fullest first: of numbers without their hours, then without the last ones; else by sentences."""
    unsure = t("uncertain")
    doubt = f" ({unsure})" if unsure in row.origin.split(", ") else ""
    numbers = list(NUMBER.finditer(row.bare))
    yield row.bare + doubt
    if numbers:
        bare = IN_BRACKETS.sub("", row.bare)
        yield bare + doubt
        yield from (bare[: found.end()] + doubt for found in reversed(list(NUMBER.finditer(bare))))
    else:
        said = whole_sentences(row.bare)
        yield from (" ".join(said[:count]) + doubt for count in range(len(said) - 1, 0, -1))


def gaps(card: Card, t: Catalog) -> str:
    """« Personne n’a trouvé le délai, ni la preuve. »: never a row each; a number to call apart."""
    missing = [row for row in rows_that_mean(card) if row.state is State.MISSING and row.key != "call"]
    if not missing:
        return ""
    named = [t(f"print.gap.{row.key}") for row in missing]
    if missing[0].value == t("unknown.draft"):
        return t("print.gaps", facts=t("print.gaps.join").join(named))
    return t("print.gaps.validated", facts=", ".join(named))


def rule(card: Card, t: Catalog) -> Rule | None:
    game = next((row for row in card.rows if row.state is State.GAME), None)
    return Rule(lead(game, t), game.value) if game else None


def bullet_list(card: Card, form: str, t: Catalog) -> BulletList | None:
    if not (card.heading and card.bullets) or form == "claim":
        return None
    items = []
    for rank, said in enumerate(card.bullets, 1):
        others = len(card.bullets) - rank
        last = t.count("print.criteria.more", others, said=said) if others and form == "urgency" else ""
        items.append(Bullet(said, last))
    return BulletList(card.heading, tuple(items))


def alarms(card: Card, t: Catalog) -> Iterator[Alarm]:
    for row in card.rows:
        if row.key in ("emergency", "danger"):
            forms = dict.fromkeys(filter(None, (row.value, row.brief)))
            yield Alarm(label=lead(row, t), forms=tuple(forms), number=row.key == "emergency")


def call(card: Card, t: Catalog) -> Call | None:
    """The landlord's number with its hours, or a line to write it."""
    row = next((row for row in card.rows if row.key == "call"), None)
    if row is None:
        return None
    hours = next((row for row in card.rows if row.key == "hours"), None)
    value = next(value_forms(row, t)) if row.state is State.STATED else ""
    return Call(t("print.call"), value, next(value_forms(hours, t)) if hours else "")


def choices(card: Card, t: Catalog) -> Iterator[Choice]:
    for each in card.bullets:
        found = LETTER.match(each)
        right = card.answer.startswith(t("answer.right", right=each))
        yield Choice(found[1], each[found.end() :], right) if found else Choice("", each, right)


def answer(card: Card, form: str, t: Catalog) -> str:
    """What is right, of a picture or a question whose choices do not show it; else why it is right."""
    if form not in ("picture", "question"):
        return ""
    return next(iter(said_right(card, t)), "")


def reasons(card: Card, form: str, t: Catalog) -> tuple[str, ...]:
    return said_right(card, t)[1:] if form in ("picture", "question") else ()


def said_right(card: Card, t: Catalog) -> tuple[str, ...]:
    """The answer by sentences, without the words of the choice that is marked."""
    for each in card.bullets:
        whole = t("answer.right", right=each)
        if card.answer.startswith(whole):
            return answered_sentences(card.answer[len(whole) :].removeprefix("."))
    return answered_sentences(card.answer)


def answered_sentences(text: str) -> tuple[str, ...]:
    """By sentences; what is asked (« 2 mois de silence ? ») stays with what answers it."""
    found: list[str] = []
    for sentence in split_sentences(text):
        if found and found[-1].endswith("?"):
            found[-1] = f"{found[-1]} {sentence}"
        else:
            found.append(sentence)
    return tuple(found)


def asked(told: Recall) -> Asked:
    return Asked(told.question, whole_sentences(told.answer))


def list_parts(answer: str) -> tuple[str, ...]:
    """By sentences; of those whom one may call, one after the other, without hours: their own cards tell them."""
    numbers = IN_BRACKETS.sub("", answer) if NUMBER.search(answer) else answer
    first, *others = numbers.split(DOT)
    return (*whole_sentences(first), *(f"· {each}" for each in others))


def whole_sentences(text: str) -> tuple[str, ...]:
    """By sentences; what somebody says is not parted."""
    found: list[str] = []
    for sentence in split_sentences(text):
        if found and sum(map(found[-1].count, "«“")) > sum(map(found[-1].count, "»”")):
            found[-1] = f"{found[-1]} {sentence}"
        else:
            found.append(sentence)
    return tuple(found)


def own_key(t: Catalog) -> Notes:
    """The five lines of a team, in the words of the carte-clé."""
    return Notes(t("house-key.own"), t("house-key.own.read"), tuple(t(f"house-key.own.{name}") for name in OWN_KEY))


def first_gestures(card: Card, t: Catalog) -> Iterator[str]:
    """« D’abord : je sors. Dehors : 18 ou 112. »: each gesture by its first sentence; shorter, the first and the last.

    Where no call for help comes of it, the first alone.
    """
    gestures = shorten_gestures(card.bullets)
    shown = gestures if card.danger else gestures[:1]
    for kept in dict.fromkeys((shown, (*shown[:1], *shown[1:][-1:]))) if shown else ():
        yield t("print.first", gestures=" ".join((after_colon(kept[0]), *kept[1:])))


def after_colon(text: str) -> str:
    """With a small letter, but for « I », which is none in English."""
    return text if text.startswith(("I ", "I’")) else text[:1].lower() + text[1:]


def origins(card: Card, t: Catalog) -> Iterator[str]:
    """Where the words come from: by title, by number, what is doubted alone."""
    numbers = ", ".join(str(rank) for rank, _ in card.sources)
    short = t.count("print.sources.short", len(card.sources), numbers=numbers) if numbers else ""
    for cited in ([title for _, title in card.sources], [short], []):
        yield DOT.join(filter(None, (card.provenance, *cited)))


def stamp(card: Card, dossier: Dossier, t: Catalog) -> str:
    """Where in the pile it is, version and hash."""
    named = name_place(card.name, t) if card.in_pile else ""
    return DOT.join(filter(None, (named, dossier.version, card_hash(card))))


def longest_kept(card: Card, form: str) -> str:
    """The address of the longest text that never gives way."""
    kept = {"title": card.title}
    if form == "question" and item_of(card) == card.id:
        kept["answers"] = " ".join(card.bullets)
    elif form != "claim":
        kept |= {KEYS[row.key]: row.value for row in stated_rows(card) if never(row) and row.key in KEYS}
    key = max(kept, key=lambda name: len(kept[name]))
    return f"{item_of(card)}.{key}"


def item_of(card: Card) -> str:
    """The id of the item in the circuit: a question made of one has its title."""
    return card.id.rpartition(".")[2] if card.id.startswith(QUIZ) else card.id
