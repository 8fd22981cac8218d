"""The « Rappel » at the foot of each ☐ card: what the left team asks once all have heard it (game.md)."""

from collections.abc import Iterator
from dataclasses import dataclass

from jeu_oie.circuit import model
from jeu_oie.game.calls import call_of
from jeu_oie.game.faces import text_of
from jeu_oie.game.kinds import Kind
from jeu_oie.game.sentences import TENANT, names_actor
from jeu_oie.game.squares import Square
from jeu_oie.game.wording import FactFormatter, capital


@dataclass(frozen=True, slots=True)
class Recall:
    """A question, and its answer from the card; « à vérifier » where that is in doubt."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Candidate:
    key: str
    answer: str
    unsure: bool = False


def recall_of(square: Square, facts: FactFormatter) -> Recall | None:
    """The first that holds, what is to be verified last; None on one without a ☐, or that leads home once ticked."""
    if not square.has_box or square.has_door or square.item is None:
        return None
    found = sorted(list_candidates(square, square.item, facts), key=lambda each: each.unsure)
    chosen = next((each for each in found if each.answer), None) or Candidate("here", square.item.title)
    note = facts.words("uncertain")
    answer = facts.words("in-brackets", said=chosen.answer, note=note) if chosen.unsure else chosen.answer
    return Recall(facts.words(f"recall.{chosen.key}"), capital(answer))


def list_candidates(square: Square, item: model.Item, facts: FactFormatter) -> Iterator[Candidate]:
    """What may be asked, in the order of game.md."""
    if square.kind is Kind.BLANK:
        yield blank(square, item, facts)
        return
    if isinstance(item, model.Step) and item.missing:
        yield Candidate("wanted", item.title)
        return
    yield from stated(item, facts)
    match item:
        case model.Recourse():
            yield Candidate("who", ". ".join(filter(None, (item.who, item.text))), item.uncertain)
        case model.Detour():
            yield Candidate("case", item.condition or item.text or item.title, item.said_of("condition").uncertain)
        case model.Shortcut():
            yield Candidate("call", call_of(item, facts).number)
    yield Candidate("here", item.text or item.title, item.uncertain)


def stated(item: model.Item, facts: FactFormatter) -> Iterator[Candidate]:
    """A proof, a delay of another's act, where to turn, who acts, as far as they are known."""
    actor = getattr(item, "actor", ())
    trace = getattr(item, "trace", None)
    if trace not in (None, model.NONE):
        yield Candidate("trace", str(trace), item.said_of("trace").uncertain)
    delay = getattr(item, "delay", None)
    if delay is not None and delay.announced and TENANT not in actor:
        yield Candidate("delay", facts.delay(delay) or "", item.said_of("delay").uncertain)
    if not isinstance(item, model.Step):
        return
    if item.if_silent not in (None, model.UNKNOWN):
        yield Candidate("silence", facts.pointer(item.if_silent) or "", item.said_of("if_silent").uncertain)
    if actor and TENANT not in actor and not any(names_actor(item.title, name, facts.circuit) for name in actor):
        yield Candidate("actor", facts.actors(actor), item.said_of("actor").uncertain)


def blank(square: Square, item: model.Item, facts: FactFormatter) -> Candidate:
    """What was written; of what is only read, what one will ask."""
    if square.writes:
        return Candidate("written", facts.words("recall.written.answer"))
    return Candidate("wanted", item.title or text_of(square, item, facts))
