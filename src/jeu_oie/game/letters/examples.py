"""A filled letter of each sort, of a fictitious tenant (``circuits/letters.yml``, ``examples``)."""

from datetime import date, datetime, time

from jeu_oie.circuit.read.letters import Example, ExampleEgg, letter_texts
from jeu_oie.game.letters.facts import Dossier, Egg, LetterFacts, laws_cited, subject_of


def facts_of(example: Example, landlord: str, *, dated: frozenset[str], association: str = "") -> LetterFacts:
    """``landlord``, ``association``: their names; ``dated``: the laws whose source has a date."""
    problem, told = example.problem, letter_texts().examples
    return LetterFacts(
        problem=problem.title,
        kind=problem.kind,
        landlord=landlord,
        letter=problem.letter,
        laws=laws_cited(problem.law, decency=problem.decency, kind=problem.kind, dated=dated),
        decency=problem.decency,
        subject=subject_of("", problem.kind, decency=problem.decency),
        department=told.department,
        association=association or told.association,
    )


def dossier_of(example: Example) -> Dossier:
    told = letter_texts().examples
    return Dossier(
        now=datetime.combine(date.fromisoformat(told.today), time(10)),
        eggs=tuple(egg_of(each) for each in example.eggs),
        slots={**told.tenant, **example.slots},
        choice=example.choice,
        written=day_of(example.written),
    )


def egg_of(egg: ExampleEgg) -> Egg:
    hour = time.fromisoformat(egg.hour) if egg.hour else None
    return Egg(egg.kind, day_of(egg.day), hour, egg.means, egg.number, egg.said, egg.letter, day_of(egg.limit))


def day_of(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
