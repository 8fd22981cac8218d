"""The answer file: one page, attached to an e-mail, in which a landlord says what is right of what is written.

It opens from the disk and asks nobody for anything. Its script (``templates/reply/script.js``) puts the three answers
under each fact, shows one of the ten at a time and writes what was answered as JSON (``exchange/reply`` reads it).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from markupsafe import Markup

from jeu_oie.circuit import persons
from jeu_oie.circuit.model import Channel
from jeu_oie.circuit.read.validate import slug
from jeu_oie.circuit.rulebook import script as as_script
from jeu_oie.circuit.times import Unit
from jeu_oie.draw.html import fill
from jeu_oie.draw.html import text as template
from jeu_oie.draw.ink import content
from jeu_oie.draw.subset import fonts_for
from jeu_oie.draw.text import direction, tie_marks
from jeu_oie.exchange.reply import MAX_REPLY_BYTES, can_be_silent
from jeu_oie.game.asked import AnswerForm, Asked, Audience, lines_of_ten, list_asked
from jeu_oie.game.association import Association
from jeu_oie.game.dates import day
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import Catalog
from jeu_oie.web.inline import embed_json, font_faces, policy

OURS = b'id="asked"'  # a page that this module made
# What the script says: the key that it has there is that of the catalogs after « reply.page. ».
SAID = (
    *("right", "right.all", "other", "other.how", "mine", "silent", "silent.how", "ask", "ask.whom"),
    *("ask.hint", "state.right", "state.other", "state.silent", "state.ask", "state.none", "number"),
    *("number.delay", "unit", "words", "precise", "at-most", "at-least", "condition", "example.delay"),
    *("example.hours", "example.contacts", "example.list", "kind", "label", "hours", "more", "less"),
    *("title-of-step", "actor", "list", "text", "choose", "person", "fill", "size", "opened", "opened.other"),
    *("opened.wrong", "mail.subject", "mail.body", "copied", "saved", "by.lacks"),
)


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks, and by which day (YYYY-MM-DD) an answer would help; both may be unknown."""

    association: Association | None = None
    until: str = ""


@dataclass(frozen=True, slots=True)
class FactLine:
    """A question of the ten, with its facts: several keys may share one."""

    title: str
    facts: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class FactSection:
    """The other facts of a sort: « Les étapes », with a title for those of each item."""

    title: str
    count: int
    groups: tuple[FactLine, ...]


def reply_page(facts: FactFormatter, asked: Sequence[Asked], request: Request) -> str:
    """The page as HTML, in the language of the circuit. Same words, same text."""
    t, circuit = facts.words, facts.circuit
    ten = tuple(FactLine(own[0].line or own[0].question, own) for own in lines_of_ten(asked))
    rest = tuple(list_rest(asked, t))
    held = [*(each for line in ten for each in line.facts), *(f for s in rest for g in s.groups for f in g.facts)]
    data = {
        "landlord": circuit.landlord.name,
        "short": circuit.landlord.short or circuit.landlord.name,
        "topic": circuit.topic,
        "file": f"{t('reply.page.file')}-{slug(circuit.landlord.short or circuit.landlord.name)[:40]}-{circuit.topic}",
        "most": MAX_REPLY_BYTES,
        "mail": request.association.mail if request.association else "",
        "facts": {each.key: fact_data(each) for each in held},
        "persons": list(person_patterns(t)),
        "units": [[unit, t(f"editor.unit.{unit}.one"), t(f"editor.unit.{unit}.other")] for unit in Unit],
        "channels": [[kind, t(f"channel.{kind}")] for kind in Channel],
        "actors": [[name, facts.actor(name)] for name in dict.fromkeys(("tenant", "landlord", *circuit.actors))],
    }
    said = {name: tie_marks(t(f"reply.page.{name}")) for name in SAID}
    shown = {"until": day(request.until, t) if request.until else "", "association": request.association}
    shown_words = (text for each in held for text in (each.question, each.title, each.text, each.now, *each.sources))
    letters = (*shown_words, *(PLACE.sub("", text) for text in said.values()), circuit.landlord.name)
    style = Markup(fill("reply/reply.css", fonts=font_faces(fonts_for(letters, light=True))))  # noqa: S704 (ours)
    script = Markup(template("reply/script.js"))  # noqa: S704 (ours)
    return fill(
        "reply/reply.html",
        words=t,
        direction=direction(t.language),
        landlord=circuit.landlord.short or circuit.landlord.name,
        topic=t(f"topic.{circuit.topic}"),
        ten=ten,
        rest=rest,
        left=sum(each.count for each in rest),
        goose=content("goose-letter"),
        style=style,
        script=script,
        policy=policy(style, script),
        data=embed_json(data),
        said=embed_json(said),
        **shown,
    )


PLACE = re.compile(r"\{\w+\}")  # of a sentence, where the script puts something


def for_landlord(facts: FactFormatter, day: date | None = None) -> tuple[Asked, ...]:
    """What is asked of the landlord on ``day``; without one nothing has grown old."""
    return tuple(each for each in list_asked(facts, day) if each.audience is not Audience.TABLE)


def list_rest(asked: Iterable[Asked], t: Catalog) -> Iterator[FactSection]:
    """What else is asked, by its sort, in the order in which it is asked."""
    others = [each for each in asked if not each.rank and not each.settled]
    for section, group in groupby(others, key=lambda each: each.section):
        own = tuple(group)
        lines = (FactLine(title, tuple(each)) for title, each in groupby(own, key=lambda each: each.title))
        yield FactSection(t(f"validation.section.{section}"), len(own), tuple(lines))


def fact_data(asked: Asked) -> Mapping[str, Any]:
    """What the script needs to know of a fact, absent where it is nothing."""
    told = {
        "form": asked.form,
        "base": asked.base,
        "now": asked.now,
        "value": asked.value,
        "choices": asked.choices if asked.form is AnswerForm.CHOICE else None,
        "mute": not can_be_silent(asked),
    }
    return {name: value for name, value in told.items() if value}


def person_patterns(t: Catalog) -> Iterator[Mapping[str, str]]:
    """What looks like a person, as the script looks for it, and what is said then, in the words of ``check``.

    ``but``: what begins so is a service's; ``after``: what follows this is a place's name.
    """
    within, alone = persons.names()
    services = "|".join(sorted(persons.SERVICES))
    sorts: tuple[tuple[str, re.Pattern[str], str, Mapping[str, str]], ...] = (
        ("personal-phone", persons.MOBILE, "", {}),
        ("personal-address", persons.PERSON, "", {"but": f"^(?:{services})[._]"}),
        ("personal-name", within, "", {"after": as_script(persons.PLACE)}),
        ("personal-name", re.compile(f"^{alone.pattern}$"), "", {}),
        ("personal-name", re.compile(rf"^\s*{persons.ALONE.pattern}\s*$"), "", {}),
        ("personal-home", persons.HOME, "i", {}),
    )
    for code, pattern, flags, more in sorts:
        said = f"{t(f'problem.{code}', value='{value}')} {t('reply.page.person.cure')}"
        yield {"pattern": as_script(pattern), "flags": f"{flags}u", "said": said, **more}
