"""What stands on a square itself: its words, its pictogram, what one wins or writes there."""

from dataclasses import dataclass

from jeu_oie.circuit import keys
from jeu_oie.circuit.model import NONE, Advice, Item, Practice, Shortcut, Step, Topic
from jeu_oie.game.calls import SquareCall, call_of
from jeu_oie.game.guidance import name_short
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.landing import WAIT_TURNS
from jeu_oie.game.kinds.register import KINDS
from jeu_oie.game.meaning import ask_delay, is_idea
from jeu_oie.game.squares import AID, BETWEEN, EXAMPLE, SAY, TRACE, WAYS, WORD, Aspect, Square
from jeu_oie.game.wording import FactFormatter, capital


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What stands on the square itself: pictogram, kind and second line in the band, a title, a text, a foot line.

    ``door``: a small one beside the pictogram, where the matter often ends. ``egg``: a proof is won there. ``tick``: a
    box to tick once the card is read (game.md, « On lit tout »). ``turns`` are waited there. ``writes``: a white field
    is left to write in, of ``unit``. ``call``: whom to call at once. ``text_short``: what must stay of a ``text`` that
    says where one is, « à vérifier ». ``title_short``: of what the band asks already, where the title has no room.
    """

    pictogram: str
    label: str
    title: str
    second: str = ""
    text: str = ""
    foot: str = ""
    foot_pictogram: str = ""
    foot_short: str = ""
    door: bool = False
    egg: bool = False
    tick: bool = False
    turns: int = 0
    writes: bool = False
    unit: str = ""
    call: SquareCall | None = None
    text_short: str | None = None
    title_short: str = ""


# --- pictograms ------------------------------------------------------------------------------------------

# The pictogram of what is good to know, by the key that states it.
KNOWN = {key.attribute: key.square.icon for key in keys.DECLARED if key.square and key.square.icon}
# Of what a circuit speaks: the picture of a problem whose author chose none.
TOPICS = {
    Topic.REPAIRS: "wrench",
    Topic.NEIGHBOURS: "people",
    Topic.TRANSFER: "house",
    Topic.GENERAL: "question",
    Topic.OTHER: "question",
}


def thing_of(item: Item) -> str:
    """The picture that its author chose (``icon``), as drawing names it; empty: none."""
    chosen = getattr(item, "icon", None)
    return f"thing-{chosen}" if chosen else ""


def pictogram_of(square: Square, topic: Topic) -> str:
    """The pictogram of a square of a circuit about ``topic``: its kind's, or the thing of which it speaks."""
    if square.kind is Kind.STEP and isinstance(square.item, Step):
        return pictogram_of_step(square.item)
    if is_idea(square.item):
        return "goose-dashed"
    if square.kind is Kind.KNOWN and square.aspect is not None:
        if square.aspect.fact == EXAMPLE:
            return thing_of(square.aspect.item) or TOPICS[topic]
        return KNOWN.get(square.aspect.fact, KINDS[Kind.KNOWN].pictogram)
    if square.kind is Kind.KNOWN:
        return "tip" if isinstance(square.item, Advice) else "info"
    return KINDS[square.kind].pictogram


def pictogram_of_step(step: Step) -> str:
    """What its author chose, else its channel, else its actor."""
    if step.icon:
        return thing_of(step)
    if step.channels and step.channels[0].kind:
        return f"channel-{step.channels[0].kind}"
    first = step.actor[0] if step.actor else ""
    return {"tenant": "actor-tenant", "landlord": "actor-landlord", "": "actor-none"}.get(first, "actor-other")


# --- words of a square that holds an item ----------------------------------------------------------------


def second_of(square: Square, facts: FactFormatter) -> str:
    """The second line of a band: who acts in a step, else the old name."""
    if isinstance(square.item, Step):
        return facts.actors(square.item.actor)
    if isinstance(square.item, Practice) and is_idea(square.item):
        return facts.say(keys.ADOPTED, square.item.adopted) or ""
    if KINDS[square.kind].old_name and facts.board.preset.old_names:
        return facts.words(f"old-name.{square.kind}")
    return ""


def foot_of(square: Square, facts: FactFormatter) -> tuple[str, str]:
    """The foot line of a square and its pictogram: the trace of a step where it is known, else what happens."""
    item = square.item
    if isinstance(item, Step):
        if item.missing or item.trace is None:
            return "", ""
        return (facts.words("trace.none"), "egg-none") if item.trace == NONE else (item.trace, "egg")
    effect = KINDS[square.kind].effect(square, facts)
    if KINDS[square.kind].old_name and facts.board.preset.old_names and not is_idea(item):
        return facts.words("foot.old", name=facts.words(f"old-name.{square.kind}.foot"), effect=effect), ""
    return capital(effect), ""


def item_face(square: Square, item: Item, facts: FactFormatter) -> Face:
    """The face of a square that holds ``item``: a circuit's own title, and what happens there."""
    foot, foot_pictogram = foot_of(square, facts)
    said = square.kind is Kind.KNOWN
    return Face(
        pictogram=pictogram_of(square, facts.circuit.topic),
        label=facts.words(name_item(square, item)),
        second=second_of(square, facts) if isinstance(item, Step) and square.kind is not Kind.BLANK else "",
        title=name_short(item) or (facts.words("blank.title") if square.kind is Kind.START else ""),
        text=item.text or "" if said else "",
        foot=foot,
        foot_pictogram=foot_pictogram,
        foot_short="" if isinstance(item, Step) else capital(KINDS[square.kind].effect(square, facts)),
        door=square.has_door,
        egg=square.gives_egg,
        tick=square.kind in READ_BY_ALL,
        turns=turns_of(square, facts),
        writes=square.kind is Kind.BLANK,
        call=call_of(item, facts) if square.kind in CALLING else None,
    )


CALLING = (Kind.START, Kind.SHORTCUT)  # squares that say whom to call


def name_item(square: Square, item: Item) -> str:
    """The key of the word in the band."""
    if square.kind is not Kind.KNOWN:
        return f"kind.{square.kind}"
    return "known.advice" if isinstance(item, Advice) else "known.fact"


# What the first pawn that comes stops to read for all (game.md, « On lit tout »); the départ is read before that.
READ_BY_ALL = (Kind.STEP, Kind.BLANK, Kind.RECOURSE, *WAYS.values())


def turns_of(square: Square, facts: FactFormatter) -> int:
    """The turns that are waited on a red square, as they are printed there."""
    if square.kind in (Kind.SILENCE, Kind.BLOCKED):
        return facts.board.preset.trap
    return WAIT_TURNS if square.kind is Kind.WAIT else 0


# --- words of a square that says one fact, or asks for it ------------------------------------------------

ASKING = (Kind.ASK, Kind.DELAY)


@dataclass(frozen=True, slots=True)
class SquareWords:
    """What such a square says: its label in the band, a title, a text under it."""

    label: str
    title: str
    text: str = ""
    title_short: str = ""


def aspect_face(square: Square, aspect: Aspect, facts: FactFormatter) -> Face:
    """The face of a square that says, or asks for, one fact of an item."""
    said = saying_of(square.kind, aspect, facts)
    doubt = facts.words("uncertain") if is_doubtful(square.kind, aspect) else ""
    effect = capital(KINDS[square.kind].effect(square, facts))
    return Face(
        pictogram=pictogram_of(square, facts.circuit.topic),
        label=said.label,
        title=said.title,
        text=" · ".join(filter(None, (said.text, doubt))),
        text_short=None if square.kind is Kind.KNOWN else doubt,
        title_short=said.title_short,
        foot=effect,
        foot_pictogram="egg" if square.gives_egg else "",
        foot_short=effect,
        egg=square.gives_egg,
        writes=square.kind in ASKING,
        unit=facts.words("delay.field") if square.kind is Kind.DELAY else "",
    )


def is_doubtful(kind: Kind, aspect: Aspect) -> bool:
    """Whether what is said is to be verified."""
    return states_fact(kind, aspect) and aspect.item.said_of(aspect.fact).uncertain


def states_fact(kind: Kind, aspect: Aspect) -> bool:
    """Whether a fact of the item is said, that has a source: what is asked for is not said, a word is explained."""
    return kind not in ASKING and aspect.fact != WORD


def saying_of(kind: Kind, aspect: Aspect, facts: FactFormatter) -> SquareWords:
    if kind is Kind.DELAY:
        title, last = ask_delay(aspect.steps, facts.words), aspect.steps[-1:]
        return SquareWords(facts.words("kind.delay"), title, title_short=ask_delay(last, facts.words))
    if kind is Kind.ASK:
        return ask(aspect, facts)
    if kind is Kind.TIME:
        return say_delay(aspect, facts)
    return say_known(aspect, facts) if kind is Kind.KNOWN else say_fact(kind, aspect, facts)


def ask(aspect: Aspect, facts: FactFormatter) -> SquareWords:
    """« Que reçoit-on ? », of which step."""
    first, *others = (step.title or facts.words("blank.title") for step in aspect.steps or (aspect.item,))
    last = others[0] if others else facts.board.circuit.arrival or facts.words("finish.title")
    words = {"step": first, "first": first, "last": last}
    title = facts.words(f"ask.{aspect.fact}.title", **{key: words[key] for key in ASK_WORDS[aspect.fact == BETWEEN]})
    short = facts.words("known.after" if aspect.fact in AFTER else "known.at", step=first)
    return SquareWords(facts.words(f"ask.{aspect.fact}"), title, title_short=short)


AFTER = (TRACE, AID, BETWEEN)
ASK_WORDS = {True: ("first", "last"), False: ("step",)}


def say_delay(aspect: Aspect, facts: FactFormatter) -> SquareWords:
    """The whole announced delay in the author's own words, added where it is a number; and the step that comes then."""
    assert isinstance(aspect.item, Step)
    amount = facts.delay(aspect.item.delay) or ""
    said = facts.words("time.plus", amount=amount) if amount[:1].isdigit() else amount
    return SquareWords(facts.words("kind.time"), said, facts.words("delay.before", step=aspect.item.title))


def say_fact(kind: Kind, aspect: Aspect, facts: FactFormatter) -> SquareWords:
    """A proof that one holds, a sentence to say, where to turn."""
    step = aspect.item
    assert isinstance(step, Step)
    at = facts.words("known.at" if aspect.fact == SAY else "known.after", step=step.title)
    return SquareWords(facts.words(f"kind.{kind}"), facts.say_of(step, aspect.fact) or "", at)


def say_known(aspect: Aspect, facts: FactFormatter) -> SquareWords:
    """What is good to know of a step or an urgency; a word; an example of a problem."""
    item, label = aspect.item, facts.words(f"known.{aspect.fact}")
    if aspect.fact == WORD:
        return SquareWords(label, aspect.term, facts.circuit.words[aspect.term])
    if aspect.fact == EXAMPLE:
        return SquareWords(label, item.title, facts.words("known.ask"))
    if isinstance(item, Shortcut):
        told = (item.hours or "", facts.words("known.urgency", title=item.title))
        return SquareWords(label, *((item.title, " · ".join(item.criteria)) if aspect.fact == "criteria" else told))
    assert isinstance(item, Step)
    key, said = keys.of(Step)[aspect.fact], facts.say_of(item, aspect.fact) or ""
    written = key.form is keys.Form.TEXT  # by its author: it stays as it is
    return SquareWords(label, said if written else capital(said), facts.words("known.at", step=item.title))
