"""Hours as landlords write them: each is read as what it says, or told to be unread."""

import pytest

from jeu_oie.circuit.hours import read_when
from jeu_oie.circuit.lint import lint
from jeu_oie.circuit.model import When
from jeu_oie.circuit.read import read_text
from tests.circuit.test_lint import TODAY

ALWAYS = """
24 h sur 24, gratuit | 24h/24 | 24 h/24 | 24/24 | 24/7 | 24h/7j | 24h/24h - 7j/7 | 7j/7 | 7/7 | 7 j/7 et 24 h/24
24 heures sur 24 | 7 jours sur 7, 24 h/24 | jour et nuit | à toute heure | 24 h sur 24, sauf le dimanche matin
24h/24, week-ends compris | 8h-17h et 17h-8h | day and night | around the clock
"""
DAY = """
de 9 h à 17 h | 9 h–12 h | 9-12h | 7j/7 de 8h à 20h | de 8 h à 20 h, 7 jours sur 7 | le mardi | jours ouvrés
du lundi au jeudi de 8 h à 18 h 30, le vendredi de 8 h à 17 h, le samedi de 9 h à 12 h | le matin, sauf le mercredi
lundi-vendredi 8h30-12h / 13h30-17h | lundi au vendredi 9h/12h - 14h/17h | lundi 14 h – 17 h | de 17 h à 19 h
8h00-12h00 13h30-17h00 | du lundi au vendredi, de 9 à 17 heures | du lundi au vendredi, fermé le week-end
heures de bureau | Monday to Friday, 9 am to 5 pm | 9am-5pm | le mardi et le jeudi après-midi
du lundi au vendredi de 8h30 à 17h30 (astreinte le soir et le week-end)
"""
CLOSED = """
le soir, la nuit, le week-end et les jours fériés | le samedi soir | en soirée | evenings and weekends | 18h-8h
17h30 à 8h30 | Astreinte, 17h30 à 8h30 | 17:30-08:30 | lundi–vendredi 17h – 8h, week-end 24h/24 | 10 pm to 6 am
7 jours sur 7, hors des heures d’ouverture | en dehors des heures de bureau | du vendredi 17h au lundi 8h
le week-end de 9 h à 18 h | les soirs de semaine dès 17 h et les week-ends
"""
UNREAD = "sur rendez-vous | voir le site | appel non surtaxé | à partir de 18 h | tous les jours | 2-3"


def cases():
    for when, texts in ((When.ALWAYS, ALWAYS), (When.DAY, DAY), (When.CLOSED, CLOSED), (None, UNREAD), (None, "")):
        for line in texts.strip().split("\n"):
            yield from ((hours, when) for hours in line.split(" | "))


@pytest.mark.parametrize("hours, when", [*cases()])
def test_hours_say_when_one_answers(hours, when):
    assert read_when(hours) is when


CIRCUIT = """\
format: 1
language: fr
version: "1"
title: Essai
topic: repairs
landlord:
  name: Bailleur
  contacts:
    - {kind: phone, value: 01 99 00 12 34, for: repairs, hours: LANDLORD}
    - {kind: desk, label: Accueil, for: repairs, hours: voir le site}
  agencies: [{id: nord, name: Nord, contacts: [{kind: phone, value: 01 99 00 12 35, for: repairs, hours: AGENCY}]}]
status: draft
steps:
  - {id: a, title: Un, channels: [{kind: phone, value: 01 99 00 12 36, hours: STEP}]}
  - {id: b, title: Deux}
shortcuts:
  - {id: u, title: Urgence, from: a, to: b, criteria: [Fuite], call: 01 99 00 12 37, hours: URGENCY}
"""
PLACES = {"LANDLORD": 9, "AGENCY": 11, "STEP": 14, "URGENCY": 17}


@pytest.mark.parametrize("place", PLACES)
def test_hours_of_a_telephone_that_nobody_understands_are_told_at_their_line(place):
    text = CIRCUIT.replace(place, "voir le site")
    for other in PLACES:
        text = text.replace(other, "24h/24")
    reading = read_text(text, "essai.yaml", lambda _: None)
    assert reading.circuit, reading.problems
    told = [each for each in lint(reading, TODAY) if each.code == "hours-unread"]
    assert [each.place.line for each in told] == [PLACES[place]]
    assert all(each.place.column > 1 for each in told)
