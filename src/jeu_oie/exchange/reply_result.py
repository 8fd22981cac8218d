"""Answers of a landlord that somebody accepts → the circuit that says them, and the landlord's file.

Each rests on a source of its own, « Réponse de X, date », and is sure; what it confirms keeps its former sources.
What other facts say of themselves stays as it is: where an answer is about the item itself (its title, its text, its
ways in), facts that rested on the item say so from now on by themselves.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from jeu_oie.circuit.gaps import WRITTEN
from jeu_oie.circuit.item import FACT_VALUE, OF_FACTS
from jeu_oie.circuit.model import UNKNOWN, CircuitFile, Landlord, Source, name_contacts
from jeu_oie.circuit.read.validate import Free
from jeu_oie.circuit.times import is_day
from jeu_oie.circuit.write import UnreadableData, as_data, landlord_data, read_data
from jeu_oie.exchange.reply import Reply, Saying, Weighed, Wrong, fact_names, model_at, show
from jeu_oie.game.asked import AnswerForm, Asked
from jeu_oie.game.dates import day
from jeu_oie.messages import Catalog

Data = dict[str, Any]
LANDLORD = "landlord"


@dataclass(frozen=True, slots=True)
class Brought:
    """What the circuit's file and its landlord's say; ``landlord`` is None where that has no file of its own."""

    written: CircuitFile
    landlord: Landlord | None


def source_of(reply: Reply, name: str, t: Catalog) -> Source:
    """The source of what ``reply`` says; ``name``: the landlord's, which a function alone does not tell."""
    by = reply.by if name.casefold() in reply.by.casefold() else f"{name}{t('comma')}{reply.by}"
    return Source(title=title_of(by, reply.on, t), author=by, date=reply.on)


def is_reply(source: Source, t: Catalog) -> bool:
    """Whether ``source`` is an answer file, as ``source_of`` names it."""
    said = source.author and source.date and is_day(source.date)
    return bool(said) and source.title == title_of(str(source.author), str(source.date), t)


def title_of(by: str, on: str, t: Catalog) -> str:
    return t("reply.source", by=by, on=day(on, t))


def bring(held: Brought, taken: Sequence[tuple[Weighed, Source]], asked: Sequence[Asked], t: Catalog) -> Brought:
    """``held`` with every answer that was ``taken`` of what is ``asked``. Raises Wrong."""
    root = as_data(held.written)
    own = landlord_data(held.landlord) if held.landlord else root[LANDLORD]
    left = {each.key for each in asked if each.now and not each.settled} - {each.answer.key for each, _ in taken}
    scribe = Scribe({**root, LANDLORD: own}, frozenset(left), t)
    for above, group in group_by_holder(taken).items():
        scribe.take(above, group)
    made = {**scribe.root, **({LANDLORD: root[LANDLORD]} if held.landlord else {})}
    try:
        return Brought(read_data(CircuitFile, made), read_data(Landlord, own) if held.landlord else None)
    except UnreadableData as error:
        raise Wrong("reply-value", value=show(error.value), place=error.place) from None


Taken = list[tuple[str, Weighed, Source]]  # the key below its holder, the answer, its source


def group_by_holder(taken: Iterable[tuple[Weighed, Source]]) -> dict[tuple[str, ...], Taken]:
    """The answers by what they are about: « steps.report », with « delay » below."""
    groups: dict[tuple[str, ...], Taken] = {}
    for weighed, source in taken:
        *above, last = weighed.answer.key.split(".")
        groups.setdefault(tuple(above), []).append((last, weighed, source))
    return groups


@dataclass(frozen=True)
class Scribe:
    """Writes answers into ``root``, plain data of the circuit and its landlord; ``left``: what stays unanswered."""

    root: Data
    left: frozenset[str]
    t: Catalog

    def take(self, above: tuple[str, ...], answers: Taken) -> None:
        if above[-1] == "contacts":
            self.contacts(above, answers)
            return
        item, facts = self.find(above), fact_names(above)
        for last, weighed, source in answers:
            if last in facts:
                state_fact(item, last, weighed, self.cite(above, source), sure=item.get("uncertain", False))
        plain = [each for each in answers if each[0] not in facts]
        for last, weighed, _ in plain:
            state_plain(item, last, weighed)
        if plain and model_at(above):
            answered = facts & {last for last, _, _ in answers}
            rest_on(item, self.cite(above, plain[-1][2]), facts - answered)
            beside = {key.removeprefix(f"{'.'.join(above)}.") for key in self.left}
            if all("." in key or key in facts for key in beside):
                settle(item, facts - answered, answered)

    def cite(self, above: tuple[str, ...], source: Source) -> str:
        """The name of ``source`` among those of the file that holds ``above``, where it stands from now on."""
        held: Data = self.root[LANDLORD] if above[0] == LANDLORD else self.root
        sources: Data = held.setdefault("sources", {})
        data = source.model_dump(mode="json", exclude_none=True)
        same = next((name for name, each in sources.items() if each == data), None)
        taken = {*sources, *self.root.get("sources", {})}
        name = same or Free(taken).name(self.t("reply.source.name", date=source.date))
        sources[name] = data
        return name

    def find(self, above: Sequence[str]) -> Data:
        """The item, or what else has keys, at an address of ids; made where nobody has stated it yet."""
        here: Data = self.root
        for part in above:
            here = self.enter(here, part)
        return here

    def enter(self, here: Any, part: str) -> Any:  # noqa: ANN401 (data of any shape)
        if isinstance(here, list):
            found = next((each for each in here if isinstance(each, dict) and each.get("id") == part), None)
            if found is None and here is not self.root.get("shortcuts"):
                raise Wrong("reply-shared", key=part)  # of the common file, which no landlord answers for
            if found is None:
                first = self.root["steps"][0]["id"]
                found = {"id": part, "title": self.t("asked.urgent"), "from": first, "to": UNKNOWN}
                here.append(found)
            return found
        return here.setdefault(part, [])

    def contacts(self, above: tuple[str, ...], answers: Taken) -> None:
        """Ways in of the landlord or of an agency, by their names."""
        holder = self.find(above[:-1])
        held: list[Any] = [as_contact(each) for each in holder.get("contacts", ())]
        names = dict(zip(name_contacts(each.get("kind", "") for each in held), range(len(held)), strict=True))
        now: dict[int, list[Data]] = {}
        for last, weighed, source in answers:
            rank = names.get(last, len(held))
            former = held[rank] if rank < len(held) else {}
            now[rank] = list(ways(weighed, [former], self.cite(above, source)))
        whole = [each for rank, way in enumerate(held) for each in now.pop(rank, [way])]
        holder["contacts"] = [*whole, *(each for group in now.values() for each in group)]


def as_contact(value: Any) -> Data:  # noqa: ANN401 (same)
    return dict(value) if isinstance(value, dict) else {"kind": value}


def ways(weighed: Weighed, former: Sequence[Data], name: str) -> Iterator[Data]:
    """The ways in that an answer says, which rest on the reply; what it confirms keeps its sources beside."""
    answer = weighed.answer
    for way in former if answer.says is Saying.RIGHT else answer.value:
        made = {part: each for part, each in way.items() if part not in ("source", "uncertain")}
        before = way.get("source", []) if answer.says is Saying.RIGHT else []
        yield made | {"source": together(before, name)}


def together(names: object, name: str) -> list[str]:
    former = [names] if isinstance(names, str) else list(names) if isinstance(names, list | tuple) else []
    return [*dict.fromkeys((*former, name))]


def state_fact(item: Data, key: str, weighed: Weighed, name: str, *, sure: bool) -> None:
    """A fact with the reply as its source; ``sure``: its item is to be verified, this fact no longer."""
    answer, former = weighed.answer, as_stated(item.get(key))
    doubt = {"uncertain": False} if sure else {}
    if answer.says is Saying.RIGHT:
        value = {part: each for part, each in former.items() if part not in OF_FACTS or part == "silent"}
        item[key] = {**value, "source": together(former.get("source") or item.get("source", []), name), **doubt}
    elif answer.says is Saying.SILENT:
        item[key] = {"silent": True, "source": [name]}
    else:
        item[key] = {**as_stated(answer.value), "source": [name], **doubt}


def state_plain(item: Data, key: str, weighed: Weighed) -> None:
    """What has no source but its item's."""
    answer, form = weighed.answer, weighed.asked and weighed.asked.form
    if answer.says is Saying.RIGHT:
        if form is AnswerForm.CONTACTS:
            item[key] = [{part: each for part, each in way.items() if part != "uncertain"} for way in item[key]]
    elif form is AnswerForm.STEP:
        item.update(answer.value)
        item.pop("missing", None)
    elif key == WRITTEN:
        item["channels"] = [*item.get("channels", ()), *answer.value]
    else:
        item[key] = answer.value


def rest_on(item: Data, name: str, others: Iterable[str]) -> None:
    """``item`` rests on the reply too; its ``others`` facts go on saying what they rested on."""
    before = item.get("source", [])
    for key in others:
        if before and key in item:
            item[key] = {"source": before, **as_stated(item[key])}
    item["source"] = together(before, name)


def settle(item: Data, others: Iterable[str], answered: Iterable[str]) -> None:
    """``item`` is no longer to be verified, but for its ``others`` facts that were."""
    if not item.pop("uncertain", False):
        return
    for key in others:
        if key in item:
            item[key] = {"uncertain": True, **as_stated(item[key])}
    for key in answered:
        item[key].pop("uncertain", None)


def as_stated(value: Any) -> Data:  # noqa: ANN401 (same)
    """A fact as a mapping, to which what is said of it may be added."""
    return value if isinstance(value, dict) else {FACT_VALUE: value}
