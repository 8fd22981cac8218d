"""What tenants said at a workshop, for the board that hangs in their hall: by square, and as a list.

Told are the announced delay beside all acceptable ones, the ideas with their votes, and what was missing and has been
filled in, « à vérifier ». No mean, and nobody is named.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from jeu_oie.circuit.fields import Delay
from jeu_oie.circuit.model import Item, ProblemItem, said_by
from jeu_oie.game.cards import Card, Deck
from jeu_oie.game.meaning import is_idea
from jeu_oie.game.wording import FactFormatter, State, capital

NUMBER = re.compile(r"\d+")
SHORT = 16  # characters


class TenantTopic(StrEnum):
    """What is told of an item."""

    DELAYS = "delays"
    IDEA = "idea"
    FILLED = "filled"


@dataclass(frozen=True, slots=True)
class TenantFinding:
    """What a workshop said of the item ``id``. ``place``: the name of its square, empty in the pile and on no square.

    ``announced`` is the landlord's delay (``found`` unless nobody has found it), ``acceptable`` the tenants', the
    shortest first, each with how many tables said it; ``said`` all else, in sentences; ``sort`` what weighs most.
    """

    sort: TenantTopic
    id: str
    place: str
    title: str
    announced: str = ""
    found: bool = True
    acceptable: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    unsure: bool = False
    problem: bool = False


@dataclass(frozen=True, slots=True)
class Tenants:
    """``workshops``: what each is called, with its people; ``findings``: in the order of board and pile.

    ``hands``: what the last workshop notes, « 6 puis 24 mains, « Qui appelez-vous ? » ».
    """

    workshops: tuple[str, ...]
    hands: str
    findings: tuple[TenantFinding, ...]

    def of(self, sort: TenantTopic) -> tuple[TenantFinding, ...]:
        return tuple(each for each in self.findings if each.sort is sort)


def tenants(deck: Deck, facts: FactFormatter) -> Tenants | None:
    """What stands on the tenants' board; None where no workshop has come back."""
    held = facts.workshops
    items = items_of(facts)
    cards = [card for card in deck.every if card.id in items]
    found = [each for card in cards if (each := collect_finding(card, items[card.id], facts)) is not None]
    if not found:
        return None
    last = next(iter(held.values()))
    return Tenants(tuple(source.title for source in held.values()), last.note or "", tuple(found))


def items_of(facts: FactFormatter) -> dict[str, Item]:
    """The items that have a card, by id; common questions and advice are of no workshop."""
    common = {item.id for item in (*facts.circuit.common_questions, *facts.circuit.common_advice)}
    return {item.id: item for item in facts.board.items.values() if item.id not in common}


def collect_finding(card: Card, item: Item, facts: FactFormatter) -> TenantFinding | None:
    """What workshops said of ``item``; None of what they did not speak of."""
    spoke = set(facts.workshops_in(item))
    if not {*item.all_sources, *spoke} & facts.workshops.keys():
        return None
    delays: Sequence[Delay] = getattr(item, "acceptable", ())
    words = tuple(sentences(item, facts))
    place = "" if card.in_pile else card.name
    if is_idea(item):
        return TenantFinding(
            TenantTopic.IDEA, item.id, place, card.title, said=words or tuple(filter(None, [item.text]))
        )
    # A workshop that is no source of the whole item has spoken of facts that nobody had found.
    unsure = item.has_doubt or not spoke <= {*item.source}
    filled = words if unsure else ()
    if delays:
        row = next((row for row in card.rows if row.key == "delay"), None)  # none in a danger
        found = row is not None and row.state is State.STATED
        return TenantFinding(
            TenantTopic.DELAYS,
            item.id,
            place,
            card.title,
            row.bare if row else facts.unknown,
            found,
            tuple(tally(delays, facts)),
            filled,
            item.said_of("delay").uncertain,
            isinstance(item, ProblemItem),
        )
    filled = filled or (tuple(by_hand(card)) if unsure else ())
    if not filled:
        return None
    return TenantFinding(TenantTopic.FILLED, item.id, place, card.title, said=filled, unsure=True)


def sentences(item: Item, facts: FactFormatter) -> Iterator[str]:
    """What each workshop said, the last one first; after its name where there are several."""
    held = facts.workshops
    said = said_by(item, held.values())
    for name, text in reversed(list(said.items())):
        yield facts.words("answer.fact", label=name, value=text) if len(held) > 1 else text


def by_hand(card: Card) -> Iterator[str]:
    """What somebody filled in without saying which table said it."""
    for row in card.rows:
        if row.key in ("delay", "trace", "call", "silent") and row.state is State.STATED:
            yield f"{capital(row.label)}\u00a0: {row.bare}"


def tally(delays: Sequence[Delay], facts: FactFormatter) -> Iterator[str]:
    """« 2 × 5 jours », « 1 semaine »: each delay once, the shortest first."""
    ordered = sorted(delays, key=lambda each: each.announced.days if each.announced else 0)
    texts = [keep_together(facts.delay(each) or "") for each in ordered]
    for text in dict.fromkeys(texts):
        count = texts.count(text)
        yield f"{count}\u00a0×\u00a0{text}" if count > 1 else text


def keep_together(text: str) -> str:
    """A short delay on one line: a cut « 5 … » would say another one."""
    return text.replace(" ", "\u00a0") if len(text) <= SHORT else text


def votes(each: TenantFinding) -> int:
    """How many voted for an idea, 0 where nobody counted."""
    found = NUMBER.search(" ".join(each.said))
    return int(found.group()) if found else 0
