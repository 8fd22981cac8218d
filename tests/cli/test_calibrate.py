"""Calibration from the command line: the sheet, what is kept, what is said of a printer that nobody has set."""

import io
import json

import pikepdf
import pytest

from jeu_oie.cli import run
from jeu_oie.cli.printers import settings_file, shift_of
from jeu_oie.messages import load_catalog

T = load_catalog("fr")


@pytest.fixture(autouse=True)
def own_settings(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.setattr("platformdirs.user_config_path", lambda *_, **__: tmp_path / "settings" / "jeu-oie")


def call(*arguments):
    return run([str(each) for each in arguments], T)


def test_the_sheet_has_a_front_and_a_back_at_true_size(tmp_path, capsys):
    assert call("calibrate", "--flip", "short", "--out", tmp_path / "feuille.pdf") == 0
    assert capsys.readouterr().out == f"{tmp_path / 'feuille.pdf'}\n"
    with pikepdf.open(io.BytesIO((tmp_path / "feuille.pdf").read_bytes())) as made:
        assert len(made.pages) == 2
        assert made.Root.ViewerPreferences.PrintScaling == "/None"
        assert made.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"


def test_a_reading_is_kept_listed_and_used(capsys):
    assert call("calibrate", "--printer", "bureau", "--x", "1,5", "--y", "-0.5") == 0
    assert call("calibrate", "--printer", "bureau", "--x", "2", "--y", "0", "--large") == 0
    assert call("calibrate", "--printer", "bureau", "--x", "1", "--y", "-0.5") == 0  # takes the place of the first
    capsys.readouterr()
    assert call("calibrate", "--list") == 0
    assert capsys.readouterr().out.splitlines() == [
        "bureau\tx 1\ty -0.5\tbord long",
        "bureau\tx 2\ty 0\tbord long, grands caractères",
    ]
    assert shift_of("bureau", "long", large=False, t=T) == (1, -0.5)
    assert shift_of("bureau", "long", large=True, t=T) == (2, 0)
    assert shift_of(None, "long", large=False, t=T) == (0, 0)


def test_without_a_reading_the_list_says_how_to_begin(capsys):
    assert call("calibrate", "--list") == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert "jeu-oie calibrate" in told.err


@pytest.mark.parametrize(
    "given, said",
    [
        (("--x", "1", "--y", "1"), "--printer, --x et --y"),
        (("--printer", "p", "--x", "1"), "--printer, --x et --y"),
        (("--printer", "p", "--x", "deux", "--y", "1"), "« deux »"),
        (("--printer", "p", "--x", "9", "--y", "1"), "trop loin"),
        (("--printer", "p", "--x", "nan", "--y", "1"), "trop loin"),
    ],
)
def test_wrong_usage_is_told_and_nothing_kept(given, said, capsys):
    assert call("calibrate", *given) == 2
    assert said in capsys.readouterr().err.replace("\u00a0", " ")
    assert not settings_file().exists()


def test_an_unknown_printer_is_told_with_those_that_are_known(tmp_path, capsys):
    small = "tests/kit/small.yaml"
    asked = ("build", small, "--only", "svg", "--out", tmp_path)
    assert call(*asked, "--printer", "bureu") == 2
    assert "jeu-oie calibrate" in capsys.readouterr().err
    call("calibrate", "--printer", "bureau", "--x", "0", "--y", "0")
    call("calibrate", "--printer", "accueil", "--x", "0", "--y", "0")
    capsys.readouterr()
    assert call(*asked, "--printer", "bureu") == 2
    told = capsys.readouterr().err.replace("\u00a0", " ")
    assert "Vouliez-vous dire « bureau »" in told
    assert "accueil, bureau" in told
    assert call(*asked, "--printer", "bureau", "--flip", "short") == 2
    assert "jeu-oie calibrate --flip short" in capsys.readouterr().err
    assert call(*asked, "--printer", "bureau") == 0


@pytest.mark.parametrize("content", ["", "[]", "{", '{"readings": [{"printer": "p"}]}', '{"readings": 3}'])
def test_settings_that_cannot_be_read_are_told_and_left_alone(content, capsys):
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text(content)
    assert call("calibrate", "--list") == 1
    assert call("calibrate", "--printer", "p", "--x", "0", "--y", "0") == 1
    assert str(settings_file()) in capsys.readouterr().err
    assert settings_file().read_text() == content


def test_what_is_kept_is_plain_json_without_leftovers():
    call("calibrate", "--printer", "bureau", "--x", "1", "--y", "2")
    assert json.loads(settings_file().read_text()) == {
        "readings": [{"printer": "bureau", "flip": "long", "large": False, "x": 1.0, "y": 2.0}]
    }
    assert [path.name for path in settings_file().parent.iterdir()] == ["printers.json"]
