"""What stands on cards, and in what order (outputs.md, « What cards and page say first »)."""

from typing import Any

import pytest

from jeu_oie.game.cards import by_step
from tests.game.making import card, deck, dossier, label, preset, row, steps

SOURCES: dict[str, Any] = {"guide": {"title": "Guide", "author": "Bailleur", "date": "2016-12"}}
VALIDATED: dict[str, Any] = {
    "status": "validated",
    "validated": {"by": ["Le bailleur", "Le conseil"], "on": "2017-03-14"},
}
URGENT: dict[str, Any] = {"id": "u", "title": "Urgence", "from": "s1", "to": "s2"}

NATIONAL = "18, 15, 17, 112 · Je ne peux pas parler\u00a0: SMS au 114"


def step(**keys):
    return card(deck(steps=steps(3, s2=keys)), "s2")


def test_rows_of_a_step_stand_in_the_order_of_the_rules():
    keys = {"delay": "5 jours", "trace": "Lettre", "call": "01 02 03 04 05", "hours": "de 9 h à 12 h", "say": "Bonjour"}
    made = step(**keys, **{"if-silent": "s1", "charge": "depends", "channels": ["phone"], "condition": "Parfois"})
    order = ["delay", "trace", "call", "hours", "say", "silent", "charge", "channels", "game"]
    assert [each.key for each in made.rows] == order
    assert row(made, "say") == "«\xa0Bonjour\xa0»"
    assert row(made, "condition") == "Parfois"


@pytest.mark.parametrize("parts, unknown", [({}, "pas trouvé"), (VALIDATED, "non dit")])
def test_what_is_not_stated_is_not_found_in_a_draft_and_not_said_once_validated(parts, unknown):
    made = deck(**parts)
    first, second = (
        [(each.key, each.value, each.state) for each in card(made, name).rows if each.state == "missing"]
        for name in ("s1", "s2")
    )
    assert second == [(key, unknown, "missing") for key in ("delay", "trace", "silent")]
    assert first == second[1:]  # at the start a delay is nobody's announcement
    other = "non dit" if unknown == "pas trouvé" else "pas trouvé"
    assert not any(other in f"{each.rows} {each.provenance} {each.face}" for each in made.every)


def test_a_source_that_says_there_is_no_trace_is_not_a_missing_fact():
    made = step(trace="none")
    assert row(made, "trace") == "rien d’écrit"
    assert next(each for each in made.rows if each.key == "trace").state == "nothing"
    assert not made.face.egg


def test_a_sentence_that_has_its_quotation_marks_gets_no_others():
    assert row(step(say="« Bonjour »"), "say") == "« Bonjour »"


@pytest.mark.parametrize(
    "delay, said",
    [
        ("sous 48 h", "sous 48 h"),
        ({"value": "5 jours ouvrés", "at-most": "2 semaines"}, "5 jours ouvrés, au plus 2 semaines"),
        ({"value": "5 jours", "condition": "avec mon accord"}, "5 jours (avec mon accord)"),
        ({"at-most": "48 h"}, "au plus 48 h"),
        ({"at-most": "48 h maximum"}, "48 h maximum"),
        ({"value": "2 jours", "at-most": "sous 2 semaines"}, "2 jours, sous 2 semaines"),
        ({"condition": "avec mon accord"}, "pas trouvé (avec mon accord)"),
    ],
)
def test_a_delay_keeps_its_author_s_words(delay, said):
    assert row(step(delay=delay), "delay") == said


def test_a_condition_alone_announces_no_delay():
    made = step(delay={"condition": "avec mon accord"})
    assert next(each for each in made.rows if each.key == "delay").state == "missing"


@pytest.mark.parametrize(
    "delay, shown",
    [("2,5 jours", "2,5 jours"), ("moins de 4 h", "Moins de 4 h"), ("2 à 5 jours", "2 à 5 jours")],
)
def test_a_time_square_says_the_whole_delay_in_its_author_s_words(delay, shown):
    made = deck(steps=steps(2, s2={"delay": delay, "actor": "landlord"}))
    (wait,) = [each for each in made.cards if each.kind == "time"]
    assert (wait.face.title, wait.face.text) == (shown, "Avant «\xa0Étape s2\xa0»")
    assert wait.title == f"Délai annoncé\xa0: {shown}"


def test_where_to_turn_is_a_title_and_its_square():
    side = {"id": "d", "title": "Détour", "from": "s1", "to": "s3", "steps": [{"id": "x", "title": "À côté"}]}
    ways = [{"id": "pile", "title": "Par écrit"}, {"id": "square", "title": "Juge", "at": "s3"}]
    for name, title in (("s3", "Étape s3"), ("d", "Détour"), ("x", "À côté"), ("square", "Juge")):
        made = deck(steps=steps(3, s1={"if-silent": name}), detours=[side], recourse=ways)
        place = card(made, name).name
        assert row(card(made, "s1"), "silent") == f"{title}\xa0: case\xa0{place}"
    loose = [{"id": f"r{n}", "title": f"Aide {n}", "who": "ADIL", "at": "s2"} for n in range(2)]
    made = deck(steps=steps(3, s1={"if-silent": "pile"}), recourse=[*ways, *loose])
    assert row(card(made, "s1"), "silent") == "Par écrit"


def test_where_to_turn_on_a_told_detour_is_a_card():
    side = {"id": "d", "title": "Détour", "from": "s1", "to": "s3", "steps": [{"id": "x", "title": "À côté"}]}
    made = deck(frozenset({"d"}), steps=steps(3, s1={"if-silent": "x"}), detours=[side])
    assert row(card(made, "s1"), "silent") == f"À côté\xa0: carte\xa0{card(made, 'x').name}"


def test_a_missing_step_says_all_that_is_written_about_it():
    keys = {"text": "Qui décide ?", "delay": "5 jours", "say": "Bonjour", "actor": "landlord", "condition": "Parfois"}
    made = deck(steps=[*steps(2), {"id": "m", "missing": True, **keys}])
    blank = card(made, "m")
    assert [each.key for each in blank.rows] == ["delay", "say", "game"]
    assert (blank.title, blank.second, row(blank, "condition")) == ("Étape à compléter", "Bailleur", "Parfois")
    assert (blank.face.title, blank.face.line, blank.provenance) == ("", "Écrivez ensemble, cochez.", "")


def test_a_missing_first_step_is_written_by_the_group_too():
    made = card(deck(steps=[{"id": "m", "missing": True}, *steps(2)]), "m")
    assert (made.kind, row(made, "game")) == ("start", "Tous partent d’ici.")


@pytest.mark.parametrize(
    "channel, said",
    [
        ("phone", "téléphone"),
        (
            {"kind": "phone", "value": "01 02 03 04 05", "hours": "de 9 h à 12 h"},
            "téléphone 01 02 03 04 05 (de 9 h à 12 h)",
        ),
        ({"kind": "desk", "label": "Accueil"}, "Accueil"),
        ({"kind": "email", "label": "Agence"}, "Agence (e-mail)"),
        ({"label": "Borne", "hours": "toujours"}, "Borne (toujours)"),
    ],
)
def test_ways_in_are_said_in_words(channel, said):
    assert row(step(channels=[channel]), "channels") == said


def test_actors_are_named_even_the_landlord():
    made = deck(
        actors={"landlord": {"name": "La SDH"}, "firm": {"name": "Entreprise"}},
        steps=steps(2, s2={"actor": ["landlord", "firm"]}),
    )
    assert card(made, "s2").second == "La SDH, Entreprise"
    assert card(deck(steps=steps(2, s2={"actor": "tenant"})), "s2").second == "Locataire"


def test_actors_of_the_landlord_stand_in_the_dossier_with_their_role():
    landlord = {"name": "Société", "actors": {"desk": {"name": "Accueil", "role": "Répond"}}}
    assert dossier(landlord=landlord).actors == (("Accueil", "Répond"),)


def test_an_urgency_card_says_danger_first_then_its_number():
    made = card(deck(shortcuts=[{**URGENT, "call": "01 02 03 04 05", "hours": "la nuit"}]), "u")
    assert [each.key for each in made.rows[:3]] == ["emergency", "call", "hours"]
    assert row(made, "call") == "01 02 03 04 05"
    assert row(made, "emergency") == NATIONAL


def test_without_a_number_stand_the_national_ones_with_their_source():
    made = deck(shortcuts=[{**URGENT, "source": "guide"}], sources=SOURCES)
    urgent = card(made, "u")
    assert [each.key for each in urgent.rows[:2]] == ["emergency", "call"]
    assert (row(urgent, "call"), row(urgent, "emergency")) == (
        "pas trouvé",
        "18, 15, 17, 112 · Je ne peux pas parler\u00a0: SMS au 114",
    )
    shown = dossier(shortcuts=[{**URGENT, "source": "guide"}], sources=SOURCES).sources
    numbers = next(each for each in shown if "numéros d’urgence" in each.title)
    assert urgent.sources == ((1, "Guide"), (numbers.number, numbers.title))
    assert (numbers.address or "").startswith("https://")


def test_an_urgency_says_criteria_examples_actor_and_where_it_leads():
    keys = {"criteria": ["L’eau coule"], "examples": ["Un tuyau", "Un mur"], "actor": "tenant", "delay": "2 h"}
    made = card(deck(shortcuts=[{**URGENT, **keys}]), "u")
    assert (made.heading, made.bullets) == ("C’est urgent si\xa0:", ("L’eau coule",))
    assert [row(made, key) for key in ("examples", "actor", "delay")] == ["Un tuyau · Un mur", "Locataire", "2 h"]
    assert row(made, "leads").startswith("Étape s2\xa0: case")
    ends = {to: row(card(deck(shortcuts=[{**URGENT, "to": to}]), "u"), "leads") for to in ("end", "out", "unknown")}
    assert ends == {"end": "à l’arrivée", "out": "ailleurs, hors de ce circuit", "unknown": "pas trouvé"}


def test_a_setback_without_a_source_only_can_happen():
    setback = {"id": "it", "title": "Ça", "at": "s1", "kind": "wait", "remedy": "Rappeler", "delay": "5 jours"}
    made = card(deck(setbacks=[setback]), "it")
    assert (made.provenance, row(made, "remedy"), row(made, "delay")) == ("ça peut arriver", "Rappeler", "5 jours")
    assert card(deck(setbacks=[{**setback, "uncertain": True}]), "it").provenance == "à vérifier · ça peut arriver"
    assert card(deck(setbacks=[{**setback, "source": "guide"}], sources=SOURCES), "it").provenance == ""


def test_what_is_uncertain_is_to_be_checked():
    made = deck(facts=[{"id": "f", "title": "Un fait", "uncertain": True, "source": "guide"}], sources=SOURCES)
    assert card(made, "f").provenance == "à vérifier"


def test_only_what_states_something_misses_a_source():
    made = deck(
        facts=[{"id": "f", "title": "Fait"}],
        advice=[{"id": "a", "title": "Conseil"}],
        questions=[{"id": "q", "title": "Débat ?"}, {"id": "r", "title": "Quiz ?", "answers": ["Oui"], "right": 1}],
    )
    told = {name: card(made, name).provenance for name in ("f", "a", "q", "r")}
    assert told == {"f": "source pas trouvée", "a": "", "q": "", "r": "source pas trouvée"}
    assert card(deck(facts=[{"id": "f", "title": "Fait"}], **VALIDATED), "f").provenance == "source non dite"


def test_twelve_answers_have_twelve_letters_and_thirty_go_on_with_numbers():
    many = [f"Réponse {n}" for n in range(1, 31)]
    made = card(deck(questions=[{"id": "q", "title": "?", "answers": many[:12], "right": 11, "why": "Voilà"}]), "q")
    assert [each[:2] for each in made.bullets] == [f"{letter})" for letter in "abcdefghijkl"]
    assert made.answer == "Réponse k) Réponse 11. Voilà"
    made = card(deck(questions=[{"id": "q", "title": "?", "answers": many, "right": 30}]), "q")
    assert len(made.bullets) == 30
    assert made.answer == "Réponse 30) Réponse 30."


def test_a_reason_stands_without_a_right_answer_too():
    assert card(deck(questions=[{"id": "q", "title": "?", "why": "Parce que"}]), "q").answer == "Parce que"


def test_a_problem_says_what_to_do_at_once_and_answers_upside_down():
    keys = {
        "first": ["Couper l’eau"],
        "urgency": "u",
        "charge": "landlord",
        "acceptable": ["1 jour", "2 jours"],
        "delay": "4 h",
    }
    made = card(deck(shortcuts=[URGENT], problems=[{"id": "p", "title": "Fuite", **keys}]), "p")
    assert (made.heading, made.bullets) == ("Tout de suite\xa0:", ("Couper l’eau",))
    assert made.answer == "Urgence\xa0: Urgence. Qui paie\xa0: le bailleur."
    assert (row(made, "acceptable"), row(made, "delay")) == ("1 jour · 2 jours", "4 h")
    empty = card(deck(problems=[{"id": "p", "title": "Fuite", "urgency": "none"}]), "p")
    assert (empty.answer, row(empty, "acceptable")) == ("Urgence\xa0: pas urgent.", "à écrire ensemble")


def test_a_recourse_says_all():
    keys = {"who": "Adil", "condition": "Après", "delay": "1 mois", "trace": "Avis", "excludes": ["loyers", "voisins"]}
    contact = {"kind": "phone", "value": "01 02 03 04 05"}
    made = card(deck(recourse=[{"id": "r", "title": "Aide", "contact": contact, **keys}]), "r")
    told = {each.key: each.value for each in made.rows}
    assert told == {
        "who": "Adil",
        "contact": "téléphone 01 02 03 04 05",
        "delay": "1 mois",
        "trace": "Avis",
        "condition": "Après",
        "excludes": "loyers · voisins",
        "game": "Lisez, cochez. Libérez une équipe. Avancez de 2.",
    }


def test_what_a_step_is_advised_stands_on_its_card():
    advice = {
        "id": "a",
        "title": "Noter la date",
        "text": "Et l’heure",
        "at": "s1",
        "source": "guide",
        "uncertain": True,
    }
    made = deck(advice=[advice], sources=SOURCES, common="none")
    assert row(card(made, "s1"), "advice") == "Noter la date. Et l’heure. (à vérifier, Guide)"
    assert not made.pile


def test_practices_questions_and_advice_of_a_detour_stand_on_its_card():
    made = deck(
        common="none",
        detours=[{"id": "d", "title": "Détour", "from": "s1", "to": "s3", "steps": [{"id": "x", "title": "Là"}]}],
        advice=[{"title": "Écrire", "at": "d"}],
        practices=[{"title": "Un guide", "at": "d", "adopted": "studied", "decided": "Le conseil, mai"}],
        questions=[{"title": "Combien ?", "at": "d", "answers": ["Un", "Deux"], "right": 2, "why": "C’est la règle."}],
    )
    entry = card(made, "d")
    assert row(entry, "advice") == "Écrire."
    assert row(entry, "question") == "Combien ? a) Un. b) Deux. (source pas trouvée)"
    assert row(entry, "practice").startswith(
        "Un guide. Chez ce bailleur\xa0: à l’étude. Décision\xa0: Le conseil, mai."
    )
    assert entry.answer == "Réponse b) Deux. C’est la règle."
    assert not made.pile


def test_only_cards_of_items_are_cut_out():
    made = deck(facts=[{"title": "Fait"}], common="none", steps=steps(3, s2={"actor": "landlord"}))
    assert {each.kind for each in made.printed} == {"start", "step", "finish"}  # the carte-clé
    assert {each.kind for each in made.cards if not each.printed} == {"fact", "ask", "draw"}


def test_ids_of_squares_without_an_item_are_no_item_s():
    made = deck(steps=[{"id": "arrival", "title": "Arrivée"}, *steps(2)], facts=[{"title": "Fait"}])
    names = [each.id for each in made.every]
    assert len(names) == len(set(names))


def test_side_tracks_belong_to_the_step_of_their_entry():
    made = deck(
        common="none",
        detours=[{"id": "d", "title": "Détour", "from": "s2", "to": "s3", "steps": [{"id": "x", "title": "Là"}]}],
    )
    stages = by_step(made, ["s1", "s2", "s3"])
    assert [any(each.id == "x" for each in stage) for stage in stages] == [False, True, False]
    assert sum(map(len, stages)) == len(made.cards) - 1


def test_the_arrival_says_the_circuit_s_own_words():
    assert deck(arrival="C’est réparé").cards[-1].title == "C’est réparé"
    assert deck().cards[-1].title == "Problème réglé"


def test_the_dossier_says_whose_it_is_and_in_what_state():
    landlord: dict[str, Any] = {"name": "Société d’habitat", "short": "SH", "formerly": "Vieux nom", "area": "Isère"}
    landlord["website"], landlord["contacts"] = "https://exemple.org", [{"kind": "email", "value": "a@exemple.org"}]
    made = dossier(landlord=landlord, searched="2016-11", review="2018-01", **VALIDATED)
    assert made.landlord == "SH (autrefois Vieux nom)"
    assert made.status == "Validé par Le bailleur, Le conseil, le 14\u00a0mars\u00a02017"
    told = {each.key: each.value for each in made.about}
    assert told["landlord"] == "Société d’habitat"
    assert [told[key] for key in ("area", "website", "searched", "review")] == [
        "Isère",
        "https://exemple.org",
        "novembre\u00a02016",
        "janvier\u00a02018",
    ]
    assert made.written == told["contacts"] == "e-mail a@exemple.org"


def test_a_draft_says_so_and_who_validated_another_state_of_it():
    made = dossier(validated=VALIDATED["validated"])
    assert (made.draft, made.status) == (True, "Brouillon, à valider")
    assert "par Le bailleur, Le conseil, le 14\u00a0mars\u00a02017" in [each.value for each in made.about]
    assert dossier().written == "pas trouvé"


def test_labels_are_those_of_the_rules():
    made = step(trace="Lettre", say="Bonjour", charge="depends", **{"if-silent": "s1"})
    told = [label(made, key) for key in ("delay", "trace", "say", "silent", "charge", "game")]
    assert told == ["délai annoncé", "ce que je reçois", "je peux dire", "si rien ne vient", "qui paie", "au jeu"]


def test_a_preset_without_colours_changes_no_card():
    assert deck(rules=preset(ink="saver")) == deck()


# --- the key of the house --------------------------------------------------------------------------------


def whom_to_call(**parts):
    made = deck(shortcuts=[{**URGENT, "call": "17"}], **parts)
    lines = next(each.key for each in made.cards if each.key)
    return next(each.answer for each in lines if each.question.startswith("Qui appelez-vous"))


def test_the_number_of_a_danger_is_never_the_only_answer_of_the_key():
    assert whom_to_call() == "Urgence\u00a0: 17 · Sinon\u00a0: ______"
    assert whom_to_call(steps=steps(3, s2={"channels": [{"kind": "desk", "label": "Accueil"}]})).startswith(
        "Urgence\u00a0: 17 · Accueil"
    )


def test_a_step_that_leads_home_once_ticked_has_no_recall():
    made = deck(steps=steps(3, s2={"exit": "Souvent réglé", "trace": "Lettre"}, s3={"trace": "Lettre"}))
    assert (card(made, "s2").recall, card(made, "s3").recall is None) == (None, False)
