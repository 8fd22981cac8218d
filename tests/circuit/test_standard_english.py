"""The standard common file in English says what the French one says: same ids, same facts, same sources."""

import pytest

from jeu_oie.circuit.model import Common
from jeu_oie.circuit.read.files import standard

FRENCH, ENGLISH = standard("fr"), standard("en")
SAME = ("source", "topics", "tags", "right", "uncertain", "call", "by", "at", "stated")  # of whatever item has them


def items(common: Common) -> dict[str, object]:
    lists = (common.emergency, common.next, common.recourse, common.questions, common.advice)
    return {each.id: each for one in lists for each in one}


@pytest.mark.parametrize("name", items(ENGLISH))
def test_an_item_says_the_same_of_the_same(name):
    french, english = items(FRENCH)[name], items(ENGLISH)[name]
    assert type(french) is type(english)
    for key in SAME:
        if key != "call":  # « 18 ou 112 » is a sentence of each language
            assert getattr(french, key, None) == getattr(english, key, None), key
    assert [(each.kind, each.value, each.hours) for each in getattr(french, "contact", ())] == [
        (each.kind, each.value, each.hours) for each in getattr(english, "contact", ())
    ]
    for key in ("first", "answers", "excludes"):
        assert len(getattr(french, key, ())) == len(getattr(english, key, ())), key


def test_every_danger_and_every_recourse_stands_in_both():
    for name in ("emergency", "next", "recourse", "advice"):
        assert [each.id for each in getattr(FRENCH, name)] == [each.id for each in getattr(ENGLISH, name)]


def test_each_source_is_the_same_page():
    for name, source in ENGLISH.sources.items():
        french = FRENCH.sources[name]
        assert (source.address, source.date) == (french.address, french.date), name


def test_there_are_questions_of_each_topic():
    topics = {str(topic) for each in ENGLISH.questions for topic in each.topics}
    assert topics == {"repairs", "neighbours", "transfer", "general"}
