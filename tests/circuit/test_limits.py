"""A circuit that holds more than a kit can is told at its line, before anything is drawn or printed."""

from pathlib import Path

import pytest
import yaml

from jeu_oie.circuit.read import read, read_text
from jeu_oie.circuit.read.limits import MAX_ITEMS, MAX_TEXTS, MAX_TOTAL_CHARS, items_of, values_of
from jeu_oie.messages import load_catalog, tell

SHIPPED = [path for path in sorted(Path("circuits").glob("*/*.yaml")) if path.name != "landlord.yaml"]
FRAME = {"format": 1, "title": "Trop", "topic": "repairs", "language": "fr", "version": "1", "status": "draft"}
STEPS = [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}]


def reading(common=None, **lists):
    told = {**FRAME, "landlord": {"name": "X"}, "steps": STEPS, **lists}
    if common is not None:
        told["common"] = "../common.yaml"
    beside = {"../common.yaml": yaml.safe_dump(common or {}).encode()}
    return read_text(yaml.safe_dump(told, sort_keys=False, width=10**6), "x.yaml", beside.get)


def many(count, **more):
    return [{"title": f"Fait {rank}", **more} for rank in range(count)]


def errors(found):
    return [each for each in found.problems if each.severity == "error"]


def test_too_many_items_are_told_at_the_first_too_many():
    found = reading(facts=many(500))
    assert found.circuit is None
    (told,) = errors(found)
    assert told.code == "circuit-items"
    assert dict(told.values)["count"] == "502"
    assert f"Fait {MAX_ITEMS - len(STEPS)}" in told.excerpt
    assert found.written, "what is written can be opened and mended"


def test_as_many_as_a_kit_holds_are_read():
    assert reading(facts=many(MAX_ITEMS - len(STEPS))).circuit
    assert not reading(facts=many(MAX_ITEMS - len(STEPS) + 1)).circuit


def test_items_that_are_shared_count_too():
    found = reading(common={"questions": [{**each, "answers": ["Oui"], "right": 1} for each in many(MAX_ITEMS)]})
    assert [each.code for each in errors(found)] == ["circuit-items"]
    assert errors(found)[0].place.file == "../common.yaml"


@pytest.mark.parametrize(
    "lists",
    [
        {"questions": many(200, answers=["a", "b", "c", "d"] * 4, right=1)},
        {"words": {f"mot {rank}": "x" for rank in range(MAX_TEXTS)}},
        {"sources": {f"s{rank}": {"title": "x", "note": "y"} for rank in range(MAX_TEXTS // 2)}},
        {"landlord": {"name": "X", "contacts": [{"label": "x", "value": "y"}] * (MAX_TEXTS // 2)}},
    ],
    ids=lambda lists: next(iter(lists)),
)
def test_too_many_texts_are_told(lists):
    assert [each.code for each in errors(reading(**lists))] == ["circuit-texts"]


def test_too_many_characters_are_told_with_the_lines_of_the_longest():
    facts = many(60, text="x" * 1_300)
    facts[7]["text"] = facts[11]["text"] = facts[40]["text"] = "y" * 2_000
    (told,) = errors(found := reading(facts=facts))
    assert told.code == "circuit-characters"
    cure = tell(told, load_catalog("fr"))[1]
    lines = [number for number, line in enumerate(found.lines["x.yaml"], 1) if "yyy" in line]
    assert f"lignes {', '.join(map(str, lines))}" in cure
    assert str(MAX_TOTAL_CHARS) in tell(told, load_catalog("fr"))[0]


def test_a_side_track_counts_with_its_steps():
    detours = [
        {
            "id": f"d{rank}",
            "title": f"D{rank}",
            "from": "a",
            "to": "b",
            "steps": [{"id": f"e{rank}-{each}", "title": "E"} for each in range(6)],
        }
        for rank in range(MAX_ITEMS // 7 + 1)
    ]
    assert [each.code for each in errors(reading(detours=detours))] == ["circuit-items"]


def test_the_largest_circuit_that_is_shipped_is_far_below():
    for path in SHIPPED:
        circuit = read(path).circuit
        assert circuit
        values = list(values_of(circuit))
        assert len(list(items_of(circuit))) * 2 < MAX_ITEMS
        assert sum(each.texts for each in values) * 2 < MAX_TEXTS
        assert sum(each.characters for each in values) * 2 < MAX_TOTAL_CHARS


def test_all_that_is_written_is_counted():
    """Whatever was left out could grow without end."""
    circuits = [circuit for path in SHIPPED if (circuit := read(path).circuit)]
    seen = {each.key for circuit in circuits for each in values_of(circuit)}
    assert {"criteria", "say", "condition", "decided", "contact", "answers", "arrival", "landlord"} <= seen
