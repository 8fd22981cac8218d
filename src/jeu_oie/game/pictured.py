"""A problem in a picture: what is asked of it, and what is right (game.md, « Pictured problems »); who may hold one."""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from jeu_oie.circuit.dangers import danger_of, spoken_by
from jeu_oie.circuit.dangers import dangers_in as find_dangers
from jeu_oie.circuit.keys import of
from jeu_oie.circuit.model import AnswerKind, Charge, Circuit, ProblemItem, Shortcut
from jeu_oie.circuit.read.everywhere import NEVER_HELD, may_be_held
from jeu_oie.game.answers.shared import shared_in
from jeu_oie.game.answers.subject import find_subject
from jeu_oie.game.wording import FactFormatter, capital, close_sentence
from jeu_oie.messages import Catalog

SETTLED = (Charge.LANDLORD, Charge.TENANT, Charge.CONTRACT)  # who pays, and not « cela dépend »
PAID = (AnswerKind.URGENT, AnswerKind.ORDINARY)  # of no other kind does one ask who pays


class Asked(StrEnum):
    """What is asked of a problem, the first that is known."""

    FIRST = "first"
    URGENCY = "urgency"
    CHARGE = "charge"
    AGREED = "agreed"  # what the table agrees on


MOST = {Asked.CHARGE: 1, Asked.AGREED: 2}  # on one board


def kind_of(problem: ProblemItem, circuit: Circuit) -> AnswerKind:
    """What sort of answer a problem has (answers.md §1); of a danger that its words speak of, that."""
    if any(find_dangers(text) for text in spoken_by(problem)):
        return AnswerKind.DANGER
    return find_subject(problem, circuit, shared_in(circuit.language)).kind


def is_danger(problem: ProblemItem, circuit: Circuit) -> bool:
    """Whether life may be at stake: by what it is like, by its words, by whom its urgency calls."""
    return kind_of(problem, circuit) is AnswerKind.DANGER


def is_held(problem: ProblemItem, circuit: Circuit) -> bool:
    """Whether a team may draw it as its réclamation: never a danger, nor what one does not claim of a landlord."""
    return problem.like not in NEVER_HELD and may_be_held(kind_of(problem, circuit), circuit.topic)


def list_questions(problem: ProblemItem, circuit: Circuit) -> tuple[Asked, ...]:
    """All that may be asked of a problem, first that is known first; of a danger what one does first, and no more."""
    if is_danger(problem, circuit):
        return (Asked.FIRST,) if gestures_of(problem, circuit) else ()
    found = []
    if problem.first and problem.said_of("first").source:
        found.append(Asked.FIRST)
    if urgency_of(problem, circuit) is not None:
        found.append(Asked.URGENCY)
    if problem.charge in SETTLED and kind_of(problem, circuit) in PAID and problem.said_of("charge").source:
        found.append(Asked.CHARGE)
    return (*found, Asked.AGREED)


def gestures_of(problem: ProblemItem, circuit: Circuit) -> tuple[str, ...]:
    """What to do first: of a danger what everybody does in it, before what the problem itself says."""
    danger = danger_of(problem, circuit)
    return tuple(dict.fromkeys((*(danger.gestures if danger else ()), *problem.first)))


def urgency_of(problem: ProblemItem, circuit: Circuit) -> Shortcut | None:
    """The urgency of a problem, where it is known whom to call."""
    found = next((each for each in circuit.shortcuts if each.id == problem.urgency), None)
    return found if found and found.call else None


def choose_questions(problems: Sequence[ProblemItem], circuit: Circuit) -> tuple[tuple[ProblemItem, Asked], ...]:
    """The problems that a board may show with what each asks: « Qui paie ? » once, of which nothing is known two."""
    chosen: list[tuple[ProblemItem, Asked]] = []
    used: Counter[Asked] = Counter()
    for problem in problems:
        open_questions = (
            each for each in list_questions(problem, circuit) if used[each] < MOST.get(each, len(problems))
        )
        asked = next(open_questions, None)
        if asked is not None:
            used[asked] += 1
            chosen.append((problem, asked))
    return tuple(chosen)


def tell_question(title: str, asked: str, words: Catalog) -> str:
    """« Grosse fuite d’eau. D’abord ? », of a problem's title or short name."""
    return words(f"picture.{asked}", problem=title.rstrip(".?!"))


def tell_answer(problem: ProblemItem, asked: str, facts: FactFormatter) -> str:
    """What is right, « à vérifier » where its source is not sure."""
    match asked:
        case Asked.FIRST:
            said = " ".join(map(close_sentence, gestures_of(problem, facts.circuit)))
        case Asked.URGENCY:
            urgency = urgency_of(problem, facts.circuit)
            assert urgency is not None
            said = close_sentence(facts.words("answer.fact", label=urgency.title, value=urgency.call))
        case Asked.CHARGE:
            said = close_sentence(capital(facts.say(of(ProblemItem)["charge"], problem.charge) or ""))
        case _:
            return facts.words("picture.agreed.right")
    unsure = problem.said_of(asked).uncertain
    return facts.words("in-brackets", said=said, note=facts.words("uncertain")) if unsure else said
