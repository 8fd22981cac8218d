"""The form counts what nobody has found as `check` does."""

import json
from random import Random

import pytest

from jeu_oie.circuit.dangers import dangers_in
from jeu_oie.circuit.gaps import STEP, WRITTEN, list_gaps
from jeu_oie.circuit.keys import of
from jeu_oie.circuit.read import read_text
from tests.circuit.stating import scattered
from tests.editor.test_judge import beside_of
from tests.editor.wrong import spoilt
from tests.exchange.making import generated
from tests.game.making import SHIPPED

FOUND = """({ text, landlord, common }) => {
    const data = (text) => (text ? editor.read(text, "", rules).data : null)
    const own = data(text)
    const at = ({ path }) => path[0] === "use" ? null : path.reduce((value, step) => value[step], own)
    return own && editor.gaps(own, { landlord: data(landlord), common: data(common) }, rules)
        .map((gap) => [at(gap)?.id ?? at(gap)?.title ?? null, gap.key])
}"""
NAMES = {STEP: "missing", WRITTEN: "written"}


def gaps_of(circuit, own):
    """Item and key of each; of a shared one, which no line of the file holds, the key alone."""
    for item, fact in list_gaps(circuit):
        yield [item.id if item.id in own else None, NAMES.get(fact) or of(type(item))[fact].name]


def assert_same(text, found, siblings=lambda _: None):
    reading = read_text(text, "essai.yaml", siblings)
    if reading.circuit is None:
        return 0
    written = reading.written
    assert written
    inner = [step.id for detour in written.detours for step in detour.steps]
    lists = (written.steps, written.detours, written.shortcuts, written.problems, written.recourse)
    own = {*inner, *(item.id for items in lists for item in items)}
    titles = {item.title: item.id for items in lists for item in items}
    told = [[titles.get(name, name), key] for name, key in found]
    assert told == list(gaps_of(reading.circuit, own)), text
    return len(told)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_shipped_circuit_lacks_what_check_says(modules, path):
    given, siblings = beside_of(path)
    text = path.read_text("utf-8")
    (found,) = modules.each(FOUND, [{"text": text, **given}])
    assert assert_same(text, found, siblings) > 0


def test_generated_circuits_lack_what_check_says(modules):
    made = [generated(seed) for seed in range(150)]
    made += [scattered(each, seed) for seed, each in enumerate(made[:60])]
    texts = [json.dumps(each, ensure_ascii=False) for each in made]
    texts += [spoilt(each, Random(seed)) for seed, each in enumerate(made)]
    found = modules.each(FOUND, [{"text": text} for text in texts])
    assert sum(assert_same(text, each) for text, each in zip(texts, found, strict=True)) > 500


SAID = (
    *("Odeur de gaz", "Ma chaudière à gaz ne chauffe pas", "Le détecteur de fumée bipe", "De la fumée dans l’escalier"),
    *("Il y a le feu chez moi", "Feu", "Je suis bloquée dans l’ascenseur", "Un feu de poubelle dans le hall"),
    *("Smell of gas", "Fire in my kitchen", "The smoke alarm is ringing", "Prise qui fait des étincelles"),
    *("Mal de tête près de la chaudière", "De l’eau coule", "Fumée de cigarette", "Le détecteur de gaz sonne"),
)


def test_the_same_sentences_speak_of_the_same_dangers(modules):
    found = modules.each("(text) => editor.dangersIn(text, rules)", SAID)
    assert [set(each) for each in found] == [set(dangers_in(text)) for text in SAID]
    assert [] in found and any(found)
