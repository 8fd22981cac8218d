"""Documents from the command line, HTML and PDF: ours, letters, whatever else a folder of templates has."""

import pytest

from jeu_oie.cli import run
from jeu_oie.errors import PangoMissing
from jeu_oie.messages import load_catalog
from jeu_oie.print import documents
from tests.house.source import ROOT

T = load_catalog("fr")
CIRCUIT = ROOT / "circuits" / "oph-31" / "repairs.yaml"
OURS = {"attendance", "die-and-pawns", "hall-notice", "invitation", "script-45"}
FACTS = {
    "circuit": "circuit.title",
    "dossier": "dossier.landlord",
    "sheet": "sheet.stages[0].title",
    "answers": "answers.values() | map(attribute='title') | first",
}


def call(*arguments):
    return run([str(each) for each in arguments], T)


@pytest.fixture
def no_engine(monkeypatch):
    """A machine without Pango."""

    def refuse(html):
        raise PangoMissing("pango")

    monkeypatch.setattr(documents, "pdf", refuse)


def test_documents_of_this_landlord_and_nine_letters_blank_and_filled(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(documents, "pdf", lambda html: b"%PDF")  # what they hold: tests/print/test_documents
    out = tmp_path / "out"
    assert call("documents", CIRCUIT, "--out", out) == 0
    told = capsys.readouterr().out.splitlines()
    assert sorted(path.as_posix() for path in out.rglob("*.*")) == sorted(told)
    assert {path.stem for path in out.glob("*.html")} == OURS
    assert len(list((out / "letters").iterdir())) == 36
    assert all(
        "OPH 31" in (out / f"{name}.html").read_text("utf-8") for name in (*OURS - {"die-and-pawns"}, "letters/remind")
    )


def test_without_pango_the_pages_are_for_a_browser(tmp_path, capsys, no_engine):
    assert call("documents", CIRCUIT, "--out", tmp_path / "out") == 0
    assert "brew install pango" in capsys.readouterr().err
    assert {path.suffix for path in (tmp_path / "out").rglob("*.*")} == {".html"}


def test_templates_of_ones_own_win_and_those_besides_are_made(tmp_path, no_engine, capsys):
    own = tmp_path / "mine" / "documents"
    (own / "letters").mkdir(parents=True)
    (own / "letters" / "remind.html").write_text("<p>{{ letter.object }}</p>", "utf-8")
    for name, fact in FACTS.items():
        (own / "fete.html").write_text(
            '{% extends "documents/document.html" %}{% block body %}[{{ ' + fact + " }}]{% endblock %}", "utf-8"
        )
        assert call("documents", CIRCUIT, "--templates", tmp_path / "mine", "--out", tmp_path / "out") == 0, name
        assert "[]" not in (tmp_path / "out" / "fete.html").read_text("utf-8")
    assert (tmp_path / "out" / "letters" / "remind.html").read_text("utf-8").startswith("<p>Objet : Relance")
    assert "<html" in (tmp_path / "out" / "letters" / "notice.html").read_text("utf-8")
    assert "fete" not in capsys.readouterr().err, "a document of one's own is no template by mistake"


def test_a_circuit_that_cannot_be_read_is_told(tmp_path):
    (tmp_path / "bad.yaml").write_text("format: 1\n", "utf-8")
    assert call("documents", tmp_path / "bad.yaml", "--out", tmp_path / "out") == 1
    assert not (tmp_path / "out").exists()
