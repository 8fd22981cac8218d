"""What is not urgent does not stand where one looks for what to do in an emergency."""

import pytest

from jeu_oie.game.handout import hand_out
from jeu_oie.game.wording import FactFormatter
from jeu_oie.messages import load_catalog
from tests.game.making import board

CLOSE = "Je ferme l’eau"


@pytest.mark.parametrize("own, told", [({}, [("Fuite", CLOSE)]), ({"urgency": "none"}, [])])
def test_gestures_of_what_is_not_urgent_are_not_told_as_such(own, told):
    made = board(problems=[{"id": "p", "title": "Fuite", "first": [CLOSE], **own}])
    assert list(hand_out(FactFormatter(made, load_catalog("fr"))).at_once) == told
