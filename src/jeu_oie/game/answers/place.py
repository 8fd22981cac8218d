"""Where one stands on the path, if one stands there at all."""

from jeu_oie.circuit.model import NONE, Circuit
from jeu_oie.game.answers.model import Place, Stop
from jeu_oie.game.answers.subject import Subject, meets_path


def find_place(subject: Subject, circuit: Circuit) -> Place | None:
    """At the step or side track that the problem says; else at the first, if the landlord's path is one for it."""
    at = subject.item.at if subject.item else None
    if at == NONE or (at is None and not meets_path(subject, circuit)):
        return None
    steps = [step.id for step in circuit.steps]
    known = at in steps or any(each.id == at for each in circuit.detours)
    to = subject.urgency.to if subject.urgency and at is None else ""
    return Place(Stop(at if at and known else steps[0]), Stop(to) if to in steps else None)
