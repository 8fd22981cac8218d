"""Patterns → quiz questions made from the circuit itself (game.md, « The deck of a table », second table).

A quiz rests on known facts of items that are not to be verified; it has one right answer and one or two that are
wrong here, all of them the circuit's own words. None is made of a danger or of a number to call: no wrong
gesture and no wrong number is ever printed.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from itertools import chain, pairwise, zip_longest

from jeu_oie.circuit import model
from jeu_oie.circuit.dangers import dangers_in, spoken_by
from jeu_oie.circuit.fields import DAYS, Delay, Span, Unit
from jeu_oie.circuit.keys import Form
from jeu_oie.circuit.nearest import plain
from jeu_oie.circuit.shapes import shapes
from jeu_oie.game.answers.shared import shared_in
from jeu_oie.game.answers.subject import find_subject
from jeu_oie.messages import Catalog

WRONG_ANSWERS = 2  # wrong answers of a quiz where there are so many
TENANT = ("tenant",)  # who acts alone
# The keys that a problem's card asks for, each with the choices that are an answer: who pays.
CHOSEN = tuple(
    (key, tuple(choice for choice in shape.choices if choice not in key.unsettled))
    for key, shape in shapes(model.ProblemItem)
    if key.asked and key.form is Form.CHOICE
)

# --- Answers: when two of them cannot both be right -------------------------------------------------------

WORD = re.compile(r"\w+")
# Two times are told apart as people count: « 8 jours » is a week, « 15 jours » two, « 30 jours » four and a month.
NEAR_RATIO = 1.15
WORKING_DAY = 7 / 5  # calendar days: « 5 jours ouvrés » are a week


@dataclass(frozen=True, slots=True)
class QuizAnswer:
    """``id`` says whose text it is, so that a changed text chooses no other answers.

    ``days`` are the shortest and the longest time of a delay.
    """

    id: str
    text: str
    days: tuple[float, float] | None = None


# Each title is compared with each other one: looked into once only.
MAX_REMEMBERED = 1024


@lru_cache(MAX_REMEMBERED)
def words_in(text: str) -> frozenset[str]:
    """The words of ``text`` without case, accents and plural -s or -x."""
    return frozenset(word.rstrip("sx") or word for word in WORD.findall(plain(text)))


def differ(one: QuizAnswer, other: QuizAnswer) -> bool:
    """Whether no reader can take ``one`` for ``other``: in words, and for delays in value.

    « SMS » is no wrong answer beside « SMS ou mail »: neither may hold all words of the other.
    """
    said, heard = words_in(one.text), words_in(other.text)
    if said <= heard or heard <= said:
        return False
    if one.days is None or other.days is None:
        return True
    return one.days[0] > other.days[1] * NEAR_RATIO or other.days[0] > one.days[1] * NEAR_RATIO


def gives_away(subject: str, answer: str) -> bool:
    """Whether ``subject`` says the whole ``answer``: « Je reçois un questionnaire », a questionnaire."""
    said = words_in(answer)
    return ({word for word in said if len(word) > 3} or said) <= words_in(subject)


def hints_at(subject: str, answer: str) -> bool:
    """Whether ``subject`` shares a word with ``answer``: « Je reçois mon numéro unique », attestation et numéro."""
    return any(len(word) > 3 and word in words_in(subject) for word in words_in(answer))


def days_of(delay: Delay) -> tuple[float, float] | None:
    """The shortest and the longest time of ``delay``, in calendar days; None where none is announced."""
    spans = [span for span in (delay.value, delay.at_most) if span is not None]
    if delay.announced is None:
        return None
    usual = delay.announced
    shortest = usual.high if usual.low is None else usual.low
    return shortest * DAYS[usual.unit], max(map(longest_days, spans))


def longest_days(span: Span) -> float:
    return span.days * (WORKING_DAY if span.unit is Unit.WORKING_DAY else 1)


# --- A quiz before its answers stand in an order ----------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class QuizDraft:
    """A quiz: what is asked about ``subject``, the right answer, the wrong ones to choose from, first group first."""

    id: str
    subject: str
    title: str
    right: QuizAnswer
    wrong: tuple[Sequence[QuizAnswer], ...]
    source: tuple[str, ...]
    why: str | None = None


def choose_wrong(draft: QuizDraft) -> tuple[QuizAnswer, ...]:
    """At most two wrong answers, by a seed of the quiz's id; each differs from the right one and from the other."""
    chosen: list[QuizAnswer] = []
    for answer in chain.from_iterable(shuffle(group, draft.id) for group in draft.wrong):
        if len(chosen) < WRONG_ANSWERS and all(differ(answer, each) for each in (draft.right, *chosen)):
            chosen.append(answer)
    return tuple(chosen)


def shuffle(answers: Iterable[QuizAnswer], seed: str) -> list[QuizAnswer]:
    """``answers`` in an order of their ids and ``seed``: one more or one fewer moves no other."""
    return sorted(answers, key=lambda answer: sha256(f"{seed} {answer.id}".encode()).digest())


def write_question(draft: QuizDraft, wrong: Sequence[QuizAnswer], place: int) -> model.Question:
    """The quiz with its right answer at ``place`` (0 is a).

    Its id holds dots, which no item of a file may: it is built without being validated.
    """
    texts = [answer.text for answer in wrong]
    return model.Question.model_construct(
        id=draft.id,
        title=draft.title,
        answers=(*texts[:place], draft.right.text, *texts[place:]),
        right=place + 1,
        why=draft.why,
        source=draft.source,
    )


# --- What the patterns ask the circuit --------------------------------------------------------------------

FIRST_PERSON = re.compile(r"(?:je|j|mon|ma|mes|nous|notre|nos|on|i|my|we|our)\b")
# Numbers to call: long ones, and the short ones of four figures that begin with 3.
NUMBER = re.compile(r"(?:\d[\s.]?){5,}|\b3\d{3}\b")
FIGURES = re.compile(r"\d+")


@lru_cache(MAX_REMEMBERED)
def speaks_of_danger(text: str) -> bool:
    return bool(dangers_in(text))


@dataclass(frozen=True)
class Material:
    """The circuit as the patterns read it, in the language of ``words``."""

    circuit: model.Circuit
    words: Catalog

    @cached_property
    def workshops(self) -> tuple[model.Source, ...]:
        return tuple(model.workshops(self.circuit.sources).values())

    @cached_property
    def calls(self) -> frozenset[str]:
        """The numbers of danger."""
        said = (each.call or "" for each in self.circuit.emergency)
        return frozenset(number for call in said for number in FIGURES.findall(call))

    @cached_property
    def titles(self) -> Mapping[frozenset[str], int]:
        """How often a title is that of a step or of a problem."""
        return Counter(words_in(item.title) for item in (*self.circuit.every_step, *self.circuit.problems))

    @cached_property
    def targets(self) -> Mapping[str, model.Item]:
        """What ``if-silent`` may name."""
        circuit = self.circuit
        items = (*circuit.every_step, *circuit.detours, *circuit.recourse, *circuit.shortcuts)
        return {item.id: item for item in items}

    def is_harmless(self, text: str) -> bool:
        """Whether ``text`` speaks of no danger and holds no number to call."""
        called = self.calls.intersection(FIGURES.findall(text))
        return not (called or NUMBER.search(text) or speaks_of_danger(text))

    def is_known(self, item: model.Item, *facts: str) -> bool:
        """Whether ``item`` and its ``facts`` are sure, and it can be named in a question or an answer."""
        missing = isinstance(item, model.Step) and item.missing
        sure = not (item.uncertain or any(item.said_of(fact).uncertain for fact in facts))
        return sure and not missing and bool(item.title) and self.is_harmless(item.title)

    def is_asked(self, item: model.Item, *facts: str) -> bool:
        """Whether a question may be about ``item``: known, and no other one has its title."""
        return self.is_known(item, *facts) and self.titles[words_in(item.title)] == 1

    def is_asked_problem(self, problem: model.ProblemItem, fact: str) -> bool:
        """Whether a question may be about ``problem``: never one with ``first``, or that speaks of a danger."""
        danger = problem.first or any(map(speaks_of_danger, spoken_by(problem)))
        return not danger and self.is_asked(problem, fact)

    def is_repair(self, problem: model.ProblemItem) -> bool:
        """Whether one may ask who pays: never of blows, threats, insults, a right, nor of a danger."""
        kind = find_subject(problem, self.circuit, shared_in(self.circuit.language)).kind
        return kind in (model.AnswerKind.URGENT, model.AnswerKind.ORDINARY)

    def own_text(self, item: model.Item) -> str | None:
        """The text of ``item`` without what workshops said: what the answer depends on."""
        return model.split_text(item.text or "", self.workshops)[0] or None

    def names_landlord(self, text: str) -> bool:
        """Whether ``text`` holds one of the landlord's names."""
        landlord = self.circuit.landlord
        return any(gives_away(text, name) for name in (landlord.name, landlord.short, landlord.formerly) if name)

    def answer(self, item: model.Item) -> QuizAnswer:
        return QuizAnswer(item.id, capital(item.title))

    def time(self, item: model.Item, delay: Delay) -> QuizAnswer:
        """The usual delay in the author's words, else its limit."""
        return QuizAnswer(
            item.id, capital(self.limit(delay) if delay.value is None else delay.value.text), days_of(delay)
        )

    def limit(self, delay: Delay) -> str:
        """« au plus 2 semaines »; the author's words alone where they say so themselves (« sous 48 h »)."""
        span = delay.at_most
        if span is None or span.bound:
            return span.text if span else ""
        return self.words("delay.at-most", limit=span.text)

    def in_which_case(self, step: model.Step) -> str | None:
        """« Dans quel cas : la gêne continue. », where a step is not for everybody."""
        if step.condition is None:
            return None
        said = self.words("answer.fact", label=self.words("row.condition"), value=step.condition)
        return close_sentence(capital(said))

    def condition(self, delay: Delay) -> str | None:
        """The whole delay where the answer says only its usual value: its limit and its condition."""
        usual = delay.value.text if delay.value else ""
        both = ", ".join(filter(None, (usual, self.limit(delay))))
        if delay.condition:
            return close_sentence(capital(self.words("delay.condition", delay=both, condition=delay.condition)))
        return close_sentence(capital(both)) if usual and delay.at_most else None


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def close_sentence(text: str) -> str:
    """``text`` with a full stop, unless it has its own mark."""
    return text if text.endswith((".", "!", "?", "…", "»", "”")) else f"{text}."


# --- The patterns, in the order of game.md ----------------------------------------------------------------


def ask_next(known: Material) -> Iterator[QuizDraft]:
    """« Que se passe-t-il après … ? »: this and the next step known, adjacent; wrong are later steps, then earlier."""
    steps = known.circuit.steps
    for rank, (step, after) in enumerate(pairwise(steps)):
        if known.is_asked(step) and known.is_known(after, "condition"):
            yield QuizDraft(
                id=f"quiz.next.{step.id}",
                subject=step.title,
                title=known.words("quiz.next", step=step.title),
                right=known.answer(after),
                wrong=tuple(
                    [known.answer(each) for each in others if known.is_known(each)]
                    for others in (steps[rank + 2 :], steps[:rank])
                ),
                source=tuple(dict.fromkeys((*step.source, *after.source))),
                why=known.in_which_case(after),
            )


def ask_delay(known: Material) -> Iterator[QuizDraft]:
    """« En combien de temps vient … ? »: a known delay of what others do, not of the first step."""
    for step in known.circuit.steps[1:]:
        if step.delay and step.delay.announced and known.is_asked(step, "delay") and step.actor != TENANT:
            yield QuizDraft(
                id=f"quiz.delay.{step.id}",
                subject=step.title,
                title=known.words("quiz.delay", step=step.title),
                right=known.time(step, step.delay),
                wrong=tuple(list(list_times(items, known)) for items in other_delays(known, step)),
                source=step.said_of("delay").source,
                why=known.condition(step.delay),
            )


Waited = model.Step | model.Shortcut | model.ProblemItem | model.Recourse


def other_delays(known: Material, step: model.Step) -> tuple[Sequence[Waited], ...]:
    """Whose delays are wrong for ``step``: other steps, urgencies, problems, recourse.

    An urgency that crosses to this step, or to nobody knows where, announces how long *it* takes: so it is not wrong.
    Nor is the delay of a problem, but for one whose urgency crosses to another step.
    """
    circuit = known.circuit
    elsewhere = [each for each in circuit.shortcuts if each.to not in (step.id, model.UNKNOWN)]
    levels = {each.id for each in elsewhere}
    problems = [each for each in circuit.problems if each.urgency in levels and known.is_asked_problem(each, "urgency")]
    return [each for each in known.circuit.every_step if each is not step], elsewhere, problems, circuit.recourse


def list_times(items: Iterable[Waited], known: Material) -> Iterator[QuizAnswer]:
    for item in items:
        if item.delay and item.delay.announced and known.is_known(item, "delay"):
            yield known.time(item, item.delay)


def ask_trace(known: Material) -> Iterator[QuizDraft]:
    """« Que dois-je recevoir quand … ? »: a trace, or that there is none; wrong are other traces, then « rien »."""
    nothing = QuizAnswer(model.NONE, capital(known.words("trace.none")))
    others = [list(list_traces(items, known)) for items in (known.circuit.every_step, known.circuit.recourse)]
    for step in known.circuit.every_step:
        if step.trace and known.is_asked(step, "trace") and known.is_harmless(step.trace):
            right = nothing if step.trace == model.NONE else QuizAnswer(step.id, capital(step.trace))
            own = step.actor == TENANT  # the copy of one's own letter
            if (right is nothing and "tenant" in step.actor) or hints_at(step.title, right.text):
                continue  # nobody sends what one says oneself
            yield QuizDraft(
                id=f"quiz.trace.{step.id}",
                subject=step.title,
                title=known.words("quiz.trace.own" if own else "quiz.trace.received", step=step.title),
                right=right,
                wrong=(*others, [nothing]),
                source=step.said_of("trace").source,
            )


def list_traces(items: Iterable[model.Step | model.Recourse], known: Material) -> Iterator[QuizAnswer]:
    for item in items:
        stated = item.trace and item.trace != model.NONE
        if stated and known.is_known(item, "trace") and known.is_harmless(item.trace or ""):
            yield QuizAnswer(item.id, capital(item.trace or ""))


def ask_silence(known: Material) -> Iterator[QuizDraft]:
    """« Si rien ne vient après … ? »: ``if-silent``; wrong are other targets, then recourse that is not at this step.

    « selon le circuit »: other recourse may help too, and only what the circuit names here is right.
    """
    named = dict.fromkeys(step.if_silent for step in known.circuit.every_step if step.if_silent in known.targets)
    following = {step.id: after for step, after in pairwise(known.circuit.steps)}
    for step in known.circuit.every_step:
        target = known.targets.get(step.if_silent or "")
        if target is None or not (known.is_asked(step, "if_silent") and known.is_known(target)):
            continue
        if target is following.get(step.id):
            continue  # no other way than the usual one
        groups = ([known.targets[name] for name in named if name], known.circuit.recourse)
        yield QuizDraft(
            id=f"quiz.silence.{step.id}",
            subject=step.title,
            title=known.words("quiz.silence", step=step.title),
            right=known.answer(target),
            wrong=tuple([known.answer(each) for each in group if is_elsewhere(each, step, known)] for group in groups),
            source=step.said_of("if_silent").source,
        )


def is_elsewhere(target: model.Item, step: model.Step, known: Material) -> bool:
    """Whether ``target`` is known, and neither ``step`` nor a recourse that stands there."""
    return known.is_known(target) and step.id not in (target.id, getattr(target, "at", None))


def ask_urgency(known: Material) -> Iterator[QuizDraft]:
    """« … : est-ce urgent ? »: a level or « Non »; wrong are the other levels, then « Non »."""
    no = QuizAnswer(model.NONE, known.words("quiz.no"))
    levels = {each.id: known.answer(each) for each in known.circuit.shortcuts if known.is_known(each)}
    answers = levels | {model.NONE: no}
    for problem in known.circuit.problems:
        right = answers.get(problem.urgency or "")
        if right and known.is_asked_problem(problem, "urgency"):
            yield QuizDraft(
                id=f"quiz.urgency.{problem.id}",
                subject=problem.title,
                title=known.words("quiz.urgency", problem=problem.title),
                right=right,
                wrong=(tuple(levels.values()), [no]),
                source=problem.said_of("urgency").source,
                why=known.own_text(problem),
            )


def ask_choice(known: Material) -> Iterator[QuizDraft]:
    """« … : qui paie ? »: landlord, tenant or contract; wrong are the two others."""
    for key, choices in CHOSEN:
        answers = {each: QuizAnswer(each, capital(known.words(key.name_choice(each)))) for each in choices}
        for problem in known.circuit.problems:
            right = answers.get(getattr(problem, key.attribute) or "")
            if right and known.is_repair(problem) and known.is_asked_problem(problem, key.attribute):
                yield QuizDraft(
                    id=f"quiz.{key.name}.{problem.id}",
                    subject=problem.title,
                    title=known.words(f"quiz.{key.name}", problem=problem.title),
                    right=right,
                    wrong=(tuple(answers.values()),),
                    source=problem.said_of(key.attribute).source,
                    why=known.own_text(problem),
                )


def ask_actor(known: Material) -> Iterator[QuizDraft]:
    """« Qui agit : … ? »: wrong are the other actors of the circuit.

    « Je fais … » and the landlord's name tell who acts; « je reçois … » does not make the tenant a wrong answer.
    """
    acting = dict.fromkeys((*(each.actor for each in known.circuit.every_step if each.actor), TENANT, ("landlord",)))
    for step in known.circuit.every_step:
        first_person = FIRST_PERSON.match(plain(step.title)) is not None
        if not step.actor or not known.is_asked(step, "actor"):
            continue
        if (first_person and "tenant" in step.actor) or ("landlord" in step.actor and known.names_landlord(step.title)):
            continue
        others = [each for each in acting if act_apart(step.actor, each) and not (first_person and "tenant" in each)]
        yield QuizDraft(
            id=f"quiz.actor.{step.id}",
            subject=step.title,
            title=known.words("quiz.actor", step=step.title),
            right=name_actors(step.actor, known),
            wrong=([name_actors(each, known) for each in others],),
            source=step.said_of("actor").source,
        )


def act_apart(actors: Sequence[str], others: Sequence[str]) -> bool:
    """Whether nobody can be both: an agent or a team may be the landlord's own."""
    if {*actors} & {*others}:
        return False
    return not any(
        "landlord" in one and {*other} - {"tenant", "landlord"} for one, other in ((actors, others), (others, actors))
    )


def name_actors(actors: Sequence[str], known: Material) -> QuizAnswer:
    declared = known.circuit.actors
    names = (declared[name].name if name in declared else known.words(f"actor.{name}") for name in actors)
    return QuizAnswer(" ".join(actors), capital(", ".join(names)))


PATTERNS: tuple[Callable[[Material], Iterator[QuizDraft]], ...] = (
    *(ask_next, ask_delay, ask_trace, ask_silence, ask_urgency, ask_choice, ask_actor),
)

# --- Circuit → its quizzes --------------------------------------------------------------------------------


def workshop_rank(circuit: model.Circuit) -> Callable[[Sequence[str]], int]:
    """Of an item's sources: 0, or which workshop alone says so, first workshop 1.

    What it says comes last, and moves no other card.
    """
    ranks = {name: rank for rank, name in enumerate(reversed(model.workshops(circuit.sources)), 1)}
    return lambda source: min((ranks.get(name, 0) for name in source), default=0)


def make_quizzes(circuit: model.Circuit, words: Catalog) -> tuple[model.Question, ...]:
    """Every quiz of ``circuit``, round robin over the patterns; the right answers go round in that order.

    Those of two answers go round by themselves, so that neither place is the better guess.
    """
    known = Material(circuit, words)
    rounds = zip_longest(*(list_fair(pattern(known), known) for pattern in PATTERNS))
    fair = [pair for each in rounds for pair in each if pair is not None]
    rank = workshop_rank(circuit)
    fair.sort(key=lambda pair: rank(pair[0].source))
    turns: Counter[int] = Counter()
    made = []
    for draft, wrong in fair:
        made.append(write_question(draft, wrong, turns[len(wrong)] % (len(wrong) + 1)))
        turns[len(wrong)] += 1
    return tuple(made)


def list_fair(drafts: Iterable[QuizDraft], known: Material) -> Iterator[tuple[QuizDraft, tuple[QuizAnswer, ...]]]:
    """The quizzes that have a wrong answer and do not tell the right one, with their wrong answers."""
    for draft in drafts:
        if not gives_away(draft.subject, draft.right.text) and (wrong := choose_wrong(draft)):
            yield draft, wrong
