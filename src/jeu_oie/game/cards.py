"""Board → what stands on every square and card, in the circuit's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import singledispatch

from jeu_oie.circuit.model import NONE, Advice, Fact, Item, Practice, ProblemItem, Question, Recourse, Space, Step
from jeu_oie.game.bodies import Body, body_of, with_guests
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import KINDS
from jeu_oie.game.squares import Board, Elapsed, Square
from jeu_oie.game.wording import FactFormatter, Row, State, is_idea, pile_game
from jeu_oie.messages import Catalog

# --- What a square or a card shows besides its words: pictogram, second line of the band, foot line -------


def thing_of(item: Item) -> str:
    """The picture that its author chose (``icon``), as drawing names it; empty: none."""
    chosen = getattr(item, "icon", None)
    return f"thing-{chosen}" if chosen else ""


def pictogram_of(square: Square) -> str:
    """The pictogram of a square: its kind's, or for a step what its author chose, else its channel, else its actor."""
    item = square.item
    if square.kind is Kind.STEP and isinstance(item, Step):
        if item.icon:
            return thing_of(item)
        if item.channels and item.channels[0].kind:
            return f"channel-{item.channels[0].kind}"
        first = item.actor[0] if item.actor else ""
        return {"tenant": "actor-tenant", "landlord": "actor-landlord", "": "actor-none"}.get(first, "actor-other")
    return KINDS[square.kind].pictogram


def second_of(square: Square, facts: FactFormatter) -> str:
    """The second line of a band: who acts in a step, else the old name."""
    if isinstance(square.item, Step):
        return facts.actors(square.item.actor)
    if isinstance(square.item, Practice) and is_idea(square.item):
        return facts.words(f"adopted.{square.item.adopted}")
    if KINDS[square.kind].old_name and facts.board.preset.old_names:
        return facts.words(f"old-name.{square.kind}")
    return ""


def foot_of(square: Square, facts: FactFormatter) -> tuple[str, str]:
    """The foot line of a square and its pictogram: the trace of a step, else what happens."""
    item = square.item
    if isinstance(item, Step) and not item.missing:
        if item.trace is None:
            return facts.unknown, "egg-unknown"
        return (facts.words("trace.none"), "egg-none") if item.trace == NONE else (item.trace, "egg")
    if isinstance(item, Step):
        return "", ""
    effect = KINDS[square.kind].effect(square, facts)
    if KINDS[square.kind].old_name and facts.board.preset.old_names and not is_idea(item):
        return facts.words("foot.old", name=facts.words(f"old-name.{square.kind}.foot"), effect=effect), ""
    return effect[:1].upper() + effect[1:], ""


@singledispatch
def pile_kind(item: object) -> tuple[Kind, str, str]:
    """Kind (for the colours), word and pictogram of a pile card."""
    raise TypeError(type(item))


@pile_kind.register
def _(item: Question) -> tuple[Kind, str, str]:
    return Kind.QUESTION, "question" if item.right is not None else "debate", "question"


@pile_kind.register
def _(item: ProblemItem) -> tuple[Kind, str, str]:
    return Kind.QUESTION, "problem", "wrench"


@pile_kind.register
def _(item: Fact) -> tuple[Kind, str, str]:
    return Kind.QUESTION, "fact", "info"


@pile_kind.register
def _(item: Advice) -> tuple[Kind, str, str]:
    return Kind.QUESTION, "advice", "tip"


@pile_kind.register
def _(item: Recourse) -> tuple[Kind, str, str]:
    return Kind.RECOURSE, "recourse", "signpost"


@pile_kind.register
def _(item: Space) -> tuple[Kind, str, str]:
    return Kind.SPACE, "space", "people"


@pile_kind.register
def _(item: Practice) -> tuple[Kind, str, str]:
    return Kind.PRACTICE, "practice", "goose-dashed" if is_idea(item) else "goose"


# --- Board → what stands on every square and card, in the circuit's language ------------------------------
#
# A card holds all that the circuit says there, nothing shortened: the layout fits what a square or an A7 card can
# hold, the page and ``circuit.pdf`` show it whole. What comes first for people: outputs.md, « What cards and page
# say first ».

__all__ = [
    "Calendar",
    "Card",
    "Deck",
    "Face",
    "by_step",
    "square_card",
    "time_card",
    "write",
]


@dataclass(frozen=True, slots=True)
class Calendar:
    """What the calendar of a time square shows: « jours », « + 3 », « au plus » or « délai pas trouvé » under it."""

    unit: str
    amount: str
    under: str = ""


@dataclass(frozen=True, slots=True)
class Face:
    """What stands on the square itself: pictogram, kind and second line in the band, a title, a foot line.

    ``door``: a small one beside the pictogram, where the matter often ends.
    """

    pictogram: str
    label: str
    second: str
    title: str
    foot: str
    foot_pictogram: str = ""
    foot_short: str = ""
    calendar: Calendar | None = None
    door: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A card: ``name`` is its square's (``12``, ``10a``) or ``p7`` in the pile.

    ``id`` is the item's, the same as long as the circuit keeps it; that of a square without an item holds a dot,
    which no item's may. ``bullets`` stand under ``heading``.
    ``thing`` is the picture that its author chose. ``answer`` stands upside down. ``sources`` are (number, title).
    ``printed`` is False where a square has nothing to cut out (time, draw and arrival squares).
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
    printed: bool = True
    dashed: bool = False
    target: str | None = None
    thing: str = ""

    @property
    def in_pile(self) -> bool:
        """Whether the card is drawn rather than met on a square."""
        return self.name.startswith("p")


@dataclass(frozen=True, slots=True)
class Deck:
    """The cards of the squares in order, side tracks after their entry, and those of the pile."""

    cards: tuple[Card, ...]
    pile: tuple[Card, ...]

    @property
    def printed(self) -> tuple[Card, ...]:
        """What is cut out."""
        return tuple(card for card in (*self.cards, *self.pile) if card.printed)


def write(board: Board, words: Catalog) -> Deck:
    """Every card of ``board``."""
    facts = FactFormatter(board, words)
    tracks = {track.entry: track.squares for track in board.side_tracks}
    ordered = [square for main in board.squares for square in (main, *tracks.get(main.number, ()))]
    on_board = tuple(square_card(square, facts) for square in ordered)
    pile = tuple(pile_card(item, rank, facts) for rank, item in enumerate(board.pile, 1))
    return Deck(on_board, pile)


# --- squares ---------------------------------------------------------------------------------------------


def square_card(square: Square, facts: FactFormatter) -> Card:
    """The card of a square: of its item, or of a square that has none (time, draw, arrival)."""
    t = facts.words
    if square.elapsed is not None:
        return time_card(square, square.elapsed, facts)
    if square.kind is Kind.FINISH:
        title = facts.board.circuit.arrival or t("finish.title")
        face = Face(KINDS[Kind.FINISH].pictogram, t("kind.finish"), "", title, "")
        return Card(square.name, "arrival.", Kind.FINISH, square.step, face, "", title, t("finish.text"), printed=False)
    if square.item is None:
        face = Face(KINDS[Kind.QUESTION].pictogram, t("kind.question"), "", t("draw.title"), t("draw.foot"))
        return Card(
            square.name,
            f"draw.{square.name}",
            Kind.QUESTION,
            square.step,
            face,
            "",
            t("draw.title"),
            t("draw.text"),
            printed=False,
        )
    return item_card(square, square.item, facts)


def time_card(square: Square, elapsed: Elapsed, facts: FactFormatter) -> Card:
    t = facts.words
    if not elapsed.announced:
        calendar = Calendar(t("time.header"), "…")
        title = t("time.passes")
    elif elapsed.amount is None:
        calendar = Calendar(t("time.header"), "?", t("time.unknown", unknown=facts.unknown))
        title = calendar.under
    else:
        amount, unit = facts.amount(elapsed.amount), facts.unit(elapsed.amount, elapsed.unit)
        marks = (t("time.bound") if elapsed.bound else "", t("uncertain") if elapsed.unsure else "")
        calendar = Calendar(unit, t("time.plus", amount=amount), ", ".join(filter(None, marks)))
        title = t("time.since", amount=amount, unit=unit)
        title = t("time.at-most", elapsed=title) if elapsed.bound else title
        title = t("time.unsure", elapsed=title) if elapsed.unsure else title
    face = Face(KINDS[Kind.TIME].pictogram, t("kind.time"), "", title, "", calendar=calendar)
    return Card(
        square.name, f"time.{square.name}", Kind.TIME, square.step, face, "", title, t("time.text"), printed=False
    )


def item_card(square: Square, item: Item, facts: FactFormatter) -> Card:
    """The card of a square that holds an item of the circuit."""
    t, traits = facts.words, KINDS[square.kind]
    title = item.title or t("blank.title")
    body = with_guests(body_of(item, facts), item.id, facts)
    pictogram, second = pictogram_of(square), second_of(square, facts)
    foot, foot_pictogram = foot_of(square, facts)
    short = "" if isinstance(item, Step) else traits.effect(square, facts)
    dashed = is_idea(item)
    face = Face(
        "goose-dashed" if dashed else pictogram,
        t(f"kind.{square.kind}"),
        second if isinstance(item, Step) and square.kind is not Kind.BLANK else "",
        item.title,
        foot,
        foot_pictogram,
        short[:1].upper() + short[1:],
        door=square.has_door,
    )
    return Card(
        square.name,
        item.id,
        square.kind,
        square.step,
        face,
        second,
        title,
        item.text or "",
        body.heading,
        body.bullets,
        rows_of(body, traits.game(square, facts), facts),
        body.notes,
        body.answer,
        facts.cited(item),
        facts.provenance(item),
        dashed=dashed,
        target=square.target,
        thing=thing_of(item),
    )


def rows_of(body: Body, game: str, facts: FactFormatter) -> tuple[Row, ...]:
    """The rows of a card, « au jeu » last (outputs.md)."""
    return (*body.rows, Row("game", facts.words("row.game"), game, State.GAME)) if game else body.rows


# --- the pile --------------------------------------------------------------------------------------------


def pile_card(item: Item, rank: int, facts: FactFormatter) -> Card:
    """A card of the pile; all have the back of the question squares, their front says what they are."""
    t = facts.words
    kind, word, pictogram = pile_kind(item)
    pictogram = "danger" if facts.dangers_of(item) else pictogram
    body = with_guests(body_of(item, facts), item.id, facts)
    face = Face(thing_of(item) or pictogram, t(f"pile.{word}"), "", item.title, "")
    dashed = is_idea(item)
    return Card(
        f"p{rank}",
        item.id,
        kind,
        "",
        face,
        second_of(Square("", kind, "", item), facts) if dashed else "",
        item.title,
        item.text or "",
        body.heading,
        body.bullets,
        rows_of(body, pile_game(item, facts), facts),
        body.notes,
        body.answer,
        facts.cited(item),
        facts.provenance(item),
        dashed=dashed,
        thing=thing_of(item),
    )


def by_step(deck: Deck, steps: Sequence[str]) -> tuple[tuple[Card, ...], ...]:
    """The cards of the squares, one tuple a step of the main track, in order; side tracks stand after their entry."""
    found: dict[str, list[Card]] = {step: [] for step in steps}
    here = steps[0]
    for card in deck.cards:
        here = card.step if card.step in found else here
        if card.kind is not Kind.FINISH:
            found[here].append(card)
    return tuple(tuple(cards) for cards in found.values())


# --- Which gaps of a card are worth telling: those that somebody could fill -------------------------------


def rows_shown(card: Card) -> tuple[Row, ...]:
    """The rows of ``card``, without gaps that mean nothing there.

    Where something is to be done at once (a fire), nobody announces a delay and nobody asks for an acceptable one.
    """
    if is_at_once(card):
        return tuple(row for row in card.rows if row.state is State.GAME)
    return card.rows


def is_at_once(card: Card) -> bool:
    """A problem that says what to do at once, and for which no delay is announced nor asked (``circuit/gaps``)."""
    states = {row.key: row.state for row in card.rows}
    to_write = states.get("acceptable") is State.NOTHING
    return bool(card.heading) and to_write and "delay" not in states
