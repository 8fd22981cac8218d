"""What passes ``check`` is built within bounds: a circuit that costs nearly the most that the limits let through."""

import os
import subprocess

import pytest
import yaml

from jeu_oie.circuit.limits import CHARACTERS, ITEMS, TEXTS
from tests.building.conftest import COMMAND

MEMORY = 300  # MB
PROCESSOR = 150  # s: it takes 45 on two cores of 2020, and a busy machine counts more
STEPS, OTHERS, CONTACTS, LENGTH = 30, 250, 1, 34


def costly():
    """As many rows as may be, each in the booklet, in the circuit in full and on what the landlord signs."""
    said = "Le locataire appelle son gardien puis écrit au bailleur"[:LENGTH]
    frame = {"format": 1, "topic": "repairs", "language": "fr", "version": "1", "status": "draft"}
    contact = {"kind": "phone", "label": said, "value": said}
    each = {"title": said, "who": said, "condition": said, "trace": said, "text": said, "contact": [contact] * CONTACTS}
    steps = [{"id": f"s{rank}", "title": f"Étape {rank}", "delay": "2 jours", "trace": "x"} for rank in range(STEPS)]
    others = [{"id": f"r{rank}", **each} for rank in range(OTHERS)]
    return {**frame, "title": "Trop", "landlord": {"name": "X"}, "steps": steps, "recourse": others}


def test_the_costly_circuit_is_near_the_limits():
    texts = STEPS * 4 + OTHERS * (6 + 3 * CONTACTS)
    characters = OTHERS * LENGTH * (5 + 2 * CONTACTS)
    assert TEXTS * 0.7 < texts < TEXTS
    assert CHARACTERS * 0.7 < characters < CHARACTERS
    assert ITEMS * 0.6 < STEPS + OTHERS < ITEMS


@pytest.mark.slow
def test_it_is_built_in_bounded_memory_and_time(tmp_path):
    (tmp_path / "costly.yaml").write_text(yaml.safe_dump(costly(), width=10**6), "utf-8")
    command = [*COMMAND, "build", "costly.yaml", "--jobs", "1"]
    with (tmp_path / "said").open("w+") as said:
        # This process has had other children: only that one's own figures count.
        made = subprocess.Popen(command, cwd=tmp_path, stdout=said, stderr=said)
        _, made.returncode, used = os.wait4(made.pid, 0)
        said.seek(0)
        assert made.returncode == 0, said.read()[-2_000:]
    assert used.ru_maxrss / 1024 <= MEMORY
    assert used.ru_utime <= PROCESSOR
