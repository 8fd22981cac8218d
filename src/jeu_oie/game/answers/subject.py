"""Which problem is asked about: the circuit's own, a common one, a danger, or « Autre chose »."""

from dataclasses import dataclass

from jeu_oie.circuit.dangers import danger_of, is_rescue
from jeu_oie.circuit.model import (
    NONE,
    AnswerKind,
    Circuit,
    Emergency,
    ProblemItem,
    Shortcut,
    Topic,
)
from jeu_oie.circuit.read.shipped import CommonProblem, SearchProblem
from jeu_oie.game.answers.shared import Shared

OTHER = "other"
CLOCKED = frozenset({AnswerKind.URGENT, AnswerKind.ORDINARY, AnswerKind.NEIGHBOURS})  # whom the landlord answers to
# What a problem is where nobody says it, by the topic of its circuit.
BY_TOPIC = {Topic.NEIGHBOURS: AnswerKind.NEIGHBOURS, Topic.TRANSFER: AnswerKind.RIGHT}


@dataclass(frozen=True, slots=True)
class Subject:
    """All that is known of a problem: its ``item`` in the circuit, what is common of it, its danger, its urgency."""

    id: str
    title: str
    kind: AnswerKind
    item: ProblemItem | None = None
    listed: SearchProblem | None = None
    said: CommonProblem | None = None
    danger: Emergency | None = None
    urgency: Shortcut | None = None

    @property
    def waits(self) -> bool:
        """Whether one waits for the landlord, who has a clock then."""
        return self.kind in CLOCKED

    @property
    def names(self) -> frozenset[str]:
        """The ids under which a contact, or a recourse, may claim it."""
        found = (self.id, self.listed and self.listed.id, self.urgency and self.urgency.id)
        return frozenset(each for each in found if each)


def find_subject(problem: ProblemItem | str, circuit: Circuit, shared: Shared) -> Subject:
    """``problem``: one of the circuit's, or an id: a danger's, a common problem's; any other is « Autre chose »."""
    if isinstance(problem, ProblemItem):
        return of_item(problem, circuit, shared)
    named, listed = shared.shipped.dangers.get(problem), shared.shipped.listed.get(problem)
    said = shared.shipped.problems.get(problem)
    danger = find_danger(problem, circuit)
    titled = named or (danger if danger and danger.gestures else None)
    if titled:
        return Subject(problem, titled.title, AnswerKind.DANGER, said=said, danger=danger)
    if listed:
        return Subject(listed.id, listed.title, listed.kind, listed=listed, said=said)
    return Subject(OTHER, shared.words("answer.other"), BY_TOPIC.get(circuit.topic, AnswerKind.ORDINARY))


def meets_path(subject: Subject, circuit: Circuit) -> bool:
    """Whether one waits for this landlord, on the path of this circuit."""
    return subject.waits and is_of_topic(subject, circuit)


def is_of_topic(subject: Subject, circuit: Circuit) -> bool:
    """Whether a circuit is about a problem: its own always, a common one by its topics."""
    return subject.listed is None or subject.item is not None or circuit.topic in subject.listed.topics


def of_item(item: ProblemItem, circuit: Circuit, shared: Shared) -> Subject:
    like = item.like or ""
    listed, said = shared.shipped.listed.get(like), shared.shipped.problems.get(like)
    danger = danger_of(item, circuit)
    urgency = next((each for each in circuit.shortcuts if each.id == item.urgency), None)
    if danger or like in shared.shipped.dangers or (urgency and calls_for_help(urgency, circuit)):
        return Subject(item.id, item.title, AnswerKind.DANGER, item, None, said, danger, urgency)
    kind = item.kind or kind_of(item, listed.kind if listed else None, circuit.topic, urgent=urgency is not None)
    return Subject(item.id, item.title, kind, item, listed, said, urgency=urgency)


def kind_of(item: ProblemItem, common: AnswerKind | None, topic: Topic, *, urgent: bool) -> AnswerKind:
    """The sort of a problem that does not say it: the landlord's word on urgency comes before what is common."""
    if urgent and common in (None, AnswerKind.ORDINARY, AnswerKind.URGENT):
        return AnswerKind.URGENT if topic is not Topic.NEIGHBOURS else AnswerKind.NEIGHBOURS
    if item.urgency == NONE and common is AnswerKind.URGENT:
        return AnswerKind.ORDINARY
    return common or BY_TOPIC.get(topic, AnswerKind.ORDINARY)


def find_danger(name: str, circuit: Circuit) -> Emergency | None:
    return next((each for each in circuit.emergency if each.id == name), None)


def calls_for_help(urgency: Shortcut, circuit: Circuit) -> bool:
    """Whether the number of an urgency is one of danger: then it is one."""
    return is_rescue(urgency.call or "", circuit.emergency)
