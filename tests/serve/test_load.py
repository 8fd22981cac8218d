"""A small measure of what ``script/bench --serving`` does at length: bytes, silence, memory, a crowd."""

import sys
from datetime import date
from pathlib import Path
from textwrap import indent

import pytest

from bench import serving
from bench.serving import MOST_MB, load, write_circuits
from jeu_oie.builder.find import examine
from jeu_oie.builder.presets import preset_named
from jeu_oie.circuit.read import read
from jeu_oie.kit import Options
from jeu_oie.serve.workers import PrintOrder, make_files
from tests.briefly import BRIEFLY

pytest.importorskip("resource")
NAMES = ("print/3-person.pdf", "print/2-table.pdf", "print/landlord/validation.pdf")


def made_alone(file: Path) -> dict[str, bytes]:
    """NAMES of a circuit, by their addresses, one after the other: those of a build, as test_preview shows."""
    made, _ = examine(read(file), preset_named("classic"), date(2026, 1, 1))
    assert made
    found: dict[str, bytes] = {}
    for name in NAMES:
        files = make_files(PrintOrder(name, made, Options(), "source"))
        found[f"c/circuits/{file.stem}/{name}"] = files[name]
    return found


@pytest.mark.slow
def test_files_asked_for_at_once_are_right_and_a_crowd_keeps_nobody_out(tmp_path, monkeypatch):
    """The server plays as few games as this process does: most of the time of a plan."""
    command = tmp_path / "jeu-oie"
    started = "if __name__ == '__main__':"  # once: what prints looks at the module that was started
    command.write_text(f"#!{sys.executable}\n{started}\n{indent(BRIEFLY, '    ')}")
    command.chmod(0o755)
    monkeypatch.setattr(serving, "COMMAND", command)
    write_circuits(tmp_path, 2)
    expected = {
        name: data for rank in range(2) for name, data in made_alone(tmp_path / f"circuits/c{rank}.yaml").items()
    }
    found = load(tmp_path, expected, rounds=2, people=60)
    assert (found.wrong, found.asked, found.missed, list(found.complaints)) == (0, 12, 0, [])
    assert 20 < found.megabytes <= MOST_MB
