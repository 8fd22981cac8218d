"""What a workshop writes on: the rows of the worksheets, each with the id of the item that it is about.

The same rows are read when the sheets come back, one column a table; on paper a row shows its short code, never its
id. A row for something new has an id with a dot, which no item's may hold. What is asked: source text, « urgence
acceptable … selon le type de problèmes », « ce qui pourrait bouger », and what nobody has found.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from jeu_oie.circuit import keys
from jeu_oie.circuit.gaps import STEP, WRITTEN, find_gaps, is_waited_for
from jeu_oie.circuit.model import Item, ProblemItem, Shortcut, Step, elsewhere_of
from jeu_oie.game.cards import Card, Deck
from jeu_oie.game.meaning import is_idea
from jeu_oie.game.wording import FactFormatter, Row, State, capital

LETTERS = "ABCDEF"  # of the sheets, in their order
FREE = {"home": 3, "blocks": 2, "idea": 4, "commitment": 4}  # rows for what no item says
HOME_ALONE = 8  # rows of « ce qui change tout chez moi » where the circuit names no problem


@dataclass(frozen=True, slots=True)
class WorksheetLine:
    """A row to fill in: ``id`` of its item, ``place`` the name of its square (``12``, ``10a``; ``p7`` in the pile).

    ``fact`` is the key of the fact that is asked for (``delay``, ``trace``…), ``label`` its name in words, ``said``
    what stands there already: an announced delay, or the state of an idea. ``found`` is False where nobody has found
    it, ``uncertain`` where it is to be verified; ``known`` are the acceptable delays that a workshop gave before;
    ``elsewhere`` is what other landlords say. ``code`` names the row on paper and in the sheet that brings it back:
    the letter of its sheet and its rank there (« A3 »).
    """

    id: str
    place: str = ""
    title: str = ""
    text: str = ""
    fact: str = ""
    label: str = ""
    said: str = ""
    found: bool = True
    uncertain: bool = False
    known: str = ""
    elsewhere: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Worksheet:
    """The rows by sheet.

    ``delays`` of the steps, ``home`` of the problems, what ``blocks`` a step, ``ideas`` to vote for, ``blanks`` that
    nobody has found, ``closing``: what is decided at the end.
    """

    delays: tuple[WorksheetLine, ...]
    home: tuple[WorksheetLine, ...]
    blocks: tuple[WorksheetLine, ...]
    ideas: tuple[WorksheetLine, ...]
    blanks: tuple[WorksheetLine, ...]
    closing: tuple[WorksheetLine, ...]

    @property
    def lines(self) -> tuple[WorksheetLine, ...]:
        """Every row, in the order of the sheets."""
        return tuple(chain(self.delays, self.home, self.blocks, self.ideas, self.blanks, self.closing))


def worksheet(deck: Deck, facts: FactFormatter) -> Worksheet:
    """The rows for the cards of ``deck``."""
    items = items_of(facts)
    cards = tuple(card for card in deck.every if card.id in items)
    steps = tuple(card for card in cards if is_known_step(items[card.id]))
    delays = tuple(delay_line(card, items[card.id], facts) for card in cards if has_delay(card, items[card.id]))
    problems = tuple(delay_line(card, items[card.id], facts) for card in cards if asks_delay(items[card.id], facts))
    asked = {line.id for line in (*delays, *problems)}
    return Worksheet(
        *map(
            number_rows,
            LETTERS,
            (
                delays,
                (*problems, *free("home", FREE["home"] if problems else HOME_ALONE)),
                (*(WorksheetLine(card.id, card.name, card.title) for card in steps), *free("blocks", FREE["blocks"])),
                (*ideas(cards, facts), *free("idea", FREE["idea"])),
                tuple(chain.from_iterable(blank_lines(card, items[card.id], asked, facts) for card in cards)),
                tuple(closing()),
            ),
        )
    )


def number_rows(letter: str, lines: Iterable[WorksheetLine]) -> tuple[WorksheetLine, ...]:
    return tuple(replace(line, code=f"{letter}{rank}") for rank, line in enumerate(lines, 1))


def items_of(facts: FactFormatter) -> dict[str, Item]:
    """The items that have a card, by id; common questions and advice ask for nothing to write."""
    common = {item.id for item in (*facts.circuit.common_questions, *facts.circuit.common_advice)}
    return {item.id: item for item in facts.board.items.values() if item.id not in common}


def is_known_step(item: Item | None) -> bool:
    return isinstance(item, Step) and not item.missing


def has_delay(card: Card, item: Item | None) -> bool:
    """A step, or a class of urgency that announces a delay, or for which another landlord does."""
    if isinstance(item, Shortcut):
        return bool(item.delay and item.delay.announced) or bool(item.elsewhere)
    return is_known_step(item)


def asks_delay(item: Item, facts: FactFormatter) -> bool:
    """A problem for which a delay means something: none in a danger, none where only a thing to do at once is told."""
    return isinstance(item, ProblemItem) and is_waited_for(item, facts.circuit)


def delay_of(card: Card) -> Row | None:
    """None at the départ, where nobody announces one unless it is stated (``circuit/gaps``)."""
    return next((row for row in card.rows if row.key == "delay"), None)


def delay_line(card: Card, item: Item, facts: FactFormatter) -> WorksheetLine:
    """A row with the announced delay, for the acceptable one beside it."""
    row = delay_of(card)
    known = (each.bare for each in card.rows if each.key == "acceptable" and each.state is State.STATED)
    return WorksheetLine(
        card.id,
        card.name,
        card.title,
        fact="acceptable",
        label=facts.words("row.acceptable"),
        said=row.bare if row else "",
        found=row is None or row.state is State.STATED,
        uncertain=item.said_of("delay").uncertain,
        known=next(known, ""),
        elsewhere=say_elsewhere(item, facts),
    )


def ideas(cards: Sequence[Card], facts: FactFormatter) -> Iterator[WorksheetLine]:
    """The practices to vote for, with their state here and who decided it; one on a detour's card has no place."""
    places = {card.id: card.name for card in cards}
    for item in facts.circuit.practices:
        if is_idea(item):
            state = facts.listed((facts.say(keys.ADOPTED, item.adopted) or "", item.decided or "")) or ""
            place = places.get(item.id, "")
            yield WorksheetLine(
                item.id,
                place,
                item.title,
                item.text or "",
                "votes",
                said=state,
                uncertain=item.uncertain,
                elsewhere=say_elsewhere(item, facts),
            )


def say_elsewhere(item: Item, facts: FactFormatter) -> str:
    """« Ailleurs : OPH 31, moins de 4 h (2023). Et ici ? »: a table answers for its own landlord."""
    said = facts.elsewhere(elsewhere_of(item))
    return capital(facts.words("answer.fact", label=facts.words("row.elsewhere"), value=said)) if said else ""


def free(sheet: str, count: int) -> Iterator[WorksheetLine]:
    """Rows for what no item says."""
    return (WorksheetLine(f"{sheet}.{rank}") for rank in range(1, count + 1))


def blank_lines(card: Card, item: Item, asked: set[str], facts: FactFormatter) -> Iterator[WorksheetLine]:
    """A blank square, and each fact of a card that nobody has found; a delay only where no other sheet asks for it."""
    if isinstance(item, Step) and item.missing:
        yield WorksheetLine(card.id, card.name, card.title, card.text, STEP, found=False)
    for row in card.rows:
        if row.state is State.MISSING and not (row.key == "delay" and card.id in asked):
            yield WorksheetLine(card.id, card.name, card.title, card.text, row.key, row.label, row.value, found=False)
    if WRITTEN in find_gaps(item, facts.circuit):
        label = facts.words("circuit.written")
        yield WorksheetLine(card.id, card.name, card.title, card.text, WRITTEN, label, facts.unknown, found=False)


def closing() -> Iterator[WorksheetLine]:
    """What a table decides at the end; whoever leads the next game is named elsewhere."""
    yield WorksheetLine("closing.subject", fact="subject")
    yield from (
        WorksheetLine(f"closing.{each.id}", fact="commitment") for each in free("commitment", FREE["commitment"])
    )
    yield WorksheetLine("closing.date", fact="date")
    yield WorksheetLine("closing.lead", fact="lead")
