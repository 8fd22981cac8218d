"""Board → what stands on every square and card, in the circuit's language.

A card holds all that the circuit says there, nothing shortened: the layout fits what a square or an A7 card
can hold, the page and ``circuit.pdf`` show it whole. What comes first for people: outputs.md, « What cards
and page say first ».
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import singledispatch

from jeu_oie.board.bodies import body_of
from jeu_oie.board.effects import can_win, effect_of, game_of, is_idea
from jeu_oie.board.facts import Facts, Row, State
from jeu_oie.board.kinds import Kind
from jeu_oie.board.squares import Board, Elapsed, Square
from jeu_oie.circuit.model import (
    NONE,
    Adopted,
    Advice,
    Fact,
    Item,
    Practice,
    ProblemItem,
    Question,
    Recourse,
    Space,
    Step,
)
from jeu_oie.messages import Words


@dataclass(frozen=True, slots=True)
class Calendar:
    """What the calendar of a time square shows: « jours », « + 3 », and « au plus » or « délai pas trouvé » under it."""

    unit: str
    amount: str
    under: str = ""


@dataclass(frozen=True, slots=True)
class Face:
    """What stands on the square itself: pictogram, kind and second line in the band, a title, a foot line."""

    pictogram: str
    label: str
    second: str
    title: str
    foot: str
    foot_pictogram: str = ""
    foot_short: str = ""
    calendar: Calendar | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A card: ``name`` is its square's (``12``, ``10a``) or ``p7`` in the pile.

    ``id`` is the item's, the same as long as the circuit keeps it. ``bullets`` stand under ``heading``.
    ``answer`` stands upside down. ``sources`` are (number, title). ``printed`` is False where a square has
    nothing to cut out (time, draw and arrival squares).
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


def write(board: Board, words: Words) -> Deck:
    """Every card of ``board``."""
    facts = Facts(board, words)
    tracks = {track.entry: track.squares for track in board.side_tracks}
    ordered = [square for main in board.squares for square in (main, *tracks.get(main.number, ()))]
    on_board = tuple(square_card(square, facts) for square in ordered)
    pile = tuple(pile_card(item, rank, facts) for rank, item in enumerate(board.pile, 1))
    return Deck(on_board, pile)


# --- squares ---------------------------------------------------------------------------------------------


def square_card(square: Square, facts: Facts) -> Card:
    """The card of a square: of its item, or of a square that has none (time, draw, arrival)."""
    t = facts.words
    if square.elapsed is not None:
        return time_card(square, square.elapsed, facts)
    if square.kind is Kind.FINISH:
        title = facts.board.circuit.arrival or t("finish.title")
        face = Face("house", t("kind.finish"), "", title, "")
        return Card(square.name, "arrival", Kind.FINISH, square.step, face, "", title, t("finish.text"), printed=False)
    if square.item is None:
        face = Face("question", t("kind.question"), "", t("draw.title"), t("draw.foot"))
        return Card(
            square.name,
            f"draw-{square.name}",
            Kind.QUESTION,
            square.step,
            face,
            "",
            t("draw.title"),
            t("draw.text"),
            printed=False,
        )
    return item_card(square, square.item, facts)


def time_card(square: Square, elapsed: Elapsed, facts: Facts) -> Card:
    t = facts.words
    if not elapsed.told:
        calendar = Calendar(t("time.header"), "…")
        title = t("time.passes")
    elif elapsed.amount is None:
        calendar = Calendar(t("time.header"), "?", t("time.unknown", unknown=facts.unknown))
        title = calendar.under
    else:
        unit = t.count(f"unit.{elapsed.unit}", elapsed.amount)
        calendar = Calendar(unit, f"+ {elapsed.amount}", t("time.bound") if elapsed.bound else "")
        title = " ".join(filter(None, (f"+ {elapsed.amount} {unit}", calendar.under)))
    face = Face("calendar", t("kind.time"), "", title, "", calendar=calendar)
    return Card(
        square.name, f"time-{square.name}", Kind.TIME, square.step, face, "", title, t("time.text"), printed=False
    )


def item_card(square: Square, item: Item, facts: Facts) -> Card:
    """The card of a square that holds an item of the circuit."""
    t = facts.words
    title = item.title or t("blank.title")
    body = body_of(item, facts)
    game = game_of(square, facts)
    pictogram, second = pictogram_of(square), second_of(square, facts)
    foot, foot_pictogram = foot_of(square, facts)
    short = "" if isinstance(item, Step) else effect_of(square, facts)
    dashed = isinstance(item, Practice) and item.adopted is not Adopted.TRUE
    face = Face(
        "goose-dashed" if dashed else pictogram,
        t(f"kind.{square.kind}"),
        second if isinstance(item, Step) and square.kind is not Kind.BLANK else "",
        item.title,
        foot,
        foot_pictogram,
        short[:1].upper() + short[1:],
    )
    rows = (*body.rows, Row("game", t("row.game"), game, State.GAME)) if game else body.rows
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
        rows,
        (*body.notes, *facts.advice_at(item.id)),
        body.answer,
        facts.cited(item),
        facts.provenance(item),
        dashed=dashed,
        target=square.target,
    )


def pictogram_of(square: Square) -> str:
    """The pictogram of a square: its kind's, or for a step that of its channel, else of its actor."""
    item = square.item
    if square.kind is Kind.STEP and isinstance(item, Step):
        if item.channels and item.channels[0].kind:
            return f"channel-{item.channels[0].kind}"
        first = item.actor[0] if item.actor else ""
        return {"tenant": "actor-tenant", "landlord": "actor-landlord", "": "actor-none"}.get(first, "actor-other")
    return PICTOGRAMS[square.kind]


PICTOGRAMS = {
    Kind.START: "goose-letter",
    Kind.FINISH: "house",
    Kind.STEP: "actor-none",
    Kind.TIME: "calendar",
    Kind.PRACTICE: "goose",
    Kind.SHORTCUT: "bridge",
    Kind.WAIT: "hourglass",
    Kind.SILENCE: "well",
    Kind.DETOUR: "maze",
    Kind.BLOCKED: "bars",
    Kind.BACK: "back",
    Kind.CLOSED: "folder",
    Kind.RECOURSE: "signpost",
    Kind.SPACE: "people",
    Kind.QUESTION: "question",
    Kind.BLANK: "pencil",
}

# Kinds that the old game has a name for; « prison » and « mort » are never told (game.md).
OLD_NAMES = frozenset({Kind.PRACTICE, Kind.SHORTCUT, Kind.WAIT, Kind.SILENCE, Kind.DETOUR})


def second_of(square: Square, facts: Facts) -> str:
    """The second line of a band: who acts in a step, else the old name."""
    if isinstance(square.item, Step):
        return facts.actors(square.item.actor)
    if isinstance(square.item, Practice) and square.item.adopted is not Adopted.TRUE:
        return facts.words(f"adopted.{square.item.adopted}")
    if square.kind in OLD_NAMES and facts.board.preset.old_names:
        return facts.words(f"old-name.{square.kind}")
    return ""


def foot_of(square: Square, facts: Facts) -> tuple[str, str]:
    """The foot line of a square and its pictogram: the trace of a step, else what happens."""
    item = square.item
    if isinstance(item, Step) and not item.missing:
        if item.trace is None:
            return facts.unknown, "egg-unknown"
        return (facts.words("trace.none"), "egg-none") if item.trace == NONE else (item.trace, "egg")
    if isinstance(item, Step):
        return "", ""
    effect = effect_of(square, facts)
    if square.kind in OLD_NAMES and facts.board.preset.old_names and not is_idea(item):
        return facts.words("foot.old", name=facts.words(f"old-name.{square.kind}.foot"), effect=effect), ""
    return effect[:1].upper() + effect[1:], ""


# --- the pile --------------------------------------------------------------------------------------------


def pile_card(item: Item, rank: int, facts: Facts) -> Card:
    """A card of the pile; all have the back of the question squares, their front says what they are."""
    t = facts.words
    kind, word, pictogram = pile_kind(item)
    body = body_of(item, facts)
    game = pile_game(item, facts)
    face = Face(pictogram, t(f"pile.{word}"), "", item.title, "")
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
        (*body.rows, Row("game", t("row.game"), game, State.GAME)) if game else body.rows,
        (*body.notes, *facts.advice_at(item.id)),
        body.answer,
        facts.cited(item),
        facts.provenance(item),
        dashed=dashed,
    )


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


def pile_game(item: Item, facts: Facts) -> str:
    t = facts.words
    if isinstance(item, (Question, ProblemItem)):
        return t("game.question") if can_win(item) else t("game.debate")
    if isinstance(item, Recourse):
        return t("game.recourse")
    return t("game.space") if isinstance(item, Space) else t("game.read")


def by_step(deck: Deck, steps: Sequence[str]) -> tuple[tuple[Card, ...], ...]:
    """The cards of the squares, one tuple a step of the main track, in order."""
    return tuple(
        tuple(card for card in deck.cards if card.step == step and card.kind is not Kind.FINISH) for step in steps
    )
