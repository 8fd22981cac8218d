"""What an item of the circuit says on its card, by what it is: rows, notes, bullets, answer."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, singledispatch
from string import ascii_lowercase

from jeu_oie.circuit import keys, model
from jeu_oie.circuit.dangers import figures_in
from jeu_oie.circuit.gaps import find_gaps
from jeu_oie.circuit.keys import Form, Key, of
from jeu_oie.game.guidance import list_card_advice, shorten_gestures
from jeu_oie.game.kinds.rows import ROWS
from jeu_oie.game.wording import FactFormatter, Row, State, capital, close_sentence


@dataclass(frozen=True, slots=True)
class Body:
    """The inside of a card, from its item alone."""

    rows: tuple[Row, ...] = ()
    notes: tuple[Row, ...] = ()
    heading: str = ""
    bullets: tuple[str, ...] = ()
    answer: str = ""


@dataclass(frozen=True, slots=True)
class RowOrder:
    """Which keys of an item have a row of its card, by field.

    ``first``: rows that stand before the others, which have the order of a printed card. ``notes`` stand under them.
    ``apart``: what the item says elsewhere, in its band or by its square.
    """

    first: tuple[Key, ...] = ()
    notes: tuple[Key, ...] = ()
    apart: tuple[Key, ...] = ()


ORDERS: Mapping[type[model.Item], RowOrder] = {
    model.Step: RowOrder((keys.DELAY, keys.ACCEPTABLE), (keys.CONDITION,), (keys.ACTOR,)),
    model.Shortcut: RowOrder((keys.CALL, keys.HOURS, keys.DELAY, keys.ACCEPTABLE), (keys.EXAMPLES, keys.ACTOR)),
    model.Detour: RowOrder((keys.CONDITION,)),
    model.SetbackItem: RowOrder((keys.REMEDY,), apart=(keys.SETBACK_TO,)),
    model.Recourse: RowOrder((keys.WHO, keys.CONTACT)),
    model.ProblemItem: RowOrder(apart=tuple(key for key in of(model.ProblemItem).values() if key.asked)),
}


def body_of(item: model.Item, facts: FactFormatter) -> Body:
    """Rows, notes and bullets of an item; what is not stated says so where tenants need to know (``circuit/gaps``)."""
    own = tell_more(
        item, Body(tuple(own_rows(item, facts)), tuple(stated_rows(order_of(type(item)).notes, item, facts))), facts
    )
    origin = facts.origin(item, "criteria") if own.bullets and isinstance(item, model.Shortcut) else ""
    return replace(
        own,
        rows=tuple(facts.mark_row(row, item) for row in own.rows),
        notes=(*(facts.mark_row(row, item) for row in own.notes), *stated_rows((keys.ELSEWHERE,), item, facts)),
        heading=f"{own.heading} ({origin})" if origin else own.heading,
    )


@singledispatch
def tell_more(item: object, body: Body, facts: FactFormatter) -> Body:
    """``body``, which has the rows of its keys, with what else an item of its sort says."""
    return body


def order_of(kind: type[model.Item]) -> RowOrder:
    return next((order for each, order in ORDERS.items() if issubclass(kind, each)), RowOrder())


def own_rows(item: model.Item, facts: FactFormatter) -> Iterator[Row]:
    """A row for each key that is stated, or that nobody has found and tenants need."""
    gaps = set(find_gaps(item, facts.circuit))
    if isinstance(item, model.ProblemItem) and item.elsewhere:
        gaps.discard("delay")  # « Ailleurs : … Et ici ? » says so: a gap once
    for key in list_row_keys(type(item)):
        if item.said_of(key.attribute).silent:
            yield Row(key.row_name, facts.words(key.label), facts.words("unknown.validated"), State.NOTHING)
        else:
            yield from fact_row(key, item, facts, lacking=key.attribute in gaps)


@cache
def list_row_keys(kind: type[model.Item]) -> tuple[Key, ...]:
    """The keys of an item's rows, in their order on its card."""
    order = order_of(kind)
    placed = (*order.first, *order.notes, *order.apart, keys.ELSEWHERE)
    others = [key for key in of(kind).values() if key.card and key not in placed]
    return (*order.first, *sorted(others, key=lambda key: ROWS[key.row_name].card.read))


def list_card_keys(kind: type[model.Item]) -> tuple[Key, ...]:
    """The same, then those of its notes and of what it asks and answers."""
    order = order_of(kind)
    return (*list_row_keys(kind), *order.notes, *(key for key in order.apart if key.asked))


def stated_rows(of_keys: Iterable[Key], item: model.Item, facts: FactFormatter) -> Iterator[Row]:
    """A row for each of the keys that ``item`` has and states."""
    known = {*of(type(item)).values()}
    for key in of_keys:
        if key in known:
            yield from fact_row(key, item, facts, lacking=False)


def fact_row(key: Key, item: model.Item, facts: FactFormatter, *, lacking: bool) -> Iterator[Row]:
    """What ``item`` says by ``key``; where that is ``lacking``, that nobody has found it.

    A delay of nothing but a condition says both. Of a text alone « none » says that there is nothing.
    """
    value = getattr(item, key.attribute)
    said = facts.say(key, value)
    if said or lacking:
        nothing = key.has_none and key.form is Form.TEXT and value == model.NONE
        state = State.MISSING if lacking else State.NOTHING if nothing else State.STATED
        yield Row(key.row_name, facts.words(key.label), said or facts.unknown, state)


@tell_more.register
def _(item: model.Shortcut, body: Body, facts: FactFormatter) -> Body:
    """Whom to call in a danger, and what to do first, before all else."""
    criteria = apart(item.criteria, facts)
    examples = facts.listed(apart(item.examples, facts))
    notes = (replace(row, value=examples or "") if row.key == keys.EXAMPLES.row_name else row for row in body.notes)
    return Body(
        (*facts.emergency(), *danger_rows(item, facts), *body.rows),
        tuple(row for row in notes if row.value),
        facts.words("shortcut.heading") if criteria else "",
        criteria,
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


MAX_GESTURE_CHARS = 150  # letters of gestures on a card that has no room for all of them


def brief_gestures(danger: model.Emergency) -> str:
    """Every gesture by its first sentence, or where that is long the last two."""
    whole = " ".join(shorten_gestures(danger.first))
    return whole if len(whole) <= MAX_GESTURE_CHARS else " ".join(last_gestures(danger))


def danger_rows(item: model.Shortcut, facts: FactFormatter) -> Iterator[Row]:
    """What an urgency says of a danger, with what to do first, one row each."""
    told: set[str] = set()
    for text in (*item.criteria, *item.examples, item.title, item.text or ""):
        dangers = [danger for danger in facts.dangers_in(text) if danger.id not in told]
        for danger in dangers:
            label = text if len(dangers) == 1 and text in (*item.criteria, *item.examples) else danger.title
            yield Row("danger", label, " ".join(danger.first), brief=brief_gestures(danger))
        told |= {danger.id for danger in dangers}


@tell_more.register
def _(item: model.Detour, body: Body, facts: FactFormatter) -> Body:
    told_here = facts.list_undrawn_steps(item.id)
    return replace(body, heading=facts.words("detour.heading") if told_here else "", bullets=told_here)


@tell_more.register
def _(item: model.ProblemItem, body: Body, facts: FactFormatter) -> Body:
    first = facts.first(item)
    return Body(
        tuple(waits(item, body.rows, facts)),
        body.notes,
        facts.words("problem.heading") if first else "",
        first,
        " ".join(fact(facts.mark_row(row, item), facts) for row in hedged_answers(item, facts)),
    )


def answers_of(item: model.ProblemItem, facts: FactFormatter) -> Iterator[Row]:
    """What a problem's card asks, answered: how urgent it is, who pays."""
    return stated_rows(order_of(type(item)).apart, item, facts)


def hedged_answers(item: model.ProblemItem, facts: FactFormatter) -> Iterator[Row]:
    """The same for whoever reads: « le contrat d’entretien, s’il y en a un »."""
    hedges = {
        key.row_name: f"{key.name_choice(value)}.if"
        for key in order_of(type(item)).apart
        if (value := getattr(item, key.attribute)) in key.hedged
    }
    for row in answers_of(item, facts):
        yield replace(row, value=facts.words(hedges[row.key])) if row.key in hedges else row


def waits(item: model.ProblemItem, rows: Sequence[Row], facts: FactFormatter) -> Iterator[Row]:
    """How long one waits; in a danger only what the landlord does afterwards, nobody is asked what is acceptable."""
    danger = bool(facts.dangers_of(item))
    for row in rows:
        after = danger and row.key == keys.DELAY.row_name
        yield replace(row, label=facts.words("danger.after")) if after else row
    if not danger and not item.acceptable:
        key = keys.ACCEPTABLE
        yield Row(key.row_name, facts.words(key.label), facts.words("to-fill"), State.NOTHING)


@tell_more.register
def _(item: model.Emergency, body: Body, facts: FactFormatter) -> Body:
    """As ``diff`` and the sheet to sign tell a danger; handouts and page set it otherwise."""
    rows = (replace(row, value=facts.number_said(item)) if row.key == keys.CALL.row_name else row for row in body.rows)
    return Body(tuple(rows), (), facts.words("problem.heading") if item.first else "", item.first)


@tell_more.register
def _(item: model.Question, body: Body, facts: FactFormatter) -> Body:
    return replace(body, bullets=letter_answers(item), answer=answer_of(item, facts))


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
