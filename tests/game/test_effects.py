"""What happens on a square: foot lines and rows « au jeu » (game.md, the table of kinds and the rules)."""

from typing import Any

import pytest

from tests.game.making import card, deck, label, preset, row, steps

TRACE = steps(3, s1={"trace": "Un numéro"}, s2={"trace": "Une lettre"})
PROBLEM = [{"title": "Fuite"}]


def setback(kind, made_of=TRACE, rules=None, **keys):
    item = {"id": "it", "title": "Ça", "at": "s2", "kind": kind, **keys}
    return card(deck(steps=made_of, setbacks=[item], rules=rules), "it")


def shortcut(to, **parts):
    return card(deck(shortcuts=[{"id": "it", "title": "Urgence", "from": "s1", "to": to}], **parts), "it")


def practice(adopted, **keys):
    return card(deck(practices=[{"id": "it", "title": "Idée", "adopted": adopted, **keys}]), "it")


@pytest.mark.parametrize(
    "delay, skip, said",
    [
        (None, 3, "Passer 1\xa0tour"),
        ("10 jours", 3, "Passer 1\xa0tour"),
        ("11 jours", 3, "Passer 2\xa0tours"),
        ("3 mois", 1, "Passer 1\xa0tour"),
        ("3 mois", 0, "À lire ensemble"),
    ],
)
def test_a_wait_costs_one_turn_or_two_and_never_more_than_skip(delay, skip, said):
    keys = {"delay": delay} if delay else {}
    assert row(setback("wait", rules=preset(skip=skip), **keys), "game") == said


@pytest.mark.parametrize("kind, frees", [("silence", "un œuf"), ("blocked", "un recours")])
@pytest.mark.parametrize("trap, turns", [(1, "1\xa0tour,"), (2, "2\xa0tours,"), (3, "3\xa0tours,")])
def test_traps_cost_what_the_preset_says(kind, frees, trap, turns):
    made = setback(kind, rules=preset(trap=trap))
    assert row(made, "game") == f"{turns} ou {frees}"


def test_a_closed_file_leads_to_the_nearest_trace_behind():
    made = deck(steps=TRACE, setbacks=[{"id": "it", "title": "Ça", "at": "s3", "kind": "closed"}])
    nearest = card(made, "s2").name
    assert row(card(made, "it"), "game") == f"Œuf\xa0: case\xa0{nearest}. Sans œuf\xa0: départ"


def test_a_closed_file_leads_to_the_start_where_nothing_behind_gives_a_trace():
    assert row(setback("closed", made_of=steps(3, s3={"trace": "Tard"})), "game") == "Retour au départ"
    assert row(setback("closed", rules=preset(abandon="start")), "game") == "Retour au départ"
    assert setback("closed", rules=preset(abandon="start")).face.foot == "Retour au départ"
    assert setback("closed").face.foot == "Retour\xa0: la trace"


def test_a_setback_leads_back():
    assert row(setback("back", to="s1"), "game") == "Aller à la case\xa01"


@pytest.mark.parametrize(
    "to, foot, game",
    [
        ("end", "Le pont\xa0: l’arrivée", "Aller à l’arrivée"),
        ("out", "Le pont\xa0: ailleurs", "Passer 1\xa0tour, rester ici"),
        ("unknown", "Le pont\xa0: pas trouvé", "Passer 1\xa0tour, rester ici"),
    ],
)
def test_where_a_shortcut_leads(to, foot, game):
    made = shortcut(to)
    assert (made.face.foot, row(made, "game")) == (foot, game)


def test_a_shortcut_asks_for_an_urgent_problem_where_there_are_problems():
    assert row(shortcut("s3", problems=PROBLEM), "game").startswith("Si urgent\xa0: case")
    assert row(shortcut("s3"), "game").startswith("Aller à la case")


@pytest.mark.parametrize("adopted", ["trial", "studied", "refused", "false"])
def test_a_practice_that_is_not_done_here_is_a_dashed_goose_without_a_move(adopted):
    for made in (practice(adopted, at="s1"), practice(adopted)):
        assert made.dashed
        assert made.face.pictogram == "goose-dashed"
        assert row(made, "game") == "En parler ensemble"
        assert row(made, "adopted") == made.second != ""


def test_a_practice_of_this_landlord_moves_on():
    made = practice("true", at="s1")
    assert (made.dashed, made.face.pictogram, row(made, "game")) == (False, "goose", "Avancer encore d’autant")
    assert row(practice("true"), "game") == "À lire ensemble"


def test_a_step_with_a_trace_gives_an_egg_but_the_first():
    made = deck(steps=TRACE)
    assert [row(card(made, name), "game") for name in ("s1", "s2", "s3")] == ["", "Prendre un œuf", ""]
    assert [card(made, name).face.foot_pictogram for name in ("s1", "s3")] == ["egg", "egg-unknown"]


QUIZ = {"id": "it", "title": "Combien ?", "answers": ["Un", "Deux"]}


@pytest.mark.parametrize("at", [{}, {"at": "s1"}])
@pytest.mark.parametrize("right, said", [({"right": 2}, "Juste\xa0: relancer le dé"), ({}, "En parler ensemble")])
def test_only_a_question_with_a_right_answer_can_win(at, right, said):
    assert row(card(deck(questions=[{**QUIZ, **at, **right}]), "it"), "game") == said


@pytest.mark.parametrize("keys, wins", [({}, False), ({"urgency": "none"}, True), ({"charge": "tenant"}, True)])
def test_only_a_problem_with_an_urgency_or_a_charge_can_win(keys, wins):
    made = card(deck(problems=[{"id": "it", "title": "Fuite", **keys}]), "it")
    assert (row(made, "game") == "Juste\xa0: relancer le dé") is wins
    assert bool(made.answer) is wins


def test_old_names_are_told_small_or_not_at_all():
    parts: dict[str, Any] = {
        "setbacks": [{"id": kind, "title": "Ça", "at": "s1", "kind": kind} for kind in ("wait", "silence", "blocked")],
        "shortcuts": [{"id": "u", "title": "Urgence", "from": "s1", "to": "s2"}],
        "practices": [{"id": "p", "title": "Idée", "at": "s1", "adopted": "true"}],
        "detours": [{"id": "d", "title": "Là", "from": "s1", "to": "s2", "steps": [{"id": "x", "title": "Ici"}]}],
    }
    names = ("l’hôtel", "le puits", "le pont", "l’oie", "le labyrinthe")
    old, plain = deck(**parts), deck(**parts, rules=preset(**{"old-names": "false"}))
    assert [card(old, each).second for each in ("wait", "silence", "u", "p", "d")] == list(names)
    assert not any(card(plain, each).second for each in ("wait", "silence", "u", "p", "d"))
    told = " ".join(f"{each.second} {each.face.foot} {each.face.label}" for each in plain.cards).lower()
    assert not [name for name in (*names, "labyrinthe", "puits", "prison", "mort") if name in told]
    assert card(old, "blocked").second == ""  # « prison » is never told


def test_a_told_detour_says_so_and_lists_its_cards():
    side = [{"id": "x1", "title": "Un", "text": "Un texte"}, {"id": "x2", "missing": True}]
    item = {"id": "d", "title": "Détour", "from": "s1", "to": "s3", "steps": side}
    told, drawn = deck(frozenset({"d"}), detours=[item]), deck(detours=[item])
    entry = card(told, "d")
    assert row(entry, "game") == "Passer un tour par étape, trois au plus"
    assert entry.bullets == (f"Carte\xa0{entry.name}a\xa0: Un", f"Carte\xa0{entry.name}b\xa0: Étape à compléter")
    assert row(card(drawn, "d"), "game") == f"Aller à la case\xa0{entry.name}a"
    assert card(drawn, "d").bullets == ()
    assert card(told, "x1").text == "Un texte"


def test_a_label_stands_before_each_row_of_the_game():
    assert label(practice("true"), "game") == "au jeu"
