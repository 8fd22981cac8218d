"""What a circuit has to say besides what must have a square: its own facts, loose ones, and what nobody has found.

Each is a square with the gap that it belongs to; which of them the board has room for, ``assembly`` decides
(game.md, « From circuit to squares », « Generated squares »).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from jeu_oie.circuit import model
from jeu_oie.circuit.keys import of
from jeu_oie.circuit.nearest import plain
from jeu_oie.game.guidance import list_advice
from jeu_oie.game.kinds import Kind
from jeu_oie.game.squares import ACTOR, AID, DELAY, SAY, TRACE, WORD, Aspect, Square

# In a gap, in this order (rule 6).
STEP, FACTS, WAYS, RED, PROBLEMS, HELPS, ASKED, ASKS, TIME = range(9)
TENANT = "tenant"
LOOSE = (None, model.ANY)


@dataclass(frozen=True, slots=True)
class PlacedSquare:
    """A square in the gap after step ``gap`` (from 0), in one of its slots; ``rank`` orders those of one slot."""

    square: Square
    gap: int
    slot: int
    rank: float = 0

    @property
    def place(self) -> tuple[int, int, float]:
        return self.gap, self.slot, self.rank


HOLDS, SAYS, AIDS, PAYS, WHERE, ADVISES, EXPLAINS, ACTS = range(8)
CLASSES = (HOLDS, SAYS, AIDS, PAYS, WHERE, ADVISES, EXPLAINS, ACTS)
SENTENCE = re.compile(r"\b(?:je|j|i)\b", re.IGNORECASE)


def list_own(circuit: model.Circuit) -> tuple[PlacedSquare, ...]:
    """Every fact that is told of the circuit, by class (rule 4), then in its order; no sentence twice."""
    known = [
        *facts_of_steps(circuit),
        *facts_of_urgencies(circuit),
        *loose_facts(circuit),
        *words_at_steps(circuit),
    ]
    told: dict[tuple[str, str], PlacedSquare] = {}
    for placed in sorted(known, key=lambda each: each.rank):
        told.setdefault(what_is_said(placed.square), placed)
    return tuple(told.values())


def what_is_said(square: Square) -> tuple[str, str]:
    """What a square says, the same of two that would say the same sentence."""
    aspect = square.aspect
    if aspect is None:
        return "", plain(square.item.title) if square.item is not None else ""
    return aspect.fact, aspect.term or plain(str(getattr(aspect.item, aspect.fact)))


def facts_of_steps(circuit: model.Circuit) -> Iterator[PlacedSquare]:
    """A trace, a sentence to say, where to turn, who pays, where, in what case, who acts: each under its condition."""
    ranks = {fact: key.square.known for fact, key in of(model.Step).items() if key.square}
    known = (fact for fact in sorted(filter(ranks.get, ranks), key=ranks.__getitem__) if fact != PAID)
    classes = (
        (HOLDS, TRACE),
        (SAYS, SAY),
        (AIDS, AID),
        (PAYS, PAID),
        *((WHERE, fact) for fact in known),
        (ACTS, ACTOR),
    )
    for rank, fact in classes:
        for gap, step in enumerate(circuit.steps):
            if not step.missing and is_told(step, fact, circuit):
                kind = {TRACE: Kind.HOLD, SAY: Kind.SAY}.get(fact, Kind.FACT)
                yield PlacedSquare(Square("", kind, step.id, aspect=Aspect(step, fact)), gap, FACTS, rank)


PAID = "charge"


def is_told(step: model.Step, fact: str, circuit: model.Circuit) -> bool:
    """Whether a fact of a step may have a square of its own (game.md, « Generated squares »)."""
    value = getattr(step, fact)
    if value in (None, (), model.NONE):
        return False
    match fact:
        case "trace":
            return True
        case "say":
            return bool(SENTENCE.search(value)) or value.rstrip().endswith("?")
        case "if_silent":
            return addresses_somebody(step) and value not in (step.id, model.UNKNOWN)
        case "actor":
            return TENANT not in value and not any(names_actor(step.title, name, circuit) for name in value)
        case _:
            return bool(step.said_of(fact).source)


def addresses_somebody(step: model.Step) -> bool:
    """Whether one writes, calls or says something to somebody there."""
    return bool(step.channels or step.say or step.call)


def names_actor(title: str, name: str, circuit: model.Circuit) -> bool:
    """Whether a title says a word of the name of who acts."""
    declared = circuit.actors.get(name)
    names = [declared.name] if declared else [circuit.landlord.name, circuit.landlord.short or ""]
    return bool(long_words(title) & {word for each in names for word in long_words(each)})


def long_words(text: str) -> set[str]:
    """Words of five letters and more, without case or accents."""
    return set(re.findall(r"\w{5,}", plain(text)))


def facts_of_urgencies(circuit: model.Circuit) -> Iterator[PlacedSquare]:
    """Its criteria, its hours: where it begins."""
    gaps = {step.id: gap for gap, step in enumerate(circuit.steps)}
    for shortcut in circuit.shortcuts:
        for fact in ("criteria", "hours"):
            if getattr(shortcut, fact) and shortcut.said_of(fact).source:
                square = Square("", Kind.FACT, shortcut.from_, aspect=Aspect(shortcut, fact))
                yield PlacedSquare(square, gaps[shortcut.from_], FACTS, WHERE)


def loose_facts(circuit: model.Circuit) -> Iterator[PlacedSquare]:
    """Advice, of a step or of none, and facts: those of no step go evenly over the gaps."""
    gaps = {step.id: gap for gap, step in enumerate(circuit.steps)}
    advice = list(list_advice(circuit))
    common = {each.id for each in circuit.common_advice}
    for item in (each for each in advice if each.at in gaps):
        square = Square("", Kind.FACT, str(item.at), item, common=item.id in common)
        yield PlacedSquare(square, gaps[str(item.at)], FACTS, ADVISES)
    loose = [*circuit.facts, *(each for each in advice if each.at in LOOSE)]
    squares = [Square("", Kind.FACT, "", item, common=item.id in common) for item in loose]
    yield from over_gaps([PlacedSquare(square, 0, FACTS, ADVISES) for square in squares], circuit)


def over_gaps(placed: list[PlacedSquare], circuit: model.Circuit) -> list[PlacedSquare]:
    """The j-th of n goes to gap ⌊(j + ½) G / n⌋ (rule 7)."""
    gaps, count = len(circuit.steps), len(placed)
    return [put_in(each, (2 * rank + 1) * gaps // (2 * count), circuit) for rank, each in enumerate(placed)]


def put_in(placed: PlacedSquare, gap: int, circuit: model.Circuit) -> PlacedSquare:
    return replace(placed, gap=gap, square=replace(placed.square, step=circuit.steps[gap].id))


def words_at_steps(circuit: model.Circuit) -> Iterator[PlacedSquare]:
    """The longest term that a step's title uses, else its text: one a step, each term once (rule 6).

    What names the source of a step (« le bilan ») is no word of the circuit: nobody is to be met who says it.
    """
    terms = {term: word_pattern(term) for term in sorted(circuit.words, key=lambda term: (-len(term), term))}
    for gap, step in enumerate(circuit.steps):
        sources = [plain(circuit.sources[name].title) for name in step.all_sources]
        term = find_term(step, {each: found for each, found in terms.items() if not any(map(found.search, sources))})
        if term is not None:
            del terms[term]
            yield PlacedSquare(Square("", Kind.FACT, step.id, aspect=Aspect(step, WORD, term)), gap, FACTS, EXPLAINS)


def find_term(step: model.Step, terms: Mapping[str, re.Pattern[str]]) -> str | None:
    for text in (step.title, step.text or ""):
        said = plain(text)
        for term, pattern in terms.items():
            if pattern.search(said):
                return term
    return None


def word_pattern(term: str) -> re.Pattern[str]:
    """``term`` as whole words, each perhaps in the plural."""
    return re.compile(r"\b" + r"\s+".join(re.escape(word) + "[sx]?" for word in plain(term).split()) + r"\b")


ASKED_FACTS = (TRACE, AID, DELAY)


def list_asks(circuit: model.Circuit) -> tuple[PlacedSquare, ...]:
    """What one asks of each step, the first that nobody has found: what one receives, where to turn, how long it takes.

    Never of what the tenant does, nor of what the landlord does not want to say (``silent``).
    """
    asked = (
        PlacedSquare(Square("", Kind.ASK, step.id, aspect=Aspect(step, fact), writes=True), gap, ASKS)
        for gap, step in enumerate(circuit.steps)
        if not step.missing and step.actor and TENANT not in step.actor
        for fact in [next((fact for fact in ASKED_FACTS if getattr(step, fact) is None), None)]
        if fact is not None
    )
    return tuple(sorted(asked, key=rank_ask))


def rank_ask(placed: PlacedSquare) -> int:
    assert placed.square.aspect is not None
    return ASKED_FACTS.index(placed.square.aspect.fact)
