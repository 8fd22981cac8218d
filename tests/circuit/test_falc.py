"""check --falc: what is hard to read is told where it stands, once, and nothing else is."""

import json

import pytest

from jeu_oie import cli
from jeu_oie.circuit.falc import MAX_SENTENCE_WORDS, falc
from jeu_oie.circuit.read import read_text
from jeu_oie.circuit.read.source import MAX_REPORTED
from jeu_oie.messages import load_catalog, tell

BASE = """format: 1
title: Essai
topic: repairs
landlord: {name: OPAC 38}
language: fr
version: "1"
status: draft
steps:
  - id: a
    title: Je signale
    text: TEXT
  - {id: b, title: C’est réparé}
"""
LONG = "Un deux trois quatre cinq six sept huit neuf dix onze douze treize."


def found(text, more=""):
    reading = read_text(BASE.replace("TEXT", text) + more, "c.yaml", lambda name: None)
    assert reading.circuit is not None, reading.problems
    return [(each.code, each.place.line, each.place.column) for each in falc(reading)]


@pytest.mark.parametrize(
    "text, code, column",
    [
        (LONG, "falc-long-sentence", 11),
        (f"Court. {LONG}", "falc-long-sentence", 18),
        ("J’écris à la CCAPEX demain.", "falc-acronym", 24),
        ("Il faut LIRE TOUT avant.", "falc-capitals", 19),
        ("C’est OBLIGATOIRE ici.", "falc-capitals", 17),
        ("Le gardien & moi.", "falc-sign", 22),
        ("Le matin et/ou le soir.", "falc-sign", 22),
        ("Au XIXe siècle.", "falc-sign", 14),
        ("Pour 30 % des gens.", "falc-percentage", 16),
    ],
)
def test_what_is_hard_is_told_where_it_stands(text, code, column):
    assert found(text) == [(code, 11, column)]


@pytest.mark.parametrize(
    "text",
    [
        "Un deux trois quatre cinq six sept huit neuf dix onze douze.",
        "Un deux : trois quatre cinq six, sept huit neuf dix « onze » douze !",
        "J’appelle au 01 02 03 04 05 entre 8 heures et midi, du lundi au samedi.",
        "Un deux trois quatre cinq six. Sept huit neuf dix onze douze treize.",
        "J’écris à l’OPAC 38.",
        "J’envoie un SMS.",
        "La caisse d’allocations familiales (CAF) aide. J’appelle la CAF.",
        "J’écris sur https://exemple.fr/a/b?c=1&d=2 ou à accueil@exemple.fr.",
    ],
)
def test_what_is_easy_brings_nothing(text):
    assert found(f'"{text}"') == []


def test_a_word_that_is_explained_is_no_riddle():
    assert found("J’écris à la CDC.", "words: {CDC: Commission de conciliation.}\n") == []


def test_an_acronym_is_told_once():
    assert found("La CAF. Encore la CAF.") == [("falc-acronym", 11, 14)]


def test_one_place_brings_one_problem():
    places = [(line, column) for _, line, column in found(f"CAF {LONG}")]
    assert len(places) == len(set(places))


def test_a_folded_sentence_is_found_on_its_line():
    assert found(f">\n      Court.\n      {LONG}") == [("falc-long-sentence", 13, 7)]


def test_arabic_letters_are_no_capitals():
    assert found("الاستعجالات والإصلاحات.") == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_problem_has_its_cure_in_both_languages(language):
    reading = read_text(BASE.replace("TEXT", f"Ma CAF & 30 % OBLIGATOIRE {LONG}"), "c.yaml", lambda name: None)
    told = {each.code: tell(each, load_catalog(language)) for each in falc(reading)}
    assert len(told) == 5
    assert all(message and cure for message, cure in told.values())
    assert str(MAX_SENTENCE_WORDS) in told["falc-long-sentence"][1]


def test_check_tells_it_only_when_asked(tmp_path, capsys):
    (tmp_path / "c.yaml").write_text(BASE.replace("TEXT", LONG))

    def codes(*more):
        with pytest.raises(SystemExit):
            cli.main(["check", str(tmp_path / "c.yaml"), "--json", *more])
        return [each["code"] for each in json.loads(capsys.readouterr().out)]

    assert "falc-long-sentence" in codes("--falc")
    assert "falc-long-sentence" not in codes()


def test_a_file_of_hard_sentences_is_told_as_far_as_anybody_reads():
    text = " ".join(f"Il y a {n} %." for n in range(100))
    codes = [each[0] for each in found("Court.", "facts:\n" + f'  - {{title: T, text: "{text}"}}\n' * 11)]
    assert codes.count("falc-percentage") == MAX_REPORTED
    assert codes[-1] == "too-many-problems"


def test_a_hard_sentence_is_found_behind_many_easy_ones():
    easy = "Court. " * 200
    assert found(easy + "C’est 5 %.") == [("falc-percentage", 11, 11 + len(easy) + 6)]
