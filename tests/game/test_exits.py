"""A step where the matter often ends has a door: drawn, told, played as a choice; without one nothing speaks of it."""

from typing import Any

import pytest

from jeu_oie.board import lay_out, legend
from jeu_oie.circuit.lint import hints
from jeu_oie.circuit.read import read_text
from jeu_oie.draw.geometry import Box
from jeu_oie.draw.scene import Group, Icon, Text
from jeu_oie.game.cards import write
from jeu_oie.game.dossier import open_dossier
from jeu_oie.game.odds import odds_of_board
from jeu_oie.game.rules import Ask, compile_rules
from jeu_oie.game.rules.table import asks
from jeu_oie.messages import LANGUAGES, load_catalog
from jeu_oie.print.content.settling import kinds
from tests.board.drawn import box_of
from tests.game.making import board, card, deck, preset, row, said, steps
from tests.game.playing import furthest

DOOR = "Le calme revient"
OPEN: dict[str, Any] = {"steps": steps(3, s2={"exit": DOOR, "trace": "Reçu"}), "language": "fr"}
T = load_catalog("fr")


def told(language: str, **parts):
    """All that board, cards, rules and legend say."""
    t, made = load_catalog(language), board(**parts, language=language)
    rules = (line for _, rules in kinds(made, t) for line in said(rules))
    words = [*said(deck(**parts, language=language)), *rules]
    return [*words, *(entry.word for entry in legend(made, t)), *(entry.pictogram for entry in legend(made, t))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_door_is_told_where_there_is_one_and_nowhere_else(language):
    t = load_catalog(language)
    asked = {t("legend.word.door"), "door"}
    assert asked <= set(told(language, steps=OPEN["steps"]))
    assert not asked & set(told(language, steps=steps(3, s2={"trace": "Reçu"})))
    assert "door" not in " ".join(told(language, steps=steps(3, s2={"missing": True, "title": "B", "exit": DOOR})))


def test_its_card_says_why_and_what_one_may_do():
    found = card(deck(**OPEN), "s2")
    assert row(found, "exit") == DOOR
    assert row(found, "game") == T("game.both", one=T("game.trace"), other=T("game.door"))
    assert found.face.door
    assert row(card(deck(steps=steps(3, s2={"exit": DOOR})), "s2"), "game") == T("game.door")
    assert row(card(deck(**OPEN), "s3"), "game") == ""


# --- the drawing -----------------------------------------------------------------------------------------


def overlaps(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) - max(one.x, other.x)
    return across > 0 and min(one.bottom, other.bottom) - max(one.y, other.y) > 0


def doors(group: Group) -> list[Icon]:
    return [mark for mark in group.marks if isinstance(mark, Icon) and mark.name == "door"]


def covered(group: Group) -> list[str]:
    """What the doors of a square lie over: words, and other pictograms."""
    texts = {each.content: box_of(each) for each in group.marks if isinstance(each, Text)}
    icons = {each.name: each.box for each in group.marks if isinstance(each, Icon) and each.name != "door"}
    return [name for name, box in (texts | icons).items() for door in doors(group) if overlaps(door.box, box)]


def test_the_guard_sees_a_door_over_a_word():
    word = Text(10, 10, "Étape", 12, bold=True, fill="#20223F", width=12)
    assert covered(Group((word, Icon("door", Box(20, 6, 5, 5))))) == ["Étape"]
    assert covered(Group((word, Icon("door", Box(24, 6, 5, 5))))) == []


TITLES = ("A", "Je signale au bailleur le trouble que je subis", "Anticonstitutionnellement")
ACTORS: tuple[list[str], ...] = ([], ["tenant"], ["tenant", "landlord"])


@pytest.mark.parametrize("squares", ["24", "32", "42", "63"])
@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("actor", ACTORS, ids=len)
def test_no_door_lies_over_a_word(squares, title, actor):
    known = {"title": title, "exit": DOOR, "trace": "Reçu", **({"actor": actor} if actor else {})}
    way = {"id": "d", "title": "Voie", "from": "s1", "to": "end", "steps": [{"id": "d1", **known}]}
    some = {"24": 3, "32": 8, "42": 14, "63": 28}[squares]
    parts: dict[str, Any] = {"steps": steps(some, s1=known, s2=known, s3=known), "detours": [way]}
    made = board(rules=preset(squares=squares), **parts)
    drawing = lay_out(made, write(made, T), open_dossier(made, T), T)
    found = {group.id: group for group in drawing.scene.groups if doors(group) and group.id.startswith("case-")}
    assert len(found) == 4
    assert {name: covered(group) for name, group in found.items()} == {name: [] for name in found}


# --- the odds --------------------------------------------------------------------------------------------


def with_doors(**more):
    parts = {
        "steps": steps(6, s2={"exit": DOOR, "trace": "Reçu"}, s4={"exit": DOOR}, s6={"trace": "Reçu"}),
        "shortcuts": [{"id": "u", "title": "Urgence", "from": "s1", "to": "s4"}],
        "setbacks": [{"id": "c", "title": "Clos", "at": "s5", "kind": "closed"}],
        "practices": [{"id": f"o{n}", "title": "Oie", "at": f"s{n}", "adopted": True} for n in (1, 2, 3)],
        "questions": [{"id": "q", "title": "Qui", "answers": ["Un", "Deux"], "right": 1}],
        "problems": [{"id": "p", "title": "Bruit", "urgency": "u"}, {"id": "r", "title": "Odeur"}],
    }
    return board(**(parts | more))


def test_plays_agree_with_the_odds():
    assert furthest(compile_rules(with_doors()), 4000) <= 4


def test_a_door_shortens_a_game_of_teams_and_is_a_choice():
    shut = with_doors(steps=steps(6, s2={"trace": "Reçu"}, s6={"trace": "Reçu"}))
    open_, closed = (odds_of_board(made, plays=300).games[4].quantile(0.5) for made in (with_doors(), shut))
    assert open_ < closed
    table = compile_rules(with_doors())
    assert [table.positions[at].kind for at in asks(table, Ask.DOOR)] == ["step", "step"]


def test_nobody_draws_a_card_at_a_door():
    table = compile_rules(with_doors())
    assert {table.positions[at].kind for at in asks(table, Ask.CARD)} == {"draw"}


# --- what nobody has said --------------------------------------------------------------------------------

FILE = """\
format: 1
title: Un trouble
topic: {topic}
landlord: {{name: Office}}
language: fr
version: "1"
status: draft
steps:
  - {{id: report, title: Je signale{exit}}}
  - {{id: close, title: Le trouble cesse}}
"""


@pytest.mark.parametrize(
    "topic, door, hint",
    [("neighbours", "", True), ("neighbours", ", exit: Le calme revient", False), ("repairs", "", False)],
)
def test_a_trouble_between_neighbours_that_ends_nowhere_is_told(topic, door, hint):
    reading = read_text(FILE.format(topic=topic, exit=door), "essai.yaml", lambda _: None)
    found = [(hint.place.line, hint.code, hint.stated) for hint in hints(reading)]
    assert found == ([(9, "hint-exit", False)] if hint else [])
