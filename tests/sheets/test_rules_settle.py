"""Thirty situations that a table may meet, settled by the rules sheet and the board alone.

The answers are those of the transition table (tests/rules); here each names the sentences of the sheet that give it.
Who changes a sentence reads the situation again, as somebody who has only the two sides.
"""

from pathlib import Path

import pytest
import yaml

from jeu_oie.game.lines import twelve
from jeu_oie.messages import load_catalog
from jeu_oie.print.content.settling import kinds, moments
from tests.game.making import board
from tests.game.test_every_key import full

RULES = Path(__file__).parents[1] / "rules"

SETTLED = {
    "On avance du nombre du dé que l’on garde.": ["Lancez 2 dés, gardez-en un."],
    "L’oie : encore le même nombre.": ["L’oie : encore le même nombre."],
    "Une idée ne fait pas avancer.": ["Oie en pointillés : parlez-en, sans bouger."],
    "Une oie déjà jouée à ce tour ne joue plus.": ["Une case se joue une fois par tour."],
    "Trop de points : on recule du reste.": ["Trop de points : reculez du reste.", "Reculé du reste : jouez la case"],
    "Une oie atteinte en reculant ne fait pas avancer.": ["Atteinte en reculant : rien."],
    "Une étape que personne n’a lue arrête le premier pion.": [
        "Le premier pion s’y arrête et lit pour tous.",
        "Il lui reste des points : le premier pion s’arrête",
    ],
    "Le premier pion joue la case où il s’arrête : elle donne un œuf.": [
        "le premier pion s’arrête, joue la case.",
        "Prenez une preuve",
    ],
    "Le deuxième saut de l’oie s’arrête de même.": ["Saut de l’oie : de même."],
    "Un retour mène en arrière : rien n’arrête.": ["En reculant : rien n’arrête."],
    "Les autres cases n’arrêtent pas.": ["Les autres cases n’arrêtent personne."],
    "Un recours qui laisse une trace donne un œuf.": ["Un œuf est dessiné ? Prenez une preuve"],
    "Un recours sans trace libère une autre équipe.": ["Sans œuf : libérez une autre équipe."],
    "Trois preuves au plus.": ["(3 au plus)", "Aucune montrée : rien."],
    "Qui en a trois retourne une preuve montrée.": [
        "Déjà 3, montrées ou non : retournez-en une montrée, elle ressert."
    ],
    "Une preuve montrée libère du puits.": ["Sur un coup dur : restez là, sans attendre"],
    "Montrer est un choix : qui garde sa preuve attend.": ["Montrer est un choix."],
    "Une preuve déjà montrée ne sert plus.": ["Montrez une preuve, retournez-la"],
    "Sans nouvelles : deux tours.": ["Attendez 2 tours."],
    "L’attente : un tour, quel que soit le délai.": ["Attendez 1 tour."],
    "Retour : on va où la case dit, et l’on joue cette case.": ["Reculez à la case écrite, jouez-la."],
    "Une preuve montrée : on reste.": ["restez là, sans attendre"],
    "Dossier clos : jusqu’au dernier œuf dessiné, qui se gagne.": ["Reculez au dernier œuf dessiné, prenez sa preuve."],
    "Un pion qui passe libère qui attend.": ["Un pion passe, ou s’arrête là : vous n’attendez plus."],
    "Le pont : un problème de cette urgence passe, et joue la case.": ["Aussi urgent, ou plus : passez"],
    "Un problème moins urgent reste.": ["Moins urgent : restez."],
    "On lit d’abord ce que le pont saute : étape, piste, recours.": ["Lisez d’abord ce que vous sautez"],
    "Un pont qui mène dehors : on relance.": ["Où il mène n’est pas une case : aussi urgent, relancez."],
    "Un pont que l’on passe ne compte pas.": ["Passer devant ne compte pas."],
    "Juste sur la porte : c’est fini, on va à l’arrivée.": ["Dites pourquoi, allez à l’arrivée."],
    "Le premier pion lit l’étape : la porte n’est pas encore ouverte.": ["en tombant juste là, l’étape déjà lue"],
    "Question de la pile, réponse juste : relancez.": ["Juste : relancez."],
    "Le débat se parle, et c’est tout.": ["Débat : tout le monde, 2 minutes."],
    "L’espace de dialogue aide une autre équipe.": ["Libérez une équipe, ou avancez-la d’une case."],
    "Elle n’arrive jamais ainsi.": ["n’arrive jamais"],
    "L’entrée mène tout de suite en 3a, dont la trace donne un œuf.": ["Entrez tout de suite, jouez la première case."],
    "Chaque case du hors-circuit arrête de même.": ["Sur une piste : chaque case jamais lue arrête aussi."],
    "Puis à partir de la case où il mène, qui compte pour une.": ["« Reprenez… » : cette case compte pour 1 point."],
    "Un hors-circuit vers l’arrivée fait arriver avec tout lancer qui en sort.": ["tout lancer qui en sort arrive"],
    "Un hors-circuit déjà lu n’arrête plus : on le passe.": ["en passant devant, on n’entre pas"],
    "À égalité, la première des deux dans l’ordre des places.": ["Égalité : l’ordre des places"],
    "Une piste compte pour une demi-case après son entrée.": ["Pion sur une piste : il compte juste après son entrée."],
    "Qui est arrivé ne joue plus.": ["Arrivée : l’équipe ne joue plus."],
}


def sheet_of(made):
    """All that the back says, in one line, with plain spaces."""
    t = load_catalog("fr")
    rules = [sentence for _, said in (*moments(made, t), *kinds(made, t)) for sentence in said]
    return " ".join((*twelve(made, t), *rules)).replace("\u00a0", " ")


def rich_board():
    """A board with every kind of square: a bridge to a step and one that leads out, a track to the end, a door."""
    parts = full()
    parts["steps"][1] |= {"trace": "Numéro", "exit": "Le calme revient"}
    parts["shortcuts"] = [*parts["shortcuts"], {"id": "loin", "title": "Loin", "from": "s1", "to": "out"}]
    parts["setbacks"] = [
        *parts["setbacks"],
        *({"id": f"coup-{kind}", "title": kind, "at": "s2", "kind": kind} for kind in ("wait", "silence", "closed")),
        {"id": "coup-back", "title": "Retour", "at": "s2", "kind": "back", "to": "s1"},
    ]
    parts["practices"] = [
        *parts["practices"],
        {"id": "oie", "title": "Rappel", "at": "s1", "adopted": "true"},
        {"id": "idee", "title": "Idée", "at": "s1", "adopted": "false"},
    ]
    parts["recourse"] = [*parts["recourse"], {"id": "seul", "title": "Conciliateur", "at": "s2"}]
    step = {"id": "fin-1", "title": "Signature"}
    parts["detours"] = [*parts["detours"], {"id": "fin", "title": "Accord", "from": "s2", "to": "end", "steps": [step]}]
    return board(**parts)


@pytest.fixture(scope="module")
def said():
    return sheet_of(rich_board())


@pytest.fixture(scope="module")
def situations():
    return {
        case["say"]
        for path in RULES.glob("*.yaml")
        for laid in yaml.safe_load(path.read_text("utf-8"))
        for sort in ("cases", "helped", "rounds")
        for case in laid.get(sort, ())
    }


@pytest.mark.parametrize("situation", SETTLED)
def test_a_situation_is_settled_by_the_sheet(situation, said, situations):
    assert situation in situations, "no rule of the table says this any more"
    assert [each for each in SETTLED[situation] if each not in said] == []


def test_there_are_thirty():
    assert len(SETTLED) >= 30
