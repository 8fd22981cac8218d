"""The form writes over a file what the program writes over it: the same cases, and the same changes at random."""

import json
import re
from random import Random

import pytest

from jeu_oie.circuit.renew import Pen
from jeu_oie.circuit.write import read_places
from tests.editor.edits import edited
from tests.editor.test_reading import BY_HAND, CHANGED, SAVED, data_of, origin
from tests.exchange.making import rewritten
from tests.game.making import SHIPPED
from tests.renewing.cases import CASES, REFUSED

NOT_ALIKE = ("2020", "y" * 200)  # JavaScript puts numbers first; no key of a circuit is so long


def written(modules, texts):
    """Each case's file saying what its ``after`` says."""
    return modules.each(
        CHANGED, [[text, json.dumps(data_of(case.after))] for text, case in zip(texts, CASES, strict=True)]
    )


def test_only_what_changed_is_written(modules):
    made = written(modules, [case.before for case in CASES])
    assert dict(zip((case.name for case in CASES), made, strict=True)) == {case.name: case.after for case in CASES}


def test_the_cases_see_comments_that_are_dropped(modules):
    made = written(modules, [re.sub(r"(?<!\S)#.*", "", case.before) for case in CASES])
    assert sum(text != case.after for text, case in zip(made, CASES, strict=True)) > len(CASES) // 2


def test_nothing_changed_changes_nothing(modules):
    texts = [text for case in CASES for text in (case.before, case.after)]
    assert modules.each(SAVED, texts) == texts


@pytest.mark.parametrize("text", REFUSED)
def test_what_the_reader_refuses_is_not_opened(modules, text):
    (found,) = modules.each("text => editor.read(text, '', rules).data", [text])
    assert found is None


def keys(value):
    if isinstance(value, dict):
        yield from value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from keys(each)


def renewed(text, data):
    """What the program writes."""
    root = read_places(text)
    assert root
    made = (Pen(text, spelt).file(root, data) for spelt in (False, True))
    return next(text for text in made if (now := read_places(text)) and now.data == data)


def test_changes_at_random_are_written_alike(modules):
    texts = [case.before for case in CASES if case.before.count("\r") == 0] * 4
    texts += [
        *[BY_HAND] * 60,
        *(file.read_text("utf-8") for file in SHIPPED),
        *(rewritten(origin(seed)) for seed in range(20)),
    ]
    changes = [(text, edited(data_of(text), Random(rank))) for rank, text in enumerate(texts)]
    changes = [(text, data) for text, data in changes if not set(keys(data)) & set(NOT_ALIKE)]
    assert len(changes) > 100
    for (text, data), said in zip(
        changes, modules.each(CHANGED, [[text, json.dumps(data)] for text, data in changes]), strict=True
    ):
        assert said == renewed(text, data)
