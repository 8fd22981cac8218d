"""Which danger a sentence speaks of: never a missed smell of gas, no evacuation for a boiler that does not heat."""

import time

import pytest

from jeu_oie.circuit.dangers import dangers_in

GAS = [
    *(
        "Odeur de gaz",
        "Fuite de gaz",
        "ça sent le gaz",
        "Ça sent le gaz dans l’escalier",
        "Je sens le gaz chez moi",
        "CA SENT LE GAZ",
    ),
    *(
        "Je sens une odeur suspecte de gaz",
        "Odeurs de gaz au sous-sol",
        "Une forte odeur de gaz",
        "Gaz : ça sent",
        "Fuite au gaz",
    ),
    *(
        "Fuite sur le tuyau de gaz",
        "Fuite du robinet de gaz",
        "Le gaz fuit",
        "Du gaz qui s’échappe",
        "On dirait que ca sent le gas",
    ),
    *("Ça pue le gaz", "Gaz", "Danger gaz", "Urgence gaz", "Odeur de gaz près de la chaudière", "Explosion de gaz"),
    *(
        "Fuite de gaz de la chaudière",
        "Ne sent-on pas le gaz ?",
        "odeur du gaz",
        "Odeur, peut-être de gaz",
        "Fuite d’eau et odeur de gaz",
    ),
    *(
        "Smell of gas",
        "It smells of gas",
        "I smell gas",
        "Gas leak",
        "Gas smell in the hall",
        "Gas is leaking",
        "Leaking gas",
        "Gas odour",
    ),
]
NOT_GAS = [
    *(
        "Chauffage au gaz en panne",
        "Chaudière gaz en panne",
        "Plus de gaz",
        "Coupure de gaz",
        "Compteur de gaz à relever",
        "Gazinière",
    ),
    *(
        "Fuite d’eau de la chaudière à gaz",
        "Fuite du chauffe-eau à gaz",
        "Fuite sous la chaudière gaz",
        "Détecteur de gaz en panne",
    ),
    *(
        "Robinets, siphons, chasse d’eau. Le chauffage, le gaz et le gel n’y sont pas.",
        "Contrat d’entretien du gaz",
        "Gazon à tondre",
    ),
    *(
        "Odeur de gazole",
        "Gaz d’échappement au parking",
        "Odeur d’égout",
        "Fuite d’eau",
        "Facture de gaz",
        "Prix du gaz",
    ),
    *(
        "Gas boiler broken",
        "Gas heating is off",
        "Gas bill",
        "Water leak from the gas boiler",
        "Gas fire does not light",
        "Petite fuite d’eau",
    ),
]


@pytest.mark.parametrize("text", GAS)
def test_a_smell_of_gas_is_never_missed(text):
    assert "gas" in dangers_in(text), text


@pytest.mark.parametrize("text", NOT_GAS)
def test_a_boiler_that_does_not_heat_is_no_gas_leak(text):
    assert "gas" not in dangers_in(text), text


@pytest.mark.parametrize(
    "text, found",
    [
        ("Le détecteur de gaz sonne", ("gas",)),
        ("L’alarme incendie se déclenche", ("smoke",)),
        ("Le détecteur de monoxyde de carbone sonne", ("carbon-monoxide",)),
        ("The smoke alarm goes off", ("smoke",)),
        ("Le détecteur de fumée sonne pour rien", ()),
        ("Alarme incendie en panne", ()),
        ("La cave brûle", ("smoke",)),
        ("Mon logement brûle", ("fire",)),
        ("Odeur de brûlé", ("smoke",)),
        ("Ça sent le brûlé dans l’escalier", ("smoke",)),
        ("Ampoule brûlée", ()),
    ],
)
def test_an_alarm_that_rings_and_what_burns_are_dangers(text, found):
    assert dangers_in(text) == found


@pytest.mark.parametrize(
    "text, found",
    [
        ("Feu chez moi", ("fire",)),
        ("Feu dans ma cuisine", ("fire",)),
        ("Fumée chez moi", ("fire",)),
        ("Feu ailleurs, ou fumée", ("smoke",)),
        ("Incendie dans l’immeuble", ("smoke",)),
        ("Cage d’escalier enfumée", ("smoke",)),
        ("Fumée dans l’escalier", ("smoke",)),
        ("Feu ou début de feu", ("fire", "smoke")),
        ("Incendie", ("fire", "smoke")),
        ("Départ de feu", ("fire", "smoke")),
        ("Fire", ("fire", "smoke")),
        ("Smoke in the stairwell", ("smoke",)),
        ("Fire in my kitchen", ("fire",)),
        ("Le détecteur de fumée a sonné, il y a de la fumée", ("smoke",)),
        ("Feu de poubelles dans le local", ("smoke",)),
        ("Intoxication au monoxyde de carbone", ("carbon-monoxide",)),
        ("Carbon monoxide", ("carbon-monoxide",)),
        ("Intoxication", ("carbon-monoxide",)),
        ("Chaudière allumée, mal de tête à plusieurs", ("carbon-monoxide",)),
        ("Électrocution", ("electrocution",)),
        ("Un enfant électrocuté", ("electrocution",)),
        ("Court-circuit", ("electrocution",)),
        ("Des étincelles dans la prise", ("electrocution",)),
        ("Electric shock", ("electrocution",)),
        ("Personne bloquée dans l’ascenseur", ("lift-inside",)),
        ("Somebody is trapped in the lift", ("lift-inside",)),
        ("Odeur de gaz et fumée", ("gas", "smoke")),
    ],
)
def test_each_danger_takes_its_own_gestures(text, found):
    assert dangers_in(text) == found


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Détecteur de fumée en panne",
            "Le détecteur avertisseur autonome de fumée bipe",
            "DAAF à changer",
            "Alarme incendie en panne",
        ),
        *(
            "Porte coupe-feu cassée",
            "Porte coupe feu",
            "Feu vert du bailleur",
            "Feux tricolores en panne",
            "Le bailleur donne son feu vert",
        ),
        *(
            "Extincteur d’incendie vide",
            "Assurance incendie",
            "Sécurité incendie",
            "Conduit de fumée à ramoner",
            "Évacuation des fumées",
        ),
        *(
            "Fumée de cigarette chez les voisins",
            "Fumée de barbecue",
            "Le voisin fume",
            "Feu mon père avait le bail",
            "Feux d’artifice",
        ),
        *(
            "Les feux de la gazinière",
            "Plaque de 4 feux",
            "Détecteur de monoxyde de carbone à changer",
            "Colonne incendie",
        ),
        *(
            "Ascenseur en panne",
            "Ascenseur bloqué",
            "Serrure bloquée",
            "Plus d’électricité chez moi",
            "Prise à changer",
            "Circuit court",
        ),
        *(
            "Smoke detector is beeping",
            "Fire door broken",
            "Fire extinguisher missing",
            "Neighbours smoke in the hall",
            "Cigarette smoke",
        ),
        *(
            "Désenfumage à contrôler",
            "Décharge sauvage devant l’immeuble",
            "Bruit excessif",
            "Menace d’expulsion",
            "Fireplace",
            "Intoxication alimentaire",
            "",
        ),
    ],
)
def test_what_only_sounds_like_a_danger_is_none(text):
    assert dangers_in(text) == ()


def test_a_hostile_text_is_answered_at_once():
    """No pattern runs away on the longest text of a circuit."""
    began = time.process_time()
    for word in (
        "fuite ",
        "feu ",
        "gaz ",
        "odeur a ",
        "détecteur de fumée de ",
        "mal de tete ",
        "\u00e9 ",
        "bloque dans ",
    ):
        dangers_in(word * (2000 // len(word)))
    assert time.process_time() - began < 2
