"""A circuit begun from another landlord's brings along none of its facts."""

import json
from pathlib import Path

import pytest

from jeu_oie.api.read import read
from jeu_oie.circuit.borrowing import borrow
from jeu_oie.circuit.model import Status
from jeu_oie.errors import Severity
from tests.house.source import ROOT

CIRCUITS = sorted(each for each in (ROOT / "circuits").glob("*/*.yaml") if each.name != "landlord.yaml")
FACTS = ("text", "channels", "condition", "delay", "trace", "say", "call", "hours", "charge", "elsewhere", "source")


@pytest.mark.parametrize("path", CIRCUITS, ids=lambda each: f"{each.parent.name}-{each.stem}")
def test_the_frame_is_read_and_holds_no_fact(path: Path, tmp_path: Path):
    origin = read(path)
    assert origin.circuit
    assert origin.written
    (tmp_path / "landlord.yaml").write_text("name: Un autre bailleur\n")
    text = borrow(origin.written, origin.circuit, "2026-11").replace("../common.yaml", "standard")
    file = tmp_path / path.name
    file.write_text(text, "utf-8")
    made = read(file)
    assert [each for each in made.problems if each.severity is Severity.ERROR] == []
    assert made.circuit
    assert made.written
    assert made.circuit.status is Status.DRAFT
    assert len(made.circuit.steps) == len(origin.circuit.steps)
    for step in made.written.steps:
        assert step.missing or step.uncertain
        assert all(not getattr(step, name) for name in FACTS)
    assert not (made.written.sources or made.written.searched or made.written.questions or made.written.facts)
    for name in ("shortcuts", "detours", "setbacks", "problems"):
        for each in getattr(made.written, name):
            assert each.uncertain and all(not getattr(each, key, None) for key in FACTS)
    for name in filter(None, (origin.circuit.landlord.name, origin.circuit.landlord.short)):
        assert name not in json.dumps(text, ensure_ascii=False)
    assert any(getattr(step, name) for step in origin.written.steps for name in FACTS), "else nothing would be tested"
