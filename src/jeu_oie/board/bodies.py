"""What an item of the circuit says on its card, by what it is: rows, notes, bullets, answer."""

from dataclasses import dataclass
from functools import singledispatch

from jeu_oie.board.facts import Facts, Row, State
from jeu_oie.circuit.model import (
    NONE,
    Advice,
    Detour,
    Fact,
    Practice,
    ProblemItem,
    Question,
    Recourse,
    SetbackItem,
    Shortcut,
    Space,
    Step,
)


@dataclass(frozen=True, slots=True)
class Body:
    """The inside of a card, from its item alone."""

    rows: tuple[Row, ...] = ()
    notes: tuple[Row, ...] = ()
    heading: str = ""
    bullets: tuple[str, ...] = ()
    answer: str = ""


@singledispatch
def body_of(item: object, facts: Facts) -> Body:
    """Rows, notes and bullets of an item; what is not stated says so where tenants need to know."""
    raise TypeError(type(item))


def stated(facts: Facts, **values: str | None) -> tuple[Row, ...]:
    """A row for each fact that stands."""
    return tuple(Row(key, facts.words(f"row.{key}"), value) for key, value in values.items() if value)


def told(facts: Facts, key: str, value: str | None) -> Row:
    """A row that is there even when nobody has found the fact."""
    return Row(key, facts.words(f"row.{key}"), value or facts.unknown, State.STATED if value else State.MISSING)


def trace_row(facts: Facts, trace: str | None) -> Row:
    """What the tenant holds: said, said to be nothing, or not found."""
    if trace == NONE:
        return Row("trace", facts.words("row.trace"), facts.words("trace.none"), State.NOTHING)
    return told(facts, "trace", trace)


@body_of.register
def _(item: Step, facts: Facts) -> Body:
    if item.missing:
        return Body(notes=stated(facts, condition=item.condition))
    say = facts.words("row.quote", text=item.say) if item.say else None
    return Body(
        (
            told(facts, "delay", facts.delay(item.delay)),
            trace_row(facts, item.trace),
            *stated(facts, call=item.call, hours=item.hours, say=say),
            told(facts, "silent", facts.pointer(item.if_silent)),
            *stated(facts, charge=facts.charge(item.charge), channels=facts.contacts(item.channels)),
        ),
        stated(facts, condition=item.condition),
    )


@body_of.register
def _(item: Shortcut, facts: Facts) -> Body:
    emergency = () if item.call else (facts.emergency(),)
    return Body(
        (
            told(facts, "call", item.call),
            *emergency,
            *stated(facts, hours=item.hours),
            told(facts, "delay", facts.delay(item.delay)),
            *facts.leads(item.to),
        ),
        stated(facts, examples=facts.listed(item.examples), actor=facts.actors(item.actor) or None),
        facts.words("shortcut.heading") if item.criteria else "",
        item.criteria,
    )


@body_of.register
def _(item: Detour, facts: Facts) -> Body:
    return Body((*stated(facts, condition=item.condition), *facts.leads(item.to)))


@body_of.register
def _(item: SetbackItem, facts: Facts) -> Body:
    return Body(stated(facts, remedy=item.remedy, delay=facts.delay(item.delay)))


@body_of.register
def _(item: Practice, facts: Facts) -> Body:
    state = Row("adopted", facts.words("row.adopted"), facts.words(f"adopted.{item.adopted}"))
    return Body((state, *stated(facts, decided=item.decided)))


@body_of.register
def _(item: Recourse, facts: Facts) -> Body:
    return Body(
        (
            *stated(facts, who=item.who, contact=facts.contacts(item.contact)),
            told(facts, "delay", facts.delay(item.delay)),
            trace_row(facts, item.trace),
            *stated(facts, condition=item.condition, excludes=facts.listed(item.excludes)),
        ),
    )


@body_of.register
def _(item: Space, facts: Facts) -> Body:
    return Body(stated(facts, who=item.who, when=item.when))


@body_of.register
def _(item: ProblemItem, facts: Facts) -> Body:
    acceptable = facts.listed([facts.delay(each) or "" for each in item.acceptable])
    wait = stated(facts, acceptable=acceptable) or (
        Row("acceptable", facts.words("row.acceptable"), facts.words("to-fill"), State.NOTHING),
    )
    answers = stated(facts, urgency=facts.urgency(item.urgency), charge=facts.charge(item.charge))
    return Body(
        (told(facts, "delay", facts.delay(item.delay)), *wait),
        (),
        facts.words("problem.heading") if item.first else "",
        item.first,
        " ".join(facts.words("answer.fact", label=row.label, value=row.value) for row in answers),
    )


@body_of.register
def _(item: Question, facts: Facts) -> Body:
    letters = [f"{letter}) {answer}" for letter, answer in zip("abcdefghij", item.answers, strict=False)]
    right = letters[item.right - 1] if item.right else ""
    told_why = " ".join(filter(None, (right and facts.words("answer.right", right=right), item.why)))
    return Body(bullets=tuple(letters), answer=told_why)


@body_of.register
def _(item: Advice, facts: Facts) -> Body:
    return Body()


@body_of.register
def _(item: Fact, facts: Facts) -> Body:
    return Body()
