"""What stands on a square itself: its words, its pictogram, what one wins or writes there, what one does."""

from dataclasses import dataclass

from jeu_oie.circuit import keys, model
from jeu_oie.circuit.keywords import picture_for
from jeu_oie.circuit.model import Item, Practice, ProblemItem, Shortcut, Step, Topic
from jeu_oie.game.calls import SquareCall, call_of
from jeu_oie.game.guidance import name_short
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.register import KINDS
from jeu_oie.game.meaning import is_idea
from jeu_oie.game.pictured import tell_question
from jeu_oie.game.squares import AID, OPENED, RED, SAY, TRACE, WORD, Aspect, Square
from jeu_oie.game.wording import FactFormatter, capital


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What stands on the square itself: pictogram, kind and second line in the band, a title, a text.

    ``line``: all that is done there, word for word as on its card. ``door``: a small one beside the pictogram, where
    the matter often ends. ``egg``: a proof is won there. ``tick``: a ☐ (game.md, « On lit tout »), printed ``ticked``
    where all read it before the first throw. ``red``: a red frame; ``turns`` are waited there (« 2 tours »).
    ``writes``: a white field is left to write in. ``common``: « Partout en France », « Ailleurs », of what its landlord
    does not say. ``call``: whom to call at once. ``text_short``: what must stay of a ``text`` that says where one is,
    « à vérifier ». ``title_short``: of what the band asks already, where the title has no room.
    """

    pictogram: str
    label: str
    title: str
    second: str = ""
    text: str = ""
    line: str = ""
    door: bool = False
    egg: bool = False
    tick: bool = False
    ticked: bool = False
    red: bool = False
    turns: int = 0
    turns_said: str = ""
    writes: bool = False
    common: str = ""
    call: SquareCall | None = None
    text_short: str | None = None
    title_short: str = ""


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


def thing_in(*texts: str) -> str:
    """The picture of the first of ``texts`` that speaks of a thing, as drawing names it; empty: none."""
    found = next(filter(None, map(picture_for, texts)), None)
    return f"thing-{found}" if found else ""


def pictogram_of(square: Square, topic: Topic) -> str:
    """The pictogram of a square of a circuit about ``topic``: its kind's, or the thing of which it speaks."""
    if square.kind is Kind.STEP and isinstance(square.item, Step):
        return pictogram_of_step(square.item)
    if is_idea(square.item):
        return "goose-dashed"
    if square.kind is Kind.PROBLEM and square.item is not None:
        return thing_of(square.item) or TOPICS[topic]
    if square.kind is Kind.FACT and square.aspect is not None:
        return KNOWN.get(square.aspect.fact, KINDS[Kind.FACT].pictogram)
    if square.kind is Kind.FACT:
        return "tip" if isinstance(square.item, model.Advice) else "info"
    return KINDS[square.kind].pictogram


def pictogram_of_step(step: Step) -> str:
    """What its author chose, else its channel, else its actor."""
    if step.icon:
        return thing_of(step)
    if step.channels and step.channels[0].kind:
        return f"channel-{step.channels[0].kind}"
    first = step.actor[0] if step.actor else ""
    return {"tenant": "actor-tenant", "landlord": "actor-landlord", "": "actor-none"}.get(first, "actor-other")


def second_of(square: Square, facts: FactFormatter) -> str:
    """The second line of a band: who acts in a step, whether a practice is an idea."""
    if isinstance(square.item, Step):
        return facts.actors(square.item.actor)
    if isinstance(square.item, Practice) and is_idea(square.item):
        return facts.say(keys.ADOPTED, square.item.adopted) or ""
    return ""


def item_face(square: Square, item: Item, facts: FactFormatter) -> Face:
    """The face of a square that holds ``item``: a circuit's own title, and what happens there."""
    return Face(
        pictogram=pictogram_of(square, facts.circuit.topic),
        label=name_item(square, facts),
        second=second_of(square, facts) if square.kind is not Kind.BLANK else "",
        title=title_of(square, item, facts),
        text=text_of(square, item, facts),
        text_short=facts.words("blank.short") if square.kind is Kind.BLANK and not square.writes else None,
        line=tell_line(square, facts),
        door=square.has_door,
        egg=square.gives_egg,
        tick=square.has_box,
        ticked=square.kind in OPENED,
        red=square.kind in RED,
        turns=square.turns,
        turns_said=facts.words.count("turns", square.turns) if square.turns else "",
        writes=square.writes,
        common=name_origin(square, item, facts),
        call=call_of(item, facts) if square.kind in CALLING else None,
    )


def title_of(square: Square, item: Item, facts: FactFormatter) -> str:
    """Its short name; of a problem in a picture, what is asked."""
    if square.asks and isinstance(item, ProblemItem):
        return tell_question(name_short(item), square.asks, facts.words)
    return name_short(item) or (facts.words("blank.title") if square.kind is Kind.START else "")


CALLING = (Kind.START, Kind.SHORTCUT)  # squares that say whom to call


def name_item(square: Square, facts: FactFormatter) -> str:
    """The word in the band: of an urgency with its level."""
    if square.kind is Kind.SHORTCUT:
        return facts.words("kind.shortcut.level", level=facts.board.level_of(square))
    return facts.words("known.idea") if is_idea(square.item) else facts.words(f"kind.{square.kind}")


def name_square(square: Square, facts: FactFormatter) -> str:
    """The word in the band of any square, also of one that says a fact of an item."""
    if square.kind is Kind.FACT and square.aspect is not None:
        return saying_of(square.kind, square.aspect, facts).label
    return name_item(square, facts)


def text_of(square: Square, item: Item, facts: FactFormatter) -> str:
    """What a fact says; of a blank that is read and not written, what others say and that one will ask."""
    if square.kind is Kind.FACT:
        return item.text or ""
    if square.kind is Kind.BLANK and not square.writes and isinstance(item, Step):
        said = facts.listed([facts.elsewhere_said(each) for each in item.elsewhere])
        return facts.words("blank.elsewhere", said=said) if said else facts.words("blank.nobody")
    return ""


def name_origin(square: Square, item: Item, facts: FactFormatter) -> str:
    """« Partout en France », « Ailleurs » where another landlord is named; nothing of what its own circuit says."""
    if not square.common:
        return ""
    return facts.words("common.elsewhere" if model.elsewhere_of(item) else "common.everywhere")


def tell_line(square: Square, facts: FactFormatter) -> str:
    """All that is done on a square, word for word as on its card and on the sheet."""
    return KINDS[square.kind].line(square, facts)


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
    return Face(
        pictogram=pictogram_of(square, facts.circuit.topic),
        label=said.label,
        title=said.title,
        text=" · ".join(filter(None, (said.text, doubt))),
        text_short=None if square.kind is Kind.FACT else doubt,
        title_short=said.title_short,
        line=tell_line(square, facts),
        egg=square.gives_egg,
        writes=square.kind is Kind.ASK,
        common=facts.words("common.everywhere") if square.common else "",
    )


def is_doubtful(kind: Kind, aspect: Aspect) -> bool:
    """Whether what is said is to be verified."""
    return states_fact(kind, aspect) and aspect.item.said_of(aspect.fact).uncertain


def states_fact(kind: Kind, aspect: Aspect) -> bool:
    """Whether a fact of the item is said, that has a source: what is asked for is not said, a word is explained."""
    return kind is not Kind.ASK and aspect.fact != WORD


def saying_of(kind: Kind, aspect: Aspect, facts: FactFormatter) -> SquareWords:
    if kind is Kind.ASK:
        return ask(aspect, facts)
    if kind is Kind.TIME:
        return say_delay(aspect, facts)
    return say_known(aspect, facts) if kind is Kind.FACT else say_fact(kind, aspect, facts)


def ask(aspect: Aspect, facts: FactFormatter) -> SquareWords:
    """« Que reçoit-on après “J’appelle” ? »."""
    step = aspect.item.title or facts.words("blank.title")
    short = facts.words("known.after" if aspect.fact in AFTER else "known.at", step=step)
    return SquareWords(facts.words(f"kind.{Kind.ASK}"), facts.words(f"ask.{aspect.fact}", step=step), title_short=short)


AFTER = (TRACE, AID)


def say_delay(aspect: Aspect, facts: FactFormatter) -> SquareWords:
    """The whole announced delay in the author's own words, and the step that comes then."""
    assert isinstance(aspect.item, Step)
    said = capital(facts.delay(aspect.item.delay) or "")
    return SquareWords(facts.words("kind.time"), said, facts.words("delay.before", step=aspect.item.title))


def say_fact(kind: Kind, aspect: Aspect, facts: FactFormatter) -> SquareWords:
    """A proof that one holds, a sentence to say."""
    step = aspect.item
    assert isinstance(step, Step)
    at = facts.words("known.at" if aspect.fact == SAY else "known.after", step=step.title)
    return SquareWords(facts.words(f"kind.{kind}"), facts.say_of(step, aspect.fact) or "", at)


def say_known(aspect: Aspect, facts: FactFormatter) -> SquareWords:
    """What is good to know of a step, a problem or an urgency; a word."""
    item, fact = aspect.item, aspect.fact
    if fact == WORD:
        return SquareWords(facts.words("known.word"), aspect.term, facts.circuit.words[aspect.term])
    label, said = facts.words(f"kind.{Kind.FACT}"), facts.say_of(item, fact) or ""
    if isinstance(item, Shortcut):
        where = facts.words("known.urgency", title=item.title)
    elif isinstance(item, ProblemItem):
        where = item.title
    else:
        assert isinstance(item, Step)
        after = fact == AID
        where = facts.words("known.after" if after else "known.at", step=(item.done if after else None) or item.title)
    written = keys.of(type(item))[fact].form is keys.Form.TEXT  # by its author: it stays as it is
    return SquareWords(label, said if written else capital(said), f"{facts.words(f'known.{fact}')} {where}")
