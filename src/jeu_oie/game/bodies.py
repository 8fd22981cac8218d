"""What an item of the circuit says on its card, by what it is: rows, notes, bullets, answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import singledispatch
from string import ascii_lowercase

from jeu_oie.circuit import model
from jeu_oie.circuit.dangers import figures_in
from jeu_oie.circuit.fields import Delay
from jeu_oie.circuit.gaps import find_gaps
from jeu_oie.circuit.keys import of
from jeu_oie.game.guidance import list_card_advice, shorten_gestures
from jeu_oie.game.wording import FACTS, FactFormatter, Row, State, capital, close_sentence

# The row that says what nobody has found → the fact.
FACTS_NEEDED = {**FACTS, "leads": "to"}


@dataclass(frozen=True, slots=True)
class Body:
    """The inside of a card, from its item alone."""

    rows: tuple[Row, ...] = ()
    notes: tuple[Row, ...] = ()
    heading: str = ""
    bullets: tuple[str, ...] = ()
    answer: str = ""


def body_of(item: model.Item, facts: FactFormatter) -> Body:
    """Rows, notes and bullets of an item; what is not stated says so where tenants need to know (``circuit/gaps``)."""
    own, gaps = order_body(item, facts), set(find_gaps(item, facts.circuit))
    if isinstance(item, model.ProblemItem) and item.elsewhere:
        gaps.discard("delay")  # « Ailleurs : … Et ici ? » says so: a gap once
    rows = (row for row in own.rows if row.state is not State.MISSING or FACTS_NEEDED[row.key] in gaps)
    origin = facts.origin(item, "criteria") if own.bullets and isinstance(item, model.Shortcut) else ""
    elsewhere = stated_row(facts, elsewhere=facts.elsewhere(model.elsewhere_of(item)))
    return replace(
        own,
        rows=tuple(facts.mark_row(row, item) for row in (*rows, *plain_rows(item, facts))),
        notes=(*(facts.mark_row(row, item) for row in own.notes), *elsewhere),
        heading=f"{own.heading} ({origin})" if origin else own.heading,
    )


@singledispatch
def order_body(item: object, facts: FactFormatter) -> Body:
    """What a body says in an order of its own; ``plain_rows`` come after it."""
    raise TypeError(type(item))


def plain_rows(item: model.Item, facts: FactFormatter) -> tuple[Row, ...]:
    """A row for each key that is said as it is written."""
    said = {key.row or key.name: getattr(item, name) for name, key in of(type(item)).items() if key.plain}
    return stated_row(
        facts, **{row: facts.listed(each) if isinstance(each, tuple) else each for row, each in said.items()}
    )


def stated_row(facts: FactFormatter, **values: str | None) -> tuple[Row, ...]:
    """A row for each fact that stands."""
    return tuple(Row(key, facts.words(f"row.{key}"), value) for key, value in values.items() if value)


def expected_row(facts: FactFormatter, key: str, value: str | None) -> Row:
    """A row that is there even when nobody has found the fact."""
    return Row(key, facts.words(f"row.{key}"), value or facts.unknown, State.STATED if value else State.MISSING)


def delay_row(facts: FactFormatter, delay: Delay | None) -> Row:
    """The announced delay; a condition alone announces none."""
    said = facts.delay(delay)
    found = delay is not None and delay.announced is not None
    return Row("delay", facts.words("row.delay"), said or facts.unknown, State.STATED if found else State.MISSING)


def acceptable(facts: FactFormatter, delays: Sequence[Delay]) -> str | None:
    """What tenants find acceptable: every answer, never a mean of them."""
    return facts.listed([facts.delay(each) or "" for each in delays])


def trace_row(facts: FactFormatter, trace: str | None) -> Row:
    """What the tenant holds: said, said to be nothing, or not found."""
    if trace == model.NONE:
        return Row("trace", facts.words("row.trace"), facts.words("trace.none"), State.NOTHING)
    return expected_row(facts, "trace", trace)


@order_body.register
def _(item: model.Step, facts: FactFormatter) -> Body:
    rows = (
        delay_row(facts, item.delay),
        *stated_row(facts, acceptable=acceptable(facts, item.acceptable)),
        trace_row(facts, item.trace),
        *stated_row(facts, call=item.call, hours=item.hours, say=facts.quoted(item.say)),
        expected_row(facts, "silent", facts.pointer(item.if_silent)),
        *stated_row(facts, charge=facts.charge(item.charge), channels=facts.contacts(item.channels)),
    )
    return Body(rows, stated_row(facts, condition=item.condition))


@order_body.register
def _(item: model.Shortcut, facts: FactFormatter) -> Body:
    return Body(
        (
            *facts.emergency(),
            *danger_rows(item, facts),
            expected_row(facts, "call", item.call),
            *stated_row(facts, hours=item.hours),
            delay_row(facts, item.delay),
            *stated_row(facts, acceptable=acceptable(facts, item.acceptable)),
            *facts.leads(item.to),
        ),
        stated_row(facts, examples=facts.listed(apart(item.examples, facts)), actor=facts.actors(item.actor) or None),
        facts.words("shortcut.heading") if apart(item.criteria, facts) else "",
        apart(item.criteria, facts),
    )


def apart(texts: Sequence[str], facts: FactFormatter) -> tuple[str, ...]:
    """``texts`` without those that speak of a danger: in a danger one does not call the landlord first."""
    return tuple(text for text in texts if not facts.dangers_in(text))


def last_gestures(danger: model.Emergency) -> tuple[str, ...]:
    """The gesture that is to call, and what comes right before it: « Je sors … Dehors, j’appelle … »."""
    called = set(figures_in(danger.call or ""))
    rank = next(
        (rank for rank, each in enumerate(danger.first) if called & set(figures_in(each))), len(danger.first) - 1
    )
    return danger.first[max(rank - 1, 0) : rank + 1]


MOST = 150  # letters of gestures on a card that has no room for all of them


def brief_gestures(danger: model.Emergency) -> str:
    """Every gesture by its first sentence, or where that is long the last two."""
    whole = " ".join(shorten_gestures(danger.first))
    return whole if len(whole) <= MOST else " ".join(last_gestures(danger))


def danger_rows(item: model.Shortcut, facts: FactFormatter) -> Iterator[Row]:
    """What an urgency says of a danger, with what to do first, one row each."""
    told: set[str] = set()
    for text in (*item.criteria, *item.examples, item.title, item.text or ""):
        dangers = [danger for danger in facts.dangers_in(text) if danger.id not in told]
        for danger in dangers:
            label = text if len(dangers) == 1 and text in (*item.criteria, *item.examples) else danger.title
            yield Row("danger", label, " ".join(danger.first), brief=brief_gestures(danger))
        told |= {danger.id for danger in dangers}


@order_body.register
def _(item: model.Detour, facts: FactFormatter) -> Body:
    rows = (*stated_row(facts, condition=item.condition), *facts.leads(item.to))
    told_here = facts.list_undrawn_steps(item.id)
    return Body(rows, (), facts.words("detour.heading") if told_here else "", told_here)


@order_body.register
def _(item: model.SetbackItem, facts: FactFormatter) -> Body:
    return Body(stated_row(facts, remedy=item.remedy, delay=facts.delay(item.delay)))


@order_body.register
def _(item: model.Practice, facts: FactFormatter) -> Body:
    state = Row("adopted", facts.words("row.adopted"), facts.words(f"adopted.{item.adopted}"))
    return Body((state,))


@order_body.register
def _(item: model.Recourse, facts: FactFormatter) -> Body:
    return Body(
        (
            *stated_row(facts, who=item.who, contact=facts.contacts(item.contact)),
            delay_row(facts, item.delay),
            trace_row(facts, item.trace),
            *stated_row(facts, condition=item.condition, excludes=facts.listed(item.excludes)),
        ),
    )


@order_body.register
def _(item: model.Space, facts: FactFormatter) -> Body:
    return Body(stated_row(facts, who=item.who))


@order_body.register
def _(item: model.ProblemItem, facts: FactFormatter) -> Body:
    answers = stated_row(facts, urgency=facts.urgency(item.urgency), charge=payer(item, facts))
    first = facts.first(item)
    return Body(
        tuple(waits(item, facts)),
        (),
        facts.words("problem.heading") if first else "",
        first,
        " ".join(fact(facts.mark_row(row, item), facts) for row in answers),
    )


def payer(item: model.ProblemItem, facts: FactFormatter) -> str | None:
    """Who pays for a problem: nobody knows whether whoever reads has a contract."""
    return facts.words("charge.contract.if") if item.charge is model.Charge.CONTRACT else facts.charge(item.charge)


def waits(item: model.ProblemItem, facts: FactFormatter) -> Iterator[Row]:
    """How long one waits; in a danger only what the landlord does afterwards, nobody is asked what is acceptable."""
    wait = stated_row(facts, acceptable=acceptable(facts, item.acceptable))
    if facts.dangers_of(item):
        yield from (
            replace(row, label=facts.words("danger.after")) for row in stated_row(facts, delay=facts.delay(item.delay))
        )
        yield from wait
        return
    yield delay_row(facts, item.delay)
    yield from wait or (Row("acceptable", facts.words("row.acceptable"), facts.words("to-fill"), State.NOTHING),)


@order_body.register
def _(item: model.Emergency, facts: FactFormatter) -> Body:
    """As ``diff`` and the sheet to sign tell a danger; handouts and page set it otherwise."""
    rows = stated_row(facts, call=facts.number_said(item) or None, hours=item.hours)
    return Body(rows, (), facts.words("problem.heading") if item.first else "", item.first)


@order_body.register
def _(item: model.Question, facts: FactFormatter) -> Body:
    return Body(bullets=letter_answers(item), answer=answer_of(item, facts))


def fact(row: Row, facts: FactFormatter) -> str:
    """« Qui paie : le bailleur. »"""
    return close_sentence(capital(facts.words("answer.fact", label=row.label, value=row.value)))


def letter_answers(item: model.Question) -> tuple[str, ...]:
    """« a) Oui »; after z come numbers."""
    marks = [*ascii_lowercase, *map(str, range(27, len(item.answers) + 1))]
    return tuple(f"{mark}) {answer}" for mark, answer in zip(marks, item.answers, strict=False))


def answer_of(item: model.Question, facts: FactFormatter) -> str:
    """The right answer with its letter, then the reason."""
    right = (
        close_sentence(facts.words("answer.right", right=letter_answers(item)[item.right - 1])) if item.right else ""
    )
    return " ".join(filter(None, (right, item.why)))


@order_body.register
def _(item: model.Advice, facts: FactFormatter) -> Body:
    return Body()


@order_body.register
def _(item: model.Fact, facts: FactFormatter) -> Body:
    return Body()


# --- what stands on the card of something else -----------------------------------------------------------


def with_guests(body: Body, place: str, facts: FactFormatter) -> Body:
    """``body`` with the advice of ``place`` and, where it is a detour, its practices and questions.

    Their answers stand upside down with the card's own.
    """
    circuit = facts.circuit
    detour = any(each.id == place for each in circuit.detours)
    questions = [item for item in circuit.questions if detour and item.at == place]
    guests: tuple[tuple[str, Sequence[model.Advice | model.Practice | model.Question]], ...] = (
        ("advice", list_card_advice(place, circuit)),
        ("practice", [item for item in circuit.practices if detour and item.at == place]),
        ("question", questions),
    )
    notes = (Row(key, facts.words(f"row.{key}"), describe_item(item, facts)) for key, items in guests for item in items)
    answers = filter(None, (body.answer, *(answer_of(item, facts) for item in questions)))
    return replace(body, notes=(*body.notes, *notes), answer=" ".join(answers))


def describe_item(item: model.Advice | model.Practice | model.Question, facts: FactFormatter) -> str:
    """Title, text and what else an item without a card of its own says, then its sources between brackets."""
    said = [close_sentence(part) for part in (item.title, item.text or "", *particulars(item, facts)) if part]
    origin = ", ".join(filter(None, (facts.provenance(item), *(title for _, title in facts.cited(item)))))
    return " ".join(said) + (f" ({origin})" if origin else "")


def particulars(item: model.Advice | model.Practice | model.Question, facts: FactFormatter) -> Iterator[str]:
    match item:
        case model.Practice():
            body = body_of(item, facts)
            for row in (*body.rows, *body.notes):
                yield fact(row, facts)
        case model.Question():
            yield from letter_answers(item)
