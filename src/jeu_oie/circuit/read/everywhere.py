"""What holds with any landlord, for a circuit's board: of its own common file first, then of the program's."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from jeu_oie.circuit.item import FactSource, Item
from jeu_oie.circuit.kinds import Setback
from jeu_oie.circuit.model import (
    NONE,
    AnswerKind,
    Charge,
    CircuitFile,
    Common,
    CommonFact,
    CommonQuestion,
    CommonSetback,
    Everywhere,
    ProblemItem,
    Source,
    Tag,
    Topic,
    list_references,
)
from jeu_oie.circuit.pictures import Picture
from jeu_oie.circuit.read.shipped import CommonProblem, SearchProblem, shipped
from jeu_oie.circuit.read.validate import Free

AnItem = TypeVar("AnItem", bound=Item)
SPOKEN = "fr"  # the language of what is said of common problems
# What a team may hold, by the kind of its answer: what one asks of the landlord now.
HELD = frozenset((AnswerKind.URGENT, AnswerKind.ORDINARY, AnswerKind.NEIGHBOURS))
NEVER_HELD = frozenset(("arrears",))


def may_be_held(kind: AnswerKind, topic: Topic) -> bool:
    """Whether a problem of that kind may be a team's réclamation: of rights, only where one asks for another home."""
    return kind in HELD or (kind is AnswerKind.RIGHT and topic is Topic.TRANSFER)


def list_everywhere(
    read: CircuitFile, common: Common, standing: Common, taken: Iterable[str], asked: Mapping[str, str], free: Free
) -> Everywhere:
    """What ``read`` does not say itself, of ``common``, then of ``standing``; ``taken``: the recourse it took.

    ``asked``: the questions that it took, by their id in ``common`` and in the circuit.

    Nothing where its file says ``common: none``.
    """
    if read.common == NONE:
        return Everywhere()
    adopted = frozenset(taken)

    def lay(lists: Callable[[Common], Iterable[AnItem]], own: Iterable[Item]) -> Iterator[AnItem]:
        """Own items, then those that they lack, but for what the circuit words itself or drops."""
        known = {*read.drop, *(item.id for item in own), *adopted}
        for item in (*lists(common), *lists(standing)):
            if item.id not in known:
                known.add(item.id)
                yield item.model_copy(update={"id": asked.get(item.id) or free.name(item.id)})

    def of_topic(item: CommonQuestion | CommonFact | CommonSetback) -> bool:
        return not item.topics or read.topic in item.topics

    questions = tuple(lay(lambda file: file.questions, read.questions))
    mine = tuple(filter(of_topic, questions))
    danger = tuple(item for item in questions if not of_topic(item) and Tag.DANGER in item.tags)
    recourse = tuple(lay(lambda file: file.recourse, read.recourse))
    hardships = filter(of_topic, lay(lambda file: file.setbacks, read.setbacks))
    setbacks = tuple(item for item in hardships if item.kind is not Setback.BACK)  # which step, no file of all says
    facts = tuple(filter(of_topic, lay(lambda file: file.facts, read.facts)))
    problems = tuple(list_problems(read, free)) if read.language.split("-")[0].lower() == SPOKEN else ()
    return Everywhere.model_construct(
        recourse=recourse,
        setbacks=setbacks,
        problems=problems,
        questions=(*mine, *danger),
        facts=facts,
        taken=adopted,
        sources=used_sources(
            (recourse, setbacks, problems, mine, danger, facts), {**standing.sources, **common.sources}
        ),
    )


def used_sources(found: Iterable[object], sources: Mapping[str, Source]) -> dict[str, Source]:
    names = dict.fromkeys(list_references(found, "source"))
    return {name: sources[name] for name in names if name in sources}


def list_problems(read: CircuitFile, free: Free) -> Iterator[ProblemItem]:
    """The common problems of its topic that a circuit does not have, and of which something sourced is said."""
    known = {name for problem in read.problems for name in (problem.id, problem.like)}
    for listed in shipped().listed.values():
        said = shipped().problems.get(listed.id)
        if said is None or listed.id in known or listed.id in NEVER_HELD or read.topic not in listed.topics:
            continue
        if may_be_held(listed.kind, read.topic) and said.source and (said.first or said.charge):
            yield common_problem(listed, said, free.name(listed.id))


def common_problem(listed: SearchProblem, said: CommonProblem, name: str) -> ProblemItem:
    """A common problem as a circuit would say it; of who pays only what has a source."""
    pays = said.charge if said.charge and said.charge.source else None
    charge = Charge(pays.value.value) if pays and pays.value.value in {*Charge} else None
    item = ProblemItem.model_construct(
        id=name,
        title=said.title or listed.title,
        short=said.short,
        text=None,
        icon=Picture(listed.icon),
        like=listed.id,
        kind=listed.kind,
        first=said.first,
        source=said.source,
        uncertain=said.uncertain,
    )
    if charge is None or pays is None:
        return item
    return item.with_facts({"charge": charge}, {"charge": FactSource(source=pays.source)})
