"""What a circuit states of a problem, as far as a letter needs it."""

from dataclasses import replace

from jeu_oie.circuit.fields import Delay, Starts
from jeu_oie.circuit.model import NONE, AnswerKind, Channel, Item, ProblemItem, Shortcut, Topic
from jeu_oie.circuit.read.files import standard
from jeu_oie.circuit.read.letters import letter_texts
from jeu_oie.circuit.read.shipped import SearchProblem, shipped
from jeu_oie.game.days import term_of
from jeu_oie.game.letters.facts import AnnouncedDelay, LetterFacts, laws_cited, subject_of
from jeu_oie.game.wording import FactFormatter

REGISTERED = "registered"  # ``envoi`` of a common problem: a registered letter is proposed first
DEFAULT_KINDS = {Topic.NEIGHBOURS: AnswerKind.NEIGHBOURS, Topic.TRANSFER: AnswerKind.RIGHT}


def letter_facts(problem: ProblemItem, facts: FactFormatter) -> LetterFacts:
    """What letters about a problem of the circuit say and are chosen by."""
    common = shipped().listed.get(problem.like or "")
    kind = kind_of(problem, common, facts)
    return facts_about(
        common,
        facts,
        title=problem.title or (common.title if common else ""),
        kind=kind,
        letter=problem.letter or (common and common.letter) or "",
        charge=problem.charge or "",
        delay=announced(problem, facts),
    )


def common_facts(common: SearchProblem, facts: FactFormatter) -> LetterFacts:
    """The same of a common problem of which the circuit says nothing."""
    said = shipped().problems.get(common.id)
    charge = said.charge.value if said and said.charge else ""
    return facts_about(
        common, facts, title=common.title, kind=common.kind, letter=common.letter or "", charge=charge, delay=None
    )


def other_facts(facts: FactFormatter) -> LetterFacts:
    """The same of « Autre chose », which the tenant names."""
    kind = DEFAULT_KINDS.get(facts.circuit.topic, AnswerKind.ORDINARY)
    return facts_about(None, facts, title="", kind=kind, letter="", charge="", delay=None)


def documents_facts(facts: FactFormatter) -> LetterFacts:
    """The same for letters on paper, whatever they are about: the landlord, and every law that has a dated source."""
    return replace(other_facts(facts), laws=frozenset(letter_texts().laws.keys() & dated_sources(facts)))


def dated_sources(facts: FactFormatter) -> set[str]:
    return {key for key, source in standard(facts.circuit.language).sources.items() if source.date}


def facts_about(
    common: SearchProblem | None,
    facts: FactFormatter,
    *,
    title: str,
    kind: str,
    letter: str,
    charge: str,
    delay: AnnouncedDelay | None,
) -> LetterFacts:
    landlord, name = facts.circuit.landlord, common.id if common else ""
    said = shipped().problems.get(name)
    decency = common is not None and common.decency
    dated = dated_sources(facts)
    post = (each.value for each in landlord.contacts if each.kind is Channel.LETTER and each.value)
    return LetterFacts(
        id=name,
        problem=title,
        kind=kind,
        landlord=landlord.name,
        address=next(post, ""),
        letter=letter,
        ask=(said.ask if said else None) or "",
        laws=laws_cited((common and common.law) or "", decency=decency, kind=kind, dated=dated),
        charge=charge,
        decency=decency,
        registered=common is not None and common.envoi == REGISTERED,
        subject=subject_of(name, kind, decency=decency),
        delay=delay,
        department=next(iter(landlord.departments), ""),
    )


def kind_of(problem: ProblemItem, common: SearchProblem | None, facts: FactFormatter) -> AnswerKind:
    """Its own, else that of what it is like; a danger stays one, and what has one call a number of danger."""
    ways = (each for each in facts.circuit.shortcuts if each.id == problem.urgency)
    rescued = any(each.call and not facts.is_own_number(each.call) for each in ways)
    if rescued or facts.dangers_of(problem) or problem.like in shipped().dangers:
        return AnswerKind.DANGER
    if stated := problem.kind or (common and common.kind):
        return stated
    if problem.urgency not in (None, NONE):
        return AnswerKind.URGENT
    return DEFAULT_KINDS.get(facts.circuit.topic, AnswerKind.ORDINARY)


def announced(problem: ProblemItem, facts: FactFormatter) -> AnnouncedDelay | None:
    """The delay of the problem, else that of its urgency; a condition makes it as doubtful as « à vérifier » does."""
    ways = [each for each in facts.circuit.shortcuts if each.id == problem.urgency]
    items: list[ProblemItem | Shortcut] = [problem, *ways]
    for item in items:
        if item.delay and item.delay.announced:
            return announced_of(item.delay, item)
    return None


def announced_of(delay: Delay, item: Item) -> AnnouncedDelay:
    """``delay`` of ``item``: the longest that is announced counts, nobody is accused a day early."""
    span, told = delay.at_most or delay.value, delay.announced
    assert span and told
    return AnnouncedDelay(
        text=told.text,
        term=term_of(span),
        doubt=item.said_of("delay").uncertain or delay.condition is not None,
        starts=Starts(delay.starts or Starts.UNKNOWN),
    )
