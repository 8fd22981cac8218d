"""Letters from the command line: nine blank, nine filled, HTML and PDF; templates of one's own win."""

import pytest

from jeu_oie.cli import run
from jeu_oie.errors import PangoMissing
from jeu_oie.messages import load_catalog
from jeu_oie.print import documents
from tests.house.source import ROOT

T = load_catalog("fr")
CIRCUIT = ROOT / "circuits" / "oph-31" / "repairs.yaml"


def call(*arguments):
    return run([str(each) for each in arguments], T)


@pytest.fixture
def no_engine(monkeypatch):
    """A machine without Pango."""

    def refuse(html):
        raise PangoMissing("pango")

    monkeypatch.setattr(documents, "pdf", refuse)


def test_nine_blank_and_nine_filled_for_this_landlord(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(documents, "pdf", lambda html: b"%PDF")  # what they hold: tests/print/test_documents
    assert call("letters", CIRCUIT, "--out", tmp_path / "out") == 0
    told = capsys.readouterr().out.splitlines()
    assert len(told) == 36
    assert sorted(path.as_posix() for path in (tmp_path / "out").iterdir()) == sorted(told)
    assert "OPH 31" in (tmp_path / "out" / "remind.html").read_text("utf-8")


def test_without_pango_the_pages_are_for_a_browser(tmp_path, capsys, no_engine):
    assert call("letters", CIRCUIT, "--out", tmp_path / "out") == 0
    assert "brew install pango" in capsys.readouterr().err
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".html"}


def test_templates_of_ones_own_win(tmp_path, no_engine):
    own = tmp_path / "mine" / "documents" / "letters"
    own.mkdir(parents=True)
    (own / "remind.html").write_text("<p>{{ letter.object }}</p>", "utf-8")
    assert call("letters", CIRCUIT, "--templates", tmp_path / "mine", "--out", tmp_path / "out") == 0
    assert (tmp_path / "out" / "remind.html").read_text("utf-8").startswith("<p>Objet : Relance")
    assert "<html" in (tmp_path / "out" / "notice.html").read_text("utf-8")


def test_a_circuit_that_cannot_be_read_is_told(tmp_path):
    (tmp_path / "bad.yaml").write_text("format: 1\n", "utf-8")
    assert call("letters", tmp_path / "bad.yaml", "--out", tmp_path / "out") == 1
    assert not (tmp_path / "out").exists()
