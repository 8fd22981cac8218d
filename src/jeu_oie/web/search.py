"""What the search of the page goes by: what people type for dangers and common problems, and whose answer that is.

The script matches (``templates/page/script/match.js``); here stands what it needs to know besides.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from jeu_oie.circuit.model import AnswerKind, Topic
from jeu_oie.circuit.nearest import plain
from jeu_oie.circuit.read.shipped import SearchDanger, SearchProblem, shipped
from jeu_oie.game.wording import FactFormatter

INDEX_LANGUAGE = "fr"  # of the titles of ``circuits/search.yml``
BETWEEN = "|"  # entries, which are weighed with each page
MARKS = "=>-"  # that begin a part of an entry


def search_data(facts: FactFormatter, sisters: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """``stop``, ``same``, ``dangers`` and ``problems`` as ``circuits/search.yml`` has them; whose page this is.

    On a page in another language there are the dangers that it names itself, and no common problem: nobody is shown
    titles in a language that is not theirs. ``sisters``: topics and files of the landlord's other pages.
    """
    index = shipped().index
    return {
        "stop": index.stop,
        "same": {name: plain(words) for name, words in index.same.items()},
        "dangers": list(dangers(index.dangers, facts)),
        "problems": [problem(each) for each in index.problems] if is_index_language(facts) else [],
        "topic": facts.circuit.topic,
        "landlord": name_of(facts),
        "sisters": [sister(topic, file, facts) for topic, file in sisters],
    }


def name_of(facts: FactFormatter) -> str:
    landlord = facts.circuit.landlord
    return landlord.short or landlord.name


def is_index_language(facts: FactFormatter) -> bool:
    return facts.words.language == INDEX_LANGUAGE


def dangers(listed: Sequence[SearchDanger], facts: FactFormatter) -> Iterator[list[str]]:
    """Id, title, entries of those of the index, under the titles that the page has for them; of its own, its title."""
    titles = {each.id: facts.danger_title(each) for each in facts.dangers}
    for each in listed:
        if each.id in titles or is_index_language(facts):
            yield [each.id, titles.pop(each.id, each.title), entries(each.words)]
    for name, title in titles.items():
        yield [name, title, ""]


def problem(listed: SearchProblem) -> list[str]:
    """Id, title, entries, the topics that it belongs to (each does to that of all), its kind if it is a follow-up."""
    topics = " ".join(topic for topic in listed.topics if topic is not Topic.GENERAL)
    kind = [listed.kind] if listed.kind is AnswerKind.FOLLOW else []
    return [listed.id, listed.title, entries(listed.words), topics, *kind]


def entries(words: Sequence[str]) -> str:
    return BETWEEN.join(" ".join(map(in_order, plain(each).split())) for each in words)


def in_order(part: str) -> str:
    """The alternatives of a part by the alphabet: those that are said again weigh less."""
    mark = part[: part[0] in MARKS]
    return mark + "/".join(sorted(part[len(mark) :].split("/")))


def sister(topic: str, file: str, facts: FactFormatter) -> dict[str, str]:
    name = facts.words("page.sister", topic=facts.words(f"topic.{topic}"), landlord=name_of(facts))
    return {"topic": topic, "href": file, "name": name}
