"""Two versions of a circuit differ by what people changed, no more and no less: each key counts, none is guessed."""

from random import Random
from typing import Any

import pytest

from jeu_oie.circuit import changes, model
from jeu_oie.circuit.changes import FRAME, LANDLORD, LISTS, MEANING, differ, out_of_order
from jeu_oie.circuit.model import Circuit, Landlord
from tests.chosen import named
from tests.game.making import FEW, circuit, steps
from tests.kit.test_stability import change, plain

APART = {"id", "steps"}  # by which items are matched; the steps of a side track are items themselves
OF_ITEMS = (
    *(model.Step, model.Shortcut, model.Detour, model.SetbackItem, model.Practice, model.Recourse, model.Space),
    *(model.ProblemItem, model.Question, model.Advice, model.Fact, model.Source, model.Actor),
)


def found(old: Circuit, new: Circuit) -> list[tuple[str, str, str, str]]:
    """List, id, sort and key of every change."""
    return [(each.list, each.id, str(change.sort), change.key) for each in differ(old, new) for change in each.changes]


def two(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    return found(circuit(**before), circuit(**after))


@pytest.mark.parametrize("kind", OF_ITEMS, ids=lambda kind: kind.__name__)
def test_every_key_of_the_format_means_something(kind):
    assert set(kind.model_fields) - APART - MEANING.keys() == set()


def test_every_part_of_a_circuit_is_compared():
    parts = {*LISTS, *FRAME, "landlord", "sources", "actors", "words", "format"}  # the format is 1, always
    names = {
        "common_sources",
        "common_actors",
        "everywhere",
        "here",
    }  # which of these come from common.yaml, what holds anywhere, for whom it is told
    assert set(Circuit.model_fields) - names == parts
    assert set(Landlord.model_fields) == {
        *LANDLORD,
        "actors",
        "emergency",
        "sources",
        "where_number",
    }  # those four are merged into the circuit's


@pytest.mark.parametrize("path", FEW, ids=named)
def test_a_circuit_does_not_differ_from_itself_and_any_change_is_found(path):
    old, random = Circuit.model_validate(plain(path)), Random(6)
    assert differ(old, old) == ()
    seen = 0
    while seen < 8:
        said, new = change(path, random)
        assert bool(differ(old, new)) == (visible(old) != visible(new)), said
        seen += visible(old) != visible(new)


def visible(made: Circuit) -> dict[str, Any]:
    """What is told of a circuit: its landlord's own actors, dangers, sources are the circuit's, once merged."""
    return made.model_dump(exclude={"landlord": {"actors", "emergency", "sources"}})


def test_the_guard_sees_a_key_that_is_forgotten(monkeypatch):
    short = {key: sort for key, sort in MEANING.items() if key != "trace"}
    monkeypatch.setattr(changes, "MEANING", short)
    assert two({}, {"steps": steps(3, s2={"trace": "Reçu"})}) == []


def test_keys_by_their_meaning():
    new = {"delay": "5 jours", "trace": "Reçu", "call": "01 02 03 04 05", "text": "Autrement.", "actor": "landlord"}
    sorts = {key: sort for _, _, sort, key in two({}, {"steps": steps(3, s2=new)})}
    assert sorts == {"delay": "delay", "trace": "trace", "call": "number", "text": "wording", "actor": "fact"}


def test_what_matters_most_stands_first():
    said = two({}, {"steps": steps(3, s2={"text": "Autrement.", "delay": "5 jours", "call": "01 02 03 04 05"})})
    assert [key for *_, key in said] == ["call", "delay", "text"]


def test_a_delay_that_only_reads_otherwise_is_wording():
    old = {"steps": steps(3, s2={"delay": "5 jours"})}
    assert [sort for _, _, sort, _ in two(old, {"steps": steps(3, s2={"delay": "5 j"})})] == ["wording"]
    assert [sort for _, _, sort, _ in two(old, {"steps": steps(3, s2={"delay": "5 jours ouvrés"})})] == ["delay"]
    assert [sort for _, _, sort, _ in two(old, {"steps": steps(3, s2={"delay": "moins de 5 jours"})})] == ["delay"]


def test_steps_that_are_added_removed_moved_renamed():
    first, second, third = steps(3)
    extra = {"id": "extra", "title": "Tout autre chose"}
    assert two({}, {"steps": [first, extra, second, third]}) == [("steps", "extra", "added", "")]
    assert two({"steps": [first, extra, second]}, {"steps": [first, second]}) == [("steps", "extra", "removed", "")]
    moved = two({"steps": [first, second, third, extra]}, {"steps": [first, extra, second, third]})
    assert moved == [("steps", "extra", "moved", "order")]
    renamed = two({}, {"steps": [first, {**second, "title": "Une attente"}, third]})
    assert renamed == [("steps", "s2", "renamed", "title")]


def test_items_without_an_id_are_known_again():
    """Their id is made of their title: a new title is no new item."""
    old = {"title": "La clé casse", "text": "Ça peut arriver.", "at": "s1", "kind": "wait"}
    near, other = {**old, "title": "La clé a cassé"}, {**old, "title": "Tout autre chose"}
    for new in (near, other):
        ((_, _, sort, _),) = two({"setbacks": [old]}, {"setbacks": [new]})
        assert sort == "renamed"
    strange = {"title": "Grève des trains", "text": "Rien.", "at": "s2", "kind": "blocked"}
    assert [sort for _, _, sort, _ in two({"setbacks": [old]}, {"setbacks": [strange]})] == ["added", "removed"]


def test_a_step_of_a_side_track_stands_where_the_track_leaves():
    def track(title: str) -> dict[str, Any]:
        inner = {"id": "inside", "title": title}
        return {"detours": [{"id": "aside", "title": "À côté", "from": "s2", "to": "s3", "steps": [inner]}]}

    (each,) = differ(circuit(**track("Un devis")), circuit(**track("Deux devis")))
    assert (each.list, each.id, each.step) == ("detours.steps", "inside", "s2")


def test_what_is_referred_to():
    old = {"words": {"trace": "Une preuve."}, "sources": {"a": {"title": "Page"}}, "actors": {"b": {"name": "Régie"}}}
    new = {"words": {"trace": "Preuve."}, "sources": {"a": {"title": "Page", "date": "2026"}}, "version": "2"}
    assert two(old, new) == [
        ("frame", "frame", "state", "version"),
        ("sources", "a", "source", "date"),
        ("actors", "b", "removed", ""),
        ("words", "trace", "wording", "meaning"),
    ]


def test_the_longest_row_that_kept_its_order_did_not_move():
    assert out_of_order([(0, 0), (1, 1), (2, 2)]) == frozenset()
    assert out_of_order([(0, 3), (1, 0), (2, 1), (3, 2)]) == {0}
    assert out_of_order([]) == frozenset()
