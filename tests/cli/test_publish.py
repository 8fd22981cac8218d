"""``jeu-oie publish``: kits of a build on their way to a folder."""

from pathlib import Path

import pytest

from jeu_oie.cli import main
from tests.cli.test_odds import CIRCUIT


def call(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return int(ended.value.code or 0)


def test_kits_are_published(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("office").mkdir()
    Path("office/repairs.yaml").write_text(CIRCUIT)
    call("build", "office", "--only", "svg,html", "--quiet")
    assert call("publish", "site", "--dry-run") == 0
    assert "index.html" in capsys.readouterr().out and not Path("site").exists()
    assert call("publish", "site") == 0
    assert list(Path("site").rglob("index.html"))
    assert not list(Path("site").rglob("manifest.json"))
    capsys.readouterr()
    assert call("publish", "site") == 0
    assert "à jour" in capsys.readouterr().err
    next(Path("output").rglob("board.svg")).write_text("changed")
    assert call("publish", "site") == 1
    assert "n’est plus celui que « build » a fait" in capsys.readouterr().err.replace("\u00a0", " ")


def test_a_place_that_is_kept_needs_not_be_said_again(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("office").mkdir()
    Path("office/repairs.yaml").write_text(CIRCUIT)
    call("build", "office", "--only", "svg,html", "--quiet")
    assert call("publish") == 1 and "Où mettre les jeux en ligne" in capsys.readouterr().err.replace("\u00a0", " ")
    assert call("publish", "first", "--keep") == 0 and not Path("first").exists()
    Path("jeu-oie.yaml").write_text("# mine\npeople: 12\n" + Path("jeu-oie.yaml").read_text("utf-8"), "utf-8")
    assert call("publish") == 1, "another wrote into it: nobody has agreed to that"
    assert call("--project", "jeu-oie.yaml", "publish", "sîte", "--keep") == 0
    assert Path("jeu-oie.yaml").read_text("utf-8") == '# mine\npeople: 12\npublish: "sîte"\n'
    assert call("publish", "--dry-run") == 0 and not Path("sîte").exists()
    assert call("publish") == 0 and list(Path("sîte").rglob("index.html"))
    assert call("publish", "sftp://x", "--keep") == 1 and "sîte" in Path("jeu-oie.yaml").read_text("utf-8")
    assert call("publish", "a\u0007b", "--keep") == 1 and "sîte" in Path("jeu-oie.yaml").read_text("utf-8")
