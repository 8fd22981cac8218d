"""Until when: the landlord's announced time, or the tenant's own; nothing is picked where nobody says it."""

from jeu_oie.circuit.item import Basis
from jeu_oie.circuit.model import AnswerKind, Circuit, Step
from jeu_oie.circuit.times import Delay, Starts
from jeu_oie.game.answers.model import Wait
from jeu_oie.game.answers.shared import Shared
from jeu_oie.game.answers.subject import Subject, meets_path
from jeu_oie.game.wording import say_delay


def find_wait(subject: Subject, circuit: Circuit, shared: Shared) -> Wait | None:
    """What the landlord announces: of the problem, else of its urgency, else of the next step that announces any."""
    if not meets_path(subject, circuit):
        return None
    for item in (subject.item, subject.urgency):
        if item and item.delay and item.delay.announced:
            return announced(item.delay, item.said_of("delay"), shared)
    step = next((each for each in steps_ahead(subject, circuit) if each.delay and each.delay.announced), None)
    return announced(step.delay, step.said_of("delay"), shared, step.title) if step and step.delay else None


def steps_ahead(subject: Subject, circuit: Circuit) -> tuple[Step, ...]:
    """The steps after the one where one stands, those that an urgency skips left out."""
    ids = [step.id for step in circuit.steps]
    here = subject.item.at if subject.item else None
    start = ids.index(here) + 1 if here in ids else 1
    if subject.urgency and subject.urgency.to in ids:
        start = max(start, ids.index(subject.urgency.to))
    return circuit.steps[start:]


def find_until(subject: Subject, shared: Shared) -> Wait | None:
    """The time that is the tenant's own: a minimum stays a minimum, and has no due day."""
    if subject.item and subject.item.until:
        return announced(subject.item.until, subject.item.said_of("until"), shared)
    if subject.kind is AnswerKind.DEADLINE and subject.said and subject.said.until:
        said = subject.said.until
        return announced(said.delay, Basis(said.source, subject.said.uncertain), shared)
    return None


def announced(delay: Delay, basis: Basis, shared: Shared, what: str = "") -> Wait:
    doubt = shared.words("uncertain") if basis.uncertain else ""
    return Wait(
        shared.mark(say_delay(delay, shared.words), doubt),
        what,
        delay.announced,
        delay.starts or Starts.UNKNOWN,
        delay.condition or "",
        doubt,
        basis.source,
    )
