"""What looks like a person, and what must not: a guess that would stop people from writing is worse than none."""

from time import process_time

import pytest

from jeu_oie.circuit.persons import persons_in
from jeu_oie.circuit.read import read
from tests.game.making import SHIPPED


@pytest.mark.parametrize(
    "text, code",
    [
        ("Mme Martin", "personal-name"),
        ("On voit M. Durand à l’agence", "personal-name"),
        ("Lucie MARTIN", "personal-name"),
        ("Fatima", "personal-name"),
        ("c’est Jean-Pierre Dupont qui répond", "personal-name"),
        ("06.12.34.56.78", "personal-phone"),
        ("marie.durand@exemple.fr", "personal-address"),
        ("12 bis, rue des Lilas", "personal-home"),
        ("appt 34", "personal-home"),
    ],
)
def test_a_person_is_seen(text, code):
    assert [found for found, _ in persons_in(text)] == [code]


@pytest.mark.parametrize(
    "text",
    [
        *("La gardienne", "Le bailleur", "Conseil de concertation locative", "CSF Isère", "AEQUITAZ", "OPAC 38"),
        *("Alpes Isère Habitat", "Union de quartier Saint-Bruno", "M. le directeur", "un bébé de 12 mois"),
        *("04 76 00 00 00", "accueil.agence@exemple.fr", "Il faut 2 ou 3 rappels", "La loge de la rue", "24 h"),
    ],
)
def test_roles_bodies_and_services_are_none(text):
    assert not list(persons_in(text))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_sentence_of_a_shipped_circuit_is_taken_for_a_person(path):
    lines = read(path).text_lines()
    found = [
        (text, match.group()) for _, _, text in lines for code, match in persons_in(text) if code == "personal-name"
    ]
    assert not found


def test_spaces_after_a_number_take_no_time():
    before = process_time()
    assert not list(persons_in("12" + " " * 50_000 + "x"))
    assert process_time() - before < 5
    assert [code for code, _ in persons_in("12 bis , rue Haute")] == ["personal-home"]
    assert [code for code, _ in persons_in("12bis rue Haute")] == ["personal-home"]
