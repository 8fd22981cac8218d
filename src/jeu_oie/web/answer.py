"""The answers of the page, as plain data: what each problem, each danger, each common problem is told.

The script shows them, and looks into the circuit for nothing; it adds dates, and the order of numbers by its clock.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from jeu_oie.circuit.model import NONE, AnswerKind, Circuit, ProblemItem
from jeu_oie.circuit.read.shipped import SearchProblem
from jeu_oie.game.answers.answer import answer
from jeu_oie.game.answers.data import as_data
from jeu_oie.game.answers.model import PAPER, Scope, State
from jeu_oie.game.answers.numbers import list_places, live_in
from jeu_oie.game.answers.shared import Shared, shared_by
from jeu_oie.game.answers.subject import OTHER
from jeu_oie.game.wording import FactFormatter
from jeu_oie.web.search import is_index_language

# What the page says elsewhere: titles on the cards and in the search, what letters need, laws in these.
UNSEEN = frozenset({"id", "title", "picture", "law", "limit", "letter_law", "decency", "unknown"})
# What a part of an answer says to nobody: its doubt stands in its text, its sources below all of them.
PARTS_UNSEEN = frozenset({"source", "covers", "doubt", "on"})
# What the script asks of no such part, by the field that it stands in.
UNREAD = {
    "numbers": frozenset({"at"}),
    "sms": frozenset({"at"}),
    "rungs": frozenset({"id", "letter"}),
    "helpers": frozenset({"id"}),
}
PLAIN = (0, Scope.LANDLORD.value, State.UNDATED.value)  # what goes without saying
FLAGGED = (AnswerKind.URGENT, AnswerKind.DEADLINE)  # what a title alone does not say


Answers = Mapping[str, Mapping[str, Any]]  # by the ids of what they answer


def page_data(facts: FactFormatter, answers: Answers) -> dict[str, Any]:
    """``problems`` in the order of their cards, what the search needs of each; ``answers``, packed; ``flags`` by kind.

    ``plain``: the acts that only say to turn to the landlord; ``doubt``: the word of what is to be verified.
    """
    shared = shared_by(facts.board)
    return {
        "problems": [problem_data(item) for item in by_use(facts)],
        "flags": {kind.value: shared.words(f"answer.kind.{kind.value}") for kind in FLAGGED},
        "plain": [shared.words("answer.call"), shared.words("answer.tell.landlord")],
        "doubt": shared.words("uncertain"),
        "answers": pack(answers),
    }


def by_use(facts: FactFormatter) -> list[ProblemItem]:
    """The problems in the order of the page: that of the file, but danger (which has its own line) and calm last."""
    return sorted(facts.circuit.problems, key=lambda each: bool(facts.dangers_of(each)) or each.urgency == NONE)


def problem_data(item: ProblemItem) -> dict[str, Any]:
    found = {"id": item.id, "like": item.like, "words": item.words or None}
    return {key: value for key, value in found.items() if value is not None}


def told_of_all(facts: FactFormatter, sisters: Iterable[tuple[str, str]] = ()) -> Answers:
    """The answers by id; those last that the page says once more below: near each other they weigh little.

    Common problems are told where the page is in the language of their titles; what a problem of the circuit is like
    has its answer, and what is of the topic of one of ``sisters`` (topics and files) has it there.
    """
    shared = shared_by(facts.board)
    topics = {topic for topic, _ in sisters}
    listed = shared.shipped.listed.values() if is_index_language(facts) else ()
    common = [each.id for each in listed if not is_told_there(each, facts.circuit, topics)]
    own = {each.id: each for each in facts.circuit.problems}
    like = {each.like for each in own.values()}
    general = [each for each in (*common, OTHER, *(each.id for each in facts.dangers)) if each not in like]
    ids = dict.fromkeys((*general, *own))
    views = [live_in(facts.circuit, places) for places in views_of(facts.circuit)]
    return {name: told_everywhere(own.get(name, name), views, facts, shared) for name in ids}


def views_of(circuit: Circuit) -> tuple[frozenset[str], ...]:
    """The places of which the page tells something of their own, each once (``list_places``)."""
    return tuple(dict.fromkeys(list_places(circuit).values()))


def told_everywhere(
    problem: ProblemItem | str, views: Sequence[Circuit], facts: FactFormatter, shared: Shared
) -> dict[str, Any]:
    """What is told where nobody has said where they live; in ``local`` what differs in each of ``views``, by its rank.

    A number of one place is nobody's else: it is told there alone.
    """
    base = told_of(problem, facts.circuit, facts, shared)
    if "numbers" in base:
        base["numbers"] = [each for each in base["numbers"] if "where" not in each]
    base = {name: each for name, each in base.items() if each != []}
    there = (shown_there(differ(told_of(problem, view, facts, shared), base)) for view in views)
    local = [{"where": str(rank), **told} for rank, told in enumerate(there) if told]
    return {**base, **({"local": local} if local else {})}


def shown_there(told: Mapping[str, Any]) -> dict[str, Any]:
    """What differs in a place but for its kind, which is the same; other ways in where there is no number alone."""
    return {
        name: each for name, each in told.items() if name != "kind" and not (name == "ways" and told.get("numbers"))
    }


def is_told_there(problem: SearchProblem, circuit: Circuit, topics: Collection[str]) -> bool:
    """Whether the search leads to the page of another topic, one of ``topics``: of this circuit's none is."""
    here = circuit.topic in problem.topics or problem.kind is AnswerKind.FOLLOW
    return not here and not set(topics).isdisjoint(problem.topics)


def told_of(problem: ProblemItem | str, circuit: Circuit, facts: FactFormatter, shared: Shared) -> dict[str, Any]:
    """What the page shows of an answer: all that it says, each fact with its doubt, its sources below all of them."""
    told = as_data(answer(problem, circuit, shared, PAPER))
    shown = {name: shown_of(value, name) for name, value in told.items() if name not in UNSEEN}
    ranks = {name: rank for rank, (name, _) in enumerate(facts.sources, 1)}  # in the list of the page
    cited = sorted((cite(each, ranks) for each in told.get("sources", [])), key=by_rank)
    return {**shown, **({"sources": cited} if cited else {})}


def shown_of(value: Any, field: str) -> Any:  # noqa: ANN401 (any part of an answer)
    if isinstance(value, Mapping):
        unseen = PARTS_UNSEEN | UNREAD.get(field, frozenset())
        kept = {name: each for name, each in value.items() if name not in unseen and each not in PLAIN}
        return {name: shown_of(each, name) for name, each in kept.items()}
    return [shown_of(each, field) for each in value] if isinstance(value, list) else value


def cite(source: Mapping[str, Any], ranks: Mapping[str, int]) -> str | dict[str, Any]:
    """A source by its number in the list of the page; by its title where it is none of the circuit's."""
    return str(ranks[source["id"]]) if source["id"] in ranks else {"title": source["title"]}


def by_rank(cited: str | Mapping[str, Any]) -> tuple[bool, int]:
    """In the order of the page's list, the others last."""
    return (False, int(cited)) if isinstance(cited, str) else (True, 0)


def cited_in_answers(answers: Answers) -> frozenset[int]:
    """The numbers of the sources of the circuit that answers name."""
    every = (each for told in answers.values() for each in (told, *told.get("local", ())))
    cited = (source for told in every for source in told.get("sources") or ())
    return frozenset(int(source) for source in cited if isinstance(source, str))


def pack(answers: Answers) -> dict[str, Any]:
    """``parts``: each object that is said again; ``kinds``: what most answers of a kind say; ``all``: what differs.

    Last come the parts, which the page says once more below: near each other they weigh little. In the place of such
    an object stands its rank in ``parts``, in that of an act that holds in general its text; None stands where a field
    of the kind is absent.
    """
    brief = {name: {field: shorten(value) for field, value in told.items()} for name, told in answers.items()}
    said = Counter(json.dumps(each) for told in brief.values() for field in told.values() for each in objects_in(field))
    ranks = {each: rank for rank, each in enumerate(each for each, count in said.items() if count > 1)}
    packed = {name: {field: place(value, ranks) for field, value in told.items()} for name, told in brief.items()}
    alike: dict[str, list[Mapping[str, Any]]] = {}
    for told in packed.values():
        alike.setdefault(told["kind"], []).append(told)
    kinds = {kind: usual(held) for kind, held in alike.items()}
    differing = {name: differ(told, kinds[told["kind"]]) for name, told in packed.items()}
    return {"all": differing, "kinds": kinds, "parts": [json.loads(each) for each in ranks]}


def shorten(field: Any) -> Any:  # noqa: ANN401 (a field of an answer)
    """The acts of a list that hold in general, as their texts."""
    return [each["text"] if is_general(each) else each for each in field] if isinstance(field, list) else field


def is_general(part: object) -> bool:
    return isinstance(part, Mapping) and part.keys() == {"text", "scope"} and part["scope"] == Scope.GENERAL


def objects_in(field: Any) -> list[dict[str, Any]]:  # noqa: ANN401 (a field of an answer)
    return [each for each in (field if isinstance(field, list) else [field]) if isinstance(each, dict)]


def place(value: Any, ranks: Mapping[str, int]) -> Any:  # noqa: ANN401 (a field of an answer)
    if isinstance(value, list):
        return [place(each, ranks) for each in value]
    return ranks.get(json.dumps(value), value) if isinstance(value, dict) else value


def usual(answers: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Each field that more than half of some answers have, as most of them have it."""
    fields = Counter(field for told in answers for field in told)
    return {field: most(field, answers) for field, count in fields.items() if 2 * count > len(answers)}


def most(field: str, answers: Sequence[Mapping[str, Any]]) -> Any:  # noqa: ANN401 (a field of an answer)
    values = Counter(json.dumps(told[field]) for told in answers if field in told)
    ((value, _),) = values.most_common(1)
    return json.loads(value)


def differ(told: Mapping[str, Any], base: Mapping[str, Any]) -> dict[str, Any]:
    absent = {field: None for field in base if field not in told}
    kind = {"kind": told["kind"]}
    return {**{field: value for field, value in told.items() if value != base.get(field)}, **absent, **kind}
