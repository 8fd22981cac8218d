"""What ``new`` copies for whoever changes the looks: whole, read as it stands, never over what stands there."""

import re

import pytest

from jeu_oie.builder.presets import preset_named
from jeu_oie.builder.templates import own_templates
from jeu_oie.cli import run
from jeu_oie.game.kinds import Kind
from jeu_oie.game.preset import BoardFile
from jeu_oie.messages import LANGUAGES, load_catalog
from jeu_oie.resources import board_text


@pytest.fixture
def new(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda *words, language="fr": run(["new", *words], load_catalog(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_board_file_has_every_key_and_is_read_with_all_of_them(language, new, tmp_path):
    assert new("--board", "mine", language=language) == 0
    text = (tmp_path / "mine.yaml").read_text("utf-8")
    assert text == board_text(language)
    assert {*re.findall(r"^(?:# )?([a-z]+): ", text, re.MULTILINE)} | {"palette"} == {*BoardFile.model_fields}
    assert re.findall(r"^#   ([a-z-]+): ", text, re.MULTILINE) == [each.value for each in Kind]
    used = re.sub(r"^# (?=[a-z]+:|  [a-z-]+: )", "", text, flags=re.MULTILINE)
    (tmp_path / "used.yaml").write_text(used, "utf-8")
    assert len(preset_named("used.yaml").palette) == len(Kind)


def test_templates_are_those_that_may_be_ones_own(new, tmp_path, capsys):
    assert new("--templates", "mine") == 0
    own, warnings = own_templates(tmp_path / "mine")
    assert not warnings and {"page/page.html", "print/rules.typ", "documents/invitation.html"} <= own.texts.keys()
    assert "--templates mine" in capsys.readouterr().err


def test_documents_alone(new, tmp_path):
    assert new("--documents", "mine") == 0
    own, warnings = own_templates(tmp_path / "mine")
    assert not warnings and {name.partition("/")[0] for name in own.texts} == {"documents"}
    assert all(text.startswith("{#") for name, text in own.texts.items() if name.count("/") == 1)


@pytest.mark.parametrize("option, standing", [("--board", "mine.yaml"), ("--templates", "mine/page/page.html")])
def test_nothing_is_written_over_what_stands(option, standing, new, tmp_path, capsys):
    (tmp_path / standing).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / standing).write_text("mine", "utf-8")
    assert new(option, "mine") == 1
    assert standing in capsys.readouterr().err
    assert [each.relative_to(tmp_path).as_posix() for each in tmp_path.rglob("*.*")] == [standing]
    assert (tmp_path / standing).read_text("utf-8") == "mine"
