"""If nothing comes: the rungs of each kind, with the days after which one climbs them.

The days are what a tenant proposes: the law fixes none. What a circuit says of a rung takes the place of what is said
in general; the order of these is advice (``next`` of the common file).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from jeu_oie.circuit.model import AnswerKind, Circuit, Item, Letter, NextStep, Recourse, Step
from jeu_oie.game.answers.model import Act, After, Place, Rung, Scope
from jeu_oie.game.answers.shared import Shared
from jeu_oie.game.answers.subject import Subject


@dataclass(frozen=True, slots=True)
class Line:
    """A rung of the table: ``says`` is the id of its sentence in ``next`` or among the recourse."""

    id: str
    says: str
    after: After
    letter: Letter | None = None
    whom: tuple[str, ...] = ()


ANY_TIME = After()
ADVICE = Line("advice", "advice", ANY_TIME, whom=("association", "adil"))
CONCILIATION = Line("conciliateur", "conciliateur", ANY_TIME, whom=("conciliateur",))
JUDGE = Line("judge", "judge", ANY_TIME, whom=("juge",))
COMMISSION = Line("commission", "commission", ANY_TIME, Letter.CDC, ("cdc",))


def remind(days: int) -> Line:
    return Line("remind", "remind", After(days, due=True), Letter.REMIND)


def notice(days: int, letter: Letter = Letter.NOTICE) -> Line:
    return Line("notice", "notice", After(days, due=True), letter)


DECENT = Line("decency", "notice", After(8, due=True), Letter.DECENCY)
DECENT_COMMISSION = replace(COMMISSION, after=After(months=2))
SIGNAL = Line("signal-logement", "signal-logement", ANY_TIME, whom=("signal-logement",))
URGENT = (remind(1), notice(2), ADVICE, CONCILIATION, COMMISSION, JUDGE)
URGENT_DECENT = (remind(1), notice(2), DECENT, ADVICE, SIGNAL, CONCILIATION, COMMISSION, JUDGE)
AFTER_NOTICE = After(15, due=True)
ORDINARY = (
    remind(8),
    notice(8),
    ADVICE,
    replace(CONCILIATION, after=AFTER_NOTICE),
    replace(COMMISSION, after=AFTER_NOTICE),
)
DECENCY = (remind(8), DECENT, ADVICE, SIGNAL, DECENT_COMMISSION)
NEIGHBOURS = (
    Line("remind", "remind", ANY_TIME, Letter.NEIGHBOURS),
    notice(15, Letter.NEIGHBOURS),
    *(ADVICE, CONCILIATION, JUDGE),
)
# What a circuit calls a rung that all have.
ALIKE: Mapping[str, str] = {
    "ecrire": "remind",
    "mise-en-demeure": "notice",
    "association": "advice",
    "adil": "advice",
    "cdc": "commission",
    "juge": "judge",
}


def find_rungs(subject: Subject, place: Place | None, circuit: Circuit, shared: Shared) -> tuple[Rung, ...]:
    """The landlord's own first, then the general ones that it does not say."""
    if not subject.waits and not (subject.kind is AnswerKind.RIGHT and place):
        return ()
    own = tuple(own_rungs(place, circuit, shared)) if place else ()
    said = {ALIKE.get(each.id, each.id): each for each in own}
    lines = lines_of(subject)
    kept = tuple(each for name, each in said.items() if name not in {line.id for line in lines})
    general = (climb(line, said.get(line.id), circuit, shared) for line in lines)
    return (*kept, *(each for each in general if each))


def lines_of(subject: Subject) -> tuple[Line, ...]:
    decent = subject.listed is not None and subject.listed.decency
    match subject.kind:
        case AnswerKind.URGENT:
            return URGENT_DECENT if decent else URGENT
        case AnswerKind.ORDINARY:
            return DECENCY if decent else ORDINARY
        case AnswerKind.NEIGHBOURS:
            return NEIGHBOURS
        case _:
            return (ADVICE,)


def climb(line: Line, own: Rung | None, circuit: Circuit, shared: Shared) -> Rung | None:
    """A rung of the table, in the circuit's own words where it has some; None where nobody has any."""
    whom = tuple(name for each in line.whom if (name := name_helper(each, circuit, shared)))
    if own:
        return replace(own, after=line.after, letter=line.letter, whom=own.whom or whom)
    step = find_step(line.says, circuit, shared)
    if step is None:
        return None
    text = (step.text or "") if isinstance(step, NextStep) else ""  # a recourse tells its own on its card
    return Rung(line.id, line.after, say_general(step, shared), whom, line.letter, text)


def find_step(name: str, circuit: Circuit, shared: Shared) -> NextStep | Recourse | None:
    return next((each for each in circuit.next if each.id == name), None) or shared.find_recourse(name, circuit)


def say_general(step: NextStep | Recourse, shared: Shared) -> Act:
    """What is said of a rung in general; advice that no law states is to be validated."""
    doubt = "" if not step.uncertain else "answer.advice" if isinstance(step, NextStep) else "uncertain"
    return shared.act(step.title, step.all_sources, doubt, Scope.GENERAL)


def own_rungs(place: Place, circuit: Circuit, shared: Shared) -> Iterator[Rung]:
    """Where the step at which one stands says to turn if nothing comes, and so on from there."""
    steps = {step.id: step for step in circuit.every_step}
    targets: dict[str, Item] = {
        **steps,
        **{each.id: each for each in circuit.detours},
        **{each.id: each for each in circuit.recourse},
    }
    here: Step | None = steps.get((place.called or place.at).id)
    seen = {here.id} if here else set[str]()
    while here and here.if_silent and here.if_silent not in seen:
        seen.add(here.if_silent)
        target, basis = targets.get(here.if_silent), here.said_of("if_silent")
        if target and not (isinstance(target, Step) and target.missing):
            doubt = "uncertain" if basis.uncertain or target.uncertain else ""
            who = (target.who or "") if isinstance(target, Recourse) else ""
            act = shared.act(target.title, basis.source or target.all_sources, doubt)
            yield Rung(target.id, After(due=True), act, (who,) if who else ())
        here = steps.get(here.if_silent)


def name_helper(name: str, circuit: Circuit, shared: Shared) -> str:
    """« Commission de conciliation (CDC) »: whom a recourse is with, else its title."""
    found = shared.find_recourse(name, circuit)
    return (found.who or found.title) if found else ""
