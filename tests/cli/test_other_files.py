"""What people name that is no circuit: a table, a diagram, a link that leads to itself. Told, never a traceback."""

import pytest


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize("name", ["mon circuit.csv", "Feuille.XLSX", "schema.bpmn"])
def test_a_table_or_a_diagram_is_told_with_the_command_that_reads_it(program, tmp_path, command, name):
    (tmp_path / name).write_bytes(b"list;id\n")
    status, _, said = program(command, name)
    assert status == 1
    assert "jeu-oie import" in said
    assert name in said


@pytest.mark.parametrize("command", ["check", "build", "odds", "compare"])
def test_a_link_that_leads_to_itself_is_told(program, tmp_path, command):
    folder = tmp_path / "circuits"
    folder.mkdir()
    (folder / "loop.yaml").symlink_to("loop.yaml")
    (folder / "again").symlink_to(folder)
    for named in (folder, folder / "loop.yaml"):
        status, _, said = program(command, named)
        assert status == 1
        assert "loop.yaml" in said
        assert "Traceback" not in said
        assert "faute du programme" not in said
