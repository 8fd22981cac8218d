"""Text and cards as the page shows them: links to dial, to cards, to sources; danger first."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jeu_oie.circuit.dangers import figures_in
from jeu_oie.circuit.model import By, Emergency, Item, Practice, ProblemItem, Step, elsewhere_of
from jeu_oie.draw.ink import IN_INK
from jeu_oie.game.cards import Card, name_saying, rows_shown
from jeu_oie.game.kinds import Kind
from jeu_oie.game.wording import FactFormatter, Row, State, capital

# National numbers and numbers abroad, with the spaces, dots or dashes people write; the four figures of a short one.
LONG = r"\+[0-9](?:[\s.\-]?[0-9]){7,13}|\b0(?:[\s.\-]?[0-9]){9}\b|\b3[0-9]{3}\b|\b3[0-9] [0-9]{2}\b"
CALLED = re.compile(LONG)
# Two or three figures alone are a number where one calls.
SHORT = r"^\s*1[0-9]{1,2}\s*$"
MIN_DIGITS = 4  # figures of a number that LONG finds
WEB = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TextRun:
    """A run of text, a link where ``href`` is not empty."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Numbers:
    """The numbers of danger of one circuit (``emergency``): two or three figures are one only where something says so.

    ``in_danger`` finds them anywhere, ``last`` where they end a sentence (« J’appelle les pompiers au … »); to
    ``written`` one sends a text.
    """

    in_danger: re.Pattern[str]
    last: re.Pattern[str]
    written: frozenset[str]

    def link(self, text: str) -> tuple[TextRun, ...]:
        """``text``, in which danger is spoken of, with its numbers as links."""
        return with_calls(text, self.in_danger, self.written)


def numbers_of(facts: FactFormatter) -> Numbers:
    dangers = facts.circuit.emergency
    known = sorted({figures for danger in dangers for figures in figures_in(danger.call or "")}, key=len, reverse=True)
    short = "|".join(rf"\b{figures}\b" for figures in known if len(figures) < MIN_DIGITS)
    written = {figures for danger in dangers if danger.by is By.SMS for figures in figures_in(danger.call or "")}
    shorts = f"|{short}" if short else ""
    ending = rf"|(?:{short})(?=\s*[.!]?$)" if short else ""
    return Numbers(re.compile(f"{LONG}{shorts}|{SHORT}"), re.compile(f"{LONG}{ending}"), frozenset(written))


def plain(text: str) -> tuple[TextRun, ...]:
    """``text`` as it stands, without links."""
    return (TextRun(text),) if text else ()


def with_calls(
    text: str, numbers: re.Pattern[str] = CALLED, written: frozenset[str] = frozenset()
) -> tuple[TextRun, ...]:
    """``text`` with its telephone numbers as ``tel:`` links, ``sms:`` for those that one writes to."""
    pieces: list[TextRun] = []
    end = 0
    for found in numbers.finditer(text):
        pieces += plain(text[end : found.start()])
        number = dial_number(found.group())
        pieces.append(TextRun(found.group(), f"{'sms' if number in written else 'tel'}:{number}"))
        end = found.end()
    return (*pieces, *plain(text[end:]))


def dial_number(number: str) -> str:
    """The figures of a number, and its leading +."""
    return re.sub(r"[^0-9+]", "", number)


def web_address(address: str | None) -> str:
    """``address`` where it is one of the web (https, http), else nothing: no other link leaves the page."""
    return address if address and WEB.match(address) else ""


@dataclass(frozen=True, slots=True)
class DangerEntry:
    """A number, or what to do first in a danger: ``said`` holds the numbers to dial, ``gestures`` what comes before.

    ``id`` is that of the danger, ``hours`` is empty where all numbers have the same (``hours_of``).
    """

    id: str
    title: str
    said: tuple[TextRun, ...]
    gestures: tuple[tuple[TextRun, ...], ...]
    text: str
    hours: str


def numbers(facts: FactFormatter) -> Iterator[DangerEntry]:
    """The numbers that everybody should know."""
    shared = hours_of(facts)
    for each in facts.numbers:
        yield danger_entry(each, facts.number_title(each), "" if shared else each.hours or "", facts)


def dangers(facts: FactFormatter) -> Iterator[DangerEntry]:
    """What to do first in each danger."""
    for each in facts.dangers:
        yield danger_entry(each, facts.danger_title(each), each.hours or "", facts)


def hours_of(facts: FactFormatter) -> str:
    """The hours of the numbers, where all have the same."""
    found = {each.hours for each in facts.numbers}
    return (found.pop() or "") if len(found) == 1 else ""


def cited_in(facts: FactFormatter) -> tuple[int, ...]:
    """The numbers of the sources of all numbers and dangers."""
    return tuple(sorted(facts.source_numbers[name] for name in facts.danger_sources(facts.circuit.emergency)))


def danger_entry(danger: Emergency, title: str, hours: str, facts: FactFormatter) -> DangerEntry:
    return DangerEntry(
        danger.id,
        title,
        numbers_of(facts).link(danger.call or ""),
        tuple(with_calls(act) for act in facts.acts(danger)),
        danger.text or "",
        hours,
    )


FIRST = ("emergency", "danger", "call", "hours")
DIALLED = ("call", "emergency", "danger")


@dataclass(frozen=True, slots=True)
class CardRow:
    """A row of a card: ``key`` chooses its pictogram, ``state`` how sure it is."""

    key: str
    label: str
    value: tuple[TextRun, ...]
    state: str


@dataclass(frozen=True, slots=True)
class PageCard:
    """A card on the page. ``anchor`` is its id, ``over`` stands above its title, ``sources`` are (number, title).

    ``ordered`` where the list is done one after the other. ``first`` is what stands before all else on an urgency
    card: danger, the number to call, its hours (outputs.md). ``played`` unless no table draws it.
    """

    anchor: str
    kind: str
    pictogram: str
    over: str
    title: str
    text: str
    heading: str
    bullets: tuple[tuple[TextRun, ...], ...]
    first: tuple[CardRow, ...]
    rows: tuple[CardRow, ...]
    answer: str
    sources: tuple[tuple[int, str], ...]
    provenance: str
    dashed: bool
    ordered: bool = False
    played: bool = True


def anchor(name: str) -> str:
    """The id of a card's element, from the card's name."""
    return f"carte-{name}"


def pictogram_of(card: Card) -> str:
    """That of its face; what its author chose for a card of the pile is in ink, on a light band."""
    return card.face.pictogram + IN_INK * (card.in_pile and card.face.pictogram == card.thing)


def show(card: Card, item: Item | None, facts: FactFormatter) -> PageCard:
    """One card. What it does in the game stands on its square, and in the rules.

    What other landlords say stands apart (``tell_elsewhere``): on the path one would take it for a promise.
    """
    notes = (row for row in card.notes if row.key != "elsewhere" or isinstance(item, Practice))
    rows = (*(row for row in rows_shown(card) if not of_the_game(row)), *notes)
    first = [row for row in rows if card.kind is Kind.SHORTCUT and row.key in FIRST]
    return PageCard(
        anchor(card.name),
        card.kind,
        pictogram_of(card),
        over(item, facts),
        card.title,
        card.text,
        card.heading,
        tuple(bullets(card, item, facts)),
        tuple(line(row, item, facts) for row in rows if row in first),
        tuple(line(row, item, facts) for row in rows if row not in first),
        card.answer,
        card.sources,
        card.provenance,
        card.dashed,
        isinstance(item, ProblemItem) and bool(facts.dangers_of(item)),
    )


@dataclass(frozen=True, slots=True)
class OtherLandlords:
    """What other landlords say for the same point as an item, alone and after its title; ``sources`` are numbers."""

    line: str
    said: str
    sources: tuple[int, ...]


def tell_elsewhere(items: Iterable[Item], facts: FactFormatter) -> Iterator[OtherLandlords]:
    """Of the items whose own card does not say it."""
    for item in items:
        said = elsewhere_of(item)
        if said and not isinstance(item, Practice):
            names = dict.fromkeys(name for each in said for name in each.source)
            numbers = tuple(facts.source_numbers[name] for name in names)
            told, title = facts.elsewhere(said) or "", item.title or facts.words("blank.title")
            yield OtherLandlords(name_saying(title, told, facts.words), told, numbers)


def bullets(card: Card, item: Item | None, facts: FactFormatter) -> Iterator[tuple[TextRun, ...]]:
    """The list of a card; in a danger any number in it is one to call."""
    numbers = numbers_of(facts)
    danger = item is not None and bool(facts.dangers_of(item))
    for bullet in card.bullets:
        yield with_calls(bullet, numbers.in_danger if danger else numbers.last, numbers.written)


def over(item: Item | None, facts: FactFormatter) -> str:
    """Who acts in a step; nothing where nobody has found it."""
    return capital(facts.actors(item.actor)) if isinstance(item, Step) else ""


def of_the_game(row: Row) -> bool:
    """What happens in the game, and what the group fills in around the table."""
    return row.state is State.GAME or (row.key == "acceptable" and row.state is State.NOTHING)


def line(row: Row, item: Item | None, facts: FactFormatter) -> CardRow:
    """A row with its links: the card that « si rien ne vient » names, numbers to call."""
    target = item.if_silent if row.key == "silent" and isinstance(item, Step) else None
    if target is not None:
        title = TextRun(facts.titles[target], href_of(target, facts))
        origin = (TextRun(f" ({row.origin})"),) if row.origin else ()
        return CardRow(row.key, row.label, (title, *origin), row.state)
    value = numbers_of(facts).link(row.value) if row.key in DIALLED else with_calls(row.value, CALLED)
    return CardRow(row.key, row.label, value, row.state)


def href_of(item: str, facts: FactFormatter) -> str:
    """The link to the card of ``item``: on its square, else loose; none where it has no card of its own."""
    name = facts.card_names.get(item)
    return f"#{anchor(name)}" if name else ""
