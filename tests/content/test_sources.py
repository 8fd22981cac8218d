"""What the first fact check found wrong of the circuits and can be seen by a program does not come back."""

import re

import pytest

from jeu_oie.circuit.model import Circuit, Source, Step
from tests.content.test_circuits import CIRCUITS

EACH = pytest.mark.parametrize("name", CIRCUITS)
ASKS = ("bilan-2017",)  # the text of 2017 asks; of what it names, it says nothing more
LAW = re.compile(r"\b(?:loi|code|CCH|décret|procédure civile|assurances, article)\b", re.IGNORECASE)
DATED = re.compile(r"\b(?:version du|date non connue|page sans date|réponse à une question)\b", re.IGNORECASE)
NATIONAL = re.compile(r"(?:numéro national\b[^.]*\d{2}|\d{2}[^.]*\bnuméro national)", re.IGNORECASE)


def asserted(circuit: Circuit) -> list[str]:
    """Steps that others do as a text that only asks says: neither missing nor uncertain."""
    steps: list[Step] = [*circuit.steps, *(step for detour in circuit.detours for step in detour.steps)]
    return [
        step.id
        for step in steps
        if step.source == ASKS and "tenant" not in step.actor and not (step.missing or step.uncertain)
    ]


def undated(circuit: Circuit) -> list[str]:
    """Laws of which nobody can see which version was read."""
    laws = (source for source in circuit.sources.values() if LAW.search(source.title))
    return [source.title for source in laws if not (source.date or DATED.search(source.note or ""))]


def test_the_guards_see_what_they_look_for():
    step = Step(id="judge", title="Le bailleur mesure l’urgence", actor=("landlord",), source=ASKS)
    law = Source(title="Loi de 1989, article 6")
    circuit = CIRCUITS["sdh/repairs"].model_copy(update={"steps": (step,), "sources": {"loi": law}})
    assert (asserted(circuit), undated(circuit)) == (["judge"], [law.title])
    assert NATIONAL.search("Le 0 800 47 33 33 est le numéro national du gaz.")


@EACH
def test_no_step_of_a_landlord_rests_on_a_text_that_asks(name):
    assert asserted(CIRCUITS[name]) == []


@EACH
def test_a_law_says_which_version_was_read(name):
    assert undated(CIRCUITS[name]) == []


@EACH
def test_no_local_number_is_called_national(name):
    assert NATIONAL.search(CIRCUITS[name].model_dump_json()) is None


@EACH
def test_gas_fire_and_fumes_begin_with_a_gesture_never_with_a_call(name):
    dangers = {each.id: each.first for each in CIRCUITS[name].emergency if not each.is_number}
    for danger in ("gas", "fire", "smoke", "carbon-monoxide", "electrocution"):
        assert dangers[danger]
        assert "appelle" not in dangers[danger][0]
