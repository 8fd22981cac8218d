"""What letters take of an answer, so that they and the page say the same of a problem."""

from dataclasses import replace

from jeu_oie.circuit.model import Channel, Circuit, ProblemItem
from jeu_oie.circuit.times import Starts
from jeu_oie.game.answers.answer import answer
from jeu_oie.game.answers.model import Answer, Moment, Wait
from jeu_oie.game.answers.shared import Shared
from jeu_oie.game.answers.subject import OTHER
from jeu_oie.game.days import term_of
from jeu_oie.game.letters.facts import AnnouncedDelay, LetterFacts, laws_cited, subject_of

NO_LETTER, REGISTERED = "none", "registered"


def letter_facts(problem: ProblemItem | str, circuit: Circuit, shared: Shared) -> LetterFacts:
    """What letters about a problem say and are chosen by; a problem that is not known is the tenant's to name."""
    found = answer(problem, circuit, shared, Moment())
    common = (problem.like or "") if isinstance(problem, ProblemItem) else problem
    listed, said = shared.shipped.listed.get(common), shared.shipped.problems.get(common)
    landlord = circuit.landlord
    laws = laws_cited(found.letter_law, decency=found.decency, kind=found.kind, dated=dated_sources(shared))
    return LetterFacts(
        id=common if listed else "",
        problem="" if found.id == OTHER else found.title,
        kind=found.kind.value,
        landlord=landlord.name,
        address=way_in(found, Channel.LETTER),
        mail=way_in(found, Channel.EMAIL),
        letter=found.letter.value if found.letter else NO_LETTER,
        ask=(said.ask if said else None) or "",
        laws=laws,
        charge=found.pays.who if found.pays else "",
        decency=found.decency,
        registered=listed is not None and listed.envoi == REGISTERED,
        subject=subject_of(common, found.kind, decency=found.decency),
        delay=announced_in(found.wait) if found.wait else None,
        department=next(iter(landlord.departments), ""),
        association=shared.association.name if shared.association else "",
    )


def blank_facts(circuit: Circuit, shared: Shared) -> LetterFacts:
    """The same for letters on paper, whatever they will be about: every law of which the source has a date."""
    return replace(letter_facts(OTHER, circuit, shared), laws=frozenset(dated_sources(shared)))


def dated_sources(shared: Shared) -> set[str]:
    return {key for key, source in shared.sources.items() if source.date}


def way_in(found: Answer, channel: Channel) -> str:
    """Where this problem is written to; empty where nothing claims it."""
    return next((way.value for way in found.ways if way.kind == channel and way.value), "")


def announced_in(wait: Wait) -> AnnouncedDelay:
    """What is announced; a condition makes it as doubtful as « à vérifier » does: a letter waits for a tick.

    What a later step takes counts from the one before, whose day nobody knows: no day is counted from my own.
    Nor is one counted from what is rough.
    """
    counted = wait.span is not None and not wait.span.about and not (wait.what and wait.starts is Starts.UNKNOWN)
    return AnnouncedDelay(
        text=wait.span.text if wait.span else wait.text,
        term=term_of(wait.span) if wait.span and counted else None,
        doubt=bool(wait.doubt or wait.condition),
        starts=wait.starts,
    )
