"""The key of the house: five questions at the door, and what the circuit answers (game.md)."""

from collections.abc import Iterator
from dataclasses import dataclass

from jeu_oie.circuit import model
from jeu_oie.circuit.model import Channel
from jeu_oie.game.bodies import body_of
from jeu_oie.game.kinds import Kind
from jeu_oie.game.sentences import TENANT
from jeu_oie.game.squares import Square
from jeu_oie.game.wording import FactFormatter, close_sentence

BETWEEN = " · "  # parts those whom one may call
QUESTIONS = ("first", "whom", "what", "silence", "help")


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A question, and the answer that is printed; empty where the circuit knows none: the table writes, or votes."""

    question: str
    answer: str


def key_of(facts: FactFormatter) -> tuple[KeyLine, ...]:
    """The five lines of a table's carte-clé: of each answer the first that is known and certain."""
    answers = {
        "first": first_act(facts),
        "whom": whom(facts),
        "what": what(facts),
        "silence": silence(facts),
        "help": ", ".join(list_helpers(facts)),
    }
    return tuple(KeyLine(facts.words(f"house-key.{name}"), answers[name]) for name in QUESTIONS)


def first_act(facts: FactFormatter) -> str:
    """The gesture of one's own card, the first step where the tenant does it; one notes the date."""
    first = facts.circuit.steps[0]
    own = first.title if TENANT in first.actor and not first.missing else ""
    return " ".join(filter(None, (own_gesture(facts), own and close_sentence(own), facts.words("house-key.date"))))


def own_gesture(facts: FactFormatter) -> str:
    """Of the réclamations of this table: where some or all say what to do first."""
    told = [bool(body_of(item, facts).bullets) for item in facts.board.problems]
    if not any(told):
        return ""
    return facts.words("house-key.first.card" if all(told) else "house-key.first.card.some")


def whom(facts: FactFormatter) -> str:
    """Whom an urgency calls, then the channels of the first step that says more than « sur place », else a line."""
    known = next(filter(None, map(list_ways, facts.circuit.steps)), ())
    calls = [each.call for each in facts.circuit.shortcuts if each.call and not each.said_of("call").uncertain]
    urgent = facts.words("answer.fact", label=facts.words("kind.shortcut"), value=BETWEEN.join(dict.fromkeys(calls)))
    others = [facts.contact(each) for each in known if each.value not in calls]
    if calls and not others:  # else the number of a danger would be the only right answer to a noise
        others = [facts.words("house-key.whom.else")]
    return BETWEEN.join((*([urgent] if calls else []), *others))


def list_ways(step: model.Step) -> tuple[model.Contact, ...]:
    """Its channels, as far as they are certain and one can tell where to go."""
    if step.said_of("channels").uncertain:
        return ()
    return tuple(each for each in step.channels or () if each.label or each.value or each.kind is not Channel.IN_PERSON)


def what(facts: FactFormatter) -> str:
    first = facts.circuit.steps[0]
    return facts.quoted(first.say) or facts.words("house-key.what.general")


def silence(facts: FactFormatter) -> str:
    """The first « pas de réponse » of the track with its square, and the next rung: both are right; else the letter."""
    found = next((step for step in facts.circuit.steps if step.if_silent not in (None, model.UNKNOWN)), None)
    if found is not None and not found.said_of("if_silent").uncertain:
        rungs = [facts.pointer(found.if_silent) or ""]
        after = next((step for step in facts.circuit.steps if step.id == found.if_silent), None)
        if after is not None and after.if_silent and not after.said_of("if_silent").uncertain:
            rungs.append(facts.pointer(after.if_silent) or "")
        first, *others = filter(None, rungs)
        return " ".join((close_sentence(first), *(facts.words("house-key.or", said=each) for each in others)))
    letter = next(list_squares(facts, Kind.RECOURSE), None)
    return with_square(letter, facts) if letter else ""


def list_helpers(facts: FactFormatter) -> list[str]:
    """Who helps on this board, by name, with the square; one's own association where none does."""
    found = [with_square(square, facts) for square in list_squares(facts, Kind.HELPER)]
    own = facts.board.preset.association
    return found or [own.name if own else facts.words("house-key.association")]


def list_squares(facts: FactFormatter, kind: Kind) -> Iterator[Square]:
    return (square for square in facts.board.squares if square.kind is kind)


def with_square(square: Square, facts: FactFormatter) -> str:
    assert square.item is not None
    return facts.words("pointer", title=square.item.title, name=square.name)
