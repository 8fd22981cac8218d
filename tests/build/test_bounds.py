"""What passes ``check`` is built within bounds: a circuit that costs nearly the most that the limits let through."""

import subprocess
import sys

import pytest
import yaml

from jeu_oie.circuit.read.limits import MAX_ITEMS, MAX_TEXTS, MAX_TOTAL_CHARS
from tests.briefly import BRIEFLY

MEMORY = 300  # MB
MEASURED = """
import os, subprocess, sys
made = subprocess.Popen(sys.argv[1:])
_, status, used = os.wait4(made.pid, 0)
print(used.ru_maxrss / 1024, used.ru_utime)
sys.exit(os.waitstatus_to_exitcode(status))
"""
# s: with all games it took 45 on two cores of 2020, and a busy machine counts more. Those cost what 63 squares cost,
# whatever a circuit asks for: few are played.
PROCESSOR = 140
STEPS, QUESTIONS, ANSWERS, LENGTH = 30, 250, 4, 34


def costly():
    """As many cards as may be, each in the booklet, in the circuit in full and among the cards, which hold them all."""
    said = "Le locataire appelle son gardien puis écrit au bailleur"[:LENGTH]
    frame = {"format": 1, "topic": "repairs", "language": "fr", "version": "1", "status": "draft"}
    answers = [f"{said} {rank}" for rank in range(ANSWERS)]
    each = {"text": said, "answers": answers, "right": 1, "why": said}
    steps = [{"id": f"s{rank}", "title": f"Étape {rank}", "delay": "2 jours", "trace": "x"} for rank in range(STEPS)]
    asked = [{"id": f"q{rank}", "title": f"{said} {rank}", **each} for rank in range(QUESTIONS)]
    return {**frame, "title": "Trop", "landlord": {"name": "X"}, "steps": steps, "questions": asked}


def test_the_costly_circuit_is_near_the_limits():
    texts = STEPS * 4 + QUESTIONS * (4 + ANSWERS)
    characters = QUESTIONS * LENGTH * (3 + ANSWERS)
    assert MAX_TEXTS * 0.7 < texts < MAX_TEXTS
    assert MAX_TOTAL_CHARS * 0.7 < characters < MAX_TOTAL_CHARS
    assert MAX_ITEMS * 0.6 < STEPS + QUESTIONS < MAX_ITEMS


@pytest.mark.slow
def test_it_is_built_in_bounded_memory_and_time(tmp_path):
    (tmp_path / "costly.yaml").write_text(yaml.safe_dump(costly(), width=10**6), "utf-8")
    # Through a small process: what is started straight from here bears the memory of these tests in its figures.
    command = [sys.executable, "-c", MEASURED, sys.executable, "-c", BRIEFLY, "build", "costly.yaml", "--jobs", "1"]
    made = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr[-2_000:]
    megabytes, seconds = map(float, made.stdout.splitlines()[-1].split())
    assert megabytes <= MEMORY
    assert seconds <= PROCESSOR
