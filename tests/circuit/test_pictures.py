"""An ``icon`` typed in French is answered with the word that the format knows."""

import pytest

from jeu_oie.circuit.nearest import nearest
from jeu_oie.circuit.pictures import Picture

SAID = {"fuite": "leak", "eau": "water", "feu": "fire", "serrure": "lock", "ascenseur": "lift", "clé": "key"}


@pytest.mark.parametrize("typed, meant", SAID.items())
def test_a_french_word_is_understood(typed, meant):
    assert nearest(typed, [str(each) for each in Picture]) == meant
