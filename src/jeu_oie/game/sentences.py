"""What a circuit has to say besides what must have a square: its own facts, loose ones, and what nobody has found.

Each is a square with the gap that it belongs to; which of them the board has room for, ``assembly`` decides
(game.md, « From circuit to squares », rules 3 and 5).
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from jeu_oie.circuit import model
from jeu_oie.circuit.keys import OwnSquare, of
from jeu_oie.game.guidance import list_advice
from jeu_oie.game.kinds import Kind
from jeu_oie.game.squares import ACTOR, AID, BETWEEN, EXAMPLE, SAY, TRACE, WORD, Aspect, Square

# In a gap, in this order: the step, its facts, what may happen, what helps, whom one meets, what is asked, the wait
# for the next step.
STEP, FACTS, HAPPENS, HELPS, MEETS, ASKS, WAIT = range(7)
MAX_EXAMPLES = 4
LAST_RANK = 99  # after whatever else stands in a slot


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


# --- own facts, by class (rule 3) -------------------------------------------------------------------------


def rank_facts(rank: Callable[[OwnSquare], int]) -> tuple[str, ...]:
    """The facts of a step that have a rank among its squares, in that order."""
    known = {fact: rank(key.square) for fact, key in of(model.Step).items() if key.square}
    return tuple(sorted(filter(known.get, known), key=known.__getitem__))


HOLDS, SAYS, AIDS, ADVISES, URGES, SORTS, EXPLAINS, ACTS = 0, 1, 2, 3, 3.5, 4, 5, 6
OWN: tuple[tuple[float, Kind, int, str], ...] = (
    (HOLDS, Kind.HOLD, FACTS, TRACE),
    (SAYS, Kind.SAY, FACTS, SAY),
    (AIDS, Kind.AID, HELPS, AID),
    *((SORTS, Kind.KNOWN, FACTS, fact) for fact in rank_facts(lambda square: square.known)),
)


def list_own(circuit: model.Circuit) -> tuple[PlacedSquare, ...]:
    """Every fact that is told of a step, by class, then in the circuit's order."""
    known = [
        *facts_of_steps(circuit),
        *advice_at_steps(circuit),
        *facts_of_urgencies(circuit),
        *words_at_steps(circuit),
    ]
    return tuple(sorted(known, key=lambda each: each.rank))


def facts_of_steps(circuit: model.Circuit) -> Iterator[PlacedSquare]:
    for rank, kind, slot, fact in OWN:
        for gap, step in enumerate(circuit.steps):
            if not step.missing and getattr(step, fact) not in (None, (), model.NONE):
                yield PlacedSquare(Square("", kind, step.id, aspect=Aspect(step, fact)), gap, slot, rank)


def advice_at_steps(circuit: model.Circuit) -> Iterator[PlacedSquare]:
    gaps = {step.id: gap for gap, step in enumerate(circuit.steps)}
    for item in list_advice(circuit):
        if item.at in gaps:
            yield PlacedSquare(Square("", Kind.KNOWN, str(item.at), item), gaps[item.at], FACTS, ADVISES)


def facts_of_urgencies(circuit: model.Circuit) -> Iterator[PlacedSquare]:
    """Its criteria, its hours: right after the bridge."""
    gaps = {step.id: gap for gap, step in enumerate(circuit.steps)}
    for shortcut in circuit.shortcuts:
        for fact in ("criteria", "hours"):
            if getattr(shortcut, fact):
                square = Square("", Kind.KNOWN, shortcut.from_, aspect=Aspect(shortcut, fact))
                yield PlacedSquare(square, gaps[shortcut.from_], HELPS, URGES)


def list_who(circuit: model.Circuit) -> tuple[PlacedSquare, ...]:
    """Who acts in a step."""
    return tuple(
        PlacedSquare(Square("", Kind.KNOWN, step.id, aspect=Aspect(step, ACTOR)), gap, FACTS, ACTS)
        for gap, step in enumerate(circuit.steps)
        if step.actor and not step.missing
    )


# --- words that a step uses (rule 6) ----------------------------------------------------------------------


def words_at_steps(circuit: model.Circuit) -> Iterator[PlacedSquare]:
    """The longest term that a step's title uses, else its text: one a step, each term once.

    What names the source of a step (« le bilan ») is no word of the circuit: nobody is to be met who says it.
    """
    terms = {term: word_pattern(term) for term in sorted(circuit.words, key=lambda term: (-len(term), term))}
    for gap, step in enumerate(circuit.steps):
        sources = [simplify(circuit.sources[name].title) for name in step.all_sources]
        term = find_term(step, {each: found for each, found in terms.items() if not any(map(found.search, sources))})
        if term is not None:
            del terms[term]
            yield PlacedSquare(Square("", Kind.KNOWN, step.id, aspect=Aspect(step, WORD, term)), gap, FACTS, EXPLAINS)


def find_term(step: model.Step, terms: Mapping[str, re.Pattern[str]]) -> str | None:
    for text in (step.title, step.text or ""):
        plain = simplify(text)
        for term, pattern in terms.items():
            if pattern.search(plain):
                return term
    return None


def word_pattern(term: str) -> re.Pattern[str]:
    """``term`` as whole words, each perhaps in the plural."""
    return re.compile(r"\b" + r"\s+".join(re.escape(word) + "[sx]?" for word in simplify(term).split()) + r"\b")


def simplify(text: str) -> str:
    """Without case or accents."""
    return "".join(each for each in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(each))


# --- loose: at no step ------------------------------------------------------------------------------------


def list_loose(circuit: model.Circuit, placed: Collection[str]) -> tuple[PlacedSquare, ...]:
    """Facts, recourse and advice without a square, then problems as examples; their gap is not said."""
    loose = (None, model.ANY)
    facts = [PlacedSquare(Square("", Kind.KNOWN, "", item), 0, HELPS, LAST_RANK) for item in circuit.facts]
    recourse = [
        PlacedSquare(Square("", Kind.RECOURSE, "", item), 0, MEETS, LAST_RANK)
        for item in circuit.recourse
        if item.at in loose and item.id not in placed
    ]
    advice = [
        PlacedSquare(Square("", Kind.KNOWN, "", item), 0, HELPS, LAST_RANK)
        for item in list_advice(circuit)
        if item.at in loose
    ]
    examples = [
        PlacedSquare(Square("", Kind.KNOWN, "", aspect=Aspect(item, EXAMPLE)), 0, HELPS, LAST_RANK)
        for item in circuit.problems[:MAX_EXAMPLES]
    ]
    return (*facts, *recourse, *advice, *examples)


# --- what nobody has found --------------------------------------------------------------------------------


def list_asks(circuit: model.Circuit) -> tuple[PlacedSquare, ...]:
    """What one asks of each step: what one receives, where to turn, who acts, what to say."""
    return ask_steps(circuit, rank_facts(lambda square: square.asked))


def list_last_asks(circuit: model.Circuit) -> tuple[PlacedSquare, ...]:
    """Where it is done, and who pays: only where a short circuit leaves places."""
    return ask_steps(circuit, rank_facts(lambda square: square.spare))


def ask_steps(circuit: model.Circuit, asked: Sequence[str]) -> tuple[PlacedSquare, ...]:
    return tuple(
        PlacedSquare(Square("", Kind.ASK, step.id, aspect=Aspect(step, fact)), gap, ASKS, rank)
        for rank, fact in enumerate(asked)
        for gap, step in enumerate(circuit.steps)
        if not step.missing and getattr(step, fact) in (None, ())
    )


def ask_between(circuit: model.Circuit, gap: int) -> PlacedSquare:
    """« Que se passe-t-il entre … et … ? » after step ``gap``, the arrival after the last."""
    step = circuit.steps[gap]
    aspect = Aspect(step, BETWEEN, steps=circuit.steps[gap : gap + 2])
    return PlacedSquare(Square("", Kind.ASK, step.id, aspect=aspect), gap, ASKS, LAST_RANK)
