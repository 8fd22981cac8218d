"""The time that a circuit announces along each problem's path, as far as it is known, before and after a change.

Nothing is converted: working days stand beside calendar days, and a delay that nobody states is counted as such.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from jeu_oie.board.facts import FactFormatter
from jeu_oie.circuit.delays import DAYS, Delay, Unit
from jeu_oie.circuit.model import END, OUT, UNKNOWN, Circuit, Shortcut


@dataclass(frozen=True, slots=True)
class Total:
    """Announced time: ``minutes`` of calendar time, ``working`` days, and how many delays nobody states."""

    minutes: int = 0
    working: float = 0
    unknown: int = 0

    def with_(self, delay: Delay | None) -> "Total":
        span = delay.announced if delay else None
        if span is None:
            return Total(self.minutes, self.working, self.unknown + 1)
        if span.unit is Unit.WORKING_DAY:
            return Total(self.minutes, self.working + span.high, self.unknown)
        return Total(self.minutes + round(span.high * DAYS[span.unit] * 1440), self.working, self.unknown)


@dataclass(frozen=True, slots=True)
class Path:
    """The path of the problems of those titles; an empty one stands for all steps, one after the other.

    ``before``, ``after``: the time in words, empty where the circuit has no such path.
    """

    problems: tuple[str, ...]
    before: str
    after: str
    totals: tuple[Total | None, Total | None]


def paths(old: FactFormatter, new: FactFormatter) -> tuple[Path, ...]:
    """The paths that changed, problems of one change together: the way of every step first, then the urgent ones."""
    former, now = totals(old.circuit), totals(new.circuit)
    groups: dict[tuple[Total | None, Total | None], list[str]] = {}
    for title in dict.fromkeys((*now, *former)):
        both = former.get(title), now.get(title)
        if both[0] != both[1]:
            groups.setdefault(both, []).append(title)
    return tuple(
        Path(tuple(titles), format_total(both[0], old), format_total(both[1], new), both)
        for both, titles in groups.items()
    )


def totals(circuit: Circuit) -> dict[str, Total]:
    """Title of a problem → the time along its path, « » for every step; none where nobody says how urgent it is."""
    urgencies = {shortcut.id: shortcut for shortcut in circuit.shortcuts}
    known = (problem for problem in circuit.problems if problem.urgency)
    return {"": total(circuit, None)} | {
        each.title: total(circuit, urgencies.get(each.urgency or "")) for each in known
    }


def total(circuit: Circuit, urgency: Shortcut | None) -> Total:
    """The announced times of every step; an urgency has one of its own, from where it leaves to where it leads."""
    counted = Total()
    for delay in delays(circuit, urgency):
        counted = counted.with_(delay)
    return counted


def delays(circuit: Circuit, urgency: Shortcut | None) -> Iterator[Delay | None]:
    first, *others = circuit.steps
    if first.delay is not None:  # from the problem itself: nobody's announcement where it is not stated
        yield first.delay
    if urgency is None:
        yield from (step.delay for step in others)
        return
    ids = [step.id for step in circuit.steps]
    yield from (step.delay for step in others[: ids.index(urgency.from_)])
    yield urgency.delay
    if urgency.to == UNKNOWN:
        yield None
    elif urgency.to not in (END, OUT):  # what happens outside is not of this circuit
        yield from (step.delay for step in circuit.steps[ids.index(urgency.to) + 1 :])


def format_total(counted: Total | None, facts: FactFormatter) -> str:
    """« 12 jours 4 heures + 5 jours ouvrés ; 3 délais pas trouvés », or « non dits » once validated."""
    if counted is None:
        return ""
    t, (days, minutes) = facts.words, divmod(counted.minutes, 1440)
    parts = [(days, Unit.DAY), (minutes // 60, Unit.HOUR), (minutes % 60, Unit.MINUTE)]
    shown = " ".join(f"{amount}\u00a0{facts.unit(amount, unit)}" for amount, unit in parts if amount)
    working = f"{facts.amount(counted.working)}\u00a0{facts.unit(counted.working, Unit.WORKING_DAY)}"
    known = " + ".join(filter(None, (shown, working if counted.working else "")))
    key = "changes.unknown.draft" if facts.circuit.draft else "changes.unknown.validated"
    unknown = t.count(key, counted.unknown) if counted.unknown else ""
    return t("changes.and").join(filter(None, (known or t("changes.none-announced"), unknown)))
