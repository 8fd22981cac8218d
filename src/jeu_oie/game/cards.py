"""Board → what stands on every square and card, in the circuit's language.

A card holds all that the circuit says there, nothing shortened: the layout fits what a square or an A7 card can
hold, the page and ``circuit.pdf`` show it whole. What comes first for people: outputs.md, « What cards and page
say first ».
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from jeu_oie.circuit.model import (
    NONE,
    Advice,
    Fact,
    Item,
    Practice,
    ProblemItem,
    Question,
    Recourse,
    SetbackItem,
    Space,
)
from jeu_oie.circuit.nearest import plain
from jeu_oie.game.bodies import Body, body_of, with_guests
from jeu_oie.game.card_id import CardId, Place, read_card_id
from jeu_oie.game.faces import (
    TOPICS,
    Face,
    aspect_face,
    item_face,
    second_of,
    states_fact,
    tell_line,
    thing_in,
    thing_of,
)
from jeu_oie.game.house_key import KeyLine, key_of
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import KINDS
from jeu_oie.game.meaning import is_idea, tell_card
from jeu_oie.game.pictured import Asked, tell_answer, tell_question
from jeu_oie.game.recall import Recall, recall_of
from jeu_oie.game.sentences import word_pattern
from jeu_oie.game.squares import CUT_OUT, Aspect, Board, Square
from jeu_oie.game.wording import FactFormatter, Row, State, capital, close_sentence
from jeu_oie.messages import Catalog


@dataclass(frozen=True, slots=True)
class Card:
    """A card: ``name`` is its square's (``12``, ``10a``), ``p7`` in the pile, ``b3`` of a problem, ``r2`` of the rest.

    ``id`` is the item's, the same as long as the circuit keeps it; that of a square without an item holds a dot,
    which no item's may. ``bullets`` stand under ``heading``.
    ``thing`` is the picture that its author chose; ``sort`` what a card of the pile is (``question``, ``debate``,
    ``problem``, ``fact``…), empty on a square. ``meaning``: of a word of the title that not everybody knows.
    ``danger``: a problem in which one calls for help before any talk of who pays. ``level``: how urgent a réclamation
    is, for the whole game. ``recall``: what is asked of a ☐ once it is ticked; ``key``: the questions at the door, on
    the card of the arrival. ``sources`` are (number, title).
    ``detailed`` is False where a square says on itself all that there is.
    """

    name: str
    id: str
    kind: Kind
    step: str
    face: Face
    second: str
    title: str
    text: str = ""
    heading: str = ""
    bullets: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    notes: tuple[Row, ...] = ()
    answer: str = ""
    sources: tuple[tuple[int, str], ...] = ()
    provenance: str = ""
    detailed: bool = True
    dashed: bool = False
    thing: str = ""
    sort: str = ""
    meaning: str = ""
    danger: bool = False
    level: str = ""
    recall: Recall | None = None
    key: tuple[KeyLine, ...] = ()

    @property
    def card_id(self) -> CardId:
        return read_card_id(self.name)

    @property
    def questions(self) -> tuple[Recall | KeyLine, ...]:
        """What others ask, with the answers."""
        return self.key or ((self.recall,) if self.recall else ())

    @property
    def in_pile(self) -> bool:
        """Whether the card is drawn, or only told, rather than met on a square."""
        return not self.card_id.on_board

    @property
    def shown_thing(self) -> str:
        """The picture that its author chose, else of what its words speak; empty: none."""
        return self.thing or thing_in(self.title, *([self.second] if KINDS[self.kind].step else []))

    @property
    def printed(self) -> bool:
        """Whether it is cut out for a table (outputs.md, « Cards »)."""
        return bool(self.key) or (self.detailed and (self.in_pile or self.kind in CUT_OUT))


@dataclass(frozen=True, slots=True)
class Deck:
    """The cards of the squares in order, side tracks after their entry; those dealt for a table, and all others.

    ``problems``: of which each team draws one. ``undealt``: what only page and guide tell.
    """

    cards: tuple[Card, ...]
    pile: tuple[Card, ...]
    problems: tuple[Card, ...] = ()
    undealt: tuple[Card, ...] = ()

    @property
    def loose(self) -> tuple[Card, ...]:
        """All that stand on no square."""
        return (*self.pile, *self.problems, *self.undealt)

    @property
    def every(self) -> tuple[Card, ...]:
        return (*self.cards, *self.loose)

    @property
    def printed(self) -> tuple[Card, ...]:
        """What is cut out."""
        return tuple(card for card in (*self.cards, *self.pile, *self.problems) if card.printed)


def write(board: Board, words: Catalog) -> Deck:
    """Every card of ``board``."""
    facts = FactFormatter(board, words)
    tracks = {track.entry: track.squares for track in board.side_tracks}
    ordered = [square for main in board.squares for square in (main, *tracks.get(main.number, ()))]
    loose = [pile_card(item, name, facts) for name, item in board.loose.items()]
    places = (Place.PILE, Place.PROBLEM, Place.REST)
    pile, problems, undealt = (tuple(card for card in loose if card.card_id.place is place) for place in places)
    return Deck(tuple(square_card(square, facts) for square in ordered), pile, problems, undealt)


def square_card(square: Square, facts: FactFormatter) -> Card:
    """The card of a square: of its item, of the fact that it says, or of a draw or arrival square."""
    if square.aspect is not None:
        return aspect_card(square, square.aspect, facts)
    return item_card(square, square.item, facts) if square.item is not None else plain_card(square, facts)


def plain_card(square: Square, facts: FactFormatter) -> Card:
    """A draw square, or the arrival."""
    t, kind = facts.words, square.kind
    title = t("draw.title") if kind is Kind.DRAW else facts.board.circuit.arrival or t("finish.title")
    face = Face(pictogram=KINDS[kind].pictogram, label=t(f"kind.{kind}"), title=title, line=tell_line(square, facts))
    name = f"draw.{square.name}" if kind is Kind.DRAW else "arrival."
    key = key_of(facts) if kind is Kind.FINISH else ()
    return Card(square.name, name, kind, square.step, face, "", title, face.line, detailed=False, key=key)


def aspect_card(square: Square, aspect: Aspect, facts: FactFormatter) -> Card:
    """A square that says all on itself: what one does there, and the sources of the fact."""
    kind = square.kind
    face = aspect_face(square, aspect, facts)
    title = face.title if kind is Kind.ASK else name_saying(face.label, face.title, facts.words)
    return Card(
        square.name,
        f"{kind}.{aspect.id}",
        kind,
        square.step,
        face,
        "",
        title,
        " ".join(filter(None, (face.text and close_sentence(face.text), face.line))),
        sources=facts.cited_for(aspect.item, aspect.fact) if states_fact(kind, aspect) else (),
        detailed=False,
    )


def name_saying(label: str, title: str, words: Catalog) -> str:
    """« Je peux dire : « … » », « Qui paie ? Le bailleur »."""
    return f"{label} {title}" if label.endswith(("?", "…")) else words("answer.fact", label=label, value=title)


def item_card(square: Square, item: Item, facts: FactFormatter) -> Card:
    """The card of a square that holds an item of the circuit: of a problem in a picture, what is asked and right."""
    if square.asks and isinstance(item, ProblemItem):
        return picture_card(square, item, facts)
    t = facts.words
    body = with_guests(body_of(item, facts), item.id, facts)
    return Card(
        square.name,
        item.id,
        square.kind,
        square.step,
        item_face(square, item, facts),
        second_of(square, facts),
        item.title or t("blank.title"),
        item.text or "",
        body.heading,
        body.bullets,
        rows_of(body, tell_line(square, facts), facts),
        body.notes,
        body.answer,
        facts.cited(item),
        facts.provenance(item),
        detailed=square.kind is not Kind.FACT or is_idea(item),
        dashed=is_idea(item),
        thing=thing_of(item),
        meaning=meaning_of(item, facts),
        recall=recall_of(square, facts),
    )


def picture_card(square: Square, item: ProblemItem, facts: FactFormatter) -> Card:
    """All that is said of the problem; the left team holds it, and reads what is right."""
    face = item_face(square, item, facts)
    whole = pile_card(item, square.name, facts)
    answer = " ".join(dict.fromkeys(filter(None, (tell_answer(item, square.asks, facts), whole.answer))))
    rows = (row for row in whole.rows if row.state is not State.GAME)
    game = Row("game", facts.words("row.game"), face.line, State.GAME)
    title = tell_question(item.title, square.asks, facts.words)
    card = replace(whole, kind=square.kind, step=square.step, face=face, sort="", level="")
    if square.asks == Asked.FIRST:  # what is right says the gestures
        card = replace(card, heading="", bullets=())
    return replace(card, title=title, rows=(*rows, game), answer=answer)


def meaning_of(item: Item, facts: FactFormatter) -> str:
    """« CDC : commission gratuite … »: of an acronym in the title, or of the word with which a recourse begins."""
    if isinstance(item, (Question, ProblemItem)):
        return ""  # it would tell the answer
    known = facts.circuit.words
    terms = {term: word_pattern(term) for term in sorted(known, key=lambda term: (-len(term), term))}
    title = plain(item.title)
    found = (term for term, pattern in terms.items() if pattern.search(title))
    owner = facts.circuit.landlord.name.split()
    begins = title if isinstance(item, Recourse) else ""
    term = next(
        (term for term in found if (term.isupper() and term not in owner) or begins.startswith(plain(term))), None
    )
    return facts.words("answer.fact", label=capital(term), value=known[term]) if term else ""


def rows_of(body: Body, game: str, facts: FactFormatter) -> tuple[Row, ...]:
    """The rows of a card, « au jeu » last (outputs.md)."""
    return (*body.rows, Row("game", facts.words("row.game"), game, State.GAME)) if game else body.rows


PILE: Mapping[type[Item], tuple[Kind, str, str]] = {
    Question: (Kind.QUIZ, "question", "question"),
    ProblemItem: (Kind.PROBLEM, "problem", ""),
    Fact: (Kind.FACT, "fact", "info"),
    Advice: (Kind.FACT, "advice", "tip"),
    Recourse: (Kind.HELPER, "recourse", "aid"),
    Space: (Kind.SPACE, "space", "people"),
    Practice: (Kind.GOOSE, "practice", "goose"),
}


def pile_kind(item: Item) -> tuple[Kind, str, str]:
    """Kind (for the colours), word and pictogram of a pile card; a problem's is its circuit's."""
    if isinstance(item, SetbackItem):
        return Kind(item.kind.value), "setback", KINDS[Kind(item.kind.value)].pictogram
    kind, word, pictogram = next(told for sort, told in PILE.items() if isinstance(item, sort))
    if isinstance(item, Question) and item.right is None:
        return Kind.DEBATE, "debate", "debate"
    return kind, word, f"{pictogram}-dashed" if is_idea(item) else pictogram


def pile_card(item: Item, name: str, facts: FactFormatter) -> Card:
    """A card of the pile; all have the back of the question squares, their front says what they are."""
    t = facts.words
    kind, word, pictogram = pile_kind(item)
    pictogram = "danger" if facts.dangers_of(item) else pictogram or TOPICS[facts.circuit.topic]
    body = with_guests(body_of(item, facts), item.id, facts)
    face = Face(pictogram=thing_of(item) or pictogram, label=t(f"pile.{word}"), title=item.title)
    dashed = is_idea(item)
    return Card(
        name,
        item.id,
        kind,
        "",
        face,
        second_of(Square("", kind, "", item), facts) if dashed else "",
        item.title,
        item.text or "",
        body.heading,
        body.bullets,
        rows_of(body, tell_card(item, t), facts),
        body.notes,
        body.answer,
        facts.cited(item),
        facts.provenance(item),
        dashed=dashed,
        thing=thing_of(item),
        sort=word,
        meaning=meaning_of(item, facts),
        danger=isinstance(item, ProblemItem) and any(each.call for each in facts.dangers_of(item)),
        level=tell_level(item, facts) if isinstance(item, ProblemItem) else "",
    )


def tell_level(problem: ProblemItem, facts: FactFormatter) -> str:
    """« Urgente, niveau 2 », « Pas urgente », or that the table votes; nothing where no square asks for it."""
    levels = [each.id for each in facts.circuit.shortcuts]
    if not levels:
        return ""
    if problem.urgency in levels:
        return facts.words("claim.urgent", level=levels.index(problem.urgency) + 1)
    return facts.words("claim.calm" if problem.urgency == NONE else "claim.vote")


def by_step(deck: Deck, steps: Sequence[str]) -> tuple[tuple[Card, ...], ...]:
    """The cards of the squares, one tuple a step of the main track, in order; side tracks stand after their entry."""
    found: dict[str, list[Card]] = {step: [] for step in steps}
    here = steps[0]
    for card in deck.cards:
        here = card.step if card.step in found else here
        if card.kind is not Kind.FINISH:
            found[here].append(card)
    return tuple(tuple(cards) for cards in found.values())


def rows_shown(card: Card) -> tuple[Row, ...]:
    """The rows of ``card`` as they are read: what nobody has found on one line, but for a number to call."""
    rows = rows_that_mean(card)
    gaps = [row for row in rows if row.state is State.MISSING and row.key != "call"]
    if len(gaps) < 2:
        return rows
    gathered = Row("missing", gaps[0].value, ", ".join(row.label for row in gaps), State.MISSING)
    others = (row for row in rows if row not in gaps)
    return tuple(sorted((*others, gathered), key=lambda row: row.state is State.GAME))


def rows_that_mean(card: Card) -> tuple[Row, ...]:
    """The rows of ``card``, without gaps that mean nothing there.

    Where something is to be done at once (a fire), nobody announces a delay and nobody asks for an acceptable one.
    """
    if is_at_once(card):
        return tuple(row for row in card.rows if row.state is not State.MISSING and row.key != "acceptable")
    return card.rows


def is_at_once(card: Card) -> bool:
    """A problem that says what to do at once, and for which no delay is announced nor asked (``circuit/gaps``)."""
    states = {row.key: row.state for row in card.rows}
    to_write = states.get("acceptable") is State.NOTHING
    return bool(card.heading) and to_write and "delay" not in states


def card_hash(card: Card) -> str:
    """Six hexadecimal digits over what the card says, without the stamp: it changes when the words change."""
    rows = (part for row in (*rows_shown(card), *card.notes) for part in (row.label, row.value, row.state))
    titles = (title for _, title in card.sources)
    said = (card.name, card.kind, card.face.label, card.second, card.title, card.meaning, card.text, card.heading)
    asked = (card.level, *(part for each in card.questions for part in (each.question, each.answer)))
    whole = (*said, *asked, *card.bullets, *rows, card.answer, *titles, card.provenance, str(card.dashed))
    return sha256("\x1f".join(whole).encode()).hexdigest()[:6]


def deck_hash(cards: Iterable[Card]) -> str:
    """Six hexadecimal digits over what all of them say."""
    return sha256("".join(map(card_hash, cards)).encode()).hexdigest()[:6]
