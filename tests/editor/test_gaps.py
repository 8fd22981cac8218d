"""The form counts what nobody has found as `check` does."""

import pytest

from jeu_oie.circuit.gaps import STEP, WRITTEN
from jeu_oie.circuit.keys import of
from jeu_oie.circuit.read import beside, read_text
from tests.circuit.lacking import list_gaps
from tests.game.making import FEW

FOUND = """({ text, landlord, common }) => {
    const data = (text) => (text ? editor.read(text, rules).data : null)
    const own = data(text)
    const at = ({ path }) => path[0] === "use" ? null : path.reduce((value, step) => value[step], own)
    return own && editor.gaps(own, { landlord: data(landlord), common: data(common) }, rules)
        .map((gap) => [at(gap)?.title ?? at(gap)?.id ?? null, gap.key])
}"""
NAMES = {STEP: "missing", WRITTEN: "written"}


@pytest.mark.parametrize("path", FEW, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_shipped_circuit_lacks_what_check_says(modules, path):
    text = path.read_text("utf-8")
    reading = read_text(text, path.name, beside(path))
    assert reading.circuit and reading.written
    files = {
        name: (path.parent / name).read_text("utf-8")
        for name in (reading.written.landlord, reading.written.common)
        if name
    }
    given = {"text": text, "landlord": files.get(reading.written.landlord), "common": files.get(reading.written.common)}
    (found,) = modules.each(FOUND, [given])
    shared = {item.id for item in reading.circuit.recourse} - {item.id for item in reading.written.recourse}
    told = [
        [None if item.id in shared else item.title or item.id, NAMES.get(fact) or of(type(item))[fact].name]
        for item, fact in list_gaps(reading.circuit)
    ]
    assert told
    assert found == told
