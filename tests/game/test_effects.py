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


@pytest.mark.parametrize("delay", [None, "10 jours", "3 mois"])
def test_a_wait_costs_one_turn_whatever_its_delay(delay):
    keys = {"delay": delay} if delay else {}
    assert row(setback("wait", **keys), "game") == "1\xa0tour, ou un œuf montré"


@pytest.mark.parametrize("kind", ["silence", "blocked"])
@pytest.mark.parametrize("trap, turns", [(1, "1\xa0tour,"), (2, "2\xa0tours,"), (3, "3\xa0tours,")])
def test_traps_cost_what_the_preset_says(kind, trap, turns):
    made = setback(kind, rules=preset(trap=trap))
    assert row(made, "game") == f"{turns} ou un œuf montré"


def test_a_closed_file_leads_to_the_nearest_trace_behind():
    made = deck(steps=TRACE, setbacks=[{"id": "it", "title": "Ça", "at": "s2", "kind": "closed"}])
    behind = [each for each in made.cards[: int(card(made, "it").name)] if each.face.egg]
    assert row(card(made, "it"), "game") == f"Reculer à la case\xa0{behind[-1].name}, ou un œuf montré"
    assert card(made, "it").face.foot == f"Case\xa0{behind[-1].name}"


def test_a_closed_file_leads_to_the_start_where_nothing_behind_gives_a_trace():
    early = {"id": "it", "title": "Ça", "at": "s1", "kind": "closed"}
    none = steps(3, s1={"trace": "none"}, s2={"trace": "none"}, s3={"trace": "Tard"})
    made = card(deck(steps=none, setbacks=[early]), "it")
    assert row(made, "game") == "Retour au départ, ou un œuf montré"
    assert made.face.foot == "Retour au départ"


def test_a_setback_leads_back():
    assert row(setback("back", to="s1"), "game") == "Reculer à la case\xa01, ou un œuf montré"


@pytest.mark.parametrize(
    "to, foot, game",
    [
        ("end", "Le pont\xa0: l’arrivée", "Aussi urgent\xa0: l’arrivée"),
        ("out", "Le pont\xa0: ailleurs", "Aussi urgent\xa0: relancer"),
        ("unknown", "Le pont\xa0: pas trouvé", "Aussi urgent\xa0: relancer"),
    ],
)
def test_where_a_shortcut_leads(to, foot, game):
    made = shortcut(to)
    assert (made.face.foot, row(made, "game")) == (foot, game)


def test_a_shortcut_asks_for_an_urgent_problem_with_or_without_problem_cards():
    """Without cards a team writes its own."""
    assert row(shortcut("s3", problems=PROBLEM), "game").startswith("Aussi urgent\xa0: case")
    assert row(shortcut("s3"), "game").startswith("Aussi urgent\xa0: case")


@pytest.mark.parametrize("adopted", ["trial", "studied", "refused", "false", "unknown"])
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


QUIZ = {"id": "it", "title": "Combien ?", "answers": ["Un", "Deux"]}


@pytest.mark.parametrize("at", [{}, {"at": "s1"}])
@pytest.mark.parametrize("right, said", [({"right": 2}, "Juste\xa0: relancer"), ({}, "En parler, 2 minutes")])
def test_only_a_question_with_a_right_answer_can_win(at, right, said):
    assert row(card(deck(questions=[{**QUIZ, **at, **right}]), "it"), "game") == said


@pytest.mark.parametrize("keys, answered", [({}, False), ({"urgency": "none"}, True), ({"charge": "tenant"}, True)])
def test_a_problem_is_kept_and_answered_where_the_file_knows(keys, answered):
    made = card(deck(problems=[{"id": "it", "title": "Fuite", **keys}]), "it")
    assert row(made, "game") == "Garder ce problème"
    assert bool(made.answer) is answered


@pytest.mark.parametrize("trace, said", [("Une copie", "Prendre un œuf"), (None, "Libérer une autre équipe")])
@pytest.mark.parametrize("at", ["s1", "any"])
def test_a_recourse_gives_an_egg_or_frees_a_team(trace, said, at):
    item = {"id": "it", "title": "J’écris", "at": at, **({"trace": trace} if trace else {})}
    assert row(card(deck(recourse=[item]), "it"), "game") == said


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
    assert row(entry, "game") == "À lire ensemble"
    assert entry.bullets == (f"Carte\xa0{entry.name}a\xa0: Un", f"Carte\xa0{entry.name}b\xa0: Étape à compléter")
    assert row(card(drawn, "d"), "game") == f"Aller à la case\xa0{entry.name}a"
    assert card(drawn, "d").bullets == ()
    assert card(told, "x1").text == "Un texte"


def test_a_label_stands_before_each_row_of_the_game():
    assert label(practice("true"), "game") == "au jeu"
