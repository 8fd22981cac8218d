"""A landlord's answer file, read as a stranger's: what it says of which fact, or why not.

The page of ``ask`` writes it (``templates/reply``): JSON of one shape, nothing but texts. Known keys, known words and
known forms are taken, text as text; all else is told in a sentence.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any

from jeu_oie.circuit.fields import DelayMapping
from jeu_oie.circuit.item import Item
from jeu_oie.circuit.keys import list_facts, of
from jeu_oie.circuit.model import LISTS, Channel, Contact, Emergency, Step
from jeu_oie.circuit.persons import persons_in
from jeu_oie.circuit.read.compose import MAX_CHARS
from jeu_oie.circuit.read.source import BAD, classify_character
from jeu_oie.circuit.times import is_day
from jeu_oie.errors import Place, Problem, Severity
from jeu_oie.game.asked import AnswerForm, Asked
from jeu_oie.messages import Catalog

MAX_REPLY_BYTES = 100_000  # the page writes a tenth of it where all is answered
MAX_SHOWN = 600  # characters of an answer that are shown
MAX_LISTED = 60  # ways in, criteria
FORMAT = 1


class Saying(StrEnum):
    """What was answered to a fact."""

    RIGHT = "right"  # it is as we wrote it
    OTHER = "other"  # it is otherwise: ``value``
    SILENT = "silent"  # the landlord announces nothing
    ASK = "ask"  # who answers does not know: ``whom`` to ask


@dataclass(frozen=True, slots=True)
class Answer:
    """What ``file`` answers to the fact ``key``, which was as ``base`` says; ``value`` as YAML has it."""

    key: str
    says: Saying
    base: str
    value: Any = None
    whom: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer file: for whom it is, who answers (a body, a function) on which day, and all answers.

    ``sure``: it states that the whole circuit is right on that day. ``now``: what each fact was when it was asked.
    """

    file: str
    landlord: str
    topic: str
    by: str
    on: str
    sure: bool
    answers: tuple[Answer, ...]
    now: Mapping[str, str]


class Wrong(ValueError):
    """Why something is not taken: the ``code`` of its sentence, and what that quotes."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code, self.values = code, values

    def problem(self, file: str, severity: Severity = Severity.ERROR) -> Problem:
        return Problem(Place(file), self.code, tuple(self.values.items()), severity)


HEAD = frozenset(("jeu-oie", "format", "landlord", "topic", "by", "on", "sure", "answers"))
PARTS = frozenset(("says", "base", "now", "value", "whom"))


def read_reply(data: bytes, file: str) -> Reply:
    """What ``data`` says. Raises Wrong."""
    if len(data) > MAX_REPLY_BYTES:
        raise Wrong("reply-too-large", limit=f"{MAX_REPLY_BYTES // 1000}")
    told = mapping(parse(data), HEAD)
    if told.get("jeu-oie") != "reply" or not isinstance(told.get("answers"), dict):
        raise Wrong("reply-shape")
    if told.get("format") != FORMAT:
        raise Wrong("reply-version")
    by, on = filled(told.get("by")).strip(), clean(told.get("on"))
    if not is_day(on):
        raise Wrong("reply-day", value=on)
    refuse_persons(by)
    answers = tuple(read_answer(key, each, file) for key, each in told["answers"].items())
    return Reply(
        file=file,
        landlord=clean(told.get("landlord")),
        topic=clean(told.get("topic")),
        by=by,
        on=on,
        sure=told.get("sure") is True,
        answers=answers,
        now={key: clean(each.get("now", " ")).strip() for key, each in told["answers"].items()},
    )


def parse(data: bytes) -> object:
    """JSON without what other readers take otherwise: no key twice, no number that is none. Raises Wrong."""
    try:
        return json.loads(data.decode(), object_pairs_hook=once, parse_constant=refuse_constant)
    except (ValueError, RecursionError):  # half a file, another encoding, a key twice, deeper than anybody writes
        raise Wrong("reply-unreadable") from None


def once(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError
    return made


def refuse_constant(_: str) -> object:
    raise ValueError


def mapping(value: object, known: frozenset[str]) -> dict[str, Any]:
    """``value`` where it is a mapping of nothing but ``known`` keys. Raises Wrong."""
    if not isinstance(value, dict):
        raise Wrong("reply-shape")
    for key in value:
        if key not in known:
            raise Wrong("reply-key", value=show(key))
    return value


def read_answer(key: str, value: object, file: str) -> Answer:
    told = mapping(value, PARTS)
    if told.get("says") not in {*Saying}:
        raise Wrong("reply-shape")
    whom = clean(told["whom"]) if "whom" in told else ""
    refuse_persons(whom)
    return Answer(clean(key), Saying(told["says"]), clean(told.get("base")), told.get("value"), whom, file)


def clean(value: object) -> str:
    """A text as it may stand in a circuit. Raises Wrong."""
    if not isinstance(value, str) or not value:
        raise Wrong("reply-shape")
    if len(value) > MAX_CHARS:
        raise Wrong("text-too-long", length=str(len(value)), limit=str(MAX_CHARS))
    if bad := BAD.search(value):
        code, values = classify_character(bad.group())
        raise Wrong(code, **values)
    return value


def show(text: str, most: int = 80) -> str:
    """What a sentence quotes of a stranger's text."""
    return BAD.sub("\ufffd", text)[:most]


def refuse_persons(text: str) -> None:
    """Raises Wrong where ``text`` holds what looks like a person's name, number or home."""
    for code, found in persons_in(text):
        raise Wrong(code, value=found.group().strip())


DELAY_PARTS = frozenset(key.name for key in of(DelayMapping).values())
CONTACT_PARTS = frozenset(key.name for key in of(Contact).values())
NOT_THEIRS = ("source", "uncertain")  # what is said of a fact, and never by the fact itself


def value_of(asked: Asked, value: object) -> object:
    """``value`` as YAML has it, where it is an answer to what is asked. Raises Wrong."""
    try:
        made = SHAPES[asked.form](value, asked)
    except Wrong as wrong:
        raise wrong if wrong.code != "reply-shape" else Wrong("reply-form", fact=asked.code or asked.key) from None
    for text in texts_in(made):
        refuse_persons(text)
    return made


def as_text(value: object, _: Asked) -> str:
    return filled(value)


def filled(value: object) -> str:
    text = clean(value)
    if not text.strip():
        raise Wrong("reply-shape")
    return text


def as_delay(value: object, _: Asked) -> object:
    """« 5 jours », or its parts."""
    if not isinstance(value, dict):
        return filled(value)
    return {name: filled(part) for name, part in mapping(value, DELAY_PARTS).items()}


def as_choice(value: object, asked: Asked) -> object:
    """One of the choices, or several of them (who acts)."""
    known = {name for name, _ in asked.choices}
    told = [str(each) for each in (value if isinstance(value, list) else [value])]
    if not told or not known.issuperset(told):
        raise Wrong("reply-choice", fact=asked.code or asked.key, value=show(", ".join(told)))
    return told if isinstance(value, list) else told[0]


def as_list(value: object, _: Asked) -> list[str]:
    return [filled(each) for each in listed(value)]


def listed(value: object) -> list[Any]:
    if not isinstance(value, list) or not 0 < len(value) <= MAX_LISTED:
        raise Wrong("reply-shape")
    return value


def as_contacts(value: object, _: Asked) -> list[dict[str, object]]:
    """Ways in, whose source and doubt are not theirs to say."""
    return [
        {
            name: [filled(each) for each in listed(part)] if isinstance(part, list) else filled(part)
            for name, part in mapping(way, CONTACT_PARTS).items()
            if name not in NOT_THEIRS
        }
        for way in listed(value)
    ]


def as_step(value: object, asked: Asked) -> dict[str, object]:
    """The title of a step, and who acts if that is known."""
    told = mapping(value, frozenset(("title", "actor")))
    made: dict[str, object] = {"title": filled(told.get("title"))}
    if "actor" in told:
        made["actor"] = as_choice(told["actor"], asked) if asked.choices else as_text(told["actor"], asked)
    return made


SHAPES = {
    AnswerForm.TEXT: as_text,
    AnswerForm.HOURS: as_text,
    AnswerForm.DELAY: as_delay,
    AnswerForm.CHOICE: as_choice,
    AnswerForm.LIST: as_list,
    AnswerForm.CONTACTS: as_contacts,
    AnswerForm.STEP: as_step,
}


def texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from texts_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts_in(each)


class Verdict(StrEnum):
    """What becomes of an answer."""

    SAFE = "safe"  # may be taken as it is
    STALE = "stale"  # the fact has changed since it was asked: taken if somebody says so
    TWICE = "twice"  # two files answer otherwise: none is taken
    UNKNOWN = "unknown"  # the circuit has no such fact any more
    WRONG = "wrong"  # no answer to what is asked
    OPEN = "open"  # « je ne sais pas »


@dataclass(frozen=True, slots=True)
class Weighed:
    """An answer beside its fact; ``asked`` is None where there is none. ``was``: the fact when it was asked."""

    answer: Answer
    verdict: Verdict
    asked: Asked | None = None
    was: str = ""
    problem: Problem | None = None


def weigh(asked: Sequence[Asked], replies: Sequence[Reply]) -> tuple[Weighed, ...]:
    """Each answer of ``replies``, in the order in which the facts are asked; those that say the same once."""
    known = {each.key: (rank, each) for rank, each in enumerate(asked)}
    found: dict[str, list[Weighed]] = {}
    for reply in replies:
        for answer in reply.answers:
            now = weigh_one(known.get(answer.key, (0, None))[1], answer, reply)
            held = found.setdefault(answer.key, [])
            said = now.answer.says, now.answer.value
            if said not in [(each.answer.says, each.answer.value) for each in held]:
                held.append(now)
    keys = sorted(found, key=lambda key: known[key][0] if key in known else len(known))
    return tuple(each for key in keys for each in without_contradiction(found[key]))


def without_contradiction(same_key: Sequence[Weighed]) -> Iterator[Weighed]:
    """Of answers to one key that differ none is taken; « je ne sais pas » contradicts nobody."""
    said = [each for each in same_key if each.verdict is not Verdict.OPEN]
    for each in same_key:
        if len(said) > 1 and each in said and each.verdict in (Verdict.SAFE, Verdict.STALE):
            wrong = Wrong("reply-twice", fact=name_of(each))
            yield replace(each, verdict=Verdict.TWICE, problem=wrong.problem(each.answer.file, Severity.WARNING))
        else:
            yield each


def name_of(weighed: Weighed) -> str:
    return (weighed.asked.code if weighed.asked else "") or weighed.answer.key


def weigh_one(asked: Asked | None, answer: Answer, reply: Reply) -> Weighed:
    was = reply.now.get(answer.key, "")
    if asked is None:
        unknown = Wrong("reply-unknown", key=show(answer.key)).problem(answer.file, Severity.WARNING)
        return Weighed(answer, Verdict.UNKNOWN, None, was, unknown)
    try:
        answer = replace(answer, value=judge(asked, answer))
    except Wrong as wrong:
        return Weighed(answer, Verdict.WRONG, asked, was, wrong.problem(answer.file, Severity.WARNING))
    if answer.says is Saying.ASK:
        return Weighed(answer, Verdict.OPEN, asked, was)
    if answer.base == asked.base:
        return Weighed(answer, Verdict.SAFE, asked, was)
    stale = Wrong("reply-stale", fact=asked.code or asked.key)
    return Weighed(answer, Verdict.STALE, asked, was, stale.problem(answer.file, Severity.WARNING))


def judge(asked: Asked, answer: Answer) -> object:
    """The value of an answer that can be given to what is asked; None where it has none. Raises Wrong."""
    if answer.says is Saying.RIGHT and not asked.now:
        raise Wrong("reply-nothing", fact=asked.code or asked.key)
    if answer.says is Saying.SILENT and not can_be_silent(asked):
        raise Wrong("reply-silent", fact=asked.code or asked.key)
    return value_of(asked, answer.value) if answer.says is Saying.OTHER else None


def fact_names(above: Sequence[str]) -> frozenset[str]:
    """The keys of what stands at ``above`` that may have a source of their own."""
    model = model_at(tuple(above))
    return frozenset(key.name for key in list_facts(model).values()) if model else frozenset()


@cache
def model_at(above: tuple[str, ...]) -> type[Item] | None:
    """« detours.x.steps.y » → Step."""
    if above[:2] == ("landlord", "emergency"):
        return Emergency
    if len(above) == 4 and above[2] == "steps":
        return Step
    return LISTS.get(above[0]) if len(above) == 2 else None


def can_be_silent(asked: Asked) -> bool:
    """Whether the format can say of this fact that the landlord announces nothing."""
    *above, last = asked.key.split(".")
    return last in fact_names(above)


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """An answer as people read it: its fact, what is written, what would be, whether that may be ticked, and why not.

    ``was``: what was written when it was asked, where that has changed since.
    """

    key: str
    code: str
    question: str
    title: str
    before: str
    after: str
    verdict: Verdict
    was: str = ""
    problem: Problem | None = None


def show_row(weighed: Weighed, t: Catalog) -> ReplyRow:
    answer, asked = weighed.answer, weighed.asked
    return ReplyRow(
        key=show(answer.key),
        code=asked.code if asked else "",
        question=asked.question if asked else show(answer.key),
        title=asked.title if asked else "",
        before=(asked.now if asked else weighed.was) or t("unknown.draft"),
        after=show_answer(weighed, t),
        verdict=weighed.verdict,
        was=weighed.was if weighed.verdict is Verdict.STALE else "",
        problem=weighed.problem,
    )


def show_answer(weighed: Weighed, t: Catalog) -> str:
    answer = weighed.answer
    match answer.says:
        case Saying.RIGHT:
            return t("reply.says.right")
        case Saying.SILENT:
            return t("unknown.validated")
        case Saying.ASK:
            return t("reply.says.ask", whom=answer.whom) if answer.whom else t("reply.says.open")
    choices = dict(weighed.asked.choices) if weighed.asked else {}
    if weighed.asked and weighed.asked.form is AnswerForm.CONTACTS:
        choices = {kind: t(f"channel.{kind}") for kind in Channel}
    said = (choices.get(text, text) for text in texts_in(answer.value))
    return show(t("separator").join(said), MAX_SHOWN)
