"""Patterns → quiz questions made from the circuit itself (game.md, « Generated quizzes »).

A quiz rests on a sourced fact of another's act that is not to be verified, and that no square of the board says; it
has one right answer and two that are wrong here: the circuit's own words, or what people wrongly believe (``myth.…``).
None is made of a danger or of a number to call: no wrong gesture and no wrong number is ever printed.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from itertools import chain, pairwise, zip_longest

from jeu_oie.circuit import keys, model
from jeu_oie.circuit.dangers import dangers_in
from jeu_oie.circuit.nearest import plain
from jeu_oie.circuit.times import DAYS, Delay, Span, Unit
from jeu_oie.game.pictured import SETTLED, Asked, is_danger, list_questions
from jeu_oie.game.sentences import TENANT, addresses_somebody, long_words, names_actor
from jeu_oie.game.wording import capital, close_sentence, say_limit
from jeu_oie.messages import Catalog

WRONG_ANSWERS = 2  # wrong answers of a quiz where there are so many
Told = Collection[tuple[str, str]]  # (id of an item, name of its fact)

WORD = re.compile(r"\w+")
NEAR_RATIO = 2  # longer or shorter by that: else a reader takes one for the other

CALENDAR_DAYS = {Unit.WORKING_DAY: 7 / 5, Unit.OPEN_DAY: 7 / 6}  # « 5 jours ouvrés » are a week


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
    return one.days[0] >= other.days[1] * NEAR_RATIO or other.days[0] >= one.days[1] * NEAR_RATIO


def gives_away(subject: str, answer: str) -> bool:
    """Whether ``subject`` says the whole ``answer``: « Je reçois un questionnaire », a questionnaire."""
    said = words_in(answer)
    return ({word for word in said if len(word) > 3} or said) <= words_in(subject)


def hints_at(subject: str, answer: str) -> bool:
    """Whether they share a word of five letters: « Je reçois mon numéro unique », attestation et numéro."""
    return bool(long_words(subject) & long_words(answer)) or gives_away(subject, answer)


def days_of(delay: Delay) -> tuple[float, float] | None:
    """The shortest and the longest time of ``delay``, in calendar days; None where none is announced."""
    spans = [span for span in (delay.value, delay.at_most) if span is not None]
    if delay.announced is None:
        return None
    usual = delay.announced
    shortest = usual.high if usual.low is None else usual.low
    return shortest * DAYS[usual.unit], max(map(longest_days, spans))


def longest_days(span: Span) -> float:
    return span.days * CALENDAR_DAYS.get(span.unit, 1)


@dataclass(frozen=True, slots=True)
class QuizDraft:
    """A quiz: the right answer, the wrong ones to choose from, first group first.

    ``asked``: the words of the question of which no answer may share one.
    """

    id: str
    title: str
    asked: str
    right: QuizAnswer
    wrong: tuple[Sequence[QuizAnswer], ...]
    source: tuple[str, ...]
    why: str | None = None


def choose_wrong(draft: QuizDraft) -> tuple[QuizAnswer, ...]:
    """At most two wrong answers, by a seed of the quiz's id; each differs from the right one and from the other."""
    chosen: list[QuizAnswer] = []
    for answer in chain.from_iterable(shuffle(group, draft.id) for group in draft.wrong):
        apart = not hints_at(draft.asked, answer.text) and all(differ(answer, each) for each in (draft.right, *chosen))
        if len(chosen) < WRONG_ANSWERS and apart:
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


FIRST_PERSON = re.compile(r"(?:je|j|mon|ma|mes|nous|notre|nos|on|i|my|we|our)\b")
MYTHS = ("rent", "open", "mine", "wait", "call", "month")
# Numbers to call: long ones, and the short ones of four figures that begin with 3.
NUMBER = re.compile(r"(?:\d[\s.]?){5,}|\b3\d{3}\b")
FIGURES = re.compile(r"\d+")


@lru_cache(MAX_REMEMBERED)
def speaks_of_danger(text: str) -> bool:
    return bool(dangers_in(text))


@dataclass(frozen=True)
class Material:
    """The circuit as the patterns read it, in the language of ``words``; ``told``: facts that its board says."""

    circuit: model.Circuit
    words: Catalog
    told: Told = frozenset()

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

    def is_anothers(self, step: model.Step) -> bool:
        """Whether it is not what tenants do themselves."""
        return bool(step.actor) and TENANT not in step.actor

    def may_ask(self, step: model.Step, fact: str, *, own: bool = False) -> bool:
        """Whether a quiz may rest on ``fact``: sourced, sure, of another's act, on no square, no number and no danger.

        ``own``: what one does oneself when nothing comes is asked, too.
        """
        sourced = bool(step.said_of(fact).source) and (step.id, fact) not in self.told
        harmless = self.is_harmless(str(getattr(step, fact)))
        return sourced and harmless and self.is_asked(step, fact) and (own or self.is_anothers(step))

    def may_ask_problem(self, problem: model.ProblemItem, fact: str) -> bool:
        """The same of a problem: never one with ``first``, or that speaks of a danger."""
        danger = problem.first or is_danger(problem, self.circuit)
        return not danger and bool(problem.said_of(fact).source) and self.is_asked(problem, fact)

    @cached_property
    def myths(self) -> tuple[QuizAnswer, ...]:
        """What people wrongly believe, in every topic."""
        return tuple(QuizAnswer(f"myth.{name}", self.words(f"myth.{name}")) for name in MYTHS)

    def own_text(self, item: model.Item) -> str | None:
        """The text of ``item`` without what workshops said: what the answer depends on."""
        return model.split_text(item.text or "", self.workshops)[0] or None

    def answer(self, item: model.Item) -> QuizAnswer:
        return QuizAnswer(item.id, capital(item.title))

    def draft(
        self,
        pattern: str,
        item: model.Step | model.ProblemItem,
        right: QuizAnswer,
        *wrong: Sequence[QuizAnswer],
        source: tuple[str, ...],
        why: str | None = None,
    ) -> QuizDraft:
        """The quiz of ``pattern`` about ``item``, named by the sort of item that it is about."""
        named = {"step" if isinstance(item, model.Step) else "problem": item.title}
        title = self.words(f"quiz.{pattern}", **named)
        asked = item.title if pattern == "urgency" else title
        return QuizDraft(f"quiz.{pattern}.{item.id}", title, asked, right, wrong, source, why)

    def time(self, item: model.Item, delay: Delay) -> QuizAnswer:
        """The usual delay in the author's words, else its limit."""
        said = delay.value.text if delay.value else say_limit(delay.at_most, self.words)
        return QuizAnswer(item.id, capital(said), days_of(delay))

    def in_which_case(self, step: model.Step) -> str | None:
        """« Dans quel cas : la gêne continue. », where a step is not for everybody."""
        if step.condition is None:
            return None
        said = self.words("answer.fact", label=self.words("row.condition"), value=step.condition)
        return close_sentence(capital(said))

    def condition(self, delay: Delay) -> str | None:
        """The whole delay where the answer says only its usual value: its limit and its condition."""
        usual = delay.value.text if delay.value else ""
        both = ", ".join(filter(None, (usual, say_limit(delay.at_most, self.words))))
        if delay.condition:
            return close_sentence(capital(self.words("delay.condition", delay=both, condition=delay.condition)))
        return close_sentence(capital(both)) if usual and delay.at_most else None


def ask_next(known: Material) -> Iterator[QuizDraft]:
    """« Après … , que se passe-t-il ? »: another's act, where no way leaves the step; wrong are later steps."""
    steps = known.circuit.steps
    leaving = {item.from_ for item in known.circuit.shortcuts} | {item.from_ for item in known.circuit.detours}
    for rank, (step, after) in enumerate(pairwise(steps)):
        if step.id not in leaving and known.is_asked(step) and known.is_anothers(after) and known.is_known(after):
            later = [known.answer(each) for each in steps[rank + 2 :] if known.is_known(each)]
            source = tuple(dict.fromkeys((*step.source, *after.source)))
            yield known.draft("next", step, known.answer(after), later, source=source, why=known.in_which_case(after))


def ask_delay(known: Material) -> Iterator[QuizDraft]:
    """« En combien de temps : … ? »: of another's act, no minimum; wrong are delays twice as long or half."""
    for step in known.circuit.steps[1:]:
        announced = step.delay is not None and step.delay.announced is not None and step.delay.at_least is None
        if not announced or not known.may_ask(step, "delay"):
            continue
        assert step.delay is not None
        right, source, why = known.time(step, step.delay), step.said_of("delay").source, known.condition(step.delay)
        others = [
            known.time(each, each.delay)
            for each in known.circuit.every_step
            if each is not step and each.delay and each.delay.announced and known.is_known(each, "delay")
        ]
        yield known.draft("delay", step, right, others, source=source, why=why)


def ask_trace(known: Material) -> Iterator[QuizDraft]:
    """« Après … , que recevez-vous ? »: a trace; wrong are other traces."""
    traces = list(list_traces((*known.circuit.every_step, *known.circuit.recourse), known))
    for step in known.circuit.every_step:
        if step.trace not in (None, model.NONE) and known.may_ask(step, "trace"):
            right = QuizAnswer(step.id, capital(step.trace or ""))
            yield known.draft("trace", step, right, traces, source=step.said_of("trace").source)


def list_traces(items: Iterable[model.Step | model.Recourse], known: Material) -> Iterator[QuizAnswer]:
    for item in items:
        stated = item.trace and item.trace != model.NONE
        if stated and known.is_known(item, "trace") and known.is_harmless(item.trace or ""):
            yield QuizAnswer(item.id, capital(item.trace or ""))


def ask_silence(known: Material) -> Iterator[QuizDraft]:
    """« Pas de réponse après … : que faites-vous ? »: what I do; wrong are myths, then rungs that come later."""
    ladder = list(known.circuit.recourse)
    for step in known.circuit.every_step:
        target = known.targets.get(step.if_silent or "")
        if target is None or not addresses_somebody(step) or not FIRST_PERSON.match(plain(target.title)):
            continue
        if not (known.may_ask(step, "if_silent", own=True) and known.is_known(target)):
            continue
        later = ladder[ladder.index(target) + 1 :] if target in ladder else []
        rungs = [known.answer(each) for each in later if is_elsewhere(each, step, known)]
        source = step.said_of("if_silent").source
        yield known.draft("silence", step, known.answer(target), known.myths, rungs, source=source)


def is_elsewhere(target: model.Item, step: model.Step, known: Material) -> bool:
    """Whether ``target`` is known, and neither ``step`` nor a recourse that stands there."""
    return known.is_known(target) and step.id not in (target.id, getattr(target, "at", None))


def ask_charge(known: Material) -> Iterator[QuizDraft]:
    """« … : qui paie ? »: landlord, tenant or contract; wrong are the two others."""
    answers = {
        each: QuizAnswer(each.value, capital(known.words(keys.CHARGE.name_choice(each.value)))) for each in SETTLED
    }
    for problem in known.circuit.problems:
        asked = Asked.CHARGE in list_questions(problem, known.circuit)
        if asked and problem.charge is not None and known.may_ask_problem(problem, "charge"):
            right, source = answers[problem.charge], problem.said_of("charge").source
            why = known.own_text(problem)
            yield known.draft("charge", problem, right, tuple(answers.values()), source=source, why=why)


def ask_urgency(known: Material) -> Iterator[QuizDraft]:
    """« … : quel niveau ? »: of two levels or more; wrong are the others, then « pas urgent »."""
    levels = {each.id: known.answer(each) for each in known.circuit.shortcuts if known.is_known(each)}
    if len(levels) < 2:
        return
    none = QuizAnswer(model.NONE, known.words("quiz.no"))
    for problem in known.circuit.problems:
        right = {**levels, model.NONE: none}.get(problem.urgency or "")
        if right and known.may_ask_problem(problem, "urgency"):
            source, why = problem.said_of("urgency").source, known.own_text(problem)
            yield known.draft("urgency", problem, right, tuple(levels.values()), [none], source=source, why=why)


def ask_actor(known: Material) -> Iterator[QuizDraft]:
    """« Qui fait : … ? »: where three act in the circuit; wrong are two that never act in that step."""
    acting = list(dict.fromkeys(name for each in known.circuit.every_step for name in each.actor))
    if len(acting) < 3:
        return
    for step in known.circuit.every_step:
        if len(step.actor) != 1 or not known.may_ask(step, "actor"):
            continue
        if any(names_actor(step.title, name, known.circuit) for name in step.actor):
            continue
        others = [name_actor(name, known) for name in acting if act_apart(step.actor, (name,))]
        source = step.said_of("actor").source
        yield known.draft("actor", step, name_actor(step.actor[0], known), others, source=source)


def act_apart(actors: Sequence[str], others: Sequence[str]) -> bool:
    """Whether nobody can be both: an agent or a team may be the landlord's own."""
    if {*actors} & {*others}:
        return False
    return not any(
        "landlord" in one and {*other} - {"tenant", "landlord"} for one, other in ((actors, others), (others, actors))
    )


def name_actor(name: str, known: Material) -> QuizAnswer:
    declared = known.circuit.actors.get(name)
    return QuizAnswer(name, capital(declared.name if declared else known.words(f"actor.{name}")))


# In the order of game.md.
PATTERNS = (ask_next, ask_delay, ask_trace, ask_silence, ask_charge, ask_urgency, ask_actor)


def workshop_rank(circuit: model.Circuit) -> Callable[[Sequence[str]], int]:
    """Of an item's sources: 0, or which workshop alone says so, first workshop 1.

    What it says comes last, and moves no other card.
    """
    ranks = {name: rank for rank, name in enumerate(reversed(model.workshops(circuit.sources)), 1)}
    return lambda source: min((ranks.get(name, 0) for name in source), default=0)


def make_quizzes(circuit: model.Circuit, words: Catalog, told: Told = frozenset()) -> tuple[model.Question, ...]:
    """Every quiz of ``circuit``, round robin over the patterns; ``told``: the facts that squares of its board say."""
    known = Material(circuit, words, told)
    rounds = zip_longest(*(list_fair(pattern(known)) for pattern in PATTERNS))
    fair = [pair for each in rounds for pair in each if pair is not None]
    rank = workshop_rank(circuit)
    fair.sort(key=lambda pair: rank(pair[0].source))
    return tuple(
        write_question(draft, wrong, number % (WRONG_ANSWERS + 1)) for number, (draft, wrong) in enumerate(fair)
    )


def list_fair(drafts: Iterable[QuizDraft]) -> Iterator[tuple[QuizDraft, tuple[QuizAnswer, ...]]]:
    """The quizzes that do not tell the right answer and have two wrong ones, with these."""
    for draft in drafts:
        if not hints_at(draft.asked, draft.right.text) and len(wrong := choose_wrong(draft)) == WRONG_ANSWERS:
            yield draft, wrong


def pattern_of(quiz: model.Question) -> str:
    """« next » of « quiz.next.s1 »; empty of what an author wrote."""
    return quiz.id.split(".")[1] if quiz.id.startswith("quiz.") else ""


def bare_answer(text: str) -> str:
    """An answer without accents, case and articles: what two quizzes of a pile may not share."""
    return " ".join(word for word in WORD.findall(plain(text)) if word not in ARTICLES)


ARTICLES = frozenset("le la les l un une des du de d the a an".split())
