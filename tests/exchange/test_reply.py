"""A landlord's answer file: what it says is written and nothing else, whatever a stranger puts into it."""

import os
from collections import Counter
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from jeu_oie.api.reply import Standing, choose, parse_reply, rewrite, stand, take_in
from jeu_oie.cli.exchange import comments
from jeu_oie.errors import InvalidInput
from jeu_oie.exchange.reply import MAX_REPLY_BYTES, Verdict, Weighed, Wrong, fact_names, weigh
from tests.chosen import chosen
from tests.circuits.generated import lay_out
from tests.exchange.replying import DAY, ON, answer, forget, reply_of, says
from tests.house.source import ROOT

SHIPPED = sorted(each for each in (ROOT / "circuits").glob("*/*.yaml") if each.name != "landlord.yaml")
FEW = [each for each in SHIPPED if each.parent.name in ("opac-38", "habitat-76", "exemple")]
OTHERS = [each for each in SHIPPED if each not in FEW]


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.fixture
def circuits(tmp_path):
    return copytree(ROOT / "circuits", tmp_path / "circuits")


def accept(now: Standing, *files: bytes, keys: tuple[str, ...] = ("all",)) -> tuple[tuple[Weighed, ...], Standing]:
    """What comes of the answers of ``files`` where ``keys`` are accepted; the circuit is written."""
    replies = tuple(parse_reply(each, f"{rank}.json", now) for rank, each in enumerate(files))
    weighed = weigh(now.asked, replies)
    taken = choose(weighed, keys, replies)
    for each in rewrite(now, taken, replies) if taken else ():
        each.path.write_bytes(each.now)
    return weighed, stand(now.path, DAY)


def code_of(weighed: Weighed) -> str:
    return weighed.problem.code if weighed.problem else ""


def above(key: str) -> str:
    return key.rpartition(".")[0]


def is_fact(key: str) -> bool:
    *holder, last = key.split(".")
    return last in fact_names(holder)


def comes_back(path: Path) -> None:
    """Nobody knows anything any more; the landlord says it all again."""
    known, now = forget(path)
    before = {file: file.read_text("utf-8") for file in path.parent.parent.rglob("*.yaml")}
    weighed, after = accept(now, answer(known, now))
    assert {each.verdict for each in weighed} <= {Verdict.SAFE}
    assert says(after) == says(known)
    told = {each.answer.key for each in weighed}
    # What an item says itself is sure once all of it is answered; a fact with a source of its own at once.
    half = {above(each.key) for each in after.asked if each.now and each.key not in told and not is_fact(each.key)}
    sure = [each for each in after.asked if each.key in told and (is_fact(each.key) or above(each.key) not in half)]
    assert not [each.key for each in sure if each.uncertain]
    gone = [comments(text) - comments(file.read_text("utf-8")) for file, text in before.items()]
    assert sum(gone, Counter()) == Counter()


@pytest.mark.parametrize("path", chosen(FEW, FEW[1::2]), ids=name_of)
def test_what_is_asked_of_a_shipped_circuit_comes_back(circuits, path):
    comes_back(circuits / path.relative_to(ROOT / "circuits"))


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", [each for each in SHIPPED if each not in FEW], ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_what_is_asked_of_each_shipped_circuit_comes_back(circuits, path):
    comes_back(circuits / path.relative_to(ROOT / "circuits"))


# Of a circuit that has no board, or whose texts no answer file has room for, nothing can be asked so.
TOO_MUCH = {"reply-too-large", "circuit-characters", "circuit-texts", "circuit-items", "too-many-items"}


def count_back(folder: Path, numbers: range) -> int:
    """How many of the circuits of those ``numbers`` came back."""
    count = 0
    for number in numbers:
        try:
            comes_back(lay_out(folder, number))
        except InvalidInput as error:
            if not TOO_MUCH & {each.code for each in error.problems}:
                raise
        else:
            count += 1
    return count


def test_what_is_asked_of_a_circuit_that_nobody_has_written_comes_back(tmp_path):
    assert count_back(tmp_path, range(3)) >= 2


@pytest.mark.slow
def test_what_is_asked_of_many_of_them_comes_back(tmp_path):
    assert count_back(tmp_path, range(3, 53)) >= 40


CIRCUIT = """
format: 1
title: Essai
topic: other
landlord: landlord.yaml
language: fr
version: "1"
status: draft
steps:
  # la première
  - id: a
    title: A
    channels: [phone]
    delay: 5 jours   # pas sûr
    trace: Un SMS
    say: Bonjour
    source: note
    uncertain: true
  - {id: b, missing: true, text: Que se passe-t-il ?}
sources:
  note: {title: Note}
"""
LANDLORD = """
# le bailleur
name: Office d’essai
contacts:
  - {kind: phone, value: 04 76 00 00 00, for: other}   # l’accueil
  - kind: letter
    label: Par courrier
"""


@pytest.fixture
def small(tmp_path):
    (tmp_path / "landlord.yaml").write_text(LANDLORD, "utf-8")
    (tmp_path / "c.yaml").write_text(CIRCUIT, "utf-8")
    return stand(tmp_path / "c.yaml", DAY)


def told(now: Standing, **answers: Any) -> bytes:
    """An answer file: ``a__delay="right"``, or the value that it is."""
    facts = {each.key: each for each in now.asked}
    made = {}
    for name, value in answers.items():
        key = name.replace("__", ".").replace("_", "-")
        said = {"says": value} if value in ("right", "silent", "ask") else {"says": "other", "value": value}
        made[key] = {**said, "base": facts[key].base if key in facts else "0"}
    return reply_of(now, made)


def lines(now: Standing) -> str:
    return now.path.read_text("utf-8")


def test_one_fact_is_written_and_its_neighbours_say_what_they_said(small):
    _, after = accept(small, told(small, steps__a__delay="2 jours ouvrés"))
    (step,) = (each for each in after.circuit.steps if each.id == "a")
    assert step.delay and step.delay.value and step.delay.value.text == "2 jours ouvrés"
    assert (step.said_of("delay").uncertain, step.said_of("delay").source) == (False, (f"reponse-{ON}",))
    assert (step.said_of("trace").uncertain, step.said_of("trace").source) == (True, ("note",))
    assert (step.uncertain, step.source) == (True, ("note",))
    assert "# la première" in lines(after)
    source, by = after.circuit.sources[f"reponse-{ON}"], "Office d’essai, direction de la proximité"
    assert (source.author, source.date) == (by, ON)
    assert source.title.replace("\u00a0", " ") == f"Réponse du bailleur ({by}), 1er décembre 2026"


def test_what_is_confirmed_keeps_its_sources_and_is_sure(small):
    _, after = accept(small, told(small, steps__a__delay="right"))
    assert after.circuit.steps[0].said_of("delay").source == ("note", f"reponse-{ON}")
    assert not after.circuit.steps[0].said_of("delay").uncertain


def test_what_an_item_says_itself_moves_no_fact_to_the_reply(small):
    """Ways in have no source but their step's: the facts beside them go on resting on the note."""
    _, after = accept(small, told(small, steps__a__channels="right"))
    step = after.circuit.steps[0]
    assert step.source == ("note", f"reponse-{ON}")
    assert {step.said_of(name).source for name in ("delay", "trace", "say")} == {("note",)}


def test_what_is_not_announced_is_said_so_and_asked_no_more(small):
    _, after = accept(small, told(small, steps__a__delay="silent"))
    assert after.circuit.steps[0].delay is None
    assert after.circuit.steps[0].said_of("delay").silent
    assert "silent: true" in lines(after)
    assert [each.key for each in after.asked if each.key == "steps.a.delay" and not each.settled] == []


def test_a_step_that_nobody_knew_gets_its_title_and_actor(small):
    _, after = accept(small, told(small, steps__b__title={"title": "La visite", "actor": "landlord"}))
    step = after.circuit.steps[1]
    assert (step.title, step.actor, step.missing) == ("La visite", ("landlord",), False)


def test_the_landlord_file_is_written_with_its_comments(small):
    way = [{"kind": "phone", "value": "04 76 11 11 11", "for": "other"}]
    _, after = accept(small, told(small, landlord__contacts__phone=way))
    text = after.landlord_file.read_text("utf-8")
    assert "04 76 11 11 11" in text
    assert "# le bailleur" in text
    assert "Par courrier" in text
    assert after.circuit.landlord.contacts[0].source == (f"reponse-{ON}",)
    assert lines(after) == CIRCUIT


def test_a_fact_that_has_changed_since_is_taken_by_its_name_alone(small):
    data = told(small, steps__a__trace="Un mail")
    small.path.write_text(CIRCUIT.replace("Un SMS", "Une lettre"), "utf-8")
    now = stand(small.path, DAY)
    weighed, after = accept(now, data)
    assert [(each.verdict, code_of(each)) for each in weighed] == [(Verdict.STALE, "reply-stale")]
    assert "Une lettre" in lines(after)
    _, after = accept(now, data, keys=("steps.a.trace",))
    assert "Un mail" in lines(after)


def test_two_files_that_differ_take_nothing(small):
    weighed, after = accept(
        small,
        told(small, steps__a__trace="Un mail"),
        told(small, steps__a__trace="silent"),
        keys=("all", "steps.a.trace"),
    )
    assert [each.verdict for each in weighed] == [Verdict.TWICE] * 2
    assert lines(after) == CIRCUIT


@pytest.mark.parametrize("key", ["steps.a.trace@2", "{code}@2"])
def test_of_two_files_that_differ_one_is_chosen(small, key):
    files = told(small, steps__a__trace="Un mail"), told(small, steps__a__trace="Une lettre", steps__b__trace="silent")
    code = next(each.code for each in small.asked if each.key == "steps.a.trace")
    chosen = key.format(code=code)
    _, after = accept(small, *files, keys=(chosen, chosen.replace("@2", "@1")))
    assert lines(after) == CIRCUIT, "not both"
    _, after = accept(small, *files, keys=(chosen, "steps.b.trace@2", "steps.a.trace@3"))
    assert "Une lettre" in lines(after) and "Un mail" not in lines(after)


def test_two_files_that_say_the_same_are_taken_once(small):
    weighed, after = accept(small, told(small, steps__a__trace="Un mail"), told(small, steps__a__trace="Un mail"))
    assert [each.verdict for each in weighed] == [Verdict.SAFE]
    assert "Un mail" in lines(after)


@pytest.mark.parametrize(
    "key, value, code",
    [
        ("steps__z__delay", "5 jours", "reply-unknown"),
        ("steps__b__title", "right", "reply-nothing"),
        ("steps__a__channels", "silent", "reply-silent"),
        ("steps__a__trace", "", "reply-form"),
        ("steps__a__trace", ["Un mail"], "reply-form"),
        ("steps__a__trace", {"value": "Un mail"}, "reply-form"),
        ("steps__a__trace", "demander à Mme Martin", "personal-name"),
        ("steps__a__trace", "un SMS du 06 12 34 56 78", "personal-phone"),
        ("steps__a__trace", "x" * 2_001, "text-too-long"),
        ("steps__a__trace", "a\0b", "control-character"),
        ("steps__a__trace", "a\ud800b", "control-character"),
        ("steps__a__trace", "a\u202eb", "hidden-character"),
        ("steps__a__delay", {"value": "5 jours", "source": "note"}, "reply-key"),
        ("steps__a__channels", [{"kind": "phone", "value": {"a": "b"}}], "reply-form"),
    ],
)  # fmt: skip
def test_an_answer_that_cannot_be_taken_is_told_and_nothing_is_written(small, key, value, code):
    weighed, after = accept(small, told(small, **{key: value}), keys=("all", key.replace("__", ".")))
    assert [code_of(each) for each in weighed] == [code]
    assert lines(after) == CIRCUIT


def test_a_value_of_the_right_form_that_no_circuit_takes_stops_all(small):
    replies = (parse_reply(told(small, steps__a__delay="bientôt", steps__a__trace="Un mail"), "r.json", small),)
    taken = choose(weigh(small.asked, replies), ["all"], replies)
    with pytest.raises(Wrong, match="reply-value"):
        rewrite(small, taken, replies)


HOSTILE: dict[str, tuple[Any, str]] = {
    "nothing": (b"", "reply-unreadable"),
    "half": (b'{"jeu-oie": "reply", "answers"', "reply-unreadable"),
    "deep": (b"[" * 5_000 + b"]" * 5_000, "reply-unreadable"),
    "latin": ('{"jeu-oie": "réply"}'.encode("latin-1"), "reply-unreadable"),
    "no number": (b'{"format": NaN}', "reply-unreadable"),
    "a key twice": (b'{"format": 1, "format": 1}', "reply-unreadable"),
    "large": (b" " * (MAX_REPLY_BYTES + 1), "reply-too-large"),
    "a list": (b"[]", "reply-shape"),
    "another file": (b'{"format": 1}', "reply-shape"),
    "foreign key": ({"__proto__": 1}, "reply-key"),
    "version": ({"format": 2}, "reply-version"),
    "no day": ({"on": "demain"}, "reply-day"),
    "nobody": ({"by": " "}, "reply-shape"),
    "a person": ({"by": "Mme Martin, accueil"}, "personal-name"),
    "a mobile": ({"by": "Accueil, 06 12 34 56 78"}, "personal-phone"),
    "controls": ({"by": "a\u0007b"}, "control-character"),
    "another landlord": ({"landlord": "Un autre"}, "reply-other"),
    "another topic": ({"topic": "repairs"}, "reply-other"),
    "answers in a list": ({"answers": []}, "reply-shape"),
    "an answer in a word": ({"answers": {"steps.a.delay": "right"}}, "reply-shape"),
    "another answer": ({"answers": {"steps.a.delay": {"says": "maybe", "base": "0"}}}, "reply-shape"),
    "more than an answer": ({"answers": {"steps.a.delay": {"says": "right", "base": "0", "file": "x"}}}, "reply-key"),
    "a person to ask": (
        {"answers": {"steps.a.delay": {"says": "ask", "base": "0", "whom": "Lucie MARTIN"}}},
        "personal-name",
    ),
}


@pytest.mark.parametrize("given", HOSTILE.values(), ids=HOSTILE)
def test_a_file_that_is_no_answer_is_refused_with_its_code(small, given):
    what, code = given
    data = what if isinstance(what, bytes) else reply_of(small, {}, **what)
    with pytest.raises(InvalidInput) as refused:
        parse_reply(data, "r.json", small)
    assert [each.code for each in refused.value.problems] == [code]


def test_no_link_is_followed_and_no_more_is_read_than_may_be(small, tmp_path):
    real = tmp_path / "r.json"
    real.write_bytes(told(small, steps__a__delay="right"))
    link = tmp_path / "link.json"
    link.symlink_to(real)
    assert take_in((real,), small)
    for file, code in ((link, "reply-link"), (tmp_path / "none.json", "file-not-found"), (tmp_path, "file-unreadable")):
        with pytest.raises(InvalidInput) as refused:
            take_in((file,), small)
        assert [each.code for each in refused.value.problems] == [code]
    os.truncate(real, MAX_REPLY_BYTES * 50)
    with pytest.raises(InvalidInput) as refused:
        take_in((real,), small)
    assert [each.code for each in refused.value.problems] == ["reply-too-large"]
