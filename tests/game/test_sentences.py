"""Sentences on squares and cards: French typography, one word for one thing, nobody blamed, English in English."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from jeu_oie.circuit.read.files import standard
from jeu_oie.game.cards import Card
from jeu_oie.game.wording import State
from tests.game.making import card, deck, dossier, preset, said, steps
from tests.game.test_every_key import full
from tests.house.test_catalogs import sentences

LONGEST = 90  # characters of a sentence on a card
# What keys of sentences on squares and cards begin with.
ON_THE_BOARD = {
    *("about", "actor", "answer", "ask", "blank", "board", "channel", "choice", "comma", "danger", "date", "decimal"),
    *("delay", "detour", "draft", "draw", "elsewhere", "finish", "game", "gaps", "in-brackets"),
    *(
        "common",
        "house-key",
        "jump",
        "kind",
        "line",
        "recall",
        "known",
        "landlord",
        "leads",
        "legend",
        "number",
        "old-name",
        "picture",
        "pile",
        "place",
    ),
    *("pointer", "quiz", "row", "separator", "shortcut", "source", "stamp", "subtitle", "text", "time", "to-fill"),
    *("topic", "towards", "trace", "track", "uncertain", "unit", "unknown", "urgency", "validated", "version", "where"),
}

# Words of one language only.
FRENCH = re.compile(
    r"[àâçéèêëîïôœùû]|\b(?:le|la|les|des|un|une|du|de|et|ou|au|aux|dans|pas|pour|jours?|heures?|non|que|qui|vous|je)\b|[«»]",
    re.IGNORECASE,
)
# One word for one thing (outputs.md): réclamation; « dossier clos » and « problème » are words of game.md, « je
# demande » asks.
OTHER_WORDS = re.compile(r"\b(?:(?<!je )demande|requête|sinistre|doléance|plainte|usager|client)s?\b", re.IGNORECASE)
BLAME = re.compile(r"\b(?:faute|erreur|coupable|oubli\w*|négligen\w*|punition|prison|mort|tant pis)\b", re.IGNORECASE)
YOU, ME = (
    re.compile(r"\b(?:vous|votre|vos|\w{3,}ez)\b", re.IGNORECASE),
    re.compile(r"\b(?:je|j’|moi|mon|ma|mes)\b", re.IGNORECASE),
)
PARTS = ("second", "title", "text", "heading", "bullets", "rows", "notes", "answer", "provenance")
NAMES = {"chez", "assez", "nez", "rez"}


def ill_set(text: str) -> bool:
    """A plain space, or none, where French has a no-break one."""
    high = re.search(r"[^\u00a0\u202f\d][:;?!»]|«[^\u00a0\u202f]", re.sub(r"https?:", "", text))
    return high is not None or "'" in text or "..." in text


def board_sentences(language: str) -> Iterator[tuple[str, str]]:
    for key, forms in sentences(language).items():
        if key.split(".")[0] in ON_THE_BOARD:
            yield from ((key, form) for form in forms)


def mixes(made: object) -> bool:
    """Whether words of ours on a card (not on its square) say « je » and « vous »; what one does says « vous »."""
    if isinstance(made, Card):
        rows = tuple(row for row in made.rows if row.state is not State.GAME)
        made = replace(made, rows=rows, text=made.text.removesuffix(made.face.line), face=replace(made.face, line=""))
    told = " ".join(said(tuple(getattr(made, part) for part in PARTS) if isinstance(made, Card) else made))
    you = [word for word in YOU.findall(told) if word.lower() not in NAMES]
    return bool(you) and bool(ME.search(told))


def test_the_guards_see_bad_sentences():
    assert all(map(ill_set, ["Juste : oui", "Quoi?", "« bien »", "l'oie", "Et..."]))
    assert not any(map(ill_set, ["Juste\u00a0: oui", "«\u00a0bien\u00a0»", "15:30", "l’oie…"]))
    assert OTHER_WORDS.search("Ma demande")
    assert not OTHER_WORDS.search("Je demande qui vient")
    assert BLAME.search("C’est votre faute")
    assert mixes(("ce que je reçois", "Gardez cette carte"))
    assert not mixes(("chez ce bailleur", "ce que je reçois"))
    assert FRENCH.search("la case 12")
    assert FRENCH.search("délai")
    assert not FRENCH.search("announced delay: 5 days, at most, in the game")


def test_french_spaces_and_apostrophes():
    assert [key for key, text in board_sentences("fr") if ill_set(text)] == []


def test_one_word_for_one_thing_and_nobody_blamed():
    assert [key for key, text in board_sentences("fr") if OTHER_WORDS.search(text) or BLAME.search(text)] == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_sentences_are_short(language):
    parts = [(key, part) for key, text in board_sentences(language) for part in re.split(r"[.?!]\s", text)]
    assert [key for key, part in parts if len(part) > LONGEST] == []


@pytest.mark.parametrize("told", [frozenset(), frozenset({"d"})], ids=["drawn", "told"])
def test_no_card_says_both_i_and_you(told):
    made = deck(told, preset(squares="auto"), **full())
    assert [each.name for each in made.every if each.kind != "problem" and mixes(each)] == []


def in_english(parts):
    """The same circuit with texts that no language has."""
    if isinstance(parts, dict):
        return {key: each if key in KEPT else in_english(each) for key, each in parts.items()}
    if isinstance(parts, list):
        return [in_english(each) for each in parts]
    return parts if not isinstance(parts, str) or parts in NAMED or re.match(r"\d|http", parts) else "Xyz"


KEPT = {
    "id",
    "from",
    "to",
    "at",
    "source",
    "actor",
    "if-silent",
    "kind",
    "like",
    "helper",
    "letter",
    "adopted",
    "charge",
}
KEPT |= {"urgency", "on", "delay", "for", "starts", "acceptable", "topic", "status", "language", "version"}
KEPT |= {"searched", "review", "date", "stage", "icon"}
NAMED = {"none", "right"}


@pytest.mark.parametrize("status", ["draft", "validated"])
@pytest.mark.parametrize("told", [frozenset(), frozenset({"d"})], ids=["drawn", "told"])
def test_an_english_deck_has_no_french_word(status, told):
    parts = {**in_english(full(status=status)), "language": "en"}
    delays = re.compile(r"\d+ (?:jours|semaines|heures|mois)|condition \d+")
    made = [*said(deck(told, preset(squares="auto"), **parts)), *said(dossier(**parts))]
    own = {"firm", "tenant", "landlord"}
    common = standard("en")
    own |= {each.id for each in common.questions}  # an item has one id in all languages
    named = common.sources.values()  # offices, federations and web pages keep the names that they have
    own |= {text for each in named for text in (each.title, each.address) if text}
    assert [text for text in made if text not in own and FRENCH.search(delays.sub("", text))] == []


@pytest.mark.parametrize("kind", ["wait", "silence", "blocked", "back", "closed"])
def test_english_setbacks_have_no_french_word(kind):
    setback = {"id": "it", "title": "Xyz", "at": "s2", "kind": kind, **({"to": "s1"} if kind == "back" else {})}
    made = deck(language="en", steps=steps(2, s1={"title": "Xyz"}, s2={"title": "Xyz"}), setbacks=[setback])
    assert [text for text in said(card(made, "it")) if FRENCH.search(text)] == []


@pytest.mark.parametrize("topic", ["repairs", "neighbours", "transfer", "general", "other"])
def test_every_topic_has_its_words(topic):
    assert dossier(topic=topic, language="en").subtitle
    assert dossier(topic=topic).subtitle != dossier(topic=topic, language="en").subtitle


def test_a_language_of_the_persons_sheet_alone_gets_french_words_elsewhere():
    assert card(deck(language="ar"), "s1").face.label == "Départ"
    assert dossier(language="ar-Arab-EG").language == "ar-Arab-EG"
