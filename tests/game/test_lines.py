"""Squares, cards and sheet say the same lines, each with all that is done there (game.md)."""

import re

import pytest

from jeu_oie.board.danger import danger_of
from jeu_oie.game.assembly import assemble
from jeu_oie.game.cards import write
from jeu_oie.game.kinds import Kind
from jeu_oie.game.kinds.landing import ANSWER_SQUARES, HELP_SQUARES, RECALL_SQUARES
from jeu_oie.game.lines import LINES, Handicap, list_kinds, list_rules
from jeu_oie.game.preset import Preset
from jeu_oie.game.rules import compile_rules
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import LANGUAGES, load_catalog
from tests.game.making import CIRCUITS, board, every_kind, shipped

# What a line says, where the deed is done: a word of it in each language.
SAYS = {
    "box": {"fr": r"cochez|Tous partent|Réclamation urgente", "en": r"\btick|All start|Urgent complaint"},
    "proof": {"fr": "Prenez une preuve", "en": "Take a proof"},
    "frees": {"fr": "Libérez une équipe", "en": "Free a team"},
    "red": {"fr": "[Mm]ontrez une preuve", "en": "[Ss]how a proof"},
    "stake": {"fr": f"Juste\u00a0: avancez de {ANSWER_SQUARES}", "en": f"Right: move on {ANSWER_SQUARES}"},
    "moves": {"fr": rf"Avancez de {HELP_SQUARES}\.", "en": rf"Move on {HELP_SQUARES}\."},
    "draws": {"fr": "Prenez une carte", "en": "Take a card"},
    "door": {"fr": "allez à l’arrivée", "en": "go to the arrival"},
}


def lines_of(made, language):
    facts = FactFormatter(made, load_catalog(language))
    return {card.name: card.face.line for card in write(made, facts.words).cards}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_square_says_what_it_does_and_nothing_else(language):
    made = every_kind()
    lines = lines_of(made, language)
    for position in compile_rules(made).positions:
        for deed, words in SAYS.items():
            done = getattr(position.landing, deed) not in (None, False, 0)
            assert bool(re.search(words[language], lines[position.name])) is done, (position.name, deed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_square_and_its_card_say_the_same_line(language):
    made = every_kind()
    for card in write(made, load_catalog(language)).cards:
        rows = [row.value for row in card.rows if row.key == "game"]
        assert card.face.line
        assert rows in ([], [card.face.line])
        assert rows or card.face.line in card.text or not card.detailed


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_back_of_the_sheet_holds_each_kind_and_each_of_its_lines(language):
    made = every_kind()
    facts = FactFormatter(made, load_catalog(language))
    told = list_kinds(made, facts)
    numbers = re.compile(r"\d+[a-f]?")
    known = {(each.kind, numbers.sub("", each.line)) for each in told}
    assert {each.kind for each in told} == {square.kind for square in made.every_square}
    for card in write(made, facts.words).cards:
        assert (card.kind, numbers.sub("", card.face.line)) in known
    assert len({(each.name, each.line) for each in told}) == len(told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_has_ten_lines_and_says_who_wins(language):
    t = load_catalog(language)
    rules = list_rules(every_kind(), t)
    assert len(rules) == LINES
    assert all(rule.count("*") % 2 == 0 for rule in rules)
    assert {"fr": "Qui est chez soi gagne", "en": "Who is at home wins"}[language] in rules[-1]
    assert str(RECALL_SQUARES) in rules[5]


def test_what_is_read_first_stands_on_the_board():
    """The cards of its urgencies, else the red box in its centre, by its own title."""
    t = load_catalog("fr")
    assert "Urgence" in list_rules(every_kind(), t)[1]
    general = assemble(shipped(CIRCUITS / "exemple" / "general.yaml"), Preset())
    box = danger_of(FactFormatter(general, t))
    assert box is not None
    assert f"cadre rouge *«\u00a0{box.title}\u00a0»*" in list_rules(general, t)[1]


@pytest.mark.parametrize("handicap, said", [(Handicap.FIRST, "la première"), (Handicap.SECOND, "la seconde")])
def test_where_one_of_two_wins_too_often_the_third_line_says_who_starts_with_a_proof(handicap, said):
    t = load_catalog("fr")
    assert said in list_rules(board(), t, handicap)[2]
    assert "À deux" not in list_rules(board(), t)[2]


def test_turns_of_a_red_square_are_on_its_pill():
    made = every_kind()
    faces = {card.kind: card.face for card in write(made, load_catalog("fr")).cards}
    assert (faces[Kind.WAIT].turns_said, faces[Kind.SILENCE].turns_said) == ("1 tour", "2 tours")
    assert faces[Kind.BACK].red
    assert not faces[Kind.BACK].turns


def test_old_names_never_frighten():
    t = load_catalog("fr")
    said = " ".join(
        [
            *list_rules(every_kind(), t),
            *(each.line for each in list_kinds(every_kind(), FactFormatter(every_kind(), t))),
        ]
    )
    assert not re.search(r"prison|mort", said)
