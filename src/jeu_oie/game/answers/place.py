"""Where one stands on the path, if one stands there at all."""

from jeu_oie.circuit.model import NONE, Circuit, Detour, Step
from jeu_oie.game.answers.model import Place, Stop
from jeu_oie.game.answers.shared import Shared
from jeu_oie.game.answers.subject import Subject, meets_path


def find_place(subject: Subject, circuit: Circuit, shared: Shared) -> Place | None:
    """At the step that the problem says; else at the first, if the landlord's path is one for it."""
    at = subject.item.at if subject.item else None
    if at == NONE or (at is None and not meets_path(subject, circuit)):
        return None
    detour = next((each for each in circuit.detours if each.id == at), None)
    if detour:
        return on_detour(detour, circuit, shared)
    ids = [step.id for step in circuit.steps]
    rank = ids.index(at) if at in ids else 0
    place = on_track(rank, circuit, shared)
    to = subject.urgency.to if subject.urgency and at is None else ""
    return (
        Place(place.at, place.passed, place.next, place.mover, stop_at(circuit.steps[ids.index(to)], shared))
        if to in ids
        else place
    )


def on_track(rank: int, circuit: Circuit, shared: Shared) -> Place:
    passed = tuple(stop_at(step, shared) for step in circuit.steps[:rank])
    ahead = circuit.steps[rank + 1] if rank + 1 < len(circuit.steps) else None
    return Place(
        stop_at(circuit.steps[rank], shared),
        passed,
        stop_at(ahead, shared) if ahead else None,
        say_mover(ahead, circuit, shared) if ahead else "",
    )


def on_detour(detour: Detour, circuit: Circuit, shared: Shared) -> Place:
    ids = [step.id for step in circuit.steps]
    passed = circuit.steps[: ids.index(detour.from_) + 1] if detour.from_ in ids else ()
    (first, *_) = detour.steps
    return Place(
        Stop(detour.id, detour.title),
        tuple(stop_at(step, shared) for step in passed),
        stop_at(first, shared),
        say_mover(first, circuit, shared),
    )


def stop_at(step: Step, shared: Shared) -> Stop:
    doubt = shared.words("uncertain") if step.uncertain else ""
    return Stop(step.id, shared.mark(step.title or shared.words("blank.title"), doubt))


def say_mover(step: Step, circuit: Circuit, shared: Shared) -> str:
    """Who acts at a step, by name."""
    named = (circuit.actors.get(each) for each in step.actor)
    said = (each.name if each else shared.words(f"actor.{name}") for each, name in zip(named, step.actor, strict=True))
    return ", ".join(said)
