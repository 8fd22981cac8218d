"""What has not changed is left alone; whatever counts, changed alone, is built anew."""

import os
import re
import shutil
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jeu_oie.builder import record
from tests.build.conftest import append, contents

KIT = Path("output/les-tilleuls/neighbours")
OWN = Path("circuits/les-tilleuls")


def test_what_has_not_changed_is_not_made_again(build, here, monkeypatch):
    status, said = build()
    assert status == 0
    assert "2 faits" in said
    before = contents(here / "output")

    def never(*_, **__):
        raise AssertionError

    for name in ("run.make", "find.read_text", "gallery.write_gallery"):
        monkeypatch.setattr(f"jeu_oie.builder.{name}", never)
    status, said = build()
    assert (status, said.splitlines()[0]) == (0, "2 inchangés")
    assert contents(here / "output") == before


def remove(path):
    path.unlink()


def damage(path):
    """Other bytes, as many, at the same time of the clock."""
    seen = path.stat()
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))


def test_each_file_that_counts_counts_alone(build):
    build()
    for change, made in (
        (lambda: append(OWN / "neighbours.yaml"), 1),
        (lambda: append(OWN / "landlord.yaml"), 1),
        (lambda: append(Path("circuits/common.yaml")), 1),
        (lambda: remove(KIT / "board.svg"), 1),
        (lambda: remove(KIT / "manifest.json"), 1),
        (lambda: damage(KIT / "board.svg"), 1),
        (lambda: append(KIT / "board.svg"), 1),
        (lambda: remove(record.record_file(KIT)), 1),
        (lambda: record.record_file(KIT).write_text("[" * 9000), 1),
        (lambda: None, 0),
        (lambda: os.utime(OWN / "neighbours.yaml"), 0),
        (lambda: os.utime(KIT / "board.svg"), 1),
    ):
        change()
        assert (f"{made} fait, 1 inchangé" if made else "2 inchangés") in build()[1]
        assert "2 inchangés" in build()[1]


@pytest.mark.slow
def test_a_template_that_was_asked_for_counts(build):
    own = Path("own")
    own.mkdir()
    asked = ("--templates", str(own))
    build()
    (own / "embed.html").write_text("own")
    assert "2 faits" in build(*asked)[1]
    assert "2 inchangés" in build(*asked)[1]
    (own / "embed.html").write_text("other")
    assert "2 faits" in build(*asked)[1]
    own.rename("moved")
    assert "2 inchangés" in build("--templates", "moved")[1]
    assert "2 faits" in build()[1]


def test_a_template_beside_the_circuit_does_not_count(build):
    build()
    (OWN / "templates").mkdir()
    (OWN / "templates" / "embed.html").write_text("own")
    assert "2 inchangés" in build()[1]


@pytest.mark.slow
def test_each_option_counts(build, here):
    (here / "own.yaml").write_text("extends: classic\nsquares: 42\n")
    build()
    for arguments in (
        ("--base-url", "https://exemple.fr/"),
        ("--flip", "short"),
        ("--people", "12"),
        ("--board", "saver"),
        ("--board", "own.yaml"),
        ("--force",),
    ):
        assert "2 faits" in build(*arguments)[1], arguments
        assert ("2 faits" if arguments == ("--force",) else "2 inchangés") in build(*arguments)[1], arguments


@pytest.mark.slow
def test_the_sorts_count_and_so_does_a_preset_of_the_same_name(build, here):
    (here / "own.yaml").write_text("extends: classic\n")
    build("--board", "own.yaml")
    assert "2 faits" in build("--board", "own.yaml", only="svg,html")[1]
    (here / "own.yaml").write_text("extends: classic\nsquares: 42\n")
    assert "2 faits" in build("--board", "own.yaml", only="svg,html")[1]


@pytest.mark.parametrize("what", ["program", "libraries"])
def test_another_version_of_the_program_or_of_a_library_counts(build, monkeypatch, what):
    build()
    monkeypatch.setattr(record, what, lambda: "another")
    assert "2 faits" in build()[1]


def test_every_library_that_has_a_hand_in_the_bytes_is_known():
    """A new dependency is either one of those, or named here as one that writes nothing into a kit."""
    silent = {"click", "openpyxl", "platformdirs", "rich", "starlette", "uvicorn", "watchfiles", "weasyprint"}
    told = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {re.split("[><=~! ]", each)[0] for each in told}
    assert names - silent <= set(record.WRITERS)


def test_warnings_of_what_is_unchanged_are_counted_and_still_stop_the_strict(build):
    text = (OWN / "small.yaml").read_text(encoding="utf-8")
    assert "charge: landlord, source: guide}" in text
    (OWN / "small.yaml").write_text(text.replace("charge: landlord, source: guide}", "charge: landlord}"))
    assert build()[0] == 0
    status, said = build()
    assert status == 0
    assert "remarque" in said
    assert "jeu-oie check" in said
    status, said = build("--strict")
    assert status == 1
    assert "à voir" in said
    assert Path("output/les-tilleuls/small/board.svg").exists()


def test_a_review_that_falls_due_is_told_once(build, monkeypatch):
    append(OWN / "small.yaml", "review: 2090-01\n")
    build()
    assert "2 inchangés" in build()[1]

    class Later(datetime):
        @classmethod
        def now(cls, zone=None):
            assert zone is UTC
            return cls(2090, 3, 1, tzinfo=UTC)

    monkeypatch.setattr("jeu_oie.api.read.datetime", Later)
    assert "2 faits" in build()[1], "both have a review that was to come"
    assert "2 inchangés" in build()[1]


def test_what_circuits_share_is_no_circuit_even_when_one_is_built(build):
    append(OWN / "neighbours.yaml")
    status, said = build()
    assert status == 0
    assert "common.yaml" not in said
    append(OWN / "small.yaml")
    status, said = build()
    assert (status, "common.yaml" in said) == (0, False)


def test_a_circuit_that_has_gone_leaves_its_kit_and_is_told(build):
    build()
    assert "a disparu" not in build()[1]
    (OWN / "small.yaml").rename("elsewhere.yaml")
    said = build()[1]
    assert "1 inchangé" in said
    assert "Le circuit de ce kit a disparu : output/les-tilleuls/small." in said
    assert "les-tilleuls/small/board.svg" in Path("output/index.html").read_text(encoding="utf-8")
    shutil.rmtree("output/les-tilleuls/small")
    assert "disparu" not in build()[1]
    assert "les-tilleuls/small/board.svg" not in Path("output/index.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_kits_of_another_folder_or_of_another_ink_are_not_told_as_gone(build):
    shutil.copytree(OWN, "other/les-glycines")
    shutil.copy("circuits/common.yaml", "other")
    assert build("other")[0] == 0
    assert build("--ink", "saver")[0] == 0
    assert "disparu" not in build()[1]
    shutil.rmtree("other")
    assert "Les circuits de 2 kits ont disparu" in build()[1]
