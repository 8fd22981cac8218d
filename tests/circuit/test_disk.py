"""Files beside a circuit: only those that the format allows are ever opened."""

import os

import pytest

from jeu_oie.circuit.read import read

CIRCUIT = """\
format: 1
title: Ma réclamation
topic: repairs
landlord: landlord.yaml
common: ../common.yaml
language: fr
version: "1"
status: draft
steps: [{id: a, title: A}, {id: b, title: B}]
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    inside = tmp_path / "circuits" / "office"
    inside.mkdir(parents=True)
    (inside / "repairs.yaml").write_text(CIRCUIT, "utf-8")
    (inside / "landlord.yaml").write_text("name: Office\n", "utf-8")
    (inside.parent / "common.yaml").write_text("words: {trace: Preuve}\n", "utf-8")
    monkeypatch.chdir(inside.parent)
    return inside


def told(path):
    return [(p.place.file, p.place.line, p.code) for p in read(path).problems]


def test_the_three_files_are_read_and_named_as_the_circuit_was(folder):
    (folder / "landlord.yaml").write_text("nom: Office\n", "utf-8")
    (folder.parent / "common.yaml").write_text("mots: {}\n", "utf-8")
    relative = folder.relative_to(folder.parent) / "repairs.yaml"
    assert [(f, c) for f, _, c in told(relative) if c == "unknown-key"] == [
        ("office/landlord.yaml", "unknown-key"),
        ("common.yaml", "unknown-key"),
    ]
    assert [file.as_posix() for file in read(relative).files] == [
        "office/repairs.yaml",
        "office/landlord.yaml",
        "common.yaml",
    ]


def test_a_bare_name_finds_the_folder_above(folder, monkeypatch):
    monkeypatch.chdir(folder)
    reading = read(folder.relative_to(folder) / "repairs.yaml")
    assert reading.circuit
    assert [file.as_posix() for file in reading.files] == ["repairs.yaml", "landlord.yaml", "../common.yaml"]


def test_a_circuit_that_is_not_there_is_a_problem(folder):
    assert [code for _, _, code in told(folder / "nowhere.yaml")] == ["file-not-found"]
    assert [code for _, _, code in told(folder)] == ["file-unreadable"]


@pytest.mark.parametrize("name,line", [("landlord.yaml", 4), ("../common.yaml", 5)])
def test_a_link_that_leaves_its_folder_is_refused(folder, tmp_path, name, line):
    secret = tmp_path / "secret.yaml"
    secret.write_text("name: Secret\n", "utf-8")
    (folder / name).unlink()
    (folder / name).symlink_to(secret)
    assert told(folder / "repairs.yaml") == [((folder / "repairs.yaml").as_posix(), line, "path-leaves")]


def test_a_link_within_its_folder_is_followed(folder):
    (folder / "landlord.yaml").rename(folder / "other.yaml")
    (folder / "landlord.yaml").symlink_to("other.yaml")
    assert told(folder / "repairs.yaml") == []


def test_a_link_to_itself_is_a_problem(folder):
    (folder / "landlord.yaml").unlink()
    (folder / "landlord.yaml").symlink_to("landlord.yaml")
    assert len(told(folder / "repairs.yaml")) == 1


def test_what_is_no_file_is_not_opened(folder):
    (folder / "landlord.yaml").unlink()
    os.mkfifo(folder / "landlord.yaml")
    assert [code for _, _, code in told(folder / "repairs.yaml")] == ["file-unreadable"]


def test_a_linked_circuit_finds_what_stands_beside_the_link(folder, tmp_path):
    elsewhere = tmp_path / "elsewhere.yaml"
    (folder / "repairs.yaml").rename(elsewhere)
    (folder / "repairs.yaml").symlink_to(elsewhere)
    assert told(folder / "repairs.yaml") == []
